// Generated from wire.fbs; do not edit.
//
// A number of 64 bits is a bigint, an Amount a signed bigint, an enumeration its number (`SideName[value]` is its name).
// Reserved fields are left out: written as zeros, not read. Writers throw RangeError rather than cut a value.

/** How a struct lies in memory. */
export interface Layout<T> {
  /** Bytes of the struct. */
  readonly SIZE: number;
  read(view: DataView, at: number): T;
  write(view: DataView, at: number, value: T): void;
}

function namesOf<T extends Record<string, number>>(members: T): { readonly [value: number]: keyof T | undefined } {
  return Object.freeze(Object.fromEntries(Object.entries(members).map(([name, value]) => [value, name])));
}

const getU8 = (view: DataView, at: number): number => view.getUint8(at);
const getU16 = (view: DataView, at: number): number => view.getUint16(at, true);
const getU32 = (view: DataView, at: number): number => view.getUint32(at, true);
const getI32 = (view: DataView, at: number): number => view.getInt32(at, true);
const getU64 = (view: DataView, at: number): bigint => view.getBigUint64(at, true);
const getI64 = (view: DataView, at: number): bigint => view.getBigInt64(at, true);

function within(value: number | bigint, fits: boolean, bits: string): void {
  if (!fits) throw new RangeError(`${value} does not fit ${bits}`);
}
function setU8(view: DataView, at: number, value: number): void {
  within(value, (value & 0xff) === value, 'u8');
  view.setUint8(at, value);
}
function setU16(view: DataView, at: number, value: number): void {
  within(value, (value & 0xffff) === value, 'u16');
  view.setUint16(at, value, true);
}
function setU32(view: DataView, at: number, value: number): void {
  within(value, value >>> 0 === value, 'u32');
  view.setUint32(at, value, true);
}
function setI32(view: DataView, at: number, value: number): void {
  within(value, (value | 0) === value, 'i32');
  view.setInt32(at, value, true);
}
function setU64(view: DataView, at: number, value: bigint): void {
  within(value, BigInt.asUintN(64, value) === value, 'u64');
  view.setBigUint64(at, value, true);
}
function setI64(view: DataView, at: number, value: bigint): void {
  within(value, BigInt.asIntN(64, value) === value, 'i64');
  view.setBigInt64(at, value, true);
}

function getBytes(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length).slice();
}
function setBytes(view: DataView, at: number, length: number, value: Uint8Array): void {
  if (value.length !== length) throw new RangeError(`${value.length} bytes where ${length} belong`);
  new Uint8Array(view.buffer, view.byteOffset + at, length).set(value);
}
function clear(view: DataView, at: number, length: number): void {
  for (let index = 0; index < length; index++) view.setUint8(at + index, 0);
}

/** Zero-padded ASCII. */
function getText(view: DataView, at: number, length: number): string {
  let text = '';
  for (let index = 0; index < length; index++) {
    const byte = view.getUint8(at + index);
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}
function setText(view: DataView, at: number, length: number, value: string): void {
  if (value.length > length) throw new RangeError(`"${value}" is longer than ${length} characters`);
  for (let index = 0; index < length; index++) {
    const code = index < value.length ? value.charCodeAt(index) : 0;
    if (index < value.length && (code < 0x21 || code > 0x7e)) throw new RangeError(`"${value}" is not printable ASCII`);
    view.setUint8(at + index, code);
  }
}

function getArray<T>(length: number, read: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => read(index));
}
function setArray<T>(length: number, values: readonly T[], write: (index: number, value: T) => void): void {
  if (values.length !== length) throw new RangeError(`${values.length} entries where ${length} belong`);
  values.forEach((value, index) => write(index, value));
}

/**
 * What a frame is. The high byte groups: 0x00 the sequencer's own commands, 0x01 session,
 * 0x02 order requests, 0x03 operator requests, 0x04 events, 0x05 market data, 0x06 queries, 0x07 answers.
 */
export const MessageType = {
  /** Never valid. */
  None: 0,
  Genesis: 1,
  Start: 2,
  Tick: 3,
  SessionStarted: 4,
  SessionLost: 5,
  EndPhase: 6,
  Challenge: 257,
  Logon: 258,
  LogonAccepted: 259,
  Heartbeat: 260,
  Logout: 261,
  SessionReject: 262,
  ResumeComplete: 263,
  NewOrder: 513,
  CancelOrder: 514,
  ReplaceOrder: 515,
  CancelAll: 516,
  NewAdvancedOrder: 517,
  MassQuote: 519,
  CancelQuotes: 520,
  CancelAfter: 521,
  NewOrderList: 522,
  CancelOrderList: 523,
  AddAsset: 769,
  AddInstrument: 770,
  SetInstrumentStatus: 771,
  SetPriceRules: 772,
  SetReferencePrice: 773,
  OpenAccounts: 774,
  SetAccountStatus: 775,
  SetAccountTier: 776,
  SetStpGroup: 777,
  Deposit: 778,
  Withdraw: 779,
  Transfer: 780,
  SetFees: 781,
  SetLimits: 782,
  SetReferenceRate: 783,
  SetRequestWindow: 784,
  RegisterKey: 785,
  RevokeKey: 786,
  BindAccount: 787,
  BustTrade: 788,
  CorrectTrade: 789,
  SetTriggerLimit: 790,
  SetSchedule: 800,
  SetTradingRules: 801,
  SetKillSwitch: 816,
  SetRiskGroup: 817,
  SetGroupOwner: 818,
  OrderAccepted: 1025,
  OrderRested: 1026,
  OrderReduced: 1027,
  OrderCanceled: 1028,
  OrderReplaced: 1029,
  Trade: 1030,
  Fill: 1031,
  RequestRejected: 1032,
  RequestRepeated: 1033,
  Applied: 1034,
  TradeAmended: 1035,
  OrderTerms: 1036,
  OrderTriggered: 1037,
  OrderRefreshed: 1038,
  PhaseChanged: 1040,
  AuctionIndication: 1041,
  AuctionTrade: 1042,
  PegsMoved: 1048,
  ListStatus: 1049,
  ListLegStarted: 1050,
  Subscribe: 1281,
  Unsubscribe: 1282,
  TopOfBook: 1283,
  BookSnapshot: 1284,
  BookUpdate: 1285,
  TradeTick: 1286,
  OrdersSnapshot: 1287,
  OrdersUpdate: 1288,
  InstrumentState: 1289,
  Ticker: 1290,
  Candle: 1291,
  FeedResumed: 1292,
  QuoteCandle: 1293,
  QueryAssets: 1537,
  QueryInstruments: 1538,
  QueryBalances: 1539,
  QueryOrders: 1540,
  QueryPositions: 1541,
  SimulateOrder: 1542,
  QueryTrade: 1543,
  QueryOrderLists: 1544,
  QueryLimits: 1545,
  AssetReport: 1793,
  InstrumentReport: 1794,
  BalanceReport: 1795,
  OrderReport: 1796,
  PositionReport: 1797,
  SimulationReport: 1798,
  SettlementReport: 1799,
  QueryDone: 1800,
  OrderListReport: 1801,
  LimitsReport: 1802,
} as const;
export type MessageType = (typeof MessageType)[keyof typeof MessageType];
export const MessageTypeName: { readonly [value: number]: keyof typeof MessageType | undefined } = namesOf(MessageType);

/** Buy or sell (FIX 54). */
export const Side = {
  Buy: 0,
  Sell: 1,
} as const;
export type Side = (typeof Side)[keyof typeof Side];
export const SideName: { readonly [value: number]: keyof typeof Side | undefined } = namesOf(Side);

/** Which sides a request means. */
export const SideFilter = {
  Buy: 0,
  Sell: 1,
  Both: 2,
} as const;
export type SideFilter = (typeof SideFilter)[keyof typeof SideFilter];
export const SideFilterName: { readonly [value: number]: keyof typeof SideFilter | undefined } = namesOf(SideFilter);

/** Order type (FIX 40). NewOrder takes Market and Limit, NewAdvancedOrder takes all. */
export const OrderType = {
  /** Trades at its protection price or better; what is left is canceled. */
  Market: 0,
  /** Trades at its price or better; what is left rests, as its time in force says. */
  Limit: 1,
  /** Becomes a market order once the price goes against it: a buy at or above its trigger, a sell at or below (OT-09). */
  Stop: 2,
  /** Becomes a limit order as Stop does (OT-09). */
  StopLimit: 3,
  /** Becomes a market order once the price goes its way: a buy at or below its trigger, a sell at or above. */
  TakeProfit: 4,
  /** Becomes a limit order as TakeProfit does. */
  TakeProfitLimit: 5,
  /** A stop whose trigger follows the best price since it was activated at a distance, and never loosens. */
  TrailingStop: 6,
  /** Becomes a limit order at its price as TrailingStop does. */
  TrailingStopLimit: 7,
  /** A limit order whose price follows the best bid, the best ask or their middle. */
  Pegged: 8,
} as const;
export type OrderType = (typeof OrderType)[keyof typeof OrderType];
export const OrderTypeName: { readonly [value: number]: keyof typeof OrderType | undefined } = namesOf(OrderType);

/** The price that a trigger watches (FIX 1107). */
export const TriggerSource = {
  /** Trades of the instrument: after a command the highest and the lowest of them. */
  LastTrade: 0,
  /** The best displayed price it would trade with: the ask for a buy, the bid for a sell. */
  BestOpposite: 1,
  /** What SetReferencePrice set last; trades do not move it. */
  Reference: 2,
} as const;
export type TriggerSource = (typeof TriggerSource)[keyof typeof TriggerSource];
export const TriggerSourceName: { readonly [value: number]: keyof typeof TriggerSource | undefined } = namesOf(TriggerSource);

/** What a pegged order's price follows (FIX 1094). */
export const PegKind = {
  /** Not pegged. */
  None: 0,
  BestBid: 1,
  BestAsk: 2,
  /** Halfway between best bid and best ask, rounded away from the other side to a tick. */
  Mid: 3,
} as const;
export type PegKind = (typeof PegKind)[keyof typeof PegKind];
export const PegKindName: { readonly [value: number]: keyof typeof PegKind | undefined } = namesOf(PegKind);

/** How long an order lives (FIX 59). */
export const TimeInForce = {
  /** Good till canceled. */
  Gtc: 0,
  /** Immediate or cancel. */
  Ioc: 1,
  /** Fill or kill: all at once, or nothing. */
  Fok: 2,
  /** Until the end of the instrument's trading day: the next close, or 00:00 UTC where no close is planned. */
  Day: 3,
  /** Good till a time; needs NewAdvancedOrder.expire_time. */
  Gtd: 4,
} as const;
export type TimeInForce = (typeof TimeInForce)[keyof typeof TimeInForce];
export const TimeInForceName: { readonly [value: number]: keyof typeof TimeInForce | undefined } = namesOf(TimeInForce);

/**
 * Self-trade prevention: what happens when the taker would meet an order of its own account or
 * self-trade group. The taker's mode decides (FIX 2362).
 */
export const StpMode = {
  CancelTaker: 0,
  CancelMaker: 1,
  CancelBoth: 2,
  Decrement: 3,
  None: 4,
} as const;
export type StpMode = (typeof StpMode)[keyof typeof StpMode];
export const StpModeName: { readonly [value: number]: keyof typeof StpMode | undefined } = namesOf(StpMode);

/** State of an order (FIX 39). */
export const OrderState = {
  New: 0,
  PartiallyFilled: 1,
  Filled: 2,
  Canceled: 3,
  Rejected: 4,
  Expired: 5,
  /** Waits for its trigger, or for the closing auction (FIX 39=0 with 636=N). */
  Untriggered: 6,
  /** A leg of a list that waits for the first leg to be filled; it holds nothing (FIX 39=A). */
  Pending: 7,
} as const;
export type OrderState = (typeof OrderState)[keyof typeof OrderState];
export const OrderStateName: { readonly [value: number]: keyof typeof OrderState | undefined } = namesOf(OrderState);

/** What binds the legs of a list (FIX 1385). */
export const ListKind = {
  /**
   * One cancels the other (FIX 1385=1): two exits of one side, of which the first that trades or is triggered ends the
   * other.
   */
  Oco: 0,
  /** One triggers the other (FIX 1385=2): the second leg starts when the first is completely filled. */
  Oto: 1,
  /**
   * One triggers two that cancel each other: the second and third leg start as an Oco when the first is completely
   * filled.
   */
  Otoco: 2,
  /**
   * An entry with two exits, take-profit and stop-loss: each fill of the entry starts or grows the exits, each fill of
   * an exit takes as much off the other.
   */
  Bracket: 3,
} as const;
export type ListKind = (typeof ListKind)[keyof typeof ListKind];
export const ListKindName: { readonly [value: number]: keyof typeof ListKind | undefined } = namesOf(ListKind);

/** Whether a list lives (FIX 431). */
export const ListState = {
  /** Legs are open. */
  Executing: 0,
  /** All legs ended. */
  Done: 1,
} as const;
export type ListState = (typeof ListState)[keyof typeof ListState];
export const ListStateName: { readonly [value: number]: keyof typeof ListState | undefined } = namesOf(ListState);

/** Why an order ended or shrank without a fill. */
export const EndReason = {
  /** Still alive. */
  None: 0,
  /** Asked for by its owner or an operator. */
  User: 1,
  /** The rest of an immediate-or-cancel order. */
  IocRest: 2,
  /** A fill-or-kill order that the book could not fill whole. */
  FokUnfillable: 3,
  /** A market order that met an empty side. */
  NoLiquidity: 4,
  /**
   * The rest of a market order beyond its protection price, or of an immediate one beyond the price band; or a resting
   * quote that its market maker's protection pulled.
   */
  Protection: 5,
  /** Self-trade prevention. */
  Stp: 6,
  /** The trading day ended. */
  ExpiredDay: 7,
  /** Its good-till date passed. */
  ExpiredGtd: 8,
  /** Another leg of its list ended it. */
  List: 9,
  /** Its session was lost. */
  Disconnect: 10,
  /** A cancel-after timer ran out. */
  Timer: 11,
  /** Kill switch. */
  Kill: 12,
  /** The instrument was halted with cancel, or no longer admits the order. */
  Halt: 13,
  /** The instrument was delisted. */
  Delist: 14,
  /** Its margin account was liquidated. */
  Liquidation: 15,
  /** Reduce-only, and more than the position. */
  ReduceOnly: 16,
  /** Its minimum quantity could not be traded at once. */
  MinimumQuantity: 17,
  /** The auction is over that alone could fill it. */
  AuctionOver: 18,
  /** Its account or a limit did not admit it any more when it was triggered. */
  Limit: 25,
  /** A leg of a list that could not start, or not grow with its entry; ListLegStarted says why. */
  NotStarted: 26,
} as const;
export type EndReason = (typeof EndReason)[keyof typeof EndReason];
export const EndReasonName: { readonly [value: number]: keyof typeof EndReason | undefined } = namesOf(EndReason);

/** Whether a share of a trade was resting or arrived (FIX 851); in an auction it is neither. */
export const Liquidity = {
  Maker: 0,
  Taker: 1,
  Auction: 2,
} as const;
export type Liquidity = (typeof Liquidity)[keyof typeof Liquidity];
export const LiquidityName: { readonly [value: number]: keyof typeof Liquidity | undefined } = namesOf(Liquidity);

/** Trading phase of an instrument (FIX 326, 625). The manual has a table of what is taken in which. */
export const InstrumentStatus = {
  /** Orders match as they arrive. */
  Continuous: 0,
  /** No new orders and no matching; cancels are taken. The schedule ends it. */
  Halted: 1,
  /** Orders canceled, nothing taken any more. */
  Delisted: 2,
  /** Orders are collected, nothing trades and no price is shown. */
  PreOpen: 3,
  /** Orders are collected and an indicative price is shown; they trade at one price when it ends. */
  OpeningAuction: 4,
  /** As an opening auction, begun by a trade that the price band did not allow. */
  VolatilityAuction: 5,
  /** As an opening auction, before the close. */
  ClosingAuction: 6,
  /** The trading day is over: DAY orders expired, the others wait; only cancels are taken. */
  Closed: 7,
  /** As halted; only an operator ends it. */
  Suspended: 8,
} as const;
export type InstrumentStatus = (typeof InstrumentStatus)[keyof typeof InstrumentStatus];
export const InstrumentStatusName: { readonly [value: number]: keyof typeof InstrumentStatus | undefined } = namesOf(InstrumentStatus);

/** Why an instrument's phase changed. */
export const PhaseCause = {
  Operator: 0,
  /** Its schedule said so. */
  Schedule: 1,
  /** A trade would have been outside the price band. */
  Band: 2,
  /** The time of a volatility auction or of a halt was over. */
  Elapsed: 3,
  /** The same auction goes on: its price would have been outside the auction band. */
  Extension: 4,
  /** An auction ended with orders that only trade outside the auction band. */
  Unresolved: 5,
} as const;
export type PhaseCause = (typeof PhaseCause)[keyof typeof PhaseCause];
export const PhaseCauseName: { readonly [value: number]: keyof typeof PhaseCause | undefined } = namesOf(PhaseCause);

/** What begins when a trade would be outside the price band. */
export const BreachAction = {
  VolatilityAuction: 0,
  Halt: 1,
} as const;
export type BreachAction = (typeof BreachAction)[keyof typeof BreachAction];
export const BreachActionName: { readonly [value: number]: keyof typeof BreachAction | undefined } = namesOf(BreachAction);

/** Whether an account may act. */
export const AccountStatus = {
  /** May trade and move money. */
  Active: 0,
  /** Refuses orders and debits; cancels and credits are taken (AL-03). */
  Frozen: 1,
  /** Empty and ended for good. */
  Closed: 2,
} as const;
export type AccountStatus = (typeof AccountStatus)[keyof typeof AccountStatus];
export const AccountStatusName: { readonly [value: number]: keyof typeof AccountStatus | undefined } = namesOf(AccountStatus);

/** From what an order's fee is taken. */
export const FeeAsset = {
  /** From what the fill brings: base for a buyer, quote for a seller. */
  Received: 0,
  /** Always from quote; a buyer's hold includes it. */
  Quote: 1,
} as const;
export type FeeAsset = (typeof FeeAsset)[keyof typeof FeeAsset];
export const FeeAssetName: { readonly [value: number]: keyof typeof FeeAsset | undefined } = namesOf(FeeAsset);

/**
 * Whom limits bind. Of an account's, its tier's and the instrument's the narrowest one that is set holds, each limit
 * for itself.
 */
export const LimitScope = {
  Account: 0,
  /** Each account of a fee tier. */
  Tier: 1,
  /** Each account that trades the instrument. */
  Instrument: 2,
  /** All accounts of a risk group together, beside what binds each of them. */
  RiskGroup: 3,
  /** All accounts of the risk groups that a registered key owns together, beside what binds each of them. */
  Member: 4,
} as const;
export type LimitScope = (typeof LimitScope)[keyof typeof LimitScope];
export const LimitScopeName: { readonly [value: number]: keyof typeof LimitScope | undefined } = namesOf(LimitScope);

/** Which limits a question is about. */
export const LimitsOf = {
  /**
   * All that bind one account: its own, its tier's, its risk group's and that group's member's, and those of
   * instruments.
   */
  Account: 0,
  /** What is set for one scope and number, even if that is nothing. For operators. */
  Scope: 1,
  /** All that is set for anybody. For operators. */
  All: 2,
} as const;
export type LimitsOf = (typeof LimitsOf)[keyof typeof LimitsOf];
export const LimitsOfName: { readonly [value: number]: keyof typeof LimitsOf | undefined } = namesOf(LimitsOf);

/** What a kill switch stops. */
export const KillScope = {
  Account: 0,
  /** Every account of a fee tier. */
  Tier: 1,
  Instrument: 2,
  /** A registered key: its own account, all that it is bound to, and those of the risk groups that it owns. */
  Member: 3,
  /** Every account of a self-trade group. */
  Group: 4,
  /** Every account of a risk group. */
  RiskGroup: 5,
} as const;
export type KillScope = (typeof KillScope)[keyof typeof KillScope];
export const KillScopeName: { readonly [value: number]: keyof typeof KillScope | undefined } = namesOf(KillScope);

/** State of a trade's settlement. */
export const SettlementStatus = {
  /** No such trade. */
  Unknown: 0,
  /** Both legs booked. */
  Settled: 1,
  /** Reversed by an operator and a second person. */
  Busted: 2,
  /** Booked anew at another price or quantity. */
  Corrected: 3,
} as const;
export type SettlementStatus = (typeof SettlementStatus)[keyof typeof SettlementStatus];
export const SettlementStatusName: { readonly [value: number]: keyof typeof SettlementStatus | undefined } = namesOf(SettlementStatus);

/** How deep a subscription looks. */
export const Depth = {
  /** Best bid and offer. */
  L1: 0,
  /** Depth by price: a snapshot, then changes. */
  L2: 1,
  /** Trades as they print. */
  Trades: 2,
  /** Depth by order: a snapshot, then every change. For keys without a market data tier only. */
  L3: 3,
  /** Trading status, reference price, and what an auction would give. */
  Status: 4,
  /** Statistics of the last 24 hours, with best bid and offer. */
  Ticker: 5,
  /** Candles of one interval: those that are kept, then the open one as it changes. */
  Candles: 6,
  /** The same of best bid and best offer, traded or not. */
  QuoteCandles: 7,
} as const;
export type Depth = (typeof Depth)[keyof typeof Depth];
export const DepthName: { readonly [value: number]: keyof typeof Depth | undefined } = namesOf(Depth);

/** Length of a candle (MD-06). A day begins at 00:00 UTC. */
export const CandleInterval = {
  Minute1: 0,
  Minute5: 1,
  Minute15: 2,
  Hour1: 3,
  Hour4: 4,
  Day1: 5,
} as const;
export type CandleInterval = (typeof CandleInterval)[keyof typeof CandleInterval];
export const CandleIntervalName: { readonly [value: number]: keyof typeof CandleInterval | undefined } = namesOf(CandleInterval);

/** What became of an order in a book (L3). */
export const OrderAction = {
  /** It stands at the end of the queue at its price now. */
  Add: 0,
  /** It traded; `quantity` is what is left, 0 takes it out. */
  Execute: 1,
  /** It shrank and keeps its place; `quantity` is what is left. */
  Reduce: 2,
  /** It left without a trade. */
  Remove: 3,
} as const;
export type OrderAction = (typeof OrderAction)[keyof typeof OrderAction];
export const OrderActionName: { readonly [value: number]: keyof typeof OrderAction | undefined } = namesOf(OrderAction);

/** Whether a printed trade stands. */
export const TickKind = {
  Trade: 0,
  /** Reversed: price and quantity are those that no longer count. */
  Busted: 1,
  /** Booked anew: price and quantity are the new ones. */
  Corrected: 2,
  /** Made by an auction, in which nobody takes. */
  Auction: 3,
} as const;
export type TickKind = (typeof TickKind)[keyof typeof TickKind];
export const TickKindName: { readonly [value: number]: keyof typeof TickKind | undefined } = namesOf(TickKind);

/** When an acknowledgement leaves. */
export const Policy = {
  /** After the command is on disk. */
  Disk: 0,
  /** At once; a power cut loses what was not yet written. */
  Memory: 1,
} as const;
export type Policy = (typeof Policy)[keyof typeof Policy];
export const PolicyName: { readonly [value: number]: keyof typeof Policy | undefined } = namesOf(Policy);

/**
 * Why a request was refused, in order of precedence: of several rules broken, the first listed here
 * is the answer; `failed` in RequestRejected names them all. Below 32: found before the journal, at
 * the session; nothing was journaled. From 32: decided by the engine, journaled.
 */
export const RejectReason = {
  None: 0,
  /** The frame's length, padding or reserved fields are wrong. */
  MalformedFrame: 1,
  /** No such message type, or not one a client may send. */
  UnknownMessageType: 2,
  /** This version of the message is not spoken here. */
  UnsupportedVersion: 3,
  /** A field holds a value its enumeration does not have, or a client id has a character outside [A-Za-z0-9._:/-]. */
  FieldOutOfRange: 4,
  /** Log on first. */
  NotLoggedOn: 5,
  /** The signature is not of this challenge by this key. */
  BadSignature: 6,
  /** The key is not registered, or was revoked. */
  UnknownKey: 7,
  /** The key has a live session; the newcomer is refused. */
  SessionInUse: 8,
  /** The session may not do this, or not for this account. */
  NotPermitted: 9,
  /** More messages than the session's rate allows. */
  Throttled: 10,
  /** The inbox is full; nothing was taken, send again later. */
  Busy: 11,
  /** The journal has not confirmed for too long; nothing was taken. */
  JournalStalled: 12,
  /** The server is draining. */
  ShuttingDown: 13,
  /** The reader is too slow for its stream; reconnect and resume. */
  Backlog: 14,
  /** The events asked for are no longer kept, or the numbers do not match; start from queries. */
  ResumeUnavailable: 15,
  /** The client has seen a sequence this server never made durable; the server halts. */
  SequenceAhead: 16,
  /** No message came for too long. */
  HeartbeatLost: 17,
  /** A subscription too many, or one that does not exist. */
  SubscriptionLimit: 18,
  /** The client id is taken by a request with other content. */
  DuplicateId: 32,
  UnknownAccount: 33,
  AccountFrozen: 34,
  AccountClosed: 35,
  /** Balances or open orders are left. */
  AccountNotEmpty: 36,
  UnknownAsset: 37,
  /** The code or symbol is in use. */
  AlreadyExists: 38,
  UnknownInstrument: 39,
  /** The instrument is halted or delisted. */
  InstrumentNotTrading: 40,
  /** This order type is not taken here. */
  UnsupportedOrderType: 41,
  /** The time in force does not go with the type or flags. */
  InvalidTimeInForce: 42,
  /** Flags or fields that contradict each other. */
  InvalidFlags: 43,
  /** VR-01. */
  PriceNotPositive: 44,
  PriceOffTick: 45,
  /** Beyond the instrument's highest price. */
  PriceOutOfRange: 46,
  /** VR-02: further from the reference than the collar; `detail` is the nearest price allowed. */
  PriceOutsideCollar: 47,
  QuantityZero: 48,
  /** VR-03: `detail` is the minimum. */
  QuantityBelowMinimum: 49,
  /** `detail` is the maximum. */
  QuantityAboveMaximum: 50,
  QuantityOffStep: 51,
  /** `detail` is the minimum notional in quote units. */
  NotionalBelowMinimum: 52,
  /** No reference price: no market order, no first trade. */
  NoReferencePrice: 53,
  UnknownOrder: 54,
  /** The order ended before the request arrived. */
  OrderDone: 55,
  /** Nothing would change, or the total is below what is filled. */
  InvalidReplace: 56,
  /** `detail` is the limit. */
  TooManyOpenOrders: 57,
  /** The book's or the index's bound is reached. */
  BookFull: 58,
  /** Post-only would take. */
  WouldTake: 59,
  AmountNotPositive: 60,
  /** VR-04, AL-05. */
  InsufficientBalance: 61,
  /** The credit would pass the largest amount an asset may have in all. */
  BalanceOverflow: 62,
  /** Tick times lot is no whole number of quote units, or a parameter is out of range. */
  InvalidParameter: 63,
  /** The account's request window is full of requests that must be remembered. */
  RequestWindowFull: 64,
  UnknownTrade: 65,
  /** Busted or corrected before. */
  TradeAlreadyAmended: 66,
  /** Recorded; takes effect when a second operator sends the same. */
  SecondPersonRequired: 67,
  /** The key is registered already. */
  KeyInUse: 68,
  /** Beyond what the engine holds; `detail` is the bound. */
  LimitExceeded: 69,
  /** The trigger is crossed already, so the order would fire at once; `detail` is the price that it watches. */
  TriggerCrossed: 70,
  /** Neither or both of trail_ticks and trail_basis_points, or out of range. */
  InvalidTrail: 71,
  /** The display quantity is above the quantity or below the instrument's least; `detail` is the bound. */
  InvalidDisplayQuantity: 72,
  /** The minimum quantity is above the quantity; `detail` is the quantity. */
  InvalidMinimumQuantity: 73,
  /** The time to expire is not after now; `detail` is now. */
  ExpireTimePassed: 74,
  /** Reduce-only, and there is no position that it would reduce. */
  NothingToReduce: 75,
  /** Pegged, and no price to follow. */
  NoMarketForPeg: 76,
  /** Protection pulled the account's quotes in this instrument; reset it first. */
  QuotesPulled: 80,
  /** The instrument's phase takes no such order or change; `detail` is the phase. */
  NotInPhase: 90,
  /** A kill switch is on; `detail` is its KillScope. */
  Killed: 100,
  /** VR-12 order_too_large: the order's value is above its limit; `detail` is the limit in millionths of a US dollar. */
  OrderTooLarge: 110,
  /**
   * The position, with all open orders of the side filled, would be worth more than its limit; `detail` is the limit
   * in millionths of a US dollar.
   */
  PositionLimitExceeded: 111,
  /**
   * VR-12 daily_limit_exceeded: today's volume and the order's value are above their limit; `detail` is the limit in
   * millionths of a US dollar.
   */
  DailyLimitExceeded: 112,
  /**
   * VR-12 high_price_impact: the order would trade further from the best price than its limit; `detail` is the limit
   * in millionths.
   */
  HighPriceImpact: 113,
  /** The limit price is further from the reference than its limit; `detail` is the limit in millionths. */
  PriceDeviationExceeded: 114,
  /** VR-07: the account has made its day trades, and the order would open; `detail` is the limit. */
  DayTradeLimitExceeded: 115,
  /** The account has entered as many orders as it may for now; `detail` is the limit. */
  OrderRateExceeded: 116,
  /** Legs that make no list of this kind: their number, types, sides, quantities or times in force. */
  InvalidList: 120,
  /** A leg for another account or instrument than its list's; `detail` is the leg's. */
  ListMismatch: 121,
  /** The prices of two legs contradict each other; `detail` is the price that the other leg has to be beyond. */
  ListPricesContradict: 122,
  UnknownList: 123,
} as const;
export type RejectReason = (typeof RejectReason)[keyof typeof RejectReason];
export const RejectReasonName: { readonly [value: number]: keyof typeof RejectReason | undefined } = namesOf(RejectReason);

/** First 8 bytes of every frame. */
export interface FrameHeader {
  /** Bytes of the whole frame, header included; a multiple of 8. */
  length: number;
  type: MessageType;
  /** Version of the struct that follows; 1 throughout for now. */
  version: number;
  /** Bit 0: sent before (a resend). */
  flags: number;
}
export const FrameHeader: Layout<FrameHeader> & { readonly offsets: { readonly length: 0; readonly type: 2; readonly version: 4; readonly flags: 5 } } = {
  SIZE: 8,
  offsets: { length: 0, type: 2, version: 4, flags: 5 },
  read: (view, at) => ({
    length: getU16(view, at),
    type: getU16(view, at + 2) as MessageType,
    version: getU8(view, at + 4),
    flags: getU8(view, at + 5),
  }),
  write: (view, at, value) => {
    setU16(view, at, value.length);
    setU16(view, at + 2, value.type);
    setU8(view, at + 4, value.version);
    setU8(view, at + 5, value.flags);
    clear(view, at + 6, 2);
  },
};

/** An amount in an asset's smallest unit: 128 bits, two's complement. */
export type Amount = bigint;
export const Amount: Layout<Amount> & { readonly offsets: { readonly lo: 0; readonly hi: 8 } } = {
  SIZE: 16,
  offsets: { lo: 0, hi: 8 },
  read: (view, at) => (view.getBigInt64(at + 8, true) << 64n) | view.getBigUint64(at, true),
  write: (view, at, value) => {
    if (BigInt.asIntN(128, value) !== value) throw new RangeError(`${value} does not fit 128 bits`);
    view.setBigUint64(at, BigInt.asUintN(64, value), true);
    view.setBigInt64(at + 8, value >> 64n, true);
  },
};

/** Common to all requests. */
export interface RequestHeader {
  /** The sender's own id of this request, [A-Za-z0-9._:/-], zero padded, not empty; unique for its account. */
  clientId: string;
  /** The account acted for; 0 for the session's own. */
  account: number;
  /** A gateway's session behind this one, 0 if unused; journaled and echoed. */
  originSession: bigint;
  /** That session's sequence of this request, 0 if unused; journaled and echoed. */
  originSequence: bigint;
}
export const RequestHeader: Layout<RequestHeader> & { readonly offsets: { readonly clientId: 0; readonly account: 36; readonly originSession: 40; readonly originSequence: 48 } } = {
  SIZE: 56,
  offsets: { clientId: 0, account: 36, originSession: 40, originSequence: 48 },
  read: (view, at) => ({
    clientId: getText(view, at, 36),
    account: getU32(view, at + 36),
    originSession: getU64(view, at + 40),
    originSequence: getU64(view, at + 48),
  }),
  write: (view, at, value) => {
    setText(view, at, 36, value.clientId);
    setU32(view, at + 36, value.account);
    setU64(view, at + 40, value.originSession);
    setU64(view, at + 48, value.originSequence);
  },
};

/** Common to all events and reports. */
export interface ReportHeader {
  /** Number of this report in the session's stream, from 1 without gaps; 0 where it is not numbered. */
  sessionSequence: bigint;
  /** Sequence of the command that caused it. */
  sequence: bigint;
  /** Journaled time of that command. */
  time: bigint;
  /** Place among the events of that command, from 0. */
  index: number;
  /** Session the command came by, 0 for none; told to that session only. */
  session: number;
}
export const ReportHeader: Layout<ReportHeader> & { readonly offsets: { readonly sessionSequence: 0; readonly sequence: 8; readonly time: 16; readonly index: 24; readonly session: 28 } } = {
  SIZE: 32,
  offsets: { sessionSequence: 0, sequence: 8, time: 16, index: 24, session: 28 },
  read: (view, at) => ({
    sessionSequence: getU64(view, at),
    sequence: getU64(view, at + 8),
    time: getU64(view, at + 16),
    index: getU32(view, at + 24),
    session: getU32(view, at + 28),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.sessionSequence);
    setU64(view, at + 8, value.sequence);
    setU64(view, at + 16, value.time);
    setU32(view, at + 24, value.index);
    setU32(view, at + 28, value.session);
  },
};

/** The journal's record of a command: this envelope, then the body as it arrived. */
export interface Envelope {
  /** Bytes of envelope and body. */
  length: number;
  type: MessageType;
  typeVersion: number;
  /** Version of the engine that decides the outcome. */
  engineVersion: number;
  /** Session it came by; 0 for the sequencer's own. */
  session: number;
  /** Sequence of the command, from 1 without gaps. */
  sequence: bigint;
  /** Time that the sequencer stamped; never decreasing. */
  time: bigint;
  /** Account acted for, after the session's rights were applied. */
  account: number;
  originSession: bigint;
  originSequence: bigint;
}
export const Envelope: Layout<Envelope> & { readonly offsets: { readonly length: 0; readonly type: 4; readonly typeVersion: 6; readonly engineVersion: 8; readonly session: 12; readonly sequence: 16; readonly time: 24; readonly account: 32; readonly originSession: 40; readonly originSequence: 48 } } = {
  SIZE: 56,
  offsets: { length: 0, type: 4, typeVersion: 6, engineVersion: 8, session: 12, sequence: 16, time: 24, account: 32, originSession: 40, originSequence: 48 },
  read: (view, at) => ({
    length: getU32(view, at),
    type: getU16(view, at + 4) as MessageType,
    typeVersion: getU8(view, at + 6),
    engineVersion: getU32(view, at + 8),
    session: getU32(view, at + 12),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    account: getU32(view, at + 32),
    originSession: getU64(view, at + 40),
    originSequence: getU64(view, at + 48),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.length);
    setU16(view, at + 4, value.type);
    setU8(view, at + 6, value.typeVersion);
    clear(view, at + 7, 1);
    setU32(view, at + 8, value.engineVersion);
    setU32(view, at + 12, value.session);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setU32(view, at + 32, value.account);
    clear(view, at + 36, 4);
    setU64(view, at + 40, value.originSession);
    setU64(view, at + 48, value.originSequence);
  },
};

/** First record of a journal. */
export interface Genesis {
  /** Names this journal and its snapshots for good; random. */
  lineage: Uint8Array;
  /** Key of the engine's tables of outside ids, against hash flooding; random. */
  hashSeed: readonly bigint[];
  /** First operator's Ed25519 key; becomes session 1. */
  operatorKey: Uint8Array;
}
export const Genesis: Layout<Genesis> & { readonly offsets: { readonly lineage: 0; readonly hashSeed: 16; readonly operatorKey: 32 } } = {
  SIZE: 64,
  offsets: { lineage: 0, hashSeed: 16, operatorKey: 32 },
  read: (view, at) => ({
    lineage: getBytes(view, at, 16),
    hashSeed: getArray(2, (index) => getU64(view, at + 16 + index * 8)),
    operatorKey: getBytes(view, at + 32, 32),
  }),
  write: (view, at, value) => {
    setBytes(view, at, 16, value.lineage);
    setArray(2, value.hashSeed, (index, item) => setU64(view, at + 16 + index * 8, item));
    setBytes(view, at + 32, 32, value.operatorKey);
  },
};

/** A process took over: every session counts as lost. */
export interface Start {
  /** Which start of this journal it is, from 1. */
  generation: bigint;
}
export const Start: Layout<Start> & { readonly offsets: { readonly generation: 0 } } = {
  SIZE: 8,
  offsets: { generation: 0 },
  read: (view, at) => ({
    generation: getU64(view, at),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.generation);
  },
};

/** Time passed and nothing else arrived. */
export type Tick = Record<never, never>;
export const Tick: Layout<Tick> & { readonly offsets: object } = {
  SIZE: 8,
  offsets: {},
  read: () => ({}),
  write: (view, at) => {
    clear(view, at, 8);
  },
};

/** Ends a phase at a random moment of its window, which a plan gave. */
export interface EndPhase {
  instrument: number;
}
export const EndPhase: Layout<EndPhase> & { readonly offsets: { readonly instrument: 0 } } = {
  SIZE: 8,
  offsets: { instrument: 0 },
  read: (view, at) => ({
    instrument: getU32(view, at),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    clear(view, at + 4, 4);
  },
};

/** A session logged on. */
export interface SessionStarted {
  session: number;
  /** As Logon.options. */
  options: number;
}
export const SessionStarted: Layout<SessionStarted> & { readonly offsets: { readonly session: 0; readonly options: 4 } } = {
  SIZE: 8,
  offsets: { session: 0, options: 4 },
  read: (view, at) => ({
    session: getU32(view, at),
    options: getU32(view, at + 4),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.session);
    setU32(view, at + 4, value.options);
  },
};

/** A session's connection ended: by close, heartbeat loss, log-out. */
export interface SessionLost {
  session: number;
  reason: RejectReason;
  /** 1: it said goodbye. */
  loggedOut: number;
}
export const SessionLost: Layout<SessionLost> & { readonly offsets: { readonly session: 0; readonly reason: 4; readonly loggedOut: 5 } } = {
  SIZE: 8,
  offsets: { session: 0, reason: 4, loggedOut: 5 },
  read: (view, at) => ({
    session: getU32(view, at),
    reason: getU8(view, at + 4) as RejectReason,
    loggedOut: getU8(view, at + 5),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.session);
    setU8(view, at + 4, value.reason);
    setU8(view, at + 5, value.loggedOut);
    clear(view, at + 6, 2);
  },
};

/** First frame a server sends: what to sign. */
export interface Challenge {
  nonce: Uint8Array;
  /** Server time. */
  time: bigint;
  /** Durability policy of this server. */
  policy: Policy;
  /** Protocol version, 1. */
  protocol: number;
  /** Longest message taken, in bytes. */
  maxMessage: number;
}
export const Challenge: Layout<Challenge> & { readonly offsets: { readonly nonce: 0; readonly time: 32; readonly policy: 40; readonly protocol: 41; readonly maxMessage: 44 } } = {
  SIZE: 48,
  offsets: { nonce: 0, time: 32, policy: 40, protocol: 41, maxMessage: 44 },
  read: (view, at) => ({
    nonce: getBytes(view, at, 32),
    time: getU64(view, at + 32),
    policy: getU8(view, at + 40) as Policy,
    protocol: getU8(view, at + 41),
    maxMessage: getU32(view, at + 44),
  }),
  write: (view, at, value) => {
    setBytes(view, at, 32, value.nonce);
    setU64(view, at + 32, value.time);
    setU8(view, at + 40, value.policy);
    setU8(view, at + 41, value.protocol);
    clear(view, at + 42, 2);
    setU32(view, at + 44, value.maxMessage);
  },
};

/** Log on with an Ed25519 key. */
export interface Logon {
  publicKey: Uint8Array;
  /**
   * Ed25519 over: the ASCII text "tapebook logon 1", the challenge's 32 bytes, and the bytes of this
   * struct after `signature`.
   */
  signature: Uint8Array;
  /**
   * Bit 0: cancel this session's orders when it is lost, and when a server starts. Bit 1: resume the stream after
   * last_session_sequence. With bit 0, bit 2: but not those good till canceled. Bit 3: but not those good till a time.
   * Bit 4: not when it logs out.
   */
  options: number;
  /** A message at least this often, both ways; 1,000 to 60,000 ms, 0 for the default of 10,000. */
  heartbeatMs: number;
  /** The last numbered report the client holds; 0 for none. */
  lastSessionSequence: bigint;
  /** Highest command sequence the client holds a report of; 0 for none. */
  lastSequence: bigint;
}
export const Logon: Layout<Logon> & { readonly offsets: { readonly publicKey: 0; readonly signature: 32; readonly options: 96; readonly heartbeatMs: 100; readonly lastSessionSequence: 104; readonly lastSequence: 112 } } = {
  SIZE: 120,
  offsets: { publicKey: 0, signature: 32, options: 96, heartbeatMs: 100, lastSessionSequence: 104, lastSequence: 112 },
  read: (view, at) => ({
    publicKey: getBytes(view, at, 32),
    signature: getBytes(view, at + 32, 64),
    options: getU32(view, at + 96),
    heartbeatMs: getU32(view, at + 100),
    lastSessionSequence: getU64(view, at + 104),
    lastSequence: getU64(view, at + 112),
  }),
  write: (view, at, value) => {
    setBytes(view, at, 32, value.publicKey);
    setBytes(view, at + 32, 64, value.signature);
    setU32(view, at + 96, value.options);
    setU32(view, at + 100, value.heartbeatMs);
    setU64(view, at + 104, value.lastSessionSequence);
    setU64(view, at + 112, value.lastSequence);
  },
};

/** The log-on stands. */
export interface LogonAccepted {
  session: number;
  /** The session's own account; 0 if it has none. */
  account: number;
  /**
   * Bit 0 trade, bit 1 operator, bit 2 gateway, bit 3 read only. Market data tier: bit 4 pro, at most 10 updates a
   * second of a feed; bit 5 retail, at most 1; neither: full, as often as asked, and L3.
   */
  permissions: number;
  heartbeatMs: number;
  /** Number of the last report made for this session. */
  sessionSequence: bigint;
  /** Last durable command. */
  sequence: bigint;
  /** Names the journal. */
  lineage: Uint8Array;
}
export const LogonAccepted: Layout<LogonAccepted> & { readonly offsets: { readonly session: 0; readonly account: 4; readonly permissions: 8; readonly heartbeatMs: 12; readonly sessionSequence: 16; readonly sequence: 24; readonly lineage: 32 } } = {
  SIZE: 48,
  offsets: { session: 0, account: 4, permissions: 8, heartbeatMs: 12, sessionSequence: 16, sequence: 24, lineage: 32 },
  read: (view, at) => ({
    session: getU32(view, at),
    account: getU32(view, at + 4),
    permissions: getU32(view, at + 8),
    heartbeatMs: getU32(view, at + 12),
    sessionSequence: getU64(view, at + 16),
    sequence: getU64(view, at + 24),
    lineage: getBytes(view, at + 32, 16),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.session);
    setU32(view, at + 4, value.account);
    setU32(view, at + 8, value.permissions);
    setU32(view, at + 12, value.heartbeatMs);
    setU64(view, at + 16, value.sessionSequence);
    setU64(view, at + 24, value.sequence);
    setBytes(view, at + 32, 16, value.lineage);
  },
};

/** Alive. A server answers each with one of its own. */
export interface Heartbeat {
  /** Echoed. */
  nonce: bigint;
  /** Sender's time. */
  time: bigint;
}
export const Heartbeat: Layout<Heartbeat> & { readonly offsets: { readonly nonce: 0; readonly time: 8 } } = {
  SIZE: 16,
  offsets: { nonce: 0, time: 8 },
  read: (view, at) => ({
    nonce: getU64(view, at),
    time: getU64(view, at + 8),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.nonce);
    setU64(view, at + 8, value.time);
  },
};

/** Goodbye, from either side; the connection closes. */
export interface Logout {
  reason: RejectReason;
}
export const Logout: Layout<Logout> & { readonly offsets: { readonly reason: 0 } } = {
  SIZE: 8,
  offsets: { reason: 0 },
  read: (view, at) => ({
    reason: getU8(view, at) as RejectReason,
  }),
  write: (view, at, value) => {
    setU8(view, at, value.reason);
    clear(view, at + 1, 1);
    clear(view, at + 2, 2);
    clear(view, at + 4, 4);
  },
};

/** A refusal that was not journaled. */
export interface SessionReject {
  /** What was refused, as far as it was legible. */
  type: MessageType;
  reason: RejectReason;
  clientId: string;
}
export const SessionReject: Layout<SessionReject> & { readonly offsets: { readonly type: 0; readonly reason: 2; readonly clientId: 8 } } = {
  SIZE: 48,
  offsets: { type: 0, reason: 2, clientId: 8 },
  read: (view, at) => ({
    type: getU16(view, at) as MessageType,
    reason: getU8(view, at + 2) as RejectReason,
    clientId: getText(view, at + 8, 36),
  }),
  write: (view, at, value) => {
    setU16(view, at, value.type);
    setU8(view, at + 2, value.reason);
    clear(view, at + 3, 1);
    clear(view, at + 4, 4);
    setText(view, at + 8, 36, value.clientId);
    clear(view, at + 44, 4);
  },
};

/** The stream has caught up; what follows is live. */
export interface ResumeComplete {
  /** Reports sent again. */
  count: bigint;
  /** Number of the last report so far. */
  sessionSequence: bigint;
}
export const ResumeComplete: Layout<ResumeComplete> & { readonly offsets: { readonly count: 0; readonly sessionSequence: 8 } } = {
  SIZE: 16,
  offsets: { count: 0, sessionSequence: 8 },
  read: (view, at) => ({
    count: getU64(view, at),
    sessionSequence: getU64(view, at + 8),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.count);
    setU64(view, at + 8, value.sessionSequence);
  },
};

/** Enter an order (FIX D). */
export interface NewOrder {
  request: RequestHeader;
  instrument: number;
  side: Side;
  type: OrderType;
  timeInForce: TimeInForce;
  stp: StpMode;
  /** Limit price in ticks, above 0; 0 for a market order. */
  price: bigint;
  /** Lots, above 0; 0 for a market order by quote amount. */
  quantity: bigint;
  /** Quote units to spend or to raise, for a market order with flag bit 2; else 0. */
  quoteAmount: Amount;
  /**
   * Bit 0: post-only. Bit 2: by quote amount. Bit 3: the client id may be taken again once its earlier order is
   * done. All others need NewAdvancedOrder.
   */
  flags: number;
}
export const NewOrder: Layout<NewOrder> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly side: 60; readonly type: 61; readonly timeInForce: 62; readonly stp: 63; readonly price: 64; readonly quantity: 72; readonly quoteAmount: 80; readonly flags: 96 } } = {
  SIZE: 104,
  offsets: { request: 0, instrument: 56, side: 60, type: 61, timeInForce: 62, stp: 63, price: 64, quantity: 72, quoteAmount: 80, flags: 96 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    side: getU8(view, at + 60) as Side,
    type: getU8(view, at + 61) as OrderType,
    timeInForce: getU8(view, at + 62) as TimeInForce,
    stp: getU8(view, at + 63) as StpMode,
    price: getI64(view, at + 64),
    quantity: getU64(view, at + 72),
    quoteAmount: Amount.read(view, at + 80),
    flags: getU32(view, at + 96),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.side);
    setU8(view, at + 61, value.type);
    setU8(view, at + 62, value.timeInForce);
    setU8(view, at + 63, value.stp);
    setI64(view, at + 64, value.price);
    setU64(view, at + 72, value.quantity);
    Amount.write(view, at + 80, value.quoteAmount);
    setU32(view, at + 96, value.flags);
    clear(view, at + 100, 4);
  },
};

/** Enter an order with attributes that a NewOrder does not have (FIX D). Fields that its type does not use are 0. */
export interface NewAdvancedOrder {
  request: RequestHeader;
  instrument: number;
  side: Side;
  type: OrderType;
  timeInForce: TimeInForce;
  stp: StpMode;
  /**
   * Limit price in ticks, above 0; 0 for a type that becomes a market order, and for a pegged order without a worst
   * price.
   */
  price: bigint;
  /** Lots, above 0; 0 for a market order by quote amount. */
  quantity: bigint;
  /** As NewOrder.quote_amount. */
  quoteAmount: Amount;
  /** Ticks; 0 for a trailing stop, whose trigger follows. */
  triggerPrice: bigint;
  /** Ticks: a trailing stop follows from the moment this price is reached; 0 for at once. */
  activationPrice: bigint;
  /** Distance of a trailing stop in ticks; 0 if it is in basis points. */
  trailTicks: bigint;
  /** Lots shown at a time (FIX 1138); 0 for all. */
  displayQuantity: bigint;
  /** Least lots to trade on arrival, or at the trigger, else the order is canceled (FIX 110); 0 for none. */
  minQuantity: bigint;
  /** When a Gtd order expires (FIX 126), else 0. */
  expireTime: bigint;
  /** Ticks added to what a pegged order follows. */
  pegOffset: bigint;
  /** Distance of a trailing stop in 1/10,000 of the price; 0 if it is in ticks. */
  trailBasisPoints: number;
  /**
   * As NewOrder.flags, and bit 1: reduce-only. Bit 4: hidden, never shown in the book. Bit 5: at the open (FIX 59=2).
   * Bit 6: at the close (FIX 59=7). A limit or market order with one of these two is a Day order.
   */
  flags: number;
  triggerSource: TriggerSource;
  peg: PegKind;
}
export const NewAdvancedOrder: Layout<NewAdvancedOrder> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly side: 60; readonly type: 61; readonly timeInForce: 62; readonly stp: 63; readonly price: 64; readonly quantity: 72; readonly quoteAmount: 80; readonly triggerPrice: 96; readonly activationPrice: 104; readonly trailTicks: 112; readonly displayQuantity: 120; readonly minQuantity: 128; readonly expireTime: 136; readonly pegOffset: 144; readonly trailBasisPoints: 152; readonly flags: 156; readonly triggerSource: 160; readonly peg: 161 } } = {
  SIZE: 168,
  offsets: { request: 0, instrument: 56, side: 60, type: 61, timeInForce: 62, stp: 63, price: 64, quantity: 72, quoteAmount: 80, triggerPrice: 96, activationPrice: 104, trailTicks: 112, displayQuantity: 120, minQuantity: 128, expireTime: 136, pegOffset: 144, trailBasisPoints: 152, flags: 156, triggerSource: 160, peg: 161 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    side: getU8(view, at + 60) as Side,
    type: getU8(view, at + 61) as OrderType,
    timeInForce: getU8(view, at + 62) as TimeInForce,
    stp: getU8(view, at + 63) as StpMode,
    price: getI64(view, at + 64),
    quantity: getU64(view, at + 72),
    quoteAmount: Amount.read(view, at + 80),
    triggerPrice: getI64(view, at + 96),
    activationPrice: getI64(view, at + 104),
    trailTicks: getI64(view, at + 112),
    displayQuantity: getU64(view, at + 120),
    minQuantity: getU64(view, at + 128),
    expireTime: getU64(view, at + 136),
    pegOffset: getI64(view, at + 144),
    trailBasisPoints: getU32(view, at + 152),
    flags: getU32(view, at + 156),
    triggerSource: getU8(view, at + 160) as TriggerSource,
    peg: getU8(view, at + 161) as PegKind,
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.side);
    setU8(view, at + 61, value.type);
    setU8(view, at + 62, value.timeInForce);
    setU8(view, at + 63, value.stp);
    setI64(view, at + 64, value.price);
    setU64(view, at + 72, value.quantity);
    Amount.write(view, at + 80, value.quoteAmount);
    setI64(view, at + 96, value.triggerPrice);
    setI64(view, at + 104, value.activationPrice);
    setI64(view, at + 112, value.trailTicks);
    setU64(view, at + 120, value.displayQuantity);
    setU64(view, at + 128, value.minQuantity);
    setU64(view, at + 136, value.expireTime);
    setI64(view, at + 144, value.pegOffset);
    setU32(view, at + 152, value.trailBasisPoints);
    setU32(view, at + 156, value.flags);
    setU8(view, at + 160, value.triggerSource);
    setU8(view, at + 161, value.peg);
    clear(view, at + 162, 2);
    clear(view, at + 164, 4);
  },
};

/** Cancel an order (FIX F). */
export interface CancelOrder {
  request: RequestHeader;
  /** Which order; 0 to name it by target_client_id. */
  orderId: bigint;
  /** Any live client id of the order; zero bytes if named by order_id. */
  targetClientId: string;
}
export const CancelOrder: Layout<CancelOrder> & { readonly offsets: { readonly request: 0; readonly orderId: 56; readonly targetClientId: 64 } } = {
  SIZE: 104,
  offsets: { request: 0, orderId: 56, targetClientId: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    orderId: getU64(view, at + 56),
    targetClientId: getText(view, at + 64, 36),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU64(view, at + 56, value.orderId);
    setText(view, at + 64, 36, value.targetClientId);
    clear(view, at + 100, 4);
  },
};

/** Change price or quantity (FIX G). A price change or a higher quantity loses priority. */
export interface ReplaceOrder {
  request: RequestHeader;
  /** Which order; 0 to name it by target_client_id. */
  orderId: bigint;
  targetClientId: string;
  /** Bit 0: refuse unless priority is kept. Bit 1: post-only from now on. */
  flags: number;
  /** New limit price in ticks; 0 keeps it. */
  price: bigint;
  /** New total quantity in lots, fills included; 0 keeps it. At or below what is filled: the rest is canceled. */
  quantity: bigint;
  /** New trigger price in ticks of an order that waits for its trigger; 0 keeps it. */
  triggerPrice: bigint;
  /** New display quantity in lots of an order that has one; 0 keeps it. A higher one loses priority. */
  displayQuantity: bigint;
}
export const ReplaceOrder: Layout<ReplaceOrder> & { readonly offsets: { readonly request: 0; readonly orderId: 56; readonly targetClientId: 64; readonly flags: 100; readonly price: 104; readonly quantity: 112; readonly triggerPrice: 120; readonly displayQuantity: 128 } } = {
  SIZE: 136,
  offsets: { request: 0, orderId: 56, targetClientId: 64, flags: 100, price: 104, quantity: 112, triggerPrice: 120, displayQuantity: 128 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    orderId: getU64(view, at + 56),
    targetClientId: getText(view, at + 64, 36),
    flags: getU32(view, at + 100),
    price: getI64(view, at + 104),
    quantity: getU64(view, at + 112),
    triggerPrice: getI64(view, at + 120),
    displayQuantity: getU64(view, at + 128),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU64(view, at + 56, value.orderId);
    setText(view, at + 64, 36, value.targetClientId);
    setU32(view, at + 100, value.flags);
    setI64(view, at + 104, value.price);
    setU64(view, at + 112, value.quantity);
    setI64(view, at + 120, value.triggerPrice);
    setU64(view, at + 128, value.displayQuantity);
  },
};

/** Cancel every open order of the account that fits (FIX q). */
export interface CancelAll {
  request: RequestHeader;
  /** 4,294,967,295 for all instruments. */
  instrument: number;
  side: SideFilter;
}
export const CancelAll: Layout<CancelAll> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly side: 60 } } = {
  SIZE: 64,
  offsets: { request: 0, instrument: 56, side: 60 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    side: getU8(view, at + 60) as SideFilter,
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.side);
    clear(view, at + 61, 1);
    clear(view, at + 62, 2);
  },
};

/** One quote of a MassQuote. An unused entry is zero. */
export interface QuoteEntry {
  /** Ticks, above 0. */
  price: bigint;
  /** Lots, above 0. */
  quantity: bigint;
}
export const QuoteEntry: Layout<QuoteEntry> & { readonly offsets: { readonly price: 0; readonly quantity: 8 } } = {
  SIZE: 16,
  offsets: { price: 0, quantity: 8 },
  read: (view, at) => ({
    price: getI64(view, at),
    quantity: getU64(view, at + 8),
  }),
  write: (view, at, value) => {
    setI64(view, at, value.price);
    setU64(view, at + 8, value.quantity);
  },
};

/**
 * Replace all quotes of the account in an instrument at once (FIX i), or none of them where any entry is refused.
 * Each entry becomes a limit order, good till canceled, answered by an OrderAccepted under this request's client id;
 * last comes Applied with the number of quotes that rest.
 */
export interface MassQuote {
  request: RequestHeader;
  instrument: number;
  stp: StpMode;
  /** Bit 0: post-only. Bit 1: reset the protection first. */
  flags: number;
  /**
   * Protection: the quotes are pulled once so many of them were met within `window_ms`; 1 to 1,000, 0 for no
   * protection.
   */
  maxFills: number;
  /** 1 to 3,600,000; 0 for no protection. */
  windowMs: number;
  /** Protection: the quotes are pulled once so many lots of them were filled within `window_ms`; 0 for no bound. */
  maxQuantity: bigint;
  /** Prices falling; the best bid is below the best ask. */
  bids: readonly QuoteEntry[];
  /** Prices rising. */
  asks: readonly QuoteEntry[];
}
export const MassQuote: Layout<MassQuote> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly stp: 60; readonly flags: 62; readonly maxFills: 64; readonly windowMs: 68; readonly maxQuantity: 72; readonly bids: 80; readonly asks: 208 } } = {
  SIZE: 336,
  offsets: { request: 0, instrument: 56, stp: 60, flags: 62, maxFills: 64, windowMs: 68, maxQuantity: 72, bids: 80, asks: 208 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    stp: getU8(view, at + 60) as StpMode,
    flags: getU16(view, at + 62),
    maxFills: getU32(view, at + 64),
    windowMs: getU32(view, at + 68),
    maxQuantity: getU64(view, at + 72),
    bids: getArray(8, (index) => QuoteEntry.read(view, at + 80 + index * 16)),
    asks: getArray(8, (index) => QuoteEntry.read(view, at + 208 + index * 16)),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.stp);
    clear(view, at + 61, 1);
    setU16(view, at + 62, value.flags);
    setU32(view, at + 64, value.maxFills);
    setU32(view, at + 68, value.windowMs);
    setU64(view, at + 72, value.maxQuantity);
    setArray(8, value.bids, (index, item) => QuoteEntry.write(view, at + 80 + index * 16, item));
    setArray(8, value.asks, (index, item) => QuoteEntry.write(view, at + 208 + index * 16, item));
  },
};

/** Cancel the account's quotes (FIX Z); answered by Applied with their number. */
export interface CancelQuotes {
  request: RequestHeader;
  /** 4,294,967,295 for all instruments. */
  instrument: number;
  /** Bit 0: reset the protection too. */
  flags: number;
}
export const CancelQuotes: Layout<CancelQuotes> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly flags: 60 } } = {
  SIZE: 64,
  offsets: { request: 0, instrument: 56, flags: 60 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    flags: getU32(view, at + 60),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU32(view, at + 60, value.flags);
  },
};

/**
 * Cancel every open order of the account unless this is sent again in time (a dead man's switch). Each replaces the
 * one before; answered by Applied with the time at which it runs out.
 */
export interface CancelAfter {
  request: RequestHeader;
  /** 1 to 86,400,000; 0 disarms. */
  timeoutMs: number;
}
export const CancelAfter: Layout<CancelAfter> & { readonly offsets: { readonly request: 0; readonly timeoutMs: 56 } } = {
  SIZE: 64,
  offsets: { request: 0, timeoutMs: 56 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    timeoutMs: getU32(view, at + 56),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.timeoutMs);
    clear(view, at + 60, 4);
  },
};

/** One leg of a list. Fields as in NewAdvancedOrder; a leg is never by quote amount nor pegged. An unused entry is zero. */
export interface ListLeg {
  /** The leg's own client id; unlike those of the list and of the other legs. */
  clientId: string;
  /** 0 for the list's; no other is taken. */
  account: number;
  /** The list's. */
  instrument: number;
  side: Side;
  type: OrderType;
  timeInForce: TimeInForce;
  stp: StpMode;
  price: bigint;
  quantity: bigint;
  triggerPrice: bigint;
  activationPrice: bigint;
  trailTicks: bigint;
  displayQuantity: bigint;
  minQuantity: bigint;
  expireTime: bigint;
  trailBasisPoints: number;
  /** Bit 0: post-only. Bit 3 as NewOrder.flags. */
  flags: number;
  triggerSource: TriggerSource;
}
export const ListLeg: Layout<ListLeg> & { readonly offsets: { readonly clientId: 0; readonly account: 36; readonly instrument: 40; readonly side: 44; readonly type: 45; readonly timeInForce: 46; readonly stp: 47; readonly price: 48; readonly quantity: 56; readonly triggerPrice: 64; readonly activationPrice: 72; readonly trailTicks: 80; readonly displayQuantity: 88; readonly minQuantity: 96; readonly expireTime: 104; readonly trailBasisPoints: 112; readonly flags: 116; readonly triggerSource: 120 } } = {
  SIZE: 128,
  offsets: { clientId: 0, account: 36, instrument: 40, side: 44, type: 45, timeInForce: 46, stp: 47, price: 48, quantity: 56, triggerPrice: 64, activationPrice: 72, trailTicks: 80, displayQuantity: 88, minQuantity: 96, expireTime: 104, trailBasisPoints: 112, flags: 116, triggerSource: 120 },
  read: (view, at) => ({
    clientId: getText(view, at, 36),
    account: getU32(view, at + 36),
    instrument: getU32(view, at + 40),
    side: getU8(view, at + 44) as Side,
    type: getU8(view, at + 45) as OrderType,
    timeInForce: getU8(view, at + 46) as TimeInForce,
    stp: getU8(view, at + 47) as StpMode,
    price: getI64(view, at + 48),
    quantity: getU64(view, at + 56),
    triggerPrice: getI64(view, at + 64),
    activationPrice: getI64(view, at + 72),
    trailTicks: getI64(view, at + 80),
    displayQuantity: getU64(view, at + 88),
    minQuantity: getU64(view, at + 96),
    expireTime: getU64(view, at + 104),
    trailBasisPoints: getU32(view, at + 112),
    flags: getU32(view, at + 116),
    triggerSource: getU8(view, at + 120) as TriggerSource,
  }),
  write: (view, at, value) => {
    setText(view, at, 36, value.clientId);
    setU32(view, at + 36, value.account);
    setU32(view, at + 40, value.instrument);
    setU8(view, at + 44, value.side);
    setU8(view, at + 45, value.type);
    setU8(view, at + 46, value.timeInForce);
    setU8(view, at + 47, value.stp);
    setI64(view, at + 48, value.price);
    setU64(view, at + 56, value.quantity);
    setI64(view, at + 64, value.triggerPrice);
    setI64(view, at + 72, value.activationPrice);
    setI64(view, at + 80, value.trailTicks);
    setU64(view, at + 88, value.displayQuantity);
    setU64(view, at + 96, value.minQuantity);
    setU64(view, at + 104, value.expireTime);
    setU32(view, at + 112, value.trailBasisPoints);
    setU32(view, at + 116, value.flags);
    setU8(view, at + 120, value.triggerSource);
    clear(view, at + 121, 1);
    clear(view, at + 122, 2);
    clear(view, at + 124, 4);
  },
};

/**
 * Enter two or three orders that are bound to each other (FIX E), or none of them where any leg is refused. Answered by
 * a ListStatus, then an OrderAccepted for each leg under the leg's client id. The reference has a page on lists.
 */
export interface NewOrderList {
  request: RequestHeader;
  instrument: number;
  kind: ListKind;
  /** Legs used: 2 of an Oco and an Oto, 3 of an Otoco and a Bracket. */
  count: number;
  /** Bit 3: the client id may be taken again once its earlier list is done. */
  flags: number;
  /**
   * In the order of their kind: Oco: limit or take-profit, stop. Oto: working, pending. Otoco: working, limit or
   * take-profit, stop. Bracket: entry, take-profit, stop-loss.
   */
  legs: readonly ListLeg[];
}
export const NewOrderList: Layout<NewOrderList> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly kind: 60; readonly count: 61; readonly flags: 62; readonly legs: 64 } } = {
  SIZE: 448,
  offsets: { request: 0, instrument: 56, kind: 60, count: 61, flags: 62, legs: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    kind: getU8(view, at + 60) as ListKind,
    count: getU8(view, at + 61),
    flags: getU16(view, at + 62),
    legs: getArray(3, (index) => ListLeg.read(view, at + 64 + index * 128)),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.kind);
    setU8(view, at + 61, value.count);
    setU16(view, at + 62, value.flags);
    setArray(3, value.legs, (index, item) => ListLeg.write(view, at + 64 + index * 128, item));
  },
};

/** Cancel all legs of a list. */
export interface CancelOrderList {
  request: RequestHeader;
  /** Which list; 0 to name it by target_client_id. */
  listId: bigint;
  /** The client id of the list's request, or any live one of a leg; zero bytes if named by list_id. */
  targetClientId: string;
}
export const CancelOrderList: Layout<CancelOrderList> & { readonly offsets: { readonly request: 0; readonly listId: 56; readonly targetClientId: 64 } } = {
  SIZE: 104,
  offsets: { request: 0, listId: 56, targetClientId: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    listId: getU64(view, at + 56),
    targetClientId: getText(view, at + 64, 36),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU64(view, at + 56, value.listId);
    setText(view, at + 64, 36, value.targetClientId);
    clear(view, at + 100, 4);
  },
};

/** A new asset; gets the next asset index. */
export interface AddAsset {
  request: RequestHeader;
  /** Upper-case code such as USD, zero padded, unique. */
  code: string;
  /** Decimal digits of the smallest unit; 0 to 18. */
  scale: number;
  /** Digits shown to people; at most scale. */
  displayScale: number;
}
export const AddAsset: Layout<AddAsset> & { readonly offsets: { readonly request: 0; readonly code: 56; readonly scale: 72; readonly displayScale: 73 } } = {
  SIZE: 80,
  offsets: { request: 0, code: 56, scale: 72, displayScale: 73 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    code: getText(view, at + 56, 16),
    scale: getU8(view, at + 72),
    displayScale: getU8(view, at + 73),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setText(view, at + 56, 16, value.code);
    setU8(view, at + 72, value.scale);
    setU8(view, at + 73, value.displayScale);
    clear(view, at + 74, 2);
    clear(view, at + 76, 4);
  },
};

/** From this price on, prices are multiples of this step. */
export interface TickBand {
  /** Ticks; the first band starts at 0. */
  fromPrice: bigint;
  /** Ticks, above 0. */
  step: bigint;
}
export const TickBand: Layout<TickBand> & { readonly offsets: { readonly fromPrice: 0; readonly step: 8 } } = {
  SIZE: 16,
  offsets: { fromPrice: 0, step: 8 },
  read: (view, at) => ({
    fromPrice: getI64(view, at),
    step: getI64(view, at + 8),
  }),
  write: (view, at, value) => {
    setI64(view, at, value.fromPrice);
    setI64(view, at + 8, value.step);
  },
};

/** A new instrument; gets the next instrument index. Takes orders at once (status continuous). */
export interface AddInstrument {
  request: RequestHeader;
  /** Upper-case name such as BTCUSD, zero padded, unique. */
  symbol: string;
  baseAsset: number;
  quoteAsset: number;
  /** Price of one tick: tick_size / 10^price_scale quote for one base. */
  tickSize: bigint;
  /** Size of one lot: lot_size / 10^quantity_scale base. */
  lotSize: bigint;
  priceScale: number;
  quantityScale: number;
  feeAsset: FeeAsset;
  /** Lots. */
  minQuantity: bigint;
  /** Lots; at most 2^48. */
  maxQuantity: bigint;
  /** Quantities are multiples of this many lots. */
  quantityStep: bigint;
  /** Quote units; 0 for none. */
  minNotional: Amount;
  /** Ticks; at most 2^47. */
  maxPrice: bigint;
  /** Greatest distance of a limit price from the reference, in parts per million of it; 0 for none (VR-02: 500,000). */
  collarPpm: number;
  /** Greatest distance of a trade from the reference, in ppm; 0 for none. */
  bandPpm: number;
  /** Greatest impact of a market order, in ppm of the reference; above 0. */
  protectionPpm: number;
  /** Reference price in ticks until the first trade; 0 for none. */
  referencePrice: bigint;
  /** Tick table, by ascending from_price; unused entries zero. None used: every tick is allowed. */
  tickTable: readonly TickBand[];
}
export const AddInstrument: Layout<AddInstrument> & { readonly offsets: { readonly request: 0; readonly symbol: 56; readonly baseAsset: 80; readonly quoteAsset: 84; readonly tickSize: 88; readonly lotSize: 96; readonly priceScale: 104; readonly quantityScale: 105; readonly feeAsset: 106; readonly minQuantity: 112; readonly maxQuantity: 120; readonly quantityStep: 128; readonly minNotional: 136; readonly maxPrice: 152; readonly collarPpm: 160; readonly bandPpm: 164; readonly protectionPpm: 168; readonly referencePrice: 176; readonly tickTable: 184 } } = {
  SIZE: 312,
  offsets: { request: 0, symbol: 56, baseAsset: 80, quoteAsset: 84, tickSize: 88, lotSize: 96, priceScale: 104, quantityScale: 105, feeAsset: 106, minQuantity: 112, maxQuantity: 120, quantityStep: 128, minNotional: 136, maxPrice: 152, collarPpm: 160, bandPpm: 164, protectionPpm: 168, referencePrice: 176, tickTable: 184 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    symbol: getText(view, at + 56, 24),
    baseAsset: getU32(view, at + 80),
    quoteAsset: getU32(view, at + 84),
    tickSize: getU64(view, at + 88),
    lotSize: getU64(view, at + 96),
    priceScale: getU8(view, at + 104),
    quantityScale: getU8(view, at + 105),
    feeAsset: getU8(view, at + 106) as FeeAsset,
    minQuantity: getU64(view, at + 112),
    maxQuantity: getU64(view, at + 120),
    quantityStep: getU64(view, at + 128),
    minNotional: Amount.read(view, at + 136),
    maxPrice: getI64(view, at + 152),
    collarPpm: getU32(view, at + 160),
    bandPpm: getU32(view, at + 164),
    protectionPpm: getU32(view, at + 168),
    referencePrice: getI64(view, at + 176),
    tickTable: getArray(8, (index) => TickBand.read(view, at + 184 + index * 16)),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setText(view, at + 56, 24, value.symbol);
    setU32(view, at + 80, value.baseAsset);
    setU32(view, at + 84, value.quoteAsset);
    setU64(view, at + 88, value.tickSize);
    setU64(view, at + 96, value.lotSize);
    setU8(view, at + 104, value.priceScale);
    setU8(view, at + 105, value.quantityScale);
    setU8(view, at + 106, value.feeAsset);
    clear(view, at + 107, 1);
    clear(view, at + 108, 4);
    setU64(view, at + 112, value.minQuantity);
    setU64(view, at + 120, value.maxQuantity);
    setU64(view, at + 128, value.quantityStep);
    Amount.write(view, at + 136, value.minNotional);
    setI64(view, at + 152, value.maxPrice);
    setU32(view, at + 160, value.collarPpm);
    setU32(view, at + 164, value.bandPpm);
    setU32(view, at + 168, value.protectionPpm);
    clear(view, at + 172, 4);
    setI64(view, at + 176, value.referencePrice);
    setArray(8, value.tickTable, (index, item) => TickBand.write(view, at + 184 + index * 16, item));
  },
};

/** Change the phase: halt, resume, suspend, delist, begin or end an auction. */
export interface SetInstrumentStatus {
  request: RequestHeader;
  instrument: number;
  status: InstrumentStatus;
  /** 1: cancel all open orders (always done when delisting). */
  cancelOrders: number;
}
export const SetInstrumentStatus: Layout<SetInstrumentStatus> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly status: 60; readonly cancelOrders: 61 } } = {
  SIZE: 64,
  offsets: { request: 0, instrument: 56, status: 60, cancelOrders: 61 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    status: getU8(view, at + 60) as InstrumentStatus,
    cancelOrders: getU8(view, at + 61),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.status);
    setU8(view, at + 61, value.cancelOrders);
    clear(view, at + 62, 2);
  },
};

/** Change collar, band, protection and tick table; open orders that no longer fit are canceled (HALT). */
export interface SetPriceRules {
  request: RequestHeader;
  instrument: number;
  collarPpm: number;
  bandPpm: number;
  protectionPpm: number;
  tickTable: readonly TickBand[];
}
export const SetPriceRules: Layout<SetPriceRules> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly collarPpm: 60; readonly bandPpm: 64; readonly protectionPpm: 68; readonly tickTable: 72 } } = {
  SIZE: 200,
  offsets: { request: 0, instrument: 56, collarPpm: 60, bandPpm: 64, protectionPpm: 68, tickTable: 72 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    collarPpm: getU32(view, at + 60),
    bandPpm: getU32(view, at + 64),
    protectionPpm: getU32(view, at + 68),
    tickTable: getArray(8, (index) => TickBand.read(view, at + 72 + index * 16)),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU32(view, at + 60, value.collarPpm);
    setU32(view, at + 64, value.bandPpm);
    setU32(view, at + 68, value.protectionPpm);
    setArray(8, value.tickTable, (index, item) => TickBand.write(view, at + 72 + index * 16, item));
  },
};

/** Set the reference price that collar, band and protection are measured from. */
export interface SetReferencePrice {
  request: RequestHeader;
  instrument: number;
  /** Ticks, above 0. */
  price: bigint;
}
export const SetReferencePrice: Layout<SetReferencePrice> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly price: 64 } } = {
  SIZE: 72,
  offsets: { request: 0, instrument: 56, price: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    price: getI64(view, at + 64),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    clear(view, at + 60, 4);
    setI64(view, at + 64, value.price);
  },
};

/** Open `count` accounts with the next account indices. */
export interface OpenAccounts {
  request: RequestHeader;
  /** 1 to 1,000,000. */
  count: number;
  /** Fee tier, 0 to 15. */
  tier: number;
}
export const OpenAccounts: Layout<OpenAccounts> & { readonly offsets: { readonly request: 0; readonly count: 56; readonly tier: 60 } } = {
  SIZE: 64,
  offsets: { request: 0, count: 56, tier: 60 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    count: getU32(view, at + 56),
    tier: getU32(view, at + 60),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.count);
    setU32(view, at + 60, value.tier);
  },
};

/** Freeze, unfreeze or close. */
export interface SetAccountStatus {
  request: RequestHeader;
  target: number;
  status: AccountStatus;
  /** 1: cancel its open orders too. */
  cancelOrders: number;
}
export const SetAccountStatus: Layout<SetAccountStatus> & { readonly offsets: { readonly request: 0; readonly target: 56; readonly status: 60; readonly cancelOrders: 61 } } = {
  SIZE: 64,
  offsets: { request: 0, target: 56, status: 60, cancelOrders: 61 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    target: getU32(view, at + 56),
    status: getU8(view, at + 60) as AccountStatus,
    cancelOrders: getU8(view, at + 61),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.target);
    setU8(view, at + 60, value.status);
    setU8(view, at + 61, value.cancelOrders);
    clear(view, at + 62, 2);
  },
};

/** Put an account in a fee tier. */
export interface SetAccountTier {
  request: RequestHeader;
  target: number;
  tier: number;
}
export const SetAccountTier: Layout<SetAccountTier> & { readonly offsets: { readonly request: 0; readonly target: 56; readonly tier: 60 } } = {
  SIZE: 64,
  offsets: { request: 0, target: 56, tier: 60 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    target: getU32(view, at + 56),
    tier: getU32(view, at + 60),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.target);
    setU32(view, at + 60, value.tier);
  },
};

/** Accounts of one group do not trade with each other; 0 for none. */
export interface SetStpGroup {
  request: RequestHeader;
  target: number;
  group: number;
}
export const SetStpGroup: Layout<SetStpGroup> & { readonly offsets: { readonly request: 0; readonly target: 56; readonly group: 60 } } = {
  SIZE: 64,
  offsets: { request: 0, target: 56, group: 60 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    target: getU32(view, at + 56),
    group: getU32(view, at + 60),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.target);
    setU32(view, at + 60, value.group);
  },
};

/** Credit an account (AL-05). The client id is its reference, remembered for good for this account. */
export interface Deposit {
  request: RequestHeader;
  target: number;
  asset: number;
  /** Above 0. */
  amount: Amount;
}
export const Deposit: Layout<Deposit> & { readonly offsets: { readonly request: 0; readonly target: 56; readonly asset: 60; readonly amount: 64 } } = {
  SIZE: 80,
  offsets: { request: 0, target: 56, asset: 60, amount: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    target: getU32(view, at + 56),
    asset: getU32(view, at + 60),
    amount: Amount.read(view, at + 64),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.target);
    setU32(view, at + 60, value.asset);
    Amount.write(view, at + 64, value.amount);
  },
};

/** Debit an account (AL-05). The client id is its reference, remembered for good for this account. */
export interface Withdraw {
  request: RequestHeader;
  target: number;
  asset: number;
  amount: Amount;
}
export const Withdraw: Layout<Withdraw> & { readonly offsets: { readonly request: 0; readonly target: 56; readonly asset: 60; readonly amount: 64 } } = {
  SIZE: 80,
  offsets: { request: 0, target: 56, asset: 60, amount: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    target: getU32(view, at + 56),
    asset: getU32(view, at + 60),
    amount: Amount.read(view, at + 64),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.target);
    setU32(view, at + 60, value.asset);
    Amount.write(view, at + 64, value.amount);
  },
};

/** Move money between two accounts. The client id is its reference, remembered for good for `source`. */
export interface Transfer {
  request: RequestHeader;
  source: number;
  destination: number;
  asset: number;
  amount: Amount;
}
export const Transfer: Layout<Transfer> & { readonly offsets: { readonly request: 0; readonly source: 56; readonly destination: 60; readonly asset: 64; readonly amount: 72 } } = {
  SIZE: 88,
  offsets: { request: 0, source: 56, destination: 60, asset: 64, amount: 72 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    source: getU32(view, at + 56),
    destination: getU32(view, at + 60),
    asset: getU32(view, at + 64),
    amount: Amount.read(view, at + 72),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.source);
    setU32(view, at + 60, value.destination);
    setU32(view, at + 64, value.asset);
    clear(view, at + 68, 4);
    Amount.write(view, at + 72, value.amount);
  },
};

/** Fees of a tier; the narrower setting holds. */
export interface SetFees {
  request: RequestHeader;
  /** 0 to 15. */
  tier: number;
  /** 4,294,967,295 for all instruments. */
  instrument: number;
  /** Parts per million; below 0 is a rebate; -100,000 to 100,000. */
  makerPpm: number;
  /** Parts per million; 0 to 100,000. */
  takerPpm: number;
}
export const SetFees: Layout<SetFees> & { readonly offsets: { readonly request: 0; readonly tier: 56; readonly instrument: 60; readonly makerPpm: 64; readonly takerPpm: 68 } } = {
  SIZE: 72,
  offsets: { request: 0, tier: 56, instrument: 60, makerPpm: 64, takerPpm: 68 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    tier: getU32(view, at + 56),
    instrument: getU32(view, at + 60),
    makerPpm: getI32(view, at + 64),
    takerPpm: getI32(view, at + 68),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.tier);
    setU32(view, at + 60, value.instrument);
    setI32(view, at + 64, value.makerPpm);
    setI32(view, at + 68, value.takerPpm);
  },
};

/**
 * Limits before the trade, all of a scope at once; 0 for none. Values are in millionths of a US dollar, by the
 * reference rate of the quote asset.
 */
export interface SetLimits {
  request: RequestHeader;
  scope: LimitScope;
  /**
   * Account, tier, instrument, risk group or session. The last two have limits of order value, position, daily volume
   * and open orders only; a position is the sum over their accounts, bought less sold.
   */
  id: number;
  /** Largest value of one order. */
  maxOrderValue: Amount;
  /** Largest value of a position in one instrument, with every open order of the side filled, at the last price. */
  maxPosition: Amount;
  /** Most that may be traded from 00:00 UTC to 00:00 UTC, in all instruments. */
  maxDailyVolume: Amount;
  /** Most open orders. */
  maxOpenOrders: number;
  /** How far from the best price an order may trade, in millionths of that price. */
  maxImpactPpm: number;
  /** How far from the reference price a limit price may be, in millionths of the reference. */
  maxDeviationPpm: number;
  /** Most day trades from 00:00 UTC to 00:00 UTC. */
  maxDayTrades: number;
  /** Most orders, replaces and mass quotes at once, and in `rate_window_ms`; up to 1,000,000. */
  maxOrders: number;
  /** 1 to 3,600,000; 0 if `max_orders` is 0. */
  rateWindowMs: number;
}
export const SetLimits: Layout<SetLimits> & { readonly offsets: { readonly request: 0; readonly scope: 56; readonly id: 60; readonly maxOrderValue: 64; readonly maxPosition: 80; readonly maxDailyVolume: 96; readonly maxOpenOrders: 112; readonly maxImpactPpm: 116; readonly maxDeviationPpm: 120; readonly maxDayTrades: 124; readonly maxOrders: 128; readonly rateWindowMs: 132 } } = {
  SIZE: 136,
  offsets: { request: 0, scope: 56, id: 60, maxOrderValue: 64, maxPosition: 80, maxDailyVolume: 96, maxOpenOrders: 112, maxImpactPpm: 116, maxDeviationPpm: 120, maxDayTrades: 124, maxOrders: 128, rateWindowMs: 132 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    scope: getU8(view, at + 56) as LimitScope,
    id: getU32(view, at + 60),
    maxOrderValue: Amount.read(view, at + 64),
    maxPosition: Amount.read(view, at + 80),
    maxDailyVolume: Amount.read(view, at + 96),
    maxOpenOrders: getU32(view, at + 112),
    maxImpactPpm: getU32(view, at + 116),
    maxDeviationPpm: getU32(view, at + 120),
    maxDayTrades: getU32(view, at + 124),
    maxOrders: getU32(view, at + 128),
    rateWindowMs: getU32(view, at + 132),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU8(view, at + 56, value.scope);
    clear(view, at + 57, 1);
    clear(view, at + 58, 2);
    setU32(view, at + 60, value.id);
    Amount.write(view, at + 64, value.maxOrderValue);
    Amount.write(view, at + 80, value.maxPosition);
    Amount.write(view, at + 96, value.maxDailyVolume);
    setU32(view, at + 112, value.maxOpenOrders);
    setU32(view, at + 116, value.maxImpactPpm);
    setU32(view, at + 120, value.maxDeviationPpm);
    setU32(view, at + 124, value.maxDayTrades);
    setU32(view, at + 128, value.maxOrders);
    setU32(view, at + 132, value.rateWindowMs);
  },
};

/** Put an account in a risk group, whose limits and kill switch it shares; 0 for none. Self-trade groups are others. */
export interface SetRiskGroup {
  request: RequestHeader;
  target: number;
  group: number;
}
export const SetRiskGroup: Layout<SetRiskGroup> & { readonly offsets: { readonly request: 0; readonly target: 56; readonly group: 60 } } = {
  SIZE: 64,
  offsets: { request: 0, target: 56, group: 60 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    target: getU32(view, at + 56),
    group: getU32(view, at + 60),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.target);
    setU32(view, at + 60, value.group);
  },
};

/** Give a risk group to a member, whose limits and kill switch its accounts share. */
export interface SetGroupOwner {
  request: RequestHeader;
  /** Not 0. */
  group: number;
  /** Session of a registered key; 0 for none. */
  member: number;
}
export const SetGroupOwner: Layout<SetGroupOwner> & { readonly offsets: { readonly request: 0; readonly group: 56; readonly member: 60 } } = {
  SIZE: 64,
  offsets: { request: 0, group: 56, member: 60 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    group: getU32(view, at + 56),
    member: getU32(view, at + 60),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.group);
    setU32(view, at + 60, value.member);
  },
};

/**
 * Stop somebody at once, or let them go on: while a switch is on, new orders, replaces and quotes that it covers are
 * refused (Killed). Turning it on cancels every open order that it covers (Kill), and again if it is on already.
 * Cancels are always taken.
 */
export interface SetKillSwitch {
  request: RequestHeader;
  scope: KillScope;
  /** 1 stops, 0 lets go on. */
  engaged: number;
  /** Account, tier, instrument, session, self-trade group or risk group, by scope. */
  id: number;
}
export const SetKillSwitch: Layout<SetKillSwitch> & { readonly offsets: { readonly request: 0; readonly scope: 56; readonly engaged: 57; readonly id: 60 } } = {
  SIZE: 64,
  offsets: { request: 0, scope: 56, engaged: 57, id: 60 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    scope: getU8(view, at + 56) as KillScope,
    engaged: getU8(view, at + 57),
    id: getU32(view, at + 60),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU8(view, at + 56, value.scope);
    setU8(view, at + 57, value.engaged);
    clear(view, at + 58, 2);
    setU32(view, at + 60, value.id);
  },
};

/** What one smallest unit of an asset is worth, for limits. */
export interface SetReferenceRate {
  request: RequestHeader;
  asset: number;
  /** Worth of 10^9 smallest units, in millionths of a US dollar. */
  rate: bigint;
}
export const SetReferenceRate: Layout<SetReferenceRate> & { readonly offsets: { readonly request: 0; readonly asset: 56; readonly rate: 64 } } = {
  SIZE: 72,
  offsets: { request: 0, asset: 56, rate: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    asset: getU32(view, at + 56),
    rate: getU64(view, at + 64),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.asset);
    clear(view, at + 60, 4);
    setU64(view, at + 64, value.rate);
  },
};

/** How many finished requests an account's window remembers. */
export interface SetRequestWindow {
  request: RequestHeader;
  /** 1,024 to 1,048,576; 65,536 at the start. */
  requests: number;
}
export const SetRequestWindow: Layout<SetRequestWindow> & { readonly offsets: { readonly request: 0; readonly requests: 56 } } = {
  SIZE: 64,
  offsets: { request: 0, requests: 56 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    requests: getU32(view, at + 56),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.requests);
    clear(view, at + 60, 4);
  },
};

/** Register an Ed25519 key: it becomes a session. */
export interface RegisterKey {
  request: RequestHeader;
  publicKey: Uint8Array;
  /** Its own account; 0 for none. */
  target: number;
  /** As LogonAccepted.permissions. */
  permissions: number;
  /** Messages a second; 0 for no limit. */
  rateLimit: number;
}
export const RegisterKey: Layout<RegisterKey> & { readonly offsets: { readonly request: 0; readonly publicKey: 56; readonly target: 88; readonly permissions: 92; readonly rateLimit: 96 } } = {
  SIZE: 104,
  offsets: { request: 0, publicKey: 56, target: 88, permissions: 92, rateLimit: 96 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    publicKey: getBytes(view, at + 56, 32),
    target: getU32(view, at + 88),
    permissions: getU32(view, at + 92),
    rateLimit: getU32(view, at + 96),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setBytes(view, at + 56, 32, value.publicKey);
    setU32(view, at + 88, value.target);
    setU32(view, at + 92, value.permissions);
    setU32(view, at + 96, value.rateLimit);
    clear(view, at + 100, 4);
  },
};

/** Revoke a session's key; it can never log on again. */
export interface RevokeKey {
  request: RequestHeader;
  session: number;
}
export const RevokeKey: Layout<RevokeKey> & { readonly offsets: { readonly request: 0; readonly session: 56 } } = {
  SIZE: 64,
  offsets: { request: 0, session: 56 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    session: getU32(view, at + 56),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.session);
    clear(view, at + 60, 4);
  },
};

/** Let a session act for an account and get its reports (gateways, drop copies). */
export interface BindAccount {
  request: RequestHeader;
  session: number;
  target: number;
  /** 1 binds, 0 unbinds. */
  bound: number;
}
export const BindAccount: Layout<BindAccount> & { readonly offsets: { readonly request: 0; readonly session: 56; readonly target: 60; readonly bound: 64 } } = {
  SIZE: 72,
  offsets: { request: 0, session: 56, target: 60, bound: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    session: getU32(view, at + 56),
    target: getU32(view, at + 60),
    bound: getU8(view, at + 64),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.session);
    setU32(view, at + 60, value.target);
    setU8(view, at + 64, value.bound);
    clear(view, at + 65, 1);
    clear(view, at + 66, 2);
    clear(view, at + 68, 4);
  },
};

/** Who stood on one side of a trade, to reverse it. */
export interface TradeParty {
  orderId: bigint;
  account: number;
  feeAsset: number;
  fee: Amount;
}
export const TradeParty: Layout<TradeParty> & { readonly offsets: { readonly orderId: 0; readonly account: 8; readonly feeAsset: 12; readonly fee: 16 } } = {
  SIZE: 32,
  offsets: { orderId: 0, account: 8, feeAsset: 12, fee: 16 },
  read: (view, at) => ({
    orderId: getU64(view, at),
    account: getU32(view, at + 8),
    feeAsset: getU32(view, at + 12),
    fee: Amount.read(view, at + 16),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.orderId);
    setU32(view, at + 8, value.account);
    setU32(view, at + 12, value.feeAsset);
    Amount.write(view, at + 16, value.fee);
  },
};

/** Reverse a trade by new entries. Takes effect when a second operator sends the same. */
export interface BustTrade {
  request: RequestHeader;
  tradeId: bigint;
  instrument: number;
  takerSide: Side;
  price: bigint;
  quantity: bigint;
  maker: TradeParty;
  taker: TradeParty;
}
export const BustTrade: Layout<BustTrade> & { readonly offsets: { readonly request: 0; readonly tradeId: 56; readonly instrument: 64; readonly takerSide: 68; readonly price: 72; readonly quantity: 80; readonly maker: 88; readonly taker: 120 } } = {
  SIZE: 152,
  offsets: { request: 0, tradeId: 56, instrument: 64, takerSide: 68, price: 72, quantity: 80, maker: 88, taker: 120 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    tradeId: getU64(view, at + 56),
    instrument: getU32(view, at + 64),
    takerSide: getU8(view, at + 68) as Side,
    price: getI64(view, at + 72),
    quantity: getU64(view, at + 80),
    maker: TradeParty.read(view, at + 88),
    taker: TradeParty.read(view, at + 120),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU64(view, at + 56, value.tradeId);
    setU32(view, at + 64, value.instrument);
    setU8(view, at + 68, value.takerSide);
    clear(view, at + 69, 1);
    clear(view, at + 70, 2);
    setI64(view, at + 72, value.price);
    setU64(view, at + 80, value.quantity);
    TradeParty.write(view, at + 88, value.maker);
    TradeParty.write(view, at + 120, value.taker);
  },
};

/** Reverse a trade and book it at another price or quantity. Takes effect when a second operator sends the same. */
export interface CorrectTrade {
  request: RequestHeader;
  tradeId: bigint;
  instrument: number;
  takerSide: Side;
  price: bigint;
  quantity: bigint;
  maker: TradeParty;
  taker: TradeParty;
  newPrice: bigint;
  newQuantity: bigint;
}
export const CorrectTrade: Layout<CorrectTrade> & { readonly offsets: { readonly request: 0; readonly tradeId: 56; readonly instrument: 64; readonly takerSide: 68; readonly price: 72; readonly quantity: 80; readonly maker: 88; readonly taker: 120; readonly newPrice: 152; readonly newQuantity: 160 } } = {
  SIZE: 168,
  offsets: { request: 0, tradeId: 56, instrument: 64, takerSide: 68, price: 72, quantity: 80, maker: 88, taker: 120, newPrice: 152, newQuantity: 160 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    tradeId: getU64(view, at + 56),
    instrument: getU32(view, at + 64),
    takerSide: getU8(view, at + 68) as Side,
    price: getI64(view, at + 72),
    quantity: getU64(view, at + 80),
    maker: TradeParty.read(view, at + 88),
    taker: TradeParty.read(view, at + 120),
    newPrice: getI64(view, at + 152),
    newQuantity: getU64(view, at + 160),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU64(view, at + 56, value.tradeId);
    setU32(view, at + 64, value.instrument);
    setU8(view, at + 68, value.takerSide);
    clear(view, at + 69, 1);
    clear(view, at + 70, 2);
    setI64(view, at + 72, value.price);
    setU64(view, at + 80, value.quantity);
    TradeParty.write(view, at + 88, value.maker);
    TradeParty.write(view, at + 120, value.taker);
    setI64(view, at + 152, value.newPrice);
    setU64(view, at + 160, value.newQuantity);
  },
};

/** How many triggered orders one command may run; the rest run before the next ones. */
export interface SetTriggerLimit {
  request: RequestHeader;
  /** 1 to 1,000,000; 1,000 at the start. */
  orders: number;
}
export const SetTriggerLimit: Layout<SetTriggerLimit> & { readonly offsets: { readonly request: 0; readonly orders: 56 } } = {
  SIZE: 64,
  offsets: { request: 0, orders: 56 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    orders: getU32(view, at + 56),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.orders);
    clear(view, at + 60, 4);
  },
};

/** A phase to come. */
export interface PlannedPhase {
  /** When it begins; 0 in unused entries. */
  time: bigint;
  status: InstrumentStatus;
  /** It begins at a random moment of so many ms from `time` on. */
  randomMs: number;
}
export const PlannedPhase: Layout<PlannedPhase> & { readonly offsets: { readonly time: 0; readonly status: 8; readonly randomMs: 12 } } = {
  SIZE: 16,
  offsets: { time: 0, status: 8, randomMs: 12 },
  read: (view, at) => ({
    time: getU64(view, at),
    status: getU8(view, at + 8) as InstrumentStatus,
    randomMs: getU32(view, at + 12),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.time);
    setU8(view, at + 8, value.status);
    clear(view, at + 9, 1);
    clear(view, at + 10, 2);
    setU32(view, at + 12, value.randomMs);
  },
};

/** Plan an instrument's phases. Of two plans for one time the later holds; a plan for the past is refused. */
export interface SetSchedule {
  request: RequestHeader;
  instrument: number;
  /** 1: forget what was planned before. */
  replace: number;
  /** By ascending time; unused entries zero, at the end. */
  phases: readonly PlannedPhase[];
}
export const SetSchedule: Layout<SetSchedule> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly replace: 60; readonly phases: 64 } } = {
  SIZE: 320,
  offsets: { request: 0, instrument: 56, replace: 60, phases: 64 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    replace: getU8(view, at + 60),
    phases: getArray(16, (index) => PlannedPhase.read(view, at + 64 + index * 16)),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.replace);
    clear(view, at + 61, 1);
    clear(view, at + 62, 2);
    setArray(16, value.phases, (index, item) => PlannedPhase.write(view, at + 64 + index * 16, item));
  },
};

/**
 * How an instrument's auctions and price bands work. Before it is set: a volatility auction of two minutes,
 * one extension of two minutes, an indication a second.
 */
export interface SetTradingRules {
  request: RequestHeader;
  instrument: number;
  breach: BreachAction;
  /** 1: in an auction orders of one account or self-trade group do not trade with each other. */
  auctionStp: number;
  /** Greatest distance of a trade from the last auction's price, in ppm of it; 0 for none. */
  staticBandPpm: number;
  /** Greatest distance of an auction's price from the last auction's, in ppm; 0 for none. */
  auctionBandPpm: number;
  /** How long a volatility auction lasts; 1 to 86,400,000. */
  volatilityMs: number;
  /** How long an auction goes on, once, whose price would be outside the auction band; 0 for not at all. */
  extensionMs: number;
  /** An extension and a volatility auction end at a random moment of so many ms more; 0 to 86,400,000. */
  randomMs: number;
  /** How long a halt by the band lasts; 0 until somebody ends it. */
  haltMs: number;
  /** Between two indications of an auction's price; 10 to 60,000. */
  indicationMs: number;
  /**
   * So long before an auction may end no order is canceled because its session is lost: what is left of it is
   * canceled after the auction, unless the session is back. 0 to 86,400,000; 0 for no such time.
   */
  guardMs: number;
}
export const SetTradingRules: Layout<SetTradingRules> & { readonly offsets: { readonly request: 0; readonly instrument: 56; readonly breach: 60; readonly auctionStp: 61; readonly staticBandPpm: 64; readonly auctionBandPpm: 68; readonly volatilityMs: 72; readonly extensionMs: 76; readonly randomMs: 80; readonly haltMs: 84; readonly indicationMs: 88; readonly guardMs: 92 } } = {
  SIZE: 96,
  offsets: { request: 0, instrument: 56, breach: 60, auctionStp: 61, staticBandPpm: 64, auctionBandPpm: 68, volatilityMs: 72, extensionMs: 76, randomMs: 80, haltMs: 84, indicationMs: 88, guardMs: 92 },
  read: (view, at) => ({
    request: RequestHeader.read(view, at),
    instrument: getU32(view, at + 56),
    breach: getU8(view, at + 60) as BreachAction,
    auctionStp: getU8(view, at + 61),
    staticBandPpm: getU32(view, at + 64),
    auctionBandPpm: getU32(view, at + 68),
    volatilityMs: getU32(view, at + 72),
    extensionMs: getU32(view, at + 76),
    randomMs: getU32(view, at + 80),
    haltMs: getU32(view, at + 84),
    indicationMs: getU32(view, at + 88),
    guardMs: getU32(view, at + 92),
  }),
  write: (view, at, value) => {
    RequestHeader.write(view, at, value.request);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.breach);
    setU8(view, at + 61, value.auctionStp);
    clear(view, at + 62, 2);
    setU32(view, at + 64, value.staticBandPpm);
    setU32(view, at + 68, value.auctionBandPpm);
    setU32(view, at + 72, value.volatilityMs);
    setU32(view, at + 76, value.extensionMs);
    setU32(view, at + 80, value.randomMs);
    setU32(view, at + 84, value.haltMs);
    setU32(view, at + 88, value.indicationMs);
    setU32(view, at + 92, value.guardMs);
  },
};

/** The order stands (FIX 150=0). */
export interface OrderAccepted {
  report: ReportHeader;
  request: RequestHeader;
  orderId: bigint;
  instrument: number;
  side: Side;
  type: OrderType;
  timeInForce: TimeInForce;
  stp: StpMode;
  /** Limit price, or the protection price of a market order. */
  price: bigint;
  quantity: bigint;
  /** Quantity that the book shows at once; 0 if it trades first, waits for its trigger or is hidden. */
  resting: bigint;
  quoteAmount: Amount;
  /** Reserved from the account: quote for a buy, base for a sell. */
  hold: Amount;
  flags: number;
  session: number;
}
export const OrderAccepted: Layout<OrderAccepted> & { readonly offsets: { readonly report: 0; readonly request: 32; readonly orderId: 88; readonly instrument: 96; readonly side: 100; readonly type: 101; readonly timeInForce: 102; readonly stp: 103; readonly price: 104; readonly quantity: 112; readonly resting: 120; readonly quoteAmount: 128; readonly hold: 144; readonly flags: 160; readonly session: 164 } } = {
  SIZE: 168,
  offsets: { report: 0, request: 32, orderId: 88, instrument: 96, side: 100, type: 101, timeInForce: 102, stp: 103, price: 104, quantity: 112, resting: 120, quoteAmount: 128, hold: 144, flags: 160, session: 164 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    request: RequestHeader.read(view, at + 32),
    orderId: getU64(view, at + 88),
    instrument: getU32(view, at + 96),
    side: getU8(view, at + 100) as Side,
    type: getU8(view, at + 101) as OrderType,
    timeInForce: getU8(view, at + 102) as TimeInForce,
    stp: getU8(view, at + 103) as StpMode,
    price: getI64(view, at + 104),
    quantity: getU64(view, at + 112),
    resting: getU64(view, at + 120),
    quoteAmount: Amount.read(view, at + 128),
    hold: Amount.read(view, at + 144),
    flags: getU32(view, at + 160),
    session: getU32(view, at + 164),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    RequestHeader.write(view, at + 32, value.request);
    setU64(view, at + 88, value.orderId);
    setU32(view, at + 96, value.instrument);
    setU8(view, at + 100, value.side);
    setU8(view, at + 101, value.type);
    setU8(view, at + 102, value.timeInForce);
    setU8(view, at + 103, value.stp);
    setI64(view, at + 104, value.price);
    setU64(view, at + 112, value.quantity);
    setU64(view, at + 120, value.resting);
    Amount.write(view, at + 128, value.quoteAmount);
    Amount.write(view, at + 144, value.hold);
    setU32(view, at + 160, value.flags);
    setU32(view, at + 164, value.session);
  },
};

/**
 * The rest of an order that traded on arrival, was triggered, or was replaced across, went into the book; or a hidden
 * order did, whose acceptance cannot tell.
 */
export interface OrderRested {
  report: ReportHeader;
  orderId: bigint;
  instrument: number;
  account: number;
  price: bigint;
  /** What the book shows of it; 0 if it is hidden. */
  resting: bigint;
  side: Side;
  /** Pegged orders: number of the group it joined, as PegsMoved.group; else 0. */
  group: number;
}
export const OrderRested: Layout<OrderRested> & { readonly offsets: { readonly report: 0; readonly orderId: 32; readonly instrument: 40; readonly account: 44; readonly price: 48; readonly resting: 56; readonly side: 64; readonly group: 68 } } = {
  SIZE: 72,
  offsets: { report: 0, orderId: 32, instrument: 40, account: 44, price: 48, resting: 56, side: 64, group: 68 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    orderId: getU64(view, at + 32),
    instrument: getU32(view, at + 40),
    account: getU32(view, at + 44),
    price: getI64(view, at + 48),
    resting: getU64(view, at + 56),
    side: getU8(view, at + 64) as Side,
    group: getU32(view, at + 68),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.orderId);
    setU32(view, at + 40, value.instrument);
    setU32(view, at + 44, value.account);
    setI64(view, at + 48, value.price);
    setU64(view, at + 56, value.resting);
    setU8(view, at + 64, value.side);
    clear(view, at + 65, 1);
    clear(view, at + 66, 2);
    setU32(view, at + 68, value.group);
  },
};

/** A resting order shrank without a fill and kept its place (self-trade prevention by decrement, reduce-only). */
export interface OrderReduced {
  report: ReportHeader;
  orderId: bigint;
  clientId: string;
  account: number;
  instrument: number;
  side: Side;
  reason: EndReason;
  /** 1 if the book shows less of it now, 0 if it was arriving or hidden. */
  resting: number;
  price: bigint;
  /** Lots taken off. */
  reduced: bigint;
  leaves: bigint;
  cumulative: bigint;
}
export const OrderReduced: Layout<OrderReduced> & { readonly offsets: { readonly report: 0; readonly orderId: 32; readonly clientId: 40; readonly account: 76; readonly instrument: 80; readonly side: 84; readonly reason: 85; readonly resting: 86; readonly price: 88; readonly reduced: 96; readonly leaves: 104; readonly cumulative: 112 } } = {
  SIZE: 120,
  offsets: { report: 0, orderId: 32, clientId: 40, account: 76, instrument: 80, side: 84, reason: 85, resting: 86, price: 88, reduced: 96, leaves: 104, cumulative: 112 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    orderId: getU64(view, at + 32),
    clientId: getText(view, at + 40, 36),
    account: getU32(view, at + 76),
    instrument: getU32(view, at + 80),
    side: getU8(view, at + 84) as Side,
    reason: getU8(view, at + 85) as EndReason,
    resting: getU8(view, at + 86),
    price: getI64(view, at + 88),
    reduced: getU64(view, at + 96),
    leaves: getU64(view, at + 104),
    cumulative: getU64(view, at + 112),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.orderId);
    setText(view, at + 40, 36, value.clientId);
    setU32(view, at + 76, value.account);
    setU32(view, at + 80, value.instrument);
    setU8(view, at + 84, value.side);
    setU8(view, at + 85, value.reason);
    setU8(view, at + 86, value.resting);
    clear(view, at + 87, 1);
    setI64(view, at + 88, value.price);
    setU64(view, at + 96, value.reduced);
    setU64(view, at + 104, value.leaves);
    setU64(view, at + 112, value.cumulative);
  },
};

/**
 * The order ended without a fill (FIX 150=4 or C). A market order by quote amount always ends by this, with state
 * Filled and reason None if it spent or raised its amount.
 */
export interface OrderCanceled {
  report: ReportHeader;
  /** The request that asked for it; its client id is the order's own where nobody asked. */
  request: RequestHeader;
  orderId: bigint;
  clientId: string;
  instrument: number;
  side: Side;
  reason: EndReason;
  state: OrderState;
  /** 1 if it was in the book, 0 if it was arriving. */
  resting: number;
  price: bigint;
  /** Lots that were open. */
  canceled: bigint;
  cumulative: bigint;
  /** Lots that the book showed of it. */
  displayed: bigint;
}
export const OrderCanceled: Layout<OrderCanceled> & { readonly offsets: { readonly report: 0; readonly request: 32; readonly orderId: 88; readonly clientId: 96; readonly instrument: 132; readonly side: 136; readonly reason: 137; readonly state: 138; readonly resting: 139; readonly price: 144; readonly canceled: 152; readonly cumulative: 160; readonly displayed: 168 } } = {
  SIZE: 176,
  offsets: { report: 0, request: 32, orderId: 88, clientId: 96, instrument: 132, side: 136, reason: 137, state: 138, resting: 139, price: 144, canceled: 152, cumulative: 160, displayed: 168 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    request: RequestHeader.read(view, at + 32),
    orderId: getU64(view, at + 88),
    clientId: getText(view, at + 96, 36),
    instrument: getU32(view, at + 132),
    side: getU8(view, at + 136) as Side,
    reason: getU8(view, at + 137) as EndReason,
    state: getU8(view, at + 138) as OrderState,
    resting: getU8(view, at + 139),
    price: getI64(view, at + 144),
    canceled: getU64(view, at + 152),
    cumulative: getU64(view, at + 160),
    displayed: getU64(view, at + 168),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    RequestHeader.write(view, at + 32, value.request);
    setU64(view, at + 88, value.orderId);
    setText(view, at + 96, 36, value.clientId);
    setU32(view, at + 132, value.instrument);
    setU8(view, at + 136, value.side);
    setU8(view, at + 137, value.reason);
    setU8(view, at + 138, value.state);
    setU8(view, at + 139, value.resting);
    clear(view, at + 140, 4);
    setI64(view, at + 144, value.price);
    setU64(view, at + 152, value.canceled);
    setU64(view, at + 160, value.cumulative);
    setU64(view, at + 168, value.displayed);
  },
};

/** The order changed (FIX 150=5). */
export interface OrderReplaced {
  report: ReportHeader;
  request: RequestHeader;
  orderId: bigint;
  clientId: string;
  instrument: number;
  side: Side;
  /** 1 if it kept its place in the queue. */
  priorityKept: number;
  oldPrice: bigint;
  /** Of a pegged order that loses its place its limit, before OrderRested tells where it stands. */
  price: bigint;
  /** Quantity that the book showed at old_price. */
  oldResting: bigint;
  /** New total. */
  quantity: bigint;
  cumulative: bigint;
  /** Quantity that the book shows at `price` now; 0 if it trades first. */
  resting: bigint;
}
export const OrderReplaced: Layout<OrderReplaced> & { readonly offsets: { readonly report: 0; readonly request: 32; readonly orderId: 88; readonly clientId: 96; readonly instrument: 132; readonly side: 136; readonly priorityKept: 137; readonly oldPrice: 144; readonly price: 152; readonly oldResting: 160; readonly quantity: 168; readonly cumulative: 176; readonly resting: 184 } } = {
  SIZE: 192,
  offsets: { report: 0, request: 32, orderId: 88, clientId: 96, instrument: 132, side: 136, priorityKept: 137, oldPrice: 144, price: 152, oldResting: 160, quantity: 168, cumulative: 176, resting: 184 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    request: RequestHeader.read(view, at + 32),
    orderId: getU64(view, at + 88),
    clientId: getText(view, at + 96, 36),
    instrument: getU32(view, at + 132),
    side: getU8(view, at + 136) as Side,
    priorityKept: getU8(view, at + 137),
    oldPrice: getI64(view, at + 144),
    price: getI64(view, at + 152),
    oldResting: getU64(view, at + 160),
    quantity: getU64(view, at + 168),
    cumulative: getU64(view, at + 176),
    resting: getU64(view, at + 184),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    RequestHeader.write(view, at + 32, value.request);
    setU64(view, at + 88, value.orderId);
    setText(view, at + 96, 36, value.clientId);
    setU32(view, at + 132, value.instrument);
    setU8(view, at + 136, value.side);
    setU8(view, at + 137, value.priorityKept);
    clear(view, at + 138, 2);
    clear(view, at + 140, 4);
    setI64(view, at + 144, value.oldPrice);
    setI64(view, at + 152, value.price);
    setU64(view, at + 160, value.oldResting);
    setU64(view, at + 168, value.quantity);
    setU64(view, at + 176, value.cumulative);
    setU64(view, at + 184, value.resting);
  },
};

/** One side of a Trade. */
export interface TradeSide {
  orderId: bigint;
  account: number;
  feeAsset: number;
  /** Fee charged by this fill; below 0 is a rebate. */
  fee: Amount;
  leaves: bigint;
  cumulative: bigint;
  clientId: string;
  /** Filled or partially filled; a market order by quote amount stays partially filled until its OrderCanceled. */
  state: OrderState;
}
export const TradeSide: Layout<TradeSide> & { readonly offsets: { readonly orderId: 0; readonly account: 8; readonly feeAsset: 12; readonly fee: 16; readonly leaves: 32; readonly cumulative: 40; readonly clientId: 48; readonly state: 84 } } = {
  SIZE: 88,
  offsets: { orderId: 0, account: 8, feeAsset: 12, fee: 16, leaves: 32, cumulative: 40, clientId: 48, state: 84 },
  read: (view, at) => ({
    orderId: getU64(view, at),
    account: getU32(view, at + 8),
    feeAsset: getU32(view, at + 12),
    fee: Amount.read(view, at + 16),
    leaves: getU64(view, at + 32),
    cumulative: getU64(view, at + 40),
    clientId: getText(view, at + 48, 36),
    state: getU8(view, at + 84) as OrderState,
  }),
  write: (view, at, value) => {
    setU64(view, at, value.orderId);
    setU32(view, at + 8, value.account);
    setU32(view, at + 12, value.feeAsset);
    Amount.write(view, at + 16, value.fee);
    setU64(view, at + 32, value.leaves);
    setU64(view, at + 40, value.cumulative);
    setText(view, at + 48, 36, value.clientId);
    setU8(view, at + 84, value.state);
    clear(view, at + 85, 1);
    clear(view, at + 86, 2);
  },
};

/** A match of two orders, both sides (OB-14). Sessions get a Fill of their own side. */
export interface Trade {
  report: ReportHeader;
  /** From 1 without gaps in its instrument. */
  tradeId: bigint;
  instrument: number;
  takerSide: Side;
  /** 1 if the book did not show the maker's quantity. */
  hidden: number;
  /** The maker's price (OB-10). */
  price: bigint;
  quantity: bigint;
  notional: Amount;
  maker: TradeSide;
  taker: TradeSide;
}
export const Trade: Layout<Trade> & { readonly offsets: { readonly report: 0; readonly tradeId: 32; readonly instrument: 40; readonly takerSide: 44; readonly hidden: 45; readonly price: 48; readonly quantity: 56; readonly notional: 64; readonly maker: 80; readonly taker: 168 } } = {
  SIZE: 256,
  offsets: { report: 0, tradeId: 32, instrument: 40, takerSide: 44, hidden: 45, price: 48, quantity: 56, notional: 64, maker: 80, taker: 168 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    tradeId: getU64(view, at + 32),
    instrument: getU32(view, at + 40),
    takerSide: getU8(view, at + 44) as Side,
    hidden: getU8(view, at + 45),
    price: getI64(view, at + 48),
    quantity: getU64(view, at + 56),
    notional: Amount.read(view, at + 64),
    maker: TradeSide.read(view, at + 80),
    taker: TradeSide.read(view, at + 168),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.tradeId);
    setU32(view, at + 40, value.instrument);
    setU8(view, at + 44, value.takerSide);
    setU8(view, at + 45, value.hidden);
    clear(view, at + 46, 2);
    setI64(view, at + 48, value.price);
    setU64(view, at + 56, value.quantity);
    Amount.write(view, at + 64, value.notional);
    TradeSide.write(view, at + 80, value.maker);
    TradeSide.write(view, at + 168, value.taker);
  },
};

/** One order's share of a trade (FIX 150=F, OB-15). */
export interface Fill {
  report: ReportHeader;
  tradeId: bigint;
  orderId: bigint;
  counterpartyOrderId: bigint;
  instrument: number;
  account: number;
  clientId: string;
  side: Side;
  liquidity: Liquidity;
  state: OrderState;
  price: bigint;
  quantity: bigint;
  leaves: bigint;
  cumulative: bigint;
  notional: Amount;
  fee: Amount;
  feeAsset: number;
}
export const Fill: Layout<Fill> & { readonly offsets: { readonly report: 0; readonly tradeId: 32; readonly orderId: 40; readonly counterpartyOrderId: 48; readonly instrument: 56; readonly account: 60; readonly clientId: 64; readonly side: 100; readonly liquidity: 101; readonly state: 102; readonly price: 104; readonly quantity: 112; readonly leaves: 120; readonly cumulative: 128; readonly notional: 136; readonly fee: 152; readonly feeAsset: 168 } } = {
  SIZE: 176,
  offsets: { report: 0, tradeId: 32, orderId: 40, counterpartyOrderId: 48, instrument: 56, account: 60, clientId: 64, side: 100, liquidity: 101, state: 102, price: 104, quantity: 112, leaves: 120, cumulative: 128, notional: 136, fee: 152, feeAsset: 168 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    tradeId: getU64(view, at + 32),
    orderId: getU64(view, at + 40),
    counterpartyOrderId: getU64(view, at + 48),
    instrument: getU32(view, at + 56),
    account: getU32(view, at + 60),
    clientId: getText(view, at + 64, 36),
    side: getU8(view, at + 100) as Side,
    liquidity: getU8(view, at + 101) as Liquidity,
    state: getU8(view, at + 102) as OrderState,
    price: getI64(view, at + 104),
    quantity: getU64(view, at + 112),
    leaves: getU64(view, at + 120),
    cumulative: getU64(view, at + 128),
    notional: Amount.read(view, at + 136),
    fee: Amount.read(view, at + 152),
    feeAsset: getU32(view, at + 168),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.tradeId);
    setU64(view, at + 40, value.orderId);
    setU64(view, at + 48, value.counterpartyOrderId);
    setU32(view, at + 56, value.instrument);
    setU32(view, at + 60, value.account);
    setText(view, at + 64, 36, value.clientId);
    setU8(view, at + 100, value.side);
    setU8(view, at + 101, value.liquidity);
    setU8(view, at + 102, value.state);
    clear(view, at + 103, 1);
    setI64(view, at + 104, value.price);
    setU64(view, at + 112, value.quantity);
    setU64(view, at + 120, value.leaves);
    setU64(view, at + 128, value.cumulative);
    Amount.write(view, at + 136, value.notional);
    Amount.write(view, at + 152, value.fee);
    setU32(view, at + 168, value.feeAsset);
    clear(view, at + 172, 4);
  },
};

/** A journaled refusal (FIX 150=8, 35=9). */
export interface RequestRejected {
  report: ReportHeader;
  request: RequestHeader;
  type: MessageType;
  reason: RejectReason;
  instrument: number;
  orderId: bigint;
  /** The bound that was broken, in the unit of the field it bounds; 0 where there is none. */
  detail: bigint;
  /** Bit n of the 128: rule with number n failed (VR-05). */
  failed: readonly bigint[];
}
export const RequestRejected: Layout<RequestRejected> & { readonly offsets: { readonly report: 0; readonly request: 32; readonly type: 88; readonly reason: 90; readonly instrument: 92; readonly orderId: 96; readonly detail: 104; readonly failed: 112 } } = {
  SIZE: 128,
  offsets: { report: 0, request: 32, type: 88, reason: 90, instrument: 92, orderId: 96, detail: 104, failed: 112 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    request: RequestHeader.read(view, at + 32),
    type: getU16(view, at + 88) as MessageType,
    reason: getU8(view, at + 90) as RejectReason,
    instrument: getU32(view, at + 92),
    orderId: getU64(view, at + 96),
    detail: getI64(view, at + 104),
    failed: getArray(2, (index) => getU64(view, at + 112 + index * 8)),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    RequestHeader.write(view, at + 32, value.request);
    setU16(view, at + 88, value.type);
    setU8(view, at + 90, value.reason);
    clear(view, at + 91, 1);
    setU32(view, at + 92, value.instrument);
    setU64(view, at + 96, value.orderId);
    setI64(view, at + 104, value.detail);
    setArray(2, value.failed, (index, item) => setU64(view, at + 112 + index * 8, item));
  },
};

/** The request was taken before; its first answer follows, marked as sent before. */
export interface RequestRepeated {
  report: ReportHeader;
  request: RequestHeader;
  type: MessageType;
  /** Sequence of the command that was the first. */
  firstSequence: bigint;
}
export const RequestRepeated: Layout<RequestRepeated> & { readonly offsets: { readonly report: 0; readonly request: 32; readonly type: 88; readonly firstSequence: 96 } } = {
  SIZE: 104,
  offsets: { report: 0, request: 32, type: 88, firstSequence: 96 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    request: RequestHeader.read(view, at + 32),
    type: getU16(view, at + 88) as MessageType,
    firstSequence: getU64(view, at + 96),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    RequestHeader.write(view, at + 32, value.request);
    setU16(view, at + 88, value.type);
    clear(view, at + 90, 2);
    clear(view, at + 92, 4);
    setU64(view, at + 96, value.firstSequence);
  },
};

/** An operator's or sequencer's command took effect; the command's body follows this struct. */
export interface Applied {
  report: ReportHeader;
  type: MessageType;
  /** Account whose sessions hear of it; 0 for none. */
  account: number;
  /** Index it was given (asset, instrument, first account, session), or 0. */
  id: bigint;
}
export const Applied: Layout<Applied> & { readonly offsets: { readonly report: 0; readonly type: 32; readonly account: 36; readonly id: 40 } } = {
  SIZE: 48,
  offsets: { report: 0, type: 32, account: 36, id: 40 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    type: getU16(view, at + 32) as MessageType,
    account: getU32(view, at + 36),
    id: getU64(view, at + 40),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU16(view, at + 32, value.type);
    clear(view, at + 34, 2);
    setU32(view, at + 36, value.account);
    setU64(view, at + 40, value.id);
  },
};

/** A trade was reversed or booked anew (FIX 150=H, G). */
export interface TradeAmended {
  report: ReportHeader;
  tradeId: bigint;
  instrument: number;
  status: SettlementStatus;
  takerSide: Side;
  price: bigint;
  quantity: bigint;
  newPrice: bigint;
  newQuantity: bigint;
  maker: TradeParty;
  taker: TradeParty;
}
export const TradeAmended: Layout<TradeAmended> & { readonly offsets: { readonly report: 0; readonly tradeId: 32; readonly instrument: 40; readonly status: 44; readonly takerSide: 45; readonly price: 48; readonly quantity: 56; readonly newPrice: 64; readonly newQuantity: 72; readonly maker: 80; readonly taker: 112 } } = {
  SIZE: 144,
  offsets: { report: 0, tradeId: 32, instrument: 40, status: 44, takerSide: 45, price: 48, quantity: 56, newPrice: 64, newQuantity: 72, maker: 80, taker: 112 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    tradeId: getU64(view, at + 32),
    instrument: getU32(view, at + 40),
    status: getU8(view, at + 44) as SettlementStatus,
    takerSide: getU8(view, at + 45) as Side,
    price: getI64(view, at + 48),
    quantity: getU64(view, at + 56),
    newPrice: getI64(view, at + 64),
    newQuantity: getU64(view, at + 72),
    maker: TradeParty.read(view, at + 80),
    taker: TradeParty.read(view, at + 112),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.tradeId);
    setU32(view, at + 40, value.instrument);
    setU8(view, at + 44, value.status);
    setU8(view, at + 45, value.takerSide);
    clear(view, at + 46, 2);
    setI64(view, at + 48, value.price);
    setU64(view, at + 56, value.quantity);
    setI64(view, at + 64, value.newPrice);
    setU64(view, at + 72, value.newQuantity);
    TradeParty.write(view, at + 80, value.maker);
    TradeParty.write(view, at + 112, value.taker);
  },
};

/** What an advanced order carries beyond its OrderAccepted or OrderReplaced, which it follows. */
export interface OrderTerms {
  report: ReportHeader;
  orderId: bigint;
  account: number;
  instrument: number;
  /** The trigger now; 0 for none, or of a trailing stop that is not activated. */
  triggerPrice: bigint;
  activationPrice: bigint;
  trailTicks: bigint;
  displayQuantity: bigint;
  minQuantity: bigint;
  /** When it expires; 0 for never. */
  expireTime: bigint;
  pegOffset: bigint;
  trailBasisPoints: number;
  flags: number;
  triggerSource: TriggerSource;
  peg: PegKind;
  state: OrderState;
}
export const OrderTerms: Layout<OrderTerms> & { readonly offsets: { readonly report: 0; readonly orderId: 32; readonly account: 40; readonly instrument: 44; readonly triggerPrice: 48; readonly activationPrice: 56; readonly trailTicks: 64; readonly displayQuantity: 72; readonly minQuantity: 80; readonly expireTime: 88; readonly pegOffset: 96; readonly trailBasisPoints: 104; readonly flags: 108; readonly triggerSource: 112; readonly peg: 113; readonly state: 114 } } = {
  SIZE: 120,
  offsets: { report: 0, orderId: 32, account: 40, instrument: 44, triggerPrice: 48, activationPrice: 56, trailTicks: 64, displayQuantity: 72, minQuantity: 80, expireTime: 88, pegOffset: 96, trailBasisPoints: 104, flags: 108, triggerSource: 112, peg: 113, state: 114 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    orderId: getU64(view, at + 32),
    account: getU32(view, at + 40),
    instrument: getU32(view, at + 44),
    triggerPrice: getI64(view, at + 48),
    activationPrice: getI64(view, at + 56),
    trailTicks: getI64(view, at + 64),
    displayQuantity: getU64(view, at + 72),
    minQuantity: getU64(view, at + 80),
    expireTime: getU64(view, at + 88),
    pegOffset: getI64(view, at + 96),
    trailBasisPoints: getU32(view, at + 104),
    flags: getU32(view, at + 108),
    triggerSource: getU8(view, at + 112) as TriggerSource,
    peg: getU8(view, at + 113) as PegKind,
    state: getU8(view, at + 114) as OrderState,
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.orderId);
    setU32(view, at + 40, value.account);
    setU32(view, at + 44, value.instrument);
    setI64(view, at + 48, value.triggerPrice);
    setI64(view, at + 56, value.activationPrice);
    setI64(view, at + 64, value.trailTicks);
    setU64(view, at + 72, value.displayQuantity);
    setU64(view, at + 80, value.minQuantity);
    setU64(view, at + 88, value.expireTime);
    setI64(view, at + 96, value.pegOffset);
    setU32(view, at + 104, value.trailBasisPoints);
    setU32(view, at + 108, value.flags);
    setU8(view, at + 112, value.triggerSource);
    setU8(view, at + 113, value.peg);
    setU8(view, at + 114, value.state);
    clear(view, at + 115, 1);
    clear(view, at + 116, 4);
  },
};

/** An order's trigger was reached (FIX 150=L), or its auction begins: it meets the book now as a new arrival. */
export interface OrderTriggered {
  report: ReportHeader;
  orderId: bigint;
  clientId: string;
  account: number;
  instrument: number;
  side: Side;
  type: OrderType;
  /** Trigger it had; 0 if it waited for the closing auction. */
  triggerPrice: bigint;
  /** Limit it trades with: its own, or the protection price of a market order. */
  price: bigint;
  leaves: bigint;
  /** What it reserves now. */
  hold: Amount;
}
export const OrderTriggered: Layout<OrderTriggered> & { readonly offsets: { readonly report: 0; readonly orderId: 32; readonly clientId: 40; readonly account: 76; readonly instrument: 80; readonly side: 84; readonly type: 85; readonly triggerPrice: 88; readonly price: 96; readonly leaves: 104; readonly hold: 112 } } = {
  SIZE: 128,
  offsets: { report: 0, orderId: 32, clientId: 40, account: 76, instrument: 80, side: 84, type: 85, triggerPrice: 88, price: 96, leaves: 104, hold: 112 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    orderId: getU64(view, at + 32),
    clientId: getText(view, at + 40, 36),
    account: getU32(view, at + 76),
    instrument: getU32(view, at + 80),
    side: getU8(view, at + 84) as Side,
    type: getU8(view, at + 85) as OrderType,
    triggerPrice: getI64(view, at + 88),
    price: getI64(view, at + 96),
    leaves: getU64(view, at + 104),
    hold: Amount.read(view, at + 112),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.orderId);
    setText(view, at + 40, 36, value.clientId);
    setU32(view, at + 76, value.account);
    setU32(view, at + 80, value.instrument);
    setU8(view, at + 84, value.side);
    setU8(view, at + 85, value.type);
    clear(view, at + 86, 2);
    setI64(view, at + 88, value.triggerPrice);
    setI64(view, at + 96, value.price);
    setU64(view, at + 104, value.leaves);
    Amount.write(view, at + 112, value.hold);
  },
};

/** The book shows the next slice of an iceberg, at the end of the queue at its price (OT-08). */
export interface OrderRefreshed {
  report: ReportHeader;
  orderId: bigint;
  instrument: number;
  account: number;
  price: bigint;
  /** Lots of the new slice. */
  displayed: bigint;
  leaves: bigint;
  side: Side;
}
export const OrderRefreshed: Layout<OrderRefreshed> & { readonly offsets: { readonly report: 0; readonly orderId: 32; readonly instrument: 40; readonly account: 44; readonly price: 48; readonly displayed: 56; readonly leaves: 64; readonly side: 72 } } = {
  SIZE: 80,
  offsets: { report: 0, orderId: 32, instrument: 40, account: 44, price: 48, displayed: 56, leaves: 64, side: 72 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    orderId: getU64(view, at + 32),
    instrument: getU32(view, at + 40),
    account: getU32(view, at + 44),
    price: getI64(view, at + 48),
    displayed: getU64(view, at + 56),
    leaves: getU64(view, at + 64),
    side: getU8(view, at + 72) as Side,
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.orderId);
    setU32(view, at + 40, value.instrument);
    setU32(view, at + 44, value.account);
    setI64(view, at + 48, value.price);
    setU64(view, at + 56, value.displayed);
    setU64(view, at + 64, value.leaves);
    setU8(view, at + 72, value.side);
    clear(view, at + 73, 1);
    clear(view, at + 74, 2);
    clear(view, at + 76, 4);
  },
};

/** An instrument's phase changed, or an auction goes on. */
export interface PhaseChanged {
  report: ReportHeader;
  instrument: number;
  status: InstrumentStatus;
  previous: InstrumentStatus;
  cause: PhaseCause;
  /** When it ends if nothing else ends it, a random end aside; 0 if nothing is planned. */
  until: bigint;
  /** Last trade's price, or what an operator set; 0 for none. */
  referencePrice: bigint;
  /** Last auction's price, or what an operator set; 0 for none. */
  staticReference: bigint;
}
export const PhaseChanged: Layout<PhaseChanged> & { readonly offsets: { readonly report: 0; readonly instrument: 32; readonly status: 36; readonly previous: 37; readonly cause: 38; readonly until: 40; readonly referencePrice: 48; readonly staticReference: 56 } } = {
  SIZE: 64,
  offsets: { report: 0, instrument: 32, status: 36, previous: 37, cause: 38, until: 40, referencePrice: 48, staticReference: 56 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    instrument: getU32(view, at + 32),
    status: getU8(view, at + 36) as InstrumentStatus,
    previous: getU8(view, at + 37) as InstrumentStatus,
    cause: getU8(view, at + 38) as PhaseCause,
    until: getU64(view, at + 40),
    referencePrice: getI64(view, at + 48),
    staticReference: getI64(view, at + 56),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU32(view, at + 32, value.instrument);
    setU8(view, at + 36, value.status);
    setU8(view, at + 37, value.previous);
    setU8(view, at + 38, value.cause);
    clear(view, at + 39, 1);
    setU64(view, at + 40, value.until);
    setI64(view, at + 48, value.referencePrice);
    setI64(view, at + 56, value.staticReference);
  },
};

/** What an auction would do if it ended now; told when it changed. */
export interface AuctionIndication {
  report: ReportHeader;
  instrument: number;
  status: InstrumentStatus;
  /** Side of what would be left at the price. */
  surplusSide: Side;
  /** 0 if nothing would trade. */
  price: bigint;
  volume: bigint;
  /** Lots that the price admits and nobody would meet (imbalance). */
  surplus: bigint;
}
export const AuctionIndication: Layout<AuctionIndication> & { readonly offsets: { readonly report: 0; readonly instrument: 32; readonly status: 36; readonly surplusSide: 37; readonly price: 40; readonly volume: 48; readonly surplus: 56 } } = {
  SIZE: 64,
  offsets: { report: 0, instrument: 32, status: 36, surplusSide: 37, price: 40, volume: 48, surplus: 56 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    instrument: getU32(view, at + 32),
    status: getU8(view, at + 36) as InstrumentStatus,
    surplusSide: getU8(view, at + 37) as Side,
    price: getI64(view, at + 40),
    volume: getU64(view, at + 48),
    surplus: getU64(view, at + 56),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU32(view, at + 32, value.instrument);
    setU8(view, at + 36, value.status);
    setU8(view, at + 37, value.surplusSide);
    clear(view, at + 38, 2);
    setI64(view, at + 40, value.price);
    setU64(view, at + 48, value.volume);
    setU64(view, at + 56, value.surplus);
  },
};

/** A match of two orders in an auction: both rested, both pay as takers, nobody is maker. */
export interface AuctionTrade {
  report: ReportHeader;
  /** From 1 without gaps in its instrument, in one row with Trade. */
  tradeId: bigint;
  instrument: number;
  /** Which auction. */
  status: InstrumentStatus;
  price: bigint;
  quantity: bigint;
  notional: Amount;
  /** Where in the book the buyer stood. */
  buyPrice: bigint;
  /** Where in the book the seller stood. */
  sellPrice: bigint;
  /** Lots that the book shows less of the buyer's. */
  buyShown: bigint;
  /** Lots that the book shows less of the seller's. */
  sellShown: bigint;
  buy: TradeSide;
  sell: TradeSide;
}
export const AuctionTrade: Layout<AuctionTrade> & { readonly offsets: { readonly report: 0; readonly tradeId: 32; readonly instrument: 40; readonly status: 44; readonly price: 48; readonly quantity: 56; readonly notional: 64; readonly buyPrice: 80; readonly sellPrice: 88; readonly buyShown: 96; readonly sellShown: 104; readonly buy: 112; readonly sell: 200 } } = {
  SIZE: 288,
  offsets: { report: 0, tradeId: 32, instrument: 40, status: 44, price: 48, quantity: 56, notional: 64, buyPrice: 80, sellPrice: 88, buyShown: 96, sellShown: 104, buy: 112, sell: 200 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    tradeId: getU64(view, at + 32),
    instrument: getU32(view, at + 40),
    status: getU8(view, at + 44) as InstrumentStatus,
    price: getI64(view, at + 48),
    quantity: getU64(view, at + 56),
    notional: Amount.read(view, at + 64),
    buyPrice: getI64(view, at + 80),
    sellPrice: getI64(view, at + 88),
    buyShown: getU64(view, at + 96),
    sellShown: getU64(view, at + 104),
    buy: TradeSide.read(view, at + 112),
    sell: TradeSide.read(view, at + 200),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.tradeId);
    setU32(view, at + 40, value.instrument);
    setU8(view, at + 44, value.status);
    clear(view, at + 45, 1);
    clear(view, at + 46, 2);
    setI64(view, at + 48, value.price);
    setU64(view, at + 56, value.quantity);
    Amount.write(view, at + 64, value.notional);
    setI64(view, at + 80, value.buyPrice);
    setI64(view, at + 88, value.sellPrice);
    setU64(view, at + 96, value.buyShown);
    setU64(view, at + 104, value.sellShown);
    TradeSide.write(view, at + 112, value.buy);
    TradeSide.write(view, at + 200, value.sell);
  },
};

/**
 * Pegged orders of one side that follow the same price at the same offset with the same limit moved together: to the
 * end of the queue at their new price, in their order. Their owners are not told one by one, and depth by order (L3)
 * shows a group as one order, whose id is 2^52 + 64 x `instrument` + `group` - 1.
 */
export interface PegsMoved {
  report: ReportHeader;
  instrument: number;
  side: Side;
  peg: PegKind;
  pegOffset: bigint;
  /** As OrderAccepted.price of these orders. */
  limitPrice: bigint;
  /** Where they stood; 0 if they waited for a market. */
  oldPrice: bigint;
  /** Where they stand; 0 if they wait. */
  price: bigint;
  /** Lots of all of them. */
  quantity: bigint;
  /** Number of the group, 1 to 64; used again once it has no orders. */
  group: number;
}
export const PegsMoved: Layout<PegsMoved> & { readonly offsets: { readonly report: 0; readonly instrument: 32; readonly side: 36; readonly peg: 37; readonly pegOffset: 40; readonly limitPrice: 48; readonly oldPrice: 56; readonly price: 64; readonly quantity: 72; readonly group: 80 } } = {
  SIZE: 88,
  offsets: { report: 0, instrument: 32, side: 36, peg: 37, pegOffset: 40, limitPrice: 48, oldPrice: 56, price: 64, quantity: 72, group: 80 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    instrument: getU32(view, at + 32),
    side: getU8(view, at + 36) as Side,
    peg: getU8(view, at + 37) as PegKind,
    pegOffset: getI64(view, at + 40),
    limitPrice: getI64(view, at + 48),
    oldPrice: getI64(view, at + 56),
    price: getI64(view, at + 64),
    quantity: getU64(view, at + 72),
    group: getU32(view, at + 80),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU32(view, at + 32, value.instrument);
    setU8(view, at + 36, value.side);
    setU8(view, at + 37, value.peg);
    clear(view, at + 38, 2);
    setI64(view, at + 40, value.pegOffset);
    setI64(view, at + 48, value.limitPrice);
    setI64(view, at + 56, value.oldPrice);
    setI64(view, at + 64, value.price);
    setU64(view, at + 72, value.quantity);
    setU32(view, at + 80, value.group);
    clear(view, at + 84, 4);
  },
};

/** A list was taken, or is done (FIX N). */
export interface ListStatus {
  report: ReportHeader;
  /** The request that entered it; once it is done, one with its client id. */
  request: RequestHeader;
  /** Sequential, below 2^53. */
  listId: bigint;
  /** Order ids of its legs in their order; 0 for none. */
  orders: readonly bigint[];
  instrument: number;
  kind: ListKind;
  state: ListState;
}
export const ListStatus: Layout<ListStatus> & { readonly offsets: { readonly report: 0; readonly request: 32; readonly listId: 88; readonly orders: 96; readonly instrument: 120; readonly kind: 124; readonly state: 125 } } = {
  SIZE: 128,
  offsets: { report: 0, request: 32, listId: 88, orders: 96, instrument: 120, kind: 124, state: 125 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    request: RequestHeader.read(view, at + 32),
    listId: getU64(view, at + 88),
    orders: getArray(3, (index) => getU64(view, at + 96 + index * 8)),
    instrument: getU32(view, at + 120),
    kind: getU8(view, at + 124) as ListKind,
    state: getU8(view, at + 125) as ListState,
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    RequestHeader.write(view, at + 32, value.request);
    setU64(view, at + 88, value.listId);
    setArray(3, value.orders, (index, item) => setU64(view, at + 96 + index * 8, item));
    setU32(view, at + 120, value.instrument);
    setU8(view, at + 124, value.kind);
    setU8(view, at + 125, value.state);
    clear(view, at + 126, 2);
  },
};

/**
 * A pending leg starts: it waits for its trigger, rests, or takes its turn among the triggered orders from now on. Or it
 * cannot, or an exit of a bracket cannot grow with its entry: then `reason` says why, and an OrderCanceled (NotStarted)
 * follows.
 */
export interface ListLegStarted {
  report: ReportHeader;
  listId: bigint;
  orderId: bigint;
  clientId: string;
  account: number;
  instrument: number;
  side: Side;
  type: OrderType;
  /** Untriggered, or New for one that does not wait for a trigger; Rejected where it cannot start. */
  state: OrderState;
  reason: RejectReason;
  /** Limit in ticks, or the price that funds are held at. */
  price: bigint;
  /** Its trigger; 0 for none. */
  triggerPrice: bigint;
  /** Total in lots from now on. */
  quantity: bigint;
  /** Reserved from the account beside what the list held: it holds as much as its largest leg. */
  hold: Amount;
}
export const ListLegStarted: Layout<ListLegStarted> & { readonly offsets: { readonly report: 0; readonly listId: 32; readonly orderId: 40; readonly clientId: 48; readonly account: 84; readonly instrument: 88; readonly side: 92; readonly type: 93; readonly state: 94; readonly reason: 95; readonly price: 96; readonly triggerPrice: 104; readonly quantity: 112; readonly hold: 120 } } = {
  SIZE: 136,
  offsets: { report: 0, listId: 32, orderId: 40, clientId: 48, account: 84, instrument: 88, side: 92, type: 93, state: 94, reason: 95, price: 96, triggerPrice: 104, quantity: 112, hold: 120 },
  read: (view, at) => ({
    report: ReportHeader.read(view, at),
    listId: getU64(view, at + 32),
    orderId: getU64(view, at + 40),
    clientId: getText(view, at + 48, 36),
    account: getU32(view, at + 84),
    instrument: getU32(view, at + 88),
    side: getU8(view, at + 92) as Side,
    type: getU8(view, at + 93) as OrderType,
    state: getU8(view, at + 94) as OrderState,
    reason: getU8(view, at + 95) as RejectReason,
    price: getI64(view, at + 96),
    triggerPrice: getI64(view, at + 104),
    quantity: getU64(view, at + 112),
    hold: Amount.read(view, at + 120),
  }),
  write: (view, at, value) => {
    ReportHeader.write(view, at, value.report);
    setU64(view, at + 32, value.listId);
    setU64(view, at + 40, value.orderId);
    setText(view, at + 48, 36, value.clientId);
    setU32(view, at + 84, value.account);
    setU32(view, at + 88, value.instrument);
    setU8(view, at + 92, value.side);
    setU8(view, at + 93, value.type);
    setU8(view, at + 94, value.state);
    setU8(view, at + 95, value.reason);
    setI64(view, at + 96, value.price);
    setI64(view, at + 104, value.triggerPrice);
    setU64(view, at + 112, value.quantity);
    Amount.write(view, at + 120, value.hold);
  },
};

/** Ask for a feed. The first frame is a snapshot, unless a resume is possible. */
export interface Subscribe {
  instrument: number;
  depth: Depth;
  /** Of candles; else Minute1. */
  interval: CandleInterval;
  /**
   * At most so many updates a second: 1 to 100; 0 for 100. A key's market data tier may allow less. L3 is not
   * conflated: its updates are gathered for 10 ms at most, whatever is asked.
   */
  rate: number;
  /**
   * Resume (L3, Trades): the last feed_sequence held, with `sequence` of the same frame. What followed is sent if it
   * is still kept, else a snapshot (L3) or what comes (Trades). 0 to begin anew; 0 for other feeds.
   */
  feedSequence: bigint;
  sequence: bigint;
}
export const Subscribe: Layout<Subscribe> & { readonly offsets: { readonly instrument: 0; readonly depth: 4; readonly interval: 5; readonly rate: 6; readonly feedSequence: 8; readonly sequence: 16 } } = {
  SIZE: 24,
  offsets: { instrument: 0, depth: 4, interval: 5, rate: 6, feedSequence: 8, sequence: 16 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    depth: getU8(view, at + 4) as Depth,
    interval: getU8(view, at + 5) as CandleInterval,
    rate: getU16(view, at + 6),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU8(view, at + 4, value.depth);
    setU8(view, at + 5, value.interval);
    setU16(view, at + 6, value.rate);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
  },
};

/** End a feed. */
export interface Unsubscribe {
  instrument: number;
  depth: Depth;
  /** As in Subscribe. */
  interval: CandleInterval;
}
export const Unsubscribe: Layout<Unsubscribe> & { readonly offsets: { readonly instrument: 0; readonly depth: 4; readonly interval: 5 } } = {
  SIZE: 8,
  offsets: { instrument: 0, depth: 4, interval: 5 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    depth: getU8(view, at + 4) as Depth,
    interval: getU8(view, at + 5) as CandleInterval,
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU8(view, at + 4, value.depth);
    setU8(view, at + 5, value.interval);
    clear(view, at + 6, 2);
  },
};

/** Best bid and offer (L1). A side that is empty has price and quantity 0. */
export interface TopOfBook {
  instrument: number;
  /** Of this feed, without gaps for a subscriber. */
  feedSequence: bigint;
  /** Last command it includes. */
  sequence: bigint;
  time: bigint;
  bidPrice: bigint;
  bidQuantity: bigint;
  askPrice: bigint;
  askQuantity: bigint;
  lastPrice: bigint;
  lastQuantity: bigint;
}
export const TopOfBook: Layout<TopOfBook> & { readonly offsets: { readonly instrument: 0; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly bidPrice: 32; readonly bidQuantity: 40; readonly askPrice: 48; readonly askQuantity: 56; readonly lastPrice: 64; readonly lastQuantity: 72 } } = {
  SIZE: 80,
  offsets: { instrument: 0, feedSequence: 8, sequence: 16, time: 24, bidPrice: 32, bidQuantity: 40, askPrice: 48, askQuantity: 56, lastPrice: 64, lastQuantity: 72 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    bidPrice: getI64(view, at + 32),
    bidQuantity: getU64(view, at + 40),
    askPrice: getI64(view, at + 48),
    askQuantity: getU64(view, at + 56),
    lastPrice: getI64(view, at + 64),
    lastQuantity: getU64(view, at + 72),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    clear(view, at + 4, 4);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setI64(view, at + 32, value.bidPrice);
    setU64(view, at + 40, value.bidQuantity);
    setI64(view, at + 48, value.askPrice);
    setU64(view, at + 56, value.askQuantity);
    setI64(view, at + 64, value.lastPrice);
    setU64(view, at + 72, value.lastQuantity);
  },
};

/** One price level. */
export interface Level {
  price: bigint;
  quantity: bigint;
}
export const Level: Layout<Level> & { readonly offsets: { readonly price: 0; readonly quantity: 8 } } = {
  SIZE: 16,
  offsets: { price: 0, quantity: 8 },
  read: (view, at) => ({
    price: getI64(view, at),
    quantity: getU64(view, at + 8),
  }),
  write: (view, at, value) => {
    setI64(view, at, value.price);
    setU64(view, at + 8, value.quantity);
  },
};

/**
 * The whole depth (L2): this struct, then `bids` levels from the best down, then `asks` from the best up. A book
 * deeper than one frame comes in several, the later ones with `part` above 0.
 */
export interface BookSnapshot {
  instrument: number;
  /** CRC-32C over the top ten of each side; see protocol.md. */
  checksum: number;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  bids: number;
  asks: number;
  part: number;
  /** 1 in the last part. */
  last: number;
}
export const BookSnapshot: Layout<BookSnapshot> & { readonly offsets: { readonly instrument: 0; readonly checksum: 4; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly bids: 32; readonly asks: 34; readonly part: 36; readonly last: 38 } } = {
  SIZE: 40,
  offsets: { instrument: 0, checksum: 4, feedSequence: 8, sequence: 16, time: 24, bids: 32, asks: 34, part: 36, last: 38 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    checksum: getU32(view, at + 4),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    bids: getU16(view, at + 32),
    asks: getU16(view, at + 34),
    part: getU16(view, at + 36),
    last: getU16(view, at + 38),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU32(view, at + 4, value.checksum);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setU16(view, at + 32, value.bids);
    setU16(view, at + 34, value.asks);
    setU16(view, at + 36, value.part);
    setU16(view, at + 38, value.last);
  },
};

/** A level's new quantity; 0 removes it. */
export interface LevelChange {
  price: bigint;
  quantity: bigint;
  side: Side;
}
export const LevelChange: Layout<LevelChange> & { readonly offsets: { readonly price: 0; readonly quantity: 8; readonly side: 16 } } = {
  SIZE: 24,
  offsets: { price: 0, quantity: 8, side: 16 },
  read: (view, at) => ({
    price: getI64(view, at),
    quantity: getU64(view, at + 8),
    side: getU8(view, at + 16) as Side,
  }),
  write: (view, at, value) => {
    setI64(view, at, value.price);
    setU64(view, at + 8, value.quantity);
    setU8(view, at + 16, value.side);
    clear(view, at + 17, 1);
    clear(view, at + 18, 2);
    clear(view, at + 20, 4);
  },
};

/** Changes since the feed_sequence before: this struct, then `count` LevelChange. */
export interface BookUpdate {
  instrument: number;
  /** CRC-32C over the top ten of each side after the changes; 0 where `more` is 1. */
  checksum: number;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  count: number;
  /** 1 if further frames belong to the same changes. */
  more: number;
}
export const BookUpdate: Layout<BookUpdate> & { readonly offsets: { readonly instrument: 0; readonly checksum: 4; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly count: 32; readonly more: 36 } } = {
  SIZE: 40,
  offsets: { instrument: 0, checksum: 4, feedSequence: 8, sequence: 16, time: 24, count: 32, more: 36 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    checksum: getU32(view, at + 4),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    count: getU32(view, at + 32),
    more: getU32(view, at + 36),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU32(view, at + 4, value.checksum);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setU32(view, at + 32, value.count);
    setU32(view, at + 36, value.more);
  },
};

/** A trade, for the public. */
export interface TradeTick {
  instrument: number;
  /** Buy in an auction, where nobody takes. */
  takerSide: Side;
  kind: TickKind;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  tradeId: bigint;
  price: bigint;
  quantity: bigint;
}
export const TradeTick: Layout<TradeTick> & { readonly offsets: { readonly instrument: 0; readonly takerSide: 4; readonly kind: 5; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly tradeId: 32; readonly price: 40; readonly quantity: 48 } } = {
  SIZE: 56,
  offsets: { instrument: 0, takerSide: 4, kind: 5, feedSequence: 8, sequence: 16, time: 24, tradeId: 32, price: 40, quantity: 48 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    takerSide: getU8(view, at + 4) as Side,
    kind: getU8(view, at + 5) as TickKind,
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    tradeId: getU64(view, at + 32),
    price: getI64(view, at + 40),
    quantity: getU64(view, at + 48),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU8(view, at + 4, value.takerSide);
    setU8(view, at + 5, value.kind);
    clear(view, at + 6, 2);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setU64(view, at + 32, value.tradeId);
    setI64(view, at + 40, value.price);
    setU64(view, at + 48, value.quantity);
  },
};

/** One displayed order. */
export interface BookOrder {
  orderId: bigint;
  price: bigint;
  quantity: bigint;
  side: Side;
}
export const BookOrder: Layout<BookOrder> & { readonly offsets: { readonly orderId: 0; readonly price: 8; readonly quantity: 16; readonly side: 24 } } = {
  SIZE: 32,
  offsets: { orderId: 0, price: 8, quantity: 16, side: 24 },
  read: (view, at) => ({
    orderId: getU64(view, at),
    price: getI64(view, at + 8),
    quantity: getU64(view, at + 16),
    side: getU8(view, at + 24) as Side,
  }),
  write: (view, at, value) => {
    setU64(view, at, value.orderId);
    setI64(view, at + 8, value.price);
    setU64(view, at + 16, value.quantity);
    setU8(view, at + 24, value.side);
    clear(view, at + 25, 1);
    clear(view, at + 26, 2);
    clear(view, at + 28, 4);
  },
};

/**
 * Every displayed order (L3): this struct, then `count` BookOrder, bids and then asks, each in the order they would
 * trade. More orders than one frame holds come in several, the later ones with `part` above 0.
 */
export interface OrdersSnapshot {
  instrument: number;
  /** CRC-32C over the first ten orders of each side; see protocol.md. */
  checksum: number;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  count: number;
  part: number;
  /** 1 in the last part. */
  last: number;
}
export const OrdersSnapshot: Layout<OrdersSnapshot> & { readonly offsets: { readonly instrument: 0; readonly checksum: 4; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly count: 32; readonly part: 36; readonly last: 38 } } = {
  SIZE: 40,
  offsets: { instrument: 0, checksum: 4, feedSequence: 8, sequence: 16, time: 24, count: 32, part: 36, last: 38 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    checksum: getU32(view, at + 4),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    count: getU32(view, at + 32),
    part: getU16(view, at + 36),
    last: getU16(view, at + 38),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU32(view, at + 4, value.checksum);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setU32(view, at + 32, value.count);
    setU16(view, at + 36, value.part);
    setU16(view, at + 38, value.last);
  },
};

/** One order's change. */
export interface OrderChange {
  orderId: bigint;
  price: bigint;
  /** Displayed quantity from now on. */
  quantity: bigint;
  side: Side;
  action: OrderAction;
}
export const OrderChange: Layout<OrderChange> & { readonly offsets: { readonly orderId: 0; readonly price: 8; readonly quantity: 16; readonly side: 24; readonly action: 25 } } = {
  SIZE: 32,
  offsets: { orderId: 0, price: 8, quantity: 16, side: 24, action: 25 },
  read: (view, at) => ({
    orderId: getU64(view, at),
    price: getI64(view, at + 8),
    quantity: getU64(view, at + 16),
    side: getU8(view, at + 24) as Side,
    action: getU8(view, at + 25) as OrderAction,
  }),
  write: (view, at, value) => {
    setU64(view, at, value.orderId);
    setI64(view, at + 8, value.price);
    setU64(view, at + 16, value.quantity);
    setU8(view, at + 24, value.side);
    setU8(view, at + 25, value.action);
    clear(view, at + 26, 2);
    clear(view, at + 28, 4);
  },
};

/** All changes of one command (L3): this struct, then `count` OrderChange in the order they happened. */
export interface OrdersUpdate {
  instrument: number;
  /** CRC-32C over the first ten orders of each side after the changes; 0 where `more` is 1. */
  checksum: number;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  count: number;
  /** 1 if further frames belong to the same command. */
  more: number;
}
export const OrdersUpdate: Layout<OrdersUpdate> & { readonly offsets: { readonly instrument: 0; readonly checksum: 4; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly count: 32; readonly more: 36 } } = {
  SIZE: 40,
  offsets: { instrument: 0, checksum: 4, feedSequence: 8, sequence: 16, time: 24, count: 32, more: 36 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    checksum: getU32(view, at + 4),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    count: getU32(view, at + 32),
    more: getU32(view, at + 36),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU32(view, at + 4, value.checksum);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setU32(view, at + 32, value.count);
    setU32(view, at + 36, value.more);
  },
};

/** How an instrument trades now (FIX f), and what an auction that collects orders would give. */
export interface InstrumentState {
  instrument: number;
  status: InstrumentStatus;
  /** Side of the surplus; Both for none. */
  imbalanceSide: SideFilter;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  /** Ticks; 0 for none. */
  referencePrice: bigint;
  /** Price at which an uncross would trade now; 0 where no auction collects, or nothing would trade. */
  indicativePrice: bigint;
  /** Lots that would trade. */
  indicativeQuantity: bigint;
  /** Lots left over at that price. */
  imbalanceQuantity: bigint;
}
export const InstrumentState: Layout<InstrumentState> & { readonly offsets: { readonly instrument: 0; readonly status: 4; readonly imbalanceSide: 5; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly referencePrice: 32; readonly indicativePrice: 40; readonly indicativeQuantity: 48; readonly imbalanceQuantity: 56 } } = {
  SIZE: 64,
  offsets: { instrument: 0, status: 4, imbalanceSide: 5, feedSequence: 8, sequence: 16, time: 24, referencePrice: 32, indicativePrice: 40, indicativeQuantity: 48, imbalanceQuantity: 56 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    status: getU8(view, at + 4) as InstrumentStatus,
    imbalanceSide: getU8(view, at + 5) as SideFilter,
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    referencePrice: getI64(view, at + 32),
    indicativePrice: getI64(view, at + 40),
    indicativeQuantity: getU64(view, at + 48),
    imbalanceQuantity: getU64(view, at + 56),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU8(view, at + 4, value.status);
    setU8(view, at + 5, value.imbalanceSide);
    clear(view, at + 6, 2);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setI64(view, at + 32, value.referencePrice);
    setI64(view, at + 40, value.indicativePrice);
    setU64(view, at + 48, value.indicativeQuantity);
    setU64(view, at + 56, value.imbalanceQuantity);
  },
};

/** The last 24 hours (MD-01, MD-03), to the minute: the whole minutes before this one and what this one has so far. */
export interface Ticker {
  instrument: number;
  /** Trades counted. */
  trades: number;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  bidPrice: bigint;
  bidQuantity: bigint;
  askPrice: bigint;
  askQuantity: bigint;
  lastPrice: bigint;
  lastQuantity: bigint;
  /** First, highest and lowest price of the 24 hours; 0 without a trade. */
  openPrice: bigint;
  highPrice: bigint;
  lowPrice: bigint;
  /** Lots. */
  volume: bigint;
  /** Quote units. */
  quoteVolume: Amount;
}
export const Ticker: Layout<Ticker> & { readonly offsets: { readonly instrument: 0; readonly trades: 4; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly bidPrice: 32; readonly bidQuantity: 40; readonly askPrice: 48; readonly askQuantity: 56; readonly lastPrice: 64; readonly lastQuantity: 72; readonly openPrice: 80; readonly highPrice: 88; readonly lowPrice: 96; readonly volume: 104; readonly quoteVolume: 112 } } = {
  SIZE: 128,
  offsets: { instrument: 0, trades: 4, feedSequence: 8, sequence: 16, time: 24, bidPrice: 32, bidQuantity: 40, askPrice: 48, askQuantity: 56, lastPrice: 64, lastQuantity: 72, openPrice: 80, highPrice: 88, lowPrice: 96, volume: 104, quoteVolume: 112 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    trades: getU32(view, at + 4),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    bidPrice: getI64(view, at + 32),
    bidQuantity: getU64(view, at + 40),
    askPrice: getI64(view, at + 48),
    askQuantity: getU64(view, at + 56),
    lastPrice: getI64(view, at + 64),
    lastQuantity: getU64(view, at + 72),
    openPrice: getI64(view, at + 80),
    highPrice: getI64(view, at + 88),
    lowPrice: getI64(view, at + 96),
    volume: getU64(view, at + 104),
    quoteVolume: Amount.read(view, at + 112),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU32(view, at + 4, value.trades);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setI64(view, at + 32, value.bidPrice);
    setU64(view, at + 40, value.bidQuantity);
    setI64(view, at + 48, value.askPrice);
    setU64(view, at + 56, value.askQuantity);
    setI64(view, at + 64, value.lastPrice);
    setU64(view, at + 72, value.lastQuantity);
    setI64(view, at + 80, value.openPrice);
    setI64(view, at + 88, value.highPrice);
    setI64(view, at + 96, value.lowPrice);
    setU64(view, at + 104, value.volume);
    Amount.write(view, at + 112, value.quoteVolume);
  },
};

/** Trades of one interval. */
export interface Candle {
  instrument: number;
  interval: CandleInterval;
  /** 1 once the interval is over: it does not change any more but by a bust or correction. */
  closed: number;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  /** Beginning of the interval. */
  openTime: bigint;
  open: bigint;
  high: bigint;
  low: bigint;
  close: bigint;
  /** Lots. */
  volume: bigint;
  /** Quote units. */
  quoteVolume: Amount;
  trades: bigint;
}
export const Candle: Layout<Candle> & { readonly offsets: { readonly instrument: 0; readonly interval: 4; readonly closed: 5; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly openTime: 32; readonly open: 40; readonly high: 48; readonly low: 56; readonly close: 64; readonly volume: 72; readonly quoteVolume: 80; readonly trades: 96 } } = {
  SIZE: 104,
  offsets: { instrument: 0, interval: 4, closed: 5, feedSequence: 8, sequence: 16, time: 24, openTime: 32, open: 40, high: 48, low: 56, close: 64, volume: 72, quoteVolume: 80, trades: 96 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    interval: getU8(view, at + 4) as CandleInterval,
    closed: getU8(view, at + 5),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    openTime: getU64(view, at + 32),
    open: getI64(view, at + 40),
    high: getI64(view, at + 48),
    low: getI64(view, at + 56),
    close: getI64(view, at + 64),
    volume: getU64(view, at + 72),
    quoteVolume: Amount.read(view, at + 80),
    trades: getU64(view, at + 96),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU8(view, at + 4, value.interval);
    setU8(view, at + 5, value.closed);
    clear(view, at + 6, 2);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setU64(view, at + 32, value.openTime);
    setI64(view, at + 40, value.open);
    setI64(view, at + 48, value.high);
    setI64(view, at + 56, value.low);
    setI64(view, at + 64, value.close);
    setU64(view, at + 72, value.volume);
    Amount.write(view, at + 80, value.quoteVolume);
    setU64(view, at + 96, value.trades);
  },
};

/**
 * Best bid and best offer of one interval, traded or not (QuoteCandles). Counted after whole commands while the
 * instrument trades continuously and both sides stand; an interval without a change of either has no candle.
 */
export interface QuoteCandle {
  instrument: number;
  interval: CandleInterval;
  /** 1 once the interval is over: it does not change any more. */
  closed: number;
  feedSequence: bigint;
  sequence: bigint;
  time: bigint;
  /** Beginning of the interval. */
  openTime: bigint;
  /** Ticks. The first quote's is `open`, the last one's `close`. */
  bidOpen: bigint;
  bidHigh: bigint;
  bidLow: bigint;
  bidClose: bigint;
  askOpen: bigint;
  askHigh: bigint;
  askLow: bigint;
  askClose: bigint;
  /** How often one of the two prices changed. */
  changes: bigint;
}
export const QuoteCandle: Layout<QuoteCandle> & { readonly offsets: { readonly instrument: 0; readonly interval: 4; readonly closed: 5; readonly feedSequence: 8; readonly sequence: 16; readonly time: 24; readonly openTime: 32; readonly bidOpen: 40; readonly bidHigh: 48; readonly bidLow: 56; readonly bidClose: 64; readonly askOpen: 72; readonly askHigh: 80; readonly askLow: 88; readonly askClose: 96; readonly changes: 104 } } = {
  SIZE: 112,
  offsets: { instrument: 0, interval: 4, closed: 5, feedSequence: 8, sequence: 16, time: 24, openTime: 32, bidOpen: 40, bidHigh: 48, bidLow: 56, bidClose: 64, askOpen: 72, askHigh: 80, askLow: 88, askClose: 96, changes: 104 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    interval: getU8(view, at + 4) as CandleInterval,
    closed: getU8(view, at + 5),
    feedSequence: getU64(view, at + 8),
    sequence: getU64(view, at + 16),
    time: getU64(view, at + 24),
    openTime: getU64(view, at + 32),
    bidOpen: getI64(view, at + 40),
    bidHigh: getI64(view, at + 48),
    bidLow: getI64(view, at + 56),
    bidClose: getI64(view, at + 64),
    askOpen: getI64(view, at + 72),
    askHigh: getI64(view, at + 80),
    askLow: getI64(view, at + 88),
    askClose: getI64(view, at + 96),
    changes: getU64(view, at + 104),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU8(view, at + 4, value.interval);
    setU8(view, at + 5, value.closed);
    clear(view, at + 6, 2);
    setU64(view, at + 8, value.feedSequence);
    setU64(view, at + 16, value.sequence);
    setU64(view, at + 24, value.time);
    setU64(view, at + 32, value.openTime);
    setI64(view, at + 40, value.bidOpen);
    setI64(view, at + 48, value.bidHigh);
    setI64(view, at + 56, value.bidLow);
    setI64(view, at + 64, value.bidClose);
    setI64(view, at + 72, value.askOpen);
    setI64(view, at + 80, value.askHigh);
    setI64(view, at + 88, value.askLow);
    setI64(view, at + 96, value.askClose);
    setU64(view, at + 104, value.changes);
  },
};

/** A resume took place: what follows `feed_sequence` comes next, without a snapshot. */
export interface FeedResumed {
  instrument: number;
  depth: Depth;
  interval: CandleInterval;
  feedSequence: bigint;
}
export const FeedResumed: Layout<FeedResumed> & { readonly offsets: { readonly instrument: 0; readonly depth: 4; readonly interval: 5; readonly feedSequence: 8 } } = {
  SIZE: 16,
  offsets: { instrument: 0, depth: 4, interval: 5, feedSequence: 8 },
  read: (view, at) => ({
    instrument: getU32(view, at),
    depth: getU8(view, at + 4) as Depth,
    interval: getU8(view, at + 5) as CandleInterval,
    feedSequence: getU64(view, at + 8),
  }),
  write: (view, at, value) => {
    setU32(view, at, value.instrument);
    setU8(view, at + 4, value.depth);
    setU8(view, at + 5, value.interval);
    clear(view, at + 6, 2);
    setU64(view, at + 8, value.feedSequence);
  },
};

/** Every asset; answered by AssetReport each, then QueryDone. */
export interface QueryAssets {
  query: bigint;
}
export const QueryAssets: Layout<QueryAssets> & { readonly offsets: { readonly query: 0 } } = {
  SIZE: 8,
  offsets: { query: 0 },
  read: (view, at) => ({
    query: getU64(view, at),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
  },
};

/** Every instrument; answered by InstrumentReport each, then QueryDone. */
export interface QueryInstruments {
  query: bigint;
}
export const QueryInstruments: Layout<QueryInstruments> & { readonly offsets: { readonly query: 0 } } = {
  SIZE: 8,
  offsets: { query: 0 },
  read: (view, at) => ({
    query: getU64(view, at),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
  },
};

/** Balances of an account; answered by BalanceReport for each asset it holds, then QueryDone. */
export interface QueryBalances {
  /** Echoed. */
  query: bigint;
  /** 0 for the session's own. */
  account: number;
}
export const QueryBalances: Layout<QueryBalances> & { readonly offsets: { readonly query: 0; readonly account: 8 } } = {
  SIZE: 16,
  offsets: { query: 0, account: 8 },
  read: (view, at) => ({
    query: getU64(view, at),
    account: getU32(view, at + 8),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.account);
    clear(view, at + 12, 4);
  },
};

/** Open orders of an account; answered by OrderReport each, then QueryDone. */
export interface QueryOrders {
  query: bigint;
  account: number;
  /** 4,294,967,295 for all. */
  instrument: number;
  /** One order; 0 for all open ones. */
  orderId: bigint;
}
export const QueryOrders: Layout<QueryOrders> & { readonly offsets: { readonly query: 0; readonly account: 8; readonly instrument: 12; readonly orderId: 16 } } = {
  SIZE: 24,
  offsets: { query: 0, account: 8, instrument: 12, orderId: 16 },
  read: (view, at) => ({
    query: getU64(view, at),
    account: getU32(view, at + 8),
    instrument: getU32(view, at + 12),
    orderId: getU64(view, at + 16),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.account);
    setU32(view, at + 12, value.instrument);
    setU64(view, at + 16, value.orderId);
  },
};

/** Lists of an account that have an open leg; answered by OrderListReport each, then QueryDone. */
export interface QueryOrderLists {
  query: bigint;
  account: number;
  /** One list; 0 for all. */
  listId: bigint;
}
export const QueryOrderLists: Layout<QueryOrderLists> & { readonly offsets: { readonly query: 0; readonly account: 8; readonly listId: 16 } } = {
  SIZE: 24,
  offsets: { query: 0, account: 8, listId: 16 },
  read: (view, at) => ({
    query: getU64(view, at),
    account: getU32(view, at + 8),
    listId: getU64(view, at + 16),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.account);
    clear(view, at + 12, 4);
    setU64(view, at + 16, value.listId);
  },
};

/**
 * Limits in force (VR-16); answered by LimitsReport each, then QueryDone. Only operators may ask for others than what
 * binds an account that they act for.
 */
export interface QueryLimits {
  query: bigint;
  /** Account (0 for the session's own), tier, instrument, risk group or session; 0 for All. */
  id: number;
  of: LimitsOf;
  /** Where one scope is asked for; else Account. */
  scope: LimitScope;
}
export const QueryLimits: Layout<QueryLimits> & { readonly offsets: { readonly query: 0; readonly id: 8; readonly of: 12; readonly scope: 13 } } = {
  SIZE: 16,
  offsets: { query: 0, id: 8, of: 12, scope: 13 },
  read: (view, at) => ({
    query: getU64(view, at),
    id: getU32(view, at + 8),
    of: getU8(view, at + 12) as LimitsOf,
    scope: getU8(view, at + 13) as LimitScope,
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.id);
    setU8(view, at + 12, value.of);
    setU8(view, at + 13, value.scope);
    clear(view, at + 14, 2);
  },
};

/** Positions of an account; answered by PositionReport each, then QueryDone. */
export interface QueryPositions {
  query: bigint;
  account: number;
}
export const QueryPositions: Layout<QueryPositions> & { readonly offsets: { readonly query: 0; readonly account: 8 } } = {
  SIZE: 16,
  offsets: { query: 0, account: 8 },
  read: (view, at) => ({
    query: getU64(view, at),
    account: getU32(view, at + 8),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.account);
    clear(view, at + 12, 4);
  },
};

/** What an order would do now (OB-11); nothing is journaled, no book changes. */
export interface SimulateOrder {
  query: bigint;
  order: NewOrder;
}
export const SimulateOrder: Layout<SimulateOrder> & { readonly offsets: { readonly query: 0; readonly order: 8 } } = {
  SIZE: 112,
  offsets: { query: 0, order: 8 },
  read: (view, at) => ({
    query: getU64(view, at),
    order: NewOrder.read(view, at + 8),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    NewOrder.write(view, at + 8, value.order);
  },
};

/** Settlement of a trade (ST-01). */
export interface QueryTrade {
  query: bigint;
  tradeId: bigint;
  instrument: number;
}
export const QueryTrade: Layout<QueryTrade> & { readonly offsets: { readonly query: 0; readonly tradeId: 8; readonly instrument: 16 } } = {
  SIZE: 24,
  offsets: { query: 0, tradeId: 8, instrument: 16 },
  read: (view, at) => ({
    query: getU64(view, at),
    tradeId: getU64(view, at + 8),
    instrument: getU32(view, at + 16),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU64(view, at + 8, value.tradeId);
    setU32(view, at + 16, value.instrument);
    clear(view, at + 20, 4);
  },
};

export interface AssetReport {
  query: bigint;
  asset: number;
  scale: number;
  displayScale: number;
  code: string;
}
export const AssetReport: Layout<AssetReport> & { readonly offsets: { readonly query: 0; readonly asset: 8; readonly scale: 12; readonly displayScale: 13; readonly code: 16 } } = {
  SIZE: 32,
  offsets: { query: 0, asset: 8, scale: 12, displayScale: 13, code: 16 },
  read: (view, at) => ({
    query: getU64(view, at),
    asset: getU32(view, at + 8),
    scale: getU8(view, at + 12),
    displayScale: getU8(view, at + 13),
    code: getText(view, at + 16, 16),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.asset);
    setU8(view, at + 12, value.scale);
    setU8(view, at + 13, value.displayScale);
    clear(view, at + 14, 2);
    setText(view, at + 16, 16, value.code);
  },
};

export interface InstrumentReport {
  query: bigint;
  instrument: number;
  baseAsset: number;
  quoteAsset: number;
  priceScale: number;
  quantityScale: number;
  feeAsset: FeeAsset;
  status: InstrumentStatus;
  tickSize: bigint;
  lotSize: bigint;
  minQuantity: bigint;
  maxQuantity: bigint;
  quantityStep: bigint;
  referencePrice: bigint;
  lastTradeId: bigint;
  symbol: string;
}
export const InstrumentReport: Layout<InstrumentReport> & { readonly offsets: { readonly query: 0; readonly instrument: 8; readonly baseAsset: 12; readonly quoteAsset: 16; readonly priceScale: 20; readonly quantityScale: 21; readonly feeAsset: 22; readonly status: 23; readonly tickSize: 24; readonly lotSize: 32; readonly minQuantity: 40; readonly maxQuantity: 48; readonly quantityStep: 56; readonly referencePrice: 64; readonly lastTradeId: 72; readonly symbol: 80 } } = {
  SIZE: 104,
  offsets: { query: 0, instrument: 8, baseAsset: 12, quoteAsset: 16, priceScale: 20, quantityScale: 21, feeAsset: 22, status: 23, tickSize: 24, lotSize: 32, minQuantity: 40, maxQuantity: 48, quantityStep: 56, referencePrice: 64, lastTradeId: 72, symbol: 80 },
  read: (view, at) => ({
    query: getU64(view, at),
    instrument: getU32(view, at + 8),
    baseAsset: getU32(view, at + 12),
    quoteAsset: getU32(view, at + 16),
    priceScale: getU8(view, at + 20),
    quantityScale: getU8(view, at + 21),
    feeAsset: getU8(view, at + 22) as FeeAsset,
    status: getU8(view, at + 23) as InstrumentStatus,
    tickSize: getU64(view, at + 24),
    lotSize: getU64(view, at + 32),
    minQuantity: getU64(view, at + 40),
    maxQuantity: getU64(view, at + 48),
    quantityStep: getU64(view, at + 56),
    referencePrice: getI64(view, at + 64),
    lastTradeId: getU64(view, at + 72),
    symbol: getText(view, at + 80, 24),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.instrument);
    setU32(view, at + 12, value.baseAsset);
    setU32(view, at + 16, value.quoteAsset);
    setU8(view, at + 20, value.priceScale);
    setU8(view, at + 21, value.quantityScale);
    setU8(view, at + 22, value.feeAsset);
    setU8(view, at + 23, value.status);
    setU64(view, at + 24, value.tickSize);
    setU64(view, at + 32, value.lotSize);
    setU64(view, at + 40, value.minQuantity);
    setU64(view, at + 48, value.maxQuantity);
    setU64(view, at + 56, value.quantityStep);
    setI64(view, at + 64, value.referencePrice);
    setU64(view, at + 72, value.lastTradeId);
    setText(view, at + 80, 24, value.symbol);
  },
};

export interface BalanceReport {
  query: bigint;
  account: number;
  asset: number;
  available: Amount;
  held: Amount;
}
export const BalanceReport: Layout<BalanceReport> & { readonly offsets: { readonly query: 0; readonly account: 8; readonly asset: 12; readonly available: 16; readonly held: 32 } } = {
  SIZE: 48,
  offsets: { query: 0, account: 8, asset: 12, available: 16, held: 32 },
  read: (view, at) => ({
    query: getU64(view, at),
    account: getU32(view, at + 8),
    asset: getU32(view, at + 12),
    available: Amount.read(view, at + 16),
    held: Amount.read(view, at + 32),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.account);
    setU32(view, at + 12, value.asset);
    Amount.write(view, at + 16, value.available);
    Amount.write(view, at + 32, value.held);
  },
};

export interface OrderReport {
  query: bigint;
  orderId: bigint;
  clientId: string;
  account: number;
  instrument: number;
  side: Side;
  type: OrderType;
  timeInForce: TimeInForce;
  state: OrderState;
  price: bigint;
  quantity: bigint;
  cumulative: bigint;
  notional: Amount;
  /** When it was entered. */
  time: bigint;
  /** Its trigger now; 0 for none. */
  triggerPrice: bigint;
  /** What the book shows of it. */
  displayed: bigint;
  /** When it expires; 0 for never. */
  expireTime: bigint;
  /** As NewAdvancedOrder.flags. */
  flags: number;
}
export const OrderReport: Layout<OrderReport> & { readonly offsets: { readonly query: 0; readonly orderId: 8; readonly clientId: 16; readonly account: 52; readonly instrument: 56; readonly side: 60; readonly type: 61; readonly timeInForce: 62; readonly state: 63; readonly price: 64; readonly quantity: 72; readonly cumulative: 80; readonly notional: 88; readonly time: 104; readonly triggerPrice: 112; readonly displayed: 120; readonly expireTime: 128; readonly flags: 136 } } = {
  SIZE: 144,
  offsets: { query: 0, orderId: 8, clientId: 16, account: 52, instrument: 56, side: 60, type: 61, timeInForce: 62, state: 63, price: 64, quantity: 72, cumulative: 80, notional: 88, time: 104, triggerPrice: 112, displayed: 120, expireTime: 128, flags: 136 },
  read: (view, at) => ({
    query: getU64(view, at),
    orderId: getU64(view, at + 8),
    clientId: getText(view, at + 16, 36),
    account: getU32(view, at + 52),
    instrument: getU32(view, at + 56),
    side: getU8(view, at + 60) as Side,
    type: getU8(view, at + 61) as OrderType,
    timeInForce: getU8(view, at + 62) as TimeInForce,
    state: getU8(view, at + 63) as OrderState,
    price: getI64(view, at + 64),
    quantity: getU64(view, at + 72),
    cumulative: getU64(view, at + 80),
    notional: Amount.read(view, at + 88),
    time: getU64(view, at + 104),
    triggerPrice: getI64(view, at + 112),
    displayed: getU64(view, at + 120),
    expireTime: getU64(view, at + 128),
    flags: getU32(view, at + 136),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU64(view, at + 8, value.orderId);
    setText(view, at + 16, 36, value.clientId);
    setU32(view, at + 52, value.account);
    setU32(view, at + 56, value.instrument);
    setU8(view, at + 60, value.side);
    setU8(view, at + 61, value.type);
    setU8(view, at + 62, value.timeInForce);
    setU8(view, at + 63, value.state);
    setI64(view, at + 64, value.price);
    setU64(view, at + 72, value.quantity);
    setU64(view, at + 80, value.cumulative);
    Amount.write(view, at + 88, value.notional);
    setU64(view, at + 104, value.time);
    setI64(view, at + 112, value.triggerPrice);
    setU64(view, at + 120, value.displayed);
    setU64(view, at + 128, value.expireTime);
    setU32(view, at + 136, value.flags);
    clear(view, at + 140, 4);
  },
};

export interface OrderListReport {
  query: bigint;
  listId: bigint;
  /** Of the request that entered it. */
  clientId: string;
  account: number;
  /** Order ids of its legs in their order, those that ended included; 0 for none. */
  orders: readonly bigint[];
  /** Reserved for the legs that share: what the largest of them needs. */
  held: Amount;
  instrument: number;
  kind: ListKind;
  /** Legs that are open; bit n of leg n. */
  open: number;
}
export const OrderListReport: Layout<OrderListReport> & { readonly offsets: { readonly query: 0; readonly listId: 8; readonly clientId: 16; readonly account: 52; readonly orders: 56; readonly held: 80; readonly instrument: 96; readonly kind: 100; readonly open: 101 } } = {
  SIZE: 104,
  offsets: { query: 0, listId: 8, clientId: 16, account: 52, orders: 56, held: 80, instrument: 96, kind: 100, open: 101 },
  read: (view, at) => ({
    query: getU64(view, at),
    listId: getU64(view, at + 8),
    clientId: getText(view, at + 16, 36),
    account: getU32(view, at + 52),
    orders: getArray(3, (index) => getU64(view, at + 56 + index * 8)),
    held: Amount.read(view, at + 80),
    instrument: getU32(view, at + 96),
    kind: getU8(view, at + 100) as ListKind,
    open: getU8(view, at + 101),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU64(view, at + 8, value.listId);
    setText(view, at + 16, 36, value.clientId);
    setU32(view, at + 52, value.account);
    setArray(3, value.orders, (index, item) => setU64(view, at + 56 + index * 8, item));
    Amount.write(view, at + 80, value.held);
    setU32(view, at + 96, value.instrument);
    setU8(view, at + 100, value.kind);
    setU8(view, at + 101, value.open);
    clear(view, at + 102, 2);
  },
};

/**
 * Limits of one scope as SetLimits set them, and what they count so far: of an account by itself, of a risk group and
 * a member over their accounts, of tiers and instruments nothing.
 */
export interface LimitsReport {
  query: bigint;
  scope: LimitScope;
  id: number;
  maxOrderValue: Amount;
  maxPosition: Amount;
  maxDailyVolume: Amount;
  maxOpenOrders: number;
  maxImpactPpm: number;
  maxDeviationPpm: number;
  maxDayTrades: number;
  maxOrders: number;
  rateWindowMs: number;
  /** Traded since 00:00 UTC, in millionths of a US dollar; counted from the first limit on that needs it. */
  volume: Amount;
  /** Of an account only. */
  dayTrades: number;
  openOrders: number;
}
export const LimitsReport: Layout<LimitsReport> & { readonly offsets: { readonly query: 0; readonly scope: 8; readonly id: 12; readonly maxOrderValue: 16; readonly maxPosition: 32; readonly maxDailyVolume: 48; readonly maxOpenOrders: 64; readonly maxImpactPpm: 68; readonly maxDeviationPpm: 72; readonly maxDayTrades: 76; readonly maxOrders: 80; readonly rateWindowMs: 84; readonly volume: 88; readonly dayTrades: 104; readonly openOrders: 108 } } = {
  SIZE: 112,
  offsets: { query: 0, scope: 8, id: 12, maxOrderValue: 16, maxPosition: 32, maxDailyVolume: 48, maxOpenOrders: 64, maxImpactPpm: 68, maxDeviationPpm: 72, maxDayTrades: 76, maxOrders: 80, rateWindowMs: 84, volume: 88, dayTrades: 104, openOrders: 108 },
  read: (view, at) => ({
    query: getU64(view, at),
    scope: getU8(view, at + 8) as LimitScope,
    id: getU32(view, at + 12),
    maxOrderValue: Amount.read(view, at + 16),
    maxPosition: Amount.read(view, at + 32),
    maxDailyVolume: Amount.read(view, at + 48),
    maxOpenOrders: getU32(view, at + 64),
    maxImpactPpm: getU32(view, at + 68),
    maxDeviationPpm: getU32(view, at + 72),
    maxDayTrades: getU32(view, at + 76),
    maxOrders: getU32(view, at + 80),
    rateWindowMs: getU32(view, at + 84),
    volume: Amount.read(view, at + 88),
    dayTrades: getU32(view, at + 104),
    openOrders: getU32(view, at + 108),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU8(view, at + 8, value.scope);
    clear(view, at + 9, 1);
    clear(view, at + 10, 2);
    setU32(view, at + 12, value.id);
    Amount.write(view, at + 16, value.maxOrderValue);
    Amount.write(view, at + 32, value.maxPosition);
    Amount.write(view, at + 48, value.maxDailyVolume);
    setU32(view, at + 64, value.maxOpenOrders);
    setU32(view, at + 68, value.maxImpactPpm);
    setU32(view, at + 72, value.maxDeviationPpm);
    setU32(view, at + 76, value.maxDayTrades);
    setU32(view, at + 80, value.maxOrders);
    setU32(view, at + 84, value.rateWindowMs);
    Amount.write(view, at + 88, value.volume);
    setU32(view, at + 104, value.dayTrades);
    setU32(view, at + 108, value.openOrders);
  },
};

export interface PositionReport {
  query: bigint;
  account: number;
  instrument: number;
  /** Lots; below 0 is short. */
  quantity: bigint;
  /** What the open quantity cost, in quote units; average cost = cost / quantity. */
  cost: Amount;
}
export const PositionReport: Layout<PositionReport> & { readonly offsets: { readonly query: 0; readonly account: 8; readonly instrument: 12; readonly quantity: 16; readonly cost: 24 } } = {
  SIZE: 40,
  offsets: { query: 0, account: 8, instrument: 12, quantity: 16, cost: 24 },
  read: (view, at) => ({
    query: getU64(view, at),
    account: getU32(view, at + 8),
    instrument: getU32(view, at + 12),
    quantity: getI64(view, at + 16),
    cost: Amount.read(view, at + 24),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.account);
    setU32(view, at + 12, value.instrument);
    setI64(view, at + 16, value.quantity);
    Amount.write(view, at + 24, value.cost);
  },
};

export interface SimulationReport {
  query: bigint;
  /** Lots that would trade. */
  quantity: bigint;
  notional: Amount;
  /** Worst price it would trade at; 0 if none. */
  lastPrice: bigint;
  /** The refusal it would meet, or None. */
  reason: RejectReason;
  /** 1 if anything would trade (canMatch). */
  matches: number;
  /** Makers it would meet. */
  makers: number;
  failed: readonly bigint[];
}
export const SimulationReport: Layout<SimulationReport> & { readonly offsets: { readonly query: 0; readonly quantity: 8; readonly notional: 16; readonly lastPrice: 32; readonly reason: 40; readonly matches: 41; readonly makers: 44; readonly failed: 48 } } = {
  SIZE: 64,
  offsets: { query: 0, quantity: 8, notional: 16, lastPrice: 32, reason: 40, matches: 41, makers: 44, failed: 48 },
  read: (view, at) => ({
    query: getU64(view, at),
    quantity: getU64(view, at + 8),
    notional: Amount.read(view, at + 16),
    lastPrice: getI64(view, at + 32),
    reason: getU8(view, at + 40) as RejectReason,
    matches: getU8(view, at + 41),
    makers: getU32(view, at + 44),
    failed: getArray(2, (index) => getU64(view, at + 48 + index * 8)),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU64(view, at + 8, value.quantity);
    Amount.write(view, at + 16, value.notional);
    setI64(view, at + 32, value.lastPrice);
    setU8(view, at + 40, value.reason);
    setU8(view, at + 41, value.matches);
    clear(view, at + 42, 2);
    setU32(view, at + 44, value.makers);
    setArray(2, value.failed, (index, item) => setU64(view, at + 48 + index * 8, item));
  },
};

export interface SettlementReport {
  query: bigint;
  tradeId: bigint;
  instrument: number;
  status: SettlementStatus;
}
export const SettlementReport: Layout<SettlementReport> & { readonly offsets: { readonly query: 0; readonly tradeId: 8; readonly instrument: 16; readonly status: 20 } } = {
  SIZE: 24,
  offsets: { query: 0, tradeId: 8, instrument: 16, status: 20 },
  read: (view, at) => ({
    query: getU64(view, at),
    tradeId: getU64(view, at + 8),
    instrument: getU32(view, at + 16),
    status: getU8(view, at + 20) as SettlementStatus,
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU64(view, at + 8, value.tradeId);
    setU32(view, at + 16, value.instrument);
    setU8(view, at + 20, value.status);
    clear(view, at + 21, 1);
    clear(view, at + 22, 2);
  },
};

export interface QueryDone {
  query: bigint;
  /** Reports sent. */
  count: number;
  reason: RejectReason;
  /** Last command the answers include. */
  sequence: bigint;
}
export const QueryDone: Layout<QueryDone> & { readonly offsets: { readonly query: 0; readonly count: 8; readonly reason: 12; readonly sequence: 16 } } = {
  SIZE: 24,
  offsets: { query: 0, count: 8, reason: 12, sequence: 16 },
  read: (view, at) => ({
    query: getU64(view, at),
    count: getU32(view, at + 8),
    reason: getU8(view, at + 12) as RejectReason,
    sequence: getU64(view, at + 16),
  }),
  write: (view, at, value) => {
    setU64(view, at, value.query);
    setU32(view, at + 8, value.count);
    setU8(view, at + 12, value.reason);
    clear(view, at + 13, 1);
    clear(view, at + 14, 2);
    setU64(view, at + 16, value.sequence);
  },
};

/** The body of each message type. */
export interface Bodies {
  0x0001: Genesis;
  0x0002: Start;
  0x0003: Tick;
  0x0004: SessionStarted;
  0x0005: SessionLost;
  0x0006: EndPhase;
  0x0101: Challenge;
  0x0102: Logon;
  0x0103: LogonAccepted;
  0x0104: Heartbeat;
  0x0105: Logout;
  0x0106: SessionReject;
  0x0107: ResumeComplete;
  0x0201: NewOrder;
  0x0202: CancelOrder;
  0x0203: ReplaceOrder;
  0x0204: CancelAll;
  0x0205: NewAdvancedOrder;
  0x0207: MassQuote;
  0x0208: CancelQuotes;
  0x0209: CancelAfter;
  0x020a: NewOrderList;
  0x020b: CancelOrderList;
  0x0301: AddAsset;
  0x0302: AddInstrument;
  0x0303: SetInstrumentStatus;
  0x0304: SetPriceRules;
  0x0305: SetReferencePrice;
  0x0306: OpenAccounts;
  0x0307: SetAccountStatus;
  0x0308: SetAccountTier;
  0x0309: SetStpGroup;
  0x030a: Deposit;
  0x030b: Withdraw;
  0x030c: Transfer;
  0x030d: SetFees;
  0x030e: SetLimits;
  0x030f: SetReferenceRate;
  0x0310: SetRequestWindow;
  0x0311: RegisterKey;
  0x0312: RevokeKey;
  0x0313: BindAccount;
  0x0314: BustTrade;
  0x0315: CorrectTrade;
  0x0316: SetTriggerLimit;
  0x0320: SetSchedule;
  0x0321: SetTradingRules;
  0x0330: SetKillSwitch;
  0x0331: SetRiskGroup;
  0x0332: SetGroupOwner;
  0x0401: OrderAccepted;
  0x0402: OrderRested;
  0x0403: OrderReduced;
  0x0404: OrderCanceled;
  0x0405: OrderReplaced;
  0x0406: Trade;
  0x0407: Fill;
  0x0408: RequestRejected;
  0x0409: RequestRepeated;
  0x040a: Applied;
  0x040b: TradeAmended;
  0x040c: OrderTerms;
  0x040d: OrderTriggered;
  0x040e: OrderRefreshed;
  0x0410: PhaseChanged;
  0x0411: AuctionIndication;
  0x0412: AuctionTrade;
  0x0418: PegsMoved;
  0x0419: ListStatus;
  0x041a: ListLegStarted;
  0x0501: Subscribe;
  0x0502: Unsubscribe;
  0x0503: TopOfBook;
  0x0504: BookSnapshot;
  0x0505: BookUpdate;
  0x0506: TradeTick;
  0x0507: OrdersSnapshot;
  0x0508: OrdersUpdate;
  0x0509: InstrumentState;
  0x050a: Ticker;
  0x050b: Candle;
  0x050c: FeedResumed;
  0x050d: QuoteCandle;
  0x0601: QueryAssets;
  0x0602: QueryInstruments;
  0x0603: QueryBalances;
  0x0604: QueryOrders;
  0x0605: QueryPositions;
  0x0606: SimulateOrder;
  0x0607: QueryTrade;
  0x0608: QueryOrderLists;
  0x0609: QueryLimits;
  0x0701: AssetReport;
  0x0702: InstrumentReport;
  0x0703: BalanceReport;
  0x0704: OrderReport;
  0x0705: PositionReport;
  0x0706: SimulationReport;
  0x0707: SettlementReport;
  0x0708: QueryDone;
  0x0709: OrderListReport;
  0x070a: LimitsReport;
}
/** A type that has a body: every MessageType but None. */
export type BodyType = keyof Bodies;
export type MessageName = Exclude<keyof typeof MessageType, 'None'>;

export interface MessageEntry<T extends BodyType = BodyType> {
  readonly type: T;
  readonly name: MessageName;
  /** Bytes of the struct. */
  readonly size: number;
  /** Whether entries follow the struct. */
  readonly variable: boolean;
  readonly layout: Layout<Bodies[T]>;
}

/** Every message, by its type. */
export const messages: { readonly [T in BodyType]: MessageEntry<T> } = {
  0x0001: { type: 0x0001, name: 'Genesis', size: 64, variable: false, layout: Genesis },
  0x0002: { type: 0x0002, name: 'Start', size: 8, variable: false, layout: Start },
  0x0003: { type: 0x0003, name: 'Tick', size: 8, variable: false, layout: Tick },
  0x0004: { type: 0x0004, name: 'SessionStarted', size: 8, variable: false, layout: SessionStarted },
  0x0005: { type: 0x0005, name: 'SessionLost', size: 8, variable: false, layout: SessionLost },
  0x0006: { type: 0x0006, name: 'EndPhase', size: 8, variable: false, layout: EndPhase },
  0x0101: { type: 0x0101, name: 'Challenge', size: 48, variable: false, layout: Challenge },
  0x0102: { type: 0x0102, name: 'Logon', size: 120, variable: false, layout: Logon },
  0x0103: { type: 0x0103, name: 'LogonAccepted', size: 48, variable: false, layout: LogonAccepted },
  0x0104: { type: 0x0104, name: 'Heartbeat', size: 16, variable: false, layout: Heartbeat },
  0x0105: { type: 0x0105, name: 'Logout', size: 8, variable: false, layout: Logout },
  0x0106: { type: 0x0106, name: 'SessionReject', size: 48, variable: false, layout: SessionReject },
  0x0107: { type: 0x0107, name: 'ResumeComplete', size: 16, variable: false, layout: ResumeComplete },
  0x0201: { type: 0x0201, name: 'NewOrder', size: 104, variable: false, layout: NewOrder },
  0x0202: { type: 0x0202, name: 'CancelOrder', size: 104, variable: false, layout: CancelOrder },
  0x0203: { type: 0x0203, name: 'ReplaceOrder', size: 136, variable: false, layout: ReplaceOrder },
  0x0204: { type: 0x0204, name: 'CancelAll', size: 64, variable: false, layout: CancelAll },
  0x0205: { type: 0x0205, name: 'NewAdvancedOrder', size: 168, variable: false, layout: NewAdvancedOrder },
  0x0207: { type: 0x0207, name: 'MassQuote', size: 336, variable: false, layout: MassQuote },
  0x0208: { type: 0x0208, name: 'CancelQuotes', size: 64, variable: false, layout: CancelQuotes },
  0x0209: { type: 0x0209, name: 'CancelAfter', size: 64, variable: false, layout: CancelAfter },
  0x020a: { type: 0x020a, name: 'NewOrderList', size: 448, variable: false, layout: NewOrderList },
  0x020b: { type: 0x020b, name: 'CancelOrderList', size: 104, variable: false, layout: CancelOrderList },
  0x0301: { type: 0x0301, name: 'AddAsset', size: 80, variable: false, layout: AddAsset },
  0x0302: { type: 0x0302, name: 'AddInstrument', size: 312, variable: false, layout: AddInstrument },
  0x0303: { type: 0x0303, name: 'SetInstrumentStatus', size: 64, variable: false, layout: SetInstrumentStatus },
  0x0304: { type: 0x0304, name: 'SetPriceRules', size: 200, variable: false, layout: SetPriceRules },
  0x0305: { type: 0x0305, name: 'SetReferencePrice', size: 72, variable: false, layout: SetReferencePrice },
  0x0306: { type: 0x0306, name: 'OpenAccounts', size: 64, variable: false, layout: OpenAccounts },
  0x0307: { type: 0x0307, name: 'SetAccountStatus', size: 64, variable: false, layout: SetAccountStatus },
  0x0308: { type: 0x0308, name: 'SetAccountTier', size: 64, variable: false, layout: SetAccountTier },
  0x0309: { type: 0x0309, name: 'SetStpGroup', size: 64, variable: false, layout: SetStpGroup },
  0x030a: { type: 0x030a, name: 'Deposit', size: 80, variable: false, layout: Deposit },
  0x030b: { type: 0x030b, name: 'Withdraw', size: 80, variable: false, layout: Withdraw },
  0x030c: { type: 0x030c, name: 'Transfer', size: 88, variable: false, layout: Transfer },
  0x030d: { type: 0x030d, name: 'SetFees', size: 72, variable: false, layout: SetFees },
  0x030e: { type: 0x030e, name: 'SetLimits', size: 136, variable: false, layout: SetLimits },
  0x030f: { type: 0x030f, name: 'SetReferenceRate', size: 72, variable: false, layout: SetReferenceRate },
  0x0310: { type: 0x0310, name: 'SetRequestWindow', size: 64, variable: false, layout: SetRequestWindow },
  0x0311: { type: 0x0311, name: 'RegisterKey', size: 104, variable: false, layout: RegisterKey },
  0x0312: { type: 0x0312, name: 'RevokeKey', size: 64, variable: false, layout: RevokeKey },
  0x0313: { type: 0x0313, name: 'BindAccount', size: 72, variable: false, layout: BindAccount },
  0x0314: { type: 0x0314, name: 'BustTrade', size: 152, variable: false, layout: BustTrade },
  0x0315: { type: 0x0315, name: 'CorrectTrade', size: 168, variable: false, layout: CorrectTrade },
  0x0316: { type: 0x0316, name: 'SetTriggerLimit', size: 64, variable: false, layout: SetTriggerLimit },
  0x0320: { type: 0x0320, name: 'SetSchedule', size: 320, variable: false, layout: SetSchedule },
  0x0321: { type: 0x0321, name: 'SetTradingRules', size: 96, variable: false, layout: SetTradingRules },
  0x0330: { type: 0x0330, name: 'SetKillSwitch', size: 64, variable: false, layout: SetKillSwitch },
  0x0331: { type: 0x0331, name: 'SetRiskGroup', size: 64, variable: false, layout: SetRiskGroup },
  0x0332: { type: 0x0332, name: 'SetGroupOwner', size: 64, variable: false, layout: SetGroupOwner },
  0x0401: { type: 0x0401, name: 'OrderAccepted', size: 168, variable: false, layout: OrderAccepted },
  0x0402: { type: 0x0402, name: 'OrderRested', size: 72, variable: false, layout: OrderRested },
  0x0403: { type: 0x0403, name: 'OrderReduced', size: 120, variable: false, layout: OrderReduced },
  0x0404: { type: 0x0404, name: 'OrderCanceled', size: 176, variable: false, layout: OrderCanceled },
  0x0405: { type: 0x0405, name: 'OrderReplaced', size: 192, variable: false, layout: OrderReplaced },
  0x0406: { type: 0x0406, name: 'Trade', size: 256, variable: false, layout: Trade },
  0x0407: { type: 0x0407, name: 'Fill', size: 176, variable: false, layout: Fill },
  0x0408: { type: 0x0408, name: 'RequestRejected', size: 128, variable: false, layout: RequestRejected },
  0x0409: { type: 0x0409, name: 'RequestRepeated', size: 104, variable: false, layout: RequestRepeated },
  0x040a: { type: 0x040a, name: 'Applied', size: 48, variable: true, layout: Applied },
  0x040b: { type: 0x040b, name: 'TradeAmended', size: 144, variable: false, layout: TradeAmended },
  0x040c: { type: 0x040c, name: 'OrderTerms', size: 120, variable: false, layout: OrderTerms },
  0x040d: { type: 0x040d, name: 'OrderTriggered', size: 128, variable: false, layout: OrderTriggered },
  0x040e: { type: 0x040e, name: 'OrderRefreshed', size: 80, variable: false, layout: OrderRefreshed },
  0x0410: { type: 0x0410, name: 'PhaseChanged', size: 64, variable: false, layout: PhaseChanged },
  0x0411: { type: 0x0411, name: 'AuctionIndication', size: 64, variable: false, layout: AuctionIndication },
  0x0412: { type: 0x0412, name: 'AuctionTrade', size: 288, variable: false, layout: AuctionTrade },
  0x0418: { type: 0x0418, name: 'PegsMoved', size: 88, variable: false, layout: PegsMoved },
  0x0419: { type: 0x0419, name: 'ListStatus', size: 128, variable: false, layout: ListStatus },
  0x041a: { type: 0x041a, name: 'ListLegStarted', size: 136, variable: false, layout: ListLegStarted },
  0x0501: { type: 0x0501, name: 'Subscribe', size: 24, variable: false, layout: Subscribe },
  0x0502: { type: 0x0502, name: 'Unsubscribe', size: 8, variable: false, layout: Unsubscribe },
  0x0503: { type: 0x0503, name: 'TopOfBook', size: 80, variable: false, layout: TopOfBook },
  0x0504: { type: 0x0504, name: 'BookSnapshot', size: 40, variable: true, layout: BookSnapshot },
  0x0505: { type: 0x0505, name: 'BookUpdate', size: 40, variable: true, layout: BookUpdate },
  0x0506: { type: 0x0506, name: 'TradeTick', size: 56, variable: false, layout: TradeTick },
  0x0507: { type: 0x0507, name: 'OrdersSnapshot', size: 40, variable: true, layout: OrdersSnapshot },
  0x0508: { type: 0x0508, name: 'OrdersUpdate', size: 40, variable: true, layout: OrdersUpdate },
  0x0509: { type: 0x0509, name: 'InstrumentState', size: 64, variable: false, layout: InstrumentState },
  0x050a: { type: 0x050a, name: 'Ticker', size: 128, variable: false, layout: Ticker },
  0x050b: { type: 0x050b, name: 'Candle', size: 104, variable: false, layout: Candle },
  0x050c: { type: 0x050c, name: 'FeedResumed', size: 16, variable: false, layout: FeedResumed },
  0x050d: { type: 0x050d, name: 'QuoteCandle', size: 112, variable: false, layout: QuoteCandle },
  0x0601: { type: 0x0601, name: 'QueryAssets', size: 8, variable: false, layout: QueryAssets },
  0x0602: { type: 0x0602, name: 'QueryInstruments', size: 8, variable: false, layout: QueryInstruments },
  0x0603: { type: 0x0603, name: 'QueryBalances', size: 16, variable: false, layout: QueryBalances },
  0x0604: { type: 0x0604, name: 'QueryOrders', size: 24, variable: false, layout: QueryOrders },
  0x0605: { type: 0x0605, name: 'QueryPositions', size: 16, variable: false, layout: QueryPositions },
  0x0606: { type: 0x0606, name: 'SimulateOrder', size: 112, variable: false, layout: SimulateOrder },
  0x0607: { type: 0x0607, name: 'QueryTrade', size: 24, variable: false, layout: QueryTrade },
  0x0608: { type: 0x0608, name: 'QueryOrderLists', size: 24, variable: false, layout: QueryOrderLists },
  0x0609: { type: 0x0609, name: 'QueryLimits', size: 16, variable: false, layout: QueryLimits },
  0x0701: { type: 0x0701, name: 'AssetReport', size: 32, variable: false, layout: AssetReport },
  0x0702: { type: 0x0702, name: 'InstrumentReport', size: 104, variable: false, layout: InstrumentReport },
  0x0703: { type: 0x0703, name: 'BalanceReport', size: 48, variable: false, layout: BalanceReport },
  0x0704: { type: 0x0704, name: 'OrderReport', size: 144, variable: false, layout: OrderReport },
  0x0705: { type: 0x0705, name: 'PositionReport', size: 40, variable: false, layout: PositionReport },
  0x0706: { type: 0x0706, name: 'SimulationReport', size: 64, variable: false, layout: SimulationReport },
  0x0707: { type: 0x0707, name: 'SettlementReport', size: 24, variable: false, layout: SettlementReport },
  0x0708: { type: 0x0708, name: 'QueryDone', size: 24, variable: false, layout: QueryDone },
  0x0709: { type: 0x0709, name: 'OrderListReport', size: 104, variable: false, layout: OrderListReport },
  0x070a: { type: 0x070a, name: 'LimitsReport', size: 112, variable: false, layout: LimitsReport },
};

export const HEADER_SIZE = 8;
/** Longest frame, header included. */
export const MAX_FRAME = 65_528;
/** Bit of FrameHeader.flags: sent before. */
export const FLAG_RESENT = 1;

export function isBodyType(type: number): type is BodyType {
  return type in messages;
}

/** A frame taken apart; `type` tells what `value` is. */
export type Frame = {
  [T in BodyType]: {
    type: T;
    name: MessageName;
    flags: number;
    /** Bytes of the whole frame; the next one starts here. */
    length: number;
    value: Bodies[T];
    /** What follows the struct in Applied, BookSnapshot, BookUpdate, OrdersSnapshot and OrdersUpdate, not copied; else empty. */
    entries: Uint8Array;
  };
}[BodyType];

/** Writes a frame into `view` and returns its length. */
export function writeFrame<T extends BodyType>(view: DataView, at: number, type: T, value: Bodies[T], flags = 0, entries?: Uint8Array): number {
  const entry: MessageEntry<T> = messages[type];
  const length = HEADER_SIZE + entry.size + (entries?.length ?? 0);
  if (length > MAX_FRAME || length % 8 !== 0) throw new RangeError(`a frame of ${length} bytes`);
  if (entries && !entry.variable) throw new RangeError(`${entry.name} has no entries`);
  FrameHeader.write(view, at, { length, type, version: 1, flags });
  entry.layout.write(view, at + HEADER_SIZE, value);
  if (entries) setBytes(view, at + HEADER_SIZE + entry.size, entries.length, entries);
  return length;
}

/** A frame in memory of its own. */
export function encodeFrame<T extends BodyType>(type: T, value: Bodies[T], flags = 0, entries?: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_SIZE + messages[type].size + (entries?.length ?? 0));
  writeFrame(new DataView(bytes.buffer), 0, type, value, flags, entries);
  return bytes;
}

/** Takes the frame at `at` apart. Throws RangeError for a frame that is cut, of unknown type or version, or of wrong length. */
export function readFrame(view: DataView, at = 0): Frame {
  if (view.byteLength - at < HEADER_SIZE) throw new RangeError('a cut frame header');
  const { length, type, version, flags } = FrameHeader.read(view, at);
  if (length < HEADER_SIZE || length % 8 !== 0 || length > view.byteLength - at) throw new RangeError(`a frame of ${length} bytes where ${view.byteLength - at} are left`);
  if (!isBodyType(type)) throw new RangeError(`message type ${type} is unknown`);
  const entry: MessageEntry = messages[type];
  if (version !== 1) throw new RangeError(`${entry.name} of version ${version}`);
  const rest = length - HEADER_SIZE - entry.size;
  if (rest < 0 || (rest > 0 && !entry.variable)) throw new RangeError(`${entry.name} of ${length} bytes`);
  const value = entry.layout.read(view, at + HEADER_SIZE);
  const entries = new Uint8Array(view.buffer, view.byteOffset + at + length - rest, rest);
  return { type, name: entry.name, flags, length, value, entries } as Frame;
}

export function decodeFrame(bytes: Uint8Array, at = 0): Frame {
  return readFrame(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at);
}

/** Every frame of a WebSocket message. */
export function* decodeFrames(bytes: Uint8Array): Generator<Frame, void, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < view.byteLength; ) {
    const frame = readFrame(view, at);
    yield frame;
    at += frame.length;
  }
}

/** The entries of a frame, one struct after another. */
export function decodeEntries<T>(layout: Layout<T>, entries: Uint8Array): T[] {
  if (entries.length % layout.SIZE !== 0) throw new RangeError(`${entries.length} bytes of entries of ${layout.SIZE}`);
  const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength);
  return getArray(entries.length / layout.SIZE, (index) => layout.read(view, index * layout.SIZE));
}

export function encodeEntries<T>(layout: Layout<T>, values: readonly T[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.length * layout.SIZE);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => layout.write(view, index * layout.SIZE, value));
  return bytes;
}
