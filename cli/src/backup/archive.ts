// The files of a folder in one sealed file: of each the length of its name, the name, its size, its bytes; then a length of 0.
import { closeSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CannotOpen, openSealed, SealedWriter } from './sealed-file.ts'

const NAME = /^[\w][\w.-]{0,254}$/
const COPY_BYTES = 1 << 20

/** Puts all files of a folder into a sealed file; its size in bytes. */
export function sealFolder(folder: string, path: string, secret: Uint8Array): number {
  const writer = new SealedWriter(path, secret)
  try {
    const block = Buffer.alloc(COPY_BYTES)
    for (const name of readdirSync(folder).sort()) {
      const file = openSync(join(folder, name), 'r')
      try {
        const { size } = statSync(join(folder, name))
        const head = Buffer.alloc(2 + name.length + 8)
        head.writeUInt16BE(name.length, 0)
        head.write(name, 2, 'latin1')
        head.writeBigUInt64BE(BigInt(size), 2 + name.length)
        writer.write(head)
        for (let rest = size; rest > 0; ) {
          const read = readSync(file, block, 0, Math.min(block.length, rest), null)
          if (read === 0) throw new Error(`${name} became shorter while it was read`)
          writer.write(block.subarray(0, read))
          rest -= read
        }
      } finally {
        closeSync(file)
      }
    }
    writer.write(Buffer.alloc(2))
    return writer.finish()
  } catch (error) {
    writer.abort()
    throw error
  }
}

/** Writes the files of a sealed file to a folder. Throws CannotOpen; what was written until then is to be thrown away. */
export function unsealFolder(path: string, folder: string, secret: Uint8Array): void {
  const bytes = new Bytes(openSealed(path, secret), path)
  while (true) {
    const length = bytes.take(2).readUInt16BE()
    if (length === 0) break
    const name = bytes.take(length).toString('latin1')
    if (!NAME.test(name)) throw new CannotOpen(`${path} holds a file with a name that is none`)
    const file = openSync(join(folder, name), 'wx', 0o600)
    try {
      for (let rest = bytes.take(8).readBigUInt64BE(); rest > 0n; ) {
        const piece = bytes.some(rest)
        for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at)
        rest -= BigInt(piece.length)
      }
    } finally {
      closeSync(file)
    }
  }
  // Only with its last piece it is known that nothing is missing.
  bytes.end()
}

/** Pieces read as one row of bytes. */
class Bytes {
  readonly #pieces: Generator<Buffer, void, void>
  readonly #path: string
  #piece: Buffer = Buffer.alloc(0)

  constructor(pieces: Generator<Buffer, void, void>, path: string) {
    this.#pieces = pieces
    this.#path = path
  }

  /** What is there of the next bytes: one at least, and no more than asked for. */
  some(most: bigint): Buffer {
    while (this.#piece.length === 0) {
      const next = this.#pieces.next()
      if (next.done) throw new CannotOpen(`${this.#path} ends in the middle`)
      this.#piece = next.value
    }
    const size = most < BigInt(this.#piece.length) ? Number(most) : this.#piece.length
    const taken = this.#piece.subarray(0, size)
    this.#piece = this.#piece.subarray(size)
    return taken
  }

  take(size: number): Buffer {
    const parts: Buffer[] = []
    for (let rest = size; rest > 0; ) {
      const part = this.some(BigInt(rest))
      parts.push(part)
      rest -= part.length
    }
    return Buffer.concat(parts)
  }

  end(): void {
    const isMore = this.#piece.length > 0 || [...this.#pieces].some(({ length }) => length > 0)
    if (isMore) throw new CannotOpen(`${this.#path} goes on after its end`)
  }
}
