// The process of streams and the WebSocket API.
import { once } from 'node:events'
import { runChild, type Tell } from '@tapebook/supervisor'
import type { FromStreams, StreamsSettings } from './settings.ts'
import { startStreams } from './streams-server.ts'

/** Between counts that are told, in ms. */
const COUNTS_MS = 1_000

async function main(settings: StreamsSettings, tell: Tell<FromStreams>, finish: AbortSignal): Promise<void> {
  const streams = await startStreams(settings, (why) => void tell.trouble(why))
  const { host, port } = streams
  await tell({ type: 'listening', host, port })
  const timer = setInterval(() => void tell({ type: 'counts', counts: streams.counts() }), COUNTS_MS)
  if (!finish.aborted) await once(finish, 'abort')
  clearInterval(timer)
  await streams.close()
}

await runChild(main)
