// Buys a little below the best ask, waits a second, cancels what is left.
// npx tsx client/examples/trade.ts alice.pem [ws://127.0.0.1:8082]
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Depth, RejectedError, Side } from '@tapebook/client'

const [keyFile = 'alice.pem', url = 'ws://127.0.0.1:8082'] = process.argv.slice(2)
const client = await Client.connect({
  url,
  privateKey: readFileSync(keyFile, 'utf8'),
  cancelOnDisconnect: true,
})
const btcusd = await client.instrument('BTCUSD')
client.on('Fill', ({ price, quantity }) =>
  console.log(`filled ${btcusd.lotsToQuantity(quantity)} at ${btcusd.ticksToPrice(price)}`),
)

const book = await client.subscribe(btcusd, Depth.L2).whenReady()
const price = book.bestAsk ? book.bestAsk.price - 1n : btcusd.referencePrice
try {
  const { orderId } = await client.newOrder({ instrument: btcusd, side: Side.Buy, price, quantity: '0.01' })
  console.log(`order ${orderId} stands at ${btcusd.ticksToPrice(price)}`)
  await sleep(1_000)
  const { canceled } = await client.cancelOrder({ orderId })
  console.log(`canceled ${btcusd.lotsToQuantity(canceled)}`)
} catch (error) {
  if (!(error instanceof RejectedError)) throw error
  console.log(`${error.reasonName} ${error.failed.join(', ')}`)
}
await client.close()
