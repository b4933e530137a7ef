// What makes an exchange a sandbox: a file in its folder that is made with its journal, names that journal, and cannot be
// made later. It holds what operators set there, what the faucet gave, and imported history; nothing that moved money.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SqliteFile, stepsAfter } from '@tapebook/database'
import { BARS, Bars } from './bars.ts'
import { checkFaults, type Faults, NO_FAULTS } from './faults.ts'

const FILE = 'sandbox.db'
const BUSY_MS = 5_000

/** Only the first line is needed by whoever opens it later: which journal it goes with. */
const STEPS = [
  `CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), lineage TEXT NOT NULL, opened_at INTEGER NOT NULL) STRICT;
CREATE TABLE assets (asset INTEGER PRIMARY KEY, start TEXT NOT NULL, daily TEXT NOT NULL) STRICT;
CREATE TABLE grants (id TEXT PRIMARY KEY, account INTEGER NOT NULL, asset INTEGER NOT NULL, day INTEGER NOT NULL,
  amount TEXT NOT NULL) STRICT;
CREATE INDEX grants_of_a_day ON grants (account, asset, day);
CREATE TABLE faults (one INTEGER PRIMARY KEY CHECK (one = 1), settings TEXT NOT NULL) STRICT;
${BARS}`,
] as const

const DAY_MS = 86_400_000

/** A folder, or an exchange, that is no sandbox, or one of another journal. */
export class NotASandboxError extends Error {
  override readonly name = 'NotASandboxError'
}

/** Test money of an asset, in its ledger's units. */
export interface AssetRule {
  /** What an account has after a reset. */
  readonly start: bigint
  /** What the faucet gives an account in a day (UTC) at most. */
  readonly daily: bigint
}

/** What the faucet is asked for. */
export interface Grant {
  /** The same one is the same grant. */
  readonly id: string
  readonly account: number
  readonly asset: number
  readonly amount: bigint
}

/** Was the exchange of a folder begun as a sandbox? */
export const isSandbox = (folder: string): boolean => existsSync(join(folder, FILE))

export class Sandbox {
  readonly #file: SqliteFile
  /** The journal that it goes with. */
  readonly lineage: string
  /** When the exchange began, in ms: imported history lies before it. */
  readonly openedAt: number
  readonly bars: Bars

  private constructor(file: SqliteFile) {
    this.#file = file
    const mark = file.statement('SELECT lineage, opened_at FROM mark').get() as
      | { lineage: string; opened_at: number }
      | undefined
    if (mark === undefined) throw new NotASandboxError('the mark of the sandbox is empty')
    this.lineage = mark.lineage
    this.openedAt = mark.opened_at
    this.bars = new Bars(file)
  }

  /** Marks the folder of an exchange whose journal was begun just now. Throws where it is marked. */
  static create(folder: string, lineage: string, now: number): Sandbox {
    if (isSandbox(folder)) throw new NotASandboxError(`${folder} is marked already`)
    const file = new SqliteFile(join(folder, FILE), BUSY_MS)
    migrate(file)
    file.statement('INSERT INTO mark VALUES (1, ?, ?)').run(lineage, now)
    return new Sandbox(file)
  }

  /** Opens that of a folder. `lineage` is the journal's, where that is known. Throws NotASandboxError. */
  static open(folder: string, lineage?: string): Sandbox {
    if (!isSandbox(folder)) throw new NotASandboxError(`${folder} holds no sandbox`)
    const file = new SqliteFile(join(folder, FILE), BUSY_MS)
    try {
      migrate(file)
      const sandbox = new Sandbox(file)
      if (lineage !== undefined && lineage !== sandbox.lineage) {
        throw new NotASandboxError(`${join(folder, FILE)} is of another journal, ${sandbox.lineage}`)
      }
      return sandbox
    } catch (error) {
      file.close()
      throw error
    }
  }

  /** What is set for an asset; undefined where nobody set anything. */
  rule(asset: number): AssetRule | undefined {
    const row = this.#file.statement('SELECT start, daily FROM assets WHERE asset = ?').get(asset) as
      | { start: string; daily: string }
      | undefined
    return row && { start: BigInt(row.start), daily: BigInt(row.daily) }
  }

  setRule(asset: number, { start, daily }: AssetRule): void {
    const sql =
      'INSERT INTO assets VALUES (?, ?, ?) ON CONFLICT (asset) DO UPDATE SET start = excluded.start, daily = excluded.daily'
    this.#file.statement(sql).run(asset, String(start), String(daily))
  }

  /** What the faucet gave an account of an asset on the day of a time in ms. O(grants of the day). */
  given(account: number, asset: number, now: number): bigint {
    const sql = 'SELECT amount FROM grants WHERE account = ? AND asset = ? AND day = ?'
    const amounts = this.#file.statement(sql).pluck().all(account, asset, dayOf(now)) as string[]
    return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n)
  }

  /** Counts a grant, unless it would be more than `most` in a day; one that is counted already is not counted again. */
  grant({ id, account, asset, amount }: Grant, most: bigint, now: number): boolean {
    return this.#file.db
      .transaction(() => {
        if (this.#file.statement('SELECT 1 FROM grants WHERE id = ?').get(id) !== undefined) return true
        if (this.given(account, asset, now) + amount > most) return false
        // What is older counts no more.
        this.#file.statement('DELETE FROM grants WHERE day < ?').run(dayOf(now) - 1)
        this.#file
          .statement('INSERT INTO grants VALUES (?, ?, ?, ?, ?)')
          .run(id, account, asset, dayOf(now), String(amount))
        return true
      })
      .immediate()
  }

  /** A grant that the exchange refused. */
  takeBack(id: string): void {
    this.#file.statement('DELETE FROM grants WHERE id = ?').run(id)
  }

  /** What operators made go wrong. */
  faults(): Faults {
    const text = this.#file.statement('SELECT settings FROM faults').pluck().get() as string | undefined
    return text === undefined ? NO_FAULTS : (JSON.parse(text) as Faults)
  }

  /** Throws what `checkFaults` finds. */
  setFaults(faults: Faults): void {
    const [wrong] = checkFaults(faults)
    if (wrong !== undefined) throw new RangeError(`${wrong.field}: ${wrong.why}`)
    const sql =
      'INSERT INTO faults VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET settings = excluded.settings'
    this.#file.statement(sql).run(JSON.stringify(faults))
  }

  close(): void {
    this.#file.close()
  }
}

/** The sandbox of a folder, where one is wanted; what keeps it from being one is told, and nothing of one is there then. */
export function openSandbox(
  { sandbox: folder }: { readonly sandbox?: string },
  onTrouble: (why: string) => void,
): Sandbox | undefined {
  if (folder === undefined) return undefined
  try {
    return Sandbox.open(folder)
  } catch (error) {
    onTrouble(`no sandbox: ${(error as Error).message}`)
    return undefined
  }
}

const dayOf = (now: number): number => Math.floor(now / DAY_MS)

function migrate({ db }: SqliteFile): void {
  db.transaction(() => {
    const last = Number(db.pragma('user_version', { simple: true }))
    for (const sql of stepsAfter(last, STEPS)) db.exec(sql)
    db.pragma(`user_version = ${STEPS.length}`)
  }).immediate()
}
