// Where operators do something to the venue: each deed is checked, noted in the audit trail with before and after, and then
// sent to the exchange, once.
import {
  type Access,
  type Actor,
  type DeedOutcome,
  type Json,
  MAIN_TENANT,
  type NewDeed,
} from '@tapebook/access'
import type { Client, Instrument } from '@tapebook/client'
import type { LpControl } from '@tapebook/fix/lp'
import {
  type AccountState,
  accountState,
  type SettingKind,
  settingOf,
  type Tables,
} from '@tapebook/projections'
import {
  ApiError,
  type Freshness,
  fromTables,
  type Reference,
  RefusedError,
  type Session,
} from '@tapebook/service'
import type { FastifyRequest } from 'fastify'
import type { ApiMetrics } from '../http/metrics.ts'
import { requestId } from '../routes/orders.ts'
import { actorOf } from '../security/guard.ts'
import { HeldRequests } from './requests.ts'

export interface DeskParts {
  readonly access: Access
  /** The session that sends what operators do. */
  readonly operator: Session
  /** A second operator's, for what the exchange wants two of. */
  readonly approver: Session
  readonly reference: Reference
  readonly tables: Tables
  readonly freshness: Freshness
  /** Account that holds withdrawals until they are decided; undefined where none are taken. */
  readonly withdrawals: number | undefined
  /** The gateway to liquidity providers; undefined where the exchange has none. */
  readonly lp: LpControl | undefined
  readonly metrics: ApiMetrics
}

/** What is done, in words for the audit trail. */
export interface DeedWords extends Omit<NewDeed, 'key'> {
  readonly reason?: string
}

/** An account of the exchange, and whose it is. */
export interface Located {
  readonly account: number
  /** Undefined for one that no person has. */
  readonly uuid: string | undefined
}

/** What a deed gave. */
export interface Result {
  /** Client id of its first command. */
  readonly id: string
  /** Number that the exchange gave; undefined where it was done by an earlier request. */
  readonly given: bigint | undefined
}

const REASON_MIN = 3

export class Desk {
  readonly parts: DeskParts

  constructor(parts: DeskParts) {
    this.parts = parts
  }

  /** Who asks; only who works for the venue itself, not for one tenant of it, changes it. */
  actor(request: FastifyRequest, reason?: string): Actor {
    const actor = actorOf(request)
    if (actor.principal.tenantId !== MAIN_TENANT) throw new ApiError('FORBIDDEN')
    if (reason === undefined) return actor
    if (reason.trim().length < REASON_MIN) throw new ApiError('INVALID_FIELD', 'reason')
    return { ...actor, reason: reason.trim() }
  }

  /** Throws while the exchange is away, before anything is noted. */
  live(): void {
    void this.parts.operator.client
  }

  /**
   * Does it once: `ask` calls functions of the SDK with what becomes the session. `needsKey`: it moves money, so it needs
   * an id of the operator's.
   */
  async run(
    request: FastifyRequest,
    { reason, ...words }: DeedWords,
    ask: (operator: Client) => Promise<unknown>,
    { needsKey = false } = {},
  ): Promise<Result> {
    const { operator } = this.parts
    const actor = this.actor(request, reason)
    const held = await HeldRequests.of(ask)
    this.live()
    const { id, given } = await this.once(actor, this.#keyed(request, words, needsKey), async (id) =>
      operator.ask((client) => held.send(client, id)),
    )
    return { id, given }
  }

  /** Does once what is no command of the exchange. */
  async act(
    request: FastifyRequest,
    { reason, ...words }: DeedWords,
    act: () => Promise<void>,
  ): Promise<void> {
    const actor = this.actor(request, reason)
    await this.once(actor, this.#keyed(request, words, false), async () => {
      await act()
      return 0n
    })
  }

  /** Notes a deed, does it by `send`, and notes what became of it. */
  async once(actor: Actor, deed: NewDeed, send: (id: string) => Promise<bigint>): Promise<Result> {
    const { access, metrics } = this.parts
    const { deeds } = access
    const { id, outcome } = await deeds.begin(actor, deed)
    if (outcome !== undefined) return { id, given: resultOf(outcome) }
    try {
      const given = await send(id)
      await deeds.done(id)
      metrics.deed(deed.action, 'done')
      return { id, given }
    } catch (error) {
      const isRefused = error instanceof RefusedError
      metrics.deed(deed.action, isRefused ? 'refused' : 'unanswered')
      if (isRefused) await deeds.refused(actor, deed, id, { ...error.body(), status: error.status })
      else await deeds.unanswered(actor, deed, id)
      throw error
    }
  }

  #keyed(request: FastifyRequest, words: Omit<NewDeed, 'key'>, needsKey: boolean): NewDeed {
    const key = requestId(request, undefined)
    if (key !== undefined) return { ...words, key }
    if (!needsKey) return words
    throw new ApiError(
      'INVALID_FIELD',
      'idempotency-key',
      'What moves money needs an Idempotency-Key of yours.',
    )
  }

  /** The instrument as it is now. */
  async instrument(symbol: string): Promise<Instrument> {
    const instruments = await this.parts.operator.ask((client) => client.instruments())
    const found = instruments.find((it) => it.symbol === symbol)
    if (found === undefined) throw new ApiError('NOT_FOUND', 'symbol', 'There is no such instrument.')
    return found
  }

  /** The account of a uuid, or of a number in the exchange; else NOT_FOUND. */
  async account(actor: Actor, id: string): Promise<Located> {
    const { access, withdrawals } = this.parts
    const found = await access.accounts.locate(actor, id)
    if (found === undefined || found.account === withdrawals)
      throw new ApiError('NOT_FOUND', 'account', 'There is no such account.')
    return found
  }

  /** Tier and status of an account, as the tables have it; throws NOT_FOUND. */
  async state(account: number): Promise<AccountState> {
    const found = await this.fromTables((tables) => accountState(tables, account))
    if (found === undefined) throw new ApiError('NOT_FOUND', 'account', 'There is no such account.')
    return found
  }

  /** What operators set last; says so where the tables cannot be read: nothing waits for them. */
  async before(kind: SettingKind, subject: string | number): Promise<Record<string, Json>> {
    try {
      const found = await this.fromTables((tables) => settingOf(tables, kind, subject))
      return found === undefined ? { set: false } : (found.value as Record<string, Json>)
    } catch {
      return { unknown: 'the tables could not be read' }
    }
  }

  /** Reads the tables once they are as far as the exchange told. */
  async fromTables<T>(read: (tables: Tables) => Promise<T>): Promise<T> {
    const { freshness, operator, tables } = this.parts
    if (!(await freshness.upTo(operator.lastSequence))) throw new ApiError('TABLES_UNAVAILABLE')
    return await fromTables(() => read(tables))
  }
}

/** What an earlier request gave; throws what it was refused with. */
function resultOf(outcome: NonNullable<DeedOutcome>): undefined {
  if ('done' in outcome) return undefined
  const { code, status, message, field } = outcome.refused as Record<string, string | number | undefined>
  throw new RefusedError(String(code), Number(status), String(message), field as string | undefined)
}
