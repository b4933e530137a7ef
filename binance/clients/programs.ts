// The programs of existing clients, and how one is run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Cuts } from './cuts.ts'
import type { Exchange } from './exchange.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Where `make clients` installs what Python needs. */
export const PYTHON_BIN = at('../../target/clients/bin')
/** binance-connector stands apart: its package has the name of python-binance's. */
const CONNECTOR = at('../../target/clients/connector')
const REPOSITORY = at('../..')

/** A program tells `ok NAME` or `not ok NAME: WHY`. */
const FILES: Readonly<Record<string, string>> = {
  'ccxt (JavaScript)': 'ccxt.mjs',
  'ccxt.pro (JavaScript)': 'ccxt_pro.mjs',
  '@binance/spot': 'spot.mjs',
  '@binance/spot streams': 'spot_streams.mjs',
  'ccxt (Python)': 'ccxt_spot.py',
  'ccxt.pro (Python)': 'ccxt_pro.py',
  'binance-connector': 'connector.py',
  'binance-connector streams': 'connector_streams.py',
  'python-binance': 'python_binance.py',
  'python-binance streams': 'python_binance_streams.py',
  freqtrade: 'freqtrade_bot.py',
}

/** Longest that one may take: a machine with much else to do is slow, and one that hangs takes no other's time. */
const PROGRAM_MS = 240_000

export interface Program {
  readonly name: string
  /** A line for the shell; of one that tells nothing its exit code counts. */
  readonly line: string
  readonly isSilent: boolean
}

/** What clients' programs there are: ours, and the lines that the exchange told a newcomer to type. */
export function programsOf({ lines: [keys, ...lines] }: Exchange): Program[] {
  const ours = Object.entries(FILES).map(([name, file]) => {
    const path = at(`./${file}`)
    const command = file.endsWith('.mjs') ? `"${process.execPath}"` : 'python3'
    return { name, line: `${command} "${path}"`, isSilent: false }
  })
  // freqtrade does not end by itself: its program starts it by that line.
  const told = lines.filter((line) => !line.includes('freqtrade'))
  return [
    ...ours,
    ...told.map((line) => ({ name: `as printed: ${line}`, line: `${keys}\n${line}`, isSilent: true })),
  ]
}

export interface Outcome {
  passed: number
  readonly failed: string[]
}

/** Runs a program; the number tells the addresses of those under way apart. */
export async function runProgram(
  { name, line, isSilent }: Program,
  exchange: Exchange,
  number: number,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'tapebook-client-'))
  const [streams, flood] = await Promise.all([
    Cuts.to(exchange.streams),
    Cuts.to(exchange.http, `127.0.0.${10 + number}`),
  ])
  try {
    const env = isSilent
      ? newcomer(line)
      : { ...newcomer(line), ...settingsOf(exchange, streams, flood, folder) }
    const child = spawn('sh', ['-c', line], {
      cwd: REPOSITORY,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    // All that it started goes with it.
    const end = (): void => void process.kill(-child.pid!, 'SIGKILL')
    const late = setTimeout(end, PROGRAM_MS)
    process.on('exit', end)
    const exit = once(child, 'close')
    const outcome: Outcome = { passed: 0, failed: [] }
    for await (const told of createInterface({ input: child.stdout })) {
      console.log(`  ${told}`)
      if (isSilent) continue
      if (told.startsWith('ok ')) outcome.passed++
      else if (told.startsWith('not ok ')) outcome.failed.push(`${name}: ${told.slice('not ok '.length)}`)
    }
    const [code] = (await exit) as [number | null]
    clearTimeout(late)
    process.off('exit', end)
    if (code !== 0) outcome.failed.push(`${name}: it ended with ${code}`)
    else if (isSilent) outcome.passed++
    else if (outcome.passed + outcome.failed.length === 0) outcome.failed.push(`${name}: it checked nothing`)
    return outcome
  } finally {
    streams.stop()
    flood.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The environment of somebody who installed the clients. */
function newcomer(line: string): NodeJS.ProcessEnv {
  const { TAPEBOOK_URL: _url, API_KEY: _key, API_SECRET: _secret, ...env } = process.env
  env.PATH = `${PYTHON_BIN}${delimiter}${env.PATH}`
  if (line.includes('connector')) env.PYTHONPATH = CONNECTOR
  return env
}

function settingsOf(exchange: Exchange, streams: Cuts, flood: Cuts, folder: string): NodeJS.ProcessEnv {
  const [alice, bob] = exchange.apiKeys
  return {
    TAPEBOOK_URL: exchange.http,
    TAPEBOOK_STREAMS: `ws://${streams.host}`,
    // Whoever asks for it ends all connections to streams.
    CUT_URL: streams.control,
    // REST by another address, whose limits may be run against.
    FLOOD_URL: `http://${flood.host}`,
    API_KEY: alice?.apiKey,
    API_SECRET: alice?.secret,
    OTHER_KEY: bob?.apiKey,
    OTHER_SECRET: bob?.secret,
    FREQTRADE_FOLDER: folder,
    FREQTRADE_LINE: exchange.lines.find((line) => line.includes('freqtrade')) ?? '',
  }
}
