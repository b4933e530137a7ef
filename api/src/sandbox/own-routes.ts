// Test money for whoever tries a bot in a sandbox: /api/v1/sandbox.
import { Type } from '@sinclair/typebox'
import { ApiError, type TestMoney, unitsOf } from '@tapebook/service'
import type { Desk } from '../admin/desk.ts'
import { Data, Decimal, Number_, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { requestId } from '../routes/orders.ts'
import { accountOf, actorOf } from '../security/guard.ts'

const tags = ['sandbox']
const security = [{ bearer: [] }, { apiKey: [] }]
const Code = Type.String({ description: 'Code.', minLength: 1, maxLength: 16, examples: ['USD'] })

const Allowance = Type.Object({
  asset: Code,
  start: Number_('What an account has after a reset.', '100000'),
  daily: Number_('What the faucet gives in a day (UTC) at most.', '100000'),
  left: Number_('What it still gives today.', '60000'),
})
const Given = Type.Object({
  id: Type.String({ description: 'Of the deposit.', examples: ['ad/Vx1cW0pEJrK9bQ2sYt7uZa3d'] }),
  asset: Code,
  amount: Number_('What was given.', '1000'),
})
const Moved = Type.Object({
  asset: Code,
  amount: Number_('Below zero where it was taken away.', '-250.5'),
})

export function sandboxRoutes(app: App, desk: Desk, money: TestMoney): void {
  app.get(
    '/api/v1/sandbox',
    {
      config: { needs: 'own.sandbox.use' },
      schema: {
        tags,
        security,
        summary: 'Test money that your account may have',
        description: 'NOT_A_SANDBOX where the exchange is none.',
        response: replies(200, Data(Type.Array(Allowance))),
      },
    },
    async (request) => {
      const all = await money.allowances(accountOf(request).account, Date.now())
      return {
        data: all.map(({ asset, start, daily, left }) => ({
          asset: asset.code,
          start: asset.format(start),
          daily: asset.format(daily),
          left: asset.format(left),
        })),
      }
    },
  )
  app.post(
    '/api/v1/sandbox/faucet',
    {
      config: { needs: 'own.sandbox.use' },
      schema: {
        tags,
        security,
        summary: 'Give yourself test money',
        description:
          'A deposit. With an Idempotency-Key it is made once. FAUCET_EMPTY beyond what an account may have of the asset in a day.',
        body: Strict(
          { asset: Code, amount: Decimal('Above zero.', '1000') },
          { examples: [{ asset: 'USD', amount: '1000' }] },
        ),
        response: replies(201, Data(Given)),
      },
    },
    async (request, reply) => {
      void money.sandbox
      const { account } = accountOf(request)
      const asset = await desk.parts.reference.asset(request.body.asset)
      const amount = unitsOf(asset, request.body.amount, 'amount')
      if (amount === 0n) throw new ApiError('INVALID_DECIMAL', 'amount', 'The amount must be above zero.')
      const key = requestId(request, undefined)
      const deed = {
        action: 'SANDBOX_FAUCET',
        resource: 'ACCOUNT',
        resourceId: String(account),
        after: { asset: asset.code, amount: asset.format(amount) },
        ...(key !== undefined && { key }),
      }
      desk.live()
      const { id } = await desk.once(actorOf(request), deed, (id) =>
        money.give(id, account, asset, amount, Date.now()),
      )
      return reply.code(201).send({ data: { id, asset: asset.code, amount: asset.format(amount) } })
    },
  )
  app.post(
    '/api/v1/sandbox/reset',
    {
      config: { needs: 'own.sandbox.use' },
      schema: {
        tags,
        security,
        summary: 'Cancel all your orders and bring your balances back to the start amounts',
        description:
          'By cancels, deposits and withdrawals; trades and positions stay as they were. CONFLICT where the account trades meanwhile.',
        response: replies(200, Data(Type.Object({ moved: Type.Array(Moved) }))),
      },
    },
    async (request) => {
      void money.sandbox
      const { account } = accountOf(request)
      const key = requestId(request, undefined)
      const deed = {
        action: 'SANDBOX_RESET',
        resource: 'ACCOUNT',
        resourceId: String(account),
        after: {},
        ...(key !== undefined && { key }),
      }
      desk.live()
      let moved: { asset: string; amount: string }[] = []
      await desk.once(actorOf(request), deed, async (id) => {
        const changes = await money.reset(id, account)
        moved = changes.map(({ asset, amount }) => ({ asset: asset.code, amount: asset.format(amount) }))
        return 0n
      })
      return { data: { moved } }
    },
  )
}
