// Members of the binary port: /admin/members. A member is a registered key, and its session's number its name.
import { Type } from '@sinclair/typebox'
import { MessageType } from '@tapebook/client'
import { settingOf, settingsOf } from '@tapebook/projections'
import { ApiError, isoTime, pageOf, readCursor, writeCursor } from '@tapebook/service'
import { Data, Nullable, Page, PageQuery, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { PAGE } from '../settings.ts'
import type { Desk } from './desk.ts'
import { AccountName, Reasoned, security, tags, U32, Whole, words } from './schemas.ts'

/** Bits of RegisterKey.permissions that may be given here. */
const MAY = { trade: 1, read: 8 } as const
const TIERS = { full: 0, pro: 16, retail: 32 } as const
/** Keys that act for others, the venue's own among them, are made and ended at the machine alone. */
const ABOVE = 2 | 4

const MemberView = Type.Object({
  member: Type.Integer({ description: 'Session of its key.', examples: [9] }),
  public_key: Type.String({ description: 'Ed25519, in hex.' }),
  account: Nullable(Type.Integer({ description: 'Its own account; null for none.', examples: [17] })),
  may: Type.String({ description: 'trade, read, gateway or operator.', examples: ['trade'] }),
  rate_limit: Nullable(
    Type.Integer({ description: 'Messages a second; null for no limit.', examples: [1_000] }),
  ),
  is_revoked: Type.Boolean(),
  changed_at: Time('When it was registered or revoked.'),
})
const MemberParams = Strict({ member: Whole('Session of its key.', U32, 9, 1) })

interface MemberValue {
  readonly publicKey: string
  readonly account: number
  readonly permissions: number
  readonly rateLimit: number
  readonly isRevoked: boolean
}

const wordOf = (permissions: number): string => {
  if ((permissions & 2) !== 0) return 'operator'
  if ((permissions & 4) !== 0) return 'gateway'
  return (permissions & 8) !== 0 ? 'read' : 'trade'
}

export function memberRoutes(app: App, desk: Desk): void {
  const view = async (subject: string, value: object, changedAt: bigint) => {
    const { publicKey, account, permissions, rateLimit, isRevoked } = value as MemberValue
    return {
      member: Number(subject),
      public_key: publicKey,
      account: account === 0 ? null : account,
      may: wordOf(permissions),
      rate_limit: rateLimit === 0 ? null : rateLimit,
      is_revoked: isRevoked,
      changed_at: isoTime(changedAt),
    }
  }
  const known = async (member: number) => {
    const found = await desk.fromTables((tables) => settingOf(tables, 'member', member))
    if (found === undefined) throw new ApiError('NOT_FOUND', 'member', 'There is no such member.')
    return found
  }
  app.get(
    '/admin/members',
    {
      config: { needs: 'members.read' },
      schema: {
        tags,
        security,
        summary: 'Members, the one that changed last first',
        querystring: Strict(PageQuery),
        response: replies(200, Page(MemberView)),
      },
    },
    async ({ query: { limit = PAGE, cursor } }) => {
      const [before] = cursor === undefined ? [] : readCursor(cursor, 1)
      const rows = await desk.fromTables((tables) =>
        settingsOf(tables, 'member', { limit: limit + 1, ...(before !== undefined && { before }) }),
      )
      return await pageOf(
        rows,
        limit,
        (row) => view(row.subject, row.value, row.changedAt),
        ({ sequence }) => writeCursor(sequence),
      )
    },
  )
  app.post(
    '/admin/members',
    {
      config: { needs: 'members.update' },
      schema: {
        tags,
        security,
        summary: 'Register a key for the binary port',
        description: 'Keys of operators and gateways are registered at the machine, with the operator’s key.',
        body: Reasoned(
          {
            public_key: Type.String({ description: 'Ed25519, in hex.', pattern: '^[0-9a-f]{64}$' }),
            account: AccountName,
            may: words(Object.keys(MAY) as (keyof typeof MAY)[], 'What its sessions may do.'),
            market_data: Type.Optional(
              words(Object.keys(TIERS) as (keyof typeof TIERS)[], 'How much of it; full where left out.'),
            ),
            rate_limit: Type.Optional(Whole('Messages a second; 0, the default, for no limit.', U32, 1_000)),
          },
          {
            public_key: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
            ...{ account: '17', may: 'trade' },
          },
        ),
        response: replies(201, Data(Type.Object({ member: Nullable(Type.Integer({ examples: [9] })) }))),
      },
    },
    async (request, reply) => {
      const { public_key, account: id, may, market_data = 'full', rate_limit = 0, reason } = request.body
      const { account } = await desk.account(desk.actor(request), id)
      const deed = {
        action: 'MEMBER_REGISTERED',
        resource: 'MEMBER',
        resourceId: public_key,
        after: { account, may, market_data, rate_limit },
        reason,
      }
      const body = {
        publicKey: new Uint8Array(Buffer.from(public_key, 'hex')),
        target: account,
        permissions: MAY[may] | TIERS[market_data],
        rateLimit: rate_limit,
      }
      const { given } = await desk.run(request, deed, (client) =>
        client.request(MessageType.RegisterKey, body),
      )
      return reply.code(201).send({ data: { member: given === undefined ? null : Number(given) } })
    },
  )
  app.post(
    '/admin/members/:member/revoke',
    {
      config: { needs: 'members.update' },
      schema: {
        tags,
        security,
        summary: 'End a key of the binary port for good; its session ends at once',
        params: MemberParams,
        body: Reasoned({}, {}),
        response: replies(200, Data(Type.Object({ member: Type.Integer(), is_revoked: Type.Boolean() }))),
      },
    },
    async (request) => {
      const { member } = request.params
      const { value } = await known(member)
      const { permissions, isRevoked, account } = value as unknown as MemberValue
      if ((permissions & ABOVE) !== 0) {
        throw new ApiError('CONFLICT', 'member', 'Keys of operators and gateways are ended at the machine.')
      }
      const deed = {
        action: 'MEMBER_REVOKED',
        resource: 'MEMBER',
        resourceId: String(member),
        before: { account, is_revoked: isRevoked },
        after: { is_revoked: true },
        reason: request.body.reason,
      }
      await desk.run(request, deed, (client) => client.request(MessageType.RevokeKey, { session: member }))
      return { data: { member, is_revoked: true } }
    },
  )
  app.put(
    '/admin/members/:member/accounts/:account',
    {
      config: { needs: 'members.update' },
      schema: {
        tags,
        security,
        summary: 'Let a member act for an account and get its reports, or no longer',
        params: Strict({ ...MemberParams.properties, account: AccountName }),
        body: Reasoned({ bound: Type.Boolean() }, { bound: true }),
        response: replies(
          200,
          Data(Type.Object({ member: Type.Integer(), account: Type.Integer(), bound: Type.Boolean() })),
        ),
      },
    },
    async (request) => {
      const { member } = request.params
      const { bound, reason } = request.body
      const { account } = await desk.account(desk.actor(request), request.params.account)
      await known(member)
      const deed = {
        action: bound ? 'MEMBER_BOUND' : 'MEMBER_UNBOUND',
        resource: 'MEMBER',
        resourceId: String(member),
        before: await desk.before('binding', `${member}/${account}`),
        after: { account, bound },
        reason,
      }
      const body = { session: member, target: account, bound: bound ? 1 : 0 }
      await desk.run(request, deed, (client) => client.request(MessageType.BindAccount, body))
      return { data: { member, account, bound } }
    },
  )
}
