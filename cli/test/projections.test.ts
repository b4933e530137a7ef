import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, lastRow, needsAddon, tapebook, withStart } from './helpers.ts'

async function gauges(port: unknown): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith('tapebook_projection_'))
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]))
}

test(
  'start keeps tables beside the exchange, and they can be rebuilt and looked at',
  needsAddon,
  async () => {
    await inFolder(async (folder) => {
      const data = join(folder, 'data')
      await withStart(data, ['--no-http'], async ({ metrics_port }) => {
        let now = await gauges(metrics_port)
        for (let waited = 0; (now.get('tapebook_projection_rows_total') ?? 0) < 50; waited++) {
          assert.ok(waited < 200, 'the tables fill')
          await sleep(100)
          now = await gauges(metrics_port)
        }
        assert.equal(now.get('tapebook_projection_up'), 1)
        assert.ok(now.has('tapebook_projection_commands_behind'))
        assert.ok(now.has('tapebook_projection_lag_seconds'))
        const { code, err } = await tapebook('projections', 'rebuild', data)
        assert.equal(code, ExitCode.CannotRead)
        assert.match(err, /another process writes/)
      })
      // It caught up before it ended.
      const after = lastRow((await tapebook('projections', 'status', data, '--json')).out)
      assert.equal(after.commands_behind, 0)
      assert.ok(Number(after.sequence) > 50)

      const rebuilt = await tapebook('projections', 'rebuild', data, '--json')
      assert.equal(rebuilt.code, ExitCode.Ok, rebuilt.err)
      assert.equal(lastRow(rebuilt.out).sequence, after.sequence)
      assert.equal(lastRow(rebuilt.out).rows !== undefined, true)
      const tiers = await tapebook('projections', 'tiers', data)
      assert.equal(tiers.code, ExitCode.Ok, tiers.err)
      assert.match(tiers.out, /nobody traded/)
      const wrong = await tapebook('projections', 'rebuild', data, '--retain', 'audit=never')
      assert.notEqual(wrong.code, ExitCode.Ok)
      const { out } = await tapebook('projections', 'status', data)
      assert.match(out, /behind {4}nothing/)
    })
  },
)
