// Decimal strings of requests, in the steps of what they are about.
import { type Asset, DecimalError, type Instrument } from '@tapebook/client'
import { ApiError } from './errors.ts'

const LONG_MAX = 2n ** 63n - 1n
const AMOUNT_MAX = 2n ** 127n - 1n

function taken(field: string, most: bigint, parse: () => bigint): bigint {
  let value: bigint
  try {
    value = parse()
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error
    throw new ApiError('INVALID_DECIMAL', field)
  }
  if (value > most) throw new ApiError('INVALID_DECIMAL', field, 'The number is too large.')
  return value
}

/** In ticks. */
export const ticksOf = (instrument: Instrument, text: string, field: string): bigint =>
  taken(field, LONG_MAX, () => instrument.priceToTicks(text))

/** In lots. */
export const lotsOf = (instrument: Instrument, text: string, field: string): bigint =>
  taken(field, LONG_MAX, () => instrument.quantityToLots(text))

/** In smallest units. */
export const unitsOf = (asset: Asset, text: string, field: string): bigint =>
  taken(field, AMOUNT_MAX, () => asset.toUnits(text))
