import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ExitCode } from '../src/exit-codes.ts'
import { Rig } from '../src/torture/rig.ts'
import { inFolder, lastRow, needsAddon, tapebook } from './helpers.ts'

async function run(...words: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await tapebook(...words, '--json')
  assert.equal(code, ExitCode.Ok, `${words.join(' ')}: ${out}${err}`)
  return lastRow(out)
}

// req: DP-03 DP-04
test(
  'a backup under load is brought up to date, restored, and refused once damaged',
  needsAddon,
  async () => {
    const rig = new Rig()
    await inFolder(async (folder) => {
      try {
        const [copy, made] = [join(folder, 'backup'), join(folder, 'restored')]
        await rig.begin({ segmentMib: 1 })
        const first = await run('backup', rig.data, copy)
        await rig.underLoad()
        const second = await run('backup', rig.data, copy)
        assert.ok(Number(second.last_sequence) > Number(first.last_sequence), 'the server went on meanwhile')
        await rig.finish()
        assert.deepEqual(rig.faults, [])
        // What was backed up under load is what the tape says of that moment.
        const then = await run('hash', rig.data, '--at', String(second.last_sequence))
        assert.equal(second.state_hash, then.state_hash)

        const third = await run('backup', rig.data, copy)
        const restored = await run('restore', copy, made)
        assert.deepEqual(
          [restored.last_sequence, restored.state_hash],
          [third.last_sequence, third.state_hash],
        )
        const whole = await run('hash', rig.data)
        assert.equal(restored.state_hash, whole.state_hash)
        assert.equal((await run('verify', made)).ok, true)
        assert.equal((await run('doctor', made)).ok, true)

        const again = await tapebook('restore', copy, made)
        assert.equal(again.code, ExitCode.CannotRead)
        assert.match(again.err, /empty folder only/)
        const segment = join(copy, readdirSync(copy).find((name) => name.endsWith('.seg')) ?? '')
        const bytes = readFileSync(segment)
        bytes[700] = (bytes[700] ?? 0) ^ 1
        writeFileSync(segment, bytes)
        const refused = await tapebook('restore', copy, join(folder, 'another'))
        assert.equal(refused.code, ExitCode.CannotRead)
        assert.match(refused.err, /\.seg is damaged at byte 512/)
      } finally {
        rig.abort()
        rig.remove()
      }
    })
  },
)
