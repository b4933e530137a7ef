import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { connect, type SecureVersion } from 'node:tls'
import { Client, Depth, generateKey } from '@tapebook/client'
import { Authority, inFolder, needsAddon, needsOpenssl, newDirectory, until } from '@tapebook/testing'
import { WebSocket } from 'ws'
import { newLogger, startServer } from '../src/index.ts'
import { startExchange } from './helpers.ts'

/** Version of a handshake with a port, or what it failed with. */
async function handshake(port: number, ca: Buffer, version: SecureVersion): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', ca, minVersion: version, maxVersion: version })
  try {
    await once(socket, 'secureConnect')
    return socket.getProtocol() ?? ''
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? ''
  } finally {
    socket.destroy()
  }
}

const needs = { ...needsAddon, ...needsOpenssl }

// req: AU-09
test(
  'the gateway and the feed port speak TLS 1.3 and nothing older, and a port of this machine none',
  needs,
  async (t) => {
    const folder = newDirectory(t)
    const authority = new Authority(folder, 'authority')
    const ca = readFileSync(authority.cert)
    const exchange = await startExchange(t, { tls: authority.issue('gateway'), feedPort: 0 })
    const { port, localPort, feedPort } = exchange.server
    assert.notEqual(port, localPort)
    for (const each of [port, feedPort]) {
      assert.equal(await handshake(each, ca, 'TLSv1.3'), 'TLSv1.3')
      assert.match(await handshake(each, ca, 'TLSv1.2'), /ALERT|ECONNRESET/)
    }
    // Without it, nothing is understood.
    const plain = new WebSocket(`ws://127.0.0.1:${port}`)
    await assert.rejects(once(plain, 'open'))
    // Who does not know the authority goes no further.
    const { privateKey } = exchange.keys.alice
    await assert.rejects(
      Client.connect({ url: `wss://127.0.0.1:${port}`, privateKey, reconnect: false }),
      /self-signed|unable to (get|verify)/,
    )
    const alice = await Client.connect({ url: `wss://127.0.0.1:${port}`, privateKey, ca })
    t.after(() => alice.close())
    const bob = await exchange.connect('bob')
    const book = alice.subscribe(exchange.btc, Depth.L2)
    await bob.newOrder({ instrument: exchange.btc, side: 0, price: '60000', quantity: '0.1' })
    await until(() => book.bestBid?.price === exchange.btc.priceToTicks('60000'))
    const order = await alice.newOrder({ instrument: exchange.btc, side: 1, price: '60000', quantity: '0.1' })
    assert.ok(order.orderId > 0n)
  },
)

test('files that are no certificate are told before a folder is opened', needs, async () => {
  await inFolder(async (directory) => {
    const { publicKey: operatorKey } = generateKey()
    const tls = { cert: '/nowhere/cert.pem', key: '/nowhere/key.pem' }
    const logger = newLogger('silent')
    await assert.rejects(
      startServer({ directory, operatorKey, port: 0, metricsPort: null, handleSignals: false, logger, tls }),
      /no certificate and its key/,
    )
    // Nobody holds the folder.
    const server = await startServer({
      ...{ directory, operatorKey, port: 0, metricsPort: null, handleSignals: false, logger },
    })
    assert.equal(server.localPort, server.port)
    await server.close()
  })
})
