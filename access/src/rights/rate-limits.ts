// Two gates: before authentication by the real peer alone, which costs nothing to make up otherwise; after it by
// person, account and key, so that many keys, or many addresses, buy nothing (AU-06, AU-07).
import type { Principal } from '../principal.ts'
import type { Settings } from '../settings.ts'
import { Buckets, type Taken, takeAll } from './buckets.ts'
import { peerKey } from './peer.ts'

export class RateLimits {
  readonly #peers: Buckets
  readonly #peerMax: number
  readonly #users: Buckets
  readonly #accounts: Buckets
  readonly #keys: Buckets
  readonly #endpoints: ReadonlyMap<string, Buckets>

  constructor({ peer, user, account, key, endpoints }: Settings['limits'], now: () => number) {
    this.#peers = new Buckets(peer, now)
    this.#peerMax = peer.capacity
    this.#users = new Buckets(user, now)
    this.#accounts = new Buckets(account, now)
    this.#keys = new Buckets(key, now)
    this.#endpoints = new Map(Object.entries(endpoints).map(([name, rate]) => [name, new Buckets(rate, now)]))
  }

  /** Before anybody is known. `peer` is the real one, as `realPeer` gives it; what costs more than it may have, costs that. */
  beforeLogIn(peer: string, cost = 1): Taken {
    return this.#peers.take(peerKey(peer), Math.min(cost, this.#peerMax))
  }

  /** Once it is known who asks, for which account (its uuid) and at which place. */
  afterLogIn(
    { userId, keyId }: Pick<Principal, 'userId' | 'keyId'>,
    { account, endpoint, cost = 1 }: { account?: string; endpoint?: string; cost?: number } = {},
  ): Taken {
    const places: [Buckets, string][] = [[this.#users, userId]]
    if (account !== undefined) places.push([this.#accounts, account])
    if (keyId !== undefined) places.push([this.#keys, keyId])
    const own = endpoint === undefined ? undefined : this.#endpoints.get(endpoint)
    if (own !== undefined) places.push([own, userId])
    return takeAll(places, cost)
  }
}
