import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cliEntry } from '../child-server.ts'
import { attempt, type Budget, type Fault, holds, lacksCommand, lacksLinux, newRow } from './fault.ts'
import { Rig } from './rig.ts'
import { Shim, type Wrong } from './shim.ts'

/** Where a process is killed. `at` gives which call, for the tries. */
interface Point {
  readonly name: string
  readonly wrong: Omit<Wrong, 'at' | 'file'> & { readonly file: string | 'folder' }
  /** The process: the server at work, one that makes a snapshot of its folder, or a server that starts. */
  readonly who: 'server' | 'snapshot' | 'start'
  readonly at: { readonly least: number; readonly most: number }
}

const MANY = { least: 20, most: 400 }
const FIRST = { least: 1, most: 1 }

/** Faults 1 to 8 of the list that this is built from: each step between a request and its answer, and beside it. */
export const POINTS: readonly Point[] = [
  {
    name: 'before append',
    wrong: { call: 'pwrite', file: 'journal-', action: 'kill-before' },
    who: 'server',
    at: MANY,
  },
  {
    name: 'mid group',
    wrong: { call: 'pwrite', file: 'journal-', action: 'kill-half' },
    who: 'server',
    at: MANY,
  },
  {
    name: 'before sync',
    wrong: { call: 'fdatasync', file: 'journal-', action: 'kill-before' },
    who: 'server',
    at: MANY,
  },
  {
    name: 'synced, not acknowledged',
    wrong: { call: 'fdatasync', file: 'journal-', action: 'kill-after' },
    who: 'server',
    at: MANY,
  },
  {
    name: 'before publish',
    wrong: { call: 'pwrite', file: 'events-', action: 'kill-before' },
    who: 'server',
    at: MANY,
  },
  {
    name: 'rotation: preparing',
    wrong: { call: 'fdatasync', file: 'prepare-', action: 'kill-before' },
    who: 'server',
    at: { least: 2, most: 3 },
  },
  {
    name: 'rotation: rename',
    wrong: { call: 'rename', file: 'journal-', action: 'kill-before' },
    who: 'server',
    at: FIRST,
  },
  {
    name: 'rotation: directory',
    wrong: { call: 'rename', file: 'journal-', action: 'kill-after' },
    who: 'server',
    at: FIRST,
  },
  {
    name: 'snapshot: write',
    wrong: { call: 'pwrite', file: 'snapshot-', action: 'kill-half' },
    who: 'snapshot',
    at: FIRST,
  },
  {
    name: 'snapshot: rename',
    wrong: { call: 'rename', file: 'snapshot-', action: 'kill-before' },
    who: 'snapshot',
    at: FIRST,
  },
  {
    name: 'snapshot: directory',
    wrong: { call: 'fsync', file: 'folder', action: 'kill-before' },
    who: 'snapshot',
    at: FIRST,
  },
  {
    name: 'recovery, five times',
    wrong: { call: 'fdatasync', file: 'journal-', action: 'kill-before' },
    who: 'start',
    at: { least: 1, most: 2 },
  },
]

const SEGMENT = { segmentMib: 1 }
const DEATH_MS = 60_000
const RESTARTS = 5

export const points: Fault = {
  name: 'points',
  text: 'kill -9 at twelve steps of append, rotation, snapshot and recovery',
  lacks: () => lacksLinux() ?? lacksCommand('cc'),
  async run(budget, rows, own) {
    const shim = new Shim()
    try {
      const rig = own(new Rig())
      await rig.begin(SEGMENT)
      const tries = budget.rounds(1, 84)
      for (const point of POINTS) {
        const row = newRow(rows, `kill ${point.name}`)
        for (let count = 0; count < tries; count++) await attempt(row, () => killAt(rig, shim, point, budget))
      }
      await rig.finish()
    } finally {
      shim.remove()
    }
  },
}

async function killAt(
  rig: Rig,
  shim: Shim,
  { wrong, who, at, name }: Point,
  { random }: Budget,
): Promise<void> {
  const file = wrong.file === 'folder' ? basename(rig.data) : wrong.file
  const env = shim.env({ ...wrong, file, at: at.least + random.below(at.most - at.least + 1) })
  if (who === 'server') await whileServing(rig, env, name)
  else if (who === 'snapshot') await whileSnapping(rig, env, name)
  else await whileStarting(rig, env)
  await rig.start(SEGMENT)
  await rig.judge.catchUp()
  await rig.underLoad()
}

/** The server runs until it meets the point. */
async function whileServing(rig: Rig, env: Record<string, string>, name: string): Promise<void> {
  await rig.server?.kill()
  const server = await rig.start({ ...SEGMENT, env })
  const died = await Promise.race([server.exited.then(() => true), sleep(DEATH_MS, false, { ref: false })])
  holds(died && server.process.signalCode === 'SIGKILL', `${name}: the server did not come there`)
}

/** A snapshot of the running server's folder is killed, and then the server. */
async function whileSnapping(rig: Rig, env: Record<string, string>, name: string): Promise<void> {
  await untilSealed(rig)
  const maker = spawn(process.execPath, [cliEntry, 'snapshot', rig.data], {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  })
  const [, signal] = (await once(maker, 'exit')) as [number | null, NodeJS.Signals | null]
  holds(signal === 'SIGKILL', `${name}: the snapshot did not come there`)
  await rig.server?.kill()
}

const last = (rig: Rig, start: string): string =>
  readdirSync(rig.data)
    .filter((name) => name.startsWith(start))
    .sort()
    .at(-1) ?? ''

/** Waits for one more segment than there is, so that a snapshot has something to take. */
async function untilSealed(rig: Rig): Promise<void> {
  const now = last(rig, 'journal-')
  for (let waited = 0; last(rig, 'journal-') === now; waited += 20) {
    holds(waited < DEATH_MS, 'no segment was sealed')
    await sleep(20)
  }
}

/** Starts are killed one after another while they repair; what they find stays the same. */
async function whileStarting(rig: Rig, env: Record<string, string>): Promise<void> {
  const { stateHash, replay } = await import('@tapebook/bindings')
  await rig.server?.kill()
  const before = JSON.parse(stateHash(rig.data, 0)) as { last_sequence: number; state_hash: string }
  for (let count = 0; count < RESTARTS; count++) {
    const came = await rig.start({ ...SEGMENT, env }).then(
      () => true,
      () => false,
    )
    holds(!came, 'a start that was to be killed came up')
  }
  const after = JSON.parse(replay(rig.data, before.last_sequence)) as { state_hash: string }
  holds(after.state_hash === before.state_hash, 'killed starts changed the state')
}
