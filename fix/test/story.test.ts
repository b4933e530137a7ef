// One order, as a counterparty, its drop copy, a session of the binary port and REST tell of it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Client, formatDecimal, generateKey, MessageType, type wire } from '@tapebook/client'
import { type RestClient, restClient } from '@tapebook/rest'
import { freePort, until } from '@tapebook/testing'
import { hashOf } from '../src/gateway/credentials.ts'
import { addCounterparty } from '../src/gateway/enrolment.ts'
import { FixSupervisor } from '../src/gateway/supervisor.ts'
import { RawClient, type RawMessage } from './raw.ts'
import { Stops } from './stops.ts'
import { LOGON, needsGateway, now, PASSWORD } from './venue.ts'

const tapebook = fileURLToPath(new URL('../../cli/bin/tapebook.js', import.meta.url))
/** Bits of RegisterKey.permissions: a session that trades for its account. */
const TRADES = 1
/** Decimals of a bitcoin, in which the fee of who buys is. */
const BITCOIN_SCALE = 8

interface Demo {
  readonly url: string
  readonly http: string
  readonly operatorKey: string
  readonly alice: { readonly email: string; readonly password: string }
}

/** `tapebook start --demo` in a process of its own, until the test ends. */
async function startDemo(stops: Stops): Promise<Demo> {
  const ports = ['--port', '--http-port', '--streams-port', '--metrics-port'].flatMap((name) => [name, '0'])
  const words = [tapebook, 'start', '--demo', '--data', join(stops.folder, 'exchange'), ...ports, '--json']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  stops.add(() => {
    child.kill('SIGTERM')
    return ended
  })
  let url = ''
  let operatorKey = ''
  for await (const line of createInterface({ input: child.stdout })) {
    const row = JSON.parse(line) as { event: string } & Record<string, string>
    if (row.event === 'started') {
      url = row.url!
      operatorKey = readFileSync(row.operator_key!, 'utf8')
    }
    if (row.event !== 'demo') continue
    // Nobody reads on: it must not wait for a reader.
    child.stdout.resume()
    const { http, people } = row as unknown as { http: string; people: Demo['alice'][] }
    return { url, http, operatorKey, alice: people[0]! }
  }
  throw new Error('the demo ended before its market moved')
}

/** Alice over REST, and the number of her account. */
async function logIn({ http, alice }: Demo): Promise<{ rest: RestClient; account: number }> {
  let token: string | undefined
  const rest = restClient({ baseUrl: http, token: () => token })
  const { email, password } = alice
  const { data: login } = await rest.POST('/api/v1/auth/log-in', { body: { email, password } })
  token = login?.data.access_token
  const { data: me } = await rest.GET('/api/v1/auth/me')
  return { rest, account: me!.data.accounts[0]!.number }
}

/** A gateway with a counterparty and its drop copy, both logged on. */
async function startFix(stops: Stops, demo: Demo, operator: Client, account: number): Promise<RawClient[]> {
  const folder = join(stops.folder, 'fix')
  const password = await hashOf(PASSWORD)
  const common = { version: '4.4', accounts: { MAIN: account }, password, schedule: null } as const
  await addCounterparty(operator, folder, { ...common, compId: 'CLIENT' })
  await addCounterparty(operator, folder, { ...common, compId: 'COPY', isDropCopy: true })
  const port = await freePort()
  const gateway = new FixSupervisor({ url: demo.url, folder, host: '127.0.0.1', port }, () => {})
  stops.add(() => gateway.stop())
  assert.ok(await gateway.listening(60_000))
  return await Promise.all(
    ['CLIENT', 'COPY'].map(async (compId) => {
      const client = new RawClient('FIX.4.4', compId, 'TAPEBOOK')
      await client.connect(port)
      assert.equal((await client.logon(LOGON)).type, 'A')
      stops.add(() => client.cut())
      return client
    }),
  )
}

/** What all four say of the order, and of each trade. */
interface Story {
  readonly order: { id: string; clientId: string; quantity: string; entered: string }
  readonly trades: readonly { id: string; price: string; quantity: string; fee: string; time: string }[]
}

/** `20261122-06:08:58.445897` as REST writes it. */
const isoOf = (time = ''): string => time.replace(/^(\d{4})(\d\d)(\d\d)-(.*)$/, '$1-$2-$3T$4Z')

/** Nanoseconds as REST writes them: to the microsecond. */
const microseconds = (ns: bigint): string => {
  const iso = new Date(Number(ns / 1_000_000n)).toISOString()
  return iso.replace('Z', `${(ns / 1_000n) % 1_000n}`.padStart(3, '0').concat('Z'))
}

function fromFix(messages: readonly RawMessage[]): Story {
  const [entered, ...fills] = messages.filter(({ type }) => type === '8')
  const get = (tag: number): string => entered?.get(tag) ?? ''
  assert.equal(get(150), '0')
  return {
    order: { id: get(37), clientId: get(11), quantity: get(38), entered: isoOf(get(60)) },
    trades: fills.map((it) => ({
      // The ExecID of a fill: the instrument, the trade, and the side.
      id: /^T\d+-(\d+)B$/.exec(it.get(17) ?? '')?.[1] ?? '',
      price: it.get(31) ?? '',
      quantity: it.get(32) ?? '',
      fee: it.get(137) ?? '',
      time: isoOf(it.get(60)),
    })),
  }
}

type Accepted = wire.Bodies[typeof MessageType.OrderAccepted]
type Fill = wire.Bodies[typeof MessageType.Fill]

async function fromWebSocket(client: Client, accepted: Accepted, fills: readonly Fill[]): Promise<Story> {
  const bitcoin = await client.instrument('BTCUSD')
  return {
    order: {
      id: `${accepted.orderId}`,
      clientId: accepted.request.clientId,
      quantity: bitcoin.lotsToQuantity(accepted.quantity),
      entered: microseconds(accepted.report.time),
    },
    trades: fills.map((it) => ({
      id: `${it.tradeId}`,
      price: bitcoin.ticksToPrice(it.price),
      quantity: bitcoin.lotsToQuantity(it.quantity),
      fee: formatDecimal(it.fee, BITCOIN_SCALE, BITCOIN_SCALE),
      time: microseconds(it.report.time),
    })),
  }
}

async function fromRest(rest: RestClient): Promise<Story> {
  const { data: orders } = await rest.GET('/api/v2/orders')
  const { data: trades } = await rest.GET('/api/v2/account/trades')
  const [order] = orders!.data
  assert.equal(orders!.data.length, 1)
  return {
    order: {
      id: `${order!.id}`,
      clientId: order!.client_order_id ?? '',
      quantity: order!.quantity,
      entered: order!.created_at,
    },
    // Newest first.
    trades: trades!.data
      .map((it) => ({
        id: `${it.id}`,
        price: it.price,
        quantity: it.quantity,
        fee: it.fee,
        time: it.timestamp,
      }))
      .reverse(),
  }
}

test('an order is the same over FIX, drop copy, WebSocket and REST', needsGateway, async (t) => {
  const stops = new Stops(t)
  const demo = await startDemo(stops)
  const { rest, account } = await logIn(demo)
  const operator = await Client.connect({ url: demo.url, privateKey: demo.operatorKey })
  stops.add(() => operator.close())
  const { privateKey, publicKey } = generateKey()
  const key = { publicKey, target: account, permissions: TRADES, rateLimit: 0 }
  await operator.request(MessageType.RegisterKey, key)
  const listener = await Client.connect({ url: demo.url, privateKey })
  stops.add(() => listener.close())
  const accepted: Accepted[] = []
  const fills: Fill[] = []
  listener.on('report', (report, { type }) => {
    if (type === MessageType.OrderAccepted) accepted.push(report as Accepted)
    if (type === MessageType.Fill) fills.push(report as Fill)
  })

  const [counterparty, copy] = (await startFix(stops, demo, operator, account)) as [RawClient, RawClient]
  counterparty.send('D', `11=story|55=BTCUSD|54=1|60=${now()}|38=0.01|40=1|`)
  for (const each of [counterparty, copy]) await each.wait((it) => it.get(39) === '2')
  await until(() => fills.at(-1)?.leaves === 0n)
  await until(async () => (await rest.GET('/api/v2/account/trades')).data?.data.length === fills.length)

  const told = fromFix(counterparty.received)
  assert.equal(told.order.clientId, 'story')
  assert.ok(told.trades.length > 0)
  assert.match(told.order.entered, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  assert.deepEqual(fromFix(copy.received), told)
  assert.deepEqual(await fromWebSocket(listener, accepted[0]!, fills), told)
  assert.deepEqual(await fromRest(rest), told)
})
