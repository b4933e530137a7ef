// What the API for Binance's clients stands on: the services, and what it asks the tables itself.
import type { Access } from '@tapebook/access'
import type { Asset } from '@tapebook/client'
import { INSTRUMENTS, type Tables } from '@tapebook/projections'
import {
  ApiError,
  type Bars,
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
  /** History of before the tape, of a sandbox. */
  readonly imported?: Bars | undefined
}

/** How old the rules of markets may be, in ms. */
const RULES_MS = 5_000

/** The exchange as operations see it. */
export interface Venue extends VenueParts {
  /** How many orders are open, as far as that is counted. */
  readonly open: OpenOrders
  /** The market of a symbol, where it need not be asked for. */
  knownMarket(symbol: string): Market | undefined
  /** The market of a symbol. Throws -1121. */
  marketOf(symbol: string): Promise<Market>
  /** An order with its market. */
  orderIn(order: KnownOrder): Promise<OrderIn>
  /** Assets by their numbers. */
  assets(): Promise<(id: number) => Asset | undefined>
  /** Bounds of every market; they change when an operator changes them. */
  rules(): Promise<ReadonlyMap<number, MarketRules>>
}

export function newVenue(parts: VenueParts): Venue {
  const { reference, tables } = parts
  const kept = new KeptRules(tables)
  return {
    ...parts,
    open: new OpenOrders(parts.lookup),
    knownMarket: (symbol) => reference.known(symbol),
    marketOf: async (symbol) => {
      try {
        return await reference.market(symbol)
      } catch (error) {
        throw error instanceof ApiError && error.code === 'NOT_FOUND' ? errorOf(-1121) : error
      }
    },
    orderIn: async (order) => ({ order, market: await reference.marketOf(order.instrument) }),
    assets: async () => {
      const assets = new Map((await reference.assets()).map((asset) => [asset.id, asset]))
      return (id) => assets.get(id)
    },
    rules: () => kept.rules(),
  }
}

/** Rules of markets, read again when they are old. */
class KeptRules {
  readonly #tables: Tables
  #rules: { readonly at: number; readonly of: Promise<ReadonlyMap<number, MarketRules>> } | undefined

  constructor(tables: Tables) {
    this.#tables = tables
  }

  async rules(): Promise<ReadonlyMap<number, MarketRules>> {
    if (this.#rules === undefined || Date.now() - this.#rules.at > RULES_MS) {
      const of = this.#read()
      this.#rules = { at: Date.now(), of }
      of.catch(() => {
        this.#rules = undefined
      })
    }
    return await this.#rules.of
  }

  async #read(): Promise<ReadonlyMap<number, MarketRules>> {
    const rows = await fromTables(() => this.#tables.load(INSTRUMENTS))
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
