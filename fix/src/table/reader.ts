// Fields of a message on their way into a command: exact, and each refusal names its field.
import { type Asset, DecimalError, type Instrument, RejectReason } from '@tapebook/client'
import { type Fields, type FixMessage, SessionReason } from '../message.ts'
import type { Counterparty } from './counterparty.ts'
import { BusinessReason, Refusal } from './refusal.ts'
import { isDigits, plainDecimal } from './values.ts'
import { nameOf } from './verify.ts'

const LONG_MAX = 2n ** 63n - 1n
const AMOUNT_MAX = 2n ** 127n - 1n
const LONGEST_CLIENT_ID = 36

/** Letters, digits and `._:/-`: what a client id of the exchange may have. */
function isClientId(text: string): boolean {
  if (text.length === 0 || text.length > LONGEST_CLIENT_ID) return false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // - . / 0 to 9 and : stand in a row.
    const isTaken =
      (code >= 0x2d && code <= 0x3a) ||
      (code >= 0x41 && code <= 0x5a) ||
      (code >= 0x61 && code <= 0x7a) ||
      code === 0x5f
    if (!isTaken) return false
  }
  return true
}

/** Reads fields of a message, or of an entry of one of its groups, for a counterparty. */
export class Reader {
  readonly party: Counterparty
  readonly message: FixMessage
  readonly #fields: Fields
  #instrument: Instrument | undefined

  constructor(message: FixMessage, party: Counterparty, fields: Fields = message.fields) {
    this.message = message
    this.party = party
    this.#fields = fields
  }

  has(tag: number): boolean {
    return this.#fields.has(tag)
  }

  get(tag: number): string | undefined {
    return this.#fields.get(tag)
  }

  /** A field that the table demands. */
  need(tag: number): string {
    const value = this.#fields.get(tag)
    return value ?? this.#session(tag, SessionReason.RequiredTagMissing, 'is missing')
  }

  /** Refuses what lacks a field that others make necessary. With a second one either would do. */
  needToo(tag: number, or = 0): void {
    if (this.has(tag)) return
    const names = or === 0 ? nameOf(tag) : `${nameOf(or)} or ${nameOf(tag)}`
    const of = { kind: 'business', code: BusinessReason.ConditionallyRequiredFieldMissing } as const
    throw new Refusal(of, or || tag, this.message, `${names} (${or || tag}) is needed here`)
  }

  /** Refuses by a reason of ours, in the way the message has for it. */
  refuse(tag: number, code: RejectReason, why: string): never {
    throw new Refusal({ kind: 'request', code }, tag, this.message, `${nameOf(tag)} (${tag}) ${why}`)
  }

  /** Refuses a field that says something else than others. */
  contradicts(tag: number, why: string): never {
    return this.refuse(tag, RejectReason.InvalidFlags, why)
  }

  /** The instrument of 55. */
  get instrument(): Instrument {
    this.#instrument ??=
      this.party.instrument(this.need(55)) ??
      this.refuse(55, RejectReason.UnknownInstrument, 'is no symbol of this exchange')
    return this.#instrument
  }

  /** A client id, as 11, 41 and 66 are. */
  clientId(tag: number): string {
    const id = this.need(tag)
    if (!isClientId(id))
      this.#session(tag, SessionReason.ValueIncorrect, 'is not 1 to 36 of letters, digits and ._:/-')
    return id
  }

  /** The order id of 37; 0n where there is none. */
  orderId(): bigint {
    const text = this.get(37)
    // Counterparties that do not know it say NONE.
    if (text === undefined || text === 'NONE') return 0n
    if (!isDigits(text, 16)) this.refuse(37, RejectReason.UnknownOrder, 'is no order id of this exchange')
    return BigInt(text)
  }

  /** The value that a code stands for; with a default, the field may be missing. */
  code<T extends number>(tag: number, codes: Readonly<Record<string, T>>, otherwise?: T): T {
    const text = this.get(tag)
    if (text === undefined && otherwise !== undefined) return otherwise
    return (
      codes[this.need(tag)] ??
      this.#session(tag, SessionReason.ValueIncorrect, 'has a value that is not taken here')
    )
  }

  /** A price in ticks or a quantity in lots. */
  steps(tag: number, kind: 'price' | 'quantity'): bigint {
    const { instrument } = this
    const isPrice = kind === 'price'
    const off = isPrice ? RejectReason.PriceOffTick : RejectReason.QuantityOffStep
    const convert = (text: string): bigint =>
      isPrice ? instrument.priceToTicks(text) : instrument.quantityToLots(text)
    return this.#exact(tag, off, LONG_MAX, convert)
  }

  /** An amount in the smallest units of an asset. */
  amount(tag: number, id: number): bigint {
    const asset: Asset | undefined = this.party.asset(id)
    if (asset === undefined) this.refuse(tag, RejectReason.UnknownAsset, 'is in an unknown asset')
    return this.#exact(tag, RejectReason.InvalidParameter, AMOUNT_MAX, (text) => asset.toUnits(text))
  }

  /** A difference of prices in ticks, which may be below zero. */
  offset(tag: number): bigint {
    const text = this.need(tag)
    const isBelow = text.startsWith('-')
    const convert = (plain: string): bigint => this.instrument.priceToTicks(plain)
    const size = this.#exact(
      tag,
      RejectReason.PriceOffTick,
      LONG_MAX,
      convert,
      isBelow ? text.slice(1) : text,
    )
    return isBelow ? -size : size
  }

  /** A whole number of at most nine digits, which may be below zero. */
  integer(tag: number): bigint {
    const text = this.need(tag)
    if (!isDigits(text.startsWith('-') ? text.slice(1) : text, 9))
      this.#session(tag, SessionReason.ValueIncorrect, 'is no whole number')
    return BigInt(text)
  }

  parsed<T>(tag: number, value: T | undefined): T {
    return value ?? this.#session(tag, SessionReason.IncorrectFormat, 'cannot be read')
  }

  #exact(
    tag: number,
    off: RejectReason,
    most: bigint,
    convert: (text: string) => bigint,
    text = this.need(tag),
  ): bigint {
    let value: bigint
    try {
      value = convert(plainDecimal(text))
    } catch (error) {
      if (!(error instanceof DecimalError)) throw error
      return this.refuse(tag, off, error.message)
    }
    if (value > most) this.#session(tag, SessionReason.ValueIncorrect, 'is too large')
    return value
  }

  #session(tag: number, code: SessionReason, why: string): never {
    throw new Refusal({ kind: 'session', code }, tag, this.message, `${nameOf(tag)} (${tag}) ${why}`)
  }
}
