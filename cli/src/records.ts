import { isBodyType, type MessageEntry, MessageType, MessageTypeName, messages } from '@tapebook/schema'
import { type Row, toJson } from './output.ts'

/** A record of the journal or of the events, its bytes taken apart by the schema. */
export function readableRecord(record: Row): Row {
  const { body, frame, ...rest } = record
  const hex = body ?? frame
  if (typeof hex !== 'string' || typeof record.type !== 'string') return record
  return { ...rest, body: decodeBody(record.type, Buffer.from(hex, 'hex')) ?? hex }
}

/** Fields of a struct, and the hex of what follows it; undefined for bytes that are not of that type. */
function decodeBody(name: string, bytes: Buffer): Row | undefined {
  const type: number | undefined = (MessageType as Readonly<Record<string, number>>)[name]
  if (type === undefined || !isBodyType(type)) return undefined
  const { size, layout } = messages[type] as unknown as MessageEntry
  if (bytes.length < size) return undefined
  const fields = layout.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0) as unknown as Row
  if (bytes.length === size) return fields
  // Applied has the command behind it, whose type it names.
  const rest = bytes.subarray(size)
  const following = MessageTypeName[Number(fields.type)]
  return { ...fields, entries: (following && decodeBody(following, rest)) ?? rest.toString('hex') }
}

/** One line for people: what every record has, then its fields. */
export function recordText(row: Row): string {
  const { sequence, index, type, time, session, account, file, offset, body, ...others } = row
  if (type === undefined) return fileText(row)
  const place = index === undefined ? `${sequence}` : `${sequence}.${index}`
  const of = [session && `session ${session}`, account && `account ${account}`].filter(Boolean).join(' ')
  const fields = typeof body === 'object' && body !== null ? toJson(body as Row) : String(body ?? '')
  const more = Object.keys(others).length > 0 ? toJson(others) : ''
  return [place.padEnd(8), timeText(time), String(type), of, fields, more]
    .filter((part) => part !== '')
    .join('  ')
}

/** A file: its name, then what is known of it. */
function fileText({ name, ...rest }: Row): string {
  const facts = Object.entries(rest).map(([fact, value]) => `${fact.replaceAll('_', ' ')} ${value}`)
  return [name, ...facts].join('  ')
}

function timeText(time: unknown): string {
  const ns = Number(time)
  return ns > 0 ? new Date(ns / 1e6).toISOString() : String(time)
}
