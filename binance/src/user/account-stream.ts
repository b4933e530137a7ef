// The events of one account, in the order of the exchange's commands, for those who follow it; the newest are kept for who
// comes back.
import { type Asset, type Client, MessageType, OrderState, type ReportInfo, wire } from '@tapebook/client'
import { acceptedOrder, type Market, orderOfReport } from '@tapebook/service'
import { statusWord } from '../convert/order-words.ts'
import { msOf } from '../streams/texts.ts'
import {
  balanceText,
  type Execution,
  executionText,
  type Followed,
  type Happened,
  type Holding,
  hasEnded,
  listText,
  positionText,
} from './event-texts.ts'

/** Events that are kept, and their bytes at most. */
const KEPT = 1_000
const KEPT_BYTES = 512 * 1_024
/** A number of an event is its command's times this, and counts on from there. */
const NUMBERS = 65_536

/** Takes events of an account. */
export interface Follower {
  /** `number` grows with every event; `text` is the event as JSON. */
  event(number: number, text: string): void
  /** There are no more, for some may have been missed. */
  terminated(): void
}

/** What events need to know of the exchange. */
export interface Known {
  market(instrument: number): Market | undefined
  asset(id: number): Asset | undefined
}

export type AnyReport = wire.Bodies[ReportInfo['type']]

/** A report as it came, with what followed it. */
interface Heard {
  readonly type: ReportInfo['type']
  readonly report: AnyReport
  readonly body: Uint8Array
}

interface Kept {
  readonly number: number
  readonly text: string
}

export class AccountStream {
  readonly account: number
  readonly #known: Known
  readonly #followers = new Set<Follower>()
  readonly #orders = new Map<bigint, Followed>()
  readonly #kept: Kept[] = []
  readonly #holdings = new Map<number, { free: bigint; locked: bigint }>()
  #keptBytes = 0
  /** Events up to this number may not have been seen here. */
  #from = Number.MAX_SAFE_INTEGER
  #last = 0
  /** Reports of the command under way. */
  #heard: Heard[] = []
  /** Orders that ended by it. */
  #ended: bigint[] = []
  /** Reports before the account's orders are known wait. */
  #isKnown = false
  #asking = false
  #isOwed = false
  #changedAt = 0
  #client: Client | undefined
  /** When the last follower left, in ms. */
  idleSince = Date.now()

  constructor(account: number, known: Known) {
    this.account = account
    this.#known = known
  }

  get followers(): number {
    return this.#followers.size
  }

  /**
   * Learns what the account has now; reports that come meanwhile wait. Of commands up to `loggedOnAt` no report came, and
   * of later ones before now none was kept.
   */
  async learn(client: Client, loggedOnAt: bigint): Promise<void> {
    this.#client = client
    const [orders, balances] = await Promise.all([
      client.orders({ account: this.account }),
      client.balances(this.account),
    ])
    for (const order of orders)
      if (!this.#orders.has(order.orderId)) this.#orders.set(order.orderId, orderOfReport(order))
    for (const { asset, available: free, held: locked } of balances)
      this.#holdings.set(asset, { free, locked })
    this.#isKnown = true
    const heard = Math.max(Number(client.position.lastSequence), Number(loggedOnAt))
    this.#last = Math.max(this.#last, heard * NUMBERS)
    this.#from = this.#last
    this.#tell()
  }

  /** Number of the newest event, or of what came before all events. */
  get last(): number {
    return this.#last
  }

  /** Follows from now on; after event `since`, if all that followed that is kept: then true. */
  follow(follower: Follower, since?: number): boolean {
    const missed = since === undefined ? undefined : this.#after(since)
    for (const { number, text } of missed ?? []) follower.event(number, text)
    this.#followers.add(follower)
    return missed !== undefined
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower)
    this.idleSince = Date.now()
  }

  /** Events may have been missed: who follows begins anew. */
  terminate(): void {
    for (const follower of [...this.#followers]) follower.terminated()
    this.#followers.clear()
  }

  hear(type: ReportInfo['type'], report: AnyReport, entries: Uint8Array): void {
    const first = this.#heard[0]
    if (first !== undefined && first.report.report.sequence !== report.report.sequence) this.#tell()
    // What follows a report is valid now only.
    const body = type === MessageType.Applied ? entries.slice() : entries
    this.#heard.push({ type, report, body })
    // Reports of a command come in one message.
    if (this.#heard.length === 1) queueMicrotask(() => this.#tell())
  }

  #after(since: number): readonly Kept[] | undefined {
    if (since < this.#from || since > this.#last) return undefined
    const at = this.#kept.findIndex(({ number }) => number > since)
    return at < 0 ? [] : this.#kept.slice(at)
  }

  #emit(sequence: bigint, text: string): void {
    const number = Math.max(Number(sequence) * NUMBERS, this.#last + 1)
    this.#last = number
    this.#kept.push({ number, text })
    this.#keptBytes += text.length
    while (this.#kept.length > KEPT || this.#keptBytes > KEPT_BYTES) {
      const gone = this.#kept.shift()!
      this.#keptBytes -= gone.text.length
      this.#from = gone.number
    }
    for (const follower of this.#followers) follower.event(number, text)
  }

  /** Tells what the command under way did. */
  #tell(): void {
    if (!this.#isKnown || this.#heard.length === 0) return
    const heard = this.#heard
    this.#heard = []
    // A list is told of before its legs are.
    for (const { type, report } of heard) if (type === MessageType.OrderAccepted) this.#accept(report)
    for (const { type, report } of heard) this.#prepare(type, report)
    const filled = heard.flatMap(({ type, report }) =>
      type === MessageType.OrderCanceled && (report as wire.OrderCanceled).state === OrderState.Filled
        ? [(report as wire.OrderCanceled).orderId]
        : [],
    )
    for (const [index, it] of heard.entries()) {
      const rest = heard.slice(index + 1)
      this.#tellOne(it, (order) => filled.includes(order) && !rest.some((later) => isFillOf(later, order)))
    }
    for (const order of this.#ended) this.#orders.delete(order)
    this.#ended = []
    const last = heard.at(-1)!.report.report
    this.#changedAt = msOf(last.time)
    this.#askBalances(last.sequence)
  }

  #accept(report: AnyReport): void {
    const it = report as wire.OrderAccepted
    this.#orders.set(it.orderId, acceptedOrder(it))
  }

  /** What later reports of a command say of orders that earlier ones name. */
  #prepare(type: Heard['type'], report: AnyReport): void {
    if (type === MessageType.OrderTerms) {
      const { orderId, state, triggerPrice, displayQuantity, trailBasisPoints } = report as wire.OrderTerms
      this.#change(orderId, { state, triggerPrice, displayQuantity, trailBasisPoints })
    }
    if (type === MessageType.ListStatus) {
      const { orders, listId } = report as wire.ListStatus
      for (const order of orders) this.#change(order, { listId })
    }
  }

  #change(orderId: bigint, change: Partial<Followed>): Followed | undefined {
    const order = this.#orders.get(orderId)
    return order === undefined ? undefined : Object.assign(order, change)
  }

  #tellOne({ type, report, body }: Heard, isFilled: (order: bigint) => boolean): void {
    switch (type) {
      case MessageType.OrderAccepted: {
        const { orderId } = report as wire.OrderAccepted
        return this.#execution(this.#orders.get(orderId), { execution: 'NEW', report: report.report })
      }
      case MessageType.Fill:
        return this.#fill(report as wire.Fill, isFilled)
      case MessageType.OrderCanceled:
        return this.#canceled(report as wire.OrderCanceled)
      case MessageType.OrderReplaced: {
        const { orderId, price, quantity, request } = report as wire.OrderReplaced
        const order = this.#change(orderId, { price, quantity })
        const { clientId } = request
        this.#execution(order, { execution: 'REPLACED', report: report.report, requestId: clientId })
        this.#change(orderId, { clientId })
        return
      }
      case MessageType.OrderReduced: {
        const { orderId, leaves, cumulative } = report as wire.OrderReduced
        const order = this.#change(orderId, { quantity: leaves + cumulative, cumulative })
        return this.#execution(order, { execution: 'TRADE_PREVENTION', report: report.report })
      }
      case MessageType.OrderTriggered: {
        const { orderId } = report as wire.OrderTriggered
        const order = this.#change(orderId, { state: OrderState.New, workingAt: report.report.time })
        return this.#execution(order, { execution: 'NEW', report: report.report })
      }
      case MessageType.ListLegStarted: {
        const { orderId, state, quantity } = report as wire.ListLegStarted
        if (state === OrderState.Rejected) return
        const order = this.#change(orderId, { state, quantity, workingAt: report.report.time })
        return this.#execution(order, { execution: 'NEW', report: report.report })
      }
      case MessageType.ListStatus:
        return this.#list(report as wire.ListStatus)
      case MessageType.Applied:
        return this.#applied(report as wire.Applied, body)
    }
  }

  #fill(fill: wire.Fill, isFilled: (order: bigint) => boolean): void {
    const before = this.#orders.get(fill.orderId)
    const notional = (before?.notional ?? 0n) + fill.notional
    const state = isFilled(fill.orderId) ? OrderState.Filled : fill.state
    const order = this.#change(fill.orderId, { state, cumulative: fill.cumulative, notional })
    this.#execution(order, { execution: 'TRADE', report: fill.report, fill })
  }

  #canceled({ report, request, orderId, state, reason, cumulative }: wire.OrderCanceled): void {
    const before = this.#orders.get(orderId)
    // Its last fill has told that it is done.
    if (before?.state === OrderState.Filled) return
    const order = this.#change(orderId, { state, reason, cumulative })
    const status = statusWord(state, reason)
    const execution: Execution =
      status === 'EXPIRED_IN_MATCH' ? 'TRADE_PREVENTION' : status === 'CANCELED' ? 'CANCELED' : 'EXPIRED'
    const requestId = execution === 'CANCELED' ? request.clientId : undefined
    this.#execution(order, { execution, report, ...(requestId !== undefined && { requestId }) })
  }

  #execution(order: Followed | undefined, happened: Happened): void {
    const market = order === undefined ? undefined : this.#known.market(order.instrument)
    if (order === undefined || market === undefined) return
    const feeAsset = happened.fill === undefined ? undefined : this.#known.asset(happened.fill.feeAsset)
    this.#emit(happened.report.sequence, executionText(market, order, happened, feeAsset, Date.now()))
    if (hasEnded(order.state)) this.#ended.push(order.orderId)
  }

  #list(it: wire.ListStatus): void {
    const market = this.#known.market(it.instrument)
    if (market === undefined) return
    const clientIdOf = (order: bigint): string => this.#orders.get(order)?.clientId ?? ''
    this.#emit(it.report.sequence, listText(market, it, clientIdOf, Date.now()))
  }

  /** Money that came or went by an operator's command. */
  #applied({ type, report }: wire.Applied, body: Uint8Array): void {
    const move = moveOf(type, new DataView(body.buffer, body.byteOffset, body.byteLength), this.account)
    const asset = move === undefined ? undefined : this.#known.asset(move.asset)
    if (move === undefined || asset === undefined) return
    this.#emit(report.sequence, balanceText(asset, move.change, msOf(report.time), Date.now()))
  }

  /** Asks once for all changes that come while an answer is under way. */
  #askBalances(sequence: bigint): void {
    this.#isOwed = true
    const client = this.#client
    if (this.#asking || client === undefined || this.#followers.size === 0) return
    this.#asking = true
    this.#isOwed = false
    const time = this.#changedAt
    client
      .balances(this.account)
      .then((reports) => this.#tellBalances(reports, sequence, time))
      .catch(() => undefined)
      .finally(() => {
        this.#asking = false
        if (this.#isOwed) this.#askBalances(sequence)
      })
  }

  #tellBalances(reports: readonly wire.BalanceReport[], sequence: bigint, time: number): void {
    const changed: Holding[] = []
    for (const { asset: id, available: free, held: locked } of reports) {
      const before = this.#holdings.get(id)
      const asset = this.#known.asset(id)
      if ((before?.free === free && before.locked === locked) || asset === undefined) continue
      this.#holdings.set(id, { free, locked })
      changed.push({ asset, free, locked })
    }
    if (changed.length > 0) this.#emit(sequence, positionText(changed, time, Date.now()))
  }
}

const isFillOf = ({ type, report }: Heard, order: bigint): boolean =>
  type === MessageType.Fill && (report as wire.Fill).orderId === order

/** The change of an account's money by an operator's command. */
function moveOf(
  type: number,
  view: DataView,
  account: number,
): { readonly asset: number; readonly change: bigint } | undefined {
  switch (type) {
    case MessageType.Deposit: {
      const { asset, amount } = wire.Deposit.read(view, 0)
      return { asset, change: amount }
    }
    case MessageType.Withdraw: {
      const { asset, amount } = wire.Withdraw.read(view, 0)
      return { asset, change: -amount }
    }
    case MessageType.Transfer: {
      const { asset, amount, destination } = wire.Transfer.read(view, 0)
      return { asset, change: destination === account ? amount : -amount }
    }
  }
  return undefined
}
