// Orders of one's own account: /api/v2/orders.
import { Type } from '@sinclair/typebox'
import { ApiError, type OrderService } from '@tapebook/service'
import type { FastifyRequest } from 'fastify'
import { Data, Page, PageQuery, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { ClientId, NewOrder, OrderView } from '../http/views.ts'
import { accountOf } from '../security/guard.ts'
import { PAGE } from '../settings.ts'
import { traced } from '../tracing/index.ts'

export const OrderId = Strict({
  id: Type.Integer({ description: 'Id of the order.', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
})

const CLIENT_ID = new RegExp(ClientId.pattern ?? '')

/** The id of a request: the body's, or the header's, which has to be the same where both are given. */
export function requestId(request: FastifyRequest, inBody: string | undefined): string | undefined {
  const inHeader = request.headers['idempotency-key']
  if (inHeader === undefined) return inBody
  if (typeof inHeader !== 'string' || !CLIENT_ID.test(inHeader) || (inBody ?? inHeader) !== inHeader) {
    throw new ApiError('INVALID_FIELD', 'idempotency-key')
  }
  return inHeader
}

export function orderRoutes(app: App, orders: OrderService): void {
  const tags = ['orders']
  const security = [{ bearer: [] }, { apiKey: [] }]
  app.post(
    '/api/v2/orders',
    {
      config: { needs: 'own.orders.place' },
      // An order is answered in fewer bytes than are worth it.
      compress: false,
      schema: {
        tags,
        security,
        summary: 'Enter an order',
        description:
          'Answered once it is on disk, with what it met at once. 200 where the same request was taken before.',
        body: NewOrder,
        response: { ...replies(201, Data(OrderView)), 200: Data(OrderView) },
      },
    },
    async (request, reply) => {
      const { pair, client_order_id, ...words } = request.body
      const id = requestId(request, client_order_id)
      const { account } = accountOf(request)
      const asked = { ...words, ...(id !== undefined && { client_order_id: id }) }
      const { order, isRepeat } = await traced(request, () => orders.place(account, pair, asked))
      return reply.code(isRepeat ? 200 : 201).send({ data: order })
    },
  )
  app.delete(
    '/api/v2/orders/:id',
    {
      config: { needs: 'own.orders.cancel' },
      schema: {
        tags,
        security,
        summary: 'Cancel an order',
        params: OrderId,
        response: replies(200, Data(OrderView)),
      },
    },
    async (request) => ({ data: await orders.cancel(accountOf(request).account, request.params.id) }),
  )
  app.get(
    '/api/v2/orders/:id',
    {
      config: { needs: 'own.orders.read' },
      schema: {
        tags,
        security,
        summary: 'One order, whatever its state',
        params: OrderId,
        response: replies(200, Data(OrderView)),
      },
    },
    async (request) => ({ data: await orders.detail(accountOf(request).account, request.params.id) }),
  )
  const lists = [
    ['/api/v2/orders', 'all', 'All orders, newest first'],
    ['/api/v2/orders/open', 'open', 'Orders that can still trade, newest first'],
    ['/api/v2/orders/history', 'history', 'Orders that have ended, newest first'],
  ] as const
  for (const [path, which, summary] of lists) {
    app.get(
      path,
      {
        config: { needs: 'own.orders.read' },
        schema: {
          tags,
          security,
          summary,
          querystring: Strict(PageQuery),
          response: replies(200, Page(OrderView)),
        },
      },
      async (request) => {
        const { limit = PAGE, cursor } = request.query
        return await orders.list(accountOf(request).account, which, limit, cursor)
      },
    )
  }
}
