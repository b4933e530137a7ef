// What each kind of message means to the tables. The compiler holds that no kind is forgotten: one that is new in the
// schema has to be entered here before this package builds.
import {
  AddAsset,
  AddInstrument,
  Applied,
  AuctionTrade,
  BindAccount,
  Deposit,
  type Layout,
  ListLegStarted,
  ListStatus,
  MessageType,
  OpenAccounts,
  OrderAccepted,
  OrderCanceled,
  OrderReduced,
  OrderRefreshed,
  OrderReplaced,
  OrderRested,
  OrderTerms,
  OrderTriggered,
  PegsMoved,
  PhaseChanged,
  RegisterKey,
  RequestRejected,
  RevokeKey,
  SetAccountStatus,
  SetAccountTier,
  SetFees,
  SetGroupOwner,
  SetKillSwitch,
  SetLimits,
  SetPriceRules,
  SetReferencePrice,
  SetReferenceRate,
  SetRiskGroup,
  SetSchedule,
  SetStpGroup,
  SetTradingRules,
  Trade,
  TradeAmended,
  Transfer,
  Withdraw,
} from '@tapebook/schema'
import type { Market } from './market/market.ts'
import type { About, EntryType } from './market/money.ts'

/** Applies an event; `end` is where its frame ends. */
type Apply = (market: Market, view: DataView, at: number, end: number) => void
/** Applies a command that took effect. */
type ApplyCommand = (market: Market, applied: Applied, view: DataView, at: number) => void

/**
 * What a kind of message is here. `never`: no event, and in no Applied. `unconcerned`: on the tape, and in no table.
 */
type Meaning = 'never' | 'unconcerned' | { readonly event: Apply } | { readonly command: ApplyCommand }

const event = <T>(layout: Layout<T>, apply: (market: Market, it: T) => void): Meaning => ({
  event: (market, view, at) => apply(market, layout.read(view, at)),
})

const command = <T>(
  layout: Layout<T>,
  apply: (market: Market, it: T, applied: Applied) => void,
): Meaning => ({
  command: (market, applied, view, at) => apply(market, layout.read(view, at), applied),
})

/** What the ledger says of a movement that was asked for; its reference is the request's client id (AL-05). */
const about = (type: EntryType & About['reference'], id: string, { report }: Applied): About => ({
  type,
  reference: type,
  id,
  sequence: Number(report.sequence),
  time: report.time,
})

const MEANINGS: Readonly<Record<keyof typeof MessageType, Meaning>> = {
  None: 'never',
  Genesis: 'unconcerned',
  Start: 'unconcerned',
  Tick: 'unconcerned',
  SessionStarted: 'unconcerned',
  SessionLost: 'unconcerned',
  EndPhase: 'unconcerned',
  Challenge: 'never',
  Logon: 'never',
  LogonAccepted: 'never',
  Heartbeat: 'never',
  Logout: 'never',
  SessionReject: 'never',
  ResumeComplete: 'never',
  NewOrder: 'never',
  CancelOrder: 'never',
  ReplaceOrder: 'never',
  CancelAll: 'unconcerned',
  NewAdvancedOrder: 'never',
  MassQuote: 'unconcerned',
  CancelQuotes: 'unconcerned',
  CancelAfter: 'unconcerned',
  NewOrderList: 'never',
  CancelOrderList: 'never',
  AddAsset: command(AddAsset, (market, it, { id }) => market.reference.addAsset(Number(id), it)),
  AddInstrument: command(AddInstrument, (market, it, applied) => {
    const id = Number(applied.id)
    market.reference.addInstrument(id, it)
    market.settings.priceRules(id, it, applied)
    market.books.opened(id)
  }),
  // PhaseChanged tells what it did.
  SetInstrumentStatus: 'unconcerned',
  SetPriceRules: command(SetPriceRules, (market, it, applied) => {
    market.reference.setPriceRules(it.instrument, it.collarPpm, it.protectionPpm)
    market.settings.priceRules(it.instrument, it, applied)
  }),
  SetReferencePrice: command(SetReferencePrice, (market, it, applied) =>
    market.settings.referencePrice(it, applied),
  ),
  OpenAccounts: command(OpenAccounts, (market, { count, tier }, { id, report }) => {
    market.reference.openAccounts(Number(id), count, tier, report.time)
    for (let account = Number(id); account < Number(id) + count; account++) {
      market.stored.add(account, 'AccountCreated', { account, tier }, report)
    }
  }),
  SetAccountStatus: command(SetAccountStatus, (market, { target, status }) =>
    market.reference.setAccount(target, { status }),
  ),
  SetAccountTier: command(SetAccountTier, (market, { target, tier }) =>
    market.reference.setAccount(target, { tier }),
  ),
  SetStpGroup: command(SetStpGroup, (market, it, applied) => market.settings.stpGroup(it, applied)),
  Deposit: command(Deposit, (market, { request, target, asset, amount }, applied) => {
    market.transactions.add('DEPOSIT', market.reference.usd(asset, amount))
    market.money.post(target, asset, amount, about('DEPOSIT', request.clientId, applied))
    market.stored.add(target, 'MoneyAdded', { asset, amount: `${amount}` }, applied.report)
  }),
  Withdraw: command(Withdraw, (market, { request, target, asset, amount }, applied) => {
    market.transactions.add('WITHDRAWAL', market.reference.usd(asset, amount))
    market.money.post(target, asset, -amount, about('WITHDRAWAL', request.clientId, applied))
    market.stored.add(target, 'MoneySubtracted', { asset, amount: `${amount}` }, applied.report)
  }),
  Transfer: command(Transfer, (market, { request, source, destination, asset, amount }, applied) => {
    market.transactions.add('TRANSFER', market.reference.usd(asset, amount))
    market.money.post(source, asset, -amount, about('TRANSFER', request.clientId, applied))
    market.money.post(destination, asset, amount, about('TRANSFER', request.clientId, applied))
    const data = { from: source, to: destination, asset, amount: `${amount}` }
    for (const account of [source, destination]) {
      market.stored.add(account, 'MoneyTransferred', data, applied.report)
    }
  }),
  SetFees: command(SetFees, (market, { tier, instrument, makerPpm, takerPpm }) =>
    market.reference.setFees({ tier, instrument, maker_ppm: makerPpm, taker_ppm: takerPpm }),
  ),
  SetLimits: command(SetLimits, (market, it, applied) => market.settings.limits(it, applied)),
  SetReferenceRate: command(SetReferenceRate, (market, { asset, rate }) =>
    market.reference.setReferenceRate(asset, rate),
  ),
  SetRequestWindow: 'unconcerned',
  RegisterKey: command(RegisterKey, (market, it, applied) => market.settings.member(it, applied)),
  RevokeKey: command(RevokeKey, (market, { session }, applied) => market.settings.revoked(session, applied)),
  BindAccount: command(BindAccount, (market, it, applied) => market.settings.binding(it, applied)),
  // TradeAmended tells what they did.
  BustTrade: 'unconcerned',
  CorrectTrade: 'unconcerned',
  SetTriggerLimit: 'unconcerned',
  SetSchedule: command(SetSchedule, (market, it, applied) => market.settings.schedule(it, applied)),
  SetTradingRules: command(SetTradingRules, (market, it, applied) =>
    market.settings.tradingRules(it, applied),
  ),
  SetKillSwitch: command(SetKillSwitch, (market, it, applied) => market.settings.killSwitch(it, applied)),
  SetRiskGroup: command(SetRiskGroup, (market, it, applied) => market.settings.riskGroup(it, applied)),
  SetGroupOwner: command(SetGroupOwner, (market, it, applied) => market.settings.groupOwner(it, applied)),
  OrderAccepted: event(OrderAccepted, (market, it) => market.orders.accepted(it)),
  OrderRested: event(OrderRested, (market, it) => market.orders.rested(it)),
  OrderReduced: event(OrderReduced, (market, it) => market.orders.reduced(it)),
  OrderCanceled: event(OrderCanceled, (market, it) => market.orders.canceled(it)),
  OrderReplaced: event(OrderReplaced, (market, it) => market.orders.replaced(it)),
  Trade: event(Trade, (market, it) => {
    market.orders.traded(it)
    market.trades.made(it)
  }),
  // Made for sessions; the tape has the trade.
  Fill: 'never',
  RequestRejected: event(RequestRejected, (market, it) => market.audit.rejected(it)),
  RequestRepeated: 'unconcerned',
  Applied: {
    event: (market, view, at, end) => {
      const applied = Applied.read(view, at)
      const meaning = meaningOf(applied.type, applied.report)
      if (isAudited(applied.type)) market.audit.applied(applied, bytesOf(view, at + Applied.SIZE, end))
      if (meaning === 'unconcerned') return
      if (meaning === 'never' || 'event' in meaning || at + Applied.SIZE >= end) {
        throw unknown(applied.type, applied.report, 'which is no command with effects')
      }
      meaning.command(market, applied, view, at + Applied.SIZE)
    },
  },
  TradeAmended: event(TradeAmended, (market, it) => market.trades.amended(it)),
  OrderTerms: event(OrderTerms, (market, it) => market.orders.terms(it)),
  OrderTriggered: event(OrderTriggered, (market, it) => market.orders.triggered(it)),
  OrderRefreshed: event(OrderRefreshed, (market, it) => market.orders.refreshed(it)),
  PhaseChanged: event(PhaseChanged, (market, it) => market.reference.setPhase(it.instrument, it.status)),
  AuctionIndication: 'unconcerned',
  AuctionTrade: event(AuctionTrade, (market, it) => {
    market.orders.auctionTraded(it)
    market.trades.madeInAuction(it)
  }),
  PegsMoved: event(PegsMoved, (market, it) =>
    market.books.moved(it.instrument, it.group, it.side, it.price, it.quantity),
  ),
  ListStatus: event(ListStatus, (market, it) => {
    market.orders.listed(it)
    market.lists.told(it)
  }),
  ListLegStarted: event(ListLegStarted, (market, it) => market.orders.started(it)),
  Subscribe: 'never',
  Unsubscribe: 'never',
  TopOfBook: 'never',
  BookSnapshot: 'never',
  BookUpdate: 'never',
  TradeTick: 'never',
  OrdersSnapshot: 'never',
  OrdersUpdate: 'never',
  InstrumentState: 'never',
  Ticker: 'never',
  Candle: 'never',
  FeedResumed: 'never',
  QuoteCandle: 'never',
  QueryAssets: 'never',
  QueryInstruments: 'never',
  QueryBalances: 'never',
  QueryOrders: 'never',
  QueryPositions: 'never',
  SimulateOrder: 'never',
  QueryTrade: 'never',
  QueryOrderLists: 'never',
  QueryLimits: 'never',
  AssetReport: 'never',
  InstrumentReport: 'never',
  BalanceReport: 'never',
  OrderReport: 'never',
  PositionReport: 'never',
  SimulationReport: 'never',
  SettlementReport: 'never',
  QueryDone: 'never',
  OrderListReport: 'never',
  LimitsReport: 'never',
}

/** Requests about orders are not: what they did is in their orders. */
const isAudited = (type: number): boolean => type >> 8 !== MessageType.NewOrder >> 8

const bytesOf = (view: DataView, from: number, to: number): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset + from, to - from)

const BY_NUMBER = new Map<number, Meaning>(
  Object.entries(MEANINGS).map(([name, meaning]) => [MessageType[name as keyof typeof MessageType], meaning]),
)

interface Report {
  readonly sequence: bigint
}

/** The tape says something that this build does not know: nothing is skipped, so the projection stops here. */
export class UnknownEvent extends Error {}

function unknown(type: number, { sequence }: Report, why: string): UnknownEvent {
  const hex = type.toString(16).padStart(4, '0')
  return new UnknownEvent(`command ${sequence} has a message of type 0x${hex}, ${why}: stopped before it`)
}

function meaningOf(type: number, report: Report): Meaning {
  const meaning = BY_NUMBER.get(type)
  if (meaning === undefined) throw unknown(type, report, 'which this build does not know')
  return meaning
}

/** Applies one event of the tape. */
export function applyEvent(market: Market, type: number, view: DataView, at: number, end: number): void {
  const meaning = BY_NUMBER.get(type)
  if (meaning === 'unconcerned') return
  if (meaning === undefined || meaning === 'never' || 'command' in meaning) {
    const sequence = view.getBigUint64(at + Applied.offsets.report + 8, true)
    throw unknown(type, { sequence }, 'which is no event that this build knows')
  }
  meaning.event(market, view, at, end)
}
