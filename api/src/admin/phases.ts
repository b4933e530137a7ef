// Phases of instruments: /admin/symbols/…/phase, enable, disable, calendars and rules of auctions.
import { Type } from '@sinclair/typebox'
import {
  BreachAction,
  type Calendar,
  CalendarError,
  type Client,
  type Instrument,
  InstrumentStatus,
  InstrumentStatusName,
  PHASE_WORDS,
  type PhaseInput,
  type PhaseWord,
  PLANNED_MAX,
  phasesOf,
  planPhases,
  setPhase,
  setTradingRules,
} from '@tapebook/client'
import { ApiError, isoTime, snake } from '@tapebook/service'
import type { FastifyRequest } from 'fastify'
import { Data, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import type { Desk } from './desk.ts'
import { Reasoned, SymbolParams, security, tags, Whole, words } from './schemas.ts'

const DAY_MS = 86_400_000
const MILLION = 1_000_000
const NS_PER_MS = 1_000_000n

/** Delisting is a deed of its own, for fewer people. */
const WORDS = (Object.keys(PHASE_WORDS) as PhaseWord[]).filter((it) => it !== 'delisted')
const PhaseView = Type.Object({
  symbol: Type.String({ examples: ['BTCUSD'] }),
  phase: Type.String({ examples: ['halted'] }),
})

const CalendarPhaseBody = Strict({
  at: Type.String({ description: 'By the clock on the wall.', maxLength: 8, examples: ['09:30'] }),
  phase: Type.Unsafe<keyof typeof InstrumentStatus>(
    Type.String({ enum: Object.keys(InstrumentStatus), examples: ['Continuous'] }),
  ),
  randomMs: Type.Optional(Whole('It begins at a random moment of so many ms from then on.', DAY_MS, 30_000)),
})
const CalendarBody = Strict(
  {
    timeZone: Type.String({ maxLength: 64, examples: ['America/New_York'] }),
    days: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7, uniqueItems: true }),
    ),
    phases: Type.Array(CalendarPhaseBody, { maxItems: 32 }),
    holidays: Type.Optional(
      Type.Array(Type.String({ maxLength: 10, examples: ['2026-12-25'] }), { maxItems: 500 }),
    ),
    halfDays: Type.Optional(
      Type.Record(Type.String({ maxLength: 10 }), Type.Array(CalendarPhaseBody, { maxItems: 32 }), {
        maxProperties: 500,
      }),
    ),
  },
  { description: 'As `tapebook phase plan --calendar` reads it.' },
)
const CALENDAR = {
  timeZone: 'America/New_York',
  phases: [
    { at: '09:25', phase: 'OpeningAuction' },
    { at: '09:30', phase: 'Continuous', randomMs: 30_000 },
    { at: '16:00', phase: 'Closed' },
  ],
  holidays: ['2026-12-25'],
}
const PlannedView = Type.Object({
  phase: Type.String({ examples: ['opening_auction'] }),
  begins_at: Time('When it begins.'),
  random_ms: Type.Integer({ examples: [0] }),
})

const Ppm = (description: string) =>
  Type.Optional(Whole(`${description}, in millionths; 0 for none.`, MILLION, 0))
const Ms = (description: string, example: number, least = 0, most = DAY_MS) =>
  Type.Optional(Whole(`${description}, in ms.`, most, example, least))
const RulesBody = Reasoned(
  {
    breach: Type.Optional(
      words(['auction', 'halt'] as const, 'What begins when a trade would be outside a band.'),
    ),
    auction_stp: Type.Optional(
      Type.Boolean({ description: 'Do own orders pass each other by in auctions?' }),
    ),
    static_band_ppm: Ppm('Distance of a trade from the last auction'),
    auction_band_ppm: Ppm('Distance of an auction from the last one'),
    volatility_ms: Ms('Length of a volatility auction', 120_000, 1),
    extension_ms: Ms('How long an auction goes on, once', 120_000),
    random_ms: Ms('Random end of both', 30_000),
    halt_ms: Ms('Length of a halt; 0 until somebody ends it', 0),
    indication_ms: Ms('Between two indicative prices', 1_000, 10, 60_000),
    guard_ms: Ms('So long before an auction may end lost sessions keep their orders', 5_000),
  },
  { breach: 'auction', static_band_ppm: 100_000, volatility_ms: 120_000 },
)

const phaseOf = ({ status }: Instrument): string => snake(InstrumentStatusName[status] ?? '')

function planned(calendar: Calendar, days: number): PhaseInput[] {
  let phases: PhaseInput[]
  try {
    phases = phasesOf(calendar, BigInt(Date.now()) * NS_PER_MS, days)
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error
    throw new ApiError('INVALID_FIELD', 'calendar', `${error.message}.`)
  }
  if (phases.length <= PLANNED_MAX) return phases
  throw new ApiError(
    'INVALID_FIELD',
    'days',
    `A plan holds at most ${PLANNED_MAX} phases, not ${phases.length}.`,
  )
}

export function phaseRoutes(app: App, desk: Desk): void {
  const change = async (
    request: FastifyRequest,
    {
      symbol,
      phase,
      cancels,
      reason,
    }: { symbol: string; phase: PhaseWord; cancels: boolean; reason: string },
  ) => {
    const instrument = await desk.instrument(symbol)
    const deed = {
      action: 'PHASE_CHANGED',
      resource: 'SYMBOL',
      resourceId: symbol,
      before: { phase: phaseOf(instrument) },
      after: { phase: snake(InstrumentStatusName[PHASE_WORDS[phase]] ?? ''), cancel_orders: cancels },
      reason,
    }
    const ask = (client: Client) =>
      setPhase(client, { instrument, status: PHASE_WORDS[phase], cancelOrders: cancels })
    await desk.run(request, deed, ask)
    // An auction whose orders only meet outside its band ends in a halt.
    return { symbol, phase: phaseOf(await desk.instrument(symbol)) }
  }
  const config = { needs: 'instruments.phase' } as const
  app.put(
    '/admin/symbols/:symbol/phase',
    {
      config,
      schema: {
        tags,
        security,
        summary: 'Change the phase of an instrument now: halt, resume, suspend, begin or end an auction',
        params: SymbolParams,
        body: Reasoned(
          {
            phase: words(WORDS, 'What begins.'),
            cancel_orders: Type.Optional(
              Type.Boolean({ description: 'Cancel every open order.', default: false }),
            ),
          },
          { phase: 'halted' },
        ),
        response: replies(200, Data(PhaseView)),
      },
    },
    async (request) => {
      const { phase, cancel_orders: cancels = false, reason } = request.body
      return { data: await change(request, { symbol: request.params.symbol, phase, cancels, reason }) }
    },
  )
  for (const [word, phase, summary] of [
    ['enable', 'continuous', 'Let an instrument trade'],
    ['disable', 'suspended', 'Suspend an instrument: cancels are taken, nothing else'],
  ] as const) {
    app.post(
      `/admin/symbols/:symbol/${word}`,
      {
        config,
        schema: {
          tags,
          security,
          summary,
          params: SymbolParams,
          body: Reasoned({}, {}),
          response: replies(200, Data(PhaseView)),
        },
      },
      async (request) => {
        const { symbol } = request.params
        return { data: await change(request, { symbol, phase, cancels: false, reason: request.body.reason }) }
      },
    )
  }
  planRoutes(app, desk)
}

function planRoutes(app: App, desk: Desk): void {
  app.put(
    '/admin/symbols/:symbol/calendar',
    {
      config: { needs: 'instruments.update' },
      schema: {
        tags,
        security,
        summary: 'Plan the phases of an instrument by a calendar, in place of what was planned',
        params: SymbolParams,
        body: Reasoned(
          { calendar: CalendarBody, days: Type.Optional(Whole('From today on.', 366, 7, 1)) },
          { calendar: CALENDAR, days: 7 },
        ),
        response: replies(200, Data(Type.Array(PlannedView))),
      },
    },
    async (request) => {
      const { calendar, days = 7, reason } = request.body
      const phases = planned(calendar, days)
      const instrument = await desk.instrument(request.params.symbol)
      const deed = {
        action: 'CALENDAR_SET',
        resource: 'SYMBOL',
        resourceId: instrument.symbol,
        before: await desk.before('schedule', instrument.id),
        after: { calendar: { ...calendar }, days, phases: phases.length },
        reason,
      }
      await desk.run(request, deed, (client) => planPhases(client, { instrument, phases }))
      const data = phases.map(({ time, status, randomMs = 0 }) => ({
        phase: snake(InstrumentStatusName[status] ?? ''),
        begins_at: isoTime(time),
        random_ms: randomMs,
      }))
      return { data }
    },
  )
  app.put(
    '/admin/symbols/:symbol/trading-rules',
    {
      config: { needs: 'instruments.update' },
      schema: {
        tags,
        security,
        summary: 'Set how auctions and price bands work; what is left out gets its default',
        params: SymbolParams,
        body: RulesBody,
        response: replies(200, Data(PhaseView)),
      },
    },
    async (request) => {
      const { reason, ...it } = request.body
      const instrument = await desk.instrument(request.params.symbol)
      const deed = {
        action: 'TRADING_RULES_SET',
        resource: 'SYMBOL',
        resourceId: instrument.symbol,
        before: await desk.before('trading-rules', instrument.id),
        after: it,
        reason,
      }
      const rules = {
        instrument,
        breach: it.breach === 'halt' ? BreachAction.Halt : BreachAction.VolatilityAuction,
        ...(it.auction_stp !== undefined && { auctionStp: it.auction_stp }),
        ...(it.static_band_ppm !== undefined && { staticBandPpm: it.static_band_ppm }),
        ...(it.auction_band_ppm !== undefined && { auctionBandPpm: it.auction_band_ppm }),
        ...(it.volatility_ms !== undefined && { volatilityMs: it.volatility_ms }),
        ...(it.extension_ms !== undefined && { extensionMs: it.extension_ms }),
        ...(it.random_ms !== undefined && { randomMs: it.random_ms }),
        ...(it.halt_ms !== undefined && { haltMs: it.halt_ms }),
        ...(it.indication_ms !== undefined && { indicationMs: it.indication_ms }),
        ...(it.guard_ms !== undefined && { guardMs: it.guard_ms }),
      }
      await desk.run(request, deed, (client) => setTradingRules(client, rules))
      return { data: { symbol: instrument.symbol, phase: phaseOf(instrument) } }
    },
  )
}
