import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { COUNTER_HELP, type Counters } from './counters.ts'

const PREFIX = 'tapebook_'

export interface Health {
  status: 'ok' | 'draining' | 'failed'
  [detail: string]: unknown
}

export interface MetricsSource {
  stats(): Record<string, number>
  counters(): Counters
  gauges(): Record<string, number>
  health(): Health
}

/** The Prometheus text of everything that is counted. */
export function prometheusText(source: MetricsSource): string {
  const lines: string[] = []
  const described = new Set<string>()
  // A name may come with labels: `rejects_total{reason="Busy"}`.
  const add = (labelled: string, value: number, help: string): void => {
    if (!Number.isFinite(value)) return
    const [name = '', labels] = labelled.split('{', 2)
    const safe = PREFIX + name.replace(/[^a-zA-Z0-9_]/g, '_')
    const family = safe.replace(HISTOGRAM, '')
    const type = family !== safe ? 'histogram' : safe.endsWith('_total') ? 'counter' : 'gauge'
    if (!described.has(family)) lines.push(`# HELP ${family} ${help}`, `# TYPE ${family} ${type}`)
    described.add(family)
    lines.push(`${safe}${labels === undefined ? '' : `{${labels}`} ${value}`)
  }
  for (const [name, value] of Object.entries(source.stats()).sort(byName))
    add(`core_${name}`, value, `The core's ${words(name)}.`)
  const counters = source.counters()
  for (const name of Object.keys(COUNTER_HELP) as (keyof Counters)[]) {
    add(`gateway_${name}`, counters[name], COUNTER_HELP[name])
  }
  for (const [name, value] of Object.entries(source.gauges())) add(name, value, `${sentence(words(name))}.`)
  return `${lines.join('\n')}\n`
}

/** Series of a histogram; no other metric's name ends so. */
const HISTOGRAM = /_(bucket|sum|count)$/
/** The bound of a bucket, which comes before the greater ones. */
const boundOf = (name: string): number =>
  Number(/le="([^"]+)"/.exec(name)?.[1]?.replace('+Inf', 'Infinity') ?? 0)
const withoutBound = (name: string): string => name.replace(/le="[^"]+"/, '')

// Series of one name must stand together.
const byName = ([a]: [string, number], [b]: [string, number]): number => {
  const [one, other] = [withoutBound(a), withoutBound(b)]
  if (one === other) return boundOf(a) - boundOf(b)
  return one < other ? -1 : 1
}
const words = (name: string): string =>
  name
    .replace(/_(bucket|sum|count)(?=\{|$)/, '')
    .replace(/\{.*/, '')
    .replace(/_total$/, '')
    .replaceAll('_', ' ')
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `/metrics` and `/health`, for the machine's own monitoring: small requests without bodies. */
export class MetricsServer {
  readonly #source: MetricsSource
  readonly #http: HttpServer

  constructor(source: MetricsSource) {
    this.#source = source
    const limits = {
      maxHeaderSize: 8_192,
      headersTimeout: 5_000,
      requestTimeout: 5_000,
      keepAliveTimeout: 5_000,
    }
    this.#http = createServer({ ...limits, connectionsCheckingInterval: 1_000 }, (request, response) =>
      this.#answer(request, response),
    )
    this.#http.maxConnections = 64
    this.#http.maxHeadersCount = 64
    this.#http.setTimeout(10_000)
  }

  get port(): number {
    return (this.#http.address() as AddressInfo | null)?.port ?? 0
  }

  listen(host: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject)
      this.#http.listen({ host, port, exclusive: true }, () => {
        this.#http.off('error', reject)
        resolve()
      })
    })
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#http.close(() => resolve())
      this.#http.closeAllConnections()
    })
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { method, url, headers } = request
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0
    if (hasBody) return end(response, 413, 'text/plain', 'requests here have no body\n', true)
    if (method !== 'GET' && method !== 'HEAD') return end(response, 405, 'text/plain', 'GET only\n', true)
    if (url === '/metrics')
      return end(response, 200, 'text/plain; version=0.0.4', prometheusText(this.#source))
    if (url === '/health') {
      const health = this.#source.health()
      return end(
        response,
        health.status === 'ok' ? 200 : 503,
        'application/json',
        `${JSON.stringify(health)}\n`,
      )
    }
    end(response, 404, 'text/plain', 'here are /metrics and /health\n')
  }
}

function end(response: ServerResponse, status: number, type: string, body: string, close = false): void {
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  }
  response.writeHead(status, close ? { ...headers, connection: 'close' } : headers)
  response.end(body)
}
