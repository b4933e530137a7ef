// The order book in this process, without a server: node bindings/examples/book.mjs
import { OrderBook } from '@tapebook/bindings'

const book = new OrderBook()
book.addAsk(1, 101, 5)
book.addAsk(2, 102, 5)
console.log('fills', book.addBid(3, 102, 8))
console.log('best ask', book.getBestAsk(), 'best bid', book.getBestBid())
console.log('depth', book.getMarketDepth(10))
