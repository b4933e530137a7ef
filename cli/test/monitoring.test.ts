import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inFolder, needsAddon, withStart } from './helpers.ts'

const deploy = fileURLToPath(new URL('../../deploy/', import.meta.url))
const reference = fileURLToPath(new URL('../../docs/operating/running.md', import.meta.url))

function lacksPromtool(): { skip?: string } {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' })
    return {}
  } catch {
    return { skip: 'promtool is not there' }
  }
}

/** Names of metrics in expressions of PromQL. */
function metricsIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\btapebook_[a-z0-9_]+/g)].map(([name]) => name))
}

/** Series that are on the page from their first count on. */
const COUNTED_LATER = ['rejects_total', 'orders_taken_total']

// req: OP-05 OP-06
test('alerts and dashboard ask for metrics that a running exchange has', needsAddon, async () => {
  await inFolder(async (folder) => {
    await withStart(
      join(folder, 'data'),
      ['--http-port', '0', '--feed-port', '0'],
      async ({ metrics_port, http_port }) => {
        const rules = readFileSync(join(deploy, 'prometheus/tapebook.rules.yml'), 'utf8')
        const expressions = [...rules.matchAll(/expr:(?: >-\n((?: {10}.*\n)+)|(.*))/g)].map(
          (it) => it[1] ?? it[2],
        )
        const dashboard = readFileSync(join(deploy, 'grafana/tapebook.json'), 'utf8')
        const asked = metricsIn(`${expressions.join('\n')}\n${dashboard}`)
        assert.ok(asked.size > 30, `only ${asked.size} metrics found`)
        for (const name of COUNTED_LATER) {
          assert.match(readFileSync(reference, 'utf8'), new RegExp(`\`${name}{`), 'the reference knows it')
          asked.delete(`tapebook_core_${name}`)
        }
        let missing: string[] = []
        for (let tries = 0; tries < 200; tries++) {
          const pages = [metrics_port, http_port].map((port) => fetch(`http://127.0.0.1:${port}/metrics`))
          const texts = await Promise.all(pages.map(async (page) => await (await page).text()))
          const there = metricsIn(texts.join('\n'))
          missing = [...asked].filter((name) => !there.has(name)).sort()
          if (missing.length === 0) break
          await sleep(100)
        }
        assert.deepEqual(missing, [])
      },
    )
  })
})

// req: OP-06
test('alerts are well formed and fire when they should', lacksPromtool(), async () => {
  const promtool = (...args: string[]) =>
    promisify(execFile)('promtool', args, { cwd: join(deploy, 'prometheus') })
  await promtool('check', 'config', 'prometheus.yml')
  assert.match((await promtool('test', 'rules', 'tapebook.rules.test.yml')).stdout, /SUCCESS/)
})
