// Accounts of people (AL-01, AL-20). A person has several; the engine knows each by a number, we by a uuid.
import { randomUUID } from 'node:crypto'
import type { Core } from '../core.ts'
import type { Queries } from '../database/database.ts'
import type { Outbox } from '../outbox.ts'
import type { Actor } from '../principal.ts'
import { Refusal } from '../refusals.ts'
import { UNPRINTABLE } from '../text.ts'

export interface Account {
  readonly uuid: string
  readonly userId: string
  /** Its number in the engine; undefined until the engine has opened it. */
  readonly account: number | undefined
  readonly name: string
  readonly isFrozen: boolean
  readonly isClosed: boolean
  /** In ms. */
  readonly createdAt: number
  readonly updatedAt: number
}

export interface AccountRow {
  uuid: string
  user_id: string
  tenant_id: string
  number: number | null
  name: string
  frozen: number
  closed_at: number | null
  created_at: number
  updated_at: number
}

/** A page of accounts, and how many there are in all. */
export interface AccountPage {
  readonly accounts: readonly Account[]
  readonly total: number
}

/** Rows of a page (RA-05). */
export const PAGE_SIZE = 15
const NAME_MAX = 64

export class Accounts {
  readonly #core: Core
  readonly #outbox: Outbox

  constructor(core: Core, outbox: Outbox) {
    this.#core = core
    this.#outbox = outbox
  }

  /** Opens an account for the actor, or for somebody of their tenant. The engine learns of it from the outbox. */
  async create(
    actor: Actor,
    { name, userId = actor.principal.userId }: { name: string; userId?: string },
  ): Promise<Account> {
    const isOwn = userId === actor.principal.userId
    this.#core.need(actor, isOwn ? 'own.accounts.create' : 'accounts.create')
    const checked = checkName(name)
    const { tenantId } = actor.principal
    const uuid = await this.#core.db.transaction(async (queries) => {
      // Locks the person's row, so that two requests count each other's account.
      const owner = await queries.one<{ id: string }>(
        'UPDATE users SET updated_at = updated_at WHERE id = ? AND tenant_id = ? RETURNING id',
        [userId, tenantId],
      )
      if (owner === undefined) throw new Refusal('NOT_FOUND')
      const count = 'SELECT count(*) AS open FROM accounts WHERE user_id = ? AND closed_at IS NULL'
      const found = await queries.one<{ open: number }>(count, [userId])
      if ((found?.open ?? 0) >= this.#core.settings.accountsMax) {
        throw new Refusal('CONFLICT', 'There are as many accounts as a person may have.')
      }
      const made = await this.open(queries, { userId, tenantId, name: checked })
      await this.#audited(queries, actor, 'ACCOUNT_CREATED', made, { after: { name: checked, userId } })
      return made
    })
    this.#core.changed()
    return await this.get(actor, uuid)
  }

  /** An account with its command, in the transaction of what it belongs to. */
  async open(
    queries: Queries,
    { userId, tenantId, name }: { userId: string; tenantId: string; name: string },
  ): Promise<string> {
    const uuid = randomUUID()
    const now = this.#core.now()
    await queries.run('INSERT INTO accounts VALUES (?, ?, ?, NULL, ?, 0, NULL, ?, ?)', [
      uuid,
      userId,
      tenantId,
      name,
      now,
      now,
    ])
    await this.#outbox.add(queries, { kind: 'OPEN_ACCOUNT', accountUuid: uuid, tier: 0 })
    return uuid
  }

  /** One's own accounts; of everybody in the tenant, or of `userId`, for who may see them. */
  async list(
    actor: Actor,
    { page = 1, userId }: { page?: number; userId?: string } = {},
  ): Promise<AccountPage> {
    const { principal } = actor
    const isAll = canSeeAll(this.#core, actor)
    if (!isAll) this.#core.need(actor, 'own.accounts.read')
    // What may not be seen is as if it were not there.
    if (!isAll && userId !== undefined && userId !== principal.userId) return { accounts: [], total: 0 }
    const whose = isAll ? userId : principal.userId
    const uuids = principal.keyId === undefined ? undefined : principal.accounts.map(({ uuid }) => uuid)
    const marks = uuids?.map(() => '?').join(', ')
    const where = ['tenant_id = ?', 'closed_at IS NULL']
    if (whose !== undefined) where.push('user_id = ?')
    if (!isAll && marks !== undefined) where.push(uuids?.length ? `uuid IN (${marks})` : '1 = 0')
    const values = [
      principal.tenantId,
      ...(whose === undefined ? [] : [whose]),
      ...(isAll ? [] : (uuids ?? [])),
    ]
    const condition = where.join(' AND ')
    const counted = await this.#core.db.one<{ total: number }>(
      `SELECT count(*) AS total FROM accounts WHERE ${condition}`,
      values,
    )
    const rows = await this.#core.db.all<AccountRow>(
      `SELECT * FROM accounts WHERE ${condition} ORDER BY created_at, uuid LIMIT ${PAGE_SIZE} OFFSET ?`,
      [...values, (Math.max(Math.trunc(page), 1) - 1) * PAGE_SIZE],
    )
    return { accounts: rows.map(viewOf), total: counted?.total ?? 0 }
  }

  /** An account that the actor may see (AU-02); else NOT_FOUND, as if there were none. */
  async get(actor: Actor, uuid: string): Promise<Account> {
    return viewOf(await this.#visible(this.#core.db, actor, uuid))
  }

  /**
   * The number in the engine of an account that a uuid or that number names, in the actor's tenant or nobody's, whatever
   * else the actor may see; undefined where there is none, or it is not open yet. A number that nobody has is taken at its
   * word.
   */
  async locate(
    { principal }: Actor,
    id: string,
  ): Promise<{ readonly account: number; readonly uuid: string | undefined } | undefined> {
    const isNumber = /^\d{1,9}$/.test(id)
    const sql = `SELECT uuid, tenant_id, number FROM accounts WHERE ${isNumber ? 'number' : 'uuid'} = ?`
    const row = await this.#core.db.one<AccountRow>(sql, [isNumber ? Number(id) : id])
    if (row === undefined) return isNumber ? { account: Number(id), uuid: undefined } : undefined
    if (row.tenant_id !== principal.tenantId || row.number === null) return undefined
    return { account: row.number, uuid: row.uuid }
  }

  /** Renames one's own account, or somebody's with the permission for it (AU-02). */
  async rename(actor: Actor, uuid: string, name: string): Promise<Account> {
    const checked = checkName(name)
    await this.#core.db.transaction(async (queries) => {
      const row = await this.#visible(queries, actor, uuid)
      this.#core.need(
        actor,
        row.user_id === actor.principal.userId ? 'own.accounts.update' : 'accounts.update',
      )
      const set = 'UPDATE accounts SET name = ?, updated_at = ? WHERE uuid = ?'
      await queries.run(set, [checked, this.#core.now(), uuid])
      await this.#audited(queries, actor, 'ACCOUNT_RENAMED', uuid, {
        before: { name: row.name },
        after: { name: checked },
      })
    })
    return await this.get(actor, uuid)
  }

  /** Freezes an account, which cancels its orders, or unfreezes it. */
  async setFrozen(actor: Actor, uuid: string, isFrozen: boolean): Promise<Account> {
    this.#core.need(actor, 'accounts.freeze')
    await this.#core.db.transaction(async (queries) => {
      const row = await this.#visible(queries, actor, uuid)
      if ((row.frozen === 1) === isFrozen) return
      const set = 'UPDATE accounts SET frozen = ?, updated_at = ? WHERE uuid = ?'
      await queries.run(set, [isFrozen ? 1 : 0, this.#core.now(), uuid])
      const status = isFrozen ? 'FROZEN' : 'ACTIVE'
      await this.#outbox.add(queries, {
        kind: 'SET_ACCOUNT_STATUS',
        accountUuid: uuid,
        status,
        cancelOrders: isFrozen,
      })
      await this.#audited(queries, actor, isFrozen ? 'ACCOUNT_FROZEN' : 'ACCOUNT_UNFROZEN', uuid, {
        before: { frozen: row.frozen === 1 },
        after: { frozen: isFrozen },
      })
    })
    this.#core.changed()
    return await this.get(actor, uuid)
  }

  /** Closes an account; if the engine refuses, as while it holds money, it is open again. */
  async close(actor: Actor, uuid: string): Promise<void> {
    this.#core.need(actor, 'accounts.close')
    await this.#core.db.transaction(async (queries) => {
      await this.#visible(queries, actor, uuid)
      const now = this.#core.now()
      await queries.run('UPDATE accounts SET closed_at = ?, updated_at = ? WHERE uuid = ?', [now, now, uuid])
      const command = {
        kind: 'SET_ACCOUNT_STATUS',
        accountUuid: uuid,
        status: 'CLOSED',
        cancelOrders: true,
      } as const
      await this.#outbox.add(queries, command)
      await this.#audited(queries, actor, 'ACCOUNT_CLOSED', uuid, {})
    })
    this.#core.changed()
  }

  /**
   * Whose the account is that the exchange knows by that number, be it closed or not: an id of a person of the actor's
   * tenant; undefined where it is nobody's there.
   */
  async ownerOf(actor: Actor, account: number): Promise<string | undefined> {
    this.#core.need(actor, 'withdrawals.approve')
    const sql = 'SELECT user_id FROM accounts WHERE number = ? AND tenant_id = ?'
    const row = await this.#core.db.one<{ user_id: string }>(sql, [account, actor.principal.tenantId])
    return row?.user_id
  }

  async #visible(queries: Queries, actor: Actor, uuid: string): Promise<AccountRow> {
    const { tenantId, userId, keyId, accounts } = actor.principal
    const sql = 'SELECT * FROM accounts WHERE uuid = ? AND tenant_id = ? AND closed_at IS NULL'
    const row = await queries.one<AccountRow>(sql, [uuid, tenantId])
    const isOwn = row?.user_id === userId && (keyId === undefined || accounts.some((it) => it.uuid === uuid))
    if (row === undefined || !(isOwn || canSeeAll(this.#core, actor))) throw new Refusal('NOT_FOUND')
    if (!canSeeAll(this.#core, actor)) this.#core.need(actor, 'own.accounts.read')
    return row
  }

  async #audited(
    queries: Queries,
    actor: Actor,
    action: string,
    resourceId: string,
    changes: { before?: Record<string, string | boolean>; after?: Record<string, string | boolean> },
  ): Promise<void> {
    await this.#core.audit.by(queries, actor, { action, resource: 'ACCOUNT', resourceId, changes })
  }
}

function canSeeAll(core: Core, actor: Actor): boolean {
  try {
    core.need(actor, 'accounts.read')
    return true
  } catch {
    return false
  }
}

function checkName(name: string): string {
  const text = name.normalize('NFC').trim()
  if (text === '' || text.length > NAME_MAX || UNPRINTABLE.test(text)) {
    throw new Refusal('INVALID_INPUT', `A name has 1 to ${NAME_MAX} signs and no control character.`)
  }
  return text
}

const viewOf = (row: AccountRow): Account => ({
  uuid: row.uuid,
  userId: row.user_id,
  account: row.number ?? undefined,
  name: row.name,
  isFrozen: row.frozen === 1,
  isClosed: row.closed_at !== null,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
