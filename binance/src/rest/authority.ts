// Who signed a request: HMAC-SHA256 or Ed25519 over the query and the body as they were sent, but for the signature.
import { type Access, type OwnAccount, type Permission, type Principal, Refusal } from '@tapebook/access'
import { aheadOfTime, errorOf, illegal, outsideWindow } from '../convert/errors.ts'
import type { Params } from '../convert/params.ts'

/** Window of a request where it names none, and at most, in ms. */
const WINDOW_MS = 5_000
const WINDOW_MOST_MS = 60_000
const AHEAD_MS = 1_000
const KEY = /^[0-9a-f]{32}$/
const RECV_WINDOW = /^\d{1,6}(\.\d{1,3})?$/

/** A signed request, from whichever channel. */
export interface Signed {
  readonly apiKey: string | undefined
  readonly params: Params
  /** What was signed. */
  readonly payload: Uint8Array
  readonly peer: string
  readonly now: number
  /** False for what changes nothing, and may come twice. */
  readonly once: boolean
}

export interface Somebody {
  readonly principal: Principal
  readonly account: OwnAccount
}

/** The text without its parameter `signature`. */
export const unsigned = (text: string): string =>
  text
    .split('&')
    .filter((part) => !part.startsWith('signature='))
    .join('&')

/** The time of a request in ms, checked against the clock, and its window. */
export function checkTime(params: Params, now: number): { timestamp: number; windowMs: number } {
  const sent = params.needInteger('timestamp')
  // Microseconds are larger than any time in ms.
  const timestamp = sent < 1e14 ? sent : Math.floor(sent / 1_000)
  const text = params.text('recvWindow')
  if (text !== undefined && !RECV_WINDOW.test(text))
    throw illegal('recvWindow', '^[0-9]{1,20}(\\.[0-9]{1,3})?$')
  const windowMs = text === undefined ? WINDOW_MS : Number(text)
  if (windowMs > WINDOW_MOST_MS) throw errorOf(-1131)
  if (timestamp >= now + AHEAD_MS) throw aheadOfTime()
  if (now - timestamp > windowMs) throw outsideWindow()
  return { timestamp, windowMs: Math.ceil(windowMs) }
}

/** A key that could be one. Throws -2014. */
export function checkKey(apiKey: string | undefined): string {
  if (apiKey === undefined || !KEY.test(apiKey)) throw errorOf(-2014)
  return apiKey
}

/** Whose signature it is. Throws -2014, -2015, -1021, -1022, -1102 and -1131. */
export async function signer(access: Access, it: Signed): Promise<Principal> {
  const keyId = checkKey(it.apiKey)
  const { timestamp, windowMs } = checkTime(it.params, it.now)
  const signature = it.params.need('signature')
  const { payload, peer, once } = it
  try {
    return await access.keys.verify({ keyId, payload, signature, timestamp, windowMs, peer, once })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'INVALID_KEY') throw error
    // Ids of keys are no secret: who has one may be told that the signature is wrong.
    throw errorOf((await access.keys.isLive(keyId)) ? -1022 : -2015)
  }
}

/** Who it is, if they may do it. Throws -2015. */
export function somebody(access: Access, principal: Principal, needs: Permission): Somebody {
  access.need(principal, needs)
  const [account] = principal.accounts
  if (account === undefined) throw errorOf(-2015)
  return { principal, account }
}
