export {
  decode,
  encode,
  encodeFrame,
  Fields,
  type FieldValue,
  FixMessage,
  type Header,
  MAX_BYTES,
  MalformedError,
  SessionReason,
} from './message.ts'
export type { Counterparty, Market } from './table/counterparty.ts'
export {
  accountOf,
  type Command,
  type Entered,
  isEntry,
  readEntry,
  writeChange,
  writeCommand,
} from './table/entry.ts'
export { FIELDS, VERSIONS, type Version } from './table/fields.ts'
export { isHeader, known, MESSAGES, shapes } from './table/messages.ts'
export { Orders } from './table/orders.ts'
export { Reader } from './table/reader.ts'
export { BusinessReason, Refusal } from './table/refusal.ts'
export {
  businessReject,
  executionReport,
  type Telling,
  writeRefusal,
  writeTold,
} from './table/reports.ts'
export {
  type Answered,
  type CancelRejection,
  type Execution,
  eventId,
  fillId,
  type ListChange,
  type Order,
  statusOf,
  type Told,
} from './table/told.ts'
export { formatTime, parseTime } from './table/values.ts'
export { verify } from './table/verify.ts'
