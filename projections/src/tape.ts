// The tape as projections read it: frames of events, in order, in parts of whole commands.
import { createHash } from 'node:crypto'
import { inspect, Tape } from '@tapebook/bindings'
import { Genesis, ReportHeader } from '@tapebook/schema'

const FRAME_HEADER = 8
/** Before the frames: the last command of the part. */
const PREFIX = 8
/** Where in an event its command's sequence and time are. */
export const { sequence: SEQUENCE, time: TIME } = ReportHeader.offsets

/** Events of whole commands. */
export interface TapePart {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Last command of the part; it may have had no events. */
  readonly last: number
}

/** Gets a frame's type, and where its struct begins and ends in the part. */
export type FrameVisitor = (type: number, view: DataView, at: number, end: number) => void

/** A part's last command that had events. */
export interface LastEvents {
  readonly sequence: number
  readonly time: bigint
  /** SHA-256 of its frames. */
  readonly digest: string
}

export class TapeReader {
  readonly #directory: string
  readonly #tape: Tape

  constructor(directory: string) {
    this.#directory = directory
    this.#tape = new Tape(directory)
  }

  /** Events from a command on; nothing if there are none yet. */
  read(from: number, maxBytes: number): TapePart | undefined {
    const bytes = this.#tape.read(from, maxBytes)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const last = Number(view.getBigUint64(0, true))
    return last < from ? undefined : { bytes, view, last }
  }

  /** Names the journal; empty if it has no command yet. */
  lineage(): string {
    const [first] = inspect(this.#directory, 'journal', 1, 1)
    if (first === undefined) return ''
    const { body } = JSON.parse(first) as { body?: string }
    return (body ?? '').slice(0, Genesis.offsets.hashSeed * 2)
  }

  /** Last command on the tape, found by reading from one on. */
  last(from: number): number {
    let last = from - 1
    for (;;) {
      const part = this.read(last + 1, 16 << 20)
      if (part === undefined) return last
      last = part.last
    }
  }
}

/** Shows a part's frames, and tells the last command among them; nothing if it has none. */
export function visitFrames({ bytes, view }: TapePart, visit: FrameVisitor): LastEvents | undefined {
  let at = PREFIX
  let began = at
  let sequence = 0n
  while (at < bytes.length) {
    const end = at + view.getUint16(at, true)
    const struct = at + FRAME_HEADER
    const of = view.getBigUint64(struct + SEQUENCE, true)
    if (of !== sequence) {
      sequence = of
      began = at
    }
    visit(view.getUint16(at + 2, true), view, struct, end)
    at = end
  }
  if (sequence === 0n) return undefined
  const time = view.getBigUint64(began + FRAME_HEADER + TIME, true)
  return { sequence: Number(sequence), time, digest: digestOf(bytes.subarray(began)) }
}

/** The frames of a part's first command, which is this one, as SHA-256; empty if it is another. */
export function digestOfFirst({ bytes, view }: TapePart, command: number): string {
  let end = PREFIX
  while (end < bytes.length && Number(view.getBigUint64(end + FRAME_HEADER + SEQUENCE, true)) === command) {
    end += view.getUint16(end, true)
  }
  return end === PREFIX ? '' : digestOf(bytes.subarray(PREFIX, end))
}

const digestOf = (frames: Uint8Array): string => createHash('sha256').update(frames).digest('hex')
