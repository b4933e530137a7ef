// Rate limits, guesses of passwords, and whose address it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Addresses, Refusal, realPeer } from '../src/index.ts'
import { Buckets } from '../src/rights/buckets.ts'
import { peerKey } from '../src/rights/peer.ts'
import { RateLimits } from '../src/rights/rate-limits.ts'
import { DEFAULTS } from '../src/settings.ts'
import { DAY, MINUTE, onSqlite, PASSWORD, person, SECOND, VISITOR } from './helpers.ts'

const FEW = { capacity: 3, perSecond: 1 }

test('a bucket gives what it holds, then as fast as it fills', () => {
  let now = 0
  const buckets = new Buckets({ capacity: 10, perSecond: 2 }, () => now)
  for (let n = 9; n >= 0; n--) assert.deepEqual(buckets.take('a').remaining, n)
  assert.deepEqual(buckets.take('a'), { allowed: false, remaining: 0, retryAfterMs: 500 })
  now = 499
  assert.equal(buckets.take('a').allowed, false)
  now = 500
  assert.equal(buckets.take('a').allowed, true)
  assert.equal(buckets.take('b').allowed, true)
  now = 100_000
  assert.equal(buckets.take('a', 11).allowed, false)
  assert.equal(buckets.take('a', 10).allowed, true)
  now = 0
  assert.equal(buckets.take('a').allowed, false, 'a clock that is set back gives nothing')
})

test('as many names as come, so much memory and no more; those in use stay', () => {
  let now = 0
  const buckets = new Buckets(FEW, () => now, 1_000)
  for (let n = 0; n < 3; n++) buckets.take('steady')
  for (let n = 0; n < 100_000; n++) {
    now += 0.001
    buckets.take(`peer ${n}`)
    if (n % 500 === 0) assert.equal(buckets.take('steady').allowed, false)
  }
  assert.equal(buckets.size, 1_000)
})

// req: AU-07 VR-08
test('before a log-in the peer counts; after it person, account, key and place, whatever the others have left', () => {
  let now = 0
  const many = { capacity: 100, perSecond: 100 }
  const limits = {
    peer: FEW,
    user: { capacity: 8, perSecond: 1 },
    account: many,
    key: FEW,
    endpoints: { 'deposits.create': FEW },
  }
  const gate = new RateLimits(limits, () => now)
  const tries = (count: number, take: (n: number) => { allowed: boolean }): number =>
    Array.from({ length: count }, (_, n) => take(n).allowed).filter(Boolean).length
  assert.equal(
    tries(9, () => gate.beforeLogIn('192.0.2.1')),
    3,
  )
  assert.equal(
    tries(9, () => gate.beforeLogIn('192.0.2.2')),
    3,
  )
  assert.equal(
    tries(9, () => gate.afterLogIn({ userId: 'a', keyId: 'k1' })),
    3,
  )
  assert.equal(
    tries(9, () => gate.afterLogIn({ userId: 'a', keyId: 'k2' })),
    3,
  )
  // Another key buys nothing once the person has used theirs up.
  assert.equal(
    tries(20, (n) => gate.afterLogIn({ userId: 'a', keyId: `k${n + 3}` })),
    2,
  )
  assert.equal(
    tries(9, () => gate.afterLogIn({ userId: 'b' }, { endpoint: 'deposits.create' })),
    3,
  )
  // What the place refused has taken nothing from the person.
  assert.equal(
    tries(9, () => gate.afterLogIn({ userId: 'b' }, { endpoint: 'elsewhere' })),
    5,
  )
  now += SECOND
  assert.equal(
    tries(9, () => gate.afterLogIn({ userId: 'c' }, { account: 'x' })),
    8,
  )
})

// req: AU-06
test('deposits are ten a minute', () => {
  let now = 0
  const gate = new RateLimits(DEFAULTS.limits, () => now)
  const deposit = () => gate.afterLogIn({ userId: 'a' }, { endpoint: 'deposits.create' })
  for (let n = 0; n < 10; n++) assert.equal(deposit().allowed, true)
  assert.deepEqual(deposit(), { allowed: false, remaining: 0, retryAfterMs: 6_000 })
  now += 6_000
  assert.equal(deposit().allowed, true)
  assert.equal(deposit().allowed, false)
})

test('the real peer is who connected, and what a trusted proxy says of it', () => {
  const none = new Addresses([])
  const proxies = new Addresses(['10.0.0.0/8', '127.0.0.1', 'fd00::/8'])
  const cases: [string, string | undefined, Addresses, string][] = [
    ['192.0.2.1', '198.51.100.1', none, '192.0.2.1'],
    ['192.0.2.1', '198.51.100.1', proxies, '192.0.2.1'],
    ['10.0.0.9', '198.51.100.1', proxies, '198.51.100.1'],
    // What stands before the proxy's own entry the client wrote.
    ['10.0.0.9', '1.2.3.4, 198.51.100.1', proxies, '198.51.100.1'],
    ['10.0.0.9', '1.2.3.4, 198.51.100.1, 10.1.1.1', proxies, '198.51.100.1'],
    ['::ffff:10.0.0.9', '::ffff:198.51.100.1', proxies, '198.51.100.1'],
    ['fd00::1', '2001:db8::7', proxies, '2001:db8::7'],
    ['10.0.0.9', undefined, proxies, '10.0.0.9'],
    ['10.0.0.9', '', proxies, '10.0.0.9'],
    ['10.0.0.9', '198.51.100.1, unknown', proxies, '10.0.0.9'],
    ['10.0.0.9', '127.0.0.1', proxies, '127.0.0.1'],
  ]
  for (const [connection, header, trusted, real] of cases) {
    assert.equal(realPeer(connection, header, trusted), real, `${connection} ${header}`)
  }
})

test('all addresses of one household are one peer', () => {
  assert.equal(peerKey('2001:db8:1:2::1'), peerKey('2001:db8:1:2:ffff:1:2:3'))
  assert.notEqual(peerKey('2001:db8:1:2::1'), peerKey('2001:db8:1:3::1'))
  assert.equal(peerKey('2001:0db8:1:2::1'), peerKey('2001:db8:1:2::'))
  assert.equal(peerKey('::1'), '0:0:0:0::/64')
  assert.equal(peerKey('::ffff:192.0.2.1'), '192.0.2.1')
  assert.equal(peerKey('fe80::1%eth0'), 'fe80:0:0:0::/64')
})

test('guesses at somebody’s password end soon, and do not keep them out', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const { email } = await person(world)
  const guess = async (peer: string, password = 'a wrong guess', whom = email): Promise<string> => {
    const error = await access.logIn
      .logIn({ peer, agent: '' }, { email: whom, password })
      .catch((it: unknown) => it)
    return error instanceof Refusal ? error.code : 'in'
  }
  const guesses = async (count: number, peer: (n: number) => string, whom?: string): Promise<number> => {
    let looked = 0
    for (let n = 0; n < count; n++) if ((await guess(peer(n), undefined, whom)) !== 'TOO_MANY') looked++
    return looked
  }
  assert.equal(await guesses(20, () => '203.0.113.1'), 5)
  // Also with the right password: a stop that lets it through tells which one that is.
  assert.equal(await guess('203.0.113.1', PASSWORD), 'TOO_MANY')
  // From many peers at once: 15 more.
  assert.equal(await guesses(60, (n) => `198.51.100.${n}`), 15)
  // The owner logs on from where they did before.
  assert.equal(await guess(VISITOR.peer, PASSWORD), 'in')
  assert.equal(await guess('192.0.2.200', PASSWORD), 'TOO_MANY')
  clock.now += MINUTE
  assert.equal(await guess('192.0.2.200', PASSWORD), 'in')
  // Somebody who is not there is treated alike.
  assert.equal(await guesses(20, () => '203.0.113.2', 'nobody@example.org'), 5)
  // One peer that tries one password on everybody.
  clock.now += DAY
  const spray = await Promise.all(
    Array.from({ length: 70 }, (_, n) => guess('203.0.113.3', 'x', `p${n}@example.org`)),
  )
  assert.equal(spray.filter((it) => it !== 'TOO_MANY').length, 50)
})

test('a flood of log-ins waits in a short line; what comes beyond is refused', async (t) => {
  const passwords = { memoryKib: 1_024, passes: 1, atOnce: 2, waitingMax: 5 }
  const { access } = await onSqlite(t, { settings: { passwords } })
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      access.logIn
        .logIn({ peer: `203.0.113.${n}`, agent: '' }, { email: `p${n}@example.org`, password: 'x' })
        .catch((error: { code: string; retryAfterMs?: number }) => `${error.code} ${error.retryAfterMs}`),
    ),
  )
  const looked = all.filter((it) => it === 'INVALID_CREDENTIALS undefined').length
  assert.ok(looked >= 7, `${looked} were looked at`)
  assert.equal(all.filter((it) => it === 'TOO_MANY 1000').length, 40 - looked)
  assert.ok(looked < 40)
})
