import { kill, release, SCOPE_WORDS, type ScopeWord } from '@tapebook/client'
import type { Command } from 'commander'
import { checkName, scopeArgument, targetOf } from './scope.ts'
import { type SessionFlags, sessionCommand, withSession } from './session.ts'

export function addKillCommand(program: Command): void {
  sessionCommand(program, 'kill')
    .description('stop trading of an account, a tier, an instrument, a member or a group, as an operator')
    .addArgument(scopeArgument(SCOPE_WORDS, 'what to stop'))
    .argument('<name>', 'its number; the symbol of an instrument')
    .option('--release', 'let it go on')
    .action(run)
}

async function run(scope: ScopeWord, name: string, flags: SessionFlags & { release?: boolean }) {
  checkName(scope, name)
  await withSession(flags, async (client, output) => {
    const target = await targetOf(client, scope, name)
    await (flags.release ? release(client, target) : kill(client, target))
    const state = flags.release ? 'released' : 'stopped'
    output.result({ event: 'kill', scope, name, state }, () => `${scope} ${name} is ${state}`)
  })
}
