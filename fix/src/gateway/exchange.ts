// A counterparty's own session with the exchange: open while it is logged on, and resumed where it was left.
import { Client, type ClientOptions, type KeptOnDisconnect, type StreamPosition } from '@tapebook/client'

/** Before another try, in ms: the one before may not have ended yet. */
const AGAIN_MS = 50

export interface ExchangeOptions {
  readonly url: string
  readonly ca?: string
  readonly privateKey: string
}

/** Connects within `withinMs`, or throws the last reason why not. `prepare` gets each try before its first frame. */
export async function openExchange(
  options: ExchangeOptions,
  cancelOnDisconnect: boolean | KeptOnDisconnect,
  resume: StreamPosition | undefined,
  withinMs: number,
  prepare: (client: Client) => void,
): Promise<Client> {
  const end = performance.now() + withinMs
  const all: ClientOptions = {
    ...options,
    cancelOnDisconnect,
    backoffMs: { first: 20, most: 500 },
    ...(resume !== undefined && { resume }),
  }
  for (;;) {
    try {
      return await Client.connect(all, prepare)
    } catch (error) {
      if (performance.now() + AGAIN_MS > end) throw error
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}
