import { type Command, CommanderError } from 'commander'
import { CliError, ExitCode, sentenceOf } from './exit-codes.ts'
import { buildProgram } from './program.ts'

/** Runs a command line and gives the exit code. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  // A reader that has seen enough, as in `tapebook inspect ... | head`, is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(ExitCode.Ok)
    throw error
  })
  process.on('uncaughtException', (error) => process.exit(failed(error, 'tapebook')))
  const program = buildProgram()
  if (argv.length <= 2) {
    program.outputHelp()
    return ExitCode.Ok
  }
  try {
    await program.parseAsync(argv)
    return ExitCode.Ok
  } catch (error) {
    return failed(error, commandNamed(program, argv.slice(2)))
  }
}

function failed(error: unknown, command: string): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return ExitCode.Ok
    say(`${usageSentence(error.message)}; see ${command} --help`)
    return ExitCode.Usage
  }
  if (error instanceof CliError) {
    say(error.message)
    return error.exitCode
  }
  say(`internal error, please report it: ${sentenceOf(error)}`)
  console.error(error)
  return ExitCode.Internal
}

function say(sentence: string): void {
  process.stderr.write(`tapebook: ${sentence}\n`)
}

/** Commander's message on one line, without its label. */
function usageSentence(message: string): string {
  if (message === '(outputHelp)') return 'a command is missing'
  return message
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '')
}

/** The command that the words name, as far as they do: where help is to be had. */
function commandNamed(program: Command, words: readonly string[]): string {
  let command = program
  const names = [program.name()]
  for (const word of words) {
    const child = command.commands.find((it) => it.name() === word)
    if (!child) break
    command = child
    names.push(word)
  }
  return names.join(' ')
}
