// Plants bugs in a copy of the tree, one at a time, and lets the simulator look for each.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './repository.ts'

const FOLDER = join(root, 'sim', 'planted')
const PLACE = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'planted')
const TREE = join(PLACE, 'tree')
const BINARY = join(PLACE, 'build', 'planted', 'tapebook-sim')
/** No step takes nearly as long: a bug that makes the simulator hang is not found. */
const PATIENCE_MS = 300_000
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

function run(command: string, args: readonly string[]): { ok: boolean; output: string } {
  // The copy stands inside the repository and is none.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: PLACE }
  const done = spawnSync(command, args, {
    cwd: TREE,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: PATIENCE_MS,
  })
  const late = done.signal === null ? '' : `ended by ${done.signal}`
  return { ok: done.status === 0, output: `${done.stdout}${done.stderr}${late}` }
}

function copy(file: string): void {
  mkdirSync(dirname(join(TREE, file)), { recursive: true })
  cpSync(join(root, file), join(TREE, file), { preserveTimestamps: true })
}

function copyTree(): void {
  rmSync(TREE, { recursive: true, force: true })
  const kinds = ['*.rs', '*.toml', 'Cargo.lock']
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', ...kinds], {
    cwd: root,
    encoding: 'utf8',
  })
  if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr}`)
  for (const file of listed.stdout.split('\n').filter((line) => line !== '')) copy(file)
}

function build(): { ok: boolean; output: string } {
  const cargo = ['build', '--quiet', '--locked', '--profile', 'planted', '-p', 'tapebook-sim']
  return run('cargo', [...cargo, '--target-dir', join(PLACE, 'build')])
}

/** Runs these seeds until one of these invariants breaks; the run is made short and kept where asked for. */
function search(bug: Bug, seeds: readonly string[]): { found?: Outcome['found']; others: string[] } {
  const keep = process.env.KEEP ? ['--out', join(root, 'sim', 'tests', 'regressions', `${bug.name}.txt`)] : []
  const { output } = run(BINARY, [...seeds, '--until', bug.foundBy.join(','), ...keep])
  const broken = [...output.matchAll(/^seed (\d+) broke (\w+) (.+)$/gm)]
  const hit = broken.find(([, , invariant]) => bug.foundBy.includes(`${invariant}`))
  const others = [...new Set(broken.map(([, , invariant]) => `${invariant}`))]
  return hit ? { found: { seed: `${hit[1]}`, broke: `${hit[2]} ${hit[3]}` }, others } : { others }
}

function look(bug: Bug, seeds: string): Omit<Outcome, 'bug' | 'seconds'> {
  const applied = run('git', ['apply', patchOf(bug.name)])
  if (!applied.ok) return { fault: `does not apply: ${applied.output}` }
  try {
    const built = build()
    if (!built.ok) return { fault: `does not compile: ${built.output}` }
    const first = bug.seed === undefined ? undefined : search(bug, ['--seed', bug.seed]).found
    if (first) return { found: first }
    const { found, others } = search(bug, ['--from', '1', '--seeds', seeds])
    if (found) return { found }
    return {
      fault: `not found in ${seeds} seeds${others.length > 0 ? `, which broke ${others.join(', ')}` : ''}`,
    }
  } finally {
    // Written again, so that cargo sees that they changed.
    for (const file of bug.files) cpSync(join(root, file), join(TREE, file))
  }
}

/** Writes down the seed that found a bug. */
export function note({ bug, found }: Outcome): void {
  if (!found || found.seed === bug.seed) return
  const text = readFileSync(patchOf(bug.name), 'utf8').replace(/^Seed: \d+\n/m, '')
  writeFileSync(patchOf(bug.name), text.replace(/^(Found by: .+\n)/m, `$1Seed: ${found.seed}\n`))
}

/** Plants each of these bugs, told one by one; the tree without any must hold under the seeds that they name. */
export function plant(names: readonly string[], seeds: string, tell: (outcome: Outcome) => void): Outcome[] {
  const bugs = names.map(read)
  copyTree()
  const built = build()
  if (!built.ok) throw new Error(`the tree itself does not compile: ${built.output}`)
  for (const seed of new Set(bugs.flatMap((bug) => bug.seed ?? []))) {
    const { ok, output } = run(BINARY, ['--seed', seed])
    if (!ok) throw new Error(`seed ${seed} breaks without any planted bug:\n${output}`)
  }
  return bugs.map((bug) => {
    const began = performance.now()
    const outcome = { bug, ...look(bug, seeds), seconds: (performance.now() - began) / 1000 }
    tell(outcome)
    return outcome
  })
}
