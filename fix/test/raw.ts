// A counterparty of bytes: it says what a test wants, right or wrong.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { until } from '@tapebook/testing'

const SOH = '\x01'

/** Text with SOH where `|` stands. */
export const soh = (text: string): string => text.replaceAll('|', SOH)

/** A message as one can read it: `|` where SOH stands. */
export const shown = (message: Buffer | string | undefined): string =>
  (typeof message === 'string' ? message : (message?.toString('latin1') ?? '')).replaceAll(SOH, '|')

/** A message as its fields in order; repeated tags stay. */
export class RawMessage {
  readonly fields: readonly (readonly [number, string])[]

  readonly text: string

  constructor(text: string) {
    this.text = text
    this.fields = text
      .split(SOH)
      .filter((field) => field !== '')
      .map((field) => [Number(field.slice(0, field.indexOf('='))), field.slice(field.indexOf('=') + 1)])
  }

  /** The first value of a tag. */
  get(tag: number): string | undefined {
    return this.fields.find(([each]) => each === tag)?.[1]
  }

  get type(): string {
    return this.get(35) ?? ''
  }

  get number(): number {
    return Number(this.get(34))
  }
}

const checksum = (text: string): string =>
  (Buffer.from(text, 'latin1').reduce((sum, byte) => sum + byte, 0) % 256).toString().padStart(3, '0')

const timestamp = (): string =>
  new Date().toISOString().replace(/[-]/g, '').replace('T', '-').replace('Z', '')

/** A whole message around `body`, which begins with 35. */
export function framed(begin: string, body: string): string {
  const head = `8=${begin}${SOH}9=${body.length}${SOH}`
  return `${head}${body}10=${checksum(head + body)}${SOH}`
}

export class RawClient {
  readonly received: RawMessage[] = []
  /** Number of the next message. */
  next = 1
  isClosed = false
  #socket: Socket | undefined
  #rest = ''

  readonly begin: string
  readonly us: string
  readonly them: string

  constructor(begin: string, us: string, them: string) {
    this.begin = begin
    this.us = us
    this.them = them
  }

  async connect(port: number, tls?: ConnectionOptions): Promise<void> {
    const socket =
      tls === undefined ? connect(port, '127.0.0.1') : connectTls({ ...tls, port, host: '127.0.0.1' })
    this.#socket = socket
    this.isClosed = false
    socket.setEncoding('latin1').setNoDelay(true)
    socket.on('data', (text: string) => this.#take(text))
    socket.on('close', () => {
      this.isClosed = true
    })
    socket.on('error', () => {})
    await once(socket, tls === undefined ? 'connect' : 'secureConnect')
  }

  /** Sends a message with the next number, or with `number`; `fields` after the header, as `tag=value` with `|` between. */
  send(type: string, fields = '', options: { number?: number; header?: string; time?: string } = {}): number {
    const number = options.number ?? this.next++
    const header = `35=${type}|34=${number}|49=${this.us}|52=${options.time ?? timestamp()}|56=${this.them}|${options.header ?? ''}`
    this.write(framed(this.begin, `${header}${fields}`.replaceAll('|', SOH)))
    return number
  }

  /** Sends bytes as they are. */
  write(text: string): void {
    this.#socket?.write(text, 'latin1')
  }

  /** Waits until what was written is with the kernel, or nobody takes it any more. */
  async drained(): Promise<void> {
    await until(() => this.isClosed || this.#socket?.writableLength === 0)
  }

  /** Logs on and waits for the answer, a log-on or a log-out. */
  async logon(fields = '', heartbeat = 30): Promise<RawMessage> {
    const applVer = this.begin === 'FIXT.1.1' ? '1137=9|' : ''
    const seen = this.received.length
    this.send('A', `98=0|108=${heartbeat}|${applVer}${fields}`)
    return this.wait((message) => message.type === 'A' || message.type === '5', seen)
  }

  /** The first message from place `from` on that is wanted, when it is there. */
  async wait(isWanted: (message: RawMessage) => boolean, from = 0): Promise<RawMessage> {
    let found: RawMessage | undefined
    await until(() => {
      found = this.received.slice(from).find(isWanted)
      return found !== undefined || (this.isClosed && from >= 0)
    })
    if (found === undefined) throw new Error(`the connection ended; ${this.received.length} messages came`)
    return found
  }

  async closed(): Promise<void> {
    await until(() => this.isClosed)
  }

  /** Cuts the connection without a word. */
  cut(): void {
    this.#socket?.destroy()
  }

  #take(text: string): void {
    this.#rest += text
    for (;;) {
      const tail = this.#rest.indexOf(`${SOH}10=`)
      const length = this.#rest.indexOf(SOH, tail + 1) + 1
      if (tail < 0 || length === 0) return
      this.received.push(new RawMessage(this.#rest.slice(0, length)))
      this.#rest = this.#rest.slice(length)
    }
  }
}
