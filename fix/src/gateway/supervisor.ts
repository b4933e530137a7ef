// The FIX gateway beside an exchange, kept running.
import { entryOf, ListeningProcess } from '@tapebook/supervisor'
import type { FixFigures, FixSettings, FromFix } from './settings.ts'

/** How long it may take to log everybody out. */
const FINISH_MS = 12_000

type Place = Extract<FromFix, { type: 'listening' }>

export class FixSupervisor extends ListeningProcess<FromFix, Place> {
  #figures: FixFigures | undefined

  constructor(settings: FixSettings, onTrouble: (why: string) => void) {
    super({
      name: 'the FIX gateway',
      entry: entryOf(import.meta.url, './process.ts'),
      settings,
      finishMs: FINISH_MS,
      onTrouble,
      placeOf: (message) => {
        if (message.type === 'listening') return message
        this.#figures = message.figures
        return undefined
      },
      onEnd: () => {
        this.#figures = undefined
      },
    })
  }

  /** For metrics of the exchange. */
  gauges(): Record<string, number> {
    const { sessions = [], logons = 0, refusedLogons = 0, resets = 0, latency } = this.#figures ?? {}
    const sum = (of: (each: (typeof sessions)[number]) => number): number =>
      sessions.reduce((all, each) => all + of(each), 0)
    return {
      fix_up: this.isListening ? 1 : 0,
      fix_restarts_total: this.restarts,
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
}
