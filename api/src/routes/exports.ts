// Orders, trades and the ledger of one's own account as a file, CSV or JSON, sent as it is read.
import { Readable } from 'node:stream'
import { Type } from '@sinclair/typebox'
import type { AccountService, OrderService, PageOf } from '@tapebook/service'
import { Content, ERROR_REPLIES, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { accountOf } from '../security/guard.ts'
import { PAGE_MAX } from '../settings.ts'

type Row = Readonly<Record<string, string | number | null>>
type Pages = (cursor: string | undefined) => Promise<PageOf<Row>>

const FILE = Content('The file.', {
  'text/csv': Type.String({ examples: ['id,client_order_id,pair\r\n17,one,BTCUSD\r\n'] }),
  'application/json': Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    examples: [[{ id: 17, client_order_id: 'one', pair: 'BTCUSD' }]],
  }),
})
const NUMBER = /^-?\d+(\.\d+)?$/

/** A cell: quoted where it has to be, and never a formula of somebody's spreadsheet. */
export function csvCell(value: string | number | null): string {
  const text = String(value ?? '')
  const safe = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

async function* csv(first: PageOf<Row>, pages: Pages): AsyncGenerator<string> {
  const names = Object.keys(first.data[0] ?? {})
  if (names.length > 0) yield `${names.join(',')}\r\n`
  for await (const rows of all(first, pages)) {
    yield rows.map((row) => `${names.map((name) => csvCell(row[name] ?? null)).join(',')}\r\n`).join('')
  }
}

async function* json(first: PageOf<Row>, pages: Pages): AsyncGenerator<string> {
  let before = '['
  for await (const rows of all(first, pages)) {
    for (const row of rows) {
      yield `${before}${JSON.stringify(row)}`
      before = ',\n'
    }
  }
  yield before === '[' ? '[]' : ']'
}

async function* all(first: PageOf<Row>, pages: Pages): AsyncGenerator<readonly Row[]> {
  for (let page = first; ; page = await pages(page.next_cursor ?? undefined)) {
    yield page.data
    if (page.next_cursor === null) return
  }
}

export function exportRoutes(app: App, orders: OrderService, account: AccountService): void {
  const sources = {
    orders:
      (id: number): Pages =>
      async (cursor) => {
        const page = await orders.list(id, 'all', PAGE_MAX, cursor)
        return { ...page, data: page.data.map(({ venue_status: _, ...row }) => row) }
      },
    trades:
      (id: number): Pages =>
      (cursor) =>
        account.trades(id, PAGE_MAX, cursor),
    ledger:
      (id: number): Pages =>
      (cursor) =>
        account.ledger(id, PAGE_MAX, cursor),
  }
  for (const [name, source] of Object.entries(sources)) {
    app.get(
      `/api/v2/export/${name}`,
      {
        config: { needs: name === 'ledger' ? 'own.ledgers.read' : 'own.orders.read' },
        schema: {
          tags: ['account'],
          security: [{ bearer: [] }, { apiKey: [] }],
          summary: `Your ${name} as a file, newest first`,
          querystring: Strict({
            format: Type.Optional(
              Type.Unsafe<'csv' | 'json'>(
                Type.String({ enum: ['csv', 'json'], default: 'csv', examples: ['csv'] }),
              ),
            ),
          }),
          response: { 200: FILE, ...ERROR_REPLIES },
        },
      },
      async (request, reply) => {
        const pages = source(accountOf(request).account)
        // What is wrong with it is answered with a status, so the first page comes before any byte.
        const first = await pages(undefined)
        const format = request.query.format ?? 'csv'
        const lines = format === 'csv' ? csv(first, pages) : json(first, pages)
        return reply
          .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}.${format}"`)
          .send(Readable.from(lines, { objectMode: false }))
      },
    )
  }
}
