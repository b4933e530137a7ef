import { performance } from 'node:perf_hooks'
import {
  type Client,
  ConnectionError,
  Depth,
  MessageType,
  RejectedError,
  type ReportInfo,
  type ReportType,
  reasonName,
  TimeInForce,
  type wire,
} from '@tapebook/client'
import { CliError, ExitCode, sentenceOf } from '../exit-codes.ts'
import { FeedBook, type FlowRequest } from './feed-book.ts'
import { firstDifference, type Level } from './levels.ts'
import type { FlowMarket } from './market.ts'
import { ReportMirror } from './mirror.ts'

/** Requests under way at most: enough to keep a journal busy, few enough for every inbox. */
const WINDOW = 4_096
const SNAPSHOT_MS = 10_000
/** No order has this number; a cancel of it is refused, and so marks the end of what was sent before. */
const NO_ORDER = 2n ** 53n - 1n

/** Sends a feed's requests over one session, in order and without waiting, and keeps books of the reports. */
export class FlowDriver {
  readonly mirror = new ReportMirror()
  readonly #client: Client
  readonly #prefix: string
  readonly #onCommand: (clientId: string) => void
  /** The command whose reports are coming in, and the request it came from. */
  #sequence = 0n
  #commandId = ''
  #count = 0
  #failure: Error | undefined
  #wake: (() => void) | undefined
  /** Requests that were refused, by reason. */
  readonly refused: Record<string, number> = {}

  /** `onCommand` is told each request's client id once all of its reports are in the mirror. */
  constructor(client: Client, onCommand: (clientId: string) => void = () => undefined) {
    this.#client = client
    this.#prefix = `flow-${client.session}-`
    this.#onCommand = onCommand
    client.on('report', (report, info) => this.#guarded(() => this.#report(report, info)))
    client.on('sessionReject', (error) => this.#fail(error))
    client.on('closed', (why) => this.#fail(why))
  }

  get requests(): number {
    return this.#count
  }

  /** The book of one market, whose requests go out as the feed calls for them. */
  follow(market: FlowMarket, onSent: (clientId: string) => void = () => undefined): FeedBook {
    const send = (request: FlowRequest): void => {
      this.#send(market, request)
      onSent(request.clientId)
    }
    return new FeedBook(send, () => `${this.#prefix}${(++this.#count).toString(36)}`)
  }

  /** Waits until fewer than a window, or than `most`, are unanswered. */
  async room(most = WINDOW): Promise<void> {
    for (;;) {
      if (this.#failure) throw this.#failure
      if (this.#client.unanswered <= most) return
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  /** Waits until every report of every request is in the mirror. */
  async settle(market: FlowMarket): Promise<void> {
    await this.room(0)
    const end = this.#client.cancelOrder({ account: market.maker, orderId: NO_ORDER })
    await end.catch((error: unknown) => {
      if (!(error instanceof RejectedError && error.report)) throw error
    })
    await this.room(0)
    this.#finishCommand()
  }

  /** Compares the three books of a market: the feed's, the reports', and the server's depth. What differs, or null. */
  async compare(market: FlowMarket, feed: FeedBook): Promise<string | null> {
    const reported = this.mirror.book(market.instrument)
    const named = `${market.symbol}: feed against reports,`
    const differs =
      firstDifference(`${named} bid`, all(feed.book.bids), all(reported.bids)) ??
      firstDifference(`${named} ask`, all(feed.book.asks), all(reported.asks))
    return differs ?? (await this.#compareDepth(market))
  }

  async #compareDepth(market: FlowMarket): Promise<string | null> {
    const { bids, asks } = this.mirror.book(market.instrument)
    const depth = this.#client.subscribe(market.instrument, Depth.L2)
    const until = performance.now() + SNAPSHOT_MS
    const numbers = (levels: readonly Readonly<wire.Level>[]): Level[] =>
      levels.map(({ price, quantity }) => [Number(price), Number(quantity)])
    let differs: string | undefined = `${market.symbol}: no snapshot of its depth came`
    while (performance.now() < until) {
      if (this.#failure) throw this.#failure
      if (depth.ready) {
        const named = `${market.symbol}: reports against the server's depth,`
        differs =
          firstDifference(`${named} bid`, all(bids), numbers(depth.bids)) ??
          firstDifference(`${named} ask`, all(asks), numbers(depth.asks))
        if (differs === undefined) break
      }
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    this.#client.unsubscribe(market.instrument, Depth.L2)
    return differs ?? null
  }

  #send({ instrument, maker, taker }: FlowMarket, request: FlowRequest): void {
    const { clientId } = request
    if ('side' in request) {
      const { side, price, quantity } = request
      const isResting = request.kind === 'rest'
      this.#client.sendNewOrder({
        clientId,
        account: isResting ? maker : taker,
        instrument,
        side,
        price,
        quantity,
        timeInForce: isResting ? TimeInForce.Gtc : TimeInForce.Ioc,
      })
    } else if (request.kind === 'cancel') {
      this.#client.sendCancelOrder({ clientId, account: maker, targetClientId: request.target })
    } else {
      const { target: targetClientId, quantity } = request
      this.#client.sendReplaceOrder({
        clientId,
        account: maker,
        targetClientId,
        quantity,
        keepPriority: true,
      })
    }
  }

  #report(report: wire.Bodies[ReportType], { type }: ReportInfo): void {
    const { sequence } = report.report
    if (sequence !== this.#sequence) this.#finishCommand()
    this.#sequence = sequence
    if (this.#commandId === '' && 'request' in report) this.#commandId = report.request.clientId
    this.mirror.apply(type, report)
    if (type === MessageType.RequestRejected) this.#refusal(report as wire.RequestRejected)
    this.#wake?.()
  }

  #refusal({ reason, orderId }: wire.RequestRejected): void {
    if (orderId === NO_ORDER) return
    const name = reasonName(reason)
    this.refused[name] = (this.refused[name] ?? 0) + 1
  }

  #finishCommand(): void {
    const clientId = this.#commandId
    this.#commandId = ''
    if (clientId !== '') this.#onCommand(clientId)
  }

  #guarded(run: () => void): void {
    try {
      run()
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    const lost = error instanceof ConnectionError || error instanceof RejectedError
    const exit = lost ? ExitCode.NoServer : ExitCode.CheckFailed
    this.#failure ??= new CliError(`the flow stopped: ${sentenceOf(error)}`, exit, error)
    this.#wake?.()
  }
}

const all = (levels: { top(count: number): Level[] }): Level[] => levels.top(Number.POSITIVE_INFINITY)
