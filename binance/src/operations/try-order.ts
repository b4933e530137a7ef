// Would an order be taken? Nothing is entered: the exchange says what a plain order would meet, and an order with a trigger
// or a part to show is looked at as the plain one that it becomes.
import { type AdvancedInput, type OrderInput, RejectedError, RejectReason, Side } from '@tapebook/client'
import { type Market, refusalOf } from '@tapebook/service'
import { BinanceError } from '../convert/errors.ts'
import type { ExchangeOrder } from '../convert/orders-in.ts'
import type { Venue } from '../venue.ts'

/** What holds for a price on its way in says nothing of one that a trigger stands at. */
const NOT_OF_TRIGGERS: ReadonlySet<number> = new Set([
  RejectReason.PriceOutsideCollar,
  RejectReason.PriceDeviationExceeded,
  RejectReason.HighPriceImpact,
])

/** Has the price gone beyond the trigger already? One without a trade has not. */
function isCrossed({ side, stop, takeProfit }: AdvancedInput, last: bigint): boolean {
  const trigger = stop ?? takeProfit
  if (typeof trigger !== 'bigint' || last === 0n) return false
  // A buy's stop and a sell's profit fire by rising.
  const firesByRising = (side === Side.Buy) === (stop !== undefined)
  return firesByRising ? last >= trigger : last <= trigger
}

/** What it would cost at most: a plain order at its price, or at its trigger's. */
function plainOf(order: AdvancedInput, last: bigint): OrderInput {
  const { instrument, account, side, clientId, stp, price, stop, takeProfit, quantity } = order
  return {
    ...{ instrument, side, quantity, price: price ?? stop ?? takeProfit ?? last },
    ...(account !== undefined && { account }),
    ...(clientId !== undefined && { clientId }),
    ...(stp !== undefined && { stp }),
    reuseWhenDone: true,
  }
}

/** Throws what the order would be refused with. */
export async function tryOrder(
  venue: Venue,
  { order, isPlain }: ExchangeOrder,
  market: Market,
): Promise<void> {
  const refused = async (plain: OrderInput): Promise<RejectReason> =>
    (await venue.session.ask((client) => client.simulate(plain))).reason
  const throwFor = (reason: RejectReason): void => {
    if (reason !== 0) throw refusalOf(new RejectedError({ type: 0x0201, reason }))
  }
  if (isPlain) return throwFor(await refused(order as OrderInput))
  const advanced = order as AdvancedInput
  const waits = advanced.stop ?? advanced.takeProfit ?? advanced.trail
  if (waits === undefined) return throwFor(await refused(plainOf(advanced, 0n)))
  const { lastPrice } = await venue.market.tickerOf(market)
  // As an activation price a trigger may stand on either side.
  if (advanced.trail === undefined && isCrossed(advanced, lastPrice)) {
    throw new BinanceError(-2010, 'Order would trigger immediately.')
  }
  const reason = await refused(plainOf(advanced, lastPrice))
  throwFor(NOT_OF_TRIGGERS.has(reason) && advanced.price === undefined ? 0 : reason)
}
