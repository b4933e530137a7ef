// The mark of a sandbox, what its faucet counts, and what goes wrong in it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newDirectory, until } from '@tapebook/testing'
import { type Faults, isSandbox, NO_FAULTS, NotASandboxError, Sandbox, Troubles } from '../src/index.ts'

const DAY = 86_400_000
const AT = 20_000 * DAY + 1_000

test('a folder is marked once, for one journal', (t) => {
  const folder = newDirectory(t)
  assert.equal(isSandbox(folder), false)
  assert.throws(() => Sandbox.open(folder), NotASandboxError)
  Sandbox.create(folder, 'aa', AT).close()
  assert.throws(() => Sandbox.create(folder, 'aa', AT), NotASandboxError)
  assert.throws(() => Sandbox.open(folder, 'bb'), /is of another journal, aa/)
  const again = Sandbox.open(folder, 'aa')
  assert.deepEqual([again.lineage, again.openedAt, again.faults()], ['aa', AT, NO_FAULTS])
  again.close()
})

test('the faucet counts by account, asset and day, and each grant once', (t) => {
  const folder = newDirectory(t)
  // Two processes that give at the same time.
  const [one, other] = [Sandbox.create(folder, 'aa', AT), Sandbox.open(folder)]
  t.after(() => [one.close(), other.close()])
  const grant = { account: 7, asset: 2, amount: 60n }
  assert.equal(one.grant({ ...grant, id: 'a' }, 100n, AT), true)
  assert.equal(other.grant({ ...grant, id: 'a' }, 100n, AT), true)
  assert.equal(other.grant({ ...grant, id: 'b' }, 100n, AT), false)
  assert.equal(other.grant({ ...grant, id: 'b', account: 8 }, 100n, AT), true)
  assert.equal(one.grant({ ...grant, id: 'c', asset: 3 }, 100n, AT), true)
  assert.equal(one.given(7, 2, AT), 60n)
  one.takeBack('a')
  assert.equal(one.grant({ ...grant, id: 'd', amount: 100n }, 100n, AT), true)
  assert.equal(one.given(7, 2, AT + DAY), 0n)
  assert.equal(one.grant({ ...grant, id: 'e', amount: 100n }, 100n, AT + DAY), true)
  const most = 2n ** 126n
  assert.equal(one.grant({ ...grant, id: 'f', account: 9, amount: most }, most, AT), true)
  assert.equal(one.given(9, 2, AT), most)
})

const faults = (change: Partial<Faults>): Faults => ({ ...NO_FAULTS, ...change })

test('faults out of their bounds are not taken', (t) => {
  const sandbox = Sandbox.create(newDirectory(t), 'aa', AT)
  t.after(() => sandbox.close())
  const wrong: Partial<Faults>[] = [
    { rest: { refuse_percent: 100.5, latency_ms: 0 } },
    { rest: { refuse_percent: Number.NaN, latency_ms: 0 } },
    { ws_api: { refuse_percent: 0, latency_ms: -1 } },
    { ws_api: { refuse_percent: 0, latency_ms: 30_001 } },
    { streams: { latency_ms: 0.5, disconnect_s: 0 } },
    { retry_after_s: 0 },
    { ban_s: 86_401 },
  ]
  for (const it of wrong) assert.throws(() => sandbox.setFaults(faults(it)), RangeError, JSON.stringify(it))
  assert.deepEqual(sandbox.faults(), NO_FAULTS)
  const some = faults({ rest: { refuse_percent: 2.5, latency_ms: 10 } })
  sandbox.setFaults(some)
  assert.deepEqual(sandbox.faults(), some)
})

test('a share of requests is refused, and who does not wait is banned', (t) => {
  let draw = 0.1
  let set = faults({ rest: { refuse_percent: 20, latency_ms: 0 }, retry_after_s: 2, strikes: 2, ban_s: 60 })
  const troubles = new Troubles(
    () => set,
    () => draw,
  )
  t.after(() => troubles.close())
  const asked = (now: number, peer = 'a') => {
    const { status, retryAfterS } = troubles.refusal('rest', peer, now) ?? { status: 200, retryAfterS: 0 }
    return [status, retryAfterS]
  }
  assert.deepEqual(asked(0), [429, 2])
  draw = 0.9
  assert.deepEqual(asked(0, 'b'), [200, 0])
  // It was told to wait for two seconds.
  assert.deepEqual(asked(500), [429, 2])
  assert.deepEqual(asked(2_000), [200, 0])
  draw = 0.1
  assert.deepEqual(asked(3_000), [429, 2])
  assert.deepEqual(
    [asked(3_100), asked(3_200), asked(3_300)],
    [
      [429, 2],
      [429, 2],
      [418, 60],
    ],
  )
  assert.deepEqual(asked(60_000), [418, 4])
  draw = 0.9
  assert.deepEqual(asked(63_300), [200, 0])
  assert.deepEqual(troubles.counts, { refused: 5, banned: 2, delayed: 0, disconnected: 0 })
  // The other kind of requests is not touched, and nothing is once it is set off.
  draw = 0
  assert.equal(troubles.refusal('ws_api', 'c', 0), undefined)
  assert.deepEqual(asked(70_000), [429, 2])
  set = NO_FAULTS
  troubles.follow()
  assert.deepEqual(asked(70_001), [200, 0])
})

test('what is sent later goes out in its order, also once it is later no more', async (t) => {
  let set = faults({ streams: { latency_ms: 30, disconnect_s: 0 } })
  const troubles = new Troubles(() => set)
  t.after(() => troubles.close())
  const line = {}
  const sent: number[] = []
  for (let at = 0; at < 5; at++) troubles.later('streams', line, () => sent.push(at))
  assert.equal(sent.length, 0)
  set = NO_FAULTS
  troubles.follow()
  troubles.later('streams', line, () => sent.push(5))
  troubles.later('streams', {}, () => sent.push(100))
  assert.deepEqual(sent, [100])
  await until(() => sent.length === 7)
  assert.deepEqual(sent, [100, 0, 1, 2, 3, 4, 5])
  troubles.later('streams', line, () => sent.push(6))
  assert.equal(sent.at(-1), 6)
})

test('connections end by chance, as often as is set', (t) => {
  const troubles = new Troubles(
    () => faults({ streams: { latency_ms: 0, disconnect_s: 10 } }),
    () => 0.04,
  )
  t.after(() => troubles.close())
  assert.deepEqual([troubles.ends(0.5), troubles.ends(0.3)], [true, false])
  assert.equal(troubles.counts.disconnected, 1)
})
