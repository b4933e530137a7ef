// Sign up, log on and off, passwords: /api/v1/auth.
import { Type } from '@sinclair/typebox'
import type { Access, LoggedIn, Visitor } from '@tapebook/access'
import type { FastifyRequest } from 'fastify'
import { Data, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { actorOf, HASH_COST } from '../security/guard.ts'
import {
  Code,
  Email,
  IdParams,
  LoggedInReply,
  MeReply,
  None,
  Password,
  SessionReply,
  Tenant,
  Token,
} from './schemas.ts'

const BASE = '/api/v1/auth'
const tags = ['people']
const security = [{ bearer: [] }]

/** Who asks, before it is known who they are. */
export const visitorOf = ({ peer, headers, clientsOnly }: FastifyRequest): Visitor => ({
  peer,
  agent: headers['user-agent'] ?? '',
  clientsOnly,
})

/** A moment as text. */
export const time = (ms: number): string => new Date(ms).toISOString()

export const loggedIn = (it: LoggedIn) => ({
  data: {
    access_token: it.accessToken,
    token_type: 'Bearer' as const,
    expires_at: time(it.expiresAt),
    refresh_token: it.refreshToken,
    user_uuid: it.userId,
    second_factor: it.secondFactor,
  },
})

/** `{tenant}` where it is given. */
const named = (tenant: string | undefined): { tenant?: string } => (tenant === undefined ? {} : { tenant })

const Accepted = Type.Object(
  { message: Type.String() },
  { examples: [{ message: 'Log on, or follow the link in the mail.' }] },
)

export function authRoutes(app: App, access: Access): void {
  app.post(
    `${BASE}/sign-up`,
    {
      config: { cost: HASH_COST },
      schema: {
        tags,
        summary:
          'Sign up as a client, with a first account; the answer is the same whether the address was free or not',
        body: Strict({ email: Email, password: Password, tenant: Tenant }),
        response: replies(202, Accepted),
      },
    },
    async (request, reply) => {
      const { body } = request
      const { email, password, tenant } = body
      await access.users.signUp(visitorOf(request), { email, password, ...named(tenant) })
      return reply.code(202).send({ message: 'Log on, or follow the link in the mail.' })
    },
  )
  app.post(
    `${BASE}/confirm`,
    {
      schema: {
        tags,
        summary: 'Confirm an address by the token of a mail',
        body: Strict({ token: Token }),
        response: replies(204, None),
      },
    },
    async (request, reply) => {
      const { body } = request
      await access.users.confirm(visitorOf(request), body.token)
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${BASE}/log-in`,
    {
      config: { cost: HASH_COST },
      schema: {
        tags,
        summary: 'Log on with address, password and, where one is set up, a code',
        body: Strict({ email: Email, password: Password, code: Type.Optional(Code), tenant: Tenant }),
        response: replies(200, Data(LoggedInReply)),
      },
    },
    async (request) => {
      const { body } = request
      const { email, password, code, tenant } = body
      const second = code === undefined ? {} : { code }
      return loggedIn(
        await access.logIn.logIn(visitorOf(request), { email, password, ...second, ...named(tenant) }),
      )
    },
  )
  app.post(
    `${BASE}/refresh`,
    {
      schema: {
        tags,
        summary: 'New tokens for a refresh token, which is used up; used twice, it ends the session',
        body: Strict({ refresh_token: Token }),
        response: replies(200, Data(LoggedInReply)),
      },
    },
    async (request) => loggedIn(await access.logIn.refresh(visitorOf(request), request.body.refresh_token)),
  )
  sessionRoutes(app, access)
  passwordRoutes(app, access)
}

function sessionRoutes(app: App, access: Access): void {
  app.post(
    `${BASE}/log-out`,
    {
      config: { needs: 'own.security.manage' },
      schema: { tags, security, summary: 'End this session and its tokens', response: replies(204, None) },
    },
    async (request, reply) => {
      await access.logIn.logOut(actorOf(request))
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${BASE}/log-out-everywhere`,
    {
      config: { needs: 'own.security.manage' },
      schema: { tags, security, summary: 'End all your sessions and tokens', response: replies(204, None) },
    },
    async (request, reply) => {
      await access.users.logOutEverywhere(actorOf(request))
      return reply.code(204).send(null)
    },
  )
  app.get(
    `${BASE}/me`,
    {
      config: { needs: 'own.profile.read' },
      schema: {
        tags,
        security,
        summary: 'Who you are, and what your credential may',
        response: replies(200, Data(MeReply)),
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const user = await access.users.get(actor, actor.principal.userId)
      const { scopes, secondFactor, accounts } = actor.principal
      return {
        data: {
          user_uuid: user.id,
          email: user.email,
          role: user.role,
          tenant: user.tenantId,
          has_totp: user.hasTotp,
          second_factor: secondFactor,
          scopes: [...scopes],
          accounts: accounts.map((it) => ({ uuid: it.uuid, number: it.account, is_frozen: it.frozen })),
        },
      }
    },
  )
  app.get(
    `${BASE}/sessions`,
    {
      config: { needs: 'own.security.manage' },
      schema: {
        tags,
        security,
        summary: 'Where you are logged on',
        response: replies(200, Data(Type.Array(SessionReply))),
      },
    },
    async (request) => {
      const sessions = await access.logIn.sessions(actorOf(request))
      return {
        data: sessions.map(({ id, peer, agent, createdAt, usedAt, isThis }) => ({
          id,
          ip: peer,
          agent,
          created_at: time(createdAt),
          used_at: time(usedAt),
          is_this: isThis,
        })),
      }
    },
  )
  app.delete(
    `${BASE}/sessions/:id`,
    {
      config: { needs: 'own.security.manage' },
      schema: {
        tags,
        security,
        summary: 'End one of your sessions',
        params: IdParams,
        response: replies(204, None),
      },
    },
    async (request, reply) => {
      await access.logIn.endSession(actorOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
}

function passwordRoutes(app: App, access: Access): void {
  app.post(
    `${BASE}/password`,
    {
      config: { needs: 'own.security.manage', cost: HASH_COST },
      schema: {
        tags,
        security,
        summary: 'Change your password; all sessions end',
        body: Strict({ present: Password, password: Password }),
        response: replies(204, None),
      },
    },
    async (request, reply) => {
      await access.users.changePassword(actorOf(request), request.body.present, request.body.password)
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${BASE}/password/forgotten`,
    {
      schema: {
        tags,
        summary: 'Send a link that resets a password; the answer does not tell whether there is somebody',
        body: Strict({ email: Email, tenant: Tenant }),
        response: replies(202, Accepted),
      },
    },
    async (request, reply) => {
      const { body } = request
      await access.users.requestReset(visitorOf(request), body.email, body.tenant)
      return reply.code(202).send({ message: 'If there is such a person, a mail is on its way.' })
    },
  )
  app.post(
    `${BASE}/password/reset`,
    {
      config: { cost: HASH_COST },
      schema: {
        tags,
        summary: 'Set a password by the token of a mail',
        body: Strict({ token: Token, password: Password }),
        response: replies(204, None),
      },
    },
    async (request, reply) => {
      const { body } = request
      await access.users.resetPassword(visitorOf(request), body.token, body.password)
      return reply.code(204).send(null)
    },
  )
}
