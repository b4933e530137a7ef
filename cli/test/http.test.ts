import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { inFolder, needsAddon, withStart } from './helpers.ts'

/** Numbers of the processes that a process started, by a word in their command. */
function childWith(pid: number, word: string): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return children.map(Number).find((it) => readFileSync(`/proc/${it}/cmdline`, 'utf8').includes(word))
}

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await what().catch(() => false)); waited++) {
    assert.ok(waited < 300, `this did not come true: ${what}`)
    await sleep(100)
  }
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
        await until(async () => (await fetch(at('/readyz'))).status === 200)
        const { data: pairs } = (await (await fetch(at('/api/v2/market/pairs'))).json()) as {
          data: unknown[]
        }
        assert.equal(pairs.length, 3)
        assert.match(await (await fetch(at('/docs'))).text(), /swagger/i)
        for (const name of ['gateway', 'operator']) {
          assert.equal(statSync(join(data, 'api', `${name}.pem`)).mode & 0o777, 0o600)
        }
        const api = childWith(pid, 'api')
        assert.ok(api !== undefined, 'the API is a process of its own')
        const before = await metric('core_durable_sequence')
        process.kill(api, 'SIGKILL')
        await until(async () => (await metric('core_durable_sequence')) > before + 5)
        await until(async () => (await metric('api_restarts_total')) >= 1)
      })
    })
  },
)
