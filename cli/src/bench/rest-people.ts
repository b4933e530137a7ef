// People who sign orders over REST, and what they send.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Access, MAIN_TENANT, systemActor } from '@tapebook/access'
import { type Client, type Instrument, MessageType } from '@tapebook/client'
import { CliError, ExitCode } from '../exit-codes.ts'
import type { RequestOf } from './http-load.ts'

const PASSWORD = 'correct horse battery'
const MANY = { capacity: 1e9, perSecond: 1e9 }
const WAIT_MS = 60_000

/** Settings of access without the bounds that would be measured instead. */
export const UNBOUND = {
  secondFactor: 'off',
  passwords: { memoryKib: 64, passes: 1, atOnce: 2, waitingMax: 64 },
  limits: { peer: MANY, user: MANY, account: MANY, key: MANY, endpoints: {} },
} as const

export interface Signer {
  readonly keyId: string
  readonly secret: KeyObject
}

/** Somebody with an account, money, and a key that signs. */
export async function person(
  access: Access,
  operator: Client,
  { baseAsset, quoteAsset }: Instrument,
  at: number,
): Promise<Signer> {
  const visitor = { peer: '127.0.0.1', agent: 'bench' }
  const email = `bench${at}@example.org`
  await access.users.create(systemActor(MAIN_TENANT, 'bench'), { email, password: PASSWORD })
  for (let waited = 0; waited < WAIT_MS; waited += 200) {
    const { accessToken } = await access.logIn.logIn(visitor, { email, password: PASSWORD })
    const principal = await access.tokens.verify(accessToken)
    const [own] = principal.accounts
    if (own !== undefined) {
      for (const asset of [baseAsset, quoteAsset]) {
        await operator.request(MessageType.Deposit, { target: own.account, asset, amount: 10n ** 24n })
      }
      const actor = { principal, ...visitor }
      const { key, secret } = await access.keys.create(actor, {
        name: 'bench',
        kind: 'HMAC',
        scopes: ['read', 'trade'],
      })
      return { keyId: key.id, secret: createSecretKey(secret!, 'utf8') }
    }
    await sleep(200)
  }
  throw new CliError('an account was not opened', ExitCode.Internal)
}

/** Orders, every second one against the one before; signed as they are sent. */
export function orderRequests(signers: readonly Signer[], instrument: Instrument): RequestOf {
  const common = {
    pair: instrument.symbol,
    type: 'limit',
    price: instrument.ticksToPrice(1_000_000n),
    quantity: instrument.lotsToQuantity(1n),
  }
  const [buy, sell] = (['buy', 'sell'] as const).map((side) =>
    JSON.stringify({ ...common, side }).slice(0, -1),
  )
  const word = Date.now().toString(36)
  let made = 0
  return (number) => {
    const { keyId, secret } = signers[number % signers.length]!
    const body = `${number % 2 === 0 ? buy : sell},"client_order_id":"${word}-${++made}"}`
    const timestamp = Date.now()
    const signature = signed(secret, `${timestamp}\n\nPOST\n/api/v2/orders\n${body}`)
    return `POST /api/v2/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Api-Key: ${keyId}\r\nX-Timestamp: ${timestamp}\r\nX-Signature: ${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  }
}

/** What does not trade: a book, and by turns one's own balances, which the exchange is asked for. */
export function readRequests(signers: readonly Signer[], { symbol }: Instrument): RequestOf {
  const depth = `GET /api/v2/market/depth/${symbol} HTTP/1.1\r\nHost: x\r\n\r\n`
  const target = '/api/v2/account/balances'
  return (number) => {
    if (number % 2 === 0) return depth
    const { keyId, secret } = signers[number % signers.length]!
    const timestamp = Date.now()
    const signature = signed(secret, `${timestamp}\n\nGET\n${target}\n`)
    return `GET ${target} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${keyId}\r\nX-Timestamp: ${timestamp}\r\nX-Signature: ${signature}\r\n\r\n`
  }
}

const signed = (secret: KeyObject, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex')
