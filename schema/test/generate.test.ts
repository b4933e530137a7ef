import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { crc32c } from '../generate/crc32c.ts';
import { parse, valueRanges } from '../generate/parse.ts';

const types = 'enum MessageType : ushort { None = 0, Ping = 1 }\n';

test('structs are laid out with offsets, arrays and comments', () => {
  const { messages } = parse(`${types}struct Pair { a: uint; b: uint; }\n/// Alive.\nstruct Ping { pairs: [Pair:2]; /// Last.\n tail: ulong; }`);
  const ping = messages[0]?.struct;
  assert.deepEqual(ping?.doc, ['Alive.']);
  assert.equal(ping?.size, 24);
  assert.deepEqual(ping?.fields.map(({ name, offset, size, doc }) => [name, offset, size, doc]), [['pairs', 0, 16, []], ['tail', 16, 8, ['Last.']]]);
});

const refused: [string, string][] = [
  ['a gap before a field', `${types}struct Ping { a: uint; b: ulong; }`],
  ['a gap at the end', `${types}struct Ping { a: ulong; b: uint; }`],
  ['a message that is no multiple of 8', `${types}struct Ping { a: uint; }`],
  ['a message type without a struct', types],
  ['an undeclared type', `${types}struct Ping { a: Pong; }`],
  ['a table', `${types}table Ping { a: ulong; }`],
];
for (const [name, source] of refused) {
  test(`the parser refuses ${name}`, () => assert.throws(() => parse(source), /wire\.fbs:/));
}

test('values with gaps become ranges', () => {
  const schema = parse(`${types}enum Reason : ubyte { A = 0, B = 1, C = 5 } struct Ping { a: ulong; }`);
  const reason = schema.enumOf('Reason');
  assert.ok(reason);
  assert.deepEqual(valueRanges(reason), [[0, 1], [5, 5]]);
});

test('crc32c is the Castagnoli one', () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
  assert.equal(crc32c(new Uint8Array()), 0);
});

test('committed files are what wire.fbs gives', () => {
  const script = fileURLToPath(new URL('../generate.ts', import.meta.url));
  execFileSync(process.execPath, ['--import', 'tsx', script, '--check'], { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: 'pipe' });
});
