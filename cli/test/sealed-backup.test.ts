import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { generateKey } from '@tapebook/client'
import { sealFolder, unsealFolder } from '../src/backup/archive.ts'
import { CannotOpen, openSealed, SealedWriter } from '../src/backup/sealed-file.ts'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, lastRow, needsAddon, tapebook, withDemo } from './helpers.ts'

const PIECE = 65_536
const PIECE_SEALED = PIECE + 16
const HEADER = 56

// req: AU-09
test('a sealed file opens with its key to the bytes that went in, whatever their number', async () => {
  await inFolder(async (folder) => {
    const secret = randomBytes(32)
    for (const size of [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5]) {
      const [path, bytes] = [join(folder, `sealed-${size}`), randomBytes(size)]
      const writer = new SealedWriter(path, secret)
      // In parts of any length.
      for (let at = 0; at < size; at += 10_007) writer.write(bytes.subarray(at, at + 10_007))
      assert.equal(writer.finish(), statSync(path).size)
      assert.ok(Buffer.concat([...openSealed(path, secret)]).equals(bytes), `${size} bytes`)
      assert.ok(size < 64 || !readFileSync(path).includes(bytes.subarray(0, 64)), 'they are not to be seen')
    }
  })
})

// req: AU-09
test('a sealed file that anybody changed, cut, or shuffled, or another key, opens to nothing', async () => {
  await inFolder(async (folder) => {
    const secret = randomBytes(32)
    const path = join(folder, 'sealed')
    const writer = new SealedWriter(path, secret)
    writer.write(randomBytes(3 * PIECE + 100))
    writer.finish()
    const whole = readFileSync(path)
    const refused = (bytes: Buffer, what: string): void => {
      const other = join(folder, 'other')
      writeFileSync(other, bytes)
      assert.throws(() => [...openSealed(other, secret)], CannotOpen, what)
    }
    assert.throws(() => [...openSealed(path, randomBytes(32))], /sealed under another key/)
    for (let at = 0; at < whole.length; at += at < HEADER ? 1 : 4_999) {
      const bytes = Buffer.from(whole)
      bytes[at] = bytes[at]! ^ 1
      refused(bytes, `bit of byte ${at}`)
    }
    for (const size of [0, 10, HEADER, HEADER + PIECE_SEALED, HEADER + 2 * PIECE_SEALED, whole.length - 1])
      refused(whole.subarray(0, size), `cut to ${size}`)
    refused(Buffer.concat([whole, Buffer.alloc(20)]), 'longer')
    const piece = (at: number) => whole.subarray(HEADER + at * PIECE_SEALED, HEADER + (at + 1) * PIECE_SEALED)
    refused(Buffer.concat([whole.subarray(0, HEADER), piece(1), piece(0), piece(2), piece(3)]), 'shuffled')
    refused(Buffer.concat([whole.subarray(0, HEADER), piece(0), piece(2), piece(3)]), 'left out')
  })
})

test('a folder comes out of a sealed file as it went in', async () => {
  await inFolder(async (folder) => {
    const [from, to, path] = ['from', 'to', 'sealed'].map((it) => join(folder, it)) as [
      string,
      string,
      string,
    ]
    for (const it of [from, to]) mkdirSync(it)
    const files = { empty: Buffer.alloc(0), small: Buffer.from('x'), 'large.seg': randomBytes(2_500_000) }
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(from, name), bytes)
    const secret = randomBytes(32)
    sealFolder(from, path, secret)
    unsealFolder(path, to, secret)
    assert.deepEqual(readdirSync(to).sort(), Object.keys(files).sort())
    for (const [name, bytes] of Object.entries(files))
      assert.ok(readFileSync(join(to, name)).equals(bytes), name)
  })
})

// req: AU-09 DP-03
test(
  'an encrypted backup holds tape and people, and is restored with its key alone',
  needsAddon,
  async () => {
    await inFolder(async (folder) => {
      const data = join(folder, 'data')
      const at = (name: string): string => join(folder, name)
      const run = async (...words: string[]) => {
        const ended = await tapebook(...words, '--json')
        assert.equal(ended.code, ExitCode.Ok, `${words.join(' ')}: ${ended.out}${ended.err}`)
        return lastRow(ended.out)
      }
      const keyFile = (name: string, mode = 0o600): string => {
        writeFileSync(at(name), `${randomBytes(32).toString('base64')}\n`, { mode })
        return at(name)
      }
      const [key, another] = [keyFile('backup.key'), keyFile('another.key')]
      await withDemo(folder, { alice: generateKey().publicKey }, async () => {
        await run('users', 'create', data, 'ana@example.org')
        const made = await run('backup', data, at('plain'))
        assert.equal(made.people, 'included')
        const sealed = await run('backup', data, at('sealed'), '--backup-key', key)
        assert.equal(sealed.people, 'included')
        assert.equal(sealed.bytes, statSync(at('sealed')).size)
      })
      assert.deepEqual(
        readdirSync(data).filter((name) => name.includes('.tmp')),
        [],
      )
      assert.ok(!readFileSync(at('sealed')).includes('BTCUSD'), 'nothing of it is to be seen')

      const restored = await run('restore', at('sealed'), at('made'), '--backup-key', key)
      assert.equal(restored.people, 'included')
      assert.equal((await run('verify', at('made'))).ok, true)
      assert.equal(statSync(join(at('made'), 'access.db')).mode & 0o777, 0o600)
      // People come back with the master key, which is kept elsewhere.
      copyFileSync(join(data, 'master.key'), join(at('made'), 'master.key'))
      assert.match((await tapebook('users', 'list', at('made'))).out, /ana@example.org/)
      assert.equal((await run('restore', at('plain'), at('also'))).people, 'included')

      const refused = async (why: RegExp, code: number, ...words: string[]) => {
        const ended = await tapebook('restore', at('sealed'), at('none'), ...words)
        assert.deepEqual([ended.code, why.test(ended.err)], [code, true], ended.err)
        assert.ok(
          !readdirSync(folder).includes('none') || readdirSync(at('none')).length === 0,
          'nothing is left',
        )
      }
      await refused(/is encrypted: name the key/, ExitCode.Usage)
      await refused(/sealed under another key/, ExitCode.CannotRead, '--backup-key', another)
      await refused(/can be read by others/, ExitCode.Usage, '--backup-key', keyFile('open.key', 0o644))
      const bytes = readFileSync(at('sealed'))
      const middle = bytes.length >> 1
      bytes[middle] = bytes[middle]! ^ 1
      writeFileSync(at('sealed'), bytes)
      await refused(/damaged or cut off in its piece/, ExitCode.CannotRead, '--backup-key', key)
    })
  },
)
