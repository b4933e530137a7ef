// The gateway is killed in mid-flow, by the system and with everything in its hands: nothing happens twice, and nothing is lost.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { until } from '@tapebook/testing'
import { FixSupervisor } from '../src/gateway/supervisor.ts'
import { Engine } from './engine.ts'
import { LOGON, needsGateway, now, openVenue } from './venue.ts'

const ORDERS = 300
const STARTS_MS = 20_000

const order = (at: number): string =>
  `11=order-${at}|55=BTCUSD|54=1|60=${now()}|38=0.0001|40=2|44=${45_000 + at}|59=1|`

// req: FX-11
test(
  'orders in flight when the gateway is killed are entered once, and each is answered',
  needsGateway,
  async (t) => {
    const venue = await openVenue(t)
    await venue.add({ compId: 'CLIENT', messagesPerSecond: 100_000, cancelOnDisconnect: 'never' })
    const troubles: string[] = []
    const gateway = new FixSupervisor(venue.settings, (why) => troubles.push(why))
    venue.ends(() => gateway.stop())
    assert.ok(await gateway.listening(STARTS_MS))
    const client = new Engine('FIX.4.4', 'CLIENT', 'TAPEBOOK')
    venue.ends(async () => client.cut())
    const { port } = venue.settings
    await client.comeBack(port, LOGON)

    const answered = (): Set<string> =>
      new Set(client.inOrder.filter((it) => it.get(150) === '0').map((it) => it.get(11) ?? ''))
    let sent = 0
    let kills = 0
    let traded = false
    await until(async () => {
      client.work()
      if (client.isClosed) {
        if (kills > 0 && !traded) {
          // While nobody is there an order of theirs trades.
          traded = true
          const bitcoin = await venue.bob.instrument('BTCUSD')
          const best = Math.max(...[...answered()].map((id) => Number(id.slice('order-'.length))))
          const limit = { side: Side.Sell, price: `${45_000 + best}`, quantity: '0.0001' } as const
          await venue.bob.newOrder({ instrument: bitcoin, ...limit })
        }
        await client.comeBack(port, LOGON)
        return false
      }
      const most = Math.min(ORDERS, 130 * (kills + 1))
      for (let more = 0; more < 10 && sent < most; more++) client.send('D', order(sent++))
      if (kills < 2 && answered().size > 100 * (kills + 1)) {
        kills++
        const { pid } = gateway
        assert.ok(pid !== undefined)
        process.kill(pid, 'SIGKILL')
        await client.closed()
      }
      return answered().size === ORDERS
    }, 60_000)
    assert.equal(kills, 2)

    // Each order was accepted once, and those that rest on the exchange are those that the counterparty knows of.
    const reports = client.inOrder.filter(({ type }) => type === '8')
    const accepted = reports.filter((it) => it.get(150) === '0').map((it) => it.get(11))
    assert.equal(new Set(accepted).size, accepted.length, 'accepted twice')
    const ids = reports.map((it) => it.get(17))
    assert.equal(new Set(ids).size, ids.length, 'an ExecID came twice under two numbers')
    assert.deepEqual(
      reports.filter((it) => it.get(39) === '8').map((it) => it.text),
      [],
    )
    const fills = reports.filter((it) => it.get(150) === 'F')
    assert.ok(fills.length >= 1, 'what happened while the gateway was away was told')
    const open = await venue.operator.orders({ account: venue.account })
    const filled = fills.filter((it) => it.get(39) === '2').length
    assert.equal(open.length, ORDERS - filled)
    assert.equal(new Set(open.map(({ clientId }) => clientId)).size, open.length)
    const audit = readFileSync(join(venue.folder, 'audit.jsonl'), 'utf8')
    assert.equal(
      audit
        .trim()
        .split('\n')
        .filter((line) => line.includes('"logon"')).length,
      3,
    )
  },
)
