// Lists of orders that are bound to each other: OCO, OTO and OTOCO.
import { type LegInput, ListKind } from '@tapebook/client'
import type { ByName, KnownList, KnownOrder, Market } from '@tapebook/service'
import type { TimeUnit } from '../convert/decimals.ts'
import { timeIn } from '../convert/decimals.ts'
import { BinanceError, errorOf, missing, neither } from '../convert/errors.ts'
import type { BinanceSide } from '../convert/order-words.ts'
import {
  exchangeOrder,
  newClientOrderId,
  type OrderRequest,
  readOrder,
  selfTradeMode,
  sideOf,
} from '../convert/orders-in.ts'
import { canceledView } from '../convert/orders-out.ts'
import type { Params } from '../convert/params.ts'
import { ownSpan } from './account.ts'
import { newOrderView, type ResponseType, responseType } from './answers.ts'
import type { OwnEndpoint, OwnQuestion } from './endpoint.ts'

const contingency = (kind: number): 'OCO' | 'OTO' => (kind === ListKind.Oco ? 'OCO' : 'OTO')

/** A list with the ids of its legs. */
function listView({ list, legs }: KnownList, { instrument: { symbol } }: Market, unit: TimeUnit) {
  const isOpen = list.is_open === 1
  return {
    orderListId: list.list_id,
    contingencyType: contingency(list.kind),
    listStatusType: isOpen ? 'EXEC_STARTED' : 'ALL_DONE',
    listOrderStatus: isOpen ? 'EXECUTING' : 'ALL_DONE',
    listClientOrderId: list.client_id,
    transactionTime: timeIn(unit, isOpen ? list.created_at : list.updated_at),
    symbol,
    orders: legs.map(({ orderId, clientId }) => ({
      symbol,
      orderId: Number(orderId),
      clientOrderId: clientId,
    })),
  }
}

/** A list that was canceled, with what became of each leg. */
export function listCanceledView(list: KnownList, market: Market, cancelId: string, unit: TimeUnit) {
  const time = timeIn(unit, list.list.updated_at)
  return {
    ...listView(list, market, unit),
    orderReports: list.legs.map((order) => canceledView({ order, market }, cancelId, time)),
  }
}

const isStop = ({ type }: OrderRequest): boolean => type.startsWith('STOP_LOSS')
const isProfit = ({ type }: OrderRequest): boolean => type.startsWith('TAKE_PROFIT')
const isMaker = ({ type }: OrderRequest): boolean => type === 'LIMIT_MAKER'

/** The two exits, the one that takes profit first. Throws for types that do not go where they stand. */
function exits(side: BinanceSide, above: OrderRequest, below: OrderRequest): [OrderRequest, OrderRequest] {
  for (const leg of [above, below]) if (!isStop(leg) && !isProfit(leg) && !isMaker(leg)) throw errorOf(-1158)
  if (isMaker(above) && isMaker(below)) throw errorOf(-1168)
  if (side === 'BUY') {
    if (isMaker(above)) throw errorOf(-1165)
    if (isProfit(above)) throw errorOf(-1198)
    if (isStop(below)) throw errorOf(-1196)
    return [below, above]
  }
  if (isMaker(below)) throw errorOf(-1166)
  if (isStop(above)) throw errorOf(-1197)
  if (isProfit(below)) throw errorOf(-1199)
  return [above, below]
}

/** Both exits in their parameters: `aboveType`, or `pendingAboveType`. */
function readExits(
  params: Params,
  prefix: '' | 'pending',
  given: { side: BinanceSide; quantity: string; stp: OrderRequest['stp'] },
): [OrderRequest, OrderRequest] {
  const [above, below] = prefix === '' ? ['above', 'below'] : ['pendingAbove', 'pendingBelow']
  return exits(given.side, readOrder(params, above, given), readOrder(params, below, given))
}

const quantityOf = (params: Params, name: string): string => {
  params.need(name)
  return params.decimal(name)!
}

/** A new list: its kind, and its legs in the exchange's order. */
interface ListAsked {
  readonly kind: ListKind
  readonly legs: readonly OrderRequest[]
}

function readOco(params: Params): ListAsked {
  const given = {
    side: sideOf(params, 'side'),
    quantity: quantityOf(params, 'quantity'),
    stp: selfTradeMode(params),
  }
  return { kind: ListKind.Oco, legs: readExits(params, '', given) }
}

function readWorking(params: Params, stp: OrderRequest['stp']): OrderRequest {
  const working = readOrder(params, 'working', { stp })
  if (working.type !== 'LIMIT' && working.type !== 'LIMIT_MAKER') throw errorOf(-1116)
  return working
}

function readOto(params: Params): ListAsked {
  const stp = selfTradeMode(params)
  const working = readWorking(params, stp)
  return { kind: ListKind.Oto, legs: [working, readOrder(params, 'pending', { stp })] }
}

function readOtoco(params: Params): ListAsked {
  const stp = selfTradeMode(params)
  const working = readWorking(params, stp)
  const given = { side: sideOf(params, 'pendingSide'), quantity: quantityOf(params, 'pendingQuantity'), stp }
  return { kind: ListKind.Otoco, legs: [working, ...readExits(params, 'pending', given)] }
}

/** The older form of an OCO: a maker, and a stop. */
function readOldOco(params: Params): ListAsked {
  const [side, quantity, stp] = [
    sideOf(params, 'side'),
    quantityOf(params, 'quantity'),
    selfTradeMode(params),
  ]
  const price = params.decimal('price')
  if (price === undefined) throw missing('price')
  const [stopPrice, trailingDelta] = [params.decimal('stopPrice'), params.integer('trailingDelta')]
  if (stopPrice === undefined && trailingDelta === undefined) throw neither('stopPrice', 'trailingDelta')
  const limit = params.decimal('stopLimitPrice')
  const timeInForce = params.word('stopLimitTimeInForce', ['GTC', 'IOC', 'FOK'], () => errorOf(-1115))
  if (limit !== undefined && timeInForce === undefined) throw missing('stopLimitTimeInForce')
  const none = {
    timeInForce: undefined,
    quoteOrderQty: undefined,
    stopPrice: undefined,
    trailingDelta: undefined,
  }
  const common = { ...none, side, quantity, stp }
  params.ignore('limitStrategyId', 'limitStrategyType', 'stopStrategyId', 'stopStrategyType')
  const maker: OrderRequest = {
    ...common,
    type: 'LIMIT_MAKER',
    price,
    icebergQty: params.decimal('limitIcebergQty'),
    clientOrderId: params.id('limitClientOrderId'),
  }
  const stop: OrderRequest = {
    ...common,
    type: limit === undefined ? 'STOP_LOSS' : 'STOP_LOSS_LIMIT',
    timeInForce: limit === undefined ? undefined : timeInForce,
    price: limit,
    stopPrice,
    trailingDelta,
    icebergQty: params.decimal('stopIcebergQty'),
    clientOrderId: params.id('stopClientOrderId'),
  }
  return { kind: ListKind.Oco, legs: [maker, stop] }
}

function legOf(request: OrderRequest, market: Market): LegInput {
  const { order } = exchangeOrder(request, market, 0)
  const { instrument: _, account: __, ...leg } = order
  if (leg.quantity === undefined) throw missing('quantity')
  return leg as LegInput
}

/** Enters a list that `read` reads out of the parameters. */
const newList =
  (read: (params: Params) => ListAsked) =>
  async (question: OwnQuestion): Promise<unknown> => {
    const { venue, params, account, unit, counts } = question
    const market = await venue.marketOf(params.symbol())
    const { kind, legs } = read(params)
    const clientId = params.id('listClientOrderId') ?? newClientOrderId()
    const response: ResponseType = responseType(params, 'RESULT')
    params.done()
    const input = {
      instrument: market.instrument,
      account: account.account,
      kind,
      clientId,
      reuseWhenDone: true,
      legs: legs.map((leg) => legOf(leg, market)),
    }
    await venue.open.admit(account.account, market.instrument.id, legs, counts.limits)
    const answer = await venue.entry.exclusively(clientId, () =>
      venue.session.ask((client) => client.placeList(input)),
    )
    const ids = answer.orders.filter((id) => id !== 0n)
    const orders = await Promise.all(
      ids.map(async (id): Promise<KnownOrder | undefined> => {
        const order =
          venue.entry.entered(id) ?? (await venue.lookup.order(account.account, { id: Number(id) }))
        return order === undefined ? undefined : { ...order, listId: answer.listId }
      }),
    )
    const known = orders.filter((order): order is KnownOrder => order !== undefined)
    const symbol = market.instrument.symbol
    return {
      orderListId: Number(answer.listId),
      contingencyType: contingency(kind),
      listStatusType: 'EXEC_STARTED',
      listOrderStatus: 'EXECUTING',
      listClientOrderId: clientId,
      transactionTime: timeIn(unit, answer.report.time),
      symbol,
      orders: known.map(({ orderId, clientId: own }) => ({
        symbol,
        orderId: Number(orderId),
        clientOrderId: own,
      })),
      orderReports: await Promise.all(
        known.map((order) => newOrderView(venue, { order, market }, response, unit)),
      ),
    }
  }

const unknownList = (code: number): BinanceError => new BinanceError(code, 'Unknown order list sent.')

function which(params: Params, clientName: string): ByName {
  const [id, clientId] = [params.integer('orderListId'), params.id(clientName)]
  if (id !== undefined) return { id }
  if (clientId === undefined) throw neither('orderListId', clientName)
  return { clientId }
}

async function cancelList(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const market = await venue.marketOf(params.symbol())
  const by = which(params, 'listClientOrderId')
  const cancelId = params.id('newClientOrderId') ?? newClientOrderId()
  params.done()
  const list = await venue.lookup.list(account.account, by)
  if (list === undefined || list.list.is_open === 0 || list.list.instrument !== market.instrument.id) {
    throw unknownList(-2011)
  }
  const { list_id: id } = list.list
  await venue.lookup.cancelList(account.account, id, cancelId)
  const after = (await venue.lookup.list(account.account, { id })) ?? list
  return listCanceledView(after, market, cancelId, unit)
}

async function queryList(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account, unit } = question
  const by = which(params, 'origClientOrderId')
  params.done()
  const list = await venue.lookup.list(account.account, by)
  if (list === undefined) throw new BinanceError(-2018, 'Order list does not exist.')
  return listView(list, await venue.reference.marketOf(list.list.instrument), unit)
}

async function views({ venue, unit }: OwnQuestion, lists: readonly KnownList[]): Promise<unknown> {
  return await Promise.all(
    lists.map(async (it) => listView(it, await venue.reference.marketOf(it.list.instrument), unit)),
  )
}

async function allLists(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account } = question
  const fromId = params.integer('fromId')
  const span = ownSpan(question)
  const limit = params.limit('limit', 500, 1_000)
  params.done()
  if (fromId !== undefined && (span.from !== undefined || span.to !== undefined)) {
    throw new BinanceError(-1128, 'Combination of optional parameters invalid.')
  }
  return await views(question, await venue.lookup.lists(account.account, { ...span, fromId, limit }))
}

/** Open lists of an account in one answer at most. */
const OPEN_LISTS = 10_000

async function openLists(question: OwnQuestion): Promise<unknown> {
  const { venue, params, account } = question
  params.done()
  const lists = await venue.lookup.lists(account.account, { openOnly: true, limit: OPEN_LISTS })
  return await views(question, lists)
}

const at = (path: string): string => `/api/v3/${path}`
const PLACE = { method: 'POST', security: 'TRADE', needs: 'own.orders.place', weight: 1 } as const
const READ = { method: 'GET', security: 'USER_DATA', needs: 'own.orders.read' } as const

export const LIST_ENDPOINTS: readonly OwnEndpoint[] = [
  { ...PLACE, path: at('orderList/oco'), orders: 2, run: newList(readOco) },
  { ...PLACE, path: at('orderList/oto'), orders: 2, run: newList(readOto) },
  { ...PLACE, path: at('orderList/otoco'), orders: 3, run: newList(readOtoco) },
  { ...PLACE, path: at('order/oco'), orders: 2, run: newList(readOldOco) },
  {
    method: 'DELETE',
    security: 'TRADE',
    needs: 'own.orders.cancel',
    path: at('orderList'),
    weight: 1,
    run: cancelList,
  },
  { ...READ, path: at('orderList'), weight: 4, run: queryList },
  { ...READ, path: at('allOrderList'), weight: 20, run: allLists },
  { ...READ, path: at('openOrderList'), weight: 6, run: openLists },
]
