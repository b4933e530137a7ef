// Writes docs/reference/protocol.md.

import { isReserved, isText } from './names.ts';
import { isScalar, scalarSize, variable, type Enum, type Field, type Scalar, type Schema, type Struct } from './parse.ts';

export type Golden = { name: string; frame: string };

const typeName: Record<Scalar, string> = { ubyte: 'u8', ushort: 'u16', uint: 'u32', int: 'i32', ulong: 'u64', long: 'i64' };

const introduction = `# The binary protocol

Order entry and market data over WebSocket, port 8082. Everything below is generated from \`schema/wire.fbs\`; a client in another language can be generated from the same file.

## Frames

A WebSocket binary message holds one or more frames, one after the other; read until the message ends. Answers that leave together come in one message.

A frame is a [FrameHeader](#frameheader) of 8 bytes and a body: the struct named by the header's type. Five types have more after the struct: [Applied](#applied), [BookSnapshot](#booksnapshot), [BookUpdate](#bookupdate), [OrdersSnapshot](#orderssnapshot) and [OrdersUpdate](#ordersupdate). \`length\` counts the header too and is a multiple of 8, at most 65,528. Numbers are little endian. Offsets in the tables count from the start of the struct: in the frame, add 8.

A server checks a frame before it reads a field: length, type, version (1), reserved fields zero, enumerations in range, client ids well formed. What fails is answered by [SessionReject](#sessionreject) and is never journaled. A client may send Logon, Heartbeat, Logout, Subscribe, Unsubscribe, and the types 0x02xx, 0x03xx and 0x06xx.

## Units

| what | type | unit |
|---|---|---|
| price | i64 | ticks of the instrument |
| quantity | u64 | lots of the instrument |
| amount, fee, notional | Amount (i128) | the asset's smallest unit |
| time | u64 | nanoseconds since 1970-01-01 UTC |

Text (client ids, codes, symbols) is ASCII, padded with zeros.

## Logging on

1. The server sends [Challenge](#challenge).
2. The client sends [Logon](#logon), signed with its Ed25519 key over: the ASCII text \`tapebook logon 1\` (16 bytes), the challenge's \`nonce\` (32 bytes), and the last 24 bytes of Logon, those after \`signature\`.
3. The server answers [LogonAccepted](#logonaccepted), or [Logout](#logout) with the reason, and closes.

A key is a session: it has one number, one stream of reports, and one live connection. A newcomer with a key in use is refused with SessionInUse. Both sides send something at least every \`heartbeat_ms\`; a server answers each [Heartbeat](#heartbeat) with one.

## Resuming

Reports of a session are numbered by \`session_sequence\`, from 1 without gaps. Keep the number of the last one you processed, and the highest \`sequence\` you have seen. To go on after a disconnect, log on with option bit 1, \`last_session_sequence\` and \`last_sequence\`. The server sends the reports after that number again, flag bit 0 set in their headers, then [ResumeComplete](#resumecomplete); what follows is live.

- SessionReject with ResumeUnavailable, then ResumeComplete with a count of 0: those reports are no longer kept, or the numbers do not match. The connection is live; start from queries.
- SequenceAhead: you hold a report of a command the server does not have, or, since it started, one with a number that it never gave. The server halts, for its journal is older than what it once confirmed.

## Exactly once

Each request carries a client id, unique for its account. Send the request again with the same bytes whenever you do not know what became of it, after a timeout, a disconnect or a restart of either side: it takes effect once.

- First time: it is journaled and answered. A refusal by the engine ([RequestRejected](#requestrejected)) is journaled too.
- Same id, same bytes: [RequestRepeated](#requestrepeated), then the first answer again, marked as sent before.
- Same id, other bytes: RequestRejected with DuplicateId.
- SessionReject: nothing was taken. After Busy, Throttled or JournalStalled send the same bytes later.

With flag bit 3 of [NewOrder](#neworder) the id of an order may be taken again once that order is done.

An account's window remembers its last 65,536 requests and every open order ([SetRequestWindow](#setrequestwindow)). The references of Deposit, Withdraw and Transfer are remembered for good. With the policy \`Disk\`, no report leaves before its command is on disk.

## Market data

[Subscribe](#subscribe) is answered by a snapshot, then changes. \`feed_sequence\` has no gaps for a subscriber; after a gap, send Unsubscribe and then Subscribe. Apply BookUpdate to the book: a quantity of 0 removes the level; changes that do not fit one frame come in several, and only the last, with \`more\` 0, carries the checksum. A snapshot of several parts is whole when \`last\` is 1.

\`checksum\` is CRC-32C (Castagnoli) over the top ten bids from the best down, then the top ten asks from the best up: for each level the price (i64, little endian) and the quantity (u64, little endian), 16 bytes a level. A side with fewer levels contributes those it has; the checksum of an empty book is 0. It covers the book after the changes it comes with, in a snapshot of several parts the whole one. If yours differs, send Unsubscribe and then Subscribe.

L3 (OrdersSnapshot, OrdersUpdate) tells every displayed order. An order added stands last in the queue at its price; one that is executed or reduced keeps its place, and leaves at quantity 0. Pegged orders that move together are shown as one order with an id from 2^52 on: an order added under an id that is there already grows in its place. All changes of one command come together: apply them all, then look. \`checksum\` is CRC-32C over the first ten bids and then the first ten asks in the order they would trade: for each order its id (u64), price (i64) and quantity (u64), little endian, 24 bytes an order.

After a disconnect, L3 and Trades go on where they stopped: name in Subscribe the \`feed_sequence\` and \`sequence\` of the last frame you hold. If what followed is still kept (the last 65,536 bytes of an instrument and feed at least, for a minute after its last reader left), [FeedResumed](#feedresumed) comes and then those frames, without a snapshot. If not, L3 begins with a snapshot and Trades with what is new.

How often a feed is sent depends on what was asked and on the key's tier (LogonAccepted.permissions). Changes that come closer together are put in one update, which shows the book after a whole command, so it is never crossed in between. A reader that is too slow is sent nothing until it has read; then it gets a snapshot, or for L3 and Trades what it missed if that is still kept.
`;

function cell(doc: string[]): string {
  return doc.join(' ').replaceAll('|', '\\|');
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function hexType(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(4, '0')}`;
}

function link(name: string): string {
  return `[${name}](#${name.toLowerCase()})`;
}

function fieldType(field: Field): string {
  if (isText(field)) return `text (${field.size})`;
  const one = isScalar(field.type) ? typeName[field.type] : link(field.type);
  return field.count === undefined ? one : `${one} × ${field.count}`;
}

function fieldDoc(field: Field): string {
  return isReserved(field) && field.doc.length === 0 ? 'Zero.' : cell(field.doc);
}

function structTable(struct: Struct): string {
  const rows = struct.fields.map((field) => [String(field.offset), String(field.size), `\`${field.name}\``, fieldType(field), fieldDoc(field)]);
  return table(['offset', 'size', 'field', 'type', 'description'], rows);
}

function structText(schema: Schema, struct: Struct): string {
  const message = schema.messages.find((each) => each.struct === struct);
  const title = message ? `${hexType(message.type)}, ${struct.size} bytes` : `${struct.size} bytes`;
  const follows = variable[struct.name] ? `, then ${variable[struct.name]}` : '';
  const description = cell(struct.doc);
  return `### ${struct.name}\n\n${description ? `${description}\n\n` : ''}${title}${follows}.\n\n${structTable(struct)}\n`;
}

function enumText({ name, doc, base, members }: Enum): string {
  if (name === 'MessageType') return '';
  const rows = members.map((member) => [String(member.value), member.name, cell(member.doc)]);
  return `### ${name}\n\n${cell(doc)} (${typeName[base]})\n\n${table(['value', 'name', 'description'], rows)}\n`;
}

function messageTypes(schema: Schema): string {
  const types = schema.enumOf('MessageType');
  const rows = schema.messages.map(({ type, struct, variable: open }) => [hexType(type), link(struct.name), open ? `${struct.size} and more` : String(struct.size), cell(struct.doc)]);
  return `## Message types\n\n### MessageType\n\n${cell(types?.doc ?? [])} (u16)\n\n${table(['value', 'name', 'size', 'description'], [['0x0000', 'None', '', 'Never valid.'], ...rows])}\n`;
}

function shown(schema: Schema, field: Field, bytes: Buffer): string {
  const enumeration = schema.enumOf(field.type);
  if (isText(field)) return JSON.stringify(bytes.toString('latin1').replace(/\0+$/, ''));
  if (field.type === 'Amount') return String((bytes.readBigInt64LE(8) << 64n) | bytes.readBigUInt64LE(0));
  if (field.count !== undefined) return '';
  const base = enumeration?.base ?? field.type;
  if (!isScalar(base)) return '';
  const size = scalarSize[base];
  const signed = base === 'long' || base === 'int';
  const value = size === 8 ? (signed ? bytes.readBigInt64LE(0) : bytes.readBigUInt64LE(0)) : signed ? bytes.readInt32LE(0) : bytes.readUIntLE(0, size);
  const name = enumeration?.members.find((member) => member.value === Number(value))?.name;
  return name === undefined ? String(value) : `${value} (${name})`;
}

function hexRow(bytes: Buffer): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) rows.push(bytes.subarray(at, at + 16).toString('hex').replace(/../g, '$& ').trim());
  return rows;
}

/** One line of a dump a field: offset in the frame, bytes, name, value; long fields over several lines. */
function dump(schema: Schema, struct: Struct, bytes: Buffer, base: number, path = ''): string[] {
  return struct.fields.flatMap((field) => {
    const nested = schema.structOf(field.type);
    const start = base + field.offset;
    if (nested && field.type !== 'Amount' && field.count === undefined) return dump(schema, nested, bytes, start, `${path}${field.name}.`);
    const [first, ...more] = hexRow(bytes.subarray(start, start + field.size));
    const value = shown(schema, field, bytes.subarray(start, start + field.size));
    const line = (at: number, hex: string): string => `${String(at).padStart(4)}  ${hex.padEnd(47)}`;
    return [`${line(start, first ?? '')}  ${path}${field.name}${value ? ` = ${value}` : ''}`, ...more.map((hex, index) => line(start + 16 * (index + 1), hex).trimEnd())];
  });
}

function example(schema: Schema, golden: Golden[], name: string, text: string, entry?: string): string {
  const frame = golden.find((each) => each.name === name);
  const header = schema.structOf('FrameHeader');
  const struct = schema.structOf(name);
  if (!frame || !header || !struct) return '';
  const bytes = Buffer.from(frame.frame, 'hex');
  const lines = [...dump(schema, header, bytes, 0, 'header.'), ...dump(schema, struct, bytes, header.size)];
  const entryStruct = entry === undefined ? undefined : schema.structOf(entry);
  if (entryStruct) {
    const from = header.size + struct.size;
    for (let at = from; at < bytes.length; at += entryStruct.size) lines.push(...dump(schema, entryStruct, bytes, at, `${entry?.toLowerCase()}[${(at - from) / entryStruct.size}].`));
  }
  return `### A ${name} frame\n\n${text}\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`;
}

export function protocolManual(schema: Schema, golden: Golden[]): string {
  const sections = new Map<string, string[]>();
  for (const struct of schema.structs) {
    const heading = `Structs: ${struct.section}`;
    sections.set(heading, [...(sections.get(heading) ?? []), structText(schema, struct)]);
  }
  return [
    '<!-- Generated from wire.fbs; do not edit. -->\n',
    introduction,
    '## Worked examples\n\nThe bytes are those of `schema/golden.json`, which the Rust and the TypeScript side are both tested against. Columns: offset in the frame, bytes, field and value.\n',
    example(schema, golden, 'NewOrder', 'Buy 1,500 lots at 6,412,350 ticks, post-only, good till canceled.'),
    example(schema, golden, 'Fill', 'The order rested, and 400 of its lots traded. The fee is below 0: a rebate.'),
    example(schema, golden, 'BookSnapshot', 'Two bids and one ask. The checksum is the CRC-32C of the last 48 bytes, as each side has fewer than ten levels.', 'Level'),
    messageTypes(schema),
    '## Enumerations\n',
    ...schema.enums.map(enumText).filter(Boolean),
    ...[...sections].flatMap(([heading, texts]) => [`## ${heading}\n`, ...texts]),
  ]
    .filter(Boolean)
    .join('\n');
}
