import type { Side } from '@tapebook/schema'
import { type BookSides, emptyBook, Levels, opposite, sideOf } from './levels.ts'

/** A request that makes the server's book follow the feed. Ids are client ids, so none has to wait for an answer. */
export type FlowRequest =
  | { readonly kind: 'rest' | 'take'; clientId: string; side: Side; price: number; quantity: number }
  | { readonly kind: 'cancel'; clientId: string; target: string }
  | { readonly kind: 'reduce'; clientId: string; target: string; quantity: number }

/** How a feed names an order. */
export type OrderKey = number | bigint

interface FeedOrder {
  readonly key: OrderKey | undefined
  readonly side: Side
  readonly price: number
  /** Total as the server knows it: what is open and what was filled. */
  total: number
  open: number
  /** The latest client id of its chain; empty while the order is parked. */
  clientId: string
}

export interface FeedCounts {
  adds: number
  reductions: number
  deletes: number
  executions: number
  replaces: number
  /** Events of orders from before the feed that no level stands for. */
  unknown: number
  /** Orders that would have crossed the book as they came, kept aside until they fit. */
  parked: number
  /** Executions of an order that was not first in its book; done by reducing the order itself. */
  out_of_turn: number
}

/**
 * The book as a feed describes it, order by order, and the requests that make a server's book the same.
 *
 * A feed tells what happened in a market with its own auctions and hidden orders; ours only trades continuously. An
 * execution becomes an aggressive order from a second account where that meets exactly the order named, and a smaller
 * order otherwise. An order that would cross waits outside the book.
 */
export class FeedBook {
  readonly book: BookSides = emptyBook()
  readonly counts: FeedCounts = {
    adds: 0,
    reductions: 0,
    deletes: 0,
    executions: 0,
    replaces: 0,
    unknown: 0,
    parked: 0,
    out_of_turn: 0,
  }
  readonly #send: (request: FlowRequest) => void
  readonly #nextClientId: () => string
  readonly #orders = new Map<OrderKey, FeedOrder>()
  /** Orders by price in the order of their arrival, one map a side. */
  readonly #queues = [new Map<number, FeedOrder[]>(), new Map<number, FeedOrder[]>()] as const
  /** Quantity before the feed began, by price: it stands for orders the feed names later. */
  readonly #before = [new Map<number, FeedOrder>(), new Map<number, FeedOrder>()] as const
  /** Orders kept aside, one list a side, from the price that reaches furthest to the one that will fit first. */
  readonly #parked = [[], []] as readonly [FeedOrder[], FeedOrder[]]

  constructor(send: (request: FlowRequest) => void, nextClientId: () => string) {
    this.#send = send
    this.#nextClientId = nextClientId
  }

  /** A level that stood before the feed began. */
  addBefore(side: Side, price: number, quantity: number): void {
    const order: FeedOrder = { key: undefined, side, price, total: quantity, open: quantity, clientId: '' }
    this.#before[side].set(price, order)
    this.#rest(order)
  }

  add(key: OrderKey, side: Side, price: number, quantity: number): void {
    this.counts.adds++
    const order: FeedOrder = { key, side, price, total: quantity, open: quantity, clientId: '' }
    this.#orders.set(key, order)
    if (this.#crosses(order)) {
      this.counts.parked++
      this.#park(order)
    } else this.#rest(order)
  }

  /** Part of an order was canceled. Side and price find a level of before where the key is unknown. */
  reduce(key: OrderKey, by: number, side?: Side, price?: number): void {
    this.counts.reductions++
    const order = this.#find(key, side, price)
    if (order) this.#takeOff(order, by)
  }

  /** An order was deleted; `quantity` counts where it stood in a level of before. */
  delete(key: OrderKey, side?: Side, price?: number, quantity?: number): void {
    this.counts.deletes++
    const order = this.#find(key, side, price)
    if (order) this.#takeOff(order, order.key === undefined ? (quantity ?? order.open) : order.open)
  }

  /** A visible order was executed. */
  execute(key: OrderKey, quantity: number, side?: Side, price?: number): void {
    this.counts.executions++
    const order = this.#find(key, side, price)
    if (!order) return
    const best = sideOf(this.book, order.side).best()
    const first = best && this.#queues[order.side].get(best[0])?.[0]
    if (order !== first) {
      this.counts.out_of_turn++
      return this.#takeOff(order, quantity)
    }
    const taken = Math.min(quantity, order.open)
    const clientId = this.#nextClientId()
    this.#send({ kind: 'take', clientId, side: opposite(order.side), price: order.price, quantity: taken })
    this.#lower(order, taken)
    this.#unpark()
  }

  /** An order was replaced by another with a place of its own in the queue. */
  replace(key: OrderKey, newKey: OrderKey, price: number, quantity: number): void {
    this.counts.replaces++
    const order = this.#orders.get(key)
    if (!order) {
      this.counts.unknown++
      return
    }
    this.#takeOff(order, order.open)
    this.counts.adds--
    this.add(newKey, order.side, price, quantity)
  }

  #find(key: OrderKey, side: Side | undefined, price: number | undefined): FeedOrder | undefined {
    let order = this.#orders.get(key)
    if (!order && side !== undefined && price !== undefined) order = this.#before[side].get(price)
    if (!order) this.counts.unknown++
    return order
  }

  #takeOff(order: FeedOrder, by: number): void {
    const off = Math.min(by, order.open)
    if (order.clientId === '') {
      order.open -= off
      // An empty one leaves the list when its turn comes.
      if (order.open === 0 && order.key !== undefined) this.#orders.delete(order.key)
      return
    }
    const target = order.clientId
    const clientId = this.#nextClientId()
    if (off === order.open) this.#send({ kind: 'cancel', clientId, target })
    else {
      order.total -= off
      order.clientId = clientId
      this.#send({ kind: 'reduce', clientId, target, quantity: order.total })
    }
    this.#lower(order, off)
    this.#unpark()
  }

  #rest(order: FeedOrder): void {
    order.clientId = this.#nextClientId()
    order.total = order.open
    const { side, price, open } = order
    const queue = this.#queues[side].get(price)
    if (queue) queue.push(order)
    else this.#queues[side].set(price, [order])
    sideOf(this.book, side).change(price, open)
    this.#send({ kind: 'rest', clientId: order.clientId, side, price, quantity: open })
  }

  #lower(order: FeedOrder, by: number): void {
    const { side, price } = order
    order.open -= by
    sideOf(this.book, side).change(price, -by)
    if (order.open > 0) return
    if (order.key === undefined) this.#before[side].delete(price)
    else this.#orders.delete(order.key)
    const queue = this.#queues[side].get(price) ?? []
    if (queue.length === 1) this.#queues[side].delete(price)
    else queue.splice(queue.indexOf(order), 1)
  }

  #crosses({ side, price }: FeedOrder): boolean {
    const best = sideOf(this.book, opposite(side)).best()
    return best !== undefined && Levels.reaches(side, price, best[0])
  }

  /** Puts an order in its place; of one price the first to come stands last, and so gets out first. */
  #park(order: FeedOrder): void {
    const parked = this.#parked[order.side]
    let low = 0
    let high = parked.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const reachesFurther = Levels.reaches(order.side, order.price, (parked[middle] as FeedOrder).price)
      if (reachesFurther) high = middle
      else low = middle + 1
    }
    parked.splice(low, 0, order)
  }

  /** Lets in the orders that fit now. */
  #unpark(): void {
    for (const parked of this.#parked) {
      for (
        let order = parked.at(-1);
        order && !(order.open > 0 && this.#crosses(order));
        order = parked.at(-1)
      ) {
        parked.pop()
        if (order.open > 0) this.#rest(order)
      }
    }
  }
}
