import assert from 'node:assert/strict'
import { once } from 'node:events'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect, type SecureVersion } from 'node:tls'
import { Client } from '@tapebook/client'
import { Authority, freePort, needsOpenssl, until } from '@tapebook/testing'
import { WebSocket } from 'ws'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, needsAddon, tapebook, withStart } from './helpers.ts'

/** Name in the certificate that a port shows. */
function nameAt(port: number, ca: Buffer, maxVersion: SecureVersion = 'TLSv1.3'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ca, maxVersion }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN))
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

// req: AU-09 RA-16
test('start with certificates speaks TLS on its ports, and a hang-up signal renews those of HTTP and of the streams', {
  ...needsAddon,
  ...needsOpenssl,
}, async () => {
  await inFolder(async (folder) => {
    const data = join(folder, 'data')
    const authority = new Authority(folder, 'authority')
    const ca = readFileSync(authority.cert)
    const [server, admin] = [authority.issue('venue'), authority.issue('staff')]
    const flags = [
      '--http-port',
      '0',
      '--streams-port',
      String(await freePort()),
      '--tls-cert',
      server.cert,
      '--tls-key',
      server.key,
    ]
    const own = ['--admin-port', '0', '--admin-tls-cert', admin.cert, '--admin-tls-key', admin.key]
    await withStart(
      data,
      [...flags, ...own, '--admin-tls-ca', authority.cert],
      async (started, lines, errors) => {
        const { url, http_port, admin_port, streams_port, pid } = started
        assert.match(url, /^wss:/)
        const demo = JSON.parse(String((await lines[Symbol.asyncIterator]().next()).value)) as {
          users: { alice: string }
        }
        const privateKey = readFileSync(demo.users.alice, 'utf8')
        const alice = await Client.connect({ url, privateKey, ca, reconnect: false })
        assert.ok((await alice.balances()).length > 0)
        await alice.close()
        assert.equal(await nameAt(http_port, ca), 'venue')
        assert.equal(await nameAt(streams_port, ca), 'venue')
        assert.equal(await nameAt(admin_port, ca), 'staff')
        for (const port of [http_port, streams_port, admin_port])
          await assert.rejects(nameAt(port, ca, 'TLSv1.2'), /ALERT|alert|ECONNRESET/)
        const reader = new WebSocket(`wss://127.0.0.1:${streams_port}/ws`, { ca })
        const told = once(reader, 'message')
        await once(reader, 'open')
        // What is no certificate changes nothing.
        const cert = readFileSync(server.cert)
        writeFileSync(server.cert, 'no certificate')
        process.kill(pid, 'SIGHUP')
        await until(() => errors().includes('streams: the certificate is as it was'))
        assert.equal(await nameAt(streams_port, ca), 'venue')
        assert.equal(reader.readyState, WebSocket.OPEN)
        writeFileSync(server.cert, cert)
        const renewed = authority.issue('venue-renewed')
        copyFileSync(renewed.cert, server.cert)
        copyFileSync(renewed.key, server.key)
        process.kill(pid, 'SIGHUP')
        await until(async () => (await nameAt(http_port, ca)) === 'venue-renewed')
        assert.equal(JSON.parse(String((await told)[0])).e, 'serverShutdown')
        await until(async () => (await nameAt(streams_port, ca).catch(() => '')) === 'venue-renewed')
      },
    )
    for (const lone of [flags.slice(0, 6), ['--admin-port', '0']]) {
      const refused = await tapebook('start', '--data', join(folder, 'other'), ...lone)
      assert.equal(refused.code, ExitCode.Usage)
      assert.match(refused.err, /go together/)
    }
  })
})
