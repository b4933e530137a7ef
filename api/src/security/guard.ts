// Who asks, and may they (VR-08, AU-06): first what a peer may ask at all, then who it is, then whether they may do that,
// and last how often. A route that names no permission is for everybody.

import type { IncomingMessage } from 'node:http'
import {
  type Access,
  type Actor,
  type Addresses,
  isOperatorPrincipal,
  type OwnAccount,
  ownAccount,
  type Permission,
  type Principal,
  realPeer,
  requestBytes,
  type Taken,
} from '@tapebook/access'
import { ApiError } from '@tapebook/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../http/types.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the one who asks has to be permitted. */
    needs?: Permission
    /** Counts as so many requests of the peer; 1 where left out. */
    cost?: number
  }
  interface FastifyRequest {
    /** Address of the real peer. */
    peer: string
    /** It came where operators are not served. */
    clientsOnly: boolean
    /** Set where the route needs a permission. */
    principal: Principal | null
  }
}

export interface GuardOptions {
  readonly access: Access
  /** Proxies whose word on the peer counts. */
  readonly trusted: Addresses
  /** Did a request come where operators are served? Undefined where that is everywhere. */
  readonly isForOperators?: (request: IncomingMessage) => boolean
}

/**
 * Price of what needs the hash of a password, in requests: one peer buys fewer of them than one machine computes, so it
 * keeps nobody else from logging on.
 */
export const HASH_COST = 20

/** Puts the guard before every route that is added from now on. */
export function guard(app: App, { access, trusted, isForOperators }: GuardOptions): void {
  app.decorateRequest('peer', '')
  app.decorateRequest('clientsOnly', false)
  app.decorateRequest('principal', null)
  app.addHook('onRequest', (request, reply, done) => {
    const forwarded = request.headers['x-forwarded-for']
    request.clientsOnly = isForOperators !== undefined && !isForOperators(request.raw)
    // What is theirs is not there for others, not even as a refusal.
    if (request.clientsOnly && request.routeOptions.url?.startsWith('/admin/'))
      return done(new ApiError('NOT_FOUND'))
    request.peer = realPeer(request.socket.remoteAddress ?? '', String(forwarded ?? ''), trusted)
    done(excess(access.limits.beforeLogIn(request.peer, request.routeOptions.config?.cost), reply))
  })
  const permit = async (request: FastifyRequest, reply: FastifyReply, needs: Permission): Promise<void> => {
    request.principal = await known(access, request, (principal) => {
      if (request.clientsOnly && isOperatorPrincipal(principal)) throw new ApiError('UNAUTHENTICATED')
      access.need(principal, needs)
      const account = chosen(principal, request)
      const place = account === undefined ? { endpoint: needs } : { endpoint: needs, account: account.uuid }
      const refused = excess(access.limits.afterLogIn(principal, place), reply)
      if (refused !== undefined) throw refused
    })
  }
  app.addHook('onRoute', (route) => {
    const needs = route.config?.needs
    if (needs === undefined) return
    // The body is there by then: a signature is over it.
    const before = [route.preValidation ?? []].flat()
    route.preValidation = [(request, reply) => permit(request, reply, needs), ...before]
  })
}

/** Who asks, once `admit` has not thrown. */
async function known(
  access: Access,
  request: FastifyRequest,
  admit: (principal: Principal) => void,
): Promise<Principal> {
  const { authorization, 'x-api-key': keyId } = request.headers
  if (keyId !== undefined) return await signed(access, request, String(keyId), admit)
  const token = /^Bearer ([\w.~+/=-]+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined) throw new ApiError('UNAUTHENTICATED')
  const principal = await access.tokens.verify(token)
  admit(principal)
  return principal
}

/** A request signed by an API key: over its time, window, method, target, account, id and body, as they came. */
async function signed(
  access: Access,
  request: FastifyRequest,
  keyId: string,
  admit: (principal: Principal) => void,
): Promise<Principal> {
  const timestamp = wholeNumber(request, 'x-timestamp')
  const signature = request.headers['x-signature']
  if (timestamp === undefined || typeof signature !== 'string') throw new ApiError('UNAUTHENTICATED')
  const windowMs = wholeNumber(request, 'x-window')
  const { method, rawBody: body } = request
  const { 'x-account': account, 'idempotency-key': id } = request.headers
  const window = windowMs === undefined ? {} : { windowMs }
  const payload = requestBytes({
    timestamp,
    ...window,
    method,
    // As the socket had it, before any prefix was taken off.
    target: request.originalUrl,
    ...(account !== undefined && { account: String(account) }),
    ...(id !== undefined && { id: String(id) }),
    ...(body !== undefined && { body }),
  })
  const once = method !== 'GET' && method !== 'HEAD'
  return await access.keys.verify({
    keyId,
    payload,
    signature,
    timestamp,
    ...window,
    peer: request.peer,
    once,
    admit,
  })
}

function wholeNumber({ headers }: FastifyRequest, name: string): number | undefined {
  const text = headers[name]
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** What a request beyond a limit is refused with. */
function excess({ allowed, retryAfterMs }: Taken, reply: FastifyReply): ApiError | undefined {
  if (allowed) return undefined
  reply.header('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1_000)))
  return new ApiError('RATE_LIMITED')
}

/** The account that a request is about: the header's, where it is one of theirs, else their first. */
function chosen(principal: Principal, { headers }: FastifyRequest): OwnAccount | undefined {
  const wanted = headers['x-account']
  return wanted === undefined ? principal.accounts[0] : ownAccount(principal, String(wanted))
}

/** Who asks. */
export function principalOf({ principal }: FastifyRequest): Principal {
  if (principal === null) throw new Error('a route without a permission asks who it is')
  return principal
}

/** Number of the account that a request is about; never taken from a body. */
export function accountOf(request: FastifyRequest): OwnAccount {
  const account = chosen(principalOf(request), request)
  if (account === undefined) throw new ApiError('CONFLICT', undefined, 'You have no open account.')
  return account
}

/** Who asks, for the audit trail. */
export function actorOf(request: FastifyRequest): Actor {
  return {
    principal: principalOf(request),
    peer: request.peer,
    agent: String(request.headers['user-agent'] ?? ''),
  }
}
