import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageType } from '@tapebook/client'
import { needsAddon } from '@tapebook/testing'
import { openDatabase } from '../src/database/database.ts'
import { Transactions } from '../src/market/transactions.ts'
import { Projector } from '../src/projector.ts'
import { SQLITE } from './databases.ts'
import { Flow } from './flow.ts'
import { startExchange } from './helpers.ts'

// req: OP-04
test('transactions are counted by type, and what they were worth by bounds', () => {
  const transactions = new Transactions()
  for (const dollars of [5n, 50n, 60n, -5_000n]) transactions.add('DEPOSIT', dollars * 1_000_000n)
  transactions.add('TRANSFER', 0n)
  const series = transactions.series()
  assert.equal(series['transactions_total{type="DEPOSIT"}'], 4)
  assert.equal(series['transactions_total{type="TRANSFER"}'], 1)
  const upto = (bound: string) => series[`transaction_dollars_bucket{type="DEPOSIT",le="${bound}"}`]
  assert.deepEqual(['1', '10', '100', '1000', '10000', '+Inf'].map(upto), [0, 1, 3, 3, 4, 4])
  assert.equal(series['transaction_dollars_sum{type="DEPOSIT"}'], 5_115)
  assert.equal(series['transaction_dollars_count{type="TRANSFER"}'], 0, 'what has no rate has no worth')
})

// req: OP-03 OP-04
test('a projector counts what came over the tape, and times what it writes', needsAddon, async (t) => {
  const exchange = await startExchange(t)
  const database = await openDatabase(await SQLITE.url(t))
  const { operator, directory } = exchange
  const [asset] = await operator.assets()
  const deposit = { target: exchange.traders[0]!.account, asset: asset!.id, amount: 1_000n }
  await operator.request(MessageType.Deposit, deposit)
  await operator.request(MessageType.Withdraw, deposit)
  await new Flow(exchange.traders[0]!, await operator.instruments(), 5).send(200)
  await exchange.stop()
  const projector = new Projector({ directory, database })
  await projector.open()
  while (await projector.step());
  await projector.flush()
  const { series, batches_total } = projector.progress
  const [ledger] = await database.query("SELECT count(*) AS made FROM ledger WHERE type = 'DEPOSIT'")
  assert.equal(series['transactions_total{type="DEPOSIT"}'], Number(ledger!.made))
  assert.equal(series['transactions_total{type="WITHDRAWAL"}'], 1)
  const [trades] = await database.query('SELECT count(*) AS made FROM trades')
  assert.ok(Number(trades!.made) > 0)
  assert.equal(series['transactions_total{type="TRADE"}'], Number(trades!.made))
  assert.equal(series.write_seconds_count, batches_total)
  await database.close()
})
