import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'

interface Events {
  accept: [{ session: string; sequenceNumber: number }]
  reject: [{ rejectReasonCode: string }]
  message: [Buffer]
  ending: []
  end: []
  error: [Error]
}

interface Login {
  username: string
  password: string
  requestedSession: string
  requestedSequenceNumber: number
}

/** What tests use of the package, which has no types of its own. */
interface SoupClient extends EventEmitter<Events> {
  login(payload: Login): void
  end(): void
}

type MakeClient = new (options: { host: string; port: number }, connected?: () => void) => SoupClient

const { Client } = createRequire(import.meta.url)('soupbintcp') as { Client: MakeClient }

/** A reader over SoupBinTCP by the package `soupbintcp`, with the messages it was sent. */
export class SoupReader {
  readonly messages: Buffer[] = []
  readonly client: SoupClient
  isOver = false

  constructor(host: string, port: number, requestedSequenceNumber: number, requestedSession = '') {
    const login = { username: 'reader', password: '', requestedSession, requestedSequenceNumber }
    this.client = new Client({ host, port }, () => this.client.login(login))
    this.client.on('message', (message) => this.messages.push(Buffer.from(message)))
    this.client.on('ending', () => {
      this.isOver = true
    })
  }
}
