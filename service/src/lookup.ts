// An account's orders and lists by the ids that clients have of them. From the tables as soon as those have all that this
// session was told; what is open also from the exchange itself.
import { MessageType, OrderState } from '@tapebook/client'
import {
  type Amendment,
  type Asked,
  amendmentsOf,
  legsOf,
  listOf,
  listsOf,
  type MarketTrade,
  marketTrades,
  type OrderListRow,
  openOrdersOf,
  orderOfClient,
  ordersOf,
  ownOrder,
  type PreventedAsked,
  type PreventedMatch,
  preventedMatches,
  type Tables,
} from '@tapebook/projections'
import type { Entry, KnownOrder } from './entry.ts'
import { ApiError } from './errors.ts'
import type { Freshness } from './freshness.ts'
import { fromTables } from './history.ts'
import { orderOfReport, orderOfRow } from './known.ts'
import type { Session } from './session.ts'

/** Which order or list: by its id, or by its client id. */
export type ByName = { readonly id: number } | { readonly clientId: string }

/** A list with its legs, in their order. */
export interface KnownList {
  readonly list: OrderListRow
  readonly legs: readonly KnownOrder[]
}

export class OrderLookup {
  readonly #session: Session
  readonly #entry: Entry
  readonly #tables: Tables
  readonly #freshness: Freshness

  constructor(session: Session, entry: Entry, tables: Tables, freshness: Freshness) {
    this.#session = session
    this.#entry = entry
    this.#tables = tables
    this.#freshness = freshness
  }

  /** One order of an account, whatever its state; of a client id the newest. */
  async order(account: number, by: ByName): Promise<KnownOrder | undefined> {
    if (!(await this.#isFresh())) return await this.open(account, by)
    const row = await fromTables(() =>
      'id' in by ? ownOrder(this.#tables, account, by.id) : orderOfClient(this.#tables, account, by.clientId),
    )
    return row === undefined ? undefined : orderOfRow(row)
  }

  /** An open order as the exchange has it now; undefined where it is not open. */
  async open(account: number, by: ByName): Promise<KnownOrder | undefined> {
    const asked = 'id' in by ? { account, orderId: BigInt(by.id) } : { account }
    const reports = await this.#ask(asked)
    const report = 'id' in by ? reports[0] : reports.find(({ clientId }) => clientId === by.clientId)
    if (report === undefined) return undefined
    const known = this.#entry.entered(report.orderId) ?? (await this.#rowOf(account, Number(report.orderId)))
    return { ...(known ?? orderOfReport(report)), ...terms(orderOfReport(report)) }
  }

  /** Open orders of an account, oldest first. */
  async allOpen(account: number, instrument?: number): Promise<KnownOrder[]> {
    if (await this.#isFresh()) {
      const rows = await fromTables(() => openOrdersOf(this.#tables, account, instrument))
      return rows.map(orderOfRow).sort(byId)
    }
    const reports = await this.#ask(instrument === undefined ? { account } : { account, instrument })
    return reports.map(orderOfReport).sort(byId)
  }

  /** Orders of an account in a market, oldest first. */
  async all(account: number, instrument: number, asked: Asked): Promise<KnownOrder[]> {
    await this.#fresh()
    return (await fromTables(() => ordersOf(this.#tables, account, instrument, asked))).map(orderOfRow)
  }

  /** Its trades there, oldest first. */
  async trades(
    account: number,
    instrument: number,
    asked: Asked & { orderId?: number | undefined },
  ): Promise<MarketTrade[]> {
    await this.#fresh()
    return await fromTables(() => marketTrades(this.#tables, account, instrument, asked))
  }

  async list(account: number, by: ByName): Promise<KnownList | undefined> {
    await this.#fresh()
    const which = 'id' in by ? { listId: by.id } : { clientId: by.clientId }
    const list = await fromTables(() => listOf(this.#tables, account, which))
    return list === undefined ? undefined : (await this.#withLegs([list]))[0]
  }

  async lists(account: number, asked: Asked & { openOnly?: boolean }): Promise<KnownList[]> {
    await this.#fresh()
    return await this.#withLegs(await fromTables(() => listsOf(this.#tables, account, asked)))
  }

  async #withLegs(lists: readonly OrderListRow[]): Promise<KnownList[]> {
    const ids = lists.map(({ list_id }) => list_id)
    const rows = await fromTables(() => legsOf(this.#tables, ids))
    const legs = rows.map(orderOfRow).sort(byId)
    return lists.map((list) => ({ list, legs: legs.filter(({ listId }) => Number(listId) === list.list_id) }))
  }

  /** Orders of an account that would have met each other. */
  async prevented(account: number, instrument: number, asked: PreventedAsked): Promise<PreventedMatch[]> {
    await this.#fresh()
    return await fromTables(() => preventedMatches(this.#tables, account, instrument, asked))
  }

  /** Changes of an order's quantity, oldest first. */
  async amendments(
    order: number,
    asked: { fromId?: number | undefined; limit: number },
  ): Promise<Amendment[]> {
    await this.#fresh()
    return await fromTables(() => amendmentsOf(this.#tables, order, asked))
  }

  /** Cancels a list: what its legs were before. */
  async cancelList(account: number, listId: number, clientId: string): Promise<void> {
    const body = { account, clientId, listId: BigInt(listId), targetClientId: '' }
    await this.#session.ask((client) => client.request(MessageType.CancelOrderList, body))
  }

  async #ask(of: { account: number; instrument?: number; orderId?: bigint }) {
    try {
      const reports = await this.#session.ask((client) => client.orders(of))
      return reports.filter(({ state }) => OPEN.has(state))
    } catch (error) {
      if (error instanceof ApiError && error.code === 'UNKNOWN_ORDER') return []
      throw error
    }
  }

  /** What the tables have of it, as far as they are. */
  async #rowOf(account: number, id: number): Promise<KnownOrder | undefined> {
    const row = await ownOrder(this.#tables, account, id).catch(() => undefined)
    return row === undefined ? undefined : orderOfRow(row)
  }

  async #isFresh(): Promise<boolean> {
    return await this.#freshness.upTo(this.#session.lastSequence)
  }

  async #fresh(): Promise<void> {
    if (!(await this.#isFresh())) throw new ApiError('TABLES_UNAVAILABLE')
  }
}

/** States of orders that are open. */
const OPEN: ReadonlySet<number> = new Set([
  OrderState.New,
  OrderState.PartiallyFilled,
  OrderState.Untriggered,
  OrderState.Pending,
])

const byId = (a: KnownOrder, b: KnownOrder): number => (a.orderId < b.orderId ? -1 : 1)

/** What changes while an order lives. */
function terms(it: KnownOrder): Partial<KnownOrder> {
  const { clientId, state, price, quantity, cumulative, notional, triggerPrice } = it
  return { clientId, state, price, quantity, cumulative, notional, triggerPrice, reason: 0 }
}
