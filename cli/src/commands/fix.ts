import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CounterpartySettings, FixFigures } from '@tapebook/fix/gateway'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { connectWith, refusal } from '../connect.ts'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import { fixFolder } from '../fix.ts'
import { readKey, readPublicKey, toHex } from '../keys.ts'
import { DEFAULT_DATA, jsonOption, OPERATOR_KEY, portNumber, urlOption, wholeNumber } from '../options.ts'
import { Output, table } from '../output.ts'
import { addFixLpCommands } from './fix-lp.ts'

interface AddOptions {
  data: string
  url: string
  key?: string
  version: CounterpartySettings['version']
  account: Record<string, number>
  passwordFile?: string
  publicKey?: string
  certificate: string[]
  cancel: NonNullable<CounterpartySettings['cancelOnDisconnect']>
  rate: number
  reset: boolean
  schedule: boolean
  dropCopy?: boolean
  json?: boolean
}

interface ServeOptions {
  data: string
  url: string
  host: string
  port: number
  tlsCert?: string
  tlsKey?: string
  clientCa?: string
}

const dataOption = (): Option => new Option('--data <dir>', 'folder of the exchange').default(DEFAULT_DATA)

/** MAIN=7, or 7 alone. */
function account(text: string, before: Record<string, number> = {}): Record<string, number> {
  const found = /^(?:([A-Za-z0-9._:/-]{1,36})=)?(\d{1,9})$/.exec(text)
  if (found === null) throw new InvalidArgumentError('It must be NAME=NUMBER or NUMBER.')
  const [, name, id = ''] = found
  return { ...before, [name ?? id]: Number(id) }
}

export function addFixCommand(program: Command): void {
  const fix = program.command('fix').description('counterparties over FIX 4.2, 4.4 and 5.0SP2')
  fix
    .command('add')
    .description('let a counterparty log on: by password, by key, or either; a running gateway takes it up')
    .argument('<comp-id>', 'its SenderCompID')
    .addOption(dataOption())
    .addOption(urlOption())
    .option('--key <file>', `the operator's private key (default: DIR/${OPERATOR_KEY})`)
    .addOption(new Option('--version <version>', 'of FIX').choices(['4.2', '4.4', '5.0SP2']).default('4.4'))
    .requiredOption('--account <name=number>', 'account that it acts for; the first is the default', account)
    .option('--password-file <file>', 'first line: its password (554)')
    .option('--public-key <file>', 'Ed25519 key that signs its log-on (96)')
    .option(
      '--certificate <fingerprint>',
      'SHA-256 of a certificate that it has to show; may be repeated',
      more,
      [],
    )
    .addOption(
      new Option('--cancel <when>', 'cancel its orders when its connection is lost, and when it logs out')
        .choices(['never', 'disconnect', 'always'])
        .default('always'),
    )
    .option('--rate <number>', 'messages a second', wholeNumber(1, 1_000_000), 1_000)
    .option('--no-reset', 'refuse log-ons that begin sequence numbers anew (141=Y)')
    .option('--no-schedule', 'sequence numbers never begin anew by themselves; else on Sunday, 00:00 UTC')
    .option('--drop-copy', 'it hears of everything on its accounts and enters nothing')
    .addOption(jsonOption())
    .action(add)
  fix
    .command('list')
    .description('who may log on')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(list)
  fix
    .command('status')
    .description('sessions: who is there, sequence numbers, what waits, and how fast answers are')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(status)
  fix
    .command('log')
    .description('the last messages of a counterparty, secrets left out')
    .argument('<comp-id>', 'its SenderCompID')
    .addOption(dataOption())
    .option('--lines <number>', 'how many', wholeNumber(1, 1_000_000), 40)
    .action(log)
  fix
    .command('serve')
    .description('the FIX gateway alone, for an exchange that runs elsewhere')
    .addOption(dataOption())
    .addOption(urlOption())
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port; 0 for a free one', portNumber, 9_878)
    .option('--tls-cert <file>', 'speak TLS: certificates in PEM')
    .option('--tls-key <file>', 'and their private key')
    .option('--client-ca <file>', 'authority of the certificates that counterparties show')
    .action(serve)
  addFixLpCommands(fix)
}

const more = (value: string, before: string[]): string[] => [...before, value]

function passwordOf(file: string): string {
  const [line = ''] = readFileSync(file === '-' ? 0 : file, 'utf8').split('\n')
  if (line.length < 12) throw usageError('a password has 12 characters at least')
  return line
}

async function add(compId: string, options: AddOptions): Promise<void> {
  const { data, url, version, account: accounts, passwordFile, publicKey, certificate, dropCopy } = options
  const { addCounterparty, hashOf } = await import('@tapebook/fix/gateway')
  if (passwordFile === undefined && publicKey === undefined)
    throw usageError('a counterparty logs on by a password or a key: name --password-file or --public-key')
  const settings: CounterpartySettings = {
    ...{ compId, version, accounts, cancelOnDisconnect: options.cancel, messagesPerSecond: options.rate },
    ...(passwordFile !== undefined && { password: await hashOf(passwordOf(passwordFile)) }),
    ...(publicKey !== undefined && { publicKey: toHex(readPublicKey(publicKey)) }),
    ...(certificate.length > 0 && { certificates: certificate }),
    ...(!options.reset && { mayReset: false }),
    ...(!options.schedule && { schedule: null }),
    ...(dropCopy && { isDropCopy: true }),
  }
  const key = options.key ?? join(data, OPERATOR_KEY)
  const operator = await connectWith({ url, privateKey: readKey(key) }, key)
  try {
    const session = await addCounterparty(operator, fixFolder(data), settings)
    new Output(options.json).result(
      { comp_id: compId, version, accounts, session },
      () => `${compId} may log on with FIX ${version}; to the exchange it is session ${session}`,
    )
  } catch (error) {
    if (error instanceof RangeError) throw usageError(error.message)
    throw refusal(error)
  } finally {
    await operator.close()
  }
}

async function list({ data, json }: { data: string; json?: boolean }): Promise<void> {
  const { readCounterparties } = await import('@tapebook/fix/gateway')
  const { compId, counterparties } = readCounterparties(fixFolder(data))
  const output = new Output(json)
  const rows = counterparties.map(({ compId: theirs, version, accounts, cancelOnDisconnect, isDropCopy }) => {
    const names = Object.entries(accounts).map(([name, id]) => `${name}=${id}`)
    const row = {
      comp_id: theirs,
      version,
      accounts: names,
      cancel: cancelOnDisconnect,
      drop_copy: isDropCopy === true,
    }
    if (output.json) output.result(row, () => '')
    return [theirs, version, names.join(' '), isDropCopy ? 'drop copy' : (cancelOnDisconnect ?? '')]
  })
  output.note(
    rows.length === 0 ? 'nobody may log on: add a counterparty with "tapebook fix add"' : table(rows),
  )
  output.note(`our CompID is ${compId}`)
}

function status({ data, json }: { data: string; json?: boolean }): void {
  const path = join(fixFolder(data), 'status.json')
  if (!existsSync(path)) throw new CliError(`no FIX gateway has run on ${data}`, ExitCode.CannotRead)
  const found = JSON.parse(readFileSync(path, 'utf8')) as FixFigures & {
    time: string
    host: string
    port: number
  }
  new Output(json).result({ ...found }, () => {
    const { sessions, latency, host, port, time } = found
    const rows = sessions.map((it) => [
      it.name,
      it.isLoggedOn ? 'logged on' : 'away',
      `${it.nextTarget}`,
      `${it.nextSender}`,
      `${it.openOrders}`,
      `${it.waitingBytes}`,
    ])
    const head = ['session', 'state', 'next in', 'next out', 'orders', 'waiting']
    const answers = `${latency.count} answers, p50 ${latency.p50} us, p99 ${latency.p99} us`
    return [`${host}:${port} at ${time}`, table([head, ...rows], [2, 3, 4, 5]), answers].join('\n')
  })
}

function log(compId: string, { data, lines }: { data: string; lines: number }): void {
  const folder = join(fixFolder(data), 'log')
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith(`-${compId}.log`))
    : []
  if (files.length === 0) throw new CliError(`${compId} has no log in ${folder}`, ExitCode.CannotRead)
  for (const file of files) {
    const all = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')
    process.stdout.write(`${all.slice(-lines).join('\n')}\n`)
  }
}

async function serve({ data, url, host, port, tlsCert, tlsKey, clientCa }: ServeOptions): Promise<void> {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw usageError('--tls-cert and --tls-key go together')
  const { Gateway } = await import('@tapebook/fix/gateway')
  const tls =
    tlsCert === undefined || tlsKey === undefined
      ? {}
      : {
          tls: {
            certificate: tlsCert,
            key: tlsKey,
            ...(clientCa !== undefined && { authorities: clientCa }),
          },
        }
  try {
    const gateway = await Gateway.start({ url, folder: fixFolder(data), host, port, ...tls }, (why) =>
      process.stderr.write(`tapebook: fix: ${why}\n`),
    )
    process.stdout.write(`FIX at ${gateway.host}:${gateway.port}; Ctrl-C ends it\n`)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await gateway.stop()
  } catch (error) {
    throw new CliError(`the FIX gateway did not open: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  }
}
