import { generateKey, publicKeyOf } from '@tapebook/client'
import type { Command } from 'commander'
import { CliError, ExitCode, usageError } from '../exit-codes.ts'
import { type IdentityOptions, identityCommand, onIdentity } from '../identity.ts'
import { readPublicKey, toHex, writeKey } from '../keys.ts'
import { jsonOption } from '../options.ts'
import { Output, table } from '../output.ts'
import { liveWriter } from '../paths.ts'

export function addKeysCommand(program: Command): void {
  const keys = program
    .command('keys')
    .description('make and show Ed25519 keys; list and revoke keys of people; change the master key')
  keys
    .command('new')
    .description('make a key; without --out the private key goes to standard output')
    .option('--out <file>', 'write the private key (PKCS8 PEM, readable by its owner only) to a new file')
    .addOption(jsonOption())
    .action((options: { out?: string; json?: boolean }) => newKey(options.out, new Output(options.json)))
  keys
    .command('show')
    .description('print the public key of a key file, as hex')
    .argument('<file>', 'private or public key (PEM)')
    .addOption(jsonOption())
    .action((file: string, options: { json?: boolean }) => {
      const publicKey = toHex(readPublicKey(file))
      new Output(options.json).result({ file, public_key: publicKey }, () => publicKey)
    })
  identityCommand(keys, 'list', 'API keys of somebody').argument('<who>', 'address or id').action(listKeys)
  identityCommand(keys, 'revoke', 'end an API key for good').argument('<id>', 'of the key').action(revokeKey)
  identityCommand(keys, 'rotate-master', 'encrypt all secrets anew under a new master key').action(
    rotateMaster,
  )
}

async function listKeys(directory: string, who: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    const { id: userId } = await access.users.get(actor, who)
    const output = new Output(options.json)
    const rows: string[][] = []
    for (const { id, name, kind, scopes, addresses, revokedAt } of await access.keys.list(actor, userId)) {
      const row = { id, name, kind, scopes, addresses, revoked: revokedAt !== undefined }
      if (output.json) output.result(row, () => '')
      else rows.push([id, name, kind, scopes.join(','), addresses.join(','), row.revoked ? 'revoked' : ''])
    }
    output.note(rows.length === 0 ? `${who} has no keys` : table(rows))
  })
}

async function revokeKey(directory: string, id: string, options: IdentityOptions): Promise<void> {
  await onIdentity(directory, options, async (access, actor) => {
    await access.keys.revoke(actor, id)
    new Output(options.json).result({ id, revoked: true }, () => `${id} is revoked`)
  })
}

/** The file holds both keys until everything is sealed under the new one: a crash in between loses nothing. */
async function rotateMaster(directory: string, options: IdentityOptions): Promise<void> {
  const running = liveWriter(directory)
  if (running !== undefined) {
    // It would go on sealing under the old key.
    throw new CliError(
      `an exchange runs on ${directory} as process ${running}: stop it first`,
      ExitCode.CannotRead,
    )
  }
  await onIdentity(directory, options, async (access, actor, of) => {
    const given = process.env[of.KEY_VARIABLE]
    if (given !== undefined && given !== '') {
      throw usageError(
        `the master key comes from ${of.KEY_VARIABLE}: put a new one before it there, with a comma`,
      )
    }
    const both = of.loadMasterKey(directory).withNew()
    of.replaceMasterKey(directory, both)
    await access.rotateMasterKey(actor, both)
    of.replaceMasterKey(directory, both.newestOnly())
    new Output(options.json).result(
      { key: both.ids[0] },
      () => `all secrets stand under key ${both.ids[0]} now`,
    )
  })
}

function newKey(file: string | undefined, output: Output): void {
  if (file !== undefined) {
    const publicKey = toHex(publicKeyOf(writeKey(file)))
    output.result({ file, public_key: publicKey }, () => `${file}\npublic key ${publicKey}`)
    return
  }
  const { privateKey, publicKey } = generateKey()
  const hex = toHex(publicKey)
  output.result({ private_key: privateKey, public_key: hex }, () => privateKey.trimEnd())
  if (!output.json) process.stderr.write(`public key ${hex}\n`)
}
