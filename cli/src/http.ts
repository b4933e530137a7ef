import { join } from 'node:path'
import type { Settings } from '@tapebook/access'
import type { ApiSupervisor, Listening } from '@tapebook/api'
import { Client } from '@tapebook/client'
import { type CertificateOptions, certificatesOf } from './certificates.ts'
import { sentenceOf, usageError } from './exit-codes.ts'
import { readKey } from './keys.ts'
import { IDENTITY } from './options.ts'
import { databaseOf } from './tables.ts'

/** How long `start` waits for the API, or for streams, before it says where they listen. */
const LISTEN_MS = 15_000
/** A demo without them is none: it waits as long as a machine that has much else to do may take. */
const DEMO_LISTEN_MS = 120_000

export const listenMs = ({ demo }: { demo?: boolean }): number => (demo ? DEMO_LISTEN_MS : LISTEN_MS)

interface HttpOptions extends CertificateOptions {
  data: string
  host: string
  httpPort: number
  http: boolean
  httpOrigin: string[]
  httpProxy: string[]
  connectionsPerAddress: number
  sandbox?: boolean
  identity?: string
  mail?: string
  mailFrom?: string
  secondFactor?: 'required' | 'off'
  demo?: boolean
  projections: boolean
  database?: string
}

export const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** How mails leave, if they do. */
export function mailOf({ mail: url, mailFrom: from }: Pick<HttpOptions, 'mail' | 'mailFrom'>) {
  if (url === undefined && from === undefined) return {}
  if (url === undefined || from === undefined) throw usageError('--mail and --mail-from go together')
  if (!/^smtps?:\/\/[^/]/.test(url)) throw usageError('--mail takes smtp://HOST:PORT or smtps://HOST:PORT')
  return { mail: { url, from } }
}

const tell = (why: string): void => void process.stderr.write(`tapebook: http: ${why}\n`)

/** The API beside an exchange, where one is wanted. */
export class Http {
  readonly #options: HttpOptions
  #api: ApiSupervisor | undefined
  #listening: Listening | undefined

  constructor(options: HttpOptions) {
    this.#options = options
  }

  /** Where it listens; undefined without one. */
  get listening(): Listening | undefined {
    return this.#listening
  }

  /** Is one on its way that does not listen yet? */
  get isStarting(): boolean {
    return this.#api !== undefined && this.#listening === undefined
  }

  /** Calls back once, when one that was late listens at last. */
  onceListening(told: () => void): void {
    this.#api?.onListening((listening) => {
      if (!this.isStarting) return
      this.#listening = listening
      told()
    })
  }

  /** Registers its keys, if this machine has the operator's, and starts it. An exchange opens without it too. */
  async start(url: string, operatorFile: string | undefined, lp: string | undefined): Promise<void> {
    const { http, data, host, httpPort: port, httpOrigin, httpProxy } = this.#options
    const { projections, database, identity } = this.#options
    if (!http) return
    try {
      const { ApiSupervisor, enrol } = await import('@tapebook/api')
      const { keys, isNew, register, ...known } = enrol(data)
      let { withdrawals } = known
      if (operatorFile !== undefined) {
        const operator = await Client.connect({ url, privateKey: readKey(operatorFile), reconnect: false })
        withdrawals = await register(operator).finally(() => operator.close())
      } else if (isNew) {
        tell(
          `without the operator's key its keys are unknown to the exchange: name it with --operator-key FILE`,
        )
      }
      const tables = projections ? { tables: databaseOf(data, database) } : {}
      const logLevel = process.env.TAPEBOOK_LOG ?? 'warn'
      const settings = {
        ...{ url, keys, host, port, logLevel, ...tables },
        ...certificatesOf(this.#options),
        allowedOrigins: httpOrigin,
        trustedProxies: httpProxy,
        ...(this.#options.sandbox && { sandbox: data }),
        connectionsPerPeer: this.#options.connectionsPerAddress,
        ...(withdrawals !== undefined && { withdrawals }),
        ...(lp !== undefined && { lp }),
        access: {
          url: identity ?? join(data, IDENTITY),
          folder: data,
          settings: this.#people(),
          ...mailOf(this.#options),
        },
      }
      this.#api = new ApiSupervisor(settings, tell)
      this.#listening = await this.#api.listening(listenMs(this.#options))
    } catch (error) {
      tell(sentenceOf(error))
    }
  }

  /** What holds for people. A demo asks nobody for a second factor; passkeys belong to the first page that may use them. */
  #people(): Pick<Settings, 'secondFactor' | 'site'> {
    const { demo, httpOrigin, httpPort } = this.#options
    const origins = [...httpOrigin, `${this.#scheme}://localhost:${httpPort}`]
    return {
      secondFactor: this.#options.secondFactor ?? (demo ? 'off' : 'required'),
      site: { name: 'Tapebook', host: new URL(origins[0] ?? '').hostname, origins },
    }
  }

  /** Address of the live page; undefined without one. */
  get page(): string | undefined {
    if (this.#listening === undefined) return undefined
    return `${this.#scheme}://${hostInUrl(this.#listening.host)}:${this.#listening.port}`
  }

  /** Where operators are served, if that is a place of its own. */
  get operators(): string | undefined {
    const port = this.#listening?.operatorPort
    return port === undefined ? undefined : `https://${hostInUrl(this.#listening?.host ?? '')}:${port}`
  }

  get #scheme(): 'http' | 'https' {
    return this.#options.tlsCert === undefined ? 'http' : 'https'
  }

  /** Certificates were renewed. */
  reload(): void {
    this.#api?.reload()
  }

  gauges(): Record<string, number> {
    return this.#api?.gauges() ?? {}
  }

  async stop(): Promise<void> {
    await this.#api?.stop()
  }
}
