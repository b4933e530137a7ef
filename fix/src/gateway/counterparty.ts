// One counterparty: its FIX session on one side, its session with the exchange on the other.
import type { Client, MessageType, ReportInfo, ReportType, StreamPosition, wire } from '@tapebook/client'
import { decode, type FixMessage, MalformedError, SOH_TEXT } from '../message.ts'
import type { FixEngine, FixEvent } from '../native.ts'
import type { Counterparty as Party } from '../table/counterparty.ts'
import { isEntry, readEntry } from '../table/entry.ts'
import { shapes } from '../table/messages.ts'
import { Orders } from '../table/orders.ts'
import { BusinessReason, Refusal } from '../table/refusal.ts'
import { businessReject, writeRefusal, writeTold } from '../table/reports.ts'
import type { Told } from '../table/told.ts'
import { verify } from '../table/verify.ts'
import { Arrivals } from './arrivals.ts'
import type { CounterpartySettings } from './config.ts'
import { DEFAULT_RATE } from './config.ts'
import { Desk } from './desk.ts'
import { type ExchangeOptions, openExchange } from './exchange.ts'
import type { Cancel } from './logons.ts'
import type { Markets } from './market.ts'
import { originOf } from './origins.ts'
import { Own } from './own.ts'
import { type Progress, readProgress, writeProgress } from './progress.ts'
import { ask, isQuestion } from './questions.ts'
import { Throttle } from './throttle.ts'
import { TradeFiles } from './trades.ts'

export interface CounterpartyContext {
  readonly engine: FixEngine
  /** Number of its session in the engine. */
  readonly session: number
  readonly settings: CounterpartySettings
  readonly exchange: ExchangeOptions
  readonly markets: Markets
  /** Where its progress is kept. */
  readonly progress: string
  /** Where the trades of its accounts are kept. */
  readonly trades: string
  /** For the log of what operators should know. */
  readonly onTrouble: (why: string) => void
  /** Time from a message's arrival to its answer, in ns. */
  readonly onAnswered: (ns: bigint) => void
}

/** How long the exchange may take to be there for a log-on, in ms. */
const OPEN_MS = 3_500
/** After a log-on was taken here and refused by the engine for its number. */
const UNUSED_MS = 10_000
const NS_PER_MS = 1_000_000n
/** So much may wait for a counterparty before books are told it less often, in bytes. */
const BUSY_BYTES = 262_144

export class CounterpartySession {
  readonly #context: CounterpartyContext
  readonly #party: Party
  readonly #throttle: Throttle
  #orders = new Orders()
  #own = new Own()
  readonly #trades: TradeFiles
  #desk: Desk | undefined
  #client: Client | undefined
  #isHere = false
  #isLoggingOut = false
  #cancelsAtLogout = false
  #unused: NodeJS.Timeout | undefined
  /** What was told before the log-on was answered. */
  #waiting: string[] = []
  /** Before the exchange is caught up with: reports wait until the orders that they are about are known. */
  #missed: { report: wire.Bodies[ReportType]; info: ReportInfo }[] | undefined
  /** Messages told before the last stop, where they may come again. */
  #toldBefore = new Set<string>()
  #kept: Progress | undefined
  #position: StreamPosition | undefined
  /** Messages handed to the engine since its count began. */
  #handed = 0
  #created = 0
  /** Highest number in of a request that the exchange answered, and of one that it was given. */
  #origin = 0
  #given = 0
  #refusals = 0
  #writing: Promise<void> = Promise.resolve()
  #isTurnEnding = false
  readonly #arrivals = new Arrivals()

  constructor(context: CounterpartyContext) {
    this.#context = context
    const { settings, markets } = context
    this.#throttle = new Throttle(settings.messagesPerSecond ?? DEFAULT_RATE)
    this.#trades = new TradeFiles(context.trades)
    this.#kept = readProgress(context.progress)
    this.#created = this.#kept?.created ?? 0
    this.#origin = this.#kept?.origin ?? 0
    // What the process before was given nobody knows any more.
    if (this.#kept !== undefined) this.#given = Number.POSITIVE_INFINITY
    const names = new Map(Object.entries(settings.accounts))
    const byId = new Map([...names].map(([name, id]) => [id, name]))
    const [first] = names.values()
    this.#party = {
      version: settings.version,
      origin: BigInt(context.session) + 1n,
      account: (name) => (name === undefined ? first : names.get(name)),
      accountName: (id) => byId.get(id) ?? `${id}`,
      order: (account, orderId, clientId) => this.#orders.named(account, orderId, clientId),
      isExtended: settings.isExtended === true,
      instrument: (symbol) => markets.instrument(symbol),
      instrumentOf: (id) => markets.instrumentOf(id),
      asset: (id) => markets.asset(id),
    }
  }

  get compId(): string {
    return this.#context.settings.compId
  }

  get isHere(): boolean {
    return this.#isHere
  }

  get isLive(): boolean {
    return this.#client?.isConnected === true
  }

  get openOrders(): number {
    return this.#own.size
  }

  /** Before a log-on is taken: the exchange is there and what was missed is gathered. Throws where it cannot be. */
  async prepare(cancel: Cancel, isReset: boolean): Promise<void> {
    const { engine, session, exchange, markets } = this.#context
    await this.leave(true)
    const kept = this.#kept
    this.#cancelsAtLogout = cancel.atLogout
    this.#orders = new Orders()
    this.#own = new Own(kept?.orders)
    this.#position = kept?.position
    const status = engine.status(session)
    if (status === null) throw new Error('there is no such session')
    this.#toldBefore = kept === undefined ? new Set() : this.#storedSince(kept.sender, status.nextSender)
    if (status.created !== this.#created) {
      this.#created = status.created
      this.#origin = 0
    }
    this.#missed = []
    this.#client = await openExchange(exchange, cancel.onLoss, kept?.position, OPEN_MS, (client) => {
      client.on('report', (report, info) => this.#report(report, info))
      client.on('disconnected', () => this.#orders.lost())
      client.on('sessionReject', (error) => {
        if (error.clientId) this.#tell(this.#orders.refused(error.clientId, error.reason, nowNs()))
      })
      client.on('resumeUnavailable', () => {
        this.#context.onTrouble(`${this.compId}: reports of before are lost; orders are known from now on`)
      })
    })
    await markets.refresh(this.#client)
    await this.#catchUp(this.#client)
    this.#desk = this.#openDesk(this.#client)
    await this.#trades.tidy(nowNs())
    if (!isReset) this.#count()
    // Before anything can be told: from here on a start finds where to go on.
    if (kept === undefined) await this.#begin(this.#client.position, status.nextSender)
    this.#unused = setTimeout(() => void this.leave(true), UNUSED_MS)
  }

  /** It is logged on: what it missed goes out. */
  here(): void {
    clearTimeout(this.#unused)
    const { engine, session } = this.#context
    const status = engine.status(session)
    if (status !== null && status.created !== this.#created) {
      // The log-on began the numbers anew.
      this.#created = status.created
      this.#origin = 0
      this.#given = 0
    }
    this.#handed = status?.sent ?? 0
    this.#isHere = true
    this.#isLoggingOut = false
    for (const text of this.#waiting) this.#send(text)
    this.#waiting = []
    engine.flush()
  }

  /** It is gone; `isLost` where it said no word. */
  async gone(): Promise<void> {
    this.#isHere = false
    await this.keep()
    if (this.#isLoggingOut && this.#cancelsAtLogout) this.#cancelAll()
    await this.leave(!this.#isLoggingOut)
  }

  /** Cancels what it entered; the log-out follows. */
  #cancelAll(): void {
    for (const orderId of this.#own.open()) {
      const account = this.#orders.find(orderId)?.account
      if (account !== undefined) this.#client?.sendCancelOrder({ orderId, account })
    }
  }

  /** Ends the session with the exchange: without a word, where the counterparty is lost. */
  async leave(isLost: boolean): Promise<void> {
    clearTimeout(this.#unused)
    this.#desk?.close()
    this.#desk = undefined
    const client = this.#client
    this.#client = undefined
    this.#isHere = false
    this.#waiting = []
    if (client === undefined) return
    client.removeAllListeners()
    client.flush()
    if (isLost) client.drop()
    else await client.close()
  }

  /** A message of the engine's own kinds: a log-out says that what follows is no loss. */
  admin(event: FixEvent): void {
    if (event.bytes.includes(`${SOH_TEXT}35=5${SOH_TEXT}`)) this.#isLoggingOut = true
  }

  /** A message of the counterparty. */
  message(event: FixEvent): void {
    const { version } = this.#party
    let message: FixMessage
    try {
      message = decode(event.bytes, shapes(version))
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      return this.#rejectMalformed(event, error)
    }
    try {
      verify(message, version)
      this.#throttled(message)
      this.#take(message, event)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#refuse(error)
    }
  }

  /** Keeps how far it was told, where all that was told has left. */
  async keep(): Promise<void> {
    const { engine, session } = this.#context
    const status = engine.status(session)
    if (status === null || this.#position === undefined || this.#created === 0) return
    if (status.sent !== this.#handed || this.#waiting.length > 0 || this.#missed !== undefined) return
    const { lastSequence } = this.#position
    if (this.#kept?.position.lastSequence === lastSequence && this.#kept.origin === this.#origin) return
    const orders = [...this.#own.open()]
    const now = { position: this.#position, sender: status.nextSender, created: this.#created }
    const kept = { ...now, origin: this.#origin, orders }
    this.#kept = kept
    // What is told counts as told once its trades are kept.
    await this.#trades.write()
    await this.#write(kept)
  }

  // --- In

  #throttled(message: FixMessage): void {
    if (this.#throttle.take(performance.now())) return
    const of = { kind: 'business', code: BusinessReason.Other } as const
    const rate = this.#context.settings.messagesPerSecond ?? DEFAULT_RATE
    throw new Refusal(of, 0, message, `more than ${rate} messages a second`)
  }

  #take(message: FixMessage, event: FixEvent): void {
    const { settings } = this.#context
    const client = this.#client
    const refuse = (code: BusinessReason, why: string): never => {
      throw new Refusal({ kind: 'business', code }, 0, message, why)
    }
    if (client === undefined || !client.isConnected)
      return refuse(BusinessReason.ApplicationNotAvailable, 'the exchange is not available')
    if (isQuestion(message.type)) {
      const answers = ask(message, { party: this.#party, orders: this.#orders, time: nowNs() })
      for (const answer of answers) this.#give(answer, true)
      return
    }
    if (Desk.takes(message.type)) return this.#desk?.take(message)
    if (!isEntry(message.type))
      return refuse(BusinessReason.UnsupportedMessageType, `35=${message.type} is not taken here`)
    if (settings.isDropCopy === true)
      return refuse(BusinessReason.NotAuthorized, 'a session of drop copies enters nothing')
    const { command, echo } = readEntry(message, this.#party)
    if (!this.#orders.asked(command, echo, message.get(97) === 'Y')) {
      const twice = businessReject(
        message,
        `${BusinessReason.Other}`,
        'the same id is on its way',
        this.#party.version,
      )
      return this.#give(twice, true)
    }
    const number = Number(message.get(34))
    this.#given = number
    this.#arrivals.came(command.body.clientId, event.at)
    const origin = { originSession: BigInt(this.#created), originSequence: BigInt(number) }
    // The union of commands is the union of what `send` takes.
    client.send(command.type as typeof MessageType.CancelOrder, { ...command.body, ...origin } as never)
  }

  /** Hands over at once what this turn brought: nothing waits for the end of the event loop's turn. */
  flush(): void {
    this.#client?.flush()
  }

  #refuse(refusal: Refusal): void {
    const id = `U${this.#created}-${refusal.refused.get(34) ?? ''}-${++this.#refusals}`
    this.#give(writeRefusal(refusal, this.#party, { time: nowNs(), id }), true)
  }

  #openDesk(client: Client): Desk {
    const { engine, session, markets } = this.#context
    return new Desk({
      client,
      party: this.#party,
      // What is asked for while somebody is there is of no use to them later.
      give: (message) => {
        if (this.#isHere) this.#give(message)
      },
      refused: (refusal) => this.#refuse(refusal),
      isBusy: () => (engine.status(session)?.waitingBytes ?? 0) > BUSY_BYTES,
      instruments: async () => {
        await markets.refresh(client)
        return markets.all()
      },
      trades: (account, day) => this.#trades.of(account, day),
      now: nowNs,
    })
  }

  #rejectMalformed(event: FixEvent, error: MalformedError): void {
    const text = event.bytes.toString('latin1')
    const fieldOf = (tag: number): string => {
      const at = text.indexOf(`${SOH_TEXT}${tag}=`) + `${tag}`.length + 2
      return text.slice(at, text.indexOf(SOH_TEXT, at))
    }
    const fields = [
      `35=3`,
      `45=${fieldOf(34)}`,
      ...(error.tag === 0 ? [] : [`371=${error.tag}`]),
      `372=${fieldOf(35)}`,
      ...(this.#party.version === '4.2' && error.reason > 11 ? [] : [`373=${error.reason}`]),
      `58=${error.message}`,
    ]
    this.#send(`${fields.join(SOH_TEXT)}${SOH_TEXT}`, true)
  }

  // --- Out

  #report(report: wire.Bodies[ReportType], info: ReportInfo): void {
    if (this.#missed !== undefined) {
      this.#missed.push({ report, info: { ...info, entries: info.entries.slice() } })
      return
    }
    this.#apply(report, info)
    if (this.#isTurnEnding) return
    this.#isTurnEnding = true
    queueMicrotask(() => {
      this.#isTurnEnding = false
      this.#tell(this.#orders.flush())
      if (this.#client !== undefined) this.#position = this.#client.position
      this.#context.engine.flush()
    })
  }

  #apply(report: wire.Bodies[ReportType], info: ReportInfo): void {
    const told = this.#orders.apply(info.type, report, info.entries)
    for (const each of told) this.#trades.heard(each)
    this.#own.heard(info.type, report, this.#client?.session ?? 0)
    const origin = originOf(info.type, report, info.entries)
    if (origin !== undefined && origin.session === this.#created && origin.sequence > this.#origin)
      this.#origin = origin.sequence
    this.#tell(told)
  }

  #tell(told: readonly Told[]): void {
    const isCopy = this.#context.settings.isDropCopy === true
    for (const each of told) {
      if (!isCopy && !this.#own.isOwn(each)) continue
      for (const message of writeTold(each, this.#party, isCopy ? { isCopy } : {})) this.#give(message)
      this.#measure(each)
    }
  }

  #measure(told: Told): void {
    if (!('order' in told) || told.order === undefined) return
    const at = this.#arrivals.answered(told.order.clientId)
    if (at === undefined) return
    this.#context.onAnswered(process.hrtime.bigint() - at)
  }

  #give(message: FixMessage, isKept = false): void {
    const text = `35=${message.type}${SOH_TEXT}${message.fields.toString()}`
    if (this.#toldBefore.size > 0 && this.#toldBefore.delete(markOf(text))) return
    this.#send(text, isKept)
  }

  #send(text: string, isKept = false): void {
    if (!this.#isHere && !isKept) {
      this.#waiting.push(text)
      return
    }
    this.#handed++
    this.#context.engine.send(this.#context.session, text, isKept)
  }

  /** What was sent from a number on, by what tells messages apart. */
  #storedSince(from: number, next: number): Set<string> {
    if (next <= from) return new Set()
    const stored = this.#context.engine.stored(this.#context.session, from, next - 1)
    return new Set(stored.map(markOf))
  }

  /** Takes up the orders that missed reports are about, then tells of those reports. */
  async #catchUp(client: Client): Promise<void> {
    for (const account of new Set(Object.values(this.#context.settings.accounts))) {
      for (const order of await client.orders({ account })) this.#orders.adopt(order)
    }
    const missed = this.#missed ?? []
    this.#missed = undefined
    this.#waiting = []
    for (const { report, info } of missed) this.#apply(report, info)
    this.#tell(this.#orders.flush())
    this.#toldBefore = new Set()
    this.#position = client.position
  }

  /** Expects the number after the last one that the exchange knows of: what came later was lost on its way. */
  #count(): void {
    if (this.#given <= this.#origin) return
    this.#context.engine.setNumbers(this.#context.session, { target: this.#origin + 1 })
    this.#given = this.#origin
  }

  async #begin(position: StreamPosition, sender: number): Promise<void> {
    this.#kept = { position, sender, created: this.#created, origin: this.#origin, orders: [] }
    await this.#write(this.#kept)
  }

  /** One after the other: a log-on may fall into the time of a regular one. */
  async #write(progress: Progress): Promise<void> {
    const before = this.#writing
    const done = before.then(() => writeProgress(this.#context.progress, progress))
    this.#writing = done.catch(() => undefined)
    await done
  }
}

const nowNs = (): bigint => BigInt(Date.now()) * NS_PER_MS

/** Header fields and the like: what is different in each sending of one message. */
const OF_A_SENDING = /^(8|9|34|49|52|56|10|43|122|97)=/

/** What tells a message apart: of an ExecutionReport its ExecID, of others all they say. */
function markOf(text: string): string {
  const fields = text.split(SOH_TEXT).filter((field) => field !== '' && !OF_A_SENDING.test(field))
  if (fields[0] !== '35=8') return fields.sort().join(SOH_TEXT)
  const execId = fields.find((field) => field.startsWith('17='))
  return `${execId} ${fields.find((field) => field.startsWith('150='))}`
}
