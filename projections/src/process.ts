// The process of a projector.
import { setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from './database/database.ts'
import { type FromProcess, type ProcessSettings, SETTINGS, type ToProcess } from './process-protocol.ts'
import { Projector } from './projector.ts'

const PROGRESS_MS = 500
/** Where cores are short those who trade go first. */
const NICE = 5

// Where it cannot be told whoever started this process is gone, which ends it as soon as it is seen.
const tell = (message: FromProcess): Promise<void> =>
  new Promise((resolve) => (process.send ? process.send(message, () => resolve()) : resolve()))

async function main({ directory, url, retention }: ProcessSettings): Promise<void> {
  const database = await openDatabase(url)
  let refused = ''
  const onFailure = ({ message }: Error): void => {
    if (message !== refused) void tell({ type: 'trouble', why: `${database.description}: ${message}` })
    refused = message
  }
  const projector = new Projector({ directory, database, onFailure, ...(retention && { retention }) })
  await projector.open()
  const told = setInterval(() => tell({ type: 'progress', progress: projector.progress }), PROGRESS_MS)
  process.on('message', ({ type }: ToProcess) => {
    if (type === 'finish') projector.finish()
  })
  await projector.run()
  clearInterval(told)
  await tell({ type: 'progress', progress: projector.progress })
  await database.close()
}

// A signal to all processes of a group is the exchange's to obey: it ends this one when it has drained.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit(0))
try {
  setPriority(NICE)
  await main(JSON.parse(process.env[SETTINGS] ?? '{}') as ProcessSettings)
  process.exit(0)
} catch (error) {
  await Promise.race([tell({ type: 'trouble', why: (error as Error).message }), sleep(1_000)])
  process.exit(1)
}
