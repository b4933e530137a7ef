import { Refusal } from './refusals.ts'
import {
  isOperator,
  type Permission,
  type Role,
  roleMay,
  ruleOf,
  SCOPES,
  type Scope,
} from './rights/permissions.ts'

/** An open account of a person, as far as the engine knows it. */
export interface OwnAccount {
  readonly uuid: string
  /** Its number in the engine. */
  readonly account: number
  readonly frozen: boolean
}

/** Who asks, as a token or a signature proved it. */
export interface Principal {
  readonly userId: string
  /** Nothing crosses tenants (WS-08). */
  readonly tenantId: string
  readonly role: Role
  /** All accounts of the person, or those that the key is for. */
  readonly accounts: readonly OwnAccount[]
  readonly scopes: readonly Scope[]
  /** Was a second factor shown, at the log-in or when the key was made? */
  readonly secondFactor: boolean
  /** The API key that signed. */
  readonly keyId?: string
  /** The token that was shown, and the session that it belongs to. */
  readonly tokenId?: string
  readonly sessionId?: string
}

/** Who asks, and from where: what the audit trail keeps. */
export interface Actor {
  readonly principal: Principal
  /** Address of the real peer; empty if there is none. */
  readonly peer: string
  /** User agent, as sent; empty if there is none. */
  readonly agent: string
  /** Why they do it, where they have to say so; the audit trail keeps it. */
  readonly reason?: string
}

/** Somebody before they are known. */
export type Visitor = Omit<Actor, 'principal' | 'reason'> & {
  /** They came where operators cannot log on: an operator is then nobody who is known. */
  readonly clientsOnly?: boolean
}

/** User id of what the program does by itself, or an operator on its machine. */
export const SYSTEM = 'system'

/** The operator at the machine itself, who has the master key and the database anyway. */
export function systemActor(tenantId: string, agent: string): Actor {
  const principal: Principal = {
    userId: SYSTEM,
    tenantId,
    role: 'SUPER_ADMIN',
    accounts: [],
    scopes: SCOPES,
    secondFactor: true,
  }
  return { principal, peer: '', agent }
}

/** Throws what stands against it, if anything does. `secondFactor`: is one needed where the table says so? */
export function need(principal: Principal, permission: Permission, secondFactor: boolean): void {
  const rule = ruleOf(permission)
  if (!roleMay(principal.role, permission)) throw new Refusal('FORBIDDEN')
  if (!principal.scopes.includes(rule.scope))
    throw new Refusal('FORBIDDEN', 'The key lacks the scope for this.')
  if (secondFactor && rule.secondFactor && !principal.secondFactor) throw new Refusal('SECOND_FACTOR_NEEDED')
}

/** The account with this uuid or engine number, if it is theirs; else NOT_FOUND, as if there were none. */
export function ownAccount(principal: Principal, wanted: string | number): OwnAccount {
  const found = principal.accounts.find(({ uuid, account }) => uuid === wanted || account === wanted)
  if (found === undefined) throw new Refusal('NOT_FOUND')
  return found
}

/** Does the principal work for the venue? */
export const isOperatorPrincipal = ({ role }: Principal): boolean => isOperator(role)
