// Which pages may use the API. A page of a foreign origin is refused, whatever it brings; others get what browsers ask.
import { ApiError } from '@tapebook/service'
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'

const METHODS = 'GET, POST, PUT, PATCH, DELETE'
const HEADERS =
  'authorization, content-type, idempotency-key, api-version, x-account, x-api-key, x-signature, x-timestamp, x-window'
const MAX_AGE_S = 600

/** Refuses foreign origins and answers preflights. `allowed` are origins such as `https://trade.example`. */
export function originRule(allowed: readonly string[]) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const { origin, host = '' } = request.headers
    if (origin === undefined) return done()
    if (!isAllowedOrigin(origin, host, allowed)) return done(new ApiError('ORIGIN_NOT_ALLOWED'))
    reply.header('access-control-allow-origin', origin).header('vary', 'origin')
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) {
      return done()
    }
    reply
      .code(204)
      .header('access-control-allow-methods', METHODS)
      .header('access-control-allow-headers', HEADERS)
      .header('access-control-max-age', MAX_AGE_S)
      .send()
  }
}

/**
 * May pages of an origin use the API: one of the list, or its own, which is the address that the browser itself shows? A
 * name that somebody else points here is none of those.
 */
export function isAllowedOrigin(origin: string, host: string, allowed: readonly string[]): boolean {
  if (allowed.includes(origin)) return true
  return (origin === `http://${host}` || origin === `https://${host}`) && LOCAL.test(host)
}

/** An address, or the name of this machine to itself. */
const LOCAL = /^(localhost|[\d.]+|\[[\da-f:.]+\])(:\d+)?$/i
