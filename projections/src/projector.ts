// Follows the tape and writes tables: in order, each batch in one transaction with its place, forever again where the
// database refuses. Nothing waits for it: what it has not applied stands on the tape.
import { setTimeout as sleep } from 'node:timers/promises'
import { Buckets } from './buckets.ts'
import { Changes } from './changes.ts'
import { type Database, NeedsRebuild, OtherWriter } from './database/database.ts'
import { type Batch, type Place, rowsOf } from './database/tables.ts'
import { applyEvent } from './events.ts'
import { Lag } from './lag.ts'
import { Market } from './market/market.ts'
import { DEFAULT_RETENTION, type Retention } from './market/retention.ts'
import { digestOfFirst, SEQUENCE, TapeReader, TIME, visitFrames } from './tape.ts'

/** Bytes of events in a transaction, about, where nobody says it. */
const BATCH_BYTES = 1 << 20
/** How often the end of the tape is looked at. */
const POLL_MS = 20
const WRITE_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const RETRY_MS: Readonly<Record<'first' | 'most', number>> = { first: 50, most: 5_000 }

export interface ProjectorOptions {
  /** Folder of the exchange. */
  readonly directory: string
  readonly database: Database
  /** How long rows of tables that grow with time are kept. */
  readonly retention?: Retention
  /** Bytes of events in a transaction, about. */
  readonly batchBytes?: number
  /** Told when the database refuses a batch, which is then tried again. */
  readonly onFailure?: (error: Error) => void
}

/** What a projector does, for metrics. */
export interface Progress {
  /** Last command in the tables. */
  readonly sequence: number
  readonly events_total: number
  readonly rows_total: number
  readonly batches_total: number
  /** Refusals of the database; each batch was tried again. */
  readonly failures_total: number
  /** Age of the oldest command that was read and is not in the tables; 0 at the end of the tape. */
  readonly lag_seconds: number
  /** Of the last 1,024 batches since it first caught up: age of a batch's first command when it was written. */
  readonly lag_p99_seconds: number
  /** Series with labels since the projector began: transactions by type, and what writing a batch took. */
  readonly series: Readonly<Record<string, number>>
}

export class Projector {
  readonly #tape: TapeReader
  readonly #database: Database
  readonly #batchBytes: number
  readonly #onFailure: (error: Error) => void
  readonly #changes = new Changes()
  readonly #market: Market
  readonly #lag = new Lag()
  readonly #writes = new Buckets(WRITE_SECONDS)
  /** Where the tables in memory stand, and those in the database. */
  #place: Place | undefined
  #written: Place | undefined
  #writing: Promise<void> = Promise.resolve()
  /** Time of the oldest command that is not written, in ns; 0 if there is none. */
  #oldest = 0n
  #batches = 0
  #failures = 0
  /** It has been at the end of the tape: what it was late before says how old the tape was. */
  #hasCaughtUp = false
  #stopping = false
  #finishing = false

  constructor(options: ProjectorOptions) {
    const { directory, database, retention, batchBytes = BATCH_BYTES, onFailure } = options
    this.#batchBytes = batchBytes
    this.#market = new Market(this.#changes, retention ?? DEFAULT_RETENTION)
    this.#tape = new TapeReader(directory)
    this.#database = database
    this.#onFailure = onFailure ?? (() => undefined)
  }

  get progress(): Progress {
    const { sequence = 0, events = 0, rows = 0 } = this.#written ?? {}
    return {
      sequence,
      events_total: events,
      rows_total: rows,
      batches_total: this.#batches,
      failures_total: this.#failures,
      lag_seconds: this.#oldest === 0n ? 0 : ageOf(this.#oldest),
      lag_p99_seconds: this.#lag.quantile(0.99),
      series: { ...this.#market.transactions.series(), ...this.#writes.series('write_seconds', '') },
    }
  }

  /** Reads the tables and compares them with the tape. Throws NeedsRebuild if they are of another. */
  async open(): Promise<void> {
    await this.#database.lock()
    await this.#database.migrate()
    const place = await this.#database.place()
    const lineage = this.#tape.lineage()
    if (place.sequence > 0) {
      if (place.lineage !== lineage) throw new NeedsRebuild(`the tables are of journal ${place.lineage}`)
      const part = place.checked === 0 ? undefined : this.#tape.read(place.checked, 1)
      if (part !== undefined && digestOfFirst(part, place.checked) !== place.digest) {
        throw new NeedsRebuild(`command ${place.checked} is not the one that the tables were made from`)
      }
    }
    await this.#market.load(this.#database, place)
    this.#place = { ...place, lineage }
    this.#written = place
  }

  /** Applies the next part of the tape; false if there is none. Its rows may still be on their way. */
  async step(): Promise<boolean> {
    const from = this.#place
    if (from === undefined) throw new Error('open it first')
    const part = this.#tape.read(from.sequence + 1, this.#batchBytes)
    if (part === undefined) {
      this.#hasCaughtUp = true
      return false
    }
    const lineage = from.lineage === '' ? this.#tape.lineage() : from.lineage
    let events = 0
    let first = 0n
    let command = 0n
    const last = visitFrames(part, (type, view, at, end) => {
      const sequence = view.getBigUint64(at + SEQUENCE, true)
      if (sequence !== command) {
        const time = view.getBigUint64(at + TIME, true)
        if (command === 0n) first = time
        command = sequence
        this.#market.begins(Number(sequence), time)
      }
      events++
      applyEvent(this.#market, type, view, at, end)
    })
    this.#market.settle()
    const taken = this.#changes.take()
    const to: Place = {
      lineage,
      sequence: part.last,
      time: last?.time ?? from.time,
      checked: last?.sequence ?? from.checked,
      digest: last?.digest ?? from.digest,
      events: from.events + events,
      rows: from.rows + taken.changes.reduce((sum, { count }) => sum + count, 0),
    }
    this.#place = to
    await this.#writing
    this.#oldest = first
    this.#writing = this.#write({ ...taken, from, to }, first)
    // Whoever waits for it next is told.
    this.#writing.catch(() => undefined)
    if (this.#market.isStale) {
      await this.#writing
      await this.#market.refresh(this.#database, to)
    }
    return true
  }

  /** Waits until what was applied is written. */
  async flush(): Promise<void> {
    await this.#writing
  }

  /** Follows the tape until it is stopped. */
  async run(): Promise<void> {
    while (!this.#stopping) {
      // What comes on the tape after this look at it is not waited for.
      const isLast = this.#finishing
      if (await this.step()) continue
      await this.flush()
      if (isLast) return
      await sleep(POLL_MS)
    }
    await this.flush()
  }

  /** Ends `run` before the next part of the tape; a batch that is refused is given up. */
  stop(): void {
    this.#stopping = true
  }

  /** Ends `run` at the end of the tape. */
  finish(): void {
    this.#finishing = true
  }

  /** Writes a batch, again until it is taken. */
  async #write(batch: Batch, first: bigint): Promise<void> {
    for (let pause = RETRY_MS.first; ; pause = Math.min(pause * 2, RETRY_MS.most)) {
      try {
        const began = performance.now()
        await this.#database.write(batch)
        this.#writes.add((performance.now() - began) / 1_000)
        break
      } catch (error) {
        if (error instanceof OtherWriter) {
          // A connection lost at the wrong moment leaves open whether a transaction was taken.
          const { sequence, digest } = await this.#database.place()
          if (this.#failures > 0 && sequence === batch.to.sequence && digest === batch.to.digest) break
          throw error
        }
        this.#failures++
        this.#onFailure(error as Error)
        if (this.#stopping) throw error
        await sleep(pause)
      }
    }
    this.#written = batch.to
    this.#batches++
    this.#oldest = 0n
    if (this.#hasCaughtUp && rowsOf(batch) > 0 && first > 0n) this.#lag.add(ageOf(first))
  }
}

/** Seconds since a time of the tape. */
const ageOf = (time: bigint): number => Math.max(0, Date.now() - Number(time / 1_000_000n)) / 1_000
