/** Small helpers of the client. */

import { ConnectionError } from './errors.ts'
import type { Instrument } from './instrument.ts'
import type { RequestOptions } from './requests.ts'

/** Stands for every instrument where one is asked for. */
export const ALL_INSTRUMENTS = 0xffff_ffff

/** What follows the struct of most reports. */
export const NOTHING = new Uint8Array(0)

/** What a listener throws must not cost the rest of what came, and must not be lost either. */
export function throwLater(error: unknown): void {
  process.nextTick(() => {
    throw error
  })
}

/** 64 bits as a number; counters stay below 2^53. */
export function readNumber(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x1_0000_0000
}

export function idOf(instrument: Instrument | number): number {
  return typeof instrument === 'number' ? instrument : instrument.id
}

export function requestOptions(input: RequestOptions): RequestOptions {
  const { clientId, account, originSession, originSequence } = input
  return {
    ...(clientId !== undefined && { clientId }),
    ...(account !== undefined && { account }),
    ...(originSession !== undefined && { originSession }),
    ...(originSequence !== undefined && { originSequence }),
  }
}

export function first<T>(reports: readonly T[], what: string): T {
  const [report] = reports
  if (report === undefined) throw new ConnectionError(`a ${what} without a report`)
  return report
}
