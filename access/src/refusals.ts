/** Why something was refused, each with the HTTP status that says the same. The list is closed. */
export const REFUSALS = {
  INVALID_INPUT: 400,
  INVALID_CREDENTIALS: 401,
  INVALID_TOKEN: 401,
  INVALID_KEY: 401,
  INVALID_CODE: 401,
  OUTSIDE_WINDOW: 401,
  REPLAYED: 401,
  SECOND_FACTOR_NEEDED: 403,
  ADDRESS_NOT_ALLOWED: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  WEAK_PASSWORD: 422,
  STARTING: 503,
  TOO_MANY: 429,
} as const

export type RefusalCode = keyof typeof REFUSALS

const SENTENCES: Readonly<Record<RefusalCode, string>> = {
  INVALID_INPUT: 'The request is not well formed.',
  INVALID_CREDENTIALS: 'The address or the password is wrong.',
  INVALID_TOKEN: 'The token is not valid.',
  INVALID_KEY: 'The key or its signature is not valid.',
  INVALID_CODE: 'The code is not valid.',
  OUTSIDE_WINDOW: 'The timestamp is outside of the window.',
  REPLAYED: 'The request was sent before.',
  SECOND_FACTOR_NEEDED: 'This needs a second factor.',
  ADDRESS_NOT_ALLOWED: 'The key may not be used from this address.',
  FORBIDDEN: 'This is not allowed.',
  NOT_FOUND: 'There is no such thing.',
  CONFLICT: 'It exists already, or its state does not allow this.',
  WEAK_PASSWORD: 'The password is too short, too long, or too easy to guess.',
  STARTING: 'The service has just begun. Sign the request anew in a moment.',
  TOO_MANY: 'Too many requests; try again later.',
}

/** A refusal. Its message is for the one who asked; it holds no secret and no word about other people. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** As in `REFUSALS`. */
  readonly status: number
  /** After how many milliseconds it makes sense to ask again; with TOO_MANY and STARTING only. */
  readonly retryAfterMs: number | undefined

  constructor(code: RefusalCode, detail?: string, retryAfterMs?: number) {
    super(detail ?? SENTENCES[code])
    this.name = 'Refusal'
    this.code = code
    this.status = REFUSALS[code]
    this.retryAfterMs = retryAfterMs
  }
}
