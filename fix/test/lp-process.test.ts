// The gateway as a process of its own: killed in mid-flow it loses nothing and doubles nothing.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { freePort, newDirectory, until } from '@tapebook/testing'
import { LpAway, LpControl, LpSupervisor, startLp } from '../src/lp/index.ts'
import { Provider } from '../src/provider/provider.ts'
import { parseScript, type Step } from '../src/provider/script.ts'
import { needsFix, scriptOf, tradingSession } from './lp-support.ts'

interface Rig {
  readonly control: LpControl
  readonly provider: Provider
  readonly lp: LpSupervisor
  readonly folder: string
  readonly config: string
  readonly troubles: string[]
  connected(): Promise<void>
  submit(id: string, deadlineMs?: number): Promise<unknown>
  state(id: string): Promise<string>
  /** Ends the process as a crash would, and waits for the next one. */
  kill(): Promise<void>
}

async function open(t: TestContext, orders: readonly Step[]): Promise<Rig> {
  const port = await freePort()
  const running: { lp?: LpSupervisor; provider?: Provider } = {}
  const folder = newDirectory(t, async () => {
    await running.lp?.stop()
    await running.provider?.stop()
  })
  const config = join(folder, 'lp.json')
  writeFileSync(config, JSON.stringify({ sessions: [tradingSession(port)] }))
  const script = parseScript(JSON.stringify(scriptOf(port, orders)))
  const provider = Provider.start({ script, host: '127.0.0.1', folder: join(folder, 'provider') })
  running.provider = provider
  const troubles: string[] = []
  const lp = new LpSupervisor({ config, folder }, (why) => troubles.push(why))
  running.lp = lp
  const place = await lp.listening(60_000)
  const control = new LpControl(place?.socket ?? 'nowhere')
  const connected = () =>
    until(async () => {
      const found = await control.sessions().catch(() => [])
      return found[0]?.state === 'Connected'
    }, 60_000)
  return {
    ...{ control, provider, lp, folder, config, troubles, connected },
    submit: (id, deadlineMs = 60_000) =>
      control.submit({
        id,
        session: 'YOFX1',
        symbol: 'EURUSD',
        side: 'sell',
        kind: 'market',
        quantity: '10',
        deadlineMs,
      }),
    state: async (id) => (await control.order(id)).state,
    async kill() {
      const { restarts } = lp
      process.kill(lp.pid!, 'SIGKILL')
      await until(() => lp.restarts > restarts && lp.isListening, 60_000)
    },
  }
}

// req: FX-06 FX-11 FX-13
test('a kill between an order and its report loses and doubles nothing', needsFix, async (t) => {
  const rig = await open(t, [{ do: 'delay', ms: 1_200 }, { do: 'fill' }])
  await rig.connected()
  await rig.submit('slow')
  await rig.submit('fast')
  // The first report is still to come; those of the second may have come or not.
  await rig.kill()
  await rig.connected()
  for (const id of ['slow', 'fast']) {
    await until(async () => (await rig.state(id)) === 'FILLED', 30_000)
    assert.equal((await rig.control.order(id)).executed, '10')
  }
  assert.deepEqual(
    [...rig.provider.executed],
    [
      ['slow', '10'],
      ['fast', '10'],
    ],
  )
  // The same order again is not sent again.
  await rig.submit('fast')
  assert.equal(rig.provider.executed.size, 2)
  assert.ok((await rig.control.session('YOFX1')).nextOut > 3)
})

// req: FX-06 FX-13
test('kills at any moment of a stream of orders leave each filled once', needsFix, async (t) => {
  const rig = await open(t, [{ do: 'fill' }, { do: 'partial', percent: 50 }, { do: 'fill' }])
  const ids: string[] = []
  for (let round = 0; round < 3; round++) {
    await rig.connected()
    const sent = Array.from({ length: 20 }, (_, at) => {
      ids.push(`r${round}-${at}`)
      return rig.submit(`r${round}-${at}`).catch(() => undefined)
    })
    await Promise.race(sent)
    await rig.kill()
    await Promise.all(sent)
  }
  await rig.connected()
  const kept = new Map<string, string>()
  for (const id of ids) {
    const first = await rig.control.order(id).catch(() => undefined)
    // One that was never kept was never sent.
    if (first === undefined) assert.equal(rig.provider.executed.has(id), false, id)
    else {
      await until(async () => (await rig.control.order(id)).isSettled, 60_000)
      kept.set(id, (await rig.control.order(id)).executed)
    }
  }
  for (const [id, executed] of kept) assert.equal(rig.provider.executed.get(id) ?? '0', executed, id)
  assert.ok(kept.size > 0)
})

const get = (socketPath: string, path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const asked = request({ socketPath, path }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => {
        text += part.toString()
      })
      answer.on('end', () => resolve(text))
    })
    asked.on('error', reject)
    asked.end()
  })

// req: FX-10 LP-02 LP-08
test('states, latency, and orders by what became of them are told as metrics', needsFix, async (t) => {
  const rig = await open(t, [{ do: 'fill' }, { do: 'reject', text: 'no' }])
  await rig.connected()
  await rig.submit('a')
  await rig.submit('b')
  await until(async () => (await rig.state('b')) === 'REJECTED')
  const place = await rig.lp.listening(1_000)
  const text = await get(place!.socket, '/metrics')
  assert.match(text, /^tapebook_lp_state\{session="YOFX1",state="Connected"\} 1$/m)
  assert.match(text, /^tapebook_lp_state\{session="YOFX1",state="Failed"\} 0$/m)
  assert.match(text, /^tapebook_lp_order_events_total\{kind="fill"\} 1$/m)
  assert.match(text, /^tapebook_lp_order_events_total\{kind="rejected"\} 1$/m)
  assert.match(text, /^tapebook_lp_answer_seconds_count\{session="YOFX1"\} 2$/m)
  assert.match(text, /^tapebook_lp_answer_seconds_bucket\{le="\+Inf",session="YOFX1"\} 2$/m)
  assert.ok(((await rig.control.session('YOFX1')).latencyMs ?? 0) > 0)
  await until(() => rig.lp.gauges().lp_filled_total === 1)
  const events = JSON.parse(await get(place!.socket, '/events?after=0')) as { kind: string }[]
  assert.ok(events.some(({ kind }) => kind === 'rejected'))
  assert.equal(JSON.parse(await get(place!.socket, '/events?after=-1')).code, 'INVALID_FIELD')
})

// req: FX-10
test('one gateway runs on a folder, and who asks after it ended is told so', needsFix, async (t) => {
  const { control, lp, folder, config } = await open(t, [{ do: 'fill' }])
  await assert.rejects(
    startLp({ config, folder }, () => {}),
    /runs already/,
  )
  await assert.rejects(control.session('NOBODY'), /there is no session NOBODY/)
  await lp.stop()
  await assert.rejects(control.sessions(), LpAway)
})

// req: FX-11
test('a wrong configuration is a trouble of the gateway alone', needsFix, async (t) => {
  const folder = newDirectory(t)
  const config = join(folder, 'lp.json')
  writeFileSync(config, '{"sessions": [{}]}')
  const troubles: string[] = []
  const lp = new LpSupervisor({ config, folder }, (why) => troubles.push(why))
  t.after(() => lp.stop())
  await until(() => troubles.length > 0, 60_000)
  assert.match(troubles[0] ?? '', /lp\.json: sessions\[0\]\.id: is missing|lp\.json: sessions\[0\]\.type/)
  assert.equal(lp.isListening, false)
})
