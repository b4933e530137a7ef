import { type Client, DecimalError, type Instrument } from '@tapebook/client'
import type { Command } from 'commander'
import { connect, refusal } from '../connect.ts'
import { usageError } from '../exit-codes.ts'
import { jsonOption, keyOption, urlOption } from '../options.ts'
import { Output } from '../output.ts'

/** What every command of a session takes. */
export interface SessionFlags {
  url: string
  key?: string
  json?: boolean
}

/** A command that trades by a session of its own. */
export function sessionCommand(program: Command, name: string): Command {
  return program.command(name).addOption(urlOption()).addOption(keyOption()).addOption(jsonOption())
}

/** Runs with a session of the key; a refusal becomes a sentence. */
export async function withSession(
  flags: SessionFlags,
  run: (client: Client, output: Output) => Promise<void>,
): Promise<void> {
  const client = await connect(flags)
  try {
    await run(client, new Output(flags.json))
  } catch (error) {
    if (error instanceof DecimalError) throw usageError(error.message)
    throw refusal(error)
  } finally {
    await client.close()
  }
}

/** The instrument of a symbol in any case. */
export async function instrumentOf(client: Client, symbol: string): Promise<Instrument> {
  const instruments = await client.instruments()
  const found = instruments.find((instrument) => instrument.symbol === symbol.toUpperCase())
  if (found) return found
  const names =
    instruments
      .map((instrument) => instrument.symbol)
      .slice(0, 10)
      .join(', ') || 'none'
  throw usageError(`there is no instrument ${symbol.toUpperCase()}; there is ${names}`)
}
