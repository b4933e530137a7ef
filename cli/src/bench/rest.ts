import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Access, loadMasterKey, MAIN_TENANT, openAccess, systemActor } from '@tapebook/access'
import { ApiSupervisor, enrol as enrolApi } from '@tapebook/api'
import { type Client, type Instrument, MessageType } from '@tapebook/client'
import { withThrowawayServer } from '../child-server.ts'
import { connect } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { IDENTITY } from '../options.ts'
import { grouped, type Output } from '../output.ts'
import { type HttpMeasured, httpLoad, type RequestOf } from './http-load.ts'
import { enrol, fixedRate } from './sdk.ts'

export interface RestBenchOptions {
  /** Orders a second of the open loop. */
  rate: number
  seconds: number
  connections: number
}

/** A bare Fastify route, of the checkout. */
const BARE = '../../../bench/peers/fastify.mjs'
const PEOPLE = 8
const PASSWORD = 'correct horse battery'
const MANY = { capacity: 1e9, perSecond: 1e9 }
const SETTINGS = {
  secondFactor: 'off',
  passwords: { memoryKib: 64, passes: 1, atOnce: 2, waitingMax: 64 },
  limits: { peer: MANY, user: MANY, account: MANY, key: MANY, endpoints: {} },
} as const
const LISTEN_MS = 60_000
const WAIT_MS = 60_000

interface Signer {
  readonly keyId: string
  readonly secret: string
}

/**
 * Signed orders over REST, by a client in this process, to an API and an exchange in processes of their own: at a fixed
 * rate beside a bare Fastify route and the durable acknowledgement of the binary port, and as many as come through.
 */
export async function runRest(options: RestBenchOptions, output: Output): Promise<void> {
  const { rate, seconds, connections } = options
  await withThrowawayServer('disk', async ({ url, operatorKey, started }) => {
    const data = String(started.data)
    const tell = (subject: string, value: number, unit: string): void =>
      output.result(
        {
          bench: 'rest',
          flow: 'orders',
          subject,
          value,
          unit,
          commit: process.env.TAPEBOOK_COMMIT ?? 'unknown',
        },
        () => `${subject.padEnd(44)} ${value < 100 ? value.toFixed(2) : grouped(Math.round(value))} ${unit}`,
      )
    const p99 = ({ latency }: Pick<HttpMeasured, 'latency'>): number => latency.getValueAtPercentile(99)
    const members = await enrol(url, operatorKey, PEOPLE)
    const bare = await withBareRoute((port) => httpLoad(port, bareRequest, { rate, seconds, connections }))
    await fixedRate(members, { rate, seconds: 1 })
    const binary = await fixedRate(members, { rate, seconds })
    const { instrument: id } = members[0]!
    await Promise.all(members.map(({ client }) => client.close()))
    const operator = await connect({ url, key: operatorKey })
    const instrument = (await operator.instruments()).find((it) => it.id === id)!
    const enrolment = enrolApi(data)
    await enrolment.register(operator)
    const people = { url: join(data, IDENTITY), folder: data, settings: SETTINGS }
    const settings = { url, keys: enrolment.keys, access: people, host: '127.0.0.1', port: 0 }
    const troubles: string[] = []
    const api = new ApiSupervisor(
      { ...settings, trustedProxies: [], allowedOrigins: [], logLevel: 'error' },
      (why) => troubles.push(why),
    )
    const access = await openAccess({ ...people, masterKey: loadMasterKey(data) })
    try {
      const port = (await api.listening(LISTEN_MS))?.port
      if (port === undefined) throw new CliError(troubles.join('; '), ExitCode.Internal)
      const signers = await Promise.all(
        Array.from({ length: PEOPLE }, (_, at) => person(access, operator, instrument, at)),
      )
      const orders = orderRequests(signers, instrument)
      await httpLoad(port, orders, { rate, seconds: 2, connections })
      const rest = await httpLoad(port, orders, { rate, seconds, connections })
      const most = await httpLoad(port, orders, { seconds, connections })
      if (rest.refused + most.refused > 0) {
        throw new CliError(`${rest.refused + most.refused} orders were refused`, ExitCode.CheckFailed)
      }
      tell(`REST order, p50 at ${rate}/s`, rest.latency.getValueAtPercentile(50), 'us')
      tell(`REST order, p99 at ${rate}/s`, p99(rest), 'us')
      tell(`bare Fastify route, p99 at ${rate}/s`, p99(bare), 'us')
      tell(`durable ack on the binary port, p99 at ${rate}/s`, p99(binary), 'us')
      tell('REST p99 against both together', p99(rest) / (p99(bare) + p99(binary)), 'x')
      tell('signed orders', most.answered / seconds, 'orders/s')
    } finally {
      await api.stop()
      await access.close()
      await operator.close()
    }
  })
}

const bareRequest: RequestOf = () =>
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'

async function withBareRoute<T>(run: (port: number) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(BARE, import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    return await run(Number(line))
  } finally {
    child.kill()
  }
}

/** Somebody with an account, money, and a key that signs. */
async function person(
  access: Access,
  operator: Client,
  { baseAsset, quoteAsset }: Instrument,
  at: number,
): Promise<Signer> {
  const visitor = { peer: '127.0.0.1', agent: 'bench' }
  const email = `bench${at}@example.org`
  await access.users.create(systemActor(MAIN_TENANT, 'bench'), { email, password: PASSWORD })
  for (let waited = 0; waited < WAIT_MS; waited += 200) {
    const { accessToken } = await access.logIn.logIn(visitor, { email, password: PASSWORD })
    const principal = await access.tokens.verify(accessToken)
    const [own] = principal.accounts
    if (own !== undefined) {
      for (const asset of [baseAsset, quoteAsset]) {
        await operator.request(MessageType.Deposit, { target: own.account, asset, amount: 10n ** 24n })
      }
      const actor = { principal, ...visitor }
      const { key, secret } = await access.keys.create(actor, {
        name: 'bench',
        kind: 'HMAC',
        scopes: ['trade'],
      })
      return { keyId: key.id, secret: secret! }
    }
    await sleep(200)
  }
  throw new CliError('an account was not opened', ExitCode.Internal)
}

/** Orders, every second one against the one before; signed as they are sent. */
function orderRequests(signers: readonly Signer[], instrument: Instrument): RequestOf {
  const common = {
    pair: instrument.symbol,
    type: 'limit',
    price: instrument.ticksToPrice(1_000_000n),
    quantity: instrument.lotsToQuantity(1n),
  }
  const [buy, sell] = (['buy', 'sell'] as const).map((side) => JSON.stringify({ ...common, side }))
  const word = Date.now().toString(36)
  return (number) => {
    const { keyId, secret } = signers[number % signers.length]!
    const side = (number % 2 === 0 ? buy : sell) ?? ''
    const body = `${side.slice(0, -1)},"client_order_id":"${word}-${process.hrtime.bigint().toString(36)}-${number}"}`
    const timestamp = Date.now()
    const signature = createHmac('sha256', secret)
      .update(`${timestamp}\n\nPOST\n/api/v2/orders\n${body}`)
      .digest('hex')
    return `POST /api/v2/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Api-Key: ${keyId}\r\nX-Timestamp: ${timestamp}\r\nX-Signature: ${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  }
}
