import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { LpControl, NewLpOrder, SessionView } from '@tapebook/fix/lp'
import { type Command, Option } from 'commander'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import { DEFAULT_DATA, jsonOption, wholeNumber } from '../options.ts'
import { Output, type Row, table } from '../output.ts'

interface LpFlags {
  data: string
  json?: boolean
}

interface RunFlags extends LpFlags {
  lpConfig?: string
  lpDatabase?: string
}

const dataOption = (): Option => new Option('--data <dir>', 'folder of the exchange').default(DEFAULT_DATA)

export const lpConfigOption = (): Option =>
  new Option('--lp-config <file>', 'sessions to liquidity providers: a file of JSON').env(
    'TAPEBOOK_LP_CONFIG',
  )

export const lpDatabaseOption = (): Option =>
  new Option(
    '--lp-database <url>',
    'orders at providers: postgres://… or a file of SQLite (default: DIR/lp.db)',
  ).env('TAPEBOOK_LP_DATABASE')

/** Adds to the command `fix`. */
export function addFixLpCommands(fix: Command): void {
  const lp = fix
    .command('lp')
    .description('run the gateway to liquidity providers alone, or steer one that runs')
    .addOption(lpConfigOption())
    .addOption(lpDatabaseOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(run)
  const steering = (name: string, description: string): Command =>
    lp.command(name).description(description).addOption(dataOption()).addOption(jsonOption())
  steering('status', 'state of every session').action(status)
  steering('connect', 'connect a session')
    .argument('<id>', 'of the session')
    .action((id: string, flags: LpFlags) => steer(flags, (control) => control.connect(id)))
  steering('disconnect', 'log a session out')
    .argument('<id>', 'of the session')
    .action((id: string, flags: LpFlags) => steer(flags, (control) => control.disconnect(id)))
  steering('log', 'last messages of a session, secrets masked').argument('<id>', 'of the session').action(log)
  steering('quotes', 'prices of all sessions').action(quotes)
  steering('order', 'send an order to a provider and wait for its end')
    .argument('<session>', 'id of a trading session')
    .addOption(
      new Option('--id <id>', 'your own id of it; the same one is the same order').makeOptionMandatory(),
    )
    .requiredOption('--symbol <symbol>', 'as the exchange calls it')
    .addOption(new Option('--side <side>', 'which').choices(['buy', 'sell']).makeOptionMandatory())
    .requiredOption('--quantity <decimal>', 'how much')
    .option('--price <decimal>', 'limit; without one it is a market order')
    .option('--deadline-ms <number>', 'how long the provider has', wholeNumber(1, 600_000))
    .action(order)
  fix
    .command('provider')
    .description('run a simulated liquidity provider, on this machine alone')
    .requiredOption('--script <file>', 'what it does: a file of JSON')
    .option('--store <dir>', 'folder of its sequence numbers (default: forgotten at the end)')
    .option('--host <address>', 'loopback address to listen on', '127.0.0.1')
    .addOption(jsonOption())
    .action(provide)
}

/** Asks the gateway that runs on a folder; what it refuses becomes a sentence. */
async function asked<T>({ data }: LpFlags, ask: (control: LpControl) => Promise<T>): Promise<T> {
  const { CONTROL_SOCKET, LpAway, LpControl } = await import('@tapebook/fix/lp')
  try {
    return await ask(new LpControl(resolve(data, CONTROL_SOCKET)))
  } catch (error) {
    throw new CliError(
      sentenceOf(error),
      error instanceof LpAway ? ExitCode.NoServer : ExitCode.CheckFailed,
      error,
    )
  }
}

const agoText = (ms: number | null): string => (ms === null ? '-' : new Date(ms).toISOString().slice(0, 19))

function sessionsTable(views: readonly SessionView[]): string {
  const head = ['session', 'type', 'state', 'since', 'host', 'out', 'in', 'quotes/min', 'error']
  const rows = views.map((it) => [
    it.id,
    it.type,
    it.state,
    agoText(it.since),
    `${it.host}:${it.port}`,
    String(it.nextOut),
    String(it.nextIn),
    String(it.quotesPerMinute),
    it.error ?? '-',
  ])
  return table([head, ...rows], [5, 6, 7])
}

async function status(flags: LpFlags): Promise<void> {
  const views = await asked(flags, (control) => control.sessions())
  const output = new Output(flags.json)
  if (!output.json) return output.note(sessionsTable(views))
  for (const view of views) output.result({ ...view }, () => '')
}

async function steer(flags: LpFlags, ask: (control: LpControl) => Promise<SessionView>): Promise<void> {
  const view = await asked(flags, ask)
  new Output(flags.json).result({ ...view }, () => `${view.id} is ${view.state}`)
}

async function log(id: string, flags: LpFlags): Promise<void> {
  const lines = await asked(flags, (control) => control.log(id))
  const output = new Output(flags.json)
  for (const line of lines) output.result({ line }, () => line)
}

async function quotes(flags: LpFlags): Promise<void> {
  const found = await asked(flags, (control) => control.quotes())
  const output = new Output(flags.json)
  if (output.json) {
    for (const quote of found) output.result({ ...quote }, () => '')
    return
  }
  const rows = found.map((it) => [
    it.session,
    it.symbol,
    it.bid ?? '-',
    it.ask ?? '-',
    it.isStale ? 'stale' : 'fresh',
  ])
  output.note(table([['session', 'symbol', 'bid', 'ask', 'age'], ...rows], [2, 3]))
}

interface OrderFlags extends LpFlags {
  id: string
  symbol: string
  side: 'buy' | 'sell'
  quantity: string
  price?: string
  deadlineMs?: number
}

/** Between two looks at an order, in ms. */
const LOOK_MS = 50

async function order(session: string, flags: OrderFlags): Promise<void> {
  const { id, symbol, side, quantity, price, deadlineMs } = flags
  const wanted: NewLpOrder = {
    ...{ id, session, symbol, side, quantity, kind: price === undefined ? 'market' : 'limit' },
    ...(price !== undefined && { price }),
    ...(deadlineMs !== undefined && { deadlineMs }),
  }
  const ended = await asked(flags, async (control) => {
    let found = await control.submit(wanted)
    while (['PENDING_LP', 'NEW', 'PARTIALLY_FILLED'].includes(found.state)) {
      await new Promise((later) => setTimeout(later, LOOK_MS))
      found = await control.order(id)
    }
    return found
  })
  const { state, executed, averagePrice, reason, lpOrderId } = ended
  const words = [
    `${id}: ${state}`,
    `${executed} filled`,
    ...(averagePrice === null ? [] : [`at ${averagePrice}`]),
    ...(lpOrderId === null ? [] : [`there ${lpOrderId}`]),
    ...(reason === null ? [] : [reason]),
  ]
  new Output(flags.json).result({ ...ended }, () => words.join(', '))
  if (state !== 'FILLED') throw new CliError(`${id} was not filled: ${state}`, ExitCode.CheckFailed)
}

/** Resolves at the first Ctrl-C or SIGTERM. */
async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}

async function run(flags: RunFlags): Promise<void> {
  const { lpConfig: config, data: folder, lpDatabase: database } = flags
  if (config === undefined) throw usageError('name the sessions with --lp-config FILE')
  const { LpConfigError, startLp } = await import('@tapebook/fix/lp')
  const tell = (why: string): void => void process.stderr.write(`tapebook: lp: ${why}\n`)
  const output = new Output(flags.json)
  mkdirSync(folder, { recursive: true })
  const settings = { config, folder: resolve(folder), ...(database !== undefined && { database }) }
  const running = await startLp(settings, tell).catch((error: unknown) => {
    const isUsage = error instanceof LpConfigError
    throw new CliError(sentenceOf(error), isUsage ? ExitCode.Usage : ExitCode.CannotRead, error)
  })
  const { socket } = running
  output.result({ event: 'started', socket, pid: process.pid }, () => `sessions are steered at ${socket}`)
  await stopSignal()
  await running.close()
  output.result({ event: 'stopped' }, () => 'stopped')
}

interface ProviderFlags {
  script: string
  store?: string
  host: string
  json?: boolean
}

const LOOPBACK = /^127(\.\d{1,3}){3}$/

async function provide({ script: file, store, host, json }: ProviderFlags): Promise<void> {
  if (!LOOPBACK.test(host)) throw usageError('--host takes an address that begins with 127.')
  const { parseScript, Provider } = await import('@tapebook/fix/provider')
  const output = new Output(json)
  const row = (event: string, more: Row, text: string): void => output.result({ event, ...more }, () => text)
  let script: ReturnType<typeof parseScript>
  try {
    script = parseScript(readFileSync(file, 'utf8'))
  } catch (error) {
    throw usageError(`${file}: ${sentenceOf(error)}`)
  }
  const folder = store ?? mkdtempSync(join(tmpdir(), 'tapebook-provider-'))
  try {
    const onLine = (line: string): void => row('line', { line }, line)
    const provider = Provider.start({ script, host, folder, onLine })
    const { port, compID } = script
    row('started', { host, port, pid: process.pid }, `${compID} listens on ${host}:${port}`)
    await stopSignal()
    await provider.stop()
    row('stopped', {}, 'stopped')
  } finally {
    if (store === undefined) rmSync(folder, { recursive: true, force: true })
  }
}
