import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, '../../../node_modules/.cache/itch-python')
const requirements = join(here, 'requirements.txt')

/** Reference, price in ten-thousandths, shares. */
type Order = [string, number, number]

/** What a reader of the ITCH feed holds; see books.py. */
export interface Told {
  messages: number
  kinds: Record<string, number>
  books: Record<string, { B: Order[]; S: Order[] }>
}

/** Installs the Python packages, unless they are here already; says why they cannot be had, or null. */
function install(): string | null {
  const wanted = readFileSync(requirements, 'utf8')
  const stamp = join(packages, 'installed.txt')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return null
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--require-hashes', '--only-binary=:all:']
  const run = spawnSync('python3', [...pip, '--target', packages, '--upgrade', '-r', requirements], {
    encoding: 'utf8',
  })
  if (run.error) return `python3 cannot be run: ${run.error.message}`
  if (run.status !== 0) return `its packages cannot be had: ${run.stderr.trim()}`
  writeFileSync(stamp, wanted)
  return null
}

/** Books as Python packages make them of datagrams. */
export class PythonBooks {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #answers: AsyncIterator<string>

  private constructor() {
    const env = { ...process.env, PYTHONPATH: packages }
    this.#process = spawn('python3', [join(here, 'books.py')], { env })
    this.#process.stderr.pipe(process.stderr)
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]()
  }

  /** Null, and the test is skipped, where there is no Python or no registry to install from. */
  static start(t: TestContext): PythonBooks | null {
    const why = install()
    if (why !== null) {
      t.skip(why)
      return null
    }
    const books = new PythonBooks()
    t.after(() => books.#process.kill())
    return books
  }

  take(datagram: Buffer): void {
    this.#process.stdin.write(`${datagram.toString('hex')}\n`)
  }

  async told(): Promise<Told> {
    if (!this.#process.stdin.write('?\n')) await once(this.#process.stdin, 'drain')
    const { value, done } = await this.#answers.next()
    if (done === true) throw new Error('the Python reader ended')
    return JSON.parse(value) as Told
  }
}
