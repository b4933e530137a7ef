// Books that plain clients keep, by chance cut off, over restarts of the streams and of the exchange: each has to be the
// exchange's own whenever the market rests. 15 seconds; a minute in CI; LONG=1 an hour; SECONDS=n that many.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Depth, Side } from '@tapebook/client'
import { needsAddon, until } from '@tapebook/testing'
import { Flow } from './flow.ts'
import { startVenue } from './helpers.ts'
import { PlainClient } from './plain-client.ts'

const { LONG, CI } = process.env
const SECONDS = Number(process.env.SECONDS ?? (LONG !== undefined ? 3_600 : CI !== undefined ? 60 : 15))
const STREAMS = ['btcusd@depth@100ms', 'btcusd@depth', 'btcusd@depth@1000ms'] as const
/** Of so many rounds one begins with a restart of each. */
const RESTART_ROUNDS = 8
const MANY = 1e9

// req: WS-07
test('books of plain clients are the exchange’s, however often they come anew', needsAddon, async (t) => {
  const streams = { limits: { attempts: MANY }, apiLimits: { weight: MANY } }
  const venue = await startVenue(t, { streams })
  const flow = await Flow.of(venue)
  const theirs = venue.bob.subscribe(await venue.bob.instrument('BTCUSD'), Depth.L2, 10)
  const clients = STREAMS.map((name) => new PlainClient(venue.base, name))
  t.after(() => {
    for (const client of clients) client.cut()
  })
  /** Brings those back whose connection is gone, with flow about them. */
  const reopen = async (gone: readonly PlainClient[]): Promise<void> => {
    let isOver = false
    const opened = Promise.all(gone.map((client) => client.open())).finally(() => {
      isOver = true
    })
    while (!isOver) await flow.run(5)
    await opened
  }
  await reopen(clients)
  const end = Date.now() + 1_000 * SECONDS
  let [rounds, cuts] = [0, 0]
  while (rounds < RESTART_ROUNDS || Date.now() < end) {
    rounds++
    await flow.run(20 + flow.random(60))
    if (rounds % RESTART_ROUNDS === 3) {
      await venue.restartStreams()
      await reopen(clients)
    }
    // Their connections outlive the exchange.
    if (rounds % RESTART_ROUNDS === 5) await venue.restartExchange()
    const gone = clients.filter(() => flow.random(4) === 0)
    for (const client of gone) client.cut()
    cuts += gone.length
    await reopen(gone)
    for (const [side, word] of [
      [Side.Buy, 'b'],
      [Side.Sell, 'a'],
    ] as const) {
      const truth = (await flow.levels(side)).join()
      for (const client of clients) await until(() => client.levels(word).join() === truth)
    }
    assert.deepEqual(
      clients.flatMap(({ faults }) => faults),
      [],
    )
    // Another session's book has the same numbers, whenever it came: so has what REST answers by.
    await until(() => clients.every(({ last }) => last === Number(theirs.sequence)))
  }
  assert.ok(cuts > 0 && clients.every(({ events, snapshots }) => events > 0 && snapshots > 0))
  const events = clients.reduce((sum, client) => sum + client.events, 0)
  t.diagnostic(`${rounds} rounds, ${events} events, ${cuts} connections cut`)
})
