// The shipped dictionaries as QuickFIX reads them, and holds messages against them.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort, until } from '@tapebook/testing'
import { EXAMPLES } from '../generate/examples.ts'
import { known, MESSAGES, VERSIONS, type Version } from '../src/index.ts'
import { FixEngine, type FixEvent, isFixBuilt } from '../src/native.ts'
import { RawClient, type RawMessage } from './raw.ts'

const needsFix = isFixBuilt() ? {} : { skip: 'the FIX addon is not built' }
const folder = fileURLToPath(new URL('../dictionary/', import.meta.url))
const path = (name: string): string => join(folder, name)

const BEGIN: Readonly<Record<Version, string>> = { '4.2': 'FIX.4.2', '4.4': 'FIX.4.4', '5.0SP2': 'FIXT.1.1' }
const DICTIONARIES: Readonly<Record<Version, string>> = {
  '4.2': `DataDictionary=${path('FIX42.xml')}`,
  '4.4': `DataDictionary=${path('FIX44.xml')}`,
  '5.0SP2': `TransportDataDictionary=${path('FIXT11.xml')}\nAppDataDictionary=${path('FIX50SP2.xml')}\nDefaultApplVerID=FIX.5.0SP2`,
}

/** An acceptor that checks every message against our dictionary, and a counterparty of it. */
async function open(t: TestContext, version: Version): Promise<{ client: RawClient; events: FixEvent[] }> {
  const port = await freePort()
  const events: FixEvent[] = []
  const engine = new FixEngine({
    kind: 'acceptor',
    settings: [
      `[DEFAULT]\nConnectionType=acceptor\nSenderCompID=US\nSocketAcceptPort=${port}\nNonStopSession=Y`,
      `StartTime=00:00:00\nEndTime=00:00:00\nUseDataDictionary=Y\n${DICTIONARIES[version]}`,
      `[SESSION]\nBeginString=${BEGIN[version]}\nTargetCompID=THEM`,
    ].join('\n'),
    onEvents: (came) => {
      for (const event of came) {
        events.push(event)
        if (event.kind === 'logon-request') engine.answer(event.question, true)
      }
    },
  })
  engine.start()
  t.after(() => engine.stop(0))
  const client = new RawClient(BEGIN[version], 'THEM', 'US')
  await client.connect(port)
  assert.equal((await client.logon()).type, 'A')
  return { client, events }
}

const ADMIN: ReadonlySet<string> = new Set(
  MESSAGES.filter((it) => it.category === 'admin').map((it) => it.type),
)

for (const version of VERSIONS) {
  test(`QuickFIX takes every example of ${version} by our dictionary`, needsFix, async (t) => {
    const { client, events } = await open(t, version)
    let sent = 0
    for (const [type, examples] of Object.entries(EXAMPLES)) {
      if (ADMIN.has(type) || known(version, type) === undefined) continue
      for (const { text, versions = VERSIONS } of examples) {
        if (!versions.includes(version)) continue
        client.send(type, text.slice(text.indexOf('|') + 1))
        sent++
      }
    }
    client.send('1', '112=done|')
    await client.wait(({ type }) => type === '0')
    const refused = client.received.filter(({ type }) => type === '3' || type === 'j')
    assert.deepEqual(
      refused.map((it) => `${it.get(372)} ${it.get(371)} ${it.get(58)}`),
      [],
    )
    await until(() => events.filter(({ kind }) => kind === 'from-app').length === sent)
    assert.ok(sent > 30)
  })

  test(
    `QuickFIX refuses by our dictionary of ${version} what the table does not have`,
    needsFix,
    async (t) => {
      const { client } = await open(t, version)
      const order = '11=a|55=BTCUSD|54=1|40=2|38=1|44=1|'
      const rows: readonly (readonly [string, string, string])[] = [
        [order.replace('55=BTCUSD|', ''), '55', '1'],
        [order.replace('54=1|', ''), '54', '1'],
        [order.replace('40=2|', ''), '40', '1'],
        [order.replace('40=2|', '40=9|'), '40', '5'],
        [`${order}262=x|`, '262', '2'],
        [order.replace('44=1|', '44=x|'), '44', '6'],
      ]
      const answers: RawMessage[] = []
      for (const [fields] of rows) {
        const number = client.send('D', fields)
        answers.push(await client.wait((it) => it.type === '3' && it.get(45) === `${number}`))
      }
      assert.deepEqual(
        answers.map((it) => [it.get(371), it.get(373)]),
        rows.map(([, tag, reason]) => [tag, reason]),
      )
    },
  )
}
