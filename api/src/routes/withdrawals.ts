// Withdrawals: asked for by people, decided by a second person.

import { Type } from '@sinclair/typebox'
import type { Access } from '@tapebook/access'
import { ApiError, type WithdrawalService } from '@tapebook/service'
import { Data, Decimal, Nullable, Number_, Page, PageQuery, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { ClientId } from '../http/views.ts'
import { accountOf, actorOf } from '../security/guard.ts'
import { PAGE } from '../settings.ts'
import { requestId } from './orders.ts'
import { ownPage } from './own-page.ts'

const Withdrawal = Type.Object({
  id: Type.String({ examples: ['k3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi'] }),
  asset: Type.String({ examples: ['USD'] }),
  amount: Number_('Taken aside, then paid out or given back.', '100.00'),
  status: Type.String({ description: 'pending, approved or rejected.', examples: ['pending'] }),
  requested_at: Time('When it was asked for.'),
  decided_at: Nullable(Time('When it was decided; null while it is pending.')),
})

const NewWithdrawal = Strict(
  {
    asset: Type.String({ minLength: 1, maxLength: 16, examples: ['USD'] }),
    amount: Decimal('To withdraw.', '100'),
    client_withdrawal_id: Type.Optional(ClientId),
  },
  { examples: [{ asset: 'USD', amount: '100', client_withdrawal_id: 'rent-may' }] },
)

const Reason = Strict(
  { reason: Type.String({ description: 'For the audit trail.', minLength: 3, maxLength: 400 }) },
  { examples: [{ reason: 'checked with the bank' }] },
)

const WithdrawalId = Strict({ id: Type.String({ minLength: 1, maxLength: 64 }) })

export function withdrawalRoutes(app: App, withdrawals: WithdrawalService, access: Access): void {
  const tags = ['account']
  const security = [{ bearer: [] }, { apiKey: [] }]
  app.post(
    '/api/v2/account/withdraw',
    {
      config: { needs: 'own.withdrawals.request' },
      schema: {
        tags,
        security,
        summary: 'Ask for a withdrawal',
        description:
          'Takes the money aside until a second person decides. Needs an id, in the body or as Idempotency-Key.',
        body: NewWithdrawal,
        response: replies(201, Data(Withdrawal)),
      },
    },
    async (request, reply) => {
      const { asset, amount, client_withdrawal_id } = request.body
      const id = requestId(request, client_withdrawal_id)
      if (id === undefined) {
        throw new ApiError('INVALID_FIELD', 'client_withdrawal_id', 'What moves money needs an id of yours.')
      }
      const data = await withdrawals.request(accountOf(request), asset, amount, id)
      const changes = { after: { asset, amount } }
      const entry = { action: 'WITHDRAWAL_REQUESTED', resource: 'WITHDRAWAL', resourceId: data.id, changes }
      await access.audit.record(actorOf(request), entry)
      return reply.code(201).send({ data })
    },
  )
  ownPage(app, '/api/v2/account/withdrawals', {
    needs: 'own.ledgers.read',
    summary: 'Your withdrawals, newest first',
    row: Withdrawal,
    read: (of, limit, cursor) => withdrawals.list(of, limit, cursor),
  })
  app.get(
    '/admin/withdrawals',
    {
      config: { needs: 'withdrawals.approve' },
      schema: {
        tags: ['operators'],
        security,
        summary: "Everybody's withdrawals, newest first",
        querystring: Strict(PageQuery),
        response: replies(200, Page(Withdrawal)),
      },
    },
    async (request) => {
      const { limit = PAGE, cursor } = request.query
      const actor = actorOf(request)
      return await withdrawals.listAll(
        limit,
        cursor,
        async (account) => (await access.accounts.ownerOf(actor, account)) !== undefined,
      )
    },
  )
  for (const [word, isApproved] of [
    ['approve', true],
    ['reject', false],
  ] as const) {
    app.post(
      `/admin/withdrawals/:id/${word}`,
      {
        config: { needs: 'withdrawals.approve' },
        schema: {
          tags: ['operators'],
          security,
          summary: isApproved ? 'Pay a withdrawal out' : 'Give the money of a withdrawal back',
          params: WithdrawalId,
          body: Reason,
          response: replies(200, Data(Withdrawal)),
        },
      },
      async (request) => {
        const actor = actorOf(request)
        const data = await withdrawals.decide(request.params.id, isApproved, async (account) => {
          const owner = await access.accounts.ownerOf(actor, account)
          if (owner === undefined) throw new ApiError('NOT_FOUND', undefined, 'There is no such withdrawal.')
          // The second person is another one, whichever of their accounts it is and by whatever key they ask.
          if (owner === actor.principal.userId) throw new ApiError('FORBIDDEN')
        })
        const action = isApproved ? 'WITHDRAWAL_APPROVED' : 'WITHDRAWAL_REJECTED'
        const changes = { after: { reason: request.body.reason, status: data.status } }
        await access.audit.record(actor, { action, resource: 'WITHDRAWAL', resourceId: data.id, changes })
        return { data }
      },
    )
  }
}
