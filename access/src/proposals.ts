// What needs two people: one proposes, another one decides. A proposal stands in the database until then.
import { randomUUID } from 'node:crypto'
import type { Json } from './audit.ts'
import type { Core } from './core.ts'
import { type Queries, Taken } from './database/database.ts'
import { type Actor, SYSTEM } from './principal.ts'
import { Refusal } from './refusals.ts'
import type { Permission } from './rights/permissions.ts'

export type ProposalStatus = 'PENDING' | 'APPROVED' | 'REJECTED'

export interface Proposal {
  readonly id: string
  /** As TRADE_BUST. */
  readonly kind: string
  /** What it is about. */
  readonly resourceId: string
  readonly body: { readonly [field: string]: Json }
  readonly reason: string
  readonly proposedBy: string
  /** In ms. */
  readonly proposedAt: number
  readonly status: ProposalStatus
  readonly decidedBy: string | undefined
  readonly decidedAt: number | undefined
  readonly decisionReason: string | undefined
}

interface Row {
  id: string
  number: number
  kind: string
  resource_id: string
  body: string
  reason: string
  proposed_by: string
  proposed_at: number
  status: ProposalStatus
  decided_by: string | null
  decided_at: number | null
  decision_reason: string | null
}

/** Who may propose and decide each kind. */
const NEEDS = { TRADE_BUST: 'trades.bust', TRADE_CORRECTION: 'trades.bust' } as const satisfies Readonly<
  Record<string, Permission>
>
export type ProposalKind = keyof typeof NEEDS

export class Proposals {
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
  }

  /** Proposes; `actor.reason` says why. Throws CONFLICT while another one about the same thing waits. */
  async make(
    actor: Actor,
    kind: ProposalKind,
    resourceId: string,
    body: { readonly [field: string]: Json },
  ): Promise<Proposal> {
    this.#core.need(actor, NEEDS[kind])
    const { tenantId, userId } = actor.principal
    const id = randomUUID()
    try {
      await this.#core.db.transaction(async (queries) => {
        const next = "UPDATE counters SET value = value + 1 WHERE name = 'proposals' RETURNING value"
        const counter = await queries.one<{ value: number }>(next)
        await queries.run(
          "INSERT INTO proposals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', NULL, NULL, NULL)",
          [
            ...[id, counter?.value ?? 0, tenantId, kind, resourceId, `${tenantId} ${resourceId}`],
            ...[JSON.stringify(body), actor.reason ?? '', userId, this.#core.now()],
          ],
        )
        const changes = { after: { ...body, kind, subject: resourceId } }
        await this.#audited(queries, actor, 'PROPOSAL_MADE', id, changes)
      })
    } catch (error) {
      if (error instanceof Taken) throw new Refusal('CONFLICT', 'A proposal about it waits already.')
      throw error
    }
    return await this.get(actor, id)
  }

  /** Throws NOT_FOUND. */
  async get({ principal }: Actor, id: string): Promise<Proposal> {
    return viewOf(await this.#row(this.#core.db, principal.tenantId, id))
  }

  /** Newest first; `before` is the last id that was seen. */
  async list(
    { principal }: Actor,
    { status, before, limit }: { status?: ProposalStatus; before?: string; limit: number },
  ): Promise<Proposal[]> {
    const { tenantId } = principal
    const last = before === undefined ? undefined : await this.#row(this.#core.db, tenantId, before)
    const rows = await this.#core.db.all<Row>(
      `SELECT * FROM proposals WHERE tenant_id = ? AND number < ?${status === undefined ? '' : ' AND status = ?'}
 ORDER BY number DESC LIMIT ?`,
      [tenantId, last?.number ?? Number.MAX_SAFE_INTEGER, ...(status === undefined ? [] : [status]), limit],
    )
    return rows.map(viewOf)
  }

  /** One that waits and that the actor may decide: not their own, nor one that is decided. */
  async decidable(actor: Actor, id: string): Promise<Proposal> {
    const proposal = viewOf(await this.#row(this.#core.db, actor.principal.tenantId, id))
    this.#core.need(actor, NEEDS[proposal.kind as ProposalKind])
    const { userId } = actor.principal
    if (userId === proposal.proposedBy && userId !== SYSTEM) {
      throw new Refusal('FORBIDDEN', 'Somebody else than who proposed it has to decide.')
    }
    if (proposal.status !== 'PENDING') throw new Refusal('CONFLICT', 'It was decided before.')
    return proposal
  }

  /** Ends one that `decidable` gave; of two decisions the first holds. */
  async decide(actor: Actor, id: string, status: 'APPROVED' | 'REJECTED'): Promise<Proposal> {
    const before = await this.decidable(actor, id)
    await this.#core.db.transaction(async (queries) => {
      const changed = await queries.run(
        `UPDATE proposals SET status = ?, decided_by = ?, decided_at = ?, decision_reason = ?, pending_for = NULL
 WHERE id = ? AND status = 'PENDING'`,
        [status, actor.principal.userId, this.#core.now(), actor.reason ?? '', id],
      )
      if (changed === 0) throw new Refusal('CONFLICT', 'It was decided before.')
      const changes = { before: { status: before.status }, after: { status } }
      await this.#audited(queries, actor, `PROPOSAL_${status}`, id, changes)
    })
    return await this.get(actor, id)
  }

  async #row(queries: Queries, tenantId: string, id: string): Promise<Row> {
    const sql = 'SELECT * FROM proposals WHERE id = ? AND tenant_id = ?'
    const row = await queries.one<Row>(sql, [id, tenantId])
    if (row === undefined) throw new Refusal('NOT_FOUND')
    return row
  }

  async #audited(
    queries: Queries,
    actor: Actor,
    action: string,
    resourceId: string,
    changes: Parameters<Core['audit']['by']>[2]['changes'] & {},
  ): Promise<void> {
    await this.#core.audit.by(queries, actor, { action, resource: 'PROPOSAL', resourceId, changes })
  }
}

const viewOf = (row: Row): Proposal => ({
  id: row.id,
  kind: row.kind,
  resourceId: row.resource_id,
  body: JSON.parse(row.body) as Proposal['body'],
  reason: row.reason,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  status: row.status,
  decidedBy: row.decided_by ?? undefined,
  decidedAt: row.decided_at ?? undefined,
  decisionReason: row.decision_reason ?? undefined,
})
