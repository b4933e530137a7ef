// Payloads of the streams as JSON, each built once however many read it.
import { type BookChange, type DisplayedOrder, formatDecimal, Side, type wire } from '@tapebook/client'
import type { Market } from '@tapebook/service'
import { amountText, priceText, quantityText, ratioText } from '../convert/decimals.ts'
import { symbolOf } from '../symbols.ts'
import type { Kline } from './klines.ts'

const NS_PER_MS = 1_000_000n
/** Digits of a percentage. */
const PERCENT_DIGITS = 3

/** A time of the wire in ms. */
export const msOf = (time: bigint): number => Number(time / NS_PER_MS)

/** What was traded at one price by one order. */
export interface Aggregate {
  readonly first: wire.TradeTick
  last: bigint
  quantity: bigint
}

/** Was the buyer there first? */
const isBuyerMaker = ({ takerSide }: wire.TradeTick): boolean => takerSide === Side.Sell

export function tradeText({ instrument, ...market }: Market, it: wire.TradeTick): string {
  const time = msOf(it.time)
  return `{"e":"trade","E":${time},"s":"${symbolOf({ instrument, ...market })}","t":${it.tradeId},"p":"${priceText(instrument, it.price)}","q":"${quantityText(instrument, it.quantity)}","T":${time},"m":${isBuyerMaker(it)},"M":true}`
}

/** An aggregate has the number of its first trade, so that every reader, REST's too, gives it the same one. */
export function aggregateText(market: Market, { first, last, quantity }: Aggregate): string {
  const { instrument } = market
  const time = msOf(first.time)
  return `{"e":"aggTrade","E":${time},"s":"${symbolOf(market)}","a":${first.tradeId},"p":"${priceText(instrument, first.price)}","q":"${quantityText(instrument, quantity)}","f":${first.tradeId},"l":${last},"T":${time},"m":${isBuyerMaker(first)},"M":true}`
}

export function topText(market: Market, top: wire.TopOfBook): string {
  const { instrument } = market
  const price = (ticks: bigint): string => priceText(instrument, ticks)
  const quantity = (lots: bigint): string => quantityText(instrument, lots)
  return `{"u":${top.sequence},"s":"${symbolOf(market)}","b":"${price(top.bidPrice)}","B":"${quantity(top.bidQuantity)}","a":"${price(top.askPrice)}","A":"${quantity(top.askQuantity)}"}`
}

interface PriceLevel {
  readonly price: bigint
  readonly quantity: bigint
}

function levelsText({ instrument }: Market, levels: Iterable<PriceLevel>): string {
  const rows: string[] = []
  for (const { price, quantity } of levels) {
    rows.push(`["${priceText(instrument, price)}","${quantityText(instrument, quantity)}"]`)
  }
  return `[${rows.join(',')}]`
}

/** Changes of levels after `first - 1` up to and with `last`. */
export interface DepthChange {
  readonly first: number
  readonly last: number
  /** In ms. */
  readonly time: number
  readonly changes: Iterable<BookChange>
}

/** The last change of each level, by side. */
function bySide(changes: Iterable<BookChange>): readonly [Iterable<PriceLevel>, Iterable<PriceLevel>] {
  const sides = [new Map<bigint, BookChange>(), new Map<bigint, BookChange>()] as const
  for (const change of changes) sides[change.side].set(change.price, change)
  return [sides[Side.Buy].values(), sides[Side.Sell].values()]
}

export function depthText(market: Market, { first, last, time, changes }: DepthChange): string {
  const [bids, asks] = bySide(changes).map((side) => levelsText(market, side))
  return `{"e":"depthUpdate","E":${time},"s":"${symbolOf(market)}","U":${first},"u":${last},"b":${bids},"a":${asks}}`
}

interface Levels {
  readonly bids: readonly PriceLevel[]
  readonly asks: readonly PriceLevel[]
}

export function partialText(market: Market, last: number, { bids, asks }: Levels, count: number): string {
  const [b, a] = [bids, asks].map((side) => levelsText(market, side.slice(0, count)))
  return `{"lastUpdateId":${last},"bids":${b},"asks":${a}}`
}

/** The whole book by price, for who begins. */
export function bookSnapshotText(
  market: Market,
  last: number,
  time: number,
  levels: Levels,
  sum: number,
): string {
  const [b, a] = [levels.bids, levels.asks].map((side) => levelsText(market, side))
  return `{"e":"bookSnapshot","E":${time},"s":"${symbolOf(market)}","u":${last},"checksum":${sum},"b":${b},"a":${a}}`
}

export function bookUpdateText(market: Market, change: DepthChange, sum: number): string {
  const { first, last, time, changes } = change
  const [bids, asks] = bySide(changes).map((side) => levelsText(market, side))
  return `{"e":"bookUpdate","E":${time},"s":"${symbolOf(market)}","U":${first},"u":${last},"checksum":${sum},"b":${bids},"a":${asks}}`
}

const sideText = (side: Side): string => (side === Side.Buy ? 'BUY' : 'SELL')

/** Every displayed order, bids and then asks, each side in the order it would trade. */
export function ordersSnapshotText(
  market: Market,
  last: number,
  time: number,
  orders: Iterable<DisplayedOrder>,
): string {
  const { instrument } = market
  const rows: string[] = []
  for (const { orderId, side, price, quantity } of orders) {
    rows.push(
      `[${orderId},"${sideText(side)}","${priceText(instrument, price)}","${quantityText(instrument, quantity)}"]`,
    )
  }
  return `{"e":"ordersSnapshot","E":${time},"s":"${symbolOf(market)}","u":${last},"o":[${rows.join(',')}]}`
}

const ACTIONS = ['ADD', 'EXECUTE', 'REDUCE', 'REMOVE'] as const

export function ordersUpdateText(
  market: Market,
  first: number,
  last: number,
  time: number,
  changes: readonly wire.OrderChange[],
): string {
  const { instrument } = market
  const rows = changes.map(
    ({ orderId, side, price, quantity, action }) =>
      `["${ACTIONS[action]}",${orderId},"${sideText(side)}","${priceText(instrument, price)}","${quantityText(instrument, quantity)}"]`,
  )
  return `{"e":"ordersUpdate","E":${time},"s":"${symbolOf(market)}","U":${first},"u":${last},"o":[${rows.join(',')}]}`
}

export function klineText(market: Market, name: string, it: Kline, now: number): string {
  const { instrument, quote } = market
  const price = (ticks: bigint): string => priceText(instrument, ticks)
  const symbol = symbolOf(market)
  return `{"e":"kline","E":${now},"s":"${symbol}","k":{"t":${it.from},"T":${it.to - 1},"s":"${symbol}","i":"${name}","f":${it.firstTrade},"L":${it.lastTrade},"o":"${price(it.open)}","c":"${price(it.close)}","h":"${price(it.high)}","l":"${price(it.low)}","v":"${quantityText(instrument, it.volume)}","n":${it.trades},"x":${it.isClosed},"q":"${amountText(quote, it.quoteVolume)}","V":"${quantityText(instrument, it.takerVolume)}","Q":"${amountText(quote, it.takerQuoteVolume)}","B":"0"}}`
}

/** Statistics of a window, whichever counted them. */
export interface Statistics {
  readonly open: bigint
  readonly high: bigint
  readonly low: bigint
  readonly last: bigint
  readonly volume: bigint
  readonly quoteVolume: bigint
  readonly trades: number
  /** In ms. */
  readonly from: number
  readonly to: number
  readonly lastTrade: number
}

/** Mean price of what was traded, cut off after eight decimals; the price where nothing was. */
export const meanPrice = (
  { instrument, quote }: Market,
  quoteVolume: bigint,
  lots: bigint,
  last: bigint,
): string =>
  lots === 0n
    ? priceText(instrument, last)
    : ratioText(quoteVolume, quote.scale, lots * instrument.lotSize, instrument.quantityScale)

function windowFields(market: Market, it: Statistics): string {
  const { instrument, quote } = market
  const price = (ticks: bigint): string => priceText(instrument, ticks)
  const change = it.last - it.open
  const percent = it.open === 0n ? 0n : (change * 100_000n) / it.open
  const first = it.trades === 0 ? -1 : it.lastTrade - it.trades + 1
  const last = it.trades === 0 ? -1 : it.lastTrade
  return `"p":"${price(change)}","P":"${formatDecimal(percent, PERCENT_DIGITS, PERCENT_DIGITS)}","w":"${meanPrice(market, it.quoteVolume, it.volume, it.last)}","o":"${price(it.open)}","h":"${price(it.high)}","l":"${price(it.low)}","c":"${price(it.last)}","v":"${quantityText(instrument, it.volume)}","q":"${amountText(quote, it.quoteVolume)}","O":${it.from},"C":${it.to},"F":${first},"L":${last},"n":${it.trades}`
}

export function rollingText(market: Market, window: string, it: Statistics): string {
  return `{"e":"${window}Ticker","E":${it.to},"s":"${symbolOf(market)}",${windowFields(market, it)}}`
}

export function tickerText(market: Market, it: Statistics, day: wire.Ticker): string {
  const { instrument } = market
  const price = (ticks: bigint): string => priceText(instrument, ticks)
  const quantity = (lots: bigint): string => quantityText(instrument, lots)
  return `{"e":"24hrTicker","E":${it.to},"s":"${symbolOf(market)}",${windowFields(market, it)},"x":"${price(it.open)}","Q":"${quantity(day.lastQuantity)}","b":"${price(day.bidPrice)}","B":"${quantity(day.bidQuantity)}","a":"${price(day.askPrice)}","A":"${quantity(day.askQuantity)}"}`
}

export function miniTickerText(market: Market, it: Statistics): string {
  const { instrument, quote } = market
  const price = (ticks: bigint): string => priceText(instrument, ticks)
  return `{"e":"24hrMiniTicker","E":${it.to},"s":"${symbolOf(market)}","c":"${price(it.last)}","o":"${price(it.open)}","h":"${price(it.high)}","l":"${price(it.low)}","v":"${quantityText(instrument, it.volume)}","q":"${amountText(quote, it.quoteVolume)}"}`
}

export function averageText(market: Market, mean: string, now: number, lastTime: number): string {
  return `{"e":"avgPrice","E":${now},"s":"${symbolOf(market)}","i":"5m","w":"${mean}","T":${lastTime}}`
}

/** What a combined stream's payload is wrapped in. */
export const combinedText = (name: string, text: string): string => `{"stream":"${name}","data":${text}}`
