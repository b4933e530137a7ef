// The addon: an acceptor, with an initiator of the same addon and with a counterparty of bytes.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { freePort, newDirectory, until } from '@tapebook/testing'
import { FixEngine, type FixEvent, isFixBuilt } from '../src/native.ts'
import { framed, RawClient, shown, soh } from './raw.ts'

const needsFix = isFixBuilt() ? {} : { skip: 'the FIX addon is not built' }

const acceptorSettings = (port: number, ...names: readonly string[]): string =>
  [
    '[DEFAULT]\nConnectionType=acceptor\nSenderCompID=US\nBeginString=FIX.4.4',
    `SocketAcceptPort=${port}\nSocketNodelay=Y\nUseDataDictionary=N\nNonStopSession=Y\nStartTime=00:00:00\nEndTime=00:00:00`,
    ...names.map((name) => `[SESSION]\nTargetCompID=${name}`),
  ].join('\n')

interface Opened {
  readonly engine: FixEngine
  readonly events: FixEvent[]
  readonly port: number
}

/** An acceptor that takes log-ons with the password `right`. */
async function open(
  t: TestContext,
  names: readonly string[] = ['THEM'],
  folder = newDirectory(t),
): Promise<Opened> {
  const port = await freePort()
  const events: FixEvent[] = []
  mkdirSync(join(folder, 'log'), { recursive: true })
  const engine = new FixEngine({
    kind: 'acceptor',
    settings: acceptorSettings(port, ...names),
    store: join(folder, 'store'),
    log: join(folder, 'log'),
    onEvents: (came) => {
      for (const event of came) {
        // What is kept longer than the call has to be copied by nobody: each batch has bytes of its own.
        events.push(event)
        if (event.kind !== 'logon-request') continue
        const isRight = shown(event.bytes).includes('|554=right|')
        engine.answer(event.question, isRight, 'wrong password')
      }
    },
  })
  engine.start()
  t.after(() => engine.stop(0))
  return { engine, events, port }
}

test('a message goes both ways with its bytes as they were', needsFix, async (t) => {
  const { engine, events, port } = await open(t)
  const client = new RawClient('FIX.4.4', 'THEM', 'US')
  await client.connect(port)
  const answer = await client.logon('554=right|')
  assert.equal(answer.type, 'A')
  client.send('D', '11=one|55=BTCUSDT|9999=u|')
  await until(() => events.some(({ kind }) => kind === 'from-app'))
  const order = events.find(({ kind }) => kind === 'from-app')
  assert.match(shown(order?.bytes), /^8=FIX\.4\.4\|9=\d+\|35=D\|34=2\|.*\|11=one\|55=BTCUSDT\|9999=u\|/)
  engine.send(0, soh('35=8|37=7|17=e1|150=0|39=0|'))
  const report = await client.wait(({ type }) => type === '8')
  assert.equal(report.get(37), '7')
  assert.equal(report.number, 2)
  assert.equal(engine.status(0)?.nextTarget, 3)
})

test('a log-on with a wrong password is refused and resets nothing', needsFix, async (t) => {
  const { engine, port } = await open(t)
  engine.setNumbers(0, { sender: 40, target: 50 })
  const thief = new RawClient('FIX.4.4', 'THEM', 'US')
  await thief.connect(port)
  const refusal = await thief.logon('141=Y|554=wrong|')
  assert.equal(refusal.type, '5')
  assert.match(refusal.get(58) ?? '', /wrong password/)
  await thief.closed()
  assert.equal(engine.status(0)?.nextTarget, 50)
  assert.equal(engine.status(0)?.isLoggedOn, false)
})

test('a log-on that nobody answers is refused', needsFix, async (t) => {
  const port = await freePort()
  const engine = new FixEngine({
    kind: 'acceptor',
    settings: acceptorSettings(port, 'THEM'),
    logonWaitMs: 50,
    onEvents: () => {},
  })
  engine.start()
  t.after(() => engine.stop(0))
  const client = new RawClient('FIX.4.4', 'THEM', 'US')
  await client.connect(port)
  const refusal = await client.logon()
  assert.equal(refusal.type, '5')
  assert.match(refusal.get(58) ?? '', /no answer in time/)
})

test('who is away gets what was kept by a resend, and nothing that was not', needsFix, async (t) => {
  const { engine, events, port } = await open(t)
  const client = new RawClient('FIX.4.4', 'THEM', 'US')
  await client.connect(port)
  await client.logon('554=right|')
  client.cut()
  await until(() => events.some(({ kind }) => kind === 'logout'))
  engine.send(0, soh('35=8|17=kept|'), true)
  engine.send(0, soh('35=8|17=not-kept|'))
  await until(() => engine.status(0)?.nextSender === 3)
  await client.connect(port)
  const seen = client.received.length
  await client.logon('554=right|')
  client.send('2', '7=2|16=0|')
  const again = await client.wait(({ type }) => type === '8', seen)
  assert.equal(again.get(17), 'kept')
  assert.equal(again.get(43), 'Y')
  assert.ok(!client.received.some((message) => message.get(17) === 'not-kept'))
  assert.deepEqual(engine.stored(0, 2, 2).length, 1)
})

test('numbers and messages survive the end of the process that had them', needsFix, async (t) => {
  const folder = newDirectory(t)
  const { engine, port } = await open(t, ['THEM'], folder)
  const client = new RawClient('FIX.4.4', 'THEM', 'US')
  await client.connect(port)
  await client.logon('554=right|')
  engine.send(0, soh('35=8|17=e1|'))
  await client.wait(({ type }) => type === '8')
  await engine.stop(2_000)
  const again = await open(t, ['THEM'], folder)
  const status = again.engine.status(0)
  assert.equal(status?.nextTarget, 2)
  assert.ok((status?.nextSender ?? 0) >= 3)
  assert.match(shown(again.engine.stored(0, 2, 2)[0]), /\|17=e1\|/)
})

test(
  'after a power cut no number is used twice, and a resend fills those that were skipped',
  needsFix,
  async (t) => {
    const folder = newDirectory(t)
    const { engine, port } = await open(t, ['THEM'], folder)
    const client = new RawClient('FIX.4.4', 'THEM', 'US')
    await client.connect(port)
    await client.logon('554=right|')
    engine.send(0, soh('35=8|17=e1|'))
    engine.send(0, soh('35=8|17=e2|'))
    await client.wait((message) => message.get(17) === 'e2')
    client.cut()
    await until(() => engine.status(0)?.isLoggedOn === false)
    await engine.stop(0)
    // As a machine that started again would find it: another boot, and the end of the last message not on the disk.
    const store = join(folder, 'store')
    const file = (ending: string): string =>
      join(store, readdirSync(store).find((name) => name.endsWith(ending)) ?? '')
    const [reserved = ''] = readFileSync(file('.reserved'), 'utf8').split(' ')
    writeFileSync(file('.reserved'), `${reserved} 0 of-another-boot\n`)
    truncateSync(file('.body'), readFileSync(file('.body')).length - 5)
    const again = await open(t, ['THEM'], folder)
    assert.equal(again.engine.status(0)?.nextSender, Number(reserved))
    await client.connect(again.port)
    const seen = client.received.length
    await client.logon('554=right|')
    client.send('2', '7=2|16=0|')
    const resent = await client.wait((message) => message.get(17) === 'e1', seen)
    assert.equal(resent.get(43), 'Y')
    const filled = await client.wait((message) => message.type === '4', seen)
    assert.equal(filled.number, 3)
    assert.ok(Number(filled.get(36)) > Number(reserved))
  },
)

test('bytes that are no message, and lengths that lie, end nothing and fill nothing', needsFix, async (t) => {
  const { engine, port } = await open(t, ['THEM', 'OTHER'])
  const honest = new RawClient('FIX.4.4', 'OTHER', 'US')
  await honest.connect(port)
  await honest.logon('554=right|')
  const liar = new RawClient('FIX.4.4', 'THEM', 'US')
  await liar.connect(port)
  liar.write('\x00'.repeat(100_000))
  liar.write(soh('8=FIX.4.4|9=999999999|35=A|'))
  liar.write(soh('8=FIX.4.4|9=-5|35=A|'))
  liar.write(soh('8=FIX.4.4|').repeat(1000))
  // A wrong checksum uses no number: the right message after it has the same one.
  const whole = new RawClient('FIX.4.4', 'THEM', 'US')
  await whole.connect(port)
  await whole.logon('554=right|')
  whole.write(framed('FIX.4.4', soh('35=D|34=2|49=THEM|56=US|11=x|')).replace(/10=\d+/, '10=000'))
  whole.send('D', '11=y|')
  await until(() => engine.find('FIX.4.4:US->THEM')?.nextTarget === 3)
  honest.send('1', '112=still|')
  const answer = await honest.wait(({ type }) => type === '0')
  assert.equal(answer.get(112), 'still')
  assert.equal(engine.find('FIX.4.4:US->THEM')?.isLoggedOn, true)
})

test('passwords do not stand in what is shown', needsFix, async (t) => {
  const { engine, port } = await open(t)
  const client = new RawClient('FIX.4.4', 'THEM', 'US')
  await client.connect(port)
  await client.logon('554=right|925=newer|')
  const lines = engine.recent(0).join('\n')
  assert.match(lines, /554=\*\*\*\|925=\*\*\*/)
  assert.doesNotMatch(lines, /right|newer/)
})

test('a session added while others are there may log on', needsFix, async (t) => {
  const { engine, port } = await open(t)
  assert.equal(engine.add(acceptorSettings(port, 'THEM', 'LATE')), 1)
  const client = new RawClient('FIX.4.4', 'LATE', 'US')
  await client.connect(port)
  const answer = await client.logon('554=right|')
  assert.equal(answer.type, 'A')
  assert.equal(engine.status(1)?.name, 'FIX.4.4:US->LATE')
})

test('an initiator logs on with the fields it was given', needsFix, async (t) => {
  const { events, port } = await open(t)
  const back: FixEvent[] = []
  const initiator = new FixEngine({
    kind: 'initiator',
    settings: [
      '[DEFAULT]\nConnectionType=initiator\nReconnectInterval=1\nHeartBtInt=30\nUseDataDictionary=N\nNonStopSession=Y',
      `[SESSION]\nBeginString=FIX.4.4\nSenderCompID=THEM\nTargetCompID=US\nSocketConnectHost=127.0.0.1`,
      `SocketConnectPort=${port}\nStartTime=00:00:00\nEndTime=00:00:00`,
    ].join('\n'),
    onEvents: (came) => back.push(...came),
  })
  initiator.setLogonFields(0, soh('553=them|554=right|'))
  initiator.start()
  t.after(() => initiator.stop(0))
  await until(() => back.some(({ kind }) => kind === 'logon'))
  initiator.send(0, soh('35=D|11=from-here|'))
  await until(() => events.some(({ kind }) => kind === 'from-app'))
  assert.match(shown(events.find(({ kind }) => kind === 'from-app')?.bytes), /\|11=from-here\|/)
})
