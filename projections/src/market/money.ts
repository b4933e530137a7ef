// Balances and the ledger: every change of a balance is an entry that joins on to the one before (AL-09, AL-10).
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'
import type { Turnover } from './turnover.ts'

/** The house's own money, which pays rebates; where fees go. As the engine's ledger.rs. */
export const HOUSE = 0
export const FEE_ACCOUNT = 1

export const BALANCES = table(
  'balances',
  { account: 'int', asset: 'int', total: 'amount', held: 'amount', entries: 'int', updated_at: 'long' },
  ['account', 'asset'],
)

export const LEDGER = table(
  'ledger',
  {
    account: 'int',
    asset: 'int',
    // From 1 without gaps for its account and asset.
    entry: 'int',
    type: 'text',
    amount: 'amount',
    balance_before: 'amount',
    balance_after: 'amount',
    reference_type: 'text',
    reference_id: 'text',
    sequence: 'int',
    created_at: 'long',
  },
  [],
)

/** Why a balance changed. */
export type EntryType = 'DEPOSIT' | 'WITHDRAWAL' | 'TRANSFER' | 'TRADE' | 'COMMISSION' | 'ADJUSTMENT'

/** What an entry is about: the request that asked for it, by its client id, or a trade, as instrument:number. */
export interface About {
  readonly type: EntryType
  readonly reference: 'DEPOSIT' | 'WITHDRAWAL' | 'TRANSFER' | 'TRADE'
  readonly id: string
  readonly sequence: number
  readonly time: bigint
}

type Balance = Row<typeof BALANCES>

const keyOf = (account: number, asset: number): number => account * 65_536 + asset

export class Money {
  readonly #balances = new Map<number, Balance>()
  readonly #turnover: Turnover
  readonly #toBalances: Writer<typeof BALANCES>
  readonly #toLedger: Writer<typeof LEDGER>

  constructor(changes: Changes, turnover: Turnover) {
    this.#turnover = turnover
    this.#toBalances = changes.writer(BALANCES)
    this.#toLedger = changes.writer(LEDGER)
  }

  async load(database: Database): Promise<void> {
    for (const row of await database.load(BALANCES)) this.#balances.set(keyOf(row.account, row.asset), row)
  }

  /** Books an entry; one of nothing is none. */
  post(account: number, asset: number, amount: bigint, about: About): void {
    if (amount === 0n) return
    const balance = this.#balance(account, asset)
    const before = balance.total
    balance.total += amount
    balance.entries++
    balance.updated_at = about.time
    this.#toBalances.put(balance)
    this.#turnover.entry(account, asset, amount)
    this.#toLedger.put({
      account,
      asset,
      entry: balance.entries,
      type: about.type,
      amount,
      balance_before: before,
      balance_after: balance.total,
      reference_type: about.reference,
      reference_id: about.id,
      sequence: about.sequence,
      created_at: about.time,
    })
  }

  /** Books a fee, or a rebate where it is below zero, on both sides. */
  postFee(account: number, asset: number, fee: bigint, about: About): void {
    this.post(account, asset, -fee, { ...about, type: 'COMMISSION' })
    this.post(fee >= 0n ? FEE_ACCOUNT : HOUSE, asset, fee, { ...about, type: 'COMMISSION' })
  }

  /** Gives a fee back, or takes a rebate back. */
  postFeeBack(account: number, asset: number, fee: bigint, about: About): void {
    this.post(account, asset, fee, { ...about, type: 'COMMISSION' })
    this.post(fee >= 0n ? FEE_ACCOUNT : HOUSE, asset, -fee, { ...about, type: 'COMMISSION' })
  }

  /** What is reserved of a balance changed; that is no entry. */
  hold(account: number, asset: number, change: bigint, time: bigint): void {
    if (change === 0n) return
    const balance = this.#balance(account, asset)
    balance.held += change
    balance.updated_at = time
    this.#toBalances.put(balance)
  }

  #balance(account: number, asset: number): Balance {
    const key = keyOf(account, asset)
    let balance = this.#balances.get(key)
    if (balance === undefined) {
      balance = { account, asset, total: 0n, held: 0n, entries: 0, updated_at: 0n }
      this.#balances.set(key, balance)
    }
    return balance
  }
}
