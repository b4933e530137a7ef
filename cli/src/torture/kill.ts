import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, MessageType, publicKeyOf } from '@tapebook/client'
import { type ChildServer, cliEntry, startChildServer } from '../child-server.ts'
import { onProcessEnd } from '../clean-up.ts'
import { connect } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { FlowSetup } from '../flow/market.ts'
import { writeKey } from '../keys.ts'
import type { Output } from '../output.ts'
import { ProgressLine } from '../progress.ts'
import { Random } from '../random.ts'
import { Judge, readList, type Sums, type Trader } from './judge.ts'

export interface KillOptions {
  rounds: number
  seed: number
  keep?: boolean
}

/** A server lives this long under load before it is killed. */
const LIFE_MS = { least: 50, most: 400 }
const PROGRESS_MS = 20_000
const SETTLE_MS = 500
const DEPOSIT = 10n ** 24n
const TRADE = 1
const DROP_COPY = 4 | 8

export interface KillResult extends Sums {
  rounds: number
  faults: readonly string[]
  state_hash: string
  verify_ok: boolean
}

/**
 * Kills a server under load with SIGKILL, restarts it, and judges it by the lists that its clients keep in processes
 * and a folder of their own.
 */
export async function runKill(options: KillOptions, output: Output): Promise<void> {
  const started = performance.now()
  const torture = new Torture(options)
  const end = (): void => {
    torture.abort()
    if (!options.keep) torture.remove()
  }
  const cancel = onProcessEnd(end)
  try {
    const result = await torture.run()
    const seconds = Number(((performance.now() - started) / 1_000).toFixed(1))
    tell(result, seconds, options.keep ? torture.folders : {}, output)
  } finally {
    cancel()
    end()
  }
}

class Torture {
  readonly folders = {
    data: mkdtempSync(join(tmpdir(), 'tapebook-kill-data-')),
    lists: mkdtempSync(join(tmpdir(), 'tapebook-kill-lists-')),
  }
  readonly #options: KillOptions
  readonly #traders: Trader[] = []
  readonly #clients: ChildProcess[] = []
  #server: ChildServer | undefined

  constructor(options: KillOptions) {
    this.#options = options
  }

  async run(): Promise<KillResult> {
    const { rounds, seed } = this.#options
    const { data } = this.folders
    const port = await freePort()
    let server = await this.#start(port)
    const instrument = await this.#enrol(server)
    const judge = new Judge(server.url, this.#dropCopyKey, this.#traders)
    for (const trader of this.#traders) this.#clients.push(startTrader(trader, server.url, instrument))
    const random = new Random(seed)
    const progress = new ProgressLine('killing', 'rounds')
    for (let round = 0; round < rounds; round++) {
      await this.#underLoad()
      await sleep(LIFE_MS.least + random.below(LIFE_MS.most - LIFE_MS.least))
      await server.kill()
      server = await this.#start(port)
      await judge.catchUp()
      progress.update(round + 1, rounds)
    }
    await this.#underLoad()
    progress.end()
    await this.#endClients()
    await judge.catchUp()
    for (const trader of this.#traders) await judge.judge(trader)
    await server.stop()
    const { verify } = await import('@tapebook/bindings')
    const verdict = JSON.parse(verify(data)) as { ok: boolean; state_hash: string }
    if (!verdict.ok) judge.faults.push('verify found a difference')
    return {
      rounds,
      ...judge.sums,
      faults: judge.faults,
      state_hash: verdict.state_hash,
      verify_ok: verdict.ok,
    }
  }

  abort(): void {
    this.#server?.process.kill('SIGKILL')
    for (const client of this.#clients) client.kill('SIGKILL')
  }

  remove(): void {
    for (const folder of Object.values(this.folders)) rmSync(folder, { recursive: true, force: true })
  }

  get #dropCopyKey(): string {
    return join(this.folders.lists, 'drop-copy.pem')
  }

  async #start(port: number): Promise<ChildServer> {
    this.#server = await startChildServer({ directory: this.folders.data, port })
    return this.#server
  }

  async #enrol(server: ChildServer): Promise<number> {
    const operator = await connect({ url: server.url, key: server.operatorKey })
    const setup = await FlowSetup.begin(operator)
    const { instrument } = await setup.market('KILL')
    const listed = (await operator.instruments()).find(({ id }) => id === instrument)
    const opened = await operator.request(MessageType.OpenAccounts, { count: 2, tier: 15 })
    const copy = await register(operator, this.#dropCopyKey, 0, DROP_COPY)
    for (const side of ['buy', 'sell'] as const) {
      const account = Number(opened.id) + this.#traders.length
      const [keyFile, listFile] = [
        join(this.folders.lists, `${side}.pem`),
        join(this.folders.lists, `${side}.list`),
      ]
      for (const asset of [listed?.baseAsset ?? 0, listed?.quoteAsset ?? 0]) {
        await operator.request(MessageType.Deposit, { target: account, asset, amount: DEPOSIT })
      }
      await register(operator, keyFile, account, TRADE)
      await operator.request(MessageType.BindAccount, { session: copy, target: account, bound: 1 })
      this.#traders.push({ side, account, keyFile, listFile })
    }
    await operator.close()
    return instrument
  }

  /** Waits until every client's list grows: so the next kill meets a server at work. */
  async #underLoad(): Promise<void> {
    const size = ({ listFile }: Trader): number => (existsSync(listFile) ? statSync(listFile).size : 0)
    const before = this.#traders.map(size)
    const until = performance.now() + PROGRESS_MS
    while (!this.#traders.every((trader, at) => size(trader) > (before[at] ?? 0) + 1_000)) {
      const dead = this.#clients.find(({ exitCode }) => exitCode !== null)
      if (dead) throw new CliError(`a client ended with ${dead.exitCode}`, ExitCode.CheckFailed)
      if (performance.now() > until) {
        throw new CliError(
          `the clients got no answer for ${PROGRESS_MS} ms after a restart`,
          ExitCode.CheckFailed,
        )
      }
      await sleep(10)
    }
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

/**
 * A free port below those that the system gives to outgoing connections: a client that knocks at a closed port of that
 * range can be given the very port it knocks at, and so take it from the server.
 */
async function freePort(): Promise<number> {
  for (let port = 20_000 + randomInt(10_000); ; port++) {
    const probe = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}

function tell(result: KillResult, seconds: number, folders: Record<string, string>, output: Output): void {
  const ok = result.faults.length === 0
  const { faults, ...counts } = result
  output.result({ ok, ...counts, seconds, faults: faults.slice(0, 20), ...folders }, () =>
    [
      `${result.rounds} kills in ${seconds} s, ${result.disconnects} connections lost or not made`,
      `${result.acknowledged} of ${result.sent} orders acknowledged, ${result.refused} refused, ${result.fills} fills`,
      `lost ${result.lost}, repeated ${result.repeated}, sent again ${result.sent_again}`,
      `verify ${result.verify_ok ? 'ok' : 'FAILED'}, state ${result.state_hash}`,
      ...faults.slice(0, 20),
      ...Object.entries(folders).map(([name, path]) => `${name} in ${path}`),
    ].join('\n'),
  )
  if (!ok)
    throw new CliError(
      `${faults.length} faults after ${result.rounds} kills: ${faults[0]}`,
      ExitCode.CheckFailed,
    )
}
