import { readFileSync } from 'node:fs'
import {
  BreachAction,
  type Calendar,
  CalendarError,
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
import { Argument, type Command, Option } from 'commander'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import { wholeNumber } from '../options.ts'
import { instrumentOf, type SessionFlags, sessionCommand, withSession } from './session.ts'

const DAY_MS = 86_400_000
const MILLION = 1_000_000

export function addPhaseCommands(program: Command): void {
  const phase = program.command('phase').description('move instruments from phase to phase, as an operator')
  sessionCommand(phase, 'set')
    .description('change the phase of an instrument now')
    .argument('<symbol>', 'instrument, such as BTCUSD')
    .addArgument(new Argument('<phase>', 'what begins').choices(Object.keys(PHASE_WORDS)))
    .option('--cancel-orders', 'cancel every open order of the instrument')
    .action(set)
  sessionCommand(phase, 'plan')
    .description('plan the phases of an instrument by a calendar, in place of what was planned')
    .argument('<symbol>', 'instrument, such as BTCUSD')
    .requiredOption('--calendar <file>', 'time zone, phases of a day, holidays and half days (JSON)')
    .option('--days <number>', 'how many days from today on', wholeNumber(1, 366), 7)
    .option('--dry-run', 'print the plan and send nothing')
    .action(plan)
  sessionCommand(phase, 'rules')
    .description('set how auctions and price bands of an instrument work; what is not named gets its default')
    .argument('<symbol>', 'instrument, such as BTCUSD')
    .addOption(
      new Option('--breach <action>', 'what begins when a trade would be outside a band')
        .choices(['auction', 'halt'])
        .default('auction'),
    )
    .option('--static-band <ppm>', 'distance of a trade from the last auction', wholeNumber(0, MILLION), 0)
    .option('--auction-band <ppm>', 'distance of an auction from the last one', wholeNumber(0, MILLION), 0)
    .option('--volatility <ms>', 'length of a volatility auction', wholeNumber(1, DAY_MS), 120_000)
    .option('--extension <ms>', 'how long an auction goes on, once', wholeNumber(0, DAY_MS), 120_000)
    .option('--random <ms>', 'random end of both', wholeNumber(0, DAY_MS), 0)
    .option('--halt <ms>', 'length of a halt; 0 until somebody ends it', wholeNumber(0, DAY_MS), 0)
    .option('--indication <ms>', 'between two indicative prices', wholeNumber(10, 60_000), 1_000)
    .option(
      '--guard <ms>',
      'so long before an auction may end lost sessions keep their orders until it is over',
      wholeNumber(0, DAY_MS),
      5_000,
    )
    .option('--auction-stp', 'own orders pass each other by in auctions')
    .action(rules)
}

async function set(symbol: string, phase: PhaseWord, flags: SessionFlags & { cancelOrders?: boolean }) {
  await withSession(flags, async (client, output) => {
    const instrument = await instrumentOf(client, symbol)
    const status = PHASE_WORDS[phase]
    await setPhase(client, { instrument, status, cancelOrders: flags.cancelOrders === true })
    // An auction whose orders only meet outside its band ends in a halt.
    const now = InstrumentStatusName[(await instrumentOf(client, symbol)).status]
    output.result(
      { event: 'phase', symbol: instrument.symbol, phase: now },
      () => `${instrument.symbol} is in phase ${now}`,
    )
  })
}

interface PlanFlags extends SessionFlags {
  calendar: string
  days: number
  dryRun?: boolean
}

async function plan(symbol: string, flags: PlanFlags) {
  const phases = planned(flags.calendar, flags.days)
  if (phases.length > PLANNED_MAX)
    throw usageError(`${phases.length} phases are more than the ${PLANNED_MAX} of a plan: name fewer --days`)
  await withSession(flags, async (client, output) => {
    const instrument = await instrumentOf(client, symbol)
    if (!flags.dryRun) await planPhases(client, { instrument, phases })
    for (const { time, status, randomMs = 0 } of phases) {
      const begins = new Date(Number(time / 1_000_000n)).toISOString()
      const phase = InstrumentStatusName[status]
      output.result(
        { event: 'planned', symbol: instrument.symbol, phase, begins, random_ms: randomMs },
        () => `${begins}  ${phase}${randomMs > 0 ? `, up to ${randomMs} ms later` : ''}`,
      )
    }
  })
}

function planned(file: string, days: number): PhaseInput[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError(`cannot read the calendar ${file}: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  }
  try {
    const calendar = JSON.parse(text) as Calendar
    if (typeof calendar?.timeZone !== 'string' || !Array.isArray(calendar.phases))
      throw new CalendarError('it needs a "timeZone" and "phases"')
    return phasesOf(calendar, BigInt(Date.now()) * 1_000_000n, days)
  } catch (error) {
    if (!(error instanceof CalendarError) && !(error instanceof SyntaxError)) throw error
    throw new CliError(`${file} is no calendar: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  }
}

interface RulesFlags extends SessionFlags {
  breach: 'auction' | 'halt'
  staticBand: number
  auctionBand: number
  volatility: number
  extension: number
  random: number
  halt: number
  indication: number
  guard: number
  auctionStp?: boolean
}

async function rules(symbol: string, flags: RulesFlags) {
  await withSession(flags, async (client, output) => {
    const instrument = await instrumentOf(client, symbol)
    await setTradingRules(client, {
      instrument,
      breach: flags.breach === 'halt' ? BreachAction.Halt : BreachAction.VolatilityAuction,
      auctionStp: flags.auctionStp === true,
      staticBandPpm: flags.staticBand,
      auctionBandPpm: flags.auctionBand,
      volatilityMs: flags.volatility,
      extensionMs: flags.extension,
      randomMs: flags.random,
      haltMs: flags.halt,
      indicationMs: flags.indication,
      guardMs: flags.guard,
    })
    output.result(
      { event: 'rules', symbol: instrument.symbol },
      () => `the rules of ${instrument.symbol} are set`,
    )
  })
}
