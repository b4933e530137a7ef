// Codes of the WebSocket API that REST does not have.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsAddon } from '@tapebook/testing'
import { startVenue } from './helpers.ts'

// req: WS-07
test('what only the WebSocket API refuses has its code and its words', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const peer = await venue.open('/ws-api/v3')
  peer.say('{"id":')
  const torn = await peer.find(({ id, error }) => id === null && error !== undefined)
  assert.deepEqual([torn.status, torn.error], [400, { code: -1135, msg: 'Invalid JSON Request' }])
  const unknown = await peer.ask({ id: 1, method: 'order.guess' })
  assert.deepEqual(unknown.error, { code: -1020, msg: 'This operation is not supported.' })
  const subscribe = { method: 'userDataStream.subscribe.signature' }
  assert.equal((await peer.ask({ id: 2, ...subscribe, params: ann.sign() })).status, 200)
  const twice = await peer.ask({ id: 3, ...subscribe, params: ann.sign({ recvWindow: 6_000 }) })
  assert.deepEqual(twice.error, { code: -2035, msg: 'User Data Stream subscription already active.' })
  const none = await peer.ask({ id: 4, method: 'userDataStream.unsubscribe', params: { subscriptionId: 9 } })
  assert.deepEqual(
    [none.status, none.error],
    [400, { code: -2036, msg: 'User Data Stream subscription not found.' }],
  )
})
