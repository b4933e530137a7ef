// Sessions with QuickFIX/J, an engine of other authors in another language, as it is.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort, until } from '@tapebook/testing'
import { FixEngine, isFixBuilt } from '../src/native.ts'
import { Counterparty, needsQuickfixJ, type Version } from './counterparty.ts'
import { Stops } from './stops.ts'

const needs = isFixBuilt() ? needsQuickfixJ : { skip: 'the FIX addon is not built' }

const BEGIN: Readonly<Record<Version, string>> = {
  'FIX.4.2': 'BeginString=FIX.4.2',
  'FIX.4.4': 'BeginString=FIX.4.4',
  'FIX.5.0SP2': 'BeginString=FIXT.1.1\nDefaultApplVerID=FIX.5.0SP2',
}

interface Acceptor {
  readonly engine: FixEngine
  readonly port: number
  /** Messages of the application that came, in order, with `|` behind each field. */
  readonly received: string[]
}

async function acceptor(stops: Stops, version: Version): Promise<Acceptor> {
  const port = await freePort()
  const received: string[] = []
  const engine = new FixEngine({
    kind: 'acceptor',
    settings: [
      '[DEFAULT]\nConnectionType=acceptor\nSenderCompID=US\nTargetCompID=THEM',
      `SocketAcceptPort=${port}\nUseDataDictionary=N\nNonStopSession=Y\nStartTime=00:00:00\nEndTime=00:00:00`,
      `[SESSION]\n${BEGIN[version]}\n`,
    ].join('\n'),
    store: join(stops.folder, 'acceptor'),
    logonWaitMs: 30_000,
    onEvents: (events) => {
      for (const { kind, question, bytes } of events) {
        if (kind === 'logon-request') engine.answer(question, true)
        if (kind === 'from-app') received.push(bytes.toString('latin1').replaceAll('\x01', '|'))
      }
    },
  })
  engine.start()
  stops.add(() => engine.stop(0))
  return { engine, port, received }
}

const counterparty = (stops: Stops, version: Version, { port }: Acceptor): Counterparty =>
  Counterparty.start(stops, { version, us: 'THEM', them: 'US', port })

const order = (id: string): string =>
  `35=D|11=${id}|21=1|55=BTCUSDT|54=1|38=1|40=2|44=100|60=20260102-03:04:05|`

const idOf = (message: string): string => /\|11=([^|]+)\|/.exec(message)?.[1] ?? ''
const numberOf = (message: string): number => Number(/\|34=(\d+)\|/.exec(message)?.[1])

for (const version of ['FIX.4.2', 'FIX.4.4', 'FIX.5.0SP2'] as const) {
  test(`${version}: messages go both ways, numbers go on over a log-out`, needs, async (t) => {
    const stops = new Stops(t)
    const ours = await acceptor(stops, version)
    const theirs = counterparty(stops, version, ours)
    await theirs.loggedOn()
    theirs.send(order('one'))
    await until(() => ours.received.length === 1)
    assert.equal(idOf(ours.received[0]!), 'one')
    ours.engine.send(0, '35=B|148=Halt|33=1|58=now|'.replaceAll('|', '\x01'))
    const news = await theirs.got({ 35: 'B' })
    assert.equal(news.get(148), 'Halt')
    theirs.logout()
    await until(() => ours.engine.status(0)?.isLoggedOn === false)
    // Kept for who is away: asked for again when the numbers show that it is missing.
    ours.engine.send(0, '35=B|148=Resume|33=1|58=then|'.replaceAll('|', '\x01'), true)
    theirs.logon()
    const missed = await theirs.got({ 35: 'B', 148: 'Resume' })
    assert.equal(missed.get(43), 'Y', 'it is marked as sent before')
    assert.equal(theirs.received.length, 2)
    assert.deepEqual(theirs.complaints, [])
  })
}

test('what a counterparty sent before it was killed arrives, and once', needs, async (t) => {
  const stops = new Stops(t)
  const ours = await acceptor(stops, 'FIX.4.4')
  const first = counterparty(stops, 'FIX.4.4', ours)
  await first.loggedOn()
  for (let at = 0; at < 2_000; at++) first.send(order(`A${at}`))
  await until(() => ours.received.length > 50)
  await first.kill()
  // What it has told to be sent is in its store.
  const sent = first.told.filter(({ word }) => word === 'out').map(({ message }) => message.get(11)!)
  const second = counterparty(stops, 'FIX.4.4', ours)
  await second.loggedOn()
  second.send(order('last'))
  await until(() => idOf(ours.received.at(-1) ?? '') === 'last', 60_000)
  const ids = ours.received.map(idOf)
  assert.equal(new Set(ids).size, ids.length, 'nothing came twice')
  assert.ok(sent.length > 50)
  const numbers = ours.received.map(numberOf).sort((a, b) => a - b)
  assert.equal(new Set(numbers).size, numbers.length, 'no number was used twice')
  // The one that it was about to store when it ended may be missing: it was never sent.
  const missing = sent.filter((id) => !ids.includes(id))
  assert.ok(missing.length <= 1, `${missing.length} are missing`)
  assert.deepEqual(second.complaints, [])
})
