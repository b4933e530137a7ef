// Writes src/asyncapi.ts: the channels of the binary port as parts of an AsyncAPI 3 document.

import { isReserved, isText } from './names.ts';
import { isScalar, variable, type Enum, type Field, type Message, type Schema, type Struct } from './parse.ts';

type Json = string | number | boolean | Json[] | { [name: string]: Json };

const wireType: Record<string, string> = { ubyte: 'u8', ushort: 'u16', uint: 'u32', int: 'i32', ulong: 'u64', long: 'i64' };

const text = (doc: string[]): string => doc.join(' ').replaceAll('`', '');
const described = (doc: string[]): { [name: string]: Json } => (doc.length === 0 ? {} : { description: text(doc) });
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

function one(type: string): { [name: string]: Json } {
  if (type === 'Amount') return { type: 'integer', 'x-type': 'i128' };
  if (isScalar(type)) return { type: 'integer', 'x-type': wireType[type] ?? type };
  return { allOf: [reference(type)] };
}

function fieldSchema(field: Field): Json {
  const place = { ...described(field.doc), 'x-offset': field.offset };
  if (isText(field)) return { type: 'string', maxLength: field.size, 'x-type': `text ${field.size}`, ...place };
  const item = one(field.type);
  if (field.count === undefined) return { ...item, ...place };
  return { type: 'array', items: item, minItems: field.count, maxItems: field.count, ...place };
}

function structSchema(struct: Struct): Json {
  const fields = struct.fields.filter((field) => !isReserved(field));
  const follows = variable[struct.name];
  return {
    type: 'object',
    'x-size': struct.size,
    ...described(follows === undefined ? struct.doc : [...struct.doc, `Followed by ${follows}.`]),
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
  };
}

function enumSchema({ doc, base, members }: Enum): Json {
  const names = members.map(({ name, value }) => `${value} ${name}`).join(', ');
  return { type: 'integer', 'x-type': wireType[base] ?? base, enum: members.map(({ value }) => value), description: text([...doc, names]) };
}

/** Who sends a message: by the groups of its types, and in the group of sessions by name. */
function senders({ type, struct }: Message): ('client' | 'server')[] {
  const group = type >> 8;
  if (group === 0x02 || group === 0x03 || group === 0x06) return ['client'];
  if (group === 0x04 || group === 0x07) return ['server'];
  if (group === 0x05) return [struct.name === 'Subscribe' || struct.name === 'Unsubscribe' ? 'client' : 'server'];
  if (group === 0x01) return struct.name === 'Logon' ? ['client'] : struct.name === 'Heartbeat' || struct.name === 'Logout' ? ['client', 'server'] : ['server'];
  return [];
}

export function asyncapi(schema: Schema, firstLine: string): string {
  const sent = schema.messages.filter((message) => senders(message).length > 0);
  const messages = Object.fromEntries(
    sent.map(({ type, doc, struct }) => [
      struct.name,
      { name: struct.name, contentType: 'application/octet-stream', 'x-message-type': type, summary: text(doc.length > 0 ? doc : struct.doc) || struct.name, payload: reference(struct.name) },
    ]),
  );
  const structs = schema.structs.filter(({ name }) => name !== 'Amount').map((struct) => [struct.name, structSchema(struct)]);
  const enums = schema.enums.map((each) => [each.name, enumSchema(each)]);
  const of = (sender: 'client' | 'server'): string[] => sent.filter((message) => senders(message).includes(sender)).map(({ struct }) => struct.name);
  const part = { fromClient: of('client'), fromServer: of('server'), messages, schemas: Object.fromEntries([...enums, ...structs]) };
  return `${firstLine}

/** The binary port as parts of an AsyncAPI 3 document. */
export interface BinaryPort {
  /** Names of messages that a client sends. */
  readonly fromClient: readonly string[];
  readonly fromServer: readonly string[];
  /** By name; a payload is a frame's body, shown by its fields. */
  readonly messages: Readonly<Record<string, object>>;
  /** Structs and enumerations, with x-offset and x-type as they lie in the bytes. */
  readonly schemas: Readonly<Record<string, object>>;
}

export const binaryPort: BinaryPort = ${JSON.stringify(part, undefined, 1)};
`;
}
