// What an order is: each row ties fields of FIX to fields of NewAdvancedOrder, both ways. One table for new orders, legs of
// lists, replaces, and for reports, which tell the same.
import {
  type Instrument,
  OrderType,
  PegKind,
  RejectReason,
  StpMode,
  TimeInForce,
  TriggerSource,
  type wire,
} from '@tapebook/client'
import type { Fields } from '../message.ts'
import {
  codeOf,
  PEG_WORDS,
  PEGS,
  pegKind,
  pegWord,
  SIDES,
  STP_MODES,
  TIMES,
  TYPE_CODES,
  watchCode,
  watchOf,
} from './codes.ts'
import type { Counterparty } from './counterparty.ts'
import { isFrom, type Version } from './fields.ts'
import type { Reader } from './reader.ts'
import { endOfDay, formatTime, parseTime } from './values.ts'

/** Flags of NewAdvancedOrder. */
export const FLAGS = { postOnly: 1, reduceOnly: 2, byAmount: 4, hidden: 16, atOpen: 32, atClose: 64 } as const

type Body = Omit<wire.NewAdvancedOrder, 'request'>
/** An order's terms as they are gathered. */
export type Terms = { -readonly [K in keyof Body]: Body[K] }

export const noTerms = (): Terms => ({
  instrument: 0,
  side: 0,
  type: OrderType.Market,
  timeInForce: TimeInForce.Day,
  stp: StpMode.CancelTaker,
  price: 0n,
  quantity: 0n,
  quoteAmount: 0n,
  triggerPrice: 0n,
  activationPrice: 0n,
  trailTicks: 0n,
  displayQuantity: 0n,
  minQuantity: 0n,
  expireTime: 0n,
  pegOffset: 0n,
  trailBasisPoints: 0,
  flags: 0,
  triggerSource: TriggerSource.LastTrade,
  peg: PegKind.None,
})

/** Whom terms are written for. */
export interface Writing {
  readonly version: Version
  readonly instrument: Instrument
  readonly party: Counterparty
}

/** Fields of FIX that say something of an order, and how. */
export interface Row {
  readonly tags: readonly number[]
  /** Where it goes in NewAdvancedOrder. */
  readonly field: string
  readonly about: string
  read(from: Reader, into: Terms): void
  write(terms: Readonly<Terms>, into: Fields, of: Writing): void
}

export const isTrailing = (type: number): boolean =>
  type === OrderType.TrailingStop || type === OrderType.TrailingStopLimit
export const isWaiting = (type: number): boolean =>
  type >= OrderType.Stop && type <= OrderType.TrailingStopLimit

const execInst = (from: Reader): string[] => from.get(18)?.split(' ') ?? []
const asksToTrail = (from: Reader): boolean => execInst(from).includes('a') || from.get(1094) === '8'

/** The type by 40, by whether it trails, and by whether there is a limit. */
function typeOf(from: Reader): OrderType {
  const hasPrice = from.has(44)
  switch (from.need(40)) {
    case '1':
      return OrderType.Market
    case '2':
      return OrderType.Limit
    case '3':
      return asksToTrail(from) ? OrderType.TrailingStop : OrderType.Stop
    case '4':
      return asksToTrail(from) ? OrderType.TrailingStopLimit : OrderType.StopLimit
    case 'J':
      return hasPrice ? OrderType.TakeProfitLimit : OrderType.TakeProfit
    default:
      return OrderType.Pegged
  }
}

const NEEDS_PRICE: ReadonlySet<number> = new Set([
  OrderType.Limit,
  OrderType.StopLimit,
  OrderType.TrailingStopLimit,
])
const HAS_NO_PRICE: ReadonlySet<number> = new Set([OrderType.Market, OrderType.Stop, OrderType.TrailingStop])

/** In which order rows are read: later ones may look at what earlier ones found. */
export const TERMS: readonly Row[] = [
  {
    tags: [55],
    field: 'instrument',
    about: 'Symbol of the instrument.',
    read(from, into) {
      into.instrument = from.instrument.id
    },
    write(_, into, { instrument }) {
      into.set(55, instrument.symbol)
    },
  },
  {
    tags: [54],
    field: 'side',
    about: 'Side; 7 in the refusal of an order that nothing else is known of.',
    read(from, into) {
      into.side = from.code(54, SIDES)
    },
    write({ side }, into) {
      into.set(54, codeOf(SIDES, side) ?? '7')
    },
  },
  {
    tags: [40],
    field: 'type',
    about:
      'Type. J with a Price (44) is a take-profit-limit. 3 and 4 with 18=a, or 1094=8, trail. A Price is needed with 2 and 4.',
    read(from, into) {
      into.type = typeOf(from)
      if (NEEDS_PRICE.has(into.type)) from.needToo(44)
      if (HAS_NO_PRICE.has(into.type) && from.has(44)) from.contradicts(44, 'does not go with the type')
      if (isWaiting(into.type) && !isTrailing(into.type) && !from.has(99)) from.needToo(1102, 99)
    },
    write({ type }, into) {
      into.set(40, TYPE_CODES[type])
    },
  },
  {
    tags: [38],
    field: 'quantity',
    about: 'Quantity.',
    read(from, into) {
      if (!from.has(38)) return from.has(152) ? undefined : from.needToo(38)
      into.quantity = from.steps(38, 'quantity')
    },
    write({ quantity }, into, { instrument }) {
      if (quantity !== 0n) into.set(38, instrument.lotsToQuantity(quantity))
    },
  },
  {
    tags: [152],
    field: 'quoteAmount',
    about: 'In place of 38, with 40=1: the money to spend or to raise, in the quote asset.',
    read(from, into) {
      if (!from.has(152)) return
      if (from.has(38)) from.contradicts(152, 'stands beside 38')
      if (into.type !== OrderType.Market) from.contradicts(152, 'goes with 40=1 only')
      into.quoteAmount = from.amount(152, from.instrument.quoteAsset)
      into.flags |= FLAGS.byAmount
    },
    write({ quoteAmount }, into, { instrument, party }) {
      if (quoteAmount !== 0n) into.put(152, party.asset(instrument.quoteAsset)?.format(quoteAmount))
    },
  },
  {
    tags: [15],
    field: '-',
    about: 'Currency: the quote asset of the symbol; another is refused.',
    read(from) {
      const currency = from.get(15)
      if (currency !== undefined && currency !== from.party.asset(from.instrument.quoteAsset)?.code)
        from.contradicts(15, 'is not what the symbol is quoted in')
    },
    write() {},
  },
  {
    tags: [44],
    field: 'price',
    about: 'Limit price; of a pegged order its worst price.',
    read(from, into) {
      if (from.has(44)) into.price = from.steps(44, 'price')
    },
    write({ price }, into, { instrument }) {
      if (price !== 0n) into.set(44, instrument.ticksToPrice(price))
    },
  },
  {
    tags: [59, 126, 432],
    field: 'timeInForce',
    about:
      'How long it lives; DAY where left out. 6 needs a time (126), or a day (432), after whose end in UTC it is gone. 2 and 7 take part in that auction only.',
    read(from, into) {
      const code = from.get(59) ?? '0'
      const isAuction = code === '2' || code === '7'
      into.timeInForce = isAuction ? TimeInForce.Day : from.code(59, TIMES, TimeInForce.Day)
      if (isAuction) into.flags |= code === '2' ? FLAGS.atOpen : FLAGS.atClose
      const isDated = from.has(126) || from.has(432)
      if (into.timeInForce !== TimeInForce.Gtd) {
        if (isDated) from.contradicts(from.has(126) ? 126 : 432, 'goes with 59=6 only')
        return
      }
      if (!isDated) from.needToo(126)
      if (from.has(126) && from.has(432)) from.contradicts(432, 'stands beside 126')
      into.expireTime = from.has(126)
        ? from.parsed(126, parseTime(from.need(126)))
        : from.parsed(432, endOfDay(from.need(432)))
    },
    write({ timeInForce, flags, expireTime }, into, { version }) {
      if (flags & FLAGS.atOpen) into.set(59, '2')
      else if (flags & FLAGS.atClose) into.set(59, '7')
      else into.set(59, codeOf(TIMES, timeInForce) ?? '')
      if (expireTime !== 0n) into.set(126, formatTime(expireTime, version))
    },
  },
  {
    tags: [18],
    field: 'flags',
    about: '6: post-only. E: reduce-only. R, P, M: as 1094. a: trailing.',
    read(from, into) {
      const words = execInst(from)
      if (words.includes('6')) into.flags |= FLAGS.postOnly
      if (words.includes('E')) into.flags |= FLAGS.reduceOnly
      if (words.includes('a') && !isTrailing(into.type))
        from.contradicts(18, 'trails, and 40 is neither 3 nor 4')
    },
    write(terms, into, { version }) {
      const words: string[] = []
      if (terms.flags & FLAGS.postOnly) words.push('6')
      if (terms.flags & FLAGS.reduceOnly) words.push('E')
      const isOld = !isFrom(version, '5.0SP2')
      if (isOld && isTrailing(terms.type)) words.push('a')
      if (isOld && terms.type === OrderType.Pegged) words.push(PEGS[pegWord(terms.peg, terms.side)][18])
      if (words.length > 0) into.set(18, words.join(' '))
    },
  },
  {
    tags: [110],
    field: 'minQuantity',
    about: 'Least quantity to trade at once, or the order is canceled.',
    read(from, into) {
      if (from.has(110)) into.minQuantity = from.steps(110, 'quantity')
    },
    write({ minQuantity }, into, { instrument }) {
      if (minQuantity !== 0n) into.set(110, instrument.lotsToQuantity(minQuantity))
    },
  },
  {
    tags: [1138, 111, 1084],
    field: 'displayQuantity',
    about: 'What the book shows at a time (111 in 4.2 and 4.4); 0, or 1084=4, hides the order.',
    read(from, into) {
      const tag = from.has(1138) ? 1138 : 111
      if (from.has(1138) && from.has(111)) from.contradicts(111, 'stands beside 1138')
      const display = from.has(tag) ? from.steps(tag, 'quantity') : undefined
      const isHidden = from.get(1084) === '4' || display === 0n
      if (isHidden && display !== undefined && display !== 0n)
        from.contradicts(tag, 'is shown of a hidden order')
      if (isHidden) into.flags |= FLAGS.hidden
      else into.displayQuantity = display ?? 0n
    },
    write({ displayQuantity, flags }, into, { version, instrument }) {
      const isNew = isFrom(version, '5.0SP2')
      if (flags & FLAGS.hidden) into.set(isNew ? 1084 : 111, isNew ? '4' : '0')
      else if (displayQuantity !== 0n)
        into.set(isNew ? 1138 : 111, instrument.lotsToQuantity(displayQuantity))
    },
  },
  {
    tags: [99, 1100, 1101, 1102, 1107, 1109],
    field: 'triggerPrice',
    about:
      'The trigger, as 99 or as 1102; of a trailing stop the price from which on it follows. 1107 is the price that it watches: 2 the last trade, 1 the best offer (a buy), 3 the best bid (a sell), R the reference price.',
    read(from, into) {
      const tag = from.has(99) ? 99 : 1102
      if (from.has(99) && from.has(1102) && from.get(99) !== from.get(1102))
        from.contradicts(1102, 'differs from 99')
      if (from.has(tag)) {
        if (!isWaiting(into.type)) from.contradicts(tag, 'does not go with the type')
        const price = from.steps(tag, 'price')
        if (isTrailing(into.type)) into.activationPrice = price
        else into.triggerPrice = price
      }
      checkDirection(from, into)
      const watched = from.get(1107)
      if (watched === undefined) return
      if (!isWaiting(into.type)) from.contradicts(1107, 'does not go with the type')
      into.triggerSource =
        watchOf(watched, into.side) ?? from.contradicts(1107, 'is the best price of its own side')
    },
    write(terms, into, { version, instrument }) {
      const { type, triggerPrice, activationPrice, triggerSource, side } = terms
      if (!isWaiting(type)) return
      const price = isTrailing(type) ? activationPrice : triggerPrice
      if (isFrom(version, '5.0SP2')) {
        into.set(1100, '4').set(1101, '1')
        if (price !== 0n) into.set(1102, instrument.ticksToPrice(price))
        into.set(1107, watchCode(triggerSource, side))
        return
      }
      if (price !== 0n) into.set(99, instrument.ticksToPrice(price))
      if (triggerSource !== TriggerSource.LastTrade) into.set(1107, watchCode(triggerSource, side))
    },
  },
  {
    tags: [211, 836, 1094, 388],
    field: 'peg',
    about:
      'What a pegged order (40=P) follows: 1094, or 388, or R, P, M in 18; 211 is added to it. Of a trailing stop 211 is the distance. 836: 211 is a price (0, if left out), ticks (2), or hundredths of a per cent (1, a trailing stop only).',
    read(from, into) {
      if (into.type === OrderType.Pegged) readPeg(from, into)
      else if (isTrailing(into.type)) readTrail(from, into)
      else
        for (const tag of [211, 836, 1094, 388])
          if (from.has(tag)) from.contradicts(tag, 'does not go with the type')
    },
    write(terms, into, { version, instrument }) {
      const isNew = isFrom(version, '5.0SP2')
      if (terms.type === OrderType.Pegged) {
        if (isNew) into.set(1094, PEGS[pegWord(terms.peg, terms.side)][1094])
        if (terms.pegOffset !== 0n) into.set(211, instrument.ticksToPrice(terms.pegOffset))
      } else if (isTrailing(terms.type)) {
        if (isNew) into.set(1094, '8')
        const isPrice = terms.trailTicks !== 0n
        into.set(211, isPrice ? instrument.ticksToPrice(terms.trailTicks) : `${terms.trailBasisPoints}`)
        into.set(836, isPrice ? '0' : '1')
      }
    },
  },
  {
    tags: [2964, 2362],
    field: 'stp',
    about:
      'Self-trade prevention: what happens when it would trade with its own account or group; 1 where left out. The exchange keeps the groups: a 2362 other than the account is refused.',
    read(from, into) {
      into.stp = from.code(2964, STP_MODES, StpMode.CancelTaker)
    },
    write({ stp }, into) {
      if (stp !== StpMode.CancelTaker) into.set(2964, codeOf(STP_MODES, stp) ?? '')
    },
  },
]

/** A stop waits for the price to go against it, a take-profit for it to go its way; 1109 may say so. */
function checkDirection(from: Reader, { type, side }: Terms): void {
  const direction = from.get(1109)
  if (direction === undefined) return
  if (!isWaiting(type)) from.contradicts(1109, 'does not go with the type')
  const isProfit = type === OrderType.TakeProfit || type === OrderType.TakeProfitLimit
  const rises = (side === SIDES[1]) !== isProfit
  if (direction !== (rises ? 'U' : 'D')) from.contradicts(1109, 'is the other way of this type and side')
}

function readPeg(from: Reader, into: Terms): void {
  const words = execInst(from)
  const named = PEG_WORDS.filter(
    (it) =>
      words.includes(PEGS[it][18]) || from.get(1094) === PEGS[it][1094] || from.get(388) === PEGS[it][388],
  )
  const [word] = named
  if (from.get(1094) === '8' || from.get(388) === '0' || named.length > 1)
    from.contradicts(from.has(1094) ? 1094 : 388, 'does not say one price to follow')
  if (word === undefined) return from.needToo(1094)
  into.peg = pegKind(word, into.side)
  if (!from.has(211)) return
  if (from.get(836) === '1') from.contradicts(836, 'is for trailing stops')
  into.pegOffset = from.get(836) === '2' ? from.integer(211) : from.offset(211)
}

function readTrail(from: Reader, into: Terms): void {
  if (!from.has(211)) return from.needToo(211)
  if (from.has(388)) from.contradicts(388, 'does not go with the type')
  if (from.get(836) === '1') into.trailBasisPoints = Number(from.integer(211))
  else into.trailTicks = from.get(836) === '2' ? from.integer(211) : from.offset(211)
  if (into.trailTicks < 0n || into.trailBasisPoints < 0)
    from.refuse(211, RejectReason.InvalidTrail, 'is below zero')
}

/** Reads an order's terms by the rows. Throws a Refusal. */
export function readTerms(from: Reader): Terms {
  const terms = noTerms()
  for (const row of TERMS) row.read(from, terms)
  return terms
}

/** Writes an order's terms by the rows. */
export function writeTerms(terms: Readonly<Terms>, into: Fields, of: Writing): void {
  for (const row of TERMS) row.write(terms, into, of)
}

/** Does the plain request carry all of it? */
export const isPlain = (terms: Readonly<Terms>): boolean =>
  terms.type <= OrderType.Limit &&
  terms.timeInForce !== TimeInForce.Gtd &&
  (terms.flags & ~(FLAGS.postOnly | FLAGS.byAmount)) === 0 &&
  terms.displayQuantity === 0n &&
  terms.minQuantity === 0n
