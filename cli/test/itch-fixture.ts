// Makes ITCH 5.0 day files of our own, in the layouts of the public specification.

import { Random } from '../src/random.ts'

type Letter = 'B' | 'S'

export class ItchDay {
  readonly #messages: Buffer[] = []
  #time = 34_200_000_000_000n

  /** The file: each message with its length before it. */
  bytes(): Buffer {
    return Buffer.concat(
      this.#messages.flatMap((message) => {
        const length = Buffer.alloc(2)
        length.writeUInt16BE(message.length)
        return [length, message]
      }),
    )
  }

  systemEvent(event: string): this {
    return this.#push('S', 0, 12, (bytes) => bytes.write(event, 11, 'latin1'))
  }

  directory(locate: number, stock: string): this {
    return this.#push('R', locate, 39, (bytes) => writeStock(bytes, 11, stock))
  }

  tradingAction(locate: number, stock: string, state: string): this {
    return this.#push('H', locate, 25, (bytes) => {
      writeStock(bytes, 11, stock)
      bytes.write(state, 19, 'latin1')
    })
  }

  add(
    locate: number,
    stock: string,
    reference: number,
    side: Letter,
    shares: number,
    price: number,
    mpid?: string,
  ): this {
    return this.#push(mpid === undefined ? 'A' : 'F', locate, mpid === undefined ? 36 : 40, (bytes) => {
      bytes.writeBigUInt64BE(BigInt(reference), 11)
      bytes.write(side, 19, 'latin1')
      bytes.writeUInt32BE(shares, 20)
      writeStock(bytes, 24, stock)
      bytes.writeUInt32BE(price, 32)
      if (mpid !== undefined) bytes.write(mpid.padEnd(4), 36, 'latin1')
    })
  }

  executed(locate: number, reference: number, shares: number, atPrice?: number): this {
    return this.#push(atPrice === undefined ? 'E' : 'C', locate, atPrice === undefined ? 31 : 36, (bytes) => {
      bytes.writeBigUInt64BE(BigInt(reference), 11)
      bytes.writeUInt32BE(shares, 19)
      if (atPrice === undefined) return
      bytes.write('Y', 31, 'latin1')
      bytes.writeUInt32BE(atPrice, 32)
    })
  }

  canceled(locate: number, reference: number, shares: number): this {
    return this.#push('X', locate, 23, (bytes) => {
      bytes.writeBigUInt64BE(BigInt(reference), 11)
      bytes.writeUInt32BE(shares, 19)
    })
  }

  deleted(locate: number, reference: number): this {
    return this.#push('D', locate, 19, (bytes) => bytes.writeBigUInt64BE(BigInt(reference), 11))
  }

  replaced(locate: number, reference: number, newReference: number, shares: number, price: number): this {
    return this.#push('U', locate, 35, (bytes) => {
      bytes.writeBigUInt64BE(BigInt(reference), 11)
      bytes.writeBigUInt64BE(BigInt(newReference), 19)
      bytes.writeUInt32BE(shares, 27)
      bytes.writeUInt32BE(price, 31)
    })
  }

  hiddenTrade(locate: number, stock: string, shares: number, price: number): this {
    return this.#push('P', locate, 44, (bytes) => {
      bytes.write('B', 19, 'latin1')
      bytes.writeUInt32BE(shares, 20)
      writeStock(bytes, 24, stock)
      bytes.writeUInt32BE(price, 32)
    })
  }

  cross(locate: number, stock: string, shares: number, price: number): this {
    return this.#push('Q', locate, 40, (bytes) => {
      bytes.writeBigUInt64BE(BigInt(shares), 11)
      writeStock(bytes, 19, stock)
      bytes.writeUInt32BE(price, 27)
      bytes.write('O', 39, 'latin1')
    })
  }

  /** A type that a reader passes over. */
  other(type: string, length: number): this {
    return this.#push(type, 0, length, () => undefined)
  }

  #push(type: string, locate: number, length: number, fill: (bytes: Buffer) => unknown): this {
    const bytes = Buffer.alloc(length)
    bytes.write(type, 0, 'latin1')
    bytes.writeUInt16BE(locate, 1)
    this.#time += 1_000n
    bytes.writeUIntBE(Number(this.#time), 5, 6)
    fill(bytes)
    this.#messages.push(bytes)
    return this
  }
}

function writeStock(bytes: Buffer, at: number, stock: string): void {
  bytes.write(stock.padEnd(8), at, 'latin1')
}

interface LiveOrder {
  readonly reference: number
  readonly locate: number
  readonly side: Letter
  readonly price: number
  shares: number
}

const STOCKS = ['AAA', 'BBB'] as const
const MIDDLE = 1_000_000

/** A busy day of two shares: orders at random around a price, and now and then what real feeds also have. */
export class RandomDay {
  readonly #day = new ItchDay().systemEvent('O')
  readonly #live: LiveOrder[] = []
  readonly #random: Random

  constructor(count: number, seed: number) {
    this.#random = new Random(seed)
    STOCKS.forEach((stock, at) => {
      this.#day.directory(at + 1, stock)
    })
    this.#day.systemEvent('Q')
    for (let reference = 1; reference <= count; reference++) this.#step(reference)
    this.#day.systemEvent('C')
  }

  bytes(): Buffer {
    return this.#day.bytes()
  }

  #step(reference: number): void {
    const kind = this.#random.below(20)
    const order = this.#live[this.#random.below(this.#live.length)]
    if (kind < 9 || order === undefined) return this.#add(reference)
    const { locate } = order
    const part = 1 + this.#random.below(order.shares)
    if (kind < 11) {
      this.#day.canceled(locate, order.reference, part)
      this.#lower(order, part)
    } else if (kind < 13) {
      const { side } = order
      const fresh = { reference, locate, side, price: this.#price(side), shares: 1 + this.#random.below(300) }
      this.#day.replaced(locate, order.reference, reference, fresh.shares, fresh.price)
      this.#lower(order, order.shares)
      this.#live.push(fresh)
    } else if (kind < 15) {
      this.#day.deleted(locate, order.reference)
      this.#lower(order, order.shares)
    } else {
      // Mostly the order whose turn it is; now and then, as after an auction, another one.
      const executed = kind === 15 ? order : this.#best(order)
      const shares = 1 + this.#random.below(executed.shares)
      this.#day.executed(locate, executed.reference, shares, kind === 15 ? MIDDLE : undefined)
      this.#lower(executed, shares)
    }
  }

  #add(reference: number): void {
    const locate = 1 + this.#random.below(STOCKS.length)
    const side = this.#random.below(2) === 0 ? 'B' : 'S'
    const order = {
      reference,
      locate,
      side,
      price: this.#price(side),
      shares: 1 + this.#random.below(500),
    } as const
    const mpid = this.#random.below(5) === 0 ? 'MMKR' : undefined
    this.#day.add(locate, STOCKS[locate - 1] as string, reference, side, order.shares, order.price, mpid)
    this.#live.push({ ...order })
  }

  /** One in thirty may cross the book, as orders do while an auction collects them. */
  #price(side: Letter): number {
    const away = this.#random.below(30) === 0 ? -2 : 1 + this.#random.below(40)
    return MIDDLE + (side === 'B' ? -100 : 100) * away
  }

  /** The first order at the best price of a side. */
  #best({ locate, side }: LiveOrder): LiveOrder {
    const sign = side === 'B' ? 1 : -1
    const same = this.#live.filter((it) => it.locate === locate && it.side === side)
    return same.reduce((best, it) => (sign * it.price > sign * best.price ? it : best))
  }

  #lower(order: LiveOrder, by: number): void {
    order.shares -= by
    if (order.shares === 0) this.#live.splice(this.#live.indexOf(order), 1)
  }
}

export const randomDay = (count: number, seed: number): Buffer => new RandomDay(count, seed).bytes()
