// What the API counts of itself, as Prometheus text (OP-03, OP-04).
import type { Tables } from '@tapebook/projections'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Bounds of latencies, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5]

export class ApiMetrics {
  readonly #registry = new Registry()
  readonly #latency: Histogram<'method' | 'route' | 'status'>
  readonly #requests: Counter<'method' | 'route' | 'status'>
  readonly #queries: Histogram<'outcome'>
  readonly #dataLag: Histogram
  readonly #errors: Counter<'code'>
  readonly #deeds: Counter<'action' | 'outcome'>

  /** `gauges` are asked for whenever somebody looks. */
  constructor(gauges: Readonly<Record<string, { help: string; value: () => number }>>) {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry, prefix: 'tapebook_api_' })
    this.#latency = new Histogram({
      name: 'tapebook_api_response_seconds',
      help: 'From the headers of a request to the end of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers,
    })
    this.#requests = new Counter({
      name: 'tapebook_api_http_requests_total',
      help: 'Requests answered, by route and class of status.',
      labelNames: ['method', 'route', 'status'],
      registers,
    })
    this.#queries = new Histogram({
      name: 'tapebook_api_database_query_seconds',
      help: 'What reading the tables took.',
      labelNames: ['outcome'],
      buckets: BUCKETS,
      registers,
    })
    this.#dataLag = new Histogram({
      name: 'tapebook_api_market_data_lag_seconds',
      help: 'From the time of a trade in the journal to its sending to readers of the stream.',
      buckets: BUCKETS,
      registers,
    })
    this.#errors = new Counter({
      name: 'tapebook_api_errors_total',
      help: 'Requests answered with an error, by its code.',
      labelNames: ['code'],
      registers,
    })
    this.#deeds = new Counter({
      name: 'tapebook_api_deeds_total',
      help: 'What operators did to the venue, by action and outcome: done, refused, unanswered.',
      labelNames: ['action', 'outcome'],
      registers,
    })
    for (const [name, { help, value }] of Object.entries(gauges)) {
      new Gauge({
        name: `tapebook_api_${name}`,
        help,
        registers,
        collect() {
          this.set(value())
        },
      })
    }
  }

  /** Counts answers of one route. */
  answers(route: string): (method: string, status: number, seconds: number) => void {
    const known = new Map<string, (seconds: number) => void>()
    return (method, code, seconds) => {
      const status = `${Math.floor(code / 100)}xx`
      let count = known.get(method + status)
      if (count === undefined) {
        const labels = { method, route, status }
        const [latency, requests] = [this.#latency.labels(labels), this.#requests.labels(labels)]
        count = (its) => {
          latency.observe(its)
          requests.inc()
        }
        known.set(method + status, count)
      }
      count(seconds)
    }
  }

  /** Measures what the tables are asked. */
  measured(tables: Tables): Tables {
    const timed =
      <A extends readonly unknown[], T>(ask: (...words: A) => Promise<T>) =>
      async (...words: A): Promise<T> => {
        const began = performance.now()
        const tell = (outcome: string): void =>
          this.#queries.observe({ outcome }, (performance.now() - began) / 1_000)
        try {
          const answer = await ask(...words)
          tell('answered')
          return answer
        } catch (error) {
          tell('failed')
          throw error
        }
      }
    return {
      query: timed(tables.query.bind(tables)),
      place: timed(tables.place.bind(tables)),
      load: tables.load.bind(tables),
    }
  }

  /** A trade of that time, in ns, goes to readers. */
  told(time: bigint): void {
    this.#dataLag.observe(Math.max(0, Date.now() - Number(time / 1_000_000n)) / 1_000)
  }

  failed(code: string): void {
    this.#errors.inc({ code })
  }

  deed(action: string, outcome: 'done' | 'refused' | 'unanswered'): void {
    this.#deeds.inc({ action, outcome })
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
