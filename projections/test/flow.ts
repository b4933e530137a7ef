// Orders of every kind, at random, so that every event there is comes about.
import {
  type Client,
  type Instrument,
  ListKind,
  MessageType,
  OrderType,
  PegKind,
  RejectedError,
  Side,
  SideFilter,
  StpMode,
  TimeInForce,
  TriggerSource,
} from '@tapebook/client'

/** Numbers that a seed repeats (xorshift). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  below(bound: number): number {
    this.#state ^= this.#state << 13
    this.#state ^= this.#state >>> 17
    this.#state ^= this.#state << 5
    return (this.#state >>> 0) % bound
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }
}

/** Flag of an order that the book never shows. */
const HIDDEN = 16

/** Ticks around the reference in which the flow trades. */
const WIDTH = 24
const TYPES = Object.values(OrderType)
const STP = Object.values(StpMode)

/** What one trader sends. */
export class Flow {
  readonly #client: Client
  readonly #random: Random
  readonly #markets: readonly { instrument: Instrument; reference: number }[]
  readonly #open: bigint[] = []
  readonly #seed: number
  #sent = 0
  refused = 0
  accepted = 0

  constructor(client: Client, instruments: readonly Instrument[], seed: number) {
    this.#client = client
    this.#random = new Random(seed)
    this.#seed = seed
    const references: Record<string, number> = { BTCUSD: 6_400_000, ETHUSD: 320_000, AAPLUSD: 22_500 }
    this.#markets = instruments.map((instrument) => ({
      instrument,
      reference: references[instrument.symbol] ?? 1_000,
    }))
    client.on('OrderAccepted', ({ orderId }) => this.#open.push(orderId))
  }

  /** Sends so many requests, some under way at a time, and waits for all answers. */
  async send(count: number): Promise<void> {
    const underWay: Promise<void>[] = []
    for (let at = 0; at < count; at++) {
      underWay.push(this.#one().then(this.#taken, this.#refused))
      if (underWay.length === 32) await Promise.all(underWay.splice(0))
    }
    await Promise.all(underWay)
  }

  readonly #taken = (): void => {
    this.accepted++
  }

  readonly #refused = (error: unknown): void => {
    if (!(error instanceof RejectedError)) throw error
    this.refused++
  }

  #one(): Promise<unknown> {
    const kind = this.#random.below(100)
    if (kind < 45) return this.#limit()
    if (kind < 53) return this.#market()
    if (kind < 68) return this.#advanced()
    if (kind < 75) return this.#list()
    if (kind < 84) return this.#cancel()
    if (kind < 93) return this.#replace()
    if (kind < 98) return this.#quotes()
    return this.#cancelAll()
  }

  #common() {
    const { instrument, reference } = this.#random.pick(this.#markets)
    const clientId = `flow-${this.#seed}-${++this.#sent}`
    const price = BigInt(reference + this.#random.below(WIDTH) - WIDTH / 2)
    const side = this.#random.pick([Side.Buy, Side.Sell])
    const quantity = BigInt(1 + this.#random.below(20))
    return { clientId, instrument: instrument.id, price, side, quantity, stp: this.#random.pick(STP) }
  }

  #limit(): Promise<unknown> {
    const timeInForce = this.#random.pick([
      TimeInForce.Gtc,
      TimeInForce.Gtc,
      TimeInForce.Ioc,
      TimeInForce.Fok,
    ])
    const type = OrderType.Limit
    const flags = timeInForce === TimeInForce.Gtc && this.#random.below(5) === 0 ? 1 : 0
    const order = { ...this.#common(), type, timeInForce, quoteAmount: 0n, flags }
    return this.#client.request(MessageType.NewOrder, order)
  }

  #market(): Promise<unknown> {
    const common = this.#common()
    const byAmount = this.#random.below(2) === 0
    return this.#client.request(MessageType.NewOrder, {
      ...common,
      type: OrderType.Market,
      timeInForce: TimeInForce.Ioc,
      price: 0n,
      quantity: byAmount ? 0n : common.quantity,
      quoteAmount: byAmount ? common.price * BigInt(1 + this.#random.below(20_000)) * 10n : 0n,
      flags: byAmount ? 4 : 0,
    })
  }

  #advanced(): Promise<unknown> {
    const common = this.#common()
    const type = this.#random.pick(TYPES)
    const isLimit =
      type === OrderType.Limit ||
      type === OrderType.StopLimit ||
      type === OrderType.TakeProfitLimit ||
      type === OrderType.TrailingStopLimit
    const isTrailing = type === OrderType.TrailingStop || type === OrderType.TrailingStopLimit
    const waits = type >= OrderType.Stop && type !== OrderType.Pegged && !isTrailing
    const isPegged = type === OrderType.Pegged
    const distance = BigInt(1 + this.#random.below(WIDTH))
    const extra = this.#random.below(6)
    const expireTime = isLimit && extra === 3 ? BigInt(Date.now() + 300) * 1_000_000n : 0n
    const rises = (common.side === Side.Buy) === (type === OrderType.Stop || type === OrderType.StopLimit)
    return this.#client.request(MessageType.NewAdvancedOrder, {
      ...common,
      type,
      timeInForce:
        type === OrderType.Market ? TimeInForce.Ioc : expireTime > 0n ? TimeInForce.Gtd : TimeInForce.Gtc,
      // A pegged bid's worst price, which its hold is for.
      price: isLimit || (isPegged && common.side === Side.Buy) ? common.price : 0n,
      quoteAmount: 0n,
      triggerPrice: waits ? (rises ? common.price + distance : common.price - distance) : 0n,
      activationPrice: 0n,
      trailTicks: isTrailing ? distance : 0n,
      displayQuantity: isLimit && extra === 0 ? 1n + common.quantity / 4n : 0n,
      minQuantity: isLimit && extra === 1 ? 1n : 0n,
      expireTime,
      pegOffset: isPegged ? (common.side === Side.Buy ? -distance : distance) : 0n,
      trailBasisPoints: 0,
      flags: isLimit && extra === 2 ? HIDDEN : 0,
      triggerSource: TriggerSource.LastTrade,
      peg: isPegged ? (common.side === Side.Buy ? PegKind.BestBid : PegKind.BestAsk) : PegKind.None,
    })
  }

  #list(): Promise<unknown> {
    const { clientId, instrument, price, side, quantity, stp } = this.#common()
    const kind = this.#random.pick([ListKind.Oco, ListKind.Oto, ListKind.Otoco, ListKind.Bracket])
    const away = BigInt(2 + this.#random.below(WIDTH / 2))
    const [other, up] = side === Side.Buy ? [Side.Sell, away] : [Side.Buy, -away]
    const leg = (number: number) => ({ clientId: `${clientId}.${number}`, quantity, stp })
    const exits = (of: Side, gain: bigint) => [
      { ...leg(2), side: of, price: price + gain },
      { ...leg(3), side: of, stop: price - gain },
    ]
    const entry = { ...leg(1), side, price }
    const legs =
      kind === ListKind.Oco
        ? exits(side, -up)
        : kind === ListKind.Oto
          ? [entry, { ...leg(2), side: other, price: price + up }]
          : [entry, ...exits(other, up)]
    return this.#client.placeList({ clientId, instrument, kind, legs })
  }

  #someOrder(): bigint {
    const recent = this.#open.slice(-40)
    return recent.length === 0 ? 1n : this.#random.pick(recent)
  }

  #cancel(): Promise<unknown> {
    const clientId = `flow-${this.#seed}-${++this.#sent}`
    return this.#client.request(MessageType.CancelOrder, {
      clientId,
      orderId: this.#someOrder(),
      targetClientId: '',
    })
  }

  #replace(): Promise<unknown> {
    const { clientId, price, quantity } = this.#common()
    return this.#client.request(MessageType.ReplaceOrder, {
      clientId,
      orderId: this.#someOrder(),
      targetClientId: '',
      flags: 0,
      price: this.#random.below(2) === 0 ? price : 0n,
      quantity: quantity + 3n,
      triggerPrice: 0n,
      displayQuantity: 0n,
    })
  }

  #quotes(): Promise<unknown> {
    const { clientId, instrument, price, stp } = this.#common()
    const entry = (at: number, sign: bigint) => ({ price: price + sign * BigInt(at + 2), quantity: 2n })
    const empty = { price: 0n, quantity: 0n }
    const side = (sign: bigint) => Array.from({ length: 8 }, (_, at) => (at < 3 ? entry(at, sign) : empty))
    return this.#client.request(MessageType.MassQuote, {
      clientId,
      instrument,
      stp,
      flags: 2,
      maxFills: 6,
      windowMs: 1_000,
      maxQuantity: 0n,
      bids: side(-1n),
      asks: side(1n),
    })
  }

  #cancelAll(): Promise<unknown> {
    const { clientId, instrument } = this.#common()
    return this.#client.request(MessageType.CancelAll, { clientId, instrument, side: SideFilter.Both })
  }
}
