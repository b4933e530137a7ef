import {
  type Client,
  type Instrument,
  type LegInput,
  ListKind,
  ListKindName,
  OrderStateName,
  Side,
  type wire,
} from '@tapebook/client'
import { Argument, type Command, Option } from 'commander'
import { usageError } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { instrumentOf, type SessionFlags, sessionCommand, withSession } from './session.ts'

const SIDES = ['buy', 'sell']
const LEGS = ['first leg', 'second leg', 'third leg']

export function addListCommands(program: Command): void {
  const exits = (command: Command): Command =>
    command
      .requiredOption('--profit <price>', 'limit of the exit that takes the profit')
      .requiredOption('--stop <price>', 'trigger of the exit that stops a loss')
      .option('--stop-limit <price>', 'limit of that exit; the market without')
      .option('--id <text>', 'client id of the list, unique for the account')
  exits(
    sessionCommand(program, 'oco')
      .description('enter two exits of which one cancels the other')
      .addArgument(new Argument('<side>', 'buy or sell').choices(SIDES))
      .argument('<symbol>', 'instrument, such as BTCUSD')
      .argument('<quantity>', 'decimal quantity, such as 0.5'),
  ).action(oco)
  const entry = (command: Command): Command =>
    command
      .usage('<buy|sell> <symbol> <quantity> [@ <price>] [options]')
      .addArgument(new Argument('<side>', 'side of the first order: buy or sell').choices(SIDES))
      .argument('<symbol>', 'instrument, such as BTCUSD')
      .argument('<quantity>', 'decimal quantity, such as 0.5')
      .argument('[price...]', '@ and a decimal price of the first order; none for a market order')
  exits(
    entry(
      sessionCommand(program, 'bracket').description(
        'enter an order with two exits that protect what it fills',
      ),
    ),
  ).action(bracket)
  entry(
    sessionCommand(program, 'oto').description('enter an order that starts another one once it is filled'),
  )
    .addOption(
      new Option('--then <side>', 'side of the order that starts').choices(SIDES).makeOptionMandatory(),
    )
    .option('--then-quantity <quantity>', 'its quantity; that of the first order without')
    .option('--then-price <price>', 'its limit; the market without')
    .option('--then-stop <price>', 'it waits for this price, against it')
    .option('--then-profit <price>', 'it waits for this price, in its favour')
    .option('--id <text>', 'client id of the list, unique for the account')
    .action(oto)
  exits(
    entry(
      sessionCommand(program, 'otoco').description('enter an order that starts two exits once it is filled'),
    )
      .addOption(new Option('--exits <side>', 'side of the exits; the other one without').choices(SIDES))
      .option('--exit-quantity <quantity>', 'their quantity; that of the first order without'),
  ).action(otoco)
  sessionCommand(program, 'cancel-list')
    .description('cancel every leg of a list')
    .argument('<list>', 'list id, or a client id of the list or of a leg')
    .action(cancelList)
  sessionCommand(program, 'lists').description('print the lists of the account that are open').action(lists)
}

interface ListFlags extends SessionFlags {
  id?: string
}

interface ExitFlags extends ListFlags {
  profit: string
  stop: string
  stopLimit?: string
}

interface OtoFlags extends ListFlags {
  then: string
  thenQuantity?: string
  thenPrice?: string
  thenStop?: string
  thenProfit?: string
}

interface OtocoFlags extends ExitFlags {
  exits?: string
  exitQuantity?: string
}

const sideOf = (side: string): Side => (side === 'buy' ? Side.Buy : Side.Sell)
const opposite = (side: string): string => (side === 'buy' ? 'sell' : 'buy')

function exitsOf(side: Side, quantity: string, { profit, stop, stopLimit }: ExitFlags): LegInput[] {
  const limit = stopLimit === undefined ? {} : { price: stopLimit }
  return [
    { side, quantity, price: profit },
    { side, quantity, stop, ...limit },
  ]
}

/** The first order of a list, with the words behind its quantity. */
function entryOf(side: string, quantity: string, rest: string[]): LegInput {
  const [at, price, ...more] = rest
  if (more.length > 0 || (rest.length > 0 && (at !== '@' || price === undefined)))
    throw usageError(`a price is given as "@ 61000", not "${rest.join(' ')}"`)
  return { side: sideOf(side), quantity, ...(price !== undefined && { price }) }
}

async function oco(side: string, symbol: string, quantity: string, flags: ExitFlags): Promise<void> {
  await place(symbol, ListKind.Oco, exitsOf(sideOf(side), quantity, flags), flags)
}

type EntryAction<Flags> = (
  side: string,
  symbol: string,
  quantity: string,
  rest: string[],
  flags: Flags,
) => Promise<void>

const bracket: EntryAction<ExitFlags> = async (side, symbol, quantity, rest, flags) => {
  const exits = exitsOf(sideOf(opposite(side)), quantity, flags)
  await place(symbol, ListKind.Bracket, [entryOf(side, quantity, rest), ...exits], flags)
}

const oto: EntryAction<OtoFlags> = async (side, symbol, quantity, rest, flags) => {
  const { thenPrice: price, thenStop: stop, thenProfit: takeProfit } = flags
  if (stop !== undefined && takeProfit !== undefined)
    throw usageError('the second order waits for one of --then-stop and --then-profit')
  const given = Object.entries({ price, stop, takeProfit }).filter(([, value]) => value !== undefined)
  const pending: LegInput = {
    side: sideOf(flags.then),
    quantity: flags.thenQuantity ?? quantity,
    ...Object.fromEntries(given),
  }
  await place(symbol, ListKind.Oto, [entryOf(side, quantity, rest), pending], flags)
}

const otoco: EntryAction<OtocoFlags> = async (side, symbol, quantity, rest, flags) => {
  const exits = exitsOf(sideOf(flags.exits ?? opposite(side)), flags.exitQuantity ?? quantity, flags)
  await place(symbol, ListKind.Otoco, [entryOf(side, quantity, rest), ...exits], flags)
}

async function place(symbol: string, kind: ListKind, legs: LegInput[], flags: ListFlags): Promise<void> {
  await withSession(flags, async (client, output) => {
    const instrument = await instrumentOf(client, symbol)
    const { id } = flags
    const input = { instrument, kind, legs, ...(id !== undefined && { clientId: id }) }
    const { listId, orders } = await client.placeList(input)
    const named = orders.filter((order) => order !== 0n)
    output.result(
      { event: 'list', list_id: listId, orders: named },
      () => `list ${listId} (${ListKindName[kind]}): orders ${named.join(', ')}`,
    )
    await tell(client, output, instrument, listId)
  })
}

/** How the legs of a list stand that are open. */
async function tell(client: Client, output: Output, instrument: Instrument, listId: bigint): Promise<void> {
  const [list] = await client.orderLists({ listId })
  if (!list) return output.result({ event: 'done', list_id: listId }, () => `list ${listId} is done`)
  const open = await client.orders({ instrument })
  for (const [at, orderId] of list.orders.entries()) {
    const order = open.find((it) => it.orderId === orderId)
    if (order) tellLeg(output, instrument, LEGS[at] ?? '', order)
  }
}

function tellLeg(output: Output, instrument: Instrument, leg: string, order: wire.OrderReport): void {
  const quantity = instrument.lotsToQuantity(order.quantity - order.cumulative)
  const state = OrderStateName[order.state]
  output.result(
    { event: 'leg', order_id: order.orderId, state, quantity, price: instrument.ticksToPrice(order.price) },
    () => `${leg}: order ${order.orderId}, ${quantity} at ${instrument.ticksToPrice(order.price)}, ${state}`,
  )
}

async function cancelList(target: string, flags: SessionFlags): Promise<void> {
  await withSession(flags, async (client, output) => {
    const of = /^[0-9]+$/.test(target) ? { listId: BigInt(target) } : { targetClientId: target }
    const { orderId } = await client.cancelList(of)
    output.result({ event: 'canceled', order_id: orderId }, () => `canceled, order ${orderId} first`)
  })
}

async function lists(flags: SessionFlags): Promise<void> {
  await withSession(flags, async (client, output) => {
    const instruments = await client.instruments()
    for (const { listId, kind, instrument: id, clientId } of await client.orderLists()) {
      const instrument = instruments.find((it) => it.id === id)
      if (!instrument) continue
      output.result(
        {
          event: 'list',
          list_id: listId,
          kind: ListKindName[kind],
          symbol: instrument.symbol,
          client_id: clientId,
        },
        () => `list ${listId} (${ListKindName[kind]}) in ${instrument.symbol}`,
      )
      await tell(client, output, instrument, listId)
    }
  })
}
