import { type Client, type KillTarget, kill, release } from '@tapebook/client'
import { Argument, type Command, InvalidArgumentError } from 'commander'
import { instrumentOf, type SessionFlags, sessionCommand, withSession } from './session.ts'

const SCOPES = ['account', 'tier', 'instrument', 'member', 'group', 'risk-group'] as const
type Scope = (typeof SCOPES)[number]

export function addKillCommand(program: Command): void {
  sessionCommand(program, 'kill')
    .description('stop trading of an account, a tier, an instrument, a member or a group, as an operator')
    .addArgument(new Argument('<scope>', 'what to stop').choices(SCOPES))
    .argument('<name>', 'its number; the symbol of an instrument')
    .option('--release', 'let it go on')
    .action(run)
}

async function run(scope: Scope, name: string, flags: SessionFlags & { release?: boolean }) {
  if (scope !== 'instrument' && !/^\d{1,9}$/.test(name))
    throw new InvalidArgumentError(`a ${scope} is named by its number`)
  await withSession(flags, async (client, output) => {
    const target = await targetOf(client, scope, name)
    await (flags.release ? release(client, target) : kill(client, target))
    const state = flags.release ? 'released' : 'stopped'
    output.result({ event: 'kill', scope, name, state }, () => `${scope} ${name} is ${state}`)
  })
}

async function targetOf(client: Client, scope: Scope, name: string): Promise<KillTarget> {
  const id = Number(name)
  switch (scope) {
    case 'account':
      return { account: id }
    case 'tier':
      return { tier: id }
    case 'instrument':
      return { instrument: await instrumentOf(client, name) }
    case 'member':
      return { member: id }
    case 'group':
      return { group: id }
    case 'risk-group':
      return { riskGroup: id }
  }
}
