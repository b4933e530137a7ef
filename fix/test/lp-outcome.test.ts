// What reports make of an order, in whatever order and however often they come.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Report, unitsOf } from '../src/lp/messages.ts'
import { expired, type LpOrder, NOT_RECEIVED, reported, unknownThere } from '../src/lp/outcome.ts'

const units = (text: string): bigint => unitsOf(text) ?? 0n
const ORDER: LpOrder = {
  id: 'o',
  sessionId: 'S',
  symbol: 'EURUSD',
  lpSymbol: 'EUR/USD',
  side: 'buy',
  kind: 'market',
  quantity: units('100'),
  price: undefined,
  deadlineAt: 0,
  state: 'PENDING_LP',
  reason: undefined,
  lpOrderId: undefined,
  executed: 0n,
  late: 0n,
  cost: 0n,
  isSettled: false,
  cancels: 0,
  createdAt: 0,
  updatedAt: 0,
}
const report = (execType: string, status: string, more: Partial<Report> = {}): Report => ({
  orderId: 'o',
  lpOrderId: 'LP-1',
  execId: `${execType}${status}`,
  execType,
  status,
  last: undefined,
  lastPrice: undefined,
  executed: undefined,
  average: undefined,
  text: undefined,
  ...more,
})
const fill = (last: string, executed: string, price: string): Report =>
  report('F', executed === '100' ? '2' : '1', {
    last: units(last),
    lastPrice: units(price),
    executed: units(executed),
  })
const kinds = ({ events }: { events: readonly { kind: string }[] }): string[] =>
  events.map(({ kind }) => kind)

// req: FX-09 FX-13
test('partial fills add up to a fill, at their prices', () => {
  const first = reported(ORDER, fill('40', '40', '1.1'))
  assert.equal(first.order.state, 'PARTIALLY_FILLED')
  assert.equal(first.order.lpOrderId, 'LP-1')
  const second = reported(first.order, fill('60', '100', '1.2'))
  assert.equal(second.order.state, 'FILLED')
  assert.ok(second.order.isSettled)
  assert.equal(second.order.cost, units('40') * units('1.1') + units('60') * units('1.2'))
  assert.deepEqual(kinds(second), ['fill'])
})

// req: FX-06
test('a fill that is told again changes nothing', () => {
  const first = reported(ORDER, fill('40', '40', '1.1'))
  const again = reported(first.order, fill('40', '40', '1.1'))
  assert.deepEqual(again.events, [])
  assert.deepEqual(again.order, first.order)
})

// req: FX-06
test('a status that tells of a fill which was missed counts it once', () => {
  const first = reported(ORDER, fill('40', '40', '1.1'))
  const status = reported(first.order, report('I', '1', { executed: units('90'), average: units('1.15') }))
  assert.deepEqual(kinds(status), ['partial-fill'])
  assert.equal(status.events[0]?.quantity, units('50'))
  // 90 at 1.15 are 103.5, of which 44 were known: 50 for 59.5.
  assert.equal(status.events[0]?.price, units('1.19'))
  assert.deepEqual(kinds(reported(status.order, fill('50', '90', '1.19'))), [])
})

// req: FX-13 EX-11
test("a reject ends it as REJECTED, an end of the provider's as CANCELED", () => {
  const rejected = reported(ORDER, report('8', '8', { text: 'too large' }))
  assert.deepEqual([rejected.order.state, rejected.order.reason], ['REJECTED', 'too large'])
  const accepted = reported(ORDER, report('0', '0'))
  assert.deepEqual([accepted.order.state, kinds(accepted)], ['NEW', ['accepted']])
  const canceled = reported(reported(accepted.order, fill('40', '40', '1')).order, report('4', '4'))
  assert.deepEqual([canceled.order.state, canceled.order.executed], ['CANCELED', units('40')])
})

// req: FX-13 EX-11
test('after its deadline it is EXPIRED for good, and what is filled later is told as late', () => {
  const ended = expired(ORDER)!
  assert.deepEqual([ended.order.state, ended.order.reason], ['EXPIRED', 'TIMEOUT'])
  assert.equal(ended.order.isSettled, false)
  assert.equal(expired(ended.order), undefined)
  const late = reported(ended.order, fill('100', '100', '1.1'))
  assert.deepEqual(kinds(late), ['late-fill'])
  assert.deepEqual([late.order.state, late.order.late], ['EXPIRED', units('100')])
  assert.ok(late.order.isSettled)
  const canceled = reported(ended.order, report('4', '4'))
  assert.deepEqual([canceled.order.state, kinds(canceled)], ['EXPIRED', ['settled']])
})

test('an order that the provider never had is REJECTED, or settled where it had ended', () => {
  const unknown = reported(ORDER, report('I', '8', { lpOrderId: undefined }))
  assert.deepEqual([unknown.order.state, unknown.order.reason], ['REJECTED', NOT_RECEIVED])
  const ended = expired(ORDER)!
  assert.deepEqual(kinds(unknownThere(ended.order)), ['settled'])
  assert.deepEqual(kinds(unknownThere(unknownThere(ended.order).order)), [])
})
