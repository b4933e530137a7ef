// What a connection and a peer may do, as Binance documents it, and what they cost at most.
import { CONNECTIONS_PER_PEER } from '@tapebook/access'

/** Of connections and messages; a setting may give others. */
export interface Limits {
  /** Messages, pings included, that a reader of streams may send a second. */
  readonly messagesPerSecond: number
  /** Attempts to connect from one address in five minutes. */
  readonly attempts: number
  /** Connections at once, and of them those of one address. */
  readonly connections: number
  readonly connectionsPerPeer: number
  /** Life of a connection, in ms. */
  readonly lifeMs: number
  /** Unsent bytes at which a reader is let go: what it missed cannot be made up. */
  readonly unsentBytes: number
}

export const LIMITS: Limits = {
  messagesPerSecond: 5,
  attempts: 300,
  connections: 20_000,
  connectionsPerPeer: CONNECTIONS_PER_PEER,
  lifeMs: 24 * 3_600_000,
  unsentBytes: 1_024 * 1_024,
}

/** Addresses that are remembered; beyond them nobody is counted until the five minutes are over. */
const PEERS_MAX = 100_000
const WINDOW_MS = 5 * 60_000

/** Attempts to connect, by address, in windows of five minutes. */
export class Attempts {
  readonly #most: number
  readonly #counts = new Map<string, number>()
  #until = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Counts one; false where it is one too many. */
  take(peer: string, now: number): boolean {
    if (now >= this.#until) {
      this.#counts.clear()
      this.#until = now + WINDOW_MS
    }
    const count = (this.#counts.get(peer) ?? 0) + 1
    if (count === 1 && this.#counts.size >= PEERS_MAX) return true
    this.#counts.set(peer, count)
    return count <= this.#most
  }
}

/** Messages of one connection within a second. */
export interface Pace {
  second: number
  messages: number
}

/** Counts a message; false where it is one too many. */
export function keepsPace(pace: Pace, most: number, now: number): boolean {
  const second = Math.floor(now / 1_000)
  if (pace.second !== second) {
    pace.second = second
    pace.messages = 0
  }
  return ++pace.messages <= most
}
