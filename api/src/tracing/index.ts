// Tracing as the rest of the API sees it: where nobody takes traces, none of its packages is loaded.
import type { Freshness } from '@tapebook/service'
import type { FastifyRequest } from 'fastify'
import type { Entered, RequestTrace } from './order-spans.ts'
import type { Tracing } from './tracing.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where traces are taken. */
    trace: RequestTrace | null
  }
}

/** What takes traces, where the environment names it as OpenTelemetry says; else undefined. */
export async function openTracing(
  freshness: Freshness,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Tracing | undefined> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_SDK_DISABLED } = env
  const endpoint = OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || OTEL_EXPORTER_OTLP_ENDPOINT
  if (!endpoint || OTEL_SDK_DISABLED === 'true') return undefined
  const { Tracing } = await import('./tracing.ts')
  return new Tracing(freshness, env.OTEL_SERVICE_NAME || 'tapebook')
}

/** Enters an order, traced where its request is. */
export function traced<T extends Entered>({ trace }: FastifyRequest, place: () => Promise<T>): Promise<T> {
  return trace === null ? place() : trace.order(place)
}
