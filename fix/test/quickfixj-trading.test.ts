// A counterparty on QuickFIX/J trades with the exchange through the gateway: what it is told, and what becomes of it when
// either side is killed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { until } from '@tapebook/testing'
import type { CounterpartySettings } from '../src/gateway/config.ts'
import { FixSupervisor } from '../src/gateway/supervisor.ts'
import { Counterparty, needsQuickfixJ } from './counterparty.ts'
import { Stops } from './stops.ts'
import { LOGON, needsGateway, now, openVenue, type Venue } from './venue.ts'

const needs = needsGateway.skip === undefined ? needsQuickfixJ : needsGateway

type Version = CounterpartySettings['version']

const VERSIONS: readonly Version[] = ['4.2', '4.4', '5.0SP2']

/** Starts QuickFIX/J as `compId`; one of the same name goes on where the one before it was. */
function counterparty(stops: Stops, venue: Venue, version: Version = '4.4', compId = 'CLIENT'): Counterparty {
  return Counterparty.start(stops, {
    version: `FIX.${version}`,
    us: compId,
    them: 'TAPEBOOK',
    port: venue.settings.port,
    logon: LOGON,
  })
}

/** An order with what a version wants: 21 in 4.2. */
const order = (id: string, fields: string, version: Version = '4.4'): string =>
  `35=D|11=${id}|${version === '4.2' ? '21=1|' : ''}55=BTCUSD|60=${now()}|${fields}`

for (const version of VERSIONS) {
  test(`FIX ${version}: limit, replace, partial fill, cancel, market and reject`, needs, async (t) => {
    const stops = new Stops(t)
    const venue = await openVenue(t)
    await venue.add({ compId: 'CLIENT', version })
    await venue.start()
    const them = counterparty(stops, venue, version)
    await them.loggedOn()
    const instrument = await venue.bob.instrument('BTCUSD')
    const isOld = version === '4.2'

    them.send(order('one', '54=1|38=0.01|40=2|44=50000|59=1|', version))
    const accepted = await them.got({ 35: '8', 11: 'one', 150: '0' })
    const id = accepted.get(37)!

    const handling = isOld ? '21=1|' : ''
    const change = `35=G|11=two|41=one|37=${id}|${handling}55=BTCUSD|54=1|60=${now()}|38=0.02|40=2|44=50000|59=1|`
    them.send(change)
    const replaced = await them.got({ 35: '8', 11: 'two', 150: '5' })
    assert.equal(replaced.get(38), '0.02')

    await venue.bob.newOrder({ instrument, side: Side.Sell, price: '50000', quantity: '0.005' })
    const fill = await them.got({ 35: '8', 150: isOld ? '1' : 'F' })
    assert.deepEqual(
      [fill.get(32), fill.get(31), fill.get(14), fill.get(39)],
      ['0.005', '50000', '0.005', '1'],
    )

    them.send(`35=F|11=three|41=two|37=${id}|55=BTCUSD|54=1|60=${now()}|${isOld ? '38=0.02|' : ''}`)
    const canceled = await them.got({ 35: '8', 11: 'three', 150: '4' })
    assert.deepEqual([canceled.get(14), canceled.get(151)], ['0.005', '0'])

    await venue.bob.newOrder({ instrument, side: Side.Sell, price: '50100', quantity: '0.01' })
    them.send(order('four', '54=1|38=0.01|40=1|', version))
    const market = await them.got({ 35: '8', 11: 'four', 39: '2' })
    assert.equal(market.get(31), '50100')

    them.send(order('five', '54=1|38=0.01|40=2|44=0|59=1|', version))
    const refused = await them.got({ 35: '8', 11: 'five', 39: '8' })
    assert.equal(refused.get(150), '8')
    them.send(`35=F|11=six|41=two|37=${id}|55=BTCUSD|54=1|60=${now()}|${isOld ? '38=0.02|' : ''}`)
    const late = await them.got({ 35: '9', 11: 'six' })
    assert.equal(late.get(434), '1')
    assert.deepEqual(them.complaints, [])
    assert.deepEqual(venue.troubles, [])
  })
}

test('a drop copy has the same reports as who entered the orders', needs, async (t) => {
  const stops = new Stops(t)
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT' })
  await venue.add({ compId: 'COPY', isDropCopy: true })
  await venue.start()
  const [them, copy] = [counterparty(stops, venue), counterparty(stops, venue, '4.4', 'COPY')]
  await Promise.all([them.loggedOn(), copy.loggedOn()])
  for (let at = 0; at < 20; at++) them.send(order(`A${at}`, `54=1|38=0.01|40=2|44=${40_000 + at}|59=1|`))
  await until(() => them.received.length === 20 && copy.received.length === 20, 60_000)
  const execs = (of: Counterparty): unknown[] =>
    of.received.map((it) => [it.get(17), it.get(37), it.get(11), it.get(60)])
  assert.deepEqual(execs(copy), execs(them))
  assert.ok(copy.received.every((it) => it.get(797) === 'Y'))
  assert.deepEqual([...them.complaints, ...copy.complaints], [])
})

const ORDERS = 1_000

/** Enters orders that rest, by ids A0, A1 and so on. */
function enter(them: Counterparty, from: number, to: number): void {
  for (let at = from; at < to; at++) them.send(order(`A${at}`, `54=1|38=0.001|40=2|44=${40_000 + at}|59=1|`))
}

/** ClOrdIDs of what rests, by what each session was told and by the exchange itself. */
async function resting(venue: Venue): Promise<string[]> {
  const orders = await venue.operator.orders({ account: venue.account })
  return orders.map(({ clientId }) => clientId).sort()
}

/** What was told to a counterparty over its lives, less what came again as possibly a duplicate. */
function reports(lives: readonly Counterparty[]): ReadonlyMap<number, string>[] {
  const seen = new Set<string>()
  return lives
    .flatMap(({ received }) => received)
    .filter((it) => it.get(35) === '8')
    .filter((it) => {
      const id = it.get(17)!
      const isNew = !seen.has(id)
      // A second time only where it says so itself.
      assert.ok(isNew || it.get(43) === 'Y', `ExecID ${id} came twice`)
      seen.add(id)
      return isNew
    })
}

/** Nothing is lost and nothing is twice: each order that was sent rests once, and was reported once. */
async function checkOnce(
  venue: Venue,
  lives: readonly Counterparty[],
  sent: readonly string[],
): Promise<void> {
  const at = await resting(venue)
  assert.equal(new Set(at).size, at.length, 'no order rests twice')
  assert.deepEqual(at.length, sent.length)
  const told = reports(lives)
    .filter((it) => it.get(150) === '0')
    .map((it) => it.get(11)!)
  assert.deepEqual([...told].sort(), [...sent].sort())
  assert.deepEqual(
    lives.flatMap(({ complaints }) => complaints),
    [],
  )
}

test('a counterparty that is killed in mid-flow loses nothing and enters nothing twice', needs, async (t) => {
  const stops = new Stops(t)
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT', cancelOnDisconnect: 'never', messagesPerSecond: 100_000 })
  await venue.start()
  const first = counterparty(stops, venue)
  await first.loggedOn()
  enter(first, 0, ORDERS)
  await until(() => first.received.length > 50, 60_000)
  await first.kill()
  const second = counterparty(stops, venue)
  await second.loggedOn()
  // Its engine sends again what was stored and did not arrive. What it had not stored it never sent.
  enter(second, ORDERS, ORDERS + 1)
  await second.got({ 11: `A${ORDERS}`, 150: '0' })
  await checkOnce(venue, [first, second], sentBy(first, second, await resting(venue)))
})

/** ClOrdIDs that were sent: what was told as sent, but for the last word of who was killed where it was not stored yet. */
function sentBy(first: Counterparty, second: Counterparty, at: readonly string[]): string[] {
  const [before, after] = [first, second].map(({ told }) =>
    told
      .filter(({ word, message }) => word === 'out' && message.get(35) === 'D')
      .map(({ message }) => message.get(11)!),
  ) as [string[], string[]]
  const last = before.at(-1)!
  return [...new Set([...before, ...after])].filter((id) => id !== last || at.includes(id))
}

test('a gateway that is killed in mid-flow loses nothing and enters nothing twice', needs, async (t) => {
  const stops = new Stops(t)
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT', cancelOnDisconnect: 'never', messagesPerSecond: 100_000 })
  const gateway = new FixSupervisor(venue.settings, () => {})
  stops.add(() => gateway.stop())
  assert.ok(await gateway.listening(60_000))
  const them = counterparty(stops, venue)
  await them.loggedOn()
  enter(them, 0, ORDERS)
  for (const part of [1, 2]) {
    await until(() => them.received.length > part * 50, 60_000)
    process.kill(gateway.pid!, 'SIGKILL')
    await them.loggedOn(part + 1)
  }
  enter(them, ORDERS, ORDERS + 1)
  await them.got({ 11: `A${ORDERS}`, 150: '0' })
  await until(() => reports([them]).filter((it) => it.get(150) === '0').length === ORDERS + 1, 60_000)
  await checkOnce(
    venue,
    [them],
    Array.from({ length: ORDERS + 1 }, (_, at) => `A${at}`),
  )
})
