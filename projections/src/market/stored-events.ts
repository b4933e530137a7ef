// What happened to each account's money from outside, as events with hashes (EV-05, EV-06, EV-09): an account is an
// aggregate, its events have versions without gaps, and each hash covers the one before.
import { createHash } from 'node:crypto'
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'

export const AGGREGATES = table('aggregates', { account: 'int', version: 'int', hash: 'text' }, ['account'])

export const STORED_EVENTS = table(
  'stored_events',
  {
    aggregate: 'int',
    aggregate_version: 'int',
    event_class: 'text',
    event_data: 'text',
    meta_data: 'text',
    hash: 'text',
    sequence: 'int',
    created_at: 'long',
  },
  [],
)

export type EventClass = 'AccountCreated' | 'MoneyAdded' | 'MoneySubtracted' | 'MoneyTransferred'

type Aggregate = Row<typeof AGGREGATES>
type StoredEvent = Row<typeof STORED_EVENTS>

/** Of a command that took effect. */
interface Report {
  readonly sequence: bigint
  readonly time: bigint
  readonly session: number
}

/** SHA-256 over the hash before and the event; what was stored can be checked by it. */
export function hashOf(before: string, event: Omit<StoredEvent, 'hash'>): string {
  const { aggregate, aggregate_version, event_class, event_data, created_at } = event
  return createHash('sha256')
    .update(`${before}\n${aggregate}\n${aggregate_version}\n${event_class}\n${event_data}\n${created_at}`)
    .digest('hex')
}

export class StoredEvents {
  readonly #aggregates = new Map<number, Aggregate>()
  readonly #toAggregates: Writer<typeof AGGREGATES>
  readonly #to: Writer<typeof STORED_EVENTS>

  constructor(changes: Changes) {
    this.#toAggregates = changes.writer(AGGREGATES)
    this.#to = changes.writer(STORED_EVENTS)
  }

  async load(database: Database): Promise<void> {
    for (const row of await database.load(AGGREGATES)) this.#aggregates.set(row.account, row)
  }

  add(account: number, event_class: EventClass, data: Record<string, string | number>, report: Report): void {
    let aggregate = this.#aggregates.get(account)
    if (aggregate === undefined) {
      aggregate = { account, version: 0, hash: '' }
      this.#aggregates.set(account, aggregate)
    }
    const event = {
      aggregate: account,
      aggregate_version: ++aggregate.version,
      event_class,
      event_data: JSON.stringify(data),
      meta_data: JSON.stringify({ session: report.session }),
      sequence: Number(report.sequence),
      created_at: report.time,
    }
    aggregate.hash = hashOf(aggregate.hash, event)
    this.#toAggregates.put(aggregate)
    this.#to.put({ ...event, hash: aggregate.hash })
  }
}
