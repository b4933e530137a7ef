// The table of permissions, cell by cell, against a second one that is written out here.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  type Actor,
  PERMISSIONS,
  type Permission,
  type Principal,
  permissionsPage,
  ROLES,
  type Role,
  SCOPES,
} from '../src/index.ts'
import { need } from '../src/principal.ts'
import { onSqlite, operator, person, refusal } from './helpers.ts'

/** Roles in the order SUPER_ADMIN, ADMIN, RISK_MANAGER, SUPPORT, CLIENT; then scope, and 2 where a second factor is needed. */
const TABLE: Readonly<Record<Permission, string>> = {
  'own.security.manage': 'x x x x x person',
  'own.profile.read': 'x x x x x read',
  'own.keys.manage': 'x - - - x person',
  'own.accounts.read': 'x - - - x read',
  'own.accounts.create': 'x - - - x person',
  'own.accounts.update': 'x - - - x person',
  'own.balances.read': 'x - - - x read',
  'own.ledgers.read': 'x - - - x read',
  'own.orders.read': 'x - - - x read',
  'own.positions.read': 'x - - - x read',
  'own.orders.place': 'x - - - x trade 2',
  'own.orders.cancel': 'x - - - x trade',
  'own.withdrawals.request': 'x - - - x withdraw 2',
  'own.sandbox.use': 'x - - - x trade',
  'accounts.read': 'x x - x - read',
  'accounts.create': 'x x - - - manage',
  'accounts.update': 'x x - - - manage',
  'accounts.freeze': 'x x - - - manage',
  'accounts.close': 'x x - - - manage',
  'balances.read': 'x x - x - read',
  'ledgers.read': 'x x - x - read',
  'orders.read': 'x x - - - read',
  'positions.read': 'x - x - - read',
  'deposits.create': 'x x - - - manage 2',
  'withdrawals.approve': 'x x - - - manage 2',
  'fees.read': 'x x x x - read',
  'fees.update': 'x x - - - manage',
  'assets.update': 'x x - - - manage',
  'reports.read': 'x x - - - read',
  'risk.read': 'x - x - - read',
  'risk.update': 'x - x - - manage 2',
  'instruments.read': 'x x x x - read',
  'instruments.update': 'x - - - - manage 2',
  'instruments.phase': 'x x x - - manage 2',
  'members.read': 'x x x x - read',
  'members.update': 'x - - - - manage 2',
  'trades.bust': 'x - - - - manage 2',
  'sandbox.read': 'x x x x - read',
  'sandbox.update': 'x x - - - manage',
  'fix.read': 'x x x x - read',
  'fix.control': 'x x - - - manage 2',
  'users.read': 'x x - x - read',
  'users.create': 'x x - - - manage',
  'users.update': 'x x - - - manage 2',
  'users.role': 'x - - - - person 2',
  'keys.revoke': 'x x - - - manage',
  'audit.read': 'x x - - - read',
  'secrets.rotate': 'x - - - - person 2',
}

const somebody = (role: Role, rest: Partial<Principal> = {}): Principal => ({
  userId: 'u',
  tenantId: 'main',
  role,
  accounts: [],
  scopes: SCOPES,
  secondFactor: true,
  ...rest,
})

/** The code of the refusal; empty if there is none. */
function answer(principal: Principal, permission: Permission, secondFactor = true): string {
  try {
    need(principal, permission, secondFactor)
    return ''
  } catch (error) {
    return (error as { code: string }).code
  }
}

// req: AU-05 AU-11
test('each role may do what the table says, and nothing else', () => {
  assert.deepEqual(Object.keys(TABLE), Object.keys(PERMISSIONS))
  for (const [permission, line] of Object.entries(TABLE) as [Permission, string][]) {
    const [scope, factor] = line.split(' ').slice(5)
    ROLES.forEach((role, at) => {
      const cell = `${role} ${permission}`
      const may = line.split(' ')[at] === 'x'
      assert.equal(answer(somebody(role), permission), may ? '' : 'FORBIDDEN', cell)
      if (!may) return
      const others = SCOPES.filter((it) => it !== scope)
      assert.equal(answer(somebody(role, { scopes: others }), permission), 'FORBIDDEN', cell)
      const alone = somebody(role, { scopes: SCOPES.filter((it) => it === scope), secondFactor: false })
      assert.equal(answer(alone, permission), factor === '2' ? 'SECOND_FACTOR_NEEDED' : '', cell)
      assert.equal(answer(alone, permission, false), '', cell)
    })
  }
})

test('the page shows the table', () => {
  const place = new URL('../../docs/reference/permissions.md', import.meta.url)
  if (process.env.UPDATE_PAGES === '1') writeFileSync(place, permissionsPage())
  assert.equal(readFileSync(place, 'utf8'), permissionsPage(), 'write it with UPDATE_PAGES=1')
})

// req: AU-11
test('every deed of the store that the table knows asks for its permission', async (t) => {
  const world = await onSqlite(t)
  const { access, system } = world
  const client = await person(world)
  const target = await person(world)
  const [account] = target.actor.principal.accounts
  const uuid = account?.uuid ?? ''
  const email = (): string => `new-${Math.random()}@example.org`
  const password = 'correct horse battery'
  const deeds: [Permission, (actor: Actor) => Promise<unknown>][] = [
    ['users.read', (it) => access.users.list(it)],
    ['users.create', (it) => access.users.create(it, { email: email(), password })],
    ['users.role', (it) => access.users.create(it, { email: email(), password, role: 'SUPPORT' })],
    ['users.update', (it) => access.users.logOutEverywhere(it, target.userId)],
    ['accounts.create', (it) => access.accounts.create(it, { name: 'x', userId: target.userId })],
    ['accounts.update', (it) => access.accounts.rename(it, uuid, 'y')],
    ['accounts.freeze', (it) => access.accounts.setFrozen(it, uuid, false)],
    ['withdrawals.approve', (it) => access.accounts.ownerOf(it, account?.account ?? 0)],
    ['keys.revoke', (it) => access.keys.list(it, target.userId)],
    ['audit.read', (it) => access.audit.list(it)],
    ['own.keys.manage', (it) => access.keys.list(it)],
    ['own.security.manage', (it) => access.logIn.sessions(it)],
    ['secrets.rotate', (it) => access.tokens.rotate(it)],
  ]
  const people: [Role, Actor][] = [
    ['SUPER_ADMIN', system],
    ['CLIENT', client.actor],
  ]
  for (const role of ['ADMIN', 'RISK_MANAGER', 'SUPPORT'] as const) {
    people.push([role, (await operator(world, role)).actor])
  }
  for (const [permission, deed] of deeds) {
    for (const [role, actor] of people) {
      const may = TABLE[permission].split(' ')[ROLES.indexOf(role)] === 'x'
      if (may) await deed(actor)
      else {
        const error = await deed(actor).then(
          () => undefined,
          (it: unknown) => it,
        )
        // Somebody else's account is not there for who may not see it.
        const code = (error as { code?: string } | undefined)?.code ?? 'nothing'
        assert.ok(['FORBIDDEN', 'NOT_FOUND'].includes(code), `${role} ${permission}: ${code}`)
      }
    }
  }
})

test('nobody disables themselves, changes their own role, or makes operators without the right to', async (t) => {
  const world = await onSqlite(t)
  const { access } = world
  const chief = await operator(world, 'SUPER_ADMIN')
  const admin = await operator(world, 'ADMIN')
  await assert.rejects(access.users.setRole(chief.actor, chief.userId, 'CLIENT'), refusal('CONFLICT'))
  await assert.rejects(access.users.setStatus(chief.actor, chief.email, 'DISABLED'), refusal('CONFLICT'))
  await assert.rejects(access.users.setStatus(admin.actor, chief.userId, 'DISABLED'), refusal('FORBIDDEN'))
  await assert.rejects(access.users.logOutEverywhere(admin.actor, chief.userId), refusal('FORBIDDEN'))
})
