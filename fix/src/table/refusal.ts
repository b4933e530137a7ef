// A message that is not taken, and how that is told.
import { type RejectReason, reasonName } from '@tapebook/client'
import type { FixMessage, SessionReason } from '../message.ts'

/** BusinessRejectReason (FIX 380). */
export const BusinessReason = {
  Other: 0,
  UnknownId: 1,
  UnknownSecurity: 2,
  UnsupportedMessageType: 3,
  ApplicationNotAvailable: 4,
  ConditionallyRequiredFieldMissing: 5,
  NotAuthorized: 6,
} as const
export type BusinessReason = (typeof BusinessReason)[keyof typeof BusinessReason]

/**
 * Where a refusal goes: `session`, a Reject (35=3) with 373; `business`, a BusinessMessageReject (35=j) with 380; `request`,
 * the refusal that the message has of its own, such as an ExecutionReport with 150=8, by one of our reasons.
 */
export type RefusalKind =
  | { readonly kind: 'session'; readonly code: SessionReason }
  | { readonly kind: 'business'; readonly code: BusinessReason }
  | { readonly kind: 'request'; readonly code: RejectReason }

/** A message that is refused before the exchange sees it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly of: RefusalKind
  /** The field that it is about (FIX 371); 0 where there is none. */
  readonly tag: number
  /** What was refused. */
  readonly refused: FixMessage

  constructor(of: RefusalKind, tag: number, refused: FixMessage, text: string) {
    super(text)
    this.of = of
    this.tag = tag
    this.refused = refused
  }
}

/** `InsufficientBalance` in words: `insufficient balance`. */
export const reasonText = (reason: number): string =>
  reasonName(reason)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
