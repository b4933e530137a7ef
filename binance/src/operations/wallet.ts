// What clients ask beside spot trading before they begin: answered, so that pointing them here takes no more than a URL.
import { timeIn } from '../convert/decimals.ts'
import { commissionView, ratesOf } from './account.ts'
import type { Endpoint, OwnQuestion, Question } from './endpoint.ts'

const NS_PER_MS = 1_000_000n

/** Derivatives there are none. */
async function noDerivatives({ params, unit, now }: Question): Promise<unknown> {
  params.done()
  return {
    timezone: 'UTC',
    serverTime: timeIn(unit, BigInt(now) * NS_PER_MS),
    rateLimits: [],
    exchangeFilters: [],
    assets: [],
    symbols: [],
  }
}

async function tradeFee({ venue, params, account }: OwnQuestion): Promise<unknown> {
  const markets = params.has('symbol')
    ? [await venue.marketOf(params.symbol())]
    : await venue.reference.markets()
  params.done()
  return await Promise.all(
    markets.map(async (market) => {
      const { maker, taker } = commissionView(await ratesOf(venue, account.account, market))
      return { symbol: market.instrument.symbol, makerCommission: maker, takerCommission: taker }
    }),
  )
}

/** There is none of it; what else is asked does not matter. */
async function nothing(): Promise<unknown> {
  return []
}

const NONE = { method: 'GET', security: 'NONE', weight: 1 } as const
const OWN = { method: 'GET', security: 'USER_DATA', needs: 'own.balances.read', weight: 1 } as const

export const WALLET_ENDPOINTS: readonly Endpoint[] = [
  { ...NONE, path: '/sapi/v1/system/status', run: async () => ({ status: 0, msg: 'normal' }) },
  { ...NONE, path: '/fapi/v1/exchangeInfo', run: noDerivatives },
  { ...NONE, path: '/dapi/v1/exchangeInfo', run: noDerivatives },
  { ...NONE, path: '/sapi/v1/margin/allPairs', run: nothing },
  { ...NONE, path: '/sapi/v1/margin/isolated/allPairs', run: nothing },
  { ...OWN, path: '/sapi/v1/capital/config/getall', run: nothing },
  { ...OWN, path: '/sapi/v1/asset/tradeFee', run: tradeFee },
  { ...OWN, path: '/sapi/v1/capital/deposit/hisrec', run: nothing },
  { ...OWN, path: '/sapi/v1/capital/withdraw/history', run: nothing },
]
