// API keys of others: /admin/users/…/keys and /admin/keys. They end at once here, whether the exchange is there or not.
import { Type } from '@sinclair/typebox'
import { Data, replies } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { keyView } from '../people/key-routes.ts'
import { IdParams, KeyReply } from '../people/schemas.ts'
import { actorOf } from '../security/guard.ts'
import type { Desk } from './desk.ts'
import { Reasoned, security, tags } from './schemas.ts'

export function keyAdminRoutes(app: App, desk: Desk): void {
  const { access } = desk.parts
  const config = { needs: 'keys.revoke' } as const
  app.get(
    '/admin/users/:id/keys',
    {
      config,
      schema: {
        tags,
        security,
        summary: 'API keys of somebody',
        params: IdParams,
        response: replies(200, Data(Type.Array(KeyReply))),
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const { id } = await access.users.get(actor, request.params.id)
      return { data: (await access.keys.list(actor, id)).map(keyView) }
    },
  )
  app.post(
    '/admin/keys/:id/revoke',
    {
      config,
      schema: {
        tags,
        security,
        summary: 'End an API key of somebody for good',
        params: IdParams,
        body: Reasoned({}, {}),
        response: replies(200, Data(Type.Object({ id: Type.String(), is_revoked: Type.Boolean() }))),
      },
    },
    async (request) => {
      const { id } = request.params
      await access.keys.revoke({ ...actorOf(request), reason: request.body.reason }, id)
      return { data: { id, is_revoked: true } }
    },
  )
}
