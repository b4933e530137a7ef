import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { CliError, ExitCode, usageError } from '../exit-codes.ts'
import { wholeNumber } from '../options.ts'
import { repositoryRoot } from '../paths.ts'

type SimFlags = Readonly<Record<string, string | number | undefined>>

/** A command for those who test Tapebook; help does not list it. */
export function addSimCommand(program: Command): void {
  const seed = (flags: string, text: string): Option =>
    new Option(flags, text).argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER))
  program
    .command('sim', { hidden: true })
    .description('simulate the core over a failing disk; a seed repeats a run')
    .addOption(seed('--seed <number>', 'this one run').conflicts(['from', 'seeds', 'seconds', 'steps']))
    .addOption(seed('--from <number>', 'first seed'))
    .option('--seeds <number>', 'how many seeds', wholeNumber(1, 1_000_000_000))
    .option('--seconds <number>', 'begin no other run after so long', wholeNumber(1, 1_000_000))
    .option('--threads <number>', 'runs at a time', wholeNumber(1, 1_024))
    .option('--steps <file>', 'the steps of a run that was kept')
    .option('--out <file>', 'keep the steps of a run that fails, shortened')
    .action(sim)
}

/** The simulator is a program of the workspace, built when it is asked for. */
async function sim(flags: SimFlags): Promise<void> {
  const manifest = join(repositoryRoot, 'Cargo.toml')
  if (!existsSync(manifest)) {
    throw usageError(`there is no ${manifest}: the simulator runs in a checkout of Tapebook`)
  }
  const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])
  const cargo = ['run', '--quiet', '--profile', 'sim', '-p', 'tapebook-sim', '--manifest-path', manifest]
  const child = spawn('cargo', [...cargo, '--', ...words], { stdio: 'inherit' })
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  if (code !== 0) throw new CliError(`the simulation ended with ${code ?? signal}`, ExitCode.CheckFailed)
}
