// The gateway to liquidity providers beside an exchange, and a simulated provider, by their commands.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isFixBuilt } from '@tapebook/fix/native'
import { freePort, until } from '@tapebook/testing'
import { cliEntry } from '../src/child-server.ts'
import { inFolder, lastRow, needsAddon, tapebook, withStart } from './helpers.ts'

const needsFix = isFixBuilt() ? needsAddon : { skip: 'the FIX addon is not built' }
const needsProc = existsSync('/proc/self/task') ? needsFix : { skip: 'there is no /proc' }

const SYMBOLS = { EURUSD: 'EUR/USD' }
const session = (id: string, type: string, port: number): object => ({
  ...{ id, type, senderCompID: id, targetCompID: 'YOFX', host: '127.0.0.1', port },
  ...{ reconnectInterval: 1, logonTimeout: 20, symbols: SYMBOLS },
})

/** Runs `tapebook fix provider`, and a file of sessions that lead to it. */
async function withProvider(folder: string, run: (config: string) => Promise<void>): Promise<void> {
  const port = await freePort()
  const [script, config] = [join(folder, 'provider.json'), join(folder, 'lp.json')]
  writeFileSync(
    script,
    JSON.stringify({
      port,
      compID: 'YOFX',
      customers: { YOFX1: {}, YOFX2: {} },
      symbols: { 'EUR/USD': { mid: '1.1', spread: '0.0002' } },
      quoteMs: 50,
      orders: [{ do: 'fill' }, { do: 'reject', text: 'too large' }],
    }),
  )
  const sessions = [session('YOFX1', 'trading', port), session('YOFX2', 'quotes', port)]
  writeFileSync(config, JSON.stringify({ sessions }))
  const args = [cliEntry, 'fix', 'provider', '--script', script, '--json']
  const provider = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(provider, 'exit')
  try {
    await once(provider.stdout, 'data')
    await run(config)
  } finally {
    provider.kill('SIGTERM')
    await ended
  }
}

/** Number of the process that `parent` runs the gateway in. */
function gatewayOf(parent: number): number | undefined {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const [, , , above] = readFileSync(`/proc/${name}/stat`, 'utf8').split(' ')
      const isOurs = Number(above) === parent
      if (isOurs && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('lp-process')) return Number(name)
    } catch {
      // It ended meanwhile.
    }
  }
  return undefined
}

const connected = (data: string): Promise<void> =>
  until(async () => {
    const { code, out } = await tapebook('fix', 'lp', 'status', '--data', data, '--json')
    return code === 0 && out.match(/"state":"Connected"/g)?.length === 2
  }, 60_000)

// req: FX-04 FX-10 FX-11 FX-13
test(
  'a killed gateway to providers comes back beside an exchange that goes on trading',
  needsProc,
  async () => {
    await inFolder((folder) =>
      withProvider(folder, async (config) => {
        const data = join(folder, 'data')
        await withStart(
          data,
          ['--http-port', '0', '--lp-config', config],
          async ({ pid, metrics_port: port }) => {
            const metric = async (name: string): Promise<number> => {
              const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
              return Number(new RegExp(`^tapebook_${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
            }
            await connected(data)
            await until(async () => (await metric('lp_connected')) === 2)
            const before = gatewayOf(pid)
            assert.ok(before)
            process.kill(before, 'SIGKILL')
            const at = await metric('core_durable_sequence')
            await until(async () => (await metric('core_durable_sequence')) > at + 20)
            assert.equal(await metric('api_restarts_total'), 0)
            await connected(data)
            assert.notEqual(gatewayOf(pid), before)
            assert.equal(await metric('lp_restarts_total'), 1)
            const order = [
              'fix',
              'lp',
              'order',
              'YOFX1',
              '--data',
              data,
              '--symbol',
              'EURUSD',
              '--side',
              'buy',
            ]
            const filled = await tapebook(...order, '--id', 'a', '--quantity', '1000', '--json')
            assert.equal(filled.code, 0, filled.err)
            const { state, executed, lpOrderId } = lastRow(filled.out)
            assert.deepEqual([state, executed, lpOrderId], ['FILLED', '1000', 'LP-1'])
            const refused = await tapebook(...order, '--id', 'b', '--quantity', '1000')
            assert.equal(refused.code, 1)
            assert.match(refused.out, /^b: REJECTED, 0 filled, there LP-2, too large\n$/)
            const quotes = await tapebook('fix', 'lp', 'quotes', '--data', data)
            assert.match(quotes.out, /YOFX2 +EURUSD +1\.\d+ +1\.\d+ +fresh/)
          },
        )
      }),
    )
  },
)

// req: FX-10
test('the gateway runs alone, and is connected and disconnected by commands', needsFix, async () => {
  await inFolder((folder) =>
    withProvider(folder, async (config) => {
      const data = join(folder, 'data')
      const away = await tapebook('fix', 'lp', 'status', '--data', data)
      assert.equal(away.code, 4)
      assert.match(away.err, /the gateway to liquidity providers: it does not run/)
      const args = [cliEntry, 'fix', 'lp', '--lp-config', config, '--data', data, '--json']
      const lp: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(lp, 'exit')
      try {
        await once(lp.stdout!, 'data')
        await connected(data)
        const off = await tapebook('fix', 'lp', 'disconnect', 'YOFX1', '--data', data)
        assert.equal(off.out, 'YOFX1 is Disconnected\n')
        const order = ['fix', 'lp', 'order', 'YOFX1', '--data', data, '--symbol', 'EURUSD', '--side', 'buy']
        const refused = await tapebook(...order, '--id', 'a', '--quantity', '1')
        assert.deepEqual([refused.code, /YOFX1 is not connected/.test(refused.err)], [1, true])
        const on = await tapebook('fix', 'lp', 'connect', 'YOFX1', '--data', data)
        assert.equal(on.out, 'YOFX1 is Connecting\n')
        await connected(data)
        const log = await tapebook('fix', 'lp', 'log', 'YOFX1', '--data', data)
        assert.match(log.out, /35=A\|/)
        const unknown = await tapebook('fix', 'lp', 'connect', 'NOBODY', '--data', data)
        assert.match(unknown.err, /there is no session NOBODY/)
      } finally {
        lp.kill('SIGTERM')
        await ended
      }
    }),
  )
})

// req: FX-05
test('a wrong file of sessions is told before anything opens', async () => {
  await inFolder(async (folder) => {
    const config = join(folder, 'lp.json')
    writeFileSync(config, '{"sessions": [{"id": "A", "type": "trading", "senderCompID": "A"}]}')
    for (const command of [['start'], ['fix', 'lp']]) {
      const { code, err } = await tapebook(...command, '--data', join(folder, 'data'), '--lp-config', config)
      assert.equal(code, 2)
      assert.match(err, /lp\.json: sessions\[0\]\.targetCompID: is missing/)
    }
    assert.equal(existsSync(join(folder, 'data', 'journal-1')), false)
    const far = await tapebook('fix', 'provider', '--script', config, '--host', '0.0.0.0')
    assert.equal(far.code, 2)
  })
})
