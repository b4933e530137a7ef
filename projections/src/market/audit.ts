// Who did what: every command of an operator or of the exchange itself that took effect, every session that came or went,
// and every request that was refused. What an order did is in its own table.
import { type Applied, MessageTypeName, RejectReasonName, type RequestRejected } from '@tapebook/schema'
import type { Changes, Writer } from '../changes.ts'
import { table } from '../database/tables.ts'

export const AUDIT = table(
  'audit',
  {
    sequence: 'int',
    event: 'int',
    // Name of the message type.
    action: 'text',
    // Applied, or the reason of the refusal.
    outcome: 'text',
    session: 'int',
    account: 'int',
    client_id: 'text',
    // Index that was given, or the order that was named.
    subject: 'int',
    detail: 'long',
    // The command as it came, in hexadecimal; empty for a refusal.
    body: 'text',
    created_at: 'long',
  },
  [],
)

export class Audit {
  readonly #to: Writer<typeof AUDIT>

  constructor(changes: Changes) {
    this.#to = changes.writer(AUDIT)
  }

  applied({ report, type, account, id }: Applied, body: Uint8Array): void {
    this.#to.put({
      sequence: Number(report.sequence),
      event: report.index,
      action: MessageTypeName[type] ?? String(type),
      outcome: 'Applied',
      session: report.session,
      account,
      client_id: '',
      subject: Number(id),
      detail: 0n,
      body: Buffer.from(body).toString('hex'),
      created_at: report.time,
    })
  }

  rejected({ report, request, type, reason, orderId, detail }: RequestRejected): void {
    this.#to.put({
      sequence: Number(report.sequence),
      event: report.index,
      action: MessageTypeName[type] ?? String(type),
      outcome: RejectReasonName[reason] ?? String(reason),
      session: report.session,
      account: request.account,
      client_id: request.clientId,
      subject: Number(orderId),
      detail,
      body: '',
      created_at: report.time,
    })
  }
}
