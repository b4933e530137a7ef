// An endpoint, whatever brings its requests: REST, or the WebSocket API.
import type { OwnAccount, Permission, Principal } from '@tapebook/access'
import type { TimeUnit } from '../convert/decimals.ts'
import type { Params } from '../convert/params.ts'
import type { OrderCounts } from '../rest/limits.ts'
import type { Venue } from '../venue.ts'

/** A request as an operation gets it. */
export interface Question {
  readonly venue: Venue
  readonly params: Params
  /** In which unit times are told. */
  readonly unit: TimeUnit
  /** When it came, in ms. */
  readonly now: number
  /** How many orders of whom were counted. */
  readonly counts: OrderCounts
}

/** A request of somebody known. */
export interface OwnQuestion extends Question {
  readonly principal: Principal
  readonly account: OwnAccount
}

interface Common {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** What it counts against the weight of a minute. */
  readonly weight: number | ((params: Params) => number)
  /** Orders that it counts as. */
  readonly orders?: number
  /** It does something else than answer -1015 where they are too many, and so counts them itself. */
  readonly countsItself?: true
}

export interface PublicEndpoint extends Common {
  /** Anybody may ask. */
  readonly security: 'NONE'
  run(question: Question): Promise<unknown>
}

export interface OwnEndpoint extends Common {
  /** It has to be signed. */
  readonly security: 'USER_DATA' | 'TRADE'
  readonly needs: Permission
  run(question: OwnQuestion): Promise<unknown>
}

export type Endpoint = PublicEndpoint | OwnEndpoint
