// Plants bugs in copies of the tree, one at a time in each, and lets the simulator look for each.
import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './repository.ts'

const FOLDER = join(root, 'sim', 'planted')
const PLACE = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'planted')
/** Copies worked on side by side: a build alone leaves one of two cores idle for half of its time. */
const BEDS = 2
/** No step takes nearly as long: a bug that makes the simulator hang is not found. */
const PATIENCE_MS = 900_000
/** The invariant that a crash breaks: a bug that only crashes is found by nothing. */
const PANIC = 'O5'

export interface Bug {
  readonly name: string
  /** What is wrong, in a line. */
  readonly what: string
  /** Names of invariants, one of which must break. */
  readonly foundBy: readonly string[]
  /** A seed that found it, where the patch tells one: it is run first. */
  readonly seed: string | undefined
  readonly files: readonly string[]
}

/** What became of a planted bug. */
export interface Outcome {
  readonly bug: Bug
  /** The seed that found it and the invariant that broke there. */
  readonly found?: { readonly seed: string; readonly broke: string }
  /** Why it was not found. */
  readonly fault?: string
  readonly seconds: number
}

/** Names of all bugs. */
export function bugNames(): string[] {
  const patches = readdirSync(FOLDER).filter((file) => file.endsWith('.patch'))
  return patches.map((file) => file.slice(0, -'.patch'.length)).sort()
}

const patchOf = (name: string): string => join(FOLDER, `${name}.patch`)

function read(name: string): Bug {
  const text = readFileSync(patchOf(name), 'utf8')
  const foundBy = /^Found by: (.+)$/m.exec(text)?.[1]?.split(', ')
  if (!foundBy) throw new Error(`${name}.patch does not say what finds it`)
  if (foundBy.includes(PANIC)) throw new Error(`${name}.patch would be found by a crash`)
  const seed = /^Seed: (\d+)$/m.exec(text)?.[1]
  const files = [...text.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, file]) => `${file}`)
  return { name, what: `${text.split('\n', 1)[0]}`, foundBy, seed, files }
}

/** A copy of the tree, what is built of it, and a way to run commands there. */
class Bed {
  readonly #place: string
  readonly #tree: string
  readonly #built: string

  constructor(number: number) {
    this.#place = join(PLACE, String(number))
    this.#tree = join(this.#place, 'tree')
    this.#built = join(this.#place, 'build')
  }

  #run(command: string, args: readonly string[]): Promise<{ ok: boolean; output: string }> {
    return new Promise((resolve) => {
      const child = spawn(command, args, {
        cwd: this.#tree,
        // The copy stands inside the repository and is none.
        env: { ...process.env, GIT_CEILING_DIRECTORIES: this.#place },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: PATIENCE_MS,
      })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text
        })
      }
      child.on('error', (error) => resolve({ ok: false, output: error.message }))
      child.on('close', (code, signal) => {
        resolve({ ok: code === 0, output: signal === null ? output : `${output}ended by ${signal}` })
      })
    })
  }

  /**
   * Copies the tree as it is now. A file is written only where it differs, and then has the time of now: cargo goes by
   * times, and would take what it built with a bug for what it would build without.
   */
  copyTree(files: readonly string[]): void {
    const wanted = new Set(files)
    mkdirSync(this.#tree, { recursive: true })
    for (const file of readdirSync(this.#tree, { recursive: true, encoding: 'utf8' })) {
      const path = join(this.#tree, file)
      if (!wanted.has(file) && !statSync(path).isDirectory()) rmSync(path)
    }
    for (const file of files) {
      const [path, text] = [join(this.#tree, file), readFileSync(join(root, file))]
      if (existsSync(path) && readFileSync(path).equals(text)) continue
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
  }

  /** What another bed built of other people's crates need not be built again. */
  takeOver(other: Bed): void {
    if (!existsSync(this.#built)) {
      cpSync(other.#built, this.#built, { recursive: true, preserveTimestamps: true })
    }
  }

  build(): Promise<{ ok: boolean; output: string }> {
    const cargo = ['build', '--quiet', '--locked', '--profile', 'planted', '-p', 'tapebook-sim']
    return this.#run('cargo', [...cargo, '--target-dir', this.#built])
  }

  simulate(args: readonly string[]): Promise<{ ok: boolean; output: string }> {
    return this.#run(join(this.#built, 'planted', 'tapebook-sim'), args)
  }

  /** Runs these seeds until one of these invariants breaks; the run is made short and kept where asked for. */
  async #search(bug: Bug, seeds: readonly string[]): Promise<{ found?: Outcome['found']; others: string[] }> {
    const keep = process.env.KEEP
      ? ['--out', join(root, 'sim', 'tests', 'regressions', `${bug.name}.txt`)]
      : []
    const { output } = await this.simulate([...seeds, '--until', bug.foundBy.join(','), ...keep])
    const broken = [...output.matchAll(/^seed (\d+) broke (\w+) (.+)$/gm)]
    const hit = broken.find(([, , invariant]) => bug.foundBy.includes(`${invariant}`))
    const others = [...new Set(broken.map(([, , invariant]) => `${invariant}`))]
    return hit ? { found: { seed: `${hit[1]}`, broke: `${hit[2]} ${hit[3]}` }, others } : { others }
  }

  async look(bug: Bug, seeds: string): Promise<Omit<Outcome, 'bug' | 'seconds'>> {
    const sound = bug.files
      .map((file) => join(this.#tree, file))
      .filter((path) => existsSync(path))
      .map((path) => [path, readFileSync(path)] as const)
    const applied = await this.#run('git', ['apply', patchOf(bug.name)])
    if (!applied.ok) return { fault: `does not apply: ${applied.output}` }
    try {
      const built = await this.build()
      if (!built.ok) return { fault: `does not compile: ${built.output}` }
      const first = bug.seed === undefined ? undefined : await this.#search(bug, ['--seed', bug.seed])
      if (first?.found) return { found: first.found }
      const { found, others } = await this.#search(bug, ['--from', '1', '--seeds', seeds])
      if (found) return { found }
      return {
        fault: `not found in ${seeds} seeds${others.length > 0 ? `, which broke ${others.join(', ')}` : ''}`,
      }
    } finally {
      // Written again, so that cargo sees that they changed.
      for (const [path, text] of sound) writeFileSync(path, text)
    }
  }
}

function treeFiles(): string[] {
  const kinds = ['*.rs', '*.toml', 'Cargo.lock']
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', ...kinds], {
    cwd: root,
    encoding: 'utf8',
  })
  if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr}`)
  return listed.stdout.split('\n').filter((line) => line !== '' && existsSync(join(root, line)))
}

/** Writes down the seed that found a bug. */
export function note({ bug, found }: Outcome): void {
  if (!found || found.seed === bug.seed) return
  const text = readFileSync(patchOf(bug.name), 'utf8').replace(/^Seed: \d+\n/m, '')
  writeFileSync(patchOf(bug.name), text.replace(/^(Found by: .+\n)/m, `$1Seed: ${found.seed}\n`))
}

/** Plants each of these bugs, told one by one; the tree without any must hold under the seeds that they name. */
export async function plant(
  names: readonly string[],
  seeds: string,
  tell: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  // By the file that changes: what comes before it in the build is then not built again.
  const bugs = names.map(read).sort((left, right) => (`${left.files[0]}` < `${right.files[0]}` ? -1 : 1))
  const files = treeFiles()
  const [first, ...others] = [
    new Bed(0),
    ...Array.from({ length: Math.min(BEDS, bugs.length) - 1 }, (_, at) => new Bed(at + 1)),
  ] as const
  for (const bed of [first, ...others]) bed.copyTree(files)
  const built = await first.build()
  if (!built.ok) throw new Error(`the tree itself does not compile: ${built.output}`)
  const named = [...new Set(bugs.flatMap((bug) => bug.seed ?? []))]
  if (named.length > 0) {
    const { ok, output } = await first.simulate(['--only', named.join(',')])
    if (!ok) throw new Error(`a seed breaks without any planted bug:\n${output}`)
  }
  const outcomes: Outcome[] = []
  const work = async (bed: Bed, next: () => Bug | undefined): Promise<void> => {
    for (let bug = next(); bug !== undefined; bug = next()) {
      const began = performance.now()
      const outcome = { bug, ...(await bed.look(bug, seeds)), seconds: (performance.now() - began) / 1000 }
      outcomes.push(outcome)
      tell(outcome)
    }
  }
  for (const bed of others) bed.takeOver(first)
  await Promise.all([work(first, () => bugs.shift()), ...others.map((bed) => work(bed, () => bugs.pop()))])
  return outcomes
}
