// The state of a session to a liquidity provider (FX-08), and when it is tried again (FX-06).
//
// Disconnected -> Connecting when somebody or the plan connects; Connecting -> Connected at log-on, -> Failed when a try ends
// without one; Failed -> Connecting after a pause, until there were `maxReconnects` tries in a row: then an operator has to.
// Connected -> Disconnected at a log-out or a lost connection, and from there it is tried again; what an operator
// disconnected stays so.
import { MOST_PAUSE_S } from './config.ts'

export const LINK_STATES = ['Disconnected', 'Connecting', 'Connected', 'Failed'] as const
export type LinkState = (typeof LINK_STATES)[number]

/** What a link moves. */
export interface LinkPorts {
  /** Makes one try. */
  dial(): void
  /** Logs out, or gives up a try. */
  hangUp(reason: string): void
  /** From 0 to below 1, for the jitter. */
  random(): number
  /** Ms since 1970 UTC. */
  now(): number
}

export interface LinkSettings {
  /** Both in seconds. */
  readonly reconnectInterval: number
  readonly heartbeatInterval: number
  readonly maxReconnects: number
}

/**
 * Pause in ms before the try that follows `failed` (from 1) tries in a row: twice as long each time, and of that a random
 * part between half and all, so that those who lost a provider together do not come back together.
 */
export function pauseMs(failed: number, firstS: number, random: number): number {
  const whole = Math.min(firstS * 2 ** Math.min(failed - 1, 16), MOST_PAUSE_S) * 1_000
  return Math.round(whole / 2 + (whole / 2) * random)
}

/** Without its clock a link stands still: timers are its own. */
export class Link {
  readonly #settings: LinkSettings
  readonly #ports: LinkPorts
  #state: LinkState = 'Disconnected'
  #failed = 0
  #again: NodeJS.Timeout | undefined
  #againAt: number | undefined
  #since = 0
  #connectedAt: number | undefined
  #upMs = 0
  #reconnects = 0
  #error: string | undefined

  constructor(settings: LinkSettings, ports: LinkPorts) {
    this.#settings = settings
    this.#ports = ports
    this.#since = ports.now()
  }

  get state(): LinkState {
    return this.#state
  }

  /** Ms since 1970 UTC at which it came into its state. */
  get since(): number {
    return this.#since
  }

  /** Last log-on. */
  get connectedAt(): number | undefined {
    return this.#connectedAt
  }

  /** Ms that it was connected, in all. */
  get upMs(): number {
    return this.#upMs + (this.#state === 'Connected' ? this.#ports.now() - this.#since : 0)
  }

  /** When it is tried again; undefined where that is nobody's plan. */
  get againAt(): number | undefined {
    return this.#againAt
  }

  /** Tries in a row without a log-on that lasted. */
  get failed(): number {
    return this.#failed
  }

  /** Tries that were not the first. */
  get reconnects(): number {
    return this.#reconnects
  }

  /** Why it last failed or was lost. */
  get error(): string | undefined {
    return this.#error
  }

  /** Somebody wants it. Changes nothing where it is on its way or there; a try that waits is made at once. */
  connect(): void {
    if (this.#state === 'Connecting' || this.#state === 'Connected') return
    this.#failed = 0
    this.#error = undefined
    this.#try()
  }

  /** Somebody does not want it any more. */
  disconnect(reason: string): void {
    this.#forget()
    const { state } = this
    this.#become('Disconnected')
    if (state === 'Connecting' || state === 'Connected') this.#ports.hangUp(reason)
  }

  /** The provider took the log-on. */
  loggedOn(): void {
    if (this.#state !== 'Connecting') return
    this.#become('Connected')
    this.#connectedAt = this.#since
  }

  /** The log-on that was there is over, or a try came to nothing. */
  lost(why: string): void {
    if (this.#state === 'Connected') {
      // One that is thrown out at once each time has not been there.
      const lasted = this.#ports.now() - this.#since >= this.#settings.heartbeatInterval * 1_000
      this.#failed = lasted ? 1 : this.#failed + 1
      this.#become('Disconnected')
    } else if (this.#state === 'Connecting') {
      this.#failed++
      this.#become('Failed')
    } else return
    this.#error = why
    if (this.#failed >= this.#settings.maxReconnects) {
      this.#become('Failed')
      this.#error = `${why}; given up after ${this.#failed} tries`
      return
    }
    const pause = pauseMs(this.#failed, this.#settings.reconnectInterval, this.#ports.random())
    this.#againAt = this.#ports.now() + pause
    this.#again = setTimeout(() => {
      this.#reconnects++
      this.#try()
    }, pause)
  }

  #try(): void {
    this.#forget()
    this.#become('Connecting')
    this.#ports.dial()
  }

  #forget(): void {
    clearTimeout(this.#again)
    this.#again = undefined
    this.#againAt = undefined
  }

  #become(state: LinkState): void {
    const now = this.#ports.now()
    if (this.#state === 'Connected') this.#upMs += now - this.#since
    this.#state = state
    this.#since = now
  }
}
