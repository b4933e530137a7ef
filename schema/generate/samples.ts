// A sample of every message. Rust writes their bytes to golden.json; TypeScript and the manual read them there.

import { crc32c } from './crc32c.ts';
import { isScalar, scalarSize, type Field, type Message, type Schema, type Struct } from './parse.ts';
import { camelCase, isReserved, isText } from './names.ts';

export type Value = bigint | string | Uint8Array | Value[] | { [name: string]: Value };
type Fields = { [name: string]: Value };

const request = { client_id: 'mm-7:2026-11-21/000042', account: 12n, origin_session: 0n, origin_sequence: 0n };
const report = { session_sequence: 118n, sequence: 90_071n, time: 1_795_255_200_123_456_789n, index: 0n, session: 3n };

const bids = [
  { price: 6_412_350n, quantity: 1_500n },
  { price: 6_412_300n, quantity: 40n },
];
const asks = [{ price: 6_412_400n, quantity: 275n }];

function levelBytes(levels: { price: bigint; quantity: bigint }[]): Uint8Array {
  const bytes = new Uint8Array(levels.length * 16);
  const view = new DataView(bytes.buffer);
  levels.forEach(({ price, quantity }, index) => {
    view.setBigInt64(index * 16, price, true);
    view.setBigUint64(index * 16 + 8, quantity, true);
  });
  return bytes;
}

const orders = [
  { order_id: 88_213n, price: 6_412_350n, quantity: 1_500n, side: 'Buy' },
  { order_id: 88_190n, price: 6_412_400n, quantity: 275n, side: 'Sell' },
];

function orderBytes(list: { order_id: bigint; price: bigint; quantity: bigint }[]): Uint8Array {
  const words = list.flatMap(({ order_id, price, quantity }) => [order_id, price, quantity]);
  return new Uint8Array(new BigUint64Array(words).buffer);
}

/** Fields that read better in the manual than counted ones; all others are counted. */
const chosen: Record<string, Fields> = {
  NewOrder: { request, instrument: 3n, side: 'Buy', type: 'Limit', time_in_force: 'Gtc', stp: 'CancelTaker', price: 6_412_350n, quantity: 1_500n, quote_amount: 0n, flags: 1n },
  Fill: {
    report: { ...report, index: 2n },
    trade_id: 5_501n, order_id: 88_213n, counterparty_order_id: 88_190n, instrument: 3n, account: 12n,
    client_id: request.client_id, side: 'Buy', liquidity: 'Maker', state: 'PartiallyFilled', price: 6_412_350n, quantity: 400n, leaves: 1_100n,
    cumulative: 400n, notional: 2_564_940_000n, fee: -256_494n, fee_asset: 0n,
  },
  BookSnapshot: {
    instrument: 3n, checksum: BigInt(crc32c(levelBytes([...bids, ...asks]))), feed_sequence: 1n, sequence: 90_071n,
    time: report.time, bids: 2n, asks: 1n, part: 0n, last: 1n,
  },
  OrdersSnapshot: {
    instrument: 3n, checksum: BigInt(crc32c(orderBytes(orders))), feed_sequence: 1n, sequence: 90_071n,
    time: report.time, count: 2n, part: 0n, last: 1n,
  },
};

/** Entries that follow the struct, as [struct, value]. */
export const entries: Record<string, [string, Fields][]> = {
  Applied: [['Deposit', { request: { ...request, client_id: 'wire-2026-11-21-9' }, target: 12n, asset: 0n, amount: 2_500_000n }]],
  BookSnapshot: [...bids, ...asks].map((level) => ['Level', level]),
  BookUpdate: [
    ['LevelChange', { price: 6_412_350n, quantity: 1_100n, side: 'Buy' }],
    ['LevelChange', { price: 6_412_400n, quantity: 0n, side: 'Sell' }],
  ],
  OrdersSnapshot: orders.map((order) => ['BookOrder', order]),
  OrdersUpdate: [['OrderChange', { order_id: 88_213n, price: 6_412_350n, quantity: 1_100n, side: 'Buy', action: 'Execute' }]],
};

export function samples(schema: Schema): { message: Message; value: Fields; entries: [Struct, Fields][] }[] {
  let counter = 0;

  const one = (field: Field): Value => {
    counter++;
    const enumeration = schema.enumOf(field.type);
    if (enumeration) return enumeration.members[counter % enumeration.members.length]?.name ?? '';
    if (field.type === 'Amount') return (BigInt(counter) << 64n) * (counter % 2 ? 1n : -1n) + BigInt(counter);
    const struct = schema.structOf(field.type);
    if (struct) return fill(struct);
    if (!isScalar(field.type)) throw new Error(`${field.type} has no sample`);
    // The top byte differs from the rest, so that a swapped or cut number shows.
    const value = BigInt(counter) + (BigInt(counter % 100) << BigInt(scalarSize[field.type] * 8 - 8));
    const signed = field.type === 'int' || field.type === 'long';
    if (signed && counter % 2) return -value;
    return field.type === 'ubyte' ? BigInt(counter % 256) : value;
  };

  const fieldValue = (field: Field): Value => {
    if (isText(field)) return field.name === 'code' ? 'USD' : field.name === 'symbol' ? 'BTCUSD' : `id-${++counter}`;
    if (field.count === undefined) return one(field);
    if (field.type === 'ubyte') return Uint8Array.from({ length: field.count }, () => ++counter % 256);
    return Array.from({ length: field.count }, () => one(field));
  };

  const fill = (struct: Struct): Fields => Object.fromEntries(struct.fields.filter((field) => !isReserved(field)).map((field) => [field.name, fieldValue(field)]));

  return schema.messages.map((message) => {
    counter = message.type & 0xff;
    const counted = fill(message.struct);
    if ('count' in counted && entries[message.struct.name]) counted['count'] = BigInt(entries[message.struct.name]?.length ?? 0);
    if (message.struct.name === 'Applied') counted['type'] = 'Deposit';
    return {
      message,
      value: chosen[message.struct.name] ?? counted,
      entries: (entries[message.struct.name] ?? []).map(([name, value]): [Struct, Fields] => {
        const struct = schema.structOf(name);
        if (!struct) throw new Error(`${name} is not declared`);
        return [struct, value];
      }),
    };
  });
}

function rustField(schema: Schema, field: Field, value: Value | undefined): string {
  if (isReserved(field)) return field.count === undefined ? '0' : `&[0; ${field.count}]`;
  if (value === undefined) throw new Error(`${field.name} has no value`);
  if (isText(field)) return `&text("${value as string}")`;
  if (field.count !== undefined) {
    const items = value instanceof Uint8Array ? [...value].map(String) : (value as Value[]).map((item) => rustOne(schema, field, item));
    return `&[${items.join(', ')}]`;
  }
  return schema.structOf(field.type) ? `&${rustOne(schema, field, value)}` : rustOne(schema, field, value);
}

function rustOne(schema: Schema, field: Field, value: Value): string {
  if (schema.enumOf(field.type)) return `${field.type}::${value as string}`;
  if (field.type === 'Amount') return `Amount::from(${value as bigint}_i128)`;
  const struct = schema.structOf(field.type);
  return struct ? rustStruct(schema, struct, value as Fields) : String(value);
}

function rustStruct(schema: Schema, struct: Struct, value: Fields): string {
  return `${struct.name}::new(${struct.fields.map((field) => rustField(schema, field, value[field.name])).join(', ')})`;
}

/** Values as golden.json holds them: camelCase names, 64 and 128 bits as "1n", bytes as "0x01", enumerations as numbers. */
function jsonStruct(schema: Schema, struct: Struct, value: Fields): Record<string, unknown> {
  const json = (field: Field, item: Value): unknown => {
    const enumeration = schema.enumOf(field.type);
    if (enumeration) return enumeration.members.find((member) => member.name === item)?.value;
    if (item instanceof Uint8Array) return `0x${Buffer.from(item).toString('hex')}`;
    if (Array.isArray(item)) return item.map((each) => json(field, each));
    if (typeof item === 'string') return item;
    if (typeof item === 'bigint') return isScalar(field.type) && scalarSize[field.type] < 8 ? Number(item) : `${item}n`;
    const nested = schema.structOf(field.type);
    return nested ? jsonStruct(schema, nested, item) : undefined;
  };
  return Object.fromEntries(
    struct.fields.flatMap((field) => {
      const item = value[field.name];
      return isReserved(field) || item === undefined ? [] : [[camelCase(field.name), json(field, item)]];
    }),
  );
}

export function rustSamples(schema: Schema, firstLine: string): string {
  const lines = samples(schema).map(({ message, value, entries: following }) => {
    const { name } = message.struct;
    const json = JSON.stringify(jsonStruct(schema, message.struct, value));
    const tail = following.map(([struct, entry]) => `${rustStruct(schema, struct, entry)}.bytes()`).join(', ');
    return `    golden(\n        "${name}",\n        r#"${json}"#,\n        &${rustStruct(schema, message.struct, value)},\n        &[${tail}].concat(),\n    ),`;
  });
  return `${firstLine}

use tapebook_schema::*;

use super::{golden, text};

pub fn samples() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    vec![
${lines.join('\n').replace(/^/gm, '    ').replaceAll('&[].concat()', '&[]')}
    ]
}
`;
}
