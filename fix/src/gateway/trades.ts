// Trades of a counterparty's accounts by day, in files: what TradeCaptureReportRequest is answered from. A trade that comes
// twice, after a crash, counts once; one that was busted is taken out, one that was corrected is as it is now.
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptTrade } from '../table/holdings.ts'
import { type Execution, fillId, type Told } from '../table/told.ts'
import { formatDate } from '../table/values.ts'

/** Days that are kept. */
const KEPT_DAYS = 14
const NS_PER_DAY = 86_400_000_000_000n

const NUMBERS = ['instrument', 'account', 'side', 'liquidity', 'feeAsset'] as const
const BIGS = ['tradeId', 'orderId', 'price', 'quantity', 'fee', 'time'] as const

/** A line of a file: a trade, or the id of one that is no more. */
type TradeLine = { readonly [K in keyof KeptTrade]: string | number } & { readonly isCorrection?: true }
type Line = TradeLine | { readonly gone: string }

const idOf = (trade: KeptTrade): string => fillId(trade.instrument, trade.tradeId, trade.side)

function lineOf(trade: KeptTrade, isCorrection: boolean): string {
  const texts = Object.fromEntries(BIGS.map((key) => [key, `${trade[key]}`]))
  return JSON.stringify({ ...trade, ...texts, ...(isCorrection && { isCorrection }) })
}

function tradeOf(line: TradeLine): KeptTrade {
  const numbers = Object.fromEntries(NUMBERS.map((key) => [key, Number(line[key])]))
  const bigs = Object.fromEntries(BIGS.map((key) => [key, BigInt(line[key])]))
  return { ...numbers, ...bigs, clientId: `${line.clientId}` } as unknown as KeptTrade
}

const DAY_FILE = /^\d{8}\.jsonl$/

export class TradeFiles {
  readonly #folder: string
  /** Lines by day that are not in a file yet. */
  #lines = new Map<string, string[]>()
  #writing: Promise<void> = Promise.resolve()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Something was told; trades are noted, and written by `write`. */
  heard(told: Told): void {
    if (told.kind === 'fill' || told.kind === 'corrected') this.#note(told)
    else if (told.kind === 'busted' && told.refersTo !== undefined) {
      // A bust says when, not of which day: it stands in the file of the day it was made, and holds for all.
      this.#add(formatDate(told.time), JSON.stringify({ gone: told.refersTo }))
    }
  }

  #note({ kind, order, fill, time }: Execution): void {
    if (fill === undefined) return
    const { tradeId, price, quantity, fee, feeAsset, liquidity } = fill
    const { orderId, account, clientId, terms } = order
    const { instrument, side } = terms
    const trade = {
      tradeId,
      instrument,
      account,
      orderId,
      clientId,
      side,
      liquidity,
      price,
      quantity,
      fee,
      feeAsset,
      time,
    }
    this.#add(formatDate(time), lineOf(trade, kind === 'corrected'))
  }

  #add(day: string, line: string): void {
    const lines = this.#lines.get(day)
    if (lines === undefined) this.#lines.set(day, [line])
    else lines.push(line)
  }

  /** Puts what was noted into files. Call it before what was told counts as told. */
  write(): Promise<void> {
    if (this.#lines.size > 0) {
      const lines = this.#lines
      this.#lines = new Map()
      this.#writing = this.#writing.then(() => this.#append(lines))
    }
    return this.#writing
  }

  async #append(lines: ReadonlyMap<string, readonly string[]>): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    // A line that a crash cut ends here.
    for (const [day, some] of lines)
      await appendFile(join(this.#folder, `${day}.jsonl`), `\n${some.join('\n')}\n`, { mode: 0o600 })
  }

  /** Trades of an account on a day, in the order they were made. The cost grows with what is kept. */
  async of(account: number, day: string): Promise<KeptTrade[]> {
    await this.write()
    const found = new Map<string, KeptTrade>()
    // A later day's file may take a trade back, or put it right.
    for (const file of await this.#days()) {
      if (file < `${day}.jsonl`) continue
      for (const line of await this.#read(file)) {
        if ('gone' in line) found.delete(line.gone)
        else {
          const trade = tradeOf(line)
          const id = idOf(trade)
          const before = found.get(id)
          // A correction may be of a later day than its trade.
          if (before !== undefined) found.set(id, { ...trade, time: before.time })
          else if (!line.isCorrection && formatDate(trade.time) === day) found.set(id, trade)
        }
      }
    }
    return [...found.values()].filter((it) => it.account === account)
  }

  /** Takes files out that are older than is kept. */
  async tidy(now: bigint): Promise<void> {
    const oldest = formatDate(now - BigInt(KEPT_DAYS) * NS_PER_DAY)
    for (const file of await this.#days())
      if (file < oldest) await rm(join(this.#folder, file), { force: true })
  }

  async #days(): Promise<string[]> {
    try {
      return (await readdir(this.#folder)).filter((file) => DAY_FILE.test(file)).sort()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  /** Lines that are whole: a crash may have cut one, whose trade was told again and stands in a later one. */
  async #read(file: string): Promise<Line[]> {
    const text = await readFile(join(this.#folder, file), 'utf8')
    return text.split('\n').flatMap((line) => {
      if (line === '') return []
      try {
        return [JSON.parse(line) as Line]
      } catch {
        return []
      }
    })
  }
}
