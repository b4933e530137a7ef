// Aggregates and their events, as a projection keeps them (EV-05 to EV-10 under the names of the tape).
import assert from 'node:assert/strict'
import { Changes } from '../src/changes.ts'
import { openDatabase } from '../src/database/database.ts'
import { AGGREGATES, hashOf, STORED_EVENTS, StoredEvents } from '../src/market/stored-events.ts'
import { onEach } from './databases.ts'

const at = (sequence: bigint) => ({ sequence, time: 1_000n * sequence, session: 3 })

// req: EV-07 EV-08 EV-10
onEach(
  'an aggregate is retrieved, changed by events and kept, and each event says what it is',
  async (t, kind) => {
    const database = await openDatabase(await kind.url(t))
    t.after(() => database.close())
    await database.migrate()
    let sequence = 0
    const write = async (work: (events: StoredEvents) => void): Promise<void> => {
      // Another process: it knows what the tables know.
      const changes = new Changes()
      const events = new StoredEvents(changes)
      await events.load(database)
      work(events)
      const { changes: rows, statements } = changes.take()
      const place = await database.place()
      sequence++
      await database.write({ changes: rows, statements, from: place, to: { ...place, sequence } })
    }
    await write((events) => events.add(17, 'AccountCreated', { account: 17, tier: 0 }, at(1n)))
    await write((events) => {
      events.add(17, 'MoneyAdded', { asset: 0, amount: '500' }, at(2n))
      events.add(18, 'AccountCreated', { account: 18, tier: 0 }, at(3n))
    })
    await write((events) => events.add(17, 'MoneySubtracted', { asset: 0, amount: '20' }, at(4n)))
    const snapshots = await database.load(AGGREGATES)
    assert.deepEqual(
      snapshots.map(({ account, version }) => [account, version]),
      [
        [17, 3],
        [18, 1],
      ],
    )
    const stored = await database.load(
      { ...STORED_EVENTS, key: [] },
      'aggregate = ? ORDER BY aggregate_version',
      [17],
    )
    assert.deepEqual(
      stored.map(({ event_class, event_data }) => [event_class, JSON.parse(event_data)]),
      [
        ['AccountCreated', { account: 17, tier: 0 }],
        ['MoneyAdded', { asset: 0, amount: '500' }],
        ['MoneySubtracted', { asset: 0, amount: '20' }],
      ],
    )
    // Each hash is validated by its content and the one before; the snapshot's is the last one.
    let hash = ''
    for (const event of stored) {
      assert.equal(event.hash, hashOf(hash, event))
      assert.notEqual(event.hash, hashOf(hash, { ...event, event_data: event.event_data.replace('0', '1') }))
      hash = event.hash
    }
    assert.equal(snapshots[0]?.hash, hash)
  },
)
