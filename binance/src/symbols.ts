// Symbols as clients write them.
import type { Market } from '@tapebook/service'

/** `BTCUSD`. */
export const symbolOf = ({ instrument }: Pick<Market, 'instrument'>): string => instrument.symbol
