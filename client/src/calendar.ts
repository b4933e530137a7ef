import { InstrumentStatus } from '@tapebook/schema'
import type { PhaseInput } from './phases.ts'

/** A phase of a trading day, by the clock on the wall. */
export interface CalendarPhase {
  /** `"09:30"` or `"09:30:00"`. */
  at: string
  phase: keyof typeof InstrumentStatus
  /** It begins at a random moment of so many ms from then on. */
  randomMs?: number
}

/** When a venue trades. */
export interface Calendar {
  /** Of the IANA data base, such as "America/New_York". */
  timeZone: string
  /** Days of the week that are traded, 1 for Monday to 7 for Sunday; Monday to Friday by default. */
  days?: readonly number[]
  /** A day's phases, by ascending time. */
  phases: readonly CalendarPhase[]
  /** Dates without trading, such as "2026-12-25". */
  holidays?: readonly string[]
  /** Days with phases of their own, by date. */
  halfDays?: Readonly<Record<string, readonly CalendarPhase[]>>
}

const WEEKDAYS = [1, 2, 3, 4, 5]
const DAY_MS = 86_400_000
const NS_PER_MS = 1_000_000n
const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/

/** A calendar that cannot be read, and why. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError'
}

/** A date's ms at 00:00, as if it were in UTC. */
function dayOf(date: string): number {
  const day = DATE.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== date)
    throw new CalendarError(`${JSON.stringify(date)} is no date such as "2026-12-25"`)
  return day
}

function timeOf(text: string): number {
  const [, hours, minutes, seconds = '0'] = TIME.exec(text) ?? []
  if (hours === undefined) throw new CalendarError(`${JSON.stringify(text)} is no time such as "09:30"`)
  return (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
}

/** A time zone's clock. */
class Clock {
  readonly #format: Intl.DateTimeFormat

  constructor(timeZone: string) {
    try {
      this.#format = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
    } catch {
      throw new CalendarError(`${JSON.stringify(timeZone)} is no time zone such as "America/New_York"`)
    }
  }

  /** What the clock shows at a moment, as if it were in UTC; whole seconds. */
  shows(moment: number): number {
    const parts = new Map(this.#format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    const of = (part: Intl.DateTimeFormatPartTypes): number => parts.get(part) ?? 0
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  }

  /**
   * The moment at which it shows this: the first of two where clocks go back, as long after the change as it would
   * have been where they go forward and skip it.
   */
  moment(shown: number): number {
    const offsets = [-DAY_MS, DAY_MS].map((away) => this.shows(shown + away) - (shown + away))
    const candidates = offsets.map((offset) => shown - offset).sort((a, b) => a - b)
    return candidates.find((it) => this.shows(it) === shown) ?? shown - offsets[0]!
  }
}

/**
 * The phases of the days from the one that holds `from` on (ns since 1970), those that began before it left out. A
 * holiday has none: the close before it lasts.
 */
export function phasesOf(calendar: Calendar, from: bigint, days: number): PhaseInput[] {
  const { timeZone, days: traded = WEEKDAYS, holidays = [], halfDays = {} } = calendar
  const clock = new Clock(timeZone)
  const off = new Set(holidays.map(dayOf))
  const special = new Map(Object.entries(halfDays).map(([date, phases]) => [dayOf(date), phases]))
  const shown = clock.shows(Number(from / NS_PER_MS))
  const first = shown - (shown % DAY_MS)
  const planned: PhaseInput[] = []
  for (let day = first; day < first + days * DAY_MS; day += DAY_MS) {
    const own = special.get(day)
    const weekday = new Date(day).getUTCDay() || 7
    if (off.has(day) || (own === undefined && !traded.includes(weekday))) continue
    for (const it of own ?? calendar.phases) planned.push(planOf(it, day, clock))
  }
  for (const [at, it] of planned.entries()) {
    const before = planned[at - 1]
    if (before && it.time <= before.time + BigInt(before.randomMs ?? 0) * NS_PER_MS)
      throw new CalendarError('the phases of a day are not by ascending time, random ends included')
  }
  return planned.filter(({ time }) => time > from)
}

function planOf({ at, phase, randomMs = 0 }: CalendarPhase, day: number, clock: Clock): PhaseInput {
  const status = InstrumentStatus[phase]
  if (status === undefined) {
    const names = Object.keys(InstrumentStatus).join(', ')
    throw new CalendarError(`${JSON.stringify(phase)} is no phase; there is ${names}`)
  }
  return { time: BigInt(clock.moment(day + timeOf(at))) * NS_PER_MS, status, randomMs }
}
