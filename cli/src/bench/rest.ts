import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { loadMasterKey, openAccess } from '@tapebook/access'
import { ApiSupervisor, enrol as enrolApi } from '@tapebook/api'
import type { Client } from '@tapebook/client'
import { withThrowawayServer } from '../child-server.ts'
import { connect } from '../connect.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { IDENTITY } from '../options.ts'
import { grouped, type Output } from '../output.ts'
import { cpuOfProcess } from './cpu.ts'
import { besideRest } from './hot-thread.ts'
import { type HttpMeasured, httpLoad, type RequestOf } from './http-load.ts'
import { orderRequests, person, readRequests, UNBOUND } from './rest-people.ts'
import { enrol, fixedRate } from './sdk.ts'

export interface RestBenchOptions {
  /** Orders a second of the open loop. */
  rate: number
  seconds: number
  connections: number
}

/** Says one figure. */
export type TellFigure = (subject: string, value: number, unit: string) => void

/** A bare Fastify route, of the checkout. */
const BARE = '../../../bench/peers/fastify.mjs'
const PEOPLE = 8
const LISTEN_MS = 60_000
/** The guard against repeats takes nothing from the second in which it began. */
const GUARD_MS = 1_100

/**
 * Signed orders over REST, by a client in this process, to an API and an exchange in processes of their own: at a fixed
 * rate beside a bare Fastify route and the durable acknowledgement of the binary port, and as many as come through; then
 * what such load costs orders on the binary port.
 */
export async function runRest(options: RestBenchOptions, output: Output): Promise<void> {
  const { rate, seconds, connections } = options
  await withThrowawayServer('disk', async ({ url, operatorKey, started, pid: exchange }) => {
    const data = String(started.data)
    const commit = process.env.TAPEBOOK_COMMIT ?? 'unknown'
    const tell: TellFigure = (subject, value, unit) =>
      output.result(
        { bench: 'rest', flow: 'orders', subject, value, unit, commit },
        () => `${subject.padEnd(57)} ${value < 100 ? value.toFixed(2) : grouped(Math.round(value))} ${unit}`,
      )
    const p99 = ({ latency }: Pick<HttpMeasured, 'latency'>): number => latency.getValueAtPercentile(99)
    const members = await enrol(url, operatorKey, PEOPLE)
    const bare = await withBareRoute((port) => httpLoad(port, bareRequest, { rate, seconds, connections }))
    await fixedRate(members, { rate, seconds: 1 })
    const binary = await fixedRate(members, { rate, seconds })
    const operator = await connect({ url, key: operatorKey })
    try {
      await withApi(url, data, operator, members[0]!.instrument, async (api) => {
        const { port, orders, reads } = api
        await httpLoad(port, orders, { rate, seconds: 2, connections })
        const rest = await httpLoad(port, orders, { rate, seconds, connections })
        // Code is warm when what it costs is counted.
        await httpLoad(port, orders, { seconds: 2, connections })
        const used = (): number[] => [process.pid, api.pid, exchange].map(cpuOfProcess)
        const before = used()
        const most = await httpLoad(port, orders, { seconds, connections })
        const cpu = used().map((us, at) => (us - before[at]!) / most.answered)
        if (rest.refused + most.refused > 0) {
          throw new CliError(`${rest.refused + most.refused} orders were refused`, ExitCode.CheckFailed)
        }
        tell(`REST order, p50 at ${rate}/s`, rest.latency.getValueAtPercentile(50), 'us')
        tell(`REST order, p99 at ${rate}/s`, p99(rest), 'us')
        tell(`bare Fastify route, p99 at ${rate}/s`, p99(bare), 'us')
        tell(`durable ack on the binary port, p99 at ${rate}/s`, p99(binary), 'us')
        tell('REST p99 against both together', p99(rest) / (p99(bare) + p99(binary)), 'x')
        tell('signed orders', most.answered / seconds, 'orders/s')
        for (const [at, who] of ['client', 'API', 'exchange'].entries()) {
          tell(`CPU of a signed order, ${who}`, cpu[at]!, 'us')
        }
        const sum = cpu.reduce((a, b) => a + b)
        tell('CPU of a signed order, all three', sum, 'us')
        const load = { rate, seconds, connections }
        await besideRest({ exchange, members, port, load, reads, orders }, tell)
      })
    } finally {
      await Promise.all(members.map(({ client }) => client.close()))
      await operator.close()
    }
  })
}

interface Served {
  readonly port: number
  readonly pid: number
  readonly orders: RequestOf
  readonly reads: RequestOf
}

/** Runs with an API beside an exchange, and people with keys. */
async function withApi(
  url: string,
  data: string,
  operator: Client,
  id: number,
  run: (api: Served) => Promise<void>,
): Promise<void> {
  const instrument = (await operator.instruments()).find((it) => it.id === id)!
  const enrolment = enrolApi(data)
  await enrolment.register(operator)
  const people = { url: join(data, IDENTITY), folder: data, settings: UNBOUND }
  const settings = { url, keys: enrolment.keys, access: people, host: '127.0.0.1', port: 0 }
  const troubles: string[] = []
  const api = new ApiSupervisor(
    { ...settings, trustedProxies: [], allowedOrigins: [], logLevel: 'error' },
    (why) => troubles.push(why),
  )
  const access = await openAccess({ ...people, masterKey: loadMasterKey(data) })
  try {
    const port = (await api.listening(LISTEN_MS))?.port
    const { pid } = api
    if (port === undefined || pid === undefined) throw new CliError(troubles.join('; '), ExitCode.Internal)
    const signers = await Promise.all(
      Array.from({ length: PEOPLE }, (_, at) => person(access, operator, instrument, at)),
    )
    await sleep(GUARD_MS)
    const [orders, reads] = [orderRequests(signers, instrument), readRequests(signers, instrument)]
    await run({ port, pid, orders, reads })
  } finally {
    await api.stop()
    await access.close()
  }
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
