// Messages that are whole and wrong, and faults of a session, against the gateway: answered as FIX says, by a bounded answer,
// with the session and its orders unharmed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '@tapebook/testing'
import { framed, type RawClient, type RawMessage } from './raw.ts'
import { LOGON, needsGateway, now, openVenue, type Venue } from './venue.ts'

const ORDER = `55=BTCUSD|54=1|60=${now()}|38=0.01|40=2|44=50000|59=1|`

/** Fields of a message that is refused, and the tag (FIX 371) and reason (FIX 373) of the Reject. */
const REFUSED: Readonly<Record<string, readonly [fields: string, tag: string | undefined, reason: string]>> =
  {
    'a tag twice': [`11=bad|11=worse|${ORDER}`, '11', '13'],
    'a tag without a value': [`11=bad|58=|${ORDER}`, '58', '4'],
    'a required tag that is missing': [`11=bad|${ORDER.replace('54=1|', '')}`, '54', '1'],
    'a value that is none of its tag': [`11=bad|${ORDER.replace('54=1|', '54=Z|')}`, '54', '5'],
    'a number that is none': [`11=bad|${ORDER.replace('38=0.01|', '38=much|')}`, '38', '6'],
    'a group with fewer entries than it says': [`11=bad|${ORDER}453=3|448=A|447=D|452=1|`, '453', '16'],
    'a group that says a hundred million entries': [
      `11=bad|${ORDER}453=100000000|448=A|447=D|452=1|`,
      '453',
      '6',
    ],
    'a group of ten thousand entries': [
      `11=bad|${ORDER}453=10000|${'448=A|447=D|452=1|'.repeat(10_000)}`,
      undefined,
      '5',
    ],
    'a type that FIX does not know': ['58=what|', undefined, '11'],
  }

interface Session {
  readonly venue: Venue
  readonly them: RawClient
}

async function loggedOn(t: Parameters<typeof openVenue>[0], settings: object = {}): Promise<Session> {
  const venue = await openVenue(t)
  await venue.add({ compId: 'CLIENT', ...settings })
  await venue.start()
  const them = await venue.connect()
  assert.equal((await them.logon(LOGON)).type, 'A')
  return { venue, them }
}

/** Enters an order and waits for its report: everything before it was dealt with, and the session goes on. */
async function enters(them: RawClient, id: string): Promise<RawMessage> {
  them.send('D', `11=${id}|${ORDER}`)
  return await them.wait((it) => it.type === '8' && it.get(11) === id)
}

const resting = async ({ venue }: Session): Promise<string[]> =>
  (await venue.operator.orders({ account: venue.account })).map(({ clientId }) => clientId).sort()

// req: FX-03
test('a message that is wrong is rejected by its number, with tag and reason', needsGateway, async (t) => {
  const session = await loggedOn(t)
  const { them } = session
  for (const [name, [fields, tag, reason]] of Object.entries(REFUSED)) {
    const number = them.send(name.includes('type') ? 'ZZ' : 'D', fields)
    const answer = await them.wait((it) => it.get(45) === `${number}`)
    assert.deepEqual(
      [answer.type, answer.get(371), answer.get(373)],
      ['3', tag, reason],
      `${name}: ${answer.text}`,
    )
    assert.ok(answer.text.length < 500, name)
  }
  assert.equal((await enters(them, 'good')).get(39), '0')
  assert.deepEqual(await resting(session), ['good'])
})

test('an order sent again with PossDup or PossResend is entered once', needsGateway, async (t) => {
  const session = await loggedOn(t)
  const { them } = session
  const number = them.next
  await enters(them, 'once')
  them.send('D', `11=once|${ORDER}`, { number, header: `43=Y|122=${now()}|` })
  them.send('D', `11=once|${ORDER}`, { header: '97=Y|' })
  const told = await them.wait((it) => it.type === '8' && it.get(11) === 'once' && it.get(150) !== '0')
  assert.equal(told.get(150), 'I', told.text)
  them.send('D', `11=late|${ORDER}`, { header: '97=Y|' })
  await them.wait((it) => it.get(11) === 'late' && it.get(39) === '0')
  assert.deepEqual(await resting(session), ['late', 'once'])
})

test('numbers that begin anew in mid-day are refused by policy, and orders stay', needsGateway, async (t) => {
  const session = await loggedOn(t, { mayReset: false, cancelOnDisconnect: 'never' })
  const { venue, them } = session
  await enters(them, 'kept')
  them.cut()
  await until(() => venue.gateway.figures().sessions.every(({ isLoggedOn }) => !isLoggedOn))
  const again = await venue.connect()
  const refused = await again.logon(`${LOGON}141=Y|`)
  assert.equal(refused.type, '5')
  assert.match(refused.get(58) ?? '', /141/)
  await again.closed()
  const back = await venue.connect()
  back.next = them.next
  assert.equal((await back.logon(LOGON)).type, 'A')
  await enters(back, 'more')
  assert.deepEqual(await resting(session), ['kept', 'more'])
})

test('a sequence reset that goes backwards is rejected, and orders stay', needsGateway, async (t) => {
  const session = await loggedOn(t)
  const { them } = session
  await enters(them, 'kept')
  // In this mode its own number does not count (FIX 123=N).
  const number = them.send('4', '123=N|36=1|', { number: them.next })
  const rejected = await them.wait((it) => it.type === '3')
  assert.deepEqual([rejected.get(45), rejected.get(373)], [`${number}`, '5'])
  await enters(them, 'more')
  assert.deepEqual(await resting(session), ['kept', 'more'])
})

test(
  'a message of more than a mebibyte is no message, and loses nothing that follows',
  needsGateway,
  async (t) => {
    const session = await loggedOn(t)
    const { them } = session
    const fields = `35=D|34=${them.next}|49=CLIENT|52=${now()}|56=TAPEBOOK|11=bad|${ORDER}58=${'x'.repeat(1 << 20)}|`
    them.write(framed('FIX.4.4', fields.replaceAll('|', '\x01')))
    // What follows may count as part of it: then a resend brings it back.
    const sent = new Map(['one', 'two', 'three'].map((id) => [them.send('D', `11=${id}|${ORDER}`), id]))
    const isIn = (id: string): boolean => them.received.some((it) => it.type === '8' && it.get(11) === id)
    await until(() => isIn('three') || them.received.some(({ type }) => type === '2'))
    const from = Number(them.received.find(({ type }) => type === '2')?.get(7) ?? them.next)
    for (const [number, id] of sent)
      if (number >= from) them.send('D', `11=${id}|${ORDER}`, { number, header: `43=Y|122=${now()}|` })
    await until(() => isIn('three'))
    assert.deepEqual(await resting(session), ['one', 'three', 'two'])
  },
)
