import assert from 'node:assert/strict'
import { copyFileSync, readFileSync } from 'node:fs'
import { Agent, type RequestOptions, request } from 'node:https'
import { test } from 'node:test'
import type { SecureVersion, TLSSocket } from 'node:tls'
import { Authority, type Certificate, needsAddon, needsOpenssl, newDirectory } from '@tapebook/testing'
import { PASSWORD, startVenue } from './helpers.ts'

const needs = { ...needsAddon, ...needsOpenssl }

interface Asked {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape.
  readonly body: any
  /** Name in the server's certificate, and what is spoken. */
  readonly name: string
  readonly protocol: string
}

interface How {
  readonly method?: string
  readonly body?: object
  readonly token?: string
  readonly show?: Certificate
  readonly version?: SecureVersion
}

/** A request on a connection of its own. */
function ask(port: number, path: string, authority: Authority, how: How = {}): Promise<Asked> {
  const { method = 'GET', body, token, show, version } = how
  const options: RequestOptions = {
    ...{
      host: '127.0.0.1',
      port,
      path,
      method,
      agent: new Agent({ keepAlive: false, maxCachedSessions: 0 }),
    },
    ca: readFileSync(authority.cert),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(show && { cert: readFileSync(show.cert), key: readFileSync(show.key) }),
    ...(version && { minVersion: version, maxVersion: version }),
  }
  return new Promise((resolve, reject) => {
    const asked = request(options, (reply) => {
      const socket = reply.socket as TLSSocket
      const name = String(socket.getPeerCertificate().subject.CN)
      const protocol = socket.getProtocol() ?? ''
      let text = ''
      reply.on('data', (bytes: Buffer) => (text += bytes))
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, body: JSON.parse(text), name, protocol }),
      )
    })
    asked.on('error', reject).end(body && JSON.stringify(body))
  })
}

// req: AU-09
test('operators are served where they show a certificate, and nowhere else', needs, async (t) => {
  const folder = newDirectory(t)
  const [venueCa, staffCa] = [new Authority(folder, 'venue-ca'), new Authority(folder, 'staff-ca')]
  const [forClients, forOperators] = [venueCa.issue('clients'), venueCa.issue('operators')]
  const operators = { ...forOperators, ca: staffCa.cert, port: 0 }
  const venue = await startVenue(t, { api: { tls: forClients, operators } })
  const [clients, admin] = [venue.port, venue.operatorPort!]
  assert.notEqual(clients, admin)
  await venue.person('ann')
  await venue.person('root', {}, 'SUPER_ADMIN')
  const logIn = (name: string) => ({
    method: 'POST',
    body: { email: `${name}@example.com`, password: PASSWORD },
  })
  const LOG_IN = '/api/v1/auth/log-in'
  const show = staffCa.issue('root')

  // 1.3 on both, by certificates of their own.
  const [seen, own] = [
    await ask(clients, '/healthz', venueCa),
    await ask(admin, '/healthz', venueCa, { show }),
  ]
  assert.deepEqual([seen.name, seen.protocol], ['clients', 'TLSv1.3'])
  assert.deepEqual([own.name, own.protocol], ['operators', 'TLSv1.3'])
  for (const port of [clients, admin])
    await assert.rejects(
      ask(port, '/healthz', venueCa, { show, version: 'TLSv1.2' }),
      /alert protocol version/,
    )

  // Without a certificate, or with one of another authority, there is no answer.
  const REFUSED = /certificate|ECONNRESET|socket hang up/
  await assert.rejects(ask(admin, '/healthz', venueCa), REFUSED)
  await assert.rejects(ask(admin, '/healthz', venueCa, { show: venueCa.issue('stranger') }), REFUSED)

  // An operator logs on there, and is nobody to the others, as a wrong password is.
  const root = await ask(admin, LOG_IN, venueCa, { ...logIn('root'), show })
  assert.equal(root.status, 200)
  const token = root.body.data.access_token as string
  const elsewhere = await ask(clients, LOG_IN, venueCa, logIn('root'))
  const wrong = await ask(clients, LOG_IN, venueCa, {
    method: 'POST',
    body: { email: 'root@example.com', password: 'not this one at all' },
  })
  assert.equal(elsewhere.status, 401)
  assert.deepEqual(elsewhere.body, wrong.body)
  assert.equal((await ask(admin, '/admin/users', venueCa, { token, show })).status, 200)
  for (const path of ['/admin/users', '/admin/nothing'])
    assert.deepEqual((await ask(clients, path, venueCa, { token })).body.code, 'NOT_FOUND')
  assert.equal((await ask(clients, '/api/v1/accounts', venueCa, { token })).status, 401)

  // A client goes on as before.
  const ann = await ask(clients, LOG_IN, venueCa, logIn('ann'))
  const balances = { token: ann.body.data.access_token as string }
  assert.equal((await ask(clients, '/api/v2/account/balances', venueCa, balances)).status, 200)

  // Certificates that are renewed hold for connections from then on; what is no certificate changes nothing.
  const renewed = venueCa.issue('clients-renewed')
  copyFileSync(renewed.cert, forClients.cert)
  copyFileSync(renewed.key, forClients.key)
  venue.reload()
  assert.equal((await ask(clients, '/healthz', venueCa)).name, 'clients-renewed')
  copyFileSync(show.key, forClients.cert)
  assert.throws(() => venue.reload())
  assert.equal((await ask(clients, '/healthz', venueCa)).name, 'clients-renewed')
})
