// Money, trades, positions and fees of an account.
import { formatDecimal, SettlementStatusName, SideName } from '@tapebook/client'
import {
  feeSchedule,
  type LedgerRow,
  type LedgerType,
  type OwnTrade,
  ownLedger,
  ownTrades,
  type Tables,
} from '@tapebook/projections'
import { pageOf, readCursor, writeCursor } from './cursors.ts'
import { ApiError } from './errors.ts'
import type { Freshness } from './freshness.ts'
import { fromTables } from './history.ts'
import { isoTime, snake } from './market.ts'
import type { Reference } from './reference.ts'
import type { Session } from './session.ts'

/** Digits of a rate in millionths. */
const PPM_DIGITS = 6

export class AccountService {
  readonly #session: Session
  readonly #reference: Reference
  readonly #tables: Tables
  readonly #freshness: Freshness

  constructor(session: Session, reference: Reference, tables: Tables, freshness: Freshness) {
    this.#session = session
    this.#reference = reference
    this.#tables = tables
    this.#freshness = freshness
  }

  /** Every asset that the account holds, as the exchange has it now (R-013, AL-22). */
  async balances(account: number) {
    const reports = await this.#session.ask((client) => client.balances(account))
    reports.sort((a, b) => a.asset - b.asset)
    return await Promise.all(
      reports.map(async ({ asset, available, held }) => {
        const it = await this.#reference.assetOf(asset)
        return {
          asset: it.code,
          available: it.format(available),
          reserved: it.format(held),
          total: it.format(available + held),
        }
      }),
    )
  }

  /** What it holds by its fills, with what that cost (R-037, PO-04, PO-05). */
  async positions(account: number) {
    const reports = await this.#session.ask((client) => client.positions(account))
    return await Promise.all(
      reports.map(async ({ instrument: id, quantity, cost }) => {
        const { instrument, quote } = await this.#reference.marketOf(id)
        const size = quantity < 0n ? -quantity : quantity
        // Cut off: it is shown, nothing is booked by it.
        const digits = quote.scale + instrument.quantityScale
        const units = size * instrument.lotSize
        const average = units === 0n ? 0n : (cost * 10n ** BigInt(2 * instrument.quantityScale)) / units
        return {
          symbol: instrument.symbol,
          side: quantity < 0n ? ('short' as const) : ('long' as const),
          qty: instrument.lotsToQuantity(size),
          average_cost: formatDecimal(average, digits),
          cost: quote.format(cost),
        }
      }),
    )
  }

  /** Its trades, newest first. */
  async trades(account: number, limit: number, cursor?: string) {
    const [sequence = 0, trade = 0, role = 0] = cursor === undefined ? [] : readCursor(cursor, 3)
    const before = cursor === undefined ? {} : { before: { sequence, trade, role } }
    await this.#fresh()
    const rows = await fromTables(() => ownTrades(this.#tables, account, { ...before, limit: limit + 1 }))
    return await pageOf(
      rows,
      limit,
      (row) => this.#trade(row),
      (last) => writeCursor(last.sequence, last.trade_id, last.isTaker ? 1 : 0),
    )
  }

  async #trade(row: OwnTrade) {
    const { instrument, quote } = await this.#reference.marketOf(row.instrument)
    const feeAsset = await this.#reference.assetOf(row.fee_asset)
    return {
      id: row.trade_id,
      order_id: row.order_id,
      pair: instrument.symbol,
      side: snake(SideName[row.side] ?? ''),
      role: row.role,
      price: instrument.ticksToPrice(BigInt(row.price)),
      quantity: instrument.lotsToQuantity(BigInt(row.quantity)),
      quote_quantity: quote.format(row.notional),
      fee: feeAsset.format(row.fee),
      fee_asset: feeAsset.code,
      status: snake(SettlementStatusName[row.status] ?? ''),
      timestamp: isoTime(row.executed_at),
    }
  }

  /** Its ledger, newest first, of one type or all of it (R-014, AL-09). */
  async ledger(account: number, limit: number, cursor?: string, type?: LedgerType) {
    const [sequence = 0, asset = 0, entry = 0] = cursor === undefined ? [] : readCursor(cursor, 3)
    const before = cursor === undefined ? {} : { before: { sequence, asset, entry } }
    await this.#fresh()
    const asked = { ...before, ...(type !== undefined && { type }), limit: limit + 1 }
    const rows = await fromTables(() => ownLedger(this.#tables, account, asked))
    return await pageOf(
      rows,
      limit,
      (row) => this.#entry(row),
      (last) => writeCursor(last.sequence, last.asset, last.entry),
    )
  }

  async #entry(row: LedgerRow) {
    const asset = await this.#reference.assetOf(row.asset)
    return {
      id: `${row.asset}-${row.entry}`,
      type: row.type,
      asset: asset.code,
      amount: asset.format(row.amount),
      balance_before: asset.format(row.balance_before),
      balance_after: asset.format(row.balance_after),
      reference_type: row.reference_type,
      reference_id: row.reference_id,
      created_at: isoTime(row.created_at),
    }
  }

  /** Its fee tier and rates of each pair (R-018, AL-14). */
  async fees(account: number) {
    const { tier, rates } = await fromTables(() => feeSchedule(this.#tables, account))
    const standard = rates.find(({ instrument }) => instrument === undefined)
    const markets = await this.#reference.markets()
    const rate = (ppm = 0): string => formatDecimal(BigInt(ppm), PPM_DIGITS)
    return {
      tier,
      pairs: markets.map(({ instrument }) => {
        const own = rates.find((it) => it.instrument === instrument.id) ?? standard
        return { pair: instrument.symbol, maker: rate(own?.maker_ppm), taker: rate(own?.taker_ppm) }
      }),
    }
  }

  /** The tables as far as this session was told. */
  async #fresh(): Promise<void> {
    if (!(await this.#freshness.upTo(this.#session.lastSequence))) throw new ApiError('TABLES_UNAVAILABLE')
  }
}
