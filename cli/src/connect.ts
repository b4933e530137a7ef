import { Client, type ClientOptions, ConnectionError, RejectedError, RejectReason } from '@tapebook/client'
import { CliError, ExitCode, sentenceOf, usageError } from './exit-codes.ts'
import { readKey } from './keys.ts'

export interface SessionOptions {
  url: string
  key?: string
}

/** Logs on with a key file; what goes wrong is a sentence that says what to do. */
export async function connect(options: SessionOptions, more: Partial<ClientOptions> = {}): Promise<Client> {
  if (options.key === undefined) {
    throw usageError('no key: name the key file of the session with --key FILE or TAPEBOOK_KEY')
  }
  return await connectWith({ url: options.url, privateKey: readKey(options.key), ...more }, options.key)
}

export async function connectWith(options: ClientOptions, name = 'the key'): Promise<Client> {
  try {
    return await Client.connect({ reconnect: false, ...options })
  } catch (error) {
    throw noSession(error, options.url, name)
  }
}

function noSession(error: unknown, url: string, name: string): CliError {
  if (error instanceof SyntaxError) return usageError(`${url} is no address such as ws://127.0.0.1:8082`)
  if (error instanceof RejectedError) {
    if (error.reason === RejectReason.UnknownKey) {
      const why = `the server at ${url} does not know ${name}: register its public key, or use another with --key`
      return new CliError(why, ExitCode.NoServer, error)
    }
    if (error.reason === RejectReason.SessionInUse) {
      return new CliError(
        `${name} has a live session at ${url}: close that one first`,
        ExitCode.NoServer,
        error,
      )
    }
    return new CliError(
      `the server at ${url} refused the log-on: ${error.reasonName}`,
      ExitCode.NoServer,
      error,
    )
  }
  const why = error instanceof ConnectionError ? sentenceOf(error.cause ?? error) : sentenceOf(error)
  const text = `no exchange answers at ${url} (${why}): start one with "tapebook start", or name it with --url`
  return new CliError(text, ExitCode.NoServer, error)
}

/** Turns what a request was refused with into a sentence and an exit code. */
export function refusal(error: unknown): unknown {
  if (!(error instanceof RejectedError)) {
    if (!(error instanceof ConnectionError)) return error
    return new CliError(`the session ended: ${sentenceOf(error)}`, ExitCode.NoServer, error)
  }
  const bound = error.detail !== 0n ? `; the bound is ${error.detail}` : ''
  const others = error.failed.filter((rule) => rule !== error.reasonName)
  const also = others.length > 0 ? `; also ${others.join(', ')}` : ''
  return new CliError(`refused: ${error.reasonName}${bound}${also}`, ExitCode.CheckFailed, error)
}
