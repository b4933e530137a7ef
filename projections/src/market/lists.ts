// Lists of orders, and what became of them.
import { ListState, type ListStatus } from '@tapebook/schema'
import type { Changes, Writer } from '../changes.ts'
import { type Row, table } from '../database/tables.ts'

export const ORDER_LISTS = table(
  'order_lists',
  {
    list_id: 'int',
    account: 'int',
    instrument: 'int',
    // Of the request that entered it.
    client_id: 'text',
    kind: 'int',
    is_open: 'int',
    created_at: 'long',
    updated_at: 'long',
  },
  ['list_id'],
)

export type OrderListRow = Row<typeof ORDER_LISTS>

export class Lists {
  readonly #changes: Changes
  readonly #to: Writer<typeof ORDER_LISTS>

  constructor(changes: Changes) {
    this.#changes = changes
    this.#to = changes.writer(ORDER_LISTS)
  }

  told(it: ListStatus): void {
    const { report, request, instrument, kind } = it
    if (it.state === ListState.Done) {
      const sql = 'UPDATE order_lists SET is_open = 0, updated_at = ? WHERE list_id = ?'
      return this.#changes.run(sql, report.time, Number(it.listId))
    }
    this.#to.put({
      list_id: Number(it.listId),
      account: request.account,
      instrument,
      client_id: request.clientId,
      kind,
      is_open: 1,
      created_at: report.time,
      updated_at: report.time,
    })
  }
}
