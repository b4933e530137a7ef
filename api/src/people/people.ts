// Routes about people: who they are, their keys, their accounts.
import type { Access } from '@tapebook/access'
import type { App } from '../http/types.ts'
import type { AccountService } from '../service/account.ts'
import { accountRoutes } from './account-routes.ts'
import { authRoutes } from './auth-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { operatorRoutes } from './operator-routes.ts'
import { passkeyRoutes, totpRoutes } from './second-factor-routes.ts'

export function peopleRoutes(app: App, access: Access, service: AccountService): void {
  authRoutes(app, access)
  totpRoutes(app, access)
  passkeyRoutes(app, access)
  keyRoutes(app, access)
  accountRoutes(app, access, service)
  operatorRoutes(app, access)
}
