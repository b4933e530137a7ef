export { Access, type AccessOptions, openAccess } from './access.ts'
export { ASSET_KINDS, type AssetKind, type Assets, type AssetWords, usualWords } from './assets.ts'
export type { AuditCheck, AuditRow, Changes, Json } from './audit.ts'
export type { Mail, Mailer } from './core.ts'
export { checkIdentity, copyIdentity } from './database/copy.ts'
export { DatabaseError } from './database/database.ts'
export type { Deed, DeedOutcome, Deeds, NewDeed } from './deeds.ts'
export type { ApiKey, KeyKind, MadeKey, NewKey, SignedRequest } from './keys/api-keys.ts'
export { logOnBytes, requestBytes, type SignableRequest } from './keys/signatures.ts'
export type { Outcome, PendingCommand } from './outbox.ts'
export { type Account, type AccountPage, PAGE_SIZE } from './people/accounts.ts'
export type { Credentials, LoggedIn, Session } from './people/log-in.ts'
export type { Passkey } from './people/passkeys.ts'
export type { TotpEnrollment } from './people/totp.ts'
export { MAIN_TENANT, type NewUser, type User, type UserStatus } from './people/users.ts'
export {
  type Actor,
  isOperatorPrincipal,
  type OwnAccount,
  ownAccount,
  type Principal,
  SYSTEM,
  systemActor,
  type Visitor,
} from './principal.ts'
export type { Proposal, ProposalKind, ProposalStatus, Proposals } from './proposals.ts'
export { REFUSALS, Refusal, type RefusalCode } from './refusals.ts'
export type { Rate, Taken } from './rights/buckets.ts'
export { CONNECTIONS_PER_PEER, PeerConnections } from './rights/connections.ts'
export { Addresses, plainAddress, realPeer } from './rights/peer.ts'
export {
  PERMISSIONS,
  type Permission,
  permissionsPage,
  ROLES,
  type Role,
  SCOPES,
  type Scope,
} from './rights/permissions.ts'
export { KEY_FILE, KEY_VARIABLE, loadMasterKey, replaceMasterKey } from './secrets/key-file.ts'
export { MasterKey } from './secrets/master-key.ts'
export { DEFAULTS, type Settings } from './settings.ts'
