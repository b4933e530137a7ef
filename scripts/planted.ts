// Plants each bug of sim/planted in a copy of the tree, one at a time, and lets the simulator look for it. A bug that
// is not found by an invariant that its patch names, a patch that does not apply and one that does not compile fail
// the run. Words after the script's name pick bugs; SEEDS says how many seeds may be spent on each.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './repository.ts'

const FOLDER = join(root, 'sim', 'planted')
const PLACE = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'planted')
const TREE = join(PLACE, 'tree')
const SEEDS = process.env.SEEDS ?? '60'

interface Bug {
  readonly name: string
  /** What is wrong, in a line. */
  readonly what: string
  /** Names of invariants, one of which must break. */
  readonly foundBy: readonly string[]
  readonly files: readonly string[]
}

function read(name: string): Bug {
  const text = readFileSync(join(FOLDER, `${name}.patch`), 'utf8')
  const foundBy = /^Found by: (.+)$/m.exec(text)?.[1]?.split(', ')
  if (!foundBy) throw new Error(`${name}.patch does not say what finds it`)
  const files = [...text.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, file]) => `${file}`)
  return { name, what: `${text.split('\n', 1)[0]}`, foundBy, files }
}

function run(command: string, args: readonly string[]): { ok: boolean; output: string } {
  // The copy stands inside the repository and is none.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: PLACE }
  const done = spawnSync(command, args, { cwd: TREE, env, encoding: 'utf8', maxBuffer: 1 << 28 })
  return { ok: done.status === 0, output: `${done.stdout}${done.stderr}` }
}

function copy(file: string): void {
  mkdirSync(dirname(join(TREE, file)), { recursive: true })
  cpSync(join(root, file), join(TREE, file), { preserveTimestamps: true })
}

function copyTree(): void {
  rmSync(TREE, { recursive: true, force: true })
  const listed = spawnSync('git', ['ls-files', '*.rs', '*.toml', 'Cargo.lock'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr}`)
  for (const file of listed.stdout.split('\n').filter((line) => line !== '')) copy(file)
}

/** What became of a planted bug: nothing if it was found as it should be. */
function look(bug: Bug): { seen: string; fault?: string } {
  const applied = run('git', ['apply', join(FOLDER, `${bug.name}.patch`)])
  if (!applied.ok) return { seen: '', fault: `does not apply: ${applied.output}` }
  try {
    const cargo = ['build', '--quiet', '--locked', '--profile', 'sim', '-p', 'tapebook-sim']
    const built = run('cargo', [...cargo, '--target-dir', join(PLACE, 'build')])
    if (!built.ok) return { seen: '', fault: `does not compile: ${built.output}` }
    const binary = join(PLACE, 'build', 'sim', 'tapebook-sim')
    const { output } = run(binary, ['--from', '1', '--seeds', SEEDS, '--until', ''])
    const broken = [...output.matchAll(/^seed (\d+) broke (\w+) (.+)$/gm)]
    const found = broken.find(([, , invariant]) => bug.foundBy.includes(`${invariant}`))
    if (found) return { seen: `seed ${found[1]}, ${found[2]} ${found[3]}` }
    const other = broken[0]
    return { seen: '', fault: other ? `found by ${other[2]} ${other[3]}` : `not found in ${SEEDS} seeds` }
  } finally {
    // Written again, so that cargo sees that they changed.
    for (const file of bug.files) cpSync(join(root, file), join(TREE, file))
  }
}

function main(wanted: readonly string[]): number {
  const patches = readdirSync(FOLDER).filter((file) => file.endsWith('.patch'))
  const names = patches.map((file) => file.slice(0, -'.patch'.length)).sort()
  const unknown = wanted.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    console.error(`${unknown} is not planted; there are ${names.join(', ')}`)
    return 2
  }
  copyTree()
  const bugs = (wanted.length > 0 ? wanted : names).map(read)
  let missed = 0
  for (const bug of bugs) {
    const { seen, fault } = look(bug)
    if (fault !== undefined) missed++
    console.log(
      `${fault === undefined ? 'found ' : 'MISSED'}  ${bug.name}: ${bug.what}\n        ${fault ?? seen}`,
    )
  }
  console.log(`${bugs.length - missed} of ${bugs.length} planted bugs found`)
  return missed === 0 ? 0 : 1
}

process.exitCode = main(process.argv.slice(2))
