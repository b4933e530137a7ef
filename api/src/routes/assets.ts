// Assets of the exchange: /api/v1/assets (R-024, R-026, RA-02, PL-01).

import { type Static, Type } from '@sinclair/typebox'
import { ASSET_KINDS, type AssetKind, type Assets, type AssetWords, usualWords } from '@tapebook/access'
import type { Asset } from '@tapebook/client'
import { ApiError, type Reference } from '@tapebook/service'
import { Data, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'

export const ASSET_TAGS = ['assets']
/** Of what the venue keeps beside an asset. */
export const METADATA_BYTES_MAX = 4_096

export const Metadata = Type.Record(
  Type.String({ maxLength: 64 }),
  Type.Union([Type.String({ maxLength: 1_024 }), Type.Number(), Type.Boolean(), Type.Null()]),
  { description: 'Anything that the venue keeps beside it.', maxProperties: 32, examples: [{ symbol: '€' }] },
)

export const AssetView = Type.Object({
  code: Type.String({ examples: ['USD'] }),
  name: Type.String({ examples: ['US dollar'] }),
  type: Type.Unsafe<AssetKind>(Type.String({ enum: [...ASSET_KINDS], examples: ['fiat'] })),
  is_active: Type.Boolean({ examples: [true] }),
  precision: Type.Integer({ description: 'Decimal digits of its smallest unit.', examples: [8] }),
  display_precision: Type.Integer({ description: 'Digits that people are shown at least.', examples: [2] }),
  metadata: Metadata,
})

export const CodeParams = Strict({ code: Type.String({ minLength: 1, maxLength: 16, examples: ['USD'] }) })

export const viewOf = (asset: Asset, words: AssetWords): Static<typeof AssetView> => ({
  code: asset.code,
  name: words.name,
  type: words.kind,
  is_active: words.isActive,
  precision: asset.scale,
  display_precision: asset.displayScale,
  metadata: words.metadata as Static<typeof Metadata>,
})

/** Which version a request speaks (RA-02). */
export async function checkVersion({ headers }: { headers: Record<string, unknown> }): Promise<void> {
  const version = headers['api-version']
  if (version !== undefined && version !== 'v1') throw new ApiError('UNSUPPORTED_VERSION', 'api-version')
}

/** `described`: what operators called them; undefined where nobody can log on. */
export function assetRoutes(app: App, reference: Reference, described: Assets | undefined): void {
  const tags = ASSET_TAGS
  app.get(
    '/api/v1/assets',
    {
      preHandler: checkVersion,
      config: { etag: true },
      schema: { tags, summary: 'Assets', response: replies(200, Data(Type.Array(AssetView))) },
    },
    async () => {
      const words = await described?.described()
      const assets = await reference.assets()
      return { data: assets.map((it) => viewOf(it, words?.get(it.code) ?? usualWords(it.code))) }
    },
  )
  app.get(
    '/api/v1/assets/:code',
    {
      preHandler: checkVersion,
      schema: { tags, summary: 'One asset', params: CodeParams, response: replies(200, Data(AssetView)) },
    },
    async ({ params }) => {
      const asset = await reference.asset(params.code)
      return { data: viewOf(asset, (await described?.words(asset.code)) ?? usualWords(asset.code)) }
    },
  )
}
