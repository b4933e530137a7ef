import { type Client, type Instrument, OrderState, RejectedError, Side } from '@tapebook/client'

export interface QuoterOptions {
  /** A second session that takes a little now and then; it must be of another account. */
  taker?: Client
  /** Symbols to quote. Default: all. */
  symbols?: readonly string[]
  /** The same seed gives the same walk. Default 1. */
  seed?: number
  /** Pause between moves of one instrument after another, in ms. Default 500. */
  everyMs?: number
}

/** A running quoter. */
export interface Quoter {
  /** Requests that were refused, by reason. */
  readonly refused: ReadonlyMap<string, number>
  /** Stops and cancels what it quoted. */
  stop(): Promise<void>
}

const LEVELS = 5
// Distances in parts of the price.
const HALF_SPREAD = 10_000n
const LEVEL_STEP = 10_000n
const WALK = 5_000n

/** An order this quoter keeps at one place of its ladder. */
interface Quote {
  readonly place: string
  readonly clientId: string
  /** Known once it is accepted. */
  orderId: bigint | undefined
  price: bigint
  isReplacing: boolean
}

/** Keeps five levels a side around a random walk, with a taker now and then, so that the market moves. */
export async function runQuoter(client: Client, options: QuoterOptions = {}): Promise<Quoter> {
  const wanted = options.symbols
  const instruments = (await client.instruments()).filter(({ symbol }) => !wanted || wanted.includes(symbol))
  await client.cancelAll()
  const run = new Run(client, options, instruments)
  run.start()
  return run
}

class Run implements Quoter {
  readonly refused = new Map<string, number>()
  readonly #client: Client
  readonly #taker: Client | undefined
  readonly #everyMs: number
  readonly #instruments: readonly Instrument[]
  readonly #mids: bigint[]
  readonly #random: () => number
  // Client ids are remembered over restarts, so each run has its own.
  readonly #word = `quote-${Date.now().toString(36)}`
  /** Live quotes by instrument, side and level; by client id until accepted; by order id from then on. */
  readonly #quotes = new Map<string, Quote>()
  readonly #entering = new Map<string, Quote>()
  readonly #byOrder = new Map<bigint, Quote>()
  #entered = 0
  #timer: NodeJS.Timeout | undefined
  #turn = 0

  constructor(client: Client, options: QuoterOptions, instruments: readonly Instrument[]) {
    this.#client = client
    this.#taker = options.taker
    this.#everyMs = options.everyMs ?? 500
    this.#instruments = instruments
    this.#mids = instruments.map(({ referencePrice }) => referencePrice)
    this.#random = randomSource(options.seed ?? 1)
  }

  start(): void {
    this.#client.on('OrderAccepted', ({ request, orderId }) => this.#accepted(request.clientId, orderId))
    this.#client.on('Fill', ({ orderId, state }) => {
      if (state === OrderState.Filled) this.#gone(this.#byOrder.get(orderId))
    })
    this.#client.on('OrderCanceled', ({ orderId }) => this.#gone(this.#byOrder.get(orderId)))
    this.#timer = setInterval(() => this.#move(), this.#everyMs)
    this.#timer.unref()
    for (let at = 0; at < this.#instruments.length; at++) this.#quote(at, true)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#client.cancelAll()
  }

  #accepted(clientId: string, orderId: bigint): void {
    const quote = this.#entering.get(clientId)
    if (!quote) return
    this.#entering.delete(clientId)
    quote.orderId = orderId
    this.#byOrder.set(orderId, quote)
  }

  #gone(quote: Quote | undefined): void {
    if (!quote) return
    this.#entering.delete(quote.clientId)
    if (quote.orderId !== undefined) this.#byOrder.delete(quote.orderId)
    if (this.#quotes.get(quote.place) === quote) this.#quotes.delete(quote.place)
  }

  #move(): void {
    if (this.#instruments.length === 0 || !this.#client.isConnected) return
    const at = this.#turn++ % this.#instruments.length
    const mid = this.#mids[at]!
    const reach = mid / WALK + 1n
    const step = BigInt(Math.round((this.#random() * 2 - 1) * Number(reach)))
    // The walk is drawn back to where it began, so that it stays inside the collar.
    const home = (this.#instruments[at]!.referencePrice - mid) / 200n
    this.#mids[at] = mid + step + home
    this.#quote(at, step + home >= 0n)
    if (this.#taker?.isConnected && this.#random() < 0.7) this.#take(this.#taker, this.#instruments[at]!)
  }

  /** Moves the ladder; the side that makes room goes first, so that the two never meet. */
  #quote(at: number, isRising: boolean): void {
    const sides = isRising ? [Side.Sell, Side.Buy] : [Side.Buy, Side.Sell]
    for (const side of sides)
      for (let level = 0; level < LEVELS; level++) this.#place(at, side, BigInt(level))
  }

  #place(at: number, side: Side, level: bigint): void {
    const mid = this.#mids[at]!
    const away = mid / HALF_SPREAD + 1n + (mid / LEVEL_STEP + 1n) * level
    const price = side === Side.Buy ? mid - away : mid + away
    const place = `${at}/${side}/${level}`
    const quote = this.#quotes.get(place)
    if (!quote) this.#enter(at, side, price, place)
    else if (quote.price !== price) this.#replace(quote, price)
  }

  #enter(at: number, side: Side, price: bigint, place: string): void {
    const instrument = this.#instruments[at]!
    const quantity = lots(instrument, 50_000 + this.#random() * 250_000, price)
    const clientId = `${this.#word}-${(++this.#entered).toString(36)}`
    const quote: Quote = { place, clientId, orderId: undefined, price, isReplacing: false }
    this.#quotes.set(place, quote)
    this.#entering.set(clientId, quote)
    this.#client
      .newOrder({ clientId, instrument, side, price, quantity, postOnly: true })
      .catch((error: Error) => {
        this.#count(error)
        this.#gone(quote)
      })
  }

  #replace(quote: Quote, price: bigint): void {
    const { orderId } = quote
    if (orderId === undefined || quote.isReplacing) return
    quote.isReplacing = true
    this.#client
      .replaceOrder({ orderId, price, postOnly: true })
      .then(() => {
        quote.price = price
      })
      .catch((error: Error) => this.#count(error))
      .finally(() => {
        quote.isReplacing = false
      })
  }

  #take(taker: Client, instrument: Instrument): void {
    const side = this.#random() < 0.5 ? Side.Buy : Side.Sell
    const quantity = lots(instrument, 200 + this.#random() * 5_000, instrument.referencePrice)
    taker.newOrder({ instrument, side, quantity }).catch((error: Error) => this.#count(error))
  }

  #count(error: Error): void {
    const name = error instanceof RejectedError ? error.reasonName : error.name
    this.refused.set(name, (this.refused.get(name) ?? 0) + 1)
  }
}

/** About so many whole quote units' worth, at least the minimum. */
function lots(instrument: Instrument, worth: number, ticks: bigint): bigint {
  const price = Number(instrument.ticksToPrice(ticks))
  const lot = Number(instrument.lotsToQuantity(1n))
  const wanted = BigInt(Math.round(worth / price / lot))
  const least = wanted > instrument.minQuantity ? wanted : instrument.minQuantity
  return least < instrument.maxQuantity ? least : instrument.maxQuantity
}

/** mulberry32: small, and the same on every machine. */
function randomSource(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
