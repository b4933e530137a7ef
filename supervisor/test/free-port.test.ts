import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { freePort } from '../src/index.ts'

test('a free port can be listened on, and no system gives it to a client', async (t) => {
  const port = await freePort()
  assert.ok(port >= 20_000 && port < 30_000, `${port}`)
  const server = createServer().listen(port, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
})

test('where no port would do it is said why', async () => {
  await assert.rejects(freePort('192.0.2.1'), { code: 'EADDRNOTAVAIL' })
})
