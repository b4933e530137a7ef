// Tells the exchange what changed about people: commands of the identity database, each until it is confirmed.
import type { Access, Outcome, PendingCommand } from '@tapebook/access'
import {
  AccountStatus,
  type Client,
  MessageType,
  RejectedError,
  RejectReason,
  RepeatedError,
} from '@tapebook/client'
import type { Session } from './session.ts'

/** How often it is looked for what another process left, or could not be sent, in ms. */
const AGAIN_MS = 1_000

const STATUS = {
  ACTIVE: AccountStatus.Active,
  FROZEN: AccountStatus.Frozen,
  CLOSED: AccountStatus.Closed,
} as const

export class OutboxSender {
  readonly #access: Access
  readonly #operator: Session
  readonly #gateway: Session
  readonly #onTrouble: (why: string) => void
  readonly #forget: () => void
  readonly #timer: NodeJS.Timeout
  #sending: Promise<void> | undefined
  /** Session of the gateway that all accounts are bound to. */
  #boundTo = 0
  /** Commands that were taken, with answers that nobody can tell any more. */
  readonly #untold = new Set<string>()
  #isAsked = false
  #isClosed = false

  constructor(access: Access, operator: Session, gateway: Session, onTrouble: (why: string) => void) {
    this.#access = access
    this.#operator = operator
    this.#gateway = gateway
    this.#onTrouble = onTrouble
    this.#forget = access.outbox.onCommand(() => this.send())
    this.#timer = setInterval(() => this.send(), AGAIN_MS)
    this.send()
  }

  /** Sends what is there. */
  send(): void {
    this.#isAsked = true
    this.#sending ??= this.#run().finally(() => {
      this.#sending = undefined
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#forget()
    clearInterval(this.#timer)
    await this.#sending
  }

  async #run(): Promise<void> {
    while (this.#isAsked && !this.#isClosed) {
      this.#isAsked = false
      try {
        await this.#bindAll()
        for (const command of await this.#access.outbox.pending()) {
          if (this.#isClosed) return
          if (await this.#settle(command)) this.#isAsked = true
        }
      } catch (error) {
        if (this.#operator.isLive)
          this.#onTrouble(`a command about people was not taken: ${(error as Error).message}`)
        return
      }
    }
  }

  /** Where the gateway has another key than before, its session is another one: it is to act for all who are there. */
  async #bindAll(): Promise<void> {
    if (!this.#gateway.isLive || !this.#operator.isLive) return
    const { session } = this.#gateway.client
    if (session === this.#boundTo) return
    const { outbox } = this.#access
    if ((await outbox.boundTo()) !== session) {
      for (
        let page = await outbox.openAccounts();
        page.length > 0;
        page = await outbox.openAccounts(page.at(-1))
      ) {
        if (this.#isClosed) return
        await Promise.all(page.map((account) => bind(this.#operator.client, session, account)))
      }
      await outbox.setBoundTo(session)
    }
    this.#boundTo = session
  }

  /** True where it is settled. One whose answer nobody can tell any more waits for an operator, and holds up no other. */
  async #settle(command: PendingCommand): Promise<boolean> {
    try {
      await this.#access.outbox.confirm(command.id, await this.#outcome(command))
      return true
    } catch (error) {
      if (!(error instanceof RepeatedError)) throw error
      const isNew = !this.#untold.has(command.id)
      this.#untold.add(command.id)
      if (isNew)
        this.#onTrouble(`${command.kind} ${command.id} was taken, but not what came of it: ${error.message}`)
      return command.kind === 'OPEN_ACCOUNT'
    }
  }

  async #outcome(command: PendingCommand): Promise<Outcome> {
    try {
      return await this.#send(this.#operator.client, command)
    } catch (error) {
      if (error instanceof RejectedError && !error.transient) return { refused: error.reasonName }
      if (!(error instanceof RepeatedError) || command.kind === 'REGISTER_KEY') throw error
      // Taken, and its answer is kept no more; only an account's number has to be had anew.
      if (command.kind !== 'OPEN_ACCOUNT') return {}
      await this.#access.outbox.renew(command.id)
      throw error
    }
  }

  async #send(operator: Client, command: PendingCommand): Promise<Outcome> {
    const clientId = command.id
    switch (command.kind) {
      case 'OPEN_ACCOUNT': {
        const body = { clientId, count: 1, tier: command.tier }
        const account = Number((await operator.request(MessageType.OpenAccounts, body)).id)
        await bind(operator, this.#gateway.client.session, account)
        return { account }
      }
      case 'SET_ACCOUNT_STATUS': {
        const { account: target, status, cancelOrders } = command
        const body = { clientId, target, status: STATUS[status], cancelOrders: cancelOrders ? 1 : 0 }
        await operator.request(MessageType.SetAccountStatus, body)
        return {}
      }
      case 'REGISTER_KEY': {
        const { account: target, publicKey, permissions } = command
        const key = new Uint8Array(Buffer.from(publicKey, 'hex'))
        const body = { clientId, publicKey: key, target, permissions, rateLimit: 0 }
        return { session: Number((await operator.request(MessageType.RegisterKey, body)).id) }
      }
      case 'REVOKE_KEY':
        await operator.request(MessageType.RevokeKey, { clientId, session: command.session })
        return {}
    }
  }
}

/** Lets a session act for an account; again does nothing. */
export async function bind(operator: Client, session: number, account: number): Promise<void> {
  const clientId = `api/bind/${session}/${account}`
  try {
    await operator.request(MessageType.BindAccount, { clientId, session, target: account, bound: 1 })
  } catch (error) {
    // It is bound, though the answer is kept no more, or was bound by another request.
    const isBound = error instanceof RejectedError && error.reason === RejectReason.InvalidParameter
    if (!isBound && !(error instanceof RepeatedError)) throw error
  }
}
