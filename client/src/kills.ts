import { type Applied, KillScope, MessageType } from '@tapebook/schema'
import type { Client } from './client.ts'
import type { Instrument } from './instrument.ts'
import type { RequestOptions } from './requests.ts'
import { idOf, requestOptions } from './support.ts'

/** Who is stopped: exactly one of them is named. */
export type KillTarget =
  | { account: number }
  /** Every account of a fee tier. */
  | { tier: number }
  | { instrument: Instrument | number }
  /** A registered key, by its session: its own account, those it is bound to and those of its risk groups. */
  | { member: number }
  /** Every account of a self-trade group. */
  | { group: number }
  | { riskGroup: number }

function scopeOf(target: KillTarget): { scope: KillScope; id: number } {
  if ('account' in target) return { scope: KillScope.Account, id: target.account }
  if ('tier' in target) return { scope: KillScope.Tier, id: target.tier }
  if ('instrument' in target) return { scope: KillScope.Instrument, id: idOf(target.instrument) }
  if ('member' in target) return { scope: KillScope.Member, id: target.member }
  if ('riskGroup' in target) return { scope: KillScope.RiskGroup, id: target.riskGroup }
  return { scope: KillScope.Group, id: target.group }
}

/**
 * Stops somebody, as an operator: open orders are canceled, and new orders, replaces and quotes refused (Killed) until
 * `release`. What is stopped already is canceled again.
 */
export function kill(operator: Client, input: KillTarget & RequestOptions): Promise<Applied> {
  return operator.request(MessageType.SetKillSwitch, {
    ...requestOptions(input),
    ...scopeOf(input),
    engaged: 1,
  })
}

/** Lets somebody go on, as an operator. Another switch may cover the same account or instrument. */
export function release(operator: Client, input: KillTarget & RequestOptions): Promise<Applied> {
  return operator.request(MessageType.SetKillSwitch, {
    ...requestOptions(input),
    ...scopeOf(input),
    engaged: 0,
  })
}
