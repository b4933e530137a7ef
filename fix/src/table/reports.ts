// What is told: executions, refusals and answers as messages of a version.
import {
  EndReason,
  EndReasonName,
  type Instrument,
  type Liquidity,
  ListState,
  MessageType,
  OrderState,
  RejectReason,
} from '@tapebook/client'
import { Fields, FixMessage } from '../message.ts'
import {
  cancelRejectCode,
  codeOf,
  ENDINGS,
  LIQUIDITY_CODES,
  LIST_KINDS,
  orderRejectCode,
  quoteRejectCode,
  SIDES,
  STATE_CODES,
} from './codes.ts'
import type { Counterparty } from './counterparty.ts'
import type { Command } from './entry.ts'
import { extensions } from './extensions.ts'
import { FIELDS, isFrom, isValue, type Version } from './fields.ts'
import { priceOf, writeFee } from './money.ts'
import { type Refusal, reasonText } from './refusal.ts'
import { isWaiting, writeTerms } from './terms.ts'
import type { Answered, CancelRejection, Execution, ExecutionKind, ListChange, Order, Told } from './told.ts'
import { formatDate, formatTime } from './values.ts'

/** How an execution is told: 20, which FIX 4.2 alone has, and 150 there and later. A fill's 150 in 4.2 says if it was the last. */
const KINDS: Readonly<Record<ExecutionKind, readonly [trans42: string, exec42: string, exec44: string]>> = {
  pending: ['0', 'A', 'A'],
  accepted: ['0', '0', '0'],
  fill: ['0', '1', 'F'],
  canceled: ['0', '4', '4'],
  expired: ['0', 'C', 'C'],
  replaced: ['0', '5', '5'],
  rejected: ['0', '8', '8'],
  restated: ['0', 'D', 'D'],
  triggered: ['0', 'D', 'L'],
  status: ['3', '0', 'I'],
  busted: ['1', '1', 'H'],
  corrected: ['2', '1', 'G'],
}

/** Options of a report that are of the session, not of what happened. */
export interface Telling {
  /** Told to a session that watches (797=Y). */
  readonly isCopy?: boolean
  /** One of several answers to a mass status request. */
  readonly massStatus?: { readonly id: string; readonly count: number; readonly isLast: boolean }
}

/** The messages that tell what happened, for one counterparty. */
export function writeTold(told: Told, party: Counterparty, telling: Telling = {}): FixMessage[] {
  return messagesOf(told, party, telling).map((message) => trimmed(message, party))
}

function messagesOf(told: Told, party: Counterparty, telling: Telling): FixMessage[] {
  switch (told.kind) {
    case 'cancelRejected':
      return [cancelReject(told, party, telling)]
    case 'answered':
      return answer(told, party)
    case 'list':
      return [listStatus(told, party)]
    default:
      return [executionReport(told, party, telling)]
  }
}

/** Without what the counterparty's version of FIX does not have, unless it takes that. */
export function trimmed(message: FixMessage, { version, isExtended }: Counterparty): FixMessage {
  if (!isExtended) for (const tag of extensions(message.type, version)) message.fields.remove(tag)
  return message
}

const instrumentOf = (party: Counterparty, id: number): Instrument | undefined => party.instrumentOf(id)

function statusCode({ kind, order }: Execution, version: Version): string {
  if (kind === 'rejected') return '8'
  if (kind === 'replaced' && version === '4.2' && order.state === OrderState.New) return '5'
  const isPart = order.state === OrderState.New && order.cumulative > 0n
  return isPart ? STATE_CODES[OrderState.PartiallyFilled] : STATE_CODES[order.state]
}

function typeCode({ kind, order }: Execution, version: Version): string {
  const [, in42, in44] = KINDS[kind]
  if (version !== '4.2') return in44
  if (kind === 'status') {
    const code = STATE_CODES[order.state]
    return FIELDS[150]?.values?.[code] === undefined ? '0' : code
  }
  return kind === 'fill' && order.state === OrderState.Filled ? '2' : in42
}

/** 35=8. */
export function executionReport(it: Execution, party: Counterparty, telling: Telling = {}): FixMessage {
  const { order, kind, fill } = it
  const { version } = party
  const fields = new Fields()
  fields.set(37, order.orderId === 0n ? 'NONE' : `${order.orderId}`)
  fields.put(11, order.clientId === '' ? undefined : order.clientId).put(41, it.origClientId)
  fields.put(66, order.list?.clientId)
  fields.set(17, it.execId)
  if (version === '4.2') fields.set(20, KINDS[kind][0])
  fields.put(19, it.refersTo).set(150, typeCode(it, version)).set(39, statusCode(it, version))
  if (isWaiting(order.terms.type) && order.isKnown && isOpen(order.state))
    fields.set(636, order.state === OrderState.Untriggered || order.state === OrderState.Pending ? 'N' : 'Y')
  if (it.rejected !== undefined) fields.set(103, orderRejectCode(it.rejected, version))
  fields.put(378, restatement(it, version))
  writeIdentity(order, fields, party)
  const instrument = instrumentOf(party, order.terms.instrument)
  if (instrument !== undefined) writeOrder(order, instrument, fields, party)
  if (fill !== undefined && instrument !== undefined) {
    fields.set(32, instrument.lotsToQuantity(fill.quantity)).set(31, instrument.ticksToPrice(fill.price))
  }
  const lots = (quantity: bigint): string => instrument?.lotsToQuantity(quantity) ?? '0'
  fields
    .set(151, lots(order.leaves))
    .set(14, lots(order.cumulative))
    .set(6, averagePrice(order, instrument, party))
  fields.set(60, formatTime(it.time, version))
  if (fill !== undefined) writeFill(it, fields, party)
  if (order.list !== undefined) fields.put(1385, codeOf(LIST_KINDS, order.list.kind))
  const { massStatus } = telling
  if (massStatus !== undefined) {
    fields.set(584, massStatus.id)
    fields.set(911, `${massStatus.count}`).set(912, massStatus.isLast ? 'Y' : 'N')
  }
  if (telling.isCopy) fields.set(797, 'Y')
  return new FixMessage('8', fields.put(58, textOf(it)))
}

/** The answer to a mass status request where nothing is open: FIX has a rejected status for it. */
export function noOrders(id: string, { version }: Counterparty, time: bigint): FixMessage {
  const fields = new Fields().set(37, 'NONE').set(17, '0')
  if (version === '4.2') fields.set(20, '3')
  fields
    .set(150, isFrom(version, '4.4') ? 'I' : '8')
    .set(39, '8')
    .set(55, 'NONE')
    .set(54, '7')
  fields.set(151, '0').set(14, '0').set(6, '0').set(60, formatTime(time, version))
  return new FixMessage('8', fields.set(584, id).set(911, '0').set(912, 'Y').set(58, 'no open orders'))
}

const isOpen = (state: OrderState): boolean =>
  state !== OrderState.Filled &&
  state !== OrderState.Canceled &&
  state !== OrderState.Expired &&
  state !== OrderState.Rejected

/** Who it is of: the account by its name, and what the request said of others. */
function writeIdentity(order: Order, fields: Fields, party: Counterparty): void {
  fields.set(1, party.accountName(order.account))
  const { echo } = order
  if (echo === undefined) return
  for (const tag of party.version === '4.2' ? [109, 76] : []) fields.put(tag, echo.get(tag))
  if (party.version !== '4.2') fields.put(453, echo.group(453))
  for (const tag of [582, 528, 21]) fields.put(tag, echo.get(tag))
}

function writeOrder(order: Order, instrument: Instrument, fields: Fields, party: Counterparty): void {
  if (order.isKnown) {
    writeTerms(order.terms, fields, { version: party.version, instrument, party })
    return
  }
  fields.set(55, instrument.symbol).put(54, codeOf(SIDES, order.terms.side))
  const quantity = order.leaves + order.cumulative
  if (quantity > 0n) fields.set(38, instrument.lotsToQuantity(quantity))
}

/** Money for what was filled by the quantity; 0 where not all of it is known. */
function averagePrice(
  { cumulative, notional }: Order,
  instrument: Instrument | undefined,
  party: Counterparty,
): string {
  const quote = instrument && party.asset(instrument.quoteAsset)
  if (instrument === undefined || quote === undefined || notional === 0n) return '0'
  return priceOf(notional, cumulative, instrument, quote.scale)
}

function writeFill({ fill, time, order }: Execution, fields: Fields, party: Counterparty): void {
  if (fill === undefined) return
  const day = formatDate(time)
  const asset = party.asset(fill.feeAsset)
  fields.set(75, day).set(64, day)
  fields.put(15, party.asset(instrumentOf(party, order.terms.instrument)?.quoteAsset ?? -1)?.code)
  fields.set(851, LIQUIDITY_CODES[fill.liquidity as Liquidity]).set(880, `${fill.tradeId}`)
  if (asset === undefined) return
  writeFee(fill.fee, asset.code, asset.format(fill.fee), fields, party.version)
}

function restatement({ kind, reason }: Execution, version: Version): string | undefined {
  const in42 = version === '4.2'
  if (kind === 'restated') {
    const isLess = reason === EndReason.Stp || reason === EndReason.ReduceOnly || reason === EndReason.List
    return isLess ? '5' : in42 ? '4' : '99'
  }
  if (kind === 'triggered' && in42) return '4'
  if (kind !== 'canceled' || reason === undefined || in42) return undefined
  return ENDINGS[reason].restatement
}

function textOf({ kind, reason, rejected, text }: Execution): string | undefined {
  if (text !== undefined) return text
  if (rejected !== undefined) return reasonText(rejected)
  if (kind === 'triggered') return 'triggered'
  if (reason === undefined || reason === EndReason.None || reason === EndReason.User) return undefined
  return words(EndReasonName[reason] ?? '')
}

const words = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()

/** 35=9. */
function cancelReject(it: CancelRejection, party: Counterparty, telling: Telling): FixMessage {
  const { order, rejected } = it
  const { version } = party
  const fields = new Fields().set(37, it.orderId === 0n ? 'NONE' : `${it.orderId}`).set(11, it.clientId)
  const origin = it.origClientId || order?.clientId || ''
  fields.set(41, origin || 'NONE')
  fields.set(39, order === undefined ? '8' : STATE_CODES[order.state])
  fields.set(434, it.isReplace ? '2' : '1').set(102, cancelRejectCode(rejected, version))
  fields.set(1, party.accountName(it.account)).set(60, formatTime(it.time, version))
  if (telling.isCopy) fields.set(797, 'Y')
  return new FixMessage('9', fields.set(58, reasonText(rejected)))
}

/** What answers a mass cancel, quotes, and lists that were not taken. */
function answer({ command, count, rejected, time }: Answered, party: Counterparty): FixMessage[] {
  const { type, body } = command
  const isTaken = rejected === RejectReason.None
  const fields = new Fields()
  const name = party.accountName(body.account)
  const { version } = party
  if (type === MessageType.CancelAll) {
    const symbol = instrumentOf(party, command.body.instrument)?.symbol
    const request = symbol === undefined ? '7' : '1'
    fields.set(11, body.clientId)
    if (isFrom(version, '5.0SP2')) fields.set(1369, body.clientId)
    fields
      .set(37, body.clientId)
      .set(530, request)
      .set(531, isTaken ? request : '0')
    if (isTaken) fields.set(533, `${count}`)
    else fields.set(532, rejected === RejectReason.UnknownInstrument ? '1' : '99')
    fields.put(55, symbol).put(54, codeOf(SIDES, command.body.side)).set(1, name)
    fields.set(60, formatTime(time, version))
    return [new FixMessage('r', fields.put(58, isTaken ? undefined : reasonText(rejected)))]
  }
  if (type === MessageType.MassQuote || type === MessageType.CancelQuotes) {
    const isCancel = type === MessageType.CancelQuotes
    const symbol = instrumentOf(party, command.body.instrument)?.symbol
    const taken = isCancel ? (symbol === undefined ? '4' : '1') : '0'
    fields.set(117, body.clientId).set(297, isTaken ? taken : '5')
    if (isTaken) fields.set(533, `${count}`)
    else fields.put(300, quoteRejectCode(rejected, version))
    fields.set(1, name).put(55, symbol)
    return [new FixMessage('b', fields.put(58, isTaken ? undefined : reasonText(rejected)))]
  }
  if (type === MessageType.NewOrderList && !isTaken) return [rejectedList(command, rejected, party, time)]
  if (type === MessageType.CancelOrderList && !isTaken) {
    const { clientId, targetClientId, account } = command.body
    const of = { order: undefined, orderId: 0n, clientId, origClientId: targetClientId, account, time }
    return [cancelReject({ ...of, kind: 'cancelRejected', isReplace: false, rejected }, party, {})]
  }
  return []
}

const FIRST_OF_ONE = { 82: '1', 83: '1' } as const

/** 35=N of a list that lives, or is done. */
function listStatus({ status, legs }: ListChange, party: Counterparty): FixMessage {
  const isDone = status.state === ListState.Done
  const ids = status.orders.filter((id) => id !== 0n)
  const entries = ids.map((id, at) => {
    const order = legs[at]
    const instrument = instrumentOf(party, status.instrument)
    const lots = (quantity: bigint): string => instrument?.lotsToQuantity(quantity) ?? '0'
    return Fields.of([
      [11, order?.clientId || 'NONE'],
      [14, lots(order?.cumulative ?? 0n)],
      [39, STATE_CODES[order?.state ?? OrderState.New]],
      [151, lots(order?.leaves ?? 0n)],
      [6, order === undefined ? '0' : averagePrice(order, instrument, party)],
      [37, id],
    ])
  })
  const fields = new Fields()
    .set(66, status.request.clientId)
    .set(429, isDone ? '5' : '1')
    .set(82, FIRST_OF_ONE[82])
  fields
    .set(431, isDone ? '6' : '3')
    .set(83, FIRST_OF_ONE[83])
    .put(1385, codeOf(LIST_KINDS, status.kind))
  fields.set(60, formatTime(status.report.time, party.version)).set(68, `${ids.length}`)
  return new FixMessage('N', fields.setGroup(73, entries))
}

type NewList = Extract<Command, { type: typeof MessageType.NewOrderList }>

function rejectedList(
  { body }: NewList,
  rejected: RejectReason,
  party: Counterparty,
  time: bigint,
): FixMessage {
  const code = orderRejectCode(rejected, party.version)
  const entries = body.legs.slice(0, body.count).map((leg) =>
    Fields.of([
      [11, leg.clientId],
      [14, '0'],
      [39, '8'],
      [151, '0'],
      [6, '0'],
      [103, code],
    ]),
  )
  const fields = new Fields().set(66, body.clientId).set(429, '1').set(82, FIRST_OF_ONE[82]).set(431, '7')
  fields.set(83, FIRST_OF_ONE[83]).put(1385, codeOf(LIST_KINDS, body.kind))
  fields.set(60, formatTime(time, party.version)).set(68, `${body.count}`).setGroup(73, entries)
  return new FixMessage('N', fields.set(58, reasonText(rejected)))
}

/** Where a refusal's own numbers come from: the number and name that its ExecID is made of. */
export interface RefusalContext {
  readonly time: bigint
  /** Told apart from all other refusals of the session. */
  readonly id: string
}

/**
 * The message that refuses a message: a Reject, a BusinessMessageReject, or what it has of its own. Fields of the refused
 * message are repeated where they were well formed.
 */
export function writeRefusal(
  refusal: Refusal,
  party: Counterparty,
  { time, id }: RefusalContext,
): FixMessage {
  const { refused, of, tag, message: text } = refusal
  const sequence = refused.get(34)
  if (of.kind === 'session') {
    const fields = Fields.of([
      [45, sequence ?? '0'],
      [371, tag === 0 ? undefined : tag],
      [372, refused.type],
      [373, isValue(FIELDS[373]!, `${of.code}`, party.version) ? of.code : undefined],
    ])
    return new FixMessage('3', fields.set(58, text))
  }
  if (of.kind === 'business') return businessReject(refused, `${of.code}`, text, party.version)
  const own = OWN_REFUSALS[refused.type]
  if (own !== undefined) return own(refused, of.code, text, party, { time, id })
  const business =
    of.code === RejectReason.UnknownInstrument ? '2' : of.code === RejectReason.UnknownAccount ? '6' : '0'
  return businessReject(refused, business, text, party.version)
}

/** What the id of the request is, for 379. */
const ID_TAGS = [11, 117, 66, 262, 320, 324, 335, 710, 568, 584] as const

export function businessReject(
  refused: FixMessage,
  code: string,
  text: string,
  version: Version,
): FixMessage {
  const id = ID_TAGS.map((tag) => refused.get(tag)).find((it) => it !== undefined)
  const isCode = isValue(FIELDS[380]!, code, version)
  const fields = Fields.of([
    [45, refused.get(34)],
    [372, refused.type],
    [379, id],
    [380, isCode ? code : '0'],
  ])
  return new FixMessage('j', fields.set(58, text))
}

type OwnRefusal = (
  refused: FixMessage,
  reason: RejectReason,
  text: string,
  party: Counterparty,
  context: RefusalContext,
) => FixMessage

const OWN_REFUSALS: Readonly<Record<string, OwnRefusal>> = {
  D: (refused, reason, text, party, { time, id }) => {
    const { version } = party
    const fields = new Fields().set(37, 'NONE').put(11, refused.get(11)).set(17, id)
    if (version === '4.2') fields.set(20, '0')
    fields.set(150, '8').set(39, '8').set(103, orderRejectCode(reason, version)).put(1, refused.get(1))
    fields.put(55, refused.get(55)).put(54, refused.get(54)).put(38, refused.get(38)).put(40, refused.get(40))
    fields.put(44, refused.get(44)).set(151, '0').set(14, '0').set(6, '0').set(60, formatTime(time, version))
    return new FixMessage('8', fields.set(58, text))
  },
  F: cancelRefusal('1'),
  G: cancelRefusal('2'),
  K: cancelRefusal('1'),
  q: (refused, reason, text, { version }, { time }) => {
    const unknown = reason === RejectReason.UnknownInstrument
    const fields = new Fields().put(11, refused.get(11))
    if (isFrom(version, '5.0SP2')) fields.put(1369, refused.get(11))
    fields.set(37, 'NONE').put(530, refused.get(530)).set(531, '0')
    fields
      .set(532, unknown ? '1' : '99')
      .put(55, refused.get(55))
      .set(60, formatTime(time, version))
    return new FixMessage('r', fields.set(58, text))
  },
  i: quoteRefusal,
  Z: quoteRefusal,
}

function cancelRefusal(response: string): OwnRefusal {
  return (refused, reason, text, { version }, { time }) => {
    const fields = new Fields().put(37, refused.get(37) ?? 'NONE').put(11, refused.get(11))
    fields
      .put(41, refused.get(41) ?? refused.get(66))
      .set(39, '8')
      .set(434, response)
    fields.set(102, cancelRejectCode(reason, version)).set(60, formatTime(time, version))
    return new FixMessage('9', fields.set(58, text))
  }
}

function quoteRefusal(
  refused: FixMessage,
  reason: RejectReason,
  text: string,
  { version }: Counterparty,
): FixMessage {
  const fields = new Fields()
    .put(117, refused.get(117))
    .set(297, '5')
    .put(300, quoteRejectCode(reason, version))
  return new FixMessage('b', fields.set(58, text))
}
