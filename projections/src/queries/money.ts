// An account's history, and the fee tier that its trading would bring it.
import type { Tables } from '../database/reader.ts'
import { ACCOUNTS } from '../market/reference.ts'
import { STORED_EVENTS } from '../market/stored-events.ts'
import { DAY, startOf } from '../market/time.ts'
import { VOLUMES } from '../market/turnover.ts'
import { PAGE } from './orders.ts'

/** One event of an account's money. */
export interface Transaction {
  readonly type: string
  /** Smallest units; empty where the event has no amount. */
  readonly amount: string
  readonly asset_code: string
  readonly hash: string
  readonly created_at: bigint
}

/** Asset of an event that names none (AL-21). */
const DEFAULT_ASSET = 'USD'

/** What happened to an account's money from outside, straight from the stored events, newest first (AL-21). */
export async function transactionHistory(
  database: Tables,
  account: number,
  limit = PAGE,
): Promise<Transaction[]> {
  const codes = await database.query('SELECT asset, code FROM assets')
  const codeOf = new Map(codes.map(({ asset, code }) => [Number(asset), String(code)]))
  const condition = 'aggregate = ? ORDER BY aggregate_version DESC LIMIT ?'
  const events = await database.load(STORED_EVENTS, condition, [account, limit])
  return events.map(({ event_class, event_data, hash, created_at }) => {
    const { asset, amount = '' } = JSON.parse(event_data) as { asset?: number; amount?: string }
    const asset_code = (asset !== undefined && codeOf.get(asset)) || DEFAULT_ASSET
    return { type: event_class, amount, asset_code, hash, created_at }
  })
}

/** Dollars traded in 30 days from which on an account is in the tier with that number. */
export const TIER_VOLUMES_USD: readonly number[] = [0, 50_000, 250_000, 1_000_000, 5_000_000, 25_000_000]

const WINDOW = 30n * DAY
const MILLIONTHS = 1_000_000n

/** An account's trading and its tiers. */
export interface FeeTier {
  readonly account: number
  /** Traded on the 30 whole days before today, in millionths of a US dollar. */
  readonly usd: bigint
  /** Tier that it is in. */
  readonly tier: number
  /** Tier that this volume brings. */
  readonly due: number
}

/** The tier of a volume in millionths of a US dollar. */
export function tierOf(usd: bigint): number {
  return TIER_VOLUMES_USD.findLastIndex((least) => usd >= BigInt(least) * MILLIONTHS)
}

/**
 * Every account that traded in the window or is in another tier than the first. An account enters a tier by an operator's
 * command alone: a table feeds no fee by itself. `time` is the tape's.
 */
export async function feeTiers(database: Tables, time: bigint): Promise<FeeTier[]> {
  const today = startOf(time, DAY)
  const sums = new Map<number, bigint>()
  const window = [today > WINDOW ? today - WINDOW : 0n, today]
  for (const { account, usd } of await database.load(VOLUMES, 'day >= ? AND day < ?', window)) {
    sums.set(account, (sums.get(account) ?? 0n) + usd)
  }
  const accounts = await database.load(ACCOUNTS)
  return accounts
    .map(({ account, tier }) => {
      const usd = sums.get(account) ?? 0n
      return { account, usd, tier, due: tierOf(usd) }
    })
    .filter(({ account, tier }) => sums.has(account) || tier !== 0)
}
