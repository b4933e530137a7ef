// A page that a person looks at: the table, bars of every speed, and the plots.

import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { summary } from './summary.mjs'

const inHtml = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Writes index.html into a folder of results. */
export function writePage(folder, title, { lines, left }) {
  const speeds = lines.filter(({ unit }) => unit === 'messages/s' || unit === 'answers/s')
  const benches = [...new Set(speeds.map(({ bench }) => bench))]
  const plots = readdirSync(folder).filter((name) => name.endsWith('.svg'))
  const body = [
    `<h1>Tapebook benchmarks</h1><p>${inHtml(title)}</p>`,
    table(summary(lines)),
    ...left.map((note) => `<p>${inHtml(note)}</p>`),
    ...benches.map((bench) =>
      bars(
        bench,
        speeds.filter((line) => line.bench === bench),
      ),
    ),
    ...plots.map((name) => `<p><img src="${name}" alt="${name}"></p>`),
  ]
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tapebook benchmarks</title><style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2em auto; padding: 0 1em; color: #1f2328 }
table { border-collapse: collapse } td, th { padding: .2em .8em .2em 0; text-align: left; border-bottom: 1px solid #d0d7de }
.bar { background: #0969da; height: .8em; display: inline-block; min-width: 1px } img { max-width: 100% }
</style><body>${body.join('\n')}</body></html>\n`,
  )
}

function table(rows) {
  const cells = rows.map(
    ({ name, asked, aim, measured, verdict }) =>
      `<tr>${[name.replaceAll('`', ''), asked, aim, measured, verdict].map((it) => `<td>${inHtml(it)}</td>`).join('')}</tr>`,
  )
  return `<table><tr><th>measure</th><th>at least</th><th>aim</th><th>measured</th><th></th></tr>${cells.join('\n')}</table>`
}

/** One bar for each flow and subject; a later run of the same takes the place of an earlier one. */
function bars(bench, lines) {
  const last = new Map(lines.map((line) => [`${line.flow}|${line.subject}`, line]))
  const most = Math.max(...lines.map(({ value }) => value ?? 0))
  const rows = [...last.values()].map(({ flow, subject, value, noisy }) => {
    const width = Math.round((300 * (value ?? 0)) / most)
    return `<tr><td>${inHtml(flow)}</td><td>${inHtml(subject)}</td><td>${((value ?? 0) / 1e6).toFixed(3)} M/s${noisy ? ', noisy' : ''}</td><td><span class="bar" style="width:${width}px"></span></td></tr>`
  })
  return `<h2>${inHtml(bench)}</h2><table>${rows.join('\n')}</table>`
}
