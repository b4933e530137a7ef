// Writes measured figures into the pages that quote them.

import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { markdown, readResults, summary } from './summary.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Figures of one or more folders of results; where they have the same figure the last one counts. */
export function publish(folders) {
  const runs = folders.map((folder) => JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))
  const quick = runs.findIndex(({ isQuick }) => isQuick)
  if (quick >= 0) throw new Error(`${folders[quick]} was a quick run, whose figures are not quoted`)
  const { lines, left } = readResults(folders)
  const rows = summary(lines)
  const head = runs.map(
    ({ commit, started, machine }) => `- ${started.slice(0, 10)}, commit ${commit}: ${machine}`,
  )
  const notes = left.map((note) => `- ${note}`)
  const text = (shown) => [...new Set(head), '', markdown(shown, true), ...notes].join('\n').trimEnd()
  put('docs/internals/performance.md', text(rows))
  put('README.md', text(rows.filter(({ isMain }) => isMain)))
}

/** Puts figures between the marks of a page. */
function put(page, figures) {
  const path = join(root, page)
  const before = readFileSync(path, 'utf8')
  const [begin, end] = ['<!-- figures -->', '<!-- end of figures -->']
  const [from, to] = [before.indexOf(begin), before.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${page} has no place for figures`)
  writeFileSync(path, `${before.slice(0, from + begin.length)}\n\n${figures}\n\n${before.slice(to)}`)
  console.log(`${page} holds the figures`)
}
