// One connection of the WebSocket API: its session, its subscriptions, and its requests one by one.
import type { Principal } from '@tapebook/access'
import type { TimeUnit } from '../convert/decimals.ts'
import { BinanceError, binanceError, errorOf, missing } from '../convert/errors.ts'
import { Params } from '../convert/params.ts'
import { somebody } from '../rest/authority.ts'
import { LimitError } from '../rest/limits.ts'
import type { AccountStream, Follower } from '../user/account-stream.ts'
import type { Users } from '../user/users.ts'
import type { Venue } from '../venue.ts'
import { METHOD_ENDPOINTS } from './methods.ts'
import type { Asked, LoggedOn, Requests } from './requests.ts'

/** Requests of a connection that may be under way at once. */
const UNDER_WAY_MAX = 5_000
/** User data streams of a connection at once, and in its life. */
const SUBSCRIPTIONS_MAX = 1_000
const SUBSCRIPTIONS_EVER = 65_535
/** Weights of what is no endpoint of REST. */
const WEIGHT = 2
const CANCEL_AFTER_MAX_MS = 86_400_000

/** What it stands on. */
export interface ConnectionParts {
  readonly requests: Requests
  readonly users: Users
  readonly venue: Venue
}

export interface Line {
  send(text: string): void
  readonly peer: string
  readonly unit: TimeUnit
  /** Are limits shown where a request does not say? */
  readonly showsLimits: boolean
}

interface Subscription extends Follower {
  readonly id: number
  readonly stream: AccountStream
  readonly principal: Principal
}

type Id = number | string | null

interface Message {
  readonly id: Id
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

type Method = (asked: Asked) => Promise<unknown> | unknown

export class ApiConnection {
  readonly #parts: ConnectionParts
  readonly #line: Line
  readonly #since = Date.now()
  readonly #subscriptions = new Map<number, Subscription>()
  readonly #methods: Readonly<Record<string, Method>>
  #logon: LoggedOn | undefined
  #cancelsOnDisconnect = false
  #underWay = 0
  #nextSubscription = 0
  #isOpen = true

  constructor(parts: ConnectionParts, line: Line) {
    this.#parts = parts
    this.#line = line
    this.#methods = {
      'session.logon': (asked) => this.#logOn(asked),
      'session.status': (asked) => this.#status(asked.now),
      'session.logout': (asked) => this.#logOut(asked.now),
      'session.subscriptions': () =>
        [...this.#subscriptions.keys()].map((subscriptionId) => ({ subscriptionId })),
      'userDataStream.subscribe': (asked) => this.#subscribeOwn(asked),
      'userDataStream.subscribe.signature': (asked) => this.#subscribeSigned(asked),
      'userDataStream.unsubscribe': (asked) => this.#unsubscribe(asked),
      'order.cancelAfter': (asked) => this.#cancelAfter(asked),
    }
  }

  get isLoggedOn(): boolean {
    return this.#logon !== undefined
  }

  /** Takes a message and answers it, now or later. */
  async take(text: string): Promise<void> {
    const now = Date.now()
    let message: Message | undefined
    try {
      message = read(text)
      if (this.#underWay >= UNDER_WAY_MAX) throw new LimitError(-1003, 'Too many requests queued.', 429, 1)
      this.#underWay++
      try {
        const { peer, unit } = this.#line
        const result = await this.#run(message, { text, params: message.params, now, peer, unit })
        this.#answer(message, 200, `"result":${JSON.stringify(result)}`, now)
      } finally {
        this.#underWay--
      }
    } catch (error) {
      const why = binanceError(error)
      const body = JSON.stringify(errorBody(why, now))
      this.#answer(message, why.status, `"error":${body}`, now)
    }
  }

  /** Is told that the server goes away. */
  sayGoodbye(now: number): void {
    this.#send(`{"event":{"e":"serverShutdown","E":${now}}}`)
  }

  /** The connection is gone. */
  closed(): void {
    this.#isOpen = false
    this.#endSubscriptions()
    const [account] = this.#logon?.principal.accounts ?? []
    if (!this.#cancelsOnDisconnect || account === undefined) return
    // Sent when the exchange is there again, should it be away.
    this.#parts.venue.session
      .ask((client) => client.cancelAll({ account: account.account }))
      .catch(() => undefined)
  }

  /** Takes rights in as they are now, and ends what was begun with a key that is no more. */
  async look(): Promise<void> {
    const { requests } = this.#parts
    const isLive = async (key: string | undefined): Promise<boolean> =>
      key !== undefined && (await requests.access.keys.isLive(key))
    for (const subscription of [...this.#subscriptions.values()]) {
      if (!(await isLive(subscription.principal.keyId))) this.#terminated(subscription)
    }
    const logon = this.#logon
    if (logon === undefined) return
    const principal = await requests.access.keys.principal(logon.apiKey)
    if (principal !== undefined) logon.principal = principal
    else if (this.#logon === logon) this.#logon = undefined
  }

  #send(text: string): void {
    if (this.#isOpen) this.#line.send(text)
  }

  #run({ method }: Message, asked: Asked): Promise<unknown> | unknown {
    const name = method.startsWith('v3/') ? method.slice('v3/'.length) : method
    const endpoint = METHOD_ENDPOINTS.get(name)
    if (endpoint !== undefined) return this.#parts.requests.run(endpoint, asked, this.#logon)
    const own = Object.hasOwn(this.#methods, name) ? this.#methods[name] : undefined
    if (own === undefined) throw errorOf(-1020)
    this.#parts.requests.weigh(asked.peer, WEIGHT, asked.now)
    return own(asked)
  }

  #answer(message: Message | undefined, status: number, body: string, now: number): void {
    const id = JSON.stringify(message?.id ?? null)
    const shows = message?.params.returnRateLimits
    const [account] = this.#logon?.principal.accounts ?? []
    const { peer, showsLimits } = this.#line
    const limits = (typeof shows === 'boolean' ? shows : showsLimits)
      ? `,"rateLimits":${JSON.stringify(this.#parts.requests.limits(peer, account, now))}`
      : ''
    this.#send(`{"id":${id},"status":${status},${body}${limits}}`)
  }

  // --- Session

  async #logOn(asked: Asked): Promise<unknown> {
    const { cancelOnDisconnect } = asked.params
    if (cancelOnDisconnect !== undefined && typeof cancelOnDisconnect !== 'boolean') {
      throw missing('cancelOnDisconnect')
    }
    const principal = await this.#parts.requests.signed(asked, true)
    this.#logon = { apiKey: String(asked.params.apiKey), principal, since: asked.now }
    this.#cancelsOnDisconnect = cancelOnDisconnect === true
    const [account] = principal.accounts
    // The first order need not wait for it.
    if (account !== undefined) await this.#parts.users.bind(account.account)
    return this.#status(asked.now)
  }

  #status(now: number): unknown {
    return {
      apiKey: this.#logon?.apiKey ?? null,
      authorizedSince: this.#logon?.since ?? null,
      connectedSince: this.#since,
      returnRateLimits: this.#line.showsLimits,
      serverTime: now,
      userDataStream: this.#subscriptions.size > 0,
    }
  }

  #logOut(now: number): unknown {
    const apiKey = this.#logon?.apiKey
    this.#logon = undefined
    this.#cancelsOnDisconnect = false
    for (const subscription of [...this.#subscriptions.values()]) {
      if (subscription.principal.keyId === apiKey) this.#terminated(subscription)
    }
    return this.#status(now)
  }

  #own(): LoggedOn {
    if (this.#logon === undefined) throw missing('apiKey')
    return this.#logon
  }

  // --- User data streams

  async #subscribeOwn(asked: Asked): Promise<unknown> {
    return await this.#subscribe(this.#own().principal, asked)
  }

  async #subscribeSigned(asked: Asked): Promise<unknown> {
    return await this.#subscribe(await this.#parts.requests.signed(asked, true), asked)
  }

  /** With `sequence`, or `resumeAfter`, each event has its number beside it; the latter begins after that event. */
  async #subscribe(principal: Principal, { params }: Asked): Promise<unknown> {
    const { account } = somebody(this.#parts.requests.access, principal, 'own.orders.read')
    const since = Params.ofJson(params).integer('resumeAfter')
    const isNumbered = params.sequence === true || since !== undefined
    if (this.#subscriptions.size >= SUBSCRIPTIONS_MAX || this.#nextSubscription >= SUBSCRIPTIONS_EVER) {
      throw new BinanceError(-1008, 'Too many subscriptions on this connection.')
    }
    const stream = await this.#parts.users.stream(account.account)
    if (!this.#isOpen) return {}
    if ([...this.#subscriptions.values()].some((it) => it.stream === stream)) {
      throw new BinanceError(-2035, 'User Data Stream subscription already active.', { status: 400 })
    }
    const subscriptionId = this.#nextSubscription++
    const subscription: Subscription = {
      id: subscriptionId,
      stream,
      principal,
      event: (number, text) => {
        const sequence = isNumbered ? `"sequence":${number},` : ''
        this.#send(`{"subscriptionId":${subscriptionId},${sequence}"event":${text}}`)
      },
      terminated: () => this.#terminated(subscription),
    }
    this.#subscriptions.set(subscriptionId, subscription)
    const sequence = stream.last
    const resumed = stream.follow(subscription, since)
    if (!isNumbered) return { subscriptionId }
    return { subscriptionId, sequence, ...(since !== undefined && { resumed }) }
  }

  #unsubscribe({ params }: Asked): unknown {
    const { subscriptionId } = params
    if (subscriptionId === undefined) {
      this.#endSubscriptions()
      return {}
    }
    const subscription = this.#subscriptions.get(subscriptionId as number)
    if (subscription === undefined) {
      throw new BinanceError(-2036, 'User Data Stream subscription not found.', { status: 400 })
    }
    this.#end(subscription)
    return {}
  }

  #terminated(subscription: Subscription): void {
    this.#end(subscription)
    const event = `{"e":"eventStreamTerminated","E":${Date.now()}}`
    this.#send(`{"subscriptionId":${subscription.id},"event":${event}}`)
  }

  #end(subscription: Subscription): void {
    subscription.stream.leave(subscription)
    this.#subscriptions.delete(subscription.id)
  }

  #endSubscriptions(): void {
    for (const subscription of [...this.#subscriptions.values()]) this.#end(subscription)
  }

  // --- Beyond Binance

  /** A timer of the exchange itself: unless it is set again in time, all orders of the account are canceled. */
  async #cancelAfter({ params }: Asked): Promise<unknown> {
    const { requests, users, venue } = this.#parts
    const read = Params.ofJson(params)
    const timeoutMs = read.needInteger('timeout')
    if (timeoutMs > CANCEL_AFTER_MAX_MS)
      throw new BinanceError(-1130, "Data sent for parameter 'timeout' is not valid.")
    const { account } = somebody(requests.access, this.#own().principal, 'own.orders.cancel')
    await users.bind(account.account)
    const { id } = await venue.session.ask((client) =>
      client.cancelAfter(timeoutMs, { account: account.account }),
    )
    return { timeout: timeoutMs, dueTime: timeoutMs === 0 ? null : Number(id / 1_000_000n) }
  }
}

function read(text: string): Message {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BinanceError(-1135, 'Invalid JSON Request')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BinanceError(-1135, 'Invalid JSON Request')
  }
  const { id = null, method, params = {} } = value as Partial<Record<keyof Message, unknown>>
  const isId = id === null || typeof id === 'string' || typeof id === 'number'
  if (!isId || (typeof id === 'string' && id.length > 36)) throw missing('id')
  if (typeof method !== 'string') throw missing('method')
  if (typeof params !== 'object' || params === null || Array.isArray(params)) throw missing('params')
  return { id, method, params: params as Message['params'] }
}

function errorBody(why: BinanceError, now: number): object {
  const retryAfter = why instanceof LimitError ? why.retryAfter : undefined
  if (retryAfter === undefined) return why.body()
  return { ...why.body(), data: { serverTime: now, retryAfter: now + retryAfter * 1_000 } }
}
