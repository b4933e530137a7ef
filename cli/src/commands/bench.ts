import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, type Command, Option } from 'commander'
import { type RoundtripOptions, runRoundtrip } from '../bench/roundtrip.ts'
import { CliError, ExitCode, usageError } from '../exit-codes.ts'
import { jsonOption, wholeNumber } from '../options.ts'
import { Output } from '../output.ts'
import { repositoryRoot } from '../paths.ts'

/** Benchmarks of the Rust program; only `roundtrip` is made here, over sockets. */
const RUST_BENCHES = ['book', 'core', 'pipeline', 'replay'] as const

interface BenchFlags extends Partial<Omit<RoundtripOptions, 'policy'>> {
  policy: 'disk' | 'memory'
  quick?: boolean
  json?: boolean
}

export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description('measure orders a second and latency')
    .addArgument(
      new Argument('[what]', 'what to measure').choices([...RUST_BENCHES, 'roundtrip']).default('roundtrip'),
    )
    .option('--quick', 'within a minute')
    .option('--connections <number>', 'roundtrip: client connections', wholeNumber(1, 10_000))
    .option('--rate <number>', 'roundtrip: orders a second of the fixed-rate run', wholeNumber(1, 10_000_000))
    .option('--seconds <number>', 'roundtrip: length of each run', wholeNumber(1, 3_600))
    .option(
      '--window <number>',
      'roundtrip: unanswered orders a connection when saturating',
      wholeNumber(1, 60_000),
    )
    .addOption(
      new Option('--policy <policy>', 'roundtrip: policy of the server')
        .choices(['disk', 'memory'])
        .default('disk'),
    )
    .addOption(jsonOption())
    .action(bench)
}

async function bench(what: string, flags: BenchFlags): Promise<void> {
  const { connections, rate, seconds, window } = flags
  if (what === 'roundtrip') {
    const fitting: RoundtripOptions = flags.quick
      ? { connections: 16, rate: 2_000, seconds: 5, window: 64, policy: flags.policy }
      : { connections: 100, rate: 10_000, seconds: 20, window: 64, policy: flags.policy }
    const given = Object.entries({ connections, rate, seconds, window }).filter(
      ([, value]) => value !== undefined,
    )
    return await runRoundtrip({ ...fitting, ...Object.fromEntries(given) }, new Output(flags.json))
  }
  const foreign = Object.entries({ connections, rate, seconds, window }).find(
    ([, value]) => value !== undefined,
  )
  if (foreign) throw usageError(`--${foreign[0]} belongs to "bench roundtrip", not to "bench ${what}"`)
  await runRust([what, ...(flags.quick ? ['--quick'] : []), ...(flags.json ? ['--json'] : [])])
}

async function runRust(args: readonly string[]): Promise<void> {
  const program = join(repositoryRoot, 'target', 'release', 'tapebook-bench')
  if (!existsSync(program)) {
    throw usageError(
      `${program} is not built: run "cargo build --release -p tapebook-bench" in ${repositoryRoot}`,
    )
  }
  const child = spawn(program, args, { stdio: 'inherit' })
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  if (code !== 0) throw new CliError(`tapebook-bench ended with ${code ?? signal}`, ExitCode.CheckFailed)
}
