// Orders at liquidity providers: kept, then sent; heard, then kept, then told. One thing at a time, in the order of arrival.
import { Histogram } from 'prom-client'
import type { FixMessage } from '../message.ts'
import {
  askStatus,
  cancelOrder,
  isUnknownThere,
  newOrder,
  type OrderKind,
  type OrderSide,
  type OrderWords,
  readReport,
  textOf,
  unitsOf,
} from './messages.ts'
import { expired, isOpen, type LpOrder, type Outcome, reported, unknownThere } from './outcome.ts'
import type { LpStore, ToldEvent } from './store.ts'

/** What somebody wants a provider to fill. */
export interface NewLpOrder {
  /** The caller's own, for good: the same one with the same content is the same order. */
  readonly id: string
  readonly session: string
  readonly symbol: string
  readonly side: OrderSide
  readonly kind: OrderKind
  /** Decimal strings. */
  readonly quantity: string
  readonly price?: string
  /** How long the provider has to answer, in ms; the session's `orderTimeout` where left out. */
  readonly deadlineMs?: number
}

export type RefusalCode =
  | 'UNKNOWN_SESSION'
  | 'UNKNOWN_SYMBOL'
  | 'NOT_A_TRADING_SESSION'
  | 'NOT_CONNECTED'
  | 'INVALID_FIELD'
  | 'DUPLICATE_ID'
  | 'NOT_FOUND'
  | 'BUSY'

/** What was asked for was not taken, and changed nothing. */
export class LpRefusal extends Error {
  override readonly name = 'LpRefusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.code = code
  }
}

/** What orders need of the sessions. */
export interface OrderPorts {
  readonly store: LpStore
  now(): number
  isConnected(sessionId: string): boolean
  send(sessionId: string, message: FixMessage): void
  /** In their order, each after it is on the disk. */
  onEvent(event: ToldEvent, order: LpOrder): void
  onTrouble(why: string): void
}

/** A session and one of its symbols, as an order needs them. */
export interface Route {
  readonly lpSymbol: string
  readonly orderTimeoutMs: number
}

const ID = /^[A-Za-z0-9_./-]{1,48}$/
/** Things that wait for the disk; more are refused. */
const WAITING_MAX = 1_000
export const DEADLINE_MAX_MS = 600_000
/** A timer that runs late is tried again, in ms. */
const DISK_AGAIN_MS = 1_000

const wordsOf = (order: LpOrder): OrderWords => ({
  id: order.id,
  lpSymbol: order.lpSymbol,
  side: order.side,
  kind: order.kind,
  quantity: textOf(order.quantity),
  price: order.price === undefined ? null : textOf(order.price),
})

const isSame = (a: LpOrder, b: LpOrder): boolean =>
  a.sessionId === b.sessionId &&
  a.symbol === b.symbol &&
  a.side === b.side &&
  a.kind === b.kind &&
  a.quantity === b.quantity &&
  a.price === b.price

/** The order as asked for. Throws INVALID_FIELD. */
function orderOf(asked: NewLpOrder, route: Route, now: number): LpOrder {
  const bad = (field: string): never => {
    throw new LpRefusal('INVALID_FIELD', `${field} is not valid`)
  }
  const { id, session: sessionId, symbol, side, kind, deadlineMs = route.orderTimeoutMs } = asked
  if (typeof id !== 'string' || !ID.test(id)) bad('id')
  if (side !== 'buy' && side !== 'sell') bad('side')
  if (kind !== 'market' && kind !== 'limit') bad('kind')
  if ((kind === 'limit') !== (asked.price !== undefined)) bad('price')
  const price = unitsOf(asked.price)
  if (asked.price !== undefined && (price === undefined || price === 0n)) bad('price')
  const quantity = unitsOf(asked.quantity) ?? 0n
  if (quantity === 0n) bad('quantity')
  if (!Number.isInteger(deadlineMs) || deadlineMs < 1 || deadlineMs > DEADLINE_MAX_MS) bad('deadlineMs')
  const { lpSymbol } = route
  const words = { id, sessionId, symbol, lpSymbol, side, kind, quantity, price }
  const begin = { state: 'PENDING_LP', reason: undefined, lpOrderId: undefined, isSettled: false } as const
  const nothing = { executed: 0n, late: 0n, cost: 0n, cancels: 0 }
  return { ...words, ...begin, ...nothing, deadlineAt: now + deadlineMs, createdAt: now, updatedAt: now }
}

export class LpOrders {
  readonly #ports: OrderPorts
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #sentAt = new Map<string, number>()
  readonly #lastAnswer = new Map<string, number>()
  /** From sending an order to the first word of its provider, by session. */
  readonly answers = new Histogram({
    name: 'tapebook_lp_answer_seconds',
    help: 'From sending an order to the first word of the provider.',
    labelNames: ['session'],
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [],
  })
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #isClosed = false

  constructor(ports: OrderPorts) {
    this.#ports = ports
  }

  /** From sending the newest order that was answered over a session to its provider's first word, in seconds. */
  lastAnswer(sessionId: string): number | undefined {
    return this.#lastAnswer.get(sessionId)
  }

  /** Deadlines of what an earlier gateway left, also those that passed meanwhile. Gives how many orders that are. */
  async recover(): Promise<number> {
    const orders = await this.#ports.store.unsettled()
    for (const order of orders) if (isOpen(order)) this.#watch(order)
    return orders.length
  }

  /** Keeps an order and sends it. Throws `LpRefusal`. */
  async submit(asked: NewLpOrder, route: Route): Promise<LpOrder> {
    const { store, now, isConnected, send } = this.#ports
    const order = orderOf(asked, route, now())
    if (this.#waiting >= WAITING_MAX) throw new LpRefusal('BUSY', 'too many orders wait for the disk')
    return await this.#inTurn(async () => {
      const known = await store.order(order.id)
      if (known !== undefined) {
        if (!isSame(known, order)) throw new LpRefusal('DUPLICATE_ID', `${order.id} is another order`)
        return known
      }
      if (!isConnected(order.sessionId))
        throw new LpRefusal('NOT_CONNECTED', `${order.sessionId} is not connected`)
      const sent = { kind: 'sent', quantity: order.quantity, price: order.price } as const
      const told = await store.add(order, [{ ...sent, execId: undefined, text: undefined }])
      // From here on it may be at the provider, whatever becomes of this process.
      send(order.sessionId, newOrder(wordsOf(order), now()))
      this.#sentAt.set(order.id, performance.now())
      this.#watch(order)
      this.#tell(told, order)
      return order
    })
  }

  /** Takes 35=8, 35=9 or 35=j of a session; `number` is its sequence number, which counts as read with it. */
  async heard(sessionId: string, message: FixMessage, number: number): Promise<void> {
    const { store, onTrouble } = this.#ports
    const report = readReport(message)
    await this.#inTurn(async () => {
      const order = report && (await store.order(report.orderId))
      if (report === undefined || order === undefined || order.sessionId !== sessionId) {
        onTrouble(
          `${sessionId}: a message of type ${message.type} about no order of ours: ${report?.orderId}`,
        )
        return await store.readTo(sessionId, number)
      }
      const begun = this.#sentAt.get(order.id)
      if (begun !== undefined) {
        const seconds = (performance.now() - begun) / 1_000
        this.answers.observe({ session: sessionId }, seconds)
        this.#lastAnswer.set(sessionId, seconds)
      }
      this.#sentAt.delete(order.id)
      const outcome = isUnknownThere(message) ? unknownThere(order) : reported(order, report)
      await this.#keep(order, outcome, { sessionId, number })
    })
  }

  /** Other messages of a session have been dealt with up to that number. */
  async readTo(sessionId: string, number: number): Promise<void> {
    await this.#inTurn(() => this.#ports.store.readTo(sessionId, number))
  }

  /** A session is there (again): asks for what is not settled, and cancels once more what has expired. */
  async loggedOn(sessionId: string): Promise<void> {
    const { store, send } = this.#ports
    await this.#inTurn(async () => {
      for (const order of await store.unsettled()) {
        if (order.sessionId !== sessionId) continue
        if (isOpen(order)) send(sessionId, askStatus(wordsOf(order)))
        else await this.#cancel(order)
      }
    })
  }

  /** Waits for what is under way; deadlines stop. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    await this.#last
  }

  #watch(order: LpOrder): void {
    const wait = Math.max(order.deadlineAt - this.#ports.now(), 0)
    this.#timers.set(
      order.id,
      setTimeout(() => void this.#expire(order.id), wait),
    )
  }

  async #expire(id: string): Promise<void> {
    const { store, onTrouble } = this.#ports
    try {
      await this.#inTurn(async () => {
        const order = await store.order(id)
        const outcome = order && expired(order)
        this.#timers.delete(id)
        if (order === undefined || outcome === undefined) return
        await this.#keep(order, outcome)
        await this.#cancel(outcome.order)
      })
    } catch (error) {
      onTrouble(`${id}: its end could not be kept: ${(error as Error).message}`)
      if (!this.#isClosed)
        this.#timers.set(
          id,
          setTimeout(() => void this.#expire(id), DISK_AGAIN_MS),
        )
    }
  }

  /** Asks the provider to end it, if the session is there; else that is done when it is. */
  async #cancel(order: LpOrder): Promise<void> {
    const { store, now, isConnected, send } = this.#ports
    if (!isConnected(order.sessionId)) return
    const next = { ...order, cancels: order.cancels + 1, updatedAt: now() }
    await store.change(next, [])
    send(order.sessionId, cancelOrder(wordsOf(next), next.cancels, now()))
  }

  async #keep(
    order: LpOrder,
    outcome: Outcome,
    read?: { readonly sessionId: string; readonly number: number },
  ): Promise<void> {
    const next = { ...outcome.order, updatedAt: this.#ports.now() }
    const told = await this.#ports.store.change(next, outcome.events, read)
    if (isOpen(order) && !isOpen(next)) {
      clearTimeout(this.#timers.get(order.id))
      this.#timers.delete(order.id)
    }
    this.#tell(told, next)
  }

  #tell(events: readonly ToldEvent[], order: LpOrder): void {
    for (const event of events) this.#ports.onEvent(event, order)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++
    const mine = this.#last.then(work, work).finally(() => {
      this.#waiting--
    })
    this.#last = mine.catch(() => undefined)
    return mine
  }
}
