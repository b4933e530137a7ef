// Trades, and what they and their amendments move (OB-14, ST-02).
import { type AuctionTrade, SettlementStatus, Side, type Trade, type TradeAmended } from '@tapebook/schema'
import type { Changes, Writer } from '../changes.ts'
import { type Row, table } from '../database/tables.ts'
import type { Books } from './book.ts'
import type { Candles } from './candles.ts'
import type { About, Money } from './money.ts'
import type { Positions } from './positions.ts'
import type { Instrument, Reference } from './reference.ts'
import type { Transactions } from './transactions.ts'
import type { Turnover } from './turnover.ts'

export const TRADES = table(
  'trades',
  {
    instrument: 'int',
    trade_id: 'int',
    price: 'int',
    quantity: 'int',
    notional: 'amount',
    taker_side: 'int',
    // Of an auction's the buyer stands as taker, and nobody is maker.
    is_auction: 'int',
    maker_order_id: 'int',
    taker_order_id: 'int',
    maker_account: 'int',
    taker_account: 'int',
    maker_fee: 'amount',
    taker_fee: 'amount',
    maker_fee_asset: 'int',
    taker_fee_asset: 'int',
    status: 'int',
    new_price: 'int',
    new_quantity: 'int',
    sequence: 'int',
    executed_at: 'long',
    new_notional: 'amount',
  },
  [],
)

interface Party {
  readonly orderId: bigint
  readonly account: number
  readonly feeAsset: number
  readonly fee: bigint
}

/** What else follows trades. */
export interface TradeViews {
  readonly positions: Positions
  readonly turnover: Turnover
  readonly candles: Candles
  readonly books: Books
  readonly transactions: Transactions
}

/** A trade as both kinds of it are booked. */
interface Made {
  readonly it: Trade | AuctionTrade
  readonly maker: Party
  readonly taker: Party
  readonly takerSide: Side
  readonly isAuction: boolean
}

const STANDING = `FROM trades WHERE instrument = ? AND status <> ${SettlementStatus.Busted} ORDER BY trade_id DESC LIMIT 1`
const CORRECTED = `status = ${SettlementStatus.Corrected}`

/** The ticker's last trade is the last one that stands. */
const LAST_STANDING = `UPDATE tickers SET
 last_price = coalesce((SELECT CASE WHEN ${CORRECTED} THEN new_price ELSE price END ${STANDING}), last_price),
 last_quantity = coalesce((SELECT CASE WHEN ${CORRECTED} THEN new_quantity ELSE quantity END ${STANDING}), last_quantity)
 WHERE instrument = ?`

export class Trades {
  readonly #changes: Changes
  readonly #reference: Reference
  readonly #money: Money
  readonly #views: TradeViews
  readonly #to: Writer<typeof TRADES>

  constructor(changes: Changes, reference: Reference, money: Money, views: TradeViews) {
    this.#changes = changes
    this.#reference = reference
    this.#money = money
    this.#views = views
    this.#to = changes.writer(TRADES)
  }

  made(it: Trade): void {
    this.#add({ it, maker: it.maker, taker: it.taker, takerSide: it.takerSide, isAuction: false })
  }

  madeInAuction(it: AuctionTrade): void {
    this.#add({ it, maker: it.sell, taker: it.buy, takerSide: Side.Buy, isAuction: true })
  }

  #add({ it, maker, taker, takerSide, isAuction }: Made): void {
    const { report, tradeId, price, quantity, notional } = it
    const instrument = this.#reference.instrument(it.instrument)
    this.#reference.traded(instrument, Number(tradeId))
    const row: Row<typeof TRADES> = {
      instrument: it.instrument,
      trade_id: Number(tradeId),
      price: Number(price),
      quantity: Number(quantity),
      notional,
      taker_side: takerSide,
      is_auction: isAuction ? 1 : 0,
      maker_order_id: Number(maker.orderId),
      taker_order_id: Number(taker.orderId),
      maker_account: maker.account,
      taker_account: taker.account,
      maker_fee: maker.fee,
      taker_fee: taker.fee,
      maker_fee_asset: maker.feeAsset,
      taker_fee_asset: taker.feeAsset,
      status: SettlementStatus.Settled,
      new_price: 0,
      new_quantity: 0,
      sequence: Number(report.sequence),
      executed_at: report.time,
      new_notional: 0n,
    }
    this.#to.put(row)
    const about = aboutTrade('TRADE', it)
    const { positions, turnover, candles, books, transactions } = this.#views
    const traded = { instrument: it.instrument, price: row.price, quantity, notional }
    candles.traded(traded, report.time, takerSide === Side.Buy && !isAuction)
    books.traded(it.instrument, price, quantity)
    const base = quantity * instrument.lot_units
    const usd = this.#reference.usd(instrument.quote_asset, notional)
    transactions.add('TRADE', usd)
    // In the order in which the engine books them, which counts where both are of one account.
    const booked = sides(maker, taker, takerSide)
    if (isAuction) booked.reverse()
    for (const [party, side] of booked) {
      const lots = side === Side.Buy ? quantity : -quantity
      positions.fill(party.account, it.instrument, lots, notional, report.time)
      turnover.traded(party.account, usd, 1)
      this.#move(party.account, side, instrument, base, notional, about)
      this.#money.postFee(party.account, party.feeAsset, party.fee, about)
    }
  }

  /** New entries for what two operators agreed on; fees stand where the trade is booked again. */
  amended(it: TradeAmended): void {
    const instrument = this.#reference.instrument(it.instrument)
    const about = aboutTrade('ADJUSTMENT', it)
    const base = (it.newQuantity - it.quantity) * instrument.lot_units
    const { positions, turnover, candles } = this.#views
    const before = it.price * it.quantity * instrument.quote_units
    const after = it.newPrice * it.newQuantity * instrument.quote_units
    const quote = after - before
    const usd = this.#reference.usd(instrument.quote_asset, quote)
    for (const [party, side] of sides(it.maker, it.taker, it.takerSide)) {
      const sign = side === Side.Buy ? 1n : -1n
      positions.fill(party.account, it.instrument, -sign * it.quantity, before, it.report.time)
      if (it.newQuantity > 0n) {
        positions.fill(party.account, it.instrument, sign * it.newQuantity, after, it.report.time)
      }
      turnover.traded(party.account, usd, it.newQuantity > 0n ? 0 : -1)
      this.#move(party.account, side, instrument, base, quote, about)
      if (it.status === SettlementStatus.Busted) {
        this.#money.postFeeBack(party.account, party.feeAsset, party.fee, about)
      }
    }
    this.#changes.run(
      'UPDATE trades SET status = ?, new_price = ?, new_quantity = ?, new_notional = ? WHERE instrument = ? AND trade_id = ?',
      it.status,
      it.newPrice,
      it.newQuantity,
      after,
      it.instrument,
      it.tradeId,
    )
    this.#changes.run(LAST_STANDING, it.instrument, it.instrument, it.instrument)
    candles.amended(it.instrument, it.tradeId)
  }

  /** A buyer gets base for quote, a seller the other way round. */
  #move(account: number, side: Side, of: Instrument, base: bigint, quote: bigint, about: About): void {
    const sign = side === Side.Buy ? 1n : -1n
    this.#money.post(account, of.base_asset, sign * base, about)
    this.#money.post(account, of.quote_asset, -sign * quote, about)
  }
}

const sides = (maker: Party, taker: Party, takerSide: Side): (readonly [Party, Side])[] => [
  [maker, takerSide === Side.Buy ? Side.Sell : Side.Buy],
  [taker, takerSide],
]

const aboutTrade = (
  type: 'TRADE' | 'ADJUSTMENT',
  { instrument, tradeId, report }: Trade | AuctionTrade | TradeAmended,
): About => ({
  type,
  reference: 'TRADE',
  id: `${instrument}:${tradeId}`,
  sequence: Number(report.sequence),
  time: report.time,
})
