// What operators do to the venue: all below /admin but people, the audit trail and withdrawals, and assets.
import type { TestMoney } from '@tapebook/service'
import type { App } from '../http/types.ts'
import { accountAdminRoutes } from './accounts.ts'
import { assetAdminRoutes } from './assets.ts'
import { bustRoutes } from './busts.ts'
import { Desk, type DeskParts } from './desk.ts'
import { feeRoutes } from './fees.ts'
import { fixRoutes } from './fix.ts'
import { keyAdminRoutes } from './keys.ts'
import { memberRoutes } from './members.ts'
import { moneyRoutes } from './money.ts'
import { phaseRoutes } from './phases.ts'
import { riskRoutes } from './risk.ts'
import { sandboxAdminRoutes } from './sandbox.ts'
import { symbolRoutes } from './symbols.ts'

const ROUTES = [
  accountAdminRoutes,
  assetAdminRoutes,
  moneyRoutes,
  symbolRoutes,
  phaseRoutes,
  feeRoutes,
  riskRoutes,
  bustRoutes,
  memberRoutes,
  fixRoutes,
]

/** Adds them all; the desk that they share. `money` is what a sandbox has. */
export function adminRoutes(app: App, parts: DeskParts, money: TestMoney): Desk {
  const desk = new Desk(parts)
  keyAdminRoutes(app, desk)
  void app.register(async (scope) => {
    const venue = scope as unknown as App
    // Whatever they may do in their tenant: the venue is every tenant's.
    venue.addHook('preHandler', async (request) => void desk.actor(request))
    for (const add of ROUTES) add(venue, desk)
    sandboxAdminRoutes(venue, desk, money)
  })
  return desk
}
