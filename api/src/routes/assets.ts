// Assets of the exchange: /api/v1/assets (R-024 to R-028, RA-02).

import { Type } from '@sinclair/typebox'
import type { Access } from '@tapebook/access'
import { type Asset, MessageType, setReferenceRate } from '@tapebook/client'
import { ApiError, type Reference, type Session } from '@tapebook/service'
import { Data, Decimal, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { actorOf } from '../security/guard.ts'

const SCALE_MAX = 18

const AssetView = Type.Object({
  code: Type.String({ examples: ['USD'] }),
  precision: Type.Integer({ description: 'Decimal digits of its smallest unit.', examples: [8] }),
  display_precision: Type.Integer({ description: 'Digits that people are shown at least.', examples: [2] }),
})

const Code = Type.String({ pattern: '^[A-Z0-9.]{1,16}$', examples: ['USD'] })
const CodeParams = Strict({ code: Type.String({ minLength: 1, maxLength: 16, examples: ['USD'] }) })

const NewAsset = Strict(
  {
    code: Code,
    precision: Type.Integer({ minimum: 0, maximum: SCALE_MAX, examples: [8] }),
    display_precision: Type.Integer({ minimum: 0, maximum: SCALE_MAX, examples: [2] }),
  },
  { examples: [{ code: 'EUR', precision: 8, display_precision: 2 }] },
)

const AssetChange = Strict(
  { usd_rate: Decimal('What one is worth in dollars, for limits.', '1.08') },
  { examples: [{ usd_rate: '1.08' }] },
)

const viewOf = ({ code, scale, displayScale }: Asset) => ({
  code,
  precision: scale,
  display_precision: displayScale,
})

/** Which version a request speaks (RA-02). */
async function checkVersion({ headers }: { headers: Record<string, unknown> }): Promise<void> {
  const version = headers['api-version']
  if (version !== undefined && version !== 'v1') throw new ApiError('UNSUPPORTED_VERSION', 'api-version')
}

export function assetRoutes(app: App, reference: Reference): void {
  const tags = ['assets']
  app.get(
    '/api/v1/assets',
    {
      preHandler: checkVersion,
      config: { etag: true },
      schema: { tags, summary: 'Assets', response: replies(200, Data(Type.Array(AssetView))) },
    },
    async () => ({ data: (await reference.assets()).map(viewOf) }),
  )
  app.get(
    '/api/v1/assets/:code',
    {
      preHandler: checkVersion,
      schema: { tags, summary: 'One asset', params: CodeParams, response: replies(200, Data(AssetView)) },
    },
    async ({ params }) => ({ data: viewOf(await reference.asset(params.code)) }),
  )
}

/** What operators may do to assets. */
export function assetAdminRoutes(app: App, reference: Reference, operator: Session, access: Access): void {
  const tags = ['assets']
  const security = [{ bearer: [] }, { apiKey: [] }]
  app.post(
    '/api/v1/assets',
    {
      preHandler: checkVersion,
      config: { needs: 'assets.update' },
      schema: {
        tags,
        security,
        summary: 'Add an asset',
        body: NewAsset,
        response: replies(201, Type.Object({ data: AssetView, message: Type.String() })),
      },
    },
    async (request, reply) => {
      const { code, precision, display_precision } = request.body
      const body = { code, scale: precision, displayScale: display_precision }
      await operator.ask((client) => client.request(MessageType.AddAsset, body))
      reference.forget()
      const changes = { after: request.body }
      await access.audit.record(actorOf(request), {
        action: 'ASSET_ADDED',
        resource: 'ASSET',
        resourceId: code,
        changes,
      })
      return reply
        .code(201)
        .send({ data: viewOf(await reference.asset(code)), message: 'The asset was added.' })
    },
  )
  for (const method of ['PUT', 'PATCH'] as const) {
    app.route({
      method,
      url: '/api/v1/assets/:code',
      preHandler: checkVersion,
      config: { needs: 'assets.update' },
      schema: {
        tags,
        security,
        summary: 'Say what an asset is worth in dollars',
        description: 'Its code and digits stay as they are: they are on the tape.',
        params: CodeParams,
        body: AssetChange,
        response: replies(200, Data(AssetView)),
      },
      handler: async (request) => {
        const asset = await reference.asset(request.params.code)
        const { usd_rate } = request.body
        await operator.ask((client) => setReferenceRate(client, asset, usd_rate))
        const entry = {
          action: 'ASSET_CHANGED',
          resource: 'ASSET',
          resourceId: asset.code,
          changes: { after: { usd_rate } },
        }
        await access.audit.record(actorOf(request), entry)
        return { data: viewOf(asset) }
      },
    })
  }
  app.delete(
    '/api/v1/assets/:code',
    {
      preHandler: checkVersion,
      config: { needs: 'assets.update' },
      schema: {
        tags,
        security,
        summary: 'Remove an asset: refused, since what was booked in it stays on the tape',
        params: CodeParams,
        response: replies(200, Data(AssetView)),
      },
    },
    async ({ params }) => {
      await reference.asset(params.code)
      throw new ApiError('CONFLICT', 'code', 'An asset that was added stays: the tape names it.')
    },
  )
}
