// Quotes and trades of one symbol as they happen: /v1/market-data/:symbol (WS-06, RA-03). A reader says nothing; one that
// is too slow for quotes misses some, one that is too slow for trades is let go.

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Client, Depth, Side, type TopFeed, type TradeFeed, type wire } from '@tapebook/client'
import { isoTime, type Market, type Reference, type Session } from '@tapebook/service'
import { type WebSocket, WebSocketServer } from 'ws'
import { isAllowedOrigin } from '../http/origins.ts'
import type { QuoteMessage, TradeMessage } from './messages.ts'

const PATH = /^\/v1\/market-data\/([\w.:-]{1,60})$/
/** Quotes of a symbol a second. */
const RATE = 20
/** Unsent bytes of a reader from which it gets no quotes, and at which it is let go. */
const CONGESTED_BYTES = 64 * 1_024
const LOST_BYTES = 1_024 * 1_024
const READERS_MAX = 5_000
const PING_MS = 20_000
/** Codes of RFC 6455: says what it should not, comes too slowly, may come again. */
const CLOSE = { policy: 1_008, again: 1_013 } as const

/** Readers of a symbol, and the feeds that they share. */
interface Topic {
  readonly market: Market
  readonly readers: Set<WebSocket>
  top: TopFeed | undefined
  trades: TradeFeed | undefined
}

export class MarketDataStream {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 1_024, perMessageDeflate: false })
  readonly #topics = new Map<number, Topic>()
  readonly #silent = new WeakSet<WebSocket>()
  readonly #session: Session
  readonly #reference: Reference
  readonly #origins: readonly string[]
  readonly #onTrade: (time: bigint) => void
  #readers = 0
  readonly #pings: NodeJS.Timeout

  /** `onTrade` hears the time of each trade that goes to readers. */
  constructor(
    session: Session,
    reference: Reference,
    origins: readonly string[],
    onTrade: (time: bigint) => void,
  ) {
    this.#onTrade = onTrade
    this.#session = session
    this.#reference = reference
    this.#origins = origins
    this.#pings = setInterval(() => this.#ping(), PING_MS)
  }

  get readers(): number {
    return this.#readers
  }

  /** Takes upgrades of a server. */
  on(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy())
      this.#upgrade(request, socket, head).catch(() => refuse(socket, 503))
    })
  }

  /** A client that came after another: its feeds are others. */
  listen(client: Client): void {
    client.on('connected', () => {
      for (const topic of this.#topics.values()) this.#subscribe(topic)
    })
  }

  close(): void {
    clearInterval(this.#pings)
    for (const socket of this.#sockets.clients) socket.close(CLOSE.again)
    for (const socket of this.#sockets.clients) socket.terminate()
    this.#sockets.close()
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { origin, host = '' } = request.headers
    if (origin !== undefined && !isAllowedOrigin(origin, host, this.#origins)) return refuse(socket, 403)
    const [, symbol] = PATH.exec(request.url ?? '') ?? []
    if (symbol === undefined) return refuse(socket, 404)
    if (this.#readers >= READERS_MAX) return refuse(socket, 503)
    let market: Market
    try {
      market = await this.#reference.market(symbol)
    } catch (error) {
      return refuse(socket, (error as { status?: number }).status ?? 503)
    }
    this.#sockets.handleUpgrade(request, socket, head, (reader) => this.#join(reader, market))
  }

  #join(reader: WebSocket, market: Market): void {
    const { id } = market.instrument
    let topic = this.#topics.get(id)
    if (topic === undefined) {
      topic = { market, readers: new Set(), top: undefined, trades: undefined }
      this.#topics.set(id, topic)
    }
    const { readers } = topic
    readers.add(reader)
    this.#readers++
    reader.on('message', () => reader.close(CLOSE.policy, 'this stream takes no messages'))
    reader.on('error', () => reader.terminate())
    reader.on('pong', () => this.#silent.delete(reader))
    reader.on('close', () => {
      readers.delete(reader)
      this.#readers--
    })
    if (this.#session.isLive) this.#subscribe(topic)
    const top = topic.top?.value
    if (top !== undefined) reader.send(quoteText(topic.market, top))
  }

  #subscribe(topic: Topic): void {
    const { id } = topic.market.instrument
    const { client } = this.#session
    const top = client.subscribe(id, Depth.L1, RATE)
    const trades = client.subscribe(id, Depth.Trades)
    if (topic.top !== top) {
      topic.top = top
      top.on('update', (value) => this.#quote(topic, value))
    }
    if (topic.trades !== trades) {
      topic.trades = trades
      trades.on('trade', (trade) => this.#trade(topic, trade))
    }
  }

  #quote({ market, readers }: Topic, top: wire.TopOfBook): void {
    if (readers.size === 0) return
    const text = quoteText(market, top)
    for (const reader of readers) if (reader.bufferedAmount < CONGESTED_BYTES) reader.send(text)
  }

  #trade({ market, readers }: Topic, trade: wire.TradeTick): void {
    if (readers.size === 0) return
    this.#onTrade(trade.time)
    const text = tradeText(market, trade)
    for (const reader of readers) {
      if (reader.bufferedAmount < LOST_BYTES) reader.send(text)
      else reader.terminate()
    }
  }

  /** Lets go who did not answer the last one. */
  #ping(): void {
    for (const reader of this.#sockets.clients) {
      if (this.#silent.has(reader)) reader.terminate()
      else {
        this.#silent.add(reader)
        reader.ping()
      }
    }
  }
}

const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
}

function refuse(socket: Duplex, status: number): void {
  const reason = REASONS[status] ?? 'Bad Request'
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function quoteText({ instrument }: Market, top: wire.TopOfBook): string {
  const price = (ticks: bigint): string | null => (ticks === 0n ? null : instrument.ticksToPrice(ticks))
  const message: QuoteMessage = {
    type: 'quote',
    symbol: instrument.symbol,
    bid: price(top.bidPrice),
    bid_qty: instrument.lotsToQuantity(top.bidQuantity),
    ask: price(top.askPrice),
    ask_qty: instrument.lotsToQuantity(top.askQuantity),
    // Of the exchange: a reader measures its lag by it (MD-16).
    timestamp: isoTime(top.time),
  }
  return JSON.stringify(message)
}

function tradeText({ instrument }: Market, trade: wire.TradeTick): string {
  const message: TradeMessage = {
    type: 'trade',
    symbol: instrument.symbol,
    id: Number(trade.tradeId),
    price: instrument.ticksToPrice(trade.price),
    qty: instrument.lotsToQuantity(trade.quantity),
    taker_side: trade.takerSide === Side.Buy ? 'buy' : 'sell',
    timestamp: isoTime(trade.time),
  }
  return JSON.stringify(message)
}
