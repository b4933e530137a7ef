import { ConnectionError, type RejectedError } from './errors.ts'
import { answers, type RequestType } from './requests.ts'

// Requests are kept side by side in chunks of this size, so that keeping one allocates next to nothing.
const CHUNK_BYTES = 65_536
// A repeat's first answer comes right behind it; without one by then it is no longer kept.
const REPEAT_ANSWER_MS = 1_000

/** A request was taken before, and the server no longer holds its first answer. */
export class RepeatedError extends Error {
  override readonly name = 'RepeatedError'
  readonly clientId: string
  /** Sequence of the command that was the first. */
  readonly firstSequence: bigint

  constructor(clientId: string, firstSequence: bigint) {
    super(`request "${clientId}" was taken before, as command ${firstSequence}; its answer is no longer kept`)
    this.clientId = clientId
    this.firstSequence = firstSequence
  }
}

export type Settle = { resolve: (answer: never) => void; reject: (error: Error) => void }

/** A request on its way; its bytes are kept to be sent again. */
export interface Pending {
  readonly type: RequestType
  readonly bytes: Buffer
  readonly at: number
  readonly length: number
  readonly settle: Settle | undefined
  timer: NodeJS.Timeout | undefined
}

/** Requests without an answer yet, oldest first. */
export class PendingRequests {
  readonly #requests = new Map<string, Pending>()
  readonly #most: number
  #chunk = Buffer.alloc(CHUNK_BYTES)
  #view = viewOf(this.#chunk)
  #used = 0

  constructor(most: number) {
    this.#most = most
  }

  get size(): number {
    return this.#requests.size
  }

  [Symbol.iterator](): Iterator<Pending> {
    return this.#requests.values()
  }

  /** Takes a request up; `write` puts its frame into zeroed memory. */
  add(
    type: RequestType,
    clientId: string,
    length: number,
    settle: Settle | undefined,
    write: (view: DataView, at: number) => void,
  ): Pending {
    if (this.#requests.has(clientId))
      throw new RangeError(`client id "${clientId}" is in use by an unanswered request`)
    if (this.#requests.size >= this.#most)
      throw new ConnectionError(`${this.#most} requests are unanswered already`)
    if (this.#used + length > CHUNK_BYTES) {
      this.#chunk = Buffer.alloc(CHUNK_BYTES)
      this.#view = viewOf(this.#chunk)
      this.#used = 0
    }
    const at = this.#used
    try {
      write(this.#view, at)
    } catch (error) {
      this.#chunk.fill(0, at, at + length)
      throw error
    }
    this.#used += length
    const pending: Pending = { type, bytes: this.#chunk, at, length, settle, timer: undefined }
    this.#requests.set(clientId, pending)
    return pending
  }

  /** The request that a report of this type answers, if it is one of ours. */
  answeredBy(type: number, clientId: string): Pending | undefined {
    const pending = this.#requests.get(clientId)
    return pending && answers(pending.type, type) ? pending : undefined
  }

  resolve(clientId: string, pending: Pending, answer: unknown): void {
    this.#forget(clientId, pending)
    pending.settle?.resolve(answer as never)
  }

  reject(clientId: string, pending: Pending, error: Error): void {
    this.#forget(clientId, pending)
    pending.settle?.reject(error)
  }

  /** The server took it before; its first answer is awaited for a moment. */
  repeated(clientId: string, pending: Pending, firstSequence: bigint): void {
    if (!pending.settle) return this.#forget(clientId, pending)
    clearTimeout(pending.timer)
    const giveUp = (): void => this.reject(clientId, pending, new RepeatedError(clientId, firstSequence))
    pending.timer = setTimeout(giveUp, REPEAT_ANSWER_MS)
  }

  /** Nothing was taken: a refusal before the journal. */
  refused(clientId: string, error: RejectedError): void {
    const pending = this.#requests.get(clientId)
    if (pending && pending.type === (error.type as RequestType)) this.reject(clientId, pending, error)
  }

  rejectAll(error: Error): void {
    for (const [clientId, pending] of this.#requests) this.reject(clientId, pending, error)
  }

  #forget(clientId: string, pending: Pending): void {
    clearTimeout(pending.timer)
    this.#requests.delete(clientId)
  }
}

function viewOf(chunk: Buffer): DataView {
  return new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}
