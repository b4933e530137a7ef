// What operators do to the venue through a program: each deed once, and none without its row in the audit trail. The row is
// written before the deed is sent, so a crash in between leaves a row too many, never one too few; what the exchange
// then refused, or did not answer, gets a row of its own.
import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson, type Json } from './audit.ts'
import type { Core } from './core.ts'
import type { Actor } from './principal.ts'
import { Refusal } from './refusals.ts'

/** What somebody is about to do. */
export interface NewDeed {
  /** As TRADING_STOPPED. */
  readonly action: string
  /** As INSTRUMENT. */
  readonly resource: string
  readonly resourceId: string
  readonly before?: Readonly<Record<string, Json>>
  readonly after: Readonly<Record<string, Json>>
  /** The operator's own name of the request: the same one with the same content is the same deed. */
  readonly key?: string
}

/** What became of a deed: undefined while that is not known. */
export type DeedOutcome = { readonly done: true } | { readonly refused: Json } | undefined

/** A deed to send. */
export interface Deed {
  /** 27 of [A-Za-z0-9_/-]: the client id of the command that it is. */
  readonly id: string
  /** Of an earlier request with the same key; undefined where the deed is still to be done. */
  readonly outcome: DeedOutcome
}

/** Signs of an id behind its prefix. */
const ID_LENGTH = 24

export class Deeds {
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
  }

  /**
   * Notes a deed and its row in the audit trail, before it is done. Throws CONFLICT where the key was used before for
   * something else. Whether the actor may do it has been checked.
   */
  async begin(actor: Actor, deed: NewDeed): Promise<Deed> {
    const { action, resource, resourceId, before, after, key } = deed
    const { tenantId, userId } = actor.principal
    const id = idOf(key === undefined ? randomBytes(32) : `${tenantId}\n${userId}\n${key}`)
    const content = canonicalJson({ action, resource, resourceId, after, reason: actor.reason ?? '' })
    const digest = createHash('sha256').update(content).digest('hex')
    return await this.#core.db.transaction(async (queries) => {
      const added = await queries.run(
        'INSERT INTO deeds VALUES (?, ?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT DO NOTHING',
        [id, tenantId, userId, action, digest, this.#core.now()],
      )
      if (added === 0) {
        const known = await queries.one<{ digest: string; outcome: string | null }>(
          'SELECT digest, outcome FROM deeds WHERE id = ?',
          [id],
        )
        if (known?.digest !== digest)
          throw new Refusal('CONFLICT', 'The id was used before for another request.')
        return {
          id,
          outcome: known.outcome === null ? undefined : (JSON.parse(known.outcome) as DeedOutcome),
        }
      }
      const changes = { ...(before !== undefined && { before }), after: { ...after, request: id } }
      await this.#core.audit.by(queries, actor, { action, resource, resourceId, changes })
      return { id, outcome: undefined }
    })
  }

  /** It took effect. */
  async done(id: string): Promise<void> {
    await this.#core.db.run('UPDATE deeds SET ended_at = ?, outcome = ? WHERE id = ? AND outcome IS NULL', [
      this.#core.now(),
      JSON.stringify({ done: true }),
      id,
    ])
  }

  /** The exchange refused it: a repeat gets the same answer. The trail says so in a row of its own. */
  async refused(actor: Actor, deed: NewDeed, id: string, why: Json): Promise<void> {
    await this.#core.db.transaction(async (queries) => {
      const outcome = JSON.stringify({ refused: why })
      await queries.run('UPDATE deeds SET ended_at = ?, outcome = ? WHERE id = ? AND outcome IS NULL', [
        this.#core.now(),
        outcome,
        id,
      ])
      const { action, resource, resourceId } = deed
      const changes = { after: { request: id, refused: why } }
      await this.#core.audit.by(queries, actor, {
        action: `${action}_REFUSED`,
        resource,
        resourceId,
        changes,
      })
    })
  }

  /** No answer came: it may have taken effect. The same request with the same key finds out. */
  async unanswered(actor: Actor, { action, resource, resourceId }: NewDeed, id: string): Promise<void> {
    const changes = { after: { request: id } }
    await this.#core.audit.record(actor, { action: `${action}_UNANSWERED`, resource, resourceId, changes })
  }

  /** Forgets what is older than the audit trail is kept. */
  async sweep(): Promise<void> {
    const { db, now, settings } = this.#core
    await db.run('DELETE FROM deeds WHERE created_at < ?', [now() - settings.auditMs])
  }
}

const idOf = (from: string | Uint8Array): string =>
  `ad/${createHash('sha256').update(from).digest('base64url').slice(0, ID_LENGTH)}`
