// The process of streams and the WebSocket API.
import { once } from 'node:events'
import { newApp } from '@tapebook/sockets'
import { runChild, type Tell } from '@tapebook/supervisor'
import type { FromStreams, StreamsSettings } from './settings.ts'
import { type StreamsServer, startStreams } from './streams-server.ts'

/** Between counts that are told, in ms. */
const COUNTS_MS = 1_000

async function main(settings: StreamsSettings, tell: Tell<FromStreams>, finish: AbortSignal): Promise<void> {
  const { tls } = settings
  const open = async (): Promise<StreamsServer> => {
    const streams = await startStreams(settings, (why) => void tell.trouble(why))
    const { host, port } = streams
    await tell({ type: 'listening', host, port })
    return streams
  }
  let streams = await open()
  let renewal = Promise.resolve()
  let failed = (_why: unknown): void => undefined
  const failure = new Promise<never>((_resolve, reject) => {
    failed = reject
  })
  /** A listening socket keeps its certificate: all are told to come again, and find the new one. */
  const renew = async (): Promise<void> => {
    if (finish.aborted) return
    try {
      newApp(tls)
    } catch (error) {
      return void tell.trouble(`the certificate is as it was: ${(error as Error).message}`)
    }
    await streams.close()
    streams = await open()
  }
  if (tls !== undefined) {
    process.on('SIGHUP', () => {
      renewal = renewal.then(renew)
      renewal.catch(failed)
    })
  }
  const timer = setInterval(() => void tell({ type: 'counts', counts: streams.counts() }), COUNTS_MS)
  if (!finish.aborted) await Promise.race([once(finish, 'abort'), failure])
  clearInterval(timer)
  await renewal
  await streams.close()
}

await runChild(main)
