// Tags such as `req: OB-02` in a comment directly above a test, in Rust and TypeScript.
import { type Files, isGenerated } from './repository.ts'

/** A group of requirements: what it is about, and the number of its last line. */
interface Group {
  readonly title: string
  readonly last: number
}

export const groups: Readonly<Record<string, Group>> = {
  OB: { title: 'Order book and matching', last: 21 },
  OT: { title: 'Order types, time in force, states', last: 20 },
  VR: { title: 'Order validation and pre-trade risk', last: 19 },
  AL: { title: 'Accounts, ledger, reserves, fees', last: 22 },
  ST: { title: 'Settlement', last: 12 },
  EV: { title: 'Persistence, event log, replay, snapshots', last: 20 },
  MD: { title: 'Market data', last: 17 },
  RA: { title: 'REST conventions', last: 16 },
  WS: { title: 'WebSocket channels and message shapes', last: 10 },
  FX: { title: 'FIX gateway', last: 13 },
  EX: { title: 'Execution routing', last: 12 },
  BB: { title: 'Margin engine', last: 14 },
  PM: { title: 'Hedging, netting, exits, trailing', last: 9 },
  LP: { title: 'Liquidity providers', last: 9 },
  LQ: { title: 'Liquidity pools', last: 6 },
  XC: { title: 'External connectors and price feeds', last: 9 },
  WA: { title: 'Wallets, deposits, withdrawals', last: 10 },
  PO: { title: 'Positions', last: 7 },
  NQ: { title: 'Notifications and queues', last: 10 },
  UI: { title: 'Client screens', last: 12 },
  AD: { title: 'Operator screens and commands', last: 16 },
  AU: { title: 'Authentication, roles, rate limits', last: 12 },
  CO: { title: 'Compliance, audit, reporting', last: 9 },
  PL: { title: 'Platform domains', last: 17 },
  OP: { title: 'Observability', last: 8 },
  DP: { title: 'Deployment and disaster recovery', last: 13 },
  PF: { title: 'Performance and capacity', last: 5 },
  DC: { title: 'Design constraints', last: 5 },
  R: { title: 'REST routes', last: 100 },
}

export interface Tag {
  readonly id: string
  readonly file: string
  readonly test: string
}

/** Tags of a file, and what is wrong with some of them. */
export interface Tags {
  readonly tags: readonly Tag[]
  readonly faults: readonly string[]
}

export function isKnownId(id: string): boolean {
  const [, group = '', number] = /^(R(?=-\d{3}$)|[A-Z]{2}(?=-\d\d$))-(\d+)$/.exec(id) ?? []
  const last = groups[group]?.last ?? 0
  return Number(number) >= 1 && Number(number) <= last
}

// Lines that may stand between a tag and its test: attributes, comments, the head of a loop over cases.
const BETWEEN = /^\s*(#\[.*|\/\/.*|for \(.*)$/
const RUST_TEST = /^\s*(?:async )?fn (\w+)/
const NODE_TEST = /^\s*(?:await )?(?:test|it|describe|onEach)(?:\.\w+)?\(\s*(['"`])(.*?)\1/

export function tagsOf(file: string, text: string): Tags {
  const tags: Tag[] = []
  const faults: string[] = []
  const lines = text.split('\n')
  lines.forEach((line, at) => {
    const ids = /^\s*\/\/ req:(.*)$/.exec(line)?.[1]?.trim().split(/\s+/)
    if (!ids) return
    const test = testBelow(lines.slice(at + 1), file.endsWith('.rs') ? RUST_TEST : NODE_TEST)
    const place = `${file}:${at + 1}`
    if (test === undefined) faults.push(`${place}: a requirement tag stands directly above a test`)
    for (const id of ids) {
      if (!isKnownId(id)) faults.push(`${place}: ${id || 'nothing'} is no requirement`)
      else if (test !== undefined) tags.push({ id, file, test })
    }
  })
  return { tags, faults }
}

function testBelow(lines: readonly string[], head: RegExp): string | undefined {
  for (const [at, line] of lines.entries()) {
    // A title may stand on the line after `test(`.
    const found = head.exec(line) ?? head.exec(`${line.trim()}${lines[at + 1]?.trim() ?? ''}`)
    if (found) return found[2] ?? found[1]
    if (!BETWEEN.test(line)) return undefined
  }
  return undefined
}

export function tagsIn(files: Files): Tags {
  const all = [...files]
    .filter(([file, text]) => /\.(rs|ts)$/.test(file) && !isGenerated(text))
    .map(([file, text]) => tagsOf(file, text))
  return { tags: all.flatMap((it) => it.tags), faults: all.flatMap((it) => it.faults) }
}
