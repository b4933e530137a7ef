// Keeps a process running beside an exchange. Whatever becomes of it, nobody who trades waits for it.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { SETTINGS } from './child.ts'
import type { FromChild, ToChild } from './protocol.ts'

/** Before a process that ended is started again: twice as long after each end without progress. */
const AGAIN_MS: Readonly<Record<'first' | 'most', number>> = { first: 1_000, most: 30_000 }

export interface SupervisorOptions<Message> {
  /** For sentences: "the projector". */
  readonly name: string
  /** Compiled entry file; where this package runs from its sources, so does the process. */
  readonly entry: URL
  /** Given to the process as JSON. */
  readonly settings: object
  /** Options of Node that it runs with. */
  readonly nodeOptions?: readonly string[]
  /** Longest it may take to end in order, in ms. */
  readonly finishMs: number
  /** What the process tells; true if it made progress, after which a crash is followed by a quick start again. */
  readonly onMessage: (message: Message) => boolean
  readonly onTrouble: (why: string) => void
  /** The process is gone. */
  readonly onEnd?: () => void
}

/** The source file beside the module at `url`, or what was compiled of it where that module is. */
export const entryOf = (url: string, source: string): URL =>
  new URL(url.endsWith('.ts') ? source : source.replace(/\.ts$/, '.js'), url)

export class Supervisor<Message> {
  readonly #options: SupervisorOptions<Message>
  #child: ChildProcess | undefined
  #again: NodeJS.Timeout | undefined
  #pause = AGAIN_MS.first
  #restarts = 0
  #isStopped = false

  constructor(options: SupervisorOptions<Message>) {
    this.#options = options
    this.#start()
  }

  get isUp(): boolean {
    return this.#child !== undefined
  }

  /** Number of the process that runs now; undefined while there is none. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** How often it was lost. */
  get restarts(): number {
    return this.#restarts
  }

  /** Lets it end in order; where that takes too long it is ended. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#again)
    const child = this.#child
    if (child === undefined) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const late = setTimeout(() => child.kill('SIGKILL'), this.#options.finishMs)
    child.send({ type: 'finish' } satisfies ToChild, () => {})
    await ended
    clearTimeout(late)
  }

  #start(): void {
    const { name, entry, settings, nodeOptions = [], onMessage, onTrouble, onEnd } = this.#options
    const path = fileURLToPath(entry)
    const child = fork(path, [], {
      execArgv: [...(path.endsWith('.ts') ? ['--import', 'tsx'] : []), ...nodeOptions],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [SETTINGS]: JSON.stringify(settings) },
    })
    this.#child = child
    let isTold = false
    child.on('message', (message: FromChild<Message>) => {
      if (message.type === 'told') {
        if (onMessage(message.message)) this.#pause = AGAIN_MS.first
        return
      }
      isTold = true
      onTrouble(message.why)
    })
    child.on('error', (error) => onTrouble(error.message))
    child.on('exit', (code, signal) => {
      this.#child = undefined
      onEnd?.()
      if (this.#isStopped) return
      if (!isTold) onTrouble(`${name} ended (${code ?? signal})`)
      this.#restarts++
      this.#again = setTimeout(() => this.#start(), this.#pause)
      this.#pause = Math.min(this.#pause * 2, AGAIN_MS.most)
    })
  }
}
