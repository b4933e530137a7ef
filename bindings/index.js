// Loads the addon that `make build` puts beside this file. A native module can only be required.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

function load() {
  try {
    return require('./tapebook.node')
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error
    throw new Error('bindings/tapebook.node is missing: build the addon first (make build)', { cause: error })
  }
}

const {
  NativeCore,
  backUp,
  restore,
  Engine,
  OrderBook,
  Tape,
  examine,
  makeSnapshot,
  verify,
  replay,
  stateHash,
  inspect,
} = load()

export { backUp, Engine, examine, inspect, makeSnapshot, OrderBook, replay, restore, stateHash, Tape, verify }

const OUT_ENTRIES = 16_384

/** The native core with the blocks it reads from and writes to. */
export class Core extends NativeCore {
  constructor(options) {
    super(options)
    this.inbox = new Uint8Array(options.inboxBytes ?? 8 << 20)
    this.outbox = new Uint8Array(options.outboxBytes ?? 8 << 20)
    this.out = new Uint32Array(4 * OUT_ENTRIES)
  }

  run(bytes) {
    super.run(this.inbox, bytes)
  }

  release() {
    return super.release(this.out, this.outbox)
  }
}
