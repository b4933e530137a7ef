// What operators set, as it stands: the newest command of each kind about each subject that took effect. What the tables of
// assets, instruments, accounts and fees hold is not here again.
import {
  type AddInstrument,
  type Applied,
  type BindAccount,
  KillScopeName,
  LimitScopeName,
  type RegisterKey,
  type SetGroupOwner,
  type SetKillSwitch,
  type SetLimits,
  type SetPriceRules,
  type SetReferencePrice,
  type SetRiskGroup,
  type SetSchedule,
  type SetStpGroup,
  type SetTradingRules,
} from '@tapebook/schema'
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'

export const SETTINGS = table(
  'settings',
  {
    kind: 'text',
    // Number of what it is about, or `scope/number`.
    subject: 'text',
    // JSON; what may have more than 53 bits stands as text.
    value: 'text',
    sequence: 'int',
    changed_at: 'long',
  },
  ['kind', 'subject'],
)

export const SETTING_KINDS = [
  'binding',
  'group-owner',
  'kill-switch',
  'limits',
  'member',
  'price-rules',
  'reference-price',
  'risk-group',
  'schedule',
  'stp-group',
  'trading-rules',
] as const
export type SettingKind = (typeof SETTING_KINDS)[number]

type Setting = Row<typeof SETTINGS>

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const toText = (value: object): string =>
  JSON.stringify(value, (_, field) => (typeof field === 'bigint' ? String(field) : field))

/** Planned phases that are kept for the eye; the engine holds as many. */
const PHASES_MAX = 128

export class Settings {
  readonly #rows = new Map<string, Setting>()
  readonly #to: Writer<typeof SETTINGS>

  constructor(changes: Changes) {
    this.#to = changes.writer(SETTINGS)
  }

  async load(database: Database): Promise<void> {
    for (const row of await database.load(SETTINGS)) this.#rows.set(`${row.kind} ${row.subject}`, row)
  }

  #set(kind: SettingKind, subject: string | number, value: object, { report }: Applied): void {
    const key = `${kind} ${subject}`
    const known = this.#rows.get(key)
    const row = known ?? { kind, subject: String(subject), value: '', sequence: 0, changed_at: 0n }
    row.value = toText(value)
    row.sequence = Number(report.sequence)
    row.changed_at = report.time
    if (known === undefined) this.#rows.set(key, row)
    this.#to.put(row)
  }

  #valueOf(kind: SettingKind, subject: string | number): object {
    return JSON.parse(this.#rows.get(`${kind} ${subject}`)?.value ?? '{}') as object
  }

  limits({ request: _, scope, id, ...limits }: SetLimits, applied: Applied): void {
    this.#set('limits', `${LimitScopeName[scope]}/${id}`, limits, applied)
  }

  killSwitch({ scope, id, engaged }: SetKillSwitch, applied: Applied): void {
    this.#set('kill-switch', `${KillScopeName[scope]}/${id}`, { engaged: engaged === 1 }, applied)
  }

  riskGroup({ target, group }: SetRiskGroup, applied: Applied): void {
    this.#set('risk-group', target, { group }, applied)
  }

  groupOwner({ group, member }: SetGroupOwner, applied: Applied): void {
    this.#set('group-owner', group, { member }, applied)
  }

  stpGroup({ target, group }: SetStpGroup, applied: Applied): void {
    this.#set('stp-group', target, { group }, applied)
  }

  /** The session that a key became is its member's number. */
  member({ publicKey, target, permissions, rateLimit }: RegisterKey, applied: Applied): void {
    const value = { publicKey: hex(publicKey), account: target, permissions, rateLimit, isRevoked: false }
    this.#set('member', Number(applied.id), value, applied)
  }

  revoked(session: number, applied: Applied): void {
    this.#set('member', session, { ...this.#valueOf('member', session), isRevoked: true }, applied)
  }

  binding({ session, target, bound }: BindAccount, applied: Applied): void {
    this.#set('binding', `${session}/${target}`, { bound: bound === 1 }, applied)
  }

  priceRules(instrument: number, it: SetPriceRules | AddInstrument, applied: Applied): void {
    const { collarPpm, bandPpm, protectionPpm, tickTable } = it
    const ticks = tickTable.filter(({ step }) => step > 0n)
    this.#set('price-rules', instrument, { collarPpm, bandPpm, protectionPpm, ticks }, applied)
  }

  referencePrice({ instrument, price }: SetReferencePrice, applied: Applied): void {
    this.#set('reference-price', instrument, { price }, applied)
  }

  tradingRules({ request: _, instrument, ...rules }: SetTradingRules, applied: Applied): void {
    this.#set('trading-rules', instrument, rules, applied)
  }

  schedule({ instrument, replace, phases }: SetSchedule, applied: Applied): void {
    const known = replace === 1 ? [] : (this.#valueOf('schedule', instrument) as { phases?: object[] }).phases
    const added = phases
      .filter(({ time }) => time > 0n)
      .map(({ time, status, randomMs }) => ({ time, status, randomMs }))
    this.#set('schedule', instrument, { phases: [...(known ?? []), ...added].slice(-PHASES_MAX) }, applied)
  }
}
