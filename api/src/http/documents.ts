// OpenAPI 3.1 of all routes, and the page that shows it, from this machine alone; AsyncAPI of the streams beside them.
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { asyncapi } from './asyncapi.ts'
import type { App } from './types.ts'

const TAGS = [
  { name: 'market', description: 'What anybody may see.' },
  { name: 'orders', description: 'Orders of your account.' },
  { name: 'account', description: 'Money, trades and fees of your account.' },
  { name: 'stocks', description: 'The stock venue.' },
  { name: 'assets', description: 'Assets of the exchange.' },
  { name: 'charts', description: 'Universal data feed of charting front ends.' },
  { name: 'people', description: 'Sign up, log on, second factors, keys.' },
  { name: 'accounts', description: 'Accounts of people.' },
  { name: 'operators', description: 'People and the audit trail, for those who work for the venue.' },
  { name: 'venue', description: 'What operators do to the venue; each deed is in the audit trail.' },
  { name: 'operations', description: 'Is it well?' },
]

export async function documents(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tapebook',
        version: '0.1.0',
        description:
          'Orders, money and markets of a Tapebook exchange. Numbers are decimal strings; errors are {code, message, field?}.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: TAGS,
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          apiKey: {
            type: 'apiKey',
            in: 'header',
            name: 'x-api-key',
            description:
              'With x-timestamp (ms), x-signature and, if wanted, x-window (ms): a signature over timestamp, window, method and target, `x-account: …` and `idempotency-key: …` where they are sent, one a line, then the body.',
          },
        },
      },
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { docExpansion: 'list', validatorUrl: null },
  })
  app.get('/docs/asyncapi.json', { schema: { hide: true } }, async (request) => asyncapi(request.host))
}
