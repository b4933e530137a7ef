// The REST side as a plugin of Fastify, with errors, limits and bodies of its own.
import { type Access, type Addresses, realPeer } from '@tapebook/access'
import type { Troubles } from '@tapebook/service'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TimeUnit } from '../convert/decimals.ts'
import { BinanceError, binanceError, errorOf } from '../convert/errors.ts'
import { Params } from '../convert/params.ts'
import type { Endpoint, Question } from '../operations/endpoint.ts'
import { ENDPOINTS } from '../operations/endpoints.ts'
import type { Venue } from '../venue.ts'
import { signer, somebody, unsigned } from './authority.ts'
import { DEFAULT_LIMITS, LimitError, type Limits, OrderCounts, refuse, Weights } from './limits.ts'

export interface RestOptions {
  readonly venue: Venue
  /** Proxies whose word on the peer counts. */
  readonly trusted: Addresses
  readonly limits?: Partial<Limits>
  /** What goes wrong because an operator of a sandbox wants it to. */
  readonly troubles?: Troubles
  /** In ms since 1970. */
  readonly clock?: () => number
}

const PREFIXES = ['/api/v3', '/sapi', '/fapi', '/dapi'] as const

/** Registers every endpoint. */
export async function binanceRest(app: FastifyInstance, options: RestOptions): Promise<void> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const rest = new Rest(options, new Weights(limits), new OrderCounts(limits))
  for (const prefix of PREFIXES) {
    await app.register(
      async (part) => {
        part.removeAllContentTypeParsers()
        // A form, whatever it is called: a signature is over its bytes.
        part.addContentTypeParser('*', { parseAs: 'buffer' }, async (_: FastifyRequest, body: Buffer) => body)
        part.setErrorHandler((error, request, reply) => rest.fail(error, request, reply))
        part.setNotFoundHandler((request, reply) =>
          rest.fail(new BinanceError(-1000, 'Path not found.', { status: 404 }), request, reply),
        )
        for (const endpoint of ENDPOINTS) {
          if (!endpoint.path.startsWith(`${prefix}/`)) continue
          part.route({
            method: endpoint.method,
            url: endpoint.path.slice(prefix.length),
            schema: { hide: true } as object,
            handler: (request, reply) => rest.handle(endpoint, request, reply),
          })
        }
      },
      { prefix },
    )
  }
}

class Rest {
  readonly #venue: Venue
  readonly #trusted: Addresses
  readonly #clock: () => number
  readonly #weights: Weights
  readonly #counts: OrderCounts
  readonly #troubles: Troubles | undefined

  constructor(
    { venue, trusted, clock = Date.now, troubles }: RestOptions,
    weights: Weights,
    counts: OrderCounts,
  ) {
    this.#venue = venue
    this.#trusted = trusted
    this.#clock = clock
    this.#weights = weights
    this.#counts = counts
    this.#troubles = troubles
  }

  /** Answers a request; later, or not, where a sandbox is set so. What was asked is done before the wait. */
  async handle(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const troubles = this.#troubles
    if (troubles === undefined) return await this.answer(endpoint, request, reply)
    refuse(troubles, 'rest', this.#peerOf(request), this.#clock())
    try {
      return await this.answer(endpoint, request, reply)
    } finally {
      await troubles.wait()
    }
  }

  async answer(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const now = this.#clock()
    const peer = this.#peerOf(request)
    const url = request.raw.url ?? ''
    const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
    const params = Params.of(query, body)
    const weight = typeof endpoint.weight === 'number' ? endpoint.weight : endpoint.weight(params)
    const used = this.#weights.take(peer, weight, now)
    reply.header('x-mbx-used-weight', used).header('x-mbx-used-weight-1m', used)
    const question: Question = {
      venue: this.#venue,
      params,
      unit: unitOf(request),
      now,
      counts: this.#counts,
    }
    if (endpoint.security === 'NONE') return await endpoint.run(question)
    const payload = Buffer.from(unsigned(query) + unsigned(body))
    const principal = await signer(this.#access(), {
      apiKey: headerOf(request, 'x-mbx-apikey'),
      params,
      payload,
      peer,
      now,
      once: endpoint.method !== 'GET',
    })
    const who = somebody(this.#access(), principal, endpoint.needs)
    if (endpoint.orders !== undefined && endpoint.countsItself !== true)
      this.#counts.take(who.account.uuid, endpoint.orders, now)
    try {
      return await endpoint.run({ ...question, ...who })
    } finally {
      if (endpoint.orders !== undefined) {
        const { tenSeconds, day } = this.#counts.of(who.account.uuid, now)
        reply.header('x-mbx-order-count-10s', tenSeconds).header('x-mbx-order-count-1d', day)
      }
    }
  }

  fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const answer = binanceError(fastifyError(error))
    if (answer.code === -1000 && answer.status >= 500) {
      request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    }
    if (answer instanceof LimitError && answer.retryAfter !== undefined)
      reply.header('retry-after', answer.retryAfter)
    if (!reply.hasHeader('x-mbx-used-weight-1m')) {
      const used = this.#weights.used(this.#peerOf(request), this.#clock())
      reply.header('x-mbx-used-weight', used).header('x-mbx-used-weight-1m', used)
    }
    return reply.code(answer.status).type('application/json').send(answer.body())
  }

  #peerOf(request: FastifyRequest): string {
    const forwarded = headerOf(request, 'x-forwarded-for') ?? ''
    return realPeer(request.socket.remoteAddress ?? '', forwarded, this.#trusted)
  }

  #access(): Access {
    if (this.#venue.access === undefined) throw errorOf(-2015)
    return this.#venue.access
  }
}

/** What Fastify itself refuses. */
function fastifyError(error: unknown): unknown {
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (code === undefined || !String(code).startsWith('FST_') || statusCode === undefined) return error
  return new BinanceError(-1100, 'Illegal characters found in a parameter.', { status: statusCode })
}

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

function unitOf(request: FastifyRequest): TimeUnit {
  const text = headerOf(request, 'x-mbx-time-unit')?.toUpperCase()
  if (text === undefined || text === 'MILLISECOND') return 'MILLISECOND'
  if (text === 'MICROSECOND') return 'MICROSECOND'
  throw errorOf(-1194)
}
