/** What a client tells its listeners. */

import type { Bodies, LogonAccepted, MessageName, MessageType, ResumeComplete } from '@tapebook/schema'
import type { RejectedError } from './errors.ts'
import type { ReportType } from './requests.ts'

/** About a report: its type, and what follows its struct. */
export interface ReportInfo {
  type: ReportType
  name: MessageName
  /** Was it sent before? */
  resent: boolean
  /** What follows the struct (in Applied the command's body); valid during the event only. */
  entries: Uint8Array
}

export type ReportName = {
  [N in MessageName]: (typeof MessageType)[N] extends ReportType ? N : never
}[MessageName]

type ReportEvents = {
  [N in ReportName]: [report: Bodies[(typeof MessageType)[N]], info: ReportInfo]
}

export interface ClientEvents extends ReportEvents {
  /** Every report of the session, once and in order. */
  report: [report: Bodies[ReportType], info: ReportInfo]
  /** Logged on, missed reports received; also after each reconnect. */
  connected: [accepted: LogonAccepted]
  /** The connection is lost; unless `closed` follows, it is being made again. */
  disconnected: [why: Error]
  /** It is over: closed by this side, or refused for good. */
  closed: [why: Error]
  /** The reports missed have come. */
  resumed: [complete: ResumeComplete]
  /** Reports are lost to this client: start from queries. */
  resumeUnavailable: []
  /** Reports are missing in the stream; the client reconnects to get them. */
  gap: [expected: bigint, received: bigint]
  /** A refusal before the journal. */
  sessionReject: [error: RejectedError]
}
