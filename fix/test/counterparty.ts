// A counterparty on QuickFIX/J, a process of its own that a test drives by lines (`fix/counterparty`).
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { until } from '@tapebook/testing'
import type { Stops } from './stops.ts'

const target = fileURLToPath(new URL('../counterparty/target', import.meta.url))

/** Tests with QuickFIX/J need Java and what `make` fetches; without them they are skipped, and say so. */
export const needsQuickfixJ =
  existsSync(join(target, 'lib')) && spawnSync('java', ['-version']).status === 0
    ? {}
    : { skip: 'QuickFIX/J is not there: it needs Java 11 and Maven, and `make test`' }

/** The version that a counterparty speaks. */
export type Version = 'FIX.4.2' | 'FIX.4.4' | 'FIX.5.0SP2'

export interface CounterpartyOptions {
  readonly version: Version
  /** Its own CompID and ours. */
  readonly us: string
  readonly them: string
  readonly port: number
  /** Whether it listens; else it connects. */
  readonly isAcceptor?: boolean
  /** Fields of its log-ons, with `|` behind each. */
  readonly logon?: string
  /** Further settings of QuickFIX/J. */
  readonly settings?: Readonly<Record<string, string | number>>
}

/** What it told: a word, and a message where there is one. */
export interface Told {
  readonly word: string
  readonly message: ReadonlyMap<number, string>
  /** The message with `|` behind each field. */
  readonly text: string
}

const DICTIONARY: Readonly<Record<Version, Readonly<Record<string, string>>>> = {
  'FIX.4.2': { BeginString: 'FIX.4.2', DataDictionary: 'FIX42.xml' },
  'FIX.4.4': { BeginString: 'FIX.4.4', DataDictionary: 'FIX44.xml' },
  'FIX.5.0SP2': {
    BeginString: 'FIXT.1.1',
    DefaultApplVerID: 'FIX.5.0SP2',
    TransportDataDictionary: 'FIXT11.xml',
    AppDataDictionary: 'FIX50SP2.xml',
  },
}

function settingsOf(options: CounterpartyOptions, folder: string): string {
  const place = options.isAcceptor
    ? { ConnectionType: 'acceptor', SocketAcceptAddress: '127.0.0.1', SocketAcceptPort: options.port }
    : { ConnectionType: 'initiator', SocketConnectHost: '127.0.0.1', SocketConnectPort: options.port }
  const all = {
    ...place,
    ReconnectInterval: 1,
    HeartBtInt: 30,
    NonStopSession: 'Y',
    FileStorePath: join(folder, 'store'),
    FileStoreSync: 'Y',
    SenderCompID: options.us,
    TargetCompID: options.them,
    ...DICTIONARY[options.version],
    ...options.settings,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}`)
  return ['[default]', ...lines, '[session]', ''].join('\n')
}

/** The process, with all that it told since it was started. */
export class Counterparty {
  readonly told: Told[] = []
  readonly #process: ChildProcess
  readonly #ended: Promise<unknown>
  #isOver = false

  private constructor(file: string, logon: string) {
    const path = `${join(target, 'classes')}:${join(target, 'lib')}/*`
    const words = [
      '-Xmx256m',
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-cp',
      path,
      'Counterparty',
      file,
      logon,
    ]
    this.#process = spawn('java', words, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#ended = once(this.#process, 'close').then(() => {
      this.#isOver = true
    })
    // Who is killed reads no more.
    this.#process.stdin!.on('error', () => {})
    createInterface({ input: this.#process.stdout!, crlfDelay: Number.POSITIVE_INFINITY }).on(
      'line',
      (line) => {
        this.told.push(toldOf(line))
      },
    )
  }

  /**
   * Starts one; it is killed when the test ends. Its numbers and messages outlive it: another one of that name in the same
   * test goes on with them.
   */
  static start(stops: Stops, options: CounterpartyOptions): Counterparty {
    const folder = join(stops.folder, options.us)
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'settings.cfg')
    writeFileSync(file, settingsOf(options, folder))
    const counterparty = new Counterparty(file, options.logon ?? '')
    stops.add(() => counterparty.kill())
    return counterparty
  }

  /** Sends a message: its fields from 35 on, with `|` behind each. */
  send(fields: string): void {
    this.#write(`send 0 ${fields}`)
  }

  logout(): void {
    this.#write('logout 0')
  }

  logon(): void {
    this.#write('logon 0')
  }

  /** Messages of the application that came, in order. */
  get received(): readonly ReadonlyMap<number, string>[] {
    return this.told.filter(({ word }) => word === 'in').map(({ message }) => message)
  }

  /** What of ours it refused as malformed or unknown (35=3, 35=j), and its own errors: nothing, as a rule. */
  get complaints(): readonly string[] {
    const isComplaint = ({ word, message }: Told): boolean =>
      word === 'error' || (word.endsWith('out') && ['3', 'j'].includes(message.get(35) ?? ''))
    return this.told.filter(isComplaint).map(({ word, text }) => `${word} ${text}`)
  }

  /** Waits until it is logged on, at least for the `times`th time. */
  async loggedOn(times = 1): Promise<void> {
    await this.#until(
      () => this.told.filter(({ word }) => word === 'logon').length >= times,
      `log-on ${times}`,
    )
  }

  /** The first message of the application that has all these values. */
  async got(wanted: Readonly<Record<number, string>>): Promise<ReadonlyMap<number, string>> {
    let found: ReadonlyMap<number, string> | undefined
    const isIt = (message: ReadonlyMap<number, string>): boolean =>
      Object.entries(wanted).every(([tag, value]) => message.get(Number(tag)) === value)
    await this.#until(() => {
      found = this.received.find(isIt)
      return found !== undefined
    }, JSON.stringify(wanted))
    return found!
  }

  /** Ends it without a word to anybody. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#ended
  }

  /** Waits for what it has to tell; fails, with what it told last, when it takes too long or the process has ended. */
  async #until(what: () => boolean, wanted: string): Promise<void> {
    await until(() => what() || this.#isOver, LONG_MS).catch(() => {})
    if (what()) return
    const last = this.told.slice(-12).map(({ word, text }) => `${word} ${text}`)
    throw new Error(`it did not tell of ${wanted}; the last lines:\n${last.join('\n')}`)
  }

  #write(line: string): void {
    this.#process.stdin!.write(`${line}\n`, 'latin1')
  }
}

/** Java takes seconds to start on a busy machine. */
const LONG_MS = 60_000

function toldOf(line: string): Told {
  const [word = '', ...rest] = line.split(' ')
  const text = rest.slice(1).join(' ')
  const message = new Map<number, string>()
  for (const field of text.split('|')) {
    const at = field.indexOf('=')
    // Of a group's entries the first one is kept: who wants the others reads the text.
    if (at > 0 && !message.has(Number(field.slice(0, at))))
      message.set(Number(field.slice(0, at)), field.slice(at + 1))
  }
  return { word, message, text }
}
