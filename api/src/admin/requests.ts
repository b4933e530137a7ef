// Requests of operators as the SDK makes them, held back until they are noted: what cannot be a request is refused before
// anything is.
import { type Client, DecimalError, type RequestType, wire } from '@tapebook/client'
import { ApiError } from '@tapebook/service'

interface Held {
  readonly type: RequestType
  // biome-ignore lint/suspicious/noExplicitAny: a body of whichever type that is.
  readonly body: any
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, field) => {
    if (typeof field === 'bigint') return String(field)
    return field instanceof Uint8Array ? Buffer.from(field).toString('hex') : field
  })

/** Is it on the wire what it is here? What does not fit its field would be cut off there. */
function checkFits({ type, body }: Held): void {
  const { layout, size } = wire.messages[type]
  const view = new DataView(new ArrayBuffer(size))
  const request = { clientId: 'x', account: 0, originSession: 0n, originSequence: 0n }
  try {
    layout.write(view, 0, { ...body, request })
  } catch (error) {
    throw new ApiError('INVALID_FIELD', undefined, (error as Error).message)
  }
  const read = layout.read(view, 0) as unknown as Record<string, unknown>
  for (const [name, value] of Object.entries(body)) {
    if (!(name in request) && text(read[name]) !== text(value)) throw new ApiError('INVALID_FIELD', name)
  }
}

/** What a function of the SDK would ask of the exchange, made and checked, not sent. Throws an ApiError. */
export class HeldRequests {
  readonly #held: readonly Held[]

  private constructor(held: readonly Held[]) {
    this.#held = held
  }

  static async of(ask: (operator: Client) => Promise<unknown>): Promise<HeldRequests> {
    const held: Held[] = []
    const request = async (type: RequestType, body: object): Promise<void> => {
      held.push({ type, body })
    }
    try {
      // The SDK's functions of operators ask for nothing but requests.
      await ask({ request } as unknown as Client)
    } catch (error) {
      if (!(error instanceof DecimalError)) throw error
      throw new ApiError('INVALID_DECIMAL', undefined, `${error.message}.`)
    }
    for (const it of held) checkFits(it)
    return new HeldRequests(held)
  }

  /** Sends them in order; the first is `id`, each further one `id/n`. Gives the first answer's number. */
  async send(operator: Client, id: string): Promise<bigint> {
    let first = 0n
    for (const [at, { type, body }] of this.#held.entries()) {
      const applied = (await operator.request(type, {
        ...body,
        clientId: at === 0 ? id : `${id}/${at}`,
      })) as wire.Applied
      if (at === 0) first = applied.id
    }
    return first
  }
}
