// The cable between an API and its exchange, which a test pulls out or holds.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

export interface Cable {
  /** Of its near end. */
  readonly port: number
  /** Answers do not come through from now on, or do again: those that were held first. */
  hold(isHeld: boolean): void
  /** Ends the connections that there are, with what was held. */
  pull(): void
  /** Are answers held? */
  readonly held: number
}

/** Lays it to a port of this machine. */
export async function layCable(t: TestContext, to: number): Promise<Cable> {
  const pairs = new Set<{ near: Socket; far: Socket; due: Buffer[] }>()
  let isHeld = false
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    const pair = { near, far, due: [] as Buffer[] }
    pairs.add(pair)
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => (isHeld ? pair.due.push(bytes) : near.write(bytes)))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => undefined)
      one.on('close', () => {
        other.destroy()
        pairs.delete(pair)
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const pull = (): void => {
    for (const { near, far } of [...pairs]) {
      near.destroy()
      far.destroy()
    }
  }
  t.after(() => {
    server.close()
    pull()
  })
  return {
    port: (server.address() as AddressInfo).port,
    pull,
    hold: (is) => {
      isHeld = is
      if (is) return
      for (const { near, due } of pairs) for (const bytes of due.splice(0)) near.write(bytes)
    },
    get held() {
      let bytes = 0
      for (const { due } of pairs) for (const part of due) bytes += part.length
      return bytes
    },
  }
}
