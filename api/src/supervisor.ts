// The API beside an exchange, kept running.
import { entryOf, ListeningProcess } from '@tapebook/supervisor'
import type { ApiSettings, Listening } from './settings.ts'

/** How long it may take to answer what is under way. */
const FINISH_MS = 10_000

export class ApiSupervisor extends ListeningProcess<Listening, Listening> {
  constructor(settings: ApiSettings, onTrouble: (why: string) => void) {
    super({
      name: 'the API',
      entry: entryOf(import.meta.url, './process.ts'),
      settings,
      finishMs: FINISH_MS,
      onTrouble,
      placeOf: (listening) => listening,
    })
  }

  /** For metrics of the exchange. */
  gauges(): Record<string, number> {
    return { api_up: this.isListening ? 1 : 0, api_restarts_total: this.restarts }
  }
}
