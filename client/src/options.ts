/** How a client connects. */

import type { PrivateKey } from './keys.ts'

/** Where a session stands in its stream of reports: keep it to resume after a restart. */
export interface StreamPosition {
  /** Number of the last report that was processed. */
  lastSessionSequence: bigint
  /** Highest command sequence of a report that was processed. */
  lastSequence: bigint
}

/** What cancel on disconnect leaves alone. */
export interface KeptOnDisconnect {
  /** Orders good till canceled. */
  keepGtc?: boolean
  /** Orders good till a time. */
  keepGtd?: boolean
  /** All of them, when the session logs out. */
  keepOnLogout?: boolean
}

export interface ClientOptions {
  /** With wss: the authority that the server's certificate is of, in PEM; those that Node knows where left out. */
  ca?: string | Uint8Array
  /** ws://127.0.0.1:8082, wss://..., or ws+unix:/path */
  url: string
  /** Ed25519: a KeyObject, PKCS8 PEM, or the raw 32-byte seed as bytes or hex. */
  privateKey: PrivateKey
  /** Cancel this session's orders when its connection is lost: all of them, or but for those kept. Default false. */
  cancelOnDisconnect?: boolean | KeptOnDisconnect
  /** 1,000 to 60,000; 0, the default, for the server's own. */
  heartbeatMs?: number
  /** Resume the stream after a position of an earlier run. */
  resume?: StreamPosition
  /** Connect again after a loss. Default true. */
  reconnect?: boolean
  /** First and longest pause before connecting again. Default 100 and 10,000 ms. */
  backoffMs?: { first: number; most: number }
  /** Default 10,000. */
  queryTimeoutMs?: number
  /** Unanswered requests at most. Default 65,536, which is as far back as a server knows repeats. */
  maxUnanswered?: number
}
