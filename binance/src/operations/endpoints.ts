// Every endpoint, in one table.
import { ACCOUNT_ENDPOINTS } from './account.ts'
import type { Endpoint } from './endpoint.ts'
import { LIST_ENDPOINTS } from './lists.ts'
import { MARKET_ENDPOINTS } from './market.ts'
import { TRADING_ENDPOINTS } from './trading.ts'
import { WALLET_ENDPOINTS } from './wallet.ts'

export const ENDPOINTS: readonly Endpoint[] = [
  ...MARKET_ENDPOINTS,
  ...TRADING_ENDPOINTS,
  ...LIST_ENDPOINTS,
  ...ACCOUNT_ENDPOINTS,
  ...WALLET_ENDPOINTS,
]
