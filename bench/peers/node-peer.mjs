// npm nodejs-order-book on a flow from a file: `node node-peer.mjs FLOW check|measure`. Prints
// `ns fills quantity lane lane`.

import { readFileSync } from 'node:fs'
import library from 'nodejs-order-book'

const { OrderBook, Side } = library

const [path, how] = process.argv.slice(2)
const bytes = readFileSync(path)
const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
const isCheck = how === 'check'
const WARM_UP = 50_000

const IMMEDIATE = 1
const CANCEL = 2
const REPLACE = 3

/** What the flow asks, as the objects the library takes; built before the clock starts. */
const steps = []
for (let at = 0; at < words.length; at += 4) {
  const kind = words[at] & 0xff
  const side = words[at] >> 8 === 0 ? Side.BUY : Side.SELL
  const id = String(words[at + 1])
  const price = words[at + 2]
  const size = words[at + 3]
  const timeInForce = kind === IMMEDIATE ? 'IOC' : 'GTC'
  const order = kind <= IMMEDIATE ? { id, side, size, price, timeInForce } : undefined
  steps.push({ kind, side, id, order, update: kind >= REPLACE ? { price, size } : undefined })
}

let fills = 0
let quantity = 0
const lanes = [0x811c9dc5, 0x9e3779b9 | 0]

function fill(taker, maker, price, size) {
  fills++
  quantity += size
  if (!isCheck) return
  for (const word of [Number(taker), Number(maker), price, size]) {
    lanes[0] = Math.imul(lanes[0] ^ word, 0x01000193)
    const mixed = Math.imul(lanes[1] ^ word, 0x85ebca6b)
    lanes[1] = (mixed << 13) | (mixed >>> 19)
  }
}

/** Makers that were filled, then the one that was filled in part. */
function tell(taker, { done, partial, partialQuantityProcessed, err }) {
  if (err !== null) throw err
  for (const { id, price, size } of done) if (id !== taker) fill(taker, id, price, size)
  if (partial !== null && partial.id !== taker)
    fill(taker, partial.id, partial.price, partialQuantityProcessed)
}

function run(count) {
  const book = new OrderBook()
  for (let at = 0; at < count; at++) {
    const { kind, side, id, order, update } = steps[at]
    if (kind <= IMMEDIATE) tell(id, book.limit(order))
    else if (kind === CANCEL) book.cancel(id)
    else if (kind === REPLACE) tell(id, book.modify(id, update))
    else (side === Side.BUY ? book.bids : book.asks).updateOrderSize(book.orders[id], update)
  }
}

run(Math.min(WARM_UP, steps.length))
fills = 0
quantity = 0
lanes[0] = 0x811c9dc5
lanes[1] = 0x9e3779b9 | 0
const start = process.hrtime.bigint()
const cpu = process.cpuUsage()
run(steps.length)
const { user, system } = process.cpuUsage(cpu)
// On a busy machine time passes while others run; with the collector's threads CPU time counts more than passed.
const ns = Math.min(Number(process.hrtime.bigint() - start), 1000 * (user + system))
console.log(`${Math.round(ns)} ${fills} ${quantity} ${lanes[0] >>> 0} ${lanes[1] >>> 0}`)
