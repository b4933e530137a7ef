// Orders at liquidity providers in a database of the gateway's own: each order before it is sent, each outcome before it is
// told, and how far each session was read, in one transaction with what was read.
import { type Database, inDialects, openTables, type Queries } from '@tapebook/database'
import type { OrderKind, OrderSide } from './messages.ts'
import type { EventKind, LpOrder, OrderEvent, OrderState } from './outcome.ts'

const ORDERS = {
  name: 'orders',
  sql: `
CREATE TABLE lp_orders (
  id TEXT NOT NULL PRIMARY KEY, session_id TEXT NOT NULL, symbol TEXT NOT NULL, lp_symbol TEXT NOT NULL,
  side TEXT NOT NULL, kind TEXT NOT NULL, quantity TEXT NOT NULL, price TEXT, deadline_at INT NOT NULL,
  state TEXT NOT NULL, reason TEXT, lp_order_id TEXT, executed TEXT NOT NULL, late TEXT NOT NULL, cost TEXT NOT NULL,
  is_settled INT NOT NULL, cancels INT NOT NULL, created_at INT NOT NULL, updated_at INT NOT NULL
) STRICT;
CREATE INDEX lp_orders_unsettled ON lp_orders (session_id) WHERE is_settled = 0;

CREATE TABLE lp_events (
  number INT NOT NULL PRIMARY KEY, order_id TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
  quantity TEXT, price TEXT, exec_id TEXT, detail TEXT, at INT NOT NULL
) STRICT;
CREATE INDEX lp_events_of_order ON lp_events (order_id, number);

CREATE TABLE lp_sessions (id TEXT NOT NULL PRIMARY KEY, last_in INT NOT NULL) STRICT;
`,
}

const SCHEME = {
  name: 'lp',
  words: "the liquidity providers' database",
  migrations: inDialects([ORDERS], {
    sqlite: { INT: 'INTEGER', STRICT: 'STRICT' },
    postgres: { INT: 'BIGINT', STRICT: '' },
  }),
  lock: 0x6c70_6f72,
}

/** An event as it is told: events are numbered without gaps from 1. */
export interface ToldEvent extends OrderEvent {
  readonly number: number
  readonly orderId: string
  readonly kind: EventKind
  /** State of the order after it. */
  readonly state: OrderState
  /** Ms since 1970 UTC. */
  readonly at: number
}

interface OrderRow {
  id: string
  session_id: string
  symbol: string
  lp_symbol: string
  side: string
  kind: string
  quantity: string
  price: string | null
  deadline_at: number
  state: string
  reason: string | null
  lp_order_id: string | null
  executed: string
  late: string
  cost: string
  is_settled: number
  cancels: number
  created_at: number
  updated_at: number
}

interface EventRow {
  number: number
  order_id: string
  kind: string
  state: string
  quantity: string | null
  price: string | null
  exec_id: string | null
  detail: string | null
  at: number
}

const units = (text: string | null): bigint | undefined => (text === null ? undefined : BigInt(text))
const text = (value: bigint | undefined): string | null => (value === undefined ? null : String(value))

const orderOf = (row: OrderRow): LpOrder => ({
  id: row.id,
  sessionId: row.session_id,
  symbol: row.symbol,
  lpSymbol: row.lp_symbol,
  side: row.side as OrderSide,
  kind: row.kind as OrderKind,
  quantity: BigInt(row.quantity),
  price: units(row.price),
  deadlineAt: row.deadline_at,
  state: row.state as OrderState,
  reason: row.reason ?? undefined,
  lpOrderId: row.lp_order_id ?? undefined,
  executed: BigInt(row.executed),
  late: BigInt(row.late),
  cost: BigInt(row.cost),
  isSettled: row.is_settled === 1,
  cancels: row.cancels,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

const eventOf = (row: EventRow): ToldEvent => ({
  number: row.number,
  orderId: row.order_id,
  kind: row.kind as EventKind,
  state: row.state as OrderState,
  quantity: units(row.quantity),
  price: units(row.price),
  execId: row.exec_id ?? undefined,
  text: row.detail ?? undefined,
  at: row.at,
})

/** Events that one reader is given at once. */
export const EVENTS_MAX = 1_000

export class LpStore {
  readonly #db: Database
  #lastEvent = 0

  private constructor(db: Database) {
    this.#db = db
  }

  /** Opens the database that a URL names, and brings its tables to this build's form. One gateway uses it. */
  static async open(url: string): Promise<LpStore> {
    const db = await openTables(url, SCHEME)
    try {
      await db.migrate()
      const store = new LpStore(db)
      const row = await db.one<{ last: number }>('SELECT coalesce(max(number), 0) AS last FROM lp_events')
      store.#lastEvent = row?.last ?? 0
      return store
    } catch (error) {
      await db.close()
      throw error
    }
  }

  get description(): string {
    return this.#db.description
  }

  async order(id: string): Promise<LpOrder | undefined> {
    const row = await this.#db.one<OrderRow>('SELECT * FROM lp_orders WHERE id = ?', [id])
    return row && orderOf(row)
  }

  /** Orders of which something may still come, oldest first. */
  async unsettled(): Promise<LpOrder[]> {
    const sql = 'SELECT * FROM lp_orders WHERE is_settled = 0 ORDER BY created_at, id'
    return (await this.#db.all<OrderRow>(sql)).map(orderOf)
  }

  /** Events after that number, at most `EVENTS_MAX`. */
  async events(after: number): Promise<ToldEvent[]> {
    const sql = `SELECT * FROM lp_events WHERE number > ? ORDER BY number LIMIT ${EVENTS_MAX}`
    return (await this.#db.all<EventRow>(sql, [after])).map(eventOf)
  }

  /** Number of the last message of a session whose outcome is here; 0 for none. */
  async lastIn(sessionId: string): Promise<number> {
    const row = await this.#db.one<{ last_in: number }>('SELECT last_in FROM lp_sessions WHERE id = ?', [
      sessionId,
    ])
    return row?.last_in ?? 0
  }

  /** All of a session's messages up to that one have been dealt with. */
  async readTo(sessionId: string, number: number): Promise<void> {
    await this.#db.transaction((queries) => readTo(queries, sessionId, number))
  }

  /** Keeps a new order. Throws `Taken` where its id is there. */
  async add(order: LpOrder, events: readonly OrderEvent[]): Promise<ToldEvent[]> {
    return await this.#numbered(async (queries) => {
      await queries.run(`INSERT INTO lp_orders VALUES (${new Array(19).fill('?').join(', ')})`, [
        order.id,
        order.sessionId,
        order.symbol,
        order.lpSymbol,
        order.side,
        order.kind,
        String(order.quantity),
        text(order.price),
        order.deadlineAt,
        order.state,
        order.reason ?? null,
        order.lpOrderId ?? null,
        String(order.executed),
        String(order.late),
        String(order.cost),
        order.isSettled ? 1 : 0,
        order.cancels,
        order.createdAt,
        order.updatedAt,
      ])
      return await this.#tell(queries, order, events)
    })
  }

  /** Keeps what became of an order, and how far its session was read. */
  async change(
    order: LpOrder,
    events: readonly OrderEvent[],
    read?: { readonly sessionId: string; readonly number: number },
  ): Promise<ToldEvent[]> {
    return await this.#numbered(async (queries) => {
      const sql = `UPDATE lp_orders SET state = ?, reason = ?, lp_order_id = ?, executed = ?, late = ?, cost = ?,
        is_settled = ?, cancels = ?, updated_at = ? WHERE id = ?`
      await queries.run(sql, [
        order.state,
        order.reason ?? null,
        order.lpOrderId ?? null,
        String(order.executed),
        String(order.late),
        String(order.cost),
        order.isSettled ? 1 : 0,
        order.cancels,
        order.updatedAt,
        order.id,
      ])
      if (read !== undefined) await readTo(queries, read.sessionId, read.number)
      return await this.#tell(queries, order, events)
    })
  }

  async close(): Promise<void> {
    await this.#db.close()
  }

  /** A transaction that may number events; numbers of one that fails are given again. */
  async #numbered(work: (queries: Queries) => Promise<ToldEvent[]>): Promise<ToldEvent[]> {
    const told = await this.#db.transaction(work)
    this.#lastEvent = told.at(-1)?.number ?? this.#lastEvent
    return told
  }

  async #tell(queries: Queries, order: LpOrder, events: readonly OrderEvent[]): Promise<ToldEvent[]> {
    const told: ToldEvent[] = []
    for (const [at, event] of events.entries()) {
      const number = this.#lastEvent + 1 + at
      const it = { ...event, number, orderId: order.id, state: order.state, at: order.updatedAt }
      await queries.run('INSERT INTO lp_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', [
        number,
        it.orderId,
        it.kind,
        it.state,
        text(it.quantity),
        text(it.price),
        it.execId ?? null,
        it.text ?? null,
        it.at,
      ])
      told.push(it)
    }
    return told
  }
}

async function readTo(queries: Queries, sessionId: string, number: number): Promise<void> {
  const changed = await queries.run('UPDATE lp_sessions SET last_in = ? WHERE id = ?', [number, sessionId])
  if (changed === 0) await queries.run('INSERT INTO lp_sessions VALUES (?, ?)', [sessionId, number])
}
