// Which pages may use the API. A page of a foreign origin is refused, whatever it brings; others get what browsers ask.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ApiError } from './errors.ts'

const METHODS = 'GET, POST, PUT, PATCH, DELETE'
const HEADERS =
  'authorization, content-type, idempotency-key, api-version, x-account, x-api-key, x-signature, x-timestamp, x-window'
const MAX_AGE_S = 600

/** Refuses foreign origins and answers preflights. `allowed` are origins such as `https://trade.example`. */
export function originRule(allowed: readonly string[]) {
  const list = new Set(allowed)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { origin } = request.headers
    if (origin === undefined) return undefined
    // Its own pages: the address that the browser itself shows. A name that somebody else points here is none of them.
    const isOwn = origin === `http://${request.headers.host}` && isLocalName(request.hostname)
    if (!isOwn && !list.has(origin)) throw new ApiError('ORIGIN_NOT_ALLOWED')
    reply.header('access-control-allow-origin', origin).header('vary', 'origin')
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) {
      return undefined
    }
    return reply
      .code(204)
      .header('access-control-allow-methods', METHODS)
      .header('access-control-allow-headers', HEADERS)
      .header('access-control-max-age', MAX_AGE_S)
      .send()
  }
}

/** An address, or the name of this machine to itself. */
const isLocalName = (host: string): boolean =>
  host === 'localhost' || /^[\d.]+$/.test(host) || /^\[[\da-f:.]+\]$/i.test(host)
