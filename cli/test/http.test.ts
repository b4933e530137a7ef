import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { until } from '@tapebook/testing'
import { inFolder, needsAddon, withStart } from './helpers.ts'

/** Numbers of the processes that a process started, by a word in their command. */
function childWith(pid: number, word: string): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return children.map(Number).find((it) => readFileSync(`/proc/${it}/cmdline`, 'utf8').includes(word))
}

test(
  'start serves HTTP from a process of its own, whose crash stops nobody who trades',
  needsAddon,
  async () => {
    await inFolder(async (folder) => {
      const data = join(folder, 'data')
      await withStart(data, ['--http-port', '0'], async ({ http_port, metrics_port, pid }) => {
        const at = (path: string): string => `http://127.0.0.1:${http_port}${path}`
        const metric = async (name: string): Promise<number> => {
          const text = await (await fetch(`http://127.0.0.1:${metrics_port}/metrics`)).text()
          return Number(new RegExp(`^tapebook_${name} (\\S+)$`, 'm').exec(text)?.[1])
        }
        const pairs = async (): Promise<number> => {
          const reply = await fetch(at('/api/v2/market/pairs')).catch(() => undefined)
          return reply?.status === 200 ? ((await reply.json()) as { data: unknown[] }).data.length : 0
        }
        await until(async () => (await pairs()) === 3, 60_000)
        assert.equal((await fetch(at('/readyz'))).status, 200)
        assert.match(await (await fetch(at('/docs'))).text(), /swagger/i)
        for (const name of ['gateway', 'operator']) {
          assert.equal(statSync(join(data, 'api', `${name}.pem`)).mode & 0o777, 0o600)
        }
        const api = childWith(pid, 'api/dist/process')
        assert.ok(api !== undefined, 'the API is a process of its own')
        const before = await metric('core_durable_sequence')
        process.kill(api, 'SIGKILL')
        await until(async () => (await metric('core_durable_sequence')) > before + 5)
        await until(async () => (await metric('api_restarts_total')) >= 1)
      })
    })
  },
)
