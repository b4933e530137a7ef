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
import { Argument, type Command } from 'commander'
import { usageError } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { instrumentOf, type SessionFlags, sessionCommand, withSession } from './session.ts'

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
      .addArgument(new Argument('<side>', 'buy or sell').choices(['buy', 'sell']))
      .argument('<symbol>', 'instrument, such as BTCUSD')
      .argument('<quantity>', 'decimal quantity, such as 0.5'),
  ).action(oco)
  exits(
    sessionCommand(program, 'bracket')
      .description('enter an order with two exits that protect what it fills')
      .usage('<buy|sell> <symbol> <quantity> [@ <price>] [options]')
      .addArgument(new Argument('<side>', 'side of the entry: buy or sell').choices(['buy', 'sell']))
      .argument('<symbol>', 'instrument, such as BTCUSD')
      .argument('<quantity>', 'decimal quantity, such as 0.5')
      .argument('[price...]', '@ and a decimal price of the entry; none for a market order'),
  ).action(bracket)
  sessionCommand(program, 'cancel-list')
    .description('cancel every leg of a list')
    .argument('<list>', 'list id, or a client id of the list or of a leg')
    .action(cancelList)
  sessionCommand(program, 'lists').description('print the lists of the account that are open').action(lists)
}

interface ListFlags extends SessionFlags {
  profit: string
  stop: string
  stopLimit?: string
  id?: string
}

function exitsOf(side: Side, quantity: string, { profit, stop, stopLimit }: ListFlags): LegInput[] {
  const limit = stopLimit === undefined ? {} : { price: stopLimit }
  return [
    { side, quantity, price: profit },
    { side, quantity, stop, ...limit },
  ]
}

async function oco(side: string, symbol: string, quantity: string, flags: ListFlags): Promise<void> {
  const exits = exitsOf(side === 'buy' ? Side.Buy : Side.Sell, quantity, flags)
  await withSession(flags, (client, output) => place(client, output, symbol, ListKind.Oco, exits, flags))
}

async function bracket(
  side: string,
  symbol: string,
  quantity: string,
  rest: string[],
  flags: ListFlags,
): Promise<void> {
  const [at, price, ...more] = rest
  if (more.length > 0 || (rest.length > 0 && (at !== '@' || price === undefined)))
    throw usageError(`a price is given as "@ 61000", not "${rest.join(' ')}"`)
  const [entry, exit] = side === 'buy' ? [Side.Buy, Side.Sell] : [Side.Sell, Side.Buy]
  const first = { side: entry, quantity, ...(price !== undefined && { price }) }
  const legs = [first, ...exitsOf(exit, quantity, flags)]
  await withSession(flags, (client, output) => place(client, output, symbol, ListKind.Bracket, legs, flags))
}

async function place(
  client: Client,
  output: Output,
  symbol: string,
  kind: ListKind,
  legs: LegInput[],
  { id }: ListFlags,
): Promise<void> {
  const instrument = await instrumentOf(client, symbol)
  const input = { instrument, kind, legs, ...(id !== undefined && { clientId: id }) }
  const { listId, orders } = await client.placeList(input)
  output.result(
    { event: 'list', list_id: listId, orders: orders.filter((order) => order !== 0n) },
    () =>
      `list ${listId} (${ListKindName[kind]}): orders ${orders.filter((order) => order !== 0n).join(', ')}`,
  )
  await tell(client, output, instrument, listId)
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
