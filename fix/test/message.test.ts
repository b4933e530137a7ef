import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode, encodeFrame, Fields, FixMessage, MalformedError, shapes } from '../src/index.ts'
import { message, numbers, textOf } from './support.ts'

const bytes = (text: string): Buffer => Buffer.from(text.replaceAll('|', '\x01'), 'latin1')
const read = (text: string): FixMessage => decode(bytes(text), shapes('4.4'))

test('a message is read into its fields in their order, with groups in groups', () => {
  const text =
    '35=i|117=q1|296=2|302=1|304=2|295=2|299=1|55=BTCUSD|132=1|134=2|299=2|55=BTCUSD|302=2|304=1|295=1|299=3|55=ACME|'
  const got = read(text)
  const sets = got.group(296)
  assert.equal(textOf(got), text)
  assert.equal(sets.length, 2)
  assert.deepEqual(
    sets.map((set) => set.group(295).map((entry) => entry.get(299))),
    [['1', '2'], ['3']],
  )
})

test('a field behind a group belongs to the message, also where entries have one of that number', () => {
  const got = message('5.0SP2', '35=D|11=a|453=1|448=X|447=D|452=24|55=BTCUSD|54=1|40=1|38=1|')
  assert.equal(got.group(453)[0]?.get(452), '24')
  assert.equal(got.get(55), 'BTCUSD')
})

test('bytes of a length may have a delimiter in them, and are what they were', () => {
  const got = read('35=A|98=0|108=30|95=5|96=a|b=c|553=user|')
  assert.equal(got.get(96), 'a\x01b=c')
  assert.equal(got.get(553), 'user')
})

test('what is not well formed is refused with the field and the reason', () => {
  const faults: readonly (readonly [string, number, number])[] = [
    ['35=D|11=a|11=b|', 11, 13],
    ['35=D|11=|', 11, 4],
    ['35=D|x=1|', 0, 0],
    ['35=D|011=1|', 11, 0],
    ['35=D|1234567=1|', 123456, 0],
    ['35=D|0=1|', 0, 0],
    ['35=D|11=a', 11, 6],
    ['35=D|453=2|448=A|55=X|', 453, 16],
    ['35=D|453=1|448=A|448=B|', 453, 16],
    ['35=D|453=1|447=D|448=A|', 447, 15],
    ['35=D|453=x|448=A|', 453, 6],
    ['35=D|453=5000|448=A|', 453, 5],
    ['35=A|95=9|96=abc|', 96, 5],
    ['35=D|9=5|', 9, 13],
    ['11=a|35=D|', 35, 11],
    ['', 35, 11],
  ]
  for (const [text, tag, reason] of faults) {
    assert.throws(
      () => read(text),
      (error) => error instanceof MalformedError && error.tag === tag && error.reason === reason,
      text,
    )
  }
})

test('more bytes or fields than are taken are refused', () => {
  assert.throws(() => decode(Buffer.alloc(70_000, 'a'), shapes('4.4')), MalformedError)
  const many = Array.from({ length: 5_000 }, (_, at) => `${10_000 + at}=1|`).join('')
  assert.throws(() => read(`35=D|${many}`), MalformedError)
})

test('a frame has the length and checksum that its bytes have', () => {
  const header = {
    begin: 'FIX.4.4',
    sender: 'TAPE',
    target: 'CLIENT',
    sequence: 12,
    time: '20260102-00:00:00',
  } as const
  const frame = encodeFrame(new FixMessage('0', Fields.of([[112, 'x']])), header).toString('latin1')
  const length = Number(frame.split('\x01')[1]?.slice(2))
  const sum = [...frame.slice(0, frame.indexOf('\x0110=') + 1)].reduce((all, it) => all + it.charCodeAt(0), 0)
  assert.equal(frame.length, frame.indexOf('\x0135=') + 1 + length + '10=000|'.length)
  assert.equal(frame.slice(-5, -1).replace('=', ''), `${sum % 256}`.padStart(3, '0'))
})

test('no bytes make the reader fail in another way than by a refusal', () => {
  const next = numbers(9)
  const seed = bytes('35=i|117=q1|296=1|302=1|304=1|295=1|299=1|55=BTCUSD|132=1.5|134=2|95=2|96=ab|')
  let refused = 0
  for (let round = 0; round < 3_000; round++) {
    const copy = Buffer.from(seed)
    for (let change = next(4); change >= 0; change--) copy[next(copy.length)] = next(3) === 0 ? 1 : next(256)
    try {
      decode(copy, shapes('4.4'))
    } catch (error) {
      assert.ok(error instanceof MalformedError, `${error}`)
      refused++
    }
  }
  assert.ok(refused > 500)
})
