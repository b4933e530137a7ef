import assert from 'node:assert/strict'
import type { Database } from '../src/database/database.ts'
import { BALANCES, LEDGER } from '../src/market/money.ts'
import { ORDERS } from '../src/market/orders.ts'
import { INSTRUMENTS } from '../src/market/reference.ts'

/** Entries join on to each other, balances are their sums, money is neither made nor lost, and holds are the orders'. */
export async function assertLedger(database: Database): Promise<void> {
  const entries = await database.load(LEDGER, '1 = 1 ORDER BY account, asset, entry')
  const sums = new Map<string, bigint>()
  const inAll = new Map<number, bigint>()
  const counts = new Map<string, number>()
  for (const it of entries) {
    const key = `${it.account}:${it.asset}`
    assert.equal(it.entry, (counts.get(key) ?? 0) + 1, `entries of ${key} have no gaps`)
    assert.equal(it.balance_before, sums.get(key) ?? 0n, `entry ${it.entry} of ${key} joins on`)
    assert.equal(it.balance_after, it.balance_before + it.amount)
    counts.set(key, it.entry)
    sums.set(key, it.balance_after)
    if (it.type !== 'DEPOSIT' && it.type !== 'WITHDRAWAL') {
      inAll.set(it.asset, (inAll.get(it.asset) ?? 0n) + it.amount)
    }
  }
  for (const [asset, sum] of inAll) assert.equal(sum, 0n, `what moves of asset ${asset} stays in the house`)
  const holds = new Map<string, bigint>()
  const instruments = await database.load(INSTRUMENTS)
  for (const order of await database.load(ORDERS, 'is_open = 1')) {
    const { base_asset, quote_asset } = instruments[order.instrument]!
    const key = `${order.account}:${order.side === 0 ? quote_asset : base_asset}`
    holds.set(key, (holds.get(key) ?? 0n) + order.hold)
  }
  const balances = await database.load(BALANCES)
  assert.ok(balances.length > 0)
  for (const { account, asset, total, held, entries: count } of balances) {
    const key = `${account}:${asset}`
    assert.equal(total, sums.get(key) ?? 0n, `balance of ${key} is its last entry`)
    assert.equal(count, counts.get(key) ?? 0)
    assert.equal(held, holds.get(key) ?? 0n, `held of ${key} is what its orders hold`)
  }
}
