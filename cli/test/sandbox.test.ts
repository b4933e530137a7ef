// A sandbox from the command line, and the exchanges that are kept from becoming one.
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { until } from '@tapebook/testing'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, needsAddon, type Started, tapebook, withStart } from './helpers.ts'

const FREE = ['--http-port', '0'] as const

interface SandboxStarted extends Started {
  readonly sandbox: boolean
}

const json = (text: string) => JSON.parse(text.trim().split('\n').at(-1) ?? '')

/** Klines of Binance of a month ago, so many minutes of them. */
function klines(count: number): { text: string; first: number } {
  const first = Math.floor((Date.now() - 30 * 86_400_000) / 86_400_000) * 86_400_000
  const lines = Array.from({ length: count }, (_, at) => {
    const time = first + at * 60_000
    return `${time},61000.10,61010.00,60990.00,61005.50,1.25000000,${time + 59_999},76256.87500000,42,0.50000000,30502.75000000,0`
  })
  return { text: `${lines.join('\n')}\n`, first }
}

test('a demo is a sandbox: test money, history and faults', { ...needsAddon, timeout: 120_000 }, async () => {
  await inFolder(async (folder) => {
    const data = join(folder, 'data')
    await withStart(data, FREE, async (started, lines) => {
      assert.equal((started as SandboxStarted).sandbox, true)
      // Alice and Bob are made behind the first line.
      await new Promise<void>((resolve) =>
        lines.on('line', (line) => {
          if (line.includes('"event":"demo"')) resolve()
        }),
      )
      const base = `http://127.0.0.1:${started.http_port}`
      const call = async (method: string, path: string, body: object | undefined, token = '') => {
        const headers = {
          ...(body && { 'content-type': 'application/json' }),
          authorization: `Bearer ${token}`,
        }
        const reply = await fetch(base + path, {
          method,
          headers,
          ...(body && { body: JSON.stringify(body) }),
        })
        return { status: reply.status, body: (await reply.json()) as never as Record<string, never> }
      }
      const password = readFileSync(join(data, 'demo', 'alice.password'), 'utf8').trim()
      const logIn = await call('POST', '/api/v1/auth/log-in', { email: 'alice@demo.tapebook', password })
      const { access_token: token } = (logIn.body.data ?? {}) as { access_token: string }
      const given = await call('POST', '/api/v1/sandbox/faucet', { asset: 'USD', amount: '10' }, token)
      assert.equal(given.status, 201, JSON.stringify(given.body))

      const { text, first } = klines(1_440)
      const file = join(folder, 'BTCUSDT-1m.csv')
      writeFileSync(file, text)
      const asked = ['sandbox', 'import', data, 'BTCUSD']
      const at = ['--url', started.url, '--json']
      const done = await tapebook(...asked, file, ...at)
      assert.equal(done.code, 0, done.err)
      assert.deepEqual([json(done.out).bars, json(done.out).interval_s], [1_440, 60])
      const path = `/api/v3/klines?symbol=BTCUSD&interval=1d&startTime=${first}&limit=1`
      const [day] = (await (await fetch(base + path)).json()) as (readonly (number | string)[])[]
      assert.deepEqual(day?.slice(0, 6), [
        first,
        '61000.10000000',
        '61010.00000000',
        '60990.00000000',
        '61005.50000000',
        '1800.00000000',
      ])
      assert.equal(day?.[8], 1_440 * 42)

      const bad = join(folder, 'bad.csv')
      writeFileSync(bad, `${klines(1).text}nonsense\n`)
      for (const [args, why] of [
        [[...asked, bad, ...at], /bad\.csv, line 2: 1 fields, not 12/],
        [[...asked, file, ...at], /it was imported before/],
        [[...asked, join(folder, 'none.csv'), ...at], /none\.csv: ENOENT/],
        [['sandbox', 'import', data, 'NOSUCH', file, ...at], /there is no instrument NOSUCH/],
        [['sandbox', 'faults', data, '--rest-refuse', '101'], /It must be a number from 0 to 100/],
        [
          ['sandbox', 'faults', data, '--rest-latency', '40000'],
          /rest\.latency_ms: it must be a whole number from 0 to 30000/,
        ],
        [['sandbox', 'show', folder], /holds no sandbox/],
      ] as const) {
        const ended = await tapebook(...args)
        assert.notEqual(ended.code, 0, args.join(' '))
        assert.match(ended.err, why)
      }

      const set = await tapebook('sandbox', 'faults', data, '--rest-refuse', '100', '--retry-after', '300')
      assert.equal(set.code, 0, set.err)
      assert.match(set.out, /REST +100 % refused/)
      await until(async () => (await fetch(`${base}/api/v3/ping`)).status === 429)
      const shown = await tapebook('sandbox', 'show', data, '--json')
      assert.deepEqual([json(shown.out).faults.rest.refuse_percent, json(shown.out).files.length], [100, 1])
      const off = await tapebook('sandbox', 'faults', data)
      assert.equal(off.code, 0, off.err)
      await until(async () => (await fetch(`${base}/api/v3/ping`)).status === 200)
      const trail = await tapebook('audit', 'list', data, '--json')
      assert.equal((trail.out.match(/SANDBOX_FAULTS_SET/g) ?? []).length, 2)
    })
  })
})

test('an exchange that was begun without stays without', { ...needsAddon, timeout: 120_000 }, async () => {
  await inFolder(async (folder) => {
    const [real, marked] = [join(folder, 'real'), join(folder, 'marked')]
    await withStart(real, [...FREE, '--no-http', '--no-sandbox'], async (started) => {
      assert.equal((started as SandboxStarted).sandbox, false)
    })
    assert.equal(existsSync(join(real, 'sandbox.db')), false)
    const start = ['start', '--port', '0', '--metrics-port', '0', '--no-http', '--sandbox', '--data']
    const refused = await tapebook(...start, real)
    assert.equal(refused.code, ExitCode.Usage)
    assert.match(refused.err, /was not begun as a sandbox: begin one in another folder/)
    // A later demo does not make it one either.
    await withStart(real, [...FREE, '--no-http'], async (started) => {
      assert.equal((started as SandboxStarted).sandbox, false)
    })
    // Nor does the mark of another one.
    await withStart(marked, [...FREE, '--no-http'], async (started) => {
      assert.equal((started as SandboxStarted).sandbox, true)
    })
    copyFileSync(join(marked, 'sandbox.db'), join(real, 'sandbox.db'))
    const copied = await tapebook(...start, real)
    assert.equal(copied.code, ExitCode.Usage)
    assert.match(copied.err, /is of another journal/)
    // One that is marked runs without, where nobody asks for it.
    await withStart(marked, [...FREE, '--no-http', '--no-sandbox'], async (started) => {
      assert.equal((started as SandboxStarted).sandbox, false)
    })
  })
})
