// What anybody may ask about markets.
import { Side } from '@tapebook/client'
import { CANDLES, INSTRUMENTS, TRADES } from '@tapebook/projections'
import { type Bar, barOfCandle, beforeTape, fromTables, type Market, type TradeRow } from '@tapebook/service'
import { priceText, quantityText, ratioText, timeIn, timeOf } from '../convert/decimals.ts'
import { BinanceError, errorOf, illegal, invalid, neither } from '../convert/errors.ts'
import {
  backFrom,
  INTERVALS,
  intervalOf,
  joined,
  KEPT,
  type KlineInterval,
  keptFor,
  klineView,
  nextOf,
  startOf,
  withoutGaps,
  zoneOffset,
} from '../convert/klines.ts'
import type { Params } from '../convert/params.ts'
import { symbolStatus, symbolView } from '../convert/symbols.ts'
import { dayView, quotesOf, spanOf, statisticsView, sumOf } from '../convert/tickers.ts'
import { aggregated, tradeView } from '../convert/trades.ts'
import { rateLimits } from '../rest/limits.ts'
import type { Venue } from '../venue.ts'
import type { PublicEndpoint, Question } from './endpoint.ts'

const NO_RULES = { maxPrice: 0n, minNotional: 0n, collarPpm: 0, protectionPpm: 0 }
const STATUSES = ['TRADING', 'HALT', 'BREAK', 'END_OF_DAY'] as const
const NS_PER_MS = 1_000_000n
const NS_PER_S = 1_000_000_000n
const MINUTE = 60_000_000_000n
/** Trades of which candles of a second, or aggregates, are made at most in one answer. */
const TRADES_MOST = 50_000

const nowOf = ({ now }: Question): bigint => BigInt(now) * NS_PER_MS

/** Markets of `symbol`, of `symbols`, or all, and whether one was asked for. */
async function asked(venue: Venue, params: Params): Promise<{ markets: readonly Market[]; isOne: boolean }> {
  const one = params.has('symbol') ? params.symbol() : undefined
  const many = params.symbols()
  if (one !== undefined && many !== undefined)
    throw new BinanceError(-1128, 'Combination of optional parameters invalid.')
  if (one !== undefined) return { markets: [await venue.marketOf(one)], isOne: true }
  if (many !== undefined)
    return { markets: await Promise.all(many.map((it) => venue.marketOf(it))), isOne: false }
  return { markets: await venue.reference.markets(), isOne: false }
}

/** The markets in one of the states. */
function inStatus(markets: readonly Market[], params: Params): readonly Market[] {
  const status = params.word('symbolStatus', STATUSES, () => errorOf(-1122))
  return status === undefined
    ? markets
    : markets.filter((it) => symbolStatus(it.instrument.status) === status)
}

/** One answer, or a list of them. */
async function each(question: Question, view: (market: Market) => Promise<unknown>): Promise<unknown> {
  const { markets, isOne } = await asked(question.venue, question.params)
  const shown = inStatus(markets, question.params)
  const answers = await Promise.all(shown.map(view))
  if (!isOne) return answers
  if (answers.length === 0) throw errorOf(-1121)
  return answers[0]
}

async function exchangeInfo(question: Question): Promise<unknown> {
  const { venue, params, counts } = question
  params.ignore('permissions', 'showPermissionSets')
  const { markets } = await asked(venue, params)
  const shown = inStatus(markets, params)
  params.done()
  const rules = await venue.rules()
  return {
    timezone: 'UTC',
    serverTime: timeIn(question.unit, nowOf(question)),
    rateLimits: rateLimits(counts.limits),
    exchangeFilters: [],
    symbols: shown.map((market) =>
      symbolView(market, rules.get(market.instrument.id) ?? NO_RULES, counts.limits),
    ),
  }
}

async function depth({ venue, params }: Question): Promise<unknown> {
  const market = await venue.marketOf(params.symbol())
  const limit = params.limit('limit', 100, 5_000)
  params.ignore('symbolStatus')
  params.done()
  const { instrument } = market
  const book = await venue.market.book(instrument.id)
  const levels = (side: typeof book.bids): [string, string][] =>
    side
      .slice(0, limit)
      .map(({ price, quantity }) => [priceText(instrument, price), quantityText(instrument, quantity)])
  return { lastUpdateId: Number(book.sequence), bids: levels(book.bids), asks: levels(book.asks) }
}

const depthWeight = (params: Params): number => {
  const limit = Number(params.has('limit') ? params.text('limit') : 100)
  return limit > 1_000 ? 250 : limit > 500 ? 50 : limit > 100 ? 25 : 5
}

interface TradesAsked {
  readonly fromId?: number | undefined
  readonly from?: bigint | undefined
  readonly to?: bigint | undefined
  readonly limit: number
}

/** Trades of a market that stand, oldest first: from an id or a time on, else the newest. O(rows shown). */
async function tradesOf(venue: Venue, instrument: number, it: TradesAsked): Promise<TradeRow[]> {
  const isForward = it.fromId !== undefined || it.from !== undefined
  const condition = `instrument = ? AND trade_id >= ? AND executed_at >= ? AND executed_at < ? AND status <> 2
 ORDER BY trade_id ${isForward ? 'ASC' : 'DESC'} LIMIT ?`
  const values = [instrument, it.fromId ?? 0, it.from ?? 0n, it.to ?? 2n ** 63n - 1n, it.limit]
  const rows = await fromTables(() => venue.tables.load(TRADES, condition, values))
  return isForward ? rows : rows.reverse()
}

async function trades(question: Question): Promise<unknown> {
  const { venue, params, unit } = question
  const market = await venue.marketOf(params.symbol())
  const limit = params.limit('limit', 500, 1_000)
  const fromId = params.integer('fromId')
  params.done()
  const rows = await tradesOf(venue, market.instrument.id, { limit, fromId })
  return rows.map((row) => tradeView(row, market, unit))
}

/** `startTime` and `endTime` in ns, the end not included. */
function spanAsked(params: Params): { from: bigint | undefined; to: bigint | undefined } {
  const [start, end] = [params.integer('startTime'), params.integer('endTime')]
  if (start !== undefined && end !== undefined && start > end) throw invalid('startTime')
  return {
    from: start === undefined ? undefined : timeOf(start),
    to: end === undefined ? undefined : timeOf(end) + (end < 1e14 ? NS_PER_MS : 1_000n),
  }
}

async function aggTrades({ venue, params, unit }: Question): Promise<unknown> {
  const market = await venue.marketOf(params.symbol())
  const limit = params.limit('limit', 500, 1_000)
  const fromId = params.integer('fromId')
  const span = spanAsked(params)
  params.done()
  if (fromId !== undefined && (span.from !== undefined || span.to !== undefined)) {
    throw new BinanceError(-1128, 'Combination of optional parameters invalid.')
  }
  const { id } = market.instrument
  const isForward = fromId !== undefined || span.from !== undefined
  // An aggregate is made whole: so many trades more are read, until there are enough of them or no more.
  for (let most = limit * 2; ; most *= 4) {
    const rows = await tradesOf(venue, id, { ...span, fromId, limit: Math.min(most, TRADES_MOST) })
    const isAll = rows.length < most || most >= TRADES_MOST
    const found = aggregated(rows, market, unit)
    // Of the newest the first, of the oldest the last may go on beyond what was read.
    const whole = isAll ? found : isForward ? found.slice(0, -1) : found.slice(1)
    if (isAll || whole.length >= limit) return isForward ? whole.slice(0, limit) : whole.slice(-limit)
  }
}

const tradeBar = (row: TradeRow): Bar => {
  const price = BigInt(row.price)
  const [volume, isBought] = [BigInt(row.quantity), row.taker_side === Side.Buy && row.is_auction === 0]
  return {
    openTime: row.executed_at,
    open: price,
    high: price,
    low: price,
    close: price,
    volume,
    quoteVolume: row.notional,
    trades: 1,
    takerVolume: isBought ? volume : 0n,
    takerQuoteVolume: isBought ? row.notional : 0n,
  }
}

/** Bars of a kept interval in a span, oldest first. */
async function barsOf(
  venue: Venue,
  instrument: number,
  seconds: number,
  from: bigint,
  to: bigint,
): Promise<Bar[]> {
  const condition =
    'instrument = ? AND interval_s = ? AND open_time >= ? AND open_time < ? ORDER BY open_time'
  const rows = await fromTables(() =>
    venue.tables.load({ ...CANDLES, key: [] }, condition, [instrument, seconds, from, to]),
  )
  return rows.map(barOfCandle)
}

/** The last price before a time; undefined before the first trade. */
async function closeBefore(venue: Venue, instrument: number, time: bigint): Promise<bigint | undefined> {
  const condition =
    'instrument = ? AND executed_at < ? AND status <> 2 ORDER BY executed_at DESC, trade_id DESC LIMIT 1'
  const [row] = await fromTables(() => venue.tables.load(TRADES, condition, [instrument, time]))
  return row === undefined ? importedClose(venue, instrument, time) : BigInt(row.price)
}

/** The last price that was imported of the time before. */
function importedClose({ imported }: Venue, instrument: number, to: bigint): bigint | undefined {
  for (const seconds of [...KEPT].reverse()) {
    // Bars that end by then.
    const end = to - BigInt(seconds) * NS_PER_S + 1n
    const [bar] = imported?.read(instrument, seconds, { from: 0n, to: end, limit: 1, isNewest: true }) ?? []
    if (bar !== undefined) return bar.close
  }
  return undefined
}

/** The bars of an interval in a span whose ends are those of intervals. */
async function klinesIn(
  venue: Venue,
  instrument: number,
  interval: KlineInterval,
  { from, to, offset }: { from: bigint; to: bigint; offset: bigint },
): Promise<Bar[]> {
  const kept = keptFor(interval, offset)
  if (kept !== undefined) {
    const own = await barsOf(venue, instrument, kept, from, to)
    const asked = { instrument, intervalS: kept, from, to, limit: Number.MAX_SAFE_INTEGER }
    return joined(beforeTape(venue.imported, own, asked), interval, offset)
  }
  const rows = await tradesOf(venue, instrument, { from, to, limit: TRADES_MOST })
  return joined(rows.map(tradeBar), interval, offset)
}

async function klines(question: Question): Promise<unknown> {
  const { venue, params, unit } = question
  const market = await venue.marketOf(params.symbol())
  const interval = intervalOf(params.need('interval'))
  const limit = params.limit('limit', 500, 1_000)
  const span = spanAsked(params)
  const offset = zoneOffset(params.text('timeZone'), () => invalid('timeZone'))
  params.done()
  const now = nowOf(question)
  const end = span.to === undefined || span.to > now + 1n ? now + 1n : span.to
  let from: bigint
  let to: bigint
  if (span.from === undefined) {
    to = nextOf(interval, startOf(interval, end - 1n, offset), offset)
    from = backFrom(interval, to, limit, offset)
  } else {
    // The first interval that begins then or later.
    const start = startOf(interval, span.from, offset)
    from = start === span.from ? start : nextOf(interval, start, offset)
    to = backFrom(interval, from, -limit, offset)
    if (to > end) to = end
  }
  if (from >= to) return []
  const { id } = market.instrument
  const [bars, before] = await Promise.all([
    klinesIn(venue, id, interval, { from, to, offset }),
    closeBefore(venue, id, from),
  ])
  const all = withoutGaps(bars, interval, { from, to, before, offset })
  return all.map((bar) => klineView(bar, interval, market, unit, offset))
}

async function avgPrice(question: Question): Promise<unknown> {
  const { venue, params, unit } = question
  const market = await venue.marketOf(params.symbol())
  params.done()
  const { instrument, quote } = market
  const now = nowOf(question)
  const bar = sumOf(await barsOf(venue, instrument.id, 60, startOf('1m', now - 4n * MINUTE), now))
  const last = await venue.market.tickerOf(market)
  const price =
    bar === undefined
      ? priceText(instrument, last.lastPrice)
      : ratioText(bar.quoteVolume, quote.scale, bar.volume * instrument.lotSize, instrument.quantityScale)
  return { mins: 5, price, closeTime: timeIn(unit, last.time) }
}

const KINDS = ['FULL', 'MINI'] as const
const kindOf = (params: Params): 'FULL' | 'MINI' => params.word('type', KINDS, () => errorOf(-1139)) ?? 'FULL'

/** Number of the last trade of a market; 0 for none. */
async function lastIdOf({ tables }: Venue, { instrument }: Market): Promise<number> {
  const [row] = await fromTables(() => tables.load(INSTRUMENTS, 'instrument = ?', [instrument.id]))
  return Math.max(row?.last_trade_id ?? 0, Number(instrument.lastTradeId))
}

async function ticker24h(question: Question): Promise<unknown> {
  const { venue, params, unit } = question
  const kind = kindOf(params)
  return await each(question, async (market) => {
    const [it, lastId] = [await venue.market.tickerOf(market), await lastIdOf(venue, market)]
    if (kind === 'MINI') return statisticsView(market, spanOf(it, lastId), unit, 'MINI')
    return dayView(market, it, lastId, unit)
  })
}

const priceTicker = (question: Question): Promise<unknown> =>
  each(question, async (market) => {
    const { lastPrice } = await question.venue.market.tickerOf(market)
    return { symbol: market.instrument.symbol, price: priceText(market.instrument, lastPrice) }
  })

const bookTicker = (question: Question): Promise<unknown> =>
  each(question, async (market) => ({
    symbol: market.instrument.symbol,
    ...quotesOf(market, await question.venue.market.tickerOf(market)),
  }))

/** `4h` in minutes: 1m to 59m, 1h to 23h, 1d to 7d. */
function windowOf(text: string): bigint {
  const [, count = '0', unit = 'm'] = /^(\d{1,2})([mhd])$/.exec(text) ?? []
  const most = { m: 59, h: 23, d: 7 }[unit as 'm' | 'h' | 'd']
  const number = Number(count)
  if (number < 1 || number > most)
    throw illegal('windowSize', '^([1-9]|[1-5][0-9])m|([1-9]|1[0-9]|2[0-3])h|[1-7]d$')
  return BigInt(number * { m: 1, h: 60, d: 1_440 }[unit as 'm' | 'h' | 'd'])
}

/** Statistics must name their markets. */
function needsNames(params: Params): void {
  if (!params.has('symbol') && !params.has('symbols')) throw neither('symbol', 'symbols')
}

async function rolling(question: Question): Promise<unknown> {
  const { venue, params, unit } = question
  needsNames(params)
  const kind = kindOf(params)
  const minutes = windowOf(params.text('windowSize') ?? '1d')
  const now = nowOf(question)
  const openTime = startOf('1m', now) - (minutes - 1n) * MINUTE
  return await each(question, async (market) => {
    const bar = sumOf(await barsOf(venue, market.instrument.id, 60, openTime, now))
    return statisticsView(
      market,
      { bar, openTime, closeTime: now, lastId: await lastIdOf(venue, market) },
      unit,
      kind,
    )
  })
}

async function tradingDay(question: Question): Promise<unknown> {
  const { venue, params, unit } = question
  needsNames(params)
  const kind = kindOf(params)
  const offset = zoneOffset(params.text('timeZone'), () => invalid('timeZone'))
  const now = nowOf(question)
  const openTime = startOf('1d', now, offset)
  const closeTime = nextOf('1d', openTime, offset) - 1n
  return await each(question, async (market) => {
    const seconds = keptFor('1d', offset) ?? INTERVALS['1m']
    const bar = sumOf(await barsOf(venue, market.instrument.id, seconds, openTime, now))
    return statisticsView(
      market,
      { bar, openTime, closeTime, lastId: await lastIdOf(venue, market) },
      unit,
      kind,
    )
  })
}

/** Heavier for many markets, heaviest for all. */
const perSymbol =
  (one: number, all: number) =>
  (params: Params): number => {
    if (params.has('symbol')) return one
    const many = params.has('symbols') ? (params.symbols()?.length ?? 0) : undefined
    return many === undefined ? all : Math.min(all, one * Math.max(1, many))
  }

const get = (path: string, weight: PublicEndpoint['weight'], run: PublicEndpoint['run']): PublicEndpoint => ({
  method: 'GET',
  path: `/api/v3/${path}`,
  security: 'NONE',
  weight,
  run,
})

export const MARKET_ENDPOINTS: readonly PublicEndpoint[] = [
  get('ping', 1, async ({ params }) => {
    params.done()
    return {}
  }),
  get('time', 1, async (question) => {
    question.params.done()
    return { serverTime: timeIn(question.unit, nowOf(question)) }
  }),
  get('exchangeInfo', 20, exchangeInfo),
  get('depth', depthWeight, depth),
  get('trades', 25, trades),
  get('historicalTrades', 25, trades),
  get('aggTrades', 4, aggTrades),
  get('klines', 2, klines),
  get('uiKlines', 2, klines),
  get('avgPrice', 2, avgPrice),
  get('ticker/24hr', perSymbol(2, 80), ticker24h),
  get('ticker/price', perSymbol(2, 4), priceTicker),
  get('ticker/bookTicker', perSymbol(2, 4), bookTicker),
  get('ticker', perSymbol(4, 200), rolling),
  get('ticker/tradingDay', perSymbol(4, 200), tradingDay),
]
