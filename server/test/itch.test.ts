// The stock venue's feed from end to end, read by packages of others: `soupbintcp` (npm) over connections, `moldudp` and
// `itchfeed` (PyPI) over datagrams. The crate `itchy` reads it in sequencer/tests/books.
import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { type Client, Depth, type Instrument, RejectedError, Side, TimeInForce } from '@tapebook/client'
import { type ServerOptions, startServer } from '../src/index.ts'
import { newDirectory, newKeys, startExchange, until } from './helpers.ts'
import { PythonBooks, type Told } from './itch/python.ts'
import { SoupReader } from './itch/soup.ts'

const HOST = '127.0.0.1'
const MOLD_HEADER = 20

/** A socket on a port of this machine, closed when the test ends. */
async function bound(t: { after(run: () => void): void }): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, HOST)
  await once(socket, 'listening')
  t.after(() => socket.close())
  return socket
}

const portOf = (address: string | null | undefined): number => Number(address?.split(':')[1])

/** Random orders, replaces and cancels of two people in one stock. */
class Traders {
  readonly #members: readonly Client[]
  readonly #stock: Instrument
  readonly #orders: { member: Client; orderId: bigint }[] = []
  #seed = 7n

  constructor(members: readonly Client[], stock: Instrument) {
    this.#members = members
    this.#stock = stock
  }

  #below(limit: number): number {
    this.#seed = (this.#seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % (1n << 64n)
    return Number((this.#seed >> 33n) % BigInt(limit))
  }

  async trade(count: number): Promise<void> {
    for (let at = 0; at < count; at++) await this.#one().catch(ifGone)
  }

  async #one(): Promise<void> {
    const known = this.#orders[this.#below(Math.max(this.#orders.length, 1))]
    const instrument = this.#stock
    const price = `225.${String(10 + this.#below(40))}`
    const quantity = String(1 + this.#below(20))
    const what = known === undefined ? 9 : this.#below(10)
    if (known && what < 2) return void (await known.member.cancelOrder({ orderId: known.orderId }))
    if (known && what < 3)
      return void (await known.member.replaceOrder({ orderId: known.orderId, quantity: 2n }))
    if (known && what < 5) {
      return void (await known.member.replaceOrder({ orderId: known.orderId, instrument, price, quantity }))
    }
    const member = this.#members[this.#below(2)]!
    const side = this.#below(2) as Side
    const timeInForce = this.#below(5) === 0 ? TimeInForce.Ioc : TimeInForce.Gtc
    const { orderId } = await member.newOrder({ instrument, side, price, quantity, timeInForce })
    this.#orders.push({ member, orderId })
  }
}

/** An order that filled meanwhile can no longer be changed. */
function ifGone(error: unknown): void {
  if (!(error instanceof RejectedError)) throw error
}

// req: MD-17
test('datagrams, and those asked for again, rebuild the book in packages of others', async (t) => {
  const python = PythonBooks.start(t)
  if (!python) return
  const [listener, asker] = [await bound(t), await bound(t)]
  const exchange = await startExchange(t, {
    itchDatagramsTo: `${HOST}:${(listener.address() as AddressInfo).port}`,
    itchRequestsAt: `${HOST}:0`,
  })
  const requestsPort = portOf(exchange.server.itch!.requests_at)
  // Every fifth datagram is lost; what is missing is asked for.
  let [next, received, asked, hasEnded] = [1n, 0, 0, false]
  const take = (datagram: Buffer): void => {
    const [first, count] = [datagram.readBigUInt64BE(10), datagram.readUInt16BE(18)]
    if (count === 0xffff) hasEnded = true
    if (count === 0xffff || (first === next && count === 0)) return
    if (first > next) {
      const request = Buffer.alloc(MOLD_HEADER)
      datagram.copy(request, 0, 0, 10)
      request.writeBigUInt64BE(next, 10)
      request.writeUInt16BE(Number(first - next), 18)
      asker.send(request, requestsPort, HOST)
      asked++
    } else if (first === next) {
      next += BigInt(count)
      python.take(datagram)
    }
  }
  listener.on('message', (datagram) => {
    if (++received % 5 !== 0) take(datagram)
  })
  asker.on('message', take)

  const [alice, bob] = [await exchange.connect('alice'), await exchange.connect('bob')]
  const stock = await alice.instrument('AAPLUSD')
  const book = alice.subscribe(stock, Depth.L3)
  const traders = new Traders([alice, bob], stock)
  for (let round = 0; round < 5; round++) {
    await traders.trade(80)
    const all = (): bigint => BigInt(exchange.server.stats().itch_messages_total!) + 1n
    await until(() => next === all())
    const told: Told = await python.told()
    assert.equal(told.messages, Number(next) - 1)
    const own = told.books.AAPLUSD ?? { B: [], S: [] }
    // Ten-thousandths of a dollar; a reference's upper bits count how often the order lost its place.
    const read = [own.B, own.S].map((orders) =>
      orders.map(([id, price, shares]) => [BigInt(id) % (1n << 53n), BigInt(price) / 100n, BigInt(shares)]),
    )
    const sides = (): bigint[][][] =>
      [Side.Buy, Side.Sell].map((side) =>
        [...book.orders(side)].map(({ orderId, price, quantity }) => [orderId, price, quantity]),
      )
    // Depth by order may come a few milliseconds later.
    await until(() => isDeepStrictEqual(read, sides())).catch(() => assert.deepEqual(read, sides()))
    assert.equal(told.kinds.R, 1, 'coins are of fractions, which ITCH has no room for')
    if (round === 4) for (const kind of 'SRHAEXDU') assert.ok(told.kinds[kind]! > 0, `no message ${kind}`)
  }
  assert.ok(asked > 0 && exchange.server.stats().itch_requests_total! >= asked)
  await exchange.stop()
  await until(() => hasEnded)
})

// req: MD-17
test('connections are sent every message from any number on, and told of the end', async (t) => {
  const exchange = await startExchange(t, { itchConnectionsAt: `${HOST}:0` })
  const { session, connections_at } = exchange.server.itch!
  const port = portOf(connections_at)
  const first = new SoupReader(HOST, port, 1)
  const [accepted] = await once(first.client, 'accept')
  assert.deepEqual([accepted.session.trim(), accepted.sequenceNumber], [session, 1])
  const [alice, bob] = [await exchange.connect('alice'), await exchange.connect('bob')]
  const stock = await alice.instrument('AAPLUSD')
  await new Traders([alice, bob], stock).trade(250)
  const count = (): number => exchange.server.stats().itch_messages_total!
  await until(() => count() > 60 && first.messages.length === count())
  assert.equal(exchange.server.stats().itch_readers, 1)

  const late = new SoupReader(HOST, port, 50, session)
  await until(() => late.messages.length === count() - 49)
  assert.deepEqual(late.messages, first.messages.slice(49))
  const other = new SoupReader(HOST, port, 1, 'ANOTHER')
  assert.equal((await once(other.client, 'reject'))[0].rejectReasonCode, 'S')
  const future = new SoupReader(HOST, port, count() + 100)
  assert.equal((await once(future.client, 'reject'))[0].rejectReasonCode, 'S')

  await exchange.stop()
  await until(() => first.isOver && late.isOver)
  const last = first.messages
    .slice(-3)
    .map((message) => message.toString('latin1', 0, 1) + message.toString('latin1', 11))
  assert.deepEqual(last, ['SM', 'SE', 'SC'])
})

test('an address that is none, or requests without datagrams, are refused in words', async (t) => {
  const open = (options: Partial<ServerOptions>) =>
    startServer({
      directory: newDirectory(t),
      operatorKey: newKeys().operator.publicKey,
      port: 0,
      ...options,
    })
  await assert.rejects(open({ itchConnectionsAt: 'somewhere' }), /"somewhere" is no address and port/)
  await assert.rejects(open({ itchRequestsAt: `${HOST}:0` }), /name where they go/)
})
