// What orders and money refer to: assets, instruments, accounts, fees.
import { AccountStatus, type AddAsset, type AddInstrument, InstrumentStatus } from '@tapebook/schema'
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'

/** In commands: every instrument. */
export const ALL_INSTRUMENTS = 0xffff_ffff

export const ASSETS = table(
  'assets',
  {
    asset: 'int',
    code: 'text',
    scale: 'int',
    display_scale: 'int',
    // What 10^9 smallest units are worth, in millionths of a US dollar; 0 while not set.
    reference_rate: 'long',
  },
  ['asset'],
)

export const INSTRUMENTS = table(
  'instruments',
  {
    instrument: 'int',
    symbol: 'text',
    base_asset: 'int',
    quote_asset: 'int',
    tick_size: 'long',
    lot_size: 'long',
    price_scale: 'int',
    quantity_scale: 'int',
    fee_asset: 'int',
    // Base units of a lot, and quote units of a lot at a price of one tick.
    lot_units: 'amount',
    quote_units: 'amount',
    status: 'int',
    last_trade_id: 'int',
    // In ticks; 0 for none.
    max_price: 'int',
    // In quote units.
    min_notional: 'amount',
    collar_ppm: 'int',
    protection_ppm: 'int',
  },
  ['instrument'],
)

export const ACCOUNTS = table('accounts', { account: 'int', tier: 'int', status: 'int', opened_at: 'long' }, [
  'account',
])

export const FEES = table('fees', { tier: 'int', instrument: 'int', maker_ppm: 'int', taker_ppm: 'int' }, [
  'tier',
  'instrument',
])

export type Asset = Row<typeof ASSETS>
export type Instrument = Row<typeof INSTRUMENTS>
export type Account = Row<typeof ACCOUNTS>
type Fees = Row<typeof FEES>

/** A name that the tape used before it was made: the tape is not whole. */
function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the tape names ${what}, which it never made`)
  return value
}

/** Units as the engine's instrument.rs finds them: `size / 10^scale` of something with `unit_scale` digits. */
function wholeUnits(size: bigint, scale: number, unitScale: number): bigint {
  return unitScale >= scale
    ? size * 10n ** BigInt(unitScale - scale)
    : size / 10n ** BigInt(scale - unitScale)
}

export class Reference {
  readonly #assets: Asset[] = []
  readonly #instruments: Instrument[] = []
  readonly #accounts = new Map<number, Account>()
  readonly #fees = new Map<number, Fees>()
  readonly #to: {
    readonly assets: Writer<typeof ASSETS>
    readonly instruments: Writer<typeof INSTRUMENTS>
    readonly accounts: Writer<typeof ACCOUNTS>
    readonly fees: Writer<typeof FEES>
  }

  constructor(changes: Changes) {
    this.#to = {
      assets: changes.writer(ASSETS),
      instruments: changes.writer(INSTRUMENTS),
      accounts: changes.writer(ACCOUNTS),
      fees: changes.writer(FEES),
    }
  }

  async load(database: Database): Promise<void> {
    for (const row of await database.load(ASSETS)) this.#assets[row.asset] = row
    for (const row of await database.load(INSTRUMENTS)) this.#instruments[row.instrument] = row
    for (const row of await database.load(ACCOUNTS)) this.#accounts.set(row.account, row)
    for (const row of await database.load(FEES)) this.#fees.set(feesKey(row.tier, row.instrument), row)
  }

  asset(asset: number): Asset {
    return known(this.#assets[asset], `asset ${asset}`)
  }

  instrument(instrument: number): Instrument {
    return known(this.#instruments[instrument], `instrument ${instrument}`)
  }

  /** Maker and taker rate of a new order, in ppm; the narrower setting holds. */
  ratesOf(account: number, instrument: number): readonly [maker: number, taker: number] {
    const tier = this.#accounts.get(account)?.tier ?? 0
    const fees = this.#fees.get(feesKey(tier, instrument)) ?? this.#fees.get(feesKey(tier, ALL_INSTRUMENTS))
    return fees === undefined ? [0, 0] : [fees.maker_ppm, fees.taker_ppm]
  }

  addAsset(asset: number, { code, scale, displayScale }: AddAsset): void {
    const row: Asset = { asset, code, scale, display_scale: displayScale, reference_rate: 0n }
    this.#assets[asset] = row
    this.#to.assets.put(row)
  }

  setReferenceRate(asset: number, rate: bigint): void {
    const row = this.asset(asset)
    row.reference_rate = rate
    this.#to.assets.put(row)
  }

  /** An amount in millionths of a US dollar, by the reference rate of now. */
  usd(asset: number, amount: bigint): bigint {
    return (amount * this.asset(asset).reference_rate) / 1_000_000_000n
  }

  addInstrument(instrument: number, it: AddInstrument): void {
    const base = this.asset(it.baseAsset)
    const quote = this.asset(it.quoteAsset)
    const row: Instrument = {
      instrument,
      symbol: it.symbol,
      base_asset: it.baseAsset,
      quote_asset: it.quoteAsset,
      tick_size: it.tickSize,
      lot_size: it.lotSize,
      price_scale: it.priceScale,
      quantity_scale: it.quantityScale,
      fee_asset: it.feeAsset,
      lot_units: wholeUnits(it.lotSize, it.quantityScale, base.scale),
      quote_units: wholeUnits(it.tickSize * it.lotSize, it.priceScale + it.quantityScale, quote.scale),
      status: InstrumentStatus.Continuous,
      last_trade_id: 0,
      max_price: Number(it.maxPrice),
      min_notional: it.minNotional,
      collar_ppm: it.collarPpm,
      protection_ppm: it.protectionPpm,
    }
    this.#instruments[instrument] = row
    this.#to.instruments.put(row)
  }

  setPriceRules(instrument: number, collarPpm: number, protectionPpm: number): void {
    const row = this.instrument(instrument)
    row.collar_ppm = collarPpm
    row.protection_ppm = protectionPpm
    this.#to.instruments.put(row)
  }

  setPhase(instrument: number, status: InstrumentStatus): void {
    const row = this.instrument(instrument)
    row.status = status
    this.#to.instruments.put(row)
  }

  traded(instrument: Instrument, tradeId: number): void {
    if (tradeId !== instrument.last_trade_id + 1) {
      throw new Error(`trade ${tradeId} of ${instrument.symbol} follows ${instrument.last_trade_id}`)
    }
    instrument.last_trade_id = tradeId
    this.#to.instruments.put(instrument)
  }

  openAccounts(first: number, count: number, tier: number, time: bigint): void {
    for (let account = first; account < first + count; account++) {
      const row: Account = { account, tier, status: AccountStatus.Active, opened_at: time }
      this.#accounts.set(account, row)
      this.#to.accounts.put(row)
    }
  }

  setAccount(account: number, change: { tier?: number; status?: AccountStatus }): void {
    const row = Object.assign(known(this.#accounts.get(account), `account ${account}`), change)
    this.#to.accounts.put(row)
  }

  setFees(fees: Fees): void {
    const row = { ...fees }
    this.#fees.set(feesKey(fees.tier, fees.instrument), row)
    this.#to.fees.put(row)
  }
}

const feesKey = (tier: number, instrument: number): number => instrument * 16 + tier
