// A process kept running beside an exchange that listens on a port of its own.
import { Supervisor, type SupervisorOptions } from './supervisor.ts'

export interface ListeningOptions<Message, Place>
  extends Omit<SupervisorOptions<Message>, 'onMessage' | 'onEnd'> {
  /** Where it listens, if that is what a message tells; what else it tells is the caller's to keep. */
  readonly placeOf: (message: Message) => Place | undefined
  /** The process is gone, and with it what it told. */
  readonly onEnd?: () => void
}

export class ListeningProcess<Message, Place> {
  readonly #process: Supervisor<Message>
  readonly #waiting = new Set<() => void>()
  #place: Place | undefined
  #listener: ((place: Place) => void) | undefined

  constructor({ placeOf, onEnd, ...options }: ListeningOptions<Message, Place>) {
    this.#process = new Supervisor<Message>({
      ...options,
      onMessage: (message) => {
        const place = placeOf(message)
        if (place !== undefined) this.#heard(place)
        return true
      },
      onEnd: () => {
        this.#place = undefined
        onEnd?.()
      },
    })
  }

  /** Number of its process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#process.pid
  }

  get isListening(): boolean {
    return this.#place !== undefined
  }

  /** How often it was lost. */
  get restarts(): number {
    return this.#process.restarts
  }

  /** Where it listens; undefined where it did not get to it in that time. */
  async listening(withinMs: number): Promise<Place | undefined> {
    if (this.#place !== undefined) return this.#place
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(late)
        this.#waiting.delete(done)
        resolve()
      }
      const late = setTimeout(done, withinMs)
      this.#waiting.add(done)
    })
    return this.#place
  }

  /** Calls back each time that it has begun to listen from now on. */
  onListening(listener: (place: Place) => void): void {
    this.#listener = listener
  }

  /** Certificates were renewed: connections from now on see them. The process has to hear SIGHUP. */
  reload(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGHUP')
  }

  /** Lets it finish what is under way, and ends it. */
  async stop(): Promise<void> {
    await this.#process.stop()
  }

  #heard(place: Place): void {
    this.#place = place
    for (const done of this.#waiting) done()
    this.#listener?.(place)
  }
}
