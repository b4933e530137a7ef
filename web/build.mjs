// Bundles the page for browsers into dist/page: three files, from this machine alone.
import { copyFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

mkdirSync(at('dist/page'), { recursive: true })
await build({
  entryPoints: [at('page/main.ts')],
  outfile: at('dist/page/main.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'inline',
  logLevel: 'warning',
})
for (const file of ['index.html', 'style.css']) copyFileSync(at(`page/${file}`), at(`dist/page/${file}`))
