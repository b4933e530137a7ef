// Is a message what the table says it is? Every field is looked at before any is used.
import { type Fields, type FixMessage, SessionReason } from '../message.ts'
import { FIELDS, isValue, type Version } from './fields.ts'
import { isHeader, type Known, known, type Part } from './messages.ts'
import { BusinessReason, Refusal } from './refusal.ts'
import { isWellFormed } from './values.ts'

/**
 * Checks a message against the table: that its type is spoken, each field belongs to it and has a value that its type and
 * list allow, and none that it needs is missing. Throws a Refusal. The cost grows with the fields.
 */
export function verify(message: FixMessage, version: Version): Known {
  const it = known(version, message.type)
  if (it === undefined) {
    const of = { kind: 'business', code: BusinessReason.UnsupportedMessageType } as const
    throw new Refusal(of, 35, message, `35=${message.type} is not taken here`)
  }
  for (const [tag, value] of message.fields) {
    if (isHeader(tag)) continue
    const part = it.tags.get(tag)
    if (part === undefined) throw notHere(tag, message)
    verifyField(part, value, message.fields, message, version)
  }
  verifyNeeded(it.needed, message.fields, message)
  return it
}

function notHere(tag: number, message: FixMessage): Refusal {
  const code = FIELDS[tag] === undefined ? SessionReason.UndefinedTag : SessionReason.TagNotDefined
  return new Refusal({ kind: 'session', code }, tag, message, `${tag} does not belong to 35=${message.type}`)
}

function verifyNeeded(parts: readonly Part[], fields: Fields, message: FixMessage): void {
  for (const { tag, need } of parts) {
    if (!need || fields.has(tag)) continue
    const of = { kind: 'session', code: SessionReason.RequiredTagMissing } as const
    throw new Refusal(of, tag, message, `${nameOf(tag)} (${tag}) is missing`)
  }
}

function verifyField(part: Part, value: string, of: Fields, message: FixMessage, version: Version): void {
  const { tag, group } = part
  const field = FIELDS[tag]
  if (field === undefined) throw notHere(tag, message)
  const wrong = (code: SessionReason, why: string): Refusal =>
    new Refusal({ kind: 'session', code }, tag, message, `${field.name} (${tag}) ${why}`)
  if (value === '') throw wrong(SessionReason.NoValue, 'has no value')
  if (!isWellFormed[field.type](value)) throw wrong(SessionReason.IncorrectFormat, `is no ${field.type}`)
  if (field.values !== undefined) {
    const values = field.type === 'MULTIPLEVALUE' ? value.split(' ') : [value]
    if (!values.every((it) => isValue(field, it, version)))
      throw wrong(SessionReason.ValueIncorrect, 'has a value that is not taken here')
  }
  if (group === undefined) return
  for (const entry of of.group(tag)) {
    for (const [inner, text] of entry) {
      const member = group.find((it) => it.tag === inner)
      if (member === undefined) throw notHere(inner, message)
      verifyField(member, text, entry, message, version)
    }
    verifyNeeded(group, entry, message)
  }
}

export const nameOf = (tag: number): string => FIELDS[tag]?.name ?? `field ${tag}`
