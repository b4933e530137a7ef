import { InvalidArgumentError, Option } from 'commander'

/** Where a journal lives when nobody says otherwise, from the working directory. */
export const DEFAULT_DATA = 'data/tapebook'
export const DEFAULT_URL = 'ws://127.0.0.1:8082'
/** The operator's key of a folder, made with it. */
export const OPERATOR_KEY = 'operator.pem'

/** Where tables are when nobody says otherwise, in the folder of the exchange. */
export const TABLES = 'projections.db'

/** Where people are when nobody says otherwise, in the folder of the exchange. */
export const IDENTITY = 'access.db'

export const identityOption = (): Option =>
  new Option('--identity <url>', `people: postgres://… or a file of SQLite (default: DIR/${IDENTITY})`).env(
    'TAPEBOOK_IDENTITY',
  )

export const databaseOption = (): Option =>
  new Option('--database <url>', `postgres://… or a file of SQLite (default: DIR/${TABLES})`).env(
    'DATABASE_URL',
  )

export const retainOption = (): Option =>
  new Option(
    '--retain <days>',
    'how long tables keep rows: book_snapshots=30,minute_candles=730,audit=0; 0 for ever',
  ).env('TAPEBOOK_RETAIN')

export const jsonOption = (): Option => new Option('--json', 'print one JSON object a line')

export const urlOption = (): Option =>
  new Option('--url <url>', 'binary gateway of the server').env('TAPEBOOK_URL').default(DEFAULT_URL)

export const keyOption = (description = 'private key of the session (PEM)'): Option =>
  new Option('--key <file>', description).env('TAPEBOOK_KEY')

/** A whole number within bounds, for an option or argument. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    }
    return value
  }
}

export const portNumber = wholeNumber(0, 65_535)
