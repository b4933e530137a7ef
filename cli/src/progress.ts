import { performance } from 'node:perf_hooks'
import { grouped } from './output.ts'

const SILENT_MS = 2_000
const REDRAW_MS = 200

export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`
}

/** What stands in the line: `applying  42 %  1,234,567 commands/s  12 s left`. */
export function progressLine(
  label: string,
  unit: string,
  done: number,
  total: number,
  seconds: number,
): string {
  const rate = seconds > 0 ? done / seconds : 0
  const parts = [label]
  if (total > 0) parts.push(`${Math.floor((100 * Math.min(done, total)) / total)} %`)
  parts.push(unit === 'bytes' ? `${(rate / 1e6).toFixed(1)} MB/s` : `${grouped(rate)} ${unit}/s`)
  if (total > 0 && rate > 0) parts.push(`${duration((total - done) / rate)} left`)
  return parts.join('  ')
}

/** A line on standard error, from two seconds on, and only where somebody can see it. */
export class ProgressLine {
  readonly #label: string
  readonly #unit: string
  readonly #started = performance.now()
  #drawn = 0

  constructor(label: string, unit: string) {
    this.#label = label
    this.#unit = unit
  }

  /** Bound, so that the addon can call it. Never asks for a stop. */
  readonly update = (done: number, total: number): true => {
    const now = performance.now()
    if (!process.stderr.isTTY || now - this.#started < SILENT_MS || now - this.#drawn < REDRAW_MS) return true
    this.#drawn = now
    const line = progressLine(this.#label, this.#unit, done, total, (now - this.#started) / 1_000)
    process.stderr.write(`\r\x1b[2K${line}`)
    return true
  }

  end(): void {
    if (this.#drawn > 0) process.stderr.write('\r\x1b[2K')
  }
}
