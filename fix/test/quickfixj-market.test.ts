// Market data to a counterparty on QuickFIX/J: the book whole, then what changes, by the dictionaries of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { Counterparty, needsQuickfixJ } from './counterparty.ts'
import { Stops } from './stops.ts'
import { LOGON, needsGateway, openVenue } from './venue.ts'

const needs = needsGateway.skip === undefined ? needsQuickfixJ : needsGateway

for (const version of ['4.2', '4.4', '5.0SP2'] as const) {
  test(`FIX ${version}: market data comes whole, then what changes`, needs, async (t) => {
    const stops = new Stops(t)
    const venue = await openVenue(t)
    await venue.add({ compId: 'CLIENT', version })
    await venue.start()
    const instrument = await venue.bob.instrument('BTCUSD')
    await venue.bob.newOrder({ instrument, side: Side.Sell, price: '50000', quantity: '0.01' })
    const them = Counterparty.start(stops, {
      version: `FIX.${version}`,
      us: 'CLIENT',
      them: 'TAPEBOOK',
      port: venue.settings.port,
      logon: LOGON,
    })
    await them.loggedOn()
    them.send('35=V|262=book|263=1|264=0|265=1|267=2|269=0|269=1|146=1|55=BTCUSD|')
    const whole = await them.got({ 35: 'W', 262: 'book' })
    assert.deepEqual(
      [whole.get(55), whole.get(269), whole.get(270), whole.get(271)],
      ['BTCUSD', '1', '50000', '0.01'],
    )
    await venue.bob.newOrder({ instrument, side: Side.Buy, price: '49000', quantity: '0.02' })
    const change = await them.got({ 35: 'X', 269: '0' })
    assert.deepEqual([change.get(279), change.get(270), change.get(271)], ['0', '49000', '0.02'])
    them.send('35=V|262=book|263=2|264=0|267=2|269=0|269=1|146=1|55=BTCUSD|')
    them.send('35=V|262=none|263=1|264=0|265=1|267=1|269=0|146=1|55=NOSUCH|')
    const refused = await them.got({ 35: 'Y', 262: 'none' })
    assert.equal(refused.get(281), '0')
    assert.deepEqual(them.complaints, [])
  })
}
