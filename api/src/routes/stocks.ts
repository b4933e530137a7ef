// The stock venue: /v1 (R-034 to R-037, RA-03, RA-07). The same orders in the venue's own words (OT-14).
import { Type } from '@sinclair/typebox'
import type { AccountService, OrderService } from '@tapebook/service'
import { Decimal, Nullable, Number_, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { ClientId, SideWord } from '../http/views.ts'
import { accountOf } from '../security/guard.ts'
import { traced } from '../tracing/index.ts'
import { OrderId, requestId } from './orders.ts'

const NewStockOrder = Strict(
  {
    symbol: Type.String({ minLength: 1, maxLength: 40, examples: ['AAPLUSD'] }),
    type: Type.Unsafe<'market' | 'limit'>(Type.String({ enum: ['market', 'limit'], examples: ['limit'] })),
    side: SideWord,
    qty: Decimal('Shares.', '100'),
    price: Type.Optional(Decimal('Of a limit order.', '150')),
    client_order_id: Type.Optional(ClientId),
  },
  { examples: [{ symbol: 'AAPLUSD', type: 'limit', side: 'buy', qty: '100', price: '150' }] },
)

const StockOrder = Type.Object({
  id: Type.Integer({ examples: [17] }),
  client_order_id: Type.String(),
  symbol: Type.String({ examples: ['AAPLUSD'] }),
  type: Type.String({ examples: ['limit'] }),
  side: Type.String({ examples: ['buy'] }),
  qty: Number_('Shares.', '100'),
  filled_qty: Number_('Shares.', '40'),
  price: Nullable(Number_('Limit.', '150')),
  average_price: Nullable(Number_('Of what is filled.', '149.9')),
  status: Type.String({ description: 'open, partial, filled or canceled (OT-14).', examples: ['partial'] }),
  created_at: Type.String(),
})

const Position = Type.Object({
  symbol: Type.String({ examples: ['AAPLUSD'] }),
  side: Type.String({ description: 'long or short.', examples: ['long'] }),
  qty: Number_('Shares held by fills.', '100'),
  average_cost: Number_('Of one (PO-05).', '150'),
  cost: Number_('Of all.', '15000.00'),
})

type Order = Awaited<ReturnType<OrderService['detail']>>

const stockOrder = (it: Order) => ({
  id: it.id,
  client_order_id: it.client_order_id,
  symbol: it.pair,
  type: it.type,
  side: it.side,
  qty: it.quantity,
  filled_qty: it.filled_quantity,
  price: it.price,
  average_price: it.average_price,
  status: it.venue_status,
  created_at: it.created_at,
})

export function stockRoutes(app: App, orders: OrderService, account: AccountService): void {
  const tags = ['stocks']
  const security = [{ bearer: [] }, { apiKey: [] }]
  app.post(
    '/v1/orders',
    {
      config: { needs: 'own.orders.place' },
      schema: {
        tags,
        security,
        summary: 'Enter an order',
        body: NewStockOrder,
        response: { ...replies(201, StockOrder), 200: StockOrder },
      },
    },
    async (request, reply) => {
      const { symbol, qty: quantity, client_order_id, ...words } = request.body
      const id = requestId(request, client_order_id)
      const asked = { ...words, quantity, ...(id !== undefined && { client_order_id: id }) }
      const { account } = accountOf(request)
      const { order, isRepeat } = await traced(request, () => orders.place(account, symbol, asked))
      return reply.code(isRepeat ? 200 : 201).send(stockOrder(order))
    },
  )
  app.get(
    '/v1/orders/:id',
    {
      config: { needs: 'own.orders.read' },
      schema: { tags, security, summary: 'One order', params: OrderId, response: replies(200, StockOrder) },
    },
    async (request) => stockOrder(await orders.detail(accountOf(request).account, request.params.id)),
  )
  app.delete(
    '/v1/orders/:id',
    {
      config: { needs: 'own.orders.cancel' },
      schema: {
        tags,
        security,
        summary: 'Cancel an order',
        params: OrderId,
        response: replies(200, StockOrder),
      },
    },
    async (request) => stockOrder(await orders.cancel(accountOf(request).account, request.params.id)),
  )
  app.get(
    '/v1/positions',
    {
      config: { needs: 'own.positions.read' },
      schema: { tags, security, summary: 'Your positions', response: replies(200, Type.Array(Position)) },
    },
    async (request) => await account.positions(accountOf(request).account),
  )
}
