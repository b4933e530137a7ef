// Statements that both databases read alike.
import type { AnyRow, Kind, Row, Table, Value } from './tables.ts'
import { PLACE } from './tables.ts'

/** What follows an INSERT so that a row replaces the row with its key; nothing where rows are only added. */
export function onConflict({ columns, key }: Table): string {
  if (key.length === 0) return ''
  const others = Object.keys(columns).filter((column) => !key.includes(column))
  const set = others.map((column) => `${column} = excluded.${column}`).join(', ')
  return ` ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${set}`
}

export function select({ name, columns, key }: Table, condition: string): string {
  const where = condition === '' ? '' : ` WHERE ${condition}`
  const order = key.length === 0 ? '' : ` ORDER BY ${key.join(', ')}`
  return `SELECT ${Object.keys(columns).join(', ')} FROM ${name}${where}${order}`
}

export const FIRST_PLACE = `INSERT INTO ${PLACE.name} VALUES (1, '', 0, 0, 0, '', 0, 0) ON CONFLICT DO NOTHING`

/** Values: those of the new place, then the sequence that the old one has to have. */
export const MOVE_PLACE = `UPDATE ${PLACE.name} SET lineage = ?, sequence = ?, time = ?, checked = ?, digest = ?, events = ?,
 rows = ? WHERE id = 1 AND sequence = ?`

/** A row as the code sees it, from what a database gave. */
export function decodeRow<T extends Table>({ columns }: T, row: AnyRow): Row<T> {
  const read: AnyRow = {}
  for (const [name, kind] of Object.entries(columns)) read[name] = decode(kind, row[name]!)
  return read as Row<T>
}

function decode(kind: Kind, value: Value): Value {
  if (kind === 'int') return Number(value)
  if (kind === 'text') return value
  return BigInt(value)
}
