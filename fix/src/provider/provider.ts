// A simulated liquidity provider, for demonstrations and tests: it quotes, and does with orders what its script says.
import { dictionarySettings } from '../lp/dictionary.ts'
import { lpShapes, textOf, unitsOf, utc } from '../lp/messages.ts'
import { decode, encode, Fields, FixMessage } from '../message.ts'
import { FixEngine, type FixEvent } from '../native.ts'
import type { ProviderScript, Step } from './script.ts'

/** An order as the provider has it. Quantities in units of 10^-8. */
interface Held {
  readonly number: number
  readonly id: string
  readonly symbol: string
  readonly side: string
  readonly quantity: bigint
  readonly limit: bigint | undefined
  executed: bigint
  cost: bigint
  /** FIX 39. */
  status: string
  fills: number
}

interface Customer {
  readonly session: number
  /** Id of its request for market data, and the symbols of it. */
  request: string | undefined
  symbols: readonly string[]
}

/** Half a unit of price walks at each step at most, of the spread. */
const STEPS = [-1n, 0n, 1n]

export interface ProviderOptions {
  readonly script: ProviderScript
  /** Dotted. */
  readonly host: string
  /** Folder of sequence numbers and sent messages: customers that come back are told what they missed. */
  readonly folder: string
  /** What it does, a line each. */
  readonly onLine?: (line: string) => void
}

export class Provider {
  readonly #script: ProviderScript
  readonly #engine: FixEngine
  readonly #onLine: (line: string) => void
  readonly #customers = new Map<number, Customer>()
  readonly #orders = new Map<string, Held>()
  readonly #mids: Map<string, bigint>
  readonly #whenGone = new Map<number, () => void>()
  readonly #late = new Set<NodeJS.Timeout>()
  readonly #quoting: NodeJS.Timeout
  #random: number
  #isStopped = false

  private constructor({ script, folder, onLine = () => {} }: ProviderOptions) {
    this.#script = script
    this.#onLine = onLine
    this.#random = script.seed
    this.#mids = new Map([...script.symbols].map(([name, { mid }]) => [name, unitsOf(mid) ?? 1n]))
    this.#engine = new FixEngine({
      kind: 'acceptor',
      settings: settingsOf(script, folder),
      store: folder,
      onEvents: (events) => {
        for (const event of events) if (!this.#isStopped) this.#take(event)
      },
    })
    this.#quoting = setInterval(() => this.#walk(), script.quoteMs)
  }

  /** Listens. */
  static start(options: ProviderOptions): Provider {
    const provider = new Provider(options)
    provider.#engine.start(options.host)
    return provider
  }

  /** Orders that came, by their ids, and how much of each was filled. */
  get executed(): ReadonlyMap<string, string> {
    return new Map([...this.#orders].map(([id, order]) => [id, textOf(order.executed)]))
  }

  /** Cuts all connections, as a broken network would. */
  cut(): void {
    for (const { session } of this.#customers.values()) this.#engine.disconnect(session)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#quoting)
    for (const timer of this.#late) clearTimeout(timer)
    await this.#engine.stop(0)
  }

  #take({ kind, session, bytes, question }: FixEvent): void {
    if (kind === 'logon-request') {
      const message = decode(bytes, lpShapes)
      const password = this.#script.customers.get(message.get(49) ?? '')
      const isRight = password === undefined || password === message.get(554)
      this.#engine.answer(question, isRight, 'unknown name or wrong password')
    } else if (kind === 'logon') {
      this.#customers.set(session, { session, request: undefined, symbols: [] })
      this.#onLine(`${this.#engine.status(session)?.name}: logged on`)
    } else if (kind === 'logout') {
      this.#customers.delete(session)
      this.#whenGone.get(session)?.()
      this.#whenGone.delete(session)
      this.#onLine(`${this.#engine.status(session)?.name}: gone`)
    } else if (kind === 'from-app') this.#hear(session, decode(bytes, lpShapes))
  }

  #hear(session: number, message: FixMessage): void {
    if (message.type === 'V') this.#subscribe(session, message)
    else if (message.type === 'D') this.#order(session, message)
    else if (message.type === 'F') this.#cancel(session, message)
    else if (message.type === 'H') this.#status(session, message)
    else
      this.#send(session, 'j', [
        [45, message.get(34)],
        [372, message.type],
        [380, '3'],
      ])
  }

  #subscribe(session: number, message: FixMessage): void {
    const symbols = message.group(146).map((entry) => entry.get(55) ?? '')
    const unknown = symbols.find((symbol) => !this.#mids.has(symbol))
    if (unknown !== undefined)
      return this.#send(session, 'Y', [
        [262, message.get(262)],
        [281, '0'],
        [58, `unknown symbol ${unknown}`],
      ])
    const customer = { session, request: message.get(262), symbols }
    this.#customers.set(session, customer)
    for (const symbol of symbols) this.#snapshot(customer, symbol)
  }

  #sides(symbol: string): readonly [bid: bigint, ask: bigint] {
    const mid = this.#mids.get(symbol) ?? 1n
    const half = (unitsOf(this.#script.symbols.get(symbol)?.spread) ?? 2n) / 2n
    return [mid - half, mid + half]
  }

  #snapshot({ session, request }: Customer, symbol: string): void {
    const entries = this.#sides(symbol).map((price, type) =>
      Fields.of([
        [269, type],
        [270, textOf(price)],
        [271, '1000000'],
      ]),
    )
    this.#send(session, 'W', [
      [262, request],
      [55, symbol],
      [268, entries],
    ])
  }

  /** All prices take a step, the same ones for the same seed. */
  #walk(): void {
    for (const [symbol, mid] of this.#mids) {
      // A linear congruence: the walk has to be repeatable, nothing more.
      this.#random = (Math.imul(this.#random, 1_103_515_245) + 12_345) & 0x7fff_ffff
      const step = (unitsOf(this.#script.symbols.get(symbol)?.spread) ?? 2n) / 2n
      const next = mid + STEPS[(this.#random >> 16) % STEPS.length]! * step
      if (next > step * 4n) this.#mids.set(symbol, next)
    }
    for (const customer of this.#customers.values())
      if (customer.request !== undefined)
        for (const symbol of customer.symbols) this.#snapshot(customer, symbol)
  }

  #order(session: number, message: FixMessage): void {
    const id = message.get(11) ?? ''
    const known = this.#orders.get(id)
    if (known !== undefined) {
      // One that is sent again is not an order again.
      if (message.get(43) !== 'Y') this.#report(session, known, '8', '6', { text: 'duplicate order' })
      return
    }
    const quantity = unitsOf(message.get(38)) ?? 0n
    const order: Held = {
      number: this.#orders.size + 1,
      id,
      symbol: message.get(55) ?? '',
      side: message.get(54) ?? '1',
      quantity,
      limit: unitsOf(message.get(44)),
      executed: 0n,
      cost: 0n,
      status: '0',
      fills: 0,
    }
    this.#orders.set(id, order)
    const { orders } = this.#script
    const step = orders[(order.number - 1) % orders.length]!
    this.#onLine(`order ${order.number} ${id}: ${step.do}`)
    if (!this.#mids.has(order.symbol) || quantity === 0n)
      return this.#end(session, order, '8', 'unknown symbol or no quantity')
    this.#follow(session, order, step)
  }

  #follow(session: number, order: Held, step: Step): void {
    if (step.do === 'reject') return this.#end(session, order, '8', step.text)
    if (step.do === 'silent') return
    if (step.do === 'delay') {
      const timer = setTimeout(() => {
        this.#late.delete(timer)
        if (order.status === '0') this.#fill(session, order, order.quantity)
      }, step.ms)
      return void this.#late.add(timer)
    }
    if (step.do === 'disconnect') {
      // A report that is made before the connection is gone could still pass.
      this.#whenGone.set(session, () => this.#fill(session, order, order.quantity))
      return this.#engine.disconnect(session)
    }
    this.#report(session, order, '0', '0')
    if (step.do === 'fill') return this.#fill(session, order, order.quantity)
    this.#fill(session, order, (order.quantity * BigInt(step.percent)) / 100n)
    if (order.status === '1') this.#end(session, order, '4', 'no more liquidity')
  }

  /** At the price of the side; a limit order that this is not good for is ended. */
  #fill(session: number, order: Held, quantity: bigint): void {
    const [bid, ask] = this.#sides(order.symbol)
    const price = order.side === '1' ? ask : bid
    const { limit } = order
    const isWorse = limit !== undefined && (order.side === '1' ? price > limit : price < limit)
    if (isWorse) return this.#end(session, order, '4', 'the price is not there')
    order.executed += quantity
    order.cost += quantity * price
    order.fills++
    order.status = order.executed === order.quantity ? '2' : '1'
    const execId = `F${order.number}-${order.fills}`
    this.#report(session, order, 'F', order.status, { execId, last: quantity, price })
  }

  #end(session: number, order: Held, status: '4' | '8', text: string): void {
    order.status = status
    this.#report(session, order, status, status, { text })
  }

  #cancel(session: number, message: FixMessage): void {
    const order = this.#orders.get(message.get(41) ?? '')
    if (order !== undefined && (order.status === '0' || order.status === '1')) {
      order.status = '4'
      return this.#report(session, order, '4', '4', { clOrdId: message.get(11) })
    }
    this.#send(session, '9', [
      [37, order === undefined ? 'NONE' : `LP-${order.number}`],
      [11, message.get(11)],
      [41, message.get(41)],
      [39, order?.status ?? '8'],
      [434, '1'],
      [102, order === undefined ? '1' : '0'],
    ])
  }

  #status(session: number, message: FixMessage): void {
    const order = this.#orders.get(message.get(11) ?? '')
    if (order !== undefined) return this.#report(session, order, 'I', order.status)
    this.#send(session, '8', [
      [37, 'NONE'],
      [11, message.get(11)],
      [17, '0'],
      [150, 'I'],
      [39, '8'],
      [103, '5'],
      [55, message.get(55)],
      [54, message.get(54)],
      [151, '0'],
      [14, '0'],
      [6, '0'],
    ])
  }

  #report(
    session: number,
    order: Held,
    execType: string,
    status: string,
    more: {
      execId?: string
      last?: bigint
      price?: bigint
      text?: string
      clOrdId?: string | undefined
    } = {},
  ): void {
    const isDone = status !== '0' && status !== '1'
    this.#send(session, '8', [
      [37, `LP-${order.number}`],
      [11, more.clOrdId ?? order.id],
      [41, more.clOrdId === undefined ? undefined : order.id],
      [17, more.execId ?? `S${order.number}-${execType}-${utc(Date.now())}`],
      [150, execType],
      [39, status],
      [55, order.symbol],
      [54, order.side],
      [38, textOf(order.quantity)],
      [32, more.last === undefined ? undefined : textOf(more.last)],
      [31, more.price === undefined ? undefined : textOf(more.price)],
      [151, isDone ? '0' : textOf(order.quantity - order.executed)],
      [14, textOf(order.executed)],
      [6, order.executed === 0n ? '0' : textOf(order.cost / order.executed)],
      [58, more.text],
      [60, utc(Date.now())],
    ])
  }

  /** Reports reach a customer who is away when it is back; prices do not. */
  #send(
    session: number,
    type: string,
    pairs: readonly (readonly [number, string | readonly Fields[] | undefined])[],
  ): void {
    const message = new FixMessage(type, Fields.of(pairs))
    this.#engine.send(session, encode(message), type === '8' || type === '9')
  }
}

const settingsOf = ({ port, compID, customers }: ProviderScript, folder: string): string =>
  [
    '[DEFAULT]',
    'ConnectionType=acceptor',
    'BeginString=FIX.4.4',
    `SenderCompID=${compID}`,
    `SocketAcceptPort=${port}`,
    'SocketReuseAddress=Y',
    'SocketNodelay=Y',
    ...dictionarySettings(folder),
    'NonStopSession=Y',
    'StartTime=00:00:00',
    'EndTime=00:00:00',
    ...[...customers.keys()].map((name) => `[SESSION]\nTargetCompID=${name}`),
    '',
  ].join('\n')
