import type { CoreOptions } from '@tapebook/bindings'
import type { TlsFiles } from '@tapebook/sockets'
import type { Logger } from 'pino'

/** The gateway's own limits. */
export interface GatewayLimits {
  /** Connections at most; more are answered 503. */
  maxConnections: number
  /** Upgrades a second at most, with as many again in a burst; more are answered 503. */
  acceptsPerSecond: number
  /** Origins whose pages may connect. A request with any other Origin header is answered 403. */
  allowedOrigins: readonly string[]
  /** Longest message taken, in bytes; the core tells it in the Challenge. */
  maxMessageBytes: number
  /** Unsent bytes of a connection from which its market data is conflated. */
  congestedBytes: number
  /** Unsent bytes of a connection at which it is closed. */
  maxBackpressureBytes: number
  /** Seconds without a byte either way after which a connection is closed; above the longest heartbeat of 60. */
  idleSeconds: number
}

export interface ServerOptions extends Omit<CoreOptions, 'onWake'>, Partial<GatewayLimits> {
  /** Address of the binary gateway. Default 127.0.0.1. */
  host?: string
  /** Port of the binary gateway. Default 8082; 0 for a free one. */
  port?: number
  /** Port for many readers of market data, served by a process of its own; 0 for a free one. Default null for none. */
  feedPort?: number | null
  /**
   * Speak TLS 1.3 on the gateway and the feed port. Programs of this machine then have a port of their own without it, on the
   * loopback address: `localPort`.
   */
  tls?: TlsFiles
  metricsHost?: string
  /** Port of /metrics and /health. Default 8083; 0 for a free one, null for none. */
  metricsPort?: number | null
  /** The CLI's entry file, which a child process runs to make snapshots; none are made without. */
  cliEntry?: string
  /** Minutes between snapshots. Default 0: one after each sealed segment only. */
  snapshotMinutes?: number
  /** Longest wait for what is under way when stopping, in ms. Default 10,000. */
  drainMs?: number
  /** Drain and exit on SIGTERM and SIGINT. Default true. */
  handleSignals?: boolean
  logger?: Logger
  /** Figures of what runs beside the server, for its metrics. `durable` is the last command on disk. */
  moreGauges?: (durable: number) => Record<string, number>
  /** What ends the process once the journal stopped for good. Default: exit with code 70. */
  onFatal?: (why: string) => void
}

export type Settings = Required<Omit<ServerOptions, keyof CoreOptions | 'cliEntry' | 'logger' | 'tls'>> &
  GatewayLimits & {
    core: Omit<CoreOptions, 'onWake'>
    cliEntry: string | undefined
    tls: TlsFiles | undefined
  }

/** What a process ends with when its journal can no longer be trusted. */
export const EXIT_FATAL = 70

/** The options with their defaults. */
export function settingsOf(options: ServerOptions): Settings {
  const { directory, policy, operatorKey, create, segmentBytes, eventRetentionBytes } = options
  const { inboxBytes, outboxBytes, disconnectGraceMs, maxMessageBytes = 65_536 } = options
  const { itchDatagramsTo, itchRequestsAt, itchConnectionsAt } = options
  const core: Omit<CoreOptions, 'onWake'> = {
    directory,
    maxMessageBytes,
    ...(policy !== undefined && { policy }),
    ...(operatorKey !== undefined && { operatorKey }),
    ...(create !== undefined && { create }),
    ...(segmentBytes !== undefined && { segmentBytes }),
    ...(eventRetentionBytes !== undefined && { eventRetentionBytes }),
    ...(inboxBytes !== undefined && { inboxBytes }),
    ...(outboxBytes !== undefined && { outboxBytes }),
    ...(disconnectGraceMs !== undefined && { disconnectGraceMs }),
    ...(itchDatagramsTo !== undefined && { itchDatagramsTo }),
    ...(itchRequestsAt !== undefined && { itchRequestsAt }),
    ...(itchConnectionsAt !== undefined && { itchConnectionsAt }),
  }
  return {
    core,
    maxMessageBytes,
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 8082,
    feedPort: options.feedPort ?? null,
    metricsHost: options.metricsHost ?? '127.0.0.1',
    metricsPort: options.metricsPort === undefined ? 8083 : options.metricsPort,
    maxConnections: options.maxConnections ?? 10_000,
    acceptsPerSecond: options.acceptsPerSecond ?? 1_000,
    allowedOrigins: options.allowedOrigins ?? [],
    congestedBytes: options.congestedBytes ?? 256 * 1024,
    maxBackpressureBytes: options.maxBackpressureBytes ?? 16 * 1024 * 1024,
    idleSeconds: options.idleSeconds ?? 120,
    tls: options.tls,
    cliEntry: options.cliEntry,
    snapshotMinutes: options.snapshotMinutes ?? 0,
    drainMs: options.drainMs ?? 10_000,
    handleSignals: options.handleSignals ?? true,
    moreGauges: options.moreGauges ?? (() => ({})),
    onFatal: options.onFatal ?? (() => process.exit(EXIT_FATAL)),
  }
}

/** The gateway's limits alone, for another process that keeps them too. */
export function limitsOf(settings: GatewayLimits): GatewayLimits {
  const { maxConnections, acceptsPerSecond, allowedOrigins, maxMessageBytes } = settings
  const { congestedBytes, maxBackpressureBytes, idleSeconds } = settings
  return {
    maxConnections,
    acceptsPerSecond,
    allowedOrigins,
    maxMessageBytes,
    congestedBytes,
    maxBackpressureBytes,
    idleSeconds,
  }
}
