// What the exchange refuses, in words and statuses of HTTP.
import { type RejectedError, RejectReason, reasonName } from '@tapebook/client'
import { ApiError, RefusedError } from './errors.ts'

/** The request is well formed and the exchange's rules do not take it. */
const RULE = 422
const MISSING = 404
const CONFLICT = 409

/** Status, field and sentence of a reason that a client's request can meet. */
const REFUSALS: Readonly<Partial<Record<RejectReason, readonly [number, string | undefined, string]>>> = {
  [RejectReason.DuplicateId]: [CONFLICT, 'client_order_id', 'The id was used before for another request.'],
  [RejectReason.UnknownAccount]: [MISSING, undefined, 'There is no such account.'],
  [RejectReason.AccountFrozen]: [RULE, undefined, 'The account is frozen.'],
  [RejectReason.AccountClosed]: [RULE, undefined, 'The account is closed.'],
  [RejectReason.AccountNotEmpty]: [CONFLICT, undefined, 'The account has balances or open orders left.'],
  [RejectReason.UnknownAsset]: [MISSING, 'asset', 'There is no such asset.'],
  [RejectReason.AlreadyExists]: [CONFLICT, 'code', 'The code or symbol is in use.'],
  [RejectReason.UnknownInstrument]: [MISSING, 'pair', 'There is no such pair.'],
  [RejectReason.InstrumentNotTrading]: [RULE, 'pair', 'The pair is halted or delisted.'],
  [RejectReason.UnsupportedOrderType]: [RULE, 'type', 'This order type is not taken here.'],
  [RejectReason.InvalidTimeInForce]: [RULE, 'time_in_force', 'The time in force does not go with the type.'],
  [RejectReason.InvalidFlags]: [RULE, undefined, 'Fields of the order contradict each other.'],
  [RejectReason.PriceNotPositive]: [RULE, 'price', 'The price must be above zero.'],
  [RejectReason.PriceOffTick]: [RULE, 'price', 'The price is not on a tick.'],
  [RejectReason.PriceOutOfRange]: [RULE, 'price', "The price is above the pair's highest."],
  [RejectReason.PriceOutsideCollar]: [RULE, 'price', 'The price is too far from the reference price.'],
  [RejectReason.QuantityZero]: [RULE, 'quantity', 'The quantity must be above zero.'],
  [RejectReason.QuantityBelowMinimum]: [RULE, 'quantity', "The quantity is below the pair's least."],
  [RejectReason.QuantityAboveMaximum]: [RULE, 'quantity', "The quantity is above the pair's most."],
  [RejectReason.QuantityOffStep]: [RULE, 'quantity', 'The quantity is not on a step.'],
  [RejectReason.NotionalBelowMinimum]: [RULE, 'quantity', "The value is below the pair's least."],
  [RejectReason.NoReferencePrice]: [RULE, 'pair', 'There is no reference price yet.'],
  [RejectReason.UnknownOrder]: [MISSING, undefined, 'There is no such order.'],
  [RejectReason.OrderDone]: [CONFLICT, undefined, 'The order has ended already.'],
  [RejectReason.InvalidReplace]: [RULE, undefined, 'Nothing would change.'],
  [RejectReason.TooManyOpenOrders]: [RULE, undefined, 'Too many orders are open.'],
  [RejectReason.BookFull]: [RULE, undefined, 'The book takes no more orders.'],
  [RejectReason.WouldTake]: [RULE, 'post_only', 'The order would trade at once, and is post-only.'],
  [RejectReason.AmountNotPositive]: [RULE, 'amount', 'The amount must be above zero.'],
  [RejectReason.InsufficientBalance]: [RULE, undefined, 'The balance is not enough.'],
  [RejectReason.BalanceOverflow]: [RULE, 'amount', 'The amount is more than an asset may have.'],
  [RejectReason.InvalidParameter]: [RULE, undefined, 'A parameter is out of its range.'],
  [RejectReason.RequestWindowFull]: [
    RULE,
    undefined,
    'Too many requests must be remembered for this account.',
  ],
  [RejectReason.LimitExceeded]: [RULE, undefined, 'A bound of the exchange is reached.'],
  [RejectReason.TriggerCrossed]: [RULE, 'stop_price', 'The trigger is crossed already.'],
  [RejectReason.InvalidTrail]: [
    RULE,
    'trail_basis_points',
    'The distance of the trailing stop does not fit.',
  ],
  [RejectReason.InvalidList]: [RULE, undefined, 'These orders make no list of this kind.'],
  [RejectReason.ListPricesContradict]: [
    RULE,
    undefined,
    'The prices of two orders of the list contradict each other.',
  ],
  [RejectReason.UnknownList]: [MISSING, undefined, 'There is no such list.'],
  [RejectReason.InvalidDisplayQuantity]: [RULE, 'display_quantity', 'The displayed quantity does not fit.'],
  [RejectReason.InvalidMinimumQuantity]: [RULE, 'min_quantity', 'The least quantity is above the quantity.'],
  [RejectReason.NothingToReduce]: [RULE, 'reduce_only', 'There is no position that it would reduce.'],
  [RejectReason.ExpireTimePassed]: [RULE, 'expires_at', 'The time to expire has passed.'],
  [RejectReason.NotInPhase]: [RULE, 'pair', "The pair's phase takes no such order."],
  [RejectReason.Killed]: [RULE, undefined, 'A kill switch is on.'],
  [RejectReason.OrderTooLarge]: [RULE, 'quantity', "The order's value is above its limit."],
  [RejectReason.PositionLimitExceeded]: [RULE, 'quantity', 'The position would be above its limit.'],
  [RejectReason.DailyLimitExceeded]: [RULE, 'quantity', 'The volume of the day would be above its limit.'],
  [RejectReason.HighPriceImpact]: [RULE, 'quantity', 'The order would move the price too far.'],
  [RejectReason.PriceDeviationExceeded]: [RULE, 'price', 'The price is too far from the reference price.'],
  [RejectReason.DayTradeLimitExceeded]: [RULE, undefined, 'The day trades of the account are used up.'],
  [RejectReason.OrderRateExceeded]: [429, undefined, 'The account enters orders too fast.'],
  [RejectReason.UnknownTrade]: [MISSING, 'trade_id', 'There is no such trade.'],
  [RejectReason.TradeAlreadyAmended]: [CONFLICT, 'trade_id', 'The trade was busted or corrected before.'],
  [RejectReason.UnknownKey]: [MISSING, 'member', 'There is no such member.'],
  [RejectReason.SecondPersonRequired]: [202, undefined, 'A second person has to confirm it.'],
  [RejectReason.KeyInUse]: [CONFLICT, undefined, 'The key is registered already.'],
}

/** `InsufficientBalance` as `INSUFFICIENT_BALANCE`. */
const codeOf = (reason: number): string =>
  reasonName(reason)
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase()

/** The answer to a request that the exchange refused. */
export function refusalOf({ reason, transient }: RejectedError): ApiError {
  if (transient) return new ApiError('EXCHANGE_UNAVAILABLE')
  const known = REFUSALS[reason]
  // The gateway's own rights are no business of its users.
  if (known === undefined)
    return new ApiError(reason === RejectReason.NotPermitted ? 'NOT_FOUND' : 'INTERNAL')
  const [status, field, message] = known
  return new RefusedError(codeOf(reason), status, message, field)
}
