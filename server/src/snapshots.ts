import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import type { Logger } from 'pino'

const LOOK_MS = 1_000
const MINUTE_MS = 60_000
// Between two snapshots: at least this long, and so many times as long as the last one took. Making one replays every
// command since the one before, on a core that the exchange may need.
const REST_MS = 10_000
const REST_TIMES = 4
// The result is one line; a child that writes more than this is not quoted whole.
const MAX_OUTPUT = 4_096

export interface SnapshotOptions {
  directory: string
  cliEntry: string
  /** Minutes between snapshots; 0 for after sealed segments only. */
  snapshotMinutes: number
  segmentsSealed: () => number
}

/** Has snapshots made by a process of low priority, so that the hot thread never stops for one. */
export class Snapshots {
  readonly #options: SnapshotOptions
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #sealed: number
  #lastAt = Date.now()
  #restUntil = Date.now() + REST_MS
  #child: ChildProcess | undefined
  #isStopped = false
  made = 0
  failed = 0

  constructor(options: SnapshotOptions, log: Logger) {
    this.#options = options
    this.#log = log
    this.#sealed = options.segmentsSealed()
    this.#timer = setInterval(() => this.#look(), LOOK_MS)
    this.#timer.unref()
  }

  stop(): void {
    this.#isStopped = true
    clearInterval(this.#timer)
    this.#child?.kill('SIGTERM')
  }

  #look(): void {
    if (this.#child || Date.now() < this.#restUntil) return
    const sealed = this.#options.segmentsSealed()
    const { snapshotMinutes } = this.#options
    const isTime = snapshotMinutes > 0 && Date.now() - this.#lastAt >= snapshotMinutes * MINUTE_MS
    if (sealed <= this.#sealed && !isTime) return
    this.#sealed = sealed
    this.#lastAt = Date.now()
    this.#make()
  }

  #make(): void {
    const { cliEntry, directory } = this.#options
    const startedAt = Date.now()
    const child = spawn(process.execPath, [cliEntry, 'snapshot', directory], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let output = ''
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-MAX_OUTPUT)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (err) => this.#log.error({ err }, 'a snapshot could not be started'))
    child.on('close', (code, signal) => {
      this.#child = undefined
      const ms = Date.now() - startedAt
      this.#restUntil = Date.now() + Math.max(REST_MS, REST_TIMES * ms)
      const result = { code, signal, ms, output: output.trim() }
      if (code === 0) {
        this.made++
        this.#log.info(result, 'snapshot made')
      } else if (this.#isStopped) {
        this.#log.info(result, 'snapshot given up, the server stops')
      } else {
        this.failed++
        this.#log.error(result, 'snapshot failed')
      }
    })
    if (child.pid !== undefined) lower(child.pid)
  }
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already.
  }
}
