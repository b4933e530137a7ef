import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsAddon, until } from '@tapebook/testing'
import { answer, type Reply, type Speaker, STREAMS_MAX } from '../src/streams/control.ts'
import { boundsOf } from '../src/streams/intervals.ts'
import { isWellFormed, parseStream } from '../src/streams/names.ts'
import { startVenue } from './helpers.ts'

/** A connection that keeps what it is told. */
function speaker(streams: readonly string[] = []): Speaker & { streams: Set<string>; isCombined: boolean } {
  const own = new Set(streams)
  const it = {
    streams: own,
    isCombined: false,
    subscribe: (names: readonly string[]) => {
      for (const name of names) own.add(name)
    },
    unsubscribe: (names: readonly string[]) => {
      for (const name of names) own.delete(name)
    },
    combine: (is: boolean) => {
      it.isCombined = is
    },
  }
  return it
}

const read = ({ text }: Reply): unknown => JSON.parse(text)
const say = (message: unknown, who = speaker()): unknown => read(answer(JSON.stringify(message), who))
const fault = (code: number, msg: string, id?: unknown) => ({
  error: { code, msg },
  ...(id !== undefined && { id }),
})

// req: WS-07
test('what a reader asks for is done and answered', () => {
  const who = speaker()
  const done = (id: unknown) => ({ result: null, id })
  const names = ['btcusd@trade', 'btcusd@depth@100ms']
  assert.deepEqual(say({ method: 'SUBSCRIBE', params: names, id: 1 }, who), done(1))
  assert.deepEqual(say({ method: 'SUBSCRIBE', params: ['x@nothing'], id: 'a-1' }, who), done('a-1'))
  assert.deepEqual(say({ method: 'LIST_SUBSCRIPTIONS', id: 2 }, who), {
    result: [...names, 'x@nothing'],
    id: 2,
  })
  assert.deepEqual(say({ method: 'UNSUBSCRIBE', params: names, id: null }, who), done(null))
  assert.deepEqual([...who.streams], ['x@nothing'])
  assert.deepEqual(say({ method: 'SET_PROPERTY', params: ['combined', true], id: 5 }, who), done(5))
  assert.deepEqual(say({ method: 'GET_PROPERTY', params: ['combined'], id: 6 }, who), { result: true, id: 6 })
})

// req: WS-07
test('mistakes are answered as documented', () => {
  const cases: readonly (readonly [unknown, unknown])[] = [
    [{ method: 'SET_PROPERTY', params: ['color', true], id: 1 }, fault(0, 'Unknown property', 1)],
    [
      { method: 'SET_PROPERTY', params: ['combined', 'yes'], id: 1 },
      fault(1, 'Invalid value type: expected Boolean', 1),
    ],
    [{ method: 'GET_PROPERTY', id: 1 }, fault(2, 'Invalid request: property name must be a string', 1)],
    [
      { method: 'GET_PROPERTY', params: ['combined', 1], id: 1 },
      fault(2, 'Invalid request: too many parameters', 1),
    ],
    [
      { method: 'SUBSCRIBE', params: ['a@trade'] },
      fault(2, 'Invalid request: request ID must be an unsigned integer'),
    ],
    [{ id: 3 }, fault(2, 'Invalid request: missing field `method` at line 1 column 1', 3)],
    [
      { method: 'BUY', id: 3 },
      fault(
        2,
        'Invalid request: unknown variant `BUY`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`',
        3,
      ),
    ],
    [{ method: 'SUBSCRIBE', params: ['a trade'], id: 4 }, fault(2, 'Invalid request: invalid stream', 4)],
    [[1], fault(2, 'Invalid request: expected an object at line 1 column 1')],
  ]
  for (const [message, expected] of cases) assert.deepEqual(say(message), expected)
  const torn = answer('{"method":', speaker())
  assert.deepEqual(read(torn), fault(3, 'Invalid JSON: expected value at line 1 column 1'))
  assert.equal(torn.close, true)
  assert.equal(answer('{"method":"SUBSCRIBE","params":["@@@"],"id":1}', speaker()).close, true)
})

// req: WS-07
test('a connection has 1,024 streams at most', () => {
  const names = Array.from({ length: STREAMS_MAX }, (_, index) => `s${index}@trade`)
  const who = speaker(names)
  assert.deepEqual(
    say({ method: 'SUBSCRIBE', params: ['one@trade'], id: 1 }, who),
    fault(2, 'Invalid request: too many streams', 1),
  )
  // Those that it has take no more room.
  assert.deepEqual(say({ method: 'SUBSCRIBE', params: ['s5@trade'], id: 2 }, who), { result: null, id: 2 })
  assert.equal(who.streams.size, STREAMS_MAX)
})

// req: WS-07
test('names of streams', () => {
  const topic = (name: string) => parseStream(name)?.topic
  assert.deepEqual(topic('btcusd@depth'), { kind: 'depth', isFast: false })
  assert.deepEqual(topic('btcusd@depth@100ms'), { kind: 'depth', isFast: true })
  assert.deepEqual(topic('btcusd@depth20@100ms'), { kind: 'partial', levels: 20, isFast: true })
  assert.deepEqual(topic('btcusd@kline_1M'), { kind: 'kline', interval: '1M' })
  assert.deepEqual(topic('!ticker_4h@arr'), { kind: 'rolling', window: '4h', minutes: 240 })
  const none = [
    'btcusd',
    'BTCUSD@trade',
    'btcusd@depth7',
    'btcusd@kline_7m',
    '!trade@arr',
    '@trade',
    'a@ticker_9h',
  ]
  for (const name of none) assert.equal(parseStream(name), undefined, name)
  assert.equal(isWellFormed(`${'a'.repeat(70)}@trade`), false)
})

// req: WS-07
test('klines begin where Binance begins them', () => {
  const at = Date.UTC(2026, 10, 22, 13, 47, 5)
  const from = (interval: Parameters<typeof boundsOf>[0]): string =>
    new Date(boundsOf(interval, at).from).toISOString()
  assert.equal(from('1s'), '2026-11-22T13:47:05.000Z')
  assert.equal(from('3m'), '2026-11-22T13:45:00.000Z')
  assert.equal(from('8h'), '2026-11-22T08:00:00.000Z')
  // A Monday.
  assert.equal(from('1w'), '2026-11-16T00:00:00.000Z')
  assert.equal(from('1M'), '2026-11-01T00:00:00.000Z')
  assert.equal(boundsOf('1M', at).to, Date.UTC(2026, 11))
})

// req: WS-07
test('floods, rubbish and strangers cost only themselves', needsAddon, async (t) => {
  const venue = await startVenue(t, { streams: { limits: { attempts: 8 } } })
  const good = await venue.open('/ws/btcusd@kline_1m')
  const flood = await venue.open('/ws')
  for (let id = 0; id < 20; id++) flood.say({ method: 'LIST_SUBSCRIPTIONS', id })
  assert.equal(await flood.end(), 1_008)
  assert.ok(flood.messages.length <= 10)
  const pings = await venue.open('/ws')
  for (let count = 0; count < 20; count++) pings.socket.ping()
  assert.equal(await pings.end(), 1_008)
  const torn = await venue.open('/ws/7')
  torn.say('{')
  assert.equal((await torn.find(({ error }) => error !== undefined)).error.code, 3)
  assert.equal(await torn.end(), 1_008)
  const binary = await venue.open('/ws')
  binary.socket.send(Buffer.from([1, 2, 3]))
  assert.equal(await binary.end(), 1_007)
  const large = await venue.open('/ws')
  large.say(`"${'x'.repeat(200_000)}"`)
  assert.ok((await large.end()) >= 1_000)
  // Streams that are none, and symbols that are not listed, are taken and tell nothing.
  const names = ['nobody@trade', 'btcusd@nothing', 'btcusd@trade']
  assert.deepEqual(await good.ask({ method: 'SUBSCRIBE', params: names, id: 1 }), { result: null, id: 1 })
  const { result } = await good.ask({ method: 'LIST_SUBSCRIPTIONS', id: 2 })
  assert.deepEqual(result, ['btcusd@kline_1m', ...names])
  // From the ninth attempt on the door is shut for five minutes.
  await venue.open('/ws')
  await venue.open('/ws')
  await assert.rejects(venue.open('/ws'))
  assert.equal(venue.streams.counts().refused, 1)
})

test(
  'one address has so many connections at once, of streams and the WebSocket API together',
  needsAddon,
  async (t) => {
    const venue = await startVenue(t, { streams: { limits: { connectionsPerPeer: 2 } } })
    const first = await venue.open('/ws/btcusd@trade')
    const second = await venue.open('/ws-api/v3')
    await assert.rejects(venue.open('/stream'))
    assert.equal(venue.streams.counts().refused, 1)
    first.socket.terminate()
    await until(() => venue.streams.counts().connections === 1)
    await venue.open('/stream')
    const pong = await second.ask({ id: 1, method: 'ping' })
    assert.equal(pong.status, 200)
  },
)

// req: WS-07
test('a connection ends when its time is over', needsAddon, async (t) => {
  const venue = await startVenue(t, { streams: { limits: { lifeMs: 200 } } })
  const peer = await venue.open('/ws/btcusd@trade')
  assert.equal(await peer.end(), 1_001)
})
