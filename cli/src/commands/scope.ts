// Whom a command of an operator is about: a scope and a name, as `kill account 7` or `limits instrument ABC-USD`.
import type { Client, Instrument, KillTarget, LimitTarget } from '@tapebook/client'
import { Argument, InvalidArgumentError } from 'commander'
import { instrumentOf } from './session.ts'

/** Each scope, and what names one of it in a request. */
const FIELDS = {
  account: 'account',
  tier: 'tier',
  instrument: 'instrument',
  member: 'member',
  group: 'group',
  'risk-group': 'riskGroup',
} as const
export type Scope = keyof typeof FIELDS

/** Scopes of limits: all but the groups of self-trade prevention. */
export type LimitScopeName = Exclude<Scope, 'group'>
export const SCOPES = Object.keys(FIELDS) as Scope[]
export const LIMIT_SCOPES = SCOPES.filter((it): it is LimitScopeName => it !== 'group')

export function scopeArgument(scopes: readonly Scope[], description: string): Argument {
  return new Argument('<scope>', description).choices(scopes)
}

/** Refuses a name that cannot be one before anything is asked of the exchange. */
export function checkName(scope: Scope, name: string): void {
  if (scope !== 'instrument' && !/^\d{1,9}$/.test(name))
    throw new InvalidArgumentError(`a ${scope} is named by its number`)
}

/** The target of a request; an instrument's symbol is looked up. */
export function targetOf(client: Client, scope: LimitScopeName, name: string): Promise<LimitTarget>
export function targetOf(client: Client, scope: Scope, name: string): Promise<KillTarget>
export async function targetOf(client: Client, scope: Scope, name: string) {
  const id: Instrument | number = scope === 'instrument' ? await instrumentOf(client, name) : Number(name)
  return { [FIELDS[scope]]: id } as unknown as KillTarget
}
