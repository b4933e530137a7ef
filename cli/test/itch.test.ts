import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { CliError } from '../src/exit-codes.ts'
import { decodeItch, ItchFramer, type ItchMessage, itchBatches } from '../src/flow/itch.ts'
import { inFolder } from './helpers.ts'
import { ItchDay } from './itch-fixture.ts'

const day = new ItchDay()
  .systemEvent('O')
  .directory(7, 'ABC')
  .tradingAction(7, 'ABC', 'T')
  .add(7, 'ABC', 11, 'B', 100, 1_000_000)
  .add(7, 'ABC', 12, 'S', 50, 1_000_500, 'NSDQ')
  .executed(7, 11, 40)
  .executed(7, 11, 10, 1_000_100)
  .canceled(7, 12, 5)
  .replaced(7, 12, 13, 60, 1_000_400)
  .deleted(7, 13)
  .hiddenTrade(7, 'ABC', 9, 1_000_200)
  .cross(7, 'ABC', 3_000, 1_000_300)
  .other('Y', 20)

const messages: ItchMessage[] = [
  { type: 'S', event: 'O' },
  { type: 'R', locate: 7, stock: 'ABC' },
  { type: 'H', locate: 7, stock: 'ABC', state: 'T' },
  { type: 'A', locate: 7, reference: 11, side: 0, shares: 100, stock: 'ABC', price: 1_000_000 },
  { type: 'A', locate: 7, reference: 12, side: 1, shares: 50, stock: 'ABC', price: 1_000_500 },
  { type: 'E', locate: 7, reference: 11, shares: 40 },
  { type: 'E', locate: 7, reference: 11, shares: 10 },
  { type: 'X', locate: 7, reference: 12, shares: 5 },
  { type: 'U', locate: 7, reference: 12, newReference: 13, shares: 60, price: 1_000_400 },
  { type: 'D', locate: 7, reference: 13 },
  { type: 'P', locate: 7, shares: 9, price: 1_000_200 },
  { type: 'Q', locate: 7, shares: 3_000, price: 1_000_300 },
]

test('every message is read, wherever the stream is cut', () => {
  const bytes = day.bytes()
  for (const size of [1, 2, 3, 17, 64, bytes.length]) {
    const framer = new ItchFramer()
    const read: ItchMessage[] = []
    for (let at = 0; at < bytes.length; at += size) read.push(...framer.push(bytes.subarray(at, at + size)))
    framer.end()
    assert.deepEqual(read, messages, `cut every ${size} bytes`)
  }
})

test('a stream that ends inside a message says where', () => {
  const framer = new ItchFramer()
  framer.push(day.bytes().subarray(0, -3))
  assert.throws(() => framer.end(), /ends inside the message at byte \d+/)
})

test('a message of a wrong length or side is refused with its place', () => {
  assert.throws(() => decodeItch(Buffer.from('A too short')), /a message A of 11 bytes where 36 belong/)
  const bytes = new ItchDay().systemEvent('O').add(1, 'ABC', 1, 'B', 1, 1).bytes()
  bytes.write('Z', 14 + 2 + 19, 'latin1')
  assert.throws(() => new ItchFramer().push(bytes), /at byte 14: "Z" is not a side/)
})

test('a day file is read plain and gzipped, and a broken one is a sentence', async () => {
  await inFolder(async (folder) => {
    const files = { 'day.itch': day.bytes(), 'day.itch.gz': gzipSync(day.bytes()) }
    for (const [name, bytes] of Object.entries(files)) {
      writeFileSync(join(folder, name), bytes)
      const read: ItchMessage[] = []
      for await (const batch of itchBatches(join(folder, name))) read.push(...batch.messages)
      assert.deepEqual(read, messages, name)
    }
    writeFileSync(join(folder, 'broken.gz'), 'not gzip')
    const broken = async (): Promise<void> => {
      for await (const _ of itchBatches(join(folder, 'broken.gz'))) assert.fail('nothing is to be read')
    }
    await assert.rejects(broken, (error) => error instanceof CliError && error.exitCode === 3)
  })
})
