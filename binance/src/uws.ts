// The one place of this package that loads uWebSockets.js: the streams' process shares nothing with the exchange's, and
// must not load its addon to have a WebSocket server.
import type { ListenOptions, TemplatedApp, us_listen_socket } from 'uWebSockets.js'
import { createRequire } from 'node:module'

export type {
  HttpRequest,
  HttpResponse,
  TemplatedApp,
  us_socket_context_t,
  WebSocket,
  WebSocketBehavior,
} from 'uWebSockets.js'

/** What WebSocket.send gives where the message was not taken. */
export const DROPPED = 2

/** Files of a certificate with its chain, and of its key, in PEM. */
export interface Tls {
  readonly certificate: string
  readonly key: string
}

type Uws = typeof import('uWebSockets.js') & {
  us_socket_local_port(socket: us_listen_socket): number
  DEDICATED_COMPRESSOR_3KB?: number
}

/** Loads the native module. The package falls back to JavaScript without a word, so this refuses to. */
function load(): Uws {
  const module = createRequire(import.meta.url)('uWebSockets.js') as Uws
  if (module.DEDICATED_COMPRESSOR_3KB === undefined) {
    const { platform, arch, version } = process
    throw new Error(`the native uWebSockets.js does not load on ${platform} ${arch} with Node ${version}`)
  }
  return module
}

const uws = load()

// As the gateway's: the library takes TLS 1.2 too, unless no cipher of it is left, as of these that need a shared secret.
const NO_CIPHER_BELOW_13 = 'ECDHE-PSK-AES128-CBC-SHA'

export function newApp(tls: Tls | undefined): TemplatedApp {
  if (tls === undefined) return uws.App()
  const { certificate, key } = tls
  return uws.SSLApp({ cert_file_name: certificate, key_file_name: key, ssl_ciphers: NO_CIPHER_BELOW_13 })
}

type Listen = (
  host: string,
  port: number,
  option: ListenOptions,
  done: (socket: us_listen_socket | false) => void,
) => void

// LIBUS_LISTEN_EXCLUSIVE_PORT: without it a second server on the port would share it silently.
const EXCLUSIVE_PORT = 1 as ListenOptions

export interface ListeningSocket {
  readonly port: number
  /** Takes no new connections from now on. */
  stop(): void
}

export function listen(app: TemplatedApp, host: string, port: number): Promise<ListeningSocket> {
  return new Promise((resolve, reject) => {
    const listenAt = app.listen.bind(app) as unknown as Listen
    listenAt(host, port, EXCLUSIVE_PORT, (socket) => {
      if (socket === false) {
        reject(new Error(`cannot listen on ${host}:${port}: the port is taken, or not ours`))
      } else {
        resolve({ port: uws.us_socket_local_port(socket), stop: () => uws.us_listen_socket_close(socket) })
      }
    })
  })
}
