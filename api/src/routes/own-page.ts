// A page of what belongs to the account that asks.
import type { TSchema } from '@sinclair/typebox'
import type { Permission } from '@tapebook/access'
import { Page, PageQuery, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { accountOf } from '../security/guard.ts'
import { PAGE } from '../settings.ts'

/** What of one's own a route shows. */
export interface OwnPage {
  readonly needs: Permission
  readonly summary: string
  readonly row: TSchema
  /** Rows of an account, newest first. */
  read(
    account: number,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ readonly data: readonly unknown[]; readonly next_cursor: string | null }>
}

/** Adds the route. */
export function ownPage(app: App, path: string, { needs, summary, row, read }: OwnPage): void {
  app.get(
    path,
    {
      config: { needs },
      schema: {
        tags: ['account'],
        security: [{ bearer: [] }, { apiKey: [] }],
        summary,
        querystring: Strict(PageQuery),
        response: replies(200, Page(row)),
      },
    },
    async (request) => {
      const { limit = PAGE, cursor } = request.query
      return (await read(accountOf(request).account, limit, cursor)) as never
    },
  )
}
