import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, RejectedError, Side } from '@tapebook/client'
import type { ChildServer } from '../child-server.ts'
import { ExitCode } from '../exit-codes.ts'
import { OPERATOR_KEY } from '../options.ts'
import { attempt, type Fault, holds, lacksCommand, lacksLinux, lacksRoot, newRow } from './fault.ts'
import { Mount } from './mount.ts'
import { Rig, SEGMENT } from './rig.ts'
import { Shim } from './shim.ts'

const MIB = 2 ** 20
/** A sync that takes longer than 5 s has requests refused. */
const REFUSING_MS = 5_500

/** Words before a command that make its calls of one kind go wrong. */
const strace = (inject: string): { under: readonly string[] } => ({
  under: [
    'strace',
    '-f',
    '-qq',
    '--seccomp-bpf',
    '-o',
    '/dev/null',
    '-e',
    'trace=fdatasync',
    '-e',
    `inject=${inject}`,
  ],
})

/** What happens to a file system under a running server, and how often. */
interface Stroke {
  readonly row: string
  readonly rounds: number
  /** Does it; the server has ended when this has. */
  strike(disk: Mount, server: ChildServer): Promise<void>
  /** Looks at the folder once the file system is mounted anew, before a server is started on it. */
  look?(data: string): void
}

const lacksMounts = (): string | undefined =>
  lacksLinux() ?? lacksRoot() ?? lacksCommand('mkfs.ext4', 'losetup', 'perl') ?? lacksLoop()

/** Under load, again and again: the stroke, the file system mounted anew, a server started on what is left. */
async function onExt4(
  { row: name, rounds, strike, look }: Stroke,
  ...run: Parameters<Fault['run']>
): Promise<void> {
  const [{ random }, rows, own] = run
  const disk = Mount.ext4()
  try {
    const data = join(disk.point, 'data')
    mkdirSync(data)
    const rig = own(new Rig(data))
    let server = await rig.begin(SEGMENT)
    const row = newRow(rows, name)
    for (let round = 0; round < rounds; round++) {
      await attempt(row, async () => {
        await sleep(random.below(300))
        await strike(disk, server)
        await disk.unmount()
        disk.mount()
        look?.(data)
        await rig.restart()
        server = rig.server ?? server
      })
    }
    await rig.finish()
  } finally {
    disk.close()
  }
}

/** Fault 9. */
export const powerCut: Fault = {
  name: 'power',
  text: 'power cut: the server stopped, its ext4 shut down without a flush, mounted again',
  lacks: lacksMounts,
  run: (budget, ...rest) =>
    onExt4(
      {
        row: 'power cut',
        rounds: budget.rounds(5, 300),
        strike: async (disk, server) => {
          server.end('SIGSTOP')
          disk.cutPower()
          await server.kill()
        },
        look: (data) =>
          holds(
            readFileSync(join(data, OPERATOR_KEY), 'utf8').includes('PRIVATE KEY'),
            'the operator key is lost',
          ),
      },
      budget,
      ...rest,
    ),
}

/** Fault 36. */
export const readOnly: Fault = {
  name: 'readonly',
  text: 'ext4 turned read-only under the server: nothing acknowledged after it, exit 70, on again once mounted anew',
  lacks: lacksMounts,
  run: (budget, ...rest) =>
    onExt4(
      {
        row: 'turned read-only',
        rounds: budget.rounds(2, 50),
        strike: async (disk, server) => {
          disk.turnReadOnly()
          await endsForTheDisk(server)
        },
      },
      budget,
      ...rest,
    ),
}

/** A server whose disk failed ends by itself, and says why. */
async function endsForTheDisk(server: ChildServer): Promise<void> {
  await Promise.race([server.exited, sleep(60_000, undefined, { ref: false })])
  const { exitCode } = server.process
  holds(exitCode === ExitCode.Internal, `it ended with ${exitCode}, not ${ExitCode.Internal}`)
  holds(
    /cannot (sync|write|prepare)/.test(server.errors()),
    `it did not say why: ${server.errors().slice(-300)}`,
  )
}

/** Some places give a process root and no loop device. */
function lacksLoop(): string | undefined {
  try {
    Mount.ext4().close()
    return undefined
  } catch {
    return 'no loop device can be mounted here'
  }
}

const isRefused = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return ''
  } catch (error) {
    if (error instanceof RejectedError) return error.reasonName
    throw error
  }
}

/** An order far from the others, so that it rests. */
const resting = (instrument: number, clientId: string) => ({
  clientId,
  instrument,
  side: Side.Buy,
  price: 10,
  quantity: 1,
})

/** Fault 23. */
export const diskFull: Fault = {
  name: 'full',
  text: 'disk full on tmpfs: orders refused, cancels taken, on again with room',
  lacks: () => lacksLinux() ?? lacksRoot() ?? lacksCommand('mount'),
  async run({ rounds }, rows, own) {
    const disk = Mount.memory(96 * MIB)
    try {
      const data = join(disk.point, 'data')
      mkdirSync(data)
      const rig = own(new Rig(data))
      await rig.begin(SEGMENT)
      const row = newRow(rows, 'disk full')
      for (let round = 0; round < rounds(1, 20); round++) {
        await attempt(row, async () => {
          const third = await rig.third()
          const order = resting(rig.instrument, `rests-${round}`)
          await third.newOrder(order)
          const ballast = join(disk.point, 'ballast')
          fill(ballast)
          await untilStalled(third, rig.instrument, round)
          await third.cancelOrder({ clientId: `out-${round}`, targetClientId: order.clientId })
          rmSync(ballast)
          await rig.underLoad()
          holds(rig.server?.process.exitCode === null, 'the server ended')
          await third.close()
          // Events are made again by a start.
          await rig.server?.kill()
          await rig.restart()
        })
      }
      await rig.finish()
    } finally {
      disk.close()
    }
  },
}

/** Takes all the room there is. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(MIB / 4)
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}

/** Sends orders until one is refused because the journal has no room. */
async function untilStalled(client: Client, instrument: number, round: number): Promise<void> {
  const until = performance.now() + 30_000
  for (let count = 0; performance.now() < until; count++) {
    const reason = await isRefused(client.newOrder(resting(instrument, `full-${round}-${count}`)))
    if (reason === 'JournalStalled') return
    await sleep(20)
  }
  holds(false, 'no order was refused on a full disk')
}

/** Fault 25. */
export const failedSync: Fault = {
  name: 'eio',
  text: 'EIO at an fdatasync: nothing acknowledged after it, exit 70, no second try',
  lacks: () => lacksLinux() ?? lacksCommand('strace'),
  async run({ random, rounds }, rows, own) {
    const rig = own(new Rig())
    await rig.begin(SEGMENT)
    const row = newRow(rows, 'EIO at a sync')
    for (let round = 0; round < rounds(2, 50); round++) {
      await attempt(row, async () => {
        await rig.server?.kill()
        const server = await rig.start({
          ...SEGMENT,
          ...strace(`fdatasync:error=EIO:when=${20 + random.below(200)}`),
        })
        await endsForTheDisk(server)
        await rig.restart()
      })
    }
    await rig.finish()
  },
}

/** Fault 27. */
export const shortWrite: Fault = {
  name: 'short',
  text: 'every write of the journal is short, again and again: completed, no hole',
  lacks: () => lacksLinux() ?? lacksCommand('cc'),
  async run({ rounds }, rows, own) {
    const shim = new Shim()
    try {
      const rig = own(new Rig())
      await rig.begin(SEGMENT)
      const row = newRow(rows, 'short writes')
      for (let round = 0; round < rounds(1, 20); round++) {
        await attempt(row, async () => {
          await rig.server?.kill()
          const env = shim.env({ call: 'pwrite', file: 'journal-', at: 0, action: 'short' })
          await rig.start({ ...SEGMENT, env })
          await rig.underLoad()
          await sleep(500)
          await rig.server?.kill()
          await rig.restart()
        })
      }
      await rig.finish()
    } finally {
      shim.remove()
    }
  },
}

/** Fault 28. */
export const stalledSync: Fault = {
  name: 'stall',
  text: 'an fdatasync that takes seconds: requests refused from 5 s on, on again when it returns',
  lacks: () => lacksLinux() ?? lacksCommand('strace'),
  async run({ long }, rows, own) {
    const rig = own(new Rig())
    await rig.begin(SEGMENT)
    const row = newRow(rows, 'stalled sync')
    for (const seconds of long ? [1, 2, 6, 10, 30] : [2, 7]) {
      await attempt(row, async () => {
        await rig.server?.kill()
        await rig.start({ ...SEGMENT, ...strace(`fdatasync:delay_enter=${seconds * 1_000_000}:when=100`) })
        const third = await rig.third()
        holds(await isSilent(rig, Math.min(seconds * 900, REFUSING_MS)), 'nothing stalled')
        if (seconds * 1_000 > REFUSING_MS) {
          const reason = await isRefused(third.newOrder(resting(rig.instrument, `stalled-${seconds}`)))
          holds(
            reason === 'JournalStalled',
            `an order meanwhile was answered with ${reason || 'an acceptance'}`,
          )
        }
        await third.close()
        await rig.underLoad()
        holds(rig.server?.process.exitCode === null, 'the server ended')
        await rig.server?.kill()
        await rig.restart()
      })
    }
    await rig.finish()
  },
}

/** Was there a time of so many milliseconds in which no client was told of an order? */
async function isSilent(rig: Rig, ms: number): Promise<boolean> {
  let [size, since] = [rig.acknowledged(), performance.now()]
  for (const until = since + ms + 15_000; performance.now() < until; ) {
    await sleep(100)
    const now = rig.acknowledged()
    if (now !== size) [size, since] = [now, performance.now()]
    if (performance.now() - since > ms) return true
  }
  return false
}
