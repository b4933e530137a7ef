// FIX over TLS: a certificate is bound to a CompID.
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Authority, needsOpenssl } from '@tapebook/testing'
import { RawClient } from './raw.ts'
import { LOGON, needsGateway, openVenue } from './venue.ts'

const needs = { ...needsOpenssl, ...needsGateway }

test('a counterparty comes with its certificate, and with no other', needs, async (t) => {
  const venue = await openVenue(t)
  mkdirSync(venue.folder, { recursive: true })
  const authority = new Authority(venue.folder, 'authority')
  const [server, own, other] = ['server', 'own', 'other'].map((name) => authority.issue(name))
  assert.ok(server && own && other)
  const { fingerprint256 } = new X509Certificate(readFileSync(own.cert))
  await venue.add({ compId: 'BOUND', certificates: [fingerprint256] })
  await venue.add({ compId: 'FREE' })
  const tls = { certificate: server.cert, key: server.key, authorities: authority.cert }
  venue.settings = { ...venue.settings, tls }
  await venue.start()
  const come = async (compId: string, with_: { cert: string; key: string }): Promise<RawClient> => {
    const client = new RawClient('FIX.4.4', compId, 'TAPEBOOK')
    venue.ends(async () => client.cut())
    const [cert, key, ca] = [with_.cert, with_.key, authority.cert].map((file) => readFileSync(file))
    await client.connect(venue.settings.port, { cert, key, ca })
    return client
  }

  const right = await come('BOUND', own)
  assert.equal((await right.logon(LOGON)).type, 'A')
  right.send('1', '112=through|')
  assert.equal((await right.wait(({ type }) => type === '0')).get(112), 'through')
  const free = await come('FREE', other)
  assert.equal((await free.logon(LOGON)).type, 'A')
  right.send('5')
  await right.closed()

  const wrong = await come('BOUND', other)
  await wrong.logon(LOGON).catch(() => undefined)
  await wrong.closed()
  assert.equal(wrong.received.length, 0)

  // Past TLS, by the port that QuickFIX has on loopback, the password alone is not enough.
  const around = new RawClient('FIX.4.4', 'BOUND', 'TAPEBOOK')
  venue.ends(async () => around.cut())
  await around.connect(venue.gateway.innerPort)
  around.next = right.next
  const refused = await around.logon(LOGON)
  assert.equal(refused.type, '5')
})
