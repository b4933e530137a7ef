import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, generateKey, MessageType, Side, StpMode } from '@tapebook/client'
import { build, type Histogram } from 'hdr-histogram-js'
import { withThrowawayServer } from '../child-server.ts'
import { connect, connectWith } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { FlowSetup } from '../flow/market.ts'
import { grouped, type Output } from '../output.ts'

export interface SdkOptions {
  connections: number
  rate: number
  seconds: number
  window: number
  policy: 'disk' | 'memory'
}

const WARM_UP_SECONDS = 1
const MAX_LATENCY_US = 60_000_000
// Orders rest and trade by turns at this one price, so the book stays small.
const PRICE = 1_000_000
const TIMER_MS = 1

/**
 * What a program that uses the SDK sees: orders to a server in a process of its own, from connections in this one,
 * which is a Node process and the slower of the two. One run at a fixed rate, each latency measured from the moment the order was due, so that a stall counts against every order
 * it held up; and one that keeps a window of orders under way on every connection.
 */
export async function runSdk(options: SdkOptions, output: Output): Promise<void> {
  await withThrowawayServer(options.policy, async ({ url, operatorKey }) => {
    const members = await enrol(url, operatorKey, options.connections)
    output.note(
      `${options.connections} connections, policy ${options.policy}, server in its own process, ${options.seconds} s a run`,
    )
    await fixedRate(members, { ...options, seconds: WARM_UP_SECONDS })
    tell('fixed_rate', options, await fixedRate(members, options), output)
    tell('saturated', options, await saturated(members, options), output)
    await Promise.all(members.map(({ client }) => client.close()))
  })
}

/** A session that trades. */
export interface Member {
  readonly client: Client
  readonly instrument: number
}

/** What a run came to. */
export interface Measured {
  readonly answered: number
  readonly refused: number
  readonly seconds: number
  readonly latency: Histogram
}

/** Opens accounts with funds, each with a session, on an instrument of their own. */
export async function enrol(url: string, operatorKey: string, count: number): Promise<Member[]> {
  const operator = await connect({ url, key: operatorKey })
  const { instrument, assets } = await new BenchMarket(operator).open()
  const opened = await operator.request(MessageType.OpenAccounts, { count, tier: 15 })
  const members: Member[] = []
  for (let at = 0; at < count; at++) {
    const { privateKey, publicKey } = generateKey()
    const target = Number(opened.id) + at
    const amount = 10n ** 24n
    await Promise.all([
      ...assets.map((asset) => operator.request(MessageType.Deposit, { target, asset, amount })),
      operator.request(MessageType.RegisterKey, { publicKey, target, permissions: 1, rateLimit: 0 }),
    ])
    members.push({ client: await connectWith({ url, privateKey }), instrument })
  }
  await operator.close()
  return members
}

/** The flow's instrument serves here too; its assets are found again by their codes. */
class BenchMarket {
  readonly #operator: Client

  constructor(operator: Client) {
    this.#operator = operator
  }

  async open(): Promise<{ instrument: number; assets: number[] }> {
    const setup = await FlowSetup.begin(this.#operator)
    const { instrument } = await setup.market('BENCH')
    const listed = (await this.#operator.instruments()).find(({ id }) => id === instrument)
    if (!listed) throw new CliError('the bench instrument is missing', ExitCode.Internal)
    return { instrument, assets: [listed.baseAsset, listed.quoteAsset] }
  }
}

/** Sends orders by number and measures each from a start that the caller gives. */
class Load {
  readonly latency = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: MAX_LATENCY_US,
    numberOfSignificantValueDigits: 3,
  })
  answered = 0
  refused = 0
  sent = 0
  readonly #members: readonly Member[]
  readonly #starts = new Map<string, number>()
  readonly #prefix = Math.random().toString(36).slice(2, 10)
  readonly #off: (() => void)[] = []

  constructor(members: readonly Member[], onAnswer: (member: Member) => void = () => undefined) {
    this.#members = members
    for (const member of members) {
      const answered = (clientId: string): void => {
        const start = this.#starts.get(clientId)
        if (start === undefined) return
        this.#starts.delete(clientId)
        this.answered++
        this.latency.recordValue(
          Math.min(MAX_LATENCY_US, Math.max(1, Math.round((performance.now() - start) * 1_000))),
        )
        onAnswer(member)
      }
      const accepted = (report: { request: { clientId: string } }): void => answered(report.request.clientId)
      const rejected = (report: { request: { clientId: string } }): void => {
        this.refused++
        answered(report.request.clientId)
      }
      member.client.on('OrderAccepted', accepted)
      member.client.on('RequestRejected', rejected)
      this.#off.push(() => member.client.off('OrderAccepted', accepted).off('RequestRejected', rejected))
    }
  }

  send(member: Member, start: number): void {
    const clientId = `${this.#prefix}-${this.sent.toString(36)}`
    const side = this.sent++ % 2 === 0 ? Side.Buy : Side.Sell
    this.#starts.set(clientId, start)
    member.client.sendNewOrder({
      clientId,
      instrument: member.instrument,
      side,
      price: PRICE,
      quantity: 1,
      stp: StpMode.None,
    })
  }

  member(at: number): Member {
    return this.#members[at % this.#members.length] as Member
  }

  /** Waits for the answers still under way. */
  async end(seconds: number): Promise<Measured> {
    for (let waited = 0; this.#starts.size > 0 && waited < 10_000; waited += 5) await sleep(5)
    if (this.#starts.size > 0)
      throw new CliError(`${this.#starts.size} orders were never answered`, ExitCode.CheckFailed)
    for (const off of this.#off) off()
    const { answered, refused, latency } = this
    return { answered, refused, seconds, latency }
  }
}

/** Sends orders at a rate, every second one against the one before. */
export async function fixedRate(
  members: readonly Member[],
  { rate, seconds }: Pick<SdkOptions, 'rate' | 'seconds'>,
): Promise<Measured> {
  const load = new Load(members)
  const started = performance.now()
  const total = rate * seconds
  const due = (at: number): number => started + (1_000 * at) / rate
  while (load.sent < total) {
    const now = performance.now()
    while (load.sent < total && due(load.sent) <= now) load.send(load.member(load.sent), due(load.sent))
    await sleep(TIMER_MS)
  }
  const measured = await load.end(0)
  return { ...measured, seconds: (performance.now() - started) / 1_000 }
}

async function saturated(members: readonly Member[], { seconds, window }: SdkOptions): Promise<Measured> {
  const started = performance.now()
  const until = started + 1_000 * seconds
  let answeredInTime = 0
  const load: Load = new Load(members, (member) => {
    const now = performance.now()
    if (now >= until) return
    answeredInTime++
    load.send(member, now)
  })
  for (let at = 0; at < members.length * window; at++) load.send(load.member(at), performance.now())
  await sleep(1_000 * seconds)
  return { ...(await load.end(seconds)), answered: answeredInTime }
}

function tell(mode: string, options: SdkOptions, measured: Measured, output: Output): void {
  const { answered, refused, seconds, latency } = measured
  const us = (percentile: number): number => latency.getValueAtPercentile(percentile)
  const name =
    mode === 'fixed_rate'
      ? `${grouped(options.rate)}/s: ${options.policy}`
      : `saturation: ${options.policy}, ${options.window} unanswered`
  const row = {
    bench: 'sdk',
    flow: `${options.connections} conn`,
    subject: name,
    value: Math.round(answered / seconds),
    unit: 'answers/s',
    refused,
    p50: us(50),
    p99: us(99),
    p999: us(99.9),
    max: latency.maxValue,
    commit: process.env.TAPEBOOK_COMMIT ?? 'unknown',
  }
  output.result(row, () => {
    const figures = `p50 ${row.p50} us  p99 ${row.p99}  p99.9 ${row.p999}  max ${row.max}`
    return `${name}:  ${grouped(row.value)} orders/s  ${figures}${refused > 0 ? `  REFUSED ${refused}` : ''}`
  })
}
