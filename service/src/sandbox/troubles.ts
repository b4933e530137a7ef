// Makes go wrong what an operator asked for: in each process that clients speak with, on what it is told by the sandbox.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Faults, NO_FAULTS } from './faults.ts'

export type Channel = 'rest' | 'ws_api'

/** A request that is not answered: with 429, or with 418 until a time in ms. */
export interface Refusal {
  readonly status: 429 | 418
  readonly retryAfterS: number
  readonly until: number
}

/** What was made to go wrong. */
export interface TroubleCounts {
  refused: number
  banned: number
  delayed: number
  disconnected: number
}

/** How soon a process follows what was set, in ms. */
const FOLLOW_MS = 250
/** Addresses that are told to wait; beyond them all are forgotten. */
const WAITING_MAX = 10_000

/** An address that was told to come again later. */
interface Waiting {
  until: number
  strikes: number
  isBanned: boolean
}

export class Troubles {
  readonly counts: TroubleCounts = { refused: 0, banned: 0, delayed: 0, disconnected: 0 }
  readonly #read: () => Faults
  readonly #random: () => number
  readonly #waiting = new Map<string, Waiting>()
  readonly #timer: NodeJS.Timeout
  /** What is still to be sent to each line, in order, so that nothing overtakes. */
  readonly #due = new WeakMap<object, { readonly at: number; readonly send: () => void }[]>()
  #faults: Faults = NO_FAULTS

  /** `read` is asked a few times a second; `random` gives numbers from 0 to below 1. */
  constructor(read: () => Faults, random: () => number = Math.random) {
    this.#read = read
    this.#random = random
    this.#timer = setInterval(() => this.follow(), FOLLOW_MS)
    this.#timer.unref()
    this.follow()
  }

  /** Takes over what is set now. */
  follow(): void {
    try {
      this.#faults = this.#read()
    } catch {
      // The file is held for the moment: what was read last goes on.
    }
  }

  /** Should a request that came at a time in ms be refused? An address that does not wait is banned in the end. */
  refusal(channel: Channel, peer: string, now: number): Refusal | undefined {
    const { refuse_percent: share } = this.#faults[channel]
    const waiting = this.#waiting.get(peer)
    if (waiting !== undefined && waiting.until > now)
      return share === 0 ? undefined : this.#tooSoon(waiting, now)
    if (waiting !== undefined) this.#waiting.delete(peer)
    if (share === 0 || this.#random() * 100 >= share) return undefined
    const until = now + this.#faults.retry_after_s * 1_000
    if (this.#waiting.size >= WAITING_MAX) this.#waiting.clear()
    this.#waiting.set(peer, { until, strikes: 0, isBanned: false })
    this.counts.refused++
    return { status: 429, retryAfterS: this.#faults.retry_after_s, until }
  }

  #tooSoon(waiting: Waiting, now: number): Refusal {
    const { strikes, ban_s } = this.#faults
    waiting.strikes++
    if (!waiting.isBanned && strikes > 0 && waiting.strikes > strikes) {
      waiting.isBanned = true
      waiting.until = now + ban_s * 1_000
    }
    this.counts[waiting.isBanned ? 'banned' : 'refused']++
    const { until, isBanned } = waiting
    return { status: isBanned ? 418 : 429, retryAfterS: Math.max(1, Math.ceil((until - now) / 1_000)), until }
  }

  /** Resolves when an answer of REST is due. */
  async wait(): Promise<void> {
    const { latency_ms: latency } = this.#faults.rest
    if (latency === 0) return
    this.counts.delayed++
    await sleep(latency, undefined, { ref: false })
  }

  /** Runs at once, or later: what is sent to one line goes out in its order. */
  later(channel: 'ws_api' | 'streams', line: object, send: () => void): void {
    const { latency_ms: latency } = this.#faults[channel]
    let due = this.#due.get(line)
    if (latency === 0 && (due === undefined || due.length === 0)) return send()
    if (due === undefined) {
      due = []
      this.#due.set(line, due)
    }
    this.counts.delayed++
    if (due.push({ at: performance.now() + latency, send }) === 1) this.#arm(due)
  }

  #arm(due: { readonly at: number; readonly send: () => void }[]): void {
    const [first] = due
    if (first === undefined) return
    setTimeout(() => {
      const now = performance.now()
      const end = due.findIndex(({ at }) => at > now)
      const ready = due.splice(0, end < 0 ? due.length : end)
      for (const { send } of ready) send()
      this.#arm(due)
    }, first.at - performance.now()).unref()
  }

  /** Does a connection end now, of which so many seconds have passed since it was asked last? */
  ends(seconds: number): boolean {
    const { disconnect_s: mean } = this.#faults.streams
    const isEnd = mean > 0 && this.#random() < seconds / mean
    if (isEnd) this.counts.disconnected++
    return isEnd
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
