// Messages that ask for a change, and the commands that they are, both ways.
import {
  ALL_INSTRUMENTS,
  type ListKind,
  MessageType,
  OrderType,
  RejectReason,
  type RequestBody,
  SideFilter,
  type wire,
} from '@tapebook/client'
import { Fields, FixMessage } from '../message.ts'
import { codeOf, LIST_KINDS, SIDES, STP_MODES } from './codes.ts'
import type { Counterparty } from './counterparty.ts'
import { isFrom } from './fields.ts'
import { Reader } from './reader.ts'
import {
  FLAGS,
  isPlain,
  isTrailing,
  noTerms,
  readTerms,
  TERMS,
  type Terms,
  type Writing,
  writeTerms,
} from './terms.ts'

type EntryType =
  | typeof MessageType.NewOrder
  | typeof MessageType.NewAdvancedOrder
  | typeof MessageType.CancelOrder
  | typeof MessageType.ReplaceOrder
  | typeof MessageType.CancelAll
  | typeof MessageType.NewOrderList
  | typeof MessageType.CancelOrderList
  | typeof MessageType.MassQuote
  | typeof MessageType.CancelQuotes

/** A request of the binary port, as `Client.send` takes it. */
export type Command = {
  [T in EntryType]: {
    readonly type: T
    readonly body: RequestBody<T> & { readonly clientId: string; readonly account: number }
  }
}[EntryType]

/** A command with what its reports repeat and the exchange does not keep: parties, capacity. */
export interface Entered {
  readonly kind: 'command'
  readonly command: Command
  readonly echo: Fields
}

const ALL_SIDES = { ...SIDES } as const
const MOST_QUOTES = 8
const MOST_LEGS = 3
const REPLACE_POST_ONLY = 2
const CUSTOMER_ACCOUNT = '24'
const ECHOED = [1, 109, 76, 582, 528, 21] as const

/** The account that a message means: by 1, by 109 in FIX 4.2, by the party with role 24 later. They must agree. */
export function accountOf(from: Reader): number {
  const { party, message } = from
  const customer = message.group(453).find((it) => it.get(452) === CUSTOMER_ACCOUNT)
  const names = [from.get(1), isFrom(party.version, '4.4') ? customer?.get(448) : from.get(109)]
  const given = names.filter((it) => it !== undefined)
  const [name] = given
  const tag = from.has(1) || name === undefined ? 1 : 453
  if (given.some((it) => it !== name))
    from.contradicts(tag, 'differs from the customer account of the parties')
  const account = party.account(name)
  if (account === undefined) from.refuse(tag, RejectReason.UnknownAccount, 'is no account of this session')
  const group = from.get(2362)
  if (group !== undefined && group !== party.accountName(account))
    from.refuse(
      2362,
      RejectReason.InvalidParameter,
      'is another than the account: the exchange keeps the groups',
    )
  return account
}

function echoOf(from: Reader, message: FixMessage): Fields {
  const echo = Fields.of(ECHOED.map((tag) => [tag, from.get(tag)]))
  return echo.put(453, message.group(453))
}

const sequenceOf = (message: FixMessage): bigint => BigInt(message.get(34) ?? 0)

/** What all requests have. */
function requestOf(
  from: Reader,
  idTag = 11,
): { clientId: string; account: number; originSession: bigint; originSequence: bigint } {
  const { party, message } = from
  return {
    clientId: from.clientId(idTag),
    account: accountOf(from),
    originSession: party.origin,
    originSequence: party.origin === 0n ? 0n : sequenceOf(message),
  }
}

/** A reader of an order, or of a leg, by what it says of parties too. */
function newOrder(from: Reader): Command {
  const request = requestOf(from)
  const terms = readTerms(from)
  if (!isPlain(terms)) return { type: MessageType.NewAdvancedOrder, body: { ...request, ...terms } }
  const { instrument, side, type, timeInForce, stp, price, quantity, quoteAmount, flags } = terms
  const body = { ...request, instrument, side, type, timeInForce, stp, price, quantity, quoteAmount, flags }
  return { type: MessageType.NewOrder, body }
}

/** Which order: by 37, or by 41. */
function targetOf(from: Reader): { orderId: bigint; targetClientId: string } {
  const orderId = from.orderId()
  if (orderId !== 0n) return { orderId, targetClientId: '' }
  from.needToo(41)
  return { orderId, targetClientId: from.clientId(41) }
}

/** What a message says that the order is has to be what it is. */
function checkOrder(
  from: Reader,
  { account, orderId, targetClientId }: Target,
  terms?: Readonly<Terms>,
): void {
  const { instrument } = from
  const order = from.party.order?.(account, orderId, targetClientId)
  if (order === undefined || !order.isKnown) return
  const is = order.terms
  const refuse = (tag: number): never =>
    from.refuse(tag, RejectReason.InvalidReplace, 'is not that of the order')
  if (is.instrument !== instrument.id) refuse(55)
  if (is.side !== from.code(54, SIDES)) refuse(54)
  if (terms === undefined) return
  if (is.type !== terms.type) refuse(40)
  if (from.has(59) && (is.timeInForce !== terms.timeInForce || is.expireTime !== terms.expireTime)) refuse(59)
}

interface Target {
  readonly account: number
  readonly orderId: bigint
  readonly targetClientId: string
}

function cancel(from: Reader): Command {
  // The order's id is enough for the exchange: a wrong symbol or side is a mistake all the same.
  const body = { ...requestOf(from), ...targetOf(from) }
  checkOrder(from, body)
  return { type: MessageType.CancelOrder, body }
}

function replace(from: Reader): Command {
  const request = { ...requestOf(from), ...targetOf(from) }
  const terms = readTerms(from)
  if (terms.quoteAmount !== 0n) from.contradicts(152, 'cannot be replaced')
  checkOrder(from, request, terms)
  const { price, quantity, triggerPrice, displayQuantity } = terms
  const flags = terms.flags & FLAGS.postOnly ? REPLACE_POST_ONLY : 0
  const body = { ...request, flags, price, quantity, triggerPrice, displayQuantity }
  return { type: MessageType.ReplaceOrder, body }
}

function massCancel(from: Reader): Command {
  const isOne = from.need(530) === '1'
  if (isOne) from.needToo(55)
  else if (from.has(55)) from.contradicts(55, 'goes with 530=1 only')
  const side = from.has(54) ? from.code(54, ALL_SIDES) : SideFilter.Both
  const instrument = isOne ? from.instrument.id : ALL_INSTRUMENTS
  return { type: MessageType.CancelAll, body: { ...requestOf(from), instrument, side } }
}

const NO_LEG: wire.ListLeg = (() => {
  const { quoteAmount, pegOffset, peg, ...rest } = noTerms()
  return { ...rest, timeInForce: 0, clientId: '', account: 0 }
})()

function legOf(from: Reader): wire.ListLeg {
  const { quoteAmount, pegOffset, peg, ...terms } = readTerms(from)
  if (quoteAmount !== 0n) from.contradicts(152, 'is not for lists')
  if (terms.type === OrderType.Pegged) from.contradicts(40, 'is not for lists')
  return { ...terms, clientId: from.clientId(11), account: 0 }
}

function newList(from: Reader): Command {
  const { message, party } = from
  const entries = [...message.group(73)].sort((a, b) => Number(a.get(67)) - Number(b.get(67)))
  from.needToo(1385)
  if (from.integer(68) !== BigInt(entries.length)) from.contradicts(68, 'is not the number of orders')
  if (entries.length > MOST_LEGS) from.refuse(73, RejectReason.InvalidList, 'has more than three orders')
  if (entries.some((it, at) => it.get(67) !== `${at + 1}`))
    from.contradicts(73, 'is not numbered from 1 in 67')
  const readers = entries.map((fields) => new Reader(message, party, fields))
  const accounts = readers.map((reader) => accountOf(reader))
  const legs = readers.map((reader) => legOf(reader))
  const [first] = legs
  const kind: ListKind = from.code(1385, LIST_KINDS)
  if (first === undefined || legs.some(({ instrument }) => instrument !== first.instrument))
    from.refuse(73, RejectReason.ListMismatch, 'has orders of several symbols')
  const account = accounts[0] ?? 0
  if (accounts.some((it) => it !== account))
    from.refuse(73, RejectReason.ListMismatch, 'has orders of several accounts')
  const body = {
    clientId: from.clientId(66),
    account,
    originSession: party.origin,
    originSequence: party.origin === 0n ? 0n : sequenceOf(message),
    instrument: first.instrument,
    kind,
    count: legs.length,
    flags: 0,
    legs: Array.from({ length: MOST_LEGS }, (_, at) => legs[at] ?? NO_LEG),
  }
  return { type: MessageType.NewOrderList, body }
}

/** FIX gives the request no id: its number and the time that it was first sent make one. */
function ownId(message: FixMessage): string {
  const time = message.get(122) ?? message.get(52) ?? ''
  return `K/${sequenceOf(message)}/${time.replaceAll(':', '').slice(0, 24)}`
}

function cancelList(from: Reader): Command {
  const { party, message } = from
  const request = {
    clientId: from.has(11) ? from.clientId(11) : ownId(message),
    account: accountOf(from),
    originSession: party.origin,
    originSequence: party.origin === 0n ? 0n : sequenceOf(message),
  }
  const body = { ...request, listId: 0n, targetClientId: from.clientId(66) }
  return { type: MessageType.CancelOrderList, body }
}

function massQuote(from: Reader): Command {
  const { message, party } = from
  const entries = message.group(296).flatMap((set) => set.group(295))
  const readers = entries.map((fields) => new Reader(message, party, fields))
  const [first] = readers
  if (first === undefined) return from.refuse(296, RejectReason.InvalidParameter, 'has no entries')
  const { instrument } = first
  const bids: wire.QuoteEntry[] = []
  const asks: wire.QuoteEntry[] = []
  for (const entry of readers) {
    if (entry.has(55) && entry.instrument.id !== instrument.id)
      from.refuse(55, RejectReason.ListMismatch, 'is another than that of the first entry')
    entry.instrument
    if (entry.has(132))
      bids.push({ price: entry.steps(132, 'price'), quantity: entry.steps(134, 'quantity') })
    if (entry.has(133))
      asks.push({ price: entry.steps(133, 'price'), quantity: entry.steps(135, 'quantity') })
  }
  if (bids.length > MOST_QUOTES || asks.length > MOST_QUOTES)
    from.refuse(295, RejectReason.LimitExceeded, `has more than ${MOST_QUOTES} quotes of a side`)
  const body = {
    ...requestOf(from, 117),
    instrument: instrument.id,
    stp: from.code(2964, STP_MODES, STP_MODES[1]),
    flags: from.get(18)?.split(' ').includes('6') ? FLAGS.postOnly : 0,
    maxFills: 0,
    windowMs: 0,
    maxQuantity: 0n,
    bids: padded(bids),
    asks: padded(asks),
  }
  return { type: MessageType.MassQuote, body }
}

const padded = (quotes: readonly wire.QuoteEntry[]): wire.QuoteEntry[] =>
  Array.from({ length: MOST_QUOTES }, (_, at) => quotes[at] ?? { price: 0n, quantity: 0n })

function quoteCancel(from: Reader): Command {
  const { message, party } = from
  const [entry] = message.group(295)
  const isOne = from.need(298) === '1'
  if (isOne !== (entry !== undefined)) from.contradicts(298, 'and the symbols do not go together')
  if (message.group(295).length > 1)
    from.refuse(295, RejectReason.InvalidParameter, 'has more than one symbol')
  const instrument = entry === undefined ? ALL_INSTRUMENTS : new Reader(message, party, entry).instrument.id
  return { type: MessageType.CancelQuotes, body: { ...requestOf(from, 117), instrument, flags: 0 } }
}

const ENTRIES: Readonly<Record<string, (from: Reader) => Command>> = {
  D: newOrder,
  E: newList,
  F: cancel,
  G: replace,
  K: cancelList,
  q: massCancel,
  i: massQuote,
  Z: quoteCancel,
}

/** Does a message of this type ask for a change? */
export const isEntry = (type: string): boolean => type in ENTRIES

/** The command that a verified message of such a type is. Throws a Refusal. */
export function readEntry(message: FixMessage, party: Counterparty): Entered {
  const read = ENTRIES[message.type]
  if (read === undefined) throw new TypeError(`35=${message.type} asks for no change`)
  const from = new Reader(message, party)
  return { kind: 'command', command: read(from), echo: echoOf(from, message) }
}

// --- The other way: what an initiator sends, and what tests send.

/** An order in FIX's words. */
export function orderFields(terms: Readonly<Terms>, of: Writing, into: Fields = new Fields()): Fields {
  writeTerms(terms, into, of)
  return into
}

const termsOf = (body: Partial<Terms>): Terms => {
  const terms = noTerms()
  for (const key of Object.keys(terms) as (keyof Terms)[])
    if (body[key] !== undefined) Object.assign(terms, { [key]: body[key] })
  return terms
}

/** The message that says what a command says. */
export function writeCommand(command: Command, party: Counterparty): FixMessage {
  const { clientId, account } = command.body
  const fields = new Fields()
  const writing = (id: number): Writing => {
    const instrument = party.instrumentOf(id)
    if (instrument === undefined) throw new RangeError(`there is no instrument ${id}`)
    return { version: party.version, instrument, party }
  }
  const name = party.accountName(account)
  const isNew = isFrom(party.version, '4.4')
  switch (command.type) {
    case MessageType.NewOrder:
    case MessageType.NewAdvancedOrder: {
      fields.set(11, clientId).set(1, name)
      if (!isNew) fields.set(21, '1')
      return new FixMessage('D', orderFields(termsOf(command.body), writing(command.body.instrument), fields))
    }
    case MessageType.NewOrderList: {
      const { legs, count, kind, instrument } = command.body
      const entries = legs.slice(0, count).map((leg, at) => {
        const entry = new Fields().set(11, leg.clientId).set(67, `${at + 1}`)
        return orderFields(termsOf(leg), writing(instrument), entry).set(1, name)
      })
      fields
        .set(66, clientId)
        .set(394, '3')
        .set(68, `${count}`)
        .set(1385, codeOf(LIST_KINDS, kind) ?? '')
      return new FixMessage('E', fields.setGroup(73, entries))
    }
    case MessageType.CancelOrderList: {
      fields.set(66, command.body.targetClientId).set(11, clientId).set(1, name)
      return new FixMessage('K', fields)
    }
    case MessageType.CancelAll: {
      const { instrument, side } = command.body
      const isAll = instrument === ALL_INSTRUMENTS
      fields.set(11, clientId).set(530, isAll ? '7' : '1')
      if (!isAll) fields.set(55, writing(instrument).instrument.symbol)
      if (side !== SideFilter.Both) fields.put(54, codeOf(ALL_SIDES, side))
      return new FixMessage('q', fields.set(1, name))
    }
    case MessageType.CancelQuotes: {
      const { instrument } = command.body
      const isAll = instrument === ALL_INSTRUMENTS
      fields
        .set(117, clientId)
        .set(298, isAll ? '4' : '1')
        .set(1, name)
      if (!isAll) fields.setGroup(295, [new Fields().set(55, writing(instrument).instrument.symbol)])
      return new FixMessage('Z', fields)
    }
    case MessageType.MassQuote: {
      const { instrument, bids, asks, flags, stp } = command.body
      fields.set(117, clientId).set(1, name)
      if (flags & FLAGS.postOnly) fields.set(18, '6')
      if (stp !== STP_MODES[1]) fields.put(2964, codeOf(STP_MODES, stp))
      return new FixMessage('i', fields.setGroup(296, [quoteSet(writing(instrument), bids, asks)]))
    }
    default:
      throw new TypeError('a cancel or replace needs the order: writeChange')
  }
}

function quoteSet(
  { instrument }: Writing,
  bids: readonly wire.QuoteEntry[],
  asks: readonly wire.QuoteEntry[],
): Fields {
  const entries: Fields[] = []
  for (let at = 0; at < MOST_QUOTES; at++) {
    const [bid, ask] = [bids[at], asks[at]]
    const entry = new Fields().set(299, `${at + 1}`).set(55, instrument.symbol)
    if (bid?.quantity) entry.set(132, instrument.ticksToPrice(bid.price))
    if (ask?.quantity) entry.set(133, instrument.ticksToPrice(ask.price))
    if (bid?.quantity) entry.set(134, instrument.lotsToQuantity(bid.quantity))
    if (ask?.quantity) entry.set(135, instrument.lotsToQuantity(ask.quantity))
    if (bid?.quantity || ask?.quantity) entries.push(entry)
  }
  return new Fields().set(302, '1').set(304, `${entries.length}`).setGroup(295, entries)
}

type Change = Extract<Command, { type: typeof MessageType.CancelOrder | typeof MessageType.ReplaceOrder }>

/** A cancel or replace of an order: FIX repeats what the order is. */
export function writeChange(command: Change, order: Readonly<Terms>, party: Counterparty): FixMessage {
  const { clientId, account, orderId, targetClientId } = command.body
  const instrument = party.instrumentOf(order.instrument)
  if (instrument === undefined) throw new RangeError(`there is no instrument ${order.instrument}`)
  const fields = new Fields().set(11, clientId)
  if (targetClientId !== '') fields.set(41, targetClientId)
  if (orderId !== 0n) fields.set(37, `${orderId}`)
  fields.set(1, party.accountName(account))
  if (command.type === MessageType.CancelOrder) {
    for (const row of TERMS)
      if (row.field === 'instrument' || row.field === 'side')
        row.write(order, fields, { version: party.version, instrument, party })
    return new FixMessage('F', fields)
  }
  const { price, quantity, triggerPrice, displayQuantity, flags } = command.body
  const changed: Terms = {
    ...order,
    price: price || order.price,
    quantity: quantity || order.quantity,
    triggerPrice: isTrailing(order.type) ? order.triggerPrice : triggerPrice || order.triggerPrice,
    displayQuantity: displayQuantity || order.displayQuantity,
    flags: order.flags | (flags & REPLACE_POST_ONLY ? FLAGS.postOnly : 0),
  }
  return new FixMessage('G', orderFields(changed, { version: party.version, instrument, party }, fields))
}
