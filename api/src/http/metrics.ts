// What the API counts of itself, as Prometheus text (OP-03, OP-04).
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Bounds of latencies, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5]

export class ApiMetrics {
  readonly #registry = new Registry()
  readonly #latency: Histogram<'method' | 'route' | 'status'>
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
    const known = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>()
    return (method, code, seconds) => {
      const status = `${Math.floor(code / 100)}xx`
      let latency = known.get(method + status)
      if (latency === undefined) {
        latency = this.#latency.labels({ method, route, status })
        known.set(method + status, latency)
      }
      latency.observe(seconds)
    }
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
