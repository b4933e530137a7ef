// All parts of the API, put together.
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Server as SecureServer } from 'node:tls'
import { type Access, Addresses, CONNECTIONS_PER_PEER, loadMasterKey, openAccess } from '@tapebook/access'
import { binanceRest, newVenue } from '@tapebook/binance'
import type { Client } from '@tapebook/client'
import { LpControl } from '@tapebook/fix/lp'
import { openReader, type TablesReader } from '@tapebook/projections'
import {
  AccountService,
  Entry,
  Freshness,
  MarketService,
  NO_TABLES,
  OrderLookup,
  OrderService,
  OutboxSender,
  openSandbox,
  Reference,
  Session,
  TestMoney,
  Troubles,
  WithdrawalService,
} from '@tapebook/service'
import type { Logger } from 'pino'
import { adminRoutes } from './admin/admin.ts'
import { newApp } from './http/app.ts'
import { limitConnections } from './http/connections.ts'
import { ApiMetrics } from './http/metrics.ts'
import { OperatorServer } from './http/operator-server.ts'
import { secureOptions } from './http/tls.ts'
import type { App } from './http/types.ts'
import { addVersionRule } from './http/version.ts'
import { smtpMailer } from './people/mail.ts'
import { peopleRoutes } from './people/people.ts'
import { accountRoutes } from './routes/account.ts'
import { assetRoutes } from './routes/assets.ts'
import { chartRoutes } from './routes/charts.ts'
import { exportRoutes } from './routes/exports.ts'
import { marketRoutes } from './routes/market.ts'
import { operationRoutes } from './routes/operations.ts'
import { orderRoutes } from './routes/orders.ts'
import { pageRoutes } from './routes/page.ts'
import { stockRoutes } from './routes/stocks.ts'
import { withdrawalRoutes } from './routes/withdrawals.ts'
import { sandboxGauges } from './sandbox/gauges.ts'
import { sandboxRoutes } from './sandbox/own-routes.ts'
import { makeTroubles } from './sandbox/troubles.ts'
import { guard } from './security/guard.ts'
import type { ApiSettings, Listening } from './settings.ts'
import { MarketDataStream } from './stream/market-data.ts'
import { openTracing } from './tracing/index.ts'

/** A running API. */
export interface Api {
  readonly listening: Listening
  /** For tests of what it serves: the server with its routes. */
  readonly app: App
  /** People; undefined where nobody can log on. */
  readonly access: Access | undefined
  /** Connections from now on see the certificates as their files have them now. Throws where they are none. */
  reload(): void
  /** Answers what is under way, and ends. */
  close(): Promise<void>
}

async function openPeople(
  { access }: ApiSettings,
  onTrouble: (why: string) => void,
): Promise<Access | undefined> {
  if (access === undefined) return undefined
  const { url, folder, settings, mail } = access
  return await openAccess({
    url,
    masterKey: loadMasterKey(folder),
    ...(settings && { settings }),
    ...(mail && { mailer: smtpMailer(mail, onTrouble) }),
  })
}

/** Listens, whether the exchange and the tables are there yet or not. `onTrouble` hears what is missing. */
export async function startApi(
  settings: ApiSettings,
  logger: Logger,
  onTrouble: (why: string) => void,
): Promise<Api> {
  const { url, keys, host, port, allowedOrigins } = settings
  const session = (file: string, who: string, prepare?: (client: Client) => void): Session => {
    const privateKey = readFileSync(file, 'utf8')
    return new Session({ url, privateKey }, (why) => onTrouble(`${who}: ${why}`), prepare)
  }
  const entry = new Entry()
  const reader: TablesReader | undefined =
    settings.tables === undefined ? undefined : openReader(settings.tables)
  let stream: MarketDataStream | undefined
  let refusedConnections = 0
  const sandbox = openSandbox(settings, onTrouble)
  const troubles = sandbox && new Troubles(() => sandbox.faults())
  const metrics = new ApiMetrics({
    stream_readers: { help: 'Readers of market data.', value: () => stream?.readers ?? 0 },
    connections_refused: {
      help: 'Connections closed at once, for their address had as many as it may have.',
      value: () => refusedConnections,
    },
    ...sandboxGauges(troubles),
    exchange_up: { help: 'Is there a session with the exchange?', value: () => (gateway.isLive ? 1 : 0) },
  })
  const tables = metrics.measured(reader ?? NO_TABLES)
  const freshness = new Freshness(tables)
  const tracing = await openTracing(freshness)
  const gateway: Session = session(keys.gateway, 'gateway session', (client) => {
    entry.listen(client)
    tracing?.listen(client)
    stream?.listen(client)
  })
  const operator = session(keys.operator, 'operator session')
  const approver = session(keys.approver, 'second operator session')
  const reference = new Reference(gateway)
  stream = new MarketDataStream(gateway, reference, allowedOrigins, (time) => metrics.told(time))
  const { tls, operators } = settings
  const app = await newApp({ logger, metrics, allowedOrigins, ...(tls && { tls }) })
  const operatorServer = operators && new OperatorServer(operators, app)
  app.decorateRequest('trace', null)
  tracing?.on(app)
  addVersionRule(app)
  const access = await openPeople(settings, onTrouble)
  const market = new MarketService(gateway, reference, tables, sandbox?.bars)
  const trusted = new Addresses(settings.trustedProxies)
  const { connectionsPerPeer = CONNECTIONS_PER_PEER } = settings
  limitConnections(app.server, connectionsPerPeer, trusted, () => refusedConnections++)
  const lookup = new OrderLookup(gateway, entry, tables, freshness)
  const imported = sandbox?.bars
  const venue = newVenue({
    ...{ access, session: gateway, entry, reference, market, lookup, tables, freshness, imported },
  })
  // Before the guard: it has limits, signatures and errors of its own.
  const limits = settings.binanceLimits ?? {}
  await binanceRest(app, { venue, trusted, limits, ...(troubles && { troubles }) })
  if (access !== undefined) {
    const isForOperators = operatorServer && ((request: IncomingMessage) => operatorServer.isOf(request))
    guard(app, { access, trusted, ...(isForOperators && { isForOperators }) })
    if (troubles !== undefined) makeTroubles(app, troubles)
    const outbox = new OutboxSender(access, operator, gateway, onTrouble)
    app.addHook('onClose', async () => {
      await outbox.close()
      await access.close()
    })
    const orders = new OrderService(gateway, entry, reference, tables, freshness)
    const account = new AccountService(gateway, reference, tables, freshness)
    const held = settings.withdrawals
    const lp = settings.lp === undefined ? undefined : new LpControl(settings.lp)
    const withdrawals = new WithdrawalService({ operator, reference, tables, freshness, account: held })
    orderRoutes(app, orders)
    accountRoutes(app, account, access.assets, reference)
    peopleRoutes(app, access, account, onTrouble)
    withdrawalRoutes(app, withdrawals, access)
    stockRoutes(app, orders, account)
    exportRoutes(app, orders, account)
    const money = new TestMoney({ sandbox, gateway, operator, reference })
    const sessions = { operator, approver, lp }
    const parts = { access, ...sessions, reference, tables, freshness, withdrawals: held, metrics }
    sandboxRoutes(app, adminRoutes(app, parts, money), money)
  }
  pageRoutes(app)
  marketRoutes(app, market)
  assetRoutes(app, reference, access?.assets)
  chartRoutes(app, market, reference)
  stream.on(app.server)
  operationRoutes(app, metrics, async () => ({
    exchange: gateway.isLive && operator.isLive,
    tables: await tables.place().then(
      () => true,
      () => false,
    ),
  }))
  const close = async (): Promise<void> => {
    stream.close()
    await operatorServer?.close()
    await app.close()
    await tracing?.close()
    troubles?.close()
    sandbox?.close()
    await Promise.all([gateway.close(), operator.close(), approver.close(), reader?.close()])
  }
  let operatorPort: number | undefined
  try {
    await app.listen({ host, port, backlog: 511 })
    operatorPort = await operatorServer?.listen(host)
  } catch (error) {
    await close()
    throw error
  }
  const { port: actual } = app.server.address() as AddressInfo
  const reload = (): void => {
    if (tls) (app.server as unknown as SecureServer).setSecureContext(secureOptions(tls))
    operatorServer?.reload()
  }
  const listening = { host, port: actual, ...(operatorPort !== undefined && { operatorPort }) }
  return { listening, app, access, reload, close }
}
