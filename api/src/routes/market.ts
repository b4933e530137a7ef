// What anybody may see of the markets: /api/v2/market.
import { Type } from '@sinclair/typebox'
import { INTERVALS, type MarketService } from '@tapebook/service'
import { Data, Limit, Nullable, Number_, PairParams, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'

const DEPTH = 20
const DEPTH_MAX = 5_000
const TRADES = 100
const TRADES_MAX = 1_000
const CANDLES = 500
const CANDLES_MAX = 5_000

const Price = (what: string) => Nullable(Number_(what, '64123.50'))

const Pair = Type.Object({
  pair: Type.String({ examples: ['BTCUSD'] }),
  base: Type.String({ examples: ['BTC'] }),
  quote: Type.String({ examples: ['USD'] }),
  status: Type.String({ description: 'Phase of trading.', examples: ['continuous'] }),
  tick_size: Number_('Prices are whole multiples of it.', '0.01'),
  lot_size: Number_('Quantities are whole multiples of it.', '0.00001'),
  min_quantity: Number_('Least of an order.', '0.00001'),
  max_quantity: Number_('Most of an order.', '100'),
  quantity_step: Number_('Quantities of orders are whole multiples of it.', '0.00001'),
  reference_price: Price('What bands and collars are measured from; null for none.'),
})

const Ticker = Type.Object({
  pair: Type.String({ examples: ['BTCUSD'] }),
  price: Price('Of the last trade; null before the first.'),
  bid: Price('Best bid; null for none.'),
  ask: Price('Best offer; null for none.'),
  open_24h: Price('First price of the last 24 hours.'),
  high_24h: Price('Highest price of the last 24 hours.'),
  low_24h: Price('Lowest price of the last 24 hours.'),
  volume_24h: Number_('Traded in 24 hours, in the base asset.', '12.5'),
  quote_volume_24h: Number_('Traded in 24 hours, in the quote asset.', '801543.75'),
  trades_24h: Type.Integer({ examples: [93] }),
  timestamp: Time('Of what it shows.'),
  source: Type.String({ examples: ['tapebook'] }),
})

// An array of two rather than a tuple, which JSON Schema writes in another way since OpenAPI 3.1.
const BookLevel = Type.Unsafe<[string, string]>(
  Type.Array(Type.String(), {
    description: 'Price and quantity.',
    minItems: 2,
    maxItems: 2,
    examples: [['64123.50', '0.25']],
  }),
)

const Depth = Type.Object({
  pair: Type.String({ examples: ['BTCUSD'] }),
  sequence: Type.Integer({ description: 'Last command that the book includes.' }),
  timestamp: Time('Of that command.'),
  bids: Type.Array(BookLevel, { description: 'Best first.' }),
  asks: Type.Array(BookLevel, { description: 'Best first.' }),
})

const Trade = Type.Object({
  id: Type.Integer({ description: 'From 1 without gaps in its pair.', examples: [17] }),
  price: Number_('Per unit of the base asset.', '64123.50'),
  quantity: Number_('In the base asset.', '0.25'),
  quote_quantity: Number_('In the quote asset.', '16030.875'),
  taker_side: Type.Union([Type.Literal('buy'), Type.Literal('sell')]),
  kind: Type.Union([Type.Literal('continuous'), Type.Literal('auction')]),
  timestamp: Time('Of the trade.'),
})

const Candle = Type.Object({
  open_time: Type.Integer({ description: 'Beginning of the interval, in ms since 1970.' }),
  open: Number_('First price.', '64100'),
  high: Number_('Highest price.', '64200'),
  low: Number_('Lowest price.', '64050'),
  close: Number_('Last price.', '64123.50'),
  volume: Number_('In the base asset.', '1.5'),
  quote_volume: Number_('In the quote asset.', '96185.25'),
  trades: Type.Integer(),
})

const IntervalName = Type.Union(
  (Object.keys(INTERVALS) as (keyof typeof INTERVALS)[]).map((name) => Type.Literal(name)),
  { description: 'Length of a candle.', examples: ['1m'] },
)

const Moment = (description: string) =>
  Type.Optional(Type.Integer({ description, minimum: 0, maximum: 8_640_000_000_000_000 }))

export function marketRoutes(app: App, market: MarketService): void {
  const tags = ['market']
  app.get(
    '/api/v2/market/pairs',
    {
      config: { etag: true },
      schema: { tags, summary: 'Pairs that trade', response: replies(200, Data(Type.Array(Pair))) },
    },
    async () => ({ data: await market.pairs() }),
  )
  app.get(
    '/api/v2/market/ticker/:pair',
    {
      schema: {
        tags,
        summary: 'Last price, best bid and offer, and 24 hours of a pair',
        params: PairParams,
        response: replies(200, Data(Ticker)),
      },
    },
    async ({ params }) => ({ data: await market.ticker(params.pair) }),
  )
  app.get(
    '/api/v2/market/depth/:pair',
    {
      schema: {
        tags,
        summary: 'The book of a pair',
        params: PairParams,
        querystring: Strict({ depth: Limit(DEPTH, DEPTH_MAX, 'Levels of each side') }),
        response: replies(200, Data(Depth)),
      },
    },
    async ({ params, query }) => ({ data: await market.depth(params.pair, query.depth ?? DEPTH) }),
  )
  app.get(
    '/api/v2/market/trades/:pair',
    {
      schema: {
        tags,
        summary: 'Trades of a pair, newest first',
        params: PairParams,
        querystring: Strict({
          limit: Limit(TRADES, TRADES_MAX, 'Trades'),
          before: Type.Optional(Type.Integer({ description: 'Only trades before that one.', minimum: 1 })),
        }),
        response: replies(200, Data(Type.Array(Trade))),
      },
    },
    async ({ params, query }) => ({
      data: await market.trades(params.pair, query.limit ?? TRADES, query.before),
    }),
  )
  app.get(
    '/api/v2/market/candles/:pair',
    {
      schema: {
        tags,
        summary: 'Candles of a pair, oldest first; an interval without a trade has none',
        params: PairParams,
        querystring: Strict({
          interval: Type.Optional(IntervalName),
          limit: Limit(CANDLES, CANDLES_MAX, 'Candles'),
          start_time: Moment('Candles that begin then or later, in ms since 1970.'),
          end_time: Moment('Candles that begin before, in ms since 1970.'),
        }),
        response: replies(200, Data(Type.Array(Candle))),
      },
    },
    async ({ params, query }) => {
      const { interval = '1m', limit = CANDLES, start_time, end_time } = query
      return { data: await market.candles(params.pair, interval, limit, start_time, end_time) }
    },
  )
  app.get(
    '/api/v2/market/24hr',
    {
      schema: {
        tags,
        summary: 'The last 24 hours of every pair',
        response: replies(200, Data(Type.Array(Ticker))),
      },
    },
    async () => ({ data: await market.tickers() }),
  )
}
