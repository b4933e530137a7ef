// What operators of a sandbox set there: test money, and what goes wrong for those who try their bots.
import { Type } from '@sinclair/typebox'
import { ApiError, checkFaults, type Faults, isoTime, type TestMoney, unitsOf } from '@tapebook/service'
import { Data, Decimal, Nullable, Number_, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import type { Desk } from './desk.ts'
import { Reason, Reasoned, security, tags, Whole } from './schemas.ts'

const Percent = Type.Number({
  description: 'Share of requests that is answered 429, in per cent.',
  minimum: 0,
  maximum: 100,
  examples: [5],
})
const Latency = Whole('How much later answers come, in ms.', 30_000, 150)
const OfRequests = Strict({ refuse_percent: Percent, latency_ms: Latency })

const FAULTS = {
  rest: OfRequests,
  ws_api: OfRequests,
  streams: Strict({
    latency_ms: Latency,
    disconnect_s: Whole(
      'How long connections of streams and the WebSocket API live on average, in seconds; 0 for as long as they like.',
      86_400,
      60,
    ),
  }),
  retry_after_s: Whole('What a 429 says in Retry-After, in seconds.', 86_400, 2, 1),
  strikes: Whole(
    'Requests before that time is over after which an address is banned; 0 for never.',
    1_000,
    5,
  ),
  ban_s: Whole('For how long, in seconds; it is answered 418 meanwhile.', 86_400, 30, 1),
}
const EXAMPLE = {
  rest: { refuse_percent: 5, latency_ms: 150 },
  ws_api: { refuse_percent: 5, latency_ms: 150 },
  streams: { latency_ms: 100, disconnect_s: 60 },
  ...{ retry_after_s: 2, strikes: 5, ban_s: 30 },
}

const File = Type.Object({
  name: Type.String({ examples: ['BTCUSDT-1m-2026-01.csv'] }),
  symbol: Nullable(Type.String({ examples: ['BTCUSD'] })),
  interval_s: Type.Integer({ examples: [60] }),
  bars: Type.Integer({ examples: [44_640] }),
  from: Time('Of the first bar.'),
  to: Time('Of the last one.'),
})
const View = Type.Object({
  lineage: Type.String({ description: 'Journal that the mark names.', examples: ['8d1f2c'] }),
  opened_at: Type.Integer({ description: 'When it began, in ms since 1970.', examples: [1_767_323_045_000] }),
  faults: Strict(FAULTS),
  files: Type.Array(File),
})
const Rule = Type.Object({
  asset: Type.String({ examples: ['USD'] }),
  start: Number_('What an account has after a reset.', '100000'),
  daily: Number_('What the faucet gives an account in a day at most.', '100000'),
})

export function sandboxAdminRoutes(app: App, desk: Desk, money: TestMoney): void {
  const { reference } = desk.parts
  app.get(
    '/admin/sandbox',
    {
      config: { needs: 'sandbox.read' },
      schema: { tags, security, summary: 'What is set in the sandbox', response: replies(200, Data(View)) },
    },
    async () => {
      const { sandbox } = money
      const symbols = new Map((await reference.markets()).map(({ instrument: it }) => [it.id, it.symbol]))
      return {
        data: {
          lineage: sandbox.lineage,
          opened_at: sandbox.openedAt,
          faults: sandbox.faults(),
          files: sandbox.bars.files().map(({ name, instrument, intervalS, bars, firstAt, lastAt }) => ({
            ...{ name, symbol: symbols.get(instrument) ?? null, interval_s: intervalS, bars },
            ...{ from: isoTime(firstAt), to: isoTime(lastAt) },
          })),
        },
      }
    },
  )
  app.put(
    '/admin/sandbox/faults',
    {
      config: { needs: 'sandbox.update' },
      schema: {
        tags,
        security,
        summary: 'Set what goes wrong for clients, all of it',
        description: 'In force within a second, for REST, the WebSocket API and streams; never for /admin.',
        body: Reasoned(FAULTS, EXAMPLE),
        response: replies(200, Data(Strict(FAULTS))),
      },
    },
    async (request) => {
      const { reason, ...faults } = request.body
      const { sandbox } = money
      const [wrong] = checkFaults(faults satisfies Faults)
      if (wrong !== undefined) throw new ApiError('INVALID_FIELD', wrong.field)
      const deed = {
        action: 'SANDBOX_FAULTS_SET',
        resource: 'SANDBOX',
        resourceId: sandbox.lineage,
        before: { ...sandbox.faults() },
        after: faults,
      }
      await desk.once(desk.actor(request, reason), deed, async () => {
        sandbox.setFaults(faults)
        return 0n
      })
      return { data: faults }
    },
  )
  app.put(
    '/admin/sandbox/assets/:asset',
    {
      config: { needs: 'sandbox.update' },
      schema: {
        tags,
        security,
        summary: 'Set how much test money of an asset there is',
        params: Strict({ asset: Type.String({ minLength: 1, maxLength: 16, examples: ['USD'] }) }),
        body: Strict(
          {
            start: Decimal('What an account has after a reset.', '50000'),
            daily: Decimal('What the faucet gives an account in a day at most.', '10000'),
            reason: Reason,
          },
          { examples: [{ start: '50000', daily: '10000', reason: 'smaller accounts' }] },
        ),
        response: replies(200, Data(Rule)),
      },
    },
    async (request) => {
      const { sandbox } = money
      const asset = await reference.asset(request.params.asset)
      const { reason, ...body } = request.body
      const rule = { start: unitsOf(asset, body.start, 'start'), daily: unitsOf(asset, body.daily, 'daily') }
      const words = ({ start, daily }: typeof rule) => ({
        start: asset.format(start),
        daily: asset.format(daily),
      })
      const deed = {
        action: 'SANDBOX_ASSET_SET',
        resource: 'ASSET',
        resourceId: asset.code,
        before: words(await money.rule(asset)),
        after: words(rule),
      }
      await desk.once(desk.actor(request, reason), deed, async () => {
        sandbox.setRule(asset.id, rule)
        return 0n
      })
      return { data: { asset: asset.code, ...words(rule) } }
    },
  )
}
