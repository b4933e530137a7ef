import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Side } from '@tapebook/schema'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import type { FeedBook } from './feed-book.ts'
import type { Level } from './levels.ts'

/** Types of LOBSTER messages. */
export const LobsterType = {
  Add: 1,
  Reduce: 2,
  Delete: 3,
  Execute: 4,
  ExecuteHidden: 5,
  Cross: 6,
  Halt: 7,
} as const

export interface LobsterMessage {
  readonly type: number
  readonly orderId: number
  readonly shares: number
  /** In 1/10000 dollar. */
  readonly price: number
  /** Side of the resting order. */
  readonly side: Side
}

/** The best levels after a message, from the best down. */
export interface ReferenceRow {
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
}

// The price where a side has no more levels.
const NO_PRICE = 9_999_999_999

function wholeNumber(text: string | undefined, what: string, where: string, least = 0): number {
  const value = Number(text)
  if (text === undefined || !/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw new CliError(`${where}: "${text ?? ''}" is not a ${what}`, ExitCode.CannotRead)
  }
  return value
}

export function parseMessage(line: string, where: string): LobsterMessage {
  const fields = line.split(',')
  if (fields.length !== 6) {
    throw new CliError(
      `${where}: ${fields.length} columns where a LOBSTER message has 6`,
      ExitCode.CannotRead,
    )
  }
  const [seconds, type, orderId, shares, price, direction] = fields
  if (!/^\d+(\.\d+)?$/.test(seconds ?? '')) {
    throw new CliError(`${where}: "${seconds}" is not a time in seconds`, ExitCode.CannotRead)
  }
  const message = {
    type: wholeNumber(type, 'message type', where, 1),
    orderId: wholeNumber(orderId, 'order id', where),
    shares: wholeNumber(shares, 'number of shares', where),
    price: wholeNumber(price, 'price', where, -1),
    side: direction === '-1' ? Side.Sell : Side.Buy,
  }
  if (message.type > LobsterType.Halt) {
    throw new CliError(`${where}: message type ${message.type} is not one of LOBSTER's`, ExitCode.CannotRead)
  }
  if (message.type <= LobsterType.ExecuteHidden && (message.price < 1 || message.shares < 1)) {
    throw new CliError(`${where}: a price and a number of shares must be above 0`, ExitCode.CannotRead)
  }
  if (direction !== '1' && direction !== '-1') {
    throw new CliError(`${where}: "${direction}" is not a direction, 1 or -1`, ExitCode.CannotRead)
  }
  return message
}

export function parseReferenceRow(line: string, where: string): ReferenceRow {
  const fields = line.split(',')
  if (fields.length === 0 || fields.length % 4 !== 0) {
    throw new CliError(
      `${where}: ${fields.length} columns where a LOBSTER book has 4 a level`,
      ExitCode.CannotRead,
    )
  }
  const bids: Level[] = []
  const asks: Level[] = []
  for (let at = 0; at < fields.length; at += 4) {
    for (const [side, offset] of [
      [asks, 0],
      [bids, 2],
    ] as const) {
      const price = wholeNumber(fields[at + offset], 'price', where, -NO_PRICE)
      const quantity = wholeNumber(fields[at + offset + 1], 'number of shares', where)
      if (Math.abs(price) !== NO_PRICE && quantity > 0) side.push([price, quantity])
    }
  }
  return { bids, asks }
}

/** The lines of a file; an unreadable one is a sentence. */
export async function* linesOf(path: string): AsyncGenerator<{ line: string; where: string }> {
  const input = createReadStream(path)
  let failure: NodeJS.ErrnoException | undefined
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  input.on('error', (error) => {
    failure = error
    lines.close()
  })
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() !== '') yield { line, where: `${path}:${number}` }
  }
  if (failure?.code === 'ENOENT') throw usageError(`there is no file ${path}`)
  if (failure) throw new CliError(`cannot read ${path}: ${sentenceOf(failure)}`, ExitCode.CannotRead)
}

export interface LobsterRow {
  readonly message: LobsterMessage
  readonly reference: ReferenceRow | undefined
}

/** Messages and the book after each, side by side. */
export async function* lobsterRows(
  messagesPath: string,
  bookPath: string | undefined,
): AsyncGenerator<LobsterRow> {
  const books = bookPath === undefined ? undefined : linesOf(bookPath)
  for await (const { line, where } of linesOf(messagesPath)) {
    const message = parseMessage(line, where)
    const next = await books?.next()
    if (next?.done)
      throw new CliError(`${bookPath} ends before ${where}: it needs one row a message`, ExitCode.CannotRead)
    yield { message, reference: next && parseReferenceRow(next.value.line, next.value.where) }
  }
}

/** The levels before the first message: those after it, less what it did. */
export function bookBefore({ message, reference }: LobsterRow): ReferenceRow {
  if (!reference) return { bids: [], asks: [] }
  const { type, price, shares, side } = message
  const undone = (of: Side, levels: readonly Level[]): Level[] => {
    if (of !== side || type === LobsterType.ExecuteHidden || type >= LobsterType.Cross) return [...levels]
    const change = type === LobsterType.Add ? -shares : shares
    const rest = levels.filter((level) => level[0] !== price)
    const quantity = (levels.find((level) => level[0] === price)?.[1] ?? 0) + change
    return quantity > 0 ? [...rest, [price, quantity]] : rest
  }
  return { bids: undone(Side.Buy, reference.bids), asks: undone(Side.Sell, reference.asks) }
}

/** Puts a message into the book. Executions of hidden orders, crosses and halts do not change what is visible. */
export function applyMessage(feed: FeedBook, { type, orderId, shares, price, side }: LobsterMessage): void {
  if (type === LobsterType.Add) feed.add(orderId, side, price, shares)
  else if (type === LobsterType.Reduce) feed.reduce(orderId, shares, side, price)
  else if (type === LobsterType.Delete) feed.delete(orderId, side, price, shares)
  else if (type === LobsterType.Execute) feed.execute(orderId, shares, side, price)
}
