// Rules for planted bugs: each says what is wrong and what finds it, and still fits the code that it breaks.
import type { Files } from '../scripts/repository.ts'

const FOLDER = 'sim/planted/'
const INVARIANTS = 'sim/src/violation.rs'
/** A bug that only crashes is found by nothing. */
const PANIC = 'O5'

export function plantedFaults(files: Files): string[] {
  const known = new Set(
    [...(files.get(INVARIANTS) ?? '').matchAll(/: &str = "([IO]\d+) /g)].map(([, name]) => name),
  )
  return [...files]
    .filter(([path]) => path.startsWith(FOLDER) && path.endsWith('.patch'))
    .flatMap(([path, patch]) => [...wordFaults(path, patch, known), ...fitFaults(path, patch, files)])
}

function wordFaults(path: string, patch: string, known: ReadonlySet<string | undefined>): string[] {
  const faults: string[] = []
  if (!/^[A-Z].+\.$/.test(patch.split('\n', 1)[0] ?? ''))
    faults.push(`${path}: its first line does not say what is wrong`)
  const names = /^Found by: (.+)$/m.exec(patch)?.[1]?.split(', ') ?? []
  if (names.length === 0) faults.push(`${path}: it does not say which invariants find it`)
  for (const name of names) {
    if (!known.has(name)) faults.push(`${path}: ${name} is no invariant of ${INVARIANTS}`)
    if (name === PANIC) faults.push(`${path}: a crash would find it`)
  }
  if (!/^Seed: \d+$/m.test(patch)) faults.push(`${path}: it names no seed that found it`)
  return faults
}

/** Would the patch apply? Its context has to be in the file, hunk after hunk. */
function fitFaults(path: string, patch: string, files: Files): string[] {
  const sections = patch.split(/^--- /m).slice(1)
  if (sections.length === 0) return [`${path}: it changes nothing`]
  return sections.flatMap((section) => {
    const file = /^\+\+\+ b\/(.+)$/m.exec(section)?.[1] ?? ''
    const text = files.get(file)
    if (text === undefined) return [`${path}: ${file || 'the file that it changes'} is not there`]
    let from = 0
    return section
      .split(/^(?=@@ )/m)
      .slice(1)
      .flatMap((hunk) => {
        const [head = '', ...lines] = hunk.replace(/\n+$/, '\n').split('\n').slice(0, -1)
        const [, old, now] = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(head) ?? []
        const body = lines.map((line) => (line === '' ? ' ' : line))
        const before = body.filter((line) => /^[ -]/.test(line)).map((line) => line.slice(1))
        const after = body.filter((line) => /^[ +]/.test(line))
        if (before.length !== Number(old ?? 1) || after.length !== Number(now ?? 1)) {
          return [`${path}: ${head} does not count its lines`]
        }
        if (before.length === after.length && !body.some((line) => line.startsWith('+'))) {
          return [`${path}: ${head} changes nothing`]
        }
        const at = `\n${text}`.indexOf(`\n${before.join('\n')}\n`, from)
        if (at < 0) return [`${path}: ${head} does not fit ${file} any more`]
        from = at + before.join('\n').length
        return []
      })
  })
}
