// Every example of the rules of engagement is what it says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageType } from '@tapebook/client'
import { EXAMPLES } from '../generate/examples.ts'
import { isEntry, known, MESSAGES, readEntry, VERSIONS, verify, writeCommand } from '../src/index.ts'
import { counterparty, message, sent, textOf } from './support.ts'

test('there is an example of every message in every version that has it', () => {
  const missing = MESSAGES.flatMap(({ type }) =>
    VERSIONS.filter(
      (version) =>
        known(version, type) !== undefined &&
        !(EXAMPLES[type] ?? []).some(({ versions = VERSIONS }) => versions.includes(version)),
    ).map((version) => `${type} in ${version}`),
  )
  assert.deepEqual(missing, [])
})

test('every example is taken by the table, and is the same when it is written', () => {
  for (const [type, examples] of Object.entries(EXAMPLES))
    for (const { text, versions = VERSIONS } of examples)
      for (const version of versions) {
        if (known(version, type) === undefined) continue
        const it = message(version, text)
        verify(it, version)
        assert.equal(it.type, type)
        assert.equal(textOf(sent(version, it)), text, version)
      }
})

test('every example of a request becomes a command, and that command becomes the request', () => {
  let tried = 0
  for (const [type, examples] of Object.entries(EXAMPLES)) {
    if (!isEntry(type)) continue
    for (const { text, versions = VERSIONS } of examples)
      for (const version of versions) {
        const party = counterparty(version)
        const { command } = readEntry(message(version, text), party)
        tried++
        // What a cancel or replace says beside its command is of the order.
        if (command.type === MessageType.CancelOrder || command.type === MessageType.ReplaceOrder) {
          assert.equal(command.body.targetClientId, 'order-1')
          continue
        }
        const back = sent(version, writeCommand(command, party))
        verify(back, version)
        assert.deepEqual(readEntry(back, party).command, command, `${version} ${text}`)
      }
  }
  assert.ok(tried > 40)
})
