// A new counterparty: a key of its own that the exchange knows, bound to its accounts by commands in the journal, and its
// line in the file.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, generateKey, MessageType } from '@tapebook/client'
import {
  type CounterpartySettings,
  checkCounterparty,
  keyFile,
  readCounterparties,
  writeCounterparties,
} from './config.ts'

/** Bits of RegisterKey.permissions: a gateway acts for accounts that are bound to it. */
const TRADES = 1 | 4
const READS = 4 | 8

/**
 * Adds a counterparty, as an operator: a session of the exchange that acts for its accounts and no others. Gives the
 * number of that session. Throws where there is one of that name and version.
 */
export async function addCounterparty(
  operator: Client,
  folder: string,
  settings: CounterpartySettings,
): Promise<number> {
  checkCounterparty(settings)
  const { compId, counterparties } = readCounterparties(folder)
  const { compId: theirs, version } = settings
  if (counterparties.some((each) => each.compId === theirs && each.version === version))
    throw new RangeError(`there is a counterparty ${theirs} of FIX ${version}`)
  mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 })
  const file = keyFile(folder, settings)
  const { privateKey, publicKey } = generateKey()
  // First the file: a key that the exchange knows and nobody has would be of no use.
  writeFileSync(file, privateKey, { mode: 0o600, flag: 'wx' })
  let session: number
  try {
    session = await register(operator, publicKey, settings)
  } catch (error) {
    rmSync(file)
    throw error
  }
  writeCounterparties(folder, { compId, counterparties: [...counterparties, settings] })
  return session
}

async function register(
  operator: Client,
  publicKey: Uint8Array,
  { isDropCopy, accounts }: CounterpartySettings,
): Promise<number> {
  const permissions = isDropCopy === true ? READS : TRADES
  const body = { publicKey, target: 0, permissions, rateLimit: 0 }
  const session = Number((await operator.request(MessageType.RegisterKey, body)).id)
  for (const target of new Set(Object.values(accounts)))
    await operator.request(MessageType.BindAccount, { session, target, bound: 1 })
  return session
}
