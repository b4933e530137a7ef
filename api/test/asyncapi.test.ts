import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Parser } from '@asyncapi/parser'
import { isBodyType, messages } from '@tapebook/schema'
import { Ajv } from 'ajv'
import { WebSocket } from 'ws'
import { asyncapi } from '../src/http/asyncapi.ts'
import { needsAddon, startVenue, until } from './helpers.ts'

// req: RA-15
test('the document of the streams is AsyncAPI 3, and has every message of the binary port', async () => {
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncapi('127.0.0.1:8080')))
  const errors = diagnostics.filter(({ severity }) => severity === 0)
  assert.deepEqual(errors, [])
  const channel = document!.channels().get('binary')!
  const named = new Map(
    channel
      .messages()
      .all()
      .map((it) => [it.name(), it.json<Record<string, unknown>>()]),
  )
  // Types from 0x0100 are sent; those below are the sequencer's own.
  const sent = Object.values(messages).filter(({ type }) => type >= 0x0100)
  assert.deepEqual([...named.keys()].sort(), sent.map(({ name }) => name).sort())
  for (const { type, name } of sent) assert.equal(named.get(name)?.['x-message-type'], type)
  const { payload } = named.get('NewOrder') as {
    payload: { 'x-size': number; properties: Record<string, object> }
  }
  assert.ok(isBodyType(0x0201))
  assert.equal(payload['x-size'], messages[0x0201].size)
  assert.deepEqual(Object.keys(payload.properties).slice(0, 4), ['request', 'instrument', 'side', 'type'])
})

// req: RA-15 WS-06
test('what the stream says is as its document has it', needsAddon, async (t) => {
  const { base, call, alice, bob } = await startVenue(t)
  const { body } = await call('GET', '/docs/asyncapi.json')
  assert.equal(body.servers.api.host, base.replace('http://', ''))
  const ajv = new Ajv({ strict: false })
  const { Quote, LastTrade } = body.components.messages
  const checks = new Map([
    ['quote', ajv.compile(Quote.payload)],
    ['trade', ajv.compile(LastTrade.payload)],
  ])
  const reader = new WebSocket(`${base.replace('http', 'ws')}/v1/market-data/BTCUSD`)
  t.after(() => reader.terminate())
  const seen = new Set<string>()
  const wrong: unknown[] = []
  reader.on('message', (bytes) => {
    const message = JSON.parse(String(bytes)) as { type: string }
    seen.add(message.type)
    const check = checks.get(message.type)
    if (check === undefined || !check(message)) wrong.push([message, check?.errors])
  })
  await new Promise((resolve) => reader.once('open', resolve))
  const btc = await alice.instrument('BTCUSD')
  await alice.newOrder({ instrument: btc, side: 1, price: '64000', quantity: '0.1' })
  await bob.newOrder({ instrument: btc, side: 0, price: '64000', quantity: '0.1' })
  await until(() => seen.size === 2)
  assert.deepEqual(wrong, [])
})
