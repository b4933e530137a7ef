// What people ask about their own accounts.
import { feeSchedule } from '@tapebook/projections'
import { fromTables, type Market } from '@tapebook/service'
import { amountText, priceText, quantityText, rateText, timeIn, timeOf } from '../convert/decimals.ts'
import { BinanceError, invalid } from '../convert/errors.ts'
import { stpWord } from '../convert/order-words.ts'
import { ownTradeView } from '../convert/trades.ts'
import { rateLimits } from '../rest/limits.ts'
import type { Venue } from '../venue.ts'
import type { OwnEndpoint, OwnQuestion } from './endpoint.ts'

const DAY_MS = 86_400_000
const NS_PER_MS = 1_000_000n

/** Rates of an account in a market, or where none is named; in millionths. */
export async function ratesOf(
  venue: Venue,
  account: number,
  market?: Market,
): Promise<{ maker: number; taker: number }> {
  const { rates } = await fromTables(() => feeSchedule(venue.tables, account))
  const own =
    market === undefined ? undefined : rates.find(({ instrument }) => instrument === market.instrument.id)
  const rate = own ?? rates.find(({ instrument }) => instrument === undefined)
  return { maker: rate?.maker_ppm ?? 0, taker: rate?.taker_ppm ?? 0 }
}

const ZERO_RATES = { maker: rateText(0), taker: rateText(0), buyer: rateText(0), seller: rateText(0) }

export const commissionView = ({ maker, taker }: { maker: number; taker: number }) => ({
  maker: rateText(maker),
  taker: rateText(taker),
  buyer: rateText(0),
  seller: rateText(0),
})

export const discount = {
  enabledForAccount: false,
  enabledForSymbol: false,
  discountAsset: '',
  discount: rateText(0),
}

/** Rates in hundredths of a per cent. */
const basisPoints = (ppm: number): number => Math.round(ppm / 100)

async function account(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account: own, unit, now } = question
  const omitsZero = params.boolean('omitZeroBalances') ?? false
  params.done()
  const [reports, rates, assetOf, all] = await Promise.all([
    venue.session.ask((client) => client.balances(own.account)),
    ratesOf(venue, own.account),
    venue.assets(),
    venue.reference.assets(),
  ])
  const held = new Map(reports.map((report) => [report.asset, report]))
  const balances = all.map((asset) => {
    const report = held.get(asset.id)
    return {
      asset: asset.code,
      free: amountText(assetOf(asset.id) ?? asset, report?.available ?? 0n),
      locked: amountText(asset, report?.held ?? 0n),
      isZero: report === undefined || report.available + report.held === 0n,
    }
  })
  const may = question.principal.scopes
  return {
    makerCommission: basisPoints(rates.maker),
    takerCommission: basisPoints(rates.taker),
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: commissionView(rates),
    canTrade: may.includes('trade') && !own.frozen,
    canWithdraw: may.includes('withdraw') && !own.frozen,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: timeIn(unit, BigInt(now) * NS_PER_MS),
    accountType: 'SPOT',
    balances: balances.filter(({ isZero }) => !(omitsZero && isZero)).map(({ isZero: _, ...view }) => view),
    permissions: ['SPOT'],
    uid: own.account,
  }
}

async function commission({ venue, params, account: own }: OwnQuestion): Promise<unknown> {
  const market = await venue.marketOf(params.symbol())
  params.done()
  return {
    symbol: market.instrument.symbol,
    standardCommission: commissionView(await ratesOf(venue, own.account, market)),
    specialCommission: ZERO_RATES,
    taxCommission: ZERO_RATES,
    discount,
  }
}

/** The times of a page, in ns; they are not further apart than a day. */
export function ownSpan({ params }: OwnQuestion): { from: bigint | undefined; to: bigint | undefined } {
  const [start, end] = [params.integer('startTime'), params.integer('endTime')]
  if (start !== undefined && end !== undefined) {
    if (start > end) throw invalid('startTime')
    const day = start < 1e14 ? DAY_MS : DAY_MS * 1_000
    if (end - start > day) throw new BinanceError(-1127, 'More than 24 hours between startTime and endTime.')
  }
  return {
    from: start === undefined ? undefined : timeOf(start),
    to: end === undefined ? undefined : timeOf(end) + (end < 1e14 ? NS_PER_MS : 1_000n),
  }
}

async function myTrades(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account: own, unit } = question
  const market = await venue.marketOf(params.symbol())
  const span = ownSpan(question)
  const [fromId, orderId] = [params.integer('fromId'), params.integer('orderId')]
  const limit = params.limit('limit', 500, 1_000)
  params.done()
  if (fromId !== undefined && (span.from !== undefined || span.to !== undefined)) {
    throw new BinanceError(-1128, 'Combination of optional parameters invalid.')
  }
  const asked = { ...span, fromId, orderId, limit }
  const [rows, assetOf] = await Promise.all([
    venue.lookup.trades(own.account, market.instrument.id, asked),
    venue.assets(),
  ])
  return rows.map((row) => ownTradeView(row, market, assetOf(row.fee_asset) ?? market.quote, unit))
}

/** Resting orders that self-trade prevention ended, with what would have taken them. */
async function preventedMatches({ venue, params, account: own, unit }: OwnQuestion): Promise<unknown> {
  const market = await venue.marketOf(params.symbol())
  const { instrument } = market
  const [maker, order] = [params.integer('preventedMatchId'), params.integer('orderId')]
  const from = params.integer('fromPreventedMatchId')
  const limit = params.limit('limit', 500, 1_000)
  params.done()
  if (maker === undefined && order === undefined) {
    throw new BinanceError(-1128, 'Combination of optional parameters invalid.')
  }
  const found = await venue.lookup.prevented(own.account, instrument.id, { maker, order, from, limit })
  return found.map(({ maker: it, taker }) => ({
    symbol: instrument.symbol,
    preventedMatchId: it.order_id,
    takerOrderId: taker.order_id,
    makerSymbol: instrument.symbol,
    makerOrderId: it.order_id,
    tradeGroupId: -1,
    selfTradePreventionMode: stpWord(taker.stp),
    price: priceText(instrument, BigInt(it.price)),
    makerPreventedQuantity: quantityText(instrument, BigInt(it.quantity - it.cumulative)),
    transactTime: timeIn(unit, it.updated_at),
  }))
}

async function orderCount({ params, account: own, counts, now }: OwnQuestion): Promise<unknown> {
  params.done()
  const { tenSeconds, day } = counts.of(own.uuid, now)
  const orders = rateLimits(counts.limits).filter(({ rateLimitType }) => rateLimitType === 'ORDERS')
  return orders.map((limit) => ({ ...limit, count: limit.interval === 'DAY' ? day : tenSeconds }))
}

const get = (
  path: string,
  weight: number,
  needs: OwnEndpoint['needs'],
  run: OwnEndpoint['run'],
): OwnEndpoint => ({
  method: 'GET',
  path: `/api/v3/${path}`,
  security: 'USER_DATA',
  weight,
  needs,
  run,
})

export const ACCOUNT_ENDPOINTS: readonly OwnEndpoint[] = [
  get('account', 20, 'own.balances.read', account),
  get('account/commission', 20, 'own.balances.read', commission),
  get('myTrades', 20, 'own.orders.read', myTrades),
  get('myPreventedMatches', 20, 'own.orders.read', preventedMatches),
  get('rateLimit/order', 40, 'own.orders.read', orderCount),
]
