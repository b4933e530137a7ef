// Whether a log-on is taken: who it is, what it asks for, and whether the exchange is there for it.
import type { KeptOnDisconnect } from '@tapebook/client'
import { decode, type FixMessage } from '../message.ts'
import type { Version } from '../table/fields.ts'
import { shapes } from '../table/messages.ts'
import type { CounterpartySettings } from './config.ts'
import { isPassword, isSignature, signedText } from './credentials.ts'

/** When a counterparty's orders are canceled. */
export interface Cancel {
  /** By the exchange, when the session is lost, and at its log-out too unless kept then. */
  readonly onLoss: boolean | KeptOnDisconnect
  /** By the gateway, at a log-out alone. */
  readonly atLogout: boolean
}

/** What a log-on that is taken asks for. */
export interface Asked {
  readonly cancel: Cancel
  readonly isReset: boolean
  /** A new password, which takes the place of the old one (FIX 925). */
  readonly newPassword: string | undefined
}

/** A log-on that is not taken; its text goes out. */
export class LogonRefused extends Error {
  override readonly name = 'LogonRefused'
}

const MIN_PASSWORD = 12

/** One text for a wrong password and a wrong signature: who guesses learns nothing. */
const WRONG = 'the log-on is not valid'

const CANCEL: Readonly<Record<NonNullable<CounterpartySettings['cancelOnDisconnect']>, Cancel>> = {
  never: { onLoss: false, atLogout: false },
  disconnect: { onLoss: { keepOnLogout: true }, atLogout: false },
  always: { onLoss: true, atLogout: false },
}
/** FIX 35002. The exchange itself cancels at a log-out only where it does at a loss. */
const CANCEL_CODES: Readonly<Record<string, Cancel>> = {
  0: CANCEL.never,
  1: CANCEL.disconnect,
  2: { onLoss: false, atLogout: true },
  3: CANCEL.always,
}

export function readLogon(bytes: Uint8Array, version: Version): FixMessage {
  return decode(bytes, shapes(version))
}

/** Throws a LogonRefused. `isCertified`: it came with one of the counterparty's certificates. */
export async function checkLogon(
  message: FixMessage,
  of: CounterpartySettings,
  isCertified: boolean,
): Promise<Asked> {
  if (of.certificates !== undefined && of.certificates.length > 0 && !isCertified)
    throw new LogonRefused(WRONG)
  if (!(await isWho(message, of))) throw new LogonRefused(WRONG)
  const isReset = message.get(141) === 'Y'
  if (isReset && of.mayReset === false)
    throw new LogonRefused('sequence numbers begin anew by schedule only (141)')
  const code = message.get(35002)
  const cancel = code === undefined ? CANCEL[of.cancelOnDisconnect ?? 'always'] : CANCEL_CODES[code]
  if (cancel === undefined) throw new LogonRefused(`35002=${code} is not offered`)
  const newPassword = message.get(925)
  if (newPassword !== undefined && newPassword.length < MIN_PASSWORD)
    throw new LogonRefused(`a new password has ${MIN_PASSWORD} characters at least`)
  if (newPassword !== undefined && of.password === undefined)
    throw new LogonRefused('this log-on has no password')
  return { cancel, isReset, newPassword }
}

/** By password or by key, whichever is given; one that is not set up is none. */
async function isWho(message: FixMessage, { password, publicKey }: CounterpartySettings): Promise<boolean> {
  const signature = message.get(96)
  if (publicKey !== undefined && signature !== undefined) {
    const text = signedText((tag) => (tag === 35 ? message.type : message.get(tag)))
    return isSignature(text, signature, publicKey)
  }
  const given = message.get(554)
  if (password === undefined || given === undefined) return false
  return await isPassword(given, password)
}
