// Which message of a counterparty a report answers: requests carry its number through the journal.
import { MessageType, type ReportType, wire } from '@tapebook/client'

/** Run of numbers (when it began) and number in it. */
export interface Origin {
  readonly session: number
  readonly sequence: number
}

interface WithRequest {
  readonly request?: { readonly originSession: bigint; readonly originSequence: bigint }
}

/** Where the request behind a report came from; undefined where it came from no counterparty. */
export function originOf(
  type: ReportType,
  report: wire.Bodies[ReportType],
  entries: Uint8Array,
): Origin | undefined {
  const request = type === MessageType.Applied ? headerOf(entries) : (report as WithRequest).request
  if (request === undefined || request.originSequence === 0n) return undefined
  return { session: Number(request.originSession), sequence: Number(request.originSequence) }
}

/** An applied command's body begins with the header of its request. */
function headerOf(entries: Uint8Array): WithRequest['request'] {
  if (entries.length < wire.RequestHeader.SIZE) return undefined
  return wire.RequestHeader.read(new DataView(entries.buffer, entries.byteOffset, entries.byteLength), 0)
}
