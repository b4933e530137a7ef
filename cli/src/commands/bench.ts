import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, type Command, Option } from 'commander'
import { runFix } from '../bench/fix.ts'
import { runProjections } from '../bench/projections.ts'
import { runRest } from '../bench/rest.ts'
import { runSdk, type SdkOptions } from '../bench/sdk.ts'
import { runStreams } from '../bench/streams.ts'
import { CliError, ExitCode, usageError } from '../exit-codes.ts'
import { jsonOption, wholeNumber } from '../options.ts'
import { Output } from '../output.ts'
import { repositoryRoot } from '../paths.ts'

const PARTS = [
  'peers',
  'core',
  'book',
  'scale',
  'structures',
  'disk',
  'pipeline',
  'replay',
  'roundtrip',
  'sdk',
  'projections',
  'rest',
  'streams',
  'fix',
  'soak',
] as const

interface BenchFlags extends Partial<Omit<SdkOptions, 'policy'>> {
  policy: 'disk' | 'memory'
  quick?: boolean
  soak?: number
  database?: string
  json?: boolean
}

export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description('measure this machine with Tapebook, beside its peers: what `make bench` does')
    .addArgument(new Argument('[part...]', 'what to measure; everything if not named').choices(PARTS))
    .option('--quick', 'each part within a minute; figures are not to be quoted')
    .option('--soak <seconds>', 'length of the soak', wholeNumber(10, 86_400))
    .option('--connections <number>', 'sdk: client connections', wholeNumber(1, 10_000))
    .option('--rate <number>', 'sdk: orders a second of the fixed-rate run', wholeNumber(1, 10_000_000))
    .option('--seconds <number>', 'sdk: length of each run', wholeNumber(1, 3_600))
    .option('--database <url>', 'projections: a database of PostgreSQL to use up; SQLite where left out')
    .option('--window <number>', 'sdk: unanswered orders a connection', wholeNumber(1, 60_000))
    .addOption(
      new Option('--policy <policy>', 'sdk: policy of the server')
        .choices(['disk', 'memory'])
        .default('disk'),
    )
    .addOption(jsonOption())
    .action(bench)
}

/** The parts `sdk`, `projections`, `rest`, `streams` and `fix`, each alone, are measured by this process; whatever else is asked for is the script's. */
async function bench(parts: readonly string[], flags: BenchFlags): Promise<void> {
  const { connections, rate, seconds, window } = flags
  const given = Object.entries({ connections, rate, seconds, window }).filter(
    ([, value]) => value !== undefined,
  )
  if (parts.length === 1 && parts[0] === 'sdk') {
    const fitting: SdkOptions = flags.quick
      ? { connections: 16, rate: 2_000, seconds: 5, window: 64, policy: flags.policy }
      : { connections: 100, rate: 10_000, seconds: 20, window: 64, policy: flags.policy }
    return await runSdk({ ...fitting, ...Object.fromEntries(given) }, new Output(flags.json))
  }
  if (parts.length === 1 && parts[0] === 'projections') {
    const fitting = flags.quick ? { rate: 1_000, seconds: 5 } : { rate: 2_000, seconds: 20 }
    const { database } = flags
    const asked = { ...(rate && { rate }), ...(seconds && { seconds }), ...(database && { database }) }
    return await runProjections({ ...fitting, ...asked }, new Output(flags.json))
  }
  if (parts.length === 1 && parts[0] === 'rest') {
    const fitting = { rate: 500, seconds: flags.quick ? 5 : 20, connections: 64 }
    const asked = { ...(rate && { rate }), ...(seconds && { seconds }), ...(connections && { connections }) }
    return await runRest({ ...fitting, ...asked }, new Output(flags.json))
  }
  if (parts.length === 1 && parts[0] === 'fix') {
    const { policy } = flags
    return await runFix({ policy, orders: flags.quick ? 1_000 : 5_000 }, new Output(flags.json))
  }
  if (parts.length === 1 && parts[0] === 'streams') {
    const fitting = { connections: 8, window: 32, readers: 100, rates: [200, 2_000], idle: 10_000 }
    const asked = { ...Object.fromEntries(given), ...(rate && { rates: [rate] }) }
    const length = { seconds: flags.quick ? 5 : 20 }
    return await runStreams({ ...fitting, ...length, ...asked }, new Output(flags.json))
  }
  if (given.length > 0) throw usageError(`--${given[0]?.[0]} belongs to "bench sdk" by itself`)
  await runScript(parts, flags)
}

async function runScript(parts: readonly string[], flags: BenchFlags): Promise<void> {
  const script = join(repositoryRoot, 'bench', 'run.mjs')
  if (!existsSync(script)) throw usageError(`there is no ${script}: benchmarks run in a checkout of Tapebook`)
  const soak = flags.soak === undefined ? [] : ['--soak', String(flags.soak)]
  const words = [...(flags.quick ? ['--quick'] : []), ...(flags.json ? ['--json'] : []), ...soak, ...parts]
  const child = spawn(process.execPath, [script, ...words], { stdio: 'inherit' })
  // Ctrl-C reaches the script as well, which still writes what is finished; this process waits for it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  if (code === ExitCode.Interrupted) throw new CliError('stopped', ExitCode.Interrupted)
  if (code !== 0) throw new CliError(`the benchmarks ended with ${code ?? signal}`, ExitCode.CheckFailed)
}
