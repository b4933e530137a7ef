// What the API for Binance's clients stands on: the services, and what it asks the tables itself.
import type { Access } from '@tapebook/access'
import type { Asset } from '@tapebook/client'
import { INSTRUMENTS, type Tables } from '@tapebook/projections'
import {
  ApiError,
  type Entry,
  type Freshness,
  fromTables,
  type KnownOrder,
  type Market,
  type MarketService,
  type OrderLookup,
  type Reference,
  type Session,
} from '@tapebook/service'
import { errorOf } from './convert/errors.ts'
import type { OrderIn } from './convert/orders-out.ts'
import type { MarketRules } from './convert/symbols.ts'
import { OpenOrders } from './operations/open-orders.ts'

export interface VenueParts {
  readonly access: Access | undefined
  readonly session: Session
  readonly entry: Entry
  readonly reference: Reference
  readonly market: MarketService
  readonly lookup: OrderLookup
  readonly tables: Tables
  readonly freshness: Freshness
}

/** How old the rules of markets may be, in ms. */
const RULES_MS = 5_000

/** The exchange as operations see it. */
export class Venue {
  readonly access: Access | undefined
  readonly session: Session
  readonly entry: Entry
  readonly reference: Reference
  readonly market: MarketService
  readonly lookup: OrderLookup
  readonly tables: Tables
  readonly freshness: Freshness
  /** How many orders are open, as far as that is counted. */
  readonly open: OpenOrders
  #rules: { readonly at: number; readonly of: Promise<ReadonlyMap<number, MarketRules>> } | undefined

  constructor(parts: VenueParts) {
    this.access = parts.access
    this.session = parts.session
    this.entry = parts.entry
    this.reference = parts.reference
    this.market = parts.market
    this.lookup = parts.lookup
    this.tables = parts.tables
    this.freshness = parts.freshness
    this.open = new OpenOrders(parts.lookup)
  }

  /** The market of a symbol, where it need not be asked for. */
  knownMarket(symbol: string): Market | undefined {
    return this.reference.known(symbol)
  }

  /** The market of a symbol. Throws -1121. */
  async marketOf(symbol: string): Promise<Market> {
    try {
      return await this.reference.market(symbol)
    } catch (error) {
      throw error instanceof ApiError && error.code === 'NOT_FOUND' ? errorOf(-1121) : error
    }
  }

  /** An order with its market. */
  async orderIn(order: KnownOrder): Promise<OrderIn> {
    return { order, market: await this.reference.marketOf(order.instrument) }
  }

  /** Assets by their numbers. */
  async assets(): Promise<(id: number) => Asset | undefined> {
    const assets = new Map((await this.reference.assets()).map((asset) => [asset.id, asset]))
    return (id) => assets.get(id)
  }

  /** Bounds of every market; they change when an operator changes them. */
  async rules(): Promise<ReadonlyMap<number, MarketRules>> {
    if (this.#rules === undefined || Date.now() - this.#rules.at > RULES_MS) {
      const of = this.#readRules()
      this.#rules = { at: Date.now(), of }
      of.catch(() => {
        this.#rules = undefined
      })
    }
    return await this.#rules.of
  }

  async #readRules(): Promise<ReadonlyMap<number, MarketRules>> {
    const rows = await fromTables(() => this.tables.load(INSTRUMENTS))
    return new Map(
      rows.map((row) => [
        row.instrument,
        {
          maxPrice: BigInt(row.max_price),
          minNotional: row.min_notional,
          collarPpm: row.collar_ppm,
          protectionPpm: row.protection_ppm,
        },
      ]),
    )
  }
}
