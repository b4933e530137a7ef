import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'

/** Logs to stderr: for people on a terminal, else JSON. Written at once, so that the last words are not lost. */
export function newLogger(level = process.env.TAPEBOOK_LOG ?? 'info'): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }))
  return pino(
    options,
    pretty({ destination: 2, sync: true, colorize: true, translateTime: 'SYS:HH:MM:ss.l' }),
  )
}
