// Positions and trades as messages, for who asks for them.
import type { wire } from '@tapebook/client'
import { Fields, FixMessage } from '../message.ts'
import { LIQUIDITY_CODES } from './codes.ts'
import type { Counterparty } from './counterparty.ts'
import { priceOf, writeFee } from './money.ts'
import { fillId } from './told.ts'
import { formatDate, formatTime } from './values.ts'

/** 35=AP for each position, or one that says that there is none. */
export function positionReports(
  id: string,
  account: number,
  positions: readonly wire.PositionReport[],
  party: Counterparty,
  time: bigint,
): FixMessage[] {
  const day = formatDate(time)
  const head = (at: number, isFound: boolean, price: string): Fields =>
    new Fields()
      .set(721, `${id}-${at + 1}`)
      .set(710, id)
      .set(724, '0')
      .set(728, isFound ? '0' : '2')
      .set(727, `${positions.length}`)
      .set(1, party.accountName(account))
      .set(581, '1')
      .set(715, day)
      .set(730, price)
      .set(731, '2')
      .set(734, '0')
  if (positions.length === 0) return [new FixMessage('AP', head(0, false, '0'))]
  return positions.flatMap(({ instrument: number, quantity, cost }, at) => {
    const instrument = party.instrumentOf(number)
    const quote = instrument && party.asset(instrument.quoteAsset)
    if (instrument === undefined || quote === undefined) return []
    const lots = instrument.lotsToQuantity(quantity < 0n ? -quantity : quantity)
    const fields = head(at, true, priceOf(cost, quantity, instrument, quote.scale)).set(55, instrument.symbol)
    const entry = new Fields().set(703, 'TOT').set(quantity < 0n ? 705 : 704, lots)
    return [new FixMessage('AP', fields.setGroup(702, [entry]))]
  })
}

/** One side of a trade as it is kept for lists of a day. */
export interface KeptTrade {
  readonly tradeId: bigint
  readonly instrument: number
  readonly account: number
  readonly orderId: bigint
  readonly clientId: string
  readonly side: number
  readonly liquidity: number
  readonly price: bigint
  readonly quantity: bigint
  readonly fee: bigint
  readonly feeAsset: number
  readonly time: bigint
}

/** 35=AQ: how many follow. */
export function tradesAck(id: string, kind: string, count: number): FixMessage {
  const fields = new Fields().set(568, id).set(569, kind).set(748, `${count}`).set(749, '0').set(750, '0')
  return new FixMessage('AQ', fields)
}

/** 35=AE for each trade; the last one says so. */
export function tradeReports(id: string, trades: readonly KeptTrade[], party: Counterparty): FixMessage[] {
  return trades.flatMap((trade, at) => {
    const instrument = party.instrumentOf(trade.instrument)
    if (instrument === undefined) return []
    const execId = fillId(trade.instrument, trade.tradeId, trade.side)
    const day = formatDate(trade.time)
    const side = Fields.of([
      [54, trade.side === 0 ? '1' : '2'],
      [37, trade.orderId],
      [11, trade.clientId],
      [1, party.accountName(trade.account)],
      [851, LIQUIDITY_CODES[trade.liquidity as 0]],
    ])
    const asset = party.asset(trade.feeAsset)
    if (asset !== undefined) writeFee(trade.fee, asset.code, asset.format(trade.fee), side, party.version)
    const fields = Fields.of([
      [571, execId],
      [568, id],
      [748, trades.length],
      [912, at === trades.length - 1 ? 'Y' : 'N'],
      [17, execId],
      [570, 'N'],
      [55, instrument.symbol],
      [32, instrument.lotsToQuantity(trade.quantity)],
      [31, instrument.ticksToPrice(trade.price)],
      [75, day],
      [60, formatTime(trade.time, party.version)],
      [64, day],
      [880, trade.tradeId],
      [552, [side]],
    ])
    return [new FixMessage('AE', fields)]
  })
}
