// What a crash in the middle of a first start leaves behind.
import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newDirectory } from '@tapebook/testing'
import { enrol } from '../src/enrol.ts'

const read = (file: string): string => readFileSync(file, 'utf8')

test('keys are made once, for their owner alone', (t) => {
  const directory = newDirectory(t)
  const first = enrol(directory)
  assert.equal(first.isNew, true)
  const made = Object.values(first.keys).map(read)
  for (const file of Object.values(first.keys)) assert.equal(statSync(file).mode & 0o777, 0o600)
  const again = enrol(directory)
  assert.deepEqual([again.isNew, Object.values(again.keys).map(read)], [false, made])
  const names = Object.keys(first.keys).map((part) => `${part}.pem`)
  assert.deepEqual(readdirSync(join(directory, 'api')).sort(), names.sort())
})

test('files that a power cut left empty, or half written, count as none', (t) => {
  const directory = newDirectory(t)
  const folder = join(directory, 'api')
  mkdirSync(folder)
  writeFileSync(join(folder, 'gateway.pem'), '')
  writeFileSync(join(folder, 'operator.pem.new'), 'half a k', { mode: 0o600 })
  for (const text of ['', 'x', '1.5', '-1', '0']) {
    writeFileSync(join(folder, 'withdrawals'), text)
    assert.equal(enrol(directory).withdrawals, undefined, text)
  }
  writeFileSync(join(folder, 'withdrawals'), '17')
  const { keys, withdrawals } = enrol(directory)
  assert.equal(withdrawals, 17)
  for (const file of Object.values(keys)) {
    assert.equal(createPrivateKey(read(file)).asymmetricKeyType, 'ed25519')
    assert.equal(statSync(file).mode & 0o777, 0o600)
  }
})
