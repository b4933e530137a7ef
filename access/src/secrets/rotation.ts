// Puts another master key in the place of the present one.
import type { Core } from '../core.ts'
import type { Queries } from '../database/database.ts'
import { keyPlace } from '../keys/api-keys.ts'
import { signingKeyPlace } from '../people/tokens.ts'
import { totpPlace } from '../people/totp.ts'
import type { Actor } from '../principal.ts'
import type { MasterKey } from './master-key.ts'

const CHECK = 'tapebook'
const CHECK_PLACE = 'check'

/** Columns that hold what is sealed, the key of their table, and what for. */
const SEALED: readonly { table: string; column: string; place: (id: string) => string }[] = [
  { table: 'signing_keys', column: 'secret_sealed', place: signingKeyPlace },
  { table: 'api_keys', column: 'secret_sealed', place: keyPlace },
  { table: 'users', column: 'totp_sealed', place: totpPlace },
  { table: 'users', column: 'totp_pending_sealed', place: totpPlace },
]

/** Throws unless the key is the one that the database was made with. */
export async function checkMasterKey({ master }: Core, queries: Queries): Promise<void> {
  // Another process may be making the same tables: whose key is there first is the one.
  const insert = 'INSERT INTO master_key_check VALUES (1, ?) ON CONFLICT DO NOTHING'
  await queries.run(insert, [master.seal(CHECK, CHECK_PLACE)])
  const row = await queries.one<{ sealed: string }>('SELECT sealed FROM master_key_check WHERE id = 1')
  try {
    master.unseal(row?.sealed ?? '', CHECK_PLACE)
  } catch {
    throw new Error('the master key is not the one that the identity database was made with')
  }
}

/** Everything in one transaction: before it and after it one key opens all. */
export async function rotateMasterKey(core: Core, actor: Actor, master: MasterKey): Promise<void> {
  const before = core.master
  if (!before.ids.some((id) => master.ids.includes(id))) {
    throw new Error('the new master key has to have the present one behind it')
  }
  core.master = master
  try {
    await core.db.transaction(async (queries) => {
      for (const { table, column, place } of SEALED) {
        const rows = await queries.all<{ id: string; sealed: string }>(
          `SELECT id, ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL`,
        )
        for (const { id, sealed } of rows) {
          if (master.isNewest(sealed)) continue
          const anew = master.seal(master.unseal(sealed, place(id)), place(id))
          await queries.run(`UPDATE ${table} SET ${column} = ? WHERE id = ? AND ${column} = ?`, [
            anew,
            id,
            sealed,
          ])
        }
      }
      const check = master.seal(CHECK, CHECK_PLACE)
      await queries.run('UPDATE master_key_check SET sealed = ? WHERE id = 1', [check])
      await core.audit.mark(queries)
      const entry = { action: 'MASTER_KEY_ROTATED', resource: 'MASTER_KEY', resourceId: master.ids[0] ?? '' }
      await core.audit.by(queries, actor, entry)
    })
  } catch (error) {
    core.master = before
    throw error
  }
  core.changed()
}
