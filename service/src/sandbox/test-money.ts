// Test money of a sandbox: given by the faucet, and brought back to what an account began with. All of it moves by commands
// of the exchange, as any deposit does.
import { type Asset, MessageType } from '@tapebook/client'
import { ApiError, RefusedError } from '../errors.ts'
import type { Reference } from '../reference.ts'
import type { Session } from '../session.ts'
import { Turns } from '../turns.ts'
import type { AssetRule, Sandbox } from './sandbox.ts'

/** Where nobody set anything, in whole units of an asset: of what prices are told in, and of what is priced. */
const USUAL = { quote: 100_000n, base: 10n } as const
/** A fill between the cancels and the entries changes what is to be entered: so often it is looked again. */
const LOOKS = 5

export interface TestMoneyParts {
  readonly sandbox: Sandbox | undefined
  /** Acts for accounts. */
  readonly gateway: Session
  /** Enters deposits and withdrawals. */
  readonly operator: Session
  readonly reference: Reference
}

/** What somebody may still take of an asset. */
export interface Allowance extends AssetRule {
  readonly asset: Asset
  /** Of today. */
  readonly left: bigint
}

/** What a reset changed. */
export interface Moved {
  readonly asset: Asset
  /** Below zero where it was taken away. */
  readonly amount: bigint
}

export class TestMoney {
  readonly #parts: TestMoneyParts
  readonly #turns = new Turns()

  constructor(parts: TestMoneyParts) {
    this.#parts = parts
  }

  /** The sandbox, if this is one: the mark in its folder, and the journal of the exchange that answers. Throws NOT_A_SANDBOX. */
  get sandbox(): Sandbox {
    const { sandbox, operator } = this.#parts
    const { lineage } = operator.client
    if (sandbox === undefined || lineage !== sandbox.lineage) throw new ApiError('NOT_A_SANDBOX')
    return sandbox
  }

  /** What holds for an asset. */
  async rule(asset: Asset): Promise<AssetRule> {
    const set = this.sandbox.rule(asset.id)
    if (set !== undefined) return set
    const markets = await this.#parts.reference.markets()
    const isQuote = markets.some(({ quote }) => quote.id === asset.id)
    const usual = (isQuote ? USUAL.quote : USUAL.base) * 10n ** BigInt(asset.scale)
    return { start: usual, daily: usual }
  }

  async allowances(account: number, now: number): Promise<Allowance[]> {
    const assets = await this.#parts.reference.assets()
    return await Promise.all(
      assets.map(async (asset) => {
        const rule = await this.rule(asset)
        const left = rule.daily - this.sandbox.given(account, asset.id, now)
        return { asset, ...rule, left: left > 0n ? left : 0n }
      }),
    )
  }

  /** Deposits test money once for an id. Throws FAUCET_EMPTY beyond what an account may have in a day. */
  async give(id: string, account: number, asset: Asset, amount: bigint, now: number): Promise<bigint> {
    const { sandbox } = this
    const { daily } = await this.rule(asset)
    if (!sandbox.grant({ id, account, asset: asset.id, amount }, daily, now)) {
      const { code, status, message } = new ApiError('FAUCET_EMPTY')
      throw new RefusedError(code, status, message, 'amount')
    }
    try {
      return await this.#move(id, account, asset.id, amount)
    } catch (error) {
      // What is not known to be refused may have been taken.
      if (error instanceof RefusedError) sandbox.takeBack(id)
      throw error
    }
  }

  /** Cancels all orders of an account, and brings what is available to the start amounts. */
  async reset(id: string, account: number): Promise<Moved[]> {
    void this.sandbox
    return await this.#turns.take(String(account), () => this.#reset(id, account))
  }

  async #reset(id: string, account: number): Promise<Moved[]> {
    const { gateway, operator, reference } = this.#parts
    await gateway.ask((client) => client.cancelAll({ account, clientId: `${id}/c` }))
    const assets = await reference.assets()
    const moved = new Map<number, Moved>()
    for (let look = 0; look < LOOKS; look++) {
      const held = new Map(
        (await operator.ask((client) => client.balances(account))).map(({ asset, available }) => [
          asset,
          available,
        ]),
      )
      let isDone = true
      for (const asset of assets) {
        const { start } = await this.rule(asset)
        const amount = start - (held.get(asset.id) ?? 0n)
        if (amount === 0n) continue
        isDone = false
        // Refused where it was spent a moment ago: the next look takes what is there then.
        const isMoved = await this.#move(`${id}/${look}/${asset.id}`, account, asset.id, amount).then(
          () => true,
          (error: unknown) => {
            if (error instanceof RefusedError && amount < 0n) return false
            throw error
          },
        )
        if (isMoved) moved.set(asset.id, { asset, amount: (moved.get(asset.id)?.amount ?? 0n) + amount })
      }
      if (isDone) return [...moved.values()]
    }
    throw new ApiError(
      'CONFLICT',
      undefined,
      'The account trades while it is reset: stop what trades for it.',
    )
  }

  /** Its command's number. */
  async #move(clientId: string, target: number, asset: number, amount: bigint): Promise<bigint> {
    const type = amount > 0n ? MessageType.Deposit : MessageType.Withdraw
    const body = { clientId, target, asset, amount: amount > 0n ? amount : -amount }
    return (await this.#parts.operator.ask((client) => client.request(type, body))).report.sequence
  }
}
