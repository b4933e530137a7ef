// Bytes that no engine would send, from a plain socket: what uses a number, what ends a connection, what fills memory.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort, newDirectory, until } from '@tapebook/testing'
import { isFixBuilt } from '../src/native.ts'
import { framed, RawClient } from './raw.ts'

const needsFix = isFixBuilt() ? {} : { skip: 'the FIX addon is not built' }

const soh = (text: string): string => text.replaceAll('|', '\x01')
const program = fileURLToPath(new URL('./raw-acceptor.ts', import.meta.url))

interface Acceptor {
  readonly port: number
  readonly pid: number
}

/** An acceptor in a process of its own that sends orders back, for THEM and OTHER. */
async function acceptor(t: TestContext): Promise<Acceptor> {
  const port = await freePort()
  const words = ['--import', 'tsx', program, `${port}`, newDirectory(t)]
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') return { port, pid: child.pid! }
  }
  throw new Error('the acceptor ended before it listened')
}

async function client(acceptor: Acceptor, us = 'THEM'): Promise<RawClient> {
  const made = new RawClient('FIX.4.4', us, 'US')
  await made.connect(acceptor.port)
  return made
}

async function loggedOn(acceptor: Acceptor, us = 'THEM'): Promise<RawClient> {
  const made = await client(acceptor, us)
  assert.equal((await made.logon()).type, 'A')
  return made
}

/** A whole message as THEM would send it. */
const message = (number: number, fields: string): string =>
  framed('FIX.4.4', soh(`35=D|34=${number}|49=THEM|52=${now()}|56=US|${fields}`))
const now = (): string => new Date().toISOString().replaceAll('-', '').replace('T', '-').replace('Z', '')

/** Sends an order and waits until it is back: everything before it was dealt with. */
async function echoed(from: RawClient, id: string): Promise<void> {
  from.send('D', `11=${id}|`)
  await from.wait((it) => it.get(11) === id)
}

/** What was sent back, by ClOrdID. */
const orders = (of: RawClient): (string | undefined)[] =>
  of.received.filter(({ type }) => type === 'D').map((it) => it.get(11))

// Each is ignored as garbled (FIX, session layer, 2d and 3b): it uses no number, and the next message is taken with it.
const garbled: Readonly<Record<string, (number: number) => string>> = {
  'a wrong checksum': (number) => message(number, '11=bad|').replace(/10=\d{3}/, '10=000'),
  'a checksum that is no number': (number) => message(number, '11=bad|').replace(/10=\d{3}/, '10=abc'),
  'a length that is too short': (number) => message(number, '11=bad|').replace(/9=\d+/, '9=12'),
  'a length that is no number': (number) => message(number, '11=bad|').replace(/9=\d+/, '9=x1'),
  'a length below zero': (number) => message(number, '11=bad|').replace(/9=\d+/, '9=-12'),
  'a length past every number': (number) =>
    message(number, '11=bad|').replace(/9=\d+/, `9=${'9'.repeat(60)}`),
  'no message type in its place': (number) =>
    framed('FIX.4.4', soh(`34=${number}|35=D|49=THEM|52=${now()}|56=US|11=bad|`)),
  'bytes without a message': () => 'GET / HTTP/1.1\r\nHost: here\r\n\r\n',
}
for (const [name, bytes] of Object.entries(garbled)) {
  test(`${name} is ignored and uses no number`, needsFix, async (t) => {
    const them = await loggedOn(await acceptor(t))
    // In one packet with what is right, before and behind it.
    them.write(message(2, '11=first|') + bytes(3) + message(3, '11=second|'))
    await them.wait((it) => it.get(11) === 'second')
    // The numbers of the answers have no gap: nothing was sent about what was garbled, and nothing came twice.
    assert.deepEqual(
      them.received.map((it) => [it.type, it.number, it.get(11)]),
      [
        ['A', 1, undefined],
        ['D', 2, 'first'],
        ['D', 3, 'second'],
      ],
    )
  })
}

// What follows may count as part of these until it is whole: then a resend brings it back.
const swallowing: Readonly<Record<string, () => string>> = {
  'a length that is too long': () => message(2, '11=bad|').replace(/9=\d+/, '9=5000'),
  'the beginning of messages over and over': () => soh('8=FIX.4.4|').repeat(500),
  'a message that is cut short': () => message(2, '11=bad|').slice(0, 40),
}
for (const [name, bytes] of Object.entries(swallowing)) {
  test(`${name} loses nothing of what follows`, needsFix, async (t) => {
    const them = await loggedOn(await acceptor(t))
    them.write(bytes())
    for (let at = 0; at < 100; at++) them.send('D', `11=A${at}|`)
    await until(() => them.received.some(({ type }) => type === '2') || orders(them).length === 100)
    const request = them.received.find(({ type }) => type === '2')
    for (let number = Number(request?.get(7) ?? them.next); number < them.next; number++) {
      them.send('D', `11=A${number - 2}|`, { number, header: `43=Y|122=${now()}|` })
    }
    await until(() => orders(them).length >= 100)
    assert.deepEqual(
      orders(them),
      Array.from({ length: 100 }, (_, at) => `A${at}`),
    )
  })
}

test('data with the delimiter in it is one field', needsFix, async (t) => {
  const them = await loggedOn(await acceptor(t))
  them.send('D', `11=one|95=7|96=a\x0111=9\x01|58=after|`)
  const back = await them.wait(({ type }) => type === 'D')
  assert.ok(back.text.includes(soh('|95=7|96=a\x0111=9\x01|')), back.text)
  await echoed(them, 'two')
  assert.deepEqual(orders(them), ['one', 'two'])
})

for (const length of ['900000000', '-3', '2', 'x', '99999999999999999999']) {
  test(`data of a length that lies, ${length}, is read within the message`, needsFix, async (t) => {
    const them = await loggedOn(await acceptor(t))
    them.send('D', `11=one|95=${length}|96=abc|58=after|`)
    await echoed(them, 'two')
    assert.deepEqual(orders(them), ['one', 'two'])
  })
}

test('one byte at a time is a message like any other', needsFix, async (t) => {
  const them = await loggedOn(await acceptor(t))
  for (const byte of message(them.next++, '11=slow|')) {
    them.write(byte)
    await new Promise(setImmediate)
  }
  await them.wait((it) => it.get(11) === 'slow')
  assert.equal(orders(them).length, 1)
})

test('a second log-on of a CompID is refused, and the first one trades on', needsFix, async (t) => {
  const at = await acceptor(t)
  const first = await loggedOn(at)
  const second = await client(at)
  second.send('A', '98=0|108=30|')
  await second.closed()
  assert.equal(second.received.filter(({ type }) => type === 'A').length, 0)
  await echoed(first, 'still')
  assert.equal(first.isClosed, false)
})

test('who has no session, or begins with another message than a log-on, is let go', needsFix, async (t) => {
  const at = await acceptor(t)
  const stranger = await client(at, 'NOBODY')
  stranger.send('A', '98=0|108=30|')
  await stranger.closed()
  const hasty = await client(at)
  hasty.send('D', '11=early|')
  await hasty.closed()
  assert.equal(stranger.received.length + hasty.received.length, 0)
  // Neither of them has used a number of the session.
  await echoed(await loggedOn(at), 'late')
})

test('who connects and says nothing is let go', needsFix, async (t) => {
  const silent = await client(await acceptor(t))
  await silent.closed()
  assert.equal(silent.received.length, 0)
})

const MEBIBYTE = 1 << 20
const FLOOD = 96 * MEBIBYTE
/** What a flood of bytes may cost: far less than its length. */
const ROOM = 48 * MEBIBYTE

const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

const needsProc = existsSync('/proc/self/status') ? needsFix : { skip: 'there is no /proc' }

const floods: Readonly<Record<string, string>> = {
  'garbage without end': 'x'.repeat(MEBIBYTE),
  'zeros without end': '\0'.repeat(MEBIBYTE),
  'a message that never ends': soh(`58=${'y'.repeat(MEBIBYTE - 4)}|`),
}
for (const [name, piece] of Object.entries(floods)) {
  test(`${name}: memory is bounded, others trade on`, needsProc, async (t) => {
    const at = await acceptor(t)
    const other = await loggedOn(at, 'OTHER')
    await echoed(other, 'before')
    const before = residentBytes(at.pid)
    const flood = await loggedOn(at)
    if (name.startsWith('a message')) flood.write(soh(`8=FIX.4.4|9=900000000|35=D|34=2|49=THEM|56=US|`))
    let most = 0
    for (let sent = 0; sent < FLOOD && !flood.isClosed; sent += piece.length) {
      flood.write(piece)
      await flood.drained()
      most = Math.max(most, residentBytes(at.pid) - before)
    }
    await echoed(other, 'after')
    assert.ok(most < ROOM, `${Math.round(most / MEBIBYTE)} MiB more`)
  })
}
