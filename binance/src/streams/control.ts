// What a reader of streams says: SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS, SET_PROPERTY, GET_PROPERTY, and the words
// that a mistake is answered with.
import { isWellFormed } from './names.ts'

/** Streams of one connection at most. */
export const STREAMS_MAX = 1_024

/** The connection that speaks. */
export interface Speaker {
  readonly streams: ReadonlySet<string>
  /** Are payloads wrapped with the name of their stream? */
  readonly isCombined: boolean
  subscribe(names: readonly string[]): void
  unsubscribe(names: readonly string[]): void
  combine(is: boolean): void
}

export interface Reply {
  readonly text: string
  /** Is the connection closed after it, as by what cannot be a message at all? */
  readonly close?: true
}

type Id = number | string | null

const METHODS = ['SUBSCRIBE', 'UNSUBSCRIBE', 'LIST_SUBSCRIPTIONS', 'SET_PROPERTY', 'GET_PROPERTY'] as const
type Method = (typeof METHODS)[number]

const isMethod = (method: string): method is Method => (METHODS as readonly string[]).includes(method)
const isId = (id: unknown): id is Id =>
  id === null || Number.isSafeInteger(id) || (typeof id === 'string' && /^[\w-]{0,36}$/.test(id))

const ERROR = { property: 0, value: 1, request: 2, json: 3 } as const

class Mistake extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const invalid = (why: string): Mistake => new Mistake(ERROR.request, `Invalid request: ${why}`)

/** Does what a message asks for, and answers it. */
export function answer(text: string, speaker: Speaker): Reply {
  let id: Id | undefined
  try {
    const message = parse(text)
    id = isId(message.id) ? message.id : undefined
    const result = act(message, speaker)
    return { text: JSON.stringify({ result, id: message.id }) }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    const { code, message: msg } = error
    const body = { error: { code, msg }, ...(id !== undefined && { id }) }
    return { text: JSON.stringify(body), ...((code === ERROR.json || isHopeless(msg)) && { close: true }) }
  }
}

const BAD_STREAM = 'invalid stream'
const isHopeless = (message: string): boolean => message.endsWith(BAD_STREAM)

interface Message {
  readonly id?: unknown
  readonly method?: unknown
  readonly params?: unknown
}

function parse(text: string): Message {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Mistake(ERROR.json, `Invalid JSON: expected value at line 1 column ${placeOf(text)}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('expected an object at line 1 column 1')
  }
  return value
}

/** Column of the first character that cannot begin a value; what a client reads is that there is one. */
const placeOf = (text: string): number => Math.max(text.search(/\S/), 0) + 1

function act({ id, method, params }: Message, speaker: Speaker): unknown {
  if (!isId(id)) throw invalid('request ID must be an unsigned integer')
  if (method === undefined) throw invalid('missing field `method` at line 1 column 1')
  if (typeof method !== 'string' || !isMethod(method)) {
    const known = METHODS.map((it) => `\`${it}\``).join(', ')
    throw invalid(`unknown variant \`${String(method).slice(0, 64)}\`, expected one of ${known}`)
  }
  switch (method) {
    case 'SUBSCRIBE':
      speaker.subscribe(roomFor(namesOf(params), speaker))
      return null
    case 'UNSUBSCRIBE':
      speaker.unsubscribe(namesOf(params))
      return null
    case 'LIST_SUBSCRIPTIONS':
      return [...speaker.streams]
    default:
      return property(method, params, speaker)
  }
}

function namesOf(params: unknown): string[] {
  if (!Array.isArray(params) || params.length === 0) throw invalid('params must be a list of streams')
  for (const name of params) {
    if (typeof name !== 'string' || !isWellFormed(name)) throw invalid(BAD_STREAM)
  }
  return params as string[]
}

function roomFor(names: string[], { streams }: Speaker): string[] {
  const fresh = new Set(names.filter((name) => !streams.has(name)))
  if (streams.size + fresh.size > STREAMS_MAX) throw invalid('too many streams')
  return [...fresh]
}

function property(method: 'SET_PROPERTY' | 'GET_PROPERTY', params: unknown, speaker: Speaker): unknown {
  const given: readonly unknown[] = Array.isArray(params) ? params : []
  const [name, value] = given
  if (typeof name !== 'string') throw invalid('property name must be a string')
  if (given.length > (method === 'SET_PROPERTY' ? 2 : 1)) throw invalid('too many parameters')
  if (name !== 'combined') throw new Mistake(ERROR.property, 'Unknown property')
  if (method === 'GET_PROPERTY') return speaker.isCombined
  if (typeof value !== 'boolean') throw new Mistake(ERROR.value, 'Invalid value type: expected Boolean')
  speaker.combine(value)
  return null
}
