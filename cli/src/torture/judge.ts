import { readFileSync } from 'node:fs'
import { Client, Side, type StreamPosition, type wire } from '@tapebook/client'
import { sentenceOf } from '../exit-codes.ts'
import { readKey } from '../keys.ts'

/** One of the sessions that trade, and the list that its process keeps. */
export interface Trader {
  readonly side: 'buy' | 'sell'
  readonly account: number
  readonly keyFile: string
  readonly listFile: string
}

interface SentOrder {
  readonly price: number
  readonly quantity: number
}

/** What a trader's own list says. */
export interface List {
  readonly sent: Map<string, SentOrder>
  readonly acknowledged: Map<string, string>
  /** Taken before by the server's word, the first answer no longer kept. */
  readonly repeated: Set<string>
  readonly refused: Map<string, string>
  /** Quantity by order and trade, so that a fill told twice counts once. */
  readonly fills: Map<string, bigint>
  disconnects: number
  resumesRefused: number
  /** Orders without an answer when it stopped; undefined while it runs. */
  unanswered: number | undefined
}

export function readList(text: string): List {
  const list: List = {
    sent: new Map(),
    acknowledged: new Map(),
    repeated: new Set(),
    refused: new Map(),
    fills: new Map(),
    disconnects: 0,
    resumesRefused: 0,
    unanswered: undefined,
  }
  for (const line of text.split('\n')) {
    const [kind, first = '', second = '', third = ''] = line.split(' ')
    if (kind === 'S') list.sent.set(first, { price: Number(second), quantity: Number(third) })
    else if (kind === 'A') list.acknowledged.set(first, second)
    else if (kind === 'P') list.repeated.add(first)
    else if (kind === 'X') list.refused.set(first, second)
    else if (kind === 'F') list.fills.set(`${first}/${second}`, BigInt(third))
    else if (kind === 'D') list.disconnects++
    else if (kind === 'U') list.resumesRefused++
    else if (kind === 'E') list.unanswered = Number(first)
  }
  return list
}

/** What the server says of one account. */
interface Told {
  /** Order id by client id. */
  readonly orders: Map<string, string>
  readonly fills: Map<string, bigint>
}

export interface Sums {
  sent: number
  acknowledged: number
  refused: number
  disconnects: number
  fills: number
  lost: number
  repeated: number
  /** Orders sent once more in the end, to see that they are known. */
  sent_again: number
}

const SENT_AGAIN = 500

/**
 * Compares the traders' own lists with what the server says. It gets every report of both accounts as a drop copy: a
 * read-only session of its own that resumes after each restart where it stood.
 */
export class Judge {
  readonly faults: string[] = []
  readonly sums: Sums = {
    sent: 0,
    acknowledged: 0,
    refused: 0,
    disconnects: 0,
    fills: 0,
    lost: 0,
    repeated: 0,
    sent_again: 0,
  }
  readonly #url: string
  readonly #keyFile: string
  readonly #told = new Map<number, Told>()
  readonly #clientIds = new Map<string, string>()
  #position: StreamPosition = { lastSessionSequence: 0n, lastSequence: 0n }

  constructor(url: string, keyFile: string, traders: readonly Trader[]) {
    this.#url = url
    this.#keyFile = keyFile
    for (const { account } of traders) this.#told.set(account, { orders: new Map(), fills: new Map() })
  }

  /** Takes in every report since the last time. */
  async catchUp(): Promise<void> {
    const options = {
      url: this.#url,
      privateKey: readKey(this.#keyFile),
      reconnect: false,
      resume: this.#position,
    }
    const client = await Client.connect(options, (it) => {
      it.on('OrderAccepted', (report) => this.#accepted(report))
      it.on('Fill', (report) => this.#filled(report))
      it.on('gap', (expected, received) =>
        this.#fault(`drop copy: report ${received} where ${expected} was due`),
      )
      it.on('resumeUnavailable', () => this.#fault('drop copy: the resume was refused'))
    })
    await client.close()
    // Only now: reports come until the connection has closed.
    this.#position = client.position
  }

  async judge(trader: Trader): Promise<void> {
    const list = readList(readFileSync(trader.listFile, 'utf8'))
    const told = this.#told.get(trader.account) as Told
    this.#judgeOrders(list, told)
    this.#judgeFills(trader, list, told)
    if (list.unanswered !== 0) this.#fault(`${list.unanswered ?? 'some'} ${trader.side} orders got no answer`)
    if (list.resumesRefused > 0) this.#fault(`${list.resumesRefused} resumes of ${trader.side} were refused`)
    const client = await Client.connect({
      url: this.#url,
      privateKey: readKey(trader.keyFile),
      reconnect: false,
    })
    await this.#judgePosition(trader, list, client)
    await this.#sendAgain(trader, list, client)
    await client.close()
    this.sums.sent += list.sent.size
    this.sums.acknowledged += list.acknowledged.size
    this.sums.refused += list.refused.size
    this.sums.disconnects += list.disconnects
    this.sums.fills += list.fills.size
  }

  #judgeOrders(list: List, told: Told): void {
    for (const [clientId, orderId] of list.acknowledged) {
      const known = told.orders.get(clientId)
      if (known === orderId) continue
      this.sums.lost++
      this.#fault(
        `${clientId} was acknowledged as order ${orderId}; the server says ${known ?? 'no such order'}`,
      )
    }
    for (const clientId of list.repeated) {
      if (told.orders.has(clientId)) continue
      this.sums.lost++
      this.#fault(`${clientId} was taken, and the server has no such order`)
    }
    for (const clientId of told.orders.keys()) {
      if (!list.sent.has(clientId)) this.#fault(`${clientId} was never sent`)
      else if (!list.acknowledged.has(clientId) && !list.repeated.has(clientId)) {
        this.#fault(`${clientId} was taken and never answered`)
      }
    }
  }

  #judgeFills(trader: Trader, list: List, told: Told): void {
    for (const [fill, quantity] of list.fills) {
      if (told.fills.get(fill) !== quantity)
        this.#fault(`${trader.side}: the server does not know the fill ${fill}`)
    }
    for (const fill of told.fills.keys()) {
      if (!list.fills.has(fill)) this.#fault(`${trader.side} was never told of the fill ${fill}`)
    }
  }

  /** What an account holds is the sum of the fills it was told of. */
  async #judgePosition({ side }: Trader, list: List, client: Client): Promise<void> {
    let traded = 0n
    for (const quantity of list.fills.values()) traded += quantity
    const [position] = await client.positions()
    const signed = side === 'buy' ? traded : -traded
    if ((position?.quantity ?? 0n) !== signed) {
      this.#fault(`${side} holds ${position?.quantity ?? 0n} lots after fills of ${signed}`)
    }
  }

  /** The same bytes once more get the first answer, and no new order. */
  async #sendAgain({ side }: Trader, list: List, client: Client): Promise<void> {
    const instrument = (await client.instruments())[0]?.id ?? 0
    for (const [clientId, orderId] of [...list.acknowledged].slice(-SENT_AGAIN)) {
      const { price, quantity } = list.sent.get(clientId) as SentOrder
      const order = { clientId, instrument, side: side === 'buy' ? Side.Buy : Side.Sell, price, quantity }
      this.sums.sent_again++
      try {
        const again = await client.newOrder(order)
        if (String(again.orderId) === orderId) continue
        this.#repeated(`${clientId} was order ${orderId}, and sent again order ${again.orderId}`)
      } catch (error) {
        this.#fault(`${clientId}, sent again: ${sentenceOf(error)}`)
      }
    }
  }

  #accepted({ request, orderId }: wire.OrderAccepted): void {
    const orders = this.#told.get(request.account)?.orders
    if (!orders) return
    const [clientId, id] = [request.clientId, String(orderId)]
    const other = orders.get(clientId)
    if (other !== undefined) this.#repeated(`${clientId} is order ${other} and order ${id}`)
    const owner = this.#clientIds.get(id)
    if (owner !== undefined) this.#repeated(`order ${id} is ${owner} and ${clientId}`)
    orders.set(clientId, id)
    this.#clientIds.set(id, clientId)
  }

  #filled({ account, orderId, tradeId, quantity }: wire.Fill): void {
    const fills = this.#told.get(account)?.fills
    if (!fills) return
    const fill = `${orderId}/${tradeId}`
    if (fills.has(fill)) this.#repeated(`trade ${tradeId} of order ${orderId} was reported twice`)
    fills.set(fill, quantity)
  }

  #repeated(what: string): void {
    this.sums.repeated++
    this.#fault(what)
  }

  #fault(what: string): void {
    this.faults.push(what)
  }
}
