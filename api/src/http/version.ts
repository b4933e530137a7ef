// The version of the API that a request asks for (RA-02): header API-Version, v1 where it is left out.

import { ApiError } from '@tapebook/service'
import type { App } from './types.ts'

const VERSION = 'v1'

/** For everything below /api/v1. */
export function addVersionRule(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.url.startsWith('/api/v1/')) return done()
    const asked = request.headers['api-version'] ?? VERSION
    reply.header('api-version', VERSION)
    done(asked === VERSION ? undefined : new ApiError('UNSUPPORTED_VERSION'))
  })
}
