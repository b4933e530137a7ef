import { type Applied, type Bodies, LimitScope, LimitsOf, MessageType } from '@tapebook/schema'
import type { Client } from './client.ts'
import { formatDecimal, parseDecimal } from './decimal.ts'
import type { Asset, Instrument } from './instrument.ts'
import type { RequestOptions } from './requests.ts'
import { idOf, requestOptions } from './support.ts'

/** Whom limits bind: exactly one of them is named. */
export type LimitTarget =
  | { account: number }
  /** Each account of a fee tier. */
  | { tier: number }
  /** Each account that trades the instrument. */
  | { instrument: Instrument | number }
  /** All accounts of a risk group together: order value, position, daily volume and open orders only. */
  | { riskGroup: number }
  /** All accounts of the risk groups that a registered key owns together, by its session; as a risk group's. */
  | { member: number }

/** Limits before the trade; what is left out is not limited. Values are decimal dollars. */
export interface Limits {
  /** Largest value of one order. */
  orderValue?: string
  /** Largest value of a position in one instrument, with every open order of the side filled. */
  position?: string
  /** Most that may be traded from 00:00 UTC to 00:00 UTC. */
  dailyVolume?: string
  openOrders?: number
  /** How far from the best price an order may trade, in millionths of it. */
  impactPpm?: number
  /** How far from the reference price a limit price may be, in millionths of it. */
  deviationPpm?: number
  /** Most day trades from 00:00 UTC to 00:00 UTC. */
  dayTrades?: number
  /** Most orders at once, and within `windowMs`. */
  rate?: { orders: number; windowMs: number }
}

/** Limits to begin with (VR-11): 100,000 USD an order, 500,000 a position, 1,000,000 a day, 2 % impact. */
export const STANDARD_LIMITS: Readonly<Limits> = {
  orderValue: '100000',
  position: '500000',
  dailyVolume: '1000000',
  impactPpm: 20_000,
}

/** Digits of a dollar in a limit. */
const USD_SCALE = 6

function scopeOf(target: LimitTarget): { scope: LimitScope; id: number } {
  if ('account' in target) return { scope: LimitScope.Account, id: target.account }
  if ('tier' in target) return { scope: LimitScope.Tier, id: target.tier }
  if ('riskGroup' in target) return { scope: LimitScope.RiskGroup, id: target.riskGroup }
  if ('member' in target) return { scope: LimitScope.Member, id: target.member }
  return { scope: LimitScope.Instrument, id: idOf(target.instrument) }
}

/** Puts an account in a risk group, as an operator; 0 takes it out. */
export function setRiskGroup(
  operator: Client,
  account: number,
  group: number,
  options: RequestOptions = {},
): Promise<Applied> {
  const request = { ...requestOptions(options), target: account, group }
  return operator.request(MessageType.SetRiskGroup, request)
}

/** Gives a risk group to a registered key, by its session, as an operator; 0 takes it back. */
export function setGroupOwner(
  operator: Client,
  group: number,
  member: number,
  options: RequestOptions = {},
): Promise<Applied> {
  return operator.request(MessageType.SetGroupOwner, { ...requestOptions(options), group, member })
}

/**
 * Sets all limits of somebody, as an operator: those that are left out are taken away. Of an account's, its tier's and
 * the instrument's the narrowest one that is set holds, each limit for itself; those of a risk group and of a member
 * hold besides. Limits in dollars refuse every order
 * until the quote asset has a reference rate.
 */
export function setLimits(
  operator: Client,
  target: LimitTarget,
  limits: Limits,
  options: RequestOptions = {},
): Promise<Applied> {
  const dollars = (amount = '0') => parseDecimal(amount, USD_SCALE, 'limit')
  return operator.request(MessageType.SetLimits, {
    ...requestOptions(options),
    ...scopeOf(target),
    maxOrderValue: dollars(limits.orderValue),
    maxPosition: dollars(limits.position),
    maxDailyVolume: dollars(limits.dailyVolume),
    maxOpenOrders: limits.openOrders ?? 0,
    maxImpactPpm: limits.impactPpm ?? 0,
    maxDeviationPpm: limits.deviationPpm ?? 0,
    maxDayTrades: limits.dayTrades ?? 0,
    maxOrders: limits.rate?.orders ?? 0,
    rateWindowMs: limits.rate?.windowMs ?? 0,
  })
}

/** Says what one of an asset is worth in dollars, as an operator; limits are measured by it from then on. */
export function setReferenceRate(
  operator: Client,
  asset: Asset,
  dollars: string,
  options: RequestOptions = {},
): Promise<Applied> {
  // Millionths of a dollar for 10^9 smallest units.
  const rate = parseDecimal(dollars, USD_SCALE + 9, 'rate') / 10n ** BigInt(asset.scale)
  return operator.request(MessageType.SetReferenceRate, { ...requestOptions(options), asset: asset.id, rate })
}

/**
 * Which limits to tell: all that bind an account (0 for the session's own), what is set for somebody, or all that is
 * set. The last two are for operators.
 */
export type LimitsQuestion = { account: number } | { setFor: LimitTarget } | 'all'

/** What is set for one scope. */
export interface LimitsInForce {
  readonly scope: LimitScope
  /** Account, tier, instrument, risk group or session. */
  readonly id: number
  readonly limits: Limits
  /** What they count so far: of an account, a risk group or a member. */
  readonly counted: {
    /** Traded since 00:00 UTC, in decimal dollars. */
    readonly volume: string
    /** Made since 00:00 UTC by an account. */
    readonly dayTrades: number
    readonly openOrders: number
  }
}

export function limitsQuestion(of: LimitsQuestion): Omit<Bodies[typeof MessageType.QueryLimits], 'query'> {
  if (of === 'all') return { of: LimitsOf.All, scope: LimitScope.Account, id: 0 }
  if ('account' in of) return { of: LimitsOf.Account, scope: LimitScope.Account, id: of.account }
  return { of: LimitsOf.Scope, ...scopeOf(of.setFor) }
}

export function limitsInForce(it: Bodies[typeof MessageType.LimitsReport]): LimitsInForce {
  const dollars = (amount: bigint): string => formatDecimal(amount, USD_SCALE)
  const limits: Limits = {
    ...(it.maxOrderValue !== 0n && { orderValue: dollars(it.maxOrderValue) }),
    ...(it.maxPosition !== 0n && { position: dollars(it.maxPosition) }),
    ...(it.maxDailyVolume !== 0n && { dailyVolume: dollars(it.maxDailyVolume) }),
    ...(it.maxOpenOrders !== 0 && { openOrders: it.maxOpenOrders }),
    ...(it.maxImpactPpm !== 0 && { impactPpm: it.maxImpactPpm }),
    ...(it.maxDeviationPpm !== 0 && { deviationPpm: it.maxDeviationPpm }),
    ...(it.maxDayTrades !== 0 && { dayTrades: it.maxDayTrades }),
    ...(it.maxOrders !== 0 && { rate: { orders: it.maxOrders, windowMs: it.rateWindowMs } }),
  }
  const counted = { volume: dollars(it.volume), dayTrades: it.dayTrades, openOrders: it.openOrders }
  return { scope: it.scope, id: it.id, limits, counted }
}
