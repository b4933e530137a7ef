// How many connections one peer may have at once, whatever they speak: else one of them could have all that there are.
import { peerKey } from './peer.ts'

/** Connections of one peer at once where nobody says otherwise. */
export const CONNECTIONS_PER_PEER = 1_000

/** Connections that are open, by peer. A look costs the same however many there are. */
export class PeerConnections {
  readonly #most: number
  readonly #open = new Map<string, number>()

  /** `most` of one peer at once. */
  constructor(most: number) {
    this.#most = most
  }

  /** Counts one more; false where it is one too many, which is not counted. Each that is counted has to leave again. */
  enter(peer: string): boolean {
    const key = peerKey(peer)
    const open = this.#open.get(key) ?? 0
    if (open >= this.#most) return false
    this.#open.set(key, open + 1)
    return true
  }

  /** One that was counted is gone. */
  leave(peer: string): void {
    const key = peerKey(peer)
    const open = this.#open.get(key) ?? 0
    if (open > 1) this.#open.set(key, open - 1)
    else this.#open.delete(key)
  }
}
