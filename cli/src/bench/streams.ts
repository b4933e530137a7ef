// Streams and the WebSocket API as clients of Binance use them: orders a second after a log-on, messages to many readers with
// their lag, what such reading costs the thread that trades, and the memory of those who only listen.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadMasterKey, openAccess } from '@tapebook/access'
import { enrol as enrolApi } from '@tapebook/api'
import { StreamsSupervisor } from '@tapebook/binance'
import { type Client, MessageType } from '@tapebook/client'
import { build } from 'hdr-histogram-js'
import WebSocket from 'ws'
import { withThrowawayServer } from '../child-server.ts'
import { connect } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { IDENTITY } from '../options.ts'
import { grouped, type Output } from '../output.ts'
import { cpuOfFirstThread, cpuOfProcess } from './cpu.ts'
import type { TellFigure } from './rest.ts'
import { person, type Signer, UNBOUND } from './rest-people.ts'
import { enrol, fixedRate, type Member } from './sdk.ts'
import { StreamReader, type Told } from './stream-readers.ts'

export interface StreamsBenchOptions {
  readonly seconds: number
  /** Connections that trade over the WebSocket API, and unanswered orders of each. */
  readonly connections: number
  readonly window: number
  /** Sockets that read trades, and loads of orders a second on the binary port, of which every second one trades. */
  readonly readers: number
  readonly rates: readonly number[]
  /** Sockets that only listen. */
  readonly idle: number
}

const LISTEN_MS = 60_000
/** The guard against repeats takes nothing from the second in which it began. */
const GUARD_MS = 1_100
/** Each kind of load runs that often, by turns, so that a busy machine is busy for all of them. */
const ROUNDS = 3
const MANY = 1e9
/** Of so many orders one is a trade. */
const TRADES_EVERY = 2

export async function runStreams(options: StreamsBenchOptions, output: Output): Promise<void> {
  const { readers, rates, seconds } = options
  const commit = process.env.TAPEBOOK_COMMIT ?? 'unknown'
  const teller =
    (flow: string): TellFigure =>
    (subject, value, unit) =>
      output.result({ bench: 'streams', flow, subject, value, unit, commit }, () => {
        const figure = value < 100 ? value.toFixed(2) : grouped(Math.round(value))
        return `${flow.padEnd(16)} ${subject.padEnd(46)} ${figure} ${unit}`
      })
  await withThrowawayServer('disk', async ({ url, operatorKey, started, pid: exchange }) => {
    const data = String(started.data)
    const members = await enrol(url, operatorKey, 8)
    const operator = await connect({ url, key: operatorKey })
    const { keys, register } = enrolApi(data)
    await register(operator)
    const troubles: string[] = []
    const streams = new StreamsSupervisor(
      {
        ...{ url, keys, host: '127.0.0.1', port: 0, trustedProxies: [] },
        access: { url: join(data, IDENTITY), folder: data, settings: UNBOUND },
        limits: { attempts: MANY, connectionsPerPeer: MANY },
        apiLimits: { weight: MANY, orders10s: MANY, ordersDay: MANY },
      },
      (why) => troubles.push(why),
    )
    try {
      const port = (await streams.listening(LISTEN_MS))?.port
      const { pid } = streams
      if (port === undefined || pid === undefined) throw new CliError(troubles.join('; '), ExitCode.Internal)
      const base = `ws://127.0.0.1:${port}`
      const instrument = (await operator.instruments()).find(({ id }) => id === members[0]?.instrument)!
      await entersOrders(
        { base, data, operator, symbol: instrument.symbol, pids: [exchange, pid] },
        options,
        teller('orders'),
      )
      for (const rate of rates) {
        const telling = { port, symbol: instrument.symbol, pids: [exchange, pid] as const, members }
        const load = `${grouped((rate / TRADES_EVERY) * readers)}/s told`
        await tellsReaders(telling, { readers, rate, seconds }, teller(load))
      }
      await keepsIdle(base, pid, options.idle, teller('idle'))
    } finally {
      await Promise.all([streams.stop(), operator.close(), ...members.map(({ client }) => client.close())])
    }
  })
}

interface Entering {
  readonly base: string
  readonly data: string
  readonly operator: Client
  readonly symbol: string
  readonly pids: readonly [exchange: number, streams: number]
}

/** As many orders as come through, each connection with so many unanswered. */
async function entersOrders(
  { base, data, operator, symbol, pids }: Entering,
  { connections, window, seconds }: StreamsBenchOptions,
  tell: TellFigure,
): Promise<void> {
  const access = await openAccess({
    ...{ url: join(data, IDENTITY), masterKey: loadMasterKey(data), settings: UNBOUND },
  })
  const instrument = (await operator.instruments()).find((it) => it.symbol === symbol)!
  try {
    const opening = opensAccounts(access, operator)
    const signers: Signer[] = []
    for (let at = 0; at < connections; at++) signers.push(await person(access, operator, instrument, at))
    opening.abort()
    await sleep(GUARD_MS)
    const [price, quantity] = [instrument.ticksToPrice(1_000_000n), instrument.lotsToQuantity(1n)]
    const order = `"symbol":"${symbol}","type":"LIMIT","timeInForce":"GTC","price":"${price}","quantity":"${quantity}","newOrderRespType":"ACK"`
    let [answered, refused, isCounting] = [0, 0, false]
    const sockets = await Promise.all(signers.map((signer) => loggedOn(base, signer)))
    let isOver = false
    for (const [at, socket] of sockets.entries()) {
      const side = at % 2 === 0 ? 'BUY' : 'SELL'
      let id = 0
      const send = (): void =>
        socket.send(
          `{"id":${++id},"method":"order.place","params":{${order},"side":"${side}","timestamp":${Date.now()}}}`,
        )
      socket.on('message', (answer: Buffer) => {
        if (isCounting) answered++
        if (!answer.includes('"status":200', 0, 'latin1')) refused++
        if (!isOver) send()
      })
      for (let count = 0; count < window; count++) send()
    }
    await sleep(2_000)
    const used = (): number[] => [process.pid, ...pids].map(cpuOfProcess)
    const before = used()
    isCounting = true
    await sleep(seconds * 1_000)
    isCounting = false
    const cpu = used().map((us, at) => (us - before[at]!) / answered)
    isOver = true
    if (refused > 0) throw new CliError(`${refused} orders were refused`, ExitCode.CheckFailed)
    tell('orders after session.logon', answered / seconds, 'orders/s')
    for (const [at, who] of ['client', 'exchange', 'streams'].entries()) {
      tell(`CPU of such an order, ${who}`, cpu[at]!, 'us')
    }
    for (const socket of sockets) socket.terminate()
  } finally {
    await access.close()
  }
}

/** Does what the API does for who signs up: no API runs here. */
function opensAccounts(access: Awaited<ReturnType<typeof openAccess>>, operator: Client): AbortController {
  const end = new AbortController()
  const run = async (): Promise<void> => {
    while (!end.signal.aborted) {
      for (const command of await access.outbox.pending()) {
        const { id } = await operator.request(MessageType.OpenAccounts, { count: 1, tier: 15 })
        await access.outbox.confirm(command.id, { account: Number(id) })
      }
      await sleep(20)
    }
  }
  void run()
  return end
}

async function loggedOn(base: string, { keyId, secret }: Signer): Promise<WebSocket> {
  const socket = new WebSocket(`${base}/ws-api/v3?returnRateLimits=false`, { perMessageDeflate: false })
  await once(socket, 'open')
  const text = `apiKey=${keyId}&timestamp=${Date.now()}`
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  const timestamp = Number(text.split('=').at(-1))
  socket.send(
    JSON.stringify({ id: 0, method: 'session.logon', params: { apiKey: keyId, timestamp, signature } }),
  )
  const [answer] = (await once(socket, 'message')) as [Buffer]
  if (!answer.includes('"status":200')) throw new CliError(String(answer), ExitCode.CheckFailed)
  return socket
}

interface Telling {
  readonly port: number
  readonly symbol: string
  /** Processes of the exchange and of the streams. */
  readonly pids: readonly [exchange: number, streams: number]
  readonly members: readonly Member[]
}

/** Trades to many sockets, and what an order costs the hot thread with and without them. */
async function tellsReaders(
  { port, symbol, pids: [exchange, streams], members }: Telling,
  { readers, rate, seconds }: { readonly readers: number; readonly rate: number; readonly seconds: number },
  tell: TellFigure,
): Promise<void> {
  const told: Told = { messages: 0, lag: build() }
  const path = `/ws/${symbol.toLowerCase()}@trade`
  const cost = { alone: [] as number[], read: [] as number[] }
  const acks = { alone: build(), read: build() }
  const length = Math.max(2, Math.round(seconds / ROUNDS))
  let [toldSeconds, streamsCpu] = [0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of ['alone', 'read'] as const) {
      const open =
        side === 'read' ? Array.from({ length: readers }, () => StreamReader.open(port, path, told)) : []
      const sockets = await Promise.all(open)
      const before = [cpuOfFirstThread(exchange), cpuOfProcess(streams)] as const
      const { answered, latency, seconds: took } = await fixedRate(members, { rate, seconds: length })
      cost[side].push((cpuOfFirstThread(exchange) - before[0]) / answered)
      acks[side].add(latency)
      if (side === 'read') {
        toldSeconds += took
        streamsCpu += cpuOfProcess(streams) - before[1]
      }
      for (const socket of sockets) socket.close()
    }
  }
  const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b) / list.length
  tell('messages', told.messages / toldSeconds, 'messages/s')
  for (const percent of [50, 99]) {
    tell(`lag of a message, p${percent}`, told.lag.getValueAtPercentile(percent), 'ms')
  }
  tell('CPU of a message, streams', streamsCpu / told.messages, 'us')
  tell('hot CPU of a binary order', mean(cost.read), 'us')
  tell('hot CPU of a binary order: read/not read', mean(cost.read) / mean(cost.alone), 'x')
  for (const percent of [50, 99]) {
    const ratio = acks.read.getValueAtPercentile(percent) / acks.alone.getValueAtPercentile(percent)
    tell(`binary ack p${percent}: read/not read`, ratio, 'x')
  }
}

const residentMib = (pid: number): number => {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0
  return Number(kib) / 1_024
}

/** Memory of the streams' process with sockets that read nothing. */
async function keepsIdle(base: string, pid: number, count: number, tell: TellFigure): Promise<void> {
  const sockets: WebSocket[] = []
  const before = residentMib(pid)
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(200, count - sockets.length) }, () => {
      return new WebSocket(`${base}/ws`, { perMessageDeflate: false })
    })
    await Promise.all(some.map((socket) => once(socket, 'open')))
    sockets.push(...some)
  }
  tell(`memory with ${count} idle sockets`, residentMib(pid), 'MiB')
  tell('of which they are', residentMib(pid) - before, 'MiB')
  for (const socket of sockets) socket.terminate()
}
