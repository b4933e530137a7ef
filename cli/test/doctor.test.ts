import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startChildServer } from '../src/child-server.ts'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, lastRow, needsAddon, tapebook } from './helpers.ts'

interface Finding {
  part: string
  level: string
  kind: string
  what: string
}

/** What is in a folder, and when it was changed. */
const stamps = (folder: string): string =>
  JSON.stringify(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]))

async function look(folder: string): Promise<{ code: number | null; start: Finding | undefined }> {
  const before = stamps(folder)
  const { code, out, err } = await tapebook('doctor', folder, '--json')
  assert.equal(stamps(folder), before, 'it changes nothing')
  assert.ok(out.length > 0, err)
  const { findings } = lastRow(out) as unknown as { findings: Finding[] }
  return { code, start: findings.find(({ part }) => part === 'start') }
}

test('the doctor tells a folder in use, a good one, an empty one and a damaged one', needsAddon, async () => {
  await inFolder(async (folder) => {
    const empty = await look(folder)
    assert.deepEqual([empty.code, empty.start?.level], [ExitCode.Ok, 'note'])

    const server = await startChildServer({ directory: folder })
    const inUse = await tapebook('doctor', folder, '--json')
    assert.equal(inUse.code, ExitCode.CannotRead, inUse.out)
    assert.match(inUse.out, new RegExp(`"kind":"locked".*process ${server.process.pid}`))
    await server.stop()

    const good = await look(folder)
    assert.deepEqual([good.code, good.start?.level], [ExitCode.Ok, 'good'])
    assert.match(good.start?.what ?? '', /would go on after command 2: no snapshot, 2 commands/)

    const segment = join(folder, readdirSync(folder).find((name) => name.endsWith('.seg')) ?? '')
    const bytes = readFileSync(segment)
    bytes[700] = (bytes[700] ?? 0) ^ 1
    writeFileSync(segment, bytes)
    const damaged = await look(folder)
    assert.deepEqual([damaged.code, damaged.start?.kind], [ExitCode.CannotRead, 'damaged'])
    assert.match(damaged.start?.what ?? '', /\.seg is damaged at byte 512/)
    const words = await tapebook('doctor', folder)
    assert.match(words.out, /start {6}REFUSAL damaged: .*\n {11}-> Restore that file from a backup/)
    assert.match(words.err, /a start would refuse \(damaged in docs\/operating\/runbook.md\)/)
  })
})

test('the doctor needs a folder', async () => {
  assert.equal((await tapebook('doctor', '/nowhere/at/all')).code, ExitCode.Usage)
})
