// FIX messages as bytes: fields in their order, repeating groups by the table. Bounded, and without a look at meaning.

/** How a repeating group stands in a message. */
export interface GroupShape {
  /** The first field of each entry. */
  readonly first: number
  /** Every field of an entry, `first` and the counts of groups inside it included. */
  readonly members: ReadonlySet<number>
  readonly groups: GroupShapes
}
/** By the field that counts the entries. */
export type GroupShapes = ReadonlyMap<number, GroupShape>

/** SessionRejectReason (FIX 373). */
export const SessionReason = {
  InvalidTag: 0,
  RequiredTagMissing: 1,
  TagNotDefined: 2,
  UndefinedTag: 3,
  NoValue: 4,
  ValueIncorrect: 5,
  IncorrectFormat: 6,
  InvalidMsgType: 11,
  TagTwice: 13,
  GroupOutOfOrder: 15,
  GroupCount: 16,
  NonDataValueHasDelimiter: 17,
} as const
export type SessionReason = (typeof SessionReason)[keyof typeof SessionReason]

/** A message that is not well formed: answered by a session-level Reject (35=3). */
export class MalformedError extends Error {
  override readonly name = 'MalformedError'
  /** The field that it is about (FIX 371); 0 where there is none. */
  readonly tag: number
  /** FIX 373. */
  readonly reason: SessionReason

  constructor(tag: number, reason: SessionReason, text: string) {
    super(text)
    this.tag = tag
    this.reason = reason
  }
}

/** Fields of a message, or of an entry of a group, in their order. A field stands there once. */
export class Fields {
  readonly #values = new Map<number, string>()
  #groups: Map<number, Fields[]> | undefined

  /** Fields from pairs; a list of Fields as value is a group. Undefined is left out. */
  static of(pairs: Iterable<readonly [tag: number, value: FieldValue]>): Fields {
    const fields = new Fields()
    for (const [tag, value] of pairs) fields.put(tag, value)
    return fields
  }

  get(tag: number): string | undefined {
    return this.#values.get(tag)
  }

  has(tag: number): boolean {
    return this.#values.has(tag)
  }

  /** Sets a field: at its place where it is there already, else at the end. */
  set(tag: number, value: string): this {
    this.#values.set(tag, value)
    return this
  }

  /** As `set`; undefined and an empty group are left out. */
  put(tag: number, value: FieldValue): this {
    if (value === undefined) return this
    if (typeof value !== 'object') return this.set(tag, `${value}`)
    if (value.length > 0) this.setGroup(tag, [...value])
    return this
  }

  /** Takes a field out, in the entries of groups too. */
  remove(tag: number): void {
    this.#values.delete(tag)
    if (this.#groups === undefined) return
    this.#groups.delete(tag)
    for (const entries of this.#groups.values()) for (const entry of entries) entry.remove(tag)
  }

  setGroup(tag: number, entries: Fields[]): this {
    this.#groups ??= new Map()
    this.#groups.set(tag, entries)
    return this.set(tag, `${entries.length}`)
  }

  /** Entries of a group; none where the message has no such group. */
  group(tag: number): readonly Fields[] {
    return this.#groups?.get(tag) ?? []
  }

  get size(): number {
    return this.#values.size
  }

  [Symbol.iterator](): IterableIterator<[tag: number, value: string]> {
    return this.#values[Symbol.iterator]()
  }

  /** `tag=value` with the delimiter behind each. */
  toString(delimiter = SOH_TEXT): string {
    let text = ''
    for (const [tag, value] of this.#values) {
      text += `${tag}=${value}${delimiter}`
      const entries = this.#groups?.get(tag)
      if (entries !== undefined) for (const entry of entries) text += entry.toString(delimiter)
    }
    return text
  }
}

export type FieldValue = string | number | bigint | readonly Fields[] | undefined

/** A message: its type (FIX 35), and all fields but 8, 9, 35 and 10. */
export class FixMessage {
  readonly type: string
  readonly fields: Fields

  constructor(type: string, fields: Fields = new Fields()) {
    this.type = type
    this.fields = fields
  }

  get(tag: number): string | undefined {
    return this.fields.get(tag)
  }

  has(tag: number): boolean {
    return this.fields.has(tag)
  }

  group(tag: number): readonly Fields[] {
    return this.fields.group(tag)
  }
}

export const SOH_TEXT = '\x01'
const SOH = 1
const EQUALS = 0x3d
const ZERO = 0x30
const NINE = 0x39
/** Longest message taken, in bytes. */
export const MAX_BYTES = 65_536
/** Most fields of a message. */
export const MAX_FIELDS = 4_096
/** Most entries of a group. */
export const MAX_ENTRIES = 1_024
const MAX_TAG = 99_999
const BEGIN_STRING = 8
const BODY_LENGTH = 9
const MSG_TYPE = 35
const CHECK_SUM = 10

/** Fields of bytes, by the field that says how many (in front of it). */
const DATA_LENGTHS: ReadonlyMap<number, number> = new Map([
  [95, 96],
  [93, 89],
  [90, 91],
  [212, 213],
  [348, 349],
  [350, 351],
  [352, 353],
  [354, 355],
  [356, 357],
  [358, 359],
  [360, 361],
  [362, 363],
  [364, 365],
  [445, 446],
  [618, 619],
  [621, 622],
])

/** A message cut into its fields: field n is `tags[n]` with `values[n]`. */
class Cut {
  readonly tags: number[] = []
  readonly values: string[] = []
}

function cut(bytes: Buffer): Cut {
  if (bytes.length > MAX_BYTES)
    throw new MalformedError(0, SessionReason.ValueIncorrect, 'the message is too long')
  const text = bytes.toString('latin1')
  const result = new Cut()
  let at = 0
  let dataTag = 0
  let dataLength = 0
  while (at < bytes.length) {
    let tag = 0
    const start = at
    for (;;) {
      const byte = bytes[at]
      if (byte === EQUALS) break
      if (byte === undefined || byte < ZERO || byte > NINE || at - start > 5)
        throw new MalformedError(tag, SessionReason.InvalidTag, 'a field does not begin with a number and =')
      tag = tag * 10 + byte - ZERO
      at++
    }
    if (tag === 0 || tag > MAX_TAG || bytes[start] === ZERO)
      throw new MalformedError(tag, SessionReason.InvalidTag, `${tag} is no field number`)
    at++
    let end: number
    if (tag === dataTag) {
      end = at + dataLength
      if (bytes[end] !== SOH)
        throw new MalformedError(tag, SessionReason.ValueIncorrect, 'the length before it is wrong')
    } else {
      end = text.indexOf(SOH_TEXT, at)
      if (end < 0) throw new MalformedError(tag, SessionReason.IncorrectFormat, 'the last field has no end')
    }
    if (end === at) throw new MalformedError(tag, SessionReason.NoValue, 'a field without a value')
    const value = text.slice(at, end)
    const data = DATA_LENGTHS.get(tag)
    dataTag = data ?? 0
    if (data !== undefined) dataLength = lengthOf(tag, value)
    result.tags.push(tag)
    result.values.push(value)
    if (result.tags.length > MAX_FIELDS)
      throw new MalformedError(tag, SessionReason.ValueIncorrect, `more than ${MAX_FIELDS} fields`)
    at = end + 1
  }
  return result
}

/** A count of bytes or entries. */
function lengthOf(tag: number, value: string): number {
  let length = 0
  for (let at = 0; at < value.length; at++) {
    const digit = value.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9 || at > 5)
      throw new MalformedError(tag, SessionReason.IncorrectFormat, 'not a count')
    length = length * 10 + digit
  }
  return length
}

/**
 * Reads a message whose framing (8, 9, 10) was checked before. `shapes` gives the groups of a message type.
 * Throws MalformedError. The cost grows with the bytes.
 */
export function decode(bytes: Uint8Array, shapes: (type: string) => GroupShapes): FixMessage {
  const { tags, values } = cut(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const typeAt = tags[0] === BEGIN_STRING ? 2 : 0
  const type = values[typeAt]
  if (tags[typeAt] !== MSG_TYPE || type === undefined || type.length > 3)
    throw new MalformedError(MSG_TYPE, SessionReason.InvalidMsgType, 'the message has no type in its place')
  const message = new FixMessage(type)
  const end = tags.at(-1) === CHECK_SUM ? tags.length - 1 : tags.length
  const at = take(tags, values, typeAt + 1, end, message.fields, undefined, shapes(type))
  // What no entry of a group takes belongs to the message, so nothing is left.
  if (at !== end)
    throw new MalformedError(tags[at] ?? 0, SessionReason.GroupOutOfOrder, 'a field out of its place')
  return message
}

/** Takes fields up from `at` on: all there are, or those of one entry of a group. Gives where it ended. */
function take(
  tags: readonly number[],
  values: readonly string[],
  from: number,
  end: number,
  into: Fields,
  shape: GroupShape | undefined,
  groups: GroupShapes,
): number {
  let at = from
  while (at < end) {
    const tag = tags[at]!
    if (shape !== undefined && (!shape.members.has(tag) || (tag === shape.first && at > from))) return at
    if (into.has(tag)) throw new MalformedError(tag, SessionReason.TagTwice, 'a field stands there twice')
    if (tag === BODY_LENGTH || tag === BEGIN_STRING || tag === CHECK_SUM)
      throw new MalformedError(tag, SessionReason.TagTwice, 'a field of the frame inside the message')
    const inner = groups.get(tag)
    if (inner === undefined) {
      into.set(tag, values[at]!)
      at++
      continue
    }
    const count = lengthOf(tag, values[at]!)
    if (count > MAX_ENTRIES)
      throw new MalformedError(tag, SessionReason.ValueIncorrect, `more than ${MAX_ENTRIES} entries`)
    const entries: Fields[] = []
    at++
    while (entries.length < count && at < end && tags[at] === inner.first) {
      const entry = new Fields()
      at = take(tags, values, at, end, entry, inner, inner.groups)
      entries.push(entry)
    }
    const next = tags[at] ?? 0
    if (entries.length < count && at < end && inner.members.has(next))
      throw new MalformedError(
        next,
        SessionReason.GroupOutOfOrder,
        'an entry of a group begins with another field',
      )
    if (entries.length !== count || (at < end && next === inner.first))
      throw new MalformedError(tag, SessionReason.GroupCount, `${count} entries are said to follow`)
    into.setGroup(tag, entries)
  }
  return at
}

/** Header fields of a whole frame, in their order behind 8, 9 and 35. */
export interface Header {
  readonly begin: 'FIX.4.2' | 'FIX.4.4' | 'FIXT.1.1'
  readonly sender: string
  readonly target: string
  readonly sequence: number
  /** FIX 52. */
  readonly time: string
}

/** Type and fields, without header and trailer: what the FIX engine sends. */
export const encode = (message: FixMessage): string => `35=${message.type}${SOH_TEXT}${message.fields}`

/** A whole frame with length and checksum. */
export function encodeFrame(message: FixMessage, header: Header): Buffer {
  const { begin, sender, target, sequence, time } = header
  const first = `35=${message.type}|34=${sequence}|49=${sender}|52=${time}|56=${target}|`
  const rest = first.replaceAll('|', SOH_TEXT) + message.fields.toString()
  const frame = `8=${begin}${SOH_TEXT}9=${rest.length}${SOH_TEXT}${rest}`
  let sum = 0
  for (let at = 0; at < frame.length; at++) sum += frame.charCodeAt(at)
  return Buffer.from(`${frame}10=${`${sum % 256}`.padStart(3, '0')}${SOH_TEXT}`, 'latin1')
}
