// What translation needs to know beside a message.
import type { Asset, Instrument } from '@tapebook/client'
import type { Version } from './fields.ts'
import type { Order } from './told.ts'

/** Instruments and assets. */
export interface Market {
  instrument(symbol: string): Instrument | undefined
  instrumentOf(id: number): Instrument | undefined
  asset(id: number): Asset | undefined
}

/** Who is at the other end of a FIX session. */
export interface Counterparty extends Market {
  readonly version: Version
  /** Does it take fields that its version of FIX does not have? Where left out, it is not sent any. */
  readonly isExtended?: boolean
  /** Number of the FIX session, journaled with each of its requests; 0 for none. */
  readonly origin: bigint
  /**
   * The account that a name in a message means, or that is meant without a name; undefined where the session may not act
   * for it. A message alone never opens an account: the names are those bound to the session.
   */
  account(name: string | undefined): number | undefined
  /**
   * An order that a cancel or replace names, where it is known here: what it is cannot be changed, so a message that says
   * otherwise is refused.
   */
  order?(account: number, orderId: bigint, clientId: string): Order | undefined
  /** The name of an account, for reports. */
  accountName(account: number): string
}
