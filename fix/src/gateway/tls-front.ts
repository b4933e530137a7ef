// TLS before QuickFIX's port, which then listens on loopback alone. A certificate is bound to CompIDs: a connection whose
// first message names another one goes no further.
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'

export interface TlsOptions {
  readonly certificate: string
  readonly key: string
  /** Of client certificates; without them none is asked for. */
  readonly authorities?: string
  readonly host: string
  readonly port: number
  /** QuickFIX's port. */
  readonly inner: number
}

const SOH = '\x01'
/** A log-on is shorter, and comes sooner. */
const FIRST_BYTES = 4_096
const FIRST_MS = 10_000
/** A log-on that came over TLS is looked at within this, in ms. */
const FRESH_MS = 10_000

/** FIX 49 of a message that has come as far as that. */
function senderOf(text: string): string | undefined {
  const at = text.indexOf(`${SOH}49=`)
  const end = text.indexOf(SOH, at + 1)
  return at < 0 || end < 0 ? undefined : text.slice(at + 4, end)
}

export class TlsFront {
  readonly #server: Server
  readonly #open = new Set<Socket>()
  /** When somebody of a CompID last came over TLS with a right certificate. */
  readonly #came = new Map<string, number>()

  private constructor(server: Server) {
    this.#server = server
  }

  /** `isCertificateOf` says whether a CompID may come with a certificate of that fingerprint. */
  static async listen(
    options: TlsOptions,
    isCertificateOf: (compId: string, fingerprint: string | undefined) => boolean,
  ): Promise<TlsFront> {
    const { certificate: cert, key, authorities: ca, host, port, inner } = options
    const server = createServer({
      ...{
        cert,
        key,
        minVersion: 'TLSv1.2',
        requestCert: ca !== undefined,
        rejectUnauthorized: ca !== undefined,
      },
      ...(ca !== undefined && { ca }),
      handshakeTimeout: FIRST_MS,
    })
    const front = new TlsFront(server)
    server.on('secureConnection', (socket) => front.#greet(socket, inner, isCertificateOf))
    server.on('tlsClientError', () => {})
    server.listen(port, host)
    await once(server, 'listening')
    return front
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Did that CompID come over TLS just now? It counts once. */
  take(compId: string): boolean {
    const at = this.#came.get(compId)
    this.#came.delete(compId)
    return at !== undefined && performance.now() - at < FRESH_MS
  }

  async close(): Promise<void> {
    this.#server.close()
    for (const socket of this.#open) socket.destroy()
    await once(this.#server, 'close')
  }

  #greet(
    socket: TLSSocket,
    inner: number,
    isCertificateOf: (compId: string, fingerprint: string | undefined) => boolean,
  ): void {
    this.#track(socket)
    socket.setNoDelay(true)
    let first = Buffer.alloc(0)
    const late = setTimeout(() => socket.destroy(), FIRST_MS)
    const read = (bytes: Buffer): void => {
      first = Buffer.concat([first, bytes])
      const compId = senderOf(first.toString('latin1'))
      if (compId === undefined) {
        if (first.length > FIRST_BYTES) socket.destroy()
        return
      }
      clearTimeout(late)
      socket.off('data', read)
      socket.pause()
      const { fingerprint256 } = socket.getPeerCertificate()
      if (!isCertificateOf(compId, fingerprint256)) {
        socket.destroy()
        return
      }
      this.#came.set(compId, performance.now())
      this.#join(socket, first, inner)
    }
    socket.on('data', read)
    socket.on('close', () => clearTimeout(late))
  }

  #join(socket: TLSSocket, first: Buffer, inner: number): void {
    const through = connect(inner, '127.0.0.1')
    this.#track(through)
    through.setNoDelay(true)
    through.write(first)
    through.pipe(socket)
    socket.pipe(through)
    socket.on('close', () => through.destroy())
    through.on('close', () => socket.destroy())
  }

  #track(socket: Socket): void {
    this.#open.add(socket)
    socket.on('close', () => this.#open.delete(socket))
    socket.on('error', () => socket.destroy())
  }
}
