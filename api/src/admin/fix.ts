// Sessions to liquidity providers: /fix and /admin/fix (FX-10). The gateway is a process of its own that may be away.
import { Type } from '@sinclair/typebox'
import { LpAway, type LpControl, LpRefused, type SessionView } from '@tapebook/fix/lp'
import { ApiError } from '@tapebook/service'
import { Data, Nullable, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import type { Desk } from './desk.ts'
import { Reasoned, security, tags, words } from './schemas.ts'

const STATES = ['disconnected', 'connecting', 'connected', 'failed'] as const

const SessionId = Type.String({
  description: 'Id of the session in the configuration.',
  pattern: '^[A-Za-z0-9_-]{1,32}$',
  examples: ['YOFX1'],
})
const Seconds = (description: string, example: number) => Type.Integer({ description, examples: [example] })
const When = (description: string) => Nullable(Time(description))

const health = {
  id: SessionId,
  state: words(STATES, 'FX-08.'),
  since: Time('When it came into that state.'),
  connected_at: When('Last log-on; null for none since the gateway started.'),
  uptime_seconds: Type.Number({
    description: 'Connected since the gateway started, in all.',
    examples: [86.5],
  }),
  failed_tries: Type.Integer({ description: 'In a row.', examples: [0] }),
  next_try_at: When('null where nobody plans one.'),
  reconnects: Type.Integer({ examples: [1] }),
  error: Nullable(Type.String({ description: 'Why it last failed or was lost.' })),
  quotes_per_minute: Type.Integer({ examples: [1_247] }),
  active_symbols: Type.Integer({ description: 'With a quote younger than 5 s.', examples: [2] }),
  last_quote_at: When('Time of the last quote.'),
  latency_ms: Nullable(
    Type.Number({ description: 'From the last order to its provider’s first word.', examples: [12.3] }),
  ),
}
const HealthView = Type.Object(health)
const SessionRow = Type.Object({
  ...health,
  type: words(['trading', 'quotes'], 'What it is for.'),
  sender_comp_id: Type.String({ examples: ['YOFX1'] }),
  target_comp_id: Type.String({ examples: ['YOFX'] }),
  host: Type.String({ examples: ['127.0.0.1'] }),
  port: Type.Integer({ examples: [12_336] }),
  heartbeat_interval: Seconds('In seconds.', 30),
  reconnect_interval: Seconds('Before the first try again, in seconds.', 5),
  max_reconnects: Type.Integer({ description: 'Tries in a row before it is given up.', examples: [10] }),
  next_out: Type.Integer({ description: 'Number of the next message out.', examples: [12] }),
  next_in: Type.Integer({ description: 'Number of the next message in.', examples: [34] }),
  symbols: Type.Array(Type.String(), { examples: [['EURUSD']] }),
})
const StatusView = Type.Object({
  gateway: words(
    ['up', 'down', 'none'],
    'none: the exchange was started without liquidity providers; down: its process is on its way.',
  ),
  connected: Type.Integer({ description: 'Sessions that are.', examples: [2] }),
  sessions: Type.Array(HealthView),
})

const timeOf = (ms: number): string => new Date(ms).toISOString()
const whenOf = (ms: number | null): string | null => (ms === null ? null : timeOf(ms))

const healthOf = (it: SessionView) => ({
  id: it.id,
  state: it.state.toLowerCase() as (typeof STATES)[number],
  since: timeOf(it.since),
  connected_at: whenOf(it.connectedAt),
  uptime_seconds: it.upMs / 1_000,
  failed_tries: it.failedTries,
  next_try_at: whenOf(it.againAt),
  reconnects: it.reconnects,
  error: it.error,
  quotes_per_minute: it.quotesPerMinute,
  active_symbols: it.activeSymbols,
  last_quote_at: whenOf(it.lastQuoteAt),
  latency_ms: it.latencyMs,
})

const sessionOf = (it: SessionView) => ({
  ...healthOf(it),
  type: it.type as 'trading' | 'quotes',
  sender_comp_id: it.senderCompID,
  target_comp_id: it.targetCompID,
  host: it.host,
  port: it.port,
  heartbeat_interval: it.heartbeatInterval,
  reconnect_interval: it.reconnectInterval,
  max_reconnects: it.maxReconnects,
  next_out: it.nextOut,
  next_in: it.nextIn,
  symbols: [...it.symbols],
})

/** What the gateway refuses, or that it is away, as the API says it. */
async function asked<T>(ask: Promise<T>): Promise<T> {
  try {
    return await ask
  } catch (error) {
    if (error instanceof LpRefused && error.code === 'UNKNOWN_SESSION')
      throw new ApiError('NOT_FOUND', 'session', 'There is no such session.')
    if (error instanceof LpAway) throw new ApiError('PROVIDERS_UNAVAILABLE')
    throw error
  }
}

export function fixRoutes(app: App, desk: Desk): void {
  const { lp } = desk.parts
  const control = (): LpControl => {
    if (lp === undefined)
      throw new ApiError('NOT_FOUND', 'session', 'The exchange was started without liquidity providers.')
    return lp
  }
  const status = async () => {
    if (lp === undefined) return { gateway: 'none' as const, connected: 0, sessions: [] }
    try {
      const sessions = (await lp.sessions()).map(healthOf)
      const connected = sessions.filter(({ state }) => state === 'connected').length
      return { gateway: 'up' as const, connected, sessions }
    } catch (error) {
      if (error instanceof LpAway) return { gateway: 'down' as const, connected: 0, sessions: [] }
      throw error
    }
  }
  for (const base of ['/fix', '/admin/fix']) {
    app.get(
      `${base}/status`,
      {
        config: { needs: 'fix.read' },
        schema: {
          tags,
          security,
          summary: 'Health of the sessions to liquidity providers',
          response: replies(200, Data(StatusView)),
        },
      },
      async () => ({ data: await status() }),
    )
    app.post(
      `${base}/connect`,
      {
        config: { needs: 'fix.control' },
        schema: {
          tags,
          security,
          summary: 'Connect a session to a liquidity provider',
          body: Strict({ session: SessionId }, { examples: [{ session: 'YOFX1' }] }),
          response: replies(200, Data(SessionRow)),
        },
      },
      async (request) => {
        const { session } = request.body
        const before = await asked(control().session(session))
        const deed = {
          action: 'FIX_SESSION_CONNECTED',
          resource: 'FIX_SESSION',
          resourceId: session,
          before: { state: before.state },
          after: { state: 'Connected' },
        }
        await desk.act(request, deed, async () => void (await asked(control().connect(session))))
        return { data: sessionOf(await asked(control().session(session))) }
      },
    )
    app.post(
      `${base}/disconnect`,
      {
        config: { needs: 'fix.control' },
        schema: {
          tags,
          security,
          summary: 'Log a session to a liquidity provider out; it stays so until somebody connects it',
          body: Reasoned({ session: SessionId }, { session: 'YOFX1' }),
          response: replies(200, Data(SessionRow)),
        },
      },
      async (request) => {
        const { session, reason } = request.body
        const before = await asked(control().session(session))
        const deed = {
          action: 'FIX_SESSION_DISCONNECTED',
          resource: 'FIX_SESSION',
          resourceId: session,
          before: { state: before.state },
          after: { state: 'Disconnected' },
          reason,
        }
        await desk.act(request, deed, async () => void (await asked(control().disconnect(session))))
        return { data: sessionOf(await asked(control().session(session))) }
      },
    )
  }
  app.get(
    '/fix/sessions',
    {
      config: { needs: 'fix.read' },
      schema: {
        tags,
        security,
        summary: 'Sessions to liquidity providers, without their secrets',
        response: replies(200, Data(Type.Array(SessionRow))),
      },
    },
    async () => ({ data: lp === undefined ? [] : (await asked(lp.sessions())).map(sessionOf) }),
  )
}
