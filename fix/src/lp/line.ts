// The wire of one session: an initiator of the FIX engine for each try, on numbers that outlive it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { decode, encode, type FixMessage, SOH_TEXT } from '../message.ts'
import { FixEngine, type FixEvent } from '../native.ts'
import { type LpSession, secretOf } from './config.ts'
import { dictionarySettings } from './dictionary.ts'
import { lpShapes } from './messages.ts'

export interface LinePorts {
  onLogon(number: number): void
  /** The log-on is over, or the try came to nothing. Told once a try. */
  onLost(why: string): void
  /** A message with its sequence number; `isRepeat` where it was sent before (FIX 43=Y). */
  onMessage(message: FixMessage, number: number, isRepeat: boolean): void
  onTrouble(why: string): void
}

/** Until a socket has to be there, in ms. */
const CONNECT_MS = 3_000
const LOOK_MS = 100
/** How long a log-out may take, in ms. */
const LOG_OUT_MS = 2_000
/** One engine makes one try. */
const NEVER_S = 86_400

const settingsOf = (session: LpSession, folder: string): string =>
  [
    '[DEFAULT]',
    'ConnectionType=initiator',
    `ReconnectInterval=${NEVER_S}`,
    ...dictionarySettings(folder),
    'NonStopSession=Y',
    'StartTime=00:00:00',
    'EndTime=00:00:00',
    'SocketNodelay=Y',
    'CheckLatency=N',
    'PersistMessages=Y',
    '[SESSION]',
    'BeginString=FIX.4.4',
    `SenderCompID=${session.senderCompID}`,
    `TargetCompID=${session.targetCompID}`,
    `SocketConnectHost=${session.host}`,
    `SocketConnectPort=${session.port}`,
    `HeartBtInt=${session.heartbeatInterval}`,
    `LogonTimeout=${session.logonTimeout}`,
    '',
  ].join('\n')

export class Line {
  readonly #session: LpSession
  readonly #folder: string
  readonly #ports: LinePorts
  #engine: FixEngine | undefined
  #stopping: Promise<void> = Promise.resolve()
  #looking: NodeJS.Timeout | undefined
  #log: string[] = []
  #numbers = { out: 0, in: 0 }
  #goodbye: string | undefined
  /** Tries so far: one that was called off before its engine is there makes none. */
  #tries = 0
  #logonNumber = 1

  /** `folder`: of all sessions' numbers and sent messages. */
  constructor(session: LpSession, folder: string, ports: LinePorts) {
    this.#session = session
    this.#folder = join(folder, session.id)
    this.#ports = ports
  }

  /** Numbers of the next message out and in; 0 before the first try. */
  get numbers(): { readonly out: number; readonly in: number } {
    const status = this.#engine?.status(0)
    if (status) this.#numbers = { out: status.nextSender, in: status.nextTarget }
    return this.#numbers
  }

  /** The last messages and events, oldest first, secrets masked. */
  get log(): readonly string[] {
    return this.#engine?.recent(0) ?? this.#log
  }

  /** Makes one try. `readTo` gives the number of the last message in that was dealt with, 0 where none was. */
  dial(readTo: () => Promise<number>): void {
    this.#leave()
    const own = ++this.#tries
    void this.#dial(own, readTo).catch((error: Error) => {
      if (own === this.#tries) this.#lost(error.message)
    })
  }

  /** Sends a message; while the session is away it is neither sent nor numbered. */
  send(message: FixMessage): void {
    this.#engine?.send(0, encode(message))
  }

  /** Logs out, or gives up a try. Nothing is heard of it any more. */
  hangUp(): void {
    this.#tries++
    const engine = this.#leave()
    if (engine) this.#stopping = engine.stop(LOG_OUT_MS)
  }

  /** Resolves when the engine of the last try is gone. */
  async close(): Promise<void> {
    this.hangUp()
    await this.#stopping
  }

  async #dial(own: number, readTo: () => Promise<number>): Promise<void> {
    await this.#stopping
    const last = await readTo()
    if (own !== this.#tries) return
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const engine = new FixEngine({
      kind: 'initiator',
      settings: settingsOf(this.#session, this.#folder),
      store: this.#folder,
      onEvents: (events) => {
        for (const event of events) if (this.#engine === engine) this.#take(event)
      },
    })
    this.#engine = engine
    this.#goodbye = undefined
    // What came after that one was lost with the process that read it: it is asked for again.
    if (last > 0 && (engine.status(0)?.nextTarget ?? 0) > last + 1) engine.setNumbers(0, { target: last + 1 })
    const { username, password } = this.#session
    const fields = [
      ...(username === undefined ? [] : [`553=${secretOf(username)}${SOH_TEXT}`]),
      ...(password === undefined ? [] : [`554=${secretOf(password)}${SOH_TEXT}`]),
    ]
    engine.setLogonFields(0, fields.join(''))
    engine.start()
    this.#look(performance.now())
  }

  /** A try that comes to nothing is told by nobody. */
  #look(begun: number): void {
    const { host, port, logonTimeout } = this.#session
    this.#looking = setTimeout(() => {
      const status = this.#engine?.status(0)
      if (!status || status.isLoggedOn) return
      const waited = performance.now() - begun
      if (!status.isConnected && waited > CONNECT_MS) this.#lost(`no connection to ${host}:${port}`)
      else if (waited > logonTimeout * 1_000) this.#lost(`no log-on within ${logonTimeout} s`)
      else this.#look(begun)
    }, LOOK_MS)
  }

  #lost(why: string): void {
    const engine = this.#leave()
    if (engine) this.#stopping = engine.stop(0)
    this.#ports.onLost(why)
  }

  #leave(): FixEngine | undefined {
    clearTimeout(this.#looking)
    const engine = this.#engine
    if (engine !== undefined) {
      void this.numbers
      this.#log = engine.recent(0)
    }
    this.#engine = undefined
    return engine
  }

  #take({ kind, bytes }: FixEvent): void {
    if (kind === 'logout') return this.#lost(this.#goodbye ?? 'the connection was lost')
    // The engine takes messages from here on; when it shows the provider's log-on it does not yet.
    if (kind === 'logon') return this.#ports.onLogon(this.#logonNumber)
    if (kind === 'send-failed') return this.#ports.onTrouble(`${this.#session.id}: a message was not sent`)
    if (kind !== 'from-admin' && kind !== 'from-app') return
    let message: FixMessage
    try {
      message = decode(bytes, lpShapes)
    } catch (error) {
      return this.#ports.onTrouble(
        `${this.#session.id}: a message that cannot be read: ${(error as Error).message}`,
      )
    }
    const number = Number(message.get(34))
    if (kind === 'from-app') return this.#ports.onMessage(message, number, message.get(43) === 'Y')
    if (message.type === 'A') this.#logonNumber = number
    else if (message.type === '5') this.#goodbye = `logged out: ${message.get(58) ?? 'no reason given'}`
    else if (message.type === '3')
      this.#ports.onTrouble(
        `${this.#session.id}: the provider rejected a message: ${message.get(58) ?? message.get(373) ?? ''}`,
      )
  }
}
