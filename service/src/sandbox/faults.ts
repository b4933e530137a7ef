// What an operator of a sandbox makes go wrong, so that bots learn to live with it.

/** What happens to requests of one kind. */
type OfRequests = {
  /** Share of them that is answered 429, in per cent. */
  readonly refuse_percent: number
  /** How much later answers come, in ms. */
  readonly latency_ms: number
}

export type Faults = {
  readonly rest: OfRequests
  /** Events of user data streams come later too. */
  readonly ws_api: OfRequests
  readonly streams: {
    readonly latency_ms: number
    /** How long connections of streams and the WebSocket API live on average, in seconds; 0 for as long as they like. */
    readonly disconnect_s: number
  }
  /** What a 429 says in Retry-After, in seconds. */
  readonly retry_after_s: number
  /** Requests before that time is over after which an address is answered 418; 0 for never. */
  readonly strikes: number
  /** For how long, in seconds. */
  readonly ban_s: number
}

export const NO_FAULTS: Faults = {
  rest: { refuse_percent: 0, latency_ms: 0 },
  ws_api: { refuse_percent: 0, latency_ms: 0 },
  streams: { latency_ms: 0, disconnect_s: 0 },
  retry_after_s: 1,
  strikes: 5,
  ban_s: 10,
}

/** A field that is not taken. */
export interface FaultsProblem {
  readonly field: string
  readonly why: string
}

const LATENCY_MAX_MS = 30_000
const SECONDS_MAX = 86_400

/** Fields with their bounds; a share may have a fraction, all else is whole. */
const BOUNDS: readonly (readonly [
  field: string,
  read: (of: Faults) => number,
  least: number,
  most: number,
])[] = [
  ['rest.refuse_percent', (of) => of.rest.refuse_percent, 0, 100],
  ['rest.latency_ms', (of) => of.rest.latency_ms, 0, LATENCY_MAX_MS],
  ['ws_api.refuse_percent', (of) => of.ws_api.refuse_percent, 0, 100],
  ['ws_api.latency_ms', (of) => of.ws_api.latency_ms, 0, LATENCY_MAX_MS],
  ['streams.latency_ms', (of) => of.streams.latency_ms, 0, LATENCY_MAX_MS],
  ['streams.disconnect_s', (of) => of.streams.disconnect_s, 0, SECONDS_MAX],
  ['retry_after_s', (of) => of.retry_after_s, 1, SECONDS_MAX],
  ['strikes', (of) => of.strikes, 0, 1_000],
  ['ban_s', (of) => of.ban_s, 1, SECONDS_MAX],
]

/** Fields out of their bounds. */
export function checkFaults(faults: Faults): FaultsProblem[] {
  return BOUNDS.flatMap(([field, read, least, most]) => {
    const value = read(faults)
    const isShare = field.endsWith('_percent')
    const isTaken = value >= least && value <= most && (isShare || Number.isInteger(value))
    return isTaken
      ? []
      : [{ field, why: `it must be ${isShare ? '' : 'a whole number '}from ${least} to ${most}` }]
  })
}
