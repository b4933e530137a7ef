// Orders through their lives, with what each reserves. Open ones stay in memory.
import {
  type AuctionTrade,
  EndReason,
  FeeAsset,
  ListKind,
  type ListLegStarted,
  ListState,
  type ListStatus,
  type OrderAccepted,
  type OrderCanceled,
  type OrderReduced,
  type OrderRefreshed,
  type OrderReplaced,
  type OrderRested,
  OrderState,
  type OrderTerms,
  type OrderTriggered,
  OrderType,
  Side,
  type Trade,
  type TradeSide,
} from '@tapebook/schema'
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'
import type { Books } from './book.ts'
import type { Money } from './money.ts'
import type { Instrument, Reference } from './reference.ts'

export const ORDERS = table(
  'orders',
  {
    order_id: 'int',
    account: 'int',
    instrument: 'int',
    // Of the request that made it what it is: a replace gives it a new one.
    client_id: 'text',
    side: 'int',
    type: 'int',
    time_in_force: 'int',
    state: 'int',
    reason: 'int',
    price: 'int',
    quantity: 'int',
    cumulative: 'int',
    quote_amount: 'amount',
    notional: 'amount',
    fee: 'amount',
    fee_asset: 'int',
    hold: 'amount',
    maker_ppm: 'int',
    taker_ppm: 'int',
    // What fees so far were rounded up too far, in millionths.
    fee_slack: 'int',
    flags: 'int',
    trigger_price: 'int',
    display_quantity: 'int',
    expire_time: 'long',
    session: 'int',
    is_open: 'int',
    opened_by: 'int',
    changed_by: 'int',
    created_at: 'long',
    updated_at: 'long',
    // What the book shows of it, and where; of a pegged order its group tells.
    shown: 'int',
    shown_price: 'int',
    peg_group: 'int',
    // 0 for none.
    list_id: 'int',
    // 1: its list holds what the largest of these needs, and the row of that one has it.
    shares_hold: 'int',
    // Of schema's StpMode.
    stp: 'int',
    trail_basis_points: 'int',
    // When it first met the book; 0 while it waits.
    working_at: 'long',
  },
  ['order_id'],
)

/** Changes of an order's quantity by a request. */
export const AMENDMENTS = table(
  'amendments',
  {
    order_id: 'int',
    sequence: 'int',
    old_client_id: 'text',
    client_id: 'text',
    old_quantity: 'int',
    quantity: 'int',
    amended_at: 'long',
  },
  ['order_id', 'sequence'],
)

export type Order = Row<typeof ORDERS>

const MILLION = 1_000_000n

const ceilMillion = (amount: bigint): bigint => {
  const quotient = amount / MILLION
  return amount % MILLION > 0n ? quotient + 1n : quotient
}

/** What an order of these terms reserves, as `hold_of` of the engine's clearing.rs. */
export function holdOf(order: Order, instrument: Instrument): bigint {
  const leaves = BigInt(order.quantity - order.cumulative)
  if (order.side === Side.Sell) return leaves * instrument.lot_units
  const notional = BigInt(order.price) * leaves * instrument.quote_units
  if (instrument.fee_asset !== FeeAsset.Quote) return notional
  const ppm = BigInt(Math.max(order.maker_ppm, order.taker_ppm, 0))
  const fee = ceilMillion(notional * ppm - BigInt(order.fee_slack))
  return fee > 0n ? notional + fee : notional
}

const isOpen = (state: number): boolean =>
  state === OrderState.New ||
  state === OrderState.PartiallyFilled ||
  state === OrderState.Untriggered ||
  state === OrderState.Pending

/** Does it meet the book, or did it? */
const works = (state: number): boolean => state !== OrderState.Untriggered && state !== OrderState.Pending

export class Orders {
  readonly #open = new Map<bigint, Order>()
  /** Legs of a list that was told, until they are accepted. */
  readonly #coming = new Map<bigint, { list_id: number; shares_hold: number }>()
  /** Open legs that hold together, by list. */
  readonly #sharing = new Map<number, Set<Order>>()
  readonly #reference: Reference
  readonly #money: Money
  readonly #books: Books
  readonly #to: Writer<typeof ORDERS>
  readonly #amendments: Writer<typeof AMENDMENTS>

  constructor(changes: Changes, reference: Reference, money: Money, books: Books) {
    this.#reference = reference
    this.#money = money
    this.#books = books
    this.#to = changes.writer(ORDERS)
    this.#amendments = changes.writer(AMENDMENTS)
  }

  async load(database: Database): Promise<void> {
    for (const row of await database.load(ORDERS, 'is_open = 1')) this.#keep(row)
  }

  /** Orders that are open. */
  get open(): Iterable<Order> {
    return this.#open.values()
  }

  accepted(it: OrderAccepted): void {
    const { request, report, instrument } = it
    const { account } = request
    const [maker_ppm, taker_ppm] = this.#reference.ratesOf(account, instrument)
    const leg = this.#coming.get(it.orderId) ?? { list_id: 0, shares_hold: 0 }
    this.#coming.delete(it.orderId)
    const order: Order = {
      order_id: Number(it.orderId),
      account,
      instrument,
      client_id: request.clientId,
      side: it.side,
      type: it.type,
      time_in_force: it.timeInForce,
      state: OrderState.New,
      reason: EndReason.None,
      price: Number(it.price),
      quantity: Number(it.quantity),
      cumulative: 0,
      quote_amount: it.quoteAmount,
      notional: 0n,
      fee: 0n,
      fee_asset: this.#feeAsset(it.side, instrument),
      hold: 0n,
      maker_ppm,
      taker_ppm,
      fee_slack: 0,
      flags: it.flags,
      trigger_price: 0,
      display_quantity: 0,
      expire_time: 0n,
      session: it.session,
      is_open: 1,
      opened_by: Number(report.sequence),
      changed_by: 0,
      created_at: report.time,
      updated_at: report.time,
      shown: 0,
      shown_price: 0,
      peg_group: 0,
      stp: it.stp,
      trail_basis_points: 0,
      working_at: report.time,
      ...leg,
    }
    this.#keep(order)
    this.#books.place(order, it.price, it.resting)
    this.#changed(order, report, it.hold)
  }

  rested(it: OrderRested): void {
    const order = this.#get(it.orderId)
    if (it.group === 0) this.#books.place(order, it.price, it.resting)
    else this.#books.join(order, it.group, it.price, it.resting)
    this.#to.put(order)
  }

  refreshed(it: OrderRefreshed): void {
    const order = this.#get(it.orderId)
    this.#books.place(order, it.price, it.displayed)
    this.#to.put(order)
  }

  #keep(order: Order): void {
    this.#open.set(BigInt(order.order_id), order)
    if (order.shares_hold === 0) return
    const legs = this.#sharing.get(order.list_id) ?? new Set()
    this.#sharing.set(order.list_id, legs.add(order))
  }

  /** A list was taken: the orders that follow are its legs. All but a first one that others wait for hold together. */
  listed(it: ListStatus): void {
    if (it.state === ListState.Done) return
    const list_id = Number(it.listId)
    for (const [at, order] of it.orders.entries()) {
      const shares_hold = it.kind === ListKind.Oco || at > 0 ? 1 : 0
      if (order !== 0n) this.#coming.set(order, { list_id, shares_hold })
    }
  }

  /** A pending leg starts. One that cannot is canceled next. */
  started(it: ListLegStarted): void {
    if (it.state === OrderState.Rejected) return
    const order = this.#get(it.orderId)
    order.price = Number(it.price)
    order.quantity = Number(it.quantity)
    order.state = it.state
    if (works(it.state)) order.working_at = it.report.time
    this.#changed(order, it.report)
  }

  terms(it: OrderTerms): void {
    const order = this.#get(it.orderId)
    order.trigger_price = Number(it.triggerPrice)
    order.display_quantity = Number(it.displayQuantity)
    order.expire_time = it.expireTime
    order.flags = it.flags
    order.state = it.state
    order.trail_basis_points = it.trailBasisPoints
    if (!works(it.state)) order.working_at = 0n
    this.#changed(order, it.report, order.hold)
  }

  triggered(it: OrderTriggered): void {
    const order = this.#get(it.orderId)
    order.price = Number(it.price)
    order.state = order.cumulative > 0 ? OrderState.PartiallyFilled : OrderState.New
    order.working_at = it.report.time
    this.#changed(order, it.report, it.hold)
  }

  reduced(it: OrderReduced): void {
    const order = this.#get(it.orderId)
    order.quantity = Number(it.leaves + it.cumulative)
    if (it.resting === 1) this.#books.take(order, it.reduced)
    this.#changed(order, it.report)
  }

  replaced(it: OrderReplaced): void {
    const order = this.#get(it.orderId)
    if (it.priorityKept === 1 && (it.oldResting > 0n || order.peg_group !== 0)) {
      this.#books.take(order, it.oldResting > it.resting ? it.oldResting - it.resting : 0n)
    } else {
      this.#books.take(order, it.oldResting)
      order.peg_group = 0
      this.#books.place(order, it.price, it.resting)
    }
    this.#amended(order, it)
    order.client_id = it.request.clientId
    order.quantity = Number(it.quantity)
    // Of a pegged order that kept its place it is where the book shows it.
    if (order.type !== OrderType.Pegged || it.priorityKept === 0) order.price = Number(it.price)
    this.#changed(order, it.report)
  }

  #amended({ order_id, client_id, quantity }: Order, it: OrderReplaced): void {
    const { request, report } = it
    // A leg that grew with its entry was asked for by nobody.
    if (request.clientId === client_id || Number(it.quantity) === quantity) return
    this.#amendments.put({
      order_id,
      sequence: Number(report.sequence),
      old_client_id: client_id,
      client_id: request.clientId,
      old_quantity: quantity,
      quantity: Number(it.quantity),
      amended_at: report.time,
    })
  }

  canceled(it: OrderCanceled): void {
    const order = this.#get(it.orderId)
    order.state = it.state
    order.reason = it.reason
    this.#books.take(order, it.displayed)
    this.#changed(order, it.report)
  }

  traded(it: Trade): void {
    if (it.hidden === 0) this.#books.take(this.#get(it.maker.orderId), it.quantity)
    this.#filled(it.maker, it, (order) => order.maker_ppm)
    this.#filled(it.taker, it, (order) => order.taker_ppm)
  }

  /** In an auction both sides pay as takers. */
  auctionTraded(it: AuctionTrade): void {
    this.#books.take(this.#get(it.buy.orderId), it.buyShown)
    this.#books.take(this.#get(it.sell.orderId), it.sellShown)
    this.#filled(it.buy, it, (order) => order.taker_ppm)
    this.#filled(it.sell, it, (order) => order.taker_ppm)
  }

  #filled(side: TradeSide, it: Trade | AuctionTrade, rate: (order: Order) => number): void {
    const order = this.#get(side.orderId)
    const { quantity, notional, report } = it
    const instrument = this.#reference.instrument(order.instrument)
    const takesBase = order.side === Side.Buy && instrument.fee_asset !== FeeAsset.Quote
    const charged = takesBase ? quantity * instrument.lot_units : notional
    // As `charge` of the engine's clearing.rs, with the fee that it found.
    const slack = side.fee * MILLION - (charged * BigInt(rate(order)) - BigInt(order.fee_slack))
    if (slack < 0n || slack >= MILLION) {
      throw new Error(`order ${side.orderId} was charged ${side.fee}, which its rates do not give`)
    }
    order.fee_slack = Number(slack)
    order.fee += side.fee
    order.notional += notional
    order.cumulative = Number(side.cumulative)
    order.state = side.state
    this.#changed(order, report)
  }

  #feeAsset(side: Side, instrument: number): number {
    const { fee_asset, base_asset, quote_asset } = this.#reference.instrument(instrument)
    return side === Side.Buy && fee_asset !== FeeAsset.Quote ? base_asset : quote_asset
  }

  #get(orderId: bigint): Order {
    const order = this.#open.get(orderId)
    if (order === undefined) throw new Error(`the tape names order ${orderId}, which is not open`)
    return order
  }

  /** Writes the order, and what it reserves now: for its open quantity unless told. */
  #changed(order: Order, report: { sequence: bigint; time: bigint }, told?: bigint): void {
    order.changed_by = Number(report.sequence)
    order.updated_at = report.time
    if (order.shares_hold === 1) return this.#changedLeg(order, report.time)
    const instrument = this.#reference.instrument(order.instrument)
    let hold = told
    if (!isOpen(order.state)) {
      order.is_open = 0
      this.#open.delete(BigInt(order.order_id))
      hold = 0n
    } else if (hold === undefined) {
      // One by quote amount never outlives its command.
      hold = order.quote_amount > 0n ? order.hold : holdOf(order, instrument)
    }
    this.#hold(order, hold, report.time)
  }

  #hold(order: Order, hold: bigint, time: bigint): void {
    const instrument = this.#reference.instrument(order.instrument)
    const asset = order.side === Side.Buy ? instrument.quote_asset : instrument.base_asset
    this.#money.hold(order.account, asset, hold - order.hold, time)
    order.hold = hold
    this.#to.put(order)
  }

  /** Writes a leg, and what its list holds now: as much as the largest that started needs. */
  #changedLeg(order: Order, time: bigint): void {
    const legs = this.#sharing.get(order.list_id) ?? new Set()
    if (!isOpen(order.state)) {
      order.is_open = 0
      this.#open.delete(BigInt(order.order_id))
      legs.delete(order)
      if (legs.size === 0) this.#sharing.delete(order.list_id)
    }
    const instrument = this.#reference.instrument(order.instrument)
    const started = [...legs].filter((leg) => leg.state !== OrderState.Pending)
    const needs = new Map(started.map((leg) => [leg, holdOf(leg, instrument)]))
    let largest: Order | undefined
    for (const leg of started) {
      if (largest === undefined || (needs.get(leg) ?? 0n) > (needs.get(largest) ?? 0n)) largest = leg
    }
    for (const leg of new Set([order, ...legs])) {
      const hold = leg === largest ? (needs.get(leg) ?? 0n) : 0n
      if (leg === order || hold !== leg.hold) this.#hold(leg, hold, time)
    }
  }
}
