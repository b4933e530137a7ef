// A session with the exchange that outlives it: whoever asks while there is none is told so at once.
import {
  Client,
  type ClientOptions,
  ConnectionError,
  MessageType,
  RejectedError,
  RepeatedError,
} from '@tapebook/client'
import { Deadlines } from './deadlines.ts'
import { ApiError, OutcomeUnknownError } from './errors.ts'
import { refusalOf } from './refusals.ts'

/** For an answer of the exchange, in ms. */
const ANSWER_MS = 10_000
/** Between attempts of a log-on that was refused for good, or of a first one that failed. */
const AGAIN_MS = 1_000

export class Session {
  readonly #options: ClientOptions
  readonly #onTrouble: (why: string) => void
  readonly #prepare: (client: Client) => void
  #client: Client | undefined
  #again: NodeJS.Timeout | undefined
  #isClosed = false
  #refused = ''
  #loggedOnAt = 0
  readonly #deadlines = new Deadlines(ANSWER_MS, () => new OutcomeUnknownError(true))

  /** `prepare` gets each client before its first frame. */
  constructor(
    options: ClientOptions,
    onTrouble: (why: string) => void,
    prepare: (client: Client) => void = () => {},
  ) {
    this.#options = { backoffMs: { first: 50, most: 1_000 }, ...options }
    this.#onTrouble = onTrouble
    this.#prepare = prepare
    this.#open()
  }

  get isLive(): boolean {
    return this.#client?.isConnected === true
  }

  /** Last command that it was told of: by a report, or as it logged on, where a process before it may have told clients more. */
  get lastSequence(): number {
    return Math.max(this.#loggedOnAt, Number(this.#client?.position.lastSequence ?? 0n))
  }

  /** The client, where it is live: nothing waits for an exchange that is away. */
  get client(): Client {
    if (this.#client === undefined || !this.#client.isConnected) throw new ApiError('EXCHANGE_UNAVAILABLE')
    return this.#client
  }

  /** Asks the exchange; its refusals and silence become errors of the API. */
  ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const answer = question(this.client)
      this.#deadlines.add(reject)
      answer.then(
        (value) => {
          this.#deadlines.delete(reject)
          resolve(value)
        },
        (error: unknown) => {
          this.#deadlines.delete(reject)
          reject(failureOf(error))
        },
      )
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#again)
    await this.#client?.close()
    this.#deadlines.clear()
  }

  #open(): void {
    let made: Client | undefined
    const prepare = (client: Client): void => {
      made = client
      client.on('connected', ({ sequence }) => {
        this.#loggedOnAt = Number(sequence)
        this.#told('')
      })
      client.on('disconnected', (why) => this.#told(why.message))
      client.on('closed', (why) => this.#lost(why))
      this.#prepare(client)
    }
    // A failure is told by `closed` too.
    Client.connect(this.#options, prepare).catch(() => undefined)
    this.#client = made
  }

  #lost(why: Error): void {
    this.#client = undefined
    if (this.#isClosed) return
    this.#told(why.message)
    this.#again = setTimeout(() => this.#open(), AGAIN_MS)
  }

  /** Says what is wrong once. */
  #told(why: string): void {
    if (why !== '' && why !== this.#refused) this.#onTrouble(why)
    this.#refused = why
  }
}

/** What an answer that is none is called here. */
function failureOf(error: unknown): unknown {
  // The session may not come back: that says nothing of what was asked before.
  if (error instanceof RejectedError && error.type === MessageType.Logon)
    return new OutcomeUnknownError(false)
  if (error instanceof RejectedError) return refusalOf(error)
  if (error instanceof RepeatedError) return new ApiError('REPEATED')
  return error instanceof ConnectionError ? new OutcomeUnknownError(false) : error
}
