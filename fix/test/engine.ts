// A counterparty that keeps to FIX's rules of recovery: it numbers, resends what is asked for, and asks for what it missed.
import { until } from '@tapebook/testing'
import { RawClient, type RawMessage } from './raw.ts'

const ADMIN: ReadonlySet<string> = new Set(['0', '1', '2', '3', '4', '5', 'A'])

interface Sent {
  readonly type: string
  readonly fields: string
  readonly time: string
}

export class Engine extends RawClient {
  /** Messages in the order of their numbers, each once. */
  readonly inOrder: RawMessage[] = []
  readonly #sent = new Map<number, Sent>()
  readonly #ahead = new Map<number, RawMessage>()
  #expected = 1
  #asked = 0
  #seen = 0
  /** Resends that the other side asked for. */
  resends = 0

  override send(
    type: string,
    fields = '',
    options: { number?: number; header?: string; time?: string } = {},
  ): number {
    const time = new Date().toISOString().replaceAll('-', '').replace('T', '-').replace('Z', '')
    const number = super.send(type, fields, { time, ...options })
    if (options.number === undefined) this.#sent.set(number, { type, fields, time })
    return number
  }

  /** Connects and logs on, as often as it takes. */
  async comeBack(port: number, logon: string): Promise<void> {
    await until(async () => {
      try {
        this.#asked = 0
        await this.connect(port)
        return (await this.logon(logon)).type === 'A'
      } catch {
        return false
      }
    })
  }

  /** Looks at what came since the last call. */
  work(): void {
    while (this.#seen < this.received.length) {
      const message = this.received[this.#seen++]
      if (message !== undefined) this.#take(message)
    }
  }

  #take(message: RawMessage): void {
    const { number, type } = message
    if (type === '4') {
      const next = Number(message.get(36))
      if (next > this.#expected && number <= this.#expected) this.#expected = next
      return this.#catchUp()
    }
    if (type === '2') this.#resend(Number(message.get(7)))
    if (number < this.#expected) return
    this.#ahead.set(number, message)
    this.#catchUp()
    if (number > this.#expected && this.#asked < this.#expected) {
      this.#asked = this.#expected
      this.send('2', `7=${this.#expected}|16=0|`)
    }
  }

  #catchUp(): void {
    for (;;) {
      const due = this.#ahead.get(this.#expected)
      if (due === undefined) return
      this.#ahead.delete(this.#expected++)
      if (!ADMIN.has(due.type)) this.inOrder.push(due)
    }
  }

  #resend(from: number): void {
    this.resends++
    let gap = from
    const last = this.next
    for (let number = from; number < last; number++) {
      const sent = this.#sent.get(number)
      if (sent === undefined || ADMIN.has(sent.type)) continue
      if (gap < number) this.#fill(gap, number)
      const header = `43=Y|122=${sent.time}|`
      super.send(sent.type, sent.fields, { number, header })
      gap = number + 1
    }
    if (gap < last) this.#fill(gap, last)
  }

  #fill(from: number, to: number): void {
    const time = new Date().toISOString().replaceAll('-', '').replace('T', '-').replace('Z', '')
    super.send('4', `123=Y|36=${to}|`, { number: from, header: `43=Y|122=${time}|` })
  }
}
