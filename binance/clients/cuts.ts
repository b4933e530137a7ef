// A way to a server that can be cut: connections through it end at once when it is asked to, as when a network fails.
// The server sees who comes by it under an address of its own, so that limits of an address hold for nobody else.
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export class Cuts {
  readonly #open = new Set<Socket>()
  readonly #servers: readonly Server[]

  private constructor(host: string, port: number, localAddress?: string) {
    const way = createServer((from) => {
      const to = connect({ host, port, ...(localAddress && { localAddress }) })
      this.#pair(from, to)
      this.#pair(to, from)
      from.pipe(to).pipe(from)
    })
    const control = createHttpServer((_request, reply) => void reply.end(String(this.#cut())))
    this.#servers = [way, control]
  }

  /** A way to the server at an address; with another one of this machine, 127.0.0.0/8, as where it comes from. */
  static async to(url: string, localAddress?: string): Promise<Cuts> {
    const { hostname, port } = new URL(url)
    const cuts = new Cuts(hostname, Number(port), localAddress)
    for (const server of cuts.#servers) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
    return cuts
  }

  /** What programs connect to. */
  get host(): string {
    return `127.0.0.1:${this.#port(0)}`
  }

  /** Whoever asks for this cuts all connections; the answer is how many there were. */
  get control(): string {
    return `http://127.0.0.1:${this.#port(1)}/`
  }

  stop(): void {
    this.#cut()
    for (const server of this.#servers) server.close()
  }

  #port(which: number): number {
    return (this.#servers[which]!.address() as AddressInfo).port
  }

  #pair(one: Socket, other: Socket): void {
    this.#open.add(one)
    one.on('error', () => other.destroy())
    one.on('close', () => {
      this.#open.delete(one)
      other.destroy()
    })
  }

  /** Ends them without a word of WebSocket; returns how many. */
  #cut(): number {
    const ends = [...this.#open]
    for (const end of ends) end.destroy()
    return ends.length / 2
  }
}
