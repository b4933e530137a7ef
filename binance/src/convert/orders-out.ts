// Orders as clients are told of them. Pure: markets and assets are given.
import type { Asset } from '@tapebook/client'
import type { KnownFill, KnownOrder, Market } from '@tapebook/service'
import { amountText, priceText, quantityText, type TimeUnit, timeIn } from './decimals.ts'
import {
  type BinanceStatus,
  hasPrice,
  isWorking,
  sideWord,
  statusWord,
  stpWord,
  timeInForceWord,
  typeWord,
} from './order-words.ts'

/** An order with the market that it is of. */
export interface OrderIn {
  readonly order: KnownOrder
  readonly market: Market
}

/** Id of a list in answers: -1 where an order is in none. */
export const listIdOf = ({ listId }: Pick<KnownOrder, 'listId'>): number =>
  listId === 0n ? -1 : Number(listId)

export const orderStatus = ({ state, reason }: KnownOrder): BinanceStatus => statusWord(state, reason)

/** Fields that every kind of answer about an order has. */
function core({ order, market }: OrderIn) {
  const { instrument, quote } = market
  const type = typeWord(order.type, order.flags)
  return {
    price: priceText(instrument, hasPrice(type) ? order.price : 0n),
    // One by quote amount is as large as what it met.
    origQty: quantityText(instrument, order.quantity === 0n ? order.cumulative : order.quantity),
    executedQty: quantityText(instrument, order.cumulative),
    origQuoteOrderQty: amountText(quote, order.quoteAmount),
    cummulativeQuoteQty: amountText(quote, order.notional),
    status: orderStatus(order) as string,
    timeInForce: hasPrice(type) ? timeInForceWord(order.timeInForce) : 'GTC',
    type: type as string,
    side: sideWord(order.side) as string,
  }
}

/** Fields that only some orders have. */
function conditional({ order, market: { instrument } }: OrderIn) {
  return {
    ...(order.triggerPrice !== 0n && { stopPrice: priceText(instrument, order.triggerPrice) }),
    ...(order.displayQuantity !== 0n && { icebergQty: quantityText(instrument, order.displayQuantity) }),
    ...(order.trailBasisPoints !== 0 && { trailingDelta: order.trailBasisPoints }),
  }
}

const workingTime = ({ state, workingAt }: KnownOrder, unit: TimeUnit): number =>
  isWorking(state) && workingAt > 0n ? timeIn(unit, workingAt) : -1

/** An answer of GET. */
export function orderView(it: OrderIn, unit: TimeUnit) {
  const { order, market } = it
  return {
    symbol: market.instrument.symbol,
    orderId: Number(order.orderId),
    orderListId: listIdOf(order),
    clientOrderId: order.clientId,
    ...core(it),
    stopPrice: priceText(market.instrument, order.triggerPrice),
    icebergQty: quantityText(market.instrument, order.displayQuantity),
    time: timeIn(unit, order.createdAt),
    updateTime: timeIn(unit, order.updatedAt),
    isWorking: isWorking(order.state),
    workingTime: workingTime(order, unit),
    ...(order.trailBasisPoints !== 0 && { trailingDelta: order.trailBasisPoints }),
    selfTradePreventionMode: stpWord(order.stp),
  }
}

/** The answer to a new order that says least. */
export function ackView({ order, market }: OrderIn, unit: TimeUnit) {
  return {
    symbol: market.instrument.symbol,
    orderId: Number(order.orderId),
    orderListId: listIdOf(order),
    clientOrderId: order.clientId,
    transactTime: timeIn(unit, order.createdAt),
  }
}

/** The answer to a new order with what became of it. */
export function resultView(it: OrderIn, unit: TimeUnit) {
  return {
    ...ackView(it, unit),
    ...core(it),
    ...conditional(it),
    workingTime: workingTime(it.order, unit),
    selfTradePreventionMode: stpWord(it.order.stp),
  }
}

/** One that has every fill too; `assetOf` knows what fees are paid in. */
export function fullView(it: OrderIn, unit: TimeUnit, assetOf: (id: number) => Asset | undefined) {
  return { ...resultView(it, unit), fills: it.order.fills.map((fill) => fillView(fill, it.market, assetOf)) }
}

function fillView(
  { price, quantity, fee, feeAsset, tradeId }: KnownFill,
  { instrument, quote }: Market,
  assetOf: (id: number) => Asset | undefined,
) {
  const asset = assetOf(feeAsset) ?? quote
  return {
    price: priceText(instrument, price),
    qty: quantityText(instrument, quantity),
    commission: amountText(asset, fee),
    commissionAsset: asset.code,
    tradeId: Number(tradeId),
  }
}

/** The answer to a cancel; `cancelId` is the client id of the cancel itself. */
export function canceledView(it: OrderIn, cancelId: string, time: number) {
  const { order, market } = it
  return {
    symbol: market.instrument.symbol,
    origClientOrderId: order.clientId,
    orderId: Number(order.orderId),
    orderListId: listIdOf(order),
    clientOrderId: cancelId,
    transactTime: time,
    ...core(it),
    ...conditional(it),
    selfTradePreventionMode: stpWord(order.stp),
  }
}
