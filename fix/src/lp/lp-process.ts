// The process of the gateway to liquidity providers.
import { once } from 'node:events'
import { runChild, type Tell } from '@tapebook/supervisor'
import type { FromLp, LpSettings } from './settings.ts'
import { startLp } from './start.ts'

/** Between gauges that are told, in ms. */
const GAUGES_MS = 1_000

async function main(settings: LpSettings, tell: Tell<FromLp>, finish: AbortSignal): Promise<void> {
  const { gateway, socket, close } = await startLp(settings, (why) => void tell.trouble(why))
  await tell({ type: 'listening', socket })
  const timer = setInterval(() => void tell({ type: 'gauges', gauges: gateway.gauges() }), GAUGES_MS)
  if (!finish.aborted) await once(finish, 'abort')
  clearInterval(timer)
  await close()
}

await runChild(main)
