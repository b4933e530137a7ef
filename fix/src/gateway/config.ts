// Who may connect over FIX: a file that says how each counterparty logs on, what it speaks and for which accounts it acts.
// What it may do with them is not here: its key's rights and accounts are settings of the exchange, in the journal.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERSIONS, type Version } from '../table/fields.ts'

/** Days and times (UTC) between which a session may be logged on; outside its numbers begin anew. */
export interface Schedule {
  readonly startDay: string
  readonly startTime: string
  readonly endDay: string
  readonly endTime: string
}

export interface CounterpartySettings {
  /** Its SenderCompID: 1 to 32 of A-Z a-z 0-9 . _ - */
  readonly compId: string
  readonly version: Version
  /** Accounts it acts for, by the name that its messages say (FIX 1); the first is meant where none is named. */
  readonly accounts: Readonly<Record<string, number>>
  /** `hashOf` its password (FIX 554). */
  readonly password?: string
  /** Ed25519 public key in hex: the log-on is signed in FIX 96. */
  readonly publicKey?: string
  /** SHA-256 fingerprints of client certificates; with any, it may come over TLS only. */
  readonly certificates?: readonly string[]
  /** When its orders are canceled, unless its log-on says otherwise (FIX 35002). Default: when its connection is lost or it logs out. */
  readonly cancelOnDisconnect?: 'never' | 'disconnect' | 'always'
  /** Messages a second; more are refused. Default 1,000. */
  readonly messagesPerSecond?: number
  /** Whether a log-on may begin numbers anew (141=Y). Default true. */
  readonly mayReset?: boolean
  /** Default: all week from Sunday 00:00:00 to Saturday 23:59:59; null for no end. */
  readonly schedule?: Schedule | null
  /** It is sent fields that its version of FIX does not have; docs/reference/fix.md marks them. Default false. */
  readonly isExtended?: boolean
  /** It hears of everything on its accounts and enters nothing. */
  readonly isDropCopy?: boolean
}

export interface Counterparties {
  /** Our CompID. */
  readonly compId: string
  readonly counterparties: readonly CounterpartySettings[]
}

export const WEEK: Schedule = {
  startDay: 'sunday',
  startTime: '00:00:00',
  endDay: 'saturday',
  endTime: '23:59:59',
}
export const DEFAULT_COMP_ID = 'TAPEBOOK'
export const DEFAULT_RATE = 1_000

export const counterpartiesFile = (folder: string): string => join(folder, 'counterparties.json')
/** The private key by which the gateway logs on to the exchange for a counterparty. */
export const keyFile = (folder: string, of: Pick<CounterpartySettings, 'compId' | 'version'>): string =>
  join(folder, 'keys', `${of.version}-${of.compId}.pem`)

const COMP_ID = /^[A-Za-z0-9._-]{1,32}$/
const ACCOUNT_NAME = /^[A-Za-z0-9._:/-]{1,36}$/
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/

/** Throws a RangeError that says what is wrong. */
export function checkCounterparty(it: CounterpartySettings): void {
  const need = (holds: boolean, what: string): void => {
    if (!holds) throw new RangeError(`counterparty ${it.compId}: ${what}`)
  }
  need(COMP_ID.test(it.compId), 'a CompID is 1 to 32 of A-Z a-z 0-9 . _ -')
  need(VERSIONS.includes(it.version), `the version is one of ${VERSIONS.join(', ')}`)
  const accounts = Object.entries(it.accounts)
  need(accounts.length > 0, 'it acts for no account')
  for (const [name, id] of accounts) {
    need(ACCOUNT_NAME.test(name), `${name} is no name of an account`)
    need(Number.isInteger(id) && id > 0 && id < 2 ** 31, `${name} names no account`)
  }
  need(it.password !== undefined || it.publicKey !== undefined, 'it has neither a password nor a public key')
  need(
    it.publicKey === undefined || /^[0-9a-f]{64}$/.test(it.publicKey),
    'its public key is not 64 hex digits',
  )
  const rate = it.messagesPerSecond ?? DEFAULT_RATE
  need(Number.isInteger(rate) && rate > 0 && rate <= 1_000_000, 'its rate is 1 to 1,000,000')
  const schedule = it.schedule ?? WEEK
  need(
    DAYS.includes(schedule.startDay) && DAYS.includes(schedule.endDay),
    `a day is one of ${DAYS.join(', ')}`,
  )
  need(TIME.test(schedule.startTime) && TIME.test(schedule.endTime), 'a time is HH:MM:SS')
}

/** What the file says; nobody where there is none. Throws where it says what cannot be. */
export function readCounterparties(folder: string): Counterparties {
  let text: string
  try {
    text = readFileSync(counterpartiesFile(folder), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return { compId: DEFAULT_COMP_ID, counterparties: [] }
  }
  const found = JSON.parse(text) as Counterparties
  if (!COMP_ID.test(found.compId)) throw new RangeError(`our CompID ${found.compId} cannot be one`)
  for (const each of found.counterparties) checkCounterparty(each)
  const ids = found.counterparties.map(({ compId, version }) => `${version} ${compId}`)
  if (new Set(ids).size !== ids.length) throw new RangeError('a CompID stands there twice')
  return found
}

/** Writes the file in one step; only its owner may read it. */
export function writeCounterparties(folder: string, counterparties: Counterparties): void {
  for (const each of counterparties.counterparties) checkCounterparty(each)
  const path = counterpartiesFile(folder)
  writeFileSync(`${path}.new`, `${JSON.stringify(counterparties, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
