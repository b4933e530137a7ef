// The gateway to liquidity providers beside an exchange, kept running. Its end stops nobody else (FX-11).
import { entryOf, ListeningProcess } from '@tapebook/supervisor'
import type { FromLp, LpSettings } from './settings.ts'

/** How long log-outs may take. */
const FINISH_MS = 10_000

type Place = Extract<FromLp, { type: 'listening' }>

export class LpSupervisor extends ListeningProcess<FromLp, Place> {
  #gauges: Readonly<Record<string, number>> = {}

  constructor(settings: LpSettings, onTrouble: (why: string) => void) {
    super({
      name: 'the gateway to liquidity providers',
      entry: entryOf(import.meta.url, './lp-process.ts'),
      settings,
      finishMs: FINISH_MS,
      onTrouble,
      placeOf: (message) => {
        if (message.type === 'listening') return message
        this.#gauges = message.gauges
        return undefined
      },
      onEnd: () => {
        this.#gauges = {}
      },
    })
  }

  /** For metrics of the exchange. */
  gauges(): Record<string, number> {
    const told = Object.entries(this.#gauges).map(([name, value]) => [`lp_${name}`, value])
    return { lp_up: this.isListening ? 1 : 0, lp_restarts_total: this.restarts, ...Object.fromEntries(told) }
  }
}
