// Market data, symbols, phases, positions and trades, asked of a real exchange in the words of FIX.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import {
  type Client,
  Client as Exchange,
  generateKey,
  type Instrument,
  InstrumentStatus,
  Side,
  setPhase,
} from '@tapebook/client'
import { seedDemo } from '@tapebook/demo'
import { newLogger, startServer } from '@tapebook/server'
import { freePort, needsAddon, newDirectory, until } from '@tapebook/testing'
import { Desk } from '../src/gateway/desk.ts'
import { TradeFiles } from '../src/gateway/trades.ts'
import {
  type Counterparty,
  type Execution,
  type FixMessage,
  Orders,
  type Version,
  verify,
  writeRefusal,
} from '../src/index.ts'
import { message, numbers, sent, textOf } from './support.ts'

interface World {
  readonly alice: Client
  readonly bob: Client
  readonly operator: Client
  readonly bitcoin: Instrument
  readonly told: FixMessage[]
  readonly files: TradeFiles
  isBusy: boolean
  ask(text: string): void
  /** The first message from a place on that is wanted, once it is told. */
  wait(isWanted: (it: FixMessage) => boolean, from?: number): Promise<FixMessage>
}

async function open(t: TestContext, version: Version = '4.4'): Promise<World> {
  const ends: (() => Promise<unknown>)[] = []
  const directory = newDirectory(t, async () => {
    for (const end of ends) await end()
  })
  const keys = { operator: generateKey(), alice: generateKey(), bob: generateKey() }
  const server = await startServer({
    directory,
    operatorKey: keys.operator.publicKey,
    port: await freePort(),
    metricsPort: null,
    handleSignals: false,
    logger: newLogger('silent'),
  })
  ends.push(() => server.close())
  const connect = async (name: keyof typeof keys): Promise<Client> => {
    const url = `ws://127.0.0.1:${server.port}`
    const client = await Exchange.connect({ url, privateKey: keys[name].privateKey })
    ends.unshift(() => client.close())
    return client
  }
  const operator = await connect('operator')
  await seedDemo(operator, { keys: { alice: keys.alice.publicKey, bob: keys.bob.publicKey } })
  const [alice, bob] = [await connect('alice'), await connect('bob')]
  const [instruments, assets] = [await alice.instruments(), await alice.assets()]
  const party: Counterparty = {
    version,
    isExtended: true,
    origin: 0n,
    instrument: (symbol) => instruments.find((it) => it.symbol === symbol),
    instrumentOf: (id) => instruments.find((it) => it.id === id),
    asset: (id) => assets.find((it) => it.id === id),
    account: (name) => (name === undefined || name === 'MAIN' ? alice.account : undefined),
    accountName: () => 'MAIN',
  }
  const told: FixMessage[] = []
  const orders = new Orders()
  const files = new TradeFiles(`${directory}/trades`)
  const note = (all: ReturnType<Orders['flush']>): void => {
    for (const it of all) files.heard(it)
  }
  alice.on('report', (report, info) => note(orders.apply(info.type, report, info.entries)))
  const give = (it: FixMessage): void => {
    verify(sent(version, it), version)
    told.push(it)
  }
  const world: World = {
    ...{ alice, bob, operator, told, files, isBusy: false },
    bitcoin: await alice.instrument('BTCUSD'),
    ask(text) {
      const it = message(version, text)
      verify(it, version)
      desk.take(it)
    },
    async wait(isWanted, from = 0) {
      let found: FixMessage | undefined
      await until(() => {
        found = told.slice(from).find(isWanted)
        return found !== undefined
      })
      if (found === undefined) throw new Error('it was told')
      return found
    },
  }
  const desk = new Desk({
    client: alice,
    party,
    give,
    refused: (refusal) => give(writeRefusal(refusal, party, { time: 0n, id: 'R' })),
    isBusy: () => world.isBusy,
    instruments: async () => instruments,
    trades: (account, day) => files.of(account, day),
    now: () => BigInt(Date.now()) * 1_000_000n,
  })
  ends.unshift(async () => desk.close())
  return world
}

const bid = (instrument: Instrument, price: string, quantity = '0.01') =>
  ({ instrument, side: Side.Buy, price, quantity }) as const

/** A book as W and X tell it: by side and price. */
function bookOf(messages: readonly FixMessage[]): Map<string, string> {
  const book = new Map<string, string>()
  for (const { type, ...it } of messages.map(({ type, fields }) => ({ type, fields }))) {
    if (type === 'W') book.clear()
    for (const entry of it.fields.group(268)) {
      const kind = entry.get(269) ?? ''
      if (kind !== '0' && kind !== '1') continue
      const key = `${kind}@${entry.get(270)}`
      const isKnown = book.has(key)
      if (type === 'X') assert.equal(entry.get(279) === '0', !isKnown, `${key} of action ${entry.get(279)}`)
      if (entry.get(279) === '2') book.delete(key)
      else book.set(key, entry.get(271) ?? '')
    }
  }
  return book
}

test('a book is told whole, and then what changes, and the trades', needsAddon, async (t) => {
  const { alice, bob, bitcoin, told, ask, wait } = await open(t)
  await alice.newOrder(bid(bitcoin, '50000'))
  ask('35=V|262=m|263=1|264=1|265=1|267=3|269=0|269=1|269=2|146=1|55=BTCUSD|')
  const whole = await wait(({ type }) => type === 'W')
  assert.equal(textOf(whole), '35=W|262=m|55=BTCUSD|83=1|268=1|269=0|270=50000|271=0.01|290=1|')
  await alice.newOrder(bid(bitcoin, '50001', '0.02'))
  const better = await wait(({ type }) => type === 'X')
  assert.equal(
    textOf(better),
    '35=X|262=m|268=2|279=2|269=0|55=BTCUSD|270=50000|83=2|279=0|269=0|55=BTCUSD|270=50001|271=0.02|83=2|',
  )
  await bob.newOrder({ instrument: bitcoin, side: Side.Sell, price: '50001', quantity: '0.005' })
  const trade = await wait((it) => it.group(268)[0]?.get(269) === '2')
  const [entry] = trade.group(268)
  assert.deepEqual(
    [279, 270, 271, 880].map((tag) => entry?.get(tag)),
    ['0', '50001', '0.005', '1'],
  )
  await until(() => bookOf(told).get('0@50001') === '0.015')
  const numbersOf = told.map((it) => it.get(83) ?? it.group(268)[0]?.get(83))
  assert.deepEqual(
    numbersOf,
    numbersOf.map((_, at) => `${at + 1}`),
  )
  ask('35=V|262=n|263=0|264=0|267=3|269=0|269=1|269=2|146=1|55=BTCUSD|')
  const once = await wait((it) => it.get(262) === 'n')
  assert.equal(once.group(268).at(-1)?.get(269), '2')
  assert.equal(once.group(268).at(-1)?.get(271), '0.005')
})

test('what is told of a book is the book, through every change, at every depth', needsAddon, async (t) => {
  const world = await open(t)
  const { alice, bitcoin, told, ask, wait } = world
  ask('35=V|262=all|263=1|264=0|265=1|267=2|269=0|269=1|146=1|55=BTCUSD|')
  ask('35=V|262=three|263=1|264=3|265=1|267=1|269=0|146=1|55=BTCUSD|')
  await wait((it) => it.get(262) === 'three')
  const next = numbers(3)
  const open_: string[] = []
  for (let round = 0; round < 150; round++) {
    world.isBusy = next(4) === 0
    if (open_.length > 4 && next(2) === 0) {
      await alice.cancelOrder({ targetClientId: open_.splice(next(open_.length), 1)[0]! })
      continue
    }
    const clientId = `o${round}`
    await alice.newOrder({ ...bid(bitcoin, `${50_000 + next(8)}`, `0.0${1 + next(9)}`), clientId })
    open_.push(clientId)
  }
  world.isBusy = false
  await alice.newOrder(bid(bitcoin, '49000'))
  const levels = new Map<string, bigint>()
  for (const it of await alice.orders()) {
    const key = `0@${bitcoin.ticksToPrice(it.price)}`
    levels.set(key, (levels.get(key) ?? 0n) + it.quantity)
  }
  const whole = [...levels].map(([key, lots]) => [key, bitcoin.lotsToQuantity(lots)] as const)
  const of = (id: string) => [...bookOf(told.filter((it) => it.get(262) === id))].sort()
  const best = [...whole].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, 3)
  await until(() => JSON.stringify(of('all')) === JSON.stringify([...whole].sort()))
  await until(() => JSON.stringify(of('three')) === JSON.stringify(best.sort()))
  assert.equal(of('three').length, 3)
})

test('requests for market data that are not taken say why', needsAddon, async (t) => {
  const { ask, wait, told } = await open(t, '5.0SP2')
  const rows: readonly (readonly [string, string])[] = [
    ['262=a|263=1|264=0|265=1|267=1|269=0|146=1|55=NOPE', '0'],
    ['262=b|263=1|264=-1|265=1|267=1|269=0|146=1|55=BTCUSD', '5'],
    ['262=c|263=1|264=0|265=0|267=2|269=0|269=2|146=1|55=BTCUSD', '6'],
    ['262=d|263=1|264=0|265=1|266=N|267=1|269=0|146=1|55=BTCUSD', '7'],
    ['262=e|263=1|264=0|265=1|267=1|269=J|146=1|55=BTCUSD', '8'],
  ]
  for (const [text, code] of rows) {
    const from = told.length
    ask(`35=V|${text}`)
    assert.equal((await wait(({ type }) => type === 'Y', from)).get(281), code)
  }
  ask('35=V|262=f|263=1|264=1|265=1|267=1|269=0|146=1|55=BTCUSD')
  const empty = await wait(({ type }) => type === 'W')
  assert.equal(empty.group(268)[0]?.get(269), 'J')
  ask('35=V|262=f|263=1|264=1|265=1|267=1|269=0|146=1|55=BTCUSD')
  assert.equal((await wait((it) => it.get(262) === 'f' && it.type === 'Y')).get(281), '1')
})

test('a request that is ended is told nothing more, and its id is free again', needsAddon, async (t) => {
  const { alice, bitcoin, ask, wait, told } = await open(t, '4.2')
  const request = '264=0|265=0|267=1|269=0|146=1|55=BTCUSD'
  ask(`35=V|262=a|263=1|${request}`)
  ask(`35=V|262=b|263=1|${request}`)
  await wait((it) => it.get(262) === 'b')
  ask(`35=V|262=a|263=2|${request}`)
  const from = told.length
  await alice.newOrder(bid(bitcoin, '50000'))
  const fresh = await wait((it) => it.get(262) === 'b' && it.group(268)[0]?.get(270) === '50000')
  assert.equal(fresh.type, 'W')
  assert.ok(!told.slice(from).some((it) => it.get(262) === 'a'))
  ask(`35=V|262=a|263=1|${request}`)
  const again = await wait((it) => it.get(262) === 'a', from)
  assert.equal(again.get(83), '1')
})

test(
  'symbols are listed with their steps, and phases as they change, with news of a halt',
  needsAddon,
  async (t) => {
    const { operator, bitcoin, ask, wait, told } = await open(t)
    ask('35=x|320=l|559=4|')
    const list = await wait(({ type }) => type === 'y')
    const found = list.group(146).find((it) => it.get(55) === 'BTCUSD')
    assert.equal(found?.get(969), bitcoin.ticksToPrice(1n))
    assert.equal(found?.get(15), 'USD')
    ask('35=c|320=d|321=1|55=NOPE|')
    assert.equal((await wait(({ type }) => type === 'd')).get(323), '5')
    ask('35=e|324=s|55=BTCUSD|263=1|')
    assert.equal((await wait(({ type }) => type === 'f')).get(326), '17')
    ask('35=g|335=g|336=BTCUSD|263=0|')
    assert.equal((await wait(({ type }) => type === 'h')).get(340), '2')
    ask('35=g|335=h|336=NOPE|263=0|')
    assert.equal((await wait(({ type }) => type === 'j')).get(380), '2')
    await setPhase(operator, { instrument: bitcoin, status: InstrumentStatus.Halted })
    const halt = await wait((it) => it.type === 'f' && it.get(326) === '2')
    assert.equal(halt.get(325), 'Y')
    const news = await wait(({ type }) => type === 'B')
    assert.equal(news.get(148), 'BTCUSD: halted')
    await setPhase(operator, { instrument: bitcoin, status: InstrumentStatus.Continuous })
    await wait((it) => it.get(148) === 'BTCUSD: continuous')
    assert.equal(told.filter(({ type }) => type === 'h').length, 1)
  },
)

test('positions and the trades of a day are what was traded', needsAddon, async (t) => {
  const { alice, bob, bitcoin, ask, wait, told } = await open(t)
  ask('35=AN|710=none|724=0|55=BTCUSD|')
  assert.equal((await wait(({ type }) => type === 'AP')).get(728), '2')
  await alice.newOrder({ ...bid(bitcoin, '50000', '0.02'), clientId: 'mine' })
  await bob.newOrder({ instrument: bitcoin, side: Side.Sell, price: '50000', quantity: '0.015' })
  let last: FixMessage | undefined
  await until(async () => {
    const from = told.length
    ask(`35=AN|710=p${from}|724=0|1=MAIN|`)
    last = await wait(({ type }) => type === 'AP', from)
    return last.get(728) === '0'
  })
  assert.equal(last?.group(702)[0]?.get(704), '0.015')
  assert.equal(last?.get(730), '50000')
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  ask(`35=AD|568=t|569=0|580=1|75=${day}|`)
  const ack = await wait(({ type }) => type === 'AQ')
  assert.equal(ack.get(748), '1')
  const trade = await wait(({ type }) => type === 'AE')
  assert.deepEqual(
    [571, 32, 31, 880, 912].map((tag) => trade.get(tag)),
    [`T${bitcoin.id}-1B`, '0.015', '50000', '1', 'Y'],
  )
  assert.equal(trade.group(552)[0]?.get(11), 'mine')
  ask('35=AD|568=u|569=0|580=1|75=20200101|')
  assert.equal((await wait((it) => it.get(568) === 'u')).get(748), '0')
  ask('35=AD|568=v|569=0|1=OTHER|580=1|75=20200101|')
  assert.equal((await wait(({ type }) => type === 'j')).get(380), '6')
})

test('trades of a day outlive a crash: told twice they count once, and a busted one is gone', async (t) => {
  const folder = newDirectory(t)
  const day = 1_767_312_000_000_000_000n
  const trade = (tradeId: bigint, time: bigint, kind: Execution['kind'] = 'fill'): Execution =>
    ({
      kind,
      execId: `T3-${tradeId}B`,
      refersTo: `T3-${tradeId}B`,
      time,
      order: { orderId: 5n, account: 7, clientId: 'a', terms: { instrument: 3, side: 0 } },
      fill: {
        tradeId,
        price: kind === 'corrected' ? 11n : 10n,
        quantity: 2n,
        fee: -1n,
        feeAsset: 0,
        liquidity: 1,
        state: 2,
      },
    }) as unknown as Execution
  const first = new TradeFiles(folder)
  for (const id of [1n, 2n, 3n, 4n]) first.heard(trade(id, day + id))
  await first.write()
  const { appendFile } = await import('node:fs/promises')
  await appendFile(`${folder}/20260102.jsonl`, '{"tradeId":"5","instr')
  const second = new TradeFiles(folder)
  second.heard(trade(4n, day + 4n))
  second.heard(trade(5n, day + 5n))
  second.heard(trade(2n, day + 90_000_000_000_000n, 'busted'))
  second.heard(trade(3n, day + 90_000_000_000_000n, 'corrected'))
  const found = await second.of(7, '20260102')
  assert.deepEqual(
    found.map((it) => [it.tradeId, it.price, it.time - day]),
    [
      [1n, 10n, 1n],
      [3n, 11n, 3n],
      [4n, 10n, 4n],
      [5n, 10n, 5n],
    ],
  )
  assert.deepEqual(await second.of(8, '20260102'), [])
  assert.deepEqual(await second.of(7, '20260103'), [])
  await second.tidy(day + 30n * 86_400_000_000_000n)
  assert.deepEqual(await second.of(7, '20260102'), [])
})
