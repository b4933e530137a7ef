import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AdvancedInput,
  type Book,
  type Client,
  Depth,
  EndReasonName,
  type Instrument,
  OrderBook,
  OrderState,
  OrderStateName,
  type OrderTarget,
  Side,
  TimeInForce,
  type Trail,
  TriggerSource,
  type wire,
} from '@tapebook/client'
import { Argument, type Command, Option } from 'commander'
import { usageError } from '../exit-codes.ts'
import { wholeNumber } from '../options.ts'
import { type Output, table } from '../output.ts'
import { instrumentOf, type SessionFlags, sessionCommand, withSession } from './session.ts'

const OUTCOME_MS = 5_000

export function addTradeCommands(program: Command): void {
  sessionCommand(program, 'order')
    .description('enter an order and say what came of it')
    .usage('<buy|sell> <symbol> <quantity> [@ <price>] [options]')
    .addArgument(new Argument('<side>', 'buy or sell').choices(['buy', 'sell']))
    .argument('<symbol>', 'instrument, such as BTCUSD')
    .argument('<quantity>', 'decimal quantity, such as 0.5')
    .argument('[price...]', '@ and a decimal price for a limit order; none for a market order')
    .addOption(
      new Option('--tif <tif>', 'time in force').choices(['gtc', 'ioc', 'fok', 'day']).default('gtc'),
    )
    .option('--until <time>', 'good till a time: 2030-01-31T17:00:00Z, or +90s from now on (s, m, h, d)')
    .option('--at-open', 'take part in the opening auction only')
    .option('--at-close', 'wait for the closing auction, and take part in it only')
    .option('--stop <price>', 'wait until the price goes against it as far as this')
    .option('--take-profit <price>', 'wait until the price goes its way as far as this')
    .option('--trail <distance>', 'follow the best price: ticks, or 0.5% for a share of it')
    .option('--from <price>', 'with --trail: follow once this price is reached')
    .addOption(
      new Option('--watch <price>', 'what its trigger watches').choices(['last', 'best', 'reference']),
    )
    .option('--display <quantity>', 'an iceberg: show so much at a time')
    .option('--hidden', 'never show it in the book')
    .option('--min <quantity>', 'trade at least so much at once, or nothing')
    .option('--post-only', 'refuse it if it would trade at once')
    .option('--reduce-only', 'only sell what was bought: no more than the position, at any time')
    .option('--id <text>', 'client id, unique for the account')
    .action(order)
  sessionCommand(program, 'cancel')
    .description('cancel an order by its number or client id, or all of them')
    .argument('[order]', 'order id or client id')
    .option('--all', 'every open order of the account')
    .action(cancel)
  sessionCommand(program, 'book')
    .description('print the depth of an instrument')
    .argument('<symbol>', 'instrument, such as BTCUSD')
    .option('--levels <number>', 'levels of each side', wholeNumber(1, 1_000), 10)
    .option('--l3', 'orders in place of levels')
    .option('--watch', 'print it again whenever it changes')
    .action(book)
  sessionCommand(program, 'balance')
    .description('print the balances and open orders of the account')
    .action(balance)
}

interface OrderFlags extends SessionFlags {
  tif: 'gtc' | 'ioc' | 'fok' | 'day'
  postOnly?: boolean
  reduceOnly?: boolean
  display?: string
  hidden?: boolean
  min?: string
  until?: string
  atOpen?: boolean
  atClose?: boolean
  stop?: string
  takeProfit?: string
  trail?: string
  from?: string
  watch?: keyof typeof TRIGGER_SOURCE
  id?: string
}

const TRIGGER_SOURCE = {
  last: TriggerSource.LastTrade,
  best: TriggerSource.BestOpposite,
  reference: TriggerSource.Reference,
}

const TIME_IN_FORCE = {
  gtc: TimeInForce.Gtc,
  ioc: TimeInForce.Ioc,
  fok: TimeInForce.Fok,
  day: TimeInForce.Day,
}

async function order(
  side: string,
  symbol: string,
  quantity: string,
  rest: string[],
  flags: OrderFlags,
): Promise<void> {
  const price = priceIn(rest)
  await withSession(flags, async (client, output) => {
    const instrument = await instrumentOf(client, symbol)
    const outcome = new Outcome(client)
    const trigger = triggerIn(flags)
    const life = lifeIn(flags)
    const showing = showingIn(flags)
    const reduceOnly = flags.reduceOnly === true
    const enter = trigger || life || showing || reduceOnly ? client.newAdvancedOrder : client.newOrder
    const accepted = await enter.call(client, {
      instrument,
      side: side === 'buy' ? Side.Buy : Side.Sell,
      quantity,
      timeInForce:
        !trigger && price === undefined && flags.tif === 'gtc' ? TimeInForce.Ioc : TIME_IN_FORCE[flags.tif],
      postOnly: flags.postOnly === true,
      ...(reduceOnly && { reduceOnly }),
      ...trigger,
      ...life,
      ...showing,
      ...(price !== undefined && { price }),
      ...(flags.id !== undefined && { clientId: flags.id }),
    })
    // A reduce-only order is taken with no more than the position.
    const taken = reduceOnly ? instrument.lotsToQuantity(accepted.quantity) : quantity
    const at = price === undefined ? 'at the market' : `at ${price}`
    output.result(
      {
        event: 'accepted',
        order_id: accepted.orderId,
        client_id: accepted.request.clientId,
        sequence: accepted.report.sequence,
      },
      () => `order ${accepted.orderId} accepted: ${side} ${taken} ${instrument.symbol} ${at}`,
    )
    if (!trigger) await outcome.of(accepted)
    tellOutcome(outcome, accepted.orderId, instrument, output)
  })
}

/** How long the order is good, if that is no time in force of its own. */
function lifeIn(flags: OrderFlags): Pick<AdvancedInput, 'expires' | 'auction' | 'timeInForce'> | undefined {
  const { until, atOpen, atClose } = flags
  if ([until, atOpen, atClose].filter((it) => it !== undefined).length > 1)
    throw usageError('an order takes one of --until, --at-open and --at-close')
  if (until !== undefined) return { expires: momentIn(until), timeInForce: TimeInForce.Gtd }
  const auction = atOpen ? 'open' : 'close'
  return atOpen || atClose ? { auction, timeInForce: TimeInForce.Day } : undefined
}

/** How the order is shown, and what it trades at least, where that is not as with any order. */
function showingIn({
  display,
  hidden,
  min,
}: OrderFlags): Pick<AdvancedInput, 'display' | 'hidden' | 'minQuantity'> | undefined {
  if (display === undefined && !hidden && min === undefined) return undefined
  return {
    ...(display !== undefined && { display }),
    ...(hidden && { hidden }),
    ...(min !== undefined && { minQuantity: min }),
  }
}

/** What the order waits for, if it waits. */
function triggerIn(
  flags: OrderFlags,
): Pick<AdvancedInput, 'stop' | 'takeProfit' | 'trail' | 'watches'> | undefined {
  const { stop, takeProfit, trail, from, watch } = flags
  const given = [stop, takeProfit, trail].filter((it) => it !== undefined)
  if (given.length > 1) throw usageError('an order waits for one of --stop, --take-profit and --trail')
  if (from !== undefined && trail === undefined) throw usageError('--from goes with --trail')
  if (given.length === 0) {
    if (watch !== undefined) throw usageError('--watch goes with --stop, --take-profit or --trail')
    return undefined
  }
  return {
    ...(stop !== undefined && { stop }),
    ...(takeProfit !== undefined && { takeProfit }),
    ...(trail !== undefined && { trail: { by: distanceIn(trail), ...(from !== undefined && { from }) } }),
    ...(watch !== undefined && { watches: TRIGGER_SOURCE[watch] }),
  }
}

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 }

/** A date and time with its zone, or `+90s` from now on. */
function momentIn(text: string): Date {
  const after = /^\+(\d+)([smhd])$/.exec(text)
  if (after)
    return new Date(Date.now() + Number(after[1]) * SECONDS[after[2] as keyof typeof SECONDS] * 1_000)
  const moment = new Date(text)
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(moment.getTime()))
    throw usageError(`a time is given as 2030-01-31T17:00:00Z or as +90s, not "${text}"`)
  return moment
}

/** `25` ticks, or `0.5%`. */
function distanceIn(text: string): Trail['by'] {
  const basisPoints = /^(\d+)(?:\.(\d{1,2}))?%$/.exec(text)
  if (basisPoints)
    return { basisPoints: Number(basisPoints[1]) * 100 + Number((basisPoints[2] ?? '0').padEnd(2, '0')) }
  if (!/^\d+$/.test(text)) throw usageError(`a distance is given in ticks or as "0.5%", not "${text}"`)
  return { ticks: BigInt(text) }
}

/** `@ 61000`, `@61000` or nothing. */
function priceIn(rest: readonly string[]): string | undefined {
  const text = rest.join('')
  if (text === '') return undefined
  if (!text.startsWith('@') || text.length === 1)
    throw usageError(`a price is given as "@ 61000", not "${rest.join(' ')}"`)
  return text.slice(1)
}

/** Collects what happens to an order until it rests or ends. */
class Outcome {
  readonly fills: wire.Fill[] = []
  resting: wire.OrderRested | undefined
  ended: wire.OrderCanceled | undefined
  #wake: (() => void) | undefined

  constructor(client: Client) {
    client.on('Fill', (fill) => {
      this.fills.push(fill)
      this.#wake?.()
    })
    client.on('OrderRested', (rested) => {
      this.resting = rested
      this.#wake?.()
    })
    client.on('OrderCanceled', (canceled) => {
      this.ended = canceled
      this.#wake?.()
    })
  }

  async of({ orderId, resting }: wire.OrderAccepted): Promise<void> {
    // What the book shows of an order rests.
    if (resting > 0n) return
    const deadline = sleep(OUTCOME_MS, 'late', { ref: false })
    for (;;) {
      const isFilled = this.fills.some((fill) => fill.orderId === orderId && fill.state === OrderState.Filled)
      if (isFilled || this.resting?.orderId === orderId || this.ended?.orderId === orderId) return
      const more = new Promise<void>((resolve) => (this.#wake = resolve))
      if ((await Promise.race([more, deadline])) === 'late') return
    }
  }
}

function tellOutcome(outcome: Outcome, orderId: bigint, instrument: Instrument, output: Output): void {
  for (const { orderId: of, price, quantity, tradeId, leaves } of outcome.fills) {
    if (of !== orderId) continue
    const row = {
      event: 'fill',
      trade_id: tradeId,
      price: instrument.ticksToPrice(price),
      quantity: instrument.lotsToQuantity(quantity),
    }
    output.result(
      row,
      () => `filled ${row.quantity} at ${row.price}, ${instrument.lotsToQuantity(leaves)} left`,
    )
  }
  const { ended } = outcome
  if (ended?.orderId === orderId) {
    const [state, reason] = [OrderStateName[ended.state], EndReasonName[ended.reason]]
    output.result(
      { event: 'ended', state, reason, canceled: instrument.lotsToQuantity(ended.canceled) },
      () => `${instrument.lotsToQuantity(ended.canceled)} canceled: ${reason}`,
    )
  }
}

async function cancel(target: string | undefined, flags: SessionFlags & { all?: boolean }): Promise<void> {
  if ((target === undefined) !== (flags.all === true))
    throw usageError('name an order to cancel, or give --all')
  await withSession(flags, async (client, output) => {
    if (target === undefined) {
      const { id } = await client.cancelAll()
      output.result({ event: 'canceled', orders: Number(id) }, () => `${id} orders canceled`)
      return
    }
    const named: OrderTarget = /^\d+$/.test(target) ? { orderId: BigInt(target) } : { targetClientId: target }
    const { orderId } = await client.cancelOrder(named)
    output.result({ event: 'canceled', order_id: orderId }, () => `order ${orderId} canceled`)
  })
}

async function book(
  symbol: string,
  flags: SessionFlags & { levels: number; l3?: boolean; watch?: boolean },
): Promise<void> {
  await withSession(flags, async (client, output) => {
    const instrument = await instrumentOf(client, symbol)
    const depth = flags.l3
      ? client.subscribe(instrument, Depth.L3)
      : client.subscribe(instrument, Depth.L2, flags.watch ? 5 : 0)
    const tell = (): void => {
      if (depth instanceof OrderBook) tellOrders(depth, instrument, flags.levels, output)
      else tellBook(depth, instrument, flags.levels, output)
    }
    await depth.whenReady()
    tell()
    if (!flags.watch) return
    const again = (): void => {
      if (!output.json && process.stdout.isTTY) process.stdout.write('\x1b[H\x1b[2J')
      tell()
    }
    if (depth instanceof OrderBook) depth.on('update', again)
    else depth.on('update', again)
    await new Promise((_, reject) => client.once('closed', reject))
  })
}

/** The first orders of each side in the order they would trade. */
function tellOrders(depth: OrderBook, instrument: Instrument, count: number, output: Output): void {
  const side = (of: Side): { order_id: bigint; price: string; quantity: string }[] =>
    [...depth.orders(of)].slice(0, count).map(({ orderId, price, quantity }) => ({
      order_id: orderId,
      price: instrument.ticksToPrice(price),
      quantity: instrument.lotsToQuantity(quantity),
    }))
  const [bids, asks] = [side(Side.Buy), side(Side.Sell)]
  output.result({ symbol: instrument.symbol, sequence: depth.sequence, bids, asks }, () => {
    const rows = Array.from({ length: Math.max(bids.length, asks.length) }, (_, at) => {
      const [bid, ask] = [bids[at], asks[at]]
      const left = bid ? [String(bid.order_id), bid.quantity, bid.price] : ['', '', '']
      const right = ask ? [ask.price, ask.quantity, String(ask.order_id)] : ['', '', '']
      return [...left, ...right]
    })
    const head = ['order', 'quantity', 'bid', 'ask', 'quantity', 'order']
    return `${instrument.symbol} after command ${depth.sequence}\n${table([head, ...rows], [0, 1, 2, 3, 4, 5])}`
  })
}

function tellBook(depth: Book, instrument: Instrument, levels: number, output: Output): void {
  const side = (of: readonly Readonly<wire.Level>[]): [string, string][] =>
    of
      .slice(0, levels)
      .map(({ price, quantity }) => [instrument.ticksToPrice(price), instrument.lotsToQuantity(quantity)])
  const [bids, asks] = [side(depth.bids), side(depth.asks)]
  output.result({ symbol: instrument.symbol, sequence: depth.sequence, bids, asks }, () => {
    const rows = Array.from({ length: Math.max(bids.length, asks.length) }, (_, at) => {
      const [bid, bidQuantity] = bids[at] ?? ['', '']
      const [ask, askQuantity] = asks[at] ?? ['', '']
      return [bidQuantity, bid, ask, askQuantity]
    })
    const body = table([['quantity', 'bid', 'ask', 'quantity'], ...rows], [0, 1, 2, 3])
    return `${instrument.symbol} after command ${depth.sequence}\n${body}`
  })
}

async function balance(flags: SessionFlags): Promise<void> {
  await withSession(flags, async (client, output) => {
    if (client.account === 0) throw usageError(`the session of ${flags.key} has no account of its own`)
    const [assets, instruments, balances, orders] = await Promise.all([
      client.assets(),
      client.instruments(),
      client.balances(),
      client.orders(),
    ])
    const rows = balances.map(({ asset, available, held }) => {
      const of = assets.find(({ id }) => id === asset)
      const format = (units: bigint): string => of?.format(units) ?? String(units)
      return { asset: of?.code ?? String(asset), available: format(available), held: format(held) }
    })
    const open = orders.map(({ orderId, clientId, instrument, side, price, quantity, cumulative }) => {
      const of = instruments.find(({ id }) => id === instrument)
      return {
        order_id: orderId,
        client_id: clientId,
        side: side === Side.Buy ? 'buy' : 'sell',
        symbol: of?.symbol ?? String(instrument),
        quantity: of?.lotsToQuantity(quantity - cumulative) ?? String(quantity - cumulative),
        price: of?.ticksToPrice(price) ?? String(price),
      }
    })
    output.result({ account: client.account, balances: rows, orders: open }, () => {
      const cells = rows.map((row) => [row.asset, row.available, row.held])
      const lines = [`account ${client.account}`, table([['asset', 'available', 'held'], ...cells], [1, 2])]
      if (open.length > 0) lines.push('', 'open orders')
      for (const it of open)
        lines.push(`${it.order_id}  ${it.side} ${it.quantity} ${it.symbol} @ ${it.price}  ${it.client_id}`)
      return lines.join('\n')
    })
  })
}
