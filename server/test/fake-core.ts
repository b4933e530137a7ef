import type { GatewayCore } from '../src/gateway.ts'

interface Reply {
  connection: number
  bytes: Uint8Array
  close: number
}

/** A core that keeps what it is given and sends what it is told. */
export class FakeCore implements GatewayCore {
  readonly inbox = new Uint8Array(1024)
  readonly outbox = new Uint8Array(1024 * 1024)
  readonly out = new Uint32Array(4 * 64)
  readonly calls: string[] = []
  /** Messages of each run. */
  readonly runs: { connection: number; bytes: Uint8Array }[][] = []
  readonly replies: Reply[] = []
  why: string | null = null
  onMessage: (connection: number, bytes: Uint8Array) => void = () => {}

  connect(connection: number): void {
    this.calls.push(`connect ${connection}`)
  }

  disconnect(connection: number): void {
    this.calls.push(`disconnect ${connection}`)
  }

  congested(connection: number, is: boolean): void {
    this.calls.push(`congested ${connection} ${is}`)
  }

  run(bytes: number): void {
    const view = new DataView(this.inbox.buffer)
    const messages = []
    for (let at = 0; at < bytes; ) {
      const connection = view.getUint32(at, true)
      const length = view.getUint32(at + 4, true)
      messages.push({ connection, bytes: this.inbox.slice(at + 8, at + 8 + length) })
      at += 8 + ((length + 7) & ~7)
    }
    this.runs.push(messages)
    for (const message of messages) this.onMessage(message.connection, message.bytes)
  }

  release(): number {
    let used = 0
    let entries = 0
    while (this.replies.length > 0 && entries < 64) {
      const { connection, bytes, close } = this.replies[0]!
      if (used + bytes.length > this.outbox.length) break
      this.replies.shift()
      this.outbox.set(bytes, used)
      this.out.set([connection, used, bytes.length, close], entries * 4)
      used += bytes.length
      entries++
    }
    return entries
  }

  tick(): void {}

  failure(): string | null {
    return this.why
  }

  reply(connection: number, bytes: Uint8Array, close = 0): void {
    this.replies.push({ connection, bytes, close })
  }
}
