// Names of streams, as Binance words them, and those that go beyond: `<symbol>@book` and `<symbol>@orders`.
import type { Interval } from './intervals.ts'
import { isInterval } from './intervals.ts'

/** Levels of a partial book. */
export type Levels = 5 | 10 | 20
/** Minutes of a rolling window. */
export type WindowMinutes = 60 | 240 | 1_440

/** What a stream of one symbol tells. */
export type Topic =
  | { readonly kind: 'trade' | 'aggTrade' | 'bookTicker' | 'miniTicker' | 'ticker' | 'avgPrice' }
  | { readonly kind: 'kline'; readonly interval: Interval }
  | { readonly kind: 'rolling'; readonly window: string; readonly minutes: WindowMinutes }
  /** Changes of levels; `isFast`: every 100 ms, else every second. */
  | { readonly kind: 'depth'; readonly isFast: boolean }
  | { readonly kind: 'partial'; readonly levels: Levels; readonly isFast: boolean }
  /** Beyond Binance: a snapshot first, then changes with a checksum; by price, and by order. */
  | { readonly kind: 'book' | 'orders' }

/** A stream that may have something to tell. */
export interface StreamName {
  /** As it was asked for. */
  readonly name: string
  /** In lower case; undefined for those of all markets. */
  readonly symbol: string | undefined
  readonly topic: Topic
}

/** Longest name that is taken. */
const NAME_MAX = 64
/** What may be a name at all, whether there is such a stream or not. */
const WELL_FORMED = /^[\w!.:+-]+(@[\w.:+-]+)*$/
const DEPTH = /^depth(5|10|20)?(?:@(100ms|1000ms))?$/
const WINDOWS: Readonly<Record<string, WindowMinutes>> = { '1h': 60, '4h': 240, '1d': 1_440 }

export const isWellFormed = (name: string): boolean => name.length <= NAME_MAX && WELL_FORMED.test(name)

/** The stream of that name; undefined where there is none, whatever its symbol. */
export function parseStream(name: string): StreamName | undefined {
  const at = name.indexOf('@')
  if (at < 1) return undefined
  const [subject, what] = [name.slice(0, at), name.slice(at + 1)]
  if (subject.startsWith('!')) {
    const topic = what === 'arr' ? topicOf(subject.slice(1)) : undefined
    const isOfAll = topic !== undefined && ['ticker', 'miniTicker', 'rolling'].includes(topic.kind)
    return isOfAll ? { name, symbol: undefined, topic } : undefined
  }
  if (subject !== subject.toLowerCase()) return undefined
  const topic = topicOf(what)
  return topic === undefined ? undefined : { name, symbol: subject, topic }
}

function topicOf(what: string): Topic | undefined {
  switch (what) {
    case 'trade':
    case 'aggTrade':
    case 'bookTicker':
    case 'miniTicker':
    case 'ticker':
    case 'avgPrice':
    case 'book':
    case 'orders':
      return { kind: what }
  }
  if (what.startsWith('kline_')) {
    const interval = what.slice('kline_'.length)
    return isInterval(interval) ? { kind: 'kline', interval } : undefined
  }
  if (what.startsWith('ticker_')) {
    const window = what.slice('ticker_'.length)
    const minutes = WINDOWS[window]
    return minutes === undefined ? undefined : { kind: 'rolling', window, minutes }
  }
  const [found, levels, speed] = DEPTH.exec(what) ?? []
  if (found === undefined) return undefined
  const isFast = speed === '100ms'
  if (levels === undefined) return { kind: 'depth', isFast }
  return { kind: 'partial', levels: Number(levels) as Levels, isFast }
}
