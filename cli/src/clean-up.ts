import { ExitCode } from './exit-codes.ts'

/**
 * Has `clean` run however the process ends, but for a kill -9: a signal's own way to end a process would skip it. Gives
 * what takes that back.
 */
export function onProcessEnd(clean: () => void): () => void {
  const interrupted = (): never => process.exit(ExitCode.Interrupted)
  process.once('exit', clean)
  process.on('SIGINT', interrupted)
  process.on('SIGTERM', interrupted)
  return () => {
    process.off('exit', clean)
    process.off('SIGINT', interrupted)
    process.off('SIGTERM', interrupted)
  }
}
