// A bare Fastify route: what HTTP costs before anything is done with a request.
import { createRequire } from 'node:module'

const { fastify } = createRequire(new URL('../../api/package.json', import.meta.url))('fastify')
const app = fastify()
app.post('/', async () => ({ ok: true }))
await app.listen({ host: '127.0.0.1', port: 0 })
console.log(app.server.address().port)
