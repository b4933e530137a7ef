import {
  ALL_INSTRUMENTS,
  type Asset,
  type Client,
  FeeAsset,
  MessageType,
  parseDecimal,
  RejectedError,
  RejectReason,
  RepeatedError,
  type RequestBody,
  type RequestType,
  STANDARD_LIMITS,
  setLimits,
  setReferenceRate,
  type wire,
} from '@tapebook/client'

/** Who trades in the demo: two people, a house that quotes, and a taker of small orders. */
export type DemoName = 'alice' | 'bob' | 'house' | 'noise'

/** Public keys to register, 32 bytes each. */
export type DemoKeys = Partial<Record<DemoName, Uint8Array>>

export interface DemoOptions {
  keys: DemoKeys
  /** Hold the people, not the house, to the limits that an exchange begins with. */
  limits?: boolean
}

const TRADE = 1

// A dollar has eight digits in the ledger, so that a tick of a cent times a hundred-thousandth is whole.
const ASSETS = [
  { code: 'USD', scale: 8, displayScale: 2 },
  { code: 'BTC', scale: 8, displayScale: 8 },
  { code: 'ETH', scale: 8, displayScale: 8 },
  { code: 'AAPL', scale: 0, displayScale: 0 },
] as const

type Code = (typeof ASSETS)[number]['code']

// Prices in cents; a lot is a fraction of a coin, or one share.
const INSTRUMENTS = [
  {
    base: 'BTC',
    quantityScale: 5,
    maxQuantity: 100_00000n,
    reference: 64_000_00n,
    feeAsset: FeeAsset.Received,
  },
  {
    base: 'ETH',
    quantityScale: 4,
    maxQuantity: 1_000_0000n,
    reference: 3_200_00n,
    feeAsset: FeeAsset.Received,
  },
  { base: 'AAPL', quantityScale: 0, maxQuantity: 100_000n, reference: 225_00n, feeAsset: FeeAsset.Quote },
] as const

const PERSON = { USD: '100000', BTC: '5', ETH: '50', AAPL: '1000' } as const
const HOUSE = { USD: '1000000000', BTC: '10000', ETH: '100000', AAPL: '1000000' } as const
const FUNDS: Record<DemoName, Record<Code, string>> = {
  alice: PERSON,
  bob: PERSON,
  house: HOUSE,
  noise: HOUSE,
}

/**
 * Fills an exchange with a small market, as an operator. Every request has a client id of its own, so doing it
 * again does nothing, and a broken-off seed is completed.
 */
export async function seedDemo(operator: Client, { keys, limits = false }: DemoOptions): Promise<void> {
  for (const asset of ASSETS) await once(operator, MessageType.AddAsset, `demo/asset/${asset.code}`, asset)
  const assets = new Map((await operator.assets()).map((asset) => [asset.code, asset]))
  for (const it of INSTRUMENTS)
    await once(operator, MessageType.AddInstrument, `demo/instrument/${it.base}`, market(it, assets))
  await once(operator, MessageType.SetFees, 'demo/fees/0', {
    tier: 0,
    instrument: ALL_INSTRUMENTS,
    makerPpm: 1_000,
    takerPpm: 1_000,
  })
  const accounts: Partial<Record<DemoName, number | undefined>> = {}
  for (const name of Object.keys(FUNDS) as DemoName[])
    accounts[name] = await seedMember(operator, name, keys[name], assets)
  if (limits) await limitPeople(operator, accounts, assetOf(assets, 'USD'))
}

async function limitPeople(
  operator: Client,
  accounts: Partial<Record<DemoName, number | undefined>>,
  usd: Asset,
): Promise<void> {
  await ignoreRepeat(setReferenceRate(operator, usd, '1', { clientId: 'demo/rate' }))
  for (const name of ['alice', 'bob'] as const) {
    const account = accounts[name]
    if (account === undefined) continue
    await ignoreRepeat(setLimits(operator, { account }, STANDARD_LIMITS, { clientId: `demo/limits/${name}` }))
  }
}

async function ignoreRepeat(request: Promise<unknown>): Promise<void> {
  await request.catch((error: unknown) => {
    if (!(error instanceof RepeatedError)) throw error
  })
}

function assetOf(assets: Map<string, Asset>, code: Code): Asset {
  const asset = assets.get(code)
  if (!asset) throw new Error(`the demo asset ${code} is missing`)
  return asset
}

function market(
  it: (typeof INSTRUMENTS)[number],
  assets: Map<string, Asset>,
): RequestBody<typeof MessageType.AddInstrument> {
  return {
    symbol: `${it.base}USD`,
    baseAsset: assetOf(assets, it.base).id,
    quoteAsset: assetOf(assets, 'USD').id,
    tickSize: 1n,
    lotSize: 1n,
    priceScale: 2,
    quantityScale: it.quantityScale,
    feeAsset: it.feeAsset,
    minQuantity: 1n,
    maxQuantity: it.maxQuantity,
    quantityStep: 1n,
    minNotional: assetOf(assets, 'USD').toUnits('0.01'),
    maxPrice: 10_000_000_00n,
    collarPpm: 500_000,
    bandPpm: 0,
    protectionPpm: 50_000,
    referencePrice: it.reference,
    tickTable: Array.from({ length: 8 }, () => ({ fromPrice: 0n, step: 0n })),
  }
}

async function seedMember(
  operator: Client,
  name: DemoName,
  key: Uint8Array | undefined,
  assets: Map<string, Asset>,
): Promise<number | undefined> {
  const opened = await once(operator, MessageType.OpenAccounts, `demo/account/${name}`, { count: 1, tier: 0 })
  // Where even the answer is gone, the seed is long past.
  if (opened === undefined) return undefined
  const target = Number(opened.id)
  await fund(operator, target, FUNDS[name], `demo/deposit/${name}`, assets)
  if (!key) return target
  const id = `demo/key/${name}/${Buffer.from(key).toString('hex', 0, 8)}`
  await once(operator, MessageType.RegisterKey, id, {
    publicKey: key,
    target,
    permissions: TRADE,
    rateLimit: 0,
  })
  return target
}

async function fund(
  operator: Client,
  target: number,
  funds: Record<Code, string>,
  clientId: string,
  assets: Map<string, Asset>,
): Promise<void> {
  for (const [code, amount] of Object.entries(funds)) {
    const asset = assetOf(assets, code as Code)
    const body = { target, asset: asset.id, amount: parseDecimal(amount, asset.scale) }
    await once(operator, MessageType.Deposit, `${clientId}/${code}`, body)
  }
}

/** Gives an account of somebody who logs in what Alice and Bob have, once. */
export async function fundPerson(operator: Client, account: number): Promise<void> {
  const assets = new Map((await operator.assets()).map((asset) => [asset.code, asset]))
  await fund(operator, account, PERSON, `demo/deposit/${account}`, assets)
}

type OperatorType = Exclude<RequestType, 513 | 514 | 515>

/** Sends a request that may have been taken before; its first answer, or undefined where that is gone. */
async function once<T extends OperatorType>(
  operator: Client,
  type: T,
  clientId: string,
  body: RequestBody<T>,
): Promise<wire.Applied | undefined> {
  try {
    return (await operator.request(type, { ...body, clientId })) as wire.Applied
  } catch (error) {
    if (error instanceof RepeatedError) return undefined
    const isThere = error instanceof RejectedError && THERE.has(error.reason)
    if (isThere) return undefined
    throw error
  }
}

const THERE: ReadonlySet<number> = new Set([RejectReason.AlreadyExists, RejectReason.KeyInUse])
