// The sessions of the processes that speak for people, of the API and of the streams: their keys, made once in the folder of the exchange, and registered by an operator.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type Client,
  generateKey,
  MessageType,
  publicKeyOf,
  RejectedError,
  RejectReason,
  RepeatedError,
} from '@tapebook/client'

/**
 * What each may do: bits of RegisterKey.permissions. A gateway acts for accounts, an operator binds them to it; the
 * approver is the second operator that a bust needs.
 */
const PERMISSIONS = { gateway: 4, operator: 2, approver: 2, streams: 4, binder: 2 } as const

export type Part = keyof typeof PERMISSIONS

/** Files of the keys. */
export type Keys = Readonly<Record<Part, string>>

export interface Enrolment {
  readonly keys: Keys
  /** Were they made just now, so that no journal has them? */
  readonly isNew: boolean
  /** Account that holds withdrawals until they are decided; undefined before the first registration. */
  readonly withdrawals: number | undefined
  /** Registers the keys and opens that account, as an operator; again does nothing. Gives the account. */
  register(operator: Client): Promise<number | undefined>
}

/** Keys of the API of an exchange's folder; makes those that are missing, for its owner's eyes alone. */
export function enrol(directory: string): Enrolment {
  const folder = join(directory, 'api')
  const file = (part: Part): string => join(folder, `${part}.pem`)
  const keys = {
    gateway: file('gateway'),
    operator: file('operator'),
    approver: file('approver'),
    streams: file('streams'),
    binder: file('binder'),
  }
  const missing = Object.values(keys).filter((file) => textOf(file) === '')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const file of missing) write(file, generateKey().privateKey)
  const place = join(folder, 'withdrawals')
  const number = textOf(place)
  const withdrawals = ACCOUNT.test(number) ? Number(number) : undefined
  return {
    keys,
    isNew: missing.length > 0,
    withdrawals,
    register: async (operator) => {
      for (const part of Object.keys(keys) as Part[])
        await registerKey(operator, part, readFileSync(keys[part], 'utf8'))
      if (withdrawals !== undefined) return withdrawals
      const account = await openWithdrawals(operator)
      if (account !== undefined) write(place, String(account))
      return account
    },
  }
}

/** A number of an account; 0 is the house, which may owe. */
const ACCOUNT = /^[1-9]\d{0,9}$/

/** What a file holds; nothing where there is none. */
const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** For its owner alone, whole or not at all, and there after a power cut. */
function write(file: string, text: string): void {
  const made = `${file}.new`
  // One that a crash left may be readable by others.
  rmSync(made, { force: true })
  const fd = openSync(made, 'wx', 0o600)
  try {
    writeSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(made, file)
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

async function registerKey(operator: Client, part: Part, privateKey: string): Promise<void> {
  const publicKey = publicKeyOf(privateKey)
  const clientId = `api/key/${part}/${Buffer.from(publicKey).toString('hex', 0, 8)}`
  const body = { publicKey, target: 0, permissions: PERMISSIONS[part], rateLimit: 0, clientId }
  try {
    await operator.request(MessageType.RegisterKey, body)
  } catch (error) {
    const isThere = error instanceof RejectedError && error.reason === RejectReason.KeyInUse
    if (!isThere && !(error instanceof RepeatedError)) throw error
  }
}

/** The account of withdrawals under way; undefined where the exchange no longer knows which it was. */
async function openWithdrawals(operator: Client): Promise<number | undefined> {
  const body = { clientId: 'api/withdrawals', count: 1, tier: 0 }
  try {
    return Number((await operator.request(MessageType.OpenAccounts, body)).id)
  } catch (error) {
    if (error instanceof RepeatedError) return undefined
    throw error
  }
}
