// Answers about new orders, as much of them as a client wants.
import type { TimeUnit } from '../convert/decimals.ts'
import { invalid } from '../convert/errors.ts'
import { ackView, fullView, type OrderIn, resultView } from '../convert/orders-out.ts'
import type { Params } from '../convert/params.ts'
import type { Venue } from '../venue.ts'

const RESPONSES = ['ACK', 'RESULT', 'FULL'] as const
export type ResponseType = (typeof RESPONSES)[number]

/** Which answer is wanted; `usual` where nobody says. */
export const responseType = (params: Params, usual: ResponseType): ResponseType =>
  params.word('newOrderRespType', RESPONSES, () => invalid('newOrderRespType')) ?? usual

/** An answer about a new order. */
export async function newOrderView(venue: Venue, it: OrderIn, type: ResponseType, unit: TimeUnit) {
  if (type === 'ACK') return ackView(it, unit)
  return type === 'RESULT' ? resultView(it, unit) : fullView(it, unit, await venue.assets())
}
