import { createReadStream, statSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Side } from '@tapebook/schema'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'

/** Messages of Nasdaq TotalView-ITCH 5.0 that say something of a book, an instrument or the day. */
export type ItchMessage =
  | { type: 'S'; event: string }
  | { type: 'R'; locate: number; stock: string }
  | { type: 'H'; locate: number; stock: string; state: string }
  | { type: 'A'; locate: number; reference: number; side: Side; shares: number; stock: string; price: number }
  | { type: 'E'; locate: number; reference: number; shares: number }
  | { type: 'X'; locate: number; reference: number; shares: number }
  | { type: 'D'; locate: number; reference: number }
  | { type: 'U'; locate: number; reference: number; newReference: number; shares: number; price: number }
  | { type: 'P' | 'Q'; locate: number; shares: number; price: number }

// Bytes of a message by its type; all begin with type, locate, tracking number and 6 bytes of time.
const LENGTHS: Readonly<Record<string, number>> = {
  S: 12,
  R: 39,
  H: 25,
  A: 36,
  F: 40,
  E: 31,
  C: 36,
  X: 23,
  D: 19,
  U: 35,
  P: 44,
  Q: 40,
}
const BODY = 11
const STOCK_BYTES = 8

/** Every reference number of a day is far below 2^53. */
function u64(bytes: Buffer, at: number): number {
  const value = bytes.readUInt32BE(at) * 0x1_0000_0000 + bytes.readUInt32BE(at + 4)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the number at ${at} is above 2^53`)
  return value
}

const text = (bytes: Buffer, at: number, length: number): string =>
  bytes.toString('latin1', at, at + length).trimEnd()

function sideAt(bytes: Buffer, at: number): Side {
  const letter = bytes.toString('latin1', at, at + 1)
  if (letter !== 'B' && letter !== 'S') throw new RangeError(`"${letter}" is not a side, B or S`)
  return letter === 'B' ? Side.Buy : Side.Sell
}

/** A message taken apart; undefined for the types that are passed over. F reads as A, and C as E. */
export function decodeItch(bytes: Buffer): ItchMessage | undefined {
  const type = bytes.toString('latin1', 0, 1)
  const length = LENGTHS[type]
  if (length === undefined) return undefined
  if (bytes.length !== length)
    throw new RangeError(`a message ${type} of ${bytes.length} bytes where ${length} belong`)
  const locate = bytes.readUInt16BE(1)
  switch (type) {
    case 'S':
      return { type, event: text(bytes, BODY, 1) }
    case 'R':
      return { type, locate, stock: text(bytes, BODY, STOCK_BYTES) }
    case 'H':
      return { type, locate, stock: text(bytes, BODY, STOCK_BYTES), state: text(bytes, 19, 1) }
    case 'A':
    case 'F':
      return {
        type: 'A',
        locate,
        reference: u64(bytes, BODY),
        side: sideAt(bytes, 19),
        shares: bytes.readUInt32BE(20),
        stock: text(bytes, 24, STOCK_BYTES),
        price: bytes.readUInt32BE(32),
      }
    case 'E':
    case 'C':
      return { type: 'E', locate, reference: u64(bytes, BODY), shares: bytes.readUInt32BE(19) }
    case 'X':
      return { type, locate, reference: u64(bytes, BODY), shares: bytes.readUInt32BE(19) }
    case 'D':
      return { type, locate, reference: u64(bytes, BODY) }
    case 'U':
      return {
        type,
        locate,
        reference: u64(bytes, BODY),
        newReference: u64(bytes, 19),
        shares: bytes.readUInt32BE(27),
        price: bytes.readUInt32BE(31),
      }
    case 'P':
      return { type, locate, shares: bytes.readUInt32BE(20), price: bytes.readUInt32BE(32) }
    default:
      return { type: 'Q', locate, shares: u64(bytes, BODY), price: bytes.readUInt32BE(27) }
  }
}

/** Cuts a stream into messages: each has its length in two bytes before it, as in Nasdaq's BinaryFILE. */
export class ItchFramer {
  #rest: Buffer = Buffer.alloc(0)
  /** Bytes of whole messages so far. */
  #offset = 0

  /** The messages that are whole after this chunk. A length of 0 is the end of a session and is passed over. */
  push(chunk: Buffer): ItchMessage[] {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    const messages: ItchMessage[] = []
    let at = 0
    while (at + 2 <= bytes.length) {
      const length = bytes.readUInt16BE(at)
      if (at + 2 + length > bytes.length) break
      if (length > 0) {
        const message = this.#decode(bytes.subarray(at + 2, at + 2 + length), at)
        if (message) messages.push(message)
      }
      at += 2 + length
    }
    this.#rest = Buffer.from(bytes.subarray(at))
    this.#offset += at
    return messages
  }

  /** Throws where the stream stopped inside a message. */
  end(): void {
    if (this.#rest.length > 0)
      throw new RangeError(`the file ends inside the message at byte ${this.#offset}`)
  }

  #decode(bytes: Buffer, at: number): ItchMessage | undefined {
    try {
      return decodeItch(bytes)
    } catch (error) {
      throw new RangeError(`at byte ${this.#offset + at}: ${sentenceOf(error)}`, { cause: error })
    }
  }
}

export interface ItchBatch {
  readonly messages: readonly ItchMessage[]
  /** Bytes of the file read so far, compressed ones where it is. */
  readonly bytesRead: number
  readonly bytesTotal: number
}

/** The messages of a day file, plain or gzipped, as they are read. */
export async function* itchBatches(path: string): AsyncGenerator<ItchBatch> {
  let bytesTotal: number
  try {
    bytesTotal = statSync(path).size
  } catch (error) {
    throw usageError(`there is no file ${path} (${sentenceOf(error)})`)
  }
  const file = createReadStream(path, { highWaterMark: 256 * 1024 })
  const source = path.endsWith('.gz') ? pipeToGunzip(file) : file
  const framer = new ItchFramer()
  try {
    for await (const chunk of source) {
      yield { messages: framer.push(chunk as Buffer), bytesRead: file.bytesRead, bytesTotal }
    }
    framer.end()
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError(`cannot read ${path}: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  } finally {
    file.destroy()
  }
}

function pipeToGunzip(file: NodeJS.ReadableStream): NodeJS.ReadableStream {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  file.on('error', (error) => gunzip.destroy(error))
  return file.pipe(gunzip)
}
