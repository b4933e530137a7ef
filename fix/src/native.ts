// The face of the FIX addon. Sessions, sequence numbers, resends, heartbeats and sockets are QuickFIX's, on threads of
// its own; here messages come and go as bytes, many at a time.
import { createRequire } from 'node:module'

/** What happened on a session. */
export type FixEventKind =
  | 'created'
  | 'logon'
  | 'logout'
  | 'from-admin'
  | 'from-app'
  | 'to-admin'
  | 'logon-request'
  | 'send-failed'

export interface FixEvent {
  readonly kind: FixEventKind
  /** Number of the session, from 0; `status` has its name. */
  readonly session: number
  /** When it was left for this thread, on the clock of `process.hrtime`, in ns. */
  readonly at: bigint
  /** The message with SOH between its fields; empty where there is none. Of `send-failed`: the fields that were given. */
  readonly bytes: Buffer
  /** Of a `logon-request`: what `answer` is to be called with. */
  readonly question: number
}

export interface FixSessionStatus {
  /** `FIX.4.4:US->THEM`. */
  readonly name: string
  readonly isLoggedOn: boolean
  /** Whether it takes log-ons. */
  readonly isEnabled: boolean
  readonly isConnected: boolean
  /** Number of the next message out. */
  readonly nextSender: number
  /** Number expected of the next message in. */
  readonly nextTarget: number
  /** When its numbers began, in seconds since 1970. */
  readonly created: number
  /** Bytes that wait to be sent. */
  readonly waitingBytes: number
  /** Messages numbered and given to the socket since the start, or found malformed; not those for who is away. */
  readonly sent: number
}

export interface FixEngineOptions {
  readonly kind: 'acceptor' | 'initiator'
  /** QuickFIX's settings (https://quickfixengine.org), with at least one session. */
  readonly settings: string
  /** Folder of sequence numbers and sent messages, made where it is missing; without one they are kept in memory. */
  readonly store?: string
  /** Folder of each session's log, which has to be there; without one none is written. */
  readonly log?: string
  /** How long a log-on waits for `answer` before it is refused, in ms. */
  readonly logonWaitMs?: number
  /** Told of everything that happened, in order, soon after. */
  onEvents(events: readonly FixEvent[]): void
}

interface NativeEngine {
  start(address: string): void
  add(settings: string): number
  take(): Buffer
  answer(question: number, isTaken: boolean, reason: string): void
  send(records: Buffer): number[]
  count(): number
  status(session: number): FixSessionStatus | null
  logonFields(session: number, fields: string): void
  setNumbers(session: number, sender: number, target: number): void
  reset(session: number): void
  disable(session: number, reason: string): void
  enable(session: number): void
  disconnect(session: number): void
  stored(session: number, begin: number, end: number): Buffer
  recent(session: number): string
  stop(waitMs: number): Promise<void>
}

interface Addon {
  readonly FixEngine: new (options: {
    isAcceptor: boolean
    settings: string
    store: string
    log: string
    logonWaitMs: number
    onWake: () => void
  }) => NativeEngine
}

/** The addon is not there: it was not built. */
export class FixNotBuilt extends Error {
  constructor() {
    super('fix/native/fix.node is missing: FIX needs a C++ compiler and `make build`')
    this.name = 'FixNotBuilt'
  }
}

function load(): Addon {
  try {
    return createRequire(import.meta.url)('../native/fix.node') as Addon
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') throw new FixNotBuilt()
    throw error
  }
}

/** Whether FIX can be spoken here. */
export function isFixBuilt(): boolean {
  try {
    load()
    return true
  } catch (error) {
    if (error instanceof FixNotBuilt) return false
    throw error
  }
}

const HEAD_BYTES = 24
const KEEP = 0x8000_0000
const LOGON_WAIT_MS = 5_000

const KINDS: Readonly<Record<number, FixEventKind>> = {
  1: 'created',
  2: 'logon',
  3: 'logout',
  4: 'from-admin',
  5: 'from-app',
  6: 'to-admin',
  16: 'logon-request',
  17: 'send-failed',
}

/** An acceptor or an initiator with its sessions. */
export class FixEngine {
  readonly #native: NativeEngine
  readonly #onEvents: (events: readonly FixEvent[]) => void
  #records: Buffer[] = []
  #isSending = false
  #isStopped = false

  /** Opens stores and logs; no socket yet. Throws `FixNotBuilt`, or what QuickFIX says of the settings. */
  constructor(options: FixEngineOptions) {
    this.#onEvents = options.onEvents
    const { FixEngine: Native } = load()
    this.#native = new Native({
      isAcceptor: options.kind === 'acceptor',
      settings: options.settings,
      store: options.store ?? '',
      log: options.log ?? '',
      logonWaitMs: options.logonWaitMs ?? LOGON_WAIT_MS,
      onWake: () => this.#take(),
    })
  }

  /** Listens on a dotted address at the port of the settings, or starts to connect. */
  start(address = '127.0.0.1'): void {
    this.#native.start(address)
  }

  /** Adds the sessions of QuickFIX's settings to an acceptor that runs; those that are there stay. */
  add(settings: string): number {
    return this.#native.add(settings)
  }

  get count(): number {
    return this.#isStopped ? 0 : this.#native.count()
  }

  /** How a session stands; null where there is none, or the engine was stopped. */
  status(session: number): FixSessionStatus | null {
    return this.#isStopped ? null : this.#native.status(session)
  }

  /** The session of that name, as `FIX.4.4:US->THEM`. */
  find(name: string): (FixSessionStatus & { readonly session: number }) | undefined {
    for (let session = 0; session < this.count; session++) {
      const status = this.status(session)
      if (status?.name === name) return { ...status, session }
    }
    return undefined
  }

  /** Decides a log-on; a reason goes out with the log-out. */
  answer(question: number, isTaken: boolean, reason = ''): void {
    this.#native.answer(question, isTaken, reason)
  }

  /**
   * Sends a message with the next number: `fields` begin with `35=`, have SOH after each, and leave out 8, 9, 34, 49, 52, 56
   * and 10, which are QuickFIX's. Those of one turn go together. Who is away does not get it, unless `isKept`: then it is
   * numbered, and the counterparty asks for it when it is back.
   */
  send(session: number, fields: string | Uint8Array, isKept = false): void {
    const bytes = typeof fields === 'string' ? Buffer.from(fields, 'latin1') : fields
    const record = Buffer.allocUnsafe(8 + bytes.length)
    record.writeUInt32LE(session, 0)
    record.writeUInt32LE((bytes.length | (isKept ? KEEP : 0)) >>> 0, 4)
    record.set(bytes, 8)
    this.#records.push(record)
    if (this.#isSending) return
    this.#isSending = true
    queueMicrotask(() => this.flush())
  }

  /** Hands over what was sent in this turn. */
  flush(): void {
    this.#isSending = false
    if (this.#records.length === 0 || this.#isStopped) return
    const [first] = this.#records
    const all = this.#records.length === 1 && first ? first : Buffer.concat(this.#records)
    this.#records = []
    this.#native.send(all)
  }

  /** Fields with SOH after each that an initiator adds to its log-on. */
  setLogonFields(session: number, fields: string): void {
    this.#native.logonFields(session, fields)
  }

  /** Sets the next numbers out and in. */
  setNumbers(session: number, next: { readonly sender?: number; readonly target?: number }): void {
    this.#native.setNumbers(session, next.sender ?? 0, next.target ?? 0)
  }

  /** Begins a session anew at 1 and 1; who is logged on is logged out. */
  reset(session: number): void {
    this.#native.reset(session)
  }

  /** Logs out and takes no log-on until `enable`. */
  disable(session: number, reason: string): void {
    this.#native.disable(session, reason)
  }

  enable(session: number): void {
    this.#native.enable(session)
  }

  /** Cuts the connection at once; the counterparty may come back. */
  disconnect(session: number): void {
    this.#native.disconnect(session)
  }

  /** What was sent under these numbers, both included; numbers that were skipped are left out. */
  stored(session: number, begin: number, end: number): string[] {
    const text = this.#native.stored(session, begin, end).toString('latin1')
    return text === '' ? [] : text.slice(0, -1).split('\0')
  }

  /** The last messages and events, oldest first, secrets masked. */
  recent(session: number): string[] {
    const text = this.#native.recent(session)
    return text === '' ? [] : text.trimEnd().split('\n')
  }

  /** Logs everybody out, waits for their answers for at most `waitMs`, and ends. May take a few seconds more. */
  async stop(waitMs = 3_000): Promise<void> {
    if (this.#isStopped) return
    this.flush()
    this.#isStopped = true
    await this.#native.stop(waitMs)
  }

  #take(): void {
    const bytes = this.#native.take()
    const events: FixEvent[] = []
    let at = 0
    while (at < bytes.length) {
      const length = bytes.readUInt32LE(at)
      const kind = KINDS[bytes.readUInt8(at + 20)]
      if (kind === undefined) throw new Error('the addon is of another version')
      events.push({
        kind,
        session: bytes.readUInt32LE(at + 4),
        at: bytes.readBigUInt64LE(at + 8),
        question: bytes.readUInt32LE(at + 16),
        bytes: bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length),
      })
      at += HEAD_BYTES + length
    }
    if (events.length > 0) this.#onEvents(events)
  }
}
