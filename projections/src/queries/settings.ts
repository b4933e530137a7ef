// What operators set, for those who show it or change it.
import type { Tables } from '../database/reader.ts'
import { ACCOUNTS, ALL_INSTRUMENTS, FEES } from '../market/reference.ts'
import { SETTINGS, type SettingKind } from '../market/settings.ts'
import { PAGE } from './orders.ts'

/** One setting; what may have more than 53 bits stands as text in its value. */
export interface SettingInForce {
  readonly subject: string
  readonly value: Readonly<Record<string, unknown>>
  /** In ns. */
  readonly changedAt: bigint
}

const viewOf = ({ subject, value, changed_at }: { subject: string; value: string; changed_at: bigint }) => ({
  subject,
  value: JSON.parse(value) as SettingInForce['value'],
  changedAt: changed_at,
})

/** The setting of that kind about that subject; undefined where nobody has set one. */
export async function settingOf(
  tables: Tables,
  kind: SettingKind,
  subject: string | number,
): Promise<SettingInForce | undefined> {
  const [row] = await tables.load(SETTINGS, 'kind = ? AND subject = ?', [kind, String(subject)])
  return row && viewOf(row)
}

/** Settings of a kind, newest first; `before` is the sequence of the last row that was seen. O(settings of the kind). */
export async function settingsOf(
  tables: Tables,
  kind: SettingKind,
  { before = Number.MAX_SAFE_INTEGER, limit = PAGE }: { before?: number; limit?: number } = {},
): Promise<(SettingInForce & { readonly sequence: number })[]> {
  const condition = 'kind = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?'
  const rows = await tables.load({ ...SETTINGS, key: [] }, condition, [kind, before, limit])
  return rows.map((row) => ({ ...viewOf(row), sequence: row.sequence }))
}

/** Fees of a tier: in one instrument, or, without, in all that have none of their own. */
export interface TierFees {
  readonly tier: number
  readonly instrument: number | undefined
  readonly makerPpm: number
  readonly takerPpm: number
}

/** Every tier's fees. */
export async function tierFees(tables: Tables): Promise<TierFees[]> {
  const rows = await tables.load({ ...FEES, key: [] }, '1 = 1 ORDER BY tier, instrument DESC')
  return rows.map(({ tier, instrument, maker_ppm, taker_ppm }) => ({
    tier,
    instrument: instrument === ALL_INSTRUMENTS ? undefined : instrument,
    makerPpm: maker_ppm,
    takerPpm: taker_ppm,
  }))
}

/** An account as the exchange has it. */
export interface AccountState {
  readonly account: number
  readonly tier: number
  /** Of schema's AccountStatus. */
  readonly status: number
  /** In ns. */
  readonly openedAt: bigint
}

/** Undefined where there is none. */
export async function accountState(tables: Tables, account: number): Promise<AccountState | undefined> {
  const [row] = await tables.load(ACCOUNTS, 'account = ?', [account])
  return row && { account, tier: row.tier, status: row.status, openedAt: row.opened_at }
}
