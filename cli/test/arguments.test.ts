import assert from 'node:assert/strict'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ExitCode, exitCodeHelp } from '../src/exit-codes.ts'
import { inFolder, tapebook } from './helpers.ts'

/** A command line that is wrong, and what the one sentence says. */
const wrong: [string, RegExp][] = [
  ['verif', /unknown command 'verif' \(Did you mean verify\?\)/],
  ['verify', /missing required argument 'dir'/],
  ['verify /no/such/folder', /there is no folder \/no\/such\/folder/],
  ['verify --deep /tmp', /unknown option '--deep'/],
  ['replay --to 0 /tmp', /'0' is invalid. It must be a whole number from 1/],
  ['inspect /tmp everything', /Allowed choices are journal, events, segments, snapshots/],
  ['flow messages.csv', /'--format <format>' not specified/],
  ['flow --format lobster /no/such/file', /there is no file \/no\/such\/file/],
  ['flow --format fix x', /Allowed choices are lobster, itch/],
  ['order hold BTCUSD 1', /Allowed choices are buy, sell/],
  ['order buy BTCUSD 1 61000', /a price is given as "@ 61000"/],
  ['order buy BTCUSD 1', /no key: name the key file/],
  ['cancel', /name an order to cancel, or give --all/],
  ['balance --key /no/such/key', /there is no key file/],
  ['start --port 65536', /whole number from 0 to 65535/],
  ['start --policy none', /Allowed choices are disk, memory/],
  ['start --data /etc/passwd', /is a file where a folder belongs/],
  ['phase set BTCUSD lunch', /Allowed choices are pre-open, opening-auction/],
  ['phase plan BTCUSD', /'--calendar <file>' not specified/],
  ['phase rules BTCUSD --volatility 0', /whole number from 1/],
  ['kill everybody 1', /Allowed choices are account, tier/],
  ['kill account ana', /named by its number/],
  ['keys', /a command is missing/],
  ['keys show', /missing required argument 'file'/],
  ['users create /tmp ana@example.org --role KING', /Allowed choices are SUPER_ADMIN, ADMIN/],
  ['users list /no/such/folder', /there is no folder \/no\/such\/folder/],
  ['audit list /tmp --limit 0', /whole number from 1 to 1000/],
  ['bench everything', /Allowed choices are peers, core/],
  ['bench core --rate 5', /--rate belongs to "bench sdk"/],
  ['bench --soak 5', /whole number from 10/],
  ['completion tcsh', /Allowed choices are bash, zsh, fish/],
]

test('a wrong command line is one sentence on standard error and exit code 2', async (context) => {
  for (const [line, why] of wrong) {
    await context.test(`tapebook ${line}`, async () => {
      const { code, out, err } = await tapebook(...line.split(' '))
      assert.equal(code, ExitCode.Usage, err)
      assert.match(err, why)
      assert.match(err, /^tapebook: [^\n]+\n$/)
      assert.equal(out, '')
    })
  }
})

test('help lists every exit code and hides what users do not need', async () => {
  const { code, out } = await tapebook('--help')
  assert.equal(code, ExitCode.Ok)
  for (const value of Object.values(ExitCode)) assert.match(exitCodeHelp, new RegExp(`^ +${value} `, 'm'))
  assert.ok(out.includes(exitCodeHelp.trim()))
  assert.doesNotMatch(out, /torture/)
})

test('the version is that of the package', async () => {
  const { code, out } = await tapebook('--version')
  assert.equal(code, ExitCode.Ok)
  assert.match(out, /^\d+\.\d+\.\d+\n$/)
})

test('a key is made for its owner only, shown, and never written over', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'me.pem')
    const made = await tapebook('keys', 'new', '--out', file, '--json')
    assert.equal(made.code, ExitCode.Ok, made.err)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const { public_key } = JSON.parse(made.out) as { public_key: string }
    assert.match(public_key, /^[0-9a-f]{64}$/)
    assert.equal((await tapebook('keys', 'show', file)).out, `${public_key}\n`)
    const again = await tapebook('keys', 'new', '--out', file)
    assert.equal(again.code, ExitCode.Usage)
    assert.match(again.err, /exists and is not written over/)
    writeFileSync(file, 'no key')
    assert.equal((await tapebook('keys', 'show', file)).code, ExitCode.CannotRead)
  })
})

test('without a server a session command says how to start one', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'me.pem')
    await tapebook('keys', 'new', '--out', file)
    const { code, err } = await tapebook('balance', '--key', file, '--url', 'ws://127.0.0.1:1')
    assert.equal(code, ExitCode.NoServer)
    assert.match(err, /no exchange answers at ws:\/\/127.0.0.1:1 .*tapebook start/)
  })
})

test('a folder without a journal cannot be read', async () => {
  await inFolder(async (folder) => {
    const { code, err } = await tapebook('hash', folder)
    assert.equal(code, ExitCode.CannotRead)
    assert.match(err, /holds no journal/)
  })
})
