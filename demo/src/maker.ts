import { type Client, type Instrument, RejectedError, Side } from '@tapebook/client'
import { checkSettings, ladder, type MakerSettings } from './ladder.ts'

interface Quoted {
  readonly instrument: Instrument
  readonly settings: MakerSettings
  /** In ticks, as it was last told. */
  mid: bigint
  /** In lots, as fills have made it. */
  position: bigint
  /** Are there to be quotes now? */
  isQuoting: boolean
  /** Has something changed since the quotes that were last sent? */
  isStale: boolean
  /** Ends when nothing is stale any more. */
  sending: Promise<void> | undefined
}

/**
 * Quotes both sides of markets from one account (LQ-03). What it trades moves its quotes against its position. The
 * quotes of a market are replaced by one request, so that all of them stand or none; while one is under way, the newest of
 * what came meanwhile waits. It keeps nothing: what it holds and what stands is asked of the exchange.
 */
export class MarketMaker {
  /** Requests that were refused, by reason. */
  readonly refused = new Map<string, number>()
  readonly #client: Client
  readonly #markets = new Map<string, Quoted>()
  readonly #onFill = ({ instrument, side, quantity }: { instrument: number; side: Side; quantity: bigint }) =>
    this.#filled(instrument, side === Side.Buy ? quantity : -quantity)
  readonly #onConnected = () => void this.#recover().catch((error: Error) => this.#count(error))

  private constructor(client: Client) {
    this.#client = client
  }

  /**
   * Takes over an account: what it still quotes is canceled, what it holds is asked for. `settingsOf` gives each
   * market's settings, or undefined where it is not to be quoted.
   */
  static async open(
    client: Client,
    settingsOf: (instrument: Instrument) => MakerSettings | undefined,
  ): Promise<MarketMaker> {
    const maker = new MarketMaker(client)
    for (const instrument of await client.instruments()) {
      const settings = settingsOf(instrument)
      if (!settings) continue
      checkSettings(settings)
      const mid = instrument.referencePrice
      const still = { isQuoting: false, isStale: false, sending: undefined }
      maker.#markets.set(instrument.symbol, { instrument, settings, mid, position: 0n, ...still })
    }
    await maker.#recover()
    client.on('Fill', maker.#onFill)
    client.on('connected', maker.#onConnected)
    return maker
  }

  get symbols(): readonly string[] {
    return [...this.#markets.keys()]
  }

  /** In lots; below 0 is short. */
  positionOf(symbol: string): bigint {
    return this.#market(symbol).position
  }

  /** Quotes a market around a mid in ticks, or its last price. Resolves when the exchange has answered. */
  createQuotes(symbol: string, mid?: bigint): Promise<void> {
    const market = this.#market(symbol)
    market.isQuoting = true
    return this.#quote(market, mid ?? market.mid)
  }

  /** Moves the quotes of a market to a mid in ticks; one that is not quoted is not quoted by this. */
  updateQuotes(symbol: string, { mid }: { mid: bigint }): Promise<void> {
    return this.#quote(this.#market(symbol), mid)
  }

  /** Cancels the quotes of a market. */
  async cancelQuotes(symbol: string): Promise<void> {
    const market = this.#market(symbol)
    market.isQuoting = false
    await market.sending
    await this.#client.cancelQuotes({ instrument: market.instrument })
  }

  /** Cancels all quotes, and hears of nothing any more. */
  async close(): Promise<void> {
    this.#client.off('Fill', this.#onFill)
    this.#client.off('connected', this.#onConnected)
    for (const market of this.#markets.values()) market.isQuoting = false
    await Promise.all([...this.#markets.values()].map(({ sending }) => sending))
    if (this.#client.isConnected) await this.#client.cancelQuotes()
  }

  #market(symbol: string): Quoted {
    const market = this.#markets.get(symbol)
    if (!market) throw new RangeError(`${symbol} is not quoted here`)
    return market
  }

  #filled(id: number, lots: bigint): void {
    for (const market of this.#markets.values()) {
      if (market.instrument.id !== id) continue
      market.position += lots
      void this.#quote(market, market.mid)
    }
  }

  /** With nothing of the account in a book, what it holds stands still while it is asked for. */
  async #recover(): Promise<void> {
    const markets = [...this.#markets.values()]
    const quoting = markets.filter((it) => it.isQuoting)
    for (const market of quoting) market.isQuoting = false
    await Promise.all(markets.map(({ sending }) => sending))
    await this.#client.cancelQuotes()
    const positions = new Map((await this.#client.positions()).map((it) => [it.instrument, it.quantity]))
    for (const market of markets) market.position = positions.get(market.instrument.id) ?? 0n
    for (const market of quoting) market.isQuoting = true
    await Promise.all(quoting.map((market) => this.#quote(market, market.mid)))
  }

  #quote(market: Quoted, mid: bigint): Promise<void> {
    market.mid = mid
    market.isStale = true
    market.sending ??= this.#send(market)
    return market.sending
  }

  async #send(market: Quoted): Promise<void> {
    const { instrument, settings } = market
    // Fills that come in one message move the quotes once.
    await Promise.resolve()
    while (market.isStale && market.isQuoting) {
      market.isStale = false
      const { bids, asks } = ladder(settings, market)
      await this.#client.massQuote({ instrument, bids, asks }).catch((error: Error) => this.#count(error))
    }
    market.sending = undefined
  }

  #count(error: Error): void {
    const name = error instanceof RejectedError ? error.reasonName : error.name
    this.refused.set(name, (this.refused.get(name) ?? 0) + 1)
  }
}
