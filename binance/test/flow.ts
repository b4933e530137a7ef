// Orders and cancels of two accounts by chance, the same ones for the same seed.
import { type Client, type Instrument, RejectedError, Side } from '@tapebook/client'
import { priceText, quantityText } from '../src/convert/decimals.ts'
import type { Venue } from './helpers.ts'

/** Open orders at most; beyond them the oldest are canceled. */
const OPEN_MOST = 80
const MIDDLE = 64_000

export class Flow {
  readonly #traders: readonly [Client, Client]
  readonly #instrument: Instrument
  readonly #open: { readonly who: Client; readonly orderId: bigint }[] = []
  #seed: number

  private constructor(traders: readonly [Client, Client], instrument: Instrument, seed: number) {
    this.#traders = traders
    this.#instrument = instrument
    this.#seed = seed
  }

  static async of({ alice, bob }: Venue, seed = 7): Promise<Flow> {
    return new Flow([alice, bob], await alice.instrument('BTCUSD'), seed)
  }

  /** A whole number from 0, less than `most`. */
  random(most: number): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647
    return this.#seed % most
  }

  /** Enters that many, or cancels; refusals, as for want of money, are nothing here. */
  async run(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      await this.#one().catch((error: unknown) => {
        if (!(error instanceof RejectedError)) throw error
      })
    }
  }

  /** What rests, by the exchange's own word: levels as `price quantity`, in no order of the market's. */
  async levels(side: Side): Promise<string[]> {
    const { id } = this.#instrument
    const lots = new Map<bigint, bigint>()
    for (const who of this.#traders) {
      for (const order of await who.orders({ instrument: id })) {
        if (order.side !== side) continue
        lots.set(order.price, (lots.get(order.price) ?? 0n) + order.quantity - order.cumulative)
      }
    }
    const text = ([price, quantity]: [bigint, bigint]): string =>
      `${priceText(this.#instrument, price)} ${quantityText(this.#instrument, quantity)}`
    return [...lots].map(text).sort()
  }

  async #one(): Promise<void> {
    const isFull = this.#open.length >= OPEN_MOST
    if (isFull || (this.random(4) === 0 && this.#open.length > 0)) {
      const [gone] = this.#open.splice(isFull ? 0 : this.random(this.#open.length), 1)
      await gone?.who.cancelOrder({ orderId: gone.orderId })
      return
    }
    const who = this.#traders[this.random(2)]!
    const side = this.random(2) === 0 ? Side.Buy : Side.Sell
    const away = this.random(20) - 3
    const price = String(side === Side.Buy ? MIDDLE - away : MIDDLE + away)
    const quantity = `0.00${1 + this.random(9)}`
    const { orderId } = await who.newOrder({ instrument: this.#instrument, side, price, quantity })
    this.#open.push({ who, orderId })
  }
}
