// Accounts of people: /api/v1/accounts (R-019 to R-023).
import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from '@sinclair/typebox'
import { type Access, type Account, type Actor, PAGE_SIZE } from '@tapebook/access'
import type { AccountService } from '@tapebook/service'
import { Data, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { actorOf } from '../security/guard.ts'
import { time } from './auth-routes.ts'
import { IdParams, None } from './schemas.ts'

const ACCOUNTS = '/api/v1/accounts'
const tags = ['accounts']
const security = [{ bearer: [] }, { apiKey: [] }]
/** How long an answer waits for the exchange to open an account. */
const OPENING_MS = 2_000
const LOOK_MS = 10
/** Code of the asset whose balance is shown as text. */
const DOLLAR = 'USD'

const Name = Type.String({ minLength: 1, maxLength: 64, examples: ['Savings'] })
const UserUuid = Type.String({ description: 'Whose it is.', minLength: 1, maxLength: 40 })

const AccountReply = Type.Object({
  uuid: Type.String(),
  name: Type.String({ examples: ['Main'] }),
  user: Type.Object({ uuid: Type.String() }),
  balances: Type.Array(
    Type.Object({
      asset: Type.String({ examples: ['USD'] }),
      available: Type.String({ examples: ['900.00'] }),
      reserved: Type.String({ description: 'Held for orders.', examples: ['100.00'] }),
      total: Type.String({ examples: ['1000.00'] }),
    }),
  ),
  formatted_balance: Type.String({ description: 'What it has of dollars.', examples: ['1,000.00 USD'] }),
  is_frozen: Type.Boolean(),
  created_at: Time('When it was opened.'),
})

const PageReply = Type.Object({
  data: Type.Array(AccountReply),
  meta: Type.Object({
    current_page: Type.Integer(),
    last_page: Type.Integer(),
    per_page: Type.Integer({ examples: [PAGE_SIZE] }),
    total: Type.Integer(),
  }),
})

const Created = Type.Object({ data: AccountReply, message: Type.String() })

export function accountRoutes(app: App, access: Access, service: AccountService): void {
  const view = async (it: Account) => ({
    uuid: it.uuid,
    name: it.name,
    user: { uuid: it.userId },
    ...formatted(it.account === undefined ? [] : await service.balances(it.account)),
    is_frozen: it.isFrozen,
    created_at: time(it.createdAt),
  })
  app.get(
    ACCOUNTS,
    {
      config: { needs: 'own.profile.read' },
      schema: {
        tags,
        security,
        summary: 'Your accounts; of everybody, for who may see them',
        querystring: Strict({
          page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
          user_uuid: Type.Optional(UserUuid),
        }),
        response: replies(200, PageReply),
      },
    },
    async (request) => {
      const { page = 1, user_uuid } = request.query
      const whose = user_uuid === undefined ? {} : { userId: user_uuid }
      const { accounts, total } = await access.accounts.list(actorOf(request), { page, ...whose })
      const last = Math.max(Math.ceil(total / PAGE_SIZE), 1)
      const meta = { current_page: page, last_page: last, per_page: PAGE_SIZE, total }
      return { data: await Promise.all(accounts.map(view)), meta }
    },
  )
  app.post(
    ACCOUNTS,
    {
      config: { needs: 'own.profile.read' },
      schema: {
        tags,
        security,
        summary: 'Open an account of your own; for somebody else, if you may',
        body: Strict({ name: Name, user_uuid: Type.Optional(UserUuid) }),
        response: replies(201, Created),
      },
    },
    async (request, reply) => {
      const { name, user_uuid } = request.body
      const actor = actorOf(request)
      const whose = user_uuid === undefined ? {} : { userId: user_uuid }
      const { uuid } = await access.accounts.create(actor, { name, ...whose })
      const data = await view(await opened(access, actor, uuid))
      return reply.code(201).send({ data, message: 'Account created successfully' })
    },
  )
  app.get(
    `${ACCOUNTS}/:id`,
    {
      config: { needs: 'own.profile.read' },
      schema: {
        tags,
        security,
        summary: 'An account of yours, or of anybody for who may see them',
        params: IdParams,
        response: replies(200, Data(AccountReply)),
      },
    },
    async (request) => ({ data: await view(await access.accounts.get(actorOf(request), request.params.id)) }),
  )
  for (const method of ['PUT', 'PATCH'] as const) {
    app.route({
      method,
      url: `${ACCOUNTS}/:id`,
      config: { needs: 'own.profile.read' },
      schema: {
        tags,
        security,
        summary: 'Rename an account; freeze or unfreeze it, for who may',
        params: IdParams,
        body: Strict(
          { name: Type.Optional(Name), is_frozen: Type.Optional(Type.Boolean()) },
          { minProperties: 1 },
        ),
        response: replies(200, Data(AccountReply)),
      },
      handler: async (request) => {
        const { id } = request.params
        const { name, is_frozen } = request.body
        const actor = actorOf(request)
        // The one that fewer may do comes first: where it is refused, nothing has changed.
        if (is_frozen !== undefined) await access.accounts.setFrozen(actor, id, is_frozen)
        if (name !== undefined) await access.accounts.rename(actor, id, name)
        return { data: await view(await access.accounts.get(actor, id)) }
      },
    })
  }
  app.delete(
    `${ACCOUNTS}/:id`,
    {
      config: { needs: 'accounts.close' },
      schema: {
        tags,
        security,
        summary: 'Close an account; the exchange takes it back while it holds money',
        params: IdParams,
        response: replies(204, None),
      },
    },
    async (request, reply) => {
      await access.accounts.close(actorOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
}

/** An account that was made just now, once the exchange has opened it, or as it is after a while. */
async function opened(access: Access, actor: Actor, uuid: string): Promise<Account> {
  for (const end = performance.now() + OPENING_MS; ; await sleep(LOOK_MS)) {
    const account = await access.accounts.get(actor, uuid)
    if (account.account !== undefined || performance.now() > end) return account
  }
}

/** Balances, and what there is of dollars, as people write it. */
function formatted<B extends { readonly asset: string; readonly total: string }>(balances: readonly B[]) {
  const total = balances.find(({ asset }) => asset === DOLLAR)?.total ?? '0.00'
  const [whole = '', digits] = total.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const formatted_balance = `${grouped}${digits === undefined ? '' : `.${digits}`} ${DOLLAR}`
  return { balances: [...balances], formatted_balance }
}
