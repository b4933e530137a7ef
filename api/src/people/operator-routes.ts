// People and the audit trail for operators: /admin/users and /admin/audit. What is dangerous needs a reason, which the trail
// keeps.
import { Type } from '@sinclair/typebox'
import { type Access, ROLES, type User } from '@tapebook/access'
import { Data, Limit, Nullable, Page, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { actorOf } from '../security/guard.ts'
import { PAGE } from '../settings.ts'
import { time } from './auth-routes.ts'
import { Email, IdParams, Password } from './schemas.ts'

const USERS = '/admin/users'
const AUDIT = '/admin/audit'
const USERS_MAX = 99
const ROWS = 100
const ROWS_MAX = 1_000
const tags = ['operators']
const security = [{ bearer: [] }, { apiKey: [] }]

const Role = Type.Union(ROLES.map((it) => Type.Literal(it)))
const Reason = Type.String({ description: 'Why; the audit trail keeps it.', minLength: 3, maxLength: 200 })

const UserView = Type.Object({
  uuid: Type.String(),
  email: Type.String(),
  role: Role,
  status: Type.String({ examples: ['ACTIVE'] }),
  has_totp: Type.Boolean(),
  created_at: Time('When they signed up.'),
})

const RowView = Type.Object({
  id: Type.Integer({ description: 'From 1 without gaps.' }),
  timestamp: Time('When it was done.'),
  user_uuid: Nullable(Type.String()),
  action: Type.String({ examples: ['USER_ROLE_CHANGED'] }),
  resource: Type.String({ examples: ['USER'] }),
  resource_id: Type.String(),
  changes: Type.Object({}, { additionalProperties: true, description: 'Before, after and the reason.' }),
  ip: Type.String(),
  agent: Type.String(),
  hash: Type.String({ description: 'SHA-256 over the row and the hash before it.' }),
})

const CheckView = Type.Object({
  rows: Type.Integer({ examples: [1_204] }),
  from: Type.Integer(),
  to: Type.Integer(),
  broken: Nullable(Type.Object({ id: Type.Integer(), why: Type.String() })),
})

export function operatorRoutes(app: App, access: Access): void {
  userRoutes(app, access)
  auditRoutes(app, access)
}

function userRoutes(app: App, access: Access): void {
  app.get(
    USERS,
    {
      config: { needs: 'users.read' },
      schema: {
        tags,
        security,
        summary: 'People of your tenant',
        querystring: Strict({
          limit: Limit(PAGE, USERS_MAX, 'People'),
          cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
        }),
        response: replies(200, Page(UserView)),
      },
    },
    async (request) => {
      const { limit = PAGE, cursor = '' } = request.query
      const found = await access.users.list(actorOf(request), { after: cursor, limit: limit + 1 })
      const page = found.slice(0, limit)
      const next_cursor = found.length > limit ? (page.at(-1)?.id ?? null) : null
      return { data: page.map(userView), next_cursor }
    },
  )
  app.post(
    USERS,
    {
      config: { needs: 'users.create' },
      schema: {
        tags,
        security,
        summary: 'Sign somebody up; operators only by who may change roles',
        body: Strict({ email: Email, password: Password, role: Type.Optional(Role) }),
        response: replies(201, Data(UserView)),
      },
    },
    async (request, reply) => {
      const { email, password, role = 'CLIENT' } = request.body
      const user = await access.users.create(actorOf(request), { email, password, role })
      return reply.code(201).send({ data: userView(user) })
    },
  )
  app.patch(
    `${USERS}/:id`,
    {
      config: { needs: 'users.read' },
      schema: {
        tags,
        security,
        summary: 'Disable or enable somebody, or put them in another role; their sessions end',
        params: IdParams,
        body: Strict({
          status: Type.Optional(Type.Union([Type.Literal('ACTIVE'), Type.Literal('DISABLED')])),
          role: Type.Optional(Role),
          reason: Reason,
        }),
        response: replies(200, Data(UserView)),
      },
    },
    async (request) => {
      const { id } = request.params
      const { status, role, reason } = request.body
      const actor = { ...actorOf(request), reason }
      // The one that fewer may do comes first: where it is refused, nothing has changed.
      if (role !== undefined) await access.users.setRole(actor, id, role)
      if (status !== undefined) await access.users.setStatus(actor, id, status)
      return { data: userView(await access.users.get(actor, id)) }
    },
  )
}

function auditRoutes(app: App, access: Access): void {
  app.get(
    AUDIT,
    {
      config: { needs: 'audit.read' },
      schema: {
        tags,
        security,
        summary: 'Who did what in your tenant, newest first',
        querystring: Strict({
          limit: Limit(ROWS, ROWS_MAX, 'Rows'),
          before: Type.Optional(Type.Integer({ description: 'Only rows before that one.', minimum: 1 })),
          user_uuid: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
          resource: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
          resource_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        }),
        response: replies(200, Data(Type.Array(RowView))),
      },
    },
    async (request) => {
      const { limit = ROWS, before, user_uuid, resource, resource_id } = request.query
      const rows = await access.audit.list(actorOf(request), {
        limit,
        ...(before !== undefined && { before }),
        ...(user_uuid !== undefined && { userId: user_uuid }),
        ...(resource !== undefined && { resource }),
        ...(resource_id !== undefined && { resourceId: resource_id }),
      })
      return {
        data: rows.map((row) => ({
          id: row.id,
          timestamp: time(row.time),
          user_uuid: row.userId,
          action: row.action,
          resource: row.resource,
          resource_id: row.resourceId,
          changes: { ...row.changes },
          ip: row.ip,
          agent: row.agent,
          hash: row.hash,
        })),
      }
    },
  )
  app.get(
    `${AUDIT}/check`,
    {
      config: { needs: 'audit.read' },
      schema: {
        tags,
        security,
        summary: 'Does the trail hold? Every row is looked at',
        response: replies(200, Data(CheckView)),
      },
    },
    async () => {
      const { rows, from, to, broken = null } = await access.audit.verify()
      return { data: { rows, from, to, broken } }
    },
  )
}

const userView = (user: User) => ({
  uuid: user.id,
  email: user.email,
  role: user.role,
  status: user.status,
  has_totp: user.hasTotp,
  created_at: time(user.createdAt),
})
