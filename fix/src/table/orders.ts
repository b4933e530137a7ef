// What became of orders, from the events of the binary port: an Execution for each that a counterparty hears of.
import {
  ListKind,
  ListState,
  MessageType,
  OrderState,
  OrderType,
  RejectReason,
  type ReportType,
  SettlementStatus,
  Side,
  TimeInForce,
  type wire,
} from '@tapebook/client'
import type { Fields } from '../message.ts'
import type { Command } from './entry.ts'
import { isWaiting, noTerms, type Terms } from './terms.ts'
import { type Execution, eventId, fillId, letter, type Order, statusOf, type Told } from './told.ts'

type Report<T extends ReportType> = wire.Bodies[T]

/** Orders that ended are still known, so that a busted trade finds what it is of. */
const MOST_ENDED = 65_536

/** A command without an answer. */
interface Asked {
  readonly command: Command
  readonly echo: Fields | undefined
  readonly isResend: boolean
  isSentAgain: boolean
}

const MOST_AGAIN = 1_024

const FOR_MANY: ReadonlySet<number> = new Set([
  MessageType.MassQuote,
  MessageType.CancelQuotes,
  MessageType.CancelAll,
])

const ENDED: ReadonlySet<number> = new Set([
  OrderState.Filled,
  OrderState.Canceled,
  OrderState.Rejected,
  OrderState.Expired,
])

/**
 * Follows orders by their events, as they come. It is told of every report of the sessions that it stands for, and of each
 * command before it is sent, so that refusals can repeat what was asked. An acceptance is held back until its terms, which
 * follow at once, have come: `flush` ends a turn.
 */
export class Orders {
  readonly #open = new Map<bigint, Order>()
  readonly #ended = new Map<bigint, Order>()
  readonly #asked = new Map<string, Asked>()
  /** Lists of orders that are not accepted yet. */
  readonly #legs = new Map<bigint, NonNullable<Order['list']>>()
  /** Orders by account and the client id that they have now. */
  readonly #byClient = new Map<string, bigint>()
  /** First answers that come again, by the command they are of: are they to be told? */
  readonly #again = new Map<bigint, boolean>()
  #held: Execution | undefined

  /**
   * A command is about to be sent. False where one with its client id is on its way: then it is a duplicate, and is not to be
   * sent. `isResend`: the message had 97=Y.
   */
  asked(command: Command, echo?: Fields, isResend = false): boolean {
    const key = keyOf(command.body.account, command.body.clientId)
    if (this.#asked.has(key)) return false
    this.#asked.set(key, { command, echo, isResend, isSentAgain: false })
    return true
  }

  /** The connection was lost: the client sends again what has no answer, and that is no repeat of the counterparty's. */
  lost(): void {
    for (const asked of this.#asked.values()) asked.isSentAgain = true
  }

  find(orderId: bigint): Order | undefined {
    return this.#open.get(orderId) ?? this.#ended.get(orderId)
  }

  /** The order of that id; where it is 0, the one that has that client id now. */
  named(account: number, orderId: bigint, clientId: string): Order | undefined {
    return this.find(orderId === 0n ? (this.#byClient.get(keyOf(account, clientId)) ?? 0n) : orderId)
  }

  /** Orders that have not ended, oldest first. */
  open(): IterableIterator<Order> {
    return this.#open.values()
  }

  /** Takes up an order that was there before, from a query; what a query does not say stays unknown. */
  adopt(report: wire.OrderReport): Order {
    const { orderId, account, clientId, state, quantity, cumulative, notional } = report
    const before = this.find(orderId)
    const { instrument, side, type, timeInForce, price, triggerPrice, expireTime, flags } = report
    const terms = before?.isKnown
      ? before.terms
      : {
          ...noTerms(),
          instrument,
          side,
          type,
          timeInForce,
          price,
          quantity,
          triggerPrice,
          expireTime,
          flags,
        }
    const leaves = ENDED.has(state) ? 0n : quantity - cumulative
    const order: Order = {
      orderId,
      account,
      clientId,
      terms,
      isKnown: true,
      state,
      leaves,
      cumulative,
      notional,
      list: before?.list,
      echo: before?.echo,
    }
    this.#keep(order)
    return order
  }

  /** What a report tells. The cost does not grow with the orders that there are. */
  apply(type: ReportType, report: wire.Bodies[ReportType], entries?: Uint8Array): Told[] {
    if (type === MessageType.OrderTerms) return this.#terms(report as wire.OrderTerms)
    const told: Told[] = this.flush()
    const { sequence, sessionSequence } = report.report
    // First answers that come again have no number of their own.
    const again = sessionSequence === 0n ? this.#again.get(sequence) : undefined
    const now =
      again === undefined ? this.#told(type, report, entries) : again ? this.#retold(type, report) : undefined
    if (now !== undefined) told.push(...now)
    return told
  }

  /** What was held back. */
  flush(): Told[] {
    const held = this.#held
    this.#held = undefined
    return held === undefined ? [] : [held]
  }

  /** A request that was refused before the journal, by its client id. */
  refused(clientId: string, reason: RejectReason, time: bigint): Told[] {
    for (const [key, { command }] of this.#asked) {
      if (command.body.clientId !== clientId) continue
      this.#asked.delete(key)
      return [...this.flush(), this.#rejection(command, reason, time, `U${clientId}-${time}`, 0n)]
    }
    return this.flush()
  }

  #told(type: ReportType, report: unknown, entries: Uint8Array | undefined): Told[] | undefined {
    switch (type) {
      case MessageType.OrderAccepted:
        return this.#accepted(report as Report<typeof MessageType.OrderAccepted>)
      case MessageType.OrderReplaced:
        return this.#replaced(report as Report<typeof MessageType.OrderReplaced>)
      case MessageType.OrderReduced:
        return this.#reduced(report as Report<typeof MessageType.OrderReduced>)
      case MessageType.OrderCanceled:
        return this.#canceled(report as Report<typeof MessageType.OrderCanceled>)
      case MessageType.OrderTriggered:
        return this.#triggered(report as Report<typeof MessageType.OrderTriggered>)
      case MessageType.ListLegStarted:
        return this.#started(report as Report<typeof MessageType.ListLegStarted>)
      case MessageType.Fill:
        return this.#filled(report as Report<typeof MessageType.Fill>)
      case MessageType.TradeAmended:
        return this.#amended(report as Report<typeof MessageType.TradeAmended>)
      case MessageType.RequestRepeated:
        return this.#repeated(report as Report<typeof MessageType.RequestRepeated>)
      case MessageType.RequestRejected:
        return this.#rejected(report as Report<typeof MessageType.RequestRejected>)
      case MessageType.ListStatus:
        return this.#list(report as Report<typeof MessageType.ListStatus>)
      case MessageType.Applied:
        return this.#applied(report as Report<typeof MessageType.Applied>, entries)
      default:
        return undefined
    }
  }

  #accepted(it: wire.OrderAccepted): undefined {
    const { orderId, request, instrument, side, type, timeInForce, stp, price, quantity, quoteAmount } = it
    const asked = this.#answered(request)
    // The protection price of a market order is no price of its own.
    const isMarket = type === OrderType.Market || type === OrderType.Stop || type === OrderType.TakeProfit
    const own = isMarket || type === OrderType.TrailingStop ? 0n : price
    const terms: Terms = { ...noTerms(), instrument, side, type, timeInForce, stp, price: own, quantity }
    terms.quoteAmount = quoteAmount
    terms.flags = it.flags
    if (asked?.command.type === MessageType.NewAdvancedOrder) keepAsked(terms, asked.command.body)
    const order: Order = {
      orderId,
      account: request.account,
      clientId: request.clientId,
      terms,
      isKnown: true,
      state: isWaiting(type) ? OrderState.Untriggered : OrderState.New,
      leaves: quantity,
      cumulative: 0n,
      notional: 0n,
      list: this.#legs.get(orderId),
      echo: asked?.echo,
    }
    this.#legs.delete(orderId)
    this.#keep(order)
    this.#held = { kind: 'accepted', order, execId: eventId(it.report), time: it.report.time }
  }

  /** What was asked by a request that has an answer now. Requests for many orders are answered last of all, by Applied. */
  #answered({ account, clientId }: wire.RequestHeader): Asked | undefined {
    const key = keyOf(account, clientId)
    const asked = this.#asked.get(key)
    if (asked !== undefined && !FOR_MANY.has(asked.command.type)) this.#asked.delete(key)
    return asked
  }

  #replaced(it: wire.OrderReplaced): undefined {
    const before = this.find(it.orderId) ?? unknownOrder(it, it.request.account)
    const { clientId } = it.request
    this.#answered(it.request)
    const terms = { ...before.terms, quantity: it.quantity, price: before.terms.price === 0n ? 0n : it.price }
    const { cumulative } = it
    const order = { ...before, clientId, terms, cumulative, leaves: it.quantity - cumulative }
    this.#keep(order)
    const execId = eventId(it.report)
    this.#held = { kind: 'replaced', order, execId, origClientId: it.clientId, time: it.report.time }
  }

  #terms(it: wire.OrderTerms): Told[] {
    const before = this.find(it.orderId)
    if (before === undefined) return this.flush()
    const { triggerPrice, activationPrice, trailTicks, trailBasisPoints, displayQuantity, minQuantity } = it
    const { expireTime, pegOffset, triggerSource, peg, flags } = it
    const terms: Terms = {
      ...before.terms,
      triggerPrice,
      activationPrice,
      trailTicks,
      trailBasisPoints,
      displayQuantity,
      minQuantity,
      expireTime,
      pegOffset,
      triggerSource,
      peg,
      flags,
    }
    const state = before.cumulative > 0n && it.state === OrderState.New ? before.state : it.state
    const order = { ...before, terms, state }
    this.#keep(order)
    const held = this.#held
    if (held === undefined || held.order.orderId !== it.orderId) return this.flush()
    this.#held = undefined
    const isPending = held.kind === 'accepted' && state === OrderState.Pending
    return [{ ...held, kind: isPending ? 'pending' : held.kind, order }]
  }

  #reduced(it: wire.OrderReduced): Told[] {
    const before = this.find(it.orderId) ?? unknownOrder(it, it.account)
    const { leaves, cumulative, reason } = it
    const terms = { ...before.terms, quantity: leaves + cumulative }
    const order = { ...before, terms, leaves, cumulative }
    this.#keep(order)
    return [{ kind: 'restated', order, execId: eventId(it.report), time: it.report.time, reason }]
  }

  #canceled(it: wire.OrderCanceled): Told[] {
    const before = this.find(it.orderId) ?? unknownOrder(it, it.request.account)
    const { state, reason, cumulative, request } = it
    const isAsked = request.clientId !== it.clientId
    if (isAsked) this.#answered(request)
    const order = { ...before, state, cumulative, leaves: 0n, clientId: it.clientId }
    this.#keep(order)
    // An order by amount ends by this when it spent what it should.
    const isExpired = state === OrderState.Expired
    const kind = state === OrderState.Filled ? 'restated' : isExpired ? 'expired' : 'canceled'
    const told = { kind, order, execId: eventId(it.report), time: it.report.time, reason } as const
    if (!isAsked) return [told]
    return [{ ...told, order: { ...order, clientId: request.clientId }, origClientId: it.clientId }]
  }

  #triggered(it: wire.OrderTriggered): Told[] {
    const before = this.find(it.orderId) ?? unknownOrder(it, it.account)
    const order = { ...before, state: OrderState.New, leaves: it.leaves }
    this.#keep(order)
    return [{ kind: 'triggered', order, execId: eventId(it.report), time: it.report.time }]
  }

  #started(it: wire.ListLegStarted): Told[] | undefined {
    const before = this.find(it.orderId) ?? unknownOrder(it, it.account)
    if (it.state === OrderState.Rejected) return undefined
    const isNew = before.state === OrderState.Pending
    const terms = { ...before.terms, quantity: it.quantity, triggerPrice: it.triggerPrice }
    const order = { ...before, terms, state: it.state, leaves: it.quantity - before.cumulative }
    this.#keep(order)
    const kind = isNew ? 'accepted' : 'restated'
    return [{ kind, order, execId: eventId(it.report), time: it.report.time }]
  }

  #filled(it: wire.Fill): Told[] {
    const before = this.find(it.orderId) ?? unknownOrder(it, it.account)
    const { state, leaves, cumulative, report, side } = it
    // Where fills before this one were not told, what they brought is not known.
    const isWhole =
      before.cumulative + it.quantity === cumulative &&
      (before.cumulative === 0n) === (before.notional === 0n)
    const notional = isWhole ? before.notional + it.notional : 0n
    const order = { ...before, state, leaves, cumulative, notional }
    this.#keep(order)
    return [
      { kind: 'fill', order, execId: fillId(it.instrument, it.tradeId, side), time: report.time, fill: it },
    ]
  }

  /** Both sides may be of accounts that are told here; who is not told of one drops it. */
  #amended(it: wire.TradeAmended): Told[] {
    const isBust = it.status === SettlementStatus.Busted
    const takerBuys = it.takerSide === Side.Buy
    return [it.maker, it.taker]
      .filter((party) => party.orderId !== 0n)
      .map((party) => {
        const side = (party === it.taker) === takerBuys ? Side.Buy : Side.Sell
        const order =
          this.find(party.orderId) ?? unknownOrder({ ...it, side, orderId: party.orderId }, party.account)
        return {
          kind: isBust ? ('busted' as const) : ('corrected' as const),
          order,
          execId: `${eventId(it.report)}${letter(side)}`,
          refersTo: fillId(it.instrument, it.tradeId, side),
          time: it.report.time,
          fill: {
            tradeId: it.tradeId,
            price: isBust ? it.price : it.newPrice,
            quantity: isBust ? it.quantity : it.newQuantity,
            fee: party.fee,
            feeAsset: party.feeAsset,
            liquidity: party === it.maker ? 0 : 1,
            state: order.state,
          },
        }
      })
  }

  #rejected(it: wire.RequestRejected): Told[] | undefined {
    const { request, reason, report, orderId } = it
    const key = keyOf(request.account, request.clientId)
    const asked = this.#asked.get(key)
    this.#asked.delete(key)
    const command = asked?.command ?? unasked(it)
    if (command === undefined) return undefined
    return [this.#rejection(command, reason, report.time, eventId(report), orderId, asked?.echo)]
  }

  /** FIX: an id again is refused (103=6), unless 97=Y says that the counterparty is not sure; then it is told how it stands. */
  #repeated(it: wire.RequestRepeated): Told[] | undefined {
    const { account, clientId } = it.request
    const key = keyOf(account, clientId)
    const asked = this.#asked.get(key)
    if (asked === undefined || asked.isSentAgain) return undefined
    this.#asked.delete(key)
    this.#again.set(it.firstSequence, asked.isResend)
    if (this.#again.size > MOST_AGAIN)
      for (const oldest of this.#again.keys()) if (this.#again.delete(oldest)) break
    if (asked.isResend) return undefined
    const { time } = it.report
    return [
      this.#rejection(asked.command, RejectReason.DuplicateId, time, eventId(it.report), 0n, asked.echo),
    ]
  }

  #retold(type: ReportType, report: unknown): Told[] | undefined {
    if (type === MessageType.RequestRejected) return this.#rejected(report as wire.RequestRejected)
    if (type !== MessageType.OrderAccepted) return undefined
    const it = report as wire.OrderAccepted
    const order = this.find(it.orderId)
    if (order !== undefined) return [statusOf(order, it.report.time)]
    this.#accepted(it)
    return undefined
  }

  #rejection(
    command: Command,
    rejected: RejectReason,
    time: bigint,
    execId: string,
    orderId: bigint,
    echo?: Fields,
  ): Told {
    const { body, type } = command
    const { account, clientId } = body
    if (type === MessageType.NewOrder || type === MessageType.NewAdvancedOrder) {
      const order: Order = {
        orderId: 0n,
        account,
        clientId,
        terms: { ...noTerms(), ...onlyTerms(command.body) },
        isKnown: true,
        state: OrderState.Rejected,
        leaves: 0n,
        cumulative: 0n,
        notional: 0n,
        list: undefined,
        echo,
      }
      return { kind: 'rejected', order, execId, time, rejected }
    }
    if (type === MessageType.CancelOrder || type === MessageType.ReplaceOrder) {
      const id = command.body.orderId || orderId
      return {
        kind: 'cancelRejected',
        order: this.find(id),
        orderId: id,
        account,
        clientId,
        origClientId: command.body.targetClientId,
        isReplace: type === MessageType.ReplaceOrder,
        rejected,
        time,
      }
    }
    return { kind: 'answered', command, count: 0n, rejected, time }
  }

  #list(status: wire.ListStatus): Told[] {
    const { request, orders, kind, state } = status
    const key = keyOf(request.account, request.clientId)
    const asked = this.#asked.get(key)?.command
    this.#asked.delete(key)
    if (state === ListState.Executing) {
      for (const id of orders) if (id !== 0n) this.#legs.set(id, { clientId: request.clientId, kind })
      if (asked?.type === MessageType.NewOrderList)
        return [{ kind: 'list', status, legs: legsOf(asked.body, orders, request.account) }]
    }
    const legs = orders.filter((id) => id !== 0n).map((id) => this.find(id))
    return [{ kind: 'list', status, legs }]
  }

  #applied(it: wire.Applied, entries: Uint8Array | undefined): Told[] | undefined {
    if (entries === undefined) return undefined
    const clientId = clientIdOf(entries)
    const key = keyOf(it.account, clientId)
    const asked = this.#asked.get(key)
    if (asked === undefined || asked.command.type !== it.type) return undefined
    this.#asked.delete(key)
    const { time } = it.report
    return [{ kind: 'answered', command: asked.command, count: it.id, rejected: RejectReason.None, time }]
  }

  #keep(order: Order): void {
    const { orderId } = order
    const before = this.find(orderId)
    if (before?.clientId !== order.clientId) {
      if (before !== undefined) this.#byClient.delete(keyOf(before.account, before.clientId))
      this.#byClient.set(keyOf(order.account, order.clientId), orderId)
    }
    if (!ENDED.has(order.state)) {
      this.#open.set(orderId, order)
      return
    }
    this.#open.delete(orderId)
    this.#ended.set(orderId, order)
    if (this.#ended.size <= MOST_ENDED) return
    for (const oldest of this.#ended.values()) {
      this.#ended.delete(oldest.orderId)
      const key = keyOf(oldest.account, oldest.clientId)
      if (this.#byClient.get(key) === oldest.orderId) this.#byClient.delete(key)
      break
    }
  }
}

const keyOf = (account: number, clientId: string): string => `${account} ${clientId}`

const CLIENT_ID_BYTES = 36
/** A request begins with its header, and that with the client id. */
function clientIdOf(request: Uint8Array): string {
  let end = 0
  while (end < CLIENT_ID_BYTES && request[end]) end++
  return Buffer.from(request.buffer, request.byteOffset, end).toString('latin1')
}

/** What an order asked for and its acceptance does not repeat. */
function keepAsked(terms: Terms, asked: Readonly<Terms>): void {
  terms.pegOffset = asked.pegOffset
  terms.peg = asked.peg
}

function onlyTerms(body: Partial<Terms>): Partial<Terms> {
  const known = noTerms()
  return Object.fromEntries(Object.entries(body).filter(([key]) => key in known))
}

/** No side of ours: nobody said which. */
const UNDISCLOSED = 2 as Side

/** A request of which only the refusal is known: reports were resumed, or it is another session's. */
function unasked(it: wire.RequestRejected): Command | undefined {
  const { clientId, account } = it.request
  const { type, orderId } = it
  if (type === MessageType.NewOrder || type === MessageType.NewAdvancedOrder) {
    const terms = { ...noTerms(), instrument: it.instrument, timeInForce: TimeInForce.Day, side: UNDISCLOSED }
    return { type: MessageType.NewAdvancedOrder, body: { clientId, account, ...terms } }
  }
  if (type === MessageType.CancelOrder) {
    return { type, body: { clientId, account, orderId, targetClientId: '' } }
  }
  if (type !== MessageType.ReplaceOrder) return undefined
  const kept = { flags: 0, price: 0n, quantity: 0n, triggerPrice: 0n, displayQuantity: 0n }
  return { type, body: { clientId, account, orderId, targetClientId: '', ...kept } }
}

/** Legs of a list that was taken a moment ago: none of them was told of yet. */
function legsOf(
  { legs, kind }: Pick<wire.NewOrderList, 'legs' | 'kind'>,
  ids: readonly bigint[],
  account: number,
): Order[] {
  return legs.flatMap((leg, at) => {
    const orderId = ids[at] ?? 0n
    if (orderId === 0n) return []
    const isPending = kind !== ListKind.Oco && at > 0
    const state = isPending ? OrderState.Pending : OrderState.New
    return [{ ...unknownOrder({ ...leg, orderId }, account), state, leaves: leg.quantity }]
  })
}

/** An order that nobody told of: what its event says is all there is. */
function unknownOrder(
  it: {
    readonly orderId: bigint
    readonly instrument: number
    readonly side: Side
    readonly clientId?: string
  },
  account: number,
): Order {
  return {
    orderId: it.orderId,
    account,
    clientId: it.clientId ?? '',
    terms: { ...noTerms(), instrument: it.instrument, side: it.side },
    isKnown: false,
    state: OrderState.New,
    leaves: 0n,
    cumulative: 0n,
    notional: 0n,
    list: undefined,
    echo: undefined,
  }
}
