import type { Bodies, ListLeg, MessageType } from '@tapebook/schema'
import {
  type ListKind,
  ListState,
  OrderState,
  OrderType,
  Side,
  StpMode,
  TimeInForce,
  TriggerSource,
} from '@tapebook/schema'
import { type AdvancedInput, advancedBody } from './advanced.ts'
import type { Client } from './client.ts'
import { orderFlags } from './flags.ts'
import { checkClientId, type RequestOptions } from './requests.ts'
import { idOf } from './support.ts'

/** One order of a list; its client id is made where none is given. */
export type LegInput = Omit<AdvancedInput, 'instrument' | keyof RequestOptions> & { clientId?: string }

/**
 * Orders that are bound to each other. Legs in the order of their kind: Oco: limit or take-profit, stop. Oto: working,
 * pending. Otoco: working, limit or take-profit, stop. Bracket: entry, take-profit, stop-loss.
 */
export interface OrderListInput extends RequestOptions {
  instrument: AdvancedInput['instrument']
  kind: ListKind
  legs: readonly LegInput[]
  /** May the client id be taken again once its earlier list is done? */
  reuseWhenDone?: boolean
}

/** A list by its id, by the client id of its request, or by one of a leg. */
export type ListTarget = { listId: bigint | number } | { targetClientId: string }

const MOST_LEGS = 3

const UNUSED: ListLeg = {
  clientId: '',
  account: 0,
  instrument: 0,
  side: Side.Buy,
  type: OrderType.Market,
  timeInForce: TimeInForce.Gtc,
  stp: StpMode.CancelTaker,
  price: 0n,
  quantity: 0n,
  triggerPrice: 0n,
  activationPrice: 0n,
  trailTicks: 0n,
  displayQuantity: 0n,
  minQuantity: 0n,
  expireTime: 0n,
  trailBasisPoints: 0,
  flags: 0,
  triggerSource: TriggerSource.LastTrade,
}

export function orderListBody(
  input: OrderListInput,
  nextClientId: () => string,
): Omit<Bodies[typeof MessageType.NewOrderList], 'request'> {
  const { instrument, kind, legs } = input
  if (legs.length > MOST_LEGS) throw new RangeError(`a list has at most ${MOST_LEGS} legs`)
  const used = legs.map(({ clientId, ...leg }): ListLeg => {
    const { quoteAmount, pegOffset, peg, ...body } = advancedBody({ ...leg, instrument })
    return { ...body, clientId: checkClientId(clientId ?? nextClientId()), account: 0 }
  })
  return {
    instrument: idOf(instrument),
    kind,
    count: legs.length,
    flags: orderFlags(input),
    legs: Array.from({ length: MOST_LEGS }, (_, at) => used[at] ?? UNUSED),
  }
}

export function listTarget(of: ListTarget): { listId: bigint; targetClientId: string } {
  if ('listId' in of) return { listId: BigInt(of.listId), targetClientId: '' }
  return { listId: 0n, targetClientId: checkClientId(of.targetClientId) }
}

/** A list as its reports tell it. */
export interface TrackedList {
  readonly listId: bigint
  /** Of the request that entered it. */
  readonly clientId: string
  readonly kind: ListKind
  readonly instrument: number
  /** Its legs in their order, with their states. */
  readonly legs: ReadonlyMap<bigint, OrderState>
}

/**
 * Follows the lists of a session by its reports. Made before the reports come (in `prepare` of Client.connect) it knows
 * every list that is entered from then on; what was open before is asked for by `orderLists`.
 */
export class ListTracker {
  readonly #lists = new Map<bigint, TrackedList & { legs: Map<bigint, OrderState> }>()
  readonly #byOrder = new Map<bigint, bigint>()

  constructor(client: Client) {
    client.on('ListStatus', (it) => {
      if (it.state === ListState.Done) return this.#forget(it.listId)
      const orders = it.orders.filter((order) => order !== 0n)
      const legs = new Map(orders.map((order) => [order, OrderState.New as OrderState]))
      const { listId, kind, instrument } = it
      this.#lists.set(listId, { listId, clientId: it.request.clientId, kind, instrument, legs })
      for (const order of orders) this.#byOrder.set(order, listId)
    })
    client.on('OrderTerms', (it) => this.#set(it.orderId, it.state))
    client.on('OrderTriggered', (it) => this.#set(it.orderId, OrderState.New))
    client.on('ListLegStarted', (it) => this.#set(it.orderId, it.state))
    client.on('Fill', (it) => this.#set(it.orderId, it.state))
    client.on('OrderCanceled', (it) => this.#set(it.orderId, it.state))
  }

  /** The list of that id, until it is done. */
  get(listId: bigint): TrackedList | undefined {
    return this.#lists.get(listId)
  }

  /** The list that an order is a leg of, until it is done. */
  of(orderId: bigint): TrackedList | undefined {
    const listId = this.#byOrder.get(orderId)
    return listId === undefined ? undefined : this.#lists.get(listId)
  }

  /** The lists that are not done, oldest first. */
  open(): IterableIterator<TrackedList> {
    return this.#lists.values()
  }

  #set(orderId: bigint, state: OrderState): void {
    const listId = this.#byOrder.get(orderId)
    if (listId !== undefined) this.#lists.get(listId)?.legs.set(orderId, state)
  }

  #forget(listId: bigint): void {
    for (const order of this.#lists.get(listId)?.legs.keys() ?? []) this.#byOrder.delete(order)
    this.#lists.delete(listId)
  }
}
