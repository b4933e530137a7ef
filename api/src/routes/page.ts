// The live page at /: read once, served from memory.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PAGE_FILES, PAGE_FOLDER } from '@tapebook/web'
import type { App } from '../http/types.ts'

/** Nothing from elsewhere, and nobody else's frame. The chart sets styles of its own. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

export function pageRoutes(app: App): void {
  for (const [name, type] of Object.entries(PAGE_FILES)) {
    const content = readFileSync(join(PAGE_FOLDER, name))
    const tag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
    app.get(name === 'index.html' ? '/' : `/${name}`, { schema: { hide: true } }, async (request, reply) => {
      reply.header('cache-control', 'no-cache').header('etag', tag)
      if (request.headers['if-none-match'] === tag) return reply.code(304).send()
      return reply
        .type(type)
        .header('content-security-policy', POLICY)
        .header('referrer-policy', 'no-referrer')
        .send(content)
    })
  }
}
