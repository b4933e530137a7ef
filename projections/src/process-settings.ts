import type { Retention } from './market/retention.ts'

/** What a projector's process is told. */
export interface ProcessSettings {
  readonly directory: string
  readonly url: string
  readonly retention?: Retention
}
