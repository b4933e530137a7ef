// Accounts of people, and what of them goes to the engine.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PendingCommand } from '../src/index.ts'
import { ownAccount } from '../src/index.ts'
import { answerEngine, onEach, onSqlite, operator, PASSWORD, person, refusal, VISITOR } from './helpers.ts'

// req: AL-01 AL-20
onEach('a person has several accounts, each with a uuid here and a number in the engine', async (_, open) => {
  const world = await open()
  const { access, clock } = world
  const { actor, userId, tokens } = await person(world)
  const made = await access.accounts.create(actor, { name: '  Savings  ' })
  assert.match(made.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual(
    { ...made, uuid: '' },
    {
      uuid: '',
      userId,
      account: undefined,
      name: 'Savings',
      isFrozen: false,
      isClosed: false,
      createdAt: clock.now,
      updatedAt: clock.now,
    },
  )
  await answerEngine(world)
  const { accounts, total } = await access.accounts.list(actor)
  assert.equal(total, 2)
  assert.deepEqual(accounts.map(({ name }) => name).sort(), ['Main', 'Savings'])
  assert.ok(accounts.every(({ account }) => account !== undefined))
  const { accounts: trading } = await access.tokens.verify(tokens.accessToken)
  assert.equal(trading.length, 2)
  assert.equal(ownAccount({ ...actor.principal, accounts: trading }, made.uuid).uuid, made.uuid)
})

// req: AU-02
onEach('an account is seen by its owner and by who may, and is not there for others', async (_, open) => {
  const world = await open()
  const { access, system } = world
  const owner = await person(world)
  const other = await person(world)
  const uuid = owner.actor.principal.accounts[0]?.uuid ?? ''
  const [support, admin, risk] = await Promise.all(
    (['SUPPORT', 'ADMIN', 'RISK_MANAGER'] as const).map((role) => operator(world, role)),
  )
  assert.equal((await access.accounts.get(owner.actor, uuid)).uuid, uuid)
  assert.equal((await access.accounts.get(support!.actor, uuid)).uuid, uuid)
  await assert.rejects(access.accounts.get(other.actor, uuid), refusal('NOT_FOUND'))
  await assert.rejects(access.accounts.get(risk!.actor, uuid), refusal('NOT_FOUND'))
  await assert.rejects(access.accounts.get(owner.actor, 'no uuid'), refusal('NOT_FOUND'))
  assert.throws(() => ownAccount(other.actor.principal, uuid), refusal('NOT_FOUND'))
  await assert.rejects(access.accounts.rename(other.actor, uuid, 'x'), refusal('NOT_FOUND'))
  await assert.rejects(access.accounts.rename(support!.actor, uuid, 'x'), refusal('FORBIDDEN'))
  assert.equal((await access.accounts.rename(owner.actor, uuid, 'Mine')).name, 'Mine')
  assert.equal((await access.accounts.rename(admin!.actor, uuid, 'Theirs')).name, 'Theirs')
  for (const name of ['', ' ', 'x'.repeat(65), 'a\rb']) {
    await assert.rejects(access.accounts.rename(owner.actor, uuid, name), refusal('INVALID_INPUT'))
  }
  await assert.rejects(access.accounts.setFrozen(owner.actor, uuid, true), refusal('FORBIDDEN'))
  await assert.rejects(access.accounts.close(owner.actor, uuid), refusal('FORBIDDEN'))
  await assert.rejects(
    access.accounts.create(other.actor, { name: 'x', userId: owner.userId }),
    refusal('FORBIDDEN'),
  )
  assert.equal((await access.accounts.list(other.actor, { userId: owner.userId })).total, 0)
  assert.equal((await access.accounts.list(support!.actor, { userId: owner.userId })).total, 1)
  assert.equal((await access.accounts.list(system)).total, 2)
})

// req: WS-08
onEach('nothing of a tenant is there for people of another, operators among them', async (_, open) => {
  const world = await open()
  const { access, system } = world
  const { actor, userId, email } = await person(world)
  const uuid = actor.principal.accounts[0]?.uuid ?? ''
  await access.users.createTenant(system, 'north', 'North')
  const chief = { ...system, principal: { ...system.principal, tenantId: 'north' } }
  await assert.rejects(access.users.get(chief, userId), refusal('NOT_FOUND'))
  await assert.rejects(access.users.get(chief, email), refusal('NOT_FOUND'))
  await assert.rejects(access.users.setStatus(chief, userId, 'DISABLED'), refusal('NOT_FOUND'))
  await assert.rejects(access.accounts.get(chief, uuid), refusal('NOT_FOUND'))
  await assert.rejects(access.accounts.setFrozen(chief, uuid, true), refusal('NOT_FOUND'))
  await assert.rejects(access.accounts.create(chief, { name: 'x', userId }), refusal('NOT_FOUND'))
  assert.deepEqual(await access.users.list(chief), [])
  assert.equal((await access.accounts.list(chief)).total, 0)
  assert.deepEqual(await access.keys.list(chief, userId), [])
  assert.ok((await access.audit.list(chief)).every(({ tenantId }) => tenantId === 'north'))
  // The same address is another person there.
  await access.users.signUp(VISITOR, { email, password: PASSWORD, tenant: 'north' })
  const there = await access.logIn.logIn(VISITOR, { email, password: PASSWORD, tenant: 'north' })
  assert.notEqual(there.userId, userId)
  assert.equal((await access.tokens.verify(there.accessToken)).tenantId, 'north')
})

// req: RA-05
test('accounts are listed by fifteen', async (t) => {
  const world = await onSqlite(t, { settings: { accountsMax: 17 } })
  const { access, clock } = world
  const { actor } = await person(world)
  for (let n = 1; n < 17; n++) {
    clock.now++
    await access.accounts.create(actor, { name: `A ${n}` })
  }
  const pages = [1, 2, 3].map((page) => access.accounts.list(actor, { page }))
  const [first, second, third] = await Promise.all(pages)
  assert.deepEqual(
    [first, second, third].map((it) => it?.accounts.length),
    [15, 2, 0],
  )
  assert.equal(first?.total, 17)
  assert.equal(second?.accounts[1]?.name, 'A 16')
  await assert.rejects(access.accounts.create(actor, { name: 'one more' }), refusal('CONFLICT'))
})

onEach('of requests at the same time as many go through as there may be accounts', async (_, open) => {
  const world = await open({ settings: { accountsMax: 3 } })
  const { actor } = await person(world)
  const stores = [world.access, await world.another()]
  const all = await Promise.allSettled(
    [0, 1, 2, 3, 4, 5].map((n) => stores[n % 2]!.accounts.create(actor, { name: `A ${n}` })),
  )
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 2)
})

onEach('commands for the engine wait until they are confirmed, whatever ends in between', async (_, open) => {
  const world = await open()
  const { access, system } = world
  await access.users.signUp(VISITOR, { email: 'someone@example.org', password: PASSWORD })
  const [opening] = await access.outbox.pending()
  assert.equal(opening?.kind, 'OPEN_ACCOUNT')
  // A client id: 36 signs that the engine takes.
  assert.match(opening?.id ?? '', /^[A-Za-z0-9._:/-]{36}$/)
  const { accounts } = await access.accounts.list(system)
  const uuid = accounts[0]?.uuid ?? ''
  // Frozen before the engine knows it: that comes after the opening.
  await access.accounts.setFrozen(system, uuid, true)
  assert.equal((await access.outbox.pending()).length, 1)
  const restarted = await world.another()
  assert.deepEqual(await restarted.outbox.pending(), [opening])
  await restarted.outbox.confirm(opening?.id ?? '', { account: 41 })
  await restarted.outbox.confirm(opening?.id ?? '', { account: 42 })
  const [freezing] = await access.outbox.pending()
  const { id: _id, ...command } = freezing as PendingCommand
  assert.deepEqual(command, { kind: 'SET_ACCOUNT_STATUS', account: 41, status: 'FROZEN', cancelOrders: true })
  await access.outbox.confirm(freezing?.id ?? '', {})
  assert.deepEqual(await access.outbox.pending(), [])
  await access.outbox.confirm('unknown', {})
})

onEach('what the engine refuses is taken back', async (_, open) => {
  const world = await open()
  const { access, system } = world
  const { actor } = await person(world)
  const uuid = actor.principal.accounts[0]?.uuid ?? ''
  const refuse = async (): Promise<void> => {
    for (const { id } of await access.outbox.pending())
      await access.outbox.confirm(id, { refused: 'NotFlat' })
  }
  await access.accounts.close(system, uuid)
  await assert.rejects(access.accounts.get(actor, uuid), refusal('NOT_FOUND'))
  await refuse()
  assert.equal((await access.accounts.get(actor, uuid)).isClosed, false)
  await access.accounts.setFrozen(system, uuid, true)
  await refuse()
  assert.equal((await access.accounts.get(actor, uuid)).isFrozen, false)
  const second = await access.accounts.create(actor, { name: 'Second' })
  await refuse()
  await assert.rejects(access.accounts.get(actor, second.uuid), refusal('NOT_FOUND'))
  await access.accounts.close(system, uuid)
  await answerEngine(world)
  await assert.rejects(access.accounts.get(actor, uuid), refusal('NOT_FOUND'))
})

test('who sends commands is told that there are some', async (t) => {
  const world = await onSqlite(t)
  const { access } = world
  let told = 0
  const stop = access.outbox.onCommand(() => told++)
  const { actor } = await person(world)
  assert.ok(told > 0)
  stop()
  told = 0
  await access.accounts.create(actor, { name: 'x' })
  assert.equal(told, 0)
})
