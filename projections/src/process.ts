// The process of a projector.
import { runChild, type Tell } from '@tapebook/supervisor'
import { openDatabase } from './database/database.ts'
import type { ProcessSettings } from './process-settings.ts'
import { type Progress, Projector } from './projector.ts'

const PROGRESS_MS = 500

async function main(
  { directory, url, retention }: ProcessSettings,
  tell: Tell<Progress>,
  finish: AbortSignal,
): Promise<void> {
  const database = await openDatabase(url)
  let refused = ''
  const onFailure = ({ message }: Error): void => {
    if (message !== refused) void tell.trouble(`${database.description}: ${message}`)
    refused = message
  }
  const projector = new Projector({ directory, database, onFailure, ...(retention && { retention }) })
  await projector.open()
  const told = setInterval(() => tell(projector.progress), PROGRESS_MS)
  finish.addEventListener('abort', () => projector.finish())
  if (finish.aborted) projector.finish()
  await projector.run()
  clearInterval(told)
  await tell(projector.progress)
  await database.close()
}

await runChild(main)
