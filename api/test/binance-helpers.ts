// Requests as clients of Binance make them.
import { createHmac } from 'node:crypto'
import type { TestContext } from 'node:test'
import {
  type Answer,
  type Method,
  type Person,
  startVenue,
  until,
  type Venue,
  type VenueOptions,
} from './helpers.ts'

/** Somebody with an API key, who signs as clients of Binance do. */
export interface Trader {
  readonly person: Person
  readonly key: string
  call(method: Method, path: string, params?: Params, options?: CallOptions): Promise<Answer>
}
export type Params = Readonly<Record<string, string | number>>
interface CallOptions {
  readonly headers?: Record<string, string>
  /** In the body rather than in the query. */
  readonly inBody?: boolean
  readonly timestamp?: number | string
  readonly signature?: (text: string) => string
}

export const textOf = (params: Params): string =>
  new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)])).toString()

export async function send(
  base: string,
  method: Method,
  path: string,
  body: string | undefined,
  headers: Record<string, string>,
) {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const reply = await fetch(base + path, {
    method,
    headers: { ...headers, ...(body !== undefined && type) },
    ...(body !== undefined && { body }),
  })
  const text = await reply.text()
  return { status: reply.status, headers: reply.headers, body: text === '' ? '' : JSON.parse(text) }
}

export async function trader(venue: Venue, name: string, scopes = ['read', 'trade']): Promise<Trader> {
  const person = await venue.person(name)
  const made = await person.call('POST', '/api/v1/auth/keys', { body: { name, kind: 'HMAC', scopes } })
  const { key, secret } = made.body.data
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('hex')
  // A request from before the process began is refused, for it may have been taken then.
  await until(async () => {
    const now = Date.now()
    const text = textOf({ symbol: 'BTCUSD', orderId: 1, timestamp: now })
    const path = `/api/v3/order?${text}&signature=${sign(text)}`
    const { body } = await send(venue.base, 'DELETE', path, undefined, { 'x-mbx-apikey': key.id })
    return body.code === -2011
  })
  return {
    person,
    key: key.id,
    call: async (
      method,
      path,
      params = {},
      { headers = {}, inBody = false, timestamp = Date.now(), signature = sign } = {},
    ) => {
      const text = textOf({ ...params, timestamp })
      const signed = `${text}&signature=${encodeURIComponent(signature(text))}`
      const own = { 'x-mbx-apikey': key.id, ...headers }
      return inBody
        ? await send(venue.base, method, path, signed, own)
        : await send(venue.base, method, `${path}?${signed}`, undefined, own)
    },
  }
}

export const ORDER = '/api/v3/order'
export const LIMIT = {
  symbol: 'BTCUSD',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: '0.5',
  price: '63000',
}

/** A venue with two traders. */
export const start = async (t: TestContext, options: VenueOptions = {}) => {
  const venue = await startVenue(t, options)
  return { venue, alice: await trader(venue, 'ann'), bob: await trader(venue, 'ben') }
}
