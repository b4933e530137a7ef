// How much a client may ask: weight a minute by address, orders by account, in windows of the clock as Binance counts them.
import type { Troubles } from '@tapebook/service'
import { BinanceError } from '../convert/errors.ts'

/** A bound that exchangeInfo tells. */
export interface RateLimit {
  readonly rateLimitType: 'REQUEST_WEIGHT' | 'ORDERS' | 'RAW_REQUESTS'
  readonly interval: 'SECOND' | 'MINUTE' | 'DAY'
  readonly intervalNum: number
  readonly limit: number
}

export interface Limits {
  /** Weight a minute of one address. */
  readonly weight: number
  /** Orders of one account in ten seconds, and in a day. */
  readonly orders10s: number
  readonly ordersDay: number
  /** Answers 429 of one address in a minute after which it is kept out, and for how long, in ms. */
  readonly strikes: number
  readonly banMs: number
  /** Open orders of an account in one market: of all kinds, of those with a trigger, and icebergs  */
  readonly openOrders: number
  readonly openTriggers: number
  readonly openIcebergs: number
}

export const DEFAULT_LIMITS: Limits = {
  weight: 6_000,
  orders10s: 1_000,
  ordersDay: 1_000_000,
  strikes: 10,
  banMs: 120_000,
  openOrders: 10_000,
  openTriggers: 10_000,
  openIcebergs: 10_000,
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
/** Addresses and accounts that are counted at most; who was quiet for longest is forgotten. */
const COUNTED = 50_000

export const rateLimits = ({ weight, orders10s, ordersDay }: Limits): readonly RateLimit[] => [
  { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: weight },
  { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: orders10s },
  { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: ordersDay },
]

/** Counts of who was seen in a window of the clock. */
class Window {
  readonly #lengthMs: number
  readonly #counts = new Map<string, { window: number; count: number }>()

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs
  }

  add(name: string, count: number, now: number): number {
    const window = Math.floor(now / this.#lengthMs)
    const found = this.#counts.get(name)
    if (found?.window === window) {
      found.count += count
      return found.count
    }
    this.#counts.delete(name)
    if (this.#counts.size >= COUNTED) {
      const [oldest] = this.#counts.keys()
      this.#counts.delete(oldest!)
    }
    this.#counts.set(name, { window, count })
    return count
  }

  count(name: string, now: number): number {
    const found = this.#counts.get(name)
    return found?.window === Math.floor(now / this.#lengthMs) ? found.count : 0
  }

  /** Seconds until the window ends. */
  left(now: number): number {
    return Math.max(1, Math.ceil((this.#lengthMs - (now % this.#lengthMs)) / SECOND))
  }
}

/** An answer 429 or 418, with the seconds after which it makes sense to come again. */
export class LimitError extends BinanceError {
  readonly retryAfter: number | undefined

  constructor(code: number, message: string, status: number, retryAfter: number | undefined) {
    super(code, message, { status })
    this.retryAfter = retryAfter
  }
}

const tooMuch = (limit: number, seconds: number): LimitError =>
  new LimitError(
    -1003,
    `Too much request weight used; current limit is ${limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`,
    429,
    seconds,
  )

const banned = (until: number, seconds: number): LimitError =>
  new LimitError(
    -1003,
    `Way too much request weight used; IP banned until ${until}. Please use WebSocket Streams for live updates to avoid bans.`,
    418,
    seconds,
  )

/** Refuses a request as if its address had asked too much, where a sandbox is set so. Throws 429 and 418. */
export function refuse(troubles: Troubles, channel: 'rest' | 'ws_api', peer: string, now: number): void {
  const refusal = troubles.refusal(channel, peer, now)
  if (refusal === undefined) return
  const { status, retryAfterS, until } = refusal
  throw status === 418 ? banned(until, retryAfterS) : tooMuch(DEFAULT_LIMITS.weight, retryAfterS)
}

/** Weight by address. */
export class Weights {
  readonly #limits: Limits
  readonly #used = new Window(MINUTE)
  readonly #strikes = new Window(MINUTE)
  readonly #banned = new Map<string, number>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Counts a request; what is used of the minute. Throws 429, and 418 for who does not heed that. */
  take(peer: string, weight: number, now: number): number {
    this.#letIn(peer, now)
    const used = this.#used.add(peer, weight, now)
    if (used <= this.#limits.weight) return used
    if (this.#strikes.add(peer, 1, now) > this.#limits.strikes) {
      this.#ban(peer, now)
      this.#letIn(peer, now)
    }
    throw tooMuch(this.#limits.weight, this.#used.left(now))
  }

  used(peer: string, now: number): number {
    return this.#used.count(peer, now)
  }

  #ban(peer: string, now: number): void {
    if (this.#banned.size >= COUNTED) this.#banned.clear()
    this.#banned.set(peer, now + this.#limits.banMs)
  }

  #letIn(peer: string, now: number): void {
    const until = this.#banned.get(peer)
    if (until === undefined) return
    if (until <= now) {
      this.#banned.delete(peer)
      return
    }
    throw banned(until, Math.ceil((until - now) / SECOND))
  }
}

/** Orders by account. */
export class OrderCounts {
  readonly limits: Limits
  readonly #tenSeconds = new Window(10 * SECOND)
  readonly #day = new Window(DAY)

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** Counts orders of an account. Throws -1015. */
  take(account: string, orders: number, now: number): void {
    const why = this.exceeded(account, orders, now)
    if (why !== undefined) throw why
    this.#tenSeconds.add(account, orders, now)
    this.#day.add(account, orders, now)
  }

  /** What so many orders more would be answered; undefined where they may come. */
  exceeded(account: string, orders: number, now: number): LimitError | undefined {
    const { orders10s, ordersDay } = this.limits
    if (this.#tenSeconds.count(account, now) + orders > orders10s) return tooMany(orders10s, '10 SECOND')
    if (this.#day.count(account, now) + orders > ordersDay) return tooMany(ordersDay, '1 DAY')
    return undefined
  }

  /** What was counted in ten seconds and in the day. */
  of(account: string, now: number): { readonly tenSeconds: number; readonly day: number } {
    return { tenSeconds: this.#tenSeconds.count(account, now), day: this.#day.count(account, now) }
  }
}

const tooMany = (limit: number, span: string): LimitError =>
  new LimitError(-1015, `Too many new orders; current limit is ${limit} orders per ${span}.`, 429, undefined)
