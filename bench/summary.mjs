// The table of what is asked, what is aimed at and what was measured.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const FLOWS = ['static', 'normal', 'swing25', 'swing40', 'crash']

const times = (value) => `${value >= 100 ? Math.round(value) : value.toFixed(2)}x`
const rate = (value) => `${(value / 1e6).toFixed(2)} M/s`
const thousands = (value) => `${(value / 1e3).toFixed(1)} k/s`
const micros = (value) => `${value.toFixed(0)} us`
const millis = (value) => `${value.toFixed(0)} ms`
const mebibytes = (value) => `${value.toFixed(0)} MiB`
const seconds = (value) => `${value.toFixed(2)} s`

/** One row: which lines it is about, and whether more is better. */
const ROWS = [
  { ...row('`book`, messages', 'book', 'book', rate), isMain: true },
  { ...row('`book` against `matchcore`', 'book', 'book/matchcore', times, 3, 6), isMain: true },
  { ...row('`book` against `orderbook-rs`', 'book', 'book/orderbook-rs', times, 5, 10), isMain: true },
  {
    ...row('`book` against `nodejs-order-book`', 'book', 'book/nodejs-order-book', times, 200, 600),
    isMain: true,
  },
  { ...row('`core`, commands', 'core', 'core', rate), isMain: true },
  { ...row('`core` against our own `book`', 'core', 'core/book', times, 0.4, 0.7), isMain: true },
  row('`core` in batches of 64 against our own `book`', 'core', 'core, batches of 64/book', times, 0.4, 0.7),
  ...['one at a time', 'batches of 64'].flatMap((how, at) => [
    less(
      `10 M resting, all active, ${how}, against 10 k in the same 1,000 books`,
      'scale',
      'cost: 10 M, all active/10 k in 1,000 books',
      how,
      [5, 2.5][at],
      [3, 1.5][at],
    ),
    {
      ...less(
        `10 M resting, all active, ${how}, against 10 k in one book`,
        'scale',
        'cost: 10 M, all active/10 k in 1 book',
        how,
        [5, 2.5][at],
        [3, 1.5][at],
      ),
      isMain: true,
    },
    less(
      `10 M resting, one book of 10 k active, ${how}, against that book alone`,
      'scale',
      'cost: 10 M, one book active/10 k in 1 book',
      how,
      1.3,
      1.1,
    ),
    less(
      `10 M resting, 10 k spread over all books active, ${how}, against 10 k in 1,000 books`,
      'scale',
      'cost: 10 M, 10 k spread active, no takes/10 k in 1,000 books, no takes',
      how,
      1.3,
      1.1,
    ),
  ]),
  {
    ...row('`pipeline`, `disk`, commands', 'pipeline', 'disk', rate, 1e6, undefined, '`core`'),
    isMain: true,
  },
  row('`pipeline`, `memory`, commands', 'pipeline', 'memory', rate),
  {
    ...row('`replay`, every check, commands', 'replay', 'replay', rate, 1e6, undefined, '`core`'),
    isMain: true,
  },
  {
    ...one(
      '`roundtrip` saturation, `disk`, 100 connections, against uWS echo',
      'roundtrip',
      'saturation: disk/uWS echo',
      '100 conn',
      times,
      0.5,
      1,
    ),
    isMain: true,
  },
  one('the same, orders', 'roundtrip', 'saturation: disk', '100 conn', rate),
  one(
    '`roundtrip` saturation, `disk`, 1 connection, against uWS echo',
    'roundtrip',
    'saturation: disk/uWS echo',
    '1 conn',
    times,
  ),
  {
    ...less(
      '`roundtrip` p50 at 1,000/s, 1 connection, against echo + fdatasync',
      'roundtrip',
      'p50 at 1,000/s: disk/(uWS echo + fdatasync)',
      '1 conn',
      2,
      1.1,
    ),
    isMain: true,
  },
  less(
    '`roundtrip` p50 at 1,000/s, 100 connections, against echo + fdatasync',
    'roundtrip',
    'p50 at 1,000/s: disk/(uWS echo + fdatasync)',
    '100 conn',
    2,
    1.1,
  ),
  less(
    '`feeds`, CPU an order of the event loop with 1,100 readers on the feed port, against none',
    'feeds',
    'hot CPU: readers on the feed port/no readers',
    '5000/s',
    1.1,
  ),
  less(
    '`feeds`, p50 of an order with them, against none',
    'feeds',
    'p50: readers on the feed port/no readers',
    '5000/s',
    1.25,
  ),
  one('`feeds`, messages to 1,000 readers of all', 'feeds', 'fan-out', '1000 readers', rate, 0.3e6),
  one('the same against uWS publish', 'feeds', 'fan-out/uWS publish', '1000 readers', times),
  less(
    '`feeds`, memory of the feed port with a tenth mute, at the end against the middle',
    'feeds',
    'memory of the process of the feed port, a tenth mute: end/middle',
    undefined,
  ),
  ...['SQLite', 'PostgreSQL'].flatMap((kind) => [
    one(`\`projections\`, ${kind}, rows written`, 'projections', 'rows written', kind, thousands, 5_000),
    { ...less(`the same, lag p99`, 'projections', 'lag p99', kind, 1), format: seconds },
    one('the same, rebuild, events', 'projections', 'rebuild', kind, thousands, 50_000),
  ]),
  less(
    '`rest` p99 at 500/s against a bare Fastify route and a durable ack',
    'rest',
    'REST p99 against both together',
    'orders',
    2,
  ),
  one('the same, signed orders', 'rest', 'signed orders', 'orders', thousands, 5_000),
  one('the same, CPU an order of the API', 'rest', 'CPU of a signed order, API', 'orders', micros),
  ...['REST reads', 'REST orders'].flatMap((kind) => [
    less(
      `\`rest\`, CPU an order of the hot thread with 500 ${kind} a second, against none`,
      'rest',
      `hot CPU an order: ${kind}/no REST load`,
      'orders',
      1.1,
    ),
    less(
      'the same, p50 of an order on the binary port',
      'rest',
      `binary ack p50: ${kind}/no REST load`,
      'orders',
      1.25,
    ),
    less(
      'the same, p99 of an order on the binary port',
      'rest',
      `binary ack p99: ${kind}/no REST load`,
      'orders',
    ),
  ]),
  {
    ...one(
      '`streams`, orders over the WebSocket API',
      'streams',
      'orders after session.logon',
      'orders',
      thousands,
      20_000,
    ),
    isMain: true,
  },
  ...['streams', 'exchange', 'client'].map((who) =>
    one(`the same, CPU an order, ${who}`, 'streams', `CPU of such an order, ${who}`, 'orders', micros),
  ),
  ...['10,000', '100,000'].flatMap((load) => [
    {
      ...less(
        `\`streams\`, ${load} messages a second to 100 sockets, lag p99`,
        'streams',
        'lag of a message, p99',
        `${load}/s told`,
        100,
      ),
      format: millis,
      isMain: true,
    },
    one('the same, messages', 'streams', 'messages', `${load}/s told`, thousands),
    less(
      'the same, CPU an order of the hot thread, against none',
      'streams',
      'hot CPU of a binary order: read/not read',
      `${load}/s told`,
      1.1,
    ),
    less(
      'the same, p50 of an order on the binary port',
      'streams',
      'binary ack p50: read/not read',
      `${load}/s told`,
      1.25,
    ),
    less(
      'the same, p99 of an order on the binary port',
      'streams',
      'binary ack p99: read/not read',
      `${load}/s told`,
    ),
  ]),
  {
    ...less(
      '`streams`, memory with 10,000 idle sockets',
      'streams',
      'memory with 10000 idle sockets',
      'idle',
      572,
    ),
    format: mebibytes,
    isMain: true,
  },
  {
    ...less(
      '`fix`, p50 of an order at 1 a time, against a bare QuickFIX echo + binary port',
      'fix',
      'FIX p50: ours/(bare + binary)',
      'one at a time',
      1.5,
    ),
    isMain: true,
  },
  { ...less('the same, p50', 'fix', 'order to report over FIX, p50', 'one at a time'), format: micros },
  {
    ...one('`fix`, orders through one session', 'fix', 'one session', 'saturated', thousands, 5_000),
    isMain: true,
  },
  {
    ...one('`fix`, orders through four sessions', 'fix', '4 sessions', 'saturated', thousands, 10_000),
    isMain: true,
  },
  {
    ...less('`fix`, memory with 50 sessions', 'fix', 'memory of the gateway with 50 sessions', 'there', 381),
    format: mebibytes,
    isMain: true,
  },
  {
    ...less('restart, 1 M commands since the snapshot', 'restart', 'events there', 'normal', 5, 1),
    format: seconds,
    isMain: true,
  },
  less('soak, memory of the last tenth against the first', 'soak', 'memory: last tenth/first', undefined),
  less('soak, p99 of the last tenth against the first', 'soak', 'p99: last tenth/first', undefined),
]

/** The worst of the five flows. */
function row(name, bench, subject, format, asked, aim, aimText) {
  return { name, bench, subject, flows: FLOWS, format, asked, aim, aimText, isLess: false }
}

/** One flow, or whichever was measured last. */
function one(name, bench, subject, flow, format, asked, aim) {
  return { name, bench, subject, flows: [flow], format, asked, aim, isLess: false }
}

function less(name, bench, subject, flow, asked, aim) {
  return { name, bench, subject, flows: [flow], format: times, asked, aim, isLess: true }
}

/** Lines of one or more result folders, those of later ones last, and what was left out. */
export function readResults(folders) {
  const lines = folders.flatMap((folder) => {
    const file = join(folder, 'results.jsonl')
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    return text.split('\n').filter(Boolean).map(JSON.parse)
  })
  const left = lines
    .filter(({ note }) => note?.includes('LEFT OUT'))
    .map(({ flow, note }) => `${flow}: ${note}`)
  return { lines, left: [...new Set(left)] }
}

/** What a test holds and no run measures. */
function allocations() {
  const file = new URL('guard/allocations.json', import.meta.url)
  const { book, core } = JSON.parse(readFileSync(file, 'utf8'))
  const verdict = book === 0 && core === 0 ? 'aim' : 'SHORT'
  const measured = `${book} and ${core}, by a test`
  const name = 'steady-state allocations a message in `book` and `core`'
  return { name, isMain: true, asked: '0', aim: '0', measured, verdict, commit: '' }
}

/** The rows, each with what was found for it. */
export function summary(lines) {
  const rows = ROWS.map(({ name, bench, subject, flows, format, asked, aim, aimText, isLess, isMain }) => {
    // The last line of a flow counts: a part may have been run twice.
    const found = flows
      .map((flow) =>
        lines.findLast(
          (line) =>
            line.bench === bench && line.subject === subject && (flow === undefined || line.flow === flow),
        ),
      )
      .filter((line) => typeof line?.value === 'number')
    const limit = (value) => (value === undefined ? '' : `${isLess ? 'at most ' : ''}${format(value)}`)
    const shown = { name, isMain: isMain === true, asked: limit(asked), aim: aimText ?? limit(aim) }
    if (found.length === 0) return { ...shown, measured: 'not measured', verdict: '', commit: '' }
    const worst = found.reduce((a, b) => (a.value > b.value === isLess ? a : b))
    const isHeld = (value) => value !== undefined && (isLess ? worst.value <= value : worst.value >= value)
    const verdict = asked === undefined ? '' : isHeld(aim) ? 'aim' : isHeld(asked) ? 'held' : 'SHORT'
    const partly = found.length < flows.length ? ` (${found.length} of ${flows.length} flows)` : ''
    const where = flows.length > 1 ? `, ${worst.flow}` : ''
    const noisy = worst.noisy ? ', noisy' : ''
    return {
      ...shown,
      measured: `${format(worst.value)}${where}${partly}${noisy}`,
      verdict,
      commit: worst.commit,
    }
  })
  return [...rows, allocations()]
}

/** Rows as Markdown; the commit stands beside a figure where it is asked for. */
export function markdown(rows, withCommit = false) {
  const cells = [
    ['measure', 'at least', 'aim', 'measured', '', ...(withCommit ? ['commit'] : [])],
    ...rows.map(({ name, asked, aim, measured, verdict, commit }) => [
      name,
      asked,
      aim,
      measured,
      verdict,
      ...(withCommit ? [commit] : []),
    ]),
  ]
  const widths = cells[0].map((_, column) => Math.max(3, ...cells.map((line) => line[column].length)))
  const text = cells.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`,
  )
  text.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  return `${text.join('\n')}\n`
}
