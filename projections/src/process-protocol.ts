// What a projector's process and the one that started it tell each other.
import type { Retention } from './market/retention.ts'
import type { Progress } from './projector.ts'

/** Environment variable with the process's settings, as JSON. */
export const SETTINGS = 'TAPEBOOK_PROJECTOR'

export interface ProcessSettings {
  readonly directory: string
  readonly url: string
  readonly retention?: Retention
}

/** `finish`: the tape has ended; catch up and exit. */
export type ToProcess = { readonly type: 'finish' }

export type FromProcess =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'trouble'; readonly why: string }
