import { EventEmitter } from 'node:events'
import {
  BookOrder,
  OrderAction,
  OrderChange,
  type OrdersSnapshot,
  type OrdersUpdate,
  Side,
} from '@tapebook/schema'
import { crc32c } from './crc32c.ts'
import { placeOf } from './levels.ts'

// How many orders of each side the checksum covers, and the bytes of each there: id, price, quantity.
const CHECKED_ORDERS = 10
const CHECKED_BYTES = 24

interface OrderBookEvents {
  /** The changes of whole commands, as they come; none for a snapshot. Before `update`. */
  changes: [changes: readonly OrderChange[], book: OrderBook]
  /** A snapshot took the place of all that was there. Before `update`. */
  snapshot: [book: OrderBook]
  /** The book changed by whole commands, and its checksum fits. */
  update: [book: OrderBook]
  /** The book no longer stands (why); what is missing, or a snapshot, has been asked for. */
  stale: [why: string]
}

/** A displayed order. */
export interface DisplayedOrder {
  readonly orderId: bigint
  readonly side: Side
  readonly price: bigint
  readonly quantity: bigint
}

interface Level {
  readonly price: bigint
  /** In the order of their arrival, which a Map keeps. */
  readonly orders: Map<bigint, DisplayedOrder>
}

/** One side, best price first. */
class Queues {
  readonly levels: Level[] = []
  readonly #side: Side

  constructor(side: Side) {
    this.#side = side
  }

  /** Sets an order, a new one at the end of its queue; a quantity of 0 takes it out. False if there was none. */
  set(order: DisplayedOrder): boolean {
    const at = placeOf(this.levels, this.#side, order.price)
    let level = this.levels[at]
    if (level?.price !== order.price) {
      if (order.quantity === 0n) return false
      level = { price: order.price, orders: new Map() }
      this.levels.splice(at, 0, level)
    }
    if (order.quantity > 0n) {
      level.orders.set(order.orderId, order)
      return true
    }
    const found = level.orders.delete(order.orderId)
    if (level.orders.size === 0) this.levels.splice(at, 1)
    return found
  }

  *orders(): Generator<DisplayedOrder> {
    for (const { orders } of this.levels) yield* orders.values()
  }
}

/**
 * Depth by order (L3) of one instrument, kept from a snapshot and every change. Gaps and checksums are checked;
 * while `ready` is false the orders are not to be trusted.
 */
export class OrderBook extends EventEmitter<OrderBookEvents> {
  readonly instrument: number
  /** Does the book stand? */
  ready = false
  /** Number of the last frame of this feed. */
  feedSequence = 0n
  /** Last command the book includes. */
  sequence = 0n
  /** Time of that command. */
  time = 0n

  #sides: readonly [Queues, Queues] = [new Queues(Side.Buy), new Queues(Side.Sell)]
  #nextPart = 0
  #mayResume = false
  /** Changes that were not told yet; gathered where somebody listens. */
  #changes: OrderChange[] = []
  readonly #scratch = Buffer.alloc(2 * CHECKED_ORDERS * CHECKED_BYTES)

  constructor(instrument: number) {
    super()
    this.instrument = instrument
  }

  /** Orders of a side in the order they would trade. */
  orders(side: Side): Generator<DisplayedOrder> {
    return this.#sides[side].orders()
  }

  /** Price and quantity of a side, best first. */
  *levels(side: Side): Generator<{ price: bigint; quantity: bigint; orders: number }> {
    for (const { price, orders } of this.#sides[side].levels) {
      let quantity = 0n
      for (const order of orders.values()) quantity += order.quantity
      yield { price, quantity, orders: orders.size }
    }
  }

  /** CRC-32C over the first ten orders of each side, as the server computes it. */
  checksum(): number {
    let at = 0
    for (const queues of this.#sides) {
      let count = 0
      for (const { orderId, price, quantity } of queues.orders()) {
        if (count++ === CHECKED_ORDERS) break
        this.#scratch.writeBigUInt64LE(orderId, at)
        this.#scratch.writeBigInt64LE(price, at + 8)
        this.#scratch.writeBigUInt64LE(quantity, at + 16)
        at += CHECKED_BYTES
      }
    }
    return crc32c(this.#scratch, at)
  }

  /** Resolves when the book stands. */
  whenReady(): Promise<this> {
    if (this.ready) return Promise.resolve(this)
    return new Promise((resolve) => this.once('update', () => resolve(this)))
  }

  /** Where a resume may begin, or zeros. */
  get position(): { feedSequence: bigint; sequence: bigint } {
    if (!this.#mayResume) return { feedSequence: 0n, sequence: 0n }
    return { feedSequence: this.feedSequence, sequence: this.sequence }
  }

  /** The server goes on where this book stopped. */
  resumed(): void {
    this.ready = true
    this.emit('update', this)
  }

  /** Takes a part of a snapshot; says what is wrong with it, or null. */
  snapshot(head: OrdersSnapshot, entries: Uint8Array): string | null {
    this.#mayResume = false
    if (head.part === 0) {
      this.ready = false
      this.#sides = [new Queues(Side.Buy), new Queues(Side.Sell)]
      this.#nextPart = 0
    } else if (this.ready) return `part ${head.part} of a snapshot without its beginning`
    if (head.part !== this.#nextPart) return `part ${head.part} of a snapshot where ${this.#nextPart} was due`
    this.#nextPart++
    if (entries.length !== head.count * BookOrder.SIZE) return 'a snapshot of another length than it says'
    const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength)
    for (let at = 0; at < entries.length; at += BookOrder.SIZE) {
      const { orderId, side, price, quantity } = BookOrder.read(view, at)
      this.#sides[side].set({ orderId, side, price, quantity })
    }
    this.#moveTo(head)
    this.#changes = []
    return head.last === 1 ? this.#check(head.checksum, 'snapshot') : null
  }

  /** Takes changes; says what is wrong with them, or null. Changes before the snapshot are passed over. */
  update(head: OrdersUpdate, entries: Uint8Array): string | null {
    if (!this.ready) return null
    if (head.feedSequence !== this.feedSequence + 1n) {
      return `feed sequence ${head.feedSequence} after ${this.feedSequence}`
    }
    if (entries.length !== head.count * OrderChange.SIZE) return 'an update of another length than it says'
    this.#mayResume = false
    const isHeard = this.listenerCount('changes') > 0
    const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength)
    for (let at = 0; at < entries.length; at += OrderChange.SIZE) {
      const change = OrderChange.read(view, at)
      const { orderId, side, price, quantity, action } = change
      if (isHeard) this.#changes.push(change)
      const fits = this.#sides[side].set({ orderId, side, price, quantity })
      if (!fits) return `a change (${action}) of order ${orderId}, which is not here`
      if (action === OrderAction.Add && quantity === 0n) return `order ${orderId} was added with nothing`
    }
    this.#moveTo(head)
    return head.more === 1 ? null : this.#check(head.checksum, 'changes')
  }

  /** The book no longer stands; `keep` it for a resume, if it was whole. */
  invalidate(why: string, keep = false): void {
    this.#mayResume &&= keep
    this.ready = false
    this.#nextPart = 0
    this.emit('stale', why)
  }

  #moveTo(head: { feedSequence: bigint; sequence: bigint; time: bigint }): void {
    this.feedSequence = head.feedSequence
    this.sequence = head.sequence
    this.time = head.time
  }

  #check(expected: number, by: 'changes' | 'snapshot'): string | null {
    const actual = this.checksum()
    if (actual !== expected) return `checksum ${actual} where the server has ${expected}`
    this.ready = true
    this.#mayResume = true
    if (by === 'snapshot') this.emit('snapshot', this)
    else if (this.#changes.length > 0) {
      const changes = this.#changes
      this.#changes = []
      this.emit('changes', changes, this)
    }
    this.emit('update', this)
    return null
  }
}
