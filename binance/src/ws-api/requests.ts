// Requests of the WebSocket API: who asks, what it weighs, and the answer of the endpoint that REST has too.
import type { Access, OwnAccount, Principal } from '@tapebook/access'
import type { Troubles } from '@tapebook/service'
import type { TimeUnit } from '../convert/decimals.ts'
import { errorOf } from '../convert/errors.ts'
import { Params } from '../convert/params.ts'
import type { Endpoint, OwnEndpoint, OwnQuestion, Question } from '../operations/endpoint.ts'
import { checkTime, signer, somebody } from '../rest/authority.ts'
import { type OrderCounts, refuse, type Weights } from '../rest/limits.ts'
import type { Users } from '../user/users.ts'
import type { Venue } from '../venue.ts'
import { signedText } from './signed-text.ts'

/** A request as it came. */
export interface Asked {
  /** The whole message. */
  readonly text: string
  readonly params: Readonly<Record<string, unknown>>
  readonly peer: string
  readonly unit: TimeUnit
  readonly now: number
}

/** Somebody who logged a connection on. */
export interface LoggedOn {
  readonly apiKey: string
  /** Rights as they were a moment ago. */
  principal: Principal
  readonly since: number
}

export interface RequestParts {
  readonly venue: Venue
  readonly users: Users
  readonly weights: Weights
  readonly counts: OrderCounts
  /** What goes wrong because an operator of a sandbox wants it to. */
  readonly troubles?: Troubles | undefined
}

/** Parameters that say who asks and how to answer, whatever is asked for. */
const COMMON = ['apiKey', 'signature', 'timestamp', 'recvWindow', 'returnRateLimits'] as const

export class Requests {
  readonly #parts: RequestParts

  constructor(parts: RequestParts) {
    this.#parts = parts
  }

  get access(): Access {
    const { access } = this.#parts.venue
    if (access === undefined) throw errorOf(-2015)
    return access
  }

  /** Counts what a request weighs. Throws 429 and 418. */
  weigh(peer: string, weight: number, now: number): void {
    const { troubles, weights } = this.#parts
    if (troubles !== undefined) refuse(troubles, 'ws_api', peer, now)
    weights.take(peer, weight, now)
  }

  /** Who signed a request. */
  async signed({ text, params, peer, now }: Asked, once: boolean): Promise<Principal> {
    const { apiKey } = params
    const read = Params.ofJson(params)
    const payload = Buffer.from(signedText(text, params))
    const key = typeof apiKey === 'string' ? apiKey : undefined
    return await signer(this.access, { apiKey: key, params: read, payload, peer, now, once })
  }

  /** Runs an endpoint. */
  run(endpoint: Endpoint, asked: Asked, logon: LoggedOn | undefined): Promise<unknown> {
    const { venue, counts } = this.#parts
    const { peer, unit, now } = asked
    const params = Params.ofJson(asked.params)
    params.ignore(...COMMON)
    this.weigh(peer, typeof endpoint.weight === 'number' ? endpoint.weight : endpoint.weight(params), now)
    const question: Question = { venue, params, unit, now, counts }
    if (endpoint.security === 'NONE') return endpoint.run(question)
    if (logon === undefined || asked.params.apiKey !== undefined) {
      const signed = this.signed(asked, endpoint.method !== 'GET')
      return signed.then((principal) => this.#runAs(principal, endpoint, question))
    }
    checkTime(params, now)
    return this.#runAs(logon.principal, endpoint, question)
  }

  /** Nothing is awaited where nothing has to be: most requests are orders of accounts that are bound. */
  #runAs(principal: Principal, endpoint: OwnEndpoint, question: Question): Promise<unknown> {
    const { users, counts } = this.#parts
    const { account } = somebody(this.access, principal, endpoint.needs)
    if (endpoint.orders !== undefined && endpoint.countsItself !== true) {
      counts.take(account.uuid, endpoint.orders, question.now)
    }
    const { venue, params, unit, now } = question
    const own: OwnQuestion = { venue, params, unit, now, counts, principal, account }
    if (users.isBound(account.account)) return endpoint.run(own)
    return users.bind(account.account).then(() => endpoint.run(own))
  }

  /** What is used of the limits, as an answer shows it. */
  limits(peer: string, account: OwnAccount | undefined, now: number): object[] {
    const { weights, counts } = this.#parts
    const { orders10s, ordersDay, weight } = counts.limits
    const orders = { rateLimitType: 'ORDERS' }
    const used = account === undefined ? undefined : counts.of(account.uuid, now)
    return [
      ...(used === undefined
        ? []
        : [
            { ...orders, interval: 'SECOND', intervalNum: 10, limit: orders10s, count: used.tenSeconds },
            { ...orders, interval: 'DAY', intervalNum: 1, limit: ordersDay, count: used.day },
          ]),
      {
        rateLimitType: 'REQUEST_WEIGHT',
        interval: 'MINUTE',
        intervalNum: 1,
        limit: weight,
        count: weights.used(peer, now),
      },
    ]
  }
}
