// Writes the data dictionaries and the rules of engagement. With --check it writes nothing and exits 1 naming the files that
// would change.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dictionaries } from './generate/dictionary.ts'
import { rulesOfEngagement } from './generate/rules.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const files: Record<string, string> = { 'docs/reference/fix.md': rulesOfEngagement() }
for (const [name, text] of Object.entries(dictionaries())) files[`fix/dictionary/${name}`] = text

const isCheck = process.argv.includes('--check')
for (const [name, text] of Object.entries(files)) {
  const path = join(root, name)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  if (isCheck) {
    console.error(`${name} differs; run npm run generate -w @tapebook/fix`)
    process.exitCode = 1
    continue
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`wrote ${name}`)
}
