// What load over REST costs orders on the binary port: CPU of the thread that trades, and time to their acknowledgement.
import type { Histogram } from 'hdr-histogram-js'
import { CliError, ExitCode } from '../exit-codes.ts'
import { cpuOfFirstThread } from './cpu.ts'
import { httpLoad, type RequestOf } from './http-load.ts'
import type { RestBenchOptions, TellFigure } from './rest.ts'
import { fixedRate, type Member } from './sdk.ts'

/** Each kind of load runs that often, by turns, so that a busy machine is busy for all of them. */
const ROUNDS = 3
/** Orders a second on the binary port. */
const BINARY_RATE = 2_000

export interface BesideRest {
  /** Process of the exchange. */
  readonly exchange: number
  readonly members: readonly Member[]
  /** Of the API. */
  readonly port: number
  readonly load: RestBenchOptions
  readonly reads: RequestOf
  readonly orders: RequestOf
}

/** Figures of one kind of load over all rounds. */
class Side {
  readonly #requests: RequestOf | undefined
  readonly #trades: boolean
  /** Orders of either way, and CPU of the hot thread for them in us. */
  #count = 0
  #cpu = 0
  #latency: Histogram | undefined

  /** `trades`: what comes over REST are orders too. */
  constructor(requests?: RequestOf, trades = false) {
    this.#requests = requests
    this.#trades = trades
  }

  async round({ exchange, members, port, load }: BesideRest): Promise<void> {
    const seconds = Math.max(1, Math.round(load.seconds / ROUNDS))
    const before = cpuOfFirstThread(exchange)
    const [binary, rest] = await Promise.all([
      fixedRate(members, { rate: BINARY_RATE, seconds }),
      this.#requests && httpLoad(port, this.#requests, { ...load, seconds }),
    ])
    this.#cpu += cpuOfFirstThread(exchange) - before
    if (rest !== undefined && rest.refused > 0) {
      throw new CliError(`${rest.refused} requests were refused`, ExitCode.CheckFailed)
    }
    this.#count += binary.answered + (this.#trades ? (rest?.answered ?? 0) : 0)
    if (this.#latency === undefined) this.#latency = binary.latency
    else this.#latency.add(binary.latency)
  }

  get cpu(): number {
    return this.#cpu / this.#count
  }

  percentile(percent: number): number {
    return this.#latency?.getValueAtPercentile(percent) ?? 0
  }
}

/** The binary port alone, beside reads over REST, and beside orders over REST, by turns. */
export async function besideRest(run: BesideRest, tell: TellFigure): Promise<void> {
  const alone = new Side()
  const reads = new Side(run.reads)
  const orders = new Side(run.orders, true)
  await fixedRate(run.members, { rate: BINARY_RATE, seconds: 1 })
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of [alone, reads, orders]) await side.round(run)
  }
  tell('hot thread, CPU of a binary order, no REST load', alone.cpu, 'us')
  tell('binary ack, p50, no REST load', alone.percentile(50), 'us')
  tell('binary ack, p99, no REST load', alone.percentile(99), 'us')
  for (const [name, side] of Object.entries({ 'REST reads': reads, 'REST orders': orders })) {
    tell(`hot CPU an order: ${name}/no REST load`, side.cpu / alone.cpu, 'x')
    tell(`binary ack p50: ${name}/no REST load`, side.percentile(50) / alone.percentile(50), 'x')
    tell(`binary ack p99: ${name}/no REST load`, side.percentile(99) / alone.percentile(99), 'x')
  }
}
