// Traders without a reason: they take a little, or leave an order near the price for a while.
import { type Client, type Instrument, Side } from '@tapebook/client'
import { randomSource } from './random.ts'

/** What a noise trader does next, in terms that hold in any market. */
export interface Decision {
  /** Which of the markets, in [0, 1) of their number. */
  market: number
  side: Side
  /** Take at the market, leave a limit order, or do nothing this time. */
  what: 'take' | 'leave' | 'wait'
  /** About so many quote units' worth. */
  worth: number
  /** Of a limit order: parts of the price by which it is behind it; below 0 it crosses. */
  behind: number
}

/** Decisions without an end; the same seed gives the same ones. */
export function* decisions(seed: number): Generator<Decision, never, void> {
  const random = randomSource(seed)
  while (true) {
    const [market, side, what, worth, behind] = [random(), random(), random(), random(), random()]
    yield {
      market,
      side: side < 0.5 ? Side.Buy : Side.Sell,
      what: what < 0.45 ? 'take' : what < 0.75 ? 'leave' : 'wait',
      // Many small ones, few large ones.
      worth: 200 + 12_000 * worth ** 3,
      behind: behind * 0.0008 - 0.0001,
    }
  }
}

/** Limit orders that one trader leaves at most; the oldest makes room. */
const MOST_LEFT = 4

/** One trader's next step, each time it is called. */
export class NoiseTrader {
  readonly #client: Client
  readonly #instruments: readonly Instrument[]
  readonly #decisions: Iterator<Decision, never, void>
  readonly #left: bigint[] = []

  constructor(client: Client, instruments: readonly Instrument[], seed: number) {
    this.#client = client
    this.#instruments = instruments
    this.#decisions = decisions(seed)
  }

  /** Does what it decides; `midOf` says what a market is worth in ticks. Rejects where the exchange refuses. */
  async step(midOf: (instrument: Instrument) => bigint): Promise<void> {
    const { market, side, what, worth, behind } = this.#decisions.next().value
    const instrument = this.#instruments[Math.floor(market * this.#instruments.length)]
    if (!instrument || what === 'wait') return
    const mid = midOf(instrument)
    const quantity = lots(instrument, worth, mid)
    if (what === 'take') {
      await this.#client.newOrder({ instrument, side, quantity })
      return
    }
    const away = BigInt(Math.round(Number(mid) * behind))
    const price = side === Side.Buy ? mid - away : mid + away
    const { orderId } = await this.#client.newOrder({ instrument, side, price, quantity })
    this.#left.push(orderId)
    if (this.#left.length <= MOST_LEFT) return
    // It may have been filled long ago; then there is nothing to make room for.
    await this.#client.cancelOrder({ orderId: this.#left.shift()! }).catch(() => {})
  }
}

/** About so many whole quote units' worth, within what the instrument takes. */
export function lots(instrument: Instrument, worth: number, ticks: bigint): bigint {
  const price = Number(instrument.ticksToPrice(ticks))
  const lot = Number(instrument.lotsToQuantity(1n))
  const wanted = BigInt(Math.round(worth / price / lot))
  const least = wanted > instrument.minQuantity ? wanted : instrument.minQuantity
  return least < instrument.maxQuantity ? least : instrument.maxQuantity
}
