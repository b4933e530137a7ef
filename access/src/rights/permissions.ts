// Who may do what: one table. docs/reference/permissions.md is made from it.

/** Roles of people (AU-05). */
export const ROLES = ['SUPER_ADMIN', 'ADMIN', 'RISK_MANAGER', 'SUPPORT', 'CLIENT'] as const
export type Role = (typeof ROLES)[number]

/**
 * What a credential may be used for. A person's log-in has all of them; a key has those that it was made with, never
 * `person`, by which people change their own credentials and rights.
 */
export const SCOPES = ['read', 'trade', 'withdraw', 'manage', 'person'] as const
export type Scope = (typeof SCOPES)[number]

interface Rule {
  /** The scope that the credential needs. */
  readonly scope: Scope
  /** Roles beside SUPER_ADMIN, who may do all. */
  readonly roles: readonly Role[]
  /** Needs a second factor where the setting `secondFactor` says `required` (AU-03). */
  readonly secondFactor?: true
  readonly means: string
}

const EVERYBODY = ['ADMIN', 'RISK_MANAGER', 'SUPPORT', 'CLIENT'] as const

/** One line a permission; those that begin with `own.` are about what belongs to the one who asks. */
export const PERMISSIONS = {
  'own.security.manage': {
    scope: 'person',
    roles: EVERYBODY,
    means: 'change one’s own password, second factor, passkeys, sessions',
  },
  'own.profile.read': {
    scope: 'read',
    roles: EVERYBODY,
    means: 'see oneself, and which accounts one may see',
  },
  'own.keys.manage': { scope: 'person', roles: ['CLIENT'], means: 'make, list and revoke one’s own keys' },
  'own.accounts.read': { scope: 'read', roles: ['CLIENT'], means: 'see one’s own accounts' },
  'own.accounts.create': { scope: 'person', roles: ['CLIENT'], means: 'open an account of one’s own' },
  'own.accounts.update': { scope: 'person', roles: ['CLIENT'], means: 'rename an account of one’s own' },
  'own.balances.read': { scope: 'read', roles: ['CLIENT'], means: 'see one’s own balances' },
  'own.ledgers.read': { scope: 'read', roles: ['CLIENT'], means: 'see one’s own ledger' },
  'own.orders.read': { scope: 'read', roles: ['CLIENT'], means: 'see one’s own orders and trades' },
  'own.positions.read': { scope: 'read', roles: ['CLIENT'], means: 'see one’s own positions' },
  'own.orders.place': {
    scope: 'trade',
    roles: ['CLIENT'],
    secondFactor: true,
    means: 'enter and replace orders',
  },
  'own.orders.cancel': { scope: 'trade', roles: ['CLIENT'], means: 'cancel one’s own orders' },
  'own.withdrawals.request': {
    scope: 'withdraw',
    roles: ['CLIENT'],
    secondFactor: true,
    means: 'ask for a withdrawal',
  },
  'own.sandbox.use': {
    scope: 'trade',
    roles: ['CLIENT'],
    means: 'in a sandbox: take test money, and reset one’s own account',
  },
  'accounts.read': { scope: 'read', roles: ['ADMIN', 'SUPPORT'], means: 'see everybody’s accounts' },
  'accounts.create': { scope: 'manage', roles: ['ADMIN'], means: 'open an account for somebody' },
  'accounts.update': { scope: 'manage', roles: ['ADMIN'], means: 'rename somebody’s account' },
  'accounts.freeze': { scope: 'manage', roles: ['ADMIN'], means: 'freeze and unfreeze an account' },
  'accounts.close': { scope: 'manage', roles: ['ADMIN'], means: 'close an account' },
  'balances.read': { scope: 'read', roles: ['ADMIN', 'SUPPORT'], means: 'see everybody’s balances' },
  'ledgers.read': { scope: 'read', roles: ['ADMIN', 'SUPPORT'], means: 'see everybody’s ledger' },
  'orders.read': { scope: 'read', roles: ['ADMIN'], means: 'see everybody’s orders and trades' },
  'positions.read': { scope: 'read', roles: ['RISK_MANAGER'], means: 'see everybody’s positions' },
  'deposits.create': {
    scope: 'manage',
    roles: ['ADMIN'],
    secondFactor: true,
    means: 'credit a deposit',
  },
  'withdrawals.approve': {
    scope: 'manage',
    roles: ['ADMIN'],
    secondFactor: true,
    means: 'approve or refuse somebody else’s withdrawal',
  },
  'fees.read': {
    scope: 'read',
    roles: ['ADMIN', 'RISK_MANAGER', 'SUPPORT'],
    means: 'see fees of every tier',
  },
  'fees.update': { scope: 'manage', roles: ['ADMIN'], means: 'change fees and fee tiers' },
  'assets.update': { scope: 'manage', roles: ['ADMIN'], means: 'add and change assets' },
  'reports.read': { scope: 'read', roles: ['ADMIN'], means: 'see reports of the venue' },
  'risk.read': { scope: 'read', roles: ['RISK_MANAGER'], means: 'see limits and other risk parameters' },
  'risk.update': {
    scope: 'manage',
    roles: ['RISK_MANAGER'],
    secondFactor: true,
    means: 'change limits and other risk parameters, risk groups, use kill switches',
  },
  'instruments.read': {
    scope: 'read',
    roles: ['ADMIN', 'RISK_MANAGER', 'SUPPORT'],
    means: 'see instruments as operators do',
  },
  'instruments.update': {
    scope: 'manage',
    roles: [],
    secondFactor: true,
    means: 'list, change and delist instruments, plan phases',
  },
  'instruments.phase': {
    scope: 'manage',
    roles: ['ADMIN', 'RISK_MANAGER'],
    secondFactor: true,
    means: 'change the phase of an instrument now: halt, resume, suspend',
  },
  'members.read': {
    scope: 'read',
    roles: ['ADMIN', 'RISK_MANAGER', 'SUPPORT'],
    means: 'see members of the binary port and risk groups',
  },
  'members.update': {
    scope: 'manage',
    roles: [],
    secondFactor: true,
    means: 'register and revoke keys of members, let them act for accounts',
  },
  'trades.bust': {
    scope: 'manage',
    roles: [],
    secondFactor: true,
    means: 'bust or correct a trade, with a second person',
  },
  'sandbox.read': {
    scope: 'read',
    roles: ['ADMIN', 'RISK_MANAGER', 'SUPPORT'],
    means: 'see what is set in a sandbox',
  },
  'sandbox.update': {
    scope: 'manage',
    roles: ['ADMIN'],
    means: 'in a sandbox: set test money, and what goes wrong for clients',
  },
  'fix.read': {
    scope: 'read',
    roles: ['ADMIN', 'RISK_MANAGER', 'SUPPORT'],
    means: 'see sessions to liquidity providers',
  },
  'fix.control': {
    scope: 'manage',
    roles: ['ADMIN'],
    secondFactor: true,
    means: 'connect and disconnect sessions to liquidity providers',
  },
  'users.read': { scope: 'read', roles: ['ADMIN', 'SUPPORT'], means: 'see people' },
  'users.create': { scope: 'manage', roles: ['ADMIN'], means: 'sign somebody up as a client' },
  'users.update': {
    scope: 'manage',
    roles: ['ADMIN'],
    means: 'disable and enable a client, end sessions',
    secondFactor: true,
  },
  'users.role': {
    scope: 'person',
    roles: [],
    secondFactor: true,
    means: 'make operators, change roles, disable operators',
  },
  'keys.revoke': { scope: 'manage', roles: ['ADMIN'], means: 'list and revoke somebody’s keys' },
  'audit.read': { scope: 'read', roles: ['ADMIN'], means: 'read and verify the audit trail' },
  'secrets.rotate': {
    scope: 'person',
    roles: [],
    secondFactor: true,
    means: 'change the key that signs tokens',
  },
} as const satisfies Readonly<Record<string, Rule>>

export type Permission = keyof typeof PERMISSIONS

/** The rule of a permission. */
export const ruleOf = (permission: Permission): Rule => PERMISSIONS[permission]

/** May people of this role do it, given the credential for it? */
export const roleMay = (role: Role, permission: Permission): boolean =>
  role === 'SUPER_ADMIN' || ruleOf(permission).roles.includes(role)

/** Do people of this role work for the venue? */
export const isOperator = (role: Role): boolean => role !== 'CLIENT'

/** The table as a page. */
export function permissionsPage(): string {
  const head = `| permission | allows | scope | second factor | ${ROLES.join(' | ')} |`
  const line = `|---|---|---|---|${ROLES.map(() => '---').join('|')}|`
  const rows = (Object.keys(PERMISSIONS) as Permission[]).map((permission) => {
    const { scope, means, secondFactor } = ruleOf(permission)
    const cells = ROLES.map((role) => (roleMay(role, permission) ? 'yes' : ''))
    return `| \`${permission}\` | ${means} | ${scope} | ${secondFactor ? 'yes' : ''} | ${cells.join(' | ')} |`
  })
  return `<!-- Generated from access/src/rights/permissions.ts by access/test/permissions.test.ts; do not edit. -->

# Who may do what

A permission is given by the role of a person and the scope of the credential: a log-in has every scope, a key those
that it was made with, and never \`person\`. Where the setting \`secondFactor\` is \`required\`, a permission with
\`second factor\` needs a log-in with one, or a key that was made by such a log-in. What is somebody else's and may not be seen is
answered as if it were not there. Nobody reaches beyond their tenant.

${[head, line, ...rows].join('\n')}
`
}
