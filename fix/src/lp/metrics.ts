// What the gateway counts, as Prometheus text.
import { Counter, Gauge, Registry } from 'prom-client'
import type { LpGateway, SessionView } from './gateway.ts'
import { LINK_STATES } from './link.ts'

interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly value: (view: SessionView) => number
}

const FAMILIES: readonly Family[] = [
  {
    name: 'tapebook_lp_reconnects_total',
    help: 'Tries to connect that were not the first.',
    type: 'counter',
    value: (it) => it.reconnects,
  },
  {
    name: 'tapebook_lp_quotes_per_minute',
    help: 'Changes of prices in the last minute.',
    type: 'gauge',
    value: (it) => it.quotesPerMinute,
  },
  {
    name: 'tapebook_lp_quotes_total',
    help: 'Changes of prices.',
    type: 'counter',
    value: (it) => it.quotes,
  },
  {
    name: 'tapebook_lp_quotes_passed_over_total',
    help: 'Entries of quotes that named no symbol of ours, no price, or more levels than are kept.',
    type: 'counter',
    value: (it) => it.quotesPassedOver,
  },
  {
    name: 'tapebook_lp_active_symbols',
    help: 'Symbols with a price that is not stale.',
    type: 'gauge',
    value: (it) => it.activeSymbols,
  },
  {
    name: 'tapebook_lp_up_seconds',
    help: 'Time that the session was connected, in all.',
    type: 'counter',
    value: (it) => it.upMs / 1_000,
  },
]

/** What the gateway counts, read anew each time that somebody asks. */
export class LpMetrics {
  readonly #registry = new Registry()

  constructor(gateway: LpGateway) {
    const registers = [this.#registry]
    new Gauge({
      name: 'tapebook_lp_state',
      help: 'State of a session: 1 for the one that it is in.',
      labelNames: ['session', 'state'],
      registers,
      collect() {
        for (const { id, state } of gateway.sessions())
          for (const each of LINK_STATES) this.set({ session: id, state: each }, state === each ? 1 : 0)
      },
    })
    for (const { name, help, type, value } of FAMILIES) {
      const options = { name, help, labelNames: ['session'] as const, registers }
      if (type === 'gauge')
        new Gauge({
          ...options,
          collect() {
            for (const view of gateway.sessions()) this.set({ session: view.id }, value(view))
          },
        })
      else
        new Counter({
          ...options,
          collect() {
            this.reset()
            for (const view of gateway.sessions()) this.inc({ session: view.id }, value(view))
          },
        })
    }
    new Counter({
      name: 'tapebook_lp_order_events_total',
      help: 'What happened to orders at providers, by kind.',
      labelNames: ['kind'],
      registers,
      collect() {
        this.reset()
        for (const [kind, count] of gateway.outcomes) this.inc({ kind }, count)
      },
    })
    this.#registry.registerMetric(gateway.orders.answers)
  }

  /** As Prometheus text. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
