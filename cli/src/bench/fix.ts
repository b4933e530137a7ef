import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Side } from '@tapebook/client'
import { entryOf, freePort, ListeningProcess } from '@tapebook/supervisor'
import { withThrowawayServer } from '../child-server.ts'
import { connect } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { grouped, type Output } from '../output.ts'
import type { EchoPlace, EchoSettings } from './fix-echo.ts'
import { FixPeer } from './fix-peer.ts'
import { enrol, type Member } from './sdk.ts'

export interface FixBenchOptions {
  readonly policy: 'disk' | 'memory'
  /** Orders one at a time, and orders of each run at full speed. */
  readonly orders: number
}

const PASSWORD = 'measured and forgotten'
const SESSIONS = 4
/** Counterparties that are there at once, for what they need of memory. */
const MANY = 50
const WARM_UP = 300
/** Orders of one kind before the next kind has its turn. */
const BLOCK = 100
/** Orders that may be under way in one session. */
const WINDOW = 2_000
const BURST = 50
const LISTEN_MS = 20_000
const ORDER = '55=BENCH|54=1|38=1|40=2|44=50|59=1'

/**
 * What a counterparty over FIX sees: an order to its report, one at a time, beside the same over the binary port and an answer of
 * a bare QuickFIX engine; orders a second through one session and through
 * four, each kept in files; and the memory of fifty. Server, gateway and this process run beside each other.
 */
export async function runFix({ policy, orders }: FixBenchOptions, output: Output): Promise<void> {
  const { addCounterparty, FixSupervisor, hashOf } = await import('@tapebook/fix/gateway')
  const folder = mkdtempSync(join(tmpdir(), 'tapebook-bench-fix-'))
  try {
    await withThrowawayServer(policy, async ({ url, operatorKey }) => {
      const members = await enrol(url, operatorKey, SESSIONS)
      const operator = await connect({ url, key: operatorKey })
      const password = await hashOf(PASSWORD)
      for (let at = 0; at < MANY; at++) {
        const { client } = members[at % SESSIONS] as Member
        await addCounterparty(operator, folder, {
          ...{ compId: `BENCH${at}`, version: '4.4', accounts: { MAIN: client.account }, password },
          ...{ schedule: null, messagesPerSecond: 1_000_000, cancelOnDisconnect: 'never' },
        })
      }
      const gateway = new FixSupervisor({ url, folder, host: '127.0.0.1', port: await freePort() }, (why) =>
        output.note(why),
      )
      const place = await gateway.listening(LISTEN_MS)
      if (place === undefined) throw new CliError('the FIX gateway did not come up', ExitCode.Internal)
      const peers: FixPeer[] = []
      for (let at = 0; at < MANY; at++) peers.push(await FixPeer.logOn(place.port, `BENCH${at}`, PASSWORD))
      tell(output, 'there', `memory of the gateway with ${MANY} sessions`, memoryOf(gateway.pid), 'MiB')
      for (const peer of peers.splice(SESSIONS)) peer.close()
      await oneByOne(peers, members, { folder, orders }, output)
      await saturated(peers, orders, output)
      tell(output, 'saturated', 'memory of the gateway after that', memoryOf(gateway.pid), 'MiB')
      for (const peer of peers) peer.close()
      await gateway.stop()
      await Promise.all([operator, ...members.map(({ client }) => client)].map((client) => client.close()))
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const tell = (output: Output, flow: string, subject: string, value: number, unit: string): void =>
  output.result(
    { part: 'fix', flow, subject, value, unit },
    () => `${flow}, ${subject}: ${unit === 'x' ? value.toFixed(2) : grouped(value)} ${unit}`,
  )

function memoryOf(pid: number | undefined): number {
  if (pid === undefined) return 0
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kib) / 1_024)
}

const orderOver = (peer: FixPeer) => async (): Promise<void> => {
  const due = peer.answered + 1
  peer.order(ORDER)
  await peer.until(due)
}

async function oneByOne(
  [peer]: readonly FixPeer[],
  [member]: readonly Member[],
  { folder, orders }: { readonly folder: string; readonly orders: number },
  output: Output,
): Promise<void> {
  if (peer === undefined || member === undefined) return
  const { client, instrument } = member
  const overBinary = async (): Promise<void> => {
    const answer = client.newOrder({ instrument, side: Side.Buy, price: 500_000n, quantity: 1n })
    client.flush()
    await answer
  }
  const echo = new ListeningProcess<EchoPlace, EchoPlace>({
    name: 'the bare engine',
    entry: entryOf(import.meta.url, './fix-echo.ts'),
    settings: { folder, compId: 'ECHO' } satisfies EchoSettings,
    finishMs: LISTEN_MS,
    placeOf: (place) => place,
    onTrouble: (why) => output.note(why),
  })
  const place = await echo.listening(LISTEN_MS)
  if (place === undefined) throw new CliError('the bare FIX engine did not come up', ExitCode.Internal)
  const bare = await FixPeer.logOn(place.port, 'ECHO', PASSWORD)
  const [fix, binary, echoed] = await inTurns(orders, [orderOver(peer), overBinary, orderOver(bare)])
  bare.close()
  await echo.stop()
  if (fix === undefined || binary === undefined || echoed === undefined) return
  const flow = 'one at a time'
  tell(output, flow, 'order to report over FIX, p50', fix.p50, 'us')
  tell(output, flow, 'order to report over FIX, p99', fix.p99, 'us')
  tell(output, flow, 'order to report over the binary port, p50', binary.p50, 'us')
  tell(output, flow, 'order to report of a bare engine, p50', echoed.p50, 'us')
  tell(output, flow, 'FIX p50: ours/(bare + binary)', fix.p50 / (echoed.p50 + binary.p50), 'x')
}

async function saturated(peers: readonly FixPeer[], orders: number, output: Output): Promise<void> {
  const one = await atFullSpeed(peers.slice(0, 1), orders * 5)
  tell(output, 'saturated', 'one session', one, 'orders/s')
  const four = await atFullSpeed(peers, orders * 2)
  tell(output, 'saturated', `${SESSIONS} sessions`, four, 'orders/s')
}

interface Times {
  readonly p50: number
  readonly p99: number
}

/** Each in blocks by turns, so that what else the machine does meets all of them alike. In us. */
async function inTurns(count: number, all: readonly (() => Promise<void>)[]): Promise<Times[]> {
  for (const each of all) for (let at = 0; at < WARM_UP; at++) await each()
  const times = all.map((): number[] => [])
  for (let done = 0; done < count; done += BLOCK) {
    for (const [which, each] of all.entries()) {
      for (let at = 0; at < BLOCK; at++) {
        const start = performance.now()
        await each()
        times[which]?.push((performance.now() - start) * 1_000)
      }
    }
  }
  return times.map((each) => {
    each.sort((one, other) => one - other)
    const share = (of: number): number => Math.round(each[Math.floor(each.length * of)] ?? 0)
    return { p50: share(0.5), p99: share(0.99) }
  })
}

async function atFullSpeed(peers: readonly FixPeer[], each: number): Promise<number> {
  const start = performance.now()
  await Promise.all(
    peers.map(async (peer) => {
      const before = peer.answered
      for (let sent = 0; sent < each; sent += BURST) {
        peer.order(ORDER, BURST)
        await peer.until(before + sent - WINDOW)
      }
      await peer.until(before + each)
    }),
  )
  return Math.round((peers.length * each) / ((performance.now() - start) / 1_000))
}
