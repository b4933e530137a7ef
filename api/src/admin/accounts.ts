// Accounts, for who works for the venue: /admin/accounts.
import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from '@sinclair/typebox'
import type { Account, Actor } from '@tapebook/access'
import { AccountStatus, MessageType } from '@tapebook/client'
import { settingOf } from '@tapebook/projections'
import { ApiError } from '@tapebook/service'
import type { FastifyRequest } from 'fastify'
import { Data, Nullable, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { time } from '../people/auth-routes.ts'
import type { Desk } from './desk.ts'
import { AccountParams, Reasoned, security, tags } from './schemas.ts'

/** How long an answer waits for the exchange to have what changed. */
const TAKEN_MS = 2_000
const LOOK_MS = 10

const STATUS_WORDS: Readonly<Record<number, string>> = {
  [AccountStatus.Active]: 'active',
  [AccountStatus.Frozen]: 'frozen',
  [AccountStatus.Closed]: 'closed',
}

const AccountView = Type.Object({
  uuid: Type.String(),
  number: Nullable(
    Type.Integer({ description: 'In the exchange; null until it is open there.', examples: [17] }),
  ),
  name: Type.String({ examples: ['Main'] }),
  user_uuid: Type.String(),
  is_frozen: Type.Boolean(),
  created_at: Time('When it was opened.'),
})
const StateView = Type.Object({
  number: Type.Integer({ examples: [17] }),
  uuid: Nullable(Type.String({ description: 'null: no person has it.' })),
  status: Type.String({ description: 'active, frozen or closed.', examples: ['active'] }),
  tier: Type.Integer({ description: 'Of fees.', examples: [0] }),
  risk_group: Type.Integer({ description: '0 for none.', examples: [7] }),
  self_trade_group: Type.Integer({ description: '0 for none.', examples: [0] }),
})
const StatusView = Type.Object({
  number: Type.Integer({ examples: [17] }),
  status: Type.String({ description: 'active, frozen or closed.', examples: ['frozen'] }),
})
const PageView = Type.Object({ data: Type.Array(AccountView), total: Type.Integer({ examples: [1] }) })

const viewOf = (it: Account) => ({
  uuid: it.uuid,
  number: it.account ?? null,
  name: it.name,
  user_uuid: it.userId,
  is_frozen: it.isFrozen,
  created_at: time(it.createdAt),
})

export function accountAdminRoutes(app: App, desk: Desk): void {
  const { accounts } = desk.parts.access
  app.get(
    '/admin/accounts',
    {
      config: { needs: 'accounts.read' },
      schema: {
        tags,
        security,
        summary: 'Accounts of people, 15 a page',
        querystring: Strict({
          page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
          user_uuid: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
        }),
        response: replies(200, PageView),
      },
    },
    async (request) => {
      const { page = 1, user_uuid } = request.query
      const whose = user_uuid === undefined ? {} : { userId: user_uuid }
      const found = await accounts.list(desk.actor(request), { page, ...whose })
      return { data: found.accounts.map(viewOf), total: found.total }
    },
  )
  app.post(
    '/admin/accounts',
    {
      config: { needs: 'accounts.create' },
      schema: {
        tags,
        security,
        summary: 'Open an account for somebody',
        body: Strict(
          {
            user_uuid: Type.String({ minLength: 1, maxLength: 40 }),
            name: Type.String({ minLength: 1, maxLength: 64, examples: ['Savings'] }),
          },
          { examples: [{ user_uuid: '4b0d2b4c-7c86-4b3e-9d5f-0d2f6a1c7e55', name: 'Savings' }] },
        ),
        response: replies(201, Data(AccountView)),
      },
    },
    async (request, reply) => {
      const { user_uuid: userId, name } = request.body
      const actor = desk.actor(request)
      desk.live()
      const { uuid } = await accounts.create(actor, { name, userId })
      await taken(desk, uuid)
      return reply.code(201).send({ data: viewOf(await accounts.get(actor, uuid)) })
    },
  )
  app.get(
    '/admin/accounts/:account',
    {
      config: { needs: 'accounts.read' },
      schema: {
        tags,
        security,
        summary: 'An account as the exchange has it',
        params: AccountParams,
        response: replies(200, Data(StateView)),
      },
    },
    async (request) => {
      const { account, uuid } = await desk.account(desk.actor(request), request.params.account)
      const { status, tier } = await desk.state(account)
      const group = async (kind: 'risk-group' | 'stp-group'): Promise<number> =>
        Number((await desk.fromTables((tables) => settingOf(tables, kind, account)))?.value.group ?? 0)
      return {
        data: {
          number: account,
          uuid: uuid ?? null,
          status: STATUS_WORDS[status] ?? '',
          tier,
          risk_group: await group('risk-group'),
          self_trade_group: await group('stp-group'),
        },
      }
    },
  )
  statusRoutes(app, desk)
}

function statusRoutes(app: App, desk: Desk): void {
  const deeds = [
    ['suspend', AccountStatus.Frozen, 'accounts.freeze', 'Freeze an account and cancel its orders'],
    ['activate', AccountStatus.Active, 'accounts.freeze', 'Unfreeze an account'],
    ['close', AccountStatus.Closed, 'accounts.close', 'Close an account that holds no money, for good'],
  ] as const
  for (const [word, status, needs, summary] of deeds) {
    app.post(
      `/admin/accounts/:account/${word}`,
      {
        config: { needs },
        schema: {
          tags,
          security,
          summary,
          params: AccountParams,
          body: Reasoned({}, {}),
          response: replies(200, Data(StatusView)),
        },
      },
      async (request) => {
        const { reason } = request.body
        const actor = desk.actor(request, reason)
        const { account, uuid } = await desk.account(actor, request.params.account)
        desk.live()
        if (uuid === undefined) await setStatus(desk, request, { account, status, reason })
        else await setOfPerson(desk, actor, uuid, status)
        return { data: { number: account, status: STATUS_WORDS[status] ?? '' } }
      },
    )
  }
}

/** Of an account that no person has. */
async function setStatus(
  desk: Desk,
  request: FastifyRequest,
  { account, status, reason }: { account: number; status: AccountStatus; reason: string },
): Promise<void> {
  const before = STATUS_WORDS[(await desk.state(account)).status] ?? ''
  const deed = {
    action: 'ACCOUNT_STATUS_SET',
    resource: 'ACCOUNT',
    resourceId: String(account),
    before: { status: before },
    after: { status: STATUS_WORDS[status] ?? '' },
    reason,
  }
  const cancelOrders = status === AccountStatus.Active ? 0 : 1
  await desk.run(request, deed, (client) =>
    client.request(MessageType.SetAccountStatus, { target: account, status, cancelOrders }),
  )
}

/** Of a person's account: the store of people changes with the exchange, and takes back what that refuses. */
async function setOfPerson(desk: Desk, actor: Actor, uuid: string, status: AccountStatus): Promise<void> {
  const { accounts } = desk.parts.access
  if (status === AccountStatus.Closed) await accounts.close(actor, uuid)
  else await accounts.setFrozen(actor, uuid, status === AccountStatus.Frozen)
  if (!(await taken(desk, uuid))) throw new ApiError('OUTCOME_UNKNOWN')
  const after = await accounts.get(actor, uuid).catch(() => undefined)
  const isSo =
    status === AccountStatus.Closed
      ? after === undefined
      : after?.isFrozen === (status === AccountStatus.Frozen)
  if (isSo) return
  throw new ApiError('CONFLICT', undefined, 'The exchange refused it: the account holds money, or is closed.')
}

/** True once the exchange has answered all that changed about an account. */
async function taken({ parts: { access } }: Desk, uuid: string): Promise<boolean> {
  for (const end = performance.now() + TAKEN_MS; performance.now() < end; await sleep(LOOK_MS)) {
    if (!(await access.outbox.isPending(uuid))) return true
  }
  return false
}
