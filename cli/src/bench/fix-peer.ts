import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const SOH = '\x01'
const US = 'TAPEBOOK'

const timestamp = (): string =>
  new Date().toISOString().replaceAll('-', '').replace('T', '-').replace('Z', '')

/** A counterparty of bytes: it logs on, sends orders, and counts what answers them. */
export class FixPeer {
  readonly #socket: Socket
  readonly #name: string
  readonly #run = Date.now().toString(36)
  #next = 1
  #orders = 0
  #rest = ''
  #isHere = false
  #wake: () => void = () => undefined
  /** Execution reports that came. */
  answered = 0

  private constructor(socket: Socket, name: string) {
    this.#socket = socket
    this.#name = name
    socket.setNoDelay(true).setEncoding('latin1')
    socket.on('data', (text: string) => this.#take(text))
  }

  static async logOn(port: number, name: string, password: string): Promise<FixPeer> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    const peer = new FixPeer(socket, name)
    peer.#socket.write(peer.#message('A', `98=0|108=30|553=${name}|554=${password}|`), 'latin1')
    while (!peer.#isHere) await peer.#more()
    return peer
  }

  /** Sends so many orders, each with an id of its own. */
  order(fields: string, count = 1): void {
    let text = ''
    for (let at = 0; at < count; at++) {
      const id = `11=${this.#run}-${this.#name}-${this.#orders++}|`
      text += this.#message('D', `${id}${fields}|60=${timestamp()}|`)
    }
    this.#socket.write(text, 'latin1')
  }

  async until(answered: number): Promise<void> {
    while (this.answered < answered) await this.#more()
  }

  close(): void {
    this.#socket.destroy()
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  #take(text: string): void {
    this.#rest += text
    for (;;) {
      const tail = this.#rest.indexOf(`${SOH}10=`)
      const end = this.#rest.indexOf(SOH, tail + 1)
      if (tail < 0 || end < 0) break
      const message = this.#rest.slice(0, end)
      this.#rest = this.#rest.slice(end + 1)
      if (message.includes(`${SOH}35=8${SOH}`)) this.answered++
      else if (message.includes(`${SOH}35=A${SOH}`)) this.#isHere = true
    }
    this.#wake()
  }

  #message(type: string, fields: string): string {
    const head = `35=${type}|34=${this.#next++}|49=${this.#name}|52=${timestamp()}|56=${US}|`
    const body = `${head}${fields}`.replaceAll('|', SOH)
    const whole = `8=FIX.4.4${SOH}9=${body.length}${SOH}${body}`
    let sum = 0
    for (let at = 0; at < whole.length; at++) sum += whole.charCodeAt(at)
    return `${whole}10=${`${sum % 256}`.padStart(3, '0')}${SOH}`
  }
}
