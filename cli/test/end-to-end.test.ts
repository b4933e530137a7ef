import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { startChildServer } from '../src/child-server.ts'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, lastRow, needsAddon, tapebook } from './helpers.ts'
import { randomDay } from './itch-fixture.ts'

// A small book in LOBSTER's format: what each message leaves of it, two levels a side.
const lobster: [message: string, book: string][] = [
  ['34200.1,1,1,10,990000,1', '1010000,20,990000,10,1020000,5,980000,30'],
  ['34200.2,1,2,7,1000000,-1', '1000000,7,990000,10,1010000,20,980000,30'],
  ['34200.3,4,2,3,1000000,-1', '1000000,4,990000,10,1010000,20,980000,30'],
  ['34200.4,5,9,50,1000000,-1', '1000000,4,990000,10,1010000,20,980000,30'],
  ['34200.5,2,1,4,990000,1', '1000000,4,990000,6,1010000,20,980000,30'],
  ['34200.6,4,2,4,1000000,-1', '1010000,20,990000,6,1020000,5,980000,30'],
  ['34200.7,4,77,5,1010000,-1', '1010000,15,990000,6,1020000,5,980000,30'],
  ['34200.8,3,1,6,990000,1', '1010000,15,980000,30,1020000,5,-9999999999,0'],
  ['34200.9,3,78,10,980000,1', '1010000,15,980000,20,1020000,5,-9999999999,0'],
]

async function withLobster(
  run: (messages: string, book: string) => Promise<void>,
  books = lobster,
): Promise<void> {
  await inFolder(async (folder) => {
    const [messages, book] = [join(folder, 'abc-messages.csv'), join(folder, 'abc-book.csv')]
    writeFileSync(messages, books.map(([message]) => message).join('\n'))
    writeFileSync(book, books.map(([, row]) => row).join('\n'))
    await run(messages, book)
  })
}

test(
  'LOBSTER messages through a server of its own give the reference book in every row',
  needsAddon,
  async () => {
    await withLobster(async (messages, book) => {
      const { code, out, err } = await tapebook(
        'flow',
        '--format',
        'lobster',
        messages,
        book,
        '--spawn',
        '--json',
      )
      assert.equal(code, ExitCode.Ok, `${out}${err}`)
      const row = lastRow(out)
      assert.equal(row.rows, lobster.length - 1)
      assert.equal(row.agree_best, lobster.length - 1)
      assert.equal(row.agree_two, lobster.length - 1)
      assert.equal(row.difference, null)
      assert.equal(row.executions, 3)
    })
  },
)

test('a reference that is not the book is counted, and --expect makes it a failure', needsAddon, async () => {
  const wrong = lobster.map(([message, row], at): [string, string] => [
    message,
    at === 3 ? row.replace('4', '5') : row,
  ])
  await withLobster(async (messages, book) => {
    const flags = ['--spawn', '--json', '--expect', String(lobster.length - 1)]
    const { code, out, err } = await tapebook('flow', '--format', 'lobster', messages, book, ...flags)
    assert.equal(code, ExitCode.CheckFailed)
    assert.equal(lastRow(out).agree_best, lobster.length - 2)
    assert.match(err, /only 7 rows agree, not 8/)
  }, wrong)
})

test(
  'an ITCH day gives the same books in the feed, in the reports and on the server',
  needsAddon,
  async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'day.itch.gz')
      writeFileSync(file, gzipSync(randomDay(20_000, 4)))
      const all = await tapebook('flow', '--format', 'itch', file, '--spawn', '--json')
      assert.equal(all.code, ExitCode.Ok, `${all.out}${all.err}`)
      const row = lastRow(all.out)
      assert.deepEqual([row.symbols, row.agree_best, row.agree_all, row.difference], [2, 2, 2, null])
      assert.deepEqual(row.refused, {})
      // The fixture has them all, or the test would prove less than it says.
      for (const name of [
        'adds',
        'reductions',
        'deletes',
        'executions',
        'replaces',
        'parked',
        'out_of_turn',
      ]) {
        assert.ok(Number(row[name]) > 100, `${name}: ${row[name]}`)
      }
      const one = await tapebook('flow', '--format', 'itch', file, '--symbol', 'bbb', '--spawn', '--json')
      assert.equal(one.code, ExitCode.Ok, one.err)
      assert.equal(lastRow(one.out).symbols, 1)
      const none = await tapebook('flow', '--format', 'itch', file, '--symbol', 'ZZZ', '--spawn')
      assert.equal(none.code, ExitCode.CheckFailed)
      assert.match(none.err, /has no order for ZZZ/)
    })
  },
)

test(
  'a day at an exchange: orders, restart, one state hash, and a flipped byte is found',
  needsAddon,
  async () => {
    await inFolder(async (folder) => {
      const directory = join(folder, 'data')
      const server = await startChildServer({ directory })
      assert.equal(statSync(server.operatorKey).mode & 0o777, 0o600)
      await withLobster(async (messages, book) => {
        const flags = ['--url', server.url, '--key', server.operatorKey, '--json']
        for (const symbol of ['abc', 'abc.2']) {
          const { code, out, err } = await tapebook('flow', '--format', 'lobster', messages, book, ...flags)
          assert.equal(code, ExitCode.Ok, `${symbol}: ${out}${err}`)
        }
      })
      await server.kill()
      const again = await startChildServer({ directory })
      const recovery = again.started.recovery as { commands_replayed: number }
      assert.ok(recovery.commands_replayed > 40, JSON.stringify(recovery))
      await again.stop()

      const verified = await tapebook('verify', directory, '--json')
      assert.equal(verified.code, ExitCode.Ok, verified.err)
      const { state_hash, snapshot_and_tail, full } = lastRow(verified.out) as {
        state_hash: string
        snapshot_and_tail: string
        full: { last_sequence: number }
      }
      assert.equal(snapshot_and_tail, state_hash)
      assert.equal(lastRow((await tapebook('hash', directory, '--json')).out).state_hash, state_hash)
      assert.equal(lastRow((await tapebook('replay', directory, '--json')).out).state_hash, state_hash)
      const early = await tapebook('replay', directory, '--to', '20', '--json')
      const there = await tapebook('hash', directory, '--at', '20', '--json')
      assert.equal(lastRow(early.out).state_hash, lastRow(there.out).state_hash)
      assert.equal(
        (await tapebook('hash', directory, '--at', String(full.last_sequence + 1))).code,
        ExitCode.Usage,
      )

      const records = (await tapebook('inspect', directory, '--count', '3', '--json')).out.trim().split('\n')
      assert.deepEqual(
        records.map((line) => JSON.parse(line).sequence),
        [1, 2, 3],
      )
      assert.equal(JSON.parse(records[0] ?? '').type, 'Genesis')
      const events = await tapebook('inspect', directory, 'events', '--from', '5', '--count', '1')
      assert.match(events.out, /^5\.0 /)

      const segment = readdirSync(directory).find((name) => name.startsWith('journal-')) as string
      const bytes = readFileSync(join(directory, segment))
      const at = bytes.indexOf('flow-')
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(join(directory, segment), bytes)
      const corrupt = await tapebook('verify', directory, '--json')
      assert.equal(corrupt.code, ExitCode.CannotRead, corrupt.out)
      assert.match(corrupt.err, new RegExp(segment))
    })
  },
)
