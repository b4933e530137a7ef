// Requests over HTTP by hand: kept connections, one request at a time on each, so that the client costs little.
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { build, type Histogram } from 'hdr-histogram-js'

const MAX_LATENCY_US = 60_000_000
const TIMER_MS = 1

/** Bytes of the request with that number. */
export type RequestOf = (number: number) => string

export interface HttpMeasured {
  readonly answered: number
  /** Answers with another status than 2xx. */
  readonly refused: number
  readonly seconds: number
  readonly latency: Histogram
}

class Connection {
  readonly #socket: Socket
  #text = ''
  #done: ((status: number) => void) | undefined

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1')
    this.#socket.on('data', (part: string) => this.#take(part))
    this.#socket.on('close', () => this.#done?.(0))
    this.#socket.on('error', () => undefined)
  }

  ask(request: string): Promise<number> {
    return new Promise((resolve) => {
      this.#done = resolve
      this.#socket.write(request)
    })
  }

  end(): void {
    this.#socket.destroy()
  }

  #take(part: string): void {
    this.#text += part
    const head = this.#text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/content-length: (\d+)/i.exec(this.#text)?.[1] ?? 0)
    if (this.#text.length < head + 4 + length) return
    const status = Number(this.#text.slice(9, 12))
    this.#text = ''
    const done = this.#done
    this.#done = undefined
    done?.(status)
  }
}

/**
 * Open loop: each request is due at its time, and measured from then on, whether a connection is free or not. Without a
 * rate as many as the connections bring through.
 */
export async function httpLoad(
  port: number,
  requestOf: RequestOf,
  { rate, seconds, connections }: { rate?: number; seconds: number; connections: number },
): Promise<HttpMeasured> {
  const free = Array.from({ length: connections }, () => new Connection(port))
  const all = [...free]
  const latency = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: MAX_LATENCY_US,
    numberOfSignificantValueDigits: 3,
  })
  const started = performance.now()
  const until = started + seconds * 1_000
  const due = (at: number): number => (rate === undefined ? performance.now() : started + (at * 1_000) / rate)
  const total = rate === undefined ? Number.POSITIVE_INFINITY : rate * seconds
  let [sent, answered, refused, under] = [0, 0, 0, 0]
  const send = async (connection: Connection): Promise<void> => {
    under++
    while (sent < total && performance.now() < until && due(sent) <= performance.now()) {
      const start = due(sent)
      const status = await connection.ask(requestOf(sent++))
      if (status < 200 || status > 299) refused++
      if (performance.now() < until) answered++
      latency.recordValue(
        Math.min(MAX_LATENCY_US, Math.max(1, Math.round((performance.now() - start) * 1_000))),
      )
    }
    under--
    free.push(connection)
  }
  while (performance.now() < until && sent < total) {
    while (free.length > 0 && sent < total && due(sent) <= performance.now()) void send(free.pop()!)
    await sleep(TIMER_MS)
  }
  while (under > 0) await sleep(TIMER_MS)
  for (const connection of all) connection.end()
  return { answered, refused, seconds: (performance.now() - started) / 1_000, latency }
}
