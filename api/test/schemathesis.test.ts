import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { needsAddon, PASSWORD, type Person, startVenue, type Venue } from './helpers.ts'

const FOLDER = fileURLToPath(new URL('schemathesis', import.meta.url))
/** Where `make` puts it. */
const PROGRAM = fileURLToPath(
  new URL('../../node_modules/.cache/schemathesis/bin/schemathesis', import.meta.url),
)
const needsIt = existsSync(PROGRAM)
  ? needsAddon
  : { skip: 'schemathesis is not installed: make makes it with Python' }

/** Seconds of one run's fuzzing; what is read off the file itself comes before it. */
const SECONDS = 20

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'tells_nothing_of_others',
]

interface Others {
  /** Ids of somebody else's, by the name that a path, query or body has for them. */
  readonly ids: Readonly<Record<string, readonly unknown[]>>
  /** Words that are in nobody else's answers. */
  readonly words: readonly string[]
  readonly account: string | null
}

/** Runs it as one person, who has an answer to what is wrong with each of its requests, and no other. */
async function run(t: TestContext, venue: Venue, name: string, others: Others): Promise<void> {
  const args = ['run', `${venue.base}/docs/json`, '--checks', CHECKS.join(), '--max-time', String(SECONDS)]
  const more = ['--seed', '1', '--no-color', '--no-shrink', '--workers', '1', '--continue-on-failure']
  const child = spawn(PROGRAM, [...args, ...more], {
    cwd: venue.directory,
    env: {
      PATH: process.env.PATH,
      PYTHONPATH: FOLDER,
      PYTHONDONTWRITEBYTECODE: '1',
      SCHEMATHESIS_HOOKS: 'hooks',
      BASE: venue.base,
      LOG_IN: JSON.stringify({ email: `${name}@example.com`, password: PASSWORD }),
      OTHERS: JSON.stringify(others),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes))
  const code = await new Promise((resolve) => child.on('close', resolve))
  t.diagnostic(output.split('\n').slice(-12).join('\n'))
  assert.equal(code, 0, output)
}

type Row = Readonly<Record<string, unknown>>

/** Gives somebody something of everything; what is theirs, as an outsider would ask for it and must not hear of it. */
async function belongings(person: Person, name: string): Promise<Others> {
  const word = (what: string): string => `${what}-of-${name}-4711`
  const made = async (path: string, body: object): Promise<Row> => {
    const answer = await person.call('POST', path, { body })
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body.data as Row
  }
  const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.1', price: '60000' }
  const orders = [
    await made('/api/v2/orders', { ...order, client_order_id: word('order') }),
    await made('/api/v2/orders', { ...order, price: '65000', client_order_id: word('trade') }),
  ]
  const withdrawal = await made('/api/v2/account/withdraw', {
    asset: 'USD',
    amount: '12.34',
    client_withdrawal_id: word('withdrawal'),
  })
  const account = await made('/api/v1/accounts', { name: word('account') })
  const { key } = (await made('/api/v1/auth/keys', {
    name: word('key'),
    kind: 'HMAC',
    scopes: ['read'],
  })) as {
    key: Row
  }
  const uuids = [person.uuid, account.uuid as string]
  const ids = [...orders.map((it) => it.id), withdrawal.id, ...uuids, key.id, person.userId]
  const words = ['order', 'trade', 'withdrawal', 'account', 'key'].map(word)
  return {
    ids: { id: ids, user_uuid: [person.userId], account_uuid: uuids },
    words: [...words, ...uuids, person.userId, key.id as string, `${name}@example.com`],
    account: person.uuid,
  }
}

// req: RA-15
test(
  'whatever one person asks, answers are as documented, never 5xx, and never of another',
  needsIt,
  async (t) => {
    const venue = await startVenue(t)
    const [ann, ben] = [await venue.person('ann'), await venue.person('ben')]
    await belongings(ann, 'ann')
    await run(t, venue, 'ann', await belongings(ben, 'ben'))
  },
)

// req: RA-15
test('whatever an operator asks, answers are as documented and never 5xx', needsIt, async (t) => {
  const venue = await startVenue(t)
  const ben = await venue.person('ben')
  await venue.person('root', {}, 'SUPER_ADMIN')
  const { ids } = await belongings(ben, 'ben')
  await run(t, venue, 'root', { ids, words: [], account: null })
})
