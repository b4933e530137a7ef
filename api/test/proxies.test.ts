// What a proxy says of who asks, where somebody tries to keep it from being heard.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsAddon, raw, startVenue, statusOf } from './helpers.ts'

const FAR = '198.51.100.7'
const MADE_UP = '203.0.113.9'

/** A log-in that fails, by way of a proxy on this machine that adds its line at the end; `junk` lines stand before it. */
const logIn = (junk: number): string => {
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'wrong' })
  return [
    'POST /api/v1/auth/log-in HTTP/1.1',
    'Host: x',
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    `X-Forwarded-For: ${MADE_UP}`,
    ...Array.from({ length: junk }, (_, at) => `X-Junk-${at}: 1`),
    `X-Forwarded-For: ${FAR}`,
    '',
    body,
  ].join('\r\n')
}

test('headers without end do not hide what a trusted proxy says', needsAddon, async (t) => {
  const venue = await startVenue(t, { api: { trustedProxies: ['127.0.0.1'] } })
  assert.equal(statusOf(await raw(venue, logIn(0))), 401)
  assert.equal(statusOf(await raw(venue, logIn(100))), 431)
  const peers = (await venue.audit()).filter(({ action }) => action === 'LOGIN_FAILED').map(({ ip }) => ip)
  assert.deepEqual(peers, [FAR])
})
