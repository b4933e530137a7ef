// What operators do to assets: /api/v1/assets (R-025, R-027, R-028, PL-01).

import { Type } from '@sinclair/typebox'
import { ASSET_KINDS, type AssetKind, type AssetWords } from '@tapebook/access'
import { MessageType, setReferenceRate } from '@tapebook/client'
import { ApiError } from '@tapebook/service'
import { Data, Decimal, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import {
  ASSET_TAGS,
  AssetView,
  CodeParams,
  checkVersion,
  METADATA_BYTES_MAX,
  Metadata,
  viewOf,
} from '../routes/assets.ts'
import type { Desk } from './desk.ts'
import { Reason, security, words } from './schemas.ts'

const SCALE_MAX = 18

const Words = {
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 64, examples: ['Euro'] })),
  type: Type.Optional(words<AssetKind>(ASSET_KINDS, 'What it is.')),
  metadata: Type.Optional(Metadata),
  reason: Type.Optional(Reason),
}

const NewAsset = Strict(
  {
    code: Type.String({ pattern: '^[A-Z0-9.]{1,16}$', examples: ['USD'] }),
    precision: Type.Integer({ minimum: 0, maximum: SCALE_MAX, examples: [8] }),
    display_precision: Type.Integer({ minimum: 0, maximum: SCALE_MAX, examples: [2] }),
    ...Words,
  },
  { examples: [{ code: 'EUR', precision: 8, display_precision: 2, name: 'Euro', type: 'fiat' }] },
)

const AssetChange = Strict(
  {
    ...Words,
    is_active: Type.Optional(
      Type.Boolean({ description: 'One that is not is left out of summaries; what is held of it stays.' }),
    ),
    usd_rate: Type.Optional(Decimal('What one is worth in dollars, for limits.', '1.08')),
  },
  { minProperties: 1, examples: [{ usd_rate: '1.08', reason: 'rate of the day' }] },
)

interface WordsIn {
  readonly name?: string
  readonly type?: AssetKind
  readonly is_active?: boolean
  readonly metadata?: AssetWords['metadata']
}

/** The words of a request; undefined where it has none. */
function wordsIn({ name, type, is_active, metadata }: WordsIn): Partial<AssetWords> | undefined {
  if (metadata !== undefined && Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES_MAX) {
    throw new ApiError('INVALID_FIELD', 'metadata')
  }
  const change = {
    ...(name !== undefined && { name }),
    ...(type !== undefined && { kind: type }),
    ...(is_active !== undefined && { isActive: is_active }),
    ...(metadata !== undefined && { metadata }),
  }
  return Object.keys(change).length === 0 ? undefined : change
}

export function assetAdminRoutes(app: App, desk: Desk): void {
  const { access, reference } = desk.parts
  const config = { needs: 'assets.update' } as const
  const common = { tags: ASSET_TAGS, security }
  app.post(
    '/api/v1/assets',
    {
      preHandler: checkVersion,
      config,
      schema: {
        ...common,
        summary: 'Add an asset',
        body: NewAsset,
        response: replies(201, Type.Object({ data: AssetView, message: Type.String() })),
      },
    },
    async (request, reply) => {
      const { code, precision, display_precision, reason } = request.body
      const change = wordsIn(request.body)
      const deed = {
        action: 'ASSET_ADDED',
        resource: 'ASSET',
        resourceId: code,
        after: { precision, display_precision },
        ...(reason !== undefined && { reason }),
      }
      const body = { code, scale: precision, displayScale: display_precision }
      await desk.run(request, deed, (client) => client.request(MessageType.AddAsset, body))
      reference.forget()
      if (change !== undefined) await access.assets.describe(desk.actor(request, reason), code, change)
      const asset = await reference.asset(code)
      const data = viewOf(asset, await access.assets.words(code))
      return reply.code(201).send({ data, message: 'The asset was added.' })
    },
  )
  for (const method of ['PUT', 'PATCH'] as const) {
    app.route({
      method,
      url: '/api/v1/assets/:code',
      preHandler: checkVersion,
      config,
      schema: {
        ...common,
        summary: 'Change what an asset is called, whether it is active, and what it is worth in dollars',
        description: 'Its code and digits stay as they are: they are on the tape.',
        params: CodeParams,
        body: AssetChange,
        response: replies(200, Data(AssetView)),
      },
      handler: async (request) => {
        const asset = await reference.asset(request.params.code)
        const { usd_rate, reason } = request.body
        const change = wordsIn(request.body)
        if (usd_rate === undefined && change === undefined) throw new ApiError('INVALID_FIELD')
        if (usd_rate !== undefined) {
          const deed = {
            action: 'ASSET_RATED',
            resource: 'ASSET',
            resourceId: asset.code,
            after: { usd_rate },
            ...(reason !== undefined && { reason }),
          }
          await desk.run(request, deed, (client) => setReferenceRate(client, asset, usd_rate))
        }
        const actor = desk.actor(request, reason)
        if (change !== undefined) await access.assets.describe(actor, asset.code, change)
        return { data: viewOf(asset, await access.assets.words(asset.code)) }
      },
    })
  }
  app.delete(
    '/api/v1/assets/:code',
    {
      preHandler: checkVersion,
      config,
      schema: {
        ...common,
        summary: 'Take an asset off the lists: it is active no more, and what is held of it stays',
        params: CodeParams,
        response: replies(200, Data(AssetView)),
      },
    },
    async (request) => {
      const asset = await reference.asset(request.params.code)
      const words = await access.assets.describe(desk.actor(request), asset.code, { isActive: false })
      return { data: viewOf(asset, words) }
    },
  )
}
