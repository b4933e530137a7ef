import type { KeyObject } from 'node:crypto'
import {
  Challenge,
  FrameHeader,
  HEADER_SIZE,
  Heartbeat,
  isBodyType,
  Logon,
  LogonAccepted,
  Logout,
  type MessageEntry,
  MessageType,
  messages,
  type RejectReason,
  SessionReject,
  writeFrame,
} from '@tapebook/schema'
import WebSocket from 'ws'
import { ConnectionError, RejectedError, reasonName, typeName } from './errors.ts'
import { publicKeyOf, signLogon } from './keys.ts'
import type { KeptOnDisconnect } from './options.ts'

/** Bits of Logon.options. */
const CANCEL_ON_DISCONNECT = 1
const KEEP = { keepGtc: 4, keepGtd: 8, keepOnLogout: 16 } as const
const RESUME = 2

/** A server closes with this plus the RejectReason. */
const CLOSE_BASE = 4000
const HANDSHAKE_MS = 10_000
/** A message of this size goes out before the turn of the event loop ends. */
const MESSAGE_BYTES = 65_536

export interface LogonOptions {
  url: string
  /** Authority of the server's certificate, in PEM. */
  ca?: string | Uint8Array | undefined
  key: KeyObject
  cancelOnDisconnect: boolean | KeptOnDisconnect
  heartbeatMs: number
  /** Resume the stream after these numbers; null to begin at what is live. */
  resume: { lastSessionSequence: bigint; lastSequence: bigint } | null
}

export interface ConnectionEvents {
  /** The log-on stands. */
  accepted(accepted: LogonAccepted, challenge: Challenge): void
  /** A frame after the log-on; `at` is where its header begins. Heartbeats do not come here. */
  frame(type: number, flags: number, bytes: Buffer, view: DataView, at: number, end: number): void
  /** Once, the last thing that happens. */
  closed(why: Error, reason: RejectReason): void
}

/** One WebSocket from challenge to close. Knows frames, not what they mean. */
/** Bits of Logon.options. */
export function disconnectOptions(cancel: boolean | KeptOnDisconnect): number {
  if (typeof cancel === 'boolean') return cancel ? CANCEL_ON_DISCONNECT : 0
  const kept = Object.entries(KEEP).filter(([name]) => cancel[name as keyof typeof KEEP])
  return kept.reduce((bits, [, bit]) => bits | bit, CANCEL_ON_DISCONNECT)
}

export class Connection {
  readonly #events: ConnectionEvents
  readonly #options: LogonOptions
  readonly #socket: WebSocket
  readonly #out = Buffer.alloc(MESSAGE_BYTES)
  readonly #outView = new DataView(this.#out.buffer, this.#out.byteOffset, this.#out.byteLength)
  #used = 0
  #limit = MESSAGE_BYTES
  #flushDue = false
  #challenge: Challenge | undefined
  #isLoggedOn = false
  #isClosed = false
  #refusal: { error: Error; reason: RejectReason } | undefined
  #heartbeat: NodeJS.Timeout | undefined
  #deadline: NodeJS.Timeout
  #lastReceived = 0
  #lastSent = 0

  constructor(options: LogonOptions, events: ConnectionEvents) {
    this.#options = options
    this.#events = events
    this.#socket = new WebSocket(options.url, {
      perMessageDeflate: false,
      maxPayload: 64 * 1024 * 1024,
      handshakeTimeout: HANDSHAKE_MS,
      generateMask,
      ...(options.ca !== undefined && { ca: Buffer.from(options.ca) }),
    })
    this.#socket.binaryType = 'nodebuffer'
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => this.#message(data, isBinary))
    this.#socket.on('close', (code, reason) => this.#closed(code, reason.toString()))
    this.#socket.on('error', (cause) =>
      this.#end(new ConnectionError(`${options.url}: ${cause.message}`, { cause })),
    )
    this.#deadline = setTimeout(() => this.#end(new ConnectionError('no log-on in time')), HANDSHAKE_MS)
  }

  /**
   * Appends a frame that lies in `from`; it leaves when this turn of the event loop ends, together with the
   * others of the turn.
   */
  send(from: Buffer, at: number, length: number): void {
    const to = this.#reserve(length)
    from.copy(this.#out, to, at, at + length)
  }

  /** As `send`, encoding in place: `write` gets the view and the offset. */
  write(length: number, write: (view: DataView, at: number) => void): void {
    const to = this.#reserve(length)
    write(this.#outView, to)
  }

  /** Sends now what was appended. */
  flush(): void {
    this.#flushDue = false
    if (this.#used === 0 || this.#isClosed || this.#socket.readyState !== WebSocket.OPEN) return
    // The socket copies the bytes as it masks them, so the buffer is free at once.
    this.#socket.send(this.#out.subarray(0, this.#used), SEND_BINARY)
    this.#used = 0
    this.#lastSent = Date.now()
  }

  /** Says goodbye; `closed` follows. */
  logout(): void {
    if (this.#isLoggedOn)
      this.write(HEADER_SIZE + Logout.SIZE, (view, at) =>
        writeFrame(view, at, MessageType.Logout, { reason: 0 }),
      )
    this.flush()
    this.#refusal ??= { error: new ConnectionError('logged out'), reason: 0 }
    this.#socket.close(1000)
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => this.#socket.terminate(), 1_000)
  }

  /** Gives the connection up without a word. */
  abandon(error: Error, reason: RejectReason = 0): void {
    this.#end(error, reason)
  }

  #reserve(length: number): number {
    if (this.#used + length > this.#limit) this.flush()
    const to = this.#used
    this.#used += length
    if (!this.#flushDue) {
      this.#flushDue = true
      setImmediate(() => this.flush())
    }
    return to
  }

  #message(bytes: Buffer, isBinary: boolean): void {
    if (!isBinary) return this.#end(new ConnectionError('the server sent text'))
    this.#lastReceived = Date.now()
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let at = 0
    while (at < bytes.length && !this.#isClosed) {
      const length = frameLength(view, at)
      if (length === 0) return this.#end(new ConnectionError('the server sent a frame that is not one'))
      this.#frame(bytes, view, at, at + length)
      at += length
    }
  }

  #frame(bytes: Buffer, view: DataView, at: number, end: number): void {
    const type = view.getUint16(at + FrameHeader.offsets.type, true)
    const body = at + HEADER_SIZE
    if (type === MessageType.Heartbeat) return
    if (type === MessageType.Logout) {
      const { reason } = Logout.read(view, body)
      this.#refusal = { error: this.#goodbye(reason), reason }
      return
    }
    if (!this.#isLoggedOn) return this.#logon(type, view, body)
    this.#events.frame(type, view.getUint8(at + FrameHeader.offsets.flags), bytes, view, at, end)
  }

  /** A refused log-on is said by a log-out with its reason too. */
  #goodbye(reason: RejectReason): Error {
    if (!this.#isLoggedOn && reason) return new RejectedError({ type: MessageType.Logon, reason })
    return new ConnectionError(`the server logged out${reason ? `: ${reasonName(reason)}` : ''}`)
  }

  #logon(type: number, view: DataView, body: number): void {
    if (type === MessageType.Challenge && !this.#challenge) {
      this.#challenge = Challenge.read(view, body)
      this.#limit = Math.min(MESSAGE_BYTES, this.#challenge.maxMessage)
      if (this.#challenge.protocol !== 1) {
        return this.#end(new ConnectionError(`the server speaks protocol ${this.#challenge.protocol}, not 1`))
      }
      this.#answer(this.#challenge)
    } else if (type === MessageType.LogonAccepted && this.#challenge) {
      const accepted = LogonAccepted.read(view, body)
      this.#isLoggedOn = true
      clearTimeout(this.#deadline)
      this.#keepAlive(accepted.heartbeatMs)
      this.#events.accepted(accepted, this.#challenge)
    } else if (type === MessageType.SessionReject) {
      const rejected = SessionReject.read(view, body)
      this.#end(new RejectedError({ ...rejected, type: MessageType.Logon }), rejected.reason)
    } else this.#end(new ConnectionError(`${typeName(type)} before the log-on`))
  }

  #answer({ nonce }: Challenge): void {
    const { key, resume, cancelOnDisconnect, heartbeatMs } = this.#options
    const logon: Logon = {
      publicKey: publicKeyOf(key),
      signature: new Uint8Array(64),
      options: disconnectOptions(cancelOnDisconnect) | (resume ? RESUME : 0),
      heartbeatMs,
      lastSessionSequence: resume?.lastSessionSequence ?? 0n,
      lastSequence: resume?.lastSequence ?? 0n,
    }
    const bytes = new Uint8Array(Logon.SIZE)
    Logon.write(new DataView(bytes.buffer), 0, logon)
    logon.signature = signLogon(key, nonce, bytes.subarray(Logon.offsets.options))
    this.write(HEADER_SIZE + Logon.SIZE, (view, at) => writeFrame(view, at, MessageType.Logon, logon))
    this.flush()
  }

  /** Sends a heartbeat where nothing else went out, and gives up on a server that is silent for two. */
  #keepAlive(heartbeatMs: number): void {
    const check = (): void => {
      const now = Date.now()
      if (now - this.#lastReceived > 2 * heartbeatMs + 1_000) {
        return this.#end(new ConnectionError(`nothing heard for ${now - this.#lastReceived} ms`))
      }
      // A server answers heartbeats, so one goes out also when only the other side is silent.
      if (now - Math.min(this.#lastSent, this.#lastReceived) < heartbeatMs / 2) return
      const beat = { nonce: 0n, time: BigInt(now) * 1_000_000n }
      this.write(HEADER_SIZE + Heartbeat.SIZE, (view, at) =>
        writeFrame(view, at, MessageType.Heartbeat, beat),
      )
    }
    this.#lastSent = this.#lastReceived = Date.now()
    this.#heartbeat = setInterval(check, Math.max(100, heartbeatMs / 4))
    this.#heartbeat.unref()
  }

  #closed(code: number, text: string): void {
    const reason = (code > CLOSE_BASE && code < CLOSE_BASE + 256 ? code - CLOSE_BASE : 0) as RejectReason
    const why = reason ? reasonName(reason) : text
    this.#end(new ConnectionError(`the connection closed with ${code}${why ? ` (${why})` : ''}`), reason)
  }

  #end(error: Error, reason: RejectReason = 0): void {
    if (this.#isClosed) return
    this.#isClosed = true
    clearTimeout(this.#deadline)
    clearInterval(this.#heartbeat)
    this.#socket.terminate()
    const why = this.#refusal ?? { error, reason }
    this.#events.closed(why.error, why.reason)
  }
}

const SEND_BINARY = { binary: true, compress: false } as const

// `ws` does not copy under a mask of zeros, so it is never that.
function generateMask(mask: Buffer): void {
  mask.writeUInt32LE((Math.floor(Math.random() * 0x1_0000_0000) | 1) >>> 0, 0)
}

/** Length of the frame at `at`, or 0 if it is none. Types unknown here pass, for a newer server may send them. */
function frameLength(view: DataView, at: number): number {
  const left = view.byteLength - at
  if (left < HEADER_SIZE) return 0
  const length = view.getUint16(at + FrameHeader.offsets.length, true)
  const type = view.getUint16(at + FrameHeader.offsets.type, true)
  if (length < HEADER_SIZE || length > left || length % 8 !== 0) return 0
  if (!isBodyType(type)) return length
  const entry: MessageEntry = messages[type]
  const rest = length - HEADER_SIZE - entry.size
  return rest < 0 || (rest > 0 && !entry.variable) ? 0 : length
}
