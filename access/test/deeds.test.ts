// What operators do, once each and never without a row; and what waits for a second person.
import assert from 'node:assert/strict'
import { type Actor, type NewDeed, Refusal } from '../src/index.ts'
import { onEach, operator, person, refusal, type World } from './helpers.ts'

const DEED: NewDeed = {
  action: 'LIMITS_SET',
  resource: 'LIMITS',
  resourceId: 'account/17',
  before: { order_value: '1' },
  after: { order_value: '2' },
}

const actions = async ({ access, system }: World): Promise<string[]> =>
  (await access.audit.list(system)).map(({ action }) => action)

onEach('a deed stands in the trail before it is done, and is done once', async (t, open) => {
  const world = await open()
  const { access } = world
  const chief = await operator(world, 'SUPER_ADMIN')
  const actor: Actor = { ...chief.actor, reason: 'too large' }
  const { deeds } = access
  await t.test('by its key', async () => {
    const first = await deeds.begin(actor, { ...DEED, key: 'one' })
    assert.match(first.id, /^ad\/[\w-]{24}$/)
    assert.equal(first.outcome, undefined)
    const [row] = await access.audit.list(world.system, { limit: 1 })
    assert.deepEqual(row?.changes, {
      before: { order_value: '1' },
      after: { order_value: '2', request: first.id },
      reason: 'too large',
    })
    const rows = (await actions(world)).length
    // A crash came in between: it is to be done again under the same id.
    assert.deepEqual(await deeds.begin(actor, { ...DEED, key: 'one' }), first)
    await deeds.done(first.id)
    const again = await deeds.begin(actor, { ...DEED, key: 'one', before: { order_value: '2' } })
    assert.deepEqual(again, { id: first.id, outcome: { done: true } })
    assert.equal((await actions(world)).length, rows)
    const others: [Actor, NewDeed][] = [
      [actor, { ...DEED, key: 'one', after: { order_value: '3' } }],
      [
        { ...actor, reason: 'another one' },
        { ...DEED, key: 'one' },
      ],
      [actor, { ...DEED, key: 'one', resourceId: 'account/18' }],
    ]
    for (const [who, deed] of others) await assert.rejects(deeds.begin(who, deed), refusal('CONFLICT'))
  })
  await t.test(
    'without one each is a deed of its own, and so is somebody else’s with the same key',
    async () => {
      const colleague = await operator(world, 'ADMIN')
      const ids = [
        await deeds.begin(actor, DEED),
        await deeds.begin(actor, DEED),
        await deeds.begin(actor, { ...DEED, key: 'two' }),
        await deeds.begin(colleague.actor, { ...DEED, key: 'two' }),
      ].map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length)
    },
  )
  await t.test('what was refused, or not answered, says so', async () => {
    const asked = { ...DEED, key: 'three' }
    const { id } = await deeds.begin(actor, asked)
    await deeds.unanswered(actor, asked, id)
    await deeds.refused(actor, asked, id, { code: 'NO' })
    assert.deepEqual((await actions(world)).slice(0, 3), [
      'LIMITS_SET_REFUSED',
      'LIMITS_SET_UNANSWERED',
      'LIMITS_SET',
    ])
    await deeds.done(id)
    assert.deepEqual((await deeds.begin(actor, asked)).outcome, { refused: { code: 'NO' } })
  })
  assert.equal((await access.audit.verify()).broken, undefined)
  await t.test('what is older than the trail is forgotten', async () => {
    const { id } = await deeds.begin(actor, { ...DEED, key: 'four' })
    await deeds.done(id)
    world.clock.now += 8 * 366 * 86_400_000
    await access.sweep()
    assert.equal((await deeds.begin(actor, { ...DEED, key: 'four' })).outcome, undefined)
  })
})

onEach('a proposal waits for somebody else, whichever process has it', async (_, open) => {
  const world = await open()
  const { access } = world
  const [first, second] = [await operator(world, 'SUPER_ADMIN'), await operator(world, 'SUPER_ADMIN')]
  const admin = await operator(world, 'ADMIN')
  const client = await person(world)
  const by = ({ actor }: { actor: Actor }, reason = 'why not'): Actor => ({ ...actor, reason })
  const make = (who: { actor: Actor }, about: string) =>
    access.proposals.make(by(who), 'TRADE_BUST', about, { trade_id: 1 })
  for (const who of [admin, client]) await assert.rejects(make(who, 'A/1'), refusal('FORBIDDEN'))
  const made = await make(first, 'A/1')
  assert.deepEqual(
    [made.status, made.proposedBy, made.reason, made.body],
    ['PENDING', first.userId, 'why not', { trade_id: 1 }],
  )
  await assert.rejects(make(second, 'A/1'), refusal('CONFLICT'))
  const another = await world.another()
  assert.deepEqual(await another.proposals.get(second.actor, made.id), made)
  await assert.rejects(another.proposals.decide(by(first), made.id, 'APPROVED'), refusal('FORBIDDEN'))
  await assert.rejects(another.proposals.decide(by(admin), made.id, 'APPROVED'), refusal('FORBIDDEN'))
  await assert.rejects(another.proposals.decidable(by(second), 'nothing'), refusal('NOT_FOUND'))
  // Of two at once one holds.
  const both = await Promise.allSettled([
    access.proposals.decide(by(second), made.id, 'APPROVED'),
    another.proposals.decide(by(second), made.id, 'REJECTED'),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const lost = both.find((it): it is PromiseRejectedResult => it.status === 'rejected')
  assert.ok(lost?.reason instanceof Refusal && lost.reason.code === 'CONFLICT')
  const next = await make(second, 'A/1')
  const page = await access.proposals.list(first.actor, { limit: 1 })
  assert.deepEqual(page, [next])
  const rest = await access.proposals.list(first.actor, { limit: 5, before: next.id })
  assert.deepEqual(
    rest.map(({ id }) => id),
    [made.id],
  )
  assert.deepEqual(await access.proposals.list(first.actor, { limit: 5, status: 'PENDING' }), [next])
})
