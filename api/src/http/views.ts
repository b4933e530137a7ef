// Orders, trades and entries as every route shows them.
import { Type } from '@sinclair/typebox'
import { ORDER_TYPES, TIMES_IN_FORCE } from '@tapebook/service'
import { Decimal, Nullable, Number_, Strict, Time } from './schemas.ts'

const words = <T extends string>(values: readonly T[], description: string) =>
  Type.Unsafe<T>(Type.String({ enum: [...values], description, examples: [values[0]] }))

export const SideWord = words(['buy', 'sell'] as const, 'Side.')
export const TypeWord = words(ORDER_TYPES, 'Type.')
export const TimeInForceWord = words(
  Object.keys(TIMES_IN_FORCE) as (keyof typeof TIMES_IN_FORCE)[],
  'How long it stands; gtc where left out.',
)

export const ClientId = Type.String({
  description:
    'Your own id of the request: the same id with the same content takes effect once, whatever is sent how often.',
  pattern: '^[A-Za-z0-9._:/-]{1,36}$',
  examples: ['my-order-1'],
})

export const NewOrder = Strict(
  {
    pair: Type.String({ minLength: 1, maxLength: 40, examples: ['BTCUSD'] }),
    side: SideWord,
    type: TypeWord,
    quantity: Type.Optional(Decimal('In the base asset.', '0.25')),
    quote_quantity: Type.Optional(
      Decimal('Market orders: to spend or to raise, in place of a quantity.', '100'),
    ),
    price: Type.Optional(Decimal('Limit price.', '64000.50')),
    stop_price: Type.Optional(Decimal('Trigger of a stop or take-profit.', '63000')),
    trail_basis_points: Type.Optional(
      Type.Integer({
        description: 'Distance of a trailing stop, in hundredths of a per cent.',
        minimum: 1,
        maximum: 9_999,
      }),
    ),
    display_quantity: Type.Optional(Decimal('What the book shows at a time.', '0.05')),
    min_quantity: Type.Optional(Decimal('Least to trade on arrival.', '0.1')),
    time_in_force: Type.Optional(TimeInForceWord),
    expires_at: Type.Optional(
      Type.Integer({
        description: 'Good till then, in ms since 1970.',
        minimum: 1,
        maximum: 8_640_000_000_000_000,
      }),
    ),
    post_only: Type.Optional(Type.Boolean({ description: 'Refuse it where it would trade at once.' })),
    reduce_only: Type.Optional(
      Type.Boolean({ description: 'Never more than the position: what is over is cut off, or ends.' }),
    ),
    hidden: Type.Optional(Type.Boolean({ description: 'Never shown in the book.' })),
    client_order_id: Type.Optional(ClientId),
  },
  {
    examples: [
      {
        pair: 'BTCUSD',
        side: 'buy',
        type: 'limit',
        quantity: '0.25',
        price: '64000.50',
        client_order_id: 'my-order-1',
      },
    ],
  },
)

export const OrderView = Type.Object(
  {
    id: Type.Integer({ description: 'Of the exchange.' }),
    client_order_id: Type.String({ description: 'Of the request that made it what it is.' }),
    pair: Type.String(),
    side: Type.String(),
    type: Type.String(),
    time_in_force: Type.String(),
    status: Type.String({
      description: 'pending, open, partially_filled, filled, cancelled or rejected (OT-13).',
    }),
    reason: Nullable(Type.String({ description: 'Why it ended, where nobody filled it.' })),
    price: Nullable(Number_('Limit price, or the protection price of a market order.', '64000.50')),
    stop_price: Nullable(Number_('Its trigger.', '63000')),
    display_quantity: Nullable(Number_('What the book shows at a time.', '0.05')),
    quantity: Number_('In the base asset.', '0.25'),
    filled_quantity: Number_('In the base asset.', '0.1'),
    remaining_quantity: Number_('In the base asset.', '0.15'),
    filled_value: Number_('In the quote asset.', '6400.05'),
    average_price: Nullable(Number_('Of what is filled.', '64000.50')),
    fee: Nullable(Number_('Charged so far; null where it is not known yet.', '0.0001')),
    fee_asset: Nullable(Type.String({ examples: ['BTC'] })),
    created_at: Time('When it was entered.'),
    updated_at: Time('Of its last change.'),
  },
  {
    examples: [
      {
        id: 17,
        client_order_id: 'my-order-1',
        pair: 'BTCUSD',
        side: 'buy',
        type: 'limit',
        time_in_force: 'gtc',
        status: 'partially_filled',
        reason: null,
        price: '64000.50',
        stop_price: null,
        display_quantity: null,
        quantity: '0.25',
        filled_quantity: '0.1',
        remaining_quantity: '0.15',
        filled_value: '6400.05',
        average_price: '64000.5',
        fee: '0.0001',
        fee_asset: 'BTC',
        created_at: '2026-01-02T03:04:05.678901Z',
        updated_at: '2026-01-02T03:04:05.678901Z',
      },
    ],
  },
)

export const OwnTradeView = Type.Object({
  id: Type.Integer({ description: 'From 1 without gaps in its pair.', examples: [17] }),
  order_id: Type.Integer({ examples: [42] }),
  pair: Type.String({ examples: ['BTCUSD'] }),
  side: Type.String({ examples: ['buy'] }),
  role: Type.String({ description: 'taker, maker or auction.', examples: ['taker'] }),
  price: Number_('As it stands.', '64000.50'),
  quantity: Number_('In the base asset.', '0.1'),
  quote_quantity: Number_('In the quote asset.', '6400.05'),
  fee: Number_('Below zero is a rebate.', '0.0001'),
  fee_asset: Type.String({ examples: ['BTC'] }),
  status: Type.String({ description: 'Of its settlement.', examples: ['settled'] }),
  timestamp: Time('Of the trade.'),
})

export const LedgerView = Type.Object({
  id: Type.String({ examples: ['1-17'] }),
  type: Type.String({ examples: ['DEPOSIT'] }),
  asset: Type.String({ examples: ['USD'] }),
  amount: Number_('Below zero for what went out.', '100.00'),
  balance_before: Number_('In all, before it.', '0.00'),
  balance_after: Number_('In all, after it.', '100.00'),
  reference_type: Type.String({ examples: ['DEPOSIT'] }),
  reference_id: Type.String({ description: 'The request that asked for it, or the trade.' }),
  created_at: Time('Of the entry.'),
})

export const SummaryView = Type.Object({
  asset_code: Type.String({ examples: ['USD'] }),
  name: Type.String({ examples: ['US dollar'] }),
  precision: Type.Integer({ description: 'Decimal digits of its smallest unit.', examples: [8] }),
  balance: Number_('Free and reserved together.', '1000.00'),
})

export const BalanceView = Type.Object({
  asset: Type.String({ examples: ['USD'] }),
  available: Number_('Free to use.', '900.00'),
  reserved: Number_('Held by open orders.', '100.00'),
  total: Number_('Both.', '1000.00'),
})
