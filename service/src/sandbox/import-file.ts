// A file with history, read line by line, checked, and kept as a whole or not at all.
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { type Bar, both, type FileRow, KEPT, startOf } from './bars.ts'
import { LineReader, type Steps } from './parse.ts'
import type { Sandbox } from './sandbox.ts'

/** A file, and a line of it, that is not taken. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
}

export interface ImportAsked {
  readonly path: string
  readonly instrument: number
  readonly steps: Steps
  /** In ms since 1970. */
  readonly now: number
  /** Bytes of a file, bytes of a line, and bars of a market that are taken. */
  readonly most?: { readonly bytes?: number; readonly line?: number; readonly bars?: number }
}

/** What was kept. */
export interface ImportedFile extends FileRow {
  readonly kind: 'klines' | 'trades' | 'aggTrades'
}

const MOST = { bytes: 2 ** 30, line: 1_024, bars: 3_000_000 } as const
const NS_PER_S = 1_000_000_000n
const MINUTE_S = 60
const NS_PER_MS = 1_000_000n

/** Imports a file. Throws ImportError, with file and line where it is about one. O(its lines + bars of the days it touches). */
export async function importFile(sandbox: Sandbox, asked: ImportAsked): Promise<ImportedFile> {
  const { path, instrument, steps, now } = asked
  const most = { ...MOST, ...asked.most }
  const size = sizeOf(path)
  if (size > most.bytes)
    throw new ImportError(`${path}: ${size} bytes, of which ${most.bytes} are taken at most`)
  const { bars, kind, sha256 } = await barsOf(path, steps, sandbox, most)
  const [first] = bars
  if (first === undefined) throw new ImportError(`${path}: there is nothing in it`)
  if (sandbox.bars.isImported(instrument, sha256)) throw new ImportError(`${path}: it was imported before`)
  const intervalS = kind === 'klines' ? intervalOf(path, bars) : MINUTE_S
  if (sandbox.bars.count(instrument, intervalS) + bars.length > most.bars) {
    throw new ImportError(`${path}: a market may have ${most.bars} bars`)
  }
  const file: FileRow = {
    ...{ name: basename(path), sha256, instrument, intervalS, bars: bars.length, importedAt: now },
    ...{ firstAt: first.openTime, lastAt: bars.at(-1)!.openTime },
  }
  const twice = sandbox.bars.add(file, bars)
  if (twice !== undefined) throw new ImportError(`${path}: a bar of ${textOf(twice)} is there already`)
  return { ...file, kind }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch (error) {
    throw new ImportError(`${path}: ${(error as Error).message}`)
  }
}

const textOf = (time: bigint): string => new Date(Number(time / NS_PER_MS)).toISOString()

/** Its bars in their order; trades put together by the minute. */
async function barsOf(
  path: string,
  steps: Steps,
  sandbox: Sandbox,
  most: typeof MOST | { bytes: number; line: number; bars: number },
) {
  const input = createReadStream(path)
  const hash = createHash('sha256')
  input.on('data', (bytes) => hash.update(bytes))
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  const end = BigInt(sandbox.openedAt) * NS_PER_MS
  const bars: Bar[] = []
  let reader: LineReader | undefined
  let lastTime = -1n
  let number = 0
  try {
    for await (const line of lines) {
      number++
      if (line.length > most.line) throw new Error(`longer than ${most.line} characters`)
      if (line.trim() === '') continue
      const isFirst = reader === undefined
      reader ??= new LineReader(line.replace(/^\uFEFF/, ''), steps)
      if (isFirst && reader.hasHeading) continue
      const bar = reader.bar(isFirst ? line.replace(/^\uFEFF/, '') : line)
      const isKline = reader.kind === 'klines'
      if (bar.openTime < lastTime || (isKline && bar.openTime === lastTime)) {
        throw new Error(`${textOf(bar.openTime)} comes after ${textOf(lastTime)}`)
      }
      lastTime = bar.openTime
      // What is later the exchange's own tape tells.
      if (bar.openTime >= end)
        throw new Error(`${textOf(bar.openTime)} is after the sandbox began, ${textOf(end)}`)
      const openTime = isKline ? bar.openTime : startOf(bar.openTime, MINUTE_S)
      const last = bars.at(-1)
      if (!isKline && last?.openTime === openTime) bars[bars.length - 1] = both(last, bar)
      else bars.push({ ...bar, openTime })
      if (bars.length > most.bars) throw new Error(`a market may have ${most.bars} bars`)
    }
  } catch (error) {
    throw new ImportError(`${path}${number === 0 ? '' : `, line ${number}`}: ${(error as Error).message}`)
  } finally {
    lines.close()
    input.destroy()
  }
  return { bars, kind: reader?.kind ?? 'klines', sha256: hash.digest('hex') }
}

/** The interval of klines: the largest kept one that all their times are on and are apart by. */
function intervalOf(path: string, bars: readonly Bar[]): number {
  let apart = 0n
  for (let at = 1; at < bars.length; at++) {
    const gap = bars[at]!.openTime - bars[at - 1]!.openTime
    if (apart === 0n || gap < apart) apart = gap
  }
  const interval = KEPT.find((it) => BigInt(it) * NS_PER_S === apart)
  if (interval === undefined) {
    const known = KEPT.map((it) => `${it / MINUTE_S} min`).join(', ')
    const found = apart === 0n ? 'one bar alone says no interval' : `bars are ${apart / NS_PER_S} s apart`
    throw new ImportError(`${path}: ${found}; known are ${known}`)
  }
  const off = bars.findIndex(({ openTime }) => openTime !== startOf(openTime, interval))
  if (off >= 0)
    throw new ImportError(`${path}: the bar of ${textOf(bars[off]!.openTime)} begins within an interval`)
  return interval
}
