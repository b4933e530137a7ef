// What a simulated liquidity provider does, as a file tells it. What is wrong in the file is said with its place.

/** One order's fate. */
export type Step =
  | { readonly do: 'fill' }
  /** Fills that share of it, in percent, and ends the rest. */
  | { readonly do: 'partial'; readonly percent: number }
  | { readonly do: 'reject'; readonly text: string }
  /** Says nothing, fills after that time. */
  | { readonly do: 'delay'; readonly ms: number }
  /** Never says anything of itself. */
  | { readonly do: 'silent' }
  /** Fills it, and cuts the connection before it says so. */
  | { readonly do: 'disconnect' }

export interface ScriptSymbol {
  /** Decimal strings. */
  readonly mid: string
  readonly spread: string
}

export interface ProviderScript {
  readonly port: number
  /** The provider's own CompID, and those of its customers, with the password of each where one is asked for. */
  readonly compID: string
  readonly customers: ReadonlyMap<string, string | undefined>
  readonly symbols: ReadonlyMap<string, ScriptSymbol>
  /** Between two changes of all prices, in ms. */
  readonly quoteMs: number
  /** Of the prices' walk. */
  readonly seed: number
  /** What becomes of the first order, the second and so on; then from the first again. */
  readonly orders: readonly Step[]
}

export class ScriptError extends Error {
  override readonly name = 'ScriptError'
}

const fail = (place: string, what: string): never => {
  throw new ScriptError(`${place}: ${what}`)
}
type Json = Readonly<Record<string, unknown>>

function objectAt(value: unknown, place: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(place, 'must be an object')
  return value as Json
}

function wholeAt(value: unknown, place: string, from: number, to: number, usual?: number): number {
  if (value === undefined && usual !== undefined) return usual
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to)
    fail(place, `must be a whole number from ${from} to ${to}`)
  return value as number
}

function textAt(value: unknown, place: string, form: RegExp, what: string): string {
  if (typeof value !== 'string' || !form.test(value)) fail(place, `must be ${what}`)
  return value as string
}

const COMP_ID = /^[\x21-\x3c\x3e-\x7e]{1,64}$/
const DECIMAL = /^\d{1,9}(\.\d{1,8})?$/

function stepAt(value: unknown, place: string): Step {
  const step = objectAt(value, place)
  switch (step.do) {
    case 'fill':
    case 'silent':
    case 'disconnect':
      return { do: step.do }
    case 'partial':
      return { do: 'partial', percent: wholeAt(step.percent, `${place}.percent`, 1, 99, 50) }
    case 'reject':
      return {
        do: 'reject',
        text: textAt(step.text ?? 'no liquidity', `${place}.text`, /^[ -~]{1,100}$/, 'text'),
      }
    case 'delay':
      return { do: 'delay', ms: wholeAt(step.ms, `${place}.ms`, 1, 600_000) }
    default:
      return fail(`${place}.do`, 'must be fill, partial, reject, delay, silent or disconnect')
  }
}

/** Reads a script. Throws `ScriptError` with the place of what is wrong. */
export function parseScript(text: string): ProviderScript {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ScriptError(`not JSON: ${(error as Error).message}`)
  }
  const script = objectAt(value, 'script')
  const customers = Object.entries(objectAt(script.customers, 'customers')).map(([name, rule]) => {
    const place = `customers.${name}`
    textAt(name, place, COMP_ID, 'named by up to 64 signs without blank or =')
    const { passwordEnv } = objectAt(rule, place)
    if (passwordEnv === undefined) return [name, undefined] as const
    const variable = textAt(passwordEnv, `${place}.passwordEnv`, /^\w{1,128}$/, 'the name of a variable')
    const password = process.env[variable]
    return [name, password || fail(`${place}.passwordEnv`, `${variable} is not set`)] as const
  })
  const symbols = Object.entries(objectAt(script.symbols, 'symbols')).map(([name, words]) => {
    const place = `symbols.${name}`
    textAt(name, place, COMP_ID, 'a symbol')
    const { mid, spread } = objectAt(words, place)
    const decimal = (its: unknown, of: string) => textAt(its, `${place}.${of}`, DECIMAL, 'a decimal string')
    return [name, { mid: decimal(mid, 'mid'), spread: decimal(spread, 'spread') }] as const
  })
  if (customers.length === 0) fail('customers', 'must name at least one')
  if (symbols.length === 0) fail('symbols', 'must name at least one')
  const { orders = [{ do: 'fill' }] } = script
  if (!Array.isArray(orders) || orders.length === 0 || orders.length > 10_000)
    return fail('orders', 'must be a list of 1 to 10000 steps')
  return {
    port: wholeAt(script.port, 'port', 1, 65_535),
    compID: textAt(script.compID, 'compID', COMP_ID, 'up to 64 signs without blank or ='),
    customers: new Map(customers),
    symbols: new Map(symbols),
    quoteMs: wholeAt(script.quoteMs, 'quoteMs', 10, 60_000, 250),
    seed: wholeAt(script.seed, 'seed', 0, 2 ** 31, 1),
    orders: orders.map((step, at) => stepAt(step, `orders[${at}]`)),
  }
}
