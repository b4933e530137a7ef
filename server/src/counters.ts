/** What the gateway counts; the metrics page shows each under `tapebook_gateway_`. */
export class Counters {
  connections_accepted_total = 0
  refused_origin_total = 0
  refused_full_total = 0
  refused_rate_total = 0
  messages_received_total = 0
  bytes_received_total = 0
  messages_sent_total = 0
  bytes_sent_total = 0
  sends_buffered_total = 0
  sends_dropped_total = 0
  text_messages_total = 0
  handler_errors_total = 0
  closed_by_core_total = 0
  early_runs_total = 0
}

export const COUNTER_HELP: { readonly [N in keyof Counters]: string } = {
  connections_accepted_total: 'WebSocket connections taken.',
  refused_origin_total: 'Upgrades refused for their Origin header.',
  refused_full_total: 'Upgrades refused because the connection limit was reached.',
  refused_rate_total: 'Upgrades refused because too many came in a second.',
  messages_received_total: 'Binary messages handed to the core.',
  bytes_received_total: 'Bytes handed to the core.',
  messages_sent_total: 'Binary messages sent.',
  bytes_sent_total: 'Bytes sent.',
  sends_buffered_total: 'Sends that a slow reader made wait.',
  sends_dropped_total: "Sends beyond a reader's backpressure limit; its connection was closed.",
  text_messages_total: 'Text messages, each of which closed its connection.',
  handler_errors_total: 'Faults in a socket handler, each of which closed its connection.',
  closed_by_core_total: "Connections closed on the core's word.",
  early_runs_total: 'Runs of the core before the end of a turn because the inbox was full.',
}
