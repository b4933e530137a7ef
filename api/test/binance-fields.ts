// Fields of Binance's answers, endpoint by endpoint, and how they are here: `same` where nothing stands behind a name, else what
// differs. The page is made of it, and a test holds it to the answers of a running server.

/** `-` before the words: the field is not there. */
export type Fields = Readonly<Record<string, string>>

const names = (text: string): Fields => Object.fromEntries(text.split(' ').map((name) => [name, '']))

const under = (place: string, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, words]) => [`${place}${name}`, words]))

const NOT_KEPT = '-taken, not kept'
const NO_SOR = '-there is no smart order routing'
const NO_PEG = '-there are no pegged orders over this API'
/** Fields that orders have where they have a value. */
const MORE: Fields = {
  ...names('stopPrice icebergQty trailingDelta'),
  trailingTime: '-not told',
  strategyId: NOT_KEPT,
  strategyType: NOT_KEPT,
  preventedMatchId: '-which orders met is not kept; they are `EXPIRED_IN_MATCH`',
  preventedQuantity: '-as `preventedMatchId`',
  usedSor: NO_SOR,
  workingFloor: NO_SOR,
  pegPriceType: NO_PEG,
  pegOffsetType: NO_PEG,
  pegOffsetValue: NO_PEG,
  peggedPrice: NO_PEG,
}
const CORE =
  'price origQty executedQty origQuoteOrderQty cummulativeQuoteQty status timeInForce type side selfTradePreventionMode'
const ORDER: Fields = {
  symbol: '',
  orderId: 'one row of numbers for all symbols',
  orderListId: 'one row of numbers for all symbols; -1 for none',
  clientOrderId: '',
  ...names(CORE),
  origQty: 'of a market order by `quoteOrderQty` what it met',
  timeInForce: 'also `DAY` and `GTD`, of orders that came in by other ways',
}
const QUERIED: Fields = {
  ...ORDER,
  ...names('time updateTime isWorking workingTime'),
  ...MORE,
  stopPrice: '`0.00000000` where there is none',
  icebergQty: '`0.00000000` where there is none',
}
const NEW: Fields = { ...ORDER, ...names('transactTime workingTime'), ...MORE }
const CANCELED: Fields = { ...ORDER, ...names('transactTime origClientOrderId'), ...MORE }
const FILLS = under('fills[].', names('price qty commission commissionAsset tradeId'))
const LIST: Fields = {
  orderListId: 'one row of numbers for all symbols',
  contingencyType: '',
  listStatusType: '`EXEC_STARTED` or `ALL_DONE`',
  ...names('listOrderStatus listClientOrderId transactionTime symbol'),
  ...under('orders[].', names('symbol orderId clientOrderId')),
}
const TRADE: Fields = {
  ...names('id price qty quoteQty time isBuyerMaker'),
  isBestMatch: 'always true',
}
const KLINE = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [String(at), '']))
const STATISTICS = names(
  'symbol priceChange priceChangePercent weightedAvgPrice openPrice highPrice lowPrice lastPrice volume quoteVolume openTime closeTime firstId lastId count',
)
const RATES = names('maker taker buyer seller')
const LIMIT = names('rateLimitType interval intervalNum limit')

export const FIELDS: Readonly<Record<string, Fields>> = {
  'GET /api/v3/time': names('serverTime'),
  'GET /api/v3/exchangeInfo': {
    ...names('timezone serverTime'),
    ...under('rateLimits[].', LIMIT),
    exchangeFilters: 'empty: the exchange’s own limits have no filter of this form',
    ...under('symbols[].', {
      ...names('symbol status baseAsset baseAssetPrecision quoteAsset quotePrecision quoteAssetPrecision'),
      ...names(
        'baseCommissionPrecision quoteCommissionPrecision orderTypes icebergAllowed ocoAllowed otoAllowed',
      ),
      opoAllowed: '-there are none',
      ...names('quoteOrderQtyMarketAllowed allowTrailingStop cancelReplaceAllowed amendAllowed'),
      ...names('pegInstructionsAllowed isSpotTradingAllowed isMarginTradingAllowed'),
      ...names('permissionSets defaultSelfTradePreventionMode allowedSelfTradePreventionModes'),
      ...under('filters[].', {
        ...names(
          'filterType minPrice maxPrice tickSize minQty maxQty stepSize limit minNotional applyMinToMarket',
        ),
        ...names('applyMaxToMarket minTrailingAboveDelta maxTrailingAboveDelta minTrailingBelowDelta'),
        ...names('maxTrailingBelowDelta bidMultiplierUp bidMultiplierDown askMultiplierUp askMultiplierDown'),
        ...names('maxNumOrders maxNumAlgoOrders maxNumIcebergOrders'),
        maxNotional: 'as large as none is',
        avgPriceMins: 'always 0: from the reference price',
        maxPosition: '-the exchange’s own limits say how much one may hold',
        maxNumOrderLists: '-lists are held to what all open orders are',
        maxNumOrderAmends: '-there is no bound',
      }),
      permissions: 'empty, as it is there by now',
    }),
    sors: NO_SOR,
  },
  'GET /api/v3/depth': { lastUpdateId: 'grows by more than one: all symbols share it', bids: '', asks: '' },
  'GET /api/v3/trades': TRADE,
  'GET /api/v3/aggTrades': { ...names('p q f l T m M'), a: 'number of the first trade: it has gaps' },
  'GET /api/v3/klines': { ...KLINE, '11': 'always 0' },
  'GET /api/v3/avgPrice': names('mins price closeTime'),
  'GET /api/v3/ticker/24hr': {
    ...STATISTICS,
    ...names('lastQty bidPrice bidQty askPrice askQty'),
    prevClosePrice: 'as `openPrice`',
    firstId: 'too low where trades were busted',
  },
  'GET /api/v3/ticker': STATISTICS,
  'GET /api/v3/ticker/tradingDay': STATISTICS,
  'GET /api/v3/ticker/price': names('symbol price'),
  'GET /api/v3/ticker/bookTicker': names('symbol bidPrice bidQty askPrice askQty'),
  'POST /api/v3/order': { ...NEW, ...FILLS },
  'POST /api/v3/order/test': {
    ...under('standardCommissionForOrder.', names('maker taker')),
    ...under('specialCommissionForOrder.', { maker: 'always 0', taker: 'always 0' }),
    ...under('taxCommissionForOrder.', { maker: 'always 0', taker: 'always 0' }),
    ...under('discount.', {
      ...names('enabledForAccount enabledForSymbol discount'),
      discountAsset: 'empty: there are no discounts',
    }),
  },
  'GET /api/v3/order': QUERIED,
  'GET /api/v3/openOrders': QUERIED,
  'GET /api/v3/allOrders': QUERIED,
  'DELETE /api/v3/order': CANCELED,
  'POST /api/v3/order/cancelReplace': {
    ...names('cancelResult newOrderResult'),
    ...under('cancelResponse.', CANCELED),
    ...under('newOrderResponse.', NEW),
  },
  'PUT /api/v3/order/amend/keepPriority': {
    transactTime: '',
    executionId: 'sequence of the command',
    ...under('amendedOrder.', {
      ...names('symbol orderId orderListId origClientOrderId clientOrderId price qty executedQty'),
      ...names('cumulativeQuoteQty status timeInForce type side workingTime selfTradePreventionMode'),
      preventedQty: 'always 0',
      quoteOrderQty: 'always 0',
    }),
    listStatus: '-ask `GET /api/v3/orderList`',
  },
  'GET /api/v3/order/amendments': {
    ...names('symbol orderId origClientOrderId newClientOrderId origQty newQty time'),
    executionId: 'sequence of the command',
  },
  'POST /api/v3/orderList/oco': { ...LIST, ...under('orderReports[].', NEW) },
  'GET /api/v3/orderList': LIST,
  'DELETE /api/v3/orderList': { ...LIST, ...under('orderReports[].', CANCELED) },
  'GET /api/v3/account': {
    ...names('makerCommission takerCommission canTrade canWithdraw accountType permissions'),
    ...under('commissionRates.', RATES),
    ...under('balances[].', names('asset free locked')),
    buyerCommission: 'always 0',
    sellerCommission: 'always 0',
    canDeposit: 'always true',
    brokered: 'always false',
    requireSelfTradePrevention: 'always false',
    preventSor: 'always false',
    updateTime: 'when it was asked',
    uid: 'number of the account',
  },
  'GET /api/v3/account/commission': {
    symbol: '',
    ...under('standardCommission.', RATES),
    ...under('specialCommission.', {
      maker: 'always 0',
      taker: 'always 0',
      buyer: 'always 0',
      seller: 'always 0',
    }),
    ...under('taxCommission.', {
      maker: 'always 0',
      taker: 'always 0',
      buyer: 'always 0',
      seller: 'always 0',
    }),
    ...under('discount.', {
      ...names('enabledForAccount enabledForSymbol discount'),
      discountAsset: 'empty: there are no discounts',
    }),
  },
  'GET /api/v3/myTrades': {
    ...names(
      'symbol id orderId orderListId price qty quoteQty commission commissionAsset time isBuyer isMaker',
    ),
    isBestMatch: 'always true',
  },
  'GET /api/v3/myPreventedMatches': {
    ...names('symbol takerOrderId makerSymbol makerOrderId selfTradePreventionMode price'),
    ...names('makerPreventedQuantity transactTime'),
    preventedMatchId: 'the order that ended',
    tradeGroupId: 'always -1',
    takerPreventedQuantity: '-not kept',
  },
  'GET /api/v3/rateLimit/order': { ...LIMIT, count: '' },
  'GET /sapi/v1/asset/tradeFee': names('symbol makerCommission takerCommission'),
  'GET /sapi/v1/system/status': names('status msg'),
}

/** The page. */
export function fieldsPage(): string {
  const parts = Object.entries(FIELDS).map(([endpoint, fields]) => {
    const all = Object.entries(fields)
    const same = all.filter(([, words]) => words === '').map(([name]) => `\`${name}\``)
    const rows = all
      .filter(([, words]) => words !== '')
      .map(([name, words]) =>
        words.startsWith('-')
          ? `| \`${name}\` | absent | ${words.slice(1)} |`
          : `| \`${name}\` | different | ${words} |`,
      )
    const table = rows.length === 0 ? '' : `\n\n| field | | |\n|---|---|---|\n${rows.join('\n')}`
    return `## \`${endpoint}\`\n\nSame: ${same.join(', ')}.${table}`
  })
  return `<!-- Generated from api/test/binance-fields.ts by api/test/binance-fields.test.ts; do not edit. -->

# Fields of answers as Binance documents them

What [binance.md](binance.md) says of endpoints, field by field; \`orders[].symbol\` is a field of each entry of a list, and columns of klines
have their numbers. A field that is named nowhere is in no answer. Endpoints that answer the same are listed once: \`/historicalTrades\` as
\`/trades\`, \`/uiKlines\` as \`/klines\`, the other lists as \`/orderList/oco\`, \`/openOrders\` by DELETE as \`/order\`, \`/allOrderList\` and
\`/openOrderList\` as \`GET /orderList\`.

${parts.join('\n\n')}
`
}
