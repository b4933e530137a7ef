import type { OrderInput } from './requests.ts'

/** What a new order of any kind may ask for by a flag. */
export interface FlaggedInput extends Pick<OrderInput, 'postOnly' | 'reuseWhenDone'> {
  reduceOnly?: boolean
  hidden?: boolean
  /** The only auction that the order takes part in. */
  auction?: 'open' | 'close'
  quoteAmount?: bigint
}

const POST_ONLY = 1
const REDUCE_ONLY = 2
const BY_QUOTE_AMOUNT = 4
const REUSE_WHEN_DONE = 8
const HIDDEN = 16
const AT = { open: 32, close: 64 } as const

/** Flags as in NewOrder and NewAdvancedOrder. */
export function orderFlags(order: FlaggedInput): number {
  return (
    (order.postOnly ? POST_ONLY : 0) |
    (order.reduceOnly ? REDUCE_ONLY : 0) |
    (order.quoteAmount !== undefined ? BY_QUOTE_AMOUNT : 0) |
    (order.reuseWhenDone ? REUSE_WHEN_DONE : 0) |
    (order.hidden ? HIDDEN : 0) |
    (order.auction ? AT[order.auction] : 0)
  )
}
