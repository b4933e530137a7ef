// Alice and Bob as people who log in, with an account and money of their own each.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@tapebook/client'
import { fundPerson } from '@tapebook/demo'
import { CliError, ExitCode } from './exit-codes.ts'
import { onIdentity } from './identity.ts'

/** How long the API has to open an account. */
const OPEN_MS = 15_000
const POLL_MS = 50

export interface DemoPerson {
  readonly email: string
  readonly password: string
}

/** Makes those who are not there yet, and gives each money once; the passwords are kept beside the demo's keys. */
export async function demoPeople(
  data: string,
  identity: string | undefined,
  operator: Client,
): Promise<DemoPerson[]> {
  const people = ['alice', 'bob'].map((name) => ({
    email: `${name}@demo.tapebook`,
    password: passwordOf(join(data, 'demo', `${name}.password`)),
  }))
  const where = { tenant: 'main', ...(identity !== undefined && { identity }) }
  await onIdentity(data, where, async (access, actor, { Refusal }) => {
    for (const { email, password } of people) {
      const user = await access.users.create(actor, { email, password }).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'CONFLICT') return access.users.get(actor, email)
        throw error
      })
      const open = () => access.accounts.list(actor, { userId: user.id })
      if ((await open()).total === 0) await access.accounts.create(actor, { name: 'Demo', userId: user.id })
      for (let waited = 0; ; waited += POLL_MS) {
        const number = (await open()).accounts[0]?.account
        if (number !== undefined) {
          await fundPerson(operator, number)
          break
        }
        if (waited > OPEN_MS) throw new CliError(`no account for ${email} yet`, ExitCode.CheckFailed)
        await sleep(POLL_MS)
      }
    }
  })
  return people
}

function passwordOf(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const password = randomBytes(15).toString('base64url')
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' })
  return password
}
