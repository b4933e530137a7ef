import { setTimeout as sleep } from 'node:timers/promises'
import { Core } from '@tapebook/bindings'
import { RejectReason } from '@tapebook/schema'
import { newApp } from '@tapebook/sockets'
import type { Logger } from 'pino'
import { FeedPort } from './feed-port.ts'
import { Gateway } from './gateway.ts'
import { newLogger } from './log.ts'
import { type Health, MetricsServer } from './metrics.ts'
import { limitsOf, type ServerOptions, type Settings, settingsOf } from './options.ts'
import { Snapshots } from './snapshots.ts'

// How long closed sockets get to take their last bytes before the process may end.
const LINGER_MS = 100
const DRAIN_LOOK_MS = 5

/** An ITCH feed that is open; a port of 0 is told here as it was given out. */
export interface Itch {
  readonly session: string
  readonly requests_at: string | null
  readonly connections_at: string | null
}

/** A running exchange. */
export interface Server {
  readonly host: string
  /** Port of the binary gateway. */
  readonly port: number
  /** Where programs of this machine need no TLS, on the loopback address; `port` where nobody does. */
  readonly localPort: number
  /** Port of the feed port; 0 without. */
  readonly feedPort: number
  /** Port of /metrics and /health; 0 without. */
  readonly metricsPort: number
  /** Names the journal. */
  readonly lineage: string
  readonly policy: 'disk' | 'memory'
  /** What recovery did. */
  readonly recovery: Record<string, unknown>
  /** The ITCH feed's session and addresses; undefined without one. */
  readonly itch: Itch | undefined
  stats(): Record<string, number>
  /** Drains, closes every connection and the journal. May be called twice. */
  close(): Promise<void>
}

/** Opens the folder, recovers, and takes connections. Throws an Error with a sentence a person can act on. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const settings = settingsOf(options)
  // Files that are none are told before a folder is opened.
  if (settings.tls) newApp(settings.tls)
  const server = new RunningServer(settings, options.logger ?? newLogger())
  await server.start()
  return server
}

class RunningServer implements Server {
  readonly policy: 'disk' | 'memory'
  readonly #settings: Settings
  readonly #log: Logger
  readonly #core: Core
  readonly #gateway: Gateway
  readonly #snapshots: Snapshots | undefined
  readonly #feedPort: FeedPort | undefined
  readonly #metrics: MetricsServer | undefined
  readonly #startedAt = Date.now()
  #status: Health['status'] = 'ok'
  #port = 0
  #localPort = 0
  #metricsPort = 0
  #closing: Promise<void> | undefined
  #onSignal: ((signal: NodeJS.Signals) => void) | undefined

  constructor(settings: Settings, log: Logger) {
    this.#settings = settings
    this.#log = log
    this.policy = settings.core.policy ?? 'disk'
    // The core may wake before the gateway stands; then there is nothing to send yet.
    this.#core = new Core({ ...settings.core, onWake: () => this.#gateway?.pump() })
    this.#gateway = new Gateway(this.#core, settings, log, (why) => {
      this.#status = 'failed'
      settings.onFatal(why)
    })
    this.#feedPort = this.#newFeedPort()
    this.#snapshots = this.#newSnapshots()
    this.#metrics = settings.metricsPort === null ? undefined : this.#newMetrics()
  }

  get host(): string {
    return this.#settings.host
  }

  get port(): number {
    return this.#port
  }

  get localPort(): number {
    return this.#localPort
  }

  get feedPort(): number {
    return this.#feedPort?.port ?? 0
  }

  get metricsPort(): number {
    return this.#metricsPort
  }

  get lineage(): string {
    return this.#core.lineage
  }

  get recovery(): Record<string, unknown> {
    return JSON.parse(this.#core.recovery) as Record<string, unknown>
  }

  get itch(): Itch | undefined {
    return this.#core.itch === null ? undefined : (JSON.parse(this.#core.itch) as Itch)
  }

  stats(): Record<string, number> {
    return { ...this.#core.stats(), ...this.#core.market() }
  }

  async start(): Promise<void> {
    const { host, metricsHost, metricsPort, handleSignals } = this.#settings
    try {
      await this.#gateway.listen()
      await this.#feedPort?.start()
      if (metricsPort !== null) await this.#metrics?.listen(metricsHost, metricsPort)
    } catch (error) {
      this.#feedPort?.stop()
      this.#gateway.stop()
      this.#core.close()
      throw error
    }
    this.#port = this.#gateway.port
    this.#localPort = this.#gateway.localPort
    this.#metricsPort = this.#metrics?.port ?? 0
    const { lineage, recovery, port, policy } = this
    this.#log.info(
      { host, port, metricsPort: this.#metricsPort, policy, lineage, recovery },
      'the exchange is open',
    )
    if (policy === 'memory') {
      this.#log.warn(
        'POLICY MEMORY: acknowledgements leave before they are on disk; a crash of the machine loses confirmed orders',
      )
    }
    if (handleSignals) this.#watchSignals()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#status === 'failed') return
    this.#status = 'draining'
    this.#log.info({ connections: this.#gateway.connections }, 'draining')
    this.#gateway.stopListening()
    this.#feedPort?.stopListening()
    this.#snapshots?.stop()
    this.#gateway.pump()
    this.#core.drain()
    const isDrained = await this.#drained(this.#settings.drainMs)
    this.#gateway.closeAll(RejectReason.ShuttingDown)
    // The lost sessions are journaled too.
    await this.#drained(1_000)
    await sleep(LINGER_MS)
    this.#feedPort?.stop()
    this.#gateway.stop()
    await this.#metrics?.close()
    this.#core.close()
    this.#unwatchSignals()
    if (isDrained) this.#log.info('closed')
    else this.#log.error('closed with work under way: it is journaled, but not everything was confirmed')
  }

  async #drained(withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs
    for (;;) {
      this.#gateway.pump()
      if (this.#core.isDrained()) return true
      if (performance.now() >= until) return false
      await sleep(DRAIN_LOOK_MS)
    }
  }

  #watchSignals(): void {
    this.#onSignal = (signal) => {
      this.#log.info({ signal }, 'asked to stop')
      this.close().then(
        () => process.exit(0),
        (error: unknown) => {
          this.#log.fatal({ err: error }, 'could not close in order')
          process.exit(1)
        },
      )
    }
    process.on('SIGTERM', this.#onSignal)
    process.on('SIGINT', this.#onSignal)
  }

  // Only once all is closed: until then a second signal must not end the process at once.
  #unwatchSignals(): void {
    if (!this.#onSignal) return
    process.off('SIGTERM', this.#onSignal)
    process.off('SIGINT', this.#onSignal)
  }

  #newSnapshots(): Snapshots | undefined {
    const { cliEntry, snapshotMinutes, core } = this.#settings
    if (cliEntry === undefined) return undefined
    const segmentsSealed = (): number => this.#core.stats().segments_sealed ?? 0
    return new Snapshots({ cliEntry, snapshotMinutes, directory: core.directory, segmentsSealed }, this.#log)
  }

  #newFeedPort(): FeedPort | undefined {
    const { feedPort, host, tls } = this.#settings
    if (feedPort === null) return undefined
    const openOutlet = (): number => this.#core.openOutlet()
    const settings = { ...limitsOf(this.#settings), host, port: feedPort, tls }
    return new FeedPort(settings, this.#gateway, openOutlet, this.#log)
  }

  #newMetrics(): MetricsServer {
    return new MetricsServer({
      stats: () => this.stats(),
      counters: () => this.#gateway.counters,
      gauges: () => this.#gauges(),
      health: () => this.#health(),
    })
  }

  #gauges(): Record<string, number> {
    const memory = process.memoryUsage()
    return {
      gateway_connections: this.#gateway.connections,
      gateway_connections_congested: this.#gateway.congested,
      ...this.#feedPort?.gauges(),
      ...this.#settings.moreGauges(this.#core.stats().durable_sequence ?? 0),
      snapshots_made_total: this.#snapshots?.made ?? 0,
      snapshots_failed_total: this.#snapshots?.failed ?? 0,
      process_resident_memory_bytes: memory.rss,
      process_heap_bytes: memory.heapTotal,
      process_heap_used_bytes: memory.heapUsed,
      process_uptime_seconds: (Date.now() - this.#startedAt) / 1_000,
      policy_memory: this.policy === 'memory' ? 1 : 0,
    }
  }

  #health(): Health {
    const { policy, lineage } = this
    const failure = this.#core.failure()
    const status = failure === null ? this.#status : 'failed'
    return { status, policy, lineage, failure, connections: this.#gateway.connections }
  }
}
