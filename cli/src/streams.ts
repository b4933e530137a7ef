import { join } from 'node:path'
import type { StreamsSettings, StreamsSupervisor } from '@tapebook/binance'
import { type CertificateOptions, certificatesOf } from './certificates.ts'
import { sentenceOf } from './exit-codes.ts'
import { hostInUrl, listenMs } from './http.ts'
import { IDENTITY } from './options.ts'
import { databaseOf } from './tables.ts'

interface StreamsOptions extends CertificateOptions {
  data: string
  host: string
  http: boolean
  httpProxy: string[]
  connectionsPerAddress: number
  sandbox?: boolean
  streams: boolean
  streamsPort: number
  identity?: string
  secondFactor?: 'required' | 'off'
  demo?: boolean
  projections: boolean
  database?: string
}

const tell = (why: string): void => void process.stderr.write(`tapebook: streams: ${why}\n`)

/** Binance's streams and WebSocket API beside an exchange, where they are wanted. */
export class Streams {
  readonly #options: StreamsOptions
  #process: StreamsSupervisor | undefined
  #port = 0

  constructor(options: StreamsOptions) {
    this.#options = options
  }

  /** Where they listen; 0 without them. */
  get port(): number {
    return this.#port
  }

  /** Address; undefined without them. */
  get url(): string | undefined {
    return this.#port === 0
      ? undefined
      : `${this.#options.tlsCert === undefined ? 'ws' : 'wss'}://${hostInUrl(this.#options.host)}:${this.#port}`
  }

  /** Starts them; their keys were registered with the API's. An exchange opens without them too. */
  async start(url: string): Promise<void> {
    const { data, host, http, httpProxy, streams, streamsPort: port } = this.#options
    const { projections, database, identity, demo } = this.#options
    if (!http || !streams) return
    try {
      const [{ enrol }, { StreamsSupervisor }] = await Promise.all([
        import('@tapebook/api'),
        import('@tapebook/binance'),
      ])
      const { tls } = certificatesOf(this.#options)
      const secondFactor = this.#options.secondFactor ?? (demo ? 'off' : 'required')
      const settings: StreamsSettings = {
        ...{ url, host, port, keys: enrol(data).keys },
        ...(projections && { tables: databaseOf(data, database) }),
        access: { url: identity ?? join(data, IDENTITY), folder: data, settings: { secondFactor } },
        ...(tls && { tls }),
        trustedProxies: httpProxy,
        ...(this.#options.sandbox && { sandbox: data }),
        limits: { connectionsPerPeer: this.#options.connectionsPerAddress },
      }
      this.#process = new StreamsSupervisor(settings, tell)
      this.#port = (await this.#process.listening(listenMs(this.#options)))?.port ?? 0
    } catch (error) {
      tell(sentenceOf(error))
    }
  }

  /** Certificates were renewed. */
  reload(): void {
    if (this.#options.tlsCert !== undefined) this.#process?.reload()
  }

  gauges(): Record<string, number> {
    return this.#process?.gauges() ?? {}
  }

  async stop(): Promise<void> {
    await this.#process?.stop()
  }
}
