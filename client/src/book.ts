import { EventEmitter } from 'node:events'
import { type BookSnapshot, type BookUpdate, Level, LevelChange, Side } from '@tapebook/schema'
import { crc32c } from './crc32c.ts'
import { placeOf } from './levels.ts'

// How many levels of each side the checksum covers.
const CHECKED_LEVELS = 10

/** A level's new quantity; 0 where it is gone. */
export interface BookChange {
  readonly side: Side
  readonly price: bigint
  readonly quantity: bigint
}

interface BookEvents {
  /** What changed since the book last stood, before `update`; the first time all of it. */
  changes: [changes: readonly BookChange[], book: Book]
  /** The book changed and its checksum fits. */
  update: [book: Book]
  /** The book no longer stands (why); a new snapshot has been asked for. */
  stale: [why: string]
}

/** One side, best price first. */
class Ladder {
  readonly levels: Level[] = []
  readonly #side: Side

  constructor(side: Side) {
    this.#side = side
  }

  set(price: bigint, quantity: bigint): void {
    const at = placeOf(this.levels, this.#side, price)
    const found = this.levels[at]?.price === price
    if (quantity === 0n) {
      if (found) this.levels.splice(at, 1)
    } else this.levels.splice(at, found ? 1 : 0, { price, quantity })
  }
}

/**
 * Depth by price of one instrument, kept from a snapshot and its changes. Gaps and checksums are checked;
 * until a snapshot is whole, or after a mismatch, `ready` is false and the levels are not to be trusted.
 */
export class Book extends EventEmitter<BookEvents> {
  readonly instrument: number
  /** Does the book stand? */
  ready = false
  /** Number of the last frame of this feed. */
  feedSequence = 0n
  /** Last command the book includes. */
  sequence = 0n
  /** Time of that command. */
  time = 0n

  #bids = new Ladder(Side.Buy)
  #asks = new Ladder(Side.Sell)
  #nextPart = 0
  /** Changes that were not told yet; gathered where somebody listens. */
  #changes: BookChange[] = []
  /** Levels as they stood before the snapshot under way. */
  #before: [bids: Ladder, asks: Ladder] | undefined
  #scratch = Buffer.alloc(2 * CHECKED_LEVELS * Level.SIZE)
  #view = new DataView(this.#scratch.buffer, this.#scratch.byteOffset, this.#scratch.byteLength)

  constructor(instrument: number) {
    super()
    this.instrument = instrument
  }

  /** Bids, best first. The book's own array: read, do not keep. */
  get bids(): readonly Readonly<Level>[] {
    return this.#bids.levels
  }

  /** Asks, best first. The book's own array: read, do not keep. */
  get asks(): readonly Readonly<Level>[] {
    return this.#asks.levels
  }

  get bestBid(): Readonly<Level> | undefined {
    return this.#bids.levels[0]
  }

  get bestAsk(): Readonly<Level> | undefined {
    return this.#asks.levels[0]
  }

  /** CRC-32C over the top ten of each side, as the server computes it. */
  checksum(): number {
    let at = 0
    for (const { levels } of [this.#bids, this.#asks]) {
      for (const level of levels.slice(0, CHECKED_LEVELS)) {
        Level.write(this.#view, at, level)
        at += Level.SIZE
      }
    }
    return crc32c(this.#scratch, at)
  }

  /** Resolves when the book stands. */
  whenReady(): Promise<this> {
    if (this.ready) return Promise.resolve(this)
    return new Promise((resolve) => this.once('update', () => resolve(this)))
  }

  /** Takes a part of a snapshot; says what is wrong with it, or null. */
  snapshot(head: BookSnapshot, entries: Uint8Array): string | null {
    if (head.part === 0) {
      this.ready = false
      this.#before ??= [this.#bids, this.#asks]
      this.#bids = new Ladder(Side.Buy)
      this.#asks = new Ladder(Side.Sell)
      this.#nextPart = 0
    } else if (this.ready) return `part ${head.part} of a snapshot without its beginning`
    if (head.part !== this.#nextPart) return `part ${head.part} of a snapshot where ${this.#nextPart} was due`
    this.#nextPart++
    const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength)
    if (entries.length !== (head.bids + head.asks) * Level.SIZE)
      return 'a snapshot of another length than it says'
    for (let index = 0; index < head.bids + head.asks; index++) {
      const { price, quantity } = Level.read(view, index * Level.SIZE)
      const ladder = index < head.bids ? this.#bids : this.#asks
      ladder.set(price, quantity)
    }
    this.#moveTo(head)
    return head.last === 1 ? this.#check(head.checksum) : null
  }

  /** Takes changes; says what is wrong with them, or null. Changes before the snapshot are passed over. */
  update(head: BookUpdate, entries: Uint8Array): string | null {
    if (!this.ready) return null
    if (head.feedSequence !== this.feedSequence + 1n) {
      return `feed sequence ${head.feedSequence} after ${this.feedSequence}`
    }
    if (entries.length !== head.count * LevelChange.SIZE) return 'an update of another length than it says'
    const isHeard = this.listenerCount('changes') > 0
    const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength)
    for (let at = 0; at < entries.length; at += LevelChange.SIZE) {
      const { price, quantity, side } = LevelChange.read(view, at)
      const ladder = side === Side.Buy ? this.#bids : this.#asks
      ladder.set(price, quantity)
      if (isHeard) this.#changes.push({ side, price, quantity })
    }
    this.#moveTo(head)
    // Between frames that belong together the book may be crossed: nobody is shown that.
    return head.more === 1 ? null : this.#check(head.checksum)
  }

  /** The book no longer stands. */
  invalidate(why: string): void {
    this.ready = false
    this.#nextPart = 0
    this.emit('stale', why)
  }

  #moveTo(head: { feedSequence: bigint; sequence: bigint; time: bigint }): void {
    this.feedSequence = head.feedSequence
    this.sequence = head.sequence
    this.time = head.time
  }

  #check(expected: number): string | null {
    const actual = this.checksum()
    if (actual !== expected) return `checksum ${actual} where the server has ${expected}`
    this.ready = true
    if (this.#before !== undefined) this.#compare(this.#before)
    const changes = this.#changes
    if (changes.length > 0) {
      this.#changes = []
      this.emit('changes', changes, this)
    }
    this.emit('update', this)
    return null
  }

  /** Gathers what a snapshot changed. O(levels). */
  #compare(before: [bids: Ladder, asks: Ladder]): void {
    this.#before = undefined
    this.#changes = []
    if (this.listenerCount('changes') === 0) return
    for (const [index, side] of [Side.Buy, Side.Sell].entries()) {
      const now = [this.#bids, this.#asks][index]!.levels
      const left = new Map(before[index]!.levels.map(({ price, quantity }) => [price, quantity]))
      for (const { price, quantity } of now) {
        if (left.get(price) !== quantity) this.#changes.push({ side, price, quantity })
        left.delete(price)
      }
      for (const price of left.keys()) this.#changes.push({ side, price, quantity: 0n })
    }
  }
}
