import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Side } from '@tapebook/client'
import { withThrowawayServer } from '../child-server.ts'
import { connect } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { grouped, type Output } from '../output.ts'
import { FixPeer } from './fix-peer.ts'
import { enrol, type Member } from './sdk.ts'

export interface FixBenchOptions {
  readonly policy: 'disk' | 'memory'
  /** Orders one at a time, and orders of each run at full speed. */
  readonly orders: number
}

const PASSWORD = 'measured and forgotten'
const SESSIONS = 4
const WARM_UP = 300
/** Orders that may be under way in one session. */
const WINDOW = 2_000
const BURST = 50
const LISTEN_MS = 20_000
const ORDER = '55=BENCH|54=1|38=1|40=2|44=50|59=1'

/**
 * What a counterparty over FIX sees: an order to its report, one at a time, beside the same over the binary port; and orders a
 * second through one session and through four, each kept in files. Server, gateway and this process run beside each other.
 */
export async function runFix({ policy, orders }: FixBenchOptions, output: Output): Promise<void> {
  const { addCounterparty, FixSupervisor, hashOf } = await import('@tapebook/fix/gateway')
  const folder = mkdtempSync(join(tmpdir(), 'tapebook-bench-fix-'))
  try {
    await withThrowawayServer(policy, async ({ url, operatorKey }) => {
      const members = await enrol(url, operatorKey, SESSIONS)
      const operator = await connect({ url, key: operatorKey })
      const password = await hashOf(PASSWORD)
      for (const [at, { client }] of members.entries())
        await addCounterparty(operator, folder, {
          ...{ compId: `BENCH${at}`, version: '4.4', accounts: { MAIN: client.account }, password },
          ...{ schedule: null, messagesPerSecond: 1_000_000, cancelOnDisconnect: 'never' },
        })
      const gateway = new FixSupervisor({ url, folder, host: '127.0.0.1', port: 0 }, (why) =>
        output.note(why),
      )
      const place = await gateway.listening(LISTEN_MS)
      if (place === undefined) throw new CliError('the FIX gateway did not come up', ExitCode.Internal)
      const peers: FixPeer[] = []
      for (let at = 0; at < SESSIONS; at++)
        peers.push(await FixPeer.logOn(place.port, `BENCH${at}`, PASSWORD))
      await measure(peers, members, orders, gateway.pid, output)
      for (const peer of peers) peer.close()
      await gateway.stop()
      await Promise.all([operator, ...members.map(({ client }) => client)].map((client) => client.close()))
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  peers: readonly FixPeer[],
  [member]: readonly Member[],
  orders: number,
  pid: number | undefined,
  output: Output,
): Promise<void> {
  const [peer] = peers
  if (peer === undefined || member === undefined) return
  const overFix = await oneAtATime(orders, async () => {
    const due = peer.answered + 1
    peer.order(ORDER)
    await peer.until(due)
  })
  const { client, instrument } = member
  const overBinary = await oneAtATime(orders, async () => {
    const answer = client.newOrder({ instrument, side: Side.Buy, price: 500_000n, quantity: 1n })
    client.flush()
    await answer
  })
  const one = await atFullSpeed([peer], orders * 5)
  const four = await atFullSpeed(peers, orders * 2)
  const rss =
    pid === undefined ? 0 : Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  const tell = (flow: string, subject: string, value: number, unit: string): void =>
    output.result(
      { part: 'fix', flow, subject, value, unit },
      () => `${flow}, ${subject}: ${grouped(value)} ${unit}`,
    )
  tell('one at a time', 'order to report over FIX, p50', overFix.p50, 'us')
  tell('one at a time', 'order to report over FIX, p99', overFix.p99, 'us')
  tell('one at a time', 'order to report over the binary port, p50', overBinary.p50, 'us')
  tell('saturated', 'one session', one, 'orders/s')
  tell('saturated', `${SESSIONS} sessions`, four, 'orders/s')
  tell('saturated', 'memory of the gateway after that', Math.round(rss / 1_024), 'MiB')
}

async function oneAtATime(count: number, once: () => Promise<void>): Promise<{ p50: number; p99: number }> {
  const times: number[] = []
  for (let at = -WARM_UP; at < count; at++) {
    const start = performance.now()
    await once()
    if (at >= 0) times.push((performance.now() - start) * 1_000)
  }
  times.sort((one, other) => one - other)
  const share = (of: number): number => Math.round(times[Math.floor(times.length * of)] ?? 0)
  return { p50: share(0.5), p99: share(0.99) }
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
