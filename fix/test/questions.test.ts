// What counterparties ask for beside their orders, over sockets, in each version of FIX: market data, symbols, phases,
// quotes, lists, positions and trades.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InstrumentStatus, Side, setPhase } from '@tapebook/client'
import { until } from '@tapebook/testing'
import { LOGON, needsGateway, now, openVenue } from './venue.ts'

for (const version of ['4.2', '4.4', '5.0SP2'] as const) {
  const isNew = version !== '4.2'

  // req: FX-03
  test(`FIX ${version}: market data, symbols and phases are told as they are`, needsGateway, async (t) => {
    const venue = await openVenue(t)
    await venue.add({ compId: 'CLIENT', version })
    await venue.start()
    const client = await venue.connect()
    assert.equal((await client.logon(LOGON)).type, 'A')
    const bitcoin = await venue.bob.instrument('BTCUSD')
    await venue.bob.newOrder({ instrument: bitcoin, side: Side.Sell, price: '50000', quantity: '0.5' })

    client.send('V', '262=m|263=1|264=0|265=1|267=3|269=0|269=1|269=2|146=1|55=BTCUSD|')
    const whole = await client.wait(({ type }) => type === 'W')
    assert.deepEqual([whole.get(269), whole.get(270), whole.get(271)], ['1', '50000', '0.5'])
    client.send('D', `11=buy|21=1|55=BTCUSD|54=1|60=${now()}|38=0.2|40=2|44=50000|59=3|`)
    const changed = await client.wait((it) => it.type === 'X' && it.get(279) === '1')
    assert.deepEqual([changed.get(270), changed.get(271)], ['50000', '0.3'])
    const trade = await client.wait((it) => it.type === 'X' && it.get(269) === '2')
    assert.deepEqual([trade.get(270), trade.get(271), trade.get(278)], ['50000', '0.2', 'T1'])
    client.send('V', '262=x|263=1|264=0|265=1|267=1|269=0|146=1|55=NOPE|')
    assert.equal((await client.wait(({ type }) => type === 'Y')).get(281), '0')

    client.send('c', '320=def|321=1|55=BTCUSD|')
    assert.equal((await client.wait(({ type }) => type === 'd')).get(55), 'BTCUSD')
    if (isNew) {
      client.send('x', '320=list|559=4|')
      assert.ok((await client.wait(({ type }) => type === 'y')).text.includes('\x0155=BTCUSD\x01'))
    }
    client.send('e', '324=s|55=BTCUSD|263=1|')
    assert.equal((await client.wait(({ type }) => type === 'f')).get(326), '17')
    client.send('g', '335=g|336=BTCUSD|263=0|')
    assert.equal((await client.wait(({ type }) => type === 'h')).get(340), '2')
    await setPhase(venue.operator, { instrument: bitcoin, status: InstrumentStatus.Halted })
    assert.equal((await client.wait(({ type }) => type === 'B')).get(148), 'BTCUSD: halted')
    client.send('D', `11=late|21=1|55=BTCUSD|54=1|60=${now()}|38=0.2|40=2|44=50000|`)
    const late = await client.wait((it) => it.get(11) === 'late')
    assert.deepEqual([late.get(39), late.get(103)], ['8', '2'])
    assert.equal(client.received.filter(({ type }) => type === '3').length, 0)
    assert.deepEqual(venue.troubles, [])
  })

  test(`FIX ${version}: quotes, lists and mass requests`, needsGateway, async (t) => {
    const venue = await openVenue(t)
    await venue.add({ compId: 'CLIENT', version, isExtended: true })
    await venue.start()
    const client = await venue.connect()
    await client.logon(LOGON)
    client.send('AF', '584=none|585=7|')
    const none = await client.wait((it) => it.get(584) === 'none')
    assert.deepEqual([none.get(39), none.get(911)], ['8', '0'])

    const quotes =
      '296=1|302=1|304=2|295=2|299=1|55=BTCUSD|132=49000|133=51000|134=0.1|135=0.1|299=2|55=BTCUSD|132=48999|134=0.2|'
    client.send('i', `117=q1|${quotes}`)
    const quoted = await client.wait(({ type }) => type === 'b')
    assert.deepEqual([quoted.get(117), quoted.get(297), quoted.get(533)], ['q1', '0', '3'])
    client.send('AF', '584=all|585=7|')
    await until(() => client.received.filter((it) => it.get(584) === 'all').length === 3)
    assert.equal(
      client.received
        .filter((it) => it.get(584) === 'all')
        .at(-1)
        ?.get(912),
      'Y',
    )
    client.send('Z', '117=q2|298=4|')
    const pulled = await client.wait((it) => it.get(117) === 'q2')
    assert.deepEqual([pulled.get(297), pulled.get(533)], ['4', '3'])

    const leg = (at: number, price: string): string =>
      `11=leg${at}|67=${at}|55=BTCUSD|54=1|38=0.1|59=1|${price}|`
    client.send('E', `66=L|394=3|68=2|1385=1|73=2|${leg(1, '40=2|44=49000')}${leg(2, '40=3|99=51000')}`)
    const list = await client.wait(({ type }) => type === 'N')
    assert.deepEqual([list.get(66), list.get(431), list.get(73)], ['L', '3', '2'])
    const stop = await client.wait((it) => it.get(150) === '0' && it.get(11) === 'leg2')
    assert.deepEqual([stop.get(66), stop.get(1385), stop.get(636)], ['L', '1', 'N'])
    client.send('K', '66=L|')
    await until(() => client.received.filter((it) => it.get(150) === '4' && it.get(66) === 'L').length === 2)

    client.send('D', `11=one|55=BTCUSD|54=1|60=${now()}|38=0.1|40=2|44=49000|59=1|`)
    client.send('D', `11=two|55=BTCUSD|54=1|60=${now()}|38=0.1|40=2|44=48000|59=1|`)
    await client.wait((it) => it.get(11) === 'two' && it.get(150) === '0')
    client.send('q', '11=all|530=1|55=BTCUSD|54=1|')
    const all = await client.wait(({ type }) => type === 'r')
    assert.deepEqual([all.get(531), all.get(533)], ['1', '2'])
    assert.equal((await venue.operator.orders({ account: venue.account })).length, 0)
    assert.deepEqual(venue.troubles, [])
  })
}

test(
  'positions and trades of a day are told, after a restart of the gateway too',
  needsGateway,
  async (t) => {
    const venue = await openVenue(t)
    await venue.add({ compId: 'CLIENT' })
    await venue.start()
    const client = await venue.connect()
    await client.logon(`${LOGON}35002=0|`)
    client.send('D', `11=buy|55=BTCUSD|54=1|60=${now()}|38=0.2|40=2|44=50000|59=1|`)
    await client.wait((it) => it.get(150) === '0')
    const bitcoin = await venue.bob.instrument('BTCUSD')
    await venue.bob.newOrder({ instrument: bitcoin, side: Side.Sell, price: '50000', quantity: '0.05' })
    const fill = await client.wait((it) => it.get(150) === 'F')
    client.send('AN', '710=p|724=0|')
    const position = await client.wait((it) => it.type === 'AP' && it.get(55) === 'BTCUSD')
    assert.deepEqual([position.get(704), position.get(730)], ['0.05', '50000'])

    await venue.gateway.stop()
    await client.closed()
    await venue.start()
    const back = await venue.connect()
    // The exchange knows of the order, which was number 2.
    back.next = 3
    await back.logon(`${LOGON}35002=0|`)
    await venue.bob.newOrder({ instrument: bitcoin, side: Side.Sell, price: '50000', quantity: '0.15' })
    const rest = await back.wait((it) => it.get(150) === 'F' && it.get(39) === '2')
    back.send('AD', `568=t|569=0|580=1|75=${fill.get(75)}|`)
    await back.wait((it) => it.get(912) === 'Y')
    const trades = back.received.filter(({ type }) => type === 'AE')
    assert.deepEqual(
      trades.map((it) => [it.get(17), it.get(32), it.get(37)]),
      [fill, rest].map((it) => [it.get(17), it.get(32), it.get(37)]),
    )
    assert.equal((await back.wait(({ type }) => type === 'AQ')).get(748), '2')
  },
)
