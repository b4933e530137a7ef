import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { needsAddon, startVenue, until } from './helpers.ts'

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { key: string; value: { intValue?: number; stringValue?: string } }[]
  readonly status?: { code?: number }
}

interface Export {
  readonly resourceSpans: readonly { scopeSpans: readonly { spans: readonly Span[] }[] }[]
}

// req: OP-07
test('one order is followed from its request to the tables', needsAddon, async (t) => {
  const spans: Span[] = []
  const paths = new Set<string>()
  // A collector, as far as it takes spans.
  const collector = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { resourceSpans } = JSON.parse(Buffer.concat(parts).toString()) as Export
    spans.push(...resourceSpans.flatMap((it) => it.scopeSpans.flatMap((scope) => scope.spans)))
    paths.add(request.url ?? '')
    response.setHeader('content-type', 'application/json')
    response.end('{}')
  })
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  t.after(() => collector.close())
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  process.env.OTEL_BSP_SCHEDULE_DELAY = '50'
  const venue = await startVenue(t)
  const person = await venue.person('tracy')
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const caller = 'b7ad6b7169203331'
  const answer = await person.call('POST', '/api/v2/orders', {
    body: { pair: 'BTCUSD', side: 'buy', type: 'limit', price: '60000', quantity: '0.1' },
    headers: { traceparent: `00-${traceId}-${caller}-01` },
  })
  assert.equal(answer.status, 201)
  const names = ['session request', 'core sequence', 'journal durable', 'events', 'tables']
  const ours = (): Span[] => spans.filter((span) => span.traceId === traceId)
  await until(() => ours().length === names.length + 1)
  assert.deepEqual([...paths], ['/v1/traces'])
  const named = (name: string): Span => ours().find((span) => span.name === name) ?? assert.fail(name)
  const request = named('POST /api/v2/orders')
  assert.equal(request.parentSpanId, caller)
  const session = named('session request')
  assert.equal(session.parentSpanId, request.spanId)
  const sequences = new Set<number | undefined>()
  let end = session.startTimeUnixNano
  for (const name of names.slice(1)) {
    const span = named(name)
    assert.equal(span.parentSpanId, session.spanId, name)
    assert.notEqual(span.status?.code, 2, name)
    const attribute = (key: string) => span.attributes.find((it) => it.key === key)?.value.intValue
    assert.equal(attribute('tapebook.order_id'), answer.body.data.id, name)
    sequences.add(attribute('tapebook.sequence'))
    // Each begins where the one before ended; rows are made beside the answer.
    if (name !== 'tables') {
      assert.equal(span.startTimeUnixNano, end, name)
      end = span.endTimeUnixNano
    }
    assert.ok(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano), name)
  }
  assert.equal(sequences.size, 1)
  assert.ok(([...sequences][0] ?? 0) > 0)
  assert.equal(named('tables').startTimeUnixNano, named('journal durable').endTimeUnixNano)

  // A request without a caller's trace begins one; a refused order says so.
  const refused = await person.call('POST', '/api/v2/orders', {
    body: { pair: 'BTCUSD', side: 'buy', type: 'limit', price: '60000', quantity: '100' },
  })
  assert.equal(refused.status, 422)
  const failed = (): Span | undefined =>
    spans.find((span) => span.name === 'session request' && span.status?.code === 2)
  await until(() => failed() !== undefined)
  assert.notEqual(failed()?.traceId, traceId)
})
