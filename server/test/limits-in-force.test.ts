import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  generateKey,
  LimitScope,
  MessageType,
  RejectedError,
  RejectReason,
  Side,
  setGroupOwner,
  setLimits,
  setReferenceRate,
  setRiskGroup,
} from '@tapebook/client'
import { startExchange } from './helpers.ts'

// req: VR-07 VR-11 VR-12 VR-16
test('limits in force are told with what they count, and only to whom they concern', async (t) => {
  const exchange = await startExchange(t)
  const { btc, usd } = exchange
  const [operator, alice, bob] = [
    await exchange.connect('operator'),
    await exchange.connect('alice'),
    await exchange.connect('bob'),
  ]
  const { account } = alice
  assert.deepEqual(await alice.limits(), [])
  await setReferenceRate(operator, usd, '1')
  const { publicKey } = generateKey()
  const body = { publicKey, target: 0, permissions: 1 | 4, rateLimit: 0 }
  const member = Number((await operator.request(MessageType.RegisterKey, body)).id)
  await setRiskGroup(operator, account, 5)
  await setRiskGroup(operator, bob.account, 5)
  await setGroupOwner(operator, 5, member)
  const own = { orderValue: '99000.5', dailyVolume: '1000000', rate: { orders: 50, windowMs: 1_000 } }
  const ofTier = { position: '500000', dayTrades: 7 }
  const ofInstrument = { impactPpm: 20_000, deviationPpm: 100_000 }
  const ofGroup = { openOrders: 40, dailyVolume: '2000000' }
  const ofMember = { position: '700000' }
  await setLimits(operator, { account }, own)
  await setLimits(operator, { tier: 0 }, ofTier)
  await setLimits(operator, { instrument: btc }, ofInstrument)
  await setLimits(operator, { riskGroup: 5 }, ofGroup)
  await setLimits(operator, { member }, ofMember)

  const sell = { instrument: btc, side: Side.Sell, price: '64000' } as const
  await bob.newOrder({ ...sell, quantity: '0.3' })
  await alice.newOrder({ instrument: btc, side: Side.Buy, price: '64000', quantity: '0.1' })
  await alice.newOrder({ instrument: btc, side: Side.Buy, price: '63000', quantity: '0.1' })
  const none = { volume: '0', dayTrades: 0, openOrders: 0 }
  const all = [
    {
      scope: LimitScope.Account,
      id: account,
      limits: own,
      counted: { ...none, volume: '6400', openOrders: 1 },
    },
    { scope: LimitScope.Tier, id: 0, limits: ofTier, counted: none },
    {
      scope: LimitScope.RiskGroup,
      id: 5,
      limits: ofGroup,
      counted: { ...none, volume: '12800', openOrders: 2 },
    },
    {
      scope: LimitScope.Member,
      id: member,
      limits: ofMember,
      counted: { ...none, volume: '12800', openOrders: 2 },
    },
    { scope: LimitScope.Instrument, id: btc.id, limits: ofInstrument, counted: none },
  ]
  assert.deepEqual(await alice.limits(), all)
  assert.deepEqual(await alice.limits({ account }), all)
  assert.deepEqual(await operator.limits({ account }), all)
  assert.deepEqual(
    (await bob.limits()).map(({ scope }) => scope),
    all.slice(1).map(({ scope }) => scope),
  )
  assert.deepEqual(await operator.limits({ setFor: { riskGroup: 5 } }), [all[2]])
  assert.deepEqual(await operator.limits({ setFor: { tier: 3 } }), [
    { scope: LimitScope.Tier, id: 3, limits: {}, counted: none },
  ])
  const byScope = await operator.limits('all')
  assert.deepEqual(
    byScope.map(({ scope, id }) => [scope, id]),
    [0, 1, 4, 2, 3].map((at) => [all[at]!.scope, all[at]!.id]),
  )

  const refused = (question: Promise<unknown>, reason: RejectReason) =>
    assert.rejects(question, (error) => error instanceof RejectedError && error.reason === reason)
  await refused(alice.limits({ account: bob.account }), RejectReason.NotPermitted)
  await refused(alice.limits({ setFor: { account } }), RejectReason.NotPermitted)
  await refused(alice.limits('all'), RejectReason.NotPermitted)
  await refused(operator.limits({ account: 9_999 }), RejectReason.UnknownAccount)
  await refused(operator.limits({ setFor: { account: 9_999 } }), RejectReason.UnknownAccount)
  await refused(operator.limits({ setFor: { tier: 16 } }), RejectReason.InvalidParameter)
  await refused(operator.limits({ setFor: { instrument: 99 } }), RejectReason.UnknownInstrument)
  await refused(operator.limits({ setFor: { riskGroup: 0 } }), RejectReason.InvalidParameter)
  await refused(operator.limits({ setFor: { member: 99 } }), RejectReason.UnknownKey)

  // A limit that is gone is not told any more, and sums begin anew with the next one.
  await setLimits(operator, { riskGroup: 5 }, {})
  assert.equal((await alice.limits()).length, 4)
})
