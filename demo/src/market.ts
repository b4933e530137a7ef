import { type Client, type Instrument, RejectedError } from '@tapebook/client'
import type { MakerSettings } from './ladder.ts'
import { MarketMaker } from './maker.ts'
import { lots, NoiseTrader } from './noise.ts'
import { randomSource } from './random.ts'

export interface MarketOptions {
  /** A session that noise traders share; it must be of another account than the maker's. */
  noise?: Client
  /** How many noise traders. Default 3. */
  traders?: number
  /** The same seed gives the same walk and the same decisions. Default 1. */
  seed?: number
  /** Pause between one market's moves and the next one's, in ms. Default 500. */
  everyMs?: number
}

/** A market that moves. */
export interface DemoMarket {
  readonly maker: MarketMaker
  /** Requests that were refused, by reason. */
  readonly refused: ReadonlyMap<string, number>
  /** Stops, and cancels what it quoted and left. */
  stop(): Promise<void>
}

/** Most that a price walks at a step, in parts of it, and how fast it is drawn back to where it began. */
const WALK = 1 / 5_000
const HOME = 1 / 200

/** About 50,000 dollars on each side at the best level, and two million dollars as a full position. */
function settingsOf(instrument: Instrument): MakerSettings {
  const worth = (dollars: number): bigint => lots(instrument, dollars, instrument.referencePrice)
  return {
    targetSpread: 300n,
    minDepth: worth(50_000),
    levels: 6,
    skew: 1_000n,
    // What one order may have at most is no bound of a position.
    maxPosition: worth(50_000) * 40n,
  }
}

/** Quotes every market around a random walk, with noise traders who take and leave a little. */
export async function runMarket(house: Client, options: MarketOptions = {}): Promise<DemoMarket> {
  const { noise, traders = 3, seed = 1, everyMs = 500 } = options
  await Promise.all([house.cancelAll(), noise?.cancelAll()])
  const instruments = await house.instruments()
  const maker = await MarketMaker.open(house, settingsOf)
  const mids = new Map(instruments.map((it) => [it.id, it.referencePrice]))
  const midOf = ({ id }: Instrument): bigint => mids.get(id) ?? 0n
  const random = randomSource(seed)
  const crowd = noise
    ? Array.from({ length: traders }, (_, at) => new NoiseTrader(noise, instruments, seed * 1_000 + at))
    : []
  await Promise.all(instruments.map((it) => maker.createQuotes(it.symbol, midOf(it))))

  const { refused } = maker
  const count = (error: Error): void => {
    const name = error instanceof RejectedError ? error.reasonName : error.name
    refused.set(name, (refused.get(name) ?? 0) + 1)
  }
  let turn = 0
  const move = (): void => {
    const instrument = instruments[turn++ % instruments.length]
    if (!instrument || !house.isConnected) return
    mids.set(instrument.id, walk(midOf(instrument), instrument.referencePrice, random()))
    void maker.updateQuotes(instrument.symbol, { mid: midOf(instrument) })
    if (noise?.isConnected) for (const trader of crowd) trader.step(midOf).catch(count)
  }
  const timer = setInterval(move, everyMs)
  timer.unref()
  return {
    maker,
    refused,
    stop: async () => {
      clearInterval(timer)
      await maker.close()
      if (noise?.isConnected) await noise.cancelAll()
    },
  }
}

/** The next price: a step of up to one part in 5,000 either way, drawn back so that it stays inside the collar. */
function walk(mid: bigint, home: bigint, random: number): bigint {
  const reach = Number(mid) * WALK + 1
  const step = Math.round((random * 2 - 1) * reach + Number(home - mid) * HOME)
  return mid + BigInt(step)
}
