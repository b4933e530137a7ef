// Who is really at the other end. What a request says of it counts only if a proxy said it that a setting trusts.
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** Addresses and networks, as in `10.0.0.0/8` or `2001:db8::1`. */
export class Addresses {
  readonly #list = new BlockList()
  readonly #isEmpty: boolean

  /** Throws if one of them is no address. */
  constructor(entries: readonly string[]) {
    this.#isEmpty = entries.length === 0
    for (const entry of entries) {
      const [address = '', bits, more] = entry.split('/')
      const family = isIPv4(address) ? 'ipv4' : 'ipv6'
      const most = family === 'ipv4' ? 32 : 128
      const isNetwork = bits !== undefined
      if (isIP(address) === 0 || address.includes('%') || more !== undefined)
        throw new Error(`${entry} is no address`)
      if (isNetwork && (!/^\d{1,3}$/.test(bits) || Number(bits) > most))
        throw new Error(`${entry} is no network`)
      if (isNetwork) this.#list.addSubnet(address, Number(bits), family)
      else this.#list.addAddress(address, family)
    }
  }

  get isEmpty(): boolean {
    return this.#isEmpty
  }

  has(address: string): boolean {
    if (this.#isEmpty) return false
    const plain = plainAddress(address)
    if (isIP(plain) === 0) return false
    return this.#list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
  }
}

/** ::ffff:192.0.2.1 is 192.0.2.1. */
export const plainAddress = (address: string): string =>
  address.startsWith(':') ? address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '') : address

/**
 * The real peer: the address of the connection, or, while that is a trusted proxy, the last address in X-Forwarded-For
 * before it. What stands further left anybody may have made up.
 */
export function realPeer(connection: string, forwardedFor: string | undefined, trusted: Addresses): string {
  let peer = plainAddress(connection)
  if (trusted.isEmpty) return peer
  const hops = (forwardedFor ?? '').split(',').map((hop) => plainAddress(hop.trim()))
  while (trusted.has(peer)) {
    const hop = hops.pop()
    if (hop === undefined || isIP(hop) === 0) break
    peer = hop
  }
  return peer
}

/** What counts as one peer: an IPv4 address, or the /64 of an IPv6 address, of which one household has them all. */
export function peerKey(peer: string): string {
  const plain = plainAddress(peer)
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = (plain.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const middle = Array.from({ length: Math.max(8 - left.length - right.length, 0) }, () => '0')
  const parts = plain.includes('::') ? [...left, ...middle, ...right] : left
  return `${parts
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}
