// The listener for operators (AU-09): TLS 1.3 with a certificate of theirs.
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { LIMITS, type OperatorListener } from '../settings.ts'
import { refuseBytes } from './app.ts'
import { secureOptions } from './tls.ts'
import type { App } from './types.ts'

const mutual = (files: OperatorListener): TlsOptions => ({
  ...secureOptions(files),
  ca: readFileSync(files.ca),
  requestCert: true,
  rejectUnauthorized: true,
})

/** Serves an app's routes to those who show a certificate. */
export class OperatorServer {
  readonly #server: Server
  readonly #files: OperatorListener
  readonly #sockets = new WeakSet<Socket>()

  constructor(files: OperatorListener, app: App) {
    this.#files = files
    this.#server = createServer(
      {
        ...mutual(files),
        maxHeaderSize: LIMITS.headers,
        headersTimeout: LIMITS.headersMs,
        requestTimeout: LIMITS.requestMs,
        keepAliveTimeout: LIMITS.keepAliveMs,
        connectionsCheckingInterval: 1_000,
      },
      (request: IncomingMessage, reply: ServerResponse) => app.routing(request, reply),
    )
    this.#server.maxConnections = LIMITS.connections
    this.#server.maxHeadersCount = LIMITS.headerCount
    this.#server.maxRequestsPerSocket = LIMITS.requestsPerSocket
    this.#server.on('clientError', refuseBytes)
    this.#server.on('secureConnection', (socket) => this.#sockets.add(socket))
  }

  /** Did a request come here? */
  isOf({ socket }: IncomingMessage): boolean {
    return this.#sockets.has(socket)
  }

  /** Listens; its port. */
  listen(host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#files.port, host, () => {
        resolve((this.#server.address() as AddressInfo).port)
      })
    })
  }

  /** Connections from now on see the files as they are now. Throws where they are none, and goes on with those it has. */
  reload(): void {
    this.#server.setSecureContext(mutual(this.#files))
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }
}
