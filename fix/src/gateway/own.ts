// Which orders were entered by a counterparty: others of its accounts are told by other ways in.
import { MessageType, OrderState, type ReportType, type wire } from '@tapebook/client'
import type { Told } from '../table/told.ts'

const ENDED: ReadonlySet<number> = new Set([
  OrderState.Filled,
  OrderState.Canceled,
  OrderState.Rejected,
  OrderState.Expired,
])
/** Orders that ended are told of when one of their trades is busted. */
const MOST_ENDED = 65_536

export class Own {
  readonly #open: Set<bigint>
  readonly #ended = new Set<bigint>()

  constructor(open: Iterable<bigint> = []) {
    this.#open = new Set(open)
  }

  get size(): number {
    return this.#open.size
  }

  open(): IterableIterator<bigint> {
    return this.#open.values()
  }

  /** A report of the exchange; `session` is the counterparty's own there. */
  heard(type: ReportType, report: wire.Bodies[ReportType], session: number): void {
    if (type === MessageType.OrderAccepted) {
      const accepted = report as wire.OrderAccepted
      if (accepted.session === session) this.#open.add(accepted.orderId)
    }
  }

  /** Is it of an order that was entered here, or an answer to a request from here? */
  isOwn(told: Told): boolean {
    if (told.kind === 'answered' || told.kind === 'list' || told.kind === 'cancelRejected') return true
    const { orderId, state } = told.order
    // A refused order has no number, and its refusal is told to who entered it alone.
    if (orderId === 0n) return true
    if (!this.#open.has(orderId)) return this.#ended.has(orderId)
    if (ENDED.has(state)) this.#end(orderId)
    return true
  }

  #end(orderId: bigint): void {
    this.#open.delete(orderId)
    this.#ended.add(orderId)
    if (this.#ended.size > MOST_ENDED) for (const oldest of this.#ended) if (this.#ended.delete(oldest)) break
  }
}
