import type { QuoteInput } from '@tapebook/client'
import type { Command } from 'commander'
import { usageError } from '../exit-codes.ts'
import { wholeNumber } from '../options.ts'
import { instrumentOf, type SessionFlags, sessionCommand, withSession } from './session.ts'

export function addQuoteCommands(program: Command): void {
  sessionCommand(program, 'quote')
    .description('replace all quotes of the account in an instrument at once')
    .argument('<symbol>', 'instrument, such as BTCUSD')
    .option('--bid <quantity@price...>', 'bids from the best down, such as 0.5@61000; eight at most')
    .option('--ask <quantity@price...>', 'asks from the best up')
    .option('--post-only', 'refuse all of them if one would trade at once')
    .option('--max-fills <number>', 'pull the quotes once so many were met', wholeNumber(1, 1_000))
    .option('--window <milliseconds>', 'within so long', wholeNumber(1, 3_600_000))
    .option('--reset', 'quote again after protection pulled the quotes')
    .action(quote)
  sessionCommand(program, 'cancel-after')
    .description('cancel every open order of the account unless this is sent again in time')
    .argument('<milliseconds>', 'how long to wait; 0 takes it back', wholeNumber(0, 86_400_000))
    .action(cancelAfter)
}

interface QuoteFlags extends SessionFlags {
  bid?: string[]
  ask?: string[]
  postOnly?: boolean
  maxFills?: number
  window?: number
  reset?: boolean
}

function entries(texts: readonly string[] | undefined): QuoteInput[] {
  return (texts ?? []).map((text) => {
    const [quantity, price, ...rest] = text.split('@')
    if (!quantity || !price || rest.length > 0)
      throw usageError(`a quote is given as 0.5@61000, not "${text}"`)
    return [price, quantity]
  })
}

async function quote(symbol: string, flags: QuoteFlags): Promise<void> {
  const [bids, asks] = [entries(flags.bid), entries(flags.ask)]
  const { maxFills, window: windowMs } = flags
  if ((maxFills === undefined) !== (windowMs === undefined))
    throw usageError('protection needs both --max-fills and --window')
  await withSession(flags, async (client, output) => {
    const instrument = await instrumentOf(client, symbol)
    const { id } = await client.massQuote({
      instrument,
      bids,
      asks,
      postOnly: flags.postOnly === true,
      reset: flags.reset === true,
      ...(maxFills !== undefined && windowMs !== undefined && { protection: { maxFills, windowMs } }),
    })
    output.result({ event: 'quoted', orders: Number(id) }, () => `${id} quotes rest in ${instrument.symbol}`)
  })
}

async function cancelAfter(milliseconds: number, flags: SessionFlags): Promise<void> {
  await withSession(flags, async (client, output) => {
    const { id } = await client.cancelAfter(milliseconds)
    output.result({ event: 'armed', due_ns: id }, () =>
      id === 0n
        ? 'the timer is off'
        : `every open order is canceled at ${new Date(Number(id / 1_000_000n)).toISOString()}`,
    )
  })
}
