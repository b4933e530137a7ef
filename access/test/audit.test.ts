// The audit trail: complete, without secrets, and no row of it can be changed unseen.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generate } from 'otplib'
import { canonicalJson } from '../src/audit.ts'
import {
  answerEngine,
  DAY,
  MINUTE,
  onEach,
  onSqlite,
  operator,
  PASSWORD,
  person,
  refusal,
  VISITOR,
  type World,
} from './helpers.ts'

const YEAR = 365.25 * DAY

/** A trail of about a dozen rows. */
async function busy(world: World): Promise<void> {
  const { access, system } = world
  const { actor, userId } = await person(world)
  await access.accounts.create(actor, { name: 'Second' })
  await access.logIn.logOut(actor)
  await access.users.setStatus(system, userId, 'DISABLED')
  await access.users.setStatus(system, userId, 'ACTIVE')
  await person(world)
}

// req: CO-01
onEach('each deed leaves who, what, when, from where, before and after', async (_, open) => {
  const world = await open()
  const { access, system, clock } = world
  const { userId, actor } = await person(world)
  const at = clock.now
  await access.users.setRole({ ...system, peer: '192.0.2.1', agent: 'cli' }, userId, 'SUPPORT')
  const [row] = await access.audit.list(system, { resource: 'USER', resourceId: userId, limit: 1 })
  const { id, hash, ...rest } = row!
  assert.ok(id > 0)
  assert.match(hash, /^[0-9a-f]{64}$/)
  assert.deepEqual(rest, {
    time: at,
    tenantId: 'main',
    userId: 'system',
    action: 'USER_ROLE_CHANGED',
    resource: 'USER',
    resourceId: userId,
    changes: { before: { role: 'CLIENT' }, after: { role: 'SUPPORT' } },
    ip: '192.0.2.1',
    agent: 'cli',
  })
  const own = await access.audit.list(system, { userId })
  assert.deepEqual(
    own.map(({ action, ip, agent }) => [action, ip, agent]),
    [
      ['LOGIN', VISITOR.peer, VISITOR.agent],
      ['USER_SIGNED_UP', VISITOR.peer, VISITOR.agent],
    ],
  )
  await assert.rejects(access.audit.list(actor), refusal('FORBIDDEN'))
  await access.logIn
    .logIn(VISITOR, { email: 'nobody@example.org', password: 'a secret typed in' })
    .catch(() => 0)
  const [failed] = await access.audit.list(system, { limit: 1 })
  assert.deepEqual([failed?.action, failed?.userId, failed?.resourceId], ['LOGIN_FAILED', null, ''])
  await access.users.setStatus({ ...system, reason: 'asked\nby phone' }, userId, 'DISABLED')
  const [reasoned] = await access.audit.list(system, { limit: 1 })
  assert.equal(reasoned?.changes.reason, 'asked by phone')
  // Other parts keep theirs in the same trail.
  const deed = {
    action: 'DEPOSIT',
    resource: 'ACCOUNT',
    resourceId: 'x',
    changes: { after: { amount: '5' } },
  }
  await access.audit.record(system, deed)
  assert.equal((await access.audit.list(system, { limit: 1 }))[0]?.action, 'DEPOSIT')
})

// req: CO-09 CO-08
onEach(
  'a row that is changed, taken out, put in or cut off shows, and the first one is named',
  async (_, open) => {
    const world = await open()
    const { access, db } = world
    await busy(world)
    const whole = await access.audit.verify()
    assert.equal(whole.broken, undefined)
    assert.equal(whole.rows, whole.to)
    assert.ok(whole.rows >= 8, `${whole.rows} rows`)
    const attacks: [string, string, number][] = [
      ['a time', 'UPDATE audit SET time = time + 1 WHERE id = 3', 3],
      ['a person', "UPDATE audit SET user_id = 'somebody' WHERE id = 4", 4],
      ['nobody', 'UPDATE audit SET user_id = NULL WHERE id = 4', 4],
      [
        'a change',
        `UPDATE audit SET changes = '{}' WHERE id = (SELECT max(id) FROM audit WHERE changes <> '{}')`,
        0,
      ],
      ['an address', "UPDATE audit SET ip = '' WHERE id = 2", 2],
      ['a hash', "UPDATE audit SET hash = 'x' WHERE id = 5", 5],
      ['a row is gone', 'DELETE FROM audit WHERE id = 5', 5],
      ['the first is gone', 'DELETE FROM audit WHERE id = 1', 1],
      ['the last is gone', 'DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)', whole.to],
      ['two changed places', 'UPDATE audit SET id = -id WHERE id IN (4, 5)', 4],
      [
        'the end is cut off',
        `UPDATE audit_marks SET id = 5, hash = (SELECT hash FROM audit WHERE id = 5) WHERE name = 'head'`,
        5,
      ],
      [
        'the beginning is cut off',
        `UPDATE audit_marks SET id = 2, hash = (SELECT hash FROM audit WHERE id = 2) WHERE name = 'checkpoint'`,
        2,
      ],
    ]
    for (const [why, sql, first] of attacks) {
      const rows = await db.all('SELECT * FROM audit ORDER BY id')
      const marks = await db.all('SELECT * FROM audit_marks')
      await db.run(sql)
      const { broken } = await access.audit.verify()
      assert.ok(broken !== undefined, why)
      if (first > 0) assert.equal(broken.id, first, why)
      await restore(world, rows, marks)
    }
    assert.equal((await access.audit.verify()).broken, undefined)
  },
)

async function restore({ db }: World, rows: object[], marks: object[]): Promise<void> {
  await db.transaction(async (queries) => {
    for (const [table, all] of [
      ['audit', rows],
      ['audit_marks', marks],
    ] as const) {
      await queries.run(`DELETE FROM ${table}`)
      for (const row of all) {
        const values = Object.values(row)
        await queries.run(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`, values)
      }
    }
  })
}

onEach(
  'rows are kept seven years; what is left after pruning verifies from the checkpoint',
  async (_, open) => {
    const world = await open()
    const { access, system, clock } = world
    await busy(world)
    const { to: old } = await access.audit.verify()
    assert.equal(await access.audit.prune(system), 0)
    clock.now += 4 * YEAR
    await busy(world)
    clock.now += 3 * YEAR - MINUTE
    assert.equal(await access.audit.prune(system), 0)
    clock.now += 2 * MINUTE
    assert.equal(await access.audit.prune(system), old)
    const check = await access.audit.verify()
    assert.deepEqual([check.broken, check.from], [undefined, old + 1])
    const [last] = await access.audit.list(system, { limit: 1 })
    assert.deepEqual([last?.action, last?.changes], ['AUDIT_PRUNED', { after: { rows: old } }])
    assert.equal(await access.audit.prune(system), 0)
    clock.now += 9 * YEAR
    await access.audit.prune(system)
    assert.equal((await access.audit.verify()).broken, undefined)
    assert.equal((await access.audit.verify()).rows, 1)
  },
)

test('a broken trail is not pruned', async (t) => {
  const world = await onSqlite(t)
  const { access, system, clock, db } = world
  await busy(world)
  await db.run("UPDATE audit SET action = 'x' WHERE id = 2")
  clock.now += 8 * YEAR
  await assert.rejects(access.audit.prune(system), /broken at row 2/)
})

onEach('rows of deeds at the same time stand in one chain', async (_, open) => {
  const world = await open()
  const stores = [world.access, await world.another()]
  const record = (n: number) =>
    stores[n % 2]!.audit.record(world.system, { action: 'DEED', resource: 'TEST', resourceId: String(n) })
  await Promise.all(Array.from({ length: 30 }, (_, n) => record(n)))
  const check = await world.access.audit.verify()
  assert.deepEqual([check.broken, check.rows], [undefined, 30])
})

test('what came from outside stands on one line, and no longer than 256 signs', async (t) => {
  const { access, system } = await onSqlite(t)
  const agent = `Mozilla\r\n2026-01-01 LOGIN ok\u2028${'x'.repeat(400)}`
  await access.audit.record({ ...system, agent }, { action: 'A', resource: 'B', resourceId: 'a\nb' })
  const [row] = await access.audit.list(system)
  assert.ok(!/[\r\n\u2028]/.test(`${row?.agent}${row?.resourceId}`))
  assert.equal(row?.agent.length, 256)
})

test('canonical JSON is one text for one value', () => {
  assert.equal(
    canonicalJson({ b: [1, null, { y: true, x: 'ä"' }], a: {} }),
    '{"a":{},"b":[1,null,{"x":"ä\\"","y":true}]}',
  )
})

// req: CO-01
test('no secret stands in the audit trail, nor in the open in any table', async (t) => {
  const world = await onSqlite(t, { mail: true })
  const { access, db, clock, mails, system } = world
  const email = 'secretive@example.org'
  await access.users.signUp(VISITOR, { email, password: PASSWORD })
  await access.settled()
  const secrets = [PASSWORD, mails.at(-1)?.token ?? '']
  await access.users.confirm(VISITOR, secrets[1]!)
  await answerEngine(world)
  const logged = await access.logIn.logIn(VISITOR, { email, password: PASSWORD })
  const actor = { ...VISITOR, principal: await access.tokens.verify(logged.accessToken) }
  const { secret } = await access.totp.begin(actor, PASSWORD)
  const { recoveryCodes } = await access.totp.confirm(
    actor,
    await generate({ secret, epoch: clock.now / 1_000 }),
  )
  const strong = { ...actor, principal: { ...actor.principal, secondFactor: true } }
  const made = await access.keys.create(strong, { name: 'k', kind: 'HMAC', scopes: ['read'] })
  const rotated = await access.keys.rotate(strong, made.key.id)
  await access.users.changePassword(strong, PASSWORD, 'a second passphrase')
  await access.users.requestReset(VISITOR, email)
  await access.settled()
  const reset = mails.findLast(({ kind }) => kind === 'RESET_PASSWORD')?.token ?? ''
  await access.users.resetPassword(VISITOR, reset, 'a third passphrase')
  const admin = await operator(world, 'ADMIN')
  await access.users.logOutEverywhere(system, admin.userId)
  secrets.push(logged.accessToken, logged.refreshToken, secret, ...recoveryCodes, reset)
  secrets.push(made.secret ?? '', rotated.secret ?? '', 'a second passphrase', 'a third passphrase')
  const tables = await db.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
  assert.ok(tables.length > 15)
  for (const { name } of tables) {
    const text = JSON.stringify(await db.all(`SELECT * FROM ${name}`))
    for (const it of secrets) assert.ok(it.length > 8 && !text.includes(it), `${name} holds a secret`)
  }
  // Nor does the trail hold a hash of one.
  const trail = JSON.stringify(await db.all('SELECT changes FROM audit'))
  assert.ok(!/\$argon2|[0-9a-f]{64}/.test(trail))
})
