// Parameters of a request, read strictly: each once, each of its form, and none that nobody reads.
import { BinanceError, errorOf, illegal, missing } from './errors.ts'

const DECIMAL = /^\d{1,20}(\.\d{1,20})?$/
const DECIMAL_RANGE = '^([0-9]{1,20})(\\.[0-9]{1,20})?$'
const INTEGER = /^\d{1,16}$/
const INTEGER_RANGE = '^[0-9]{1,20}$'
const ID = /^[.A-Za-z0-9:/_-]{1,36}$/
const ID_RANGE = '^[\\.A-Z\\:/a-z0-9_-]{1,36}$'
const SYMBOL = /^[A-Z0-9_.-]{1,24}$/
const SYMBOL_RANGE = '^[A-Z0-9-_.]{1,24}$'

/** Parameters by name; those that were read are known, so that the rest can be refused. */
export class Params {
  readonly #values: Readonly<Record<string, unknown>>
  /** A few names, some of them twice. */
  readonly #read: string[] = []

  private constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values
  }

  /** Of text as a query string or a form has it. Throws -1101 for a name that comes twice in one of the parts. */
  static of(...parts: readonly string[]): Params {
    const values: Record<string, string> = Object.create(null)
    for (const part of parts) {
      const own = new Set<string>()
      for (const [name, value] of new URLSearchParams(part)) {
        if (own.has(name)) throw errorOf(-1101)
        own.add(name)
        // What stands in the query and in the body: the query's counts.
        values[name] ??= value
      }
    }
    return new Params(values)
  }

  /** As JSON of the WebSocket API has them: text, numbers and booleans; lists as JSON again. */
  static ofJson(object: Readonly<Record<string, unknown>>): Params {
    return new Params(object)
  }

  /** Undefined where it was not sent. No name that is looked for is one that every object has. */
  #get(name: string): string | undefined {
    const value = this.#values[name]
    if (typeof value === 'string') return value
    if (value === null || value === undefined) return undefined
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }

  /** Its text; undefined where it was not sent. Throws -1105 where it is empty. */
  text(name: string): string | undefined {
    const value = this.#get(name)
    if (value === undefined) return undefined
    this.#read.push(name)
    if (value === '') throw new BinanceError(-1105, `Parameter '${name}' was empty.`)
    return value
  }

  need(name: string): string {
    const value = this.#get(name)
    this.#read.push(name)
    if (value === undefined || value === '') throw missing(name)
    return value
  }

  has(name: string): boolean {
    return this.#get(name) !== undefined
  }

  decimal(name: string): string | undefined {
    const value = this.text(name)
    if (value !== undefined && !DECIMAL.test(value)) throw illegal(name, DECIMAL_RANGE)
    return value
  }

  integer(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (!INTEGER.test(value) || !Number.isSafeInteger(Number(value))) throw illegal(name, INTEGER_RANGE)
    return Number(value)
  }

  needInteger(name: string): number {
    this.need(name)
    return this.integer(name)!
  }

  /** A whole number in its bounds; above them the most that is taken is answered, as the original does. */
  limit(name: string, usual: number, most: number): number {
    const value = this.integer(name)
    if (value === undefined) return usual
    if (value < 1) throw new BinanceError(-1130, `Data sent for parameter '${name}' is not valid.`)
    return Math.min(value, most)
  }

  /** A client id: of an order, a cancel or a list. */
  id(name: string): string | undefined {
    const value = this.text(name)
    if (value !== undefined && !ID.test(value)) throw illegal(name, ID_RANGE)
    return value
  }

  symbol(name = 'symbol'): string {
    const value = this.need(name)
    if (!SYMBOL.test(value)) throw illegal(name, SYMBOL_RANGE)
    return value
  }

  /** One of the words; `otherwise` makes the error for another one. */
  word<const W extends string>(
    name: string,
    words: readonly W[],
    otherwise: () => BinanceError,
  ): W | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const found = words.find((word) => word === value)
    if (found === undefined) throw otherwise()
    return found
  }

  needWord<const W extends string>(name: string, words: readonly W[], otherwise: () => BinanceError): W {
    this.need(name)
    return this.word(name, words, otherwise)!
  }

  boolean(name: string): boolean | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (value !== 'true' && value !== 'false') throw illegal(name, '^(true|false)$')
    return value === 'true'
  }

  /** Names in a JSON list such as `["BTCUSD"]`; undefined where there is none. Throws -1100 and -1151. */
  symbols(name = 'symbols'): string[] | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    let list: unknown
    try {
      list = JSON.parse(value)
    } catch {
      list = undefined
    }
    const range = '^\\["[A-Z0-9-_.]{1,24}"(,"[A-Z0-9-_.]{1,24}"){0,}\\]$'
    if (!Array.isArray(list) || list.length === 0) throw illegal(name, range)
    if (!list.every((it) => typeof it === 'string' && SYMBOL.test(it))) throw illegal(name, range)
    if (new Set(list).size !== list.length) throw errorOf(-1151)
    return list as string[]
  }

  /** Marks what is taken and has no effect here. */
  ignore(...names: readonly string[]): void {
    this.#read.push(...names)
  }

  /** Throws -1104 where something was sent that nobody read. */
  done(): void {
    let [sent, read] = [0, 0]
    for (const name of Object.keys(this.#values)) {
      if (this.#values[name] === null) continue
      sent++
      if (this.#read.includes(name)) read++
    }
    if (read === sent) return
    throw new BinanceError(
      -1104,
      `Not all sent parameters were read; read '${read}' parameter(s) but was sent '${sent}'.`,
    )
  }
}
