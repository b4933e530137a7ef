// The process of the API.
import { once } from 'node:events'
import { runChild, type Tell } from '@tapebook/supervisor'
import pino from 'pino'
import { startApi } from './api.ts'
import type { ApiSettings, Listening } from './settings.ts'

async function main(settings: ApiSettings, tell: Tell<Listening>, finish: AbortSignal): Promise<void> {
  // Results of commands go to the standard output; what is logged does not.
  const logger = pino({ level: settings.logLevel, base: { part: 'api' } }, pino.destination(2))
  const api = await startApi(settings, logger, (why) => void tell.trouble(why))
  // Certificates were renewed.
  const renew = (): void => {
    try {
      api.reload()
    } catch (error) {
      void tell.trouble(`the certificates are as they were: ${(error as Error).message}`)
    }
  }
  if (settings.tls !== undefined || settings.operators !== undefined) process.on('SIGHUP', renew)
  await tell(api.listening)
  if (!finish.aborted) await once(finish, 'abort')
  await api.close()
}

await runChild(main)
