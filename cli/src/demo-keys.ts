// API keys of Alice and Bob, for programs that speak HTTP: made once, kept beside the demo's other keys.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoPerson } from './demo-people.ts'
import { CliError, ExitCode } from './exit-codes.ts'

/** An HMAC key as clients of Binance are given it. */
export interface DemoKey {
  readonly email: string
  readonly apiKey: string
  readonly secret: string
}

/** The keys; those that are there are read. */
export async function demoKeys(
  data: string,
  page: string,
  people: readonly DemoPerson[],
): Promise<DemoKey[]> {
  return await Promise.all(people.map((it) => keyOf(data, page, it)))
}

async function keyOf(data: string, page: string, { email, password }: DemoPerson): Promise<DemoKey> {
  const file = join(data, 'demo', `${email.split('@')[0]}.api-key.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoKey
  const { access_token } = (await post(page, '/api/v1/auth/log-in', { email, password })) as {
    access_token: string
  }
  const asked = { name: 'demo', kind: 'HMAC', scopes: ['read', 'trade'] }
  const made = (await post(page, '/api/v1/auth/keys', asked, access_token)) as {
    key: { id: string }
    secret: string
  }
  const key: DemoKey = { email, apiKey: made.key.id, secret: made.secret }
  writeFileSync(file, `${JSON.stringify(key)}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

async function post(page: string, path: string, body: unknown, token?: string): Promise<unknown> {
  const reply = await fetch(page + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new CliError(`${path}: ${await reply.text()}`, ExitCode.CheckFailed)
  return ((await reply.json()) as { data: unknown }).data
}
