// A market of two symbols and a counterparty, as the tests of translation know them.
import { Asset, Instrument, type wire } from '@tapebook/client'
import {
  type Counterparty,
  decode,
  encodeFrame,
  Fields,
  FixMessage,
  type Header,
  shapes,
  type Version,
} from '../src/index.ts'

export const ACCOUNT = 7
export const ACCOUNT_NAME = 'ALPHA'

const ASSETS = [
  new Asset({ asset: 0, code: 'USD', scale: 8, displayScale: 2 }),
  new Asset({ asset: 1, code: 'BTC', scale: 8, displayScale: 4 }),
  new Asset({ asset: 2, code: 'ACME', scale: 0, displayScale: 0 }),
]

const common = {
  feeAsset: 0,
  status: 0,
  query: 0n,
  minQuantity: 1n,
  quantityStep: 1n,
  lastTradeId: 0n,
} as const
export const BTCUSD = new Instrument({
  ...common,
  instrument: 3,
  symbol: 'BTCUSD',
  baseAsset: 1,
  quoteAsset: 0,
  priceScale: 2,
  quantityScale: 4,
  tickSize: 5n,
  lotSize: 1n,
  maxQuantity: 1_000_000n,
  referencePrice: 1_200_000n,
})
export const ACME = new Instrument({
  ...common,
  instrument: 4,
  symbol: 'ACME',
  baseAsset: 2,
  quoteAsset: 0,
  priceScale: 4,
  quantityScale: 0,
  tickSize: 1n,
  lotSize: 10n,
  maxQuantity: 1_000_000n,
  referencePrice: 1_000_000n,
})
const INSTRUMENTS = [BTCUSD, ACME]

export const counterparty = (version: Version, origin = 0n, isExtended = true): Counterparty => ({
  version,
  isExtended,
  origin,
  instrument: (symbol) => INSTRUMENTS.find((it) => it.symbol === symbol),
  instrumentOf: (id) => INSTRUMENTS.find((it) => it.id === id),
  asset: (id) => ASSETS[id],
  account: (name) => (name === undefined || name === ACCOUNT_NAME ? ACCOUNT : undefined),
  accountName: (account) => (account === ACCOUNT ? ACCOUNT_NAME : `other-${account}`),
})

/** A message from `35=D|11=a|...`; groups as the table has them, so that tests write messages as they are sent. */
export function message(version: Version, text: string): FixMessage {
  const body = text.endsWith('|') ? text : `${text}|`
  return decode(Buffer.from(body.replaceAll('|', '\x01'), 'latin1'), shapes(version))
}

/** A message as it is after it went over the wire. */
export function sent(version: Version, it: FixMessage): FixMessage {
  const begin = version === '5.0SP2' ? 'FIXT.1.1' : version === '4.4' ? 'FIX.4.4' : 'FIX.4.2'
  const header: Header = { begin, sender: 'A', target: 'B', sequence: 5, time: '20260102-03:04:05.000' }
  const got = decode(encodeFrame(it, header), shapes(version))
  const fields = new Fields()
  for (const [tag, value] of got.fields) {
    if ([34, 49, 52, 56].includes(tag)) continue
    const entries = got.group(tag)
    if (entries.length > 0) fields.setGroup(tag, [...entries])
    else fields.set(tag, value)
  }
  return new FixMessage(got.type, fields)
}

/** `35=8|37=1|...` */
export const textOf = (it: FixMessage): string => `35=${it.type}|${it.fields.toString('|')}`

/** Whole numbers from a seed, below a bound: the same each time. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export const reportHeader = (sequence: bigint, index = 0): wire.ReportHeader => ({
  sessionSequence: 0n,
  sequence,
  time: 1_767_323_045_123_456_789n,
  index,
  session: 1,
})

export const requestHeader = (clientId: string): wire.RequestHeader => ({
  clientId,
  account: ACCOUNT,
  originSession: 0n,
  originSequence: 0n,
})
