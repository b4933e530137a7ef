// Sockets of those who read streams: /ws, /ws/<stream>/..., /ws/<n>, /stream, /stream?streams=... A payload is handed over
// once a topic; uWebSockets.js sends it to all who have it.

import type { Reference, Troubles } from '@tapebook/service'
import type { TemplatedApp, WebSocket } from '@tapebook/sockets'
import type { Counts } from '../counts.ts'
import type { Door } from '../door.ts'
import { keepsPace, type Limits, type Pace } from '../limits.ts'
import { answer, type Speaker, STREAMS_MAX } from './control.ts'
import { Hub, type Readers } from './hub.ts'
import { isWellFormed, parseStream, type StreamName } from './names.ts'
import { combinedText } from './texts.ts'

/** Longest message: as many names as a connection may have streams fit. */
const MESSAGE_MAX = 80 * 1_024
/** A connection that says nothing is asked after a while, and closed after this many seconds. */
const SILENT_SECONDS = 60
/** Longest that a SUBSCRIBE waits for a book to stand before it is answered, in ms. */
const CONFIRM_MS = 2_000
/** Codes of RFC 6455. */
const CLOSE = { policy: 1_008, invalid: 1_007 } as const

interface Reader extends Pace {
  isCombined: boolean
  streams: Set<string> | undefined
  isOpen: boolean
}

type Socket = WebSocket<Reader> & Reader
const NOTHING: ReadonlySet<string> = new Set()

/** Two topics a stream: payloads as they are, and wrapped. */
const topicOf = (name: string, isCombined: boolean): string => (isCombined ? 'c' : 'r') + name

export class StreamSockets implements Readers {
  readonly hub: Hub
  readonly #app: TemplatedApp
  readonly #counts: Counts
  readonly #limits: Limits
  readonly #troubles: Troubles | undefined

  constructor(app: TemplatedApp, door: Door, reference: Reference, limits: Limits, counts: Counts) {
    this.#app = app
    this.#counts = counts
    this.#limits = limits
    this.#troubles = door.troubles
    this.hub = new Hub(reference, this)
    for (const path of ['/ws', '/ws/*', '/stream', '/stream/*']) this.#route(path, door)
  }

  publish(name: string, text: string): void {
    if (this.#troubles === undefined) this.#send(name, text)
    else this.#troubles.later('streams', this, () => this.#send(name, text))
  }

  #send(name: string, text: string): void {
    for (const isCombined of [false, true]) {
      const topic = topicOf(name, isCombined)
      const readers = this.#app.numSubscribers(topic)
      if (readers === 0) continue
      this.#counts.published++
      this.#counts.sent += readers
      this.#app.publish(topic, isCombined ? combinedText(name, text) : text)
    }
  }

  hasReaders(name: string): boolean {
    return [false, true].some((is) => this.#app.numSubscribers(topicOf(name, is)) > 0)
  }

  /** Tells every reader that it should go elsewhere. */
  sayGoodbye(now: number): void {
    this.#send('!serverShutdown', `{"e":"serverShutdown","E":${now}}`)
  }

  #route(path: string, door: Door): void {
    this.#app.ws<Reader>(path, {
      compression: 0,
      maxPayloadLength: MESSAGE_MAX,
      maxBackpressure: this.#limits.unsentBytes,
      closeOnBackpressureLimit: 1,
      idleTimeout: SILENT_SECONDS,
      sendPingsAutomatically: true,
      upgrade: (response, request, context) => {
        const isCombined = request.getUrl().startsWith('/stream')
        const names = isCombined ? queried(request.getQuery()) : pathed(request.getUrl())
        const streams = names.length === 0 ? undefined : new Set(names)
        const data: Reader = { isCombined, streams, isOpen: true, second: 0, messages: 0 }
        door.upgrade(response, request, context, data)
      },
      open: (socket) => this.#open(socket as Socket, door),
      message: (socket, message, isBinary) => this.#message(socket as Socket, message, isBinary),
      ping: (socket) => this.#takes(socket as Socket),
      close: (socket, code) => {
        const reader = socket as Socket
        reader.isOpen = false
        door.left(socket, code)
      },
    })
  }

  #open(socket: Socket, door: Door): void {
    door.entered(socket)
    const names = [...(socket.streams ?? [])]
    socket.streams = undefined
    for (const stream of this.#subscribe(socket, names)) {
      if (!socket.isOpen) return
      this.#first(socket, stream, this.hub.reachText(stream))
    }
    if (!socket.isOpen) return
    socket.subscribe(topicOf('!serverShutdown', socket.isCombined))
  }

  /** Is the connection within what it may send? Else it is closed. */
  #takes(socket: Socket): boolean {
    if (keepsPace(socket, this.#limits.messagesPerSecond, Date.now())) return true
    this.#counts.disconnected++
    socket.end(CLOSE.policy, 'Too many requests')
    return false
  }

  #message(socket: Socket, message: ArrayBuffer, isBinary: boolean): void {
    if (!this.#takes(socket)) return
    if (isBinary) return void socket.end(CLOSE.invalid, 'text messages only')
    const begun: StreamName[] = []
    const { text, close } = answer(Buffer.from(message).toString(), this.#speaker(socket, begun))
    if (!socket.isOpen) return
    this.#confirm(socket, text, begun, performance.now() + CONFIRM_MS)
    if (close) socket.end(CLOSE.policy, 'Invalid request')
  }

  /** Who reads a depth that nobody read before asks REST for the book when this is answered, and not for an older one. */
  #confirm(socket: Socket, text: string, begun: readonly StreamName[], until: number): void {
    if (!socket.isOpen) return
    const wait = this.hub.settlesIn(begun)
    if (wait > 0 && performance.now() < until) {
      setTimeout(() => this.#confirm(socket, text, begun, until), wait)
      return
    }
    socket.send(text)
    for (const stream of begun) {
      if (socket.isOpen && socket.streams?.has(stream.name))
        this.#first(socket, stream, this.hub.reachText(stream))
    }
  }

  #first(socket: Socket, { name }: StreamName, text: string | undefined): void {
    if (text !== undefined) socket.send(socket.isCombined ? combinedText(name, text) : text)
  }

  #speaker(socket: Socket, begun: StreamName[]): Speaker {
    return {
      streams: socket.streams ?? NOTHING,
      isCombined: socket.isCombined,
      subscribe: (names) => void begun.push(...this.#subscribe(socket, names)),
      unsubscribe: (names) => {
        for (const name of names) {
          if (socket.streams?.delete(name)) socket.unsubscribe(topicOf(name, socket.isCombined))
        }
      },
      combine: (is) => {
        for (const name of ['!serverShutdown', ...(socket.streams ?? [])]) {
          socket.unsubscribe(topicOf(name, socket.isCombined))
          socket.subscribe(topicOf(name, is))
        }
        socket.isCombined = is
      },
    }
  }

  /** Gives the streams among the names. */
  #subscribe(socket: Socket, names: readonly string[]): StreamName[] {
    const begun: StreamName[] = []
    for (const name of names) {
      socket.streams ??= new Set()
      socket.streams.add(name)
      const stream = parseStream(name)
      // Whatever may be a name is taken; what is none of ours tells nothing.
      if (stream === undefined) continue
      this.#first(socket, stream, this.hub.want(stream))
      if (!socket.isOpen) break
      socket.subscribe(topicOf(name, socket.isCombined))
      begun.push(stream)
    }
    return begun
  }
}

const known = (words: readonly string[]): string[] =>
  words.filter((word) => word.includes('@') && isWellFormed(word)).slice(0, STREAMS_MAX)

/** Streams in `/ws/a@trade/b@depth`; a number or another word behind the slash is nothing. */
function pathed(path: string): string[] {
  return known(path.slice('/ws/'.length).split('/').map(decoded))
}

/** Streams in `streams=a@trade/b@depth`. */
function queried(query: string): string[] {
  return known((new URLSearchParams(query).get('streams') ?? '').split('/'))
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    return ''
  }
}
