// What a session may ask for beside its orders: market data, symbols, phases, positions, trades.
import type { Client } from '@tapebook/client'
import type { FixMessage } from '../message.ts'
import { BusinessReason, Refusal } from '../table/refusal.ts'
import { trimmed } from '../table/reports.ts'
import { MarketDesk, SharedFeeds } from './market-desk.ts'
import { type ReferenceContext, ReferenceDesk } from './reference-desk.ts'

const TAKEN: ReadonlySet<string> = new Set(['V', 'x', 'c', 'e', 'g', 'AN', 'AD'])

/** What a desk is made of. */
export interface DeskOptions extends Omit<ReferenceContext, 'feeds'> {
  readonly client: Client
  /** A message that is refused after a while. */
  refused(refusal: Refusal): void
}

/** Answers one session's questions while it is logged on. */
export class Desk {
  readonly #options: DeskOptions
  readonly #market: MarketDesk
  readonly #reference: ReferenceDesk
  #isClosed = false

  constructor(options: DeskOptions) {
    this.#options = options
    const give = (message: FixMessage): void => {
      if (!this.#isClosed) options.give(trimmed(message, options.party))
    }
    const context = { ...options, feeds: new SharedFeeds(options.client), give }
    this.#market = new MarketDesk(context)
    this.#reference = new ReferenceDesk(context)
  }

  static takes(type: string): boolean {
    return TAKEN.has(type)
  }

  /** Takes a verified message; answers come when they are known. */
  take(message: FixMessage): void {
    if (message.type === 'V') return this.#market.take(message)
    this.#reference.take(message).catch((error: Error) => {
      if (this.#isClosed) return
      const of = { kind: 'business', code: BusinessReason.ApplicationNotAvailable } as const
      this.#options.refused(error instanceof Refusal ? error : new Refusal(of, 0, message, error.message))
    })
  }

  /** Ends all that was subscribed; nothing is told from now on. */
  close(): void {
    this.#isClosed = true
    this.#market.close()
    this.#reference.close()
  }
}
