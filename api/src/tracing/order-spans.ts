// The parts of one order's way, put together from what the session was told, once it was told.
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { Freshness } from '@tapebook/service'

/** What a session knows of an order that was accepted. */
export interface Acknowledged {
  /** The command that it is. */
  readonly sequence: number
  /** When the exchange took it, by its journal. */
  readonly stampedMs: number
  /** When its acknowledgement came, which leaves once the command is durable. */
  readonly toldMs: number
}

/** An answer that names the order that was entered. */
export interface Entered {
  readonly order: { readonly id: number }
}

/** A request's span, and the way to spans of an order below it. */
export interface RequestTrace {
  readonly span: Span
  order<T extends Entered>(place: () => Promise<T>): Promise<T>
}

/** Orders whose rows are waited for at once, at most; the others have no such span. */
const WAITING_MAX = 1_024
/** Looks at the tables for one order, each of a second at most. */
const LOOKS = 10

/** Wall time in ms, to less than one. */
export const nowMs = (): number => performance.timeOrigin + performance.now()

export class OrderSpans {
  readonly #tracer: Tracer
  readonly #freshness: Freshness
  readonly #acknowledged: (orderId: number) => Acknowledged | undefined
  readonly #waiting = new Set<Promise<void>>()

  constructor(
    tracer: Tracer,
    freshness: Freshness,
    acknowledged: (orderId: number) => Acknowledged | undefined,
  ) {
    this.#tracer = tracer
    this.#freshness = freshness
    this.#acknowledged = acknowledged
  }

  /** Enters an order, with spans of what became of it below `request`. */
  async around<T extends Entered>(request: Span, place: () => Promise<T>): Promise<T> {
    const asked = nowMs()
    const below = trace.setSpan(ROOT_CONTEXT, request)
    const session = this.#tracer.startSpan(
      'session request',
      { kind: SpanKind.CLIENT, startTime: asked },
      below,
    )
    try {
      const entered = await place()
      this.#tell(session, asked, entered.order.id)
      return entered
    } catch (error) {
      session.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message })
      session.end()
      throw error
    }
  }

  #tell(session: Span, asked: number, id: number): void {
    const answered = nowMs()
    const known = this.#acknowledged(id)
    const attributes = { 'tapebook.order_id': id, 'tapebook.sequence': known?.sequence ?? 0 }
    session.setAttributes(attributes)
    const told = known === undefined || known.toldMs < asked ? answered : known.toldMs
    session.end(told)
    // A repeat is answered by what the first one became.
    if (known === undefined || known.toldMs < asked) return
    const below = trace.setSpan(ROOT_CONTEXT, session)
    const part = (name: string, from: number): Span =>
      this.#tracer.startSpan(name, { startTime: from, attributes }, below)
    // Clocks of two machines may differ; parts never leave the whole.
    const stamped = Math.min(told, Math.max(asked, known.stampedMs))
    part('core sequence', asked).end(stamped)
    part('journal durable', stamped).end(told)
    part('events', told).end(answered)
    if (this.#waiting.size >= WAITING_MAX) return
    const rows = part('tables', told)
    const waiting = this.#seen(rows, known.sequence).finally(() => this.#waiting.delete(waiting))
    this.#waiting.add(waiting)
  }

  /** Ends a span once the order's row can be read. */
  async #seen(rows: Span, sequence: number): Promise<void> {
    let isThere = false
    for (let looks = 0; looks < LOOKS && !isThere; looks++) isThere = await this.#freshness.upTo(sequence)
    if (!isThere) rows.setStatus({ code: SpanStatusCode.ERROR, message: 'the tables do not have it' })
    rows.end()
  }

  /** When no order waits for its row. */
  async settled(): Promise<void> {
    await Promise.all(this.#waiting)
  }
}
