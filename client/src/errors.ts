import {
  type MessageType,
  MessageTypeName,
  RejectReason as Reason,
  type RejectReason,
  RejectReasonName,
  type RequestRejected,
} from '@tapebook/schema'

export function reasonName(reason: number): string {
  return RejectReasonName[reason] ?? `reason ${reason}`
}

export function typeName(type: number): string {
  return MessageTypeName[type] ?? `message 0x${type.toString(16).padStart(4, '0')}`
}

/** Names of the rules that `failed` marks. */
export function failedRules(failed: readonly bigint[]): string[] {
  const names: string[] = []
  failed.forEach((word, index) => {
    for (let bit = 0; bit < 64; bit++)
      if ((word >> BigInt(bit)) & 1n) names.push(reasonName(index * 64 + bit))
  })
  return names
}

export interface Refusal {
  type: MessageType
  reason: RejectReason
  clientId?: string
  detail?: bigint
  /** Every rule the request broke. */
  failed?: string[]
  /** The journaled report; absent where nothing was journaled. */
  report?: RequestRejected
}

// Nothing was taken and nothing is wrong with the request: the same bytes may pass later.
const TRANSIENT: ReadonlySet<number> = new Set([
  Reason.Busy,
  Reason.Throttled,
  Reason.JournalStalled,
  Reason.ShuttingDown,
])

/** A request, query, subscription or log-on was refused. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError'
  readonly type: MessageType
  readonly reason: RejectReason
  readonly reasonName: string
  readonly clientId: string
  /** The bound that was broken, in the unit of the field it bounds; 0 where there is none. */
  readonly detail: bigint
  readonly failed: readonly string[]
  readonly report: RequestRejected | undefined
  /** Was nothing taken, so that the same request may pass later? */
  readonly transient: boolean

  constructor(refusal: Refusal) {
    const detail = refusal.detail ?? 0n
    const of = refusal.clientId ? ` "${refusal.clientId}"` : ''
    super(
      `${typeName(refusal.type)}${of} refused: ${reasonName(refusal.reason)}${detail ? ` (${detail})` : ''}`,
    )
    this.type = refusal.type
    this.reason = refusal.reason
    this.reasonName = reasonName(refusal.reason)
    this.clientId = refusal.clientId ?? ''
    this.detail = detail
    this.failed = refusal.failed ?? []
    this.report = refusal.report
    this.transient = TRANSIENT.has(refusal.reason)
  }
}

/** The connection could not be made, was lost for good, or the client was closed. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
}
