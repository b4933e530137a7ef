// Accounts that somebody acts for or follows here: binds them to the session of this process, and gives each its events.
import type { Asset, Client, wire } from '@tapebook/client'
import { bind, type Market, type Reference, type Session } from '@tapebook/service'
import { AccountStream, type AnyReport, type Known } from './account-stream.ts'

/** An account that nobody follows is heard of for so long, for who comes back. */
const KEPT_MS = 10 * 60_000
const LOOK_MS = 10_000
/** Accounts that are followed at most. */
const ACCOUNTS_MAX = 20_000

export interface UsersParts {
  readonly session: Session
  readonly binder: Session
  readonly reference: Reference
}

export class Users implements Known {
  readonly #parts: UsersParts
  /** Accounts that are bound, and those that are about to be. */
  readonly #bound = new Set<number>()
  readonly #binding = new Map<number, Promise<void>>()
  readonly #streams = new Map<number, { readonly stream: AccountStream; readonly isReady: Promise<void> }>()
  readonly #timer: NodeJS.Timeout
  /** Last command before the session was logged on: what it did nobody here has heard. */
  #loggedOnAt = 0n
  #markets: ReadonlyMap<number, Market> = new Map()
  #assets: ReadonlyMap<number, Asset> = new Map()

  constructor(parts: UsersParts) {
    this.#parts = parts
    this.#timer = setInterval(() => this.#look(), LOOK_MS)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#terminate()
  }

  /** Accounts whose events are told. */
  get size(): number {
    return this.#streams.size
  }

  market(instrument: number): Market | undefined {
    return this.#markets.get(instrument)
  }

  asset(id: number): Asset | undefined {
    return this.#assets.get(id)
  }

  /** Hears the reports of a client before its first frame. */
  listen(client: Client): void {
    client.on('connected', ({ sequence }) => {
      this.#loggedOnAt = sequence
    })
    client.on('report', (report, { type, entries }) => {
      if (this.#streams.size === 0) return
      for (const account of accountsOf(report)) this.#streams.get(account)?.stream.hear(type, report, entries)
    })
    // What was missed cannot be made up: who follows begins anew.
    client.on('resumeUnavailable', () => this.#terminate())
    client.on('closed', () => this.#terminate())
  }

  /** Lets the session of this process act for an account; known accounts cost nothing. */
  async bind(account: number): Promise<void> {
    if (this.#bound.has(account)) return
    let binding = this.#binding.get(account)
    if (binding === undefined) {
      binding = this.#bind(account).finally(() => this.#binding.delete(account))
      this.#binding.set(account, binding)
    }
    await binding
  }

  isBound(account: number): boolean {
    return this.#bound.has(account)
  }

  /** The events of an account, from now on. */
  async stream(account: number): Promise<AccountStream> {
    await this.bind(account)
    let known = this.#streams.get(account)
    if (known === undefined) {
      if (this.#streams.size >= ACCOUNTS_MAX) throw new RangeError('too many accounts are followed')
      const stream = new AccountStream(account, this)
      known = { stream, isReady: this.#learn(stream) }
      this.#streams.set(account, known)
      known.isReady.catch(() => this.#streams.delete(account))
    }
    await known.isReady
    return known.stream
  }

  async #bind(account: number): Promise<void> {
    const { binder, session } = this.#parts
    await bind(binder.client, session.client.session, account)
    this.#bound.add(account)
  }

  async #learn(stream: AccountStream): Promise<void> {
    await this.#readReference()
    await stream.learn(this.#parts.session.client, this.#loggedOnAt)
  }

  async #readReference(): Promise<void> {
    const { reference } = this.#parts
    const [markets, assets] = await Promise.all([reference.markets(), reference.assets()])
    this.#markets = new Map(markets.map((market) => [market.instrument.id, market]))
    this.#assets = new Map(assets.map((asset) => [asset.id, asset]))
  }

  #terminate(): void {
    for (const { stream } of this.#streams.values()) stream.terminate()
    this.#streams.clear()
  }

  #look(): void {
    if (this.#streams.size === 0) return
    const now = Date.now()
    for (const [account, { stream }] of this.#streams) {
      if (stream.followers === 0 && now > stream.idleSince + KEPT_MS) this.#streams.delete(account)
    }
    // Markets and assets that were listed since.
    this.#readReference().catch(() => undefined)
  }
}

/** Whom a report is about; with a transfer, and with a trade that was amended, two. */
function accountsOf(report: AnyReport): readonly number[] {
  const { account, request, maker, taker } = report as {
    account?: number
    request?: wire.RequestHeader
    maker?: { account: number }
    taker?: { account: number }
  }
  if (account !== undefined) return [account]
  if (request !== undefined) return [request.account]
  if (maker === undefined || taker === undefined) return []
  return maker.account === taker.account ? [maker.account] : [maker.account, taker.account]
}
