// Every error that the API answers with, in one table: its code, its status, and what a person is told.

/** Code: status and sentence. */
export const ERRORS = {
  INVALID_JSON: [400, 'The body is not valid JSON.'],
  INVALID_FIELD: [400, 'A field is missing or has a value that is not taken.'],
  UNKNOWN_FIELD: [400, 'A field is not known here.'],
  INVALID_DECIMAL: [
    400,
    'A number must be a plain decimal string such as "12.5", within its digits and steps.',
  ],
  INVALID_CURSOR: [400, 'The cursor is not one that a page gave.'],
  MALFORMED_REQUEST: [400, 'The request is not well formed.'],
  UNAUTHENTICATED: [401, 'Log on, or sign the request with an API key.'],
  FORBIDDEN: [403, 'This is not permitted for you.'],
  ORIGIN_NOT_ALLOWED: [403, 'Pages of this origin may not use the API.'],
  NOT_A_SANDBOX: [404, 'This exchange is no sandbox: there is no test money here.'],
  NOT_FOUND: [404, 'There is no such thing.'],
  CONFLICT: [409, 'This does not go with what is there.'],
  FAUCET_EMPTY: [409, 'The faucet gives no more of this asset today.'],
  ORDER_DONE: [409, 'The order has ended already.'],
  REPEATED: [409, 'A request with this id was taken before, and its answer is no longer kept.'],
  BODY_TOO_LARGE: [413, 'The body is too large.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'The body must be application/json.'],
  UNSUPPORTED_VERSION: [400, 'This version of the API is not spoken here.'],
  HEADERS_TOO_LARGE: [431, 'The headers are too large.'],
  RATE_LIMITED: [429, 'Too many requests: try again later.'],
  INTERNAL: [500, 'Something went wrong here. The request may be tried again with the same id.'],
  EXCHANGE_UNAVAILABLE: [503, 'The exchange cannot be reached now. Nothing was taken.'],
  TABLES_UNAVAILABLE: [503, 'History cannot be read now.'],
  WITHDRAWALS_UNAVAILABLE: [503, 'Withdrawals are not taken here now.'],
  PROVIDERS_UNAVAILABLE: [503, 'The gateway to liquidity providers cannot be reached now.'],
  OUTCOME_UNKNOWN: [504, 'No answer came in time. The same request with the same id is safe to send again.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type ErrorCode = keyof typeof ERRORS

/** What a client gets: never a stack, a query, or whether a user exists. */
export interface ErrorBody {
  readonly code: string
  readonly message: string
  /** The field that it is about, where it is about one. */
  readonly field?: string
}

/** An answer that is not what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  readonly status: number
  readonly field: string | undefined

  constructor(code: ErrorCode, field?: string, message: string = ERRORS[code][1]) {
    super(message)
    this.code = code
    this.status = ERRORS[code][0]
    this.field = field
  }

  body(): ErrorBody {
    const { code, message, field } = this
    return { code, message, ...(field !== undefined && { field }) }
  }
}

/** Nobody knows what became of a request: no answer came in time, or the connection was lost under way. */
export class OutcomeUnknownError extends ApiError {
  readonly isLate: boolean

  constructor(isLate: boolean) {
    super('OUTCOME_UNKNOWN')
    this.isLate = isLate
  }
}

/** A refusal by the exchange's rules: its code is the reason's name. */
export class RefusedError extends ApiError {
  override readonly code: string
  override readonly status: number

  constructor(code: string, status: number, message: string, field: string | undefined) {
    super('CONFLICT', field, message)
    this.code = code
    this.status = status
  }
}
