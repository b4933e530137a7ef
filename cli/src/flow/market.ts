import { type Client, generateKey, type Instrument, MessageType } from '@tapebook/client'

/** One instrument of a flow, with an account whose orders rest and one whose orders execute them. */
export interface FlowMarket {
  readonly symbol: string
  readonly instrument: number
  readonly maker: number
  readonly taker: number
}

const QUOTE = { code: 'FLOW.USD', scale: 4 } as const
// Prices of the feeds are in 1/10000 dollar, and that is one tick.
const PRICE_SCALE = 4
const MAX_PRICE = 2n ** 47n
const MAX_QUANTITY = 2n ** 48n
/** The default fees of this tier are zero; the flow is about books. */
const TIER = 15
// No trade comes about without a reference; with bands and collars off its value binds nothing.
const ANY_REFERENCE = 1n
const DEPOSIT = 10n ** 24n
const GATEWAY = 1 | 4
const NO_TICK_TABLE = Array.from({ length: 8 }, () => ({ fromPrice: 0n, step: 0n }))

/** Makes what a flow needs, as an operator: instruments without bands, accounts with funds, a gateway session. */
export class FlowSetup {
  readonly #operator: Client
  readonly #names: Set<string>
  readonly #quote: number
  #gateway: { session: number; privateKey: string } | undefined

  private constructor(operator: Client, names: Set<string>, quote: number) {
    this.#operator = operator
    this.#names = names
    this.#quote = quote
  }

  static async begin(operator: Client): Promise<FlowSetup> {
    const [assets, instruments] = await Promise.all([operator.assets(), operator.instruments()])
    const names = new Set([
      ...assets.map(({ code }) => code),
      ...instruments.map(({ symbol }: Instrument) => symbol),
    ])
    const known = assets.find(({ code, scale }) => code === QUOTE.code && scale === QUOTE.scale)
    const quote = known?.id ?? (await addAsset(operator, QUOTE.code, QUOTE.scale))
    return new FlowSetup(operator, names, quote)
  }

  /** Private key of the one session that acts for every account of the flow: so all requests stay in order. */
  async gatewayKey(): Promise<string> {
    if (this.#gateway) return this.#gateway.privateKey
    const { privateKey, publicKey } = generateKey()
    const body = { publicKey, target: 0, permissions: GATEWAY, rateLimit: 0 }
    const { id } = await this.#operator.request(MessageType.RegisterKey, body)
    this.#gateway = { session: Number(id), privateKey }
    return privateKey
  }

  /** An instrument with an empty book; where the name is taken, one with a number behind it. */
  async market(wanted: string): Promise<FlowMarket> {
    await this.gatewayKey()
    const symbol = this.#freeName(wanted)
    const operator = this.#operator
    const base = await addAsset(operator, symbol, 0)
    const { id } = await operator.request(MessageType.AddInstrument, {
      symbol,
      baseAsset: base,
      quoteAsset: this.#quote,
      tickSize: 1n,
      lotSize: 1n,
      priceScale: PRICE_SCALE,
      quantityScale: 0,
      feeAsset: 0,
      minQuantity: 1n,
      maxQuantity: MAX_QUANTITY,
      quantityStep: 1n,
      minNotional: 0n,
      maxPrice: MAX_PRICE,
      collarPpm: 0,
      bandPpm: 0,
      protectionPpm: 1_000_000,
      referencePrice: ANY_REFERENCE,
      tickTable: NO_TICK_TABLE,
    })
    const opened = await operator.request(MessageType.OpenAccounts, { count: 2, tier: TIER })
    const maker = Number(opened.id)
    const taker = maker + 1
    await Promise.all([maker, taker].flatMap((target) => this.#equip(target, base)))
    return { symbol, instrument: Number(id), maker, taker }
  }

  #equip(target: number, base: number): Promise<unknown>[] {
    const operator = this.#operator
    const session = this.#gateway?.session ?? 0
    return [
      operator.request(MessageType.Deposit, { target, asset: base, amount: DEPOSIT }),
      operator.request(MessageType.Deposit, { target, asset: this.#quote, amount: DEPOSIT }),
      operator.request(MessageType.BindAccount, { session, target, bound: 1 }),
    ]
  }

  #freeName(wanted: string): string {
    const name =
      wanted
        .toUpperCase()
        .replace(/[^A-Z0-9._/-]/g, '')
        .slice(0, 12) || 'FLOW'
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : `${name}.${number}`
      if (!this.#names.has(candidate)) {
        this.#names.add(candidate)
        return candidate
      }
    }
  }
}

async function addAsset(operator: Client, code: string, scale: number): Promise<number> {
  const { id } = await operator.request(MessageType.AddAsset, { code, scale, displayScale: scale })
  return Number(id)
}
