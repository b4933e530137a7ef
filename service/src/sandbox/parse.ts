// Lines of files with history: klines, trades and aggregate trades as Binance gives them away, and a plain CSV whose first
// line names its columns.
import type { Bar } from './bars.ts'

/** How numbers of a file become steps of a market. Each throws where the text is none, or on no step. */
export interface Steps {
  ticks(text: string): bigint
  /** More digits than lots have are cut off. */
  lots(text: string): bigint
  /** In units of the quote asset; more digits than it has are cut off. */
  units(text: string): bigint
  /** What so many lots at a price are worth, cut off. */
  notional(ticks: bigint, lots: bigint): bigint
}

/** Columns of a line, by what they are. */
const COLUMNS = {
  klines: [
    'open_time',
    'open',
    'high',
    'low',
    'close',
    'volume',
    'close_time',
    'quote_volume',
    'count',
    'taker_buy_volume',
    'taker_buy_quote_volume',
    'ignore',
  ],
  trades: ['id', 'price', 'qty', 'quote_qty', 'time', 'is_buyer_maker', 'is_best_match'],
  aggTrades: [
    'agg_trade_id',
    'price',
    'quantity',
    'first_trade_id',
    'last_trade_id',
    'transact_time',
    'is_buyer_maker',
    'is_best_match',
  ],
} as const

type Kind = keyof typeof COLUMNS

const KNOWN =
  'klines, trades or aggTrades of Binance, or a CSV whose first line names open_time (or time), open, high, low, close, volume'

/** Other names of columns in the files of others. */
const ALIASES: Readonly<Record<string, string>> = {
  time: 'open_time',
  timestamp: 'open_time',
  date: 'open_time',
  opentime: 'open_time',
  closetime: 'close_time',
  quote_asset_volume: 'quote_volume',
  quotevolume: 'quote_volume',
  number_of_trades: 'count',
  trades: 'count',
  taker_buy_base_asset_volume: 'taker_buy_volume',
  taker_buy_quote_asset_volume: 'taker_buy_quote_volume',
}
const NEEDED = ['open_time', 'open', 'high', 'low', 'close', 'volume'] as const

const NS_PER_MS = 1_000_000n
/** Times above it are in microseconds. */
const MICROS_FROM = 10n ** 14n
const WHOLE = /^\d{1,19}$/
const ISO = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|\+00:00)?)?$/

/** In ms, in microseconds, or as 2026-01-02T03:04:05Z. */
function timeOf(text: string): bigint {
  if (WHOLE.test(text)) {
    const value = BigInt(text)
    return value < MICROS_FROM ? value * NS_PER_MS : value * 1_000n
  }
  if (!ISO.test(text)) throw new Error(`"${text}" is no time`)
  const zone = /(Z|\+00:00)$/.test(text) || text.length === 10 ? '' : 'Z'
  const ms = Date.parse(text.replace(' ', 'T') + zone)
  if (Number.isNaN(ms)) throw new Error(`"${text}" is no time`)
  return BigInt(ms) * NS_PER_MS
}

function countOf(text: string | undefined): number {
  if (text === undefined) return 0
  if (!WHOLE.test(text) || !Number.isSafeInteger(Number(text))) throw new Error(`"${text}" is no count`)
  return Number(text)
}

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false }

/** Fields between commas; none of these files has quotes. */
const fieldsOf = (line: string): string[] => line.split(',').map((field) => field.trim())

/** Reads the lines of one file. */
export class LineReader {
  readonly #steps: Steps
  readonly #at: ReadonlyMap<string, number>
  readonly #width: number
  readonly kind: Kind
  /** Was the first line a heading? */
  readonly hasHeading: boolean

  /** `first` is the first line of the file. Throws where it is none of what is known. */
  constructor(first: string, steps: Steps) {
    this.#steps = steps
    const fields = fieldsOf(first)
    this.hasHeading = /[a-z]/i.test(fields[0] ?? '') && !ISO.test(fields[0] ?? '')
    const names = this.hasHeading ? fields.map(nameOf) : undefined
    const trades = (['trades', 'aggTrades'] as const).find((it) =>
      names === undefined
        ? COLUMNS[it].length === fields.length
        : COLUMNS[it].every((name) => names.includes(name)),
    )
    this.kind = trades ?? 'klines'
    const columns = trades === undefined ? names?.map((name) => ALIASES[name] ?? name) : names
    const isKline =
      columns === undefined
        ? COLUMNS.klines.length === fields.length
        : NEEDED.every((name) => columns.includes(name))
    if (trades === undefined && !isKline) throw new Error(`it is none of what is known: ${KNOWN}`)
    this.#at = new Map((columns ?? COLUMNS[this.kind]).map((name, at) => [name, at]))
    this.#width = fields.length
  }

  /** One line as a bar: of its interval, or of one trade. Throws what is wrong with it. */
  bar(line: string): Bar {
    const fields = fieldsOf(line)
    if (fields.length !== this.#width) throw new Error(`${fields.length} fields, not ${this.#width}`)
    return this.kind === 'klines' ? this.#kline(fields) : this.#trade(fields)
  }

  #kline(fields: readonly string[]): Bar {
    const { ticks, lots, units, notional } = this.#steps
    const text = (name: string): string | undefined => {
      const at = this.#at.get(name)
      return at === undefined || fields[at] === '' ? undefined : fields[at]
    }
    const need = (name: string): string => {
      const found = text(name)
      if (found === undefined) throw new Error(`${name} is empty`)
      return found
    }
    const [open, high, low, close] = [
      ticks(need('open')),
      ticks(need('high')),
      ticks(need('low')),
      ticks(need('close')),
    ]
    if (low < 1n) throw new Error('a price is not above zero')
    if (high < open || high < close || high < low || low > open || low > close) {
      throw new Error('open, high, low and close contradict each other')
    }
    const volume = lots(need('volume'))
    const quote = text('quote_volume')
    const [taken, takenQuote] = [text('taker_buy_volume'), text('taker_buy_quote_volume')]
    const takerVolume = taken === undefined ? 0n : lots(taken)
    if (takerVolume > volume) throw new Error('taker_buy_volume is more than volume')
    return {
      ...{ openTime: timeOf(need('open_time')), open, high, low, close, volume, takerVolume },
      quoteVolume: quote === undefined ? notional(close, volume) : units(quote),
      trades: countOf(text('count')),
      takerQuoteVolume: takenQuote === undefined ? notional(close, takerVolume) : units(takenQuote),
    }
  }

  #trade(fields: readonly string[]): Bar {
    const isAggregate = this.kind === 'aggTrades'
    const field = (name: string): string => fields[this.#at.get(name)!]!
    const price = this.#steps.ticks(field('price'))
    const volume = this.#steps.lots(field(isAggregate ? 'quantity' : 'qty'))
    if (price < 1n) throw new Error('a price is not above zero')
    const isBuyerMaker = TRUTHS[field('is_buyer_maker').toLowerCase()]
    if (isBuyerMaker === undefined) throw new Error('is_buyer_maker is neither true nor false')
    const quoteVolume = this.#steps.notional(price, volume)
    const trades = isAggregate ? countOf(field('last_trade_id')) - countOf(field('first_trade_id')) + 1 : 1
    if (trades < 1) throw new Error('last_trade_id is below first_trade_id')
    return {
      ...{ openTime: timeOf(field(isAggregate ? 'transact_time' : 'time')), volume, quoteVolume, trades },
      ...{ open: price, high: price, low: price, close: price },
      takerVolume: isBuyerMaker ? 0n : volume,
      takerQuoteVolume: isBuyerMaker ? 0n : quoteVolume,
    }
  }
}

/** `Open time` and `openTime` as `open_time`. */
function nameOf(text: string): string {
  const name = text
    .replace(/[a-z](?=[A-Z])/g, (letter) => `${letter}_`)
    .toLowerCase()
    .replace(/\s+/g, '_')
  return name
}
