import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, MessageType, publicKeyOf, type wire } from '@tapebook/client'
import { type ChildServer, cliEntry, startChildServer } from '../child-server.ts'
import { connect } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { FlowSetup } from '../flow/market.ts'
import { readKey, writeKey } from '../keys.ts'
import type { Output } from '../output.ts'
import { ProgressLine } from '../progress.ts'
import { Random } from './random.ts'

export interface KillOptions {
  rounds: number
  seed: number
  keep?: boolean
}

const SIDES = ['buy', 'sell'] as const
/** A server lives this long under load before it is killed. */
const LIFE_MS = { least: 100, most: 700 }
const PROGRESS_MS = 20_000
const DEPOSIT = 10n ** 24n

interface Trader {
  readonly side: string
  readonly account: number
  readonly keyFile: string
  readonly listFile: string
}

/** What one trader's own list says. */
interface List {
  readonly sent: Set<string>
  readonly acknowledged: Map<string, string>
  /** Taken before by the server's word, the first answer no longer kept. */
  readonly repeated: Set<string>
  readonly refused: Map<string, string>
  /** Quantity by order and trade, so that a fill told twice counts once. */
  readonly fills: Map<string, bigint>
  disconnects: number
  resumesLost: number
  unanswered: number
}

/** What the server says of one session from its first report on. */
interface Told {
  readonly orders: Map<string, string>
  readonly fills: Map<string, bigint>
  readonly faults: string[]
}

export interface KillResult {
  rounds: number
  sent: number
  acknowledged: number
  refused: number
  disconnects: number
  fills: number
  lost: number
  repeated: number
  faults: readonly string[]
  state_hash: string
  verify_ok: boolean
  seconds: number
}

/**
 * Kills a server under load with SIGKILL, restarts it, and judges it by the lists that its clients keep in processes
 * and a folder of their own.
 */
export async function runKill(options: KillOptions, output: Output): Promise<void> {
  const started = performance.now()
  const data = mkdtempSync(join(tmpdir(), 'tapebook-kill-data-'))
  const lists = mkdtempSync(join(tmpdir(), 'tapebook-kill-lists-'))
  const children: ChildProcess[] = []
  const abort = (): void => {
    for (const child of children) child.kill('SIGKILL')
  }
  process.once('exit', abort)
  try {
    const result = await torture(options, data, lists, children)
    const seconds = Number(((performance.now() - started) / 1_000).toFixed(1))
    tell({ ...result, seconds }, options, { data, lists }, output)
  } finally {
    abort()
    process.off('exit', abort)
    if (!options.keep) for (const folder of [data, lists]) rmSync(folder, { recursive: true, force: true })
  }
}

async function torture(
  { rounds, seed }: KillOptions,
  data: string,
  lists: string,
  children: ChildProcess[],
): Promise<Omit<KillResult, 'seconds'>> {
  const port = await freePort()
  let server = await startChildServer({ directory: data, port })
  children.push(server.process)
  const { url } = server
  const { traders, instrument } = await enrol(server, lists)
  const clients = traders.map((trader) => startTrader(trader, url, instrument))
  children.push(...clients)
  const random = new Random(seed)
  const progress = new ProgressLine('killing', 'rounds')
  for (let round = 0; round < rounds; round++) {
    await underLoad(traders, clients)
    await sleep(LIFE_MS.least + random.below(LIFE_MS.most - LIFE_MS.least))
    await server.kill()
    server = await startChildServer({ directory: data, port })
    children.push(server.process)
    progress.update(round + 1, rounds)
  }
  await underLoad(traders, clients)
  progress.end()
  await Promise.all(
    clients.map(async (client) => {
      const ended = once(client, 'exit')
      client.kill('SIGTERM')
      await ended
    }),
  )
  const faults: string[] = []
  const sums = await judge(server, traders, faults)
  await server.stop()
  const { verify } = await import('@tapebook/bindings')
  const verdict = JSON.parse(verify(data)) as { ok: boolean; state_hash: string }
  if (!verdict.ok) faults.push('verify found a difference')
  return { rounds, ...sums, faults, state_hash: verdict.state_hash, verify_ok: verdict.ok }
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

async function enrol(server: ChildServer, lists: string): Promise<{ traders: Trader[]; instrument: number }> {
  const operator = await connect({ url: server.url, key: server.operatorKey })
  const setup = await FlowSetup.begin(operator)
  const { instrument } = await setup.market('KILL')
  const listed = (await operator.instruments()).find(({ id }) => id === instrument)
  const opened = await operator.request(MessageType.OpenAccounts, { count: SIDES.length, tier: 15 })
  const traders: Trader[] = []
  for (const side of SIDES) {
    const account = Number(opened.id) + traders.length
    const keyFile = join(lists, `${side}.pem`)
    const publicKey = publicKeyOf(writeKey(keyFile))
    for (const asset of [listed?.baseAsset ?? 0, listed?.quoteAsset ?? 0]) {
      await operator.request(MessageType.Deposit, { target: account, asset, amount: DEPOSIT })
    }
    await operator.request(MessageType.RegisterKey, {
      publicKey,
      target: account,
      permissions: 1,
      rateLimit: 0,
    })
    traders.push({ side, account, keyFile, listFile: join(lists, `${side}.list`) })
  }
  await operator.close()
  return { traders, instrument }
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

/** Waits until every client's list grows: so the next kill meets a server at work. */
async function underLoad(traders: readonly Trader[], clients: readonly ChildProcess[]): Promise<void> {
  const acknowledged = ({ listFile }: Trader): number => (existsSync(listFile) ? statSync(listFile).size : 0)
  const before = traders.map(acknowledged)
  const until = performance.now() + PROGRESS_MS
  while (!traders.every((trader, at) => acknowledged(trader) > (before[at] ?? 0) + 1_000)) {
    const dead = clients.find(({ exitCode }) => exitCode !== null)
    if (dead)
      throw new CliError(
        `a client ended with ${dead.exitCode} while the server was being killed`,
        ExitCode.CheckFailed,
      )
    if (performance.now() > until)
      throw new CliError('the clients got no answer for 20 s after a restart', ExitCode.CheckFailed)
    await sleep(10)
  }
}

export function readList(text: string): List {
  const list: List = {
    sent: new Set(),
    acknowledged: new Map(),
    repeated: new Set(),
    refused: new Map(),
    fills: new Map(),
    disconnects: 0,
    resumesLost: 0,
    unanswered: 0,
  }
  for (const line of text.split('\n')) {
    const [kind, first = '', second = '', third = ''] = line.split(' ')
    if (kind === 'S') list.sent.add(first)
    else if (kind === 'A') list.acknowledged.set(first, second)
    else if (kind === 'P') list.repeated.add(first)
    else if (kind === 'X') list.refused.set(first, second)
    else if (kind === 'F') list.fills.set(`${first}/${second}`, BigInt(third))
    else if (kind === 'D') list.disconnects++
    else if (kind === 'U') list.resumesLost++
    else if (kind === 'E') list.unanswered = Number(first)
  }
  return list
}

/** Every report of a session from the first one on, as the server sends it to a client that has nothing. */
async function toldFromTheStart(url: string, { keyFile }: Trader): Promise<{ told: Told; client: Client }> {
  const told: Told = { orders: new Map(), fills: new Map(), faults: [] }
  const ids = new Map<string, string>()
  const accepted = ({ request, orderId }: wire.OrderAccepted): void => {
    const [clientId, id] = [request.clientId, String(orderId)]
    const other = told.orders.get(clientId)
    if (other !== undefined) told.faults.push(`${clientId} is order ${other} and order ${id}`)
    if (ids.has(id)) told.faults.push(`order ${id} is ${ids.get(id)} and ${clientId}`)
    told.orders.set(clientId, id)
    ids.set(id, clientId)
  }
  const filled = ({ orderId, tradeId, quantity }: wire.Fill): void => {
    const fill = `${orderId}/${tradeId}`
    if (told.fills.has(fill)) told.faults.push(`trade ${tradeId} of order ${orderId} was reported twice`)
    told.fills.set(fill, quantity)
  }
  const resume = { lastSessionSequence: 0n, lastSequence: 0n }
  const client = await Client.connect(
    { url, privateKey: readKey(keyFile), reconnect: false, resume },
    (it) => {
      it.on('OrderAccepted', accepted)
      it.on('Fill', filled)
      it.on('resumeUnavailable', () => told.faults.push('the reports from the start are no longer kept'))
    },
  )
  return { told, client }
}

const sum = (values: Iterable<bigint>): bigint => {
  let total = 0n
  for (const value of values) total += value
  return total
}

type Sums = Pick<
  KillResult,
  'sent' | 'acknowledged' | 'refused' | 'disconnects' | 'fills' | 'lost' | 'repeated'
>

async function judge(server: ChildServer, traders: readonly Trader[], faults: string[]): Promise<Sums> {
  const sums: Sums = { sent: 0, acknowledged: 0, refused: 0, disconnects: 0, fills: 0, lost: 0, repeated: 0 }
  for (const trader of traders) {
    const list = readList(readFileSync(trader.listFile, 'utf8'))
    const { told, client } = await toldFromTheStart(server.url, trader)
    const positions = await client.positions()
    await client.close()
    sums.repeated += told.faults.length
    faults.push(...told.faults)
    for (const [clientId, orderId] of list.acknowledged) {
      const known = told.orders.get(clientId)
      if (known === orderId) continue
      sums.lost++
      faults.push(
        `${clientId} was acknowledged as order ${orderId}, and the server has ${known ?? 'no such order'}`,
      )
    }
    for (const clientId of list.repeated)
      if (!told.orders.has(clientId)) faults.push(`${clientId} was taken, and is gone`)
    for (const clientId of told.orders.keys()) {
      if (!list.sent.has(clientId)) faults.push(`${clientId} was never sent`)
      else if (!list.acknowledged.has(clientId) && !list.repeated.has(clientId))
        faults.push(`${clientId} was taken and never answered`)
    }
    if (list.unanswered > 0) faults.push(`${list.unanswered} ${trader.side} orders stayed without an answer`)
    if (list.resumesLost > 0) faults.push(`${list.resumesLost} resumes of ${trader.side} were refused`)
    const [own, server_] = [sum(list.fills.values()), sum(told.fills.values())]
    if (own !== server_)
      faults.push(`${trader.side} was told of ${own} lots traded, and the server says ${server_}`)
    const position = positions.reduce((total, { quantity }) => total + quantity, 0n)
    const signed = trader.side === 'buy' ? own : -own
    if (position !== signed) faults.push(`${trader.side} holds ${position} lots after fills of ${signed}`)
    sums.sent += list.sent.size
    sums.acknowledged += list.acknowledged.size
    sums.refused += list.refused.size
    sums.disconnects += list.disconnects
    sums.fills += list.fills.size
  }
  return sums
}

function tell(
  result: KillResult,
  { keep }: KillOptions,
  folders: { data: string; lists: string },
  output: Output,
): void {
  const ok = result.faults.length === 0
  const { faults, ...counts } = result
  output.result({ ok, ...counts, faults: faults.slice(0, 20), ...(keep && folders) }, () =>
    [
      `${result.rounds} kills in ${result.seconds} s, ${result.disconnects} connections lost`,
      `${result.acknowledged} of ${result.sent} orders acknowledged, ${result.refused} refused, ${result.fills} fills`,
      `lost ${result.lost}, repeated ${result.repeated}; verify ${result.verify_ok ? 'ok' : 'FAILED'}, state ${result.state_hash}`,
      ...faults.slice(0, 20),
      ...(keep ? [`data in ${folders.data}, lists in ${folders.lists}`] : []),
    ].join('\n'),
  )
  if (!ok)
    throw new CliError(
      `${faults.length} faults after ${result.rounds} kills: ${faults[0]}`,
      ExitCode.CheckFailed,
    )
}
