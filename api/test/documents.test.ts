import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { needsAddon, startVenue } from './helpers.ts'

interface Schema {
  readonly examples?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema | readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly enum?: unknown
  readonly type?: string
}
interface Media {
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: unknown
}
interface Content {
  readonly content?: Readonly<Record<string, Media>>
}
interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly description?: string
  readonly security?: unknown
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

/** Is there an example of it: of the whole, or of a part of it? */
function hasExample(schema: Schema | undefined): boolean {
  if (schema === undefined) return false
  if (schema.examples !== undefined || schema.enum !== undefined) return true
  const { properties = {}, items, anyOf = [] } = schema
  const parts = [...Object.values(properties), ...anyOf, ...(items === undefined ? [] : [items].flat())]
  return parts.some((part) => hasExample(part as Schema))
}

/** A schema, with the example that stands beside it. */
function schemaOf({ content = {} }: Content): Schema | undefined {
  const [media] = Object.values(content)
  const examples = media?.example ?? media?.examples
  return examples === undefined ? media?.schema : { examples }
}

const PAGE = new URL('../../docs/reference/api.md', import.meta.url)
const OPENAPI = new URL('../../docs/reference/openapi.json', import.meta.url)

/** The table of routes as a page. */
function pageOf(paths: readonly (readonly [string, Readonly<Record<string, Operation>>])[]): string {
  const rows = paths.flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary, tags, security, description }]) => {
      const who = security === undefined ? 'anybody' : 'log-in or key'
      const more = description === undefined ? '' : ` ${description}`
      return [
        tags?.[0] ?? '',
        `| ${method.toUpperCase()} | \`${path}\` | ${who} | ${summary}.${more} |`,
      ] as const
    }),
  )
  const parts = [...new Set(rows.map(([tag]) => tag))].map((tag) => {
    const lines = rows.filter(([of]) => of === tag).map(([, line]) => line)
    return `## ${tag}\n\n| method | path | who | what |\n|---|---|---|---|\n${lines.join('\n')}\n`
  })
  return `${HEAD}\n${parts.join('\n')}`
}

const HEAD = `<!-- Made by api/test/documents.test.ts with UPDATE_PAGES=1; do not edit. -->

# REST

Served on port 8080 (\`tapebook start --http-port\`); every field, with examples, stands at \`/docs\`, and as OpenAPI 3.1 at
\`/docs/json\`. Reads reply \`{data}\`, lists \`{data, next_cursor}\` with 15 rows a page, errors \`{code, message, field?}\`.
Numbers are decimal strings without exponent.

Who asks is told by \`Authorization: Bearer\` with a token of the log-in, or by a signed request: \`X-Api-Key\`,
\`X-Timestamp\` (ms) and \`X-Signature\` over timestamp, window, method and target, \`x-account: UUID\` and
\`idempotency-key: ID\` where those headers are sent, one a line, then the body. With several accounts \`X-Account\` names one of your own by its uuid; no body ever does. What places an order or moves money takes an id of
yours, in the body or as \`Idempotency-Key\`: the same id with the same content takes effect once, for good where money
leaves, and else as long as the exchange remembers requests.

Besides these, \`ws://…/v1/market-data/{symbol}\` streams quotes and trades of one symbol as JSON texts. AsyncAPI 3 of it and of
the binary port stands at \`/docs/asyncapi.json\`. \`rest/\` is a client with the types of all routes, made from
[openapi.json](openapi.json).
`

// req: RA-15
test('every route stands in the documents, with a summary and examples', needsAddon, async (t) => {
  const { call } = await startVenue(t)
  const { body } = await call('GET', '/docs/json')
  assert.equal(body.openapi, '3.1.0')
  const paths = Object.entries<Record<string, Operation>>(body.paths)
  assert.ok(paths.length > 30)
  for (const path of [
    '/api/v2/orders/{id}',
    '/api/v2/market/depth/{pair}',
    '/api/v2/account/withdraw',
    '/api/v1/assets/{code}',
    '/v1/positions',
    '/udf/history',
    '/metrics',
  ]) {
    assert.ok(path in body.paths, path)
  }
  const bare: string[] = []
  for (const [path, operations] of paths) {
    for (const [method, operation] of Object.entries(operations)) {
      const name = `${method} ${path}`
      assert.ok(operation.summary, `${name} has a summary`)
      assert.equal(operation.tags?.length, 1, `${name} has a tag`)
      const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))
      assert.ok(good !== undefined, `${name} has a good answer`)
      const [answer, sent] = [schemaOf(good[1]), operation.requestBody && schemaOf(operation.requestBody)]
      if (sent !== undefined && !hasExample(sent)) bare.push(`body of ${name}`)
      const saysNothing = answer === undefined || answer.type === 'null'
      if (!saysNothing && !hasExample(answer) && !hasExample(sent)) bare.push(`answer of ${name}`)
    }
  }
  assert.deepEqual(bare, [], 'each has an example')
  const openapi = `${JSON.stringify(body, undefined, 1)}\n`
  if (process.env.UPDATE_PAGES === '1') {
    writeFileSync(PAGE, pageOf(paths))
    writeFileSync(OPENAPI, openapi)
    // What the typed client is made of follows.
    execFileSync('npm', ['run', '--silent', 'generate', '-w', '@tapebook/rest'], { cwd: '..' })
  }
  assert.equal(readFileSync(PAGE, 'utf8'), pageOf(paths), 'docs/reference/api.md is as the routes are')
  assert.equal(readFileSync(OPENAPI, 'utf8'), openapi, 'docs/reference/openapi.json is as the routes are')
  const page = await call('GET', '/docs/')
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.body, /(src|href)="(https?:)?\/\//, 'nothing comes from elsewhere')
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/)
})
