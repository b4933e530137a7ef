// Orders from the tables and from the exchange's reports, in one form.
import type { wire } from '@tapebook/client'
import type { Order } from '@tapebook/projections'
import type { KnownOrder } from './entry.ts'

/** An order as its row tells it. */
export function orderOfRow(row: Order): KnownOrder {
  return {
    orderId: BigInt(row.order_id),
    instrument: row.instrument,
    clientId: row.client_id,
    side: row.side,
    type: row.type,
    timeInForce: row.time_in_force,
    state: row.state,
    reason: row.reason,
    price: BigInt(row.price),
    triggerPrice: BigInt(row.trigger_price),
    displayQuantity: BigInt(row.display_quantity),
    quantity: BigInt(row.quantity),
    quoteAmount: row.quote_amount,
    flags: row.flags,
    stp: row.stp,
    listId: BigInt(row.list_id),
    trailBasisPoints: row.trail_basis_points,
    workingAt: row.working_at,
    sequence: BigInt(row.opened_by),
    fills: [],
    cumulative: BigInt(row.cumulative),
    notional: row.notional,
    fee: row.fee,
    feeAsset: row.fee_asset,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** An order as the exchange reports it while it is open. */
export function orderOfReport(it: wire.OrderReport): KnownOrder {
  return {
    ...it,
    reason: 0,
    displayQuantity: 0n,
    quoteAmount: 0n,
    stp: undefined,
    listId: 0n,
    trailBasisPoints: 0,
    workingAt: it.time,
    sequence: 0n,
    fills: [],
    fee: undefined,
    feeAsset: undefined,
    createdAt: it.time,
    updatedAt: it.time,
  }
}
