import {
  type Bodies,
  type BodyType,
  HEADER_SIZE,
  isBodyType,
  type MessageEntry,
  MessageType,
  messages,
  QueryDone,
  RejectReason,
  writeFrame,
} from '@tapebook/schema'
import { ConnectionError, RejectedError, typeName } from './errors.ts'

export type QueryType = 0x0601 | 0x0602 | 0x0603 | 0x0604 | 0x0605 | 0x0606 | 0x0607 | 0x0608 | 0x0609

/** What each query is answered by. */
interface Reports {
  0x0601: Bodies[0x0701]
  0x0602: Bodies[0x0702]
  0x0603: Bodies[0x0703]
  0x0604: Bodies[0x0704]
  0x0605: Bodies[0x0705]
  0x0606: Bodies[0x0706]
  0x0607: Bodies[0x0707]
  0x0608: Bodies[0x0709]
  0x0609: Bodies[0x070a]
}
export type ReportOf<Q extends QueryType> = Reports[Q]

/** Reports of a query, and the last command they include. */
export interface QueryResult<T> {
  reports: T[]
  sequence: bigint
}

interface Asked {
  readonly type: QueryType
  readonly frame: Buffer
  readonly timer: NodeJS.Timeout
  reports: unknown[]
  resolve(result: QueryResult<never>): void
  reject(error: Error): void
}

/** Questions on their way. They change nothing, so after a reconnect they are simply asked again. */
export class Queries {
  readonly #asked = new Map<number, Asked>()
  readonly #send: (frame: Buffer) => void
  readonly #timeoutMs: number
  #last = 0

  constructor(send: (frame: Buffer) => void, timeoutMs: number) {
    this.#send = send
    this.#timeoutMs = timeoutMs
  }

  ask<Q extends QueryType>(type: Q, body: Omit<Bodies[Q], 'query'>): Promise<QueryResult<ReportOf<Q>>> {
    const query = ++this.#last
    const frame = Buffer.alloc(HEADER_SIZE + messages[type].size)
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
    writeFrame(view, 0, type, { ...body, query: BigInt(query) } as unknown as Bodies[Q])
    return new Promise((resolve, reject) => {
      const late = (): void =>
        this.#reject(query, new ConnectionError(`${typeName(type)} was not answered in time`))
      const timer = setTimeout(late, this.#timeoutMs)
      this.#asked.set(query, { type, frame, timer, reports: [], resolve, reject })
      this.#send(frame)
    })
  }

  askAgain(): void {
    for (const asked of this.#asked.values()) {
      asked.reports = []
      this.#send(asked.frame)
    }
  }

  frame(type: number, view: DataView, body: number): void {
    const query = view.getUint32(body, true)
    const asked = this.#asked.get(query)
    if (!asked || !isBodyType(type)) return
    if (type !== MessageType.QueryDone) {
      const entry: MessageEntry<BodyType> = messages[type]
      asked.reports.push(entry.layout.read(view, body))
      return
    }
    const { reason, sequence } = QueryDone.read(view, body)
    if (reason !== RejectReason.None)
      return this.#reject(query, new RejectedError({ type: asked.type, reason }))
    this.#forget(query, asked)
    asked.resolve({ reports: asked.reports as never[], sequence })
  }

  /** A refusal names the type alone, and answers come in order: it means the oldest of that type. */
  refused(error: RejectedError): void {
    for (const [query, asked] of this.#asked) if (asked.type === error.type) return this.#reject(query, error)
  }

  rejectAll(error: Error): void {
    for (const query of this.#asked.keys()) this.#reject(query, error)
  }

  #reject(query: number, error: Error): void {
    const asked = this.#asked.get(query)
    if (!asked) return
    this.#forget(query, asked)
    asked.reject(error)
  }

  #forget(query: number, asked: Asked): void {
    clearTimeout(asked.timer)
    this.#asked.delete(query)
  }
}
