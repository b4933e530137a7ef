import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, connect as dial, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client, type ClientEvents, Side, type wire } from '@tapebook/client'
import { newDirectory, newKeys, startExchange, until } from './helpers.ts'

/** A wire between client and server that can be cut, or swallow what one side sends. */
async function newWire(t: TestContext, port: number) {
  const pairs = new Set<[Socket, Socket]>()
  const state = { swallow: false }
  const server = createServer((near) => {
    const far = dial(port, '127.0.0.1')
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => state.swallow || near.write(bytes))
    for (const socket of pair) {
      socket.on('error', () => {})
      socket.on('close', () => {
        pairs.delete(pair)
        near.destroy()
        far.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port: at } = server.address() as { port: number }
  return {
    url: `ws://127.0.0.1:${at}`,
    swallow: (is: boolean) => {
      state.swallow = is
    },
    cut: () => {
      for (const [near, far] of pairs) {
        near.destroy()
        far.destroy()
      }
    },
  }
}

/** The numbers of the reports that a client is told, in order. */
function numbersOf(client: Client): bigint[] {
  const numbers: bigint[] = []
  client.on('report', ({ report }) => {
    if (report.sessionSequence > 0n) numbers.push(report.sessionSequence)
  })
  return numbers
}

const isWithoutGaps = (numbers: bigint[]): boolean =>
  numbers.every((number, at) => number === numbers[0]! + BigInt(at))

test('after a disconnect exactly the missed reports come, and unanswered requests take effect once', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const line = await newWire(t, exchange.server.port)
  const bob = await exchange.connect('bob')
  const alice = await exchange.connect('alice', { url: line.url, backoffMs: { first: 20, most: 100 } })
  const numbers = numbersOf(alice)
  const fills: wire.Fill[] = []
  alice.on('Fill', (fill) => fills.push(fill))
  const resumed: ClientEvents['resumed'][] = []
  alice.on('resumed', (complete) => resumed.push([complete]))

  await alice.newOrder({ instrument: btc, side: Side.Sell, price: '64000', quantity: '1' })
  line.swallow(true)
  const lost = alice.newOrder({
    clientId: 'lost-1',
    instrument: btc,
    side: Side.Sell,
    price: '64010',
    quantity: '1',
  })
  await sleep(100)
  line.cut()
  line.swallow(false)
  for (let count = 0; count < 5; count++) {
    await bob.newOrder({ instrument: btc, side: Side.Buy, price: '64000', quantity: '0.1' })
  }
  const accepted = await lost
  assert.equal(accepted.request.clientId, 'lost-1')
  await until(() => fills.length === 5)
  assert.equal(resumed.length, 1)
  assert.ok(isWithoutGaps(numbers), numbers.join())
  assert.equal((await alice.orders()).length, 2)
  assert.equal(alice.unanswered, 0)
})

test('a request that never arrived is sent again', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const line = await newWire(t, exchange.server.port)
  const alice = await exchange.connect('alice', { url: line.url, backoffMs: { first: 20, most: 100 } })
  line.cut()
  const order = await alice.newOrder({ instrument: btc, side: Side.Buy, price: '60000', quantity: '1' })
  assert.ok(order.orderId > 0n)
  assert.equal((await alice.orders()).length, 1)
})

test('a new process resumes from the position it kept', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const bob = await exchange.connect('bob')
  const first = await exchange.connect('alice')
  await first.newOrder({ instrument: btc, side: Side.Sell, price: '64000', quantity: '1' })
  const { position } = first
  await first.close()
  await bob.newOrder({ instrument: btc, side: Side.Buy, price: '64000', quantity: '0.1' })
  const names: string[] = []
  const resent: boolean[] = []
  const { url, keys } = exchange
  const second = await Client.connect(
    { url, privateKey: keys.alice.privateKey, resume: position },
    (client) =>
      client.on('report', (_, info) => {
        names.push(info.name)
        resent.push(info.resent)
      }),
  )
  t.after(() => second.close())
  assert.deepEqual(names, ['Fill'])
  assert.deepEqual(resent, [true])
})

test('reports survive a restart of the server', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const alice = await exchange.connect('alice', { backoffMs: { first: 20, most: 100 } })
  const numbers = numbersOf(alice)
  await alice.newOrder({ clientId: 'before', instrument: btc, side: Side.Buy, price: '60000', quantity: '1' })
  await exchange.restart()
  await until(() => alice.isConnected)
  await alice.newOrder({
    clientId: 'after',
    instrument: btc,
    side: Side.Buy,
    price: '60001',
    quantity: '0.1',
  })
  const repeated = await alice.newOrder({
    clientId: 'before',
    instrument: btc,
    side: Side.Buy,
    price: '60000',
    quantity: '1',
  })
  assert.equal(repeated.request.clientId, 'before')
  assert.equal((await alice.orders()).length, 2)
  assert.ok(isWithoutGaps(numbers), numbers.join())
})

test('numbers that do not match are refused, and the client goes on without', async (t) => {
  const exchange = await startExchange(t)
  const alice = await exchange.connect('alice')
  const order = { instrument: exchange.btc, side: Side.Buy, price: '60000', quantity: '0.1' } as const
  await alice.newOrder(order)
  await alice.newOrder(order)
  const { lastSequence } = alice.position
  await alice.close()
  let unavailable = 0
  const again = await Client.connect(
    {
      url: exchange.url,
      privateKey: exchange.keys.alice.privateKey,
      resume: { lastSessionSequence: 0n, lastSequence },
    },
    (client) => client.on('resumeUnavailable', () => unavailable++),
  )
  t.after(() => again.close())
  assert.equal(unavailable, 1)
  assert.ok(again.isConnected)
})

test('cancel on disconnect cancels the orders of a lost session', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const line = await newWire(t, exchange.server.port)
  const alice = await exchange.connect('alice', { url: line.url, cancelOnDisconnect: true, reconnect: false })
  const operator = await exchange.connect('operator')
  await alice.newOrder({ instrument: btc, side: Side.Buy, price: '60000', quantity: '1' })
  const { account } = alice
  assert.equal((await operator.orders({ account })).length, 1)
  line.cut()
  await until(async () => (await operator.orders({ account })).length === 0)
})

test('SIGTERM drains: what was taken is answered, and the process ends with 0', async (t) => {
  const keys = newKeys()
  const script = fileURLToPath(new URL('run-server.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, newDirectory(t)], {
    env: { ...process.env, OPERATOR_KEY: Buffer.from(keys.operator.publicKey).toString('hex') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const operator = await Client.connect({
    url: line.toString().trim(),
    privateKey: keys.operator.privateKey,
    reconnect: false,
  })
  const assets = Array.from({ length: 200 }, (_, at) =>
    operator.request(0x0301, { code: `A${at}`, scale: 2, displayScale: 2 }),
  )
  operator.flush()
  const closed = once(operator, 'closed')
  await assets[0]
  child.kill('SIGTERM')
  const answered = await Promise.allSettled(assets)
  const [code] = await once(child, 'exit')
  assert.equal(code, 0)
  assert.deepEqual([...new Set(answered.map(({ status }) => status))], ['fulfilled'])
  await closed
})
