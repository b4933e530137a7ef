// The gateway's process.
import { once } from 'node:events'
import { runChild, type Tell } from '@tapebook/supervisor'
import { Gateway } from './gateway.ts'
import type { FixSettings, FromFix } from './settings.ts'

/** Between figures that are told, in ms. */
const FIGURES_MS = 1_000

async function main(settings: FixSettings, tell: Tell<FromFix>, finish: AbortSignal): Promise<void> {
  const gateway = await Gateway.start(settings, (why) => void tell.trouble(why))
  const { host, port } = gateway
  await tell({ type: 'listening', host, port })
  const timer = setInterval(() => void tell({ type: 'figures', figures: gateway.figures() }), FIGURES_MS)
  if (!finish.aborted) await once(finish, 'abort')
  clearInterval(timer)
  await gateway.stop()
}

await runChild(main)
