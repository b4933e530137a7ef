// What is told of orders and requests, whatever the version: made by `Orders`, written by `writeTold`.
import {
  type EndReason,
  type ListKind,
  type OrderState,
  type RejectReason,
  Side,
  type wire,
} from '@tapebook/client'
import type { Fields } from '../message.ts'
import type { Command } from './entry.ts'
import type { Terms } from './terms.ts'

/** An order as far as reports told of it. */
export interface Order {
  readonly orderId: bigint
  readonly account: number
  /** Of its last request that was taken. */
  readonly clientId: string
  /** Without more than instrument and side where nobody said what it is. */
  readonly terms: Readonly<Terms>
  readonly isKnown: boolean
  readonly state: OrderState
  readonly leaves: bigint
  readonly cumulative: bigint
  /** Quote units of all its fills; 0 where not all of them were told. */
  readonly notional: bigint
  /** The list that it is a leg of: the client id of its request, and its kind. */
  readonly list: { readonly clientId: string; readonly kind: ListKind } | undefined
  /** Fields of its request that reports repeat. */
  readonly echo: Fields | undefined
}

/** What happened, by the word that FIX 150 has for it. */
export type ExecutionKind =
  | 'pending'
  | 'accepted'
  | 'fill'
  | 'canceled'
  | 'expired'
  | 'replaced'
  | 'rejected'
  | 'restated'
  | 'triggered'
  | 'status'
  | 'busted'
  | 'corrected'

/** Something that happened to an order, as a report tells it. */
export interface Execution {
  readonly kind: ExecutionKind
  readonly order: Order
  /** The same over resends and restarts: of the trade, or of the event. */
  readonly execId: string
  /** The execution that is taken back or put right. */
  readonly refersTo?: string
  /** The client id of the request before the one that did this. */
  readonly origClientId?: string
  readonly time: bigint
  readonly fill?: Pick<
    wire.Fill,
    'tradeId' | 'price' | 'quantity' | 'fee' | 'feeAsset' | 'liquidity' | 'state'
  >
  readonly reason?: EndReason
  readonly rejected?: RejectReason
  readonly text?: string
}

/** A cancel or replace that was refused. */
export interface CancelRejection {
  readonly kind: 'cancelRejected'
  readonly order: Order | undefined
  readonly orderId: bigint
  readonly account: number
  readonly clientId: string
  readonly origClientId: string
  readonly isReplace: boolean
  readonly rejected: RejectReason
  readonly time: bigint
}

/** What else answers a request: of lists, quotes, mass cancels. */
export interface Answered {
  readonly kind: 'answered'
  readonly command: Command
  /** Orders canceled, quotes that rest. */
  readonly count: bigint
  /** None where it was taken. */
  readonly rejected: RejectReason
  readonly time: bigint
}

export interface ListChange {
  readonly kind: 'list'
  readonly status: wire.ListStatus
  readonly legs: readonly (Order | undefined)[]
}

export type Told = (Execution & { readonly kind: ExecutionKind }) | CancelRejection | Answered | ListChange

/** Of a side, in an ExecID. */
export const letter = (side: number): string => (side === Side.Buy ? 'B' : 'S')

/** FIX 17 of a fill: the trade's number is unique in its instrument, and each trade has two sides. */
export const fillId = (instrument: number, tradeId: bigint, side: number): string =>
  `T${instrument}-${tradeId}${letter(side)}`
/** FIX 17 of any other event: its place on the tape. */
export const eventId = ({ sequence, index }: wire.ReportHeader): string => `E${sequence}-${index}`

/** An order as it is now, for who asks. */
export const statusOf = (order: Order, time: bigint): Execution => ({
  kind: 'status',
  order,
  // FIX wants 0 here: nothing was executed.
  execId: '0',
  time,
})
