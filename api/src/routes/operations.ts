// Is it well? For those who operate it.
import { Type } from '@sinclair/typebox'
import type { ApiMetrics } from '../http/metrics.ts'
import { Content, ERROR_REPLIES, replies } from '../http/schemas.ts'
import type { App } from '../http/types.ts'

/** What a process needs to serve: each is true while it has it. */
export type Readiness = () => Promise<Readonly<Record<string, boolean>>>

const Health = Type.Object({ status: Type.Literal('ok') }, { examples: [{ status: 'ok' }] })
const Ready = Type.Object(
  {
    status: Type.Union([Type.Literal('ready'), Type.Literal('waiting')]),
    parts: Type.Record(Type.String(), Type.Boolean()),
  },
  { examples: [{ status: 'ready', parts: { exchange: true, tables: true } }] },
)

export function operationRoutes(app: App, metrics: ApiMetrics, readiness: Readiness): void {
  const tags = ['operations']
  app.get(
    '/healthz',
    { schema: { tags, summary: 'Does the process answer?', response: replies(200, Health) } },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: 'Has it all that it needs? 503 while something is missing',
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_, reply) => {
      const parts = await readiness()
      const isReady = Object.values(parts).every(Boolean)
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'waiting', parts })
    },
  )
  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary: 'What the API counts of itself, as Prometheus text',
        response: {
          200: Content('The metrics.', {
            'text/plain': Type.String({ examples: ['tapebook_api_exchange_up 1'] }),
          }),
          ...ERROR_REPLIES,
        },
      },
    },
    async (_, reply) => reply.type('text/plain; version=0.0.4').send(await metrics.text()),
  )
}
