// Values of fields: decimals, times and dates, each checked strictly and made exactly.
import { DecimalError } from '@tapebook/client'
import { type FieldType, isFrom, type Version } from './fields.ts'

const ZERO = 0x30
const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9
const LONGEST_DECIMAL = 40

/** Digits alone, at most `most` of them. */
export function isDigits(text: string, most: number): boolean {
  if (text.length === 0 || text.length > most) return false
  for (let at = 0; at < text.length; at++) if (!isDigit(text.charCodeAt(at))) return false
  return true
}

/** Where the digits of a decimal as FIX has it begin, or -1 if it is none: a sign at most, digits, one point at most. */
function digitsFrom(text: string): number {
  const start = text.charCodeAt(0) === 0x2d ? 1 : 0
  if (text.length === start || text.length > LONGEST_DECIMAL) return -1
  let [points, digits] = [0, 0]
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x2e) points++
    else if (isDigit(code)) digits++
    else return -1
  }
  return points > 1 || digits === 0 ? -1 : start
}

/**
 * A decimal of FIX as the SDK takes them: `23.2300`, `0023.23`, `.5` and `23.` mean what they say in FIX, and there is a
 * sign for what may be negative only.
 */
export function plainDecimal(text: string): string {
  if (digitsFrom(text) !== 0) throw new DecimalError(`${text} is not a decimal above or at zero`)
  const point = text.indexOf('.')
  if (point < 0) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === ZERO) end--
  const whole = point === 0 ? '0' : text.slice(0, point)
  return end === point + 1 ? whole : `${whole}.${text.slice(point + 1, end)}`
}

const NS_PER_S = 1_000_000_000n
const NS_PER_MS = 1_000_000n
const MS_PER_DAY = 86_400_000

/** `20260102`: milliseconds since 1970 at its beginning; undefined if it is no date. */
function dateOf(text: string): number | undefined {
  if (text.length !== 8 || !isDigits(text, 8)) return undefined
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))]
  const ms = Date.UTC(year, month - 1, day)
  const date = new Date(ms)
  const isReal = year >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? ms : undefined
}

/** `20260102-03:04:05.123456`, with 0 to 9 decimals, in nanoseconds since 1970; undefined if it is no time. */
export function parseTime(text: string): bigint | undefined {
  const date = dateOf(text.slice(0, 8))
  if (date === undefined || text[8] !== '-') return undefined
  if (text[11] !== ':' || text[14] !== ':') return undefined
  const [hour, minute, second] = [text.slice(9, 11), text.slice(12, 14), text.slice(15, 17)]
  if (![hour, minute, second].every((it) => it.length === 2 && isDigits(it, 2))) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  const rest = text.slice(17)
  if (rest !== '' && (rest[0] !== '.' || !isDigits(rest.slice(1), 9))) return undefined
  const seconds = BigInt(date / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second))
  return seconds * NS_PER_S + BigInt(rest.slice(1).padEnd(9, '0'))
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)
const dayText = (date: Date): string =>
  `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`

/** A time as FIX has it: milliseconds in 4.2, microseconds from 4.4 on. */
export function formatTime(ns: bigint, version: Version): string {
  const date = new Date(Number(ns / NS_PER_MS))
  const decimals = isFrom(version, '4.4') ? 6 : 3
  const fraction = `${ns % NS_PER_S}`.padStart(9, '0').slice(0, decimals)
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${dayText(date)}-${clock}.${fraction}`
}

/** The time of day alone. */
export const formatClock = (ns: bigint, version: Version): string => formatTime(ns, version).slice(9)

/** The day of a time, in UTC. */
export const formatDate = (ns: bigint): string => dayText(new Date(Number(ns / NS_PER_MS)))

/** The end of a day in UTC, in nanoseconds; undefined if it is no date. */
export function endOfDay(text: string): bigint | undefined {
  const date = dateOf(text)
  return date === undefined ? undefined : BigInt(date + MS_PER_DAY) * NS_PER_MS
}

const LONGEST_TEXT = 1_024

function isText(text: string): boolean {
  if (text.length > LONGEST_TEXT) return false
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x20) return false
  return true
}

function isClock(text: string): boolean {
  return parseTime(`20000101-${text}`) !== undefined
}

/** Is a value well formed for its type (373=6)? */
export const isWellFormed: Readonly<Record<FieldType, (text: string) => boolean>> = {
  STRING: isText,
  MULTIPLEVALUE: isText,
  CURRENCY: isText,
  DATA: () => true,
  CHAR: (text) => text.length === 1 && isText(text),
  BOOLEAN: (text) => text === 'Y' || text === 'N',
  INT: (text) => isDigits(text.startsWith('-') ? text.slice(1) : text, 10),
  LENGTH: (text) => isDigits(text, 6),
  SEQNUM: (text) => isDigits(text, 18),
  NUMINGROUP: (text) => isDigits(text, 6),
  PRICE: (text) => digitsFrom(text) >= 0,
  PRICEOFFSET: (text) => digitsFrom(text) >= 0,
  QTY: (text) => digitsFrom(text) >= 0,
  AMT: (text) => digitsFrom(text) >= 0,
  UTCTIMESTAMP: (text) => parseTime(text) !== undefined,
  UTCTIMEONLY: isClock,
  UTCDATEONLY: (text) => dateOf(text) !== undefined,
  LOCALMKTDATE: (text) => dateOf(text) !== undefined,
}
