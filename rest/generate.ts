// Writes src/schema.ts from the OpenAPI file. With --check it writes nothing and exits 1 if the file would change.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

const SOURCE = new URL('../docs/reference/openapi.json', import.meta.url)
const PLACE = new URL('src/schema.ts', import.meta.url)
const HEAD = '// Generated from docs/reference/openapi.json; do not edit.\n'

const nodes = await openapiTS(JSON.parse(readFileSync(SOURCE, 'utf8')) as OpenAPI3)
const text = HEAD + astToString(nodes)
const isFresh = existsSync(PLACE) && readFileSync(PLACE, 'utf8') === text
if (process.argv.includes('--check')) {
  if (!isFresh) console.error('rest/src/schema.ts differs; run npm run generate -w @tapebook/rest')
  process.exitCode = isFresh ? 0 : 1
} else if (!isFresh) {
  writeFileSync(PLACE, text)
  console.log('wrote rest/src/schema.ts')
}
