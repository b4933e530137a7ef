import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, MessageType, publicKeyOf } from '@tapebook/client'
import { freePort } from '@tapebook/supervisor'
import { type ChildServer, type ChildServerOptions, cliEntry, startChildServer } from '../child-server.ts'
import { connect } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { FlowSetup } from '../flow/market.ts'
import { writeKey } from '../keys.ts'
import { Judge, readList, type Trader } from './judge.ts'

const PROGRESS_MS = 20_000
const SETTLE_MS = 500
const DEPOSIT = 10n ** 24n
const TRADE = 1
const DROP_COPY = 4 | 8
/** A file system in memory, where there is one: not that of the data. */
const LISTS = '/dev/shm'

/** Small segments: a run goes through many. */
export const SEGMENT = { segmentMib: 1 }

/** What a server is started with besides its folder and port. */
export type StartOptions = Omit<ChildServerOptions, 'directory' | 'port'>

/** A server under load whose clients keep lists of their own, and the judge who compares the two. */
export class Rig {
  readonly data: string
  /** Where the clients' keys and lists are: on another file system than the data, if there is one. */
  readonly lists: string
  server: ChildServer | undefined
  instrument = 0
  /** An account that no list is kept of. */
  thirdAccount = 0
  readonly #traders: Trader[] = []
  readonly #clients: ChildProcess[] = []
  #port = 0
  #judge: Judge | undefined

  /** The data go to a new folder, or to the one that is named. */
  constructor(data?: string) {
    this.data = data ?? mkdtempSync(join(tmpdir(), 'tapebook-torture-data-'))
    this.lists = mkdtempSync(join(existsSync(LISTS) ? LISTS : tmpdir(), 'tapebook-torture-lists-'))
  }

  get judge(): Judge {
    if (!this.#judge) throw new CliError('the rig has not begun', ExitCode.Internal)
    return this.#judge
  }

  /** What the judge has found so far. */
  get faults(): readonly string[] {
    return this.#judge?.faults ?? []
  }

  /** Starts the server, makes accounts, and sets the clients to work. */
  async begin(options: StartOptions = {}): Promise<ChildServer> {
    this.#port = await freePort()
    const server = await this.start(options)
    await this.#enrol(server)
    this.#judge = new Judge(server.url, this.#dropCopyKey, this.#traders)
    for (const trader of this.#traders) this.#clients.push(startTrader(trader, server.url, this.instrument))
    await this.underLoad()
    return server
  }

  /** Starts a server on the same folder and port. */
  async start(options: StartOptions = {}): Promise<ChildServer> {
    this.server = await startChildServer({ directory: this.data, port: this.#port, ...options })
    return this.server
  }

  /** Starts it again after a fault: what the judge missed is made good, and the clients go on. */
  async restart(): Promise<void> {
    await this.start(SEGMENT)
    await this.judge.catchUp()
    await this.underLoad()
  }

  /** Waits until every client's list grows: so what comes next meets a server at work. */
  async underLoad(): Promise<void> {
    const before = this.sizes()
    const until = performance.now() + PROGRESS_MS
    while (!this.sizes().every((size, at) => size > (before[at] ?? 0) + 1_000)) {
      const dead = this.#clients.find(({ exitCode }) => exitCode !== null)
      if (dead) throw new CliError(`a client ended with ${dead.exitCode}`, ExitCode.CheckFailed)
      if (performance.now() > until) {
        throw new CliError(`the clients got no answer for ${PROGRESS_MS} ms`, ExitCode.CheckFailed)
      }
      await sleep(10)
    }
  }

  /** Bytes of each client's list. */
  sizes(): number[] {
    return this.#traders.map(({ listFile }) => (existsSync(listFile) ? statSync(listFile).size : 0))
  }

  /** Orders that a client was told were taken, by its own list. */
  acknowledged(): number {
    return this.#traders
      .map(({ listFile }) => readList(readFileSync(listFile, 'utf8')).acknowledged.size)
      .reduce((sum, size) => sum + size, 0)
  }

  /** Ends the clients, has the judge compare all lists with the server, ends it, and verifies the folder. */
  async finish(): Promise<{ state_hash: string; verify_ok: boolean }> {
    await this.underLoad()
    await this.#endClients()
    await this.judge.catchUp()
    for (const trader of this.#traders) await this.judge.judge(trader)
    await this.server?.stop()
    const { verify } = await import('@tapebook/bindings')
    const verdict = JSON.parse(verify(this.data)) as { ok: boolean; state_hash: string }
    if (!verdict.ok) this.judge.faults.push('verify found a difference')
    return { state_hash: verdict.state_hash, verify_ok: verdict.ok }
  }

  /** Ends whatever still runs, at once. */
  abort(): void {
    this.server?.end('SIGKILL')
    for (const client of this.#clients) client.kill('SIGKILL')
  }

  remove(): void {
    for (const folder of [this.data, this.lists]) rmSync(folder, { recursive: true, force: true })
  }

  get thirdKey(): string {
    return join(this.lists, 'third.pem')
  }

  /** A session of the third account. */
  async third(): Promise<Client> {
    return await connect({ url: this.server?.url ?? '', key: this.thirdKey })
  }

  /** A session that hears of everything of the third account, and may do nothing. */
  async listener(): Promise<Client> {
    const [operator, file] = [await this.operator(), join(this.lists, 'listener.pem')]
    await register(operator, file, this.thirdAccount, DROP_COPY)
    await operator.close()
    return await connect({ url: this.server?.url ?? '', key: file })
  }

  async operator(): Promise<Client> {
    return await connect({ url: this.server?.url ?? '', key: this.server?.operatorKey ?? '' })
  }

  get #dropCopyKey(): string {
    return join(this.lists, 'drop-copy.pem')
  }

  async #enrol(server: ChildServer): Promise<void> {
    const operator = await connect({ url: server.url, key: server.operatorKey })
    const setup = await FlowSetup.begin(operator)
    this.instrument = (await setup.market('KILL')).instrument
    const listed = (await operator.instruments()).find(({ id }) => id === this.instrument)
    const opened = await operator.request(MessageType.OpenAccounts, { count: 3, tier: 15 })
    const copy = await register(operator, this.#dropCopyKey, 0, DROP_COPY)
    const files = { buy: 'buy.pem', sell: 'sell.pem', third: 'third.pem' } as const
    for (const [at, [side, file]] of Object.entries(files).entries()) {
      const account = Number(opened.id) + at
      const keyFile = join(this.lists, file)
      for (const asset of [listed?.baseAsset ?? 0, listed?.quoteAsset ?? 0]) {
        await operator.request(MessageType.Deposit, { target: account, asset, amount: DEPOSIT })
      }
      await register(operator, keyFile, account, TRADE)
      if (side === 'third') {
        this.thirdAccount = account
        continue
      }
      await operator.request(MessageType.BindAccount, { session: copy, target: account, bound: 1 })
      const listFile = join(this.lists, `${side}.list`)
      this.#traders.push({ side: side as Trader['side'], account, keyFile, listFile })
    }
    await operator.close()
  }

  /** Has the clients stop sending, listen until nothing is under way on either side, and end. */
  async #endClients(): Promise<void> {
    for (const client of this.#clients) client.kill('SIGTERM')
    const isIdle = ({ listFile }: Trader): boolean =>
      readList(readFileSync(listFile, 'utf8')).unanswered !== undefined
    const until = performance.now() + PROGRESS_MS
    while (!this.#traders.every(isIdle) && performance.now() < until) await sleep(100)
    await sleep(SETTLE_MS)
    await Promise.all(
      this.#clients.map(async (client) => {
        if (client.exitCode !== null) return
        const ended = once(client, 'exit')
        client.kill('SIGTERM')
        await ended
      }),
    )
  }
}

async function register(
  operator: Client,
  keyFile: string,
  target: number,
  permissions: number,
): Promise<number> {
  const publicKey = publicKeyOf(writeKey(keyFile))
  const body = { publicKey, target, permissions, rateLimit: 0 }
  return Number((await operator.request(MessageType.RegisterKey, body)).id)
}

function startTrader({ side, keyFile, listFile }: Trader, url: string, instrument: number): ChildProcess {
  const flags = [
    '--side',
    side,
    '--key',
    keyFile,
    '--list',
    listFile,
    '--url',
    url,
    '--instrument',
    String(instrument),
  ]
  return spawn(process.execPath, [cliEntry, 'torture', 'kill-client', ...flags], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
