// Questions that change nothing: how an order stands, or all of them.
import type { FixMessage } from '../message.ts'
import { SIDES } from '../table/codes.ts'
import type { Counterparty } from '../table/counterparty.ts'
import { accountOf } from '../table/entry.ts'
import type { Orders } from '../table/orders.ts'
import { Reader } from '../table/reader.ts'
import { BusinessReason, Refusal } from '../table/refusal.ts'
import { executionReport, noOrders, trimmed } from '../table/reports.ts'
import { statusOf } from '../table/told.ts'

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
  const answers = QUESTIONS[message.type]?.(message, of) ?? []
  return answers.map((answer) => trimmed(answer, of.party))
}

function orderStatus(message: FixMessage, { party, orders, time }: Asking): FixMessage[] {
  const from = new Reader(message, party)
  const id = message.get(37)
  const order = orders.named(accountOf(from), from.orderId(), message.get(11) ?? '')
  if (order === undefined) {
    const of = { kind: 'business', code: BusinessReason.UnknownId } as const
    throw new Refusal(of, id === undefined ? 11 : 37, message, 'there is no such order')
  }
  return [executionReport({ ...statusOf(order, time), kind: 'status' }, party)]
}

function massStatus(message: FixMessage, { party, orders, time }: Asking): FixMessage[] {
  const from = new Reader(message, party)
  const id = message.get(584) ?? ''
  const isOne = message.get(585) === '1'
  if (isOne) from.needToo(55)
  const account = from.has(1) || message.group(453).length > 0 ? accountOf(from) : undefined
  const instrument = isOne ? from.instrument.id : undefined
  const side = from.has(54) ? from.code(54, SIDES) : undefined
  const open = [...orders.open()].filter(
    (it) =>
      (account === undefined || it.account === account) &&
      (instrument === undefined || it.terms.instrument === instrument) &&
      (side === undefined || it.terms.side === side),
  )
  if (open.length === 0) return [noOrders(id, party, time)]
  return open.map((order, at) => {
    const massStatus = { id, count: open.length, isLast: at === open.length - 1 }
    return executionReport({ ...statusOf(order, time), kind: 'status' }, party, { massStatus })
  })
}
