import { Side } from '@tapebook/client'
import { connect } from '../connect.ts'

export interface RestClientOptions {
  count: number
  prefix: string
  instrument: number
  url: string
  key?: string
}

/** Orders under way at most. */
const WINDOW = 64

/** Has orders rest that end with its connection, prints `ready`, and waits to be killed. */
export async function runRestClient({ count, prefix, instrument, ...at }: RestClientOptions): Promise<void> {
  const client = await connect(at, { cancelOnDisconnect: true })
  for (let first = 0; first < count; first += WINDOW) {
    const orders = Array.from({ length: Math.min(WINDOW, count - first) }, (_, offset) => ({
      clientId: `${prefix}-${first + offset}`,
      instrument,
      side: Side.Buy,
      price: 10 + ((first + offset) % 1_000),
      quantity: 1,
    }))
    await Promise.all(orders.map((order) => client.newOrder(order)))
  }
  process.stdout.write('ready\n')
  await new Promise((resolve) => client.on('closed', resolve))
}
