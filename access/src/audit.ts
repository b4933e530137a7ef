// The audit trail (CO-01): who did what, when, from where, with before and after. Rows are only added. Each holds the
// hash of the one before in its own, so a row that is changed, taken out or put between shows (CO-09); the last one is
// marked with the master key, so an end that is cut off shows too.
import { createHash } from 'node:crypto'
import type { Core } from './core.ts'
import type { Queries } from './database/database.ts'
import type { Actor, Visitor } from './principal.ts'
import { printable } from './text.ts'

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What changed: fields with their value before and after. It holds no secret, nor a hash of one. */
export interface Changes {
  readonly before?: { readonly [field: string]: Json }
  readonly after?: { readonly [field: string]: Json }
  /** Why, in the words of who did it. */
  readonly reason?: string
}

export interface AuditEntry {
  readonly tenantId: string
  /** Null where nobody is known. */
  readonly userId: string | null
  /** As LOGIN, ACCOUNT_CREATED. */
  readonly action: string
  /** As USER, ACCOUNT, KEY. */
  readonly resource: string
  readonly resourceId: string
  readonly changes?: Changes
  readonly ip: string
  readonly agent: string
}

export interface AuditRow extends Required<AuditEntry> {
  /** From 1, without gaps. */
  readonly id: number
  /** In ms. */
  readonly time: number
  readonly hash: string
}

/** What a check of the trail found. */
export interface AuditCheck {
  readonly rows: number
  /** First and last row that were looked at; 0 if there is none. */
  readonly from: number
  readonly to: number
  /** The first row at which the chain does not hold, and why. */
  readonly broken?: { readonly id: number; readonly why: string }
}

interface StoredRow {
  id: number
  time: number
  tenant_id: string
  user_id: string | null
  action: string
  resource: string
  resource_id: string
  changes: string
  ip: string
  agent: string
  hash: string
}

interface Mark {
  id: number
  hash: string
  mac: string
}

const PAGE = 1_000
const TEXT_MAX = 256
/** Hash before the first row. */
const NOTHING = '0'.repeat(64)

/** JSON with sorted keys and no blanks: one text for one value. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
}

function hashOf(row: Omit<StoredRow, 'hash'>, previous: string): string {
  const { id, time, tenant_id, user_id, action, resource, resource_id, changes, ip, agent } = row
  const text = canonicalJson({
    id,
    time,
    tenantId: tenant_id,
    userId: user_id,
    action,
    resource,
    resourceId: resource_id,
    changes,
    ip,
    agent,
    previous,
  })
  return createHash('sha256').update(text).digest('hex')
}

const markText = (name: string, { id, hash }: Omit<Mark, 'mac'>): string => `${name} ${id} ${hash}`

/** What came from outside, on one line and short. */
const outside = (text: string): string => printable(text.slice(0, TEXT_MAX))

export class Audit {
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
  }

  /** For the tables' first use. */
  async prepare(queries: Queries): Promise<void> {
    for (const name of ['head', 'checkpoint']) {
      const mac = this.#core.master.mark(markText(name, { id: 0, hash: NOTHING }))
      const insert = 'INSERT INTO audit_marks VALUES (?, 0, ?, ?) ON CONFLICT DO NOTHING'
      await queries.run(insert, [name, NOTHING, mac])
    }
  }

  /**
   * Adds a row, in the transaction of what it is about. It comes last there: until the transaction ends nobody else
   * adds one.
   */
  async add(queries: Queries, entry: AuditEntry): Promise<void> {
    const head = await queries.one<Mark>(
      "UPDATE audit_marks SET id = id + 1 WHERE name = 'head' RETURNING id, hash, mac",
    )
    if (head === undefined) throw new Error('the audit trail has no head')
    const row = {
      id: head.id,
      time: this.#core.now(),
      tenant_id: outside(entry.tenantId),
      user_id: entry.userId,
      action: entry.action,
      resource: entry.resource,
      resource_id: outside(entry.resourceId),
      changes: canonicalJson((entry.changes ?? {}) as Json),
      ip: outside(entry.ip),
      agent: outside(entry.agent),
    }
    const hash = hashOf(row, head.hash)
    await queries.run('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      ...Object.values(row),
      hash,
    ])
    const mac = this.#core.master.mark(markText('head', { id: row.id, hash }))
    await queries.run("UPDATE audit_marks SET hash = ?, mac = ? WHERE name = 'head'", [hash, mac])
  }

  /** The same, for what somebody who is known does. */
  async by(
    queries: Queries,
    { principal, peer, agent, reason }: Actor,
    entry: Pick<AuditEntry, 'action' | 'resource' | 'resourceId' | 'changes'>,
  ): Promise<void> {
    const { tenantId, userId } = principal
    const why = reason === undefined ? {} : { changes: { ...entry.changes, reason: outside(reason) } }
    await this.add(queries, { ...entry, ...why, tenantId, userId, ip: peer, agent })
  }

  /** A row in a transaction of its own: for parts outside of this package, as with orders and withdrawals. */
  async record(
    actor: Actor,
    entry: Pick<AuditEntry, 'action' | 'resource' | 'resourceId' | 'changes'>,
  ): Promise<void> {
    await this.#core.db.transaction((queries) => this.by(queries, actor, entry))
  }

  /** Rows of the actor's tenant, newest first; `before` is the last id that was seen. */
  async list(
    actor: Actor,
    filter: { userId?: string; resource?: string; resourceId?: string; before?: number; limit?: number } = {},
  ): Promise<AuditRow[]> {
    this.#core.need(actor, 'audit.read')
    const { userId, resource, resourceId, before, limit = 100 } = filter
    const conditions: [string, string | number | undefined][] = [
      ['user_id = ?', userId],
      ['resource = ?', resource],
      ['resource_id = ?', resourceId],
      ['id < ?', before],
    ]
    const given = conditions.filter(([, value]) => value !== undefined)
    const where = ['tenant_id = ?', ...given.map(([sql]) => sql)].join(' AND ')
    const rows = await this.#core.db.all<StoredRow>(
      `SELECT * FROM audit WHERE ${where} ORDER BY id DESC LIMIT ${Math.min(Math.max(limit, 1), PAGE)}`,
      [actor.principal.tenantId, ...given.map(([, value]) => value!)],
    )
    return rows.map(viewOf)
  }

  /** Looks at every row from the last checkpoint on. */
  async verify(): Promise<AuditCheck> {
    const { master } = this.#core
    const checkpoint = await this.#mark('checkpoint')
    const head = await this.#mark('head')
    const from = checkpoint.id + 1
    const check = { rows: 0, from: head.id >= from ? from : 0, to: head.id >= from ? head.id : 0 }
    if (!master.isMark(checkpoint.mac, markText('checkpoint', checkpoint))) {
      return {
        ...check,
        broken: { id: checkpoint.id, why: 'the checkpoint was not made with the master key' },
      }
    }
    let [last, hash] = [checkpoint.id, checkpoint.hash]
    while (last < head.id) {
      const rows = await this.#core.db.all<StoredRow>(
        `SELECT * FROM audit WHERE id > ? AND id <= ? ORDER BY id LIMIT ${PAGE}`,
        [last, head.id],
      )
      if (rows.length === 0) return { ...check, broken: { id: last + 1, why: 'the row is missing' } }
      for (const row of rows) {
        if (row.id !== last + 1) return { ...check, broken: { id: last + 1, why: 'the row is missing' } }
        if (hashOf(row, hash) !== row.hash) {
          return {
            ...check,
            broken: { id: row.id, why: 'its hash is not that of its content and the row before' },
          }
        }
        ;[last, hash] = [row.id, row.hash]
        check.rows++
      }
    }
    const isWhole = hash === head.hash && master.isMark(head.mac, markText('head', head))
    return isWhole
      ? check
      : { ...check, broken: { id: head.id, why: 'the last row is not the one that was marked' } }
  }

  /** Takes away rows older than `auditMs`, from the beginning on; the chain holds from the checkpoint that stays. */
  async prune(actor: Actor): Promise<number> {
    const { db, master, settings, now } = this.#core
    const before = now() - settings.auditMs
    const check = await this.verify()
    if (check.broken !== undefined) throw new Error(`the audit trail is broken at row ${check.broken.id}`)
    return await db.transaction(async (queries) => {
      const kept = await queries.one<{ id: number | null }>(
        'SELECT min(id) AS id FROM audit WHERE time >= ?',
        [before],
      )
      const last = await queries.one<{ id: number; hash: string }>(
        `SELECT id, hash FROM audit ${kept?.id ? 'WHERE id < ?' : ''} ORDER BY id DESC LIMIT 1`,
        kept?.id ? [kept.id] : [],
      )
      if (last === undefined) return 0
      const mac = master.mark(markText('checkpoint', last))
      await queries.run("UPDATE audit_marks SET id = ?, hash = ?, mac = ? WHERE name = 'checkpoint'", [
        last.id,
        last.hash,
        mac,
      ])
      const gone = await queries.run('DELETE FROM audit WHERE id <= ?', [last.id])
      await this.by(queries, actor, {
        action: 'AUDIT_PRUNED',
        resource: 'AUDIT',
        resourceId: String(last.id),
        changes: { after: { rows: gone } },
      })
      return gone
    })
  }

  /** Marks the ends anew, after the master key was rotated. */
  async mark(queries: Queries): Promise<void> {
    const marks = await queries.all<Mark & { name: string }>('SELECT * FROM audit_marks')
    for (const { name, id, hash, mac } of marks) {
      if (!this.#core.master.isMark(mac, markText(name, { id, hash }))) {
        throw new Error('the audit trail is not marked with the master key')
      }
      const made = this.#core.master.mark(markText(name, { id, hash }))
      await queries.run('UPDATE audit_marks SET mac = ? WHERE name = ?', [made, name])
    }
  }

  async #mark(name: string): Promise<Mark> {
    const mark = await this.#core.db.one<Mark>('SELECT id, hash, mac FROM audit_marks WHERE name = ?', [name])
    return mark ?? { id: 0, hash: '', mac: '' }
  }
}

/** An entry of somebody who may or may not be known. */
export const visitorEntry = ({ peer, agent }: Visitor): Pick<AuditEntry, 'ip' | 'agent'> => ({
  ip: peer,
  agent,
})

const viewOf = (row: StoredRow): AuditRow => ({
  id: row.id,
  time: row.time,
  tenantId: row.tenant_id,
  userId: row.user_id,
  action: row.action,
  resource: row.resource,
  resourceId: row.resource_id,
  changes: JSON.parse(row.changes) as Changes,
  ip: row.ip,
  agent: row.agent,
  hash: row.hash,
})
