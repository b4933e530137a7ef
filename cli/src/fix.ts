import { join } from 'node:path'
import type { FixSettings, FixSupervisor } from '@tapebook/fix/gateway'
import { type CertificateOptions, certificatesOf } from './certificates.ts'
import { sentenceOf } from './exit-codes.ts'

/** How long `start` waits for it before it says where it is. */
const LISTEN_MS = 15_000

interface FixOptions extends CertificateOptions {
  data: string
  host: string
  fixPort?: number
  fixClientCa?: string
}

/** Where FIX has its counterparties, keys, sequence numbers and logs. */
export const fixFolder = (data: string): string => join(data, 'fix')

const tell = (why: string): void => void process.stderr.write(`tapebook: fix: ${why}\n`)

/** The FIX gateway beside an exchange, where it is wanted. */
export class Fix {
  readonly #options: FixOptions
  #process: FixSupervisor | undefined
  #port = 0

  constructor(options: FixOptions) {
    this.#options = options
  }

  /** Where it listens; 0 without it. */
  get port(): number {
    return this.#port
  }

  /** Starts it. An exchange opens without it too. */
  async start(url: string): Promise<void> {
    const { data, host, fixPort: port } = this.#options
    if (port === undefined) return
    try {
      const { FixSupervisor } = await import('@tapebook/fix/gateway')
      const settings: FixSettings = { url, folder: fixFolder(data), host, port, ...tlsOf(this.#options) }
      this.#process = new FixSupervisor(settings, tell)
      this.#port = (await this.#process.listening(LISTEN_MS))?.port ?? 0
    } catch (error) {
      tell(sentenceOf(error))
    }
  }

  gauges(): Record<string, number> {
    return this.#process?.gauges() ?? {}
  }

  async stop(): Promise<void> {
    await this.#process?.stop()
  }
}

/** The certificate of the other sockets is that of FIX too. */
function tlsOf(options: FixOptions): Pick<FixSettings, 'tls'> {
  const { tls } = certificatesOf(options)
  if (tls === undefined) return {}
  const { fixClientCa: authorities } = options
  return {
    tls: { certificate: tls.cert, key: tls.key, ...(authorities !== undefined && { authorities }) },
  }
}
