/**
 * The core for Node: bytes in, bytes out, no logic. Built from `bindings/src` with napi-rs.
 *
 * A Core belongs to the thread that made it. Its memory blocks are owned by Rust and registered once.
 */
export interface CoreOptions {
  /** Folder of journal, snapshots and events. */
  directory: string
  /** When an acknowledgement leaves: after the sync (default), or at once. */
  policy?: 'disk' | 'memory'
  /** Ed25519 public key (32 bytes) of the first operator; needed to create a journal, else ignored. */
  operatorKey?: Uint8Array
  /** May an empty folder become a new journal? Default true. */
  create?: boolean
  /** Bytes of a journal segment. Default 64 MiB. */
  segmentBytes?: number
  /** Bytes of event segments kept. Default 4 GiB. */
  eventRetentionBytes?: number
  /** Bytes of the inbox and of the outbox. Default 8 MiB each. */
  inboxBytes?: number
  outboxBytes?: number
  /** Grace between a lost connection and SessionLost, in ms. Default 0. */
  disconnectGraceMs?: number
  /** Longest message a client may send, told in the Challenge. Default 65,536. */
  maxMessageBytes?: number
  /** The ITCH feed: where datagrams go (a multicast group or one host), as `address:port`. None by default. */
  itchDatagramsTo?: string
  /** Where datagrams can be asked for again; port 0 for a free one. */
  itchRequestsAt?: string
  /** Where SoupBinTCP connections are taken; port 0 for a free one. */
  itchConnectionsAt?: string
  /** Called from other threads, coalesced, when `release` has something to do. */
  onWake: () => void
}

export class Core {
  /** Opens or creates the folder and recovers. Throws an Error with a sentence a person can act on. */
  constructor(options: CoreOptions)
  /** Filled by the caller with messages, one after another: connection u32, length u32, bytes, zero padding to 8. */
  readonly inbox: Uint8Array
  /** What to send; see `out`. */
  readonly outbox: Uint8Array
  /**
   * What `release` wants done, four numbers an entry: connection, offset in `outbox`, length, close.
   * length > 0: send these bytes as one binary message. close > 0: then close the connection; the number is a
   * RejectReason, or 255 for a log-out without one. Several entries may name the same bytes.
   */
  readonly out: Uint32Array
  /** A connection opened. The number is the caller's, above 0, and not used again before `disconnect`. */
  connect(connection: number): void
  /** A connection closed, from either side. */
  disconnect(connection: number): void
  /** A connection's send buffer is above (true) or back below (false) its mark: market data is conflated meanwhile. */
  congested(connection: number, is: boolean): void
  /**
   * From now on market data for connections with odd numbers leave through a socket, of which this is the far end's file
   * descriptor, the caller's to close. Records: length of what follows, readers, for each its connection and how many
   * had that number with it (all u32, little endian), then frames.
   */
  openOutlet(): number
  /** Takes the messages in the first `bytes` bytes of the inbox. Nothing is copied out of JavaScript. */
  run(bytes: number): void
  /** Puts what may leave now into `out` and `outbox`; the number of entries. Call until it gives 0. */
  release(): number
  /** Call about every 20 ms: heartbeats, graces, timers. */
  tick(): void
  /** From now on requests are refused with ShuttingDown. */
  drain(): void
  /** Is everything that was taken durable and released? */
  isDrained(): boolean
  /** Writes the last watermark, ends the threads, unlocks the folder. The Core is unusable afterwards. */
  close(): void
  /** Why the journal stopped for good, or null. Once set the server says so and exits. */
  failure(): string | null
  /** Counters and gauges by name, for metrics and `--json`. */
  stats(): Record<string, number>
  /**
   * Phases of the instruments, and what happened in the markets since the start, by name with labels
   * (`orders_taken_total{type="Limit"}`); counted on another thread. Costs as much as there are instruments.
   */
  market(): Record<string, number>
  readonly lineage: string
  /** What recovery did, as JSON: snapshot used, commands replayed, tail cut, milliseconds. */
  readonly recovery: string
  /** Session, `requests_at` and `connections_at` of the ITCH feed as JSON; null without one. */
  readonly itch: string | null
}

/** Progress of a long job: done and total in the job's own unit (bytes or commands). Return false to stop it. */
export type Progress = (done: number, total: number) => boolean

/** Restores the newest snapshot, applies every sealed segment after it, writes a snapshot. JSON report. */
export function makeSnapshot(directory: string, progress?: Progress): string
/** State hash of snapshot + tail and of a full replay, at every snapshot; JSON report with `ok` and `state_hash`. */
export function verify(directory: string, progress?: Progress): string
/** Brings a backup up to date with a folder, also beside a running server; JSON. */
export function backUp(directory: string, to: string, progress?: Progress): string
/** Makes a data folder from a backup, both verified; JSON. */
export function restore(backup: string, directory: string): string
/** Looks a folder over, changes nothing, says what a start would do; JSON with `level` and `findings`. */
export function examine(directory: string): string
/** Replays the whole journal with every event's hash compared; JSON report. `toSequence` 0 for all. */
export function replay(directory: string, toSequence: number, progress?: Progress): string
/** State hash after snapshot + tail (or at `sequence`, by full replay); JSON report. */
export function stateHash(directory: string, sequence: number): string
/** Readable records, one JSON line each, from a sequence on; at most `count`. kind: journal | events | segments | snapshots. */
export function inspect(directory: string, kind: string, from: number, count: number): string[]

/** All events of a folder in order, also while a server writes to it; costs that server nothing. */
export class Tape {
  constructor(directory: string)
  /**
   * Events of the commands from one on, whole commands, about `maxBytes` of them. The first 8 bytes are the last
   * command read (u64), `from - 1` if there is nothing new; frames follow. What the event segments no longer keep is
   * made again from the journal, which takes as long as replaying it.
   */
  read(from: number, maxBytes: number): Uint8Array
}

/** The engine in this process: no journal, no server. Frames in (requests), frames out (events). */
export class Engine {
  constructor(operatorKey: Uint8Array)
  /** Applies one request frame for an account (0 for an operator's request) at a time in ns; gives its events as frames. */
  apply(frame: Uint8Array, account: number, time: bigint): Uint8Array
  stateHash(): string
}

/** One order book by itself. Prices and quantities are integers up to 2^53. */
export class OrderBook {
  constructor()
  addBid(id: number, price: number, quantity: number): Fill[]
  addAsk(id: number, price: number, quantity: number): Fill[]
  removeOrder(id: number): boolean
  getBestBid(): [price: number, quantity: number] | null
  getBestAsk(): [price: number, quantity: number] | null
  getMarketDepth(levels: number): { bids: [number, number][]; asks: [number, number][] }
}
export interface Fill {
  taker: number
  maker: number
  price: number
  quantity: number
}
