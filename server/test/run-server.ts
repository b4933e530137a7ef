// A server in a process of its own, for tests that end it.
import { startServer } from '../src/index.ts'

const server = await startServer({
  directory: process.argv[2]!,
  operatorKey: new Uint8Array(Buffer.from(process.env.OPERATOR_KEY ?? '', 'hex')),
  port: 0,
  metricsPort: null,
})
console.log(`ws://127.0.0.1:${server.port}`)
