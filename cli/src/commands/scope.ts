// Whom a command of an operator is about: a scope and a name, as `kill account 7` or `limits instrument ABC-USD`.
import {
  type Client,
  type KillTarget,
  type LimitScopeWord,
  type LimitTarget,
  type ScopeWord,
  scopeTarget,
} from '@tapebook/client'
import { Argument, InvalidArgumentError } from 'commander'
import { instrumentOf } from './session.ts'

export function scopeArgument(scopes: readonly ScopeWord[], description: string): Argument {
  return new Argument('<scope>', description).choices(scopes)
}

/** Refuses a name that cannot be one before anything is asked of the exchange. */
export function checkName(scope: ScopeWord, name: string): void {
  if (scope !== 'instrument' && !/^\d{1,9}$/.test(name))
    throw new InvalidArgumentError(`a ${scope} is named by its number`)
}

/** The target of a request; an instrument's symbol is looked up. */
export function targetOf(client: Client, scope: LimitScopeWord, name: string): Promise<LimitTarget>
export function targetOf(client: Client, scope: ScopeWord, name: string): Promise<KillTarget>
export async function targetOf(client: Client, scope: ScopeWord, name: string) {
  return scopeTarget(scope, scope === 'instrument' ? await instrumentOf(client, name) : Number(name))
}
