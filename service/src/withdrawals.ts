// Withdrawals: a request moves the money to an account that nobody trades with, and a second person decides.
// Each step is one transfer or withdrawal of the exchange, whose id is remembered for good: a request and a decision
// each take effect once, and of two decisions the first holds.
import { createHash } from 'node:crypto'
import { MessageType } from '@tapebook/client'
import { type LedgerRow, ledgerOf, ownLedger, type Tables } from '@tapebook/projections'
import { type PageOf, pageOf, readCursor, writeCursor } from './cursors.ts'
import { ApiError, RefusedError } from './errors.ts'
import type { Freshness } from './freshness.ts'
import { fromTables } from './history.ts'
import { isoTime } from './market.ts'
import { unitsOf } from './numbers.ts'
import type { Reference } from './reference.ts'
import type { Session } from './session.ts'
import { Turns } from './turns.ts'

/** What ids of requests, and of decisions, begin with in the ledger. */
const REQUEST = 'w/'
const DECISION = 'wd/'
const ID = /^[\w-]{32}$/

/** The id was used before, whether its first answer is still kept or not. */
const isKnown = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'DUPLICATE_ID' || error.code === 'REPEATED')

/** A name that only this account and this request have. */
const nameOf = (uuid: string, id: string): string =>
  createHash('sha256').update(`${uuid}\n${id}`).digest('base64url').slice(0, 32)

export interface WithdrawalParts {
  readonly operator: Session
  readonly reference: Reference
  readonly tables: Tables
  readonly freshness: Freshness
  /** The account that holds them; undefined where none are taken. */
  readonly account: number | undefined
}

export class WithdrawalService {
  readonly #parts: WithdrawalParts
  /** Of each withdrawal: what is asked again waits for the first answer. */
  readonly #turns = new Turns()
  /** Last command that a step was. */
  #told = 0

  constructor(parts: WithdrawalParts) {
    this.#parts = parts
  }

  /** Takes the money aside until somebody decides. The same id with the same words takes effect once. */
  async request(from: { account: number; uuid: string }, code: string, amount: string, id: string) {
    const { operator, reference } = this.#parts
    const destination = this.#account()
    const asset = await reference.asset(code)
    const name = nameOf(from.uuid, id)
    const units = unitsOf(asset, amount, 'amount')
    const body = {
      source: from.account,
      destination,
      asset: asset.id,
      amount: units,
      clientId: REQUEST + name,
    }
    return await this.#turns.take(name, async () => {
      try {
        const applied = await operator.ask((client) => client.request(MessageType.Transfer, body))
        this.#told = Math.max(this.#told, Number(applied.report.sequence))
      } catch (error) {
        if (!isKnown(error)) throw error
        // The id is remembered for longer than the answer.
        return await this.#same(name, from.account, asset.id, units)
      }
      return await this.#find(name)
    })
  }

  async #same(name: string, account: number, asset: number, units: bigint) {
    await this.#fresh()
    const rows = await fromTables(() => ledgerOf(this.#parts.tables, REQUEST + name))
    const isSame = rows.some((row) => row.account === account && row.asset === asset && row.amount === -units)
    if (!isSame)
      throw new RefusedError('DUPLICATE_ID', 409, 'The id was used before for another request.', 'id')
    return await this.#find(name)
  }

  /** Withdrawals of an account, newest first. */
  async list(account: number, limit: number, cursor?: string) {
    return await this.#page(account, limit, cursor, (row) => this.#view(row))
  }

  /**
   * Those of every account that `isSeen` says yes to, newest first: a page has fewer rows than were asked for where some
   * are not.
   */
  async listAll(limit: number, cursor: string | undefined, isSeen: (account: number) => Promise<boolean>) {
    const view = async (row: LedgerRow) => {
      const asked = await this.#asked(row.reference_id.slice(REQUEST.length))
      return asked !== undefined && (await isSeen(asked.account)) ? await this.#view(row) : undefined
    }
    const { data, next_cursor } = await this.#page(this.#account(), limit, cursor, view)
    return { data: data.filter((it) => it !== undefined), next_cursor }
  }

  async #page<V>(
    account: number,
    limit: number,
    cursor: string | undefined,
    view: (row: LedgerRow) => Promise<V>,
  ): Promise<PageOf<V>> {
    const [sequence = 0, asset = 0, entry = 0] = cursor === undefined ? [] : readCursor(cursor, 3)
    const before = cursor === undefined ? {} : { before: { sequence, asset, entry } }
    await this.#fresh()
    const asked = { ...before, type: 'TRANSFER', begins: REQUEST, limit: limit + 1 } as const
    const rows = await fromTables(() => ownLedger(this.#parts.tables, account, asked))
    return await pageOf(rows, limit, view, (last) => writeCursor(last.sequence, last.asset, last.entry))
  }

  /** Pays it out, or gives the money back. `mayDecide` is told whose account it is, and throws what is against it. */
  async decide(name: string, isApproved: boolean, mayDecide: (account: number) => Promise<void>) {
    const { operator } = this.#parts
    const held = this.#account()
    await this.#fresh()
    const asked = await this.#asked(name)
    if (asked === undefined) throw new ApiError('NOT_FOUND', undefined, 'There is no such withdrawal.')
    await mayDecide(asked.account)
    const common = { asset: asked.asset, amount: -asked.amount, clientId: DECISION + name }
    const payOut = { ...common, target: held }
    const giveBack = { ...common, source: held, destination: asked.account }
    return await this.#turns.take(name, async () => {
      try {
        const applied = await operator.ask((client) =>
          isApproved
            ? client.request(MessageType.Withdraw, payOut)
            : client.request(MessageType.Transfer, giveBack),
        )
        this.#told = Math.max(this.#told, Number(applied.report.sequence))
      } catch (error) {
        if (!isKnown(error)) throw error
        const view = await this.#find(name)
        if (view.status !== (isApproved ? 'approved' : 'rejected')) {
          throw new ApiError('CONFLICT', undefined, 'The withdrawal was decided before.')
        }
        return view
      }
      return await this.#find(name)
    })
  }

  /** What a withdrawal took from the account of who asked for it. */
  async #asked(name: string): Promise<LedgerRow | undefined> {
    const held = this.#account()
    if (!ID.test(name)) return undefined
    const rows = await fromTables(() => ledgerOf(this.#parts.tables, REQUEST + name))
    return rows.find((row) => row.account !== held && row.amount < 0n)
  }

  async #find(name: string) {
    await this.#fresh()
    const rows = await fromTables(() => ledgerOf(this.#parts.tables, REQUEST + name))
    const [row] = rows
    if (row === undefined) throw new ApiError('TABLES_UNAVAILABLE')
    return await this.#view(row)
  }

  async #view(row: LedgerRow) {
    const { reference, tables } = this.#parts
    const asset = await reference.assetOf(row.asset)
    const name = row.reference_id.slice(REQUEST.length)
    const [decision] = await fromTables(() => ledgerOf(tables, DECISION + name))
    return {
      id: name,
      asset: asset.code,
      amount: asset.format(row.amount < 0n ? -row.amount : row.amount),
      status: decision === undefined ? 'pending' : decision.type === 'WITHDRAWAL' ? 'approved' : 'rejected',
      requested_at: isoTime(row.created_at),
      decided_at: decision === undefined ? null : isoTime(decision.created_at),
    }
  }

  #account(): number {
    const { account } = this.#parts
    if (account === undefined) throw new ApiError('WITHDRAWALS_UNAVAILABLE')
    return account
  }

  async #fresh(): Promise<void> {
    if (!(await this.#parts.freshness.upTo(this.#told))) throw new ApiError('TABLES_UNAVAILABLE')
  }
}
