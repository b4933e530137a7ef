// Routes about people: who they are, their keys, their accounts.
import type { Access } from '@tapebook/access'
import type { AccountService } from '@tapebook/service'
import type { App } from '../http/types.ts'
import { accountRoutes } from './account-routes.ts'
import { authRoutes } from './auth-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { operatorRoutes } from './operator-routes.ts'
import { passkeyRoutes, totpRoutes } from './second-factor-routes.ts'
import { Sweeper } from './sweeper.ts'

/** How often what has expired is thrown away: so late at most does the exchange learn that a key has. */
const SWEEP_MS = 60_000

export function peopleRoutes(
  app: App,
  access: Access,
  service: AccountService,
  onTrouble: (why: string) => void,
): void {
  const sweeper = new Sweeper(() => access.sweep(), SWEEP_MS, onTrouble)
  // Before the store itself is closed.
  app.addHook('preClose', () => sweeper.close())
  authRoutes(app, access)
  totpRoutes(app, access)
  passkeyRoutes(app, access)
  keyRoutes(app, access)
  accountRoutes(app, access, service)
  operatorRoutes(app, access)
}
