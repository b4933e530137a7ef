// The frame of a process that a supervisor keeps running.
import { getPriority, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FromChild, ToChild } from './protocol.ts'

/** Environment variable with the process's settings, as JSON. */
export const SETTINGS = 'TAPEBOOK_CHILD'

/** What a process says to the one that started it; resolves when it is on its way. */
export interface Tell<Message> {
  (message: Message): Promise<void>
  trouble(why: string): Promise<void>
}

/** Where cores are short those who trade go first. */
const NICE = 5

/** How long the last words may take. */
const LAST_WORDS_MS = 1_000

// Where it cannot be told whoever started this process is gone, which ends it as soon as it is seen.
const send = <Message>(message: FromChild<Message>): Promise<void> =>
  new Promise((resolve) => (process.send ? process.send(message, () => resolve()) : resolve()))

/**
 * Runs a process to its end: `main` gets the settings that the supervisor gave, and `finish`, which is aborted when it
 * should end in order. It ends with 0 when `main` is done, and with 1 and a word to its supervisor where that throws.
 */
export async function runChild<Settings, Message>(
  main: (settings: Settings, tell: Tell<Message>, finish: AbortSignal) => Promise<void>,
): Promise<never> {
  if (getPriority() < NICE) setPriority(NICE)
  const finish = new AbortController()
  const trouble = (why: string): Promise<void> => send({ type: 'trouble', why })
  const tell = Object.assign((message: Message) => send({ type: 'told', message }), { trouble })
  // A signal to all processes of a group is the exchange's to obey: it ends this one when it has drained.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
  process.on('disconnect', () => process.exit(0))
  // It may have gone before anybody listened.
  if (process.connected === false) process.exit(0)
  process.on('message', ({ type }: ToChild) => {
    if (type === 'finish') finish.abort()
  })
  try {
    await main(JSON.parse(process.env[SETTINGS] ?? '{}') as Settings, tell, finish.signal)
    process.exit(0)
  } catch (error) {
    await Promise.race([trouble((error as Error).message), sleep(LAST_WORDS_MS)])
    process.exit(1)
  }
}
