// People, their keys and the audit trail, as an operator at the machine sees them.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Access, loadMasterKey, openAccess } from '@tapebook/access'
import { freePort, until } from '@tapebook/testing'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, lastRow, needsAddon, tapebook, withStart } from './helpers.ts'

const open = (folder: string): Promise<Access> =>
  openAccess({ url: join(folder, 'access.db'), masterKey: loadMasterKey(folder, { make: false }) })

/** What the API answers, as far as it is looked at. */
interface Answer {
  readonly code?: string
  readonly data?: { readonly access_token: string }
}

const HERE = { peer: '127.0.0.1', agent: 'test' }

// req: AU-05 CO-01
test('the first super admin is made at the machine, and operators are listed, moved and kept out', async () => {
  await inFolder(async (folder) => {
    const ok = async (...args: string[]): Promise<string> => {
      const { code, out, err } = await tapebook(...args)
      assert.equal(code, ExitCode.Ok, err)
      return out
    }
    assert.match(await ok('users', 'list', folder), /there is nobody yet/)
    const chief = ['users', 'create', folder, 'chief@example.org', '--role', 'SUPER_ADMIN']
    const made = lastRow(await ok(...chief, '--json'))
    const passwordFile = join(folder, 'password')
    writeFileSync(passwordFile, 'correct horse battery\n')
    const ana = await ok('users', 'create', folder, 'ana@example.org', '--password-file', passwordFile)
    assert.doesNotMatch(ana, /password|horse/)
    const again = await tapebook(...chief)
    assert.deepEqual([again.code, again.err], [ExitCode.CheckFailed, 'tapebook: The address is taken.\n'])
    const access = await open(folder)
    await access.logIn.logIn(HERE, { email: 'chief@example.org', password: String(made.password) })
    const { accessToken } = await access.logIn.logIn(HERE, {
      email: 'ana@example.org',
      password: 'correct horse battery',
    })
    const actor = { ...HERE, principal: await access.tokens.verify(accessToken) }
    const { key } = await access.keys.create(actor, { name: 'bot', kind: 'HMAC', scopes: ['read'] })
    await access.close()
    assert.match(await ok('users', 'list', folder), /chief@example.org {2}SUPER_ADMIN {2}ACTIVE/)
    assert.match(
      await ok('keys', 'list', folder, 'ana@example.org'),
      new RegExp(`${key.id} {2}bot {2}HMAC {2}read`),
    )
    await ok('keys', 'revoke', folder, key.id)
    assert.match(await ok('keys', 'list', folder, 'ana@example.org'), /revoked/)
    await ok('users', 'role', folder, 'ana@example.org', 'SUPPORT')
    await ok('users', 'disable', folder, 'ana@example.org')
    assert.match(await ok('users', 'list', folder), /ana@example.org {4}SUPPORT {6}DISABLED/)
    await ok('users', 'enable', folder, 'ana@example.org')
    await ok('users', 'log-out', folder, 'ana@example.org')
    await ok('users', 'remove-totp', folder, 'ana@example.org')
    await ok('users', 'tenant', folder, 'north', 'North')
    assert.match(await ok('users', 'list', folder, '--tenant', 'north'), /there is nobody yet/)
    const token = (await ok('users', 'reset', folder, 'ana@example.org')).trim()
    const store = await open(folder)
    await store.users.resetPassword(HERE, token, 'another passphrase')
    await store.logIn.logIn(HERE, { email: 'ana@example.org', password: 'another passphrase' })
    await store.close()
    const nobody = await tapebook('users', 'disable', folder, 'nobody@example.org')
    assert.equal(nobody.code, ExitCode.CheckFailed)
    const trail = await ok('audit', 'list', folder, '--limit', '1000')
    for (const action of [
      'USER_CREATED',
      'USER_ROLE_CHANGED',
      'USER_STATUS_CHANGED',
      'KEY_REVOKED',
      'LOGOUT_EVERYWHERE',
    ]) {
      assert.ok(trail.includes(action), action)
    }
  })
})

// req: CO-09
test('a trail that was changed fails the check, which names the row; the master key is changed under it', async () => {
  await inFolder(async (folder) => {
    for (const name of ['a', 'b', 'c']) {
      assert.equal((await tapebook('users', 'create', folder, `${name}@example.org`)).code, ExitCode.Ok)
    }
    const whole = await tapebook('audit', 'verify', folder, '--json')
    assert.deepEqual([whole.code, lastRow(whole.out)], [ExitCode.Ok, { rows: 3, from: 1, to: 3 }])
    const before = readFileSync(join(folder, 'master.key'), 'utf8')
    assert.equal((await tapebook('keys', 'rotate-master', folder)).code, ExitCode.Ok)
    const after = readFileSync(join(folder, 'master.key'), 'utf8')
    assert.notEqual(after, before)
    assert.equal(after.trim().split('\n').length, 1)
    assert.equal((await tapebook('audit', 'verify', folder)).code, ExitCode.Ok)
    assert.match((await tapebook('audit', 'prune', folder)).out, /^0 rows/)
    const { default: Sqlite } = await import('better-sqlite3')
    const db = new Sqlite(join(folder, 'access.db'))
    db.exec("UPDATE audit SET resource_id = 'x' WHERE id = 2")
    db.close()
    const broken = await tapebook('audit', 'verify', folder)
    assert.equal(broken.code, ExitCode.CheckFailed)
    assert.match(broken.err, /does not hold at row 2/)
    // The key of another folder opens nothing.
    writeFileSync(join(folder, 'master.key'), before)
    const wrong = await tapebook('audit', 'verify', folder)
    assert.equal(wrong.code, ExitCode.CannotRead)
    assert.match(wrong.err, /master key is not the one/)
  })
})

test('what is changed at the machine holds in a running exchange within seconds', needsAddon, async () => {
  await inFolder(async (folder) => {
    const data = join(folder, 'data')
    const email = 'ana@example.org'
    const password = 'correct horse battery'
    for (const [rule, refused] of [
      ['required', 'SECOND_FACTOR_NEEDED'],
      ['off', 'INSUFFICIENT_BALANCE'],
    ] as const) {
      // Chosen here: a machine that is busy may tell none in time.
      const port = await freePort()
      await withStart(data, ['--http-port', String(port), '--second-factor', rule], async () => {
        await until(
          async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status === 200,
          60_000,
        )
        const post = async (
          path: string,
          body: object,
          token = '',
        ): Promise<{ status: number; body: Answer }> => {
          const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
          const to = `http://127.0.0.1:${port}/api${path}`
          const reply = await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) })
          const text = await reply.text()
          return { status: reply.status, body: (text === '' ? {} : JSON.parse(text)) as Answer }
        }
        await post('/v1/auth/sign-up', { email, password })
        const { body } = await post('/v1/auth/log-in', { email, password })
        const token = body.data?.access_token ?? ''
        const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', price: '60000', quantity: '1' }
        // The account is opened a moment later.
        const place = () => post('/v2/orders', order, token)
        let placed = await place()
        for (let waited = 0; placed.body.code === 'CONFLICT' && waited < 100; waited++) {
          await sleep(100)
          placed = await place()
        }
        assert.equal(placed.body.code, refused)
        if (rule === 'required') return
        assert.equal((await tapebook('users', 'disable', data, email)).code, ExitCode.Ok)
        await sleep(1_100)
        assert.deepEqual(
          [(await place()).status, (await post('/v1/auth/log-in', { email, password })).status],
          [401, 401],
        )
        assert.equal((await tapebook('audit', 'verify', data)).code, ExitCode.Ok)
        // The process that runs has the old key.
        const key = readFileSync(join(data, 'master.key'), 'utf8')
        const rotated = await tapebook('keys', 'rotate-master', data)
        assert.equal(rotated.code, ExitCode.CannotRead)
        assert.match(rotated.err, /stop it first/)
        assert.equal(readFileSync(join(data, 'master.key'), 'utf8'), key)
      })
    }
  })
})
