import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decodeFrame,
  HEADER_SIZE,
  MessageType,
  OrderType,
  PegKind,
  RejectReason,
  Side,
  StpMode,
  TimeInForce,
  TriggerSource,
} from '@tapebook/schema'
import { type AdvancedInput, advancedBody } from '../src/advanced.ts'
import { disconnectOptions } from '../src/connection.ts'
import { failedRules, RejectedError } from '../src/errors.ts'
import { generateKey, publicKeyOf, toKeyObject } from '../src/keys.ts'
import { peggedOrder } from '../src/pegs.ts'
import { PendingRequests } from '../src/pending.ts'
import {
  checkClientId,
  clientIdSource,
  frameSize,
  type OrderInput,
  writeHeader,
  writeNewOrder,
} from '../src/requests.ts'

function encode(order: OrderInput): ReturnType<typeof decodeFrame> {
  const bytes = new Uint8Array(frameSize(MessageType.NewOrder))
  const view = new DataView(bytes.buffer)
  writeHeader(view, 0, MessageType.NewOrder)
  writeNewOrder(view, HEADER_SIZE, order.clientId ?? 'id', order)
  return decodeFrame(bytes)
}

test('a limit order is written as the generated codec reads it', () => {
  const frame = encode({
    clientId: 'mm-7:1',
    account: 12,
    instrument: 3,
    side: Side.Sell,
    price: 2 ** 40 + 5,
    quantity: 1_500n,
    timeInForce: TimeInForce.Ioc,
    stp: StpMode.Decrement,
    reuseWhenDone: true,
  })
  assert.deepEqual(frame.value, {
    request: { clientId: 'mm-7:1', account: 12, originSession: 0n, originSequence: 0n },
    instrument: 3,
    side: Side.Sell,
    type: OrderType.Limit,
    timeInForce: TimeInForce.Ioc,
    stp: StpMode.Decrement,
    price: BigInt(2 ** 40 + 5),
    quantity: 1_500n,
    quoteAmount: 0n,
    flags: 8,
  })
})

test('a market order by quote amount has no price and no quantity', () => {
  const frame = encode({ instrument: 0, side: Side.Buy, quoteAmount: 1n << 80n })
  assert.ok(frame.type === MessageType.NewOrder)
  const { type, price, quantity, quoteAmount, flags } = frame.value
  assert.deepEqual([type, price, quantity, quoteAmount, flags], [OrderType.Market, 0n, 0n, 1n << 80n, 4])
})

const wrong: [string, OrderInput][] = [
  ['a fraction of a tick', { instrument: 0, side: Side.Buy, price: 1.5, quantity: 1 }],
  ['a number too large to be exact', { instrument: 0, side: Side.Buy, price: 2 ** 53, quantity: 1 }],
  ['a negative quantity', { instrument: 0, side: Side.Buy, price: 1, quantity: -1 }],
  ['no quantity', { instrument: 0, side: Side.Buy, price: 1 }],
  ['both quantities', { instrument: 0, side: Side.Buy, quantity: 1, quoteAmount: 1n }],
  ['decimals without an instrument', { instrument: 0, side: Side.Buy, price: '1.5', quantity: 1 }],
]
for (const [name, order] of wrong) test(`${name} is refused`, () => assert.throws(() => encode(order)))

for (const id of ['', 'a b', 'é', 'x'.repeat(37), 'a\0', 'a"']) {
  test(`client id ${JSON.stringify(id)} is refused`, () => assert.throws(() => checkClientId(id), RangeError))
}

test('made client ids are valid and differ', () => {
  const ids = new Set([...Array(100).keys()].map(clientIdSource()))
  assert.equal(ids.size, 100)
  for (const id of ids) checkClientId(id)
})

test('a request is answered by its own kind only', () => {
  const pending = new PendingRequests(10)
  pending.add(MessageType.CancelAll, 'c', 72, undefined, () => {})
  assert.equal(pending.answeredBy(MessageType.OrderCanceled, 'c'), undefined)
  assert.ok(pending.answeredBy(MessageType.Applied, 'c'))
  assert.ok(pending.answeredBy(MessageType.RequestRejected, 'c'))
})

test('an unanswered client id is not taken twice, and the number of unanswered requests has a bound', () => {
  const pending = new PendingRequests(2)
  pending.add(MessageType.CancelAll, 'a', 72, undefined, () => {})
  assert.throws(() => pending.add(MessageType.CancelAll, 'a', 72, undefined, () => {}), /in use/)
  pending.add(MessageType.CancelAll, 'b', 72, undefined, () => {})
  assert.throws(() => pending.add(MessageType.CancelAll, 'c', 72, undefined, () => {}), /unanswered/)
})

test('a request that cannot be written leaves clean memory behind', () => {
  const pending = new PendingRequests(2)
  const broken = (view: DataView, at: number): void => {
    view.setUint8(at + 5, 255)
    throw new RangeError('no')
  }
  assert.throws(() => pending.add(MessageType.CancelAll, 'a', 72, undefined, broken))
  const { bytes, at } = pending.add(MessageType.CancelAll, 'b', 72, undefined, () => {})
  assert.equal(bytes[at + 5], 0)
})

test('keys are taken as PEM, seed bytes and seed hex', () => {
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
  const expected = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  assert.equal(hex(publicKeyOf(seed)), expected)
  assert.equal(hex(publicKeyOf(new Uint8Array(Buffer.from(seed, 'hex')))), expected)
  const { privateKey, publicKey } = generateKey()
  assert.equal(hex(publicKeyOf(privateKey)), hex(publicKey))
  assert.throws(
    () => toKeyObject('secret words'),
    (error: Error) => !error.message.includes('secret'),
  )
})

test('a refusal names its reason and every rule that failed', () => {
  const failed = failedRules([
    1n << BigInt(RejectReason.PriceOffTick),
    1n << BigInt(RejectReason.TradeAlreadyAmended - 64),
  ])
  assert.deepEqual(failed, ['PriceOffTick', 'TradeAlreadyAmended'])
  const error = new RejectedError({
    type: MessageType.NewOrder,
    reason: RejectReason.QuantityBelowMinimum,
    clientId: 'a',
    detail: 5n,
  })
  assert.equal(error.message, 'NewOrder "a" refused: QuantityBelowMinimum (5)')
  assert.equal(error.transient, false)
})

test('an order that waits names its type, its trigger and what it watches', () => {
  const base = { instrument: 3, side: Side.Sell, quantity: 5 } as const
  const pick = (input: AdvancedInput) => {
    const { type, price, triggerPrice, activationPrice, trailTicks, trailBasisPoints, triggerSource } =
      advancedBody(input)
    return [type, price, triggerPrice, activationPrice, trailTicks, trailBasisPoints, triggerSource]
  }
  assert.deepEqual(pick(base), [OrderType.Market, 0n, 0n, 0n, 0n, 0, 0])
  assert.deepEqual(pick({ ...base, stop: 95 }), [OrderType.Stop, 0n, 95n, 0n, 0n, 0, 0])
  assert.deepEqual(pick({ ...base, takeProfit: 105n, price: 104, watches: TriggerSource.Reference }), [
    OrderType.TakeProfitLimit,
    104n,
    105n,
    0n,
    0n,
    0,
    TriggerSource.Reference,
  ])
  assert.deepEqual(pick({ ...base, trail: { by: { ticks: 4 }, from: 110 } }), [
    OrderType.TrailingStop,
    0n,
    0n,
    110n,
    4n,
    0,
    0,
  ])
  const points = { ...base, price: 90, trail: { by: { basisPoints: 150 } } }
  assert.deepEqual(pick(points), [OrderType.TrailingStopLimit, 90n, 0n, 0n, 0n, 150, 0])
  assert.throws(() => advancedBody({ ...base, stop: 95, takeProfit: 105 }), TypeError)
})

test('cancel on disconnect says what it leaves alone', () => {
  assert.equal(disconnectOptions(false), 0)
  assert.equal(disconnectOptions(true), 1)
  assert.equal(disconnectOptions({}), 1)
  assert.equal(disconnectOptions({ keepGtc: true, keepGtd: false }), 5)
  assert.equal(disconnectOptions({ keepGtd: true, keepOnLogout: true }), 25)
})

test('an iceberg, a hidden order and a least quantity are written as they are asked for', () => {
  const base = { instrument: 3, side: Side.Sell, quantity: 50, price: 90 } as const
  const pick = (input: AdvancedInput) => {
    const { type, displayQuantity, minQuantity, flags } = advancedBody(input)
    return [type, displayQuantity, minQuantity, flags]
  }
  assert.deepEqual(pick({ ...base, display: 5 }), [OrderType.Limit, 5n, 0n, 0])
  assert.deepEqual(pick({ ...base, hidden: true, reuseWhenDone: true }), [OrderType.Limit, 0n, 0n, 24])
  assert.deepEqual(pick({ ...base, stop: 95, minQuantity: 7n }), [OrderType.StopLimit, 0n, 7n, 0])
  assert.deepEqual(pick({ ...base, reduceOnly: true, postOnly: true }), [OrderType.Limit, 0n, 0n, 3])
})

test('an order says until when, or in which auction, it is good', () => {
  const base = { instrument: 3, side: Side.Sell, quantity: 5, price: 90 } as const
  const pick = (input: AdvancedInput) => {
    const { timeInForce, expireTime } = advancedBody(input)
    return [timeInForce, expireTime]
  }
  assert.deepEqual(pick({ ...base, auction: 'open' }), [TimeInForce.Day, 0n])
  assert.equal(advancedBody({ ...base, auction: 'open' }).flags, 32)
  assert.equal(advancedBody({ ...base, auction: 'close', reuseWhenDone: true }).flags, 72)
  assert.deepEqual(pick(base), [TimeInForce.Gtc, 0n])
  assert.deepEqual(pick({ ...base, expires: 12n }), [TimeInForce.Gtd, 12n])
  const moment = new Date('2030-01-31T17:00:00Z')
  assert.deepEqual(pick({ ...base, expires: moment }), [TimeInForce.Gtd, 1_896_109_200_000_000_000n])
  const pegged = { instrument: 3, side: Side.Sell, quantity: 5, follows: PegKind.Mid } as const
  assert.equal(peggedOrder(pegged).timeInForce, TimeInForce.Gtc)
  const { timeInForce, expireTime } = peggedOrder({ ...pegged, expires: moment })
  assert.deepEqual([timeInForce, expireTime], [TimeInForce.Gtd, 1_896_109_200_000_000_000n])
})
