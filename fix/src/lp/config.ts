// The file that names liquidity providers and how each is reached. What is wrong in it is said with its place.
import { readFileSync } from 'node:fs'

/** `trading` takes orders, `quotes` prices (FX-05). */
export const SESSION_TYPES = ['trading', 'quotes'] as const
export type SessionType = (typeof SESSION_TYPES)[number]

/** Where a secret is: the name of a variable of the environment, or a file. */
export interface SecretPlace {
  readonly env?: string
  readonly file?: string
}

/** A session to a liquidity provider, defaults filled in. */
export interface LpSession {
  /** Ours, as YOFX1. */
  readonly id: string
  readonly type: SessionType
  /** FIX 49 and 56 of what we send. */
  readonly senderCompID: string
  readonly targetCompID: string
  readonly host: string
  readonly port: number
  /** FIX 108, in seconds. */
  readonly heartbeatInterval: number
  /** Before the first try again, in seconds; each further pause is twice as long, at most `MOST_PAUSE_S`. */
  readonly reconnectInterval: number
  /** Tries in a row without a log-on that lasts, after which an operator has to connect. */
  readonly maxReconnects: number
  /** Until a try has to end in a log-on, in seconds. */
  readonly logonTimeout: number
  /** Until an order has to be answered, in seconds, where it does not say so itself. */
  readonly orderTimeout: number
  /** Connects when the gateway starts. */
  readonly autoConnect: boolean
  /** Our symbols, and what they are called there. */
  readonly symbols: ReadonlyMap<string, string>
  /** FIX 553 and 554. */
  readonly username: SecretPlace | undefined
  readonly password: SecretPlace | undefined
}

/** Longest pause between tries, in seconds. */
export const MOST_PAUSE_S = 60
export const SESSIONS_MAX = 64
export const SYMBOLS_MAX = 1_000

/** The file is not what it should be. */
export class LpConfigError extends Error {
  override readonly name = 'LpConfigError'
}

type Json = Readonly<Record<string, unknown>>

const fail = (place: string, what: string): never => {
  throw new LpConfigError(`${place}: ${what}`)
}

const NAME = /^[A-Za-z0-9_-]{1,32}$/
const COMP_ID = /^[\x21-\x3c\x3e-\x7e]{1,64}$/
const SYMBOL = /^[\x21-\x3c\x3e-\x7e]{1,32}$/
const HOST = /^[A-Za-z0-9:][A-Za-z0-9.:-]{0,252}$/
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/

function objectAt(value: unknown, place: string, known: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(place, 'must be an object')
  for (const name of Object.keys(value as Json)) {
    if (!known.includes(name)) fail(`${place}.${name}`, `is not known; known are ${known.join(', ')}`)
  }
  return value as Json
}

function textAt(value: unknown, place: string, form: RegExp, what: string): string {
  if (value === undefined) fail(place, 'is missing')
  if (typeof value !== 'string' || !form.test(value)) fail(place, `must be ${what}`)
  return value as string
}

function wholeAt(value: unknown, place: string, from: number, to: number, usual?: number): number {
  if (value === undefined && usual !== undefined) return usual
  if (value === undefined) fail(place, 'is missing')
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to)
    fail(place, `must be a whole number from ${from} to ${to}`)
  return value as number
}

function flagAt(value: unknown, place: string, usual: boolean): boolean {
  if (value !== undefined && typeof value !== 'boolean') fail(place, 'must be true or false')
  return (value as boolean | undefined) ?? usual
}

function secretAt(value: unknown, place: string): SecretPlace | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string')
    fail(place, 'must be {"env": NAME} or {"file": PATH}, never the secret itself')
  const { env, file } = objectAt(value, place, ['env', 'file'])
  if ((env === undefined) === (file === undefined)) fail(place, 'must have env or file')
  if (env !== undefined) return { env: textAt(env, `${place}.env`, VARIABLE, 'the name of a variable') }
  return { file: textAt(file, `${place}.file`, /^[^\0]{1,1024}$/, 'a path') }
}

function symbolsAt(value: unknown, place: string): ReadonlyMap<string, string> {
  if (value === undefined) return new Map()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(place, 'must be an object')
  const entries = Object.entries(value as Json)
  if (entries.length > SYMBOLS_MAX) fail(place, `has more than ${SYMBOLS_MAX} symbols`)
  const theirs = new Set<string>()
  const symbols = new Map<string, string>()
  for (const [ours, name] of entries) {
    textAt(ours, `${place}.${ours}`, /^[A-Za-z0-9._-]{1,24}$/, 'named by letters, digits, dot, _ and -')
    const its = textAt(name, `${place}.${ours}`, SYMBOL, 'what the provider calls it')
    if (theirs.has(its)) fail(`${place}.${ours}`, `${its} stands there twice`)
    theirs.add(its)
    symbols.set(ours, its)
  }
  return symbols
}

const FIELDS = [
  'id',
  'type',
  'senderCompID',
  'targetCompID',
  'host',
  'port',
  'heartbeatInterval',
  'reconnectInterval',
  'maxReconnects',
  'logonTimeout',
  'orderTimeout',
  'autoConnect',
  'symbols',
  'username',
  'password',
] as const

function sessionAt(value: unknown, place: string): LpSession {
  const it = objectAt(value, place, FIELDS)
  const at = (name: (typeof FIELDS)[number]): string => `${place}.${name}`
  const type = it.type as SessionType
  const session: LpSession = {
    id: textAt(it.id, at('id'), NAME, 'up to 32 letters, digits, _ or -'),
    type: SESSION_TYPES.includes(type) ? type : fail(at('type'), `must be ${SESSION_TYPES.join(' or ')}`),
    senderCompID: textAt(it.senderCompID, at('senderCompID'), COMP_ID, 'up to 64 signs without blank or ='),
    targetCompID: textAt(it.targetCompID, at('targetCompID'), COMP_ID, 'up to 64 signs without blank or ='),
    host: textAt(it.host, at('host'), HOST, 'the name or address of a host'),
    port: wholeAt(it.port, at('port'), 1, 65_535),
    heartbeatInterval: wholeAt(it.heartbeatInterval, at('heartbeatInterval'), 1, 3_600, 30),
    reconnectInterval: wholeAt(it.reconnectInterval, at('reconnectInterval'), 1, MOST_PAUSE_S, 5),
    maxReconnects: wholeAt(it.maxReconnects, at('maxReconnects'), 1, 1_000, 10),
    logonTimeout: wholeAt(it.logonTimeout, at('logonTimeout'), 1, 120, 10),
    orderTimeout: wholeAt(it.orderTimeout, at('orderTimeout'), 1, 600, 5),
    autoConnect: flagAt(it.autoConnect, at('autoConnect'), true),
    symbols: symbolsAt(it.symbols, at('symbols')),
    username: secretAt(it.username, at('username')),
    password: secretAt(it.password, at('password')),
  }
  if (session.symbols.size === 0) fail(at('symbols'), 'must name at least one symbol')
  return session
}

/** Reads the text of a configuration. Throws `LpConfigError` with the place of what is wrong, as `sessions[0].port`. */
export function parseLpConfig(text: string): readonly LpSession[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new LpConfigError(`not JSON: ${(error as Error).message}`)
  }
  const { sessions } = objectAt(value, 'configuration', ['sessions'])
  if (!Array.isArray(sessions) || sessions.length === 0 || sessions.length > SESSIONS_MAX)
    return fail('sessions', `must be a list of 1 to ${SESSIONS_MAX} sessions`)
  const read = sessions.map((it, at) => sessionAt(it, `sessions[${at}]`))
  for (const [at, { id, senderCompID, targetCompID }] of read.entries()) {
    const before = read.slice(0, at)
    if (before.some((it) => it.id === id)) fail(`sessions[${at}].id`, `${id} stands there twice`)
    if (before.some((it) => it.senderCompID === senderCompID && it.targetCompID === targetCompID))
      fail(`sessions[${at}]`, `${senderCompID} to ${targetCompID} stands there twice`)
  }
  return read
}

/** Reads a file of configuration; what is wrong is said with the file's name. */
export function readLpConfig(file: string): readonly LpSession[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new LpConfigError(`${file}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`)
  }
  try {
    return parseLpConfig(text)
  } catch (error) {
    throw new LpConfigError(`${file}: ${(error as Error).message}`)
  }
}

/** A secret as it is now; the first line of a file. Throws a sentence that names its place, never the secret. */
export function secretOf(place: SecretPlace): string {
  let secret: string | undefined
  if (place.env !== undefined) secret = process.env[place.env]
  else {
    try {
      secret = readFileSync(place.file!, 'utf8').split(/\r?\n/, 1)[0]
    } catch (error) {
      throw new LpConfigError(`${place.file}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`)
    }
  }
  const where = place.env === undefined ? `file ${place.file}` : `variable ${place.env}`
  if (secret === undefined || secret === '') throw new LpConfigError(`the ${where} holds no secret`)
  if ([...secret].some((sign) => sign < ' '))
    throw new LpConfigError(`the secret of ${where} has a control character`)
  return secret
}
