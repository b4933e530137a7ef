// Sessions to a simulated provider: quotes in, orders out, and what becomes of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '@tapebook/testing'
import { textOf } from '../src/lp/messages.ts'
import { LpRefusal, type NewLpOrder } from '../src/lp/orders.ts'
import { needsFix, openDesk, quotesSession, tradingSession } from './lp-support.ts'

const order = (id: string, more: Partial<NewLpOrder> = {}): NewLpOrder => ({
  ...{ id, session: 'YOFX1', symbol: 'EURUSD', side: 'buy', kind: 'market', quantity: '1000' },
  ...more,
})

// req: FX-04 FX-07 FX-12 LP-08
test('quotes come over one session while another takes orders', needsFix, async (t) => {
  const desk = await openDesk(t, [{ do: 'fill' }], {
    sessions: (port) => [tradingSession(port), quotesSession(port)],
  })
  await Promise.all([desk.connected('YOFX1'), desk.connected('YOFX2')])
  await until(() => desk.gateway.quotes().length === 2)
  const [first] = desk.gateway.quotes()
  assert.equal(first?.session, 'YOFX2')
  assert.equal(first?.symbol, 'EURUSD')
  assert.ok(Number(first?.bid) < Number(first?.ask))
  assert.equal(first?.isStale, false)
  await desk.gateway.submit(order('one'))
  const filled = await desk.orderIn('one', ['FILLED'])
  assert.equal(filled.lpOrderId, 'LP-1')
  const view = desk.gateway.session('YOFX2')
  assert.ok(view.quotesPerMinute > 1)
  assert.equal(view.activeSymbols, 2)
})

// req: FX-09 FX-13 EX-09 EX-11
test('fills, partial fills, rejects and timeouts end orders as they should', needsFix, async (t) => {
  const steps = [
    { do: 'fill' },
    { do: 'partial', percent: 25 },
    { do: 'reject', text: 'too large' },
    { do: 'silent' },
  ] as const
  const desk = await openDesk(t, steps)
  await desk.connected()
  for (const id of ['a', 'b', 'c']) await desk.gateway.submit(order(id))
  await desk.gateway.submit(order('d', { deadlineMs: 300 }))
  const filled = await desk.orderIn('a', ['FILLED'])
  assert.equal(textOf(filled.executed), '1000')
  assert.equal(filled.lpOrderId, 'LP-1')
  assert.ok(filled.isSettled)
  const partial = await desk.orderIn('b', ['CANCELED'])
  assert.equal(textOf(partial.executed), '250')
  assert.equal(partial.reason, 'no more liquidity')
  const rejected = await desk.orderIn('c', ['REJECTED'])
  assert.equal(rejected.reason, 'too large')
  const late = await desk.orderIn('d', ['settled'])
  assert.equal(late.state, 'EXPIRED')
  assert.equal(late.reason, 'TIMEOUT')
  assert.equal(late.cancels, 1)
  const kinds = (id: string): string[] =>
    desk.events.filter((it) => it.orderId === id).map(({ kind }) => kind)
  assert.deepEqual(
    kinds('a').filter((kind) => kind !== 'accepted'),
    ['sent', 'fill'],
  )
  assert.deepEqual(
    kinds('b').filter((kind) => kind !== 'accepted'),
    ['sent', 'partial-fill', 'canceled'],
  )
  assert.deepEqual(kinds('c'), ['sent', 'rejected'])
  assert.deepEqual(kinds('d'), ['sent', 'expired', 'settled'])
  assert.deepEqual(
    desk.events.map(({ number }) => number),
    desk.events.map((_, at) => at + 1),
  )
})

// req: EX-11
test('a fill after the deadline is told as a late fill, and the order stays expired', needsFix, async (t) => {
  const desk = await openDesk(t, [{ do: 'disconnect' }])
  await desk.connected()
  // The provider fills it, but cuts the connection before it says so; it is back a second later at the earliest.
  await desk.gateway.submit(order('late', { deadlineMs: 50 }))
  await desk.orderIn('late', ['EXPIRED'])
  const settled = await desk.orderIn('late', ['settled'])
  assert.equal(settled.state, 'EXPIRED')
  assert.equal(textOf(settled.late), '1000')
  assert.equal(textOf(settled.executed), '1000')
  assert.deepEqual(
    desk.events.map(({ kind }) => kind),
    ['sent', 'expired', 'late-fill'],
  )
  assert.ok(desk.troubles.some((why) => /late: filled after it had ended here/.test(why)))
})

// req: FX-06
test(
  'after a lost connection the session comes back and what was filled meanwhile is told once',
  needsFix,
  async (t) => {
    const desk = await openDesk(t, [{ do: 'disconnect' }, { do: 'fill' }])
    await desk.connected()
    await desk.gateway.submit(order('cut', { deadlineMs: 60_000 }))
    const filled = await desk.orderIn('cut', ['FILLED'])
    assert.equal(textOf(filled.executed), '1000')
    await desk.connected()
    assert.ok(desk.gateway.session('YOFX1').reconnects >= 1)
    await desk.gateway.submit(order('next'))
    await desk.orderIn('next', ['FILLED'])
    assert.equal(desk.events.filter(({ kind }) => kind === 'fill').length, 2)
  },
)

test('the same order again is the same order, another one under its id is refused', needsFix, async (t) => {
  const desk = await openDesk(t, [{ do: 'fill' }])
  await desk.connected()
  await Promise.all([desk.gateway.submit(order('twice')), desk.gateway.submit(order('twice'))])
  await desk.orderIn('twice', ['FILLED'])
  assert.equal(desk.provider.executed.size, 1)
  const other = desk.gateway.submit(order('twice', { quantity: '2000' }))
  await assert.rejects(other, (error) => error instanceof LpRefusal && error.code === 'DUPLICATE_ID')
  const refusals = {
    INVALID_FIELD: order('x', { quantity: '-1' }),
    UNKNOWN_SYMBOL: order('x', { symbol: 'JPYUSD' }),
    UNKNOWN_SESSION: order('x', { session: 'NOBODY' }),
  }
  for (const [code, asked] of Object.entries(refusals))
    await assert.rejects(desk.gateway.submit(asked), (error) => (error as LpRefusal).code === code)
})

// req: FX-08 FX-10
test('an operator connects and disconnects; what is not connected takes no orders', needsFix, async (t) => {
  const desk = await openDesk(t, [{ do: 'fill' }], {
    sessions: (port) => [tradingSession(port, { autoConnect: false })],
  })
  assert.equal(desk.gateway.session('YOFX1').state, 'Disconnected')
  await assert.rejects(
    desk.gateway.submit(order('no')),
    (error) => (error as LpRefusal).code === 'NOT_CONNECTED',
  )
  assert.equal(desk.gateway.connect('YOFX1').state, 'Connecting')
  await desk.connected()
  const { nextOut, nextIn } = desk.gateway.session('YOFX1')
  assert.deepEqual([nextOut, nextIn], [2, 2])
  assert.equal(desk.gateway.disconnect('YOFX1').state, 'Disconnected')
  desk.gateway.connect('YOFX1')
  await desk.connected()
  // Log-on, log-out and log-on again: numbers went on.
  assert.ok(desk.gateway.session('YOFX1').nextOut >= 4)
})

// req: FX-05 FX-06 FX-08
test(
  'a provider that is not there is tried again, and given up after as many tries as configured',
  needsFix,
  async (t) => {
    const desk = await openDesk(t, [{ do: 'fill' }], {
      sessions: (port) => [tradingSession(port, { autoConnect: false, maxReconnects: 2, logonTimeout: 1 })],
    })
    await desk.provider.stop()
    desk.gateway.connect('YOFX1')
    const states = new Set<string>()
    await until(() => {
      const { state, againAt, error } = desk.gateway.session('YOFX1')
      states.add(state)
      return state === 'Failed' && againAt === null && /given up after 2 tries/.test(error ?? '')
    }, 60_000)
    assert.ok(states.has('Connecting'))
    await desk.restartProvider()
    desk.gateway.connect('YOFX1')
    await desk.connected()
    assert.equal(desk.gateway.session('YOFX1').error, null)
  },
)

// req: FX-08 FX-10
test('a try that is called off before it began makes no second one', needsFix, async (t) => {
  const desk = await openDesk(t, [{ do: 'fill' }], {
    sessions: (port) => [tradingSession(port, { autoConnect: false })],
  })
  for (let at = 0; at < 3; at++) {
    desk.gateway.connect('YOFX1')
    desk.gateway.disconnect('YOFX1')
  }
  desk.gateway.connect('YOFX1')
  await desk.connected()
  // One log-on was sent, so one engine was made.
  assert.equal(desk.gateway.session('YOFX1').nextOut, 2)
  await desk.gateway.submit(order('one'))
  await desk.orderIn('one', ['FILLED'])
})
