// Authenticators and passkeys: /api/v1/auth/totp and /api/v1/auth/passkeys.
import { Type } from '@sinclair/typebox'
import type { Access } from '@tapebook/access'
import { Data, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { actorOf, HASH_COST } from '../security/guard.ts'
import { loggedIn, time, visitorOf } from './auth-routes.ts'
import { Code, IdParams, LoggedInReply, None, PasskeyReply, Password, WebAuthn } from './schemas.ts'

const TOTP = '/api/v1/auth/totp'
const PASSKEYS = '/api/v1/auth/passkeys'
const tags = ['people']
const security = [{ bearer: [] }]
const config = { needs: 'own.security.manage' } as const
const withPassword = { ...config, cost: HASH_COST }

export function totpRoutes(app: App, access: Access): void {
  app.post(
    TOTP,
    {
      config: withPassword,
      schema: {
        tags,
        security,
        summary: 'Begin to set up an authenticator',
        body: Strict({ password: Password }),
        response: replies(200, Data(Type.Object({ secret: Type.String(), uri: Type.String() }))),
      },
    },
    async (request) => ({ data: await access.totp.begin(actorOf(request), request.body.password) }),
  )
  app.post(
    `${TOTP}/confirm`,
    {
      config,
      schema: {
        tags,
        security,
        summary: 'End the set-up with a first code; the recovery codes are shown this once',
        body: Strict({ code: Code }),
        response: replies(200, Data(Type.Object({ recovery_codes: Type.Array(Type.String()) }))),
      },
    },
    async (request) => {
      const { recoveryCodes } = await access.totp.confirm(actorOf(request), request.body.code)
      return { data: { recovery_codes: recoveryCodes } }
    },
  )
  app.post(
    `${TOTP}/verify`,
    {
      config,
      schema: {
        tags,
        security,
        summary: 'Show a code: this session has a second factor from then on',
        body: Strict({ code: Code }),
        response: replies(204, None),
      },
    },
    async (request, reply) => {
      await access.totp.stepUp(actorOf(request), request.body.code)
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${TOTP}/disable`,
    {
      config: withPassword,
      schema: {
        tags,
        security,
        summary: 'Take the authenticator away',
        body: Strict({ password: Password, code: Code }),
        response: replies(204, None),
      },
    },
    async (request, reply) => {
      await access.totp.disable(actorOf(request), request.body.password, request.body.code)
      return reply.code(204).send(null)
    },
  )
}

export function passkeyRoutes(app: App, access: Access): void {
  app.post(
    `${PASSKEYS}/options`,
    {
      config: withPassword,
      schema: {
        tags,
        security,
        summary: 'What a browser needs to make a passkey',
        body: Strict({ password: Password }),
        response: replies(200, Data(WebAuthn)),
      },
    },
    async (request) => ({ data: await access.passkeys.begin(actorOf(request), request.body.password) }),
  )
  app.post(
    PASSKEYS,
    {
      config,
      schema: {
        tags,
        security,
        summary: 'Keep the passkey that the browser made',
        body: Strict({ name: Type.String({ minLength: 1, maxLength: 64 }), response: WebAuthn }),
        response: replies(201, Data(PasskeyReply)),
      },
    },
    async (request, reply) => {
      const { name, response } = request.body
      const kept = await access.passkeys.confirm(actorOf(request), response as never, name)
      return reply.code(201).send({ data: passkey(kept) })
    },
  )
  app.get(
    PASSKEYS,
    {
      config,
      schema: {
        tags,
        security,
        summary: 'Your passkeys',
        response: replies(200, Data(Type.Array(PasskeyReply))),
      },
    },
    async (request) => ({ data: (await access.passkeys.list(actorOf(request))).map(passkey) }),
  )
  app.delete(
    `${PASSKEYS}/:id`,
    {
      config,
      schema: { tags, security, summary: 'Forget a passkey', params: IdParams, response: replies(204, None) },
    },
    async (request, reply) => {
      await access.passkeys.remove(actorOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${PASSKEYS}/log-in/options`,
    {
      schema: {
        tags,
        summary: 'What a browser needs to log on by a passkey',
        response: replies(200, Data(WebAuthn)),
      },
    },
    async () => ({ data: await access.passkeys.beginLogIn() }),
  )
  app.post(
    `${PASSKEYS}/log-in`,
    {
      schema: {
        tags,
        summary: 'Log on by a passkey; it counts as a second factor',
        body: Strict({ response: WebAuthn }),
        response: replies(200, Data(LoggedInReply)),
      },
    },
    async (request) =>
      loggedIn(await access.passkeys.logIn(visitorOf(request), request.body.response as never)),
  )
}

const passkey = (it: { id: string; name: string; createdAt: number; usedAt: number | undefined }) => ({
  id: it.id,
  name: it.name,
  created_at: time(it.createdAt),
  used_at: it.usedAt === undefined ? null : time(it.usedAt),
})
