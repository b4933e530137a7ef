// Counterparties of bytes against a real exchange: orders in, reports out, in each version of FIX.
import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { test } from 'node:test'
import { generateKey, Side, toKeyObject } from '@tapebook/client'
import { until } from '@tapebook/testing'
import { LOGON, needsGateway, now, openVenue, PASSWORD } from './venue.ts'

/** A limit order in the words of a version: 4.2 wants 21. */
const order = (id: string, fields = '', version = '4.4'): string =>
  `11=${id}|${version === '4.2' ? '21=1|' : ''}55=BTCUSD|54=1|60=${now()}|38=0.01|40=2|44=50000|59=1|${fields}`

// req: FX-01 FX-03 DC-02 DC-03
for (const version of ['4.2', '4.4', '5.0SP2'] as const) {
  test(`FIX ${version}: an order rests, is replaced, trades and is canceled`, needsGateway, async (t) => {
    const venue = await openVenue(t)
    await venue.add({ compId: 'CLIENT', version })
    await venue.start()
    const client = await venue.connect()
    assert.equal((await client.logon(LOGON)).type, 'A')

    client.send('D', order('one', '', version))
    const accepted = await client.wait(({ type }) => type === '8')
    assert.equal(accepted.get(150), '0', accepted.text)
    assert.equal(accepted.get(11), 'one')
    const id = accepted.get(37)

    client.send('H', `11=one|55=BTCUSD|54=1|`)
    const status = await client.wait((it) => it.type === '8' && it !== accepted)
    assert.equal(status.get(37), id)
    assert.equal(status.get(39), '0')

    const handl = version === '4.2' ? '21=1|' : ''
    client.send('G', `11=two|41=one|37=${id}|${handl}55=BTCUSD|54=1|60=${now()}|38=0.02|40=2|44=50000|59=1|`)
    const replaced = await client.wait((it) => it.get(150) === '5')
    assert.equal(replaced.get(41), 'one')
    assert.equal(replaced.get(11), 'two')

    const bitcoin = await venue.bob.instrument('BTCUSD')
    await venue.bob.newOrder({ instrument: bitcoin, side: Side.Sell, price: '50000', quantity: '0.005' })
    const fill = await client.wait((it) => it.get(150) === (version === '4.2' ? '1' : 'F'))
    assert.equal(fill.get(32), '0.005')
    assert.equal(fill.get(31), '50000')
    assert.equal(fill.get(39), '1')

    client.send('F', `11=three|41=two|37=${id}|55=BTCUSD|54=1|60=${now()}|`)
    const canceled = await client.wait((it) => it.get(150) === '4')
    assert.equal(canceled.get(14), '0.005')
    assert.equal(canceled.get(151), '0')
    assert.equal(canceled.get(41), 'two')

    client.send('F', `11=four|41=two|37=${id}|55=BTCUSD|54=1|60=${now()}|`)
    const late = await client.wait(({ type }) => type === '9')
    assert.equal(late.get(11), 'four')

    client.send('D', `11=five|${handl}55=BTCUSD|54=1|60=${now()}|38=0.01|40=1|`)
    const market = await client.wait((it) => it.get(11) === 'five')
    assert.equal(market.type, '8')
    assert.deepEqual(venue.troubles, [])
  })
}

test('what is no order of ours is refused as FIX says', needsGateway, async (t) => {
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT' })
  await venue.start()
  const client = await venue.connect()
  await client.logon(LOGON)
  client.send('D', order('a').replace('55=BTCUSD', '55=NOSUCH'))
  const unknown = await client.wait((it) => it.get(11) === 'a')
  assert.equal(unknown.get(39), '8')
  client.send('D', order('b', '1=OTHER|'))
  const foreign = await client.wait((it) => it.get(11) === 'b')
  assert.equal(foreign.get(39), '8', 'an account that the session is not bound to is not acted for')
  client.send('D', order('c').replace('54=1|', ''))
  const missing = await client.wait(({ type }) => type === '3')
  assert.equal(missing.get(371), '54')
  const asked = client.send('UZZ', 'x'.replace('x', '58=what|'))
  const strange = await client.wait((it) => (it.type === 'j' || it.type === '3') && it !== missing)
  assert.equal(strange.get(45), `${asked}`)
  client.send('D', order('d'))
  await client.wait((it) => it.get(11) === 'd' && it.get(39) === '0')
  client.send('D', order('d'))
  const twice = await client.wait((it) => it.get(11) === 'd' && it.get(39) === '8')
  assert.equal(twice.get(103), '6')
  assert.equal((await venue.operator.orders({ account: venue.account })).length, 1)
})

test('a log-on is by password, by key, and by one at a time', needsGateway, async (t) => {
  const venue = await openVenue(t)
  const { privateKey, publicKey } = generateKey()
  await venue.add({ compId: 'CLIENT' })
  await venue.add({
    compId: 'SIGNER',
    publicKey: Buffer.from(publicKey).toString('hex'),
  })
  await venue.start()
  const guess = await venue.connect()
  const refused = await guess.logon('553=client|554=a wrong password|')
  assert.equal(refused.type, '5')
  const stranger = await venue.connect('NOBODY')
  await stranger.logon(LOGON).catch(() => undefined)
  await stranger.closed()
  assert.equal(stranger.received.length, 0)

  const signer = await venue.connect('SIGNER')
  const time = now()
  const text = ['A', 'SIGNER', 'TAPEBOOK', '1', time].join('\x01')
  const signature = sign(null, Buffer.from(text), toKeyObject(privateKey)).toString('base64')
  signer.send('A', `98=0|108=30|95=${signature.length}|96=${signature}|`, { time })
  assert.equal((await signer.wait(({ type }) => type === 'A' || type === '5')).type, 'A')

  const first = await venue.connect()
  first.next = venue.gateway.figures().sessions.find(({ name }) => name.endsWith('CLIENT'))?.nextTarget ?? 1
  assert.equal((await first.logon(LOGON)).type, 'A')
  const second = await venue.connect()
  second.next = first.next
  await second.logon(LOGON).catch(() => undefined)
  await second.closed()
  assert.equal(second.received.length, 0)
  first.send('1', '112=still here|')
  assert.equal((await first.wait(({ type }) => type === '0')).get(112), 'still here')
})

test('a password is changed by a log-on', needsGateway, async (t) => {
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT' })
  await venue.start()
  const client = await venue.connect()
  await client.logon(`553=client|554=${PASSWORD}|925=another horse battery|`)
  client.send('5')
  await client.closed()
  await client.connect(venue.settings.port)
  const old = client.received.length
  assert.equal((await client.logon(LOGON)).type, '5')
  await client.closed()
  await client.connect(venue.settings.port)
  const again = client.received.length
  assert.ok(again > old)
  assert.equal((await client.logon('553=client|554=another horse battery|')).type, 'A')
})

test('orders go when their session is lost, and stay where it asks for that', needsGateway, async (t) => {
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT' })
  await venue.start()
  const client = await venue.connect()
  await client.logon(LOGON)
  client.send('D', order('lost'))
  await client.wait((it) => it.get(11) === 'lost')
  client.cut()
  const orders = (): Promise<unknown[]> => venue.operator.orders({ account: venue.account })
  await until(async () => (await orders()).length === 0)
  await client.connect(venue.settings.port)
  const seen = client.received.length
  assert.equal((await client.logon(`${LOGON}35002=0|`)).type, 'A')
  const gone = await client.wait((it) => it.get(150) === '4', seen)
  assert.equal(gone.get(11), 'lost', 'what happened meanwhile comes as a new message')
  assert.equal(gone.get(43), undefined)
  client.send('D', order('kept'))
  await client.wait((it) => it.get(11) === 'kept')
  client.cut()
  await until(() => venue.gateway.figures().sessions.every(({ isLive }) => !isLive))
  assert.equal((await orders()).length, 1)
})

test('orders go at a log-out alone where a log-on asks for that', needsGateway, async (t) => {
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT', cancelOnDisconnect: 'never' })
  await venue.start()
  const client = await venue.connect()
  await client.logon(`${LOGON}35002=2|`)
  client.send('D', order('first'))
  await client.wait((it) => it.get(11) === 'first')
  const orders = (): Promise<unknown[]> => venue.operator.orders({ account: venue.account })
  client.cut()
  await until(() => venue.gateway.figures().sessions.every(({ isLive }) => !isLive))
  assert.equal((await orders()).length, 1, 'a lost connection is no log-out')
  await client.connect(venue.settings.port)
  await client.logon(`${LOGON}35002=2|`)
  client.send('5')
  await until(async () => (await orders()).length === 0)
  await client.closed()
})

test('more messages than agreed are refused, not dropped', needsGateway, async (t) => {
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT', messagesPerSecond: 1 })
  await venue.start()
  const client = await venue.connect()
  await client.logon(LOGON)
  const numbers = Array.from({ length: 5 }, (_, at) => client.send('D', order(`many-${at}`)))
  const refused = await client.wait(({ type }) => type === 'j')
  assert.match(refused.get(58) ?? '', /messages a second/)
  await until(
    () => client.received.filter(({ type }) => type === '8' || type === 'j').length === numbers.length,
  )
})

test('a drop copy hears of everything and enters nothing', needsGateway, async (t) => {
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT' })
  await venue.add({ compId: 'COPY', isDropCopy: true })
  await venue.start()
  const [client, copy] = [await venue.connect(), await venue.connect('COPY')]
  await client.logon(LOGON)
  await copy.logon(LOGON)
  client.send('D', order('watched'))
  const own = await client.wait((it) => it.get(11) === 'watched')
  const seen = await copy.wait((it) => it.get(11) === 'watched')
  assert.equal(seen.get(797), 'Y')
  assert.equal(seen.get(17), own.get(17))
  copy.send('D', order('no'))
  const refused = await copy.wait(({ type }) => type === 'j')
  assert.equal(refused.get(380), '6')
})
