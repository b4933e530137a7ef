// Symbols, phases, positions and trades for one session (FIX x, c, e, g, AN, AD).
import { Depth, type Instrument, type StatusFeed, type wire } from '@tapebook/client'
import type { FixMessage } from '../message.ts'
import { accountOf } from '../table/entry.ts'
import { type KeptTrade, positionReports, tradeReports, tradesAck } from '../table/holdings.ts'
import {
  phaseNews,
  securityDefinitions,
  securityList,
  securityStatus,
  sessionStatus,
} from '../table/market-data.ts'
import { Reader } from '../table/reader.ts'
import { BusinessReason, Refusal } from '../table/refusal.ts'
import type { DeskContext } from './market-desk.ts'

/** What these answers need beside. */
export interface ReferenceContext extends DeskContext {
  /** All symbols, asked for anew where that was long ago. */
  instruments(): Promise<readonly Instrument[]>
  /** Trades of a day, `20260102`. */
  trades(account: number, day: string): Promise<readonly KeptTrade[]>
  now(): bigint
}

const refusal = (message: FixMessage, tag: number, code: BusinessReason, why: string): Refusal =>
  new Refusal({ kind: 'business', code }, tag, message, why)

type Tell = (
  id: string,
  instrument: Instrument,
  state: wire.InstrumentState,
  isUnsolicited: boolean,
  version: ReferenceContext['party']['version'],
) => FixMessage

/** Follows phases for a request, until it is ended. */
class PhaseWatch {
  readonly #context: ReferenceContext
  readonly #ends: (() => void)[] = []

  constructor(context: ReferenceContext) {
    this.#context = context
  }

  watch(id: string, instrument: Instrument, isStream: boolean, tell: Tell, hasNews: boolean): void {
    const { feeds, party } = this.#context
    const feed: StatusFeed = feeds.use(instrument, Depth.Status)
    let before: number | undefined
    const heard = (state: wire.InstrumentState): void => {
      if (state.status === before) return
      const news = hasNews && before !== undefined && phaseNews(instrument, before, state, party.version)
      this.#context.give(tell(id, instrument, state, before !== undefined, party.version))
      if (news) this.#context.give(news)
      before = state.status
      if (!isStream) end()
    }
    let isOver = false
    const end = (): void => {
      if (isOver) return
      isOver = true
      feed.off('update', heard)
      feeds.leave(instrument, Depth.Status)
    }
    this.#ends.push(end)
    feed.on('update', heard)
    if (feed.value !== undefined) heard(feed.value)
  }

  end(): void {
    for (const end of this.#ends) end()
  }
}

export class ReferenceDesk {
  readonly #context: ReferenceContext
  readonly #watches = new Map<string, PhaseWatch>()

  constructor(context: ReferenceContext) {
    this.#context = context
  }

  async take(message: FixMessage): Promise<void> {
    switch (message.type) {
      case 'x':
        return this.#list(message)
      case 'c':
        return this.#define(message)
      case 'e':
        return this.#status(message)
      case 'g':
        return this.#phases(message)
      case 'AN':
        return this.#positions(message)
      default:
        return this.#trades(message)
    }
  }

  close(): void {
    for (const watch of this.#watches.values()) watch.end()
    this.#watches.clear()
  }

  #give(messages: readonly FixMessage[]): void {
    for (const message of messages) this.#context.give(message)
  }

  /** All instruments, or the one of a symbol; none where there is no such symbol. */
  async #asked(message: FixMessage, isOne: boolean): Promise<readonly Instrument[]> {
    const all = await this.#context.instruments()
    if (!isOne) return all
    new Reader(message, this.#context.party).needToo(55)
    return all.filter((it) => it.symbol === message.get(55))
  }

  async #list(message: FixMessage): Promise<void> {
    const found = await this.#asked(message, message.get(559) === '0')
    this.#give(securityList(message.get(320) ?? '', found, this.#context.party))
  }

  async #define(message: FixMessage): Promise<void> {
    const found = await this.#asked(message, message.get(321) === '1')
    this.#give(securityDefinitions(message.get(320) ?? '', found, this.#context.party))
  }

  async #status(message: FixMessage): Promise<void> {
    const id = message.get(324) ?? ''
    if (message.get(263) === '2') return this.#end(`e ${id}`)
    const instrument = this.#context.party.instrument(message.get(55) ?? '')
    if (instrument === undefined)
      throw refusal(message, 55, BusinessReason.UnknownSecurity, 'there is no such symbol')
    this.#watch(message, `e ${id}`).watch(id, instrument, message.get(263) === '1', securityStatus, true)
  }

  async #phases(message: FixMessage): Promise<void> {
    const id = message.get(335) ?? ''
    if (message.get(263) === '2') return this.#end(`g ${id}`)
    const symbol = message.get(336)
    const all = await this.#context.instruments()
    const found = symbol === undefined ? all : all.filter((it) => it.symbol === symbol)
    if (found.length === 0)
      throw refusal(message, 336, BusinessReason.UnknownSecurity, 'there is no such symbol')
    const watch = this.#watch(message, `g ${id}`)
    for (const instrument of found)
      watch.watch(id, instrument, message.get(263) === '1', sessionStatus, false)
  }

  #watch(message: FixMessage, key: string): PhaseWatch {
    if (this.#watches.has(key)) throw refusal(message, 0, BusinessReason.Other, 'this id is in use')
    const watch = new PhaseWatch(this.#context)
    if (message.get(263) === '1') this.#watches.set(key, watch)
    return watch
  }

  #end(key: string): void {
    this.#watches.get(key)?.end()
    this.#watches.delete(key)
  }

  async #positions(message: FixMessage): Promise<void> {
    const { party, client, now } = this.#context
    const account = accountOf(new Reader(message, party))
    if (message.get(263) === '1') throw refusal(message, 263, BusinessReason.Other, 'positions are told once')
    const symbol = message.get(55)
    const positions = await client.positions(account)
    const wanted = positions.filter(
      ({ instrument }) => symbol === undefined || party.instrumentOf(instrument)?.symbol === symbol,
    )
    this.#give(positionReports(message.get(710) ?? '', account, wanted, party, now()))
  }

  async #trades(message: FixMessage): Promise<void> {
    const { party, trades } = this.#context
    const account = accountOf(new Reader(message, party))
    if (message.get(263) === '1') throw refusal(message, 263, BusinessReason.Other, 'trades are told once')
    const [date] = message.group(580)
    if (date === undefined)
      throw refusal(message, 580, BusinessReason.ConditionallyRequiredFieldMissing, 'a day is needed')
    const symbol = message.get(55)
    const found = (await trades(account, date.get(75) ?? '')).filter(
      (it) =>
        (symbol === undefined || party.instrumentOf(it.instrument)?.symbol === symbol) &&
        (message.get(37) === undefined || message.get(37) === `${it.orderId}`) &&
        (message.get(11) === undefined || message.get(11) === it.clientId),
    )
    const id = message.get(568) ?? ''
    this.#context.give(tradesAck(id, message.get(569) ?? '0', found.length))
    this.#give(tradeReports(id, found, party))
  }
}
