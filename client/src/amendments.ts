import { type Applied, MessageType, type Side, type TradeParty } from '@tapebook/schema'
import type { Client } from './client.ts'
import type { RequestOptions } from './requests.ts'
import { requestOptions } from './support.ts'

/** A trade as the exchange told it: who amends it brings all of it, for the exchange keeps no trades (ADR 8). */
export interface AmendedTrade {
  tradeId: bigint
  instrument: number
  takerSide: Side
  /** Ticks. */
  price: bigint
  /** Lots. */
  quantity: bigint
  maker: TradeParty
  taker: TradeParty
}

/**
 * Reverses a trade, as an operator. The first operator's request is refused with SecondPersonRequired and stands; a second
 * one's with the same content takes effect.
 */
export function bustTrade(operator: Client, trade: AmendedTrade & RequestOptions): Promise<Applied> {
  return operator.request(MessageType.BustTrade, { ...requestOptions(trade), ...contentOf(trade) })
}

/** Books a trade at another price or quantity, in ticks and lots; two operators as with `bustTrade`. */
export function correctTrade(
  operator: Client,
  trade: AmendedTrade & RequestOptions & { newPrice: bigint; newQuantity: bigint },
): Promise<Applied> {
  const { newPrice, newQuantity } = trade
  const body = { ...requestOptions(trade), ...contentOf(trade), newPrice, newQuantity }
  return operator.request(MessageType.CorrectTrade, body)
}

const contentOf = ({ tradeId, instrument, takerSide, price, quantity, maker, taker }: AmendedTrade) => ({
  tradeId,
  instrument,
  takerSide,
  price,
  quantity,
  maker,
  taker,
})
