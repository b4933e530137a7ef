// All parts of the API, put together.
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { openReader, type TablesReader } from '@tapebook/projections'
import type { Logger } from 'pino'
import { newApp } from './http/app.ts'
import { ApiMetrics } from './http/metrics.ts'
import type { App } from './http/types.ts'
import { marketRoutes } from './routes/market.ts'
import { operationRoutes } from './routes/operations.ts'
import { NO_TABLES } from './service/history.ts'
import { MarketService } from './service/market.ts'
import { Reference } from './service/reference.ts'
import { Session } from './service/session.ts'
import type { ApiSettings, Listening } from './settings.ts'

/** A running API. */
export interface Api {
  readonly listening: Listening
  /** For tests of what it serves: the server with its routes. */
  readonly app: App
  /** Answers what is under way, and ends. */
  close(): Promise<void>
}

/** Listens, whether the exchange and the tables are there yet or not. `onTrouble` hears what is missing. */
export async function startApi(
  settings: ApiSettings,
  logger: Logger,
  onTrouble: (why: string) => void,
): Promise<Api> {
  const { url, keys, host, port, allowedOrigins } = settings
  const session = (file: string, who: string): Session => {
    const privateKey = readFileSync(file, 'utf8')
    return new Session({ url, privateKey }, (why) => onTrouble(`${who}: ${why}`))
  }
  const gateway = session(keys.gateway, 'gateway session')
  const operator = session(keys.operator, 'operator session')
  const reader: TablesReader | undefined =
    settings.tables === undefined ? undefined : openReader(settings.tables)
  const tables = reader ?? NO_TABLES
  const reference = new Reference(gateway)
  const metrics = new ApiMetrics({
    exchange_up: { help: 'Is there a session with the exchange?', value: () => (gateway.isLive ? 1 : 0) },
  })
  const app = await newApp({ logger, metrics, allowedOrigins })
  marketRoutes(app, new MarketService(gateway, reference, tables))
  operationRoutes(app, metrics, async () => ({
    exchange: gateway.isLive && operator.isLive,
    tables: await tables.place().then(
      () => true,
      () => false,
    ),
  }))
  const close = async (): Promise<void> => {
    await app.close()
    await Promise.all([gateway.close(), operator.close(), reader?.close()])
  }
  try {
    await app.listen({ host, port, backlog: 511 })
  } catch (error) {
    await close()
    throw error
  }
  const { port: actual } = app.server.address() as AddressInfo
  return { listening: { host, port: actual }, app, close }
}
