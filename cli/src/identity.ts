// The identity database of a data folder, as the operator at the machine opens it.
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Access, Actor } from '@tapebook/access'
import { type Command, Option } from 'commander'
import { CliError, ExitCode, sentenceOf } from './exit-codes.ts'
import { IDENTITY, identityOption, jsonOption } from './options.ts'
import { existingFolder } from './paths.ts'

/** What every command about people takes. */
export interface IdentityOptions {
  identity?: string
  tenant: string
  json?: boolean
}

type Package = typeof import('@tapebook/access')

export const identityCommand = (parent: Command, name: string, description: string): Command =>
  parent
    .command(name)
    .description(description)
    .argument('<dir>', 'data folder of an exchange')
    .addOption(identityOption())
    .addOption(new Option('--tenant <id>', 'whose people').default('main'))
    .addOption(jsonOption())

/** Runs with the database open; what it throws is a sentence. */
export async function onIdentity<T>(
  directory: string,
  { identity, tenant }: IdentityOptions,
  run: (access: Access, actor: Actor, of: Package) => Promise<T>,
): Promise<T> {
  existingFolder(directory)
  const of = await import('@tapebook/access')
  let access: Access | undefined
  try {
    const url = identity ?? join(directory, IDENTITY)
    access = await of.openAccess({ url, masterKey: of.loadMasterKey(directory) })
    return await run(access, of.systemActor(tenant, `tapebook, ${userInfo().username}`), of)
  } catch (error) {
    if (error instanceof CliError) throw error
    if (error instanceof of.Refusal) throw new CliError(error.message, ExitCode.CheckFailed, error)
    throw new CliError(`people of ${directory}: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  } finally {
    await access?.close()
  }
}
