import { closeSync, openSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, ConnectionError, RejectedError, RepeatedError, Side } from '@tapebook/client'
import { CliError, ExitCode, sentenceOf } from '../exit-codes.ts'
import { readKey } from '../keys.ts'
import { Random } from '../random.ts'

export interface KillClientOptions {
  list: string
  side: string
  instrument: number
  url: string
  key?: string
}

/** Orders under way at most, and how often they are topped up: enough that every kill meets some. */
const WINDOW = 48
const PAUSE_MS = 10
const BACKOFF_MS = { first: 10, most: 60 }
const PRICE = 1_000_000
const SPREAD = 20

/**
 * Sends orders until it is asked to stop, through any number of losses of the server, and writes down what it learns,
 * one line each: S sent, A acknowledged with its order id, P taken before without an answer left, F a fill, X refused,
 * D disconnected, U a resume refused, E no more under way. Asked to stop, it sends no more and listens on until it is
 * asked again, for its orders may still trade.
 */
export async function runKillClient(options: KillClientOptions): Promise<void> {
  const list = openSync(options.list, 'a')
  const lines: string[] = []
  // The list is what the judge believes, so it is on its way to the file before anything else happens.
  const flush = (): void => {
    if (lines.length > 0) writeSync(list, lines.splice(0).join(''))
  }
  const note = (...words: readonly unknown[]): void => {
    lines.push(`${words.join(' ')}\n`)
    if (lines.length === 1) queueMicrotask(flush)
  }
  let lost: Error | undefined
  const client = await Client.connect(
    { url: options.url, privateKey: readKey(options.key ?? ''), backoffMs: BACKOFF_MS },
    (it) => {
      it.on('Fill', ({ orderId, tradeId, quantity }) => note('F', orderId, tradeId, quantity))
      it.on('disconnected', () => note('D'))
      it.on('resumeUnavailable', () => note('U'))
      it.on('closed', (why) => (lost = why))
    },
  )
  const load = new Load(client, options, note)
  let stops = 0
  process.on('SIGTERM', () => {
    stops++
  })
  while (stops === 0 && lost === undefined) {
    load.topUp()
    await sleep(PAUSE_MS)
  }
  for (let waited = 0; load.underWay > 0 && waited < 20_000; waited += PAUSE_MS) await sleep(PAUSE_MS)
  note('E', load.underWay)
  while (stops < 2 && lost === undefined) await sleep(PAUSE_MS)
  if (lost !== undefined)
    throw new CliError(`the session ended for good: ${sentenceOf(lost)}`, ExitCode.NoServer)
  await client.close()
  flush()
  closeSync(list)
}

class Load {
  underWay = 0
  readonly #client: Client
  readonly #options: KillClientOptions
  readonly #note: (...words: readonly unknown[]) => void
  readonly #random: Random
  #sent = 0

  constructor(client: Client, options: KillClientOptions, note: (...words: readonly unknown[]) => void) {
    this.#client = client
    this.#options = options
    this.#note = note
    this.#random = new Random(options.side === 'buy' ? 11 : 13)
  }

  topUp(): void {
    while (this.underWay < WINDOW) {
      const clientId = `${this.#options.side}-${++this.#sent}`
      // Prices overlap, so that most of the orders trade and the book stays small.
      const price = PRICE + this.#random.below(SPREAD)
      const quantity = 1 + this.#random.below(9)
      this.#note('S', clientId, price, quantity)
      this.underWay++
      this.#send(clientId, price, quantity)
    }
  }

  #send(clientId: string, price: number, quantity: number): void {
    const side = this.#options.side === 'buy' ? Side.Buy : Side.Sell
    const order = { clientId, instrument: this.#options.instrument, side, price, quantity }
    this.#client.newOrder(order).then(
      ({ orderId }) => this.#done('A', clientId, orderId),
      (error: unknown) => {
        if (error instanceof RejectedError && error.transient) {
          setTimeout(() => this.#send(clientId, price, quantity), PAUSE_MS)
        } else if (error instanceof RepeatedError) this.#done('P', clientId, error.firstSequence)
        else if (error instanceof RejectedError) this.#done('X', clientId, error.reasonName)
        else if (error instanceof ConnectionError) this.#done('L', clientId)
        else throw error
      },
    )
  }

  #done(...words: readonly unknown[]): void {
    this.underWay--
    this.#note(...words)
  }
}
