// Assets and instruments of the exchange as they stand, kept for a moment.
import type { Asset, Instrument } from '@tapebook/client'
import { ApiError } from './errors.ts'
import type { Session } from './session.ts'

/** An instrument with its two assets. */
export interface Market {
  readonly instrument: Instrument
  readonly base: Asset
  readonly quote: Asset
}

interface Known {
  readonly at: number
  readonly assets: ReadonlyMap<number, Asset>
  readonly assetsByCode: ReadonlyMap<string, Asset>
  readonly markets: ReadonlyMap<number, Market>
  /** By symbol, `BASE-QUOTE` and `BASE_QUOTE`. */
  readonly bySymbol: ReadonlyMap<string, Market>
}

/** How old an answer may be, in ms. */
const KEEP_MS = 2_000
/** A name that is not known may be a new one: so often it is looked for, in ms. */
const LOOK_AGAIN_MS = 500

export class Reference {
  readonly #session: Session
  #known: Known | undefined
  #asking: Promise<Known> | undefined

  constructor(session: Session) {
    this.#session = session
  }

  /** What is known is of before a change: ask again. */
  forget(): void {
    this.#known = undefined
  }

  async markets(): Promise<readonly Market[]> {
    return [...(await this.#fresh(KEEP_MS)).markets.values()]
  }

  async assets(): Promise<readonly Asset[]> {
    return [...(await this.#fresh(KEEP_MS)).assets.values()]
  }

  /** The market of a symbol, where that is known and new enough. */
  known(symbol: string): Market | undefined {
    return this.#isFresh(KEEP_MS) ? this.#known?.bySymbol.get(symbol) : undefined
  }

  /** The market of a symbol. */
  async market(symbol: string, field = 'pair'): Promise<Market> {
    const found =
      (await this.#fresh(KEEP_MS)).bySymbol.get(symbol) ??
      (await this.#fresh(LOOK_AGAIN_MS)).bySymbol.get(symbol)
    if (found === undefined) throw new ApiError('NOT_FOUND', field, 'There is no such pair.')
    return found
  }

  async marketOf(instrument: number): Promise<Market> {
    const found =
      (await this.#fresh(KEEP_MS)).markets.get(instrument) ?? (await this.#fresh(0)).markets.get(instrument)
    if (found === undefined)
      throw new Error(`the exchange names instrument ${instrument}, which it does not list`)
    return found
  }

  async asset(code: string): Promise<Asset> {
    const found =
      (await this.#fresh(KEEP_MS)).assetsByCode.get(code) ??
      (await this.#fresh(LOOK_AGAIN_MS)).assetsByCode.get(code)
    if (found === undefined) throw new ApiError('NOT_FOUND', 'asset', 'There is no such asset.')
    return found
  }

  async assetOf(id: number): Promise<Asset> {
    const found = (await this.#fresh(KEEP_MS)).assets.get(id) ?? (await this.#fresh(0)).assets.get(id)
    if (found === undefined) throw new Error(`the exchange names asset ${id}, which it does not list`)
    return found
  }

  #isFresh(mostMs: number): boolean {
    return this.#known !== undefined && performance.now() - this.#known.at <= mostMs
  }

  /** What is known and not older than that; asked for once, however many wait. */
  async #fresh(mostMs: number): Promise<Known> {
    if (this.#known !== undefined && this.#isFresh(mostMs)) return this.#known
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined
    })
    return await this.#asking
  }

  async #ask(): Promise<Known> {
    const [assetList, instruments] = await this.#session.ask((client) =>
      Promise.all([client.assets(), client.instruments()]),
    )
    const assets = new Map(assetList.map((asset) => [asset.id, asset]))
    const markets = new Map<number, Market>()
    const bySymbol = new Map<string, Market>()
    for (const instrument of instruments) {
      const [base, quote] = [assets.get(instrument.baseAsset), assets.get(instrument.quoteAsset)]
      // Listed between the two answers: it is there the next time.
      if (base === undefined || quote === undefined) continue
      const market = { instrument, base, quote }
      markets.set(instrument.id, market)
      for (const join of ['-', '_']) bySymbol.set(base.code + join + quote.code, market)
      bySymbol.set(instrument.symbol, market)
    }
    const assetsByCode = new Map(assetList.map((asset) => [asset.code, asset]))
    this.#known = { at: performance.now(), assets, assetsByCode, markets, bySymbol }
    return this.#known
  }
}
