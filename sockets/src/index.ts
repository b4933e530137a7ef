// The one place that loads uWebSockets.js, for every process of ours that has WebSockets of its own. On Node 22 and later
// the package comes from its own repository: change the alias in package.json; nothing here changes.

import type { ListenOptions, TemplatedApp, us_listen_socket } from 'uWebSockets.js'
import { createRequire } from 'node:module'

export type {
  HttpRequest,
  HttpResponse,
  TemplatedApp,
  us_listen_socket,
  us_socket_context_t,
  WebSocket,
} from 'uWebSockets.js'

/** What WebSocket.send gives, besides 0 for bytes that wait in the socket. */
export const SENT = 1
export const DROPPED = 2

type Uws = typeof import('uWebSockets.js') & {
  us_socket_local_port(socket: us_listen_socket): number
  DEDICATED_COMPRESSOR_3KB?: number
}

/** Loads the native module. The package falls back to JavaScript without a word, so this refuses to. */
function load(): Uws {
  if (process.env.UWS_USE_FALLBACK !== undefined) {
    throw new Error('UWS_USE_FALLBACK is set, which asks for the JavaScript WebSocket server: unset it')
  }
  const module = createRequire(import.meta.url)('uWebSockets.js') as Uws
  if (module.DEDICATED_COMPRESSOR_3KB === undefined) {
    const { platform, arch, version } = process
    throw new Error(
      `the native uWebSockets.js does not load on ${platform} ${arch} with Node ${version}: use Node 20`,
    )
  }
  return module
}

const uws = load()

/** Files in PEM: the certificate with those between it and its authority, and its private key. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
}

// The library takes TLS 1.2 too, unless no cipher of it is left: this one needs a shared secret, which nobody has. What
// ciphers TLS 1.3 has is not up to this list.
const NO_CIPHER_BELOW_13 = 'ECDHE-PSK-AES128-CBC-SHA'

/** Speaks TLS 1.3 and nothing older where files are given. Throws where they are no certificate and its key. */
export function newApp(tls?: TlsFiles): TemplatedApp {
  if (tls === undefined) return uws.App()
  const { cert, key } = tls
  try {
    return uws.SSLApp({ cert_file_name: cert, key_file_name: key, ssl_ciphers: NO_CIPHER_BELOW_13 })
  } catch {
    throw new Error(`${cert} and ${key} are no certificate and its key`)
  }
}

// uWS takes a host and an option at once, which its types do not say.
type Listen = (
  host: string,
  port: number,
  option: ListenOptions,
  done: (socket: us_listen_socket | false) => void,
) => void

// LIBUS_LISTEN_EXCLUSIVE_PORT: without it a second server on the port would share it silently.
const EXCLUSIVE_PORT = 1 as ListenOptions

export interface Listening {
  readonly port: number
  /** Takes no new connections from now on. */
  stop(): void
}

/** Listens at an address of this machine; port 0 is any that is free. Rejects where the port is taken, or not ours. */
export function listen(app: TemplatedApp, host: string, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const listenAt = app.listen.bind(app) as unknown as Listen
    listenAt(host, port, EXCLUSIVE_PORT, (socket) => {
      if (socket === false)
        return reject(new Error(`cannot listen on ${host}:${port}: the port is taken, or not ours`))
      resolve({ port: uws.us_socket_local_port(socket), stop: () => uws.us_listen_socket_close(socket) })
    })
  })
}
