import {
  type Client,
  LIMIT_SCOPE_WORDS,
  LimitScope,
  LimitScopeName as LimitScopes,
  type LimitScopeWord,
  type Limits,
  type LimitsInForce,
  type LimitsQuestion,
} from '@tapebook/client'
import { Argument, type Command } from 'commander'
import { usageError } from '../exit-codes.ts'
import { checkName, targetOf } from './scope.ts'
import { type SessionFlags, sessionCommand, withSession } from './session.ts'

/** `limits show`: beside what sets them, in options of its own. */
export function addLimitsShowCommand(limits: Command): void {
  limits.enablePositionalOptions()
  sessionCommand(limits, 'show')
    .description(
      'print limits that are in force: those that bind the account of the key, or, as an operator, others',
    )
    .addArgument(new Argument('[scope]', 'whose').choices([...LIMIT_SCOPE_WORDS, 'all']))
    .argument('[name]', 'its number; the symbol of an instrument')
    .action(show)
}

type Whose = LimitScopeWord | 'all' | undefined

async function show(whose: Whose, name: string | undefined, flags: SessionFlags) {
  const isNamed = whose !== undefined && whose !== 'all'
  if (isNamed !== (name !== undefined))
    throw usageError('limits show takes nothing, "all", or a scope with its name')
  if (isNamed) checkName(whose, name ?? '')
  await withSession(flags, async (client, output) => {
    const instruments = await client.instruments()
    const question = await questionOf(client, whose, name ?? '')
    for (const { scope, id, limits, counted } of await client.limits(question)) {
      const symbol =
        scope === LimitScope.Instrument ? instruments.find((it) => it.id === id)?.symbol : undefined
      const told = { scope: LimitScopes[scope], name: symbol ?? String(id) }
      output.result({ event: 'limits', ...told, limits, counted }, () =>
        [`${told.scope} ${told.name}:`, inWords(limits), ...countedInWords(scope, counted)].join(' '),
      )
    }
  })
}

async function questionOf(client: Client, whose: Whose, name: string): Promise<LimitsQuestion> {
  if (whose === undefined) return { account: 0 }
  if (whose === 'all') return 'all'
  // Of an account all that binds it: its own say little by themselves.
  if (whose === 'account') return { account: Number(name) }
  return { setFor: await targetOf(client, whose, name) }
}

function inWords(limits: Limits): string {
  const told = Object.entries(limits).map(([name, value]) =>
    typeof value === 'object' ? `rate ${value.orders} in ${value.windowMs} ms` : `${name} ${value}`,
  )
  return told.length > 0 ? told.join(', ') : 'not limited'
}

function countedInWords(scope: LimitScope, counted: LimitsInForce['counted']): string[] {
  if (scope === LimitScope.Tier || scope === LimitScope.Instrument) return []
  const { volume, dayTrades, openOrders } = counted
  return [`(so far volume ${volume}, dayTrades ${dayTrades}, openOrders ${openOrders})`]
}
