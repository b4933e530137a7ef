// Every message that is taken or told, with its fields. A field that is not listed for a message is refused (373=2).
import type { GroupShape, GroupShapes } from '../message.ts'
import { isFrom, type Version } from './fields.ts'

/** A field in its place in a message. */
export interface Part {
  readonly tag: number
  readonly need: boolean
  readonly first?: Version
  readonly last?: Version
  /** Fields of each entry, the first one first. */
  readonly group?: readonly Part[]
}

export interface Message {
  readonly type: string
  readonly name: string
  /** Its name in FIX 4.2, where it is another. */
  readonly oldName?: string
  /** Who sends it. */
  readonly way: 'in' | 'out' | 'both'
  readonly first?: Version
  readonly category: 'admin' | 'app'
  readonly parts: readonly Part[]
  /** What it is for, in a sentence. */
  readonly about: string
}

const must = (...tags: number[]): Part[] => tags.map((tag) => ({ tag, need: true }))
const may = (...tags: number[]): Part[] => tags.map((tag) => ({ tag, need: false }))
const from = (first: Version, ...parts: Part[][]): Part[] => parts.flat().map((part) => ({ ...part, first }))
const until = (last: Version, ...parts: Part[][]): Part[] => parts.flat().map((part) => ({ ...part, last }))
const group = (tag: number, ...parts: Part[][]): Part[] => [{ tag, need: false, group: parts.flat() }]
const needGroup = (tag: number, ...parts: Part[][]): Part[] => [{ tag, need: true, group: parts.flat() }]

/** Whose order it is: in FIX 4.2 by 1, 109 and 76, later by 1 and parties. */
const PARTIES = [...until('4.2', may(109, 76)), ...from('4.4', group(453, must(448), may(447, 452)))]
const IDENTITY = [...may(1), ...PARTIES, ...may(582, 528)]

/** What makes an order the order it is. */
const TERMS = [
  ...may(18, 44, 59, 99, 110, 111, 126, 432, 211, 388, 836, 1084, 1094, 1138, 2362, 2964),
  ...may(1100, 1101, 1102, 1107, 1109),
]
const SINGLE = [
  ...must(55, 54, 40),
  ...may(21),
  ...may(60, 15),
  ...may(38, 152),
  ...TERMS,
  ...IDENTITY,
  ...may(58),
]

/** What an execution report says of an order. */
const ORDER_STATE = [
  ...must(37),
  ...may(11, 41, 66),
  ...must(17),
  ...until('4.2', must(20)),
  ...may(19),
  ...must(150, 39),
  ...may(636, 103, 378),
  ...may(1, 109, 76),
  ...from('4.4', group(453, must(448), may(447, 452))),
  ...may(582, 528, 21),
  ...must(55, 54),
  ...may(38, 152, 40),
  ...TERMS,
  ...may(32, 31),
  ...must(151, 14, 6),
  ...may(60, 75, 64, 15, 851, 880, 1385),
  ...may(12, 13, 479),
  ...group(136, must(137), may(138, 139)),
  ...may(584, 911, 912, 797, 58),
]

const MASS_QUOTE_ENTRY = [...must(299), ...may(55, 132, 133, 134, 135)]

export const MESSAGES: readonly Message[] = [
  {
    type: '0',
    name: 'Heartbeat',
    way: 'both',
    category: 'admin',
    parts: may(112),
    about: 'Nothing else was sent for the time of 108; answers a TestRequest with its 112.',
  },
  {
    type: '1',
    name: 'TestRequest',
    way: 'both',
    category: 'admin',
    parts: must(112),
    about: 'Asks for a Heartbeat with the same 112.',
  },
  {
    type: '2',
    name: 'ResendRequest',
    way: 'both',
    category: 'admin',
    parts: must(7, 16),
    about: 'Asks for messages from 7 to 16 again; 16=0 for all.',
  },
  {
    type: '3',
    name: 'Reject',
    way: 'both',
    category: 'admin',
    parts: [...must(45), ...may(371, 372, 373, 58)],
    about: 'The message 45 is not well formed: 371 is the field, 373 the reason.',
  },
  {
    type: '4',
    name: 'SequenceReset',
    way: 'both',
    category: 'admin',
    parts: [...must(36), ...may(123)],
    about: 'The next message has the number 36.',
  },
  {
    type: '5',
    name: 'Logout',
    way: 'both',
    category: 'admin',
    parts: may(58, 1409),
    about: 'Ends the session, or answers one that does.',
  },
  {
    type: 'A',
    name: 'Logon',
    way: 'both',
    category: 'admin',
    parts: [
      ...must(98, 108),
      ...may(141, 789, 553, 554, 925, 95, 96, 1409, 35002),
      ...from('5.0SP2', must(1137)),
      ...may(58),
    ],
    about:
      'Begins a session, by password (553, 554; a new one in 925) or by key: 96 is the Ed25519 signature, in base64, of 35, 49, 56, 34 and 52 with SOH between them. 35002 says when orders are canceled.',
  },
  {
    type: 'D',
    name: 'NewOrderSingle',
    way: 'both',
    category: 'app',
    parts: [...must(11), ...SINGLE],
    about: 'Enters an order.',
  },
  {
    type: 'E',
    name: 'NewOrderList',
    way: 'in',
    category: 'app',
    parts: [...must(66, 394, 68), ...may(1385), ...needGroup(73, must(11, 67), SINGLE), ...may(58)],
    about: 'Enters two or three orders that are bound to each other as 1385 says, or none of them.',
  },
  {
    type: 'F',
    name: 'OrderCancelRequest',
    way: 'both',
    category: 'app',
    parts: [...must(11), ...may(41, 37), ...must(55, 54), ...may(60, 38, 1), ...PARTIES, ...may(58)],
    about: 'Cancels an order, named by 37 or 41.',
  },
  {
    type: 'K',
    name: 'ListCancelRequest',
    way: 'in',
    category: 'app',
    parts: [...must(66), ...may(11, 60, 1), ...PARTIES, ...may(58)],
    about:
      'Cancels every order of the list 66. 11 is the id of this request, which FIX itself does not have here.',
  },
  {
    type: 'G',
    name: 'OrderCancelReplaceRequest',
    way: 'both',
    category: 'app',
    parts: [...must(11), ...may(41, 37), ...SINGLE],
    about:
      'Changes price, quantity, trigger or what is shown of an order, named by 37 or 41. 38 is the new total.',
  },
  {
    type: 'H',
    name: 'OrderStatusRequest',
    way: 'in',
    category: 'app',
    parts: [...may(11, 37), ...must(55, 54), ...from('4.4', may(790)), ...may(1), ...PARTIES],
    about: 'Asks what an order, named by 37 or 11, is now.',
  },
  {
    type: 'q',
    name: 'OrderMassCancelRequest',
    way: 'in',
    category: 'app',
    parts: [...must(11, 530), ...may(55, 54, 60, 1), ...PARTIES, ...may(58)],
    about:
      'Cancels every open order of the account: of one symbol (530=1) or of all (530=7), of one side or both.',
  },
  {
    type: 'r',
    name: 'OrderMassCancelReport',
    way: 'out',
    category: 'app',
    parts: [
      ...may(11),
      ...from('5.0SP2', must(1369)),
      ...must(37, 530, 531),
      ...may(532, 533, 55, 54, 1, 60, 58),
    ],
    about: 'Answers an OrderMassCancelRequest; each canceled order has an ExecutionReport of its own.',
  },
  {
    type: 'AF',
    name: 'OrderMassStatusRequest',
    way: 'in',
    category: 'app',
    parts: [...must(584, 585), ...may(55, 54, 1), ...PARTIES],
    about: 'Asks for every open order: an ExecutionReport each with 584 and 911, the last one with 912=Y.',
  },
  {
    type: '8',
    name: 'ExecutionReport',
    way: 'both',
    category: 'app',
    parts: ORDER_STATE,
    about: 'What became of an order.',
  },
  {
    type: '9',
    name: 'OrderCancelReject',
    way: 'both',
    category: 'app',
    parts: [...must(37, 11, 41, 39, 434, 102), ...may(1, 60, 797, 58)],
    about: 'A cancel or replace was refused; the order stays as it was.',
  },
  {
    type: 'j',
    name: 'BusinessMessageReject',
    way: 'both',
    category: 'app',
    parts: [...may(45), ...must(372), ...may(379), ...must(380), ...may(58)],
    about: 'A well-formed message that is not taken, and that has no refusal of its own.',
  },
  {
    type: 'N',
    name: 'ListStatus',
    way: 'out',
    category: 'app',
    parts: [
      ...must(66, 429, 82, 431, 83),
      ...may(1385, 60),
      ...must(68),
      ...needGroup(73, must(11, 14, 39, 151, 6), may(37, 103, 58)),
      ...may(58),
    ],
    about: 'A list was taken, refused, or is done.',
  },
  {
    type: 'i',
    name: 'MassQuote',
    way: 'in',
    category: 'app',
    parts: [
      ...must(117),
      ...may(301, 1),
      ...PARTIES,
      ...may(18, 2362, 2964),
      ...needGroup(296, must(302), must(304), needGroup(295, MASS_QUOTE_ENTRY)),
    ],
    about:
      'Replaces all quotes of the account in a symbol, at most eight a side, or none of them. All entries are of one symbol.',
  },
  {
    type: 'Z',
    name: 'QuoteCancel',
    way: 'in',
    category: 'app',
    parts: [...must(117, 298), ...may(301, 1), ...PARTIES, ...group(295, must(55))],
    about: 'Cancels the quotes of the account: of one symbol (298=1) or of all (298=4).',
  },
  {
    type: 'b',
    name: 'MassQuoteAcknowledgement',
    oldName: 'QuoteAcknowledgement',
    way: 'out',
    category: 'app',
    parts: [...must(117, 297), ...may(300, 1, 55, 533, 58)],
    about: 'Answers a MassQuote and a QuoteCancel; each quote that rests has an ExecutionReport of its own.',
  },
  {
    type: 'V',
    name: 'MarketDataRequest',
    way: 'both',
    category: 'app',
    parts: [
      ...must(262, 263, 264),
      ...may(265, 266),
      ...needGroup(267, must(269)),
      ...needGroup(146, must(55)),
    ],
    about: 'Asks for best prices (264=1), depth (264=0 or 2 to 1,000) and trades.',
  },
  {
    type: 'W',
    name: 'MarketDataSnapshotFullRefresh',
    way: 'both',
    category: 'app',
    parts: [
      ...may(262),
      ...must(55),
      ...may(83),
      ...needGroup(268, must(269), may(270, 271, 272, 273, 278, 290, 880)),
    ],
    about: 'The book, whole. An empty one has an entry of type J; in 4.2 a bid of nothing at 0.',
  },
  {
    type: 'X',
    name: 'MarketDataIncrementalRefresh',
    way: 'both',
    category: 'app',
    parts: [...may(262), ...needGroup(268, must(279), may(269, 278, 55, 270, 271, 272, 273, 290, 83, 880))],
    about: 'Changes of the book, and trades. 83 counts the updates of a symbol without gaps.',
  },
  {
    type: 'Y',
    name: 'MarketDataRequestReject',
    way: 'both',
    category: 'app',
    parts: [...must(262), ...may(281, 58)],
    about: 'A MarketDataRequest was refused.',
  },
  {
    type: 'x',
    name: 'SecurityListRequest',
    way: 'in',
    first: '4.4',
    category: 'app',
    parts: [...must(320, 559), ...may(55)],
    about: 'Asks for one symbol (559=0) or all (559=4).',
  },
  {
    type: 'y',
    name: 'SecurityList',
    way: 'out',
    first: '4.4',
    category: 'app',
    parts: [
      ...must(320, 322, 560),
      ...may(393, 893),
      ...group(146, must(55), may(107, 15, 969, 562, 1140, 561, 326)),
    ],
    about: 'The symbols with their steps and bounds.',
  },
  {
    type: 'c',
    name: 'SecurityDefinitionRequest',
    way: 'in',
    category: 'app',
    parts: [...must(320, 321), ...may(55)],
    about: 'Asks for one symbol (321=1) or all (321=3).',
  },
  {
    type: 'd',
    name: 'SecurityDefinition',
    way: 'out',
    category: 'app',
    parts: [...must(320, 322, 323), ...may(55, 107, 15, 969, 562, 1140, 561, 393, 58)],
    about: 'A symbol with its steps and bounds, one message each.',
  },
  {
    type: 'e',
    name: 'SecurityStatusRequest',
    way: 'in',
    category: 'app',
    parts: must(324, 55, 263),
    about: 'Asks how a symbol trades, and to be told when that changes.',
  },
  {
    type: 'f',
    name: 'SecurityStatus',
    way: 'out',
    category: 'app',
    parts: [...may(324), ...must(55), ...may(325, 326, 31, 60, 58)],
    about: 'How a symbol trades.',
  },
  {
    type: 'g',
    name: 'TradingSessionStatusRequest',
    way: 'in',
    category: 'app',
    parts: [...must(335, 263), ...may(336)],
    about: 'Asks for the trading phase of the symbol in 336, or of all, and to be told when it changes.',
  },
  {
    type: 'h',
    name: 'TradingSessionStatus',
    way: 'out',
    category: 'app',
    parts: [...may(335), ...must(336, 340), ...may(325, 344, 60, 58)],
    about: 'The trading phase of the symbol in 336.',
  },
  {
    type: 'B',
    name: 'News',
    way: 'out',
    category: 'app',
    parts: [...may(42, 61), ...must(148), ...group(146, must(55)), ...needGroup(33, must(58))],
    about: 'A symbol was halted, suspended or delisted, or trades again.',
  },
  {
    type: 'AN',
    name: 'RequestForPositions',
    way: 'in',
    first: '4.4',
    category: 'app',
    parts: [...must(710, 724), ...may(263, 1, 581, 55, 715, 60), ...PARTIES],
    about: 'Asks for the positions of an account.',
  },
  {
    type: 'AP',
    name: 'PositionReport',
    way: 'out',
    first: '4.4',
    category: 'app',
    parts: [
      ...must(721),
      ...may(710, 724),
      ...must(728),
      ...may(727),
      ...must(1, 581, 715, 730, 731, 734),
      ...may(55, 58),
      ...group(702, must(703), may(704, 705)),
    ],
    about: 'A position: 704 long or 705 short, 730 what it cost on average.',
  },
  {
    type: 'AD',
    name: 'TradeCaptureReportRequest',
    way: 'in',
    first: '4.4',
    category: 'app',
    parts: [...must(568, 569), ...may(263, 1, 55, 11, 37, 17), ...PARTIES, ...group(580, must(75))],
    about:
      'Asks for the trades of an account: of the day in 75, which is how the list at the end of the day is fetched.',
  },
  {
    type: 'AQ',
    name: 'TradeCaptureReportRequestAck',
    way: 'out',
    first: '4.4',
    category: 'app',
    parts: [...must(568, 569), ...may(748), ...must(749, 750), ...may(58)],
    about: 'How many trades follow, or why none do.',
  },
  {
    type: 'AE',
    name: 'TradeCaptureReport',
    way: 'out',
    first: '4.4',
    category: 'app',
    parts: [
      ...must(571),
      ...may(568, 748, 912, 17),
      ...must(570),
      ...may(573),
      ...must(55, 32, 31, 75, 60),
      ...may(64, 880, 797),
      ...needGroup(552, must(54), may(37, 11, 1, 851, 12, 13, 479), group(136, must(137), may(138, 139))),
    ],
    about: "A trade, from its account's side.",
  },
]

/** Header and trailer, apart from the order of 8, 9, 35 and 10. */
export const HEADER: readonly Part[] = [
  ...must(8, 9, 35),
  ...from('5.0SP2', may(1128, 1129)),
  ...must(49, 56, 34, 52),
  ...may(43, 97, 122, 50, 57, 115, 116, 128, 129),
]
export const TRAILER: readonly Part[] = [...may(93, 89), ...must(10)]

export const isIn = (part: Pick<Part, 'first' | 'last'>, version: Version): boolean =>
  (part.first === undefined || isFrom(version, part.first)) &&
  (part.last === undefined || isFrom(part.last, version))

/** Parts of a version alone; a field that is listed twice for different versions is one of them. */
export const partsOf = (parts: readonly Part[], version: Version): Part[] =>
  parts
    .filter((part) => isIn(part, version))
    .map(({ group: inner, ...part }) =>
      inner === undefined ? part : { ...part, group: partsOf(inner, version) },
    )

function shapesOf(parts: readonly Part[]): Map<number, GroupShape> {
  const shapes = new Map<number, GroupShape>()
  for (const { tag, group: inner } of parts) {
    if (inner === undefined) continue
    const [first] = inner
    if (first === undefined) throw new TypeError(`group ${tag} has no fields`)
    const members = new Set(inner.map((it) => it.tag))
    shapes.set(tag, { first: first.tag, members, groups: shapesOf(inner) })
  }
  return shapes
}

/** A message as a version has it, ready to check one that came. */
export interface Known {
  readonly message: Message
  readonly tags: ReadonlyMap<number, Part>
  readonly needed: readonly Part[]
  readonly shapes: GroupShapes
}

const NO_SHAPES: GroupShapes = new Map()

function knownOf(version: Version): ReadonlyMap<string, Known> {
  return new Map(
    MESSAGES.filter((it) => isIn(it, version)).map((message) => {
      const parts = partsOf(message.parts, version)
      const tags = new Map(parts.map((part) => [part.tag, part]))
      return [message.type, { message, tags, needed: parts.filter((it) => it.need), shapes: shapesOf(parts) }]
    }),
  )
}

const KNOWN: Readonly<Record<Version, ReadonlyMap<string, Known>>> = {
  '4.2': knownOf('4.2'),
  '4.4': knownOf('4.4'),
  '5.0SP2': knownOf('5.0SP2'),
}

/** What a version knows of a message type; undefined where it is not spoken. */
export const known = (version: Version, type: string): Known | undefined => KNOWN[version].get(type)

/** The groups of a message type, for `decode`. */
export const shapes =
  (version: Version) =>
  (type: string): GroupShapes =>
    KNOWN[version].get(type)?.shapes ?? NO_SHAPES

const HEADER_TAGS: ReadonlySet<number> = new Set([...HEADER, ...TRAILER].map(({ tag }) => tag))
/** Is it a field of header or trailer? Those are the engine's to check. */
export const isHeader = (tag: number): boolean => HEADER_TAGS.has(tag)
