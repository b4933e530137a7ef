// Orders of an account: entered and canceled at the exchange, read from the tables as soon as those have them.
import {
  EndReasonName,
  formatDecimal,
  type OrderState,
  SideName,
  TimeInForceName,
  wire,
} from '@tapebook/client'
import {
  listOrders,
  type Order,
  ownOrder,
  STATUS_WORDS,
  type Tables,
  type Which,
} from '@tapebook/projections'
import { pageOf, readCursor, writeCursor } from './cursors.ts'
import type { Entry, KnownOrder, OrderWords } from './entry.ts'
import { ApiError, RefusedError } from './errors.ts'
import type { Freshness } from './freshness.ts'
import { fromTables } from './history.ts'
import { orderOfReport, orderOfRow } from './known.ts'
import { isoTime, snake } from './market.ts'
import type { Market, Reference } from './reference.ts'
import type { Session } from './session.ts'

/** Decimals of an average price beyond those of a price. */
const AVERAGE_DIGITS = 8

export class OrderService {
  readonly #entry: Entry
  readonly #session: Session
  readonly #reference: Reference
  readonly #tables: Tables
  readonly #freshness: Freshness

  constructor(session: Session, entry: Entry, reference: Reference, tables: Tables, freshness: Freshness) {
    this.#entry = entry
    this.#session = session
    this.#reference = reference
    this.#tables = tables
    this.#freshness = freshness
  }

  /** Enters an order. The answer tells what it met at once. */
  async place(account: number, symbol: string, words: OrderWords) {
    const market = await this.#reference.market(symbol)
    const { entered, isRepeat } = await this.#entry.place(this.#session, account, words, market)
    // A repeat is answered by what has become of the first.
    if (isRepeat) return { order: await this.detail(account, Number(entered.orderId)), isRepeat }
    return { order: await this.#view(entered, market), isRepeat }
  }

  /** Cancels an order. */
  async cancel(account: number, id: number) {
    try {
      await this.#session.ask((client) => client.cancelOrder({ orderId: BigInt(id), account }))
    } catch (error) {
      if (!(error instanceof RefusedError) || error.code !== 'UNKNOWN_ORDER') throw error
      // The exchange forgets what has ended; the tables do not.
      await this.detail(account, id)
      throw new ApiError('ORDER_DONE')
    }
    return await this.detail(account, id)
  }

  /** One order of the account, whatever its state. */
  async detail(account: number, id: number) {
    if (await this.#isFresh()) {
      const row = await fromTables(() => ownOrder(this.#tables, account, id))
      if (row === undefined) throw new ApiError('NOT_FOUND', undefined, 'There is no such order.')
      return await this.#ofRow(row)
    }
    const [report] = await this.#session.ask((client) => client.orders({ account, orderId: BigInt(id) }))
    if (report === undefined) throw new ApiError('TABLES_UNAVAILABLE')
    return await this.#ofReport(report)
  }

  /** A page of orders, newest first (R-004 to R-006, OT-19). */
  async list(account: number, which: Which, limit: number, cursor?: string) {
    const before = cursor === undefined ? {} : { before: readCursor(cursor, 1)[0]! }
    if (!(await this.#isFresh())) {
      if (which === 'open' && cursor === undefined) return await this.#openNow(account, limit)
      throw new ApiError('TABLES_UNAVAILABLE')
    }
    const list = { account, which, ...before, limit: limit + 1 }
    const rows = await fromTables(() => listOrders(this.#tables, list))
    return await pageOf(
      rows,
      limit,
      (row) => this.#ofRow(row),
      ({ order_id }) => writeCursor(order_id),
    )
  }

  /** Open orders as the exchange has them, where the tables are behind. */
  async #openNow(account: number, limit: number) {
    const reports = await this.#session.ask((client) => client.orders({ account }))
    reports.sort((a, b) => (a.orderId < b.orderId ? 1 : -1))
    const data = await Promise.all(reports.slice(0, limit).map((report) => this.#ofReport(report)))
    const last = data.at(-1)
    return { data, next_cursor: reports.length > limit && last !== undefined ? writeCursor(last.id) : null }
  }

  /** Have the tables all that this session was told? */
  async #isFresh(): Promise<boolean> {
    return await this.#freshness.upTo(this.#session.lastSequence)
  }

  async #ofRow(row: Order) {
    const market = await this.#reference.marketOf(row.instrument)
    return await this.#view(orderOfRow(row), market)
  }

  async #ofReport(it: wire.OrderReport) {
    const market = await this.#reference.marketOf(it.instrument)
    return await this.#view(orderOfReport(it), market)
  }

  async #view(it: KnownOrder, { instrument, quote }: Market) {
    const price = (ticks: bigint): string | null => (ticks === 0n ? null : instrument.ticksToPrice(ticks))
    const feeAsset = it.feeAsset === undefined ? undefined : await this.#reference.assetOf(it.feeAsset)
    const words = STATUS_WORDS[it.state as OrderState]
    return {
      id: Number(it.orderId),
      client_order_id: it.clientId,
      pair: instrument.symbol,
      side: snake(SideName[it.side] ?? ''),
      type: snake(wire.OrderTypeName[it.type as wire.OrderType] ?? ''),
      time_in_force: snake(TimeInForceName[it.timeInForce] ?? ''),
      status: words.exchange as string,
      venue_status: words.venue as string,
      reason: it.reason === 0 ? null : snake(EndReasonName[it.reason] ?? ''),
      price: price(it.price),
      stop_price: price(it.triggerPrice),
      display_quantity: it.displayQuantity === 0n ? null : instrument.lotsToQuantity(it.displayQuantity),
      quantity: instrument.lotsToQuantity(it.quantity),
      filled_quantity: instrument.lotsToQuantity(it.cumulative),
      remaining_quantity: instrument.lotsToQuantity(
        it.quantity > it.cumulative ? it.quantity - it.cumulative : 0n,
      ),
      filled_value: quote.format(it.notional),
      average_price: averagePrice(it, instrument, quote),
      fee: feeAsset === undefined || it.fee === undefined ? null : feeAsset.format(it.fee),
      fee_asset: feeAsset?.code ?? null,
      created_at: isoTime(it.createdAt),
      updated_at: isoTime(it.updatedAt),
    }
  }
}

/** Value over quantity, cut off; null before the first fill. */
function averagePrice(
  { cumulative, notional }: Pick<KnownOrder, 'cumulative' | 'notional'>,
  { lotSize, quantityScale, priceScale }: Market['instrument'],
  quote: Market['quote'],
): string | null {
  if (cumulative === 0n) return null
  const digits = priceScale + AVERAGE_DIGITS
  const quantity = cumulative * lotSize
  const scaled = (notional * 10n ** BigInt(digits + quantityScale)) / (quantity * 10n ** BigInt(quote.scale))
  return formatDecimal(scaled, digits)
}
