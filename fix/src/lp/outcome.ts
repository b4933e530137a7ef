// What becomes of an order at a liquidity provider: a function of what it was and what was heard.
import { type OrderKind, type OrderSide, type Report, textOf } from './messages.ts'

/**
 * PENDING_LP until the provider said something; FILLED, REJECTED and EXPIRED as FX-13 and EX-11 say, CANCELED where the
 * provider ended it of itself. The last four are final: what comes later is told beside them.
 */
export const ORDER_STATES = [
  'PENDING_LP',
  'NEW',
  'PARTIALLY_FILLED',
  'FILLED',
  'CANCELED',
  'REJECTED',
  'EXPIRED',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** An order as the tables have it. Quantities and money in units of 10^-8 (money: 10^-16). */
export interface LpOrder {
  readonly id: string
  readonly sessionId: string
  readonly symbol: string
  readonly lpSymbol: string
  readonly side: OrderSide
  readonly kind: OrderKind
  readonly quantity: bigint
  readonly price: bigint | undefined
  /** Ms since 1970 UTC. */
  readonly deadlineAt: number
  readonly state: OrderState
  /** Why it ended, where it was not filled. */
  readonly reason: string | undefined
  /** The provider's own id of it (FX-09). */
  readonly lpOrderId: string | undefined
  /** All that was filled, late fills included. */
  readonly executed: bigint
  /** Filled after the order had ended here. */
  readonly late: bigint
  /** Price times quantity of all fills. */
  readonly cost: bigint
  /** The provider said that nothing more can come of it. */
  readonly isSettled: boolean
  /** How often its cancel was asked for. */
  readonly cancels: number
  readonly createdAt: number
  readonly updatedAt: number
}

export type EventKind =
  | 'sent'
  | 'accepted'
  | 'partial-fill'
  | 'fill'
  /** A fill of an order that had ended here: whoever hedged on its end has to know. */
  | 'late-fill'
  | 'rejected'
  | 'expired'
  | 'canceled'
  /** The provider says that an order which had ended here has ended there too. */
  | 'settled'

/** One thing that happened to an order. */
export interface OrderEvent {
  readonly kind: EventKind
  readonly quantity: bigint | undefined
  readonly price: bigint | undefined
  readonly execId: string | undefined
  readonly text: string | undefined
}

export interface Outcome {
  readonly order: LpOrder
  readonly events: readonly OrderEvent[]
}

/** Can it still be filled as planned? */
export const isOpen = ({ state }: LpOrder): boolean =>
  state === 'PENDING_LP' || state === 'NEW' || state === 'PARTIALLY_FILLED'

/** Reason of an order that the provider never had. */
export const NOT_RECEIVED = 'NOT_RECEIVED'
export const TIMEOUT = 'TIMEOUT'

/** FIX 39 of orders of which nothing more comes. */
const DONE = new Set(['2', '3', '4', '8', 'C'])
const plain = { quantity: undefined, price: undefined, execId: undefined, text: undefined } as const

/** Price of what was filled since the last time, where a report tells the average of all. */
function priceOf(order: LpOrder, report: Report, executed: bigint, filled: bigint): bigint {
  if (filled === report.last && report.lastPrice !== undefined) return report.lastPrice
  if (report.average === undefined) return report.lastPrice ?? 0n
  const rest = report.average * executed - order.cost
  return rest > 0n ? rest / filled : report.average
}

function filledBy(order: LpOrder, report: Report): Outcome {
  const isFill = ['F', '1', '2'].includes(report.execType)
  // Fills are counted by the sum that the provider tells, so that one told twice, or by a status, counts once.
  const executed = report.executed ?? (isFill ? order.executed + (report.last ?? 0n) : order.executed)
  const filled = executed - order.executed
  if (filled <= 0n) return { order, events: [] }
  const price = priceOf(order, report, executed, filled)
  const isLate = !isOpen(order)
  const isWhole = executed >= order.quantity
  const next: LpOrder = {
    ...order,
    executed,
    cost: order.cost + price * filled,
    late: order.late + (isLate ? filled : 0n),
    state: isLate ? order.state : isWhole ? 'FILLED' : 'PARTIALLY_FILLED',
    isSettled: order.isSettled || isWhole,
  }
  const kind = isLate ? 'late-fill' : isWhole ? 'fill' : 'partial-fill'
  return {
    order: next,
    events: [{ kind, quantity: filled, price, execId: report.execId, text: report.text }],
  }
}

function endedBy(filled: LpOrder, report: Report): Outcome {
  const { status, text } = report
  if (!DONE.has(status)) return { order: filled, events: [] }
  const settled = { ...filled, isSettled: true }
  if (!isOpen(filled)) {
    const isNews = !filled.isSettled && filled.state !== 'FILLED'
    return { order: settled, events: isNews ? [{ ...plain, kind: 'settled', text }] : [] }
  }
  if (status === '2') return { order: settled, events: [] }
  const isUnknown = status === '8' && report.execType === 'I'
  const reason = isUnknown ? NOT_RECEIVED : (text ?? `LP_${status}`)
  const state = status === '8' && filled.executed === 0n ? 'REJECTED' : 'CANCELED'
  const event = { ...plain, kind: state === 'REJECTED' ? 'rejected' : 'canceled', text: reason } as const
  return { order: { ...settled, state, reason }, events: [event] }
}

/** What a report makes of an order; no events where it tells nothing new. */
export function reported(order: LpOrder, report: Report): Outcome {
  const known = { ...order, lpOrderId: order.lpOrderId ?? report.lpOrderId }
  const filled = filledBy(known, report)
  const ended = endedBy(filled.order, report)
  const events = [...filled.events, ...ended.events]
  if (events.length === 0 && ended.order.state === 'PENDING_LP' && ['0', 'A'].includes(report.status)) {
    return { order: { ...ended.order, state: 'NEW' }, events: [{ ...plain, kind: 'accepted' }] }
  }
  return { order: ended.order, events }
}

/** Its time is over. Undefined where it had ended before. */
export function expired(order: LpOrder): Outcome | undefined {
  if (!isOpen(order)) return undefined
  const next: LpOrder = { ...order, state: 'EXPIRED', reason: TIMEOUT }
  return { order: next, events: [{ ...plain, kind: 'expired', text: `${textOf(order.executed)} filled` }] }
}

/** The provider has no such order (FIX 102=1): nothing more can come of it. */
export function unknownThere(order: LpOrder): Outcome {
  if (order.isSettled) return { order, events: [] }
  if (!isOpen(order))
    return {
      order: { ...order, isSettled: true },
      events: [{ ...plain, kind: 'settled', text: NOT_RECEIVED }],
    }
  const next: LpOrder = { ...order, state: 'REJECTED', reason: NOT_RECEIVED, isSettled: true }
  return { order: next, events: [{ ...plain, kind: 'rejected', text: NOT_RECEIVED }] }
}
