// Writes src/wire.ts: enumerations, structs as interfaces with offsets, readers and writers, and frames.

import { camelCase, isReserved, isText } from './names.ts';
import { isScalar, type Enum, type Field, type Scalar, type Schema, type Struct } from './parse.ts';

const accessor: Record<Scalar, string> = { ubyte: 'U8', ushort: 'U16', uint: 'U32', int: 'I32', ulong: 'U64', long: 'I64' };

function comment(lines: string[], indent = ''): string {
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

function enumCode({ name, doc, members }: Enum): string {
  const lines = members.map((member) => `${comment(member.doc, '  ')}  ${member.name}: ${member.value},`);
  return `${comment(doc)}export const ${name} = {
${lines.join('\n')}
} as const;
export type ${name} = (typeof ${name})[keyof typeof ${name}];
export const ${name}Name: { readonly [value: number]: keyof typeof ${name} | undefined } = namesOf(${name});
`;
}

function elementType(field: Field): string {
  if (field.type === 'ulong' || field.type === 'long') return 'bigint';
  return isScalar(field.type) ? 'number' : field.type;
}

function fieldType(field: Field): string {
  if (isText(field)) return 'string';
  if (field.count === undefined) return elementType(field);
  return field.type === 'ubyte' ? 'Uint8Array' : `readonly ${elementType(field)}[]`;
}

function at(offset: number): string {
  return offset === 0 ? 'at' : `at + ${offset}`;
}

function readOne(schema: Schema, type: string, position: string): string {
  const enumeration = schema.enumOf(type);
  if (enumeration) return `get${accessor[enumeration.base]}(view, ${position}) as ${type}`;
  return isScalar(type) ? `get${accessor[type]}(view, ${position})` : `${type}.read(view, ${position})`;
}

function writeOne(schema: Schema, type: string, position: string, value: string): string {
  const enumeration = schema.enumOf(type);
  const base = enumeration ? enumeration.base : type;
  return isScalar(base) ? `set${accessor[base]}(view, ${position}, ${value})` : `${type}.write(view, ${position}, ${value})`;
}

function readField(schema: Schema, field: Field): string {
  const position = at(field.offset);
  if (field.count === undefined) return readOne(schema, field.type, position);
  if (isText(field)) return `getText(view, ${position}, ${field.count})`;
  if (field.type === 'ubyte') return `getBytes(view, ${position}, ${field.count})`;
  return `getArray(${field.count}, (index) => ${readOne(schema, field.type, `${position} + index * ${field.size / field.count}`)})`;
}

function writeField(schema: Schema, field: Field): string {
  const position = at(field.offset);
  if (isReserved(field)) return `clear(view, ${position}, ${field.size})`;
  const value = `value.${camelCase(field.name)}`;
  if (field.count === undefined) return writeOne(schema, field.type, position, value);
  if (isText(field)) return `setText(view, ${position}, ${field.count}, ${value})`;
  if (field.type === 'ubyte') return `setBytes(view, ${position}, ${field.count}, ${value})`;
  return `setArray(${field.count}, ${value}, (index, item) => ${writeOne(schema, field.type, `${position} + index * ${field.size / field.count}`, 'item')})`;
}

function amountCode({ doc, size }: Struct): string {
  return `${comment(doc)}export type Amount = bigint;
export const Amount: Layout<Amount> & { readonly offsets: { readonly lo: 0; readonly hi: 8 } } = {
  SIZE: ${size},
  offsets: { lo: 0, hi: 8 },
  read: (view, at) => (view.getBigInt64(at + 8, true) << 64n) | view.getBigUint64(at, true),
  write: (view, at, value) => {
    if (BigInt.asIntN(128, value) !== value) throw new RangeError(\`\${value} does not fit 128 bits\`);
    view.setBigUint64(at, BigInt.asUintN(64, value), true);
    view.setBigInt64(at + 8, value >> 64n, true);
  },
};
`;
}

function structCode(schema: Schema, struct: Struct): string {
  if (struct.name === 'Amount') return amountCode(struct);
  const { name, doc, fields, size } = struct;
  const used = fields.filter((field) => !isReserved(field));
  const members = used.map((field) => `${comment(field.doc, '  ')}  ${camelCase(field.name)}: ${fieldType(field)};`);
  const offsets = used.map((field) => `${camelCase(field.name)}: ${field.offset}`).join(', ');
  const offsetType = used.length > 0 ? `{ readonly ${used.map((field) => `${camelCase(field.name)}: ${field.offset}`).join('; readonly ')} }` : 'object';
  const reads = used.map((field) => `    ${camelCase(field.name)}: ${readField(schema, field)},`);
  const writes = fields.map((field) => `    ${writeField(schema, field)};`);
  const empty = used.length === 0;
  return `${comment(doc)}export ${empty ? `type ${name} = Record<never, never>;` : `interface ${name} {\n${members.join('\n')}\n}`}
export const ${name}: Layout<${name}> & { readonly offsets: ${offsetType} } = {
  SIZE: ${size},
  offsets: {${empty ? '' : ` ${offsets} `}},
  read: (${empty ? '' : 'view, at'}) => ({${empty ? '' : `\n${reads.join('\n')}\n  `}}),
  write: (view, at${empty ? '' : ', value'}) => {
${writes.join('\n')}
  },
};
`;
}

export function typescriptWire(schema: Schema, firstLine: string): string {
  const hex = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;
  return `${firstLine}
//
// A number of 64 bits is a bigint, an Amount a signed bigint, an enumeration its number (\`SideName[value]\` is its name).
// Reserved fields are left out: written as zeros, not read. Writers throw RangeError rather than cut a value.

/** How a struct lies in memory. */
export interface Layout<T> {
  /** Bytes of the struct. */
  readonly SIZE: number;
  read(view: DataView, at: number): T;
  write(view: DataView, at: number, value: T): void;
}

function namesOf<T extends Record<string, number>>(members: T): { readonly [value: number]: keyof T | undefined } {
  return Object.freeze(Object.fromEntries(Object.entries(members).map(([name, value]) => [value, name])));
}

const getU8 = (view: DataView, at: number): number => view.getUint8(at);
const getU16 = (view: DataView, at: number): number => view.getUint16(at, true);
const getU32 = (view: DataView, at: number): number => view.getUint32(at, true);
const getI32 = (view: DataView, at: number): number => view.getInt32(at, true);
const getU64 = (view: DataView, at: number): bigint => view.getBigUint64(at, true);
const getI64 = (view: DataView, at: number): bigint => view.getBigInt64(at, true);

function within(value: number | bigint, fits: boolean, bits: string): void {
  if (!fits) throw new RangeError(\`\${value} does not fit \${bits}\`);
}
function setU8(view: DataView, at: number, value: number): void {
  within(value, (value & 0xff) === value, 'u8');
  view.setUint8(at, value);
}
function setU16(view: DataView, at: number, value: number): void {
  within(value, (value & 0xffff) === value, 'u16');
  view.setUint16(at, value, true);
}
function setU32(view: DataView, at: number, value: number): void {
  within(value, value >>> 0 === value, 'u32');
  view.setUint32(at, value, true);
}
function setI32(view: DataView, at: number, value: number): void {
  within(value, (value | 0) === value, 'i32');
  view.setInt32(at, value, true);
}
function setU64(view: DataView, at: number, value: bigint): void {
  within(value, BigInt.asUintN(64, value) === value, 'u64');
  view.setBigUint64(at, value, true);
}
function setI64(view: DataView, at: number, value: bigint): void {
  within(value, BigInt.asIntN(64, value) === value, 'i64');
  view.setBigInt64(at, value, true);
}

function getBytes(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length).slice();
}
function setBytes(view: DataView, at: number, length: number, value: Uint8Array): void {
  if (value.length !== length) throw new RangeError(\`\${value.length} bytes where \${length} belong\`);
  new Uint8Array(view.buffer, view.byteOffset + at, length).set(value);
}
function clear(view: DataView, at: number, length: number): void {
  for (let index = 0; index < length; index++) view.setUint8(at + index, 0);
}

/** Zero-padded ASCII. */
function getText(view: DataView, at: number, length: number): string {
  let text = '';
  for (let index = 0; index < length; index++) {
    const byte = view.getUint8(at + index);
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}
function setText(view: DataView, at: number, length: number, value: string): void {
  if (value.length > length) throw new RangeError(\`"\${value}" is longer than \${length} characters\`);
  for (let index = 0; index < length; index++) {
    const code = index < value.length ? value.charCodeAt(index) : 0;
    if (index < value.length && (code < 0x21 || code > 0x7e)) throw new RangeError(\`"\${value}" is not printable ASCII\`);
    view.setUint8(at + index, code);
  }
}

function getArray<T>(length: number, read: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => read(index));
}
function setArray<T>(length: number, values: readonly T[], write: (index: number, value: T) => void): void {
  if (values.length !== length) throw new RangeError(\`\${values.length} entries where \${length} belong\`);
  values.forEach((value, index) => write(index, value));
}

${schema.enums.map(enumCode).join('\n')}
${schema.structs.map((struct) => structCode(schema, struct)).join('\n')}
/** The body of each message type. */
export interface Bodies {
${schema.messages.map(({ type, struct }) => `  ${hex(type)}: ${struct.name};`).join('\n')}
}
/** A type that has a body: every MessageType but None. */
export type BodyType = keyof Bodies;
export type MessageName = Exclude<keyof typeof MessageType, 'None'>;

export interface MessageEntry<T extends BodyType = BodyType> {
  readonly type: T;
  readonly name: MessageName;
  /** Bytes of the struct. */
  readonly size: number;
  /** Whether entries follow the struct. */
  readonly variable: boolean;
  readonly layout: Layout<Bodies[T]>;
}

/** Every message, by its type. */
export const messages: { readonly [T in BodyType]: MessageEntry<T> } = {
${schema.messages.map(({ type, struct, variable }) => `  ${hex(type)}: { type: ${hex(type)}, name: '${struct.name}', size: ${struct.size}, variable: ${variable}, layout: ${struct.name} },`).join('\n')}
};

export const HEADER_SIZE = ${schema.structOf('FrameHeader')?.size};
/** Longest frame, header included. */
export const MAX_FRAME = 65_528;
/** Bit of FrameHeader.flags: sent before. */
export const FLAG_RESENT = 1;

export function isBodyType(type: number): type is BodyType {
  return type in messages;
}

/** A frame taken apart; \`type\` tells what \`value\` is. */
export type Frame = {
  [T in BodyType]: {
    type: T;
    name: MessageName;
    flags: number;
    /** Bytes of the whole frame; the next one starts here. */
    length: number;
    value: Bodies[T];
    /** What follows the struct in Applied, BookSnapshot, BookUpdate, OrdersSnapshot and OrdersUpdate, not copied; else empty. */
    entries: Uint8Array;
  };
}[BodyType];

/** Writes a frame into \`view\` and returns its length. */
export function writeFrame<T extends BodyType>(view: DataView, at: number, type: T, value: Bodies[T], flags = 0, entries?: Uint8Array): number {
  const entry: MessageEntry<T> = messages[type];
  const length = HEADER_SIZE + entry.size + (entries?.length ?? 0);
  if (length > MAX_FRAME || length % 8 !== 0) throw new RangeError(\`a frame of \${length} bytes\`);
  if (entries && !entry.variable) throw new RangeError(\`\${entry.name} has no entries\`);
  FrameHeader.write(view, at, { length, type, version: 1, flags });
  entry.layout.write(view, at + HEADER_SIZE, value);
  if (entries) setBytes(view, at + HEADER_SIZE + entry.size, entries.length, entries);
  return length;
}

/** A frame in memory of its own. */
export function encodeFrame<T extends BodyType>(type: T, value: Bodies[T], flags = 0, entries?: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_SIZE + messages[type].size + (entries?.length ?? 0));
  writeFrame(new DataView(bytes.buffer), 0, type, value, flags, entries);
  return bytes;
}

/** Takes the frame at \`at\` apart. Throws RangeError for a frame that is cut, of unknown type or version, or of wrong length. */
export function readFrame(view: DataView, at = 0): Frame {
  if (view.byteLength - at < HEADER_SIZE) throw new RangeError('a cut frame header');
  const { length, type, version, flags } = FrameHeader.read(view, at);
  if (length < HEADER_SIZE || length % 8 !== 0 || length > view.byteLength - at) throw new RangeError(\`a frame of \${length} bytes where \${view.byteLength - at} are left\`);
  if (!isBodyType(type)) throw new RangeError(\`message type \${type} is unknown\`);
  const entry: MessageEntry = messages[type];
  if (version !== 1) throw new RangeError(\`\${entry.name} of version \${version}\`);
  const rest = length - HEADER_SIZE - entry.size;
  if (rest < 0 || (rest > 0 && !entry.variable)) throw new RangeError(\`\${entry.name} of \${length} bytes\`);
  const value = entry.layout.read(view, at + HEADER_SIZE);
  const entries = new Uint8Array(view.buffer, view.byteOffset + at + length - rest, rest);
  return { type, name: entry.name, flags, length, value, entries } as Frame;
}

export function decodeFrame(bytes: Uint8Array, at = 0): Frame {
  return readFrame(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at);
}

/** Every frame of a WebSocket message. */
export function* decodeFrames(bytes: Uint8Array): Generator<Frame, void, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < view.byteLength; ) {
    const frame = readFrame(view, at);
    yield frame;
    at += frame.length;
  }
}

/** The entries of a frame, one struct after another. */
export function decodeEntries<T>(layout: Layout<T>, entries: Uint8Array): T[] {
  if (entries.length % layout.SIZE !== 0) throw new RangeError(\`\${entries.length} bytes of entries of \${layout.SIZE}\`);
  const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength);
  return getArray(entries.length / layout.SIZE, (index) => layout.read(view, index * layout.SIZE));
}

export function encodeEntries<T>(layout: Layout<T>, values: readonly T[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.length * layout.SIZE);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => layout.write(view, index * layout.SIZE, value));
  return bytes;
}
`;
}
