import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { addAuditCommand } from './commands/audit.ts'
import { addBackupCommands } from './commands/backup.ts'
import { addBenchCommand } from './commands/bench.ts'
import { addCompletionCommand } from './commands/completion.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addFeedCommand } from './commands/feed.ts'
import { addFixCommand } from './commands/fix.ts'
import { addFlowCommand } from './commands/flow.ts'
import { addJournalCommands } from './commands/journal.ts'
import { addKeysCommand } from './commands/keys.ts'
import { addKillCommand } from './commands/kill.ts'
import { addLimitsCommands } from './commands/limits.ts'
import { addListCommands } from './commands/list.ts'
import { addPhaseCommands } from './commands/phase.ts'
import { addProjectionsCommand } from './commands/projections.ts'
import { addQuoteCommands } from './commands/quote.ts'
import { addSandboxCommand } from './commands/sandbox.ts'
import { addSimCommand } from './commands/sim.ts'
import { addStartCommand } from './commands/start.ts'
import { addTortureCommand } from './commands/torture.ts'
import { addTradeCommands } from './commands/trade.ts'
import { addUsersCommand } from './commands/users.ts'
import { exitCodeHelp } from './exit-codes.ts'

function packageVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

/** The whole command tree. Errors are thrown, not printed: `main` says them in one sentence. */
export function buildProgram(): Command {
  const program = new Command('tapebook')
    .description('A deterministic exchange: start one, trade on it, and check its tape.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', exitCodeHelp)
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: () => undefined, writeErr: () => undefined })
    .exitOverride()
    // `limits show --url` is the url of `show`, though `limits` has one too.
    .enablePositionalOptions()
  addStartCommand(program)
  addTradeCommands(program)
  addQuoteCommands(program)
  addListCommands(program)
  addFeedCommand(program)
  addPhaseCommands(program)
  addKillCommand(program)
  addLimitsCommands(program)
  addKeysCommand(program)
  addFixCommand(program)
  addUsersCommand(program)
  addAuditCommand(program)
  addSandboxCommand(program)
  addJournalCommands(program)
  addDoctorCommand(program)
  addBackupCommands(program)
  addProjectionsCommand(program)
  addFlowCommand(program)
  addBenchCommand(program)
  addCompletionCommand(program)
  addTortureCommand(program)
  addSimCommand(program)
  inherit(program)
  return program
}

/** Commands do not take these settings over from the program by themselves where they are made beforehand. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command)
    inherit(child)
  }
}
