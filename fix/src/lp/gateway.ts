// Sessions to liquidity providers, what they quote, and the orders that are filled there.
import { join } from 'node:path'
import type { FixMessage } from '../message.ts'
import type { LpSession } from './config.ts'
import { Line } from './line.ts'
import { Link, type LinkState } from './link.ts'
import { subscribe } from './messages.ts'
import { LpOrders, LpRefusal, type NewLpOrder } from './orders.ts'
import type { EventKind, LpOrder } from './outcome.ts'
import { type Quote, Quotes } from './quotes.ts'
import { LpStore, type ToldEvent } from './store.ts'

/** How one session stands. Times in ms since 1970 UTC. */
export interface SessionView {
  readonly id: string
  readonly type: string
  readonly state: LinkState
  readonly senderCompID: string
  readonly targetCompID: string
  readonly host: string
  readonly port: number
  readonly heartbeatInterval: number
  readonly reconnectInterval: number
  readonly maxReconnects: number
  readonly since: number
  readonly connectedAt: number | null
  readonly upMs: number
  /** Tries in a row that failed, and when the next one is. */
  readonly failedTries: number
  readonly againAt: number | null
  readonly reconnects: number
  readonly error: string | null
  /** Numbers of the next message out and in. */
  readonly nextOut: number
  readonly nextIn: number
  readonly symbols: readonly string[]
  readonly activeSymbols: number
  readonly quotesPerMinute: number
  readonly lastQuoteAt: number | null
  /** Changes of prices since the start, and entries that made no sense. */
  readonly quotes: number
  readonly quotesPassedOver: number
  /** From the last order to its provider's first word, in ms; null before the first one. */
  readonly latencyMs: number | null
}

/** What a session quotes. */
export interface SessionQuote extends Quote {
  readonly session: string
}

export interface LpGatewayOptions {
  readonly sessions: readonly LpSession[]
  /** Folder of the sessions' numbers and messages. */
  readonly folder: string
  /** Database of orders: `postgres://…`, else a file. */
  readonly database: string
  readonly onTrouble: (why: string) => void
  /** What orders come to, each event after it is on the disk. */
  readonly onEvent?: (event: ToldEvent, order: LpOrder) => void
  /** From 0 to below 1; left out, `Math.random`. */
  readonly random?: () => number
}

/** How often messages that change no order count as read, in ms. */
const READ_MS = 1_000

class Session {
  readonly config: LpSession
  readonly quotes: Quotes
  readonly link: Link
  readonly line: Line
  readonly #orders: LpOrders
  readonly #store: LpStore
  readonly #onTrouble: (why: string) => void
  #seen = 0
  #kept = 0
  /** An outcome could not be kept: nothing more is read before the provider has said it again. */
  #isDeaf = false

  constructor(config: LpSession, orders: LpOrders, store: LpStore, options: LpGatewayOptions) {
    const { folder, onTrouble, random = Math.random } = options
    this.config = config
    this.#orders = orders
    this.#store = store
    this.#onTrouble = onTrouble
    this.quotes = new Quotes(config.symbols, Date.now)
    this.line = new Line(config, folder, {
      onLogon: (number) => this.#loggedOn(number),
      onLost: (why) => {
        this.quotes.clear()
        this.link.lost(why)
      },
      onMessage: (message, number, isRepeat) => this.#take(message, number, isRepeat),
      onTrouble,
    })
    this.link = new Link(config, {
      dial: () => this.line.dial(() => this.#readTo()),
      hangUp: () => {
        this.quotes.clear()
        this.line.hangUp()
      },
      random,
      now: Date.now,
    })
  }

  get isConnected(): boolean {
    return this.link.state === 'Connected'
  }

  /** Messages without an outcome count as read, now and then. */
  async keep(): Promise<void> {
    const seen = this.#seen
    if (seen <= this.#kept || this.#isDeaf) return
    await this.#orders.readTo(this.config.id, seen)
    this.#kept = Math.max(this.#kept, seen)
  }

  view(): SessionView {
    const { config, link, quotes } = this
    const { out, in: into } = this.line.numbers
    const latency = this.#orders.lastAnswer(config.id)
    return {
      id: config.id,
      type: config.type,
      state: link.state,
      senderCompID: config.senderCompID,
      targetCompID: config.targetCompID,
      host: config.host,
      port: config.port,
      heartbeatInterval: config.heartbeatInterval,
      reconnectInterval: config.reconnectInterval,
      maxReconnects: config.maxReconnects,
      since: link.since,
      connectedAt: link.connectedAt ?? null,
      upMs: link.upMs,
      failedTries: link.failed,
      againAt: link.againAt ?? null,
      reconnects: link.reconnects,
      error: link.error ?? null,
      nextOut: out,
      nextIn: into,
      symbols: [...config.symbols.keys()],
      activeSymbols: quotes.active,
      quotesPerMinute: quotes.perMinute,
      lastQuoteAt: quotes.lastAt ?? null,
      quotes: quotes.total,
      quotesPassedOver: quotes.passedOver,
      latencyMs: latency === undefined ? null : Math.round(latency * 1e6) / 1e3,
    }
  }

  /** Number of the last message that has been dealt with for good. */
  async #readTo(): Promise<number> {
    await this.keep()
    const last = await this.#store.lastIn(this.config.id)
    this.#seen = last
    this.#kept = last
    this.#isDeaf = false
    return last
  }

  #loggedOn(number: number): void {
    const { id, type, symbols } = this.config
    this.link.loggedOn()
    // A provider that counts anew has a lower number. The first log-on of all is where counting begins.
    const begins = this.#kept === 0 || number <= this.#kept
    if (begins) this.#after(this.#orders.readTo(id, Math.min(number, 1)))
    if (begins) this.#kept = Math.min(number, 1)
    if (type === 'quotes') this.line.send(subscribe(`${id}-${Date.now()}`, symbols.values()))
    else this.#after(this.#orders.loggedOn(id))
  }

  #take(message: FixMessage, number: number, isRepeat: boolean): void {
    if (this.#isDeaf) return
    const { type } = message
    if (type === '8' || type === '9' || type === 'j') {
      // What is said again after a restart is heard as if for the first time; what is known already changes nothing.
      this.#after(this.#orders.heard(this.config.id, message, number))
      this.#kept = Math.max(this.#kept, number)
    } else if ((type === 'W' || type === 'X') && !isRepeat) this.quotes.take(message)
    else if (type === 'Y')
      this.#onTrouble(`${this.config.id}: market data refused: ${message.get(58) ?? message.get(281) ?? ''}`)
    this.#seen = Math.max(this.#seen, number)
  }

  #after(work: Promise<unknown>): void {
    work.catch((error: Error) => {
      this.#isDeaf = true
      this.#onTrouble(`${this.config.id}: what came could not be kept: ${error.message}`)
      if (!this.isConnected) return
      this.line.hangUp()
      this.quotes.clear()
      this.link.lost('what came could not be kept')
    })
  }
}

export class LpGateway {
  readonly #sessions: ReadonlyMap<string, Session>
  readonly #store: LpStore
  readonly #timer: NodeJS.Timeout
  readonly #outcomes = new Map<EventKind, number>()
  readonly orders: LpOrders

  private constructor(options: LpGatewayOptions, store: LpStore) {
    const { sessions, onTrouble, onEvent } = options
    this.#store = store
    this.orders = new LpOrders({
      store,
      now: Date.now,
      isConnected: (id) => this.#sessions.get(id)?.isConnected ?? false,
      send: (id, message) => this.#sessions.get(id)?.line.send(message),
      onEvent: (event, order) => {
        this.#outcomes.set(event.kind, (this.#outcomes.get(event.kind) ?? 0) + 1)
        if (event.kind === 'late-fill')
          onTrouble(`${order.id}: filled after it had ended here: ${event.execId ?? 'without an id'}`)
        onEvent?.(event, order)
      },
      onTrouble,
    })
    this.#sessions = new Map(
      sessions.map((config) => [config.id, new Session(config, this.orders, store, options)]),
    )
    this.#timer = setInterval(() => {
      for (const session of this.#sessions.values())
        session.keep().catch((error: Error) => onTrouble(`${session.config.id}: ${error.message}`))
    }, READ_MS)
  }

  /** Takes up what an earlier gateway left, and connects the sessions that want it. */
  static async start(options: LpGatewayOptions): Promise<LpGateway> {
    const store = await LpStore.open(options.database)
    const gateway = new LpGateway({ ...options, folder: join(options.folder) }, store)
    await gateway.orders.recover()
    for (const { config, link } of gateway.#sessions.values()) if (config.autoConnect) link.connect()
    return gateway
  }

  /** Every session, in the order of the configuration. */
  sessions(): SessionView[] {
    return [...this.#sessions.values()].map((it) => it.view())
  }

  /** Throws UNKNOWN_SESSION. */
  session(id: string): SessionView {
    return this.#session(id).view()
  }

  /** Last messages and events of a session. Throws UNKNOWN_SESSION. */
  log(id: string): readonly string[] {
    return this.#session(id).line.log
  }

  /** Throws UNKNOWN_SESSION. */
  connect(id: string): SessionView {
    const session = this.#session(id)
    session.link.connect()
    return session.view()
  }

  /** Logs out in order. Throws UNKNOWN_SESSION. */
  disconnect(id: string, reason = 'asked for by an operator'): SessionView {
    const session = this.#session(id)
    session.link.disconnect(reason)
    return session.view()
  }

  /** Prices of all sessions. */
  quotes(): SessionQuote[] {
    return [...this.#sessions.values()].flatMap(({ config, quotes }) =>
      quotes.all().map((quote) => ({ session: config.id, ...quote })),
    )
  }

  /** Keeps an order and sends it to its provider. Throws `LpRefusal`. */
  async submit(order: NewLpOrder): Promise<LpOrder> {
    const { config } = this.#session(order.session)
    if (config.type !== 'trading')
      throw new LpRefusal('NOT_A_TRADING_SESSION', `${config.id} takes no orders`)
    const lpSymbol = config.symbols.get(order.symbol)
    if (lpSymbol === undefined)
      throw new LpRefusal('UNKNOWN_SYMBOL', `${config.id} has no symbol ${order.symbol}`)
    return await this.orders.submit(order, { lpSymbol, orderTimeoutMs: config.orderTimeout * 1_000 })
  }

  /** Throws NOT_FOUND. */
  async order(id: string): Promise<LpOrder> {
    const order = await this.#store.order(id)
    if (order === undefined) throw new LpRefusal('NOT_FOUND', `there is no order ${id}`)
    return order
  }

  /** Events of orders after that number. */
  async events(after: number): Promise<ToldEvent[]> {
    return await this.#store.events(after)
  }

  /** How often each kind of event happened since the start. */
  get outcomes(): ReadonlyMap<EventKind, number> {
    return this.#outcomes
  }

  /** Sums of all sessions, for the metrics of an exchange. */
  gauges(): Record<string, number> {
    const views = this.sessions()
    const sum = (of: (view: SessionView) => number): number => views.reduce((all, it) => all + of(it), 0)
    return {
      sessions: views.length,
      connected: sum((it) => (it.state === 'Connected' ? 1 : 0)),
      failed: sum((it) => (it.state === 'Failed' ? 1 : 0)),
      reconnects_total: sum((it) => it.reconnects),
      quotes_per_minute: sum((it) => it.quotesPerMinute),
      filled_total: this.#outcomes.get('fill') ?? 0,
      rejected_total: this.#outcomes.get('rejected') ?? 0,
      expired_total: this.#outcomes.get('expired') ?? 0,
      late_fills_total: this.#outcomes.get('late-fill') ?? 0,
    }
  }

  /** Logs all sessions out and keeps what is under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    for (const { link } of this.#sessions.values()) link.disconnect('the gateway ends')
    await Promise.all([...this.#sessions.values()].map(({ line }) => line.close()))
    await this.orders.close()
    await this.#store.close()
  }

  #session(id: string): Session {
    const session = this.#sessions.get(id)
    if (session === undefined) throw new LpRefusal('UNKNOWN_SESSION', `there is no session ${id}`)
    return session
  }
}
