import type { ReportType, wire } from '@tapebook/client'
import { Liquidity, MessageType } from '@tapebook/client'
import { type BookSides, emptyBook, sideOf } from './levels.ts'

/** Books made from nothing but the execution reports of every account that trades in them. */
export class ReportMirror {
  readonly #books = new Map<number, BookSides>()

  book(instrument: number): BookSides {
    const known = this.#books.get(instrument)
    if (known) return known
    const book = emptyBook()
    this.#books.set(instrument, book)
    return book
  }

  apply(type: ReportType, report: wire.Bodies[ReportType]): void {
    switch (type) {
      case MessageType.OrderAccepted:
      case MessageType.OrderRested: {
        const { instrument, side, price, resting } = report as wire.OrderRested
        return this.#change(instrument, side, price, resting)
      }
      case MessageType.OrderReduced: {
        const { instrument, side, price, reduced, resting } = report as wire.OrderReduced
        return resting === 1 ? this.#change(instrument, side, price, -reduced) : undefined
      }
      case MessageType.OrderCanceled: {
        const { instrument, side, price, canceled, resting } = report as wire.OrderCanceled
        return resting === 1 ? this.#change(instrument, side, price, -canceled) : undefined
      }
      case MessageType.OrderReplaced: {
        const { instrument, side, oldPrice, oldResting, price, resting } = report as wire.OrderReplaced
        this.#change(instrument, side, oldPrice, -oldResting)
        return this.#change(instrument, side, price, resting)
      }
      case MessageType.Fill: {
        const { instrument, side, liquidity, price, quantity } = report as wire.Fill
        return liquidity === Liquidity.Maker ? this.#change(instrument, side, price, -quantity) : undefined
      }
    }
  }

  #change(instrument: number, side: wire.Side, price: bigint, by: bigint): void {
    sideOf(this.book(instrument), side).change(Number(price), Number(by))
  }
}
