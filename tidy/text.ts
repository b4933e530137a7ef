// Rules for every file: nothing of one machine in it, short enough to read, and a map that is true.
import { dirname, join } from 'node:path/posix'
import { type Files, isGenerated } from '../scripts/repository.ts'

/** Longest source file in lines. A file that does one thing stays below half of it. */
export const MOST_LINES = 600

export function lengthFaults(files: Files): string[] {
  return [...files]
    .filter(([path, text]) => /\.(rs|ts|js|mjs)$/.test(path) && !isGenerated(text))
    .map(([path, text]) => [path, text.split('\n').length - 1] as const)
    .filter(([, lines]) => lines > MOST_LINES)
    .map(([path, lines]) => `${path}: ${lines} lines, over ${MOST_LINES}: split it by what it does`)
}

const MACHINE: readonly { what: string; pattern: RegExp }[] = [
  {
    what: 'the host of a package registry',
    pattern:
      /\b(registry\.npmjs|registry\.yarnpkg|static\.crates|index\.crates|proxy\.golang|pypi\.python|files\.pythonhosted|deb\.debian|repo\.maven)\.\w+/i,
  },
  { what: 'a place on one machine', pattern: /(?<![\w.~-])\/(work|root|home|Users)\/\w/ },
  { what: 'a place outside the repository', pattern: /\.\.\/shared\/(\w+\.md|data|reference|hooks)\b/ },
  { what: 'an address of a package in a lock file', pattern: /"resolved": "[a-z+]+:\/\// },
]

export function machineFaults(files: Files): string[] {
  const faults: string[] = []
  for (const [path, text] of files) {
    text.split('\n').forEach((line, at) => {
      for (const { what, pattern } of MACHINE) {
        if (pattern.test(line)) faults.push(`${path}:${at + 1}: ${what}`)
      }
    })
  }
  return faults
}

/** Does ARCHITECTURE.md have every folder, each with its invariant, and none that is not there? */
export function architectureFaults(files: Files): string[] {
  const map = files.get('ARCHITECTURE.md') ?? ''
  const folders = new Set(
    [...files.keys()].filter((path) => path.includes('/')).map((path) => path.split('/')[0]),
  )
  const sections = new Map<string, string>()
  for (const section of map.split(/^### /m).slice(1)) {
    const name = /^`([\w.-]+)\/`/.exec(section)?.[1]
    if (name !== undefined) sections.set(name, section.split(/^##? /m)[0] ?? '')
  }
  const faults: string[] = []
  for (const folder of folders) {
    const section = sections.get(folder ?? '')
    // A folder that begins with a dot belongs to a tool.
    if (section === undefined && !folder?.startsWith('.'))
      faults.push(`ARCHITECTURE.md: ${folder}/ is missing`)
    else if (section !== undefined && !/^Invariant: \S/m.test(section)) {
      faults.push(`ARCHITECTURE.md: ${folder}/ has no line that begins with "Invariant: "`)
    }
  }
  for (const name of sections.keys()) {
    if (!folders.has(name)) faults.push(`ARCHITECTURE.md: there is no folder ${name}/`)
  }
  return faults
}

const isPage = (path: string): boolean => path.endsWith('.md')
const isSource = (path: string): boolean => /\.(rs|ts|fbs)$/.test(path)

/** Do the links, the paths and the names of tests and counters in the pages lead to something? */
export function pageFaults(files: Files): string[] {
  const isThere = (path: string): boolean =>
    files.has(path) ||
    [...files.keys()].some((file) => file.startsWith(path.endsWith('/') ? path : `${path}/`))
  const sources = [...files].filter(([path]) => isSource(path)).map(([, text]) => text)
  const words = new Set(sources.flatMap((text) => text.match(/\w+/g) ?? []))
  const faults: string[] = []
  for (const [page, text] of files) {
    if (!isPage(page)) continue
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const path = join(dirname(page), target)
      if (!isThere(path)) faults.push(`${page}: the link to ${target} leads nowhere`)
    }
    if (page === 'CHANGELOG.md' || page.startsWith('docs/adr/')) continue
    for (const [, path = ''] of text.matchAll(/`([a-z][\w.-]*\/[\w./-]*\.(?:rs|ts|js|md|fbs|toml))`/g)) {
      if (!isThere(path) && !isThere(join(dirname(page), path))) {
        faults.push(`${page}: there is no file ${path}`)
      }
    }
    // Three words or more: the names of tests, and of what is counted.
    for (const [, name = ''] of text.matchAll(/`([a-z][a-z0-9]*(?:_[a-z0-9]+){2,})`/g)) {
      if (!words.has(name)) faults.push(`${page}: nothing is called ${name}`)
    }
  }
  return faults
}

const PROMISES = 'docs/operating/promises.md'

/** Has each promise a test, and is each test that stands behind a file's name a test of that file? */
export function promiseFaults(files: Files): string[] {
  const faults: string[] = []
  for (const section of (files.get(PROMISES) ?? '').split(/^## /m).slice(1)) {
    const title = section.split('\n', 1)[0]
    let [file, tests] = ['', 0]
    for (const [, word = ''] of section.split('Not promised')[0]?.matchAll(/`([^`]+)`/g) ?? []) {
      if (/^[\w./-]+\.(rs|ts)$/.test(word)) {
        file = word
        // A file that is named whole is one of tests.
        if (/(^|\/)tests?\/|\.test\.ts$/.test(file)) tests++
      } else if (/^[a-z][a-z0-9]*(_[a-z0-9]+){2,}$/.test(word) && file.endsWith('.rs')) {
        if (!new RegExp(`#\\[test\\]\\s*fn ${word}\\(|fn ${word}\\(\\w+ in `).test(files.get(file) ?? '')) {
          faults.push(`${PROMISES}: ${file} has no test ${word}`)
        }
      }
    }
    if (tests === 0) faults.push(`${PROMISES}: no test stands behind "${title}"`)
  }
  return faults
}
