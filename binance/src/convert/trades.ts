// Trades of a market as clients get them, one by one and put together. Pure.
import { type Asset, Side } from '@tapebook/client'
import type { MarketTrade } from '@tapebook/projections'
import type { Market, TradeRow } from '@tapebook/service'
import { amountText, priceText, quantityText, type TimeUnit, timeIn } from './decimals.ts'

/** Price, quantity and value as they stand, after a correction. */
const standing = (row: TradeRow) =>
  row.new_quantity > 0
    ? { price: row.new_price, quantity: row.new_quantity, notional: row.new_notional }
    : { price: row.price, quantity: row.quantity, notional: row.notional }

/** Did the buyer rest? In an auction nobody did. */
const isBuyerMaker = (row: TradeRow): boolean => row.taker_side === Side.Sell && row.is_auction === 0

export function tradeView(row: TradeRow, { instrument, quote }: Market, unit: TimeUnit) {
  const { price, quantity, notional } = standing(row)
  return {
    id: row.trade_id,
    price: priceText(instrument, BigInt(price)),
    qty: quantityText(instrument, BigInt(quantity)),
    quoteQty: amountText(quote, notional),
    time: timeIn(unit, row.executed_at),
    isBuyerMaker: isBuyerMaker(row),
    isBestMatch: true,
  }
}

/** Trades that one taker made at one price in one command, put together; `a` is the number of the first. */
export function aggregated(rows: readonly TradeRow[], { instrument }: Market, unit: TimeUnit) {
  const groups: { first: TradeRow; last: TradeRow; price: number; quantity: bigint }[] = []
  for (const row of rows) {
    const { price, quantity } = standing(row)
    const group = groups.at(-1)
    const isSame =
      group?.first.sequence === row.sequence &&
      group.first.taker_order_id === row.taker_order_id &&
      group.price === price
    if (group !== undefined && isSame) {
      group.last = row
      group.quantity += BigInt(quantity)
    } else groups.push({ first: row, last: row, price, quantity: BigInt(quantity) })
  }
  return groups.map(({ first, last, price, quantity }) => ({
    a: first.trade_id,
    p: priceText(instrument, BigInt(price)),
    q: quantityText(instrument, quantity),
    f: first.trade_id,
    l: last.trade_id,
    T: timeIn(unit, first.executed_at),
    m: isBuyerMaker(first),
    M: true,
  }))
}

/** An account's own trade; `fee` is what it was charged in. */
export function ownTradeView(row: MarketTrade, { instrument, quote }: Market, fee: Asset, unit: TimeUnit) {
  return {
    symbol: instrument.symbol,
    id: row.trade_id,
    orderId: row.order_id,
    orderListId: row.list_id === 0 ? -1 : row.list_id,
    price: priceText(instrument, BigInt(row.price)),
    qty: quantityText(instrument, BigInt(row.quantity)),
    quoteQty: amountText(quote, row.notional),
    commission: amountText(fee, row.fee),
    commissionAsset: fee.code,
    time: timeIn(unit, row.executed_at),
    isBuyer: row.side === Side.Buy,
    isMaker: row.isMaker,
    isBestMatch: true,
  }
}
