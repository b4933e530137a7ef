// Traces of orders, as OpenTelemetry has them (OP-07): on where OTEL_EXPORTER_OTLP_ENDPOINT says who takes them. The
// exchange knows nothing of them: what it did with an order is told by the order's own reports, by command and time.
import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { Client } from '@tapebook/client'
import type { Freshness } from '@tapebook/service'
import type { FastifyRequest } from 'fastify'
import type { App } from '../http/types.ts'
import { type Acknowledged, nowMs, OrderSpans, type RequestTrace } from './order-spans.ts'

/** Acknowledgements that are kept until the request that they answer asks for them. */
const KEPT = 4_096

export class Tracing {
  readonly #provider: BasicTracerProvider
  readonly #tracer: Tracer
  readonly #orders: OrderSpans
  readonly #acknowledged = new Map<number, Acknowledged>()

  constructor(freshness: Freshness, service: string) {
    this.#provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
    })
    this.#tracer = this.#provider.getTracer('tapebook')
    this.#orders = new OrderSpans(this.#tracer, freshness, (id) => this.#acknowledged.get(id))
  }

  /** Hears when orders of a client's session were stamped, and when that was told. */
  listen(client: Client): void {
    client.on('OrderAccepted', ({ orderId, report }) => {
      const { sequence, time } = report
      this.#acknowledged.set(Number(orderId), {
        sequence: Number(sequence),
        stampedMs: Number(time) / 1e6,
        toldMs: nowMs(),
      })
      if (this.#acknowledged.size <= KEPT) return
      const [oldest] = this.#acknowledged.keys()
      this.#acknowledged.delete(oldest!)
    })
  }

  /** A span for each request to a route that is added from now on. */
  on(app: App): void {
    app.addHook('onRequest', (request, _reply, done) => {
      request.trace = this.#begin(request)
      done()
    })
    app.addHook('onResponse', (request, reply, done) => {
      const span = request.trace?.span
      span?.setAttribute('http.response.status_code', reply.statusCode)
      if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
      span?.end()
      done()
    })
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    await this.#orders.settled()
    await this.#provider.shutdown()
  }

  #begin({ method, headers, routeOptions }: FastifyRequest): RequestTrace {
    const from = parseTraceParent(String(headers.traceparent ?? ''))
    const parent = from === null ? ROOT_CONTEXT : trace.setSpanContext(context.active(), from)
    const route = routeOptions.url ?? 'none'
    const attributes = { 'http.request.method': method, 'http.route': route }
    const span = this.#tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent)
    return { span, order: (place) => this.#orders.around(span, place) }
  }
}
