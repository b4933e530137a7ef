import type { AssetReport, FeeAsset, InstrumentReport, InstrumentStatus } from '@tapebook/schema'
import { DecimalError, formatDecimal, parseDecimal } from './decimal.ts'

/** An asset, with its amounts as decimal strings. */
export class Asset {
  readonly id: number
  readonly code: string
  /** Decimal digits of the smallest unit. */
  readonly scale: number
  readonly displayScale: number

  constructor(report: Pick<AssetReport, 'asset' | 'code' | 'scale' | 'displayScale'>) {
    this.id = report.asset
    this.code = report.code
    this.scale = report.scale
    this.displayScale = report.displayScale
  }

  /** `"10.5"` in smallest units. */
  toUnits(amount: string): bigint {
    return parseDecimal(amount, this.scale, `${this.code} amount`)
  }

  /** Smallest units as a decimal, with at least the digits that people are shown. */
  format(units: bigint): string {
    return formatDecimal(units, this.scale, this.displayScale)
  }
}

function steps(text: string, size: bigint, scale: number, what: string): bigint {
  const units = parseDecimal(text, scale, what)
  if (units % size !== 0n) {
    throw new DecimalError(
      `${what} ${JSON.stringify(text)} is not a multiple of ${formatDecimal(size, scale)}`,
    )
  }
  return units / size
}

/** An instrument: its name, and prices and quantities as decimal strings. */
export class Instrument {
  readonly id: number
  readonly symbol: string
  readonly baseAsset: number
  readonly quoteAsset: number
  readonly priceScale: number
  readonly quantityScale: number
  readonly feeAsset: FeeAsset
  readonly tickSize: bigint
  readonly lotSize: bigint
  /** In lots. */
  readonly minQuantity: bigint
  readonly maxQuantity: bigint
  readonly quantityStep: bigint
  /** As they stood when the instrument was queried. */
  readonly status: InstrumentStatus
  readonly referencePrice: bigint
  readonly lastTradeId: bigint

  constructor(report: InstrumentReport) {
    this.id = report.instrument
    this.symbol = report.symbol
    this.baseAsset = report.baseAsset
    this.quoteAsset = report.quoteAsset
    this.priceScale = report.priceScale
    this.quantityScale = report.quantityScale
    this.feeAsset = report.feeAsset
    this.tickSize = report.tickSize
    this.lotSize = report.lotSize
    this.minQuantity = report.minQuantity
    this.maxQuantity = report.maxQuantity
    this.quantityStep = report.quantityStep
    this.status = report.status
    this.referencePrice = report.referencePrice
    this.lastTradeId = report.lastTradeId
  }

  /** `"64123.50"` in ticks. */
  priceToTicks(price: string): bigint {
    return steps(price, this.tickSize, this.priceScale, `${this.symbol} price`)
  }

  ticksToPrice(ticks: bigint): string {
    return formatDecimal(ticks * this.tickSize, this.priceScale)
  }

  /** `"0.25"` in lots. */
  quantityToLots(quantity: string): bigint {
    return steps(quantity, this.lotSize, this.quantityScale, `${this.symbol} quantity`)
  }

  lotsToQuantity(lots: bigint): string {
    return formatDecimal(lots * this.lotSize, this.quantityScale)
  }
}
