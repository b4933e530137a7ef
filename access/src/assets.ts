// What people call the assets of the venue (PL-01). Codes and digits are the exchange's; here stand the words beside them.
import { canonicalJson, type Json } from './audit.ts'
import type { Core } from './core.ts'
import type { Queries } from './database/database.ts'
import type { Actor } from './principal.ts'

export const ASSET_KINDS = ['fiat', 'crypto', 'commodity', 'custom'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]

/** An asset in words. */
export interface AssetWords {
  readonly name: string
  readonly kind: AssetKind
  /** One that is not is left out of summaries; what is held of it stays, and may be traded and withdrawn. */
  readonly isActive: boolean
  /** Anything that the venue keeps beside it. */
  readonly metadata: { readonly [field: string]: Json }
}

interface Row {
  code: string
  name: string
  kind: AssetKind
  is_active: number
  metadata: string
}

const known = (name: string, kind: AssetKind): AssetWords => ({ name, kind, isActive: true, metadata: {} })

/** Words of assets that nobody has described. */
const WELL_KNOWN: Readonly<Record<string, AssetWords>> = {
  USD: known('US dollar', 'fiat'),
  EUR: known('Euro', 'fiat'),
  GBP: known('Pound sterling', 'fiat'),
  BTC: known('Bitcoin', 'crypto'),
  ETH: known('Ether', 'crypto'),
  XAU: known('Gold, troy ounce', 'commodity'),
}

/** What an asset is called that nobody has described: by its usual name, or its code. */
export const usualWords = (code: string): AssetWords => WELL_KNOWN[code] ?? known(code, 'custom')

const wordsOf = ({ name, kind, is_active, metadata }: Row): AssetWords => ({
  name,
  kind,
  isActive: is_active === 1,
  metadata: JSON.parse(metadata) as AssetWords['metadata'],
})

const COLUMNS = 'code, name, kind, is_active, metadata'

export class Assets {
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
  }

  /** Words of each asset that was described, by code. */
  async described(): Promise<ReadonlyMap<string, AssetWords>> {
    const rows = await this.#core.db.all<Row>(`SELECT ${COLUMNS} FROM assets`)
    return new Map(rows.map((row) => [row.code, wordsOf(row)]))
  }

  /** Words of one. */
  async words(code: string): Promise<AssetWords> {
    return await this.#words(this.#core.db, code)
  }

  /** Changes words of an asset that the exchange has; what was and what is goes into the audit trail. */
  async describe(actor: Actor, code: string, change: Partial<AssetWords>): Promise<AssetWords> {
    this.#core.need(actor, 'assets.update')
    return await this.#core.db.transaction(async (queries) => {
      const before = await this.#words(queries, code)
      const after = { ...before, ...change }
      await queries.run(
        `INSERT INTO assets VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET name = excluded.name,
           kind = excluded.kind, is_active = excluded.is_active, metadata = excluded.metadata,
           updated_at = excluded.updated_at`,
        [
          code,
          after.name,
          after.kind,
          Number(after.isActive),
          canonicalJson(after.metadata),
          this.#core.now(),
        ],
      )
      await this.#core.audit.by(queries, actor, {
        action: 'ASSET_DESCRIBED',
        resource: 'ASSET',
        resourceId: code,
        changes: { before: { ...before }, after: { ...after } },
      })
      return after
    })
  }

  async #words(queries: Pick<Queries, 'one'>, code: string): Promise<AssetWords> {
    const row = await queries.one<Row>(`SELECT ${COLUMNS} FROM assets WHERE code = ?`, [code])
    return row === undefined ? usualWords(code) : wordsOf(row)
  }
}
