import { generateKey, publicKeyOf } from '@tapebook/client'
import type { Command } from 'commander'
import { readPublicKey, toHex, writeKey } from '../keys.ts'
import { jsonOption } from '../options.ts'
import { Output } from '../output.ts'

export function addKeysCommand(program: Command): void {
  const keys = program.command('keys').description('make and show Ed25519 keys')
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
