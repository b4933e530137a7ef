import assert from 'node:assert/strict'
import { type Database, openDatabase } from '../src/database/database.ts'
import { Projector } from '../src/projector.ts'
import { rebuild } from '../src/rebuild.ts'
import { type Kind, onEach } from './databases.ts'
import { Flow } from './flow.ts'
import { assertSameTables, dump, startExchange } from './helpers.ts'

async function indexes(database: Database, kind: Kind): Promise<unknown[]> {
  const sql =
    kind.name === 'SQLite'
      ? "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' ORDER BY name"
      : "SELECT indexname AS name, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname"
  return await database.query(sql)
}

// req: EV-14
onEach(
  'a rebuild ends with the indexes that it does without, and so does one that was cut off',
  async (t, kind) => {
    const exchange = await startExchange(t)
    await new Flow(exchange.traders[0]!, await exchange.operator.instruments(), 3).send(300)
    await exchange.stop()
    const { directory } = exchange
    const [followed, rebuilt] = [await openDatabase(await kind.url(t)), await openDatabase(await kind.url(t))]
    const projector = new Projector({ directory, database: followed })
    await projector.open()
    while (await projector.step());
    await projector.flush()
    await rebuild(directory, rebuilt)
    assertSameTables(await dump(followed), await dump(rebuilt))
    const all = await indexes(followed, kind)
    assert.deepEqual(await indexes(rebuilt, kind), all)
    await rebuilt.unindex()
    const fewer = (await indexes(rebuilt, kind)).length
    assert.ok(fewer < all.length, `${fewer} of ${all.length}`)
    const next = new Projector({ directory, database: rebuilt })
    await next.open()
    assert.deepEqual(await indexes(rebuilt, kind), all)
    await followed.close()
    await rebuilt.close()
  },
)
