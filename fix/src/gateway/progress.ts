// How far a counterparty was told: kept beside QuickFIX's numbers, and allowed to be older than they are.
import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import type { StreamPosition } from '@tapebook/client'

export interface Progress {
  /** The reports of the exchange that were sent, or were not for it. */
  readonly position: StreamPosition
  /** Number of the message out that came after them. */
  readonly sender: number
  /** When the session's numbers began, in seconds: which run of numbers `origin` is of. */
  readonly created: number
  /** Highest number in that the exchange has journaled a request of. */
  readonly origin: number
  /** Open orders that were entered here. */
  readonly orders: readonly bigint[]
}

interface Kept {
  lastSessionSequence: string
  lastSequence: string
  sender: number
  created: number
  origin: number
  orders: string[]
}

/** What was kept; undefined where nothing was, or what there is cannot be read. */
export function readProgress(path: string): Progress | undefined {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Kept
    const { sender, created, origin } = kept
    const position = {
      lastSessionSequence: BigInt(kept.lastSessionSequence),
      lastSequence: BigInt(kept.lastSequence),
    }
    return { position, sender, created, origin, orders: kept.orders.map(BigInt) }
  } catch {
    return undefined
  }
}

/** Writes it so that a power cut leaves the one before or this one. */
export async function writeProgress(path: string, progress: Progress): Promise<void> {
  const { position, sender, created, origin, orders } = progress
  const kept: Kept = {
    lastSessionSequence: `${position.lastSessionSequence}`,
    lastSequence: `${position.lastSequence}`,
    ...{ sender, created, origin },
    orders: orders.map(String),
  }
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(kept)}\n`)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}
