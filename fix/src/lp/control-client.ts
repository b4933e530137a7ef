// Asks a running gateway, by the socket in the folder of its exchange.
import { request } from 'node:http'
import type { orderView } from './control.ts'
import type { SessionQuote, SessionView } from './gateway.ts'
import type { NewLpOrder } from './orders.ts'

/** The gateway does not run, or does not answer. */
export class LpAway extends Error {
  override readonly name = 'LpAway'
}

/** The gateway refused; `code` as in `LpRefusal`. */
export class LpRefused extends Error {
  override readonly name = 'LpRefused'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const ANSWER_MS = 5_000
const ANSWER_MAX = 4 * 2 ** 20

export type SubmittedOrder = ReturnType<typeof orderView>

export class LpControl {
  readonly #socket: string

  constructor(socket: string) {
    this.#socket = socket
  }

  sessions(): Promise<SessionView[]> {
    return this.#ask('GET', '/sessions')
  }

  session(id: string): Promise<SessionView> {
    return this.#ask('GET', `/sessions/${encodeURIComponent(id)}`)
  }

  /** The last messages and events of a session, oldest first, secrets masked. */
  log(id: string): Promise<string[]> {
    return this.#ask('GET', `/log/${encodeURIComponent(id)}`)
  }

  connect(id: string): Promise<SessionView> {
    return this.#ask('POST', '/connect', { id })
  }

  disconnect(id: string): Promise<SessionView> {
    return this.#ask('POST', '/disconnect', { id })
  }

  quotes(): Promise<SessionQuote[]> {
    return this.#ask('GET', '/quotes')
  }

  submit(order: NewLpOrder): Promise<SubmittedOrder> {
    return this.#ask('POST', '/orders', order)
  }

  order(id: string): Promise<SubmittedOrder> {
    return this.#ask('GET', `/orders/${encodeURIComponent(id)}`)
  }

  /** Throws `LpAway`, or `LpRefused`. */
  #ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    return new Promise((resolve, reject) => {
      const away = (why: string): void => reject(new LpAway(`the gateway to liquidity providers: ${why}`))
      const asked = request({ socketPath: this.#socket, method, path, timeout: ANSWER_MS }, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => {
          text += part
          if (text.length > ANSWER_MAX) asked.destroy(new Error('the answer is too long'))
        })
        answer.on('error', (error) => away(error.message))
        answer.on('end', () => {
          const read = JSON.parse(text) as T & { code: string; message: string }
          if (answer.statusCode === 200) resolve(read)
          else reject(new LpRefused(read.code, read.message))
        })
      })
      asked.on('timeout', () => asked.destroy(new Error('no answer in time')))
      asked.on('error', (error: NodeJS.ErrnoException) =>
        away(error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? 'it does not run' : error.message),
      )
      asked.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }
}
