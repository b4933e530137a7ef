import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { ListKind, ListState, OrderState, OrderType, Side } from '@tapebook/schema'
import type { Client } from '../src/client.ts'
import { ListTracker, listTarget, orderListBody } from '../src/lists.ts'

const sale = { side: Side.Sell, quantity: 5n }

test('a list names its legs in order and leaves the rest unused', () => {
  let made = 0
  const body = orderListBody(
    {
      instrument: 3,
      kind: ListKind.Oco,
      legs: [
        { ...sale, price: 110n, clientId: 'profit' },
        { ...sale, stop: 95n },
      ],
    },
    () => `made-${++made}`,
  )
  assert.equal(body.count, 2)
  assert.deepEqual(
    body.legs.map((leg) => [leg.clientId, leg.type, leg.price, leg.triggerPrice, leg.instrument]),
    [
      ['profit', OrderType.Limit, 110n, 0n, 3],
      ['made-1', OrderType.Stop, 0n, 95n, 3],
      ['', OrderType.Market, 0n, 0n, 0],
    ],
  )
  const four = { instrument: 3, kind: ListKind.Bracket, legs: [sale, sale, sale, sale] }
  assert.throws(() => orderListBody(four, () => 'x'), RangeError)
})

test('a list is named by its id or by a client id', () => {
  assert.deepEqual(listTarget({ listId: 7 }), { listId: 7n, targetClientId: '' })
  assert.deepEqual(listTarget({ targetClientId: 'a' }), { listId: 0n, targetClientId: 'a' })
})

test('a tracker follows legs until their list is done', () => {
  const client = new EventEmitter()
  const tracker = new ListTracker(client as unknown as Client)
  const status = {
    request: { clientId: 'l' },
    listId: 4n,
    orders: [7n, 8n, 0n],
    kind: ListKind.Oto,
    instrument: 2,
  }
  client.emit('ListStatus', { ...status, state: ListState.Executing })
  client.emit('OrderTerms', { orderId: 8n, state: OrderState.Pending })
  client.emit('Fill', { orderId: 7n, state: OrderState.Filled })
  assert.deepEqual(
    [...(tracker.of(8n)?.legs ?? [])],
    [
      [7n, OrderState.Filled],
      [8n, OrderState.Pending],
    ],
  )
  client.emit('ListLegStarted', { orderId: 8n, state: OrderState.New })
  client.emit('OrderCanceled', { orderId: 99n, state: OrderState.Canceled })
  assert.equal(tracker.get(4n)?.legs.get(8n), OrderState.New)
  assert.equal([...tracker.open()].length, 1)
  client.emit('ListStatus', { ...status, state: ListState.Done })
  assert.deepEqual([tracker.get(4n), tracker.of(7n)], [undefined, undefined])
})
