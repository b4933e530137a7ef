import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Client } from '@tapebook/client'
import { type Command, Option } from 'commander'
import { withThrowawayServer } from '../child-server.ts'
import { connect, connectWith, refusal } from '../connect.ts'
import { CliError, ExitCode, usageError } from '../exit-codes.ts'
import { FlowSetup } from '../flow/market.ts'
import { type ItchResult, runItch } from '../flow/run-itch.ts'
import { type LobsterResult, runLobster } from '../flow/run-lobster.ts'
import { jsonOption, keyOption, urlOption, wholeNumber } from '../options.ts'
import { grouped, Output } from '../output.ts'

interface FlowOptions {
  format: 'lobster' | 'itch'
  symbol?: string[]
  spawn?: boolean
  policy: 'disk' | 'memory'
  url: string
  key?: string
  expect?: number
  most: number
  json?: boolean
}

export function addFlowCommand(program: Command): void {
  program
    .command('flow')
    .description("drive a server from a file of real order messages and compare its book with the feed's")
    .argument('<messages>', 'LOBSTER message file, or an ITCH 5.0 day file (plain or .gz)')
    .argument('[book]', 'LOBSTER book file: the best levels after each message')
    .addOption(
      new Option('--format <format>', 'format of the messages')
        .choices(['lobster', 'itch'])
        .makeOptionMandatory(),
    )
    .option('--symbol <symbols...>', 'ITCH: follow only these; LOBSTER: name of the instrument')
    .option('--spawn', 'start a throwaway server, and remove it afterwards')
    .addOption(
      new Option('--policy <policy>', 'policy of the throwaway server')
        .choices(['disk', 'memory'])
        .default('disk'),
    )
    .addOption(urlOption())
    .addOption(keyOption("the operator's private key (PEM); not needed with --spawn"))
    .option('--expect <rows>', 'LOBSTER: fail if the best levels agree in fewer rows', wholeNumber(0))
    .option('--most <number>', 'ITCH: stop after so many book messages; 0 for none', wholeNumber(0), 0)
    .addOption(jsonOption())
    .action(flow)
}

async function flow(messages: string, book: string | undefined, options: FlowOptions): Promise<void> {
  for (const file of [messages, book]) {
    if (file !== undefined && !existsSync(file)) throw usageError(`there is no file ${file}`)
  }
  if (options.format === 'itch' && book !== undefined) {
    throw usageError('an ITCH day file has no book file: the book is checked against the feed itself')
  }
  if (!options.spawn) return await run(messages, book, options, await connect(options))
  await withThrowawayServer(options.policy, async ({ url, operatorKey }) => {
    await run(messages, book, options, await connect({ url, key: operatorKey }), url)
  })
}

async function run(
  messages: string,
  book: string | undefined,
  options: FlowOptions,
  operator: Client,
  url = options.url,
): Promise<void> {
  const output = new Output(options.json)
  try {
    const setup = await FlowSetup.begin(operator)
    const client = await connectWith({ url, privateKey: await setup.gatewayKey() })
    if (options.format === 'lobster') {
      const market = await setup.market(options.symbol?.[0] ?? symbolIn(messages))
      tellLobster(await runLobster(client, market, { messages, book }), options, output)
    } else {
      const symbols = options.symbol ?? []
      tellItch(await runItch(client, setup, { file: messages, symbols, most: options.most }), output)
    }
    await client.close()
  } catch (error) {
    throw refusal(error)
  } finally {
    await operator.close()
  }
}

/** LOBSTER files begin with the name of the share: AAPL_2012-06-21_34200000_57600000_message_10.csv */
function symbolIn(file: string): string {
  return /^[A-Za-z]+/.exec(basename(file))?.[0] ?? 'FLOW'
}

const share = (part: number, of: number): string => (of > 0 ? `${((100 * part) / of).toFixed(1)} %` : '-')

function tellLobster(result: LobsterResult, { expect }: FlowOptions, output: Output): void {
  const { rows, agree_best, agree_two, requests, seconds, messages } = result
  const failed =
    failure(result) ??
    (expect !== undefined && agree_best < expect ? `only ${agree_best} rows agree, not ${expect}` : null)
  output.result({ format: 'lobster', ok: failed === null, ...result }, () =>
    [
      `${grouped(messages)} messages sent as ${grouped(requests)} requests in ${seconds} s`,
      `best bid and ask agree   ${agree_best} of ${rows} rows (${share(agree_best, rows)})`,
      `two best levels agree    ${agree_two} of ${rows} rows (${share(agree_two, rows)})`,
      ...commonText(result),
    ].join('\n'),
  )
  if (failed !== null) throw new CliError(failed, ExitCode.CheckFailed)
}

function tellItch(result: ItchResult, output: Output): void {
  const failed = failure(result)
  const { rows, requests, seconds, symbols, agree_all } = result
  output.result({ format: 'itch', ok: failed === null, ...result }, () =>
    [
      `${grouped(rows)} book messages sent as ${grouped(requests)} requests in ${seconds} s (${grouped(rows / seconds)} a second)`,
      `books equal the feed's   ${agree_all} of ${symbols}`,
      `not in the book          ${result.trades_hidden} hidden trades, ${result.crosses} crosses, ${result.halts} halts`,
      ...commonText(result),
    ].join('\n'),
  )
  if (failed !== null) throw new CliError(failed, ExitCode.CheckFailed)
}

function commonText(result: LobsterResult | ItchResult): string[] {
  const { adds, reductions, deletes, executions, replaces, unknown, parked, out_of_turn } = result
  const lines = [
    `orders                   ${adds} new, ${reductions} reduced, ${deletes} deleted, ${executions} executed, ${replaces} replaced`,
    `left out or kept aside   ${unknown} of unknown orders, ${parked} that would cross, ${out_of_turn} executed out of turn`,
  ]
  lines.push(
    result.difference === null ? "feed, reports and the server's depth are the same book" : result.difference,
  )
  return lines
}

function failure({ difference, refused }: LobsterResult | ItchResult): string | null {
  const [reason] = Object.entries(refused)
  if (reason) return `the server refused ${reason[1]} requests for ${reason[0]}`
  return difference
}
