// What the page asks of the native API, on the origin that it came from.

export interface Pair {
  pair: string
  tick_size: string
}

export interface Ticker {
  price: string | null
  high_24h: string | null
  low_24h: string | null
  volume_24h: string
  trades_24h: number
}

export type Level = readonly [price: string, quantity: string]

export interface Depth {
  bids: Level[]
  asks: Level[]
}

export interface Trade {
  id: number
  price: string
  quantity: string
  taker_side: 'buy' | 'sell'
  timestamp: string
}

export interface Candle {
  open_time: number
  open: string
  high: string
  low: string
  close: string
}

export interface Balance {
  asset: string
  available: string
  reserved: string
}

export interface Order {
  id: number
  pair: string
  side: 'buy' | 'sell'
  status: string
  price: string | null
  remaining_quantity: string
  filled_quantity: string
  average_price: string | null
}

/** What the server said in place of an answer. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

let token: string | undefined

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = {}
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const response = await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (response.status === 204) return undefined as T
  const answer = await response.json()
  if (!response.ok) throw new Refused(answer.code, answer.message)
  return answer.data
}

const market = '/api/v2/market'

export const pairs = () => ask<Pair[]>('GET', `${market}/pairs`)
export const ticker = (pair: string) => ask<Ticker>('GET', `${market}/ticker/${pair}`)
export const depth = (pair: string) => ask<Depth>('GET', `${market}/depth/${pair}?depth=12`)
export const trades = (pair: string) => ask<Trade[]>('GET', `${market}/trades/${pair}?limit=30`)
export const candles = (pair: string, limit: number) =>
  ask<Candle[]>('GET', `${market}/candles/${pair}?interval=1m&limit=${limit}`)
export const balances = () => ask<Balance[]>('GET', '/api/v2/account/balances')
export const openOrders = () => ask<Order[]>('GET', '/api/v2/orders/open')
export const place = (order: object) => ask<Order>('POST', '/api/v2/orders', order)
export const cancel = (id: number) => ask<Order>('DELETE', `/api/v2/orders/${id}`)

/** The token stays in this page's memory: a reload forgets it. */
export async function logIn(email: string, password: string): Promise<void> {
  token = undefined
  const { access_token } = await ask<{ access_token: string }>('POST', '/api/v1/auth/log-in', {
    email,
    password,
  })
  token = access_token
}

export async function logOut(): Promise<void> {
  const ended = ask('POST', '/api/v1/auth/log-out')
  token = undefined
  await ended.catch(() => {})
}

export const isLoggedIn = (): boolean => token !== undefined
