// API keys of the one who asks: /api/v1/auth/keys.
import { Type } from '@sinclair/typebox'
import type { Access, ApiKey, MadeKey } from '@tapebook/access'
import { Data, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { actorOf } from '../security/guard.ts'
import { time } from './auth-routes.ts'
import { IdParams, KeyReply, MadeKeyReply, NewKeyBody, None } from './schemas.ts'

const KEYS = '/api/v1/auth/keys'
const tags = ['people']
const security = [{ bearer: [] }]
const config = { needs: 'own.keys.manage' } as const

export function keyRoutes(app: App, access: Access): void {
  app.get(
    KEYS,
    {
      config,
      schema: { tags, security, summary: 'Your keys', response: replies(200, Data(Type.Array(KeyReply))) },
    },
    async (request) => ({ data: (await access.keys.list(actorOf(request))).map(keyView) }),
  )
  app.post(
    KEYS,
    {
      config,
      schema: {
        tags,
        security,
        summary: 'Make a key; what may do more than read needs a second factor',
        description: `A request is signed over its timestamp, window, method and target (path and query as sent),
\`x-account: UUID\` and \`idempotency-key: ID\` where those headers are sent, one a line, then its body as sent. Send \`x-api-key\`, \`x-timestamp\` (ms), \`x-signature\` (hex or base64) and, if it is not 5000,
\`x-window\` (ms).`,
        body: NewKeyBody,
        response: replies(201, Data(MadeKeyReply)),
      },
    },
    async (request, reply) => {
      const { name, kind, scopes, public_key, addresses, account_uuid, expires_at, binary_port } =
        request.body
      const made = await access.keys.create(actorOf(request), {
        name,
        kind,
        scopes,
        ...(public_key !== undefined && { publicKey: public_key }),
        ...(addresses !== undefined && { addresses }),
        ...(account_uuid !== undefined && { accountUuid: account_uuid }),
        ...(expires_at !== undefined && { expiresAt: expires_at }),
        ...(binary_port !== undefined && { engine: binary_port }),
      })
      return reply.code(201).send({ data: madeView(made) })
    },
  )
  app.post(
    `${KEYS}/:id/rotate`,
    {
      config,
      schema: {
        tags,
        security,
        summary: 'A key with the same rights in the place of another, which works for a while yet',
        params: IdParams,
        body: Strict({
          public_key: Type.Optional(Type.String({ maxLength: 400 })),
          overlap_s: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 30 * 86_400, default: 86_400, examples: [3_600] }),
          ),
        }),
        response: replies(201, Data(MadeKeyReply)),
      },
    },
    async (request, reply) => {
      const { public_key, overlap_s } = request.body
      const made = await access.keys.rotate(actorOf(request), request.params.id, {
        ...(public_key !== undefined && { publicKey: public_key }),
        ...(overlap_s !== undefined && { overlapMs: overlap_s * 1_000 }),
      })
      return reply.code(201).send({ data: madeView(made) })
    },
  )
  app.delete(
    `${KEYS}/:id`,
    {
      config,
      schema: {
        tags,
        security,
        summary: 'End a key for good',
        params: IdParams,
        response: replies(204, None),
      },
    },
    async (request, reply) => {
      await access.keys.revoke(actorOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
}

const timeOrNull = (ms: number | undefined): string | null => (ms === undefined ? null : time(ms))

export const keyView = (key: ApiKey) => ({
  id: key.id,
  name: key.name,
  kind: key.kind,
  scopes: key.scopes.filter((it) => it !== 'person'),
  public_key: key.publicKey ?? null,
  addresses: [...key.addresses],
  account_uuid: key.accountUuid ?? null,
  binary_port: key.engine,
  created_at: time(key.createdAt),
  expires_at: timeOrNull(key.expiresAt),
  revoked_at: timeOrNull(key.revokedAt),
})

const madeView = ({ key, secret }: MadeKey) => ({ key: keyView(key), secret: secret ?? null })
