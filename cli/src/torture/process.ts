import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChildServer, startChildServer } from '../child-server.ts'
import { ExitCode, sentenceOf } from '../exit-codes.ts'
import { attempt, type Fault, holds, lacksLinux, lacksRoot, newRow } from './fault.ts'
import { Rig, SEGMENT } from './rig.ts'

/** Fault 34. */
export const twoServers: Fault = {
  name: 'two',
  text: 'a second server on the same folder: it names the first and ends, the first goes on',
  lacks: () => undefined,
  async run({ rounds }, rows, own) {
    const rig = own(new Rig())
    const { pid } = await rig.begin(SEGMENT)
    const row = newRow(rows, 'two servers')
    for (let round = 0; round < rounds(2, 20); round++) {
      await attempt(row, async () => {
        const second = await startChildServer({ directory: rig.data, ...SEGMENT }).catch(sentenceOf)
        holds(typeof second === 'string', 'a second server came up')
        holds(second.includes(`locked by another writer (process ${pid})`), second)
        await rig.underLoad()
      })
    }
    await rig.finish()
  },
}

const FAKETIME = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'].map(
  (folder) => join(folder, 'faketime', 'libfaketimeMT.so.1'),
)

/** Faults 38 and 39. */
export const clock: Fault = {
  name: 'clock',
  text: 'the clock an hour back: time stands, trading goes on; a year forward: it halts first',
  lacks: () =>
    lacksLinux() ?? (FAKETIME.some((path) => existsSync(path)) ? undefined : 'libfaketime is not installed'),
  async run({ rounds }, rows, own) {
    const rig = own(new Rig())
    await rig.begin(SEGMENT)
    const offset = join(rig.lists, 'offset')
    const env = {
      LD_PRELOAD: FAKETIME.find((path) => existsSync(path)) ?? '',
      FAKETIME_TIMESTAMP_FILE: offset,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    }
    const [back, forward] = [newRow(rows, 'clock an hour back'), newRow(rows, 'clock a year forward')]
    for (let round = 0; round < rounds(1, 20); round++) {
      writeFileSync(offset, '+0')
      await rig.server?.kill()
      const server = await rig.start({ ...SEGMENT, env })
      await rig.underLoad()
      await attempt(back, async () => {
        writeFileSync(offset, '-3600')
        await rig.underLoad()
        const { metrics_port } = server.started
        const metrics = await (await fetch(`http://127.0.0.1:${Number(metrics_port)}/metrics`)).text()
        const steps = /^tapebook_core_clock_steps_total (\d+)/m.exec(metrics)?.[1]
        holds(Number(steps) > 0, 'the step was not counted')
      })
      await attempt(forward, async () => {
        writeFileSync(offset, '+31536000')
        await Promise.race([server.exited, sleep(30_000, undefined, { ref: false })])
        holds(server.process.exitCode === ExitCode.Internal, `it ended with ${server.process.exitCode}`)
        holds(/clock/.test(server.errors()), `it did not say why: ${server.errors().slice(-300)}`)
        await rig.restart()
      })
    }
    await rig.finish()
  },
}

const CGROUP = '/sys/fs/cgroup/memory'
const ROOM_BYTES = 64 * 2 ** 20

/** Fault 31. */
export const outOfMemory: Fault = {
  name: 'oom',
  text: 'killed by the kernel for want of memory, in a group of its own',
  lacks: () =>
    lacksLinux() ??
    lacksRoot() ??
    (existsSync(join(CGROUP, 'memory.limit_in_bytes'))
      ? undefined
      : 'the memory controller of cgroup v1 is not mounted'),
  async run({ rounds }, rows, own) {
    const group = join(CGROUP, `tapebook-${process.pid}`)
    mkdirSync(group)
    try {
      const rig = own(new Rig())
      await rig.begin(SEGMENT)
      const row = newRow(rows, 'out of memory')
      for (let round = 0; round < rounds(1, 20); round++) {
        await attempt(row, async () => {
          await rig.server?.kill()
          writeFileSync(join(group, 'memory.limit_in_bytes'), String(4 * 2 ** 30))
          const under = ['sh', '-c', `echo $$ > ${group}/cgroup.procs && exec "$@"`, 'sh']
          const server = await rig.start({ ...SEGMENT, under })
          await rig.underLoad()
          await squeeze(group, server)
          holds(server.process.signalCode === 'SIGKILL', `it ended with ${server.process.exitCode}`)
          await rig.restart()
        })
      }
      await rig.finish()
    } finally {
      await removed(group)
    }
  },
}

/** Has another process of the group take all there is, with the server the first that the kernel kills for it. */
async function squeeze(group: string, server: ChildServer): Promise<void> {
  const used = Number(readFileSync(join(group, 'memory.usage_in_bytes'), 'utf8'))
  writeFileSync(`/proc/${server.pid}/oom_score_adj`, '1000')
  writeFileSync(join(group, 'memory.limit_in_bytes'), String(used + ROOM_BYTES))
  // It keeps the one line that it reads, which has no end.
  const eater = spawn('sh', ['-c', `echo $$ > ${group}/cgroup.procs && exec tail /dev/zero`], {
    stdio: 'ignore',
  })
  const eaten = once(eater, 'exit')
  await Promise.race([server.exited, sleep(30_000, undefined, { ref: false })])
  eater.kill('SIGKILL')
  await eaten
}

async function removed(group: string): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 50) {
    try {
      rmdirSync(group)
      return
    } catch {
      await sleep(50)
    }
  }
}

/** Fault 30. Segments turn over meanwhile, with the descriptors that the journal keeps back. */
export const descriptors: Fault = {
  name: 'emfile',
  text: 'no descriptor left: connections refused, those that trade go on, and new ones come when some are free',
  lacks: () => lacksLinux(),
  async run({ rounds }, rows, own) {
    const rig = own(new Rig())
    await rig.begin(SEGMENT)
    const row = newRow(rows, 'no descriptor left')
    for (let round = 0; round < rounds(1, 20); round++) {
      await attempt(row, async () => {
        await rig.server?.kill()
        const server = await rig.start({ ...SEGMENT, under: ['sh', '-c', 'ulimit -n 96 && exec "$@"', 'sh'] })
        await rig.underLoad()
        const sockets = Array.from({ length: 200 }, () => createConnection(server.port, '127.0.0.1'))
        for (const socket of sockets) socket.on('error', () => undefined)
        await sleep(1_000)
        await rig.underLoad()
        holds(server.process.exitCode === null, 'the server ended')
        await closed(sockets)
        const third = await rig.third()
        await third.close()
        await rig.server?.kill()
        await rig.restart()
      })
    }
    await rig.finish()
  },
}

async function closed(sockets: readonly Socket[]): Promise<void> {
  for (const socket of sockets) socket.destroy()
  await sleep(500)
}

/** Fault 37. */
export const paused: Fault = {
  name: 'pause',
  text: 'the server stopped and continued: no timer twice, no order lost',
  lacks: () => undefined,
  async run({ long }, rows, own) {
    const rig = own(new Rig())
    const server = await rig.begin(SEGMENT)
    const row = newRow(rows, 'stopped and continued')
    for (const seconds of long ? [5, 60] : [3]) {
      await attempt(row, async () => {
        server.end('SIGSTOP')
        await sleep(seconds * 1_000)
        server.end('SIGCONT')
        await rig.underLoad()
        holds(server.process.exitCode === null, 'the server ended')
      })
    }
    await rig.finish()
  },
}
