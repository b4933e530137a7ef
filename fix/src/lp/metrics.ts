// What the gateway counts, as Prometheus text.
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

const head = (name: string, help: string, type: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
]

export function lpMetrics(gateway: LpGateway): string {
  const views = gateway.sessions()
  const state = 'tapebook_lp_state'
  const orders = 'tapebook_lp_order_events_total'
  const answer = 'tapebook_lp_answer_seconds'
  const lines = [
    ...head(state, 'State of a session: 1 for the one that it is in.', 'gauge'),
    ...views.flatMap((it) =>
      LINK_STATES.map((name) => `${state}{session="${it.id}",state="${name}"} ${it.state === name ? 1 : 0}`),
    ),
    ...FAMILIES.flatMap(({ name, help, type, value }) => [
      ...head(name, help, type),
      ...views.map((it) => `${name}{session="${it.id}"} ${value(it)}`),
    ]),
    ...head(orders, 'What happened to orders at providers, by kind.', 'counter'),
    ...[...gateway.outcomes].map(([kind, count]) => `${orders}{kind="${kind}"} ${count}`),
    ...head(answer, 'From sending an order to the first word of the provider.', 'histogram'),
    ...views.flatMap(({ id }) => gateway.orders.latency(id).lines(answer, `session="${id}"`)),
  ]
  return `${lines.join('\n')}\n`
}
