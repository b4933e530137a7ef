// Market data, symbols and phases as messages.
import {
  type Instrument,
  InstrumentStatus,
  InstrumentStatusName,
  Side,
  TickKind,
  type wire,
} from '@tapebook/client'
import { Fields, FixMessage } from '../message.ts'
import { PHASE_CODES } from './codes.ts'
import type { Market } from './counterparty.ts'
import { isFrom, type Version } from './fields.ts'
import { formatClock, formatDate, formatTime } from './values.ts'

/** A price level as it is told; quantity 0 takes it out. */
export interface TellLevel {
  readonly side: Side
  readonly price: bigint
  readonly quantity: bigint
}

/** What a MarketDataRequest asks for. */
export interface MarketDataAsked {
  readonly id: string
  readonly isStream: boolean
  /** Levels of each side; 0 for all. */
  readonly depth: number
  readonly hasBids: boolean
  readonly hasOffers: boolean
  readonly hasTrades: boolean
  /** Changes alone; else the whole each time. */
  readonly isIncremental: boolean
  readonly symbols: readonly string[]
}

/** Deepest book by levels; the whole is asked for by 0. */
const DEEPEST = 1_000
const MOST_SYMBOLS = 200

/** Reads a verified request to begin; gives FIX 281 of what is not done here. */
export function readMarketData(message: FixMessage): MarketDataAsked | string {
  const kinds = message.group(267).map((it) => it.get(269))
  const depth = Number(message.get(264))
  const isStream = message.get(263) === '1'
  const hasTrades = kinds.includes('2')
  const update = message.get(265)
  if (kinds.includes('J')) return '8'
  if (message.get(266) === 'N') return '7'
  if (depth < 0 || depth > DEEPEST) return '5'
  // A trade is no state of a book that could be told as a whole.
  const isIncremental = update !== '0'
  if (isStream && !isIncremental && hasTrades) return '6'
  const symbols = [...new Set(message.group(146).map((it) => it.get(55) ?? ''))]
  if (symbols.length > MOST_SYMBOLS) return '2'
  const [hasBids, hasOffers] = [kinds.includes('0'), kinds.includes('1')]
  return {
    id: message.get(262) ?? '',
    isStream,
    depth,
    hasBids,
    hasOffers,
    hasTrades,
    isIncremental,
    symbols,
  }
}

/** 35=Y. */
export function marketDataReject(id: string, code: string, text: string): FixMessage {
  return new FixMessage('Y', new Fields().set(262, id).set(281, code).set(58, text))
}

const entryType = (side: Side): string => (side === Side.Buy ? '0' : '1')

function levelEntry(instrument: Instrument, { side, price, quantity }: TellLevel): Fields {
  const entry = new Fields().set(269, entryType(side)).set(270, instrument.ticksToPrice(price))
  return entry.set(271, instrument.lotsToQuantity(quantity))
}

/** 35=W: the levels that are asked for, best first, and the last trade where that is asked for. */
export function marketDataSnapshot(
  id: string,
  instrument: Instrument,
  levels: readonly TellLevel[],
  last: { readonly price: bigint; readonly quantity: bigint } | undefined,
  sequence: number,
  version: Version,
): FixMessage {
  const places = { [Side.Buy]: 0, [Side.Sell]: 0 }
  const entries = levels.map((level) => levelEntry(instrument, level).set(290, `${++places[level.side]}`))
  if (last !== undefined && last.quantity > 0n) {
    const trade = new Fields().set(269, '2').set(270, instrument.ticksToPrice(last.price))
    entries.push(trade.set(271, instrument.lotsToQuantity(last.quantity)))
  }
  const isEmptyOf42 = !isFrom(version, '4.4')
  if (entries.length === 0)
    entries.push(
      isEmptyOf42 ? new Fields().set(269, '0').set(270, '0').set(271, '0') : new Fields().set(269, 'J'),
    )
  const fields = new Fields().set(262, id).set(55, instrument.symbol).set(83, `${sequence}`)
  return new FixMessage('W', fields.setGroup(268, entries))
}

/** What becomes of a level that was told before. */
export type LevelAction = 'new' | 'change' | 'delete'
const ACTIONS: Readonly<Record<LevelAction, string>> = { new: '0', change: '1', delete: '2' }

/** 35=X of levels. */
export function marketDataChanges(
  id: string,
  instrument: Instrument,
  changes: readonly (TellLevel & { readonly action: LevelAction })[],
  sequence: number,
): FixMessage {
  const entries = changes.map((change) => {
    const entry = new Fields().set(279, ACTIONS[change.action]).set(269, entryType(change.side))
    entry.set(55, instrument.symbol).set(270, instrument.ticksToPrice(change.price))
    if (change.action !== 'delete') entry.set(271, instrument.lotsToQuantity(change.quantity))
    return entry.set(83, `${sequence}`)
  })
  return new FixMessage('X', new Fields().set(262, id).setGroup(268, entries))
}

/** 35=X of a trade, of one that was corrected, or of one that was taken back. */
export function marketDataTrade(
  id: string,
  instrument: Instrument,
  trade: wire.TradeTick,
  sequence: number,
  version: Version,
): FixMessage {
  const action = trade.kind === TickKind.Busted ? '2' : trade.kind === TickKind.Corrected ? '1' : '0'
  const entry = new Fields()
    .set(279, action)
    .set(269, '2')
    .set(278, `T${trade.tradeId}`)
    .set(55, instrument.symbol)
  entry.set(270, instrument.ticksToPrice(trade.price)).set(271, instrument.lotsToQuantity(trade.quantity))
  entry.set(272, formatDate(trade.time)).set(273, formatClock(trade.time, version)).set(83, `${sequence}`)
  return new FixMessage('X', new Fields().set(262, id).setGroup(268, [entry.set(880, `${trade.tradeId}`)]))
}

/** Steps and bounds of an instrument, in the fields that lists and definitions have. */
function rulesOf(instrument: Instrument, market: Market): Fields {
  return Fields.of([
    [55, instrument.symbol],
    [107, market.asset(instrument.baseAsset)?.code],
    [15, market.asset(instrument.quoteAsset)?.code],
    [969, instrument.ticksToPrice(1n)],
    [562, instrument.lotsToQuantity(instrument.minQuantity)],
    [1140, instrument.lotsToQuantity(instrument.maxQuantity)],
    [561, instrument.lotsToQuantity(instrument.quantityStep)],
  ])
}

const A_MESSAGE = 100

/** 35=y: at most a hundred symbols a message. None where the one that was asked for is not there. */
export function securityList(id: string, instruments: readonly Instrument[], market: Market): FixMessage[] {
  const messages: FixMessage[] = []
  const count = Math.max(1, Math.ceil(instruments.length / A_MESSAGE))
  for (let part = 0; part < count; part++) {
    const some = instruments.slice(part * A_MESSAGE, (part + 1) * A_MESSAGE)
    const fields = new Fields().set(320, id).set(322, `${id}-${part + 1}`)
    fields.set(560, instruments.length === 0 ? '2' : '0').set(393, `${instruments.length}`)
    fields.set(893, part === count - 1 ? 'Y' : 'N')
    messages.push(
      new FixMessage(
        'y',
        fields.put(
          146,
          some.map((it) => rulesOf(it, market)),
        ),
      ),
    )
  }
  return messages
}

/** 35=d for each symbol, or one that says that there is none. */
export function securityDefinitions(
  id: string,
  instruments: readonly Instrument[],
  market: Market,
): FixMessage[] {
  if (instruments.length === 0) {
    const fields = new Fields().set(320, id).set(322, `${id}-1`).set(323, '5').set(393, '0')
    return [new FixMessage('d', fields.set(58, 'no such symbol'))]
  }
  return instruments.map((it, at) => {
    const fields = new Fields()
      .set(320, id)
      .set(322, `${id}-${at + 1}`)
      .set(323, '4')
    for (const [tag, value] of rulesOf(it, market)) fields.set(tag, value)
    return new FixMessage('d', fields.set(393, `${instruments.length}`))
  })
}

/** An InstrumentState as far as phases are told by it. */
export type PhaseState = Pick<wire.InstrumentState, 'status' | 'time'>

const phaseText = (status: number): string => {
  const name = InstrumentStatusName[status] ?? ''
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

/** 35=f. */
export function securityStatus(
  id: string,
  { symbol }: Instrument,
  { status, time }: PhaseState,
  isUnsolicited: boolean,
  version: Version,
): FixMessage {
  const [code] = PHASE_CODES[status]
  const fields = new Fields()
    .set(324, id)
    .set(55, symbol)
    .set(325, isUnsolicited ? 'Y' : 'N')
    .set(326, code)
  return new FixMessage('f', fields.set(60, formatTime(time, version)).set(58, phaseText(status)))
}

/** 35=h. */
export function sessionStatus(
  id: string,
  { symbol }: Instrument,
  { status, time }: PhaseState,
  isUnsolicited: boolean,
  version: Version,
): FixMessage {
  const [, code] = PHASE_CODES[status]
  const fields = new Fields()
    .set(335, id)
    .set(336, symbol)
    .set(340, code)
    .set(325, isUnsolicited ? 'Y' : 'N')
  return new FixMessage('h', fields.set(60, formatTime(time, version)).set(58, phaseText(status)))
}

const STOPPED: ReadonlySet<number> = new Set([
  InstrumentStatus.Halted,
  InstrumentStatus.Suspended,
  InstrumentStatus.Delisted,
])

/** 35=B where trading was stopped, or goes on; nothing for other phases. */
export function phaseNews(
  { symbol }: Instrument,
  before: number,
  { status, time }: PhaseState,
  version: Version,
): FixMessage | undefined {
  if (STOPPED.has(before) === STOPPED.has(status)) return undefined
  const headline = `${symbol}: ${phaseText(status)}`
  const fields = new Fields().set(42, formatTime(time, version)).set(61, '1').set(148, headline)
  fields.setGroup(146, [new Fields().set(55, symbol)])
  const line = STOPPED.has(status) ? 'no orders are taken' : 'orders are taken again'
  return new FixMessage('B', fields.setGroup(33, [new Fields().set(58, line)]))
}
