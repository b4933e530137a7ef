import { join } from 'node:path'
import type { Instrument } from '@tapebook/client'
import {
  checkFaults,
  type Faults,
  ImportError,
  importFile,
  NO_FAULTS,
  Sandbox,
  type Steps,
} from '@tapebook/service'
import { Argument, type Command, InvalidArgumentError } from 'commander'
import { connect } from '../connect.ts'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import { type IdentityOptions, identityCommand, onIdentity } from '../identity.ts'
import { jsonOption, keyOption, OPERATOR_KEY, urlOption, wholeNumber } from '../options.ts'
import { Output, table } from '../output.ts'
import { existingFolder } from '../paths.ts'

interface FaultOptions extends IdentityOptions {
  restRefuse: number
  restLatency: number
  wsRefuse: number
  wsLatency: number
  streamsLatency: number
  disconnect: number
  retryAfter: number
  strikes: number
  ban: number
}

interface ImportOptions {
  url: string
  key?: string
  json?: boolean
}

export function addSandboxCommand(program: Command): void {
  const sandbox = program.command('sandbox').description('a sandbox: what goes wrong there, and its history')
  sandbox
    .command('show')
    .description('what is set, and which files were imported')
    .argument('<dir>', 'data folder of a sandbox')
    .addOption(jsonOption())
    .action(show)
  const whole = wholeNumber(0, 86_400)
  identityCommand(sandbox, 'faults', 'set what goes wrong for clients; what is not named does not')
    .option('--rest-refuse <percent>', 'share of REST requests answered 429', percent, 0)
    .option('--rest-latency <ms>', 'how much later REST answers', whole, 0)
    .option('--ws-refuse <percent>', 'the same of the WebSocket API', percent, 0)
    .option('--ws-latency <ms>', 'how much later it answers, and tells of orders', whole, 0)
    .option('--streams-latency <ms>', 'how much later streams tell', whole, 0)
    .option('--disconnect <seconds>', 'how long their connections live on average; 0 for ever', whole, 0)
    .option('--retry-after <seconds>', 'what a 429 says', whole, NO_FAULTS.retry_after_s)
    .option(
      '--strikes <number>',
      'requests before that after which 418 follows; 0: never',
      whole,
      NO_FAULTS.strikes,
    )
    .option('--ban <seconds>', 'how long 418 is answered', whole, NO_FAULTS.ban_s)
    .action(setFaults)
  sandbox
    .command('import')
    .description('candles of before the sandbox began, out of files: klines, trades, aggTrades, or a CSV')
    .argument('<dir>', 'data folder of a sandbox that runs')
    .argument('<symbol>', 'instrument')
    .addArgument(new Argument('<files...>', 'each is taken as a whole or not at all'))
    .addOption(urlOption())
    .addOption(keyOption(`private key of a session (default: DIR/${OPERATOR_KEY})`))
    .addOption(jsonOption())
    .action(importFiles)
}

function percent(text: string): number {
  const value = Number(text)
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(text) || value > 100) {
    throw new InvalidArgumentError('It must be a number from 0 to 100.')
  }
  return value
}

/** Runs with the sandbox of a folder open. */
async function inSandbox<T>(directory: string, run: (sandbox: Sandbox) => Promise<T> | T): Promise<T> {
  existingFolder(directory)
  let sandbox: Sandbox
  try {
    sandbox = Sandbox.open(directory)
  } catch (error) {
    throw usageError(sentenceOf(error))
  }
  try {
    return await run(sandbox)
  } finally {
    sandbox.close()
  }
}

const isoOf = (ns: bigint): string => new Date(Number(ns / 1_000_000n)).toISOString()

async function show(directory: string, { json }: { json?: boolean }): Promise<void> {
  await inSandbox(directory, (sandbox) => {
    const { lineage, openedAt } = sandbox
    const faults = sandbox.faults()
    const files = sandbox.bars.files().map(({ name, instrument, intervalS, bars, firstAt, lastAt }) => ({
      ...{ name, instrument, interval_s: intervalS, bars, from: isoOf(firstAt), to: isoOf(lastAt) },
    }))
    const rows = files.map((it) => [it.name, `${it.interval_s} s`, `${it.bars} bars`, it.from, it.to])
    const began = new Date(openedAt).toISOString()
    new Output(json).result({ lineage, opened_at: openedAt, faults, files }, () =>
      [
        `sandbox of journal ${lineage}, begun ${began}`,
        table(faultRows(faults)),
        ...(rows.length === 0 ? ['no history was imported'] : [table(rows)]),
      ].join('\n'),
    )
  })
}

const faultRows = ({ rest, ws_api, streams, retry_after_s, strikes, ban_s }: Faults): string[][] => [
  ['REST', `${rest.refuse_percent} % refused`, `${rest.latency_ms} ms later`],
  ['WebSocket API', `${ws_api.refuse_percent} % refused`, `${ws_api.latency_ms} ms later`],
  [
    'streams',
    streams.disconnect_s === 0 ? 'not cut' : `cut after ${streams.disconnect_s} s on average`,
    `${streams.latency_ms} ms later`,
  ],
  [
    '429',
    `Retry-After ${retry_after_s} s`,
    strikes === 0 ? 'no 418' : `418 for ${ban_s} s after ${strikes} more`,
  ],
]

async function setFaults(directory: string, options: FaultOptions): Promise<void> {
  const faults: Faults = {
    rest: { refuse_percent: options.restRefuse, latency_ms: options.restLatency },
    ws_api: { refuse_percent: options.wsRefuse, latency_ms: options.wsLatency },
    streams: { latency_ms: options.streamsLatency, disconnect_s: options.disconnect },
    ...{ retry_after_s: options.retryAfter, strikes: options.strikes, ban_s: options.ban },
  }
  const [wrong] = checkFaults(faults)
  if (wrong !== undefined) throw usageError(`${wrong.field}: ${wrong.why}`)
  await inSandbox(directory, async (sandbox) => {
    // Noted before it is done, as all that operators do.
    await onIdentity(directory, options, (access, actor) =>
      access.audit.record(actor, {
        ...{ action: 'SANDBOX_FAULTS_SET', resource: 'SANDBOX', resourceId: sandbox.lineage },
        changes: { before: sandbox.faults(), after: faults },
      }),
    )
    sandbox.setFaults(faults)
    new Output(options.json).result({ faults }, () => table(faultRows(faults)))
  })
}

/** Steps of an instrument: prices have to be on its ticks; quantities and values are cut off at its lots and units. */
function stepsOf(instrument: Instrument, quoteScale: number): Steps {
  const { quantityScale, lotSize, tickSize, priceScale } = instrument
  const scaled = (text: string, scale: number): bigint => {
    const [, whole = '', part = ''] = /^(\d{1,18})(?:\.(\d{1,30}))?$/.exec(text) ?? []
    if (whole === '') throw new Error(`"${text}" is no number`)
    return BigInt(whole + part.slice(0, scale).padEnd(scale, '0'))
  }
  const plain = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
  return {
    ticks: (text) => instrument.priceToTicks(plain(text)),
    lots: (text) => scaled(text, quantityScale) / lotSize,
    units: (text) => scaled(text, quoteScale),
    notional: (ticks, lots) => {
      const product = ticks * tickSize * lots * lotSize * 10n ** BigInt(quoteScale)
      return product / 10n ** BigInt(priceScale + quantityScale)
    },
  }
}

async function importFiles(
  directory: string,
  symbol: string,
  files: readonly string[],
  { url, key = join(directory, OPERATOR_KEY), json }: ImportOptions,
): Promise<void> {
  await inSandbox(directory, async (sandbox) => {
    const output = new Output(json)
    const client = await connect({ url, key })
    try {
      if (client.lineage !== sandbox.lineage) throw usageError(`${url} is not the exchange of ${directory}`)
      const [assets, instruments] = await Promise.all([client.assets(), client.instruments()])
      const instrument = instruments.find((it) => it.symbol === symbol)
      const quote = assets.find(({ id }) => id === instrument?.quoteAsset)
      if (instrument === undefined || quote === undefined)
        throw usageError(`there is no instrument ${symbol}`)
      const steps = stepsOf(instrument, quote.scale)
      for (const path of files) {
        const it = await importFile(sandbox, { path, instrument: instrument.id, steps, now: Date.now() })
        const row = { file: it.name, kind: it.kind, interval_s: it.intervalS, bars: it.bars }
        const span = { from: isoOf(it.firstAt), to: isoOf(it.lastAt) }
        output.result(
          { ...row, ...span },
          () =>
            `${it.name}: ${it.bars} bars of ${it.intervalS} s out of ${it.kind}, ${span.from} to ${span.to}`,
        )
      }
    } catch (error) {
      if (error instanceof ImportError) throw new CliError(error.message, ExitCode.CheckFailed, error)
      throw error
    } finally {
      await client.close()
    }
  })
}
