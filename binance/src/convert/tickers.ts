// Statistics of a market as clients get them. Pure.
import type { wire } from '@tapebook/client'
import { type Bar, both, type Market } from '@tapebook/service'
import { amountText, fixed, priceText, quantityText, ratioText, type TimeUnit, timeIn } from './decimals.ts'

/** What was traded in a span of time, its trades by their numbers. */
export interface Span {
  readonly bar: Bar | undefined
  readonly openTime: bigint
  readonly closeTime: bigint
  /** Number of the last trade; 0 for none. */
  readonly lastId: number
}

/** Spans joined; undefined without a trade. */
export const sumOf = (bars: readonly Bar[]): Bar | undefined => {
  const [first, ...rest] = bars
  return first === undefined ? undefined : rest.reduce(both, first)
}

const ZERO = fixed(0n, 0)

/** What a price changed by, with three decimals of a per cent. */
function changes(instrument: Market['instrument'], open: bigint, last: bigint) {
  const change = last - open
  const thousandths = open === 0n ? 0n : (change * 100_000n) / open
  const sign = thousandths < 0n ? '-' : ''
  const digits = (thousandths < 0n ? -thousandths : thousandths).toString().padStart(4, '0')
  return {
    priceChange: priceText(instrument, change),
    priceChangePercent: `${sign}${digits.slice(0, -3)}.${digits.slice(-3)}`,
  }
}

/** Fields that statistics of every span have; `type` MINI leaves out what is derived. */
export function statisticsView(
  { instrument, quote }: Market,
  { bar, openTime, closeTime, lastId }: Span,
  unit: TimeUnit,
  type: 'FULL' | 'MINI',
) {
  const price = (ticks: bigint | undefined): string =>
    ticks === undefined ? ZERO : priceText(instrument, ticks)
  const trades = bar?.trades ?? 0
  const common = {
    openPrice: price(bar?.open),
    highPrice: price(bar?.high),
    lowPrice: price(bar?.low),
    lastPrice: price(bar?.close),
    volume: bar === undefined ? ZERO : quantityText(instrument, bar.volume),
    quoteVolume: bar === undefined ? ZERO : amountText(quote, bar.quoteVolume),
    openTime: timeIn(unit, openTime),
    closeTime: timeIn(unit, closeTime),
    firstId: trades === 0 ? -1 : lastId - trades + 1,
    lastId: trades === 0 ? -1 : lastId,
    count: trades,
  }
  if (type === 'MINI') return { symbol: instrument.symbol, ...common }
  return {
    symbol: instrument.symbol,
    ...changes(instrument, bar?.open ?? 0n, bar?.close ?? 0n),
    weightedAvgPrice:
      bar === undefined
        ? ZERO
        : ratioText(bar.quoteVolume, quote.scale, bar.volume * instrument.lotSize, instrument.quantityScale),
    ...common,
  }
}

const DAY_NS = 86_400_000_000_000n

/** The feed's 24 hours as a span. */
export function spanOf(it: wire.Ticker, lastId: number): Span {
  const bar: Bar | undefined =
    it.trades === 0
      ? undefined
      : {
          openTime: it.time - DAY_NS,
          open: it.openPrice,
          high: it.highPrice,
          low: it.lowPrice,
          close: it.lastPrice,
          volume: it.volume,
          quoteVolume: it.quoteVolume,
          trades: it.trades,
          takerVolume: 0n,
          takerQuoteVolume: 0n,
        }
  return { bar, openTime: it.time - DAY_NS, closeTime: it.time, lastId }
}

/** `ticker/24hr`: the span, and where the market stands. */
export function dayView(market: Market, it: wire.Ticker, lastId: number, unit: TimeUnit) {
  const { instrument } = market
  const span = spanOf(it, lastId)
  const { symbol, priceChange, priceChangePercent, weightedAvgPrice, ...rest } = statisticsView(
    market,
    span,
    unit,
    'FULL',
  ) as Full
  return {
    symbol,
    priceChange,
    priceChangePercent,
    weightedAvgPrice,
    prevClosePrice: priceText(instrument, it.openPrice),
    ...rest,
    lastPrice: priceText(instrument, it.lastPrice),
    lastQty: quantityText(instrument, it.lastQuantity),
    ...quotesOf(market, it),
  }
}

type Full = Extract<ReturnType<typeof statisticsView>, { priceChange: string }>

/** Best bid and best ask. */
export function quotesOf(
  { instrument }: Market,
  it: Pick<wire.Ticker, 'bidPrice' | 'bidQuantity' | 'askPrice' | 'askQuantity'>,
) {
  return {
    bidPrice: priceText(instrument, it.bidPrice),
    bidQty: quantityText(instrument, it.bidQuantity),
    askPrice: priceText(instrument, it.askPrice),
    askQty: quantityText(instrument, it.askQuantity),
  }
}
