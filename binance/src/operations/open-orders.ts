// How many open orders an account may have in one market: MAX_NUM_ORDERS, MAX_NUM_ALGO_ORDERS, MAX_NUM_ICEBERG_ORDERS.
import type { KnownOrder, OrderLookup } from '@tapebook/service'
import { filter } from '../convert/errors.ts'
import { isWorking } from '../convert/order-words.ts'
import type { OrderRequest } from '../convert/orders-in.ts'
import type { Limits } from '../rest/limits.ts'

/** Orders of an account in a market: all, those that wait for a trigger, and those that show only a part. */
interface Counts {
  orders: number
  triggers: number
  icebergs: number
}

/** A count, and when the exchange was asked for it. */
interface Known extends Counts {
  readonly at: number
}

/** How long a count may go on without asking again, in ms: so long what other sessions enter is not in it. */
const ASK_AGAIN_MS = 10_000
const COUNTED_MAX = 50_000

const NAMES = {
  orders: 'MAX_NUM_ORDERS',
  triggers: 'MAX_NUM_ALGO_ORDERS',
  icebergs: 'MAX_NUM_ICEBERG_ORDERS',
} as const

/** What one order adds; a market order leaves nothing open. */
function countOf({ type, stopPrice, trailingDelta, icebergQty }: OrderRequest): Counts {
  return {
    orders: type === 'MARKET' ? 0 : 1,
    triggers: stopPrice === undefined && trailingDelta === undefined ? 0 : 1,
    icebergs: icebergQty === undefined ? 0 : 1,
  }
}

const countOpen = ({ triggerPrice, state, displayQuantity }: KnownOrder): Counts => ({
  orders: 1,
  triggers: triggerPrice !== 0n && !isWorking(state) ? 1 : 0,
  icebergs: displayQuantity === 0n ? 0 : 1,
})

const sum = (counts: readonly Counts[]): Counts => {
  const all = { orders: 0, triggers: 0, icebergs: 0 }
  for (const { orders, triggers, icebergs } of counts) {
    all.orders += orders
    all.triggers += triggers
    all.icebergs += icebergs
  }
  return all
}

/** The first bound that so many more would break. */
function broken(open: Counts, more: Counts, limits: Limits): keyof Counts | undefined {
  if (open.orders + more.orders > limits.openOrders) return 'orders'
  if (more.triggers > 0 && open.triggers + more.triggers > limits.openTriggers) return 'triggers'
  return more.icebergs > 0 && open.icebergs + more.icebergs > limits.openIcebergs ? 'icebergs' : undefined
}

function add(known: Known, { orders, triggers, icebergs }: Counts): void {
  known.orders += orders
  known.triggers += triggers
  known.icebergs += icebergs
}

/** What is open, as far as this process entered it; the exchange is asked where a bound comes near. */
export class OpenOrders {
  readonly #lookup: OrderLookup
  readonly #known = new Map<string, Known>()

  constructor(lookup: OrderLookup) {
    this.#lookup = lookup
  }

  /**
   * Lets orders of an account in a market in; undefined where that is decided at once, as it is for most. Throws -1013 where
   * they would be too many. O(1), else O(open orders there).
   */
  admit(
    account: number,
    instrument: number,
    requests: readonly OrderRequest[],
    limits: Limits,
  ): Promise<void> | undefined {
    const more = sum(requests.map(countOf))
    if (more.orders === 0) return undefined
    const known = this.#known.get(`${account}/${instrument}`)
    const isKnown = known !== undefined && known.at + ASK_AGAIN_MS >= Date.now()
    if (!isKnown || broken(known, more, limits) !== undefined) {
      return this.#ask(account, instrument, more, limits)
    }
    add(known, more)
    return undefined
  }

  async #ask(account: number, instrument: number, more: Counts, limits: Limits): Promise<void> {
    const at = Date.now()
    const open = await this.#lookup.allOpen(account, instrument)
    const known = { ...sum(open.map(countOpen)), at }
    if (this.#known.size >= COUNTED_MAX) this.#known.clear()
    this.#known.set(`${account}/${instrument}`, known)
    const why = broken(known, more, limits)
    if (why !== undefined) throw filter(NAMES[why])
    add(known, more)
  }
}
