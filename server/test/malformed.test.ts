import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, Side } from '@tapebook/client'
import { encodeFrame, type Logon, MessageType, RejectReason, RejectReasonName } from '@tapebook/schema'
import { startExchange, until } from './helpers.ts'
import { loggedOn, Raw } from './raw.ts'

const order = (clientId = 'malformed-1'): Uint8Array =>
  encodeFrame(MessageType.NewOrder, {
    request: { clientId, account: 0, originSession: 0n, originSequence: 0n },
    instrument: 0,
    side: 0,
    type: 1,
    timeInForce: 0,
    stp: 0,
    price: 6_000_000n,
    quantity: 10n,
    quoteAmount: 0n,
    flags: 0,
  })

/** An order's frame with one thing wrong. */
const spoiled = (change: (view: DataView) => void): Uint8Array => {
  const bytes = order()
  change(new DataView(bytes.buffer))
  return bytes
}
const withByte = (at: number, value: number): Uint8Array => spoiled((view) => view.setUint8(at, value))
const withU16 = (at: number, value: number): Uint8Array => spoiled((view) => view.setUint16(at, value, true))
const withZeros = (from: number, to: number): Uint8Array => order().fill(0, from, to)

const cases: [name: string, message: Uint8Array, expected: string][] = [
  ['an empty message', new Uint8Array(), 'MalformedFrame'],
  ['half a header', new Uint8Array(4), 'MalformedFrame'],
  ['zeros', new Uint8Array(64), 'MalformedFrame'],
  ['noise', Uint8Array.from({ length: 64 }, (_, at) => (at * 151 + 43) & 255), 'MalformedFrame'],
  ['a cut frame', order().subarray(0, 64), 'MalformedFrame'],
  ['a frame with more behind it', new Uint8Array([...order(), 1, 2, 3]), 'MalformedFrame'],
  ['a length below the header', withU16(0, 4), 'MalformedFrame'],
  ['a length that is no multiple of 8', withU16(0, 109), 'MalformedFrame'],
  ['a length of another type', withU16(0, 104), 'MalformedFrame'],
  ['a length beyond the message', withU16(0, 65_528), 'MalformedFrame'],
  ['reserved header bytes', withByte(6, 1), 'MalformedFrame'],
  ['reserved fields', withByte(108, 1), 'MalformedFrame'],
  ['an unknown type', withU16(2, 0x2ff), 'UnknownMessageType'],
  ['the type None', withU16(2, 0), 'UnknownMessageType'],
  [
    'a type that only servers send',
    encodeFrame(MessageType.ResumeComplete, { count: 0n, sessionSequence: 0n }),
    'UnknownMessageType',
  ],
  ['a command of the sequencer', encodeFrame(MessageType.Tick, {}), 'UnknownMessageType'],
  ['a version of the future', withByte(4, 2), 'UnsupportedVersion'],
  ['a side that is none', withByte(8 + 60, 2), 'FieldOutOfRange'],
  ['an order type that is none', withByte(8 + 61, 99), 'FieldOutOfRange'],
  ['an empty client id', withZeros(8, 44), 'FieldOutOfRange'],
  ['a client id with a blank', withByte(10, 0x20), 'FieldOutOfRange'],
  ['a client id that goes on after its end', withByte(40, 0x41), 'FieldOutOfRange'],
]

/** What the exchange holds, to see that nothing changed. */
async function stateOf(operator: Client, account: number): Promise<unknown[]> {
  return [await operator.orders({ account }), await operator.balances(account), await operator.assets()].map(
    (part) =>
      JSON.stringify(
        part,
        (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value),
        0,
      ).replace(/"query":"\d+"/g, ''),
  )
}

test('malformed frames of every kind are refused, and change nothing', async (t) => {
  const exchange = await startExchange(t)
  const operator = await exchange.connect('operator')
  const alice = await exchange.connect('alice')
  await alice.newOrder({ instrument: exchange.btc, side: Side.Buy, price: '60000', quantity: '0.1' })
  const { account } = alice
  const before = await stateOf(operator, account)
  for (const [name, message, expected] of cases) {
    await t.test(name, async () => {
      const raw = await loggedOn(exchange, exchange.keys.bob)
      raw.socket.send(message)
      await raw
        .refusal()
        .then((refusal) => assert.equal(refusal, expected))
        .finally(() => raw.socket.terminate())
      await until(async () => (await stateOf(operator, account)).join() === before.join())
    })
  }
  assert.deepEqual(await stateOf(operator, account), before)
})

const logons: [name: string, expected: string, spoil: (logon: Logon) => Logon][] = [
  ['a signature of other bytes', 'BadSignature', (logon) => ({ ...logon, heartbeatMs: 2_000 })],
  [
    'a broken signature',
    'BadSignature',
    (logon) => ({ ...logon, signature: logon.signature.map((byte) => byte ^ 1) }),
  ],
  ['another key', 'UnknownKey', (logon) => ({ ...logon, publicKey: new Uint8Array(32).fill(7) })],
]
for (const [name, expected, spoil] of logons) {
  test(`a log-on with ${name} is refused`, async (t) => {
    const exchange = await startExchange(t)
    const raw = new Raw(exchange.url)
    await raw.logon(exchange.keys.alice, spoil)
    assert.equal(await raw.refusal(), expected)
    await until(() => raw.closeCode !== 0)
  })
}

test('an order before the log-on is refused', async (t) => {
  const exchange = await startExchange(t)
  const raw = new Raw(exchange.url)
  await raw.challenge()
  raw.socket.send(order())
  assert.equal(await raw.refusal(), RejectReasonName[RejectReason.NotLoggedOn])
})

test('text closes the connection', async (t) => {
  const exchange = await startExchange(t)
  const raw = await loggedOn(exchange, exchange.keys.bob)
  raw.socket.send('buy everything')
  await until(() => raw.closeCode !== 0)
  assert.equal(raw.closeCode, 1003)
})

test('several frames in one message are each answered', async (t) => {
  const exchange = await startExchange(t)
  const raw = await loggedOn(exchange, exchange.keys.bob)
  const orders = ['a', 'b', 'c'].map((clientId) => order(clientId))
  raw.socket.send(Buffer.concat(orders))
  const ids = (): string[] =>
    raw.frames.flatMap((frame) =>
      frame.type === MessageType.OrderAccepted ? [frame.value.request.clientId] : [],
    )
  await until(() => ids().length === 3)
  assert.deepEqual(ids(), ['a', 'b', 'c'])
  raw.socket.terminate()
})

test('a reader that never reads is let go, and the others do not notice', async (t) => {
  const exchange = await startExchange(t, { maxBackpressureBytes: 64 * 1024, congestedBytes: 16 * 1024 })
  const [alice, bob] = [await exchange.connect('alice'), await loggedOn(exchange, exchange.keys.bob)]
  bob.socket.pause()
  // Answers to queries are not conflated: they pile up.
  const query = encodeFrame(MessageType.QueryInstruments, { query: 1n })
  const many = Buffer.concat(Array.from({ length: 4_000 }, () => query))
  for (let round = 0; round < 60; round++) {
    bob.socket.send(many)
    await sleep(20)
    const order = await alice.newOrder({
      instrument: exchange.btc,
      side: Side.Buy,
      price: '60000',
      quantity: '0.001',
    })
    assert.ok(order.orderId > 0n)
  }
  bob.socket.resume()
  await until(() => bob.closeCode !== 0, 20_000)
})
