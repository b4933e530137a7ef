import type { Command } from 'commander'
import { CliError, ExitCode } from '../exit-codes.ts'
import { type IdentityOptions, identityCommand, onIdentity } from '../identity.ts'
import { wholeNumber } from '../options.ts'
import { grouped, Output } from '../output.ts'

interface ListOptions extends IdentityOptions {
  user?: string
  limit: number
}

export function addAuditCommand(program: Command): void {
  const audit = program.command('audit').description('the trail of who did what')
  identityCommand(audit, 'verify', 'check every row of the trail').action(verify)
  identityCommand(audit, 'list', 'rows of the trail, newest first')
    .option('--user <id>', 'of that person alone')
    .option('--limit <rows>', 'so many at most', wholeNumber(1, 1_000), 100)
    .action(list)
  identityCommand(audit, 'prune', 'take away rows that are older than seven years').action(prune)
}

async function verify(directory: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access) => {
    const { rows, from, to, broken } = await access.audit.verify()
    if (broken !== undefined) {
      const why = `the audit trail does not hold at row ${broken.id}: ${broken.why}`
      throw new CliError(why, ExitCode.CheckFailed)
    }
    new Output(options.json).result({ rows, from, to }, () => `${grouped(rows)} rows hold, ${from} to ${to}`)
  })
}

async function list(directory: string, options: ListOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    const output = new Output(options.json)
    const whose = options.user === undefined ? {} : { userId: options.user }
    for (const row of await access.audit.list(actor, { ...whose, limit: options.limit })) {
      const { id, time, userId, action, resource, resourceId, ip } = row
      const words = [id, new Date(time).toISOString(), userId ?? '-', action, resource, resourceId, ip]
      output.result({ ...row }, () => words.join('  ').trimEnd())
    }
  })
}

async function prune(directory: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    const rows = await access.audit.prune(actor)
    new Output(options.json).result({ rows }, () => `${grouped(rows)} rows taken away`)
  })
}
