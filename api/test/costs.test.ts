// One peer cannot spend what everybody logs on by.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Method, needsAddon, PASSWORD, startVenue } from './helpers.ts'

test('what needs the hash of a password is dear, and other requests are not', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const { limits } = venue.access
  const taken: number[] = []
  const take = limits.beforeLogIn.bind(limits)
  limits.beforeLogIn = (peer, cost = 1) => {
    taken.push(cost)
    return take(peer, cost)
  }
  const price = async (method: Method, path: string, body?: object): Promise<number> => {
    taken.length = 0
    const { status } = await ann.call(method, path, body === undefined ? {} : { body })
    assert.ok(status < 500, `${method} ${path}: ${status}`)
    return taken.reduce((sum, cost) => sum + cost, 0)
  }
  const auth = '/api/v1/auth'
  const credentials = { email: 'ben@example.com', password: PASSWORD }
  for (const [path, body] of [
    ['sign-up', credentials],
    ['log-in', credentials],
    ['password', { present: 'wrong', password: PASSWORD }],
    ['password/reset', { token: 'x', password: PASSWORD }],
    ['totp', { password: 'wrong' }],
    ['totp/disable', { password: 'wrong', code: '123456' }],
    ['passkeys/options', { password: 'wrong' }],
  ] as const) {
    assert.equal(await price('POST', `${auth}/${path}`, body), 20, path)
  }
  assert.equal(await price('GET', `${auth}/me`), 1)
  assert.equal(await price('GET', '/api/v2/market/pairs'), 1)
})
