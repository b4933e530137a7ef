// Shows the best five levels of a book as they change.
// npx tsx client/examples/book.ts alice.pem [BTCUSD] [ws://127.0.0.1:8082]
import { readFileSync } from 'node:fs'
import { Client, Depth } from '@tapebook/client'

const [keyFile = 'alice.pem', symbol = 'BTCUSD', url = 'ws://127.0.0.1:8082'] = process.argv.slice(2)
const client = await Client.connect({ url, privateKey: readFileSync(keyFile, 'utf8') })
const instrument = await client.instrument(symbol)
const book = client.subscribe(instrument, Depth.L2, 5)

book.on('stale', (why) => console.log(`asking for the book again: ${why}`))
book.on('update', ({ bids, asks }) => {
  const line = ({ price, quantity }: { price: bigint; quantity: bigint }): string =>
    `${instrument.ticksToPrice(price).padStart(12)} ${instrument.lotsToQuantity(quantity).padStart(12)}`
  console.log(
    [...asks.slice(0, 5).reverse().map(line), '-'.repeat(25), ...bids.slice(0, 5).map(line), ''].join('\n'),
  )
})
process.once('SIGINT', () => void client.close())
