import type { Instrument } from './instrument.ts'
import type { KillTarget } from './kills.ts'
import type { LimitTarget } from './limits.ts'

// Each scope's word, and what names one of it in a request.
const FIELDS = {
  account: 'account',
  tier: 'tier',
  instrument: 'instrument',
  member: 'member',
  group: 'group',
  'risk-group': 'riskGroup',
} as const

/** Words for whom a limit or a kill switch is about. */
export type ScopeWord = keyof typeof FIELDS

/** Of limits: all but the groups of self-trade prevention. */
export type LimitScopeWord = Exclude<ScopeWord, 'group'>
export const SCOPE_WORDS = Object.keys(FIELDS) as readonly ScopeWord[]
export const LIMIT_SCOPE_WORDS = SCOPE_WORDS.filter((it): it is LimitScopeWord => it !== 'group')

/** The target that a word and a number, or an instrument, name. */
export function scopeTarget(scope: LimitScopeWord, of: Instrument | number): LimitTarget
export function scopeTarget(scope: ScopeWord, of: Instrument | number): KillTarget
export function scopeTarget(scope: ScopeWord, of: Instrument | number): KillTarget {
  return { [FIELDS[scope]]: of } as unknown as KillTarget
}
