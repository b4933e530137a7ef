// Markets as exchangeInfo tells them, with the filters that are in force. Pure.
import { formatDecimal, InstrumentStatus } from '@tapebook/client'
import type { Market } from '@tapebook/service'
import type { Limits } from '../rest/limits.ts'
import { amountText, DIGITS, fixed, priceText, quantityText } from './decimals.ts'
import { DEFAULT_STP, ORDER_TYPES, STP_WORDS } from './order-words.ts'
import { ICEBERG_PARTS, TRAILING_DELTA } from './orders-in.ts'

/** What holds for prices and values in a market, beyond its steps. */
export interface MarketRules {
  /** In ticks; 0 for none. */
  readonly maxPrice: bigint
  /** In quote units; 0 for none. */
  readonly minNotional: bigint
  /** How far from the reference price a limit may be, in millionths of it; 0 for no bound. */
  readonly collarPpm: number
  /** How far from it a market order may trade. */
  readonly protectionPpm: number
}

const MILLION = 1_000_000
const PPM_DIGITS = 6

/** Words for how a market trades. */
export function symbolStatus(status: InstrumentStatus): 'TRADING' | 'HALT' | 'BREAK' | 'END_OF_DAY' {
  switch (status) {
    case InstrumentStatus.Continuous:
      return 'TRADING'
    case InstrumentStatus.Halted:
    case InstrumentStatus.Suspended:
      return 'HALT'
    case InstrumentStatus.Closed:
      return 'END_OF_DAY'
    default:
      return 'BREAK'
  }
}

/** A multiplier of a price: `1.500000`. */
const multiplier = (ppm: number): string => formatDecimal(BigInt(ppm), PPM_DIGITS, PPM_DIGITS)

export function filtersOf({ instrument, quote }: Market, rules: MarketRules, limits: Limits) {
  const { collarPpm, minNotional, maxPrice } = rules
  const lots = {
    minQty: quantityText(instrument, instrument.minQuantity),
    maxQty: quantityText(instrument, instrument.maxQuantity),
    stepSize: quantityText(instrument, instrument.quantityStep),
  }
  return [
    {
      filterType: 'PRICE_FILTER',
      minPrice: priceText(instrument, 1n),
      maxPrice: priceText(instrument, maxPrice),
      tickSize: priceText(instrument, 1n),
    },
    { filterType: 'LOT_SIZE', ...lots },
    { filterType: 'ICEBERG_PARTS', limit: ICEBERG_PARTS },
    { filterType: 'MARKET_LOT_SIZE', ...lots },
    {
      filterType: 'TRAILING_DELTA',
      minTrailingAboveDelta: TRAILING_DELTA.least,
      maxTrailingAboveDelta: TRAILING_DELTA.most,
      minTrailingBelowDelta: TRAILING_DELTA.least,
      maxTrailingBelowDelta: TRAILING_DELTA.most,
    },
    ...(collarPpm === 0
      ? []
      : [
          {
            filterType: 'PERCENT_PRICE_BY_SIDE',
            bidMultiplierUp: multiplier(MILLION + collarPpm),
            bidMultiplierDown: multiplier(Math.max(0, MILLION - collarPpm)),
            askMultiplierUp: multiplier(MILLION + collarPpm),
            askMultiplierDown: multiplier(Math.max(0, MILLION - collarPpm)),
            // The last price, or what an operator set.
            avgPriceMins: 0,
          },
        ]),
    {
      filterType: 'NOTIONAL',
      minNotional: amountText(quote, minNotional),
      applyMinToMarket: true,
      maxNotional: fixed(9_223_372_036n, 0),
      applyMaxToMarket: false,
      avgPriceMins: 0,
    },
    { filterType: 'MAX_NUM_ORDERS', maxNumOrders: limits.openOrders },
    { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: limits.openTriggers },
    { filterType: 'MAX_NUM_ICEBERG_ORDERS', maxNumIcebergOrders: limits.openIcebergs },
  ]
}

/** A market as an entry of `symbols`. */
export function symbolView(market: Market, rules: MarketRules, limits: Limits) {
  const { instrument, base, quote } = market
  const precision = (scale: number): number => Math.max(scale, DIGITS)
  return {
    symbol: instrument.symbol,
    status: symbolStatus(instrument.status),
    baseAsset: base.code,
    baseAssetPrecision: precision(base.scale),
    quoteAsset: quote.code,
    quotePrecision: precision(quote.scale),
    quoteAssetPrecision: precision(quote.scale),
    baseCommissionPrecision: precision(base.scale),
    quoteCommissionPrecision: precision(quote.scale),
    orderTypes: ORDER_TYPES,
    icebergAllowed: true,
    ocoAllowed: true,
    otoAllowed: true,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: true,
    cancelReplaceAllowed: true,
    amendAllowed: true,
    pegInstructionsAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: filtersOf(market, rules, limits),
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: DEFAULT_STP,
    allowedSelfTradePreventionModes: STP_WORDS,
  }
}
