// Order entry: a client's words become one request of the exchange, and its first reports one answer.
import {
  type AdvancedInput,
  type Client,
  ListState,
  type OrderInput,
  OrderState,
  Side,
  TimeInForce,
  type wire,
} from '@tapebook/client'
import { ApiError } from './errors.ts'
import { lotsOf, ticksOf, unitsOf } from './numbers.ts'
import type { Market } from './reference.ts'
import type { Session } from './session.ts'
import { Turns } from './turns.ts'

export const ORDER_TYPES = [
  'market',
  'limit',
  'stop',
  'stop_limit',
  'take_profit',
  'take_profit_limit',
  'trailing_stop',
  'trailing_stop_limit',
] as const
export type OrderTypeName = (typeof ORDER_TYPES)[number]

export const TIMES_IN_FORCE = {
  gtc: TimeInForce.Gtc,
  ioc: TimeInForce.Ioc,
  fok: TimeInForce.Fok,
  day: TimeInForce.Day,
  gtd: TimeInForce.Gtd,
} as const

/** An order as a client words it; decimals are strings. */
export interface OrderWords {
  readonly side: 'buy' | 'sell'
  readonly type: OrderTypeName
  readonly quantity?: string
  readonly quote_quantity?: string
  readonly price?: string
  readonly stop_price?: string
  /** Distance of a trailing stop, in hundredths of a per cent. */
  readonly trail_basis_points?: number
  readonly display_quantity?: string
  readonly min_quantity?: string
  readonly time_in_force?: keyof typeof TIMES_IN_FORCE
  /** In ms since 1970. */
  readonly expires_at?: number
  readonly post_only?: boolean
  readonly reduce_only?: boolean
  readonly hidden?: boolean
  readonly client_order_id?: string
}

/** A fill of an order. */
export interface KnownFill {
  readonly tradeId: bigint
  readonly price: bigint
  readonly quantity: bigint
  readonly fee: bigint
  readonly feeAsset: number
}

/** An order as far as somebody told us: what it is, and what became of it. */
export interface KnownOrder {
  readonly orderId: bigint
  readonly instrument: number
  readonly clientId: string
  readonly side: number
  readonly type: number
  readonly timeInForce: number
  readonly price: bigint
  readonly quantity: bigint
  /** Of a market order by quote amount; else 0. */
  readonly quoteAmount: bigint
  /** As NewAdvancedOrder.flags. */
  readonly flags: number
  /** Of schema's StpMode; undefined where nobody said. */
  readonly stp: number | undefined
  /** The list that it is a leg of; 0 for none. */
  readonly listId: bigint
  readonly createdAt: bigint
  readonly updatedAt: bigint
  /** Distance of a trailing stop in hundredths of a per cent; 0 for none. */
  trailBasisPoints: number
  /** When it first met the book, in ns; 0 while it waits. */
  readonly workingAt: bigint
  /** The command that entered it; 0 where nobody said. */
  readonly sequence: bigint
  /** What it met in the command that entered it. */
  readonly fills: readonly KnownFill[]
  triggerPrice: bigint
  displayQuantity: bigint
  state: number
  /** Of schema's EndReason. */
  reason: number
  cumulative: bigint
  notional: bigint
  /** Undefined where nobody said. */
  fee: bigint | undefined
  feeAsset: number | undefined
}

const NS_PER_MS = 1_000_000n

const needs = (words: OrderWords, field: keyof OrderWords): void => {
  if (words[field] === undefined)
    throw new ApiError('INVALID_FIELD', field, 'An order of this type needs the field.')
}
const forbids = (words: OrderWords, field: keyof OrderWords): void => {
  if (words[field] !== undefined)
    throw new ApiError('INVALID_FIELD', field, 'An order of this type has no such field.')
}

/** Fields that go with the type, and no others. */
function checkFields(words: OrderWords): void {
  const { type } = words
  const isLimit = type === 'limit' || type.endsWith('_limit')
  const isStop = type.startsWith('stop') || type.startsWith('take_profit')
  const check = (isNeeded: boolean, field: keyof OrderWords): void =>
    (isNeeded ? needs : forbids)(words, field)
  check(isLimit, 'price')
  check(isStop, 'stop_price')
  check(type.startsWith('trailing'), 'trail_basis_points')
  if (type === 'market' && words.quantity === undefined) needs(words, 'quote_quantity')
  else {
    needs(words, 'quantity')
    forbids(words, 'quote_quantity')
  }
  if (words.time_in_force === 'gtd') needs(words, 'expires_at')
  if (words.expires_at !== undefined && (words.time_in_force ?? 'gtd') !== 'gtd') forbids(words, 'expires_at')
}

const isPlain = ({
  type,
  display_quantity,
  min_quantity,
  hidden,
  reduce_only,
  expires_at,
}: OrderWords): boolean =>
  (type === 'market' || type === 'limit') &&
  display_quantity === undefined &&
  min_quantity === undefined &&
  hidden !== true &&
  reduce_only !== true &&
  expires_at === undefined

/** The words in steps of their market. Throws an ApiError that names the field. */
export function orderOf(words: OrderWords, { instrument, quote }: Market): OrderInput | AdvancedInput {
  checkFields(words)
  const { type, price, quantity, quote_quantity, stop_price, display_quantity, min_quantity } = words
  const common = {
    instrument,
    side: words.side === 'buy' ? Side.Buy : Side.Sell,
    ...(words.client_order_id !== undefined && { clientId: words.client_order_id }),
    ...(price !== undefined && { price: ticksOf(instrument, price, 'price') }),
    ...(words.time_in_force !== undefined && { timeInForce: TIMES_IN_FORCE[words.time_in_force] }),
    ...(words.post_only === true && { postOnly: true }),
  }
  const lots = quantity === undefined ? undefined : lotsOf(instrument, quantity, 'quantity')
  if (isPlain(words)) {
    if (lots !== undefined) return { ...common, quantity: lots }
    return { ...common, quoteAmount: unitsOf(quote, quote_quantity ?? '0', 'quote_quantity') }
  }
  if (lots === undefined)
    throw new ApiError('INVALID_FIELD', 'quantity', 'An order of this type needs the field.')
  const trigger = stop_price === undefined ? undefined : ticksOf(instrument, stop_price, 'stop_price')
  return {
    ...common,
    quantity: lots,
    ...(trigger !== undefined && (type.startsWith('stop') ? { stop: trigger } : { takeProfit: trigger })),
    ...(words.trail_basis_points !== undefined && {
      trail: { by: { basisPoints: words.trail_basis_points } },
    }),
    ...(display_quantity !== undefined && {
      display: lotsOf(instrument, display_quantity, 'display_quantity'),
    }),
    ...(min_quantity !== undefined && { minQuantity: lotsOf(instrument, min_quantity, 'min_quantity') }),
    ...(words.hidden === true && { hidden: true }),
    ...(words.reduce_only === true && { reduceOnly: true }),
    ...(words.expires_at !== undefined && { expires: BigInt(words.expires_at) * NS_PER_MS }),
  }
}

/** So many orders at least are kept after their entry: their fills come in the same message, or right behind. */
const KEPT = 2_048

/** A request of an account without an answer yet. */
interface Waiting {
  readonly account: number
  isRepeat: boolean
}

/** An order whose fills are still being told. */
export interface EnteredOrder extends KnownOrder {
  readonly fills: KnownFill[]
}

/** An order as it is when it was taken, before anything happened to it. */
export const acceptedOrder = (it: wire.OrderAccepted, listId = 0n): EnteredOrder => ({
  orderId: it.orderId,
  instrument: it.instrument,
  clientId: it.request.clientId,
  side: it.side,
  type: it.type,
  timeInForce: it.timeInForce,
  price: it.price,
  quantity: it.quantity,
  quoteAmount: it.quoteAmount,
  flags: it.flags,
  stp: it.stp,
  listId,
  trailBasisPoints: 0,
  workingAt: it.report.time,
  sequence: it.report.sequence,
  fills: [],
  createdAt: it.report.time,
  updatedAt: it.report.time,
  triggerPrice: 0n,
  displayQuantity: 0n,
  state: OrderState.New,
  reason: 0,
  cumulative: 0n,
  notional: 0n,
  fee: 0n,
  feeAsset: undefined,
})

/** An order that was taken. `isRepeat`: the same request was taken before, and this is what it was answered. */
export interface Entered {
  readonly entered: KnownOrder
  readonly isRepeat: boolean
}

/** Enters orders, and puts the reports of each together. */
export class Entry {
  /** Requests that wait for their first answer, by client id, which no two have at once: was it given before? */
  readonly #waiting = new Map<string, Waiting>()
  /** Orders that came by this session, the newest of them, and those before them. */
  #entered = new Map<bigint, EnteredOrder>()
  #enteredBefore = new Map<bigint, EnteredOrder>()
  /** Legs of lists that were taken, until the acceptance of each, which follows. */
  readonly #legs = new Map<bigint, bigint>()
  /** Client ids that a request of the session has now: another account's with the same one waits for it. */
  readonly #turns = new Turns()

  /** Hears the reports of a client before its first frame. */
  listen(client: Client): void {
    client.on('ListStatus', (it, { resent }) => {
      if (resent || it.report.session !== client.session || it.state !== ListState.Executing) return
      for (const id of it.orders) if (id !== 0n) this.#legs.set(id, it.listId)
    })
    client.on('OrderAccepted', (it, { resent }) => {
      if (resent || it.session !== client.session) return
      const listId = this.#legs.get(it.orderId)
      if (listId !== undefined) this.#legs.delete(it.orderId)
      if (this.#entered.size >= KEPT) {
        this.#enteredBefore = this.#entered
        this.#entered = new Map()
      }
      this.#entered.set(it.orderId, acceptedOrder(it, listId))
    })
    client.on('RequestRepeated', ({ request }) => {
      const waiting = this.#waiting.get(request.clientId)
      if (waiting?.account === request.account) waiting.isRepeat = true
    })
    client.on('Fill', (it) => {
      const entered = this.#find(it.orderId)
      if (entered === undefined) return
      entered.state = it.state
      entered.cumulative = it.cumulative
      entered.notional += it.notional
      entered.fee = (entered.fee ?? 0n) + it.fee
      entered.feeAsset = it.feeAsset
      if (it.report.sequence !== entered.sequence) return
      const { tradeId, price, quantity, fee, feeAsset } = it
      entered.fills.push({ tradeId, price, quantity, fee, feeAsset })
    })
    client.on('OrderTerms', ({ orderId, state, triggerPrice, displayQuantity, trailBasisPoints }) =>
      this.#change(orderId, { state, triggerPrice, displayQuantity, trailBasisPoints }),
    )
    client.on('OrderCanceled', ({ orderId, state, reason, cumulative }) =>
      this.#change(orderId, { state, reason, cumulative }),
    )
  }

  #find(orderId: bigint): EnteredOrder | undefined {
    return this.#entered.get(orderId) ?? this.#enteredBefore.get(orderId)
  }

  #change(orderId: bigint, change: Partial<KnownOrder>): void {
    const entered = this.#find(orderId)
    if (entered !== undefined) Object.assign(entered, change)
  }

  /** Runs with a client id that no other request of the session has meanwhile. */
  exclusively<T>(clientId: string | undefined, run: () => Promise<T>): Promise<T> {
    return clientId === undefined ? run() : this.#turns.take(clientId, run)
  }

  /** An order that came by this session, if it is one of the newest. */
  entered(orderId: bigint): KnownOrder | undefined {
    return this.#find(orderId)
  }

  /** Places an order for an account, as a client words it. */
  async place(session: Session, account: number, words: OrderWords, market: Market): Promise<Entered> {
    return await this.enter(session, { ...orderOf(words, market), account }, isPlain(words))
  }

  /** Enters an order; a plain one by the request that costs least. */
  enter(session: Session, order: OrderInput | AdvancedInput, isPlain: boolean): Promise<Entered> {
    const { clientId } = order
    return this.exclusively(clientId, async () => {
      const waiting: Waiting = { account: order.account ?? 0, isRepeat: false }
      if (clientId !== undefined) this.#waiting.set(clientId, waiting)
      try {
        const accepted = await session.ask((client) =>
          isPlain ? client.newOrder(order) : client.newAdvancedOrder(order as AdvancedInput),
        )
        const entered = this.#find(accepted.orderId) ?? acceptedOrder(accepted)
        return { entered, isRepeat: waiting.isRepeat }
      } finally {
        if (clientId !== undefined) this.#waiting.delete(clientId)
      }
    })
  }
}
