// Holds back who guesses passwords, without keeping out whom they guess at: a wrong password counts against the peer
// that sent it, and against the address only for peers from which nobody has logged on to it before. Whoever is kept out by
// others' guesses, on a new peer, still has the link of a password reset and passkeys, which guesses do not touch.
import { Refusal } from '../refusals.ts'
import { Buckets, takeAll } from './buckets.ts'
import { peerKey } from './peer.ts'

/** Wrong passwords for one person from one peer. */
const PAIR = { capacity: 5, perSecond: 1 / 60 }
/** Wrong passwords from one peer, for whomever. */
const PEER = { capacity: 50, perSecond: 1 / 10 }
/** Wrong passwords for one person, from all peers that are not known to be theirs. */
const STRANGERS = { capacity: 20, perSecond: 1 / 30 }

/** One try to log on. Ends in one of the two. */
export interface Attempt {
  passed(): void
  failed(): void
}

export class Throttle {
  readonly #pairs: Buckets
  readonly #peers: Buckets
  readonly #strangers: Buckets

  constructor(now: () => number) {
    this.#pairs = new Buckets(PAIR, now)
    this.#peers = new Buckets(PEER, now)
    this.#strangers = new Buckets(STRANGERS, now)
  }

  /** Throws TOO_MANY before a password is looked at. `isKnown`: did the person log on from there before? */
  begin(person: string, peer: string, isKnown: boolean): Attempt {
    const from = peerKey(peer)
    const pair = `${person} ${from}`
    // A known peer has its own bucket: what others do from elsewhere does not reach it.
    const places: [Buckets, string][] = [
      [this.#pairs, pair],
      [this.#peers, from],
    ]
    if (!isKnown) places.push([this.#strangers, person])
    // Taken at the beginning, so that tries at the same time count each other.
    const { allowed, retryAfterMs } = takeAll(places)
    if (!allowed) throw new Refusal('TOO_MANY', undefined, retryAfterMs)
    return {
      passed: () => {
        for (const [buckets, name] of places) buckets.give(name)
        // Who knows the password was not guessing.
        this.#pairs.refill(pair)
      },
      failed: () => undefined,
    }
  }
}
