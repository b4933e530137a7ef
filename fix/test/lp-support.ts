// A simulated provider and a gateway that connects to it, for tests.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { freePort, newDirectory, until } from '@tapebook/testing'
import { parseLpConfig } from '../src/lp/config.ts'
import { LpGateway, type LpGatewayOptions } from '../src/lp/gateway.ts'
import type { LpOrder } from '../src/lp/outcome.ts'
import type { ToldEvent } from '../src/lp/store.ts'
import { isFixBuilt } from '../src/native.ts'
import { Provider } from '../src/provider/provider.ts'
import { parseScript, type Step } from '../src/provider/script.ts'

export const needsFix = isFixBuilt() ? {} : { skip: 'the FIX addon is not built' }

export const scriptOf = (port: number, orders: readonly Step[], more: object = {}): object => ({
  port,
  compID: 'YOFX',
  customers: { YOFX1: {}, YOFX2: {} },
  symbols: { 'EUR/USD': { mid: '1.1', spread: '0.0002' }, 'GBP/USD': { mid: '1.3', spread: '0.0004' } },
  quoteMs: 20,
  orders,
  ...more,
})

const common = { targetCompID: 'YOFX', host: '127.0.0.1', reconnectInterval: 1, logonTimeout: 20 }
const symbols = { EURUSD: 'EUR/USD', GBPUSD: 'GBP/USD' }
export const tradingSession = (port: number, more: object = {}): object => ({
  ...common,
  ...{ id: 'YOFX1', type: 'trading', senderCompID: 'YOFX1', port, symbols },
  ...more,
})
export const quotesSession = (port: number, more: object = {}): object => ({
  ...common,
  ...{ id: 'YOFX2', type: 'quotes', senderCompID: 'YOFX2', port, symbols },
  ...more,
})

export interface Desk {
  readonly port: number
  readonly folder: string
  readonly gateway: LpGateway
  readonly events: ToldEvent[]
  readonly troubles: string[]
  provider: Provider
  /** Ends the provider and starts it again, on the same numbers. */
  restartProvider(): Promise<void>
  /** The order as soon as it is in one of these states, or settled where that is asked for. */
  orderIn(id: string, states: readonly string[]): Promise<LpOrder>
  connected(id?: string): Promise<void>
}

export interface DeskOptions {
  readonly sessions?: (port: number) => readonly object[]
  readonly script?: object
  readonly gateway?: Partial<LpGatewayOptions>
}

/** A provider with that script and a gateway to it, connected. */
export async function openDesk(
  t: TestContext,
  orders: readonly Step[],
  options: DeskOptions = {},
): Promise<Desk> {
  const port = await freePort()
  const running: { provider?: Provider; gateway?: LpGateway } = {}
  const folder = newDirectory(t, async () => {
    await Promise.all([running.gateway?.close(), running.provider?.stop()])
  })
  const script = parseScript(JSON.stringify(scriptOf(port, orders, options.script)))
  const store = join(folder, 'provider')
  if (!existsSync(store)) mkdirSync(store)
  const startProvider = (): Provider => {
    running.provider = Provider.start({ script, host: '127.0.0.1', folder: store })
    return running.provider
  }
  const provider = startProvider()
  const sessions = options.sessions?.(port) ?? [tradingSession(port)]
  const events: ToldEvent[] = []
  const troubles: string[] = []
  const gateway = await LpGateway.start({
    sessions: parseLpConfig(JSON.stringify({ sessions })),
    folder: join(folder, 'lp'),
    database: join(folder, 'lp.db'),
    onTrouble: (why) => troubles.push(why),
    onEvent: (event) => events.push(event),
    random: () => 0,
    ...options.gateway,
  })
  running.gateway = gateway
  const desk: Desk = {
    port,
    folder,
    gateway,
    events,
    troubles,
    provider,
    async restartProvider() {
      await desk.provider.stop()
      desk.provider = startProvider()
    },
    async orderIn(id, states) {
      let found = await gateway.order(id)
      await until(async () => {
        found = await gateway.order(id)
        return states.includes(found.state) || (states.includes('settled') && found.isSettled)
      })
      return found
    },
    connected: (id = 'YOFX1') => until(() => gateway.session(id).state === 'Connected', 60_000),
  }
  return desk
}
