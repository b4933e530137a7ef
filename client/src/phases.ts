import {
  type Applied,
  BreachAction,
  InstrumentStatus,
  MessageType,
  type PlannedPhase,
} from '@tapebook/schema'
import type { Client } from './client.ts'
import type { Instrument } from './instrument.ts'
import type { RequestOptions } from './requests.ts'
import { idOf, requestOptions } from './support.ts'

/** A phase to come. */
export interface PhaseInput {
  /** When it begins, in ns since 1970. */
  time: bigint
  status: InstrumentStatus
  /** It begins at a random moment of so many ms from `time` on. */
  randomMs?: number
}

export interface SetPhaseInput extends RequestOptions {
  instrument: Instrument | number
  status: InstrumentStatus
  /** Cancel every open order of the instrument, with reason Halt. */
  cancelOrders?: boolean
}

export interface PlanPhasesInput extends RequestOptions {
  instrument: Instrument | number
  /** By ascending time; at most 128 in all. */
  phases: readonly PhaseInput[]
  /** Add to what is planned already, rather than replace it. */
  keep?: boolean
}

/** How auctions and price bands work. What is left out gets the value that a new instrument has. */
export interface TradingRulesInput extends RequestOptions {
  instrument: Instrument | number
  /** What begins when a trade would be outside a price band; a volatility auction by default. */
  breach?: BreachAction
  /** May orders of one account or self-trade group not trade with each other in an auction? */
  auctionStp?: boolean
  /** Greatest distance of a trade from the last auction's price, in ppm of it; 0, the default, for none. */
  staticBandPpm?: number
  /** Greatest distance of an auction's price from the last auction's, in ppm; 0, the default, for none. */
  auctionBandPpm?: number
  /** How long a volatility auction lasts; 120,000 by default. */
  volatilityMs?: number
  /** How long an auction goes on, once, whose price is outside its band; 120,000 by default, 0 for not at all. */
  extensionMs?: number
  /** A volatility auction and an extension end at a random moment of so many ms more; 0 by default. */
  randomMs?: number
  /** How long a halt by the band lasts; 0, the default, until somebody ends it. */
  haltMs?: number
  /** Between two indications of an auction's price; 1,000 by default. */
  indicationMs?: number
  /** So long before an auction may end no order is canceled because its session is lost; 0 by default. */
  guardMs?: number
}

/** The words of the phases. */
export const PHASE_WORDS = {
  'pre-open': InstrumentStatus.PreOpen,
  'opening-auction': InstrumentStatus.OpeningAuction,
  continuous: InstrumentStatus.Continuous,
  'volatility-auction': InstrumentStatus.VolatilityAuction,
  halted: InstrumentStatus.Halted,
  'closing-auction': InstrumentStatus.ClosingAuction,
  closed: InstrumentStatus.Closed,
  suspended: InstrumentStatus.Suspended,
  delisted: InstrumentStatus.Delisted,
} as const
export type PhaseWord = keyof typeof PHASE_WORDS

/** What one plan may hold. */
export const PLANNED_MAX = 128

/** Entries of one SetSchedule. */
const PLANNED_AT_ONCE = 16
const UNUSED: PlannedPhase = { time: 0n, status: 0, randomMs: 0 }

/** Changes an instrument's phase now, as an operator. */
export function setPhase(operator: Client, input: SetPhaseInput): Promise<Applied> {
  return operator.request(MessageType.SetInstrumentStatus, {
    ...requestOptions(input),
    instrument: idOf(input.instrument),
    status: input.status,
    cancelOrders: input.cancelOrders ? 1 : 0,
  })
}

/** Plans an instrument's phases, as an operator; those far ahead in further requests, with further client ids. */
export async function planPhases(operator: Client, input: PlanPhasesInput): Promise<void> {
  const { instrument, phases, keep = false, clientId, ...options } = input
  for (let at = 0; at === 0 || at < phases.length; at += PLANNED_AT_ONCE) {
    const part = phases.slice(at, at + PLANNED_AT_ONCE)
    await operator.request(MessageType.SetSchedule, {
      ...requestOptions(options),
      ...(clientId !== undefined && { clientId: at === 0 ? clientId : `${clientId}/${at}` }),
      instrument: idOf(instrument),
      replace: at === 0 && !keep ? 1 : 0,
      phases: Array.from({ length: PLANNED_AT_ONCE }, (_, entry) => ({ ...UNUSED, ...part[entry] })),
    })
  }
}

/** Sets how an instrument's auctions and price bands work, as an operator. */
export function setTradingRules(operator: Client, input: TradingRulesInput): Promise<Applied> {
  return operator.request(MessageType.SetTradingRules, {
    ...requestOptions(input),
    instrument: idOf(input.instrument),
    breach: input.breach ?? BreachAction.VolatilityAuction,
    auctionStp: input.auctionStp ? 1 : 0,
    staticBandPpm: input.staticBandPpm ?? 0,
    auctionBandPpm: input.auctionBandPpm ?? 0,
    volatilityMs: input.volatilityMs ?? 120_000,
    extensionMs: input.extensionMs ?? 120_000,
    randomMs: input.randomMs ?? 0,
    haltMs: input.haltMs ?? 0,
    indicationMs: input.indicationMs ?? 1_000,
    guardMs: input.guardMs ?? 0,
  })
}
