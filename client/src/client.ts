import { EventEmitter } from 'node:events'
import type { BalanceReport, PositionReport, SettlementReport, SimulationReport } from '@tapebook/schema'
import {
  type Applied,
  type Bodies,
  type BodyType,
  CandleInterval,
  type Challenge,
  type Depth,
  FLAG_RESENT,
  HEADER_SIZE,
  isBodyType,
  type ListStatus,
  type LogonAccepted,
  type MessageEntry,
  MessageType,
  messages,
  NewOrder,
  type OrderAccepted,
  type OrderCanceled,
  type OrderListReport,
  type OrderReplaced,
  type OrderReport,
  Policy,
  RejectReason,
  ReportHeader,
  type RequestRejected,
  type RequestRepeated,
  ResumeComplete,
  SessionReject,
  SideFilter,
} from '@tapebook/schema'
import { type AdvancedInput, advancedBody } from './advanced.ts'
import { Connection } from './connection.ts'
import { ConnectionError, failedRules, RejectedError } from './errors.ts'
import type { ClientEvents, ReportInfo, ReportName } from './events.ts'
import { type FeedOf, Feeds } from './feeds.ts'
import { Asset, Instrument } from './instrument.ts'
import { toKeyObject } from './keys.ts'
import { type LimitsInForce, type LimitsQuestion, limitsInForce, limitsQuestion } from './limits.ts'
import { type ListTarget, listTarget, type OrderListInput, orderListBody } from './lists.ts'
import type { ClientOptions, StreamPosition } from './options.ts'
import { PendingRequests, type Settle } from './pending.ts'
import { Queries } from './queries.ts'
import { type CancelQuotesInput, cancelQuotesBody, type MassQuoteInput, massQuoteBody } from './quotes.ts'
import {
  type AnswerTo,
  type CancelInput,
  cancelBody,
  checkClientId,
  clientIdAt,
  clientIdSource,
  frameSize,
  type OrderInput,
  type ReplaceInput,
  type ReportType,
  type RequestBody,
  type RequestOptions,
  type RequestType,
  readClientId,
  replaceBody,
  writeHeader,
  writeNewOrder,
  writeRequestFrame,
} from './requests.ts'
import { ALL_INSTRUMENTS, first, idOf, NOTHING, readNumber, requestOptions, throwLater } from './support.ts'

// What a log-on is refused for and another try cannot change.
const FATAL: ReadonlySet<number> = new Set([
  RejectReason.MalformedFrame,
  RejectReason.UnknownMessageType,
  RejectReason.UnsupportedVersion,
  RejectReason.FieldOutOfRange,
  RejectReason.BadSignature,
  RejectReason.UnknownKey,
  RejectReason.NotPermitted,
  RejectReason.SequenceAhead,
])

type AnyReport = Bodies[ReportType]

/** A session with an exchange: one key, one stream of reports, reconnecting as needed. */
export class Client extends EventEmitter<ClientEvents> {
  readonly #options: Required<Omit<ClientOptions, 'resume' | 'privateKey' | 'ca'>> & Pick<ClientOptions, 'ca'>
  readonly #key: ReturnType<typeof toKeyObject>
  readonly #nextClientId = clientIdSource()
  readonly #pending: PendingRequests
  readonly #queries: Queries
  readonly #feeds: Feeds
  #connection: Connection | undefined
  #accepted: LogonAccepted | undefined
  #challenge: Challenge | undefined
  /** Does the connection take requests? Not while it resumes, for missed answers may be under way. */
  #isLive = false
  #isClosed = false
  #mayResume: boolean
  #attempt = 0
  #retry: NodeJS.Timeout | undefined
  // Numbers rather than bigints: they are compared with each report, and stay below 2^53.
  #lastSessionSequence: number
  #lastSequence: number

  private constructor(options: ClientOptions) {
    super()
    const { resume, privateKey, ...rest } = options
    this.#key = toKeyObject(privateKey)
    this.#options = {
      cancelOnDisconnect: false,
      heartbeatMs: 0,
      reconnect: true,
      backoffMs: { first: 100, most: 10_000 },
      queryTimeoutMs: 10_000,
      maxUnanswered: 65_536,
      ...rest,
    }
    this.#mayResume = resume !== undefined
    this.#lastSessionSequence = Number(resume?.lastSessionSequence ?? 0n)
    this.#lastSequence = Number(resume?.lastSequence ?? 0n)
    this.#pending = new PendingRequests(this.#options.maxUnanswered)
    this.#queries = new Queries(
      (frame) => this.#sendIfLive(frame, 0, frame.length),
      this.#options.queryTimeoutMs,
    )
    this.#feeds = new Feeds((frame) => this.#sendIfLive(frame, 0, frame.length))
  }

  /**
   * Connects and logs on. `prepare` gets the client before the first frame comes, to listen to reports that a
   * resume brings.
   */
  static connect(options: ClientOptions, prepare?: (client: Client) => void): Promise<Client> {
    const client = new Client(options)
    prepare?.(client)
    return new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        client.off('connected', connected)
        client.off('disconnected', failed)
        client.off('closed', failed)
        settle()
      }
      const connected = (): void => done(() => resolve(client))
      // A refused resume is not the end: the next log-on goes without.
      const failed = (why: Error): void => {
        if (why instanceof RejectedError && why.reason === RejectReason.ResumeUnavailable) return
        done(() => {
          client.#finish(why)
          reject(why)
        })
      }
      client.on('connected', connected)
      client.on('disconnected', failed)
      client.on('closed', failed)
      client.#open()
    })
  }

  /** Is the session live: logged on, and up to date with its reports? */
  get isConnected(): boolean {
    return this.#isLive
  }

  get session(): number {
    return this.#logon.session
  }

  /** The session's own account; 0 if it has none. */
  get account(): number {
    return this.#logon.account
  }

  /** Bit 0 trade, bit 1 operator, bit 2 gateway, bit 3 read only. */
  get permissions(): number {
    return this.#logon.permissions
  }

  /** Names the server's journal. */
  get lineage(): string {
    return Buffer.from(this.#logon.lineage).toString('hex')
  }

  /** Durability policy of the server. */
  get policy(): Policy {
    return this.#challenge?.policy ?? Policy.Disk
  }

  /** Requests without an answer yet. */
  get unanswered(): number {
    return this.#pending.size
  }

  get position(): StreamPosition {
    return {
      lastSessionSequence: BigInt(this.#lastSessionSequence),
      lastSequence: BigInt(this.#lastSequence),
    }
  }

  get #logon(): LogonAccepted {
    if (!this.#accepted) throw new ConnectionError('not logged on yet')
    return this.#accepted
  }

  /** Logs out. Requests without an answer are rejected. */
  close(): Promise<void> {
    if (this.#isClosed) return Promise.resolve()
    const connection = this.#connection
    if (!connection) {
      this.#finish(new ConnectionError('the client was closed'))
      return Promise.resolve()
    }
    this.#options.reconnect = false
    return new Promise((resolve) => {
      this.once('closed', () => resolve())
      connection.logout()
    })
  }

  /** Ends without a word: to the exchange the session is lost, with what it does then. */
  drop(): void {
    this.#finish(new ConnectionError('the client dropped its session'))
  }

  /** Sends now, rather than at the end of this turn of the event loop. */
  flush(): void {
    this.#connection?.flush()
  }

  // --- Order entry: send... gives the client id at once, the others wait for the first answer.

  sendNewOrder(order: OrderInput): string {
    return this.#newOrder(order, undefined)
  }

  newOrder(order: OrderInput): Promise<OrderAccepted> {
    return new Promise((resolve, reject) => this.#newOrder(order, { resolve, reject }))
  }

  sendAdvancedOrder(input: AdvancedInput): string {
    return this.send(MessageType.NewAdvancedOrder, { ...requestOptions(input), ...advancedBody(input) })
  }

  /** Enters an order with attributes that a plain one does not have: stops, take-profits, trailing stops, icebergs, hidden orders. */
  newAdvancedOrder(input: AdvancedInput): Promise<OrderAccepted> {
    return this.request(MessageType.NewAdvancedOrder, { ...requestOptions(input), ...advancedBody(input) })
  }

  sendCancelOrder(input: CancelInput): string {
    return this.send(MessageType.CancelOrder, { ...requestOptions(input), ...cancelBody(input) })
  }

  cancelOrder(input: CancelInput): Promise<OrderCanceled> {
    return this.request(MessageType.CancelOrder, { ...requestOptions(input), ...cancelBody(input) })
  }

  sendReplaceOrder(input: ReplaceInput): string {
    return this.send(MessageType.ReplaceOrder, { ...requestOptions(input), ...replaceBody(input) })
  }

  /** An OrderCanceled where the new total is at or below what is filled. */
  replaceOrder(input: ReplaceInput): Promise<OrderReplaced | OrderCanceled> {
    return this.request(MessageType.ReplaceOrder, { ...requestOptions(input), ...replaceBody(input) })
  }

  /** Enters orders that are bound to each other, or none of them; the answer names the list and its orders. */
  placeList(input: OrderListInput): Promise<ListStatus> {
    const body = orderListBody(input, () => this.#nextClientId())
    return this.request(MessageType.NewOrderList, { ...requestOptions(input), ...body })
  }

  /** Cancels every leg of a list that is open; the answer is the first of them. */
  cancelList(input: RequestOptions & ListTarget): Promise<OrderCanceled> {
    return this.request(MessageType.CancelOrderList, { ...requestOptions(input), ...listTarget(input) })
  }

  /** Cancels every open order of the account that fits; the answer's id is how many. */
  cancelAll(
    input: RequestOptions & { instrument?: Instrument | number; side?: SideFilter } = {},
  ): Promise<Applied> {
    const { instrument = ALL_INSTRUMENTS, side = SideFilter.Both } = input
    const body = { ...requestOptions(input), instrument: idOf(instrument), side }
    return this.request(MessageType.CancelAll, body)
  }

  /** Replaces all quotes of the account in an instrument; the answer's id is how many rest. */
  massQuote(input: MassQuoteInput): Promise<Applied> {
    return this.request(MessageType.MassQuote, { ...requestOptions(input), ...massQuoteBody(input) })
  }

  /** Cancels the account's quotes; the answer's id is how many. */
  cancelQuotes(input: CancelQuotesInput = {}): Promise<Applied> {
    return this.request(MessageType.CancelQuotes, { ...requestOptions(input), ...cancelQuotesBody(input) })
  }

  /** Cancels all of the account unless called again in time; 0 disarms. The answer's id is when it is due, in ns. */
  cancelAfter(timeoutMs: number, options: RequestOptions = {}): Promise<Applied> {
    return this.request(MessageType.CancelAfter, { ...requestOptions(options), timeoutMs })
  }

  /** Sends any request and gives its client id; it is sent again until it is answered. */
  send<T extends RequestType>(type: T, body: RequestBody<T>): string {
    return this.#send(type, body, undefined)
  }

  /** Sends any request; resolves with its first answer, rejects with a RejectedError where it is refused. */
  request<T extends RequestType>(type: T, body: RequestBody<T>): Promise<AnswerTo<T>> {
    return new Promise((resolve, reject) => this.#send(type, body, { resolve, reject }))
  }

  // --- Queries

  async assets(): Promise<Asset[]> {
    const { reports } = await this.#queries.ask(MessageType.QueryAssets, {})
    return reports.map((report) => new Asset(report))
  }

  async instruments(): Promise<Instrument[]> {
    const { reports } = await this.#queries.ask(MessageType.QueryInstruments, {})
    return reports.map((report) => new Instrument(report))
  }

  /** The instrument of that symbol. */
  async instrument(symbol: string): Promise<Instrument> {
    const found = (await this.instruments()).find((instrument) => instrument.symbol === symbol)
    if (!found) throw new RangeError(`there is no instrument ${symbol}`)
    return found
  }

  /** Balances of an account; 0 for the session's own. */
  async balances(account = 0): Promise<BalanceReport[]> {
    return (await this.#queries.ask(MessageType.QueryBalances, { account })).reports
  }

  /** Open orders of an account, or one order whatever its state. */
  async orders(
    of: { account?: number; instrument?: Instrument | number; orderId?: bigint } = {},
  ): Promise<OrderReport[]> {
    const { account = 0, instrument = ALL_INSTRUMENTS, orderId = 0n } = of
    const body = { account, instrument: idOf(instrument), orderId }
    return (await this.#queries.ask(MessageType.QueryOrders, body)).reports
  }

  /** Lists of an account that have an open leg, or one of them. */
  async orderLists(of: { account?: number; listId?: bigint } = {}): Promise<OrderListReport[]> {
    const { account = 0, listId = 0n } = of
    return (await this.#queries.ask(MessageType.QueryOrderLists, { account, listId })).reports
  }

  /** Limits in force, and what they count so far: by default those that bind the session's own account. */
  async limits(of: LimitsQuestion = { account: 0 }): Promise<LimitsInForce[]> {
    const { reports } = await this.#queries.ask(MessageType.QueryLimits, limitsQuestion(of))
    return reports.map(limitsInForce)
  }

  async positions(account = 0): Promise<PositionReport[]> {
    return (await this.#queries.ask(MessageType.QueryPositions, { account })).reports
  }

  /** What an order would do now; nothing changes. A refusal it would meet is in the report's `reason`. */
  async simulate(input: OrderInput): Promise<SimulationReport> {
    const view = new DataView(new ArrayBuffer(NewOrder.SIZE))
    writeNewOrder(view, 0, checkClientId(input.clientId ?? this.#nextClientId()), input)
    const { reports } = await this.#queries.ask(MessageType.SimulateOrder, { order: NewOrder.read(view, 0) })
    return first(reports, 'simulation')
  }

  async settlement(instrument: Instrument | number, tradeId: bigint): Promise<SettlementReport> {
    const body = { instrument: idOf(instrument), tradeId }
    return first((await this.#queries.ask(MessageType.QueryTrade, body)).reports, 'settlement')
  }

  // --- Market data

  /**
   * Subscribes to a feed: L1 gives a TopFeed, L2 a Book, L3 an OrderBook, Trades a TradeFeed, and so on. It is kept
   * over reconnects; the same feed asked for twice is the same object. `rate` is updates a second at most;
   * `interval` is of candles.
   */
  subscribe<D extends Depth>(
    instrument: Instrument | number,
    depth: D,
    rate = 0,
    interval: CandleInterval = CandleInterval.Minute1,
  ): FeedOf[D] {
    return this.#feeds.subscribe(idOf(instrument), depth, rate, interval)
  }

  unsubscribe(
    instrument: Instrument | number,
    depth: Depth,
    interval: CandleInterval = CandleInterval.Minute1,
  ): void {
    this.#feeds.unsubscribe(idOf(instrument), depth, interval)
  }

  // --- The connection

  #open(): void {
    const { url, ca, cancelOnDisconnect, heartbeatMs } = this.#options
    const resume = this.#mayResume ? this.position : null
    const connection = new Connection(
      { url, ca, key: this.#key, cancelOnDisconnect, heartbeatMs, resume },
      {
        accepted: (accepted, challenge) => this.#loggedOn(accepted, challenge, resume !== null),
        frame: (type, flags, bytes, view, at, end) => this.#frame(type, flags, bytes, view, at, end),
        closed: (why, reason) => this.#lost(why, reason),
      },
    )
    this.#connection = connection
  }

  #loggedOn(accepted: LogonAccepted, challenge: Challenge, isResuming: boolean): void {
    this.#accepted = accepted
    this.#challenge = challenge
    this.#attempt = 0
    this.#mayResume = true
    if (isResuming) return
    this.#lastSessionSequence = Number(accepted.sessionSequence)
    this.#goLive(accepted)
  }

  #goLive(accepted: LogonAccepted): void {
    this.#isLive = true
    for (const { bytes, at, length } of this.#pending) this.#connection?.send(bytes, at, length)
    this.#queries.askAgain()
    this.#feeds.askAgain()
    this.#tell('connected', accepted)
  }

  #lost(why: Error, reason: RejectReason): void {
    this.#connection = undefined
    const wasLive = this.#isLive
    this.#isLive = false
    if (wasLive) this.#feeds.lost()
    if (this.#isClosed) return
    if (reason === RejectReason.ResumeUnavailable) {
      this.#mayResume = false
      this.#tell('resumeUnavailable')
    }
    if (!this.#options.reconnect || FATAL.has(reason)) return this.#finish(why)
    this.#tell('disconnected', why)
    if (!this.#isClosed) this.#retry = setTimeout(() => this.#open(), this.#pause(reason))
  }

  /** Half to all of a doubling pause, so that many clients do not return at one time. */
  #pause(reason: RejectReason): number {
    if (reason === RejectReason.ResumeUnavailable) return 0
    const { first, most } = this.#options.backoffMs
    const longest = Math.min(most, first * 2 ** Math.min(this.#attempt++, 20))
    return longest * (0.5 + Math.random() / 2)
  }

  #finish(why: Error): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#isLive = false
    clearTimeout(this.#retry)
    this.#connection?.abandon(why)
    this.#pending.rejectAll(why)
    this.#queries.rejectAll(why)
    this.#tell('closed', why)
  }

  // --- Out

  #newOrder(order: OrderInput, settle: Settle | undefined): string {
    const clientId = this.#clientId(order)
    this.#post(MessageType.NewOrder, clientId, settle, (view, at) => {
      writeHeader(view, at, MessageType.NewOrder)
      writeNewOrder(view, at + HEADER_SIZE, clientId, order)
    })
    return clientId
  }

  #send<T extends RequestType>(type: T, body: RequestBody<T>, settle: Settle | undefined): string {
    const clientId = this.#clientId(body)
    this.#post(type, clientId, settle, (view, at) => writeRequestFrame(view, at, type, clientId, body))
    return clientId
  }

  #clientId(options: RequestOptions): string {
    return options.clientId === undefined ? this.#nextClientId() : checkClientId(options.clientId)
  }

  #post(
    type: RequestType,
    clientId: string,
    settle: Settle | undefined,
    write: (view: DataView, at: number) => void,
  ): void {
    if (this.#isClosed) throw new ConnectionError('the client is closed')
    const { bytes, at, length } = this.#pending.add(type, clientId, frameSize(type), settle, write)
    this.#sendIfLive(bytes, at, length)
  }

  /** What is not sent now goes out when the session is live. */
  #sendIfLive(bytes: Buffer, at: number, length: number): void {
    if (this.#isLive) this.#connection?.send(bytes, at, length)
  }

  // --- In

  #frame(type: number, flags: number, bytes: Buffer, view: DataView, at: number, end: number): void {
    const body = at + HEADER_SIZE
    switch (type >>> 8) {
      case 0x04:
        return this.#report(type, flags, bytes, view, at, end)
      case 0x05:
        return this.#feed(type, view, body, end)
      case 0x07:
        return this.#queries.frame(type, view, body)
    }
    if (type === MessageType.SessionReject) return this.#refused(SessionReject.read(view, body))
    if (type === MessageType.ResumeComplete) {
      const complete = ResumeComplete.read(view, body)
      this.#tell('resumed', complete)
      if (!this.#isLive) this.#goLive(this.#logon)
    }
  }

  #feed(type: number, view: DataView, body: number, end: number): void {
    try {
      this.#feeds.frame(type, view, body, end)
    } catch (error) {
      throwLater(error)
    }
  }

  #refused(rejected: SessionReject): void {
    const error = new RejectedError(rejected)
    // The session stands all the same: a ResumeComplete without reports follows.
    if (rejected.type === MessageType.Logon) return this.#cannotResume()
    if (rejected.clientId) this.#pending.refused(rejected.clientId, error)
    else this.#queries.refused(error)
    this.#tell('sessionReject', error)
  }

  /** What was missed is lost to this client; it counts on from the newest report. */
  #cannotResume(): void {
    this.#lastSessionSequence = Number(this.#logon.sessionSequence)
    this.#tell('resumeUnavailable')
  }

  #report(type: number, flags: number, bytes: Buffer, view: DataView, at: number, end: number): void {
    if (!isBodyType(type)) return
    const body = at + HEADER_SIZE
    const answer = this.#settle(type, bytes, view, at, end)
    const number = readNumber(view, body + ReportHeader.offsets.sessionSequence)
    if (number > 0) {
      const due = this.#lastSessionSequence + 1
      if (number < due) return
      if (number > due) return this.#missed(due, number)
      this.#lastSessionSequence = number
    }
    this.#lastSequence = Math.max(this.#lastSequence, readNumber(view, body + ReportHeader.offsets.sequence))
    const entry = messages[type] as unknown as MessageEntry<ReportType>
    const name = entry.name as ReportName
    if (this.listenerCount(name) === 0 && this.listenerCount('report') === 0) return
    const report = answer ?? entry.layout.read(view, body)
    const from = body + entry.size
    const entries = from === end ? NOTHING : bytes.subarray(from, end)
    const info: ReportInfo = { type: entry.type, name, resent: (flags & FLAG_RESENT) !== 0, entries }
    this.#tell(name, ...([report, info] as never))
    if (this.listenerCount('report') > 0) this.#tell('report', report, info)
  }

  #missed(due: number, received: number): void {
    this.#tell('gap', BigInt(due), BigInt(received))
    this.#connection?.abandon(new ConnectionError(`report ${received} came where ${due} was due`))
  }

  /** Gives a report to the request it answers; the report, where it was read for that. */
  #settle(type: BodyType, bytes: Buffer, view: DataView, at: number, end: number): AnyReport | undefined {
    if (this.#pending.size === 0) return undefined
    const idAt = clientIdAt(type, end - at)
    if (idAt === 0) return undefined
    const clientId = readClientId(bytes, at + idAt)
    const pending = this.#pending.answeredBy(type, clientId)
    if (!pending) return undefined
    const { layout } = messages[type] as unknown as MessageEntry<ReportType>
    const report = pending.settle && layout.read(view, at + HEADER_SIZE)
    if (report && type === MessageType.RequestRepeated) {
      this.#pending.repeated(clientId, pending, (report as RequestRepeated).firstSequence)
    } else if (report && type === MessageType.RequestRejected) {
      const refused = report as RequestRejected
      const failed = failedRules(refused.failed)
      const error = new RejectedError({ ...refused, clientId, failed, report: refused })
      this.#pending.reject(clientId, pending, error)
    } else this.#pending.resolve(clientId, pending, report)
    return report
  }

  /** Emits; what a listener throws must not cost the rest of the stream, and must not be lost either. */
  #tell<E extends keyof ClientEvents>(event: E, ...values: ClientEvents[E]): void {
    try {
      this.emit(event as never, ...(values as never))
    } catch (error) {
      throwLater(error)
    }
  }
}
