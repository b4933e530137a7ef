// Sockets that read one stream of trades and measure how late each message is, at next to no cost of their own: what is
// measured shares the machine with them.
import { connect, type Socket } from 'node:net'
import type { Histogram } from 'hdr-histogram-js'

/** What stands before the time of a trade; the time has 13 digits. */
const BEFORE_TIME = '{"e":"trade","E":'.length
const DIGITS = 13
const ZERO = 0x30
/** A whole message of text, as its first byte says. */
const TEXT = 0x81
const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

/** What readers were told. */
export interface Told {
  messages: number
  /** From the exchange's time of a trade to its message, in ms. */
  readonly lag: Histogram
}

export class StreamReader {
  readonly #socket: Socket
  readonly #told: Told
  /** The beginning of a frame whose end has not come. */
  #rest: Buffer | undefined

  private constructor(socket: Socket, told: Told) {
    this.#socket = socket
    this.#told = told
  }

  /** Reads what `path` tells, where that is trades alone. */
  static open(port: number, path: string, told: Told): Promise<StreamReader> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.setNoDelay(true)
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
        )
      })
      socket.once('error', reject)
      socket.once('data', (answer: Buffer) => {
        if (!answer.toString('latin1').startsWith('HTTP/1.1 101'))
          return reject(new Error(answer.toString('latin1')))
        const reader = new StreamReader(socket, told)
        socket.on('data', (bytes: Buffer) => reader.#take(bytes))
        const end = answer.indexOf('\r\n\r\n') + 4
        if (end < answer.length) reader.#take(answer.subarray(end))
        resolve(reader)
      })
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(bytes: Buffer): void {
    const now = Date.now()
    const all = this.#rest === undefined ? bytes : Buffer.concat([this.#rest, bytes])
    let at = 0
    for (;;) {
      // Payloads of trades are shorter than 64 KiB.
      if (all.length < at + 4) break
      const short = all[at + 1]!
      const body = short === 126 ? at + 4 : at + 2
      const length = short === 126 ? all.readUInt16BE(at + 2) : short
      if (all.length < body + length) break
      if (all[at] === TEXT) this.#message(all, body, now)
      at = body + length
    }
    this.#rest = at === all.length ? undefined : Buffer.from(all.subarray(at))
  }

  #message(bytes: Buffer, body: number, now: number): void {
    let time = 0
    const from = body + BEFORE_TIME
    for (let at = from; at < from + DIGITS; at++) time = time * 10 + bytes[at]! - ZERO
    this.#told.messages++
    this.#told.lag.recordValue(Math.max(0, now - time))
  }
}
