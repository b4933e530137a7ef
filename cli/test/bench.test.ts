// That the benchmarks run and say what they are read for; nobody here judges what they measure.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsAddon, tapebook } from './helpers.ts'

interface Figure {
  readonly bench: string
  readonly flow: string
  readonly subject: string
  readonly value: number
  readonly unit: string
}

/** What a short run says, by subject. */
async function figures(...words: string[]): Promise<ReadonlyMap<string, Figure>> {
  const { code, out, err } = await tapebook('bench', ...words, '--seconds', '1', '--json')
  assert.equal(code, 0, err)
  const lines = out.trim().split('\n')
  return new Map(lines.map((line) => JSON.parse(line) as Figure).map((figure) => [figure.subject, figure]))
}

// req: PF-01
test('the REST benchmark says what an order takes, beside what it is held to', needsAddon, async () => {
  const all = await figures('rest', '--rate', '50', '--connections', '8')
  const units: Record<string, string> = {
    'REST order, p99 at 50/s': 'us',
    'bare Fastify route, p99 at 50/s': 'us',
    'durable ack on the binary port, p99 at 50/s': 'us',
    'REST p99 against both together': 'x',
    'signed orders': 'orders/s',
    'CPU of a signed order, API': 'us',
    'hot CPU an order: REST orders/no REST load': 'x',
    'binary ack p50: REST orders/no REST load': 'x',
  }
  for (const [subject, unit] of Object.entries(units)) {
    const { value, ...rest } = all.get(subject) ?? assert.fail(`${subject} is missing`)
    assert.deepEqual([rest.bench, rest.flow, rest.unit], ['rest', 'orders', unit], subject)
    assert.ok(value > 0, `${subject}: ${value}`)
  }
  const p99 = (what: string): number => all.get(`${what}, p99 at 50/s`)?.value ?? 0
  const both = p99('bare Fastify route') + p99('durable ack on the binary port')
  assert.equal(all.get('REST p99 against both together')?.value, p99('REST order') / both)
})

// req: PF-02
test(
  'the benchmark of tables says how many rows are written, how late, and how fast anew',
  needsAddon,
  async () => {
    const all = await figures('projections', '--rate', '200')
    const units = { 'rows written': 'rows/s', 'lag p99': 's', rebuild: 'events/s', 'CPU of an event': 'us' }
    assert.deepEqual([...all.keys()].sort(), Object.keys(units).sort())
    for (const [subject, unit] of Object.entries(units)) {
      const figure = all.get(subject)
      assert.deepEqual([figure?.bench, figure?.flow, figure?.unit], ['projections', 'SQLite', unit], subject)
    }
    assert.ok(all.get('rows written')!.value > 0)
    assert.ok(all.get('rebuild')!.value > 0)
  },
)
