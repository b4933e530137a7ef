// What the stream of market data says, as its program and its document have it.
import { type Static, Type } from '@sinclair/typebox'
import { Nullable, Number_, Time } from '../http/schemas.ts'

const Price = (description: string) =>
  Nullable(Type.String({ description: `${description}; null for none.`, examples: ['64123.50'] }))
const Symbol_ = Type.String({ examples: ['BTCUSD'] })

export const QuoteMessage = Type.Object(
  {
    type: Type.Literal('quote'),
    symbol: Symbol_,
    bid: Price('Best bid'),
    bid_qty: Number_('What it is for.', '0.25'),
    ask: Price('Best offer'),
    ask_qty: Number_('What it is for.', '0.25'),
    timestamp: Time('Of the exchange, by which a reader measures its lag.'),
  },
  { additionalProperties: false },
)

export const TradeMessage = Type.Object(
  {
    type: Type.Literal('trade'),
    symbol: Symbol_,
    id: Type.Integer({ description: 'From 1 without gaps in its symbol.', examples: [17] }),
    price: Number_('Per unit of the base asset.', '64123.50'),
    qty: Number_('In the base asset.', '0.25'),
    taker_side: Type.Union([Type.Literal('buy'), Type.Literal('sell')]),
    timestamp: Time('Of the exchange.'),
  },
  { additionalProperties: false },
)

export type QuoteMessage = Static<typeof QuoteMessage>
export type TradeMessage = Static<typeof TradeMessage>
