// What came into and left each account, by day and by month (AL-21), and what it traded in dollars, by day.
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'
import { DAY, startOf, startOfMonth } from './time.ts'

export const TURNOVER = table(
  'turnover',
  {
    account: 'int',
    asset: 'int',
    // DAY or MONTH, in UTC.
    period: 'text',
    starts_at: 'long',
    entries: 'int',
    credited: 'amount',
    debited: 'amount',
  },
  ['account', 'asset', 'period', 'starts_at'],
)

export const VOLUMES = table(
  'volumes',
  {
    account: 'int',
    day: 'long',
    // Millionths of a US dollar, by the reference rate of each trade's moment.
    usd: 'amount',
    trades: 'int',
  },
  ['account', 'day'],
)

type Sum = Row<typeof TURNOVER>
type Volume = Row<typeof VOLUMES>

/** Sums of the day and month under way; those before stand in their tables. */
export class Turnover {
  readonly #days = new Map<number, Sum>()
  readonly #months = new Map<number, Sum>()
  readonly #volumes = new Map<number, Volume>()
  readonly #toSums: Writer<typeof TURNOVER>
  readonly #toVolumes: Writer<typeof VOLUMES>
  #day = 0n
  #month = 0n

  constructor(changes: Changes) {
    this.#toSums = changes.writer(TURNOVER)
    this.#toVolumes = changes.writer(VOLUMES)
  }

  async load(database: Database, time: bigint): Promise<void> {
    this.begins(time)
    const sums = (period: string, start: bigint): Promise<Sum[]> =>
      database.load(TURNOVER, 'period = ? AND starts_at = ?', [period, start])
    for (const row of await sums('DAY', this.#day)) this.#days.set(keyOf(row.account, row.asset), row)
    for (const row of await sums('MONTH', this.#month)) this.#months.set(keyOf(row.account, row.asset), row)
    for (const row of await database.load(VOLUMES, 'day = ?', [this.#day]))
      this.#volumes.set(row.account, row)
  }

  /** A command of this time begins. */
  begins(time: bigint): void {
    if (time < this.#day + DAY) return
    this.#day = startOf(time, DAY)
    this.#days.clear()
    this.#volumes.clear()
    const month = startOfMonth(time)
    if (month === this.#month) return
    this.#month = month
    this.#months.clear()
  }

  entry(account: number, asset: number, amount: bigint): void {
    const key = keyOf(account, asset)
    this.#add(this.#days, key, amount, () => ({
      ...NO_SUM,
      account,
      asset,
      period: 'DAY',
      starts_at: this.#day,
    }))
    this.#add(this.#months, key, amount, () => ({
      ...NO_SUM,
      account,
      asset,
      period: 'MONTH',
      starts_at: this.#month,
    }))
  }

  /** A trade counts for both sides; one that is reversed counts back on the day of that. */
  traded(account: number, usd: bigint, trades: number): void {
    let row = this.#volumes.get(account)
    if (row === undefined) {
      row = { account, day: this.#day, usd: 0n, trades: 0 }
      this.#volumes.set(account, row)
    }
    row.usd += usd
    row.trades += trades
    this.#toVolumes.put(row)
  }

  #add(sums: Map<number, Sum>, key: number, amount: bigint, make: () => Sum): void {
    let row = sums.get(key)
    if (row === undefined) {
      row = make()
      sums.set(key, row)
    }
    row.entries++
    if (amount > 0n) row.credited += amount
    else row.debited -= amount
    this.#toSums.put(row)
  }
}

const NO_SUM = { entries: 0, credited: 0n, debited: 0n } as const

const keyOf = (account: number, asset: number): number => account * 65_536 + asset
