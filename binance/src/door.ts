// Who comes in: how many at once, how often from one address, and for how long.
import { type Addresses, PeerConnections, realPeer } from '@tapebook/access'
import type { Troubles } from '@tapebook/service'
import type { HttpRequest, HttpResponse, us_socket_context_t, WebSocket } from '@tapebook/sockets'
import type { Counts } from './counts.ts'
import { Attempts, type Limits } from './limits.ts'

const LOOK_MS = 60_000
/** Between looks whether a sandbox ends connections, in ms. */
const CUT_MS = 500
/** Of RFC 6455: it goes away, and may be tried again. */
const GOING_AWAY = 1_001
/** Of RFC 6455: the connection ended, and nobody said why. */
const WITHOUT_A_WORD = 1_006

export class Door {
  readonly #limits: Limits
  readonly #attempts: Attempts
  readonly #trusted: Addresses
  readonly #counts: Counts
  /** Who came in, and when. */
  // biome-ignore lint/suspicious/noExplicitAny: sockets of every kind come in here.
  readonly #inside = new Map<WebSocket<any>, { readonly since: number; readonly peer: string }>()
  readonly #peers: PeerConnections
  readonly #timer: NodeJS.Timeout
  /** What goes wrong because an operator of a sandbox wants it to. */
  readonly troubles: Troubles | undefined
  readonly #troubleTimer: NodeJS.Timeout | undefined

  constructor(limits: Limits, trusted: Addresses, counts: Counts, troubles?: Troubles) {
    this.troubles = troubles
    if (troubles !== undefined) this.#troubleTimer = setInterval(() => this.#cut(troubles), CUT_MS)
    this.#limits = limits
    this.#attempts = new Attempts(limits.attempts)
    this.#peers = new PeerConnections(limits.connectionsPerPeer)
    this.#trusted = trusted
    this.#counts = counts
    this.#timer = setInterval(() => this.#look(Date.now()), Math.min(LOOK_MS, limits.lifeMs))
  }

  /** Lets a connection in with its data, or refuses it. */
  upgrade<Data extends object>(
    response: HttpResponse,
    request: HttpRequest,
    context: us_socket_context_t,
    data: Data,
  ): void {
    const peer = this.peerOf(response, request)
    const isFull = this.#inside.size >= this.#limits.connections
    if (isFull || !this.#attempts.take(peer, Date.now()) || !this.#peers.enter(peer)) {
      this.#counts.refused++
      response.writeStatus(isFull ? '503 Service Unavailable' : '429 Too Many Requests')
      response.writeHeader('retry-after', '300').end('', true)
      return
    }
    const key = request.getHeader('sec-websocket-key')
    const extensions = request.getHeader('sec-websocket-extensions')
    response.upgrade({ ...data, peer }, key, '', extensions, context)
  }

  /** Address of the real peer. */
  peerOf(response: HttpResponse, request: HttpRequest): string {
    const address = Buffer.from(response.getRemoteAddressAsText()).toString()
    return realPeer(address, request.getHeader('x-forwarded-for'), this.#trusted)
  }

  entered(socket: WebSocket<unknown>): void {
    // What `upgrade` gave it.
    const { peer } = socket as unknown as { peer: string }
    this.#inside.set(socket, { since: Date.now(), peer })
    this.#counts.connections = this.#inside.size
  }

  /** `code` is what the connection was closed with. */
  left(socket: WebSocket<unknown>, code: number): void {
    if (code === WITHOUT_A_WORD) this.#counts.lost++
    const inside = this.#inside.get(socket)
    if (inside !== undefined) this.#peers.leave(inside.peer)
    this.#inside.delete(socket)
    this.#counts.connections = this.#inside.size
  }

  /** Ends all connections. */
  closeAll(): void {
    clearInterval(this.#timer)
    clearInterval(this.#troubleTimer)
    for (const socket of [...this.#inside.keys()]) socket.end(GOING_AWAY, 'the server goes away')
  }

  /** Ends some as if the line had broken: without a word. */
  #cut(troubles: Troubles): void {
    for (const socket of [...this.#inside.keys()]) if (troubles.ends(CUT_MS / 1_000)) socket.close()
  }

  /** They came in the order in which their time is over. */
  #look(now: number): void {
    for (const [socket, { since }] of this.#inside) {
      if (now < since + this.#limits.lifeMs) break
      socket.end(GOING_AWAY, 'a connection lasts 24 hours at most')
    }
  }
}
