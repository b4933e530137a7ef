import { resolve } from 'node:path'
import type { LpSupervisor } from '@tapebook/fix/lp'
import { sentenceOf, usageError } from './exit-codes.ts'

interface LpOptions {
  data: string
  lpConfig?: string
  lpDatabase?: string
}

const tell = (why: string): void => void process.stderr.write(`tapebook: lp: ${why}\n`)

/** The gateway to liquidity providers beside an exchange, where one is wanted. */
export class Lp {
  readonly #start: () => LpSupervisor | undefined
  readonly socket: string | undefined
  #process: LpSupervisor | undefined

  private constructor(start: () => LpSupervisor | undefined, socket?: string) {
    this.#start = start
    this.socket = socket
  }

  /** Reads the configuration; throws a sentence about one that is wrong, before anything is opened. */
  static async of({ data, lpConfig: config, lpDatabase: database }: LpOptions): Promise<Lp> {
    if (config === undefined) return new Lp(() => undefined)
    const { CONTROL_SOCKET, LpSupervisor, readLpConfig } = await import('@tapebook/fix/lp')
    try {
      readLpConfig(config)
    } catch (error) {
      throw usageError(sentenceOf(error))
    }
    const folder = resolve(data)
    const settings = { config: resolve(config), folder, ...(database !== undefined && { database }) }
    return new Lp(() => new LpSupervisor(settings, tell), resolve(folder, CONTROL_SOCKET))
  }

  /** An exchange opens without waiting for it. */
  start(): void {
    this.#process = this.#start()
  }

  gauges(): Record<string, number> {
    return this.#process?.gauges() ?? {}
  }

  async stop(): Promise<void> {
    await this.#process?.stop()
  }
}
