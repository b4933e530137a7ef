// What of identity changes trading: commands for the engine, committed with the change that they come from, sent until
// they are confirmed. A command's id is the request's client id, so sending it twice does it once.
import { randomUUID } from 'node:crypto'
import type { Core } from './core.ts'
import type { Queries } from './database/database.ts'

type EngineStatus = 'ACTIVE' | 'FROZEN' | 'CLOSED'

/** What a change asks of the engine. */
export type NewCommand =
  | { readonly kind: 'OPEN_ACCOUNT'; readonly accountUuid: string; readonly tier: number }
  | {
      readonly kind: 'SET_ACCOUNT_STATUS'
      readonly accountUuid: string
      readonly status: EngineStatus
      readonly cancelOrders: boolean
    }
  | {
      readonly kind: 'REGISTER_KEY'
      readonly accountUuid: string
      readonly keyId: string
      readonly publicKey: string
      readonly permissions: number
    }
  | { readonly kind: 'REVOKE_KEY'; readonly accountUuid: string; readonly keyId: string }

/** A command to send. `id` is its client id: 36 signs. */
export type PendingCommand = { readonly id: string } & (
  | { readonly kind: 'OPEN_ACCOUNT'; readonly accountUuid: string; readonly tier: number }
  | {
      readonly kind: 'SET_ACCOUNT_STATUS'
      readonly account: number
      readonly status: EngineStatus
      readonly cancelOrders: boolean
    }
  | {
      readonly kind: 'REGISTER_KEY'
      readonly account: number
      /** 32 bytes in hex. */
      readonly publicKey: string
      /** Bits as in the schema's LogonAccepted.permissions. */
      readonly permissions: number
    }
  | { readonly kind: 'REVOKE_KEY'; readonly session: number }
)

/** What the engine said: with OPEN_ACCOUNT the account's number, with REGISTER_KEY the session's, or why it refused. */
export type Outcome = { readonly account?: number; readonly session?: number } | { readonly refused: string }

interface Row {
  id: string
  kind: NewCommand['kind']
  account_uuid: string
  key_id: string | null
  body: string
  confirmed_at: number | null
  number: number | null
  engine_session: number | null
}

const AT_ONCE = 500

export class Outbox {
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
  }

  /** Calls back after each change that may have left a command here; gives what ends that. */
  onCommand(listener: () => void): () => void {
    this.#core.listeners.add(listener)
    return () => this.#core.listeners.delete(listener)
  }

  /** Adds a command in the transaction of the change that it comes from. */
  async add(queries: Queries, command: NewCommand): Promise<void> {
    const next = "UPDATE counters SET value = value + 1 WHERE name = 'outbox' RETURNING value"
    const counter = await queries.one<{ value: number }>(next)
    const { kind, accountUuid, ...body } = command
    const keyId = 'keyId' in command ? command.keyId : null
    await queries.run('INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)', [
      randomUUID(),
      counter?.value ?? 0,
      kind,
      accountUuid,
      keyId,
      JSON.stringify(body),
      this.#core.now(),
    ])
  }

  /**
   * Commands that are not confirmed, in their order, up to 500. One that needs an account's or a session's number comes
   * once that is known.
   */
  async pending(): Promise<PendingCommand[]> {
    const rows = await this.#core.db.all<Row>(
      `SELECT outbox.id, outbox.kind, outbox.account_uuid, key_id, body, confirmed_at, accounts.number, engine_session
 FROM outbox JOIN accounts ON accounts.uuid = outbox.account_uuid LEFT JOIN api_keys ON api_keys.id = key_id
 WHERE confirmed_at IS NULL AND (outbox.kind = 'OPEN_ACCOUNT' OR (outbox.kind = 'REVOKE_KEY' AND engine_session IS NOT NULL)
   OR (outbox.kind IN ('SET_ACCOUNT_STATUS', 'REGISTER_KEY') AND accounts.number IS NOT NULL))
 ORDER BY outbox.number LIMIT ${AT_ONCE}`,
    )
    return rows.map(commandOf)
  }

  /** The engine's session that acts for every open account; 0 while there was none. */
  async boundTo(): Promise<number> {
    const sql = "SELECT value FROM counters WHERE name = 'gateway'"
    return (await this.#core.db.one<{ value: number }>(sql))?.value ?? 0
  }

  /** All of them are bound to that session now. */
  async setBoundTo(session: number): Promise<void> {
    const sql =
      "INSERT INTO counters VALUES ('gateway', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    await this.#core.db.run(sql, [session])
  }

  /** Numbers of open accounts, in order, from the one after `after` on, up to 500. */
  async openAccounts(after = 0): Promise<number[]> {
    const sql = `SELECT number FROM accounts WHERE number > ? AND closed_at IS NULL ORDER BY number LIMIT ${AT_ONCE}`
    return (await this.#core.db.all<{ number: number }>(sql, [after])).map(({ number }) => number)
  }

  /** Does a command about an account wait for its answer? */
  async isPending(accountUuid: string): Promise<boolean> {
    const sql = 'SELECT id FROM outbox WHERE account_uuid = ? AND confirmed_at IS NULL LIMIT 1'
    return (await this.#core.db.one(sql, [accountUuid])) !== undefined
  }

  /** The engine has answered. Does nothing if it was confirmed before. */
  async confirm(id: string, outcome: Outcome): Promise<void> {
    await this.#core.db.transaction(async (queries) => {
      const now = this.#core.now()
      const changed = await queries.run(
        'UPDATE outbox SET confirmed_at = ?, outcome = ? WHERE id = ? AND confirmed_at IS NULL',
        [now, JSON.stringify(outcome), id],
      )
      if (changed === 0) return
      const row = await queries.one<Row>('SELECT * FROM outbox WHERE id = ?', [id])
      if (row === undefined) return
      if ('refused' in outcome) await this.#takeBack(queries, row, now)
      else await this.#settle(queries, row, outcome)
    })
    this.#core.changed()
  }

  /** Gives a command another id: the answer to the first one is lost, and cannot be had again. */
  async renew(id: string): Promise<void> {
    const set = 'UPDATE outbox SET id = ? WHERE id = ? AND confirmed_at IS NULL'
    await this.#core.db.run(set, [randomUUID(), id])
  }

  async #settle(
    queries: Queries,
    { kind, account_uuid, key_id }: Row,
    { account, session }: { readonly account?: number; readonly session?: number },
  ): Promise<void> {
    if (kind === 'OPEN_ACCOUNT') {
      if (account === undefined) throw new Error('an opened account has a number')
      await queries.run('UPDATE accounts SET number = ? WHERE uuid = ?', [account, account_uuid])
    }
    if (kind === 'REGISTER_KEY') {
      if (session === undefined) throw new Error('a registered key is a session')
      await queries.run('UPDATE api_keys SET engine_session = ? WHERE id = ?', [session, key_id])
    }
  }

  /** What the engine refused is not so here either. */
  async #takeBack(queries: Queries, { kind, account_uuid, key_id, body }: Row, now: number): Promise<void> {
    if (kind === 'OPEN_ACCOUNT') {
      await queries.run('UPDATE accounts SET closed_at = ? WHERE uuid = ?', [now, account_uuid])
    }
    if (kind === 'SET_ACCOUNT_STATUS') {
      const { status } = JSON.parse(body) as { status: EngineStatus }
      if (status === 'CLOSED') {
        await queries.run('UPDATE accounts SET closed_at = NULL WHERE uuid = ?', [account_uuid])
      } else {
        const frozen = status === 'FROZEN' ? 0 : 1
        await queries.run('UPDATE accounts SET frozen = ? WHERE uuid = ?', [frozen, account_uuid])
      }
    }
    if (kind === 'REGISTER_KEY') {
      await queries.run('UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?', [
        now,
        key_id,
      ])
      // It has no session that could be revoked.
      const done =
        "UPDATE outbox SET confirmed_at = ? WHERE key_id = ? AND kind = 'REVOKE_KEY' AND confirmed_at IS NULL"
      await queries.run(done, [now, key_id])
    }
  }
}

function commandOf(row: Row): PendingCommand {
  const { id, kind, account_uuid } = row
  const body = JSON.parse(row.body) as Record<string, unknown>
  const account = row.number ?? 0
  switch (kind) {
    case 'OPEN_ACCOUNT':
      return { id, kind, accountUuid: account_uuid, tier: Number(body.tier) }
    case 'SET_ACCOUNT_STATUS':
      return {
        id,
        kind,
        account,
        status: body.status as EngineStatus,
        cancelOrders: body.cancelOrders === true,
      }
    case 'REGISTER_KEY':
      return { id, kind, account, publicKey: String(body.publicKey), permissions: Number(body.permissions) }
    case 'REVOKE_KEY':
      return { id, kind, session: row.engine_session ?? 0 }
  }
}
