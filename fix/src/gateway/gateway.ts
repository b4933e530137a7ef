// The FIX gateway: QuickFIX's sessions on one side, a session with the exchange for each on the other.
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '@tapebook/supervisor'
import { FixEngine, type FixEvent } from '../native.ts'
import {
  type Counterparties,
  type CounterpartySettings,
  counterpartiesFile,
  keyFile,
  readCounterparties,
  writeCounterparties,
} from './config.ts'
import { CounterpartySession } from './counterparty.ts'
import { hashOf } from './credentials.ts'
import { Latencies } from './latencies.ts'
import { checkLogon, LogonRefused, readLogon } from './logons.ts'
import { Markets } from './market.ts'
import { quickfixSettings, sessionName } from './quickfix.ts'
import type { FixFigures, FixSettings, SessionFigures } from './settings.ts'
import { TlsFront } from './tls-front.ts'

/** Between two looks at figures, progress and counterparties, in ms. */
const LOOK_MS = 500
/** After a log-on that was not valid, before it is told: who guesses waits. */
const WRONG_MS = 500
const STOP_MS = 3_000

interface Place {
  readonly session: CounterpartySession
  settings: CounterpartySettings
  received: number
  refused: number
}

export class Gateway {
  readonly #settings: FixSettings
  readonly #onTrouble: (why: string) => void
  readonly #markets = new Markets()
  readonly #latencies = new Latencies()
  readonly #places = new Map<number, Place>()
  #engine: FixEngine | undefined
  #front: TlsFront | undefined
  #counterparties: Counterparties
  #seen = 0
  #timer: NodeJS.Timeout | undefined
  #isLooking = false
  #port = 0
  #logons = 0
  #refusedLogons = 0
  #resets = 0

  private constructor(settings: FixSettings, onTrouble: (why: string) => void) {
    this.#settings = settings
    this.#onTrouble = onTrouble
    for (const each of ['', 'store', 'log', 'progress', 'keys'])
      mkdirSync(join(settings.folder, each), { recursive: true, mode: 0o700 })
    this.#counterparties = readCounterparties(settings.folder)
  }

  /** Listens for the counterparties that there are; without any it waits for the first. Throws where it cannot listen. */
  static async start(settings: FixSettings, onTrouble: (why: string) => void): Promise<Gateway> {
    const gateway = new Gateway(settings, onTrouble)
    gateway.#seen = gateway.#changed()
    const { tls, host, port } = settings
    if (tls === undefined) gateway.#port = port === 0 ? await freePort(host) : port
    else {
      const inner = await freePort('127.0.0.1')
      const files = {
        certificate: readFileSync(tls.certificate, 'utf8'),
        key: readFileSync(tls.key, 'utf8'),
        ...(tls.authorities !== undefined && { authorities: readFileSync(tls.authorities, 'utf8') }),
      }
      gateway.#front = await TlsFront.listen({ ...files, host, port, inner }, (compId, fingerprint) =>
        gateway.#isCertificateOf(compId, fingerprint),
      )
      gateway.#port = inner
    }
    gateway.#open()
    gateway.#timer = setInterval(() => void gateway.#look(), LOOK_MS)
    return gateway
  }

  get host(): string {
    return this.#settings.host
  }

  get port(): number {
    return this.#front?.port ?? this.#port
  }

  /** QuickFIX's own port: another than that of counterparties where those come over TLS. */
  get innerPort(): number {
    return this.#port
  }

  figures(): FixFigures {
    const sessions: SessionFigures[] = []
    for (const [number, { session, received, refused }] of this.#places) {
      const status = this.#engine?.status(number)
      if (status === undefined || status === null) continue
      const { name, isLoggedOn, nextSender, nextTarget, waitingBytes, sent } = status
      const { isLive, openOrders } = session
      sessions.push({
        ...{ name, isLoggedOn, isLive, nextSender, nextTarget, waitingBytes, openOrders },
        ...{ sent, received, refused },
      })
    }
    return {
      sessions,
      logons: this.#logons,
      refusedLogons: this.#refusedLogons,
      resets: this.#resets,
      latency: this.#latencies.figures(),
    }
  }

  /** Logs everybody out and keeps how far each was told. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#front?.close()
    await Promise.all([...this.#places.values()].map(({ session }) => session.keep()))
    await this.#engine?.stop(STOP_MS)
    await Promise.all([...this.#places.values()].map(({ session }) => session.leave(true)))
  }

  // --- Counterparties

  #open(): void {
    if (this.#counterparties.counterparties.length === 0) return
    const { folder, host } = this.#settings
    const engine = new FixEngine({
      kind: 'acceptor',
      settings: quickfixSettings(this.#counterparties, this.#port),
      store: join(folder, 'store'),
      log: join(folder, 'log'),
      onEvents: (events) => this.#events(events),
    })
    this.#engine = engine
    this.#enrol()
    engine.start(this.#front === undefined ? host : '127.0.0.1')
  }

  #enrol(): void {
    const engine = this.#engine
    if (engine === undefined) return
    const { compId, counterparties } = this.#counterparties
    const { folder, url, ca } = this.#settings
    for (const settings of counterparties) {
      const found = engine.find(sessionName(compId, settings))
      if (found === undefined) continue
      const there = this.#places.get(found.session)
      if (there !== undefined) {
        there.settings = settings
        continue
      }
      const privateKey = keyFile(folder, settings)
      if (!existsSync(privateKey)) {
        this.#onTrouble(`counterparty ${settings.compId} has no key at ${privateKey}`)
        continue
      }
      const session = new CounterpartySession({
        engine,
        session: found.session,
        settings,
        exchange: { url, privateKey: readFileSync(privateKey, 'utf8'), ...(ca !== undefined && { ca }) },
        markets: this.#markets,
        progress: join(folder, 'progress', `${settings.version}-${settings.compId}.json`),
        trades: join(folder, 'trades', `${settings.version}-${settings.compId}`),
        onTrouble: this.#onTrouble,
        onAnswered: (ns) => this.#latencies.add(ns),
      })
      this.#places.set(found.session, { session, settings, received: 0, refused: 0 })
    }
  }

  #changed(): number {
    const path = counterpartiesFile(this.#settings.folder)
    return existsSync(path) ? statSync(path).mtimeMs : 0
  }

  async #look(): Promise<void> {
    // One at a time: on a busy machine one may take longer than the time between two.
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      const changed = this.#changed()
      if (changed !== this.#seen) {
        this.#seen = changed
        this.#counterparties = readCounterparties(this.#settings.folder)
        if (this.#engine === undefined) this.#open()
        else {
          this.#engine.add(quickfixSettings(this.#counterparties, this.#port))
          this.#enrol()
        }
      }
      await Promise.all([...this.#places.values()].map(({ session }) => session.keep()))
      await this.#tellStatus()
    } catch (error) {
      this.#onTrouble((error as Error).message)
    } finally {
      this.#isLooking = false
    }
  }

  /** For `tapebook fix status`. */
  async #tellStatus(): Promise<void> {
    const path = join(this.#settings.folder, 'status.json')
    const { host } = this
    const status = { time: new Date().toISOString(), host, port: this.port, ...this.figures() }
    await writeFile(`${path}.new`, `${JSON.stringify(status, null, 2)}\n`, { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  #isCertificateOf(compId: string, fingerprint: string | undefined): boolean {
    const of = this.#counterparties.counterparties.filter((each) => each.compId === compId)
    return of.every(
      ({ certificates = [] }) =>
        certificates.length === 0 || (fingerprint !== undefined && certificates.includes(fingerprint)),
    )
  }

  // --- What happens

  #events(events: readonly FixEvent[]): void {
    for (const event of events) this.#event(event)
    for (const { session } of this.#places.values()) session.flush()
    this.#engine?.flush()
  }

  #event(event: FixEvent): void {
    const place = this.#places.get(event.session)
    if (place === undefined) {
      if (event.kind === 'logon-request')
        this.#engine?.answer(event.question, false, 'this counterparty is not set up')
      return
    }
    switch (event.kind) {
      case 'logon-request':
        void this.#decide(event, place)
        return
      case 'logon':
        this.#logons++
        this.#audit('logon', place)
        return place.session.here()
      case 'logout':
        this.#audit('logout', place)
        place.session.gone().catch((error: Error) => this.#onTrouble(error.message))
        return
      case 'from-app':
        place.received++
        return place.session.message(event)
      case 'from-admin':
        return place.session.admin(event)
      case 'to-admin':
        if (event.bytes.includes('\x0135=3\x01')) place.refused++
        return
      case 'send-failed':
        return this.#onTrouble(`${place.settings.compId}: a message could not be sent`)
    }
  }

  async #decide(event: FixEvent, place: Place): Promise<void> {
    const { settings, session } = place
    try {
      const message = readLogon(event.bytes, settings.version)
      const isCertified = this.#front?.take(settings.compId) ?? false
      const asked = await checkLogon(message, settings, isCertified)
      if (session.isHere) throw new LogonRefused('it is logged on already')
      await session.prepare(asked.cancel, asked.isReset)
      if (asked.isReset) {
        this.#resets++
        this.#audit('reset', place)
      }
      if (asked.newPassword !== undefined) await this.#changePassword(settings, asked.newPassword)
      this.#engine?.answer(event.question, true)
    } catch (error) {
      this.#refusedLogons++
      const isOurs = error instanceof LogonRefused
      this.#audit('refused', place, (error as Error).message)
      if (isOurs) await new Promise((resolve) => setTimeout(resolve, WRONG_MS))
      else this.#onTrouble(`${settings.compId}: ${(error as Error).message}`)
      this.#engine?.answer(event.question, false, isOurs ? error.message : 'the exchange is not available')
    }
  }

  async #changePassword(of: CounterpartySettings, password: string): Promise<void> {
    const kept = await hashOf(password)
    const { compId, counterparties } = readCounterparties(this.#settings.folder)
    const changed = counterparties.map((each) =>
      each.compId === of.compId && each.version === of.version ? { ...each, password: kept } : each,
    )
    writeCounterparties(this.#settings.folder, { compId, counterparties: changed })
    this.#counterparties = { compId, counterparties: changed }
    this.#enrol()
  }

  /** Who came, went, and began anew: kept for good, a line each. */
  #audit(what: string, { settings }: Place, why?: string): void {
    const line = {
      time: new Date().toISOString(),
      what,
      comp_id: settings.compId,
      ...(why !== undefined && { why }),
    }
    try {
      appendFileSync(join(this.#settings.folder, 'audit.jsonl'), `${JSON.stringify(line)}\n`, { mode: 0o600 })
    } catch (error) {
      this.#onTrouble(`the audit trail: ${(error as Error).message}`)
    }
  }
}
