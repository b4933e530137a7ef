// What goes wrong for clients of the native API where an operator of a sandbox wants it to. Clients of Binance get it in
// their words, from their own part of the server.
import { ApiError, type Troubles } from '@tapebook/service'
import type { App } from '../http/types.ts'

/** What clients use; operators, documents, pages and whoever watches are spared. */
const CLIENTS = /^\/(api\/v[12]|udf)\//

/** From now on, for every route. */
export function makeTroubles(app: App, troubles: Troubles): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!CLIENTS.test(request.url)) return done()
    const refused = troubles.refusal('rest', request.peer, Date.now())
    if (refused === undefined) return done()
    reply.header('retry-after', refused.retryAfterS)
    done(new ApiError('RATE_LIMITED'))
  })
  app.addHook('preSerialization', async (request, _reply, payload: unknown) => {
    if (CLIENTS.test(request.url)) await troubles.wait()
    return payload
  })
}
