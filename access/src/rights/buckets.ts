/** How much at once, and how much a second after that. */
export interface Rate {
  readonly capacity: number
  readonly perSecond: number
}

export interface Taken {
  readonly allowed: boolean
  /** What is left, in whole requests. */
  readonly remaining: number
  /** In how many ms the next one is allowed; 0 if it is now. */
  readonly retryAfterMs: number
}

interface Bucket {
  tokens: number
  at: number
}

/**
 * Token buckets by name, in bounded memory. When there are too many, the one that was not used for longest goes: it is
 * the fullest, or close to it, so forgetting it gives away least. Each call costs the same, however many there are.
 */
export class Buckets {
  readonly #rate: Rate
  readonly #now: () => number
  readonly #sizeMax: number
  /** In the order of their last use. */
  readonly #buckets = new Map<string, Bucket>()

  constructor(rate: Rate, now: () => number, sizeMax = 50_000) {
    this.#rate = rate
    this.#now = now
    this.#sizeMax = sizeMax
  }

  get size(): number {
    return this.#buckets.size
  }

  /** Takes `cost` from a bucket; nothing if it has less. */
  take(name: string, cost = 1): Taken {
    const bucket = this.#current(name)
    const allowed = bucket.tokens >= cost
    if (allowed) bucket.tokens -= cost
    const missing = Math.max((allowed ? 1 : cost) - bucket.tokens, 0)
    const retryAfterMs = Math.ceil((missing / this.#rate.perSecond) * 1_000)
    return { allowed, remaining: Math.floor(bucket.tokens), retryAfterMs }
  }

  /** Gives back what a call took that was refused elsewhere. */
  give(name: string, cost = 1): void {
    const bucket = this.#current(name)
    bucket.tokens = Math.min(this.#rate.capacity, bucket.tokens + cost)
  }

  /** Full again. */
  refill(name: string): void {
    this.#buckets.delete(name)
  }

  #current(name: string): Bucket {
    const now = this.#now()
    const found = this.#buckets.get(name)
    const { capacity, perSecond } = this.#rate
    const bucket = found ?? { tokens: capacity, at: now }
    // A clock that is set back gives nothing.
    const elapsed = Math.max(now - bucket.at, 0) / 1_000
    bucket.tokens = Math.min(capacity, bucket.tokens + elapsed * perSecond)
    bucket.at = now
    this.#buckets.delete(name)
    if (this.#buckets.size >= this.#sizeMax) {
      const [oldest] = this.#buckets.keys()
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    this.#buckets.set(name, bucket)
    return bucket
  }
}

/** Takes from all of them, or from none. */
export function takeAll(places: readonly (readonly [Buckets, string])[], cost = 1): Taken {
  let least: Taken = { allowed: true, remaining: Number.MAX_SAFE_INTEGER, retryAfterMs: 0 }
  for (const [at, [buckets, name]] of places.entries()) {
    const taken = buckets.take(name, cost)
    if (!taken.allowed) {
      for (const [those, its] of places.slice(0, at)) those.give(its, cost)
      return taken
    }
    if (taken.remaining < least.remaining) least = taken
  }
  return least
}
