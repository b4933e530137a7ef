// Instruments and assets as a gateway knows them: asked for at the start, and again from time to time.
import type { Asset, Client, Instrument } from '@tapebook/client'
import type { Market } from '../table/counterparty.ts'

/** Between two looks at what was added, in ms. */
const AGAIN_MS = 5_000

export class Markets implements Market {
  #bySymbol = new Map<string, Instrument>()
  #byId = new Map<number, Instrument>()
  #assets = new Map<number, Asset>()
  #asked = 0

  instrument(symbol: string): Instrument | undefined {
    return this.#bySymbol.get(symbol)
  }

  instrumentOf(id: number): Instrument | undefined {
    return this.#byId.get(id)
  }

  asset(id: number): Asset | undefined {
    return this.#assets.get(id)
  }

  /** Every instrument, by its number. */
  all(): Instrument[] {
    return [...this.#byId.values()]
  }

  /** Asks, unless it did a moment ago. */
  async refresh(client: Client): Promise<void> {
    const now = performance.now()
    if (this.#asked !== 0 && now - this.#asked < AGAIN_MS) return
    this.#asked = now
    const [instruments, assets] = await Promise.all([client.instruments(), client.assets()])
    this.#bySymbol = new Map(instruments.map((it) => [it.symbol, it]))
    this.#byId = new Map(instruments.map((it) => [it.id, it]))
    this.#assets = new Map(assets.map((it) => [it.id, it]))
  }
}
