// Questions that change nothing: how an order stands, or all of them.
import type { FixMessage } from '../message.ts'
import type { Counterparty } from '../table/counterparty.ts'
import type { Orders } from '../table/orders.ts'
import { BusinessReason, Refusal } from '../table/refusal.ts'
import { executionReport } from '../table/reports.ts'
import { type Order, statusOf } from '../table/told.ts'

export interface Asking {
  readonly party: Counterparty
  readonly orders: Orders
  readonly time: bigint
}

const QUESTIONS: Readonly<Record<string, (message: FixMessage, of: Asking) => FixMessage[]>> = {
  H: orderStatus,
  AF: massStatus,
}

export const isQuestion = (type: string): boolean => type in QUESTIONS

/** The answers to a question. Throws a Refusal. */
export function ask(message: FixMessage, of: Asking): FixMessage[] {
  return QUESTIONS[message.type]?.(message, of) ?? []
}

function orderStatus(message: FixMessage, { party, orders, time }: Asking): FixMessage[] {
  const id = message.get(37)
  const order =
    id !== undefined && /^\d{1,18}$/.test(id) ? orders.find(BigInt(id)) : byClientId(message.get(11), orders)
  if (order === undefined) {
    const of = { kind: 'business', code: BusinessReason.UnknownId } as const
    throw new Refusal(of, id === undefined ? 11 : 37, message, 'there is no such order')
  }
  return [executionReport({ ...statusOf(order, time), kind: 'status' }, party)]
}

/** The cost grows with the open orders. */
function byClientId(clientId: string | undefined, orders: Orders): Order | undefined {
  for (const order of orders.open()) if (order.clientId === clientId) return order
  return undefined
}

function massStatus(message: FixMessage, { party, orders, time }: Asking): FixMessage[] {
  const id = message.get(584) ?? ''
  const open = [...orders.open()]
  return open.map((order, at) => {
    const massStatus = { id, count: open.length, isLast: at === open.length - 1 }
    return executionReport({ ...statusOf(order, time), kind: 'status' }, party, { massStatus })
  })
}
