import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Role, User } from '@tapebook/access'
import { Argument, type Command, Option } from 'commander'
import { usageError } from '../exit-codes.ts'
import { type IdentityOptions, identityCommand, onIdentity } from '../identity.ts'
import { Output, table } from '../output.ts'

const ROLES: readonly Role[] = ['SUPER_ADMIN', 'ADMIN', 'RISK_MANAGER', 'SUPPORT', 'CLIENT']
const PAGE = 100

interface CreateOptions extends IdentityOptions {
  role: Role
  passwordFile?: string
}

export function addUsersCommand(program: Command): void {
  const users = program.command('users').description('people of an exchange: operators and clients')
  const who = new Argument('<who>', 'address or id')
  identityCommand(users, 'create', 'make somebody; without --password-file a password is made and shown')
    .argument('<email>', 'address of mail')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('CLIENT'))
    .option('--password-file <file>', 'first line: the password; - reads standard input')
    .action(create)
  identityCommand(users, 'list', 'everybody').action(list)
  identityCommand(users, 'disable', 'keep somebody out, and end their sessions')
    .addArgument(who)
    .action((dir: string, it: string, options: IdentityOptions) => setStatus(dir, it, 'DISABLED', options))
  identityCommand(users, 'enable', 'let somebody in again')
    .addArgument(who)
    .action((dir: string, it: string, options: IdentityOptions) => setStatus(dir, it, 'ACTIVE', options))
  identityCommand(users, 'role', 'put somebody in another role; sessions and keys end')
    .addArgument(who)
    .addArgument(new Argument('<role>', 'what they may do').choices(ROLES))
    .action(setRole)
  identityCommand(users, 'log-out', 'end all sessions of somebody').addArgument(who).action(logOut)
  identityCommand(users, 'reset', 'a token by which somebody sets another password, once')
    .addArgument(who)
    .action(reset)
  identityCommand(users, 'remove-totp', 'take away a lost authenticator').addArgument(who).action(removeTotp)
  identityCommand(users, 'tenant', 'make a tenant')
    .argument('<id>', 'small letters, digits and dashes')
    .argument('<name>', 'as people read it')
    .action(tenant)
}

async function create(directory: string, email: string, options: CreateOptions): Promise<void> {
  const { role, passwordFile, json } = options
  const given = passwordFile === undefined ? undefined : firstLine(passwordFile)
  await onIdentity(directory, options, async (access, actor) => {
    const password = given ?? randomBytes(15).toString('base64url')
    const user = await access.users.create(actor, { email, password, role })
    const shown = given === undefined ? { password } : {}
    new Output(json).result({ ...row(user), ...shown }, () =>
      [line(user), ...(given === undefined ? [`password, shown this once: ${password}`] : [])].join('\n'),
    )
  })
}

async function list(directory: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    const output = new Output(options.json)
    const rows: string[][] = []
    for (let after = ''; ; ) {
      const page = await access.users.list(actor, { after, limit: PAGE })
      for (const user of page) {
        if (output.json) output.result(row(user), () => '')
        else rows.push([user.email, user.role, user.status, user.hasTotp ? 'totp' : '', user.id])
      }
      if (page.length < PAGE) break
      after = page.at(-1)?.id ?? ''
    }
    output.note(rows.length === 0 ? 'there is nobody yet' : table(rows))
  })
}

async function setStatus(
  directory: string,
  who: string,
  status: 'ACTIVE' | 'DISABLED',
  options: IdentityOptions,
): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    await access.users.setStatus(actor, who, status)
    const user = await access.users.get(actor, who)
    new Output(options.json).result(row(user), () => line(user))
  })
}

async function setRole(directory: string, who: string, role: Role, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    await access.users.setRole(actor, who, role)
    const user = await access.users.get(actor, who)
    new Output(options.json).result(row(user), () => line(user))
  })
}

async function logOut(directory: string, who: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    await access.users.logOutEverywhere(actor, who)
    new Output(options.json).result({ who }, () => `all sessions of ${who} have ended`)
  })
}

async function reset(directory: string, who: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    const token = await access.users.issueReset(actor, who)
    new Output(options.json).result({ who, token }, () => token)
  })
}

async function removeTotp(directory: string, who: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    await access.users.removeTotp(actor, who)
    new Output(options.json).result({ who }, () => `${who} logs on without a code now`)
  })
}

async function tenant(directory: string, id: string, name: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    await access.users.createTenant(actor, id, name)
    new Output(options.json).result({ id, name }, () => `${id}  ${name}`)
  })
}

function firstLine(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').split(/\r?\n/, 1)[0] ?? ''
  } catch {
    throw usageError(`there is no file ${file}`)
  }
}

const row = ({ id, email, role, status }: User) => ({ id, email, role, status })
const line = ({ id, email, role, status }: User): string => `${email}  ${role}  ${status}  ${id}`
