// Orders at providers in both databases.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { needsPostgres, newDirectory, PostgresServer } from '@tapebook/testing'
import type { LpOrder, OrderEvent } from '../src/lp/outcome.ts'
import { LpStore } from '../src/lp/store.ts'

let server: Promise<PostgresServer> | undefined
after(async () => (await server)?.stop())

const ORDER: LpOrder = {
  id: 'one',
  sessionId: 'YOFX1',
  symbol: 'EURUSD',
  lpSymbol: 'EUR/USD',
  side: 'sell',
  kind: 'limit',
  quantity: 12_345_678_901_234_567_890n,
  price: 110_000_000n,
  deadlineAt: 5,
  state: 'PENDING_LP',
  reason: undefined,
  lpOrderId: undefined,
  executed: 0n,
  late: 0n,
  cost: 0n,
  isSettled: false,
  cancels: 0,
  createdAt: 1,
  updatedAt: 1,
}
const SENT: OrderEvent = { kind: 'sent', quantity: 1n, price: undefined, execId: undefined, text: undefined }

for (const kind of ['SQLite', 'PostgreSQL'] as const) {
  // req: FX-06 FX-09
  test(
    `${kind}: orders, events and read numbers are there after a restart`,
    kind === 'SQLite' ? {} : needsPostgres,
    async (t) => {
      server ??= kind === 'SQLite' ? undefined : PostgresServer.start()
      const url = kind === 'SQLite' ? join(newDirectory(t), 'lp.db') : await (await server!).database()
      const store = await LpStore.open(url)
      const [sent] = await store.add(ORDER, [SENT])
      assert.equal(sent?.number, 1)
      assert.equal(await store.lastIn('YOFX1'), 0)
      await assert.rejects(store.add(ORDER, [SENT]))
      const filled: LpOrder = {
        ...ORDER,
        state: 'FILLED',
        lpOrderId: 'LP-7',
        executed: ORDER.quantity,
        cost: 1_358_024_679_135_802_467_900_000_000n,
        isSettled: true,
        updatedAt: 9,
      }
      const fill: OrderEvent = { kind: 'fill', quantity: ORDER.quantity, price: 1n, execId: 'F1', text: 'x' }
      const [told] = await store.change(filled, [fill], { sessionId: 'YOFX1', number: 12 })
      // The number of the order that was not taken is given to the next event.
      assert.equal(told?.number, 2)
      await store.close()
      const again = await LpStore.open(url)
      t.after(() => again.close())
      assert.deepEqual(await again.order('one'), filled)
      assert.deepEqual(await again.unsettled(), [])
      assert.equal(await again.lastIn('YOFX1'), 12)
      await again.readTo('YOFX1', 13)
      assert.equal(await again.lastIn('YOFX1'), 13)
      assert.deepEqual(
        (await again.events(0)).map(({ number, kind: its, state, at }) => [number, its, state, at]),
        [
          [1, 'sent', 'PENDING_LP', 1],
          [2, 'fill', 'FILLED', 9],
        ],
      )
      assert.deepEqual(await again.events(2), [])
      const [next] = await again.add({ ...ORDER, id: 'two' }, [SENT])
      assert.equal(next?.number, 3)
    },
  )
}
