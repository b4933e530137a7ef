import type { ReportType, wire } from '@tapebook/client'
import { Liquidity, MessageType } from '@tapebook/client'
import { type BookSides, emptyBook, sideOf } from './levels.ts'

/** An order in a book, and what the book shows of it. */
interface Standing {
  readonly instrument: number
  readonly side: wire.Side
  readonly price: bigint
  shown: bigint
}

/**
 * Books made from nothing but the execution reports of every account that trades in them, also through auctions, whose
 * fills tell the auction's price and not where the order stands.
 */
export class ReportMirror {
  readonly #books = new Map<number, BookSides>()
  readonly #orders = new Map<bigint, Standing>()

  book(instrument: number): BookSides {
    const known = this.#books.get(instrument)
    if (known) return known
    const book = emptyBook()
    this.#books.set(instrument, book)
    return book
  }

  apply(type: ReportType, report: wire.Bodies[ReportType]): void {
    switch (type) {
      case MessageType.OrderAccepted: {
        const it = report as wire.OrderAccepted
        // What does not stand at once is told by OrderRested once it does.
        return it.resting > 0n ? this.#stand(it, it.resting) : undefined
      }
      case MessageType.OrderRested: {
        const it = report as wire.OrderRested
        return this.#stand(it, it.resting)
      }
      case MessageType.OrderReduced: {
        const { orderId, leaves } = report as wire.OrderReduced
        const shown = this.#orders.get(orderId)?.shown ?? 0n
        return this.#show(orderId, shown < leaves ? shown : leaves)
      }
      case MessageType.OrderCanceled:
        return this.#end((report as wire.OrderCanceled).orderId)
      case MessageType.OrderReplaced: {
        const it = report as wire.OrderReplaced
        return this.#stand(it, it.resting)
      }
      case MessageType.OrderRefreshed: {
        const { orderId, displayed } = report as wire.OrderRefreshed
        return this.#show(orderId, displayed)
      }
      case MessageType.Fill:
        return this.#fill(report as wire.Fill)
    }
  }

  #fill({ orderId, liquidity, quantity, leaves }: wire.Fill): void {
    // Who takes does not stand.
    if (liquidity === Liquidity.Taker) return
    const order = this.#orders.get(orderId)
    if (!order) throw new RangeError(`order ${orderId} was filled, and stood in no book`)
    if (leaves === 0n) return this.#end(orderId)
    this.#show(orderId, order.shown > quantity ? order.shown - quantity : 0n)
  }

  #stand(it: Omit<Standing, 'shown'> & { orderId: bigint }, shown: bigint): void {
    this.#end(it.orderId)
    const { orderId, instrument, side, price } = it
    this.#orders.set(orderId, { instrument, side, price, shown: 0n })
    this.#show(orderId, shown)
  }

  #show(orderId: bigint, shown: bigint): void {
    const order = this.#orders.get(orderId)
    if (!order) return
    const { instrument, side, price } = order
    sideOf(this.book(instrument), side).change(Number(price), Number(shown - order.shown))
    order.shown = shown
  }

  #end(orderId: bigint): void {
    this.#show(orderId, 0n)
    this.#orders.delete(orderId)
  }
}
