import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client, publicKeyOf } from '@tapebook/client'
import type { Server } from '@tapebook/server'
import { type Command, Option } from 'commander'
import { addCertificateOptions, type CertificateOptions, certificatesOf } from '../certificates.ts'
import { cliEntry } from '../child-server.ts'
import { type Demo, startDemo } from '../demo.ts'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import { Fix } from '../fix.ts'
import { Http, hostInUrl, mailOf } from '../http.ts'
import { readKey, readPublicKey, writeKey } from '../keys.ts'
import { Lp } from '../lp.ts'
import {
  DEFAULT_DATA,
  databaseOption,
  identityOption,
  jsonOption,
  OPERATOR_KEY,
  portNumber,
  retainOption,
  wholeNumber,
} from '../options.ts'
import { Output } from '../output.ts'
import { existingFolder, holdsJournal } from '../paths.ts'
import { beginsSandbox, markSandbox } from '../sandbox.ts'
import { Streams } from '../streams.ts'
import { Tables } from '../tables.ts'
import { lpConfigOption, lpDatabaseOption } from './fix-lp.ts'

interface StartOptions extends CertificateOptions {
  data: string
  host: string
  port: number
  feedPort?: number
  metricsPort: number
  http: boolean
  httpPort: number
  httpOrigin: string[]
  httpProxy: string[]
  connectionsPerAddress: number
  streams: boolean
  streamsPort: number
  fixPort?: number
  fixClientCa?: string
  secondFactor?: 'required' | 'off'
  identity?: string
  mail?: string
  mailFrom?: string
  policy: 'disk' | 'memory'
  operatorKey?: string
  snapshotMinutes: number
  segmentMib: number
  itchDatagramsTo?: string
  itchRequestsAt?: string
  itchConnectionsAt?: string
  projections: boolean
  database?: string
  retain?: string
  lpConfig?: string
  lpDatabase?: string
  demo?: boolean
  sandbox?: boolean
  json?: boolean
}

export function addStartCommand(program: Command): void {
  const command = program
    .command('start')
    .description('open an exchange: recover the journal of a folder, or begin one, and take connections')
    .option('--data <dir>', 'folder of journal, snapshots and events', DEFAULT_DATA)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'binary gateway; 0 for a free port', portNumber, 8082)
    .option(
      '--feed-port <number>',
      'the same for many readers of market data, by a process of its own; 0 for a free port',
      portNumber,
    )
    .option('--http-port <number>', 'REST, /docs and streams for people; 0 for a free port', portNumber, 8080)
    .option('--no-http', 'without them, and without streams')
    .option(
      '--streams-port <number>',
      'streams and WebSocket API that clients of Binance speak; 0 for a free port',
      portNumber,
      8081,
    )
    .option('--no-streams', 'without those')
    .option('--fix-port <number>', 'also take counterparties over FIX; 0 for a free port', portNumber)
    .option('--fix-client-ca <file>', 'with TLS: authority of the certificates that they show')
    .option('--http-origin <origin>', 'pages of this origin may use them; may be repeated', collect, [])
    .addOption(
      new Option(
        '--second-factor <rule>',
        'to trade and withdraw over HTTP a second factor is needed (default: required; off with --demo)',
      ).choices(['required', 'off']),
    )
    .option('--http-proxy <address>', 'a proxy whose word on who asks counts; may be repeated', collect, [])
    .option(
      '--connections-per-address <number>',
      'HTTP connections, and those of streams, that one address may have at once; a proxy as many as there are',
      wholeNumber(1, 1_000_000),
      1_000,
    )
    .addOption(identityOption())
    .addOption(
      new Option(
        '--mail <url>',
        'server that sends mails of sign-ups and passwords: smtp://… or smtps://… (default: no mails)',
      ).env('TAPEBOOK_MAIL'),
    )
    .option('--mail-from <address>', 'address that they come from')
  addCertificateOptions(command)
    .option(
      '--metrics-port <number>',
      '/metrics and /health of the exchange; 0 for a free port',
      portNumber,
      8083,
    )
    .addOption(
      new Option('--policy <policy>', 'acknowledge after the command is on disk, or at once')
        .choices(['disk', 'memory'])
        .default('disk'),
    )
    .option(
      '--operator-key <file>',
      `first operator's key of a new journal (default: made as DIR/${OPERATOR_KEY})`,
    )
    .option(
      '--snapshot-minutes <number>',
      'also make a snapshot this often; 0 for never',
      wholeNumber(0, 100_000),
      0,
    )
    .option('--segment-mib <number>', 'MiB of a journal segment made from now on', wholeNumber(1, 4_096), 64)
    .option(
      '--itch-datagrams-to <address:port>',
      'ITCH feed of stocks over MoldUDP64: a multicast group or one host',
    )
    .option(
      '--itch-requests-at <address:port>',
      'where its datagrams can be asked for again; port 0 for a free one',
    )
    .option('--itch-connections-at <address:port>', 'ITCH feed over SoupBinTCP; port 0 for a free one')
    .option('--no-projections', 'without tables of orders, trades and balances for queries')
    .addOption(databaseOption())
    .addOption(retainOption())
    .addOption(lpConfigOption())
    .addOption(lpDatabaseOption())
    .option('--demo', 'with demo instruments, accounts and a moving market')
    .option(
      '--sandbox',
      'a place to try bots: test money and faults; for a folder that was begun so (--demo begins one)',
    )
    .option('--no-sandbox', 'none of it, with --demo too')
    .addOption(jsonOption())
    .action(start)
}

const collect = (value: string, before: string[]): string[] => [...before, value]

async function start(options: StartOptions): Promise<void> {
  const output = new Output(options.json)
  const { tls } = certificatesOf(options)
  mailOf(options)
  const begins = beginsSandbox(options)
  const { operatorFile, operatorKey } = operatorKeyOf(options)
  const tables = await Tables.of(options)
  const lp = await Lp.of(options)
  const http = new Http(options)
  const streams = new Streams(options)
  const fix = new Fix(options)
  const gauges = (): Record<string, number> => ({
    ...http.gauges(),
    ...streams.gauges(),
    ...fix.gauges(),
    ...lp.gauges(),
  })
  const server = await open(options, operatorKey, tables, gauges)
  await markSandbox(options, begins, server)
  tables.start()
  lp.start()
  const url = `${tls ? 'wss' : 'ws'}://${hostInUrl(server.host)}:${server.port}`
  const localUrl = tls ? `ws://127.0.0.1:${server.localPort}` : url
  await http.start(localUrl, operatorFile, lp.socket)
  await Promise.all([streams.start(localUrl), fix.start(localUrl)])
  if (tls || options.adminPort !== undefined) {
    process.on('SIGHUP', () => {
      http.reload()
      streams.reload()
    })
  }
  http.onceListening(() => {
    const row = { event: 'http', http_port: http.listening?.port }
    output.result(row, () => httpLines(http).join('\n'))
  })
  report(server, url, options, operatorFile, { http, streams, fix }, output)
  const stopped = stopSignal()
  const demo = options.demo
    ? await startDemoOn(localUrl, url, options, operatorFile, { http, streams }, server, output)
    : undefined
  output.note('Ctrl-C drains and stops.')
  await stopped
  await demo?.stop()
  await Promise.all([http.stop(), streams.stop(), fix.stop(), lp.stop()])
  await server.close()
  await tables.stop()
  output.result({ event: 'stopped' }, () => 'stopped')
}

/** The operator's key file, and its public half where a new journal needs it. */
function operatorKeyOf({ data, operatorKey }: StartOptions): {
  operatorFile?: string
  operatorKey?: Uint8Array
} {
  if (existsSync(data)) existingFolder(data)
  // Read before the folder is made, so that a wrong name leaves nothing behind.
  if (operatorKey !== undefined) return { operatorFile: operatorKey, operatorKey: readPublicKey(operatorKey) }
  try {
    mkdirSync(data, { recursive: true })
  } catch (error) {
    throw usageError(`cannot make the folder ${data}: ${sentenceOf(error)}`)
  }
  const operatorFile = join(data, OPERATOR_KEY)
  if (existsSync(operatorFile)) return { operatorFile, operatorKey: readPublicKey(operatorFile) }
  if (holdsJournal(data)) return {}
  return { operatorFile, operatorKey: publicKeyOf(writeKey(operatorFile)) }
}

async function open(
  options: StartOptions,
  operatorKey: Uint8Array | undefined,
  tables: Tables,
  gauges: () => Record<string, number>,
): Promise<Server> {
  const { newLogger, startServer } = await import('@tapebook/server')
  const { data: directory, host, port, metricsPort, policy, snapshotMinutes, segmentMib } = options
  const { tls } = certificatesOf(options)
  const { feedPort, itchDatagramsTo, itchRequestsAt, itchConnectionsAt } = options
  try {
    return await startServer({
      directory,
      host,
      port,
      metricsHost: host,
      metricsPort,
      policy,
      snapshotMinutes,
      segmentBytes: segmentMib * 2 ** 20,
      cliEntry,
      handleSignals: false,
      moreGauges: (durable) => ({ ...tables.gauges(durable), ...gauges() }),
      // People are told below what the log would tell them.
      logger: newLogger(process.env.TAPEBOOK_LOG ?? (options.json ? 'info' : 'warn')),
      ...(tls && { tls }),
      ...(operatorKey && { operatorKey }),
      ...(feedPort !== undefined && { feedPort }),
      ...(itchDatagramsTo !== undefined && { itchDatagramsTo }),
      ...(itchRequestsAt !== undefined && { itchRequestsAt }),
      ...(itchConnectionsAt !== undefined && { itchConnectionsAt }),
    })
  } catch (error) {
    throw new CliError(`the exchange did not open: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  }
}

function report(
  server: Server,
  url: string,
  options: StartOptions,
  operatorFile: string | undefined,
  { http, streams, fix }: { http: Http; streams: Streams; fix: Fix },
  to: Output,
): void {
  const { host, port, metricsPort, policy, lineage, recovery } = server
  const row = {
    event: 'started',
    url,
    host,
    port,
    feed_port: server.feedPort,
    // null: it is on its way, and a line of its own tells when it is up.
    http_port: http.isStarting ? null : (http.listening?.port ?? 0),
    admin_port: http.listening?.operatorPort ?? 0,
    streams_port: streams.port,
    fix_port: fix.port,
    metrics_port: metricsPort,
    policy,
    data: options.data,
    lineage,
    recovery,
    itch: server.itch ?? null,
    sandbox: options.sandbox === true,
    operator_key: operatorFile ?? null,
    pid: process.pid,
  }
  const policyText =
    policy === 'disk'
      ? 'disk (acknowledged once on disk)'
      : 'MEMORY (a crash of the machine loses acknowledged orders)'
  const lines = [
    `Tapebook is open.`,
    `  gateway   ${url}`,
    ...httpLines(http),
    ...(streams.url === undefined ? [] : [`  streams   ${streams.url}`]),
    ...(fix.port === 0 ? [] : [`  fix       ${host}:${fix.port}`]),
    `  metrics   http://${hostInUrl(host)}:${metricsPort}/metrics`,
    `  policy    ${policyText}`,
    `  data      ${options.data} (journal ${lineage})`,
    `  recovery  ${recoveryText(recovery)}`,
    ...(server.feedPort === 0
      ? []
      : [
          `  feeds     ${options.tlsCert === undefined ? 'ws' : 'wss'}://${hostInUrl(host)}:${server.feedPort}`,
        ]),
    ...itchLines(server),
    ...(options.sandbox
      ? ['  sandbox   test money, faults and imported history: tapebook sandbox --help']
      : []),
    ...(operatorFile ? [`  operator  ${operatorFile}`] : []),
  ]
  to.result(row, () => lines.join('\n'))
}

/** Where the API is, if there is one. */
function httpLines({ page, operators, isStarting }: Http): string[] {
  return [
    ...(isStarting ? ['  http      is still starting; a line here tells when it is up'] : []),
    ...(page === undefined ? [] : [`  http      ${page} (${page}/docs)`]),
    ...(operators === undefined ? [] : [`  operators ${operators}/admin`]),
  ]
}

/** Where the ITCH feed is, if there is one. */
function itchLines({ itch }: Server): string[] {
  if (itch === undefined) return []
  const { session, requests_at, connections_at } = itch
  const places = [
    ...(connections_at === null ? [] : [`connections ${connections_at}`]),
    ...(requests_at === null ? [] : [`requests ${requests_at}`]),
  ]
  return [`  itch      ${[`session ${session}`, ...places].join(', ')}`]
}

/** What recovery did, in words. */
export function recoveryText(recovery: Readonly<Record<string, unknown>>): string {
  if (recovery.created === true) return 'nothing to recover: a new journal'
  const { snapshot, commands_replayed, last_sequence, generation, cut, snapshots_passed_over } = recovery
  const from = Number(snapshot) > 0 ? `snapshot after command ${snapshot}` : 'no snapshot'
  const ms = Number(recovery.load_ms ?? 0) + Number(recovery.replay_ms ?? 0)
  const words = [
    `start ${generation}: ${from}, ${commands_replayed} commands replayed in ${ms} ms, up to ${last_sequence}`,
  ]
  if (typeof cut === 'string') words.push(`torn tail cut: ${cut}`)
  if (Array.isArray(snapshots_passed_over) && snapshots_passed_over.length > 0) {
    words.push(`PASSED OVER: ${snapshots_passed_over.join(', ')}`)
  }
  return words.join('; ')
}

async function startDemoOn(
  localUrl: string,
  url: string,
  { data, identity }: StartOptions,
  operatorFile: string | undefined,
  { http, streams }: { http: Http; streams: Streams },
  server: Server,
  output: Output,
): Promise<Demo> {
  try {
    if (operatorFile === undefined) {
      throw usageError(`the demo needs the operator's key of ${data}: name it with --operator-key FILE`)
    }
    const operator = await Client.connect({
      url: localUrl,
      privateKey: readKey(operatorFile),
      reconnect: false,
    })
    const pages = { page: http.page, streams: streams.url }
    return await startDemo({ localUrl, url, data, identity, ...pages, operator, output })
  } catch (error) {
    await server.close()
    throw error
  }
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
async function stopSignal(): Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  await Promise.race([once(process, 'SIGINT', { signal }), once(process, 'SIGTERM', { signal })])
  stop.abort()
}
