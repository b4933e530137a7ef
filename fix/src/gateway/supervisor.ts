// The FIX gateway beside an exchange, kept running.
import { Supervisor } from '@tapebook/supervisor'
import type { FixFigures, FixSettings, FromFix } from './settings.ts'

/** How long it may take to log everybody out. */
const FINISH_MS = 12_000

type Place = Extract<FromFix, { type: 'listening' }>

export class FixSupervisor {
  readonly #process: Supervisor<FromFix>
  #place: Place | undefined
  #figures: FixFigures | undefined
  #onListening: (() => void) | undefined

  constructor(settings: FixSettings, onTrouble: (why: string) => void) {
    const isSource = import.meta.url.endsWith('.ts')
    this.#process = new Supervisor<FromFix>({
      name: 'the FIX gateway',
      entry: new URL(isSource ? './process.ts' : './process.js', import.meta.url),
      settings,
      finishMs: FINISH_MS,
      onTrouble,
      onMessage: (message) => {
        if (message.type === 'figures') this.#figures = message.figures
        else {
          this.#place = message
          this.#onListening?.()
        }
        return true
      },
      onEnd: () => {
        this.#place = undefined
        this.#figures = undefined
      },
    })
  }

  /** Number of its process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Where it listens; undefined where it did not get to it in that time. */
  async listening(withinMs: number): Promise<Place | undefined> {
    if (this.#place !== undefined) return this.#place
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, withinMs)
      this.#onListening = () => {
        clearTimeout(late)
        resolve()
      }
    })
    return this.#place
  }

  /** For metrics of the exchange. */
  gauges(): Record<string, number> {
    const { sessions = [], logons = 0, refusedLogons = 0, resets = 0, latency } = this.#figures ?? {}
    const sum = (of: (each: (typeof sessions)[number]) => number): number =>
      sessions.reduce((all, each) => all + of(each), 0)
    return {
      fix_up: this.#place === undefined ? 0 : 1,
      fix_restarts_total: this.#process.restarts,
      fix_sessions: sessions.length,
      fix_sessions_logged_on: sum(({ isLoggedOn }) => (isLoggedOn ? 1 : 0)),
      fix_logons_total: logons,
      fix_logons_refused_total: refusedLogons,
      fix_resets_total: resets,
      fix_messages_received_total: sum(({ received }) => received),
      fix_messages_sent_total: sum(({ sent }) => sent),
      fix_session_rejects_total: sum(({ refused }) => refused),
      fix_waiting_bytes: sum(({ waitingBytes }) => waitingBytes),
      fix_answer_p50_us: latency?.p50 ?? 0,
      fix_answer_p99_us: latency?.p99 ?? 0,
      fix_answer_most_us: latency?.most ?? 0,
    }
  }

  async stop(): Promise<void> {
    await this.#process.stop()
  }
}
