// Prices of sums, and fees.
import { formatDecimal, type Instrument } from '@tapebook/client'
import { Fields } from '../message.ts'
import type { Version } from './fields.ts'

/** Money for a quantity: quote units for lots, rounded half up to four digits more than prices have; 0 for none. */
export function priceOf(money: bigint, lots: bigint, instrument: Instrument, quoteScale: number): string {
  if (lots === 0n) return '0'
  const digits = instrument.priceScale + 4
  const above = (money < 0n ? -money : money) * 10n ** BigInt(instrument.quantityScale + digits)
  const below = (lots < 0n ? -lots : lots) * instrument.lotSize * 10n ** BigInt(quoteScale)
  return formatDecimal((above * 2n + below) / (below * 2n), digits)
}

/** What a fill costs, in the asset that it is taken from; below zero it is a rebate. 12 and 13 in 4.2, 136 to 139 later. */
export function writeFee(fee: bigint, code: string, amount: string, into: Fields, version: Version): void {
  if (fee === 0n) return
  if (version === '4.2') into.set(12, amount).set(13, '3').set(479, code)
  else into.setGroup(136, [new Fields().set(137, amount).set(138, code).set(139, '4')])
}
