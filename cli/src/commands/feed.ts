import {
  CandleInterval,
  type Client,
  Depth,
  type Instrument,
  InstrumentStatusName,
  Side,
  TickKind,
} from '@tapebook/client'
import { Argument, type Command, Option } from 'commander'
import { wholeNumber } from '../options.ts'
import type { Output } from '../output.ts'
import { instrumentOf, type SessionFlags, sessionCommand, withSession } from './session.ts'

const INTERVALS: Readonly<Record<string, CandleInterval>> = {
  '1m': CandleInterval.Minute1,
  '5m': CandleInterval.Minute5,
  '15m': CandleInterval.Minute15,
  '1h': CandleInterval.Hour1,
  '4h': CandleInterval.Hour4,
  '1d': CandleInterval.Day1,
}

const KINDS = ['top', 'trades', 'status', 'ticker', 'candles', 'quote-candles'] as const

type Kind = (typeof KINDS)[number]

interface FeedFlags extends SessionFlags {
  rate: number
  interval: string
}

export function addFeedCommand(program: Command): void {
  sessionCommand(program, 'feed')
    .description('print market data as it comes, a line each, until Ctrl-C')
    .addArgument(new Argument('<kind>', 'what to print').choices([...KINDS]))
    .argument('<symbol>', 'instrument, such as BTCUSD')
    .option('--rate <number>', 'updates a second at most; 0 for as many as come', wholeNumber(0, 100), 0)
    .addOption(new Option('--interval <length>', 'of candles').choices(Object.keys(INTERVALS)).default('1m'))
    .action(feed)
}

async function feed(kind: Kind, symbol: string, flags: FeedFlags): Promise<void> {
  await withSession(flags, async (client, output) => {
    const instrument = await instrumentOf(client, symbol)
    PRINTERS[kind](client, instrument, flags, output)
    await new Promise((_, reject) => client.once('closed', reject))
  })
}

type Printer = (client: Client, instrument: Instrument, flags: FeedFlags, output: Output) => void

const timeOf = (nanoseconds: bigint): string => new Date(Number(nanoseconds / 1_000_000n)).toISOString()

const TICK_WORDS: Readonly<Record<TickKind, string>> = {
  [TickKind.Trade]: 'trade',
  [TickKind.Busted]: 'busted',
  [TickKind.Corrected]: 'corrected',
  [TickKind.Auction]: 'auction trade',
}

const PRINTERS: Readonly<Record<Kind, Printer>> = {
  top(client, instrument, { rate }, output) {
    client.subscribe(instrument, Depth.L1, rate).on('update', (it) => {
      const [bid, ask] = [instrument.ticksToPrice(it.bidPrice), instrument.ticksToPrice(it.askPrice)]
      const [bidQuantity, askQuantity] = [it.bidQuantity, it.askQuantity].map((lots) =>
        instrument.lotsToQuantity(lots),
      )
      const row = { event: 'top', symbol: instrument.symbol, sequence: it.sequence }
      output.result(
        { ...row, bid, bid_quantity: bidQuantity, ask, ask_quantity: askQuantity },
        () => `${bidQuantity} @ ${bid}  |  ${ask} @ ${askQuantity}`,
      )
    })
  },
  trades(client, instrument, { rate }, output) {
    client.subscribe(instrument, Depth.Trades, rate).on('trade', (it) => {
      const [price, quantity] = [instrument.ticksToPrice(it.price), instrument.lotsToQuantity(it.quantity)]
      const taker = it.takerSide === Side.Buy ? 'buy' : 'sell'
      const [time, what] = [timeOf(it.time), TICK_WORDS[it.kind]]
      output.result(
        { event: what, symbol: instrument.symbol, trade_id: it.tradeId, price, quantity, taker, time },
        () => `${time}  ${what} ${it.tradeId}  ${taker} ${quantity} @ ${price}`,
      )
    })
  },
  status(client, instrument, { rate }, output) {
    client.subscribe(instrument, Depth.Status, rate).on('update', (it) => {
      const status = InstrumentStatusName[it.status] ?? String(it.status)
      const reference = instrument.ticksToPrice(it.referencePrice)
      const indicative = instrument.ticksToPrice(it.indicativePrice)
      output.result(
        { event: 'status', symbol: instrument.symbol, status, reference, indicative, time: timeOf(it.time) },
        () => `${timeOf(it.time)}  ${status}, reference ${reference}, indicative ${indicative}`,
      )
    })
  },
  ticker(client, instrument, { rate }, output) {
    client.subscribe(instrument, Depth.Ticker, rate).on('update', (it) => {
      const price = (ticks: bigint): string => instrument.ticksToPrice(ticks)
      const volume = instrument.lotsToQuantity(it.volume)
      const [last, bid, ask] = [price(it.lastPrice), price(it.bidPrice), price(it.askPrice)]
      const [open, high, low] = [price(it.openPrice), price(it.highPrice), price(it.lowPrice)]
      const row = { event: 'ticker', symbol: instrument.symbol, last, bid, ask, open, high, low, volume }
      output.result(
        { ...row, trades: it.trades, time: timeOf(it.time) },
        () =>
          `last ${last}  bid ${bid}  ask ${ask}  24 h: ${low} to ${high}, ${volume} in ${it.trades} trades`,
      )
    })
  },
  candles(client, instrument, { rate, interval }, output) {
    const length = INTERVALS[interval] ?? CandleInterval.Minute1
    client.subscribe(instrument, Depth.Candles, rate, length).on('update', (it) => {
      const price = (ticks: bigint): string => instrument.ticksToPrice(ticks)
      const [open, high, low, close] = [price(it.open), price(it.high), price(it.low), price(it.close)]
      const [time, volume] = [timeOf(it.openTime), instrument.lotsToQuantity(it.volume)]
      output.result(
        { event: 'candle', symbol: instrument.symbol, interval, time, open, high, low, close, volume },
        () => `${time}  ${open} ${high} ${low} ${close}  ${volume}${it.closed ? '' : ' ...'}`,
      )
    })
  },
  'quote-candles'(client, instrument, { rate, interval }, output) {
    const length = INTERVALS[interval] ?? CandleInterval.Minute1
    client.subscribe(instrument, Depth.QuoteCandles, rate, length).on('update', (it) => {
      const prices = (...ticks: bigint[]): string[] => ticks.map((each) => instrument.ticksToPrice(each))
      const bid = prices(it.bidOpen, it.bidHigh, it.bidLow, it.bidClose)
      const ask = prices(it.askOpen, it.askHigh, it.askLow, it.askClose)
      const time = timeOf(it.openTime)
      output.result(
        { event: 'quote candle', symbol: instrument.symbol, interval, time, bid, ask, changes: it.changes },
        () => `${time}  bid ${bid.join(' ')}  ask ${ask.join(' ')}${it.closed ? '' : ' ...'}`,
      )
    })
  },
}
