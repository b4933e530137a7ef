// The universal data feed that charting front ends ask (UDF). Its numbers are JSON numbers, as its readers expect.
import { Type } from '@sinclair/typebox'
import {
  ApiError,
  type Interval,
  type Market,
  type MarketService,
  pairOf,
  type Reference,
} from '@tapebook/service'
import { Content, ERROR_REPLIES, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'

const RESOLUTIONS: Readonly<Record<string, Interval>> = {
  '1': '1m',
  '5': '5m',
  '15': '15m',
  '60': '1h',
  '240': '4h',
  '1D': '1d',
  D: '1d',
}
const NAMES = ['1', '5', '15', '60', '240', '1D']
const BARS_MAX = 5_000
const MS = 1_000

const Symbol_ = Type.String({ minLength: 1, maxLength: 60, examples: ['BTCUSD'] })
const Seconds = Type.Integer({ description: 'Seconds since 1970.', minimum: 0, maximum: 9_999_999_999 })

/** A symbol may come with the exchange before it. */
const plain = (symbol: string): string => symbol.slice(symbol.indexOf(':') + 1)

const symbolInfo = (market: Market) => {
  const { instrument, base, quote } = market
  const { pair } = pairOf(market)
  return {
    name: pair,
    ticker: pair,
    description: `${base.code} / ${quote.code}`,
    type: 'crypto',
    session: '24x7',
    timezone: 'Etc/UTC',
    exchange: 'Tapebook',
    listed_exchange: 'Tapebook',
    format: 'price',
    pricescale: 10 ** instrument.priceScale,
    minmov: Number(instrument.tickSize),
    has_intraday: true,
    has_daily: true,
    supported_resolutions: NAMES,
    volume_precision: instrument.quantityScale,
    data_status: 'streaming',
  }
}

const SymbolInfo = Type.Object({
  name: Type.String({ examples: ['BTCUSD'] }),
  ticker: Type.String(),
  description: Type.String(),
  type: Type.String(),
  session: Type.String(),
  timezone: Type.String(),
  exchange: Type.String(),
  listed_exchange: Type.String(),
  format: Type.String(),
  pricescale: Type.Number(),
  minmov: Type.Number(),
  has_intraday: Type.Boolean(),
  has_daily: Type.Boolean(),
  supported_resolutions: Type.Array(Type.String()),
  volume_precision: Type.Integer(),
  data_status: Type.String(),
})

const Bars = Type.Object({
  s: Type.String({ description: 'ok, or no_data.', examples: ['ok'] }),
  t: Type.Optional(Type.Array(Type.Number())),
  o: Type.Optional(Type.Array(Type.Number())),
  h: Type.Optional(Type.Array(Type.Number())),
  l: Type.Optional(Type.Array(Type.Number())),
  c: Type.Optional(Type.Array(Type.Number())),
  v: Type.Optional(Type.Array(Type.Number())),
})

export function chartRoutes(app: App, market: MarketService, reference: Reference): void {
  const tags = ['charts']
  app.get(
    '/udf/config',
    {
      config: { etag: true },
      schema: {
        tags,
        summary: 'What the feed can do',
        response: replies(
          200,
          Type.Object({
            supported_resolutions: Type.Array(Type.String(), { examples: [NAMES] }),
            supports_search: Type.Boolean(),
            supports_group_request: Type.Boolean(),
            supports_marks: Type.Boolean(),
            supports_timescale_marks: Type.Boolean(),
            supports_time: Type.Boolean(),
          }),
        ),
      },
    },
    async () => ({
      supported_resolutions: NAMES,
      supports_search: true,
      supports_group_request: false,
      supports_marks: false,
      supports_timescale_marks: false,
      supports_time: true,
    }),
  )
  app.get(
    '/udf/time',
    {
      schema: {
        tags,
        summary: 'Seconds since 1970',
        response: {
          200: Content('The time.', { 'text/plain': Type.String({ examples: ['1767323045'] }) }),
          ...ERROR_REPLIES,
        },
      },
    },
    async (_, reply) => reply.type('text/plain').send(String(Math.floor(Date.now() / MS))),
  )
  app.get(
    '/udf/symbols',
    {
      schema: {
        tags,
        summary: 'What a symbol is',
        querystring: Strict({ symbol: Symbol_ }),
        response: replies(200, SymbolInfo),
      },
    },
    async ({ query }) => symbolInfo(await reference.market(plain(query.symbol), 'symbol')),
  )
  app.get(
    '/udf/search',
    {
      schema: {
        tags,
        summary: 'Symbols that hold a text',
        querystring: Strict({
          query: Type.Optional(Type.String({ maxLength: 60 })),
          type: Type.Optional(Type.String({ maxLength: 60 })),
          exchange: Type.Optional(Type.String({ maxLength: 60 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 30 })),
        }),
        response: replies(
          200,
          Type.Array(
            Type.Object({
              symbol: Type.String({ examples: ['BTCUSD'] }),
              full_name: Type.String(),
              description: Type.String(),
              exchange: Type.String(),
              ticker: Type.String(),
              type: Type.String(),
            }),
          ),
        ),
      },
    },
    async ({ query: { query = '', limit = 30 } }) => {
      const wanted = query.toUpperCase()
      const found = (await reference.markets()).filter(({ instrument }) => instrument.symbol.includes(wanted))
      return found.slice(0, limit).map((it) => {
        const { name, description, exchange, type } = symbolInfo(it)
        return { symbol: name, full_name: `${exchange}:${name}`, description, exchange, ticker: name, type }
      })
    },
  )
  app.get(
    '/udf/history',
    {
      schema: {
        tags,
        summary: 'Bars of a symbol',
        querystring: Strict({
          symbol: Symbol_,
          resolution: Type.String({ maxLength: 4, examples: ['1'] }),
          from: Type.Optional(Seconds),
          to: Seconds,
          countback: Type.Optional(Type.Integer({ minimum: 1, maximum: BARS_MAX })),
          currencyCode: Type.Optional(Type.String({ maxLength: 16 })),
        }),
        response: replies(200, Bars),
      },
    },
    async ({ query: { symbol, resolution, from, to, countback } }) => {
      const interval = Object.hasOwn(RESOLUTIONS, resolution) ? RESOLUTIONS[resolution] : undefined
      if (interval === undefined) throw new ApiError('INVALID_FIELD', 'resolution')
      // With a number of bars wanted, `from` does not bind.
      const start = countback === undefined && from !== undefined ? from * MS : undefined
      const bars = await market.candles(plain(symbol), interval, countback ?? BARS_MAX, start, to * MS)
      if (bars.length === 0) return { s: 'no_data' }
      const column = (pick: (bar: (typeof bars)[number]) => unknown): number[] =>
        bars.map((bar) => Number(pick(bar)))
      return {
        s: 'ok',
        t: column(({ open_time }) => open_time / MS),
        o: column(({ open }) => open),
        h: column(({ high }) => high),
        l: column(({ low }) => low),
        c: column(({ close }) => close),
        v: column(({ volume }) => volume),
      }
    },
  )
}
