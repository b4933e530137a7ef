// The two sessions of an API: their keys, made once in the folder of the exchange, and registered by an operator.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
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

/** What each may do: bits of RegisterKey.permissions. */
const PERMISSIONS = { gateway: 4, operator: 2 } as const

export type Part = keyof typeof PERMISSIONS

/** Files of the keys. */
export type Keys = Readonly<Record<Part, string>>

export interface Enrolment {
  readonly keys: Keys
  /** Were they made just now, so that no journal has them? */
  readonly isNew: boolean
  /** Registers them, as an operator; again does nothing. */
  register(operator: Client): Promise<void>
}

/** Keys of the API of an exchange's folder; makes those that are missing, for its owner's eyes alone. */
export function enrol(directory: string): Enrolment {
  const folder = join(directory, 'api')
  const keys = { gateway: join(folder, 'gateway.pem'), operator: join(folder, 'operator.pem') }
  const isNew = !Object.values(keys).every((file) => existsSync(file))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const file of Object.values(keys)) if (!existsSync(file)) writeKey(file)
  return {
    keys,
    isNew,
    register: async (operator) => {
      for (const part of Object.keys(keys) as Part[])
        await registerKey(operator, part, readFileSync(keys[part], 'utf8'))
    },
  }
}

/** Written whole or not at all: a crash leaves no key that nobody can read. */
function writeKey(file: string): void {
  const fd = openSync(file, 'wx', 0o600)
  try {
    writeSync(fd, generateKey().privateKey)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
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
