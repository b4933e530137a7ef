// The master key: where it lives, what it seals, and how it is changed.
import assert from 'node:assert/strict'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { newDirectory } from '@tapebook/testing'
import { generate } from 'otplib'
import {
  DatabaseError,
  KEY_FILE,
  KEY_VARIABLE,
  loadMasterKey,
  MasterKey,
  openAccess,
  replaceMasterKey,
} from '../src/index.ts'
import { CannotUnseal } from '../src/secrets/master-key.ts'
import { onEach, onSqlite, PASSWORD, person, VISITOR } from './helpers.ts'

// req: AU-09
test('what is sealed opens under its key, in its place, unchanged, and no other way', () => {
  const key = MasterKey.random()
  const sealed = key.seal('a secret', 'here')
  assert.notEqual(sealed, key.seal('a secret', 'here'))
  assert.equal(key.unseal(sealed, 'here'), 'a secret')
  assert.throws(() => key.unseal(sealed, 'there'), CannotUnseal)
  assert.throws(() => MasterKey.random().unseal(sealed, 'here'), CannotUnseal)
  for (let at = 0; at < sealed.length; at++) {
    // The last sign of base64 may hold bits that mean nothing.
    if (at === sealed.length - 1) continue
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    assert.throws(() => key.unseal(changed, 'here'), CannotUnseal, changed)
  }
  assert.throws(() => key.unseal(sealed.slice(0, 20), 'here'), CannotUnseal)
})

test('a master key is not printed by accident', () => {
  const key = MasterKey.random()
  const secret = key.serialize().trim()
  for (const text of [
    JSON.stringify({ key }),
    inspect({ key }, { depth: 9, showHidden: true }),
    String(key),
  ]) {
    assert.ok(!text.includes(secret.slice(0, 12)), text)
  }
})

test('the key is made at the first start, for its owner only, and found at the next', (t) => {
  const folder = newDirectory(t)
  assert.throws(() => loadMasterKey(folder, { environment: {}, make: false }), /ENOENT/)
  const made = loadMasterKey(folder, { environment: {} })
  const path = join(folder, KEY_FILE)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.deepEqual(loadMasterKey(folder, { environment: {} }).ids, made.ids)
  assert.deepEqual(loadMasterKey(folder, { environment: { [KEY_VARIABLE]: '' } }).ids, made.ids)
  const other = MasterKey.random()
  const environment = { [KEY_VARIABLE]: other.serialize().trim() }
  assert.deepEqual(loadMasterKey(folder, { environment }).ids, other.ids)
  chmodSync(path, 0o640)
  assert.throws(() => loadMasterKey(folder, { environment: {} }), /can be read by others/)
  chmodSync(path, 0o600)
  for (const text of ['', 'short', `${'A'.repeat(44)}`, 'A'.repeat(43)]) {
    writeFileSync(path, text)
    const bad = () => loadMasterKey(folder, { environment: {} })
    assert.throws(bad, (error: Error) => /32 bytes/.test(error.message) && !error.message.includes('AAAA'))
  }
})

onEach('another master key opens nothing, and the store says so', async (_, open) => {
  const { url } = await open()
  await assert.rejects(openAccess({ url, masterKey: MasterKey.random() }), /master key is not the one/)
})

onEach('after a rotation the new key alone opens everything', async (t, open) => {
  const world = await open()
  const { access, system, clock, url, masterKey, db } = world
  const { actor, email, tokens } = await person(world)
  const { secret } = await access.totp.begin(actor, PASSWORD)
  await access.totp.confirm(actor, await generate({ secret, epoch: clock.now / 1_000 }))
  await access.keys.create(actor, { name: 'k', kind: 'HMAC', scopes: ['read'] })
  await assert.rejects(access.rotateMasterKey(system, MasterKey.random()), /present one behind it/)
  const both = masterKey.withNew()
  await access.rotateMasterKey(system, both)
  await access.tokens.verify(tokens.accessToken)
  assert.equal((await access.audit.verify()).broken, undefined)
  await assert.rejects(openAccess({ url, masterKey }), /master key is not the one/)
  const next = await openAccess({ url, masterKey: both.newestOnly(), clock: () => clock.now })
  t.after(() => next.close())
  clock.now += 60_000
  await next.tokens.verify(tokens.accessToken)
  const code = await generate({ secret, epoch: Math.floor(clock.now / 1_000) })
  await next.logIn.logIn(VISITOR, { email, password: PASSWORD, code })
  assert.equal((await next.audit.verify()).broken, undefined)
  const old = masterKey.ids[0] ?? ''
  for (const table of ['users', 'api_keys', 'signing_keys', 'master_key_check']) {
    assert.ok(!JSON.stringify(await db.all(`SELECT * FROM ${table}`)).includes(old), table)
  }
})

test('a key file is replaced whole, and holds the old key behind the new one until all is sealed anew', (t) => {
  const folder = newDirectory(t)
  const first = loadMasterKey(folder, { environment: {} })
  const both = first.withNew()
  replaceMasterKey(folder, both)
  assert.deepEqual(loadMasterKey(folder, { environment: {} }).ids, both.ids)
  assert.equal(both.ids[1], first.ids[0])
  replaceMasterKey(folder, both.newestOnly())
  assert.equal(readFileSync(join(folder, KEY_FILE), 'utf8').trim().split('\n').length, 1)
  assert.equal(statSync(join(folder, KEY_FILE)).mode & 0o777, 0o600)
})

test('the database’s file is readable by its owner only', async (t) => {
  const { url } = await onSqlite(t)
  for (const file of [url, `${url}-wal`]) assert.equal(statSync(file).mode & 0o077, 0, file)
})

onEach('an error of the database holds no value', async (_, open) => {
  const { db } = await open()
  const secret = 'a-very-secret-value'
  const wrong: [string, string[]][] = [
    ['INSERT INTO tenants VALUES (?, NULL, 0)', [secret]],
    ['INSERT INTO accounts VALUES (?, ?, ?, NULL, ?, 0, NULL, 0, 0)', [secret, secret, secret, secret]],
    ['UPDATE users SET nothing = ?', [secret]],
  ]
  for (const [sql, values] of wrong) {
    const error: unknown = await db.run(sql, values).then(
      () => undefined,
      (failed: unknown) => failed,
    )
    assert.ok(error instanceof DatabaseError)
    assert.ok(!inspect(error, { depth: 9 }).includes(secret), inspect(error))
  }
})
