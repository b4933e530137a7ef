// Limits, risk groups and kill switches: /admin/limits, /admin/risk-groups, /admin/kill-switches.
import { Type } from '@sinclair/typebox'
import type { Json } from '@tapebook/access'
import {
  kill,
  LIMIT_SCOPE_WORDS,
  LimitScope,
  LimitScopeName,
  type Limits,
  type LimitsInForce,
  type LimitsQuestion,
  release,
  SCOPE_WORDS,
  type ScopeWord,
  scopeTarget,
  setGroupOwner,
  setLimits,
  setRiskGroup,
} from '@tapebook/client'
import { settingsOf } from '@tapebook/projections'
import { ApiError, isoTime, pageOf, readCursor, writeCursor } from '@tapebook/service'
import { Data, Decimal, Nullable, Page, PageQuery, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { PAGE } from '../settings.ts'
import type { Desk } from './desk.ts'
import { AccountParams, Reasoned, security, tags, U32, Whole, words } from './schemas.ts'

const MILLION = 1_000_000

const LimitFields = {
  order_value: Type.Optional(Decimal('Largest value of one order, in dollars.', '100000')),
  position: Type.Optional(Decimal('Largest value of a position, open orders included.', '500000')),
  daily_volume: Type.Optional(Decimal('Most traded from 00:00 UTC on.', '1000000')),
  open_orders: Type.Optional(Whole('Most open orders.', U32, 200, 1)),
  impact_ppm: Type.Optional(
    Whole('How far from the best price an order may trade, in millionths.', U32, 20_000, 1),
  ),
  deviation_ppm: Type.Optional(
    Whole('How far from the reference a limit may be, in millionths.', U32, 100_000, 1),
  ),
  day_trades: Type.Optional(Whole('Most day trades from 00:00 UTC on.', U32, 3, 1)),
  rate: Type.Optional(
    Strict({
      orders: Whole('Most orders in the window.', MILLION, 100, 1),
      window_ms: Whole('The window.', 3_600_000, 1_000, 1),
    }),
  ),
}
const LimitsBody = Reasoned(LimitFields, { order_value: '100000', daily_volume: '1000000' })
const LimitsView = Type.Object({
  scope: Type.String({ examples: ['account'] }),
  name: Type.String({ description: 'Its number; the symbol of an instrument.', examples: ['17'] }),
  limits: Type.Object(LimitFields),
  counted: Nullable(
    Type.Object({ volume: Type.String(), day_trades: Type.Integer(), open_orders: Type.Integer() }),
  ),
})

const Name = Type.String({
  description: 'Its number; the symbol of an instrument.',
  minLength: 1,
  maxLength: 24,
  examples: ['17'],
})
const LimitParams = Strict({ scope: words(LIMIT_SCOPE_WORDS, 'Whose.'), name: Name })
const KillParams = Strict({ scope: words(SCOPE_WORDS, 'What to stop.'), name: Name })
const switchFields = {
  scope: Type.String({ examples: ['account'] }),
  name: Type.String({ examples: ['17'] }),
  engaged: Type.Boolean({ description: 'Is it stopped?' }),
}
const SwitchView = Type.Object(switchFields)
const UsedSwitchView = Type.Object({ ...switchFields, changed_at: Time('The last time.') })
const GroupParams = Strict({
  group: Type.Integer({ description: 'Number of the risk group.', minimum: 1, maximum: U32, examples: [7] }),
})

type LimitWords = Omit<(typeof LimitsBody)['static'], 'reason'>

const toLimits = (it: LimitWords): Limits => ({
  ...(it.order_value !== undefined && { orderValue: it.order_value }),
  ...(it.position !== undefined && { position: it.position }),
  ...(it.daily_volume !== undefined && { dailyVolume: it.daily_volume }),
  ...(it.open_orders !== undefined && { openOrders: it.open_orders }),
  ...(it.impact_ppm !== undefined && { impactPpm: it.impact_ppm }),
  ...(it.deviation_ppm !== undefined && { deviationPpm: it.deviation_ppm }),
  ...(it.day_trades !== undefined && { dayTrades: it.day_trades }),
  ...(it.rate !== undefined && { rate: { orders: it.rate.orders, windowMs: it.rate.window_ms } }),
})

const fromLimits = (it: Limits): LimitWords => ({
  ...(it.orderValue !== undefined && { order_value: it.orderValue }),
  ...(it.position !== undefined && { position: it.position }),
  ...(it.dailyVolume !== undefined && { daily_volume: it.dailyVolume }),
  ...(it.openOrders !== undefined && { open_orders: it.openOrders }),
  ...(it.impactPpm !== undefined && { impact_ppm: it.impactPpm }),
  ...(it.deviationPpm !== undefined && { deviation_ppm: it.deviationPpm }),
  ...(it.dayTrades !== undefined && { day_trades: it.dayTrades }),
  ...(it.rate !== undefined && { rate: { orders: it.rate.orders, window_ms: it.rate.windowMs } }),
})

/** `RiskGroup` as `risk-group`. */
const wordOf = (name: string | undefined): string =>
  (name ?? '').replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
/** `risk-group` as `RiskGroup`. */
const nameOf = (word: ScopeWord): string =>
  word.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase())

/** What a scope and a name mean: the instrument, or the number. */
async function named(desk: Desk, scope: ScopeWord, name: string) {
  if (scope === 'instrument') return await desk.instrument(name)
  if (!/^\d{1,9}$/.test(name))
    throw new ApiError('INVALID_FIELD', 'name', `A ${scope} is named by its number.`)
  return Number(name)
}

export function riskRoutes(app: App, desk: Desk): void {
  limitRoutes(app, desk)
  killRoutes(app, desk)
  groupRoutes(app, desk)
}

function limitRoutes(app: App, desk: Desk): void {
  const { operator } = desk.parts
  const ask = async (question: LimitsQuestion) => {
    const [found, instruments] = await operator.ask((client) =>
      Promise.all([client.limits(question), client.instruments()]),
    )
    return found.map((it: LimitsInForce) => {
      const symbol =
        it.scope === LimitScope.Instrument ? instruments.find(({ id }) => id === it.id)?.symbol : undefined
      const isCounted = it.scope !== LimitScope.Tier && it.scope !== LimitScope.Instrument
      const { volume, dayTrades, openOrders } = it.counted
      return {
        scope: wordOf(LimitScopeName[it.scope]),
        name: symbol ?? String(it.id),
        limits: fromLimits(it.limits),
        counted: isCounted ? { volume, day_trades: dayTrades, open_orders: openOrders } : null,
      }
    })
  }
  app.get(
    '/admin/limits',
    {
      config: { needs: 'risk.read' },
      schema: {
        tags,
        security,
        summary: 'All limits that are set',
        response: replies(200, Data(Type.Array(LimitsView))),
      },
    },
    async () => ({ data: await ask('all') }),
  )
  app.get(
    '/admin/limits/:scope/:name',
    {
      config: { needs: 'risk.read' },
      schema: {
        tags,
        security,
        summary: 'Limits of somebody; of an account all that bind it',
        params: LimitParams,
        response: replies(200, Data(Type.Array(LimitsView))),
      },
    },
    async ({ params: { scope, name } }) => {
      const of = await named(desk, scope, name)
      return {
        data: await ask(scope === 'account' ? { account: Number(of) } : { setFor: scopeTarget(scope, of) }),
      }
    },
  )
  app.put(
    '/admin/limits/:scope/:name',
    {
      config: { needs: 'risk.update' },
      schema: {
        tags,
        security,
        summary: 'Set all limits of somebody: those that are left out are taken away',
        params: LimitParams,
        body: LimitsBody,
        response: replies(200, Data(Type.Array(LimitsView))),
      },
    },
    async (request) => {
      const { scope, name } = request.params
      const { reason, ...wanted } = request.body
      const target = scopeTarget(scope, await named(desk, scope, name))
      const [known] = await operator.ask((client) => client.limits({ setFor: target }))
      const words = {
        action: 'LIMITS_SET',
        resource: 'LIMITS',
        resourceId: `${scope}/${name}`,
        before: fromLimits(known?.limits ?? {}) as Record<string, Json>,
        after: wanted as Record<string, Json>,
        reason,
      }
      await desk.run(request, words, (client) => setLimits(client, target, toLimits(wanted)))
      return { data: await ask({ setFor: target }) }
    },
  )
}

function killRoutes(app: App, desk: Desk): void {
  app.get(
    '/admin/kill-switches',
    {
      config: { needs: 'risk.read' },
      schema: {
        tags,
        security,
        summary: 'Kill switches that were ever used, the last one first',
        querystring: Strict(PageQuery),
        response: replies(200, Page(UsedSwitchView)),
      },
    },
    async ({ query: { limit = PAGE, cursor } }) => {
      const [before] = cursor === undefined ? [] : readCursor(cursor, 1)
      const rows = await desk.fromTables((tables) =>
        settingsOf(tables, 'kill-switch', { limit: limit + 1, ...(before !== undefined && { before }) }),
      )
      const instruments = await desk.parts.operator.ask((client) => client.instruments())
      const view = async ({ subject, value, changedAt }: (typeof rows)[number]) => {
        const [scope = '', id = ''] = subject.split('/')
        const symbol =
          scope === 'Instrument' ? instruments.find((it) => it.id === Number(id))?.symbol : undefined
        const engaged = value.engaged === true
        return { scope: wordOf(scope), name: symbol ?? id, engaged, changed_at: isoTime(changedAt) }
      }
      return await pageOf(rows, limit, view, ({ sequence }) => writeCursor(sequence))
    },
  )
  app.put(
    '/admin/kill-switches/:scope/:name',
    {
      config: { needs: 'risk.update' },
      schema: {
        tags,
        security,
        summary: 'Stop somebody at once, or let them go on',
        description: 'Stopping cancels every open order that it covers, and again if it is on already.',
        params: KillParams,
        body: Reasoned(
          { engaged: Type.Boolean({ description: 'true stops, false lets go on.' }) },
          { engaged: true },
        ),
        response: replies(200, Data(SwitchView)),
      },
    },
    async (request) => {
      const { scope, name } = request.params
      const { engaged, reason } = request.body
      const of = await named(desk, scope, name)
      const target = scopeTarget(scope, of)
      const id = typeof of === 'number' ? of : of.id
      const words = {
        action: engaged ? 'TRADING_STOPPED' : 'TRADING_RELEASED',
        resource: 'KILL_SWITCH',
        resourceId: `${scope}/${name}`,
        before: await desk.before('kill-switch', `${nameOf(scope)}/${id}`),
        after: { engaged },
        reason,
      }
      await desk.run(request, words, (client) => (engaged ? kill : release)(client, target))
      return { data: { scope, name, engaged } }
    },
  )
}

function groupRoutes(app: App, desk: Desk): void {
  app.put(
    '/admin/accounts/:account/risk-group',
    {
      config: { needs: 'risk.update' },
      schema: {
        tags,
        security,
        summary: 'Put an account in a risk group, whose limits and kill switch it shares; 0 takes it out',
        params: AccountParams,
        body: Reasoned({ group: Whole('Number of the group; 0 for none.', U32, 7) }, { group: 7 }),
        response: replies(200, Data(Type.Object({ account: Type.Integer(), group: Type.Integer() }))),
      },
    },
    async (request) => {
      const { group, reason } = request.body
      const { account } = await desk.account(desk.actor(request), request.params.account)
      const words = {
        action: 'RISK_GROUP_SET',
        resource: 'ACCOUNT',
        resourceId: String(account),
        before: await desk.before('risk-group', account),
        after: { group },
        reason,
      }
      await desk.run(request, words, (client) => setRiskGroup(client, account, group))
      return { data: { account, group } }
    },
  )
  app.put(
    '/admin/risk-groups/:group/owner',
    {
      config: { needs: 'risk.update' },
      schema: {
        tags,
        security,
        summary: 'Give a risk group to a member; 0 takes it back',
        params: GroupParams,
        body: Reasoned({ member: Whole('Session of a registered key; 0 for none.', U32, 4) }, { member: 4 }),
        response: replies(200, Data(Type.Object({ group: Type.Integer(), member: Type.Integer() }))),
      },
    },
    async (request) => {
      const { group } = request.params
      const { member, reason } = request.body
      const words = {
        action: 'RISK_GROUP_OWNER_SET',
        resource: 'RISK_GROUP',
        resourceId: String(group),
        before: await desk.before('group-owner', group),
        after: { member },
        reason,
      }
      await desk.run(request, words, (client) => setGroupOwner(client, group, member))
      return { data: { group, member } }
    },
  )
}
