import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as wire from '../src/wire.ts';
import { Level, LevelChange, MessageType, MessageTypeName, NewOrder, RejectReason, RejectReasonName, RequestHeader, Side, SideName } from '../src/wire.ts';

type Golden = { name: wire.MessageName; frame: string; value: unknown };
const golden: Golden[] = JSON.parse(readFileSync(new URL('../golden.json', import.meta.url), 'utf8'));

const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A value as golden.json holds it. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) => {
      if (typeof item === 'bigint') return `${item}n`;
      return item instanceof Uint8Array ? `0x${toHex(item)}` : item;
    }),
  );
}

function fromPlain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, item: unknown) => {
    if (typeof item !== 'string') return item;
    if (/^-?\d+n$/.test(item)) return BigInt(item.slice(0, -1));
    return item.startsWith('0x') ? fromHex(item.slice(2)) : item;
  });
}

const order: NewOrder = {
  request: { clientId: 'order-1', account: 7, originSession: 0n, originSequence: 0n },
  instrument: 3,
  side: Side.Sell,
  type: wire.OrderType.Limit,
  timeInForce: wire.TimeInForce.Gtc,
  stp: wire.StpMode.CancelTaker,
  price: 100n,
  quantity: 5n,
  quoteAmount: -1n,
  flags: 0,
};

test('golden.json has every message', () => {
  const names = Object.keys(MessageType).filter((name) => name !== 'None');
  assert.deepEqual(golden.map(({ name }) => name), names);
  assert.deepEqual(Object.values(wire.messages).map(({ name }) => name).sort(), names.sort());
});

for (const { name, frame, value } of golden) {
  test(`${name} reads and writes the bytes that Rust wrote`, () => {
    const bytes = fromHex(frame);
    const decoded = wire.decodeFrame(bytes);
    assert.equal(decoded.name, name);
    assert.equal(decoded.type, MessageType[name]);
    assert.equal(decoded.length, bytes.length);
    assert.deepEqual(plain(decoded.value), value);

    const entries = decoded.entries.length > 0 ? decoded.entries : undefined;
    const encode = wire.encodeFrame as (type: number, value: unknown, flags: number, entries?: Uint8Array) => Uint8Array;
    assert.equal(toHex(encode(decoded.type, fromPlain(value), 0, entries)), frame);

    // Memory that held something else ends up the same: reserved fields and padding are written too.
    const used = new Uint8Array(bytes.length + 8).fill(0xff);
    const write = wire.writeFrame as (view: DataView, at: number, type: number, value: unknown, flags: number, entries?: Uint8Array) => number;
    assert.equal(write(new DataView(used.buffer), 8, decoded.type, decoded.value, 0, entries), bytes.length);
    assert.equal(toHex(used.subarray(8)), frame);
  });
}

test('several frames come off one message', () => {
  const bytes = Buffer.concat([wire.encodeFrame(MessageType.NewOrder, order), wire.encodeFrame(MessageType.Heartbeat, { nonce: 1n, time: 2n }, wire.FLAG_RESENT)]);
  const frames = [...wire.decodeFrames(bytes)];
  assert.deepEqual(frames.map(({ name, flags }) => [name, flags]), [['NewOrder', 0], ['Heartbeat', 1]]);
  const [first] = frames;
  assert.ok(first?.type === MessageType.NewOrder);
  assert.deepEqual(first.value, order);
});

test('entries are read and written whole', () => {
  const snapshot = golden.find(({ name }) => name === 'BookSnapshot');
  const frame = wire.decodeFrame(fromHex(snapshot?.frame ?? ''));
  const levels = wire.decodeEntries(Level, frame.entries);
  assert.deepEqual(levels[0], { price: 6_412_350n, quantity: 1_500n });
  assert.equal(levels.length, 3);
  assert.equal(toHex(wire.encodeEntries(Level, levels)), toHex(frame.entries));
  assert.throws(() => wire.decodeEntries(LevelChange, new Uint8Array(25)), RangeError);
});

test('offsets lead to the fields', () => {
  const bytes = wire.encodeFrame(MessageType.NewOrder, order);
  const view = new DataView(bytes.buffer, wire.HEADER_SIZE);
  assert.equal(view.getBigInt64(NewOrder.offsets.price, true), 100n);
  assert.equal(view.getUint32(NewOrder.offsets.request + RequestHeader.offsets.account, true), 7);
});

test('names of values', () => {
  assert.equal(SideName[Side.Sell], 'Sell');
  assert.equal(RejectReasonName[RejectReason.LimitExceeded], 'LimitExceeded');
  assert.equal(MessageTypeName[0x0201], 'NewOrder');
  assert.equal(RejectReasonName[19], undefined);
});

const refusedValues: [string, Partial<NewOrder>][] = [
  ['a price beyond i64', { price: 1n << 63n }],
  ['a quantity below 0', { quantity: -1n }],
  ['an amount beyond 128 bits', { quoteAmount: 1n << 127n }],
  ['an instrument that is no whole number', { instrument: 1.5 }],
  ['flags beyond u32', { flags: 2 ** 32 }],
  ['a client id too long', { request: { ...order.request, clientId: 'x'.repeat(37) } }],
  ['a client id with a blank', { request: { ...order.request, clientId: 'a b' } }],
];
for (const [name, change] of refusedValues) {
  test(`writing refuses ${name}`, () => {
    assert.throws(() => wire.encodeFrame(MessageType.NewOrder, { ...order, ...change }), RangeError);
  });
}

test('amounts reach both ends of 128 bits', () => {
  for (const quoteAmount of [0n, 1n, -1n, (1n << 127n) - 1n, -(1n << 127n), 1n << 64n, -(1n << 64n)]) {
    const frame = wire.decodeFrame(wire.encodeFrame(MessageType.NewOrder, { ...order, quoteAmount }));
    assert.ok(frame.type === MessageType.NewOrder);
    assert.equal(frame.value.quoteAmount, quoteAmount);
  }
});

const brokenFrames: [string, (bytes: Uint8Array) => Uint8Array][] = [
  ['a cut header', (bytes) => bytes.subarray(0, 7)],
  ['a cut body', (bytes) => bytes.subarray(0, bytes.length - 8)],
  ['length 0', (bytes) => bytes.fill(0, 0, 2)],
  ['a length that is no multiple of 8', (bytes) => bytes.fill(33, 0, 1)],
  ['a length that is not its type\'s', (bytes) => bytes.fill(64, 0, 1)],
  ['an unknown type', (bytes) => bytes.fill(0, 2, 4)],
  ['an unknown version', (bytes) => bytes.fill(2, 4, 5)],
];
for (const [name, change] of brokenFrames) {
  test(`reading refuses ${name}`, () => {
    assert.throws(() => wire.decodeFrame(change(wire.encodeFrame(MessageType.NewOrder, order))), RangeError);
  });
}
