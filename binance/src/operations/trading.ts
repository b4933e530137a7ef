// Orders: entered, canceled, replaced, amended, looked up.
import { OrderState } from '@tapebook/client'
import type { ByName, KnownOrder, Market } from '@tapebook/service'
import { amountText, lotsOf, priceText, quantityText, timeIn } from '../convert/decimals.ts'
import {
  BinanceError,
  binanceError,
  DUPLICATE,
  errorOf,
  invalid,
  neither,
  UNKNOWN_ORDER,
} from '../convert/errors.ts'
import { isWorking, sideWord, stpWord, timeInForceWord, typeWord } from '../convert/order-words.ts'
import { exchangeOrder, newClientOrderId, type OrderRequest, readOrder } from '../convert/orders-in.ts'
import { canceledView, listIdOf, type OrderIn, orderStatus, orderView } from '../convert/orders-out.ts'
import type { Params } from '../convert/params.ts'
import { commissionView, discount, ownSpan, ratesOf } from './account.ts'
import { newOrderView, type ResponseType, responseType } from './answers.ts'
import type { OwnEndpoint, OwnQuestion } from './endpoint.ts'
import { listCanceledView } from './lists.ts'
import { tryOrder } from './try-order.ts'

const usualResponse = ({ type }: OrderRequest): ResponseType =>
  type === 'LIMIT' || type === 'MARKET' ? 'FULL' : 'ACK'

/** Which order, by two parameters of which the id counts more. Throws -1102 where neither is there. */
function which(params: Params, idName: string, clientName: string): ByName {
  const [id, clientId] = [params.integer(idName), params.id(clientName)]
  if (id !== undefined) return { id }
  if (clientId === undefined) throw neither(clientName, idName)
  return { clientId }
}

/** Enters an order. Throws -2010 for one whose client id an open order has. */
async function enter(
  { venue, account: { account }, counts }: OwnQuestion,
  request: OrderRequest,
  market: Market,
): Promise<OrderIn> {
  const { order, isPlain } = exchangeOrder(request, market, account)
  const asking = venue.open.admit(account, market.instrument.id, [request], counts.limits)
  if (asking !== undefined) await asking
  const { entered, isRepeat } = await venue.entry.enter(venue.session, order, isPlain)
  if (isRepeat) throw new BinanceError(-2010, DUPLICATE)
  return { order: entered, market }
}

async function newOrder(question: OwnQuestion): Promise<unknown> {
  const { venue, params, unit } = question
  const symbol = params.symbol()
  const market = venue.knownMarket(symbol) ?? (await venue.marketOf(symbol))
  const request = readOrder(params)
  const response = responseType(params, usualResponse(request))
  params.done()
  return await newOrderView(venue, await enter(question, request, market), response, unit)
}

/** Would it be taken? Nothing is entered. */
async function testOrder(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account } = question
  const market = await venue.marketOf(params.symbol())
  const request = readOrder(params)
  responseType(params, 'ACK')
  const computesRates = params.boolean('computeCommissionRates') ?? false
  params.done()
  await tryOrder(venue, exchangeOrder(request, market, account.account), market)
  if (!computesRates) return {}
  const rates = commissionView(await ratesOf(venue, account.account, market))
  return {
    standardCommissionForOrder: { maker: rates.maker, taker: rates.taker },
    specialCommissionForOrder: { maker: rates.buyer, taker: rates.buyer },
    taxCommissionForOrder: { maker: rates.buyer, taker: rates.buyer },
    discount,
  }
}

const RESTRICTIONS = ['ONLY_NEW', 'ONLY_PARTIALLY_FILLED'] as const

interface CancelAsked {
  readonly target: ByName
  readonly cancelId: string
  readonly restriction: (typeof RESTRICTIONS)[number] | undefined
}

function readCancel(params: Params, [id, client, own]: readonly [string, string, string]): CancelAsked {
  return {
    target: which(params, id, client),
    cancelId: params.id(own) ?? newClientOrderId(),
    restriction: params.word('cancelRestrictions', RESTRICTIONS, () => errorOf(-1145)),
  }
}

const unknownOrder = (): BinanceError => new BinanceError(-2011, UNKNOWN_ORDER)

/** Cancels an order of a market. Throws -2011 where it is not open there. */
async function cancel({ venue, account, unit }: OwnQuestion, market: Market, asked: CancelAsked) {
  const { target, cancelId, restriction } = asked
  const order = await venue.lookup.open(account.account, target)
  if (order === undefined || order.instrument !== market.instrument.id) throw unknownOrder()
  const isNew = order.cumulative === 0n
  if (restriction !== undefined && (restriction === 'ONLY_NEW') !== isNew) {
    throw new BinanceError(-2011, 'Order was not canceled due to cancel restrictions.')
  }
  const { orderId } = order
  // A leg of a list takes the others with it.
  const canceled = await venue.session.ask((client) =>
    client.cancelOrder({ orderId, account: account.account, clientId: cancelId }),
  )
  const { state, reason, cumulative, report } = canceled
  const now: KnownOrder = { ...order, state, reason, cumulative }
  // It traded meanwhile: what that was worth the tables know.
  const whole =
    cumulative === order.cumulative
      ? now
      : ((await venue.lookup.order(account.account, { id: Number(orderId) })) ?? now)
  return { order: whole, time: timeIn(unit, report.time) }
}

async function cancelOrder(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const market = await venue.marketOf(params.symbol())
  const asked = readCancel(params, ['orderId', 'origClientOrderId', 'newClientOrderId'])
  params.done()
  const { order, time } = await cancel(question, market, asked)
  if (order.listId === 0n) return canceledView({ order, market }, asked.cancelId, time)
  const list = await venue.lookup.list(account.account, { id: Number(order.listId) })
  if (list === undefined) return canceledView({ order, market }, asked.cancelId, time)
  return listCanceledView(list, market, asked.cancelId, unit)
}

async function cancelAll(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const market = await venue.marketOf(params.symbol())
  params.done()
  const { id: instrument } = market.instrument
  const open = await venue.lookup.allOpen(account.account, instrument)
  if (open.length === 0) throw unknownOrder()
  const cancelId = newClientOrderId()
  const { report } = await venue.session.ask((client) =>
    client.cancelAll({ account: account.account, instrument, clientId: cancelId }),
  )
  const after = await Promise.all(
    open.map(({ orderId }) => venue.lookup.order(account.account, { id: Number(orderId) })),
  )
  const canceled = after.filter(
    (order): order is KnownOrder => order !== undefined && order.state !== OrderState.Filled,
  )
  const single = canceled.filter(({ listId }) => listId === 0n)
  const lists = [
    ...new Set(canceled.filter(({ listId }) => listId !== 0n).map(({ listId }) => Number(listId))),
  ]
  const found = await Promise.all(lists.map((id) => venue.lookup.list(account.account, { id })))
  return [
    ...single.map((order) => canceledView({ order, market }, cancelId, timeIn(unit, report.time))),
    ...found.flatMap((list) => (list === undefined ? [] : [listCanceledView(list, market, cancelId, unit)])),
  ]
}

const MODES = ['STOP_ON_FAILURE', 'ALLOW_FAILURE'] as const
const EXCEEDED = ['DO_NOTHING', 'CANCEL_ONLY'] as const

type Half =
  | { readonly isDone: true; readonly body: unknown }
  | { readonly isDone: false; readonly error: BinanceError }

/** What became of one half; what is unknown is no half: it is told as such. */
async function half(run: () => Promise<unknown>): Promise<Half> {
  try {
    return { isDone: true, body: await run() }
  } catch (error) {
    const why = binanceError(error)
    if (why.status >= 500) throw why
    return { isDone: false, error: why }
  }
}

const bodyOf = (it: Half): unknown => (it.isDone ? it.body : it.error.body())

async function cancelReplace(question: OwnQuestion): Promise<unknown> {
  const { venue, params, unit, account, counts, now } = question
  const market = await venue.marketOf(params.symbol())
  const mode = params.needWord('cancelReplaceMode', MODES, () => invalid('cancelReplaceMode'))
  const exceededMode =
    params.word('orderRateLimitExceededMode', EXCEEDED, () => invalid('orderRateLimitExceededMode')) ??
    'DO_NOTHING'
  const request = readOrder(params)
  const asked = readCancel(params, ['cancelOrderId', 'cancelOrigClientOrderId', 'cancelNewClientOrderId'])
  const response = responseType(params, usualResponse(request))
  params.done()
  // What no filter takes is refused before anything is canceled.
  exchangeOrder(request, market, account.account)
  const exceeded = counts.exceeded(account.uuid, 1, now)
  if (exceeded !== undefined && exceededMode === 'DO_NOTHING') throw exceeded
  if (exceeded === undefined) counts.take(account.uuid, 1, now)
  const canceled = await half(async () => {
    const { order, time } = await cancel(question, market, asked)
    return canceledView({ order, market }, asked.cancelId, time)
  })
  const isTried = canceled.isDone || mode === 'ALLOW_FAILURE'
  const entered = isTried
    ? await half(async () => {
        if (exceeded !== undefined) throw exceeded
        return newOrderView(venue, await enter(question, request, market), response, unit)
      })
    : undefined
  const result = (it: Half | undefined): string =>
    it === undefined ? 'NOT_ATTEMPTED' : it.isDone ? 'SUCCESS' : 'FAILURE'
  const answer = {
    cancelResult: result(canceled),
    newOrderResult: result(entered),
    cancelResponse: bodyOf(canceled),
    newOrderResponse: entered === undefined ? null : bodyOf(entered),
  }
  if (canceled.isDone && entered?.isDone === true) return answer
  const isHalf = canceled.isDone || entered?.isDone === true
  throw isHalf ? errorOf(-2021, { status: 409, data: answer }) : errorOf(-2022, { status: 400, data: answer })
}

/** Lowers an order's quantity without losing its place in the queue. */
async function amend(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const market = await venue.marketOf(params.symbol())
  const target = which(params, 'orderId', 'origClientOrderId')
  const newId = params.id('newClientOrderId') ?? newClientOrderId()
  params.need('newQty')
  const quantity = lotsOf(market.instrument, 'newQty', params.decimal('newQty')!)
  params.done()
  const order = await venue.lookup.open(account.account, target)
  if (order === undefined || order.instrument !== market.instrument.id)
    throw new BinanceError(-2038, UNKNOWN_ORDER)
  if (quantity > order.quantity)
    throw new BinanceError(-2038, 'Order amend (quantity increase) is not supported.')
  // At or below what is filled it would be a cancel.
  if (quantity === order.quantity || quantity <= order.cumulative) {
    throw new BinanceError(-2038, 'The requested action would change no state; rejecting.')
  }
  const { orderId } = order
  const answer = await venue.session.ask((client) =>
    client.replaceOrder({ orderId, account: account.account, quantity, keepPriority: true, clientId: newId }),
  )
  const amended: OrderIn = { order: { ...order, clientId: newId, quantity }, market }
  return {
    transactTime: timeIn(unit, answer.report.time),
    executionId: Number(answer.report.sequence),
    amendedOrder: amendedView(amended, order.clientId, unit),
  }
}

function amendedView(
  { order, market: { instrument, quote } }: OrderIn,
  before: string,
  unit: OwnQuestion['unit'],
) {
  return {
    symbol: instrument.symbol,
    orderId: Number(order.orderId),
    orderListId: listIdOf(order),
    origClientOrderId: before,
    clientOrderId: order.clientId,
    price: priceText(instrument, order.price),
    qty: quantityText(instrument, order.quantity),
    executedQty: quantityText(instrument, order.cumulative),
    preventedQty: quantityText(instrument, 0n),
    quoteOrderQty: amountText(quote, 0n),
    cumulativeQuoteQty: amountText(quote, order.notional),
    status: orderStatus(order),
    timeInForce: timeInForceWord(order.timeInForce),
    type: typeWord(order.type, order.flags),
    side: sideWord(order.side),
    ...(isWorking(order.state) && { workingTime: timeIn(unit, order.workingAt) }),
    selfTradePreventionMode: stpWord(order.stp),
  }
}

async function amendments(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const market = await venue.marketOf(params.symbol())
  const id = params.needInteger('orderId')
  const fromId = params.integer('fromExecutionId')
  const limit = params.limit('limit', 500, 1_000)
  params.done()
  const { instrument } = market
  const order = await venue.lookup.order(account.account, { id })
  if (order === undefined || order.instrument !== instrument.id) throw errorOf(-2013)
  return (await venue.lookup.amendments(id, { fromId, limit })).map((row) => ({
    symbol: instrument.symbol,
    orderId: id,
    executionId: row.sequence,
    origClientOrderId: row.old_client_id,
    newClientOrderId: row.client_id,
    origQty: quantityText(instrument, BigInt(row.old_quantity)),
    newQty: quantityText(instrument, BigInt(row.quantity)),
    time: timeIn(unit, row.amended_at),
  }))
}

async function queryOrder(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const market = await venue.marketOf(params.symbol())
  const target = which(params, 'orderId', 'origClientOrderId')
  params.done()
  const order = await venue.lookup.order(account.account, target)
  if (order === undefined || order.instrument !== market.instrument.id) throw errorOf(-2013)
  return orderView({ order, market }, unit)
}

async function openOrders(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const market = params.has('symbol') ? await venue.marketOf(params.symbol()) : undefined
  params.done()
  const orders = await venue.lookup.allOpen(account.account, market?.instrument.id)
  return await Promise.all(orders.map(async (order) => orderView(await venue.orderIn(order), unit)))
}

async function allOrders(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const market = await venue.marketOf(params.symbol())
  const fromId = params.integer('orderId')
  const span = ownSpan(question)
  const limit = params.limit('limit', 500, 1_000)
  params.done()
  const orders = await venue.lookup.all(account.account, market.instrument.id, { ...span, fromId, limit })
  return orders.map((order) => orderView({ order, market }, unit))
}

const at = (path: string): string => `/api/v3/${path}`
const PLACE = { security: 'TRADE', needs: 'own.orders.place' } as const
const CANCEL = { security: 'TRADE', needs: 'own.orders.cancel' } as const
const READ = { method: 'GET', security: 'USER_DATA', needs: 'own.orders.read' } as const

export const TRADING_ENDPOINTS: readonly OwnEndpoint[] = [
  { ...PLACE, method: 'POST', path: at('order'), weight: 1, orders: 1, run: newOrder },
  {
    ...PLACE,
    method: 'POST',
    path: at('order/test'),
    weight: (params) => (params.has('computeCommissionRates') ? 20 : 1),
    run: testOrder,
  },
  { ...CANCEL, method: 'DELETE', path: at('order'), weight: 1, run: cancelOrder },
  { ...CANCEL, method: 'DELETE', path: at('openOrders'), weight: 1, run: cancelAll },
  {
    ...PLACE,
    method: 'POST',
    path: at('order/cancelReplace'),
    weight: 1,
    orders: 1,
    countsItself: true,
    run: cancelReplace,
  },
  { ...PLACE, method: 'PUT', path: at('order/amend/keepPriority'), weight: 4, run: amend },
  { ...READ, path: at('order/amendments'), weight: 4, run: amendments },
  { ...READ, path: at('order'), weight: 4, run: queryOrder },
  { ...READ, path: at('openOrders'), weight: (params) => (params.has('symbol') ? 6 : 80), run: openOrders },
  { ...READ, path: at('allOrders'), weight: 20, run: allOrders },
]
