// The HTTP server itself: bounds, errors, origins, metrics and documents. What it serves stands in routes/.
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'
import compress from '@fastify/compress'
import { Refusal } from '@tapebook/access'
import { ApiError, ERRORS, type ErrorBody, type ErrorCode, RefusedError } from '@tapebook/service'
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type onResponseHookHandler,
  type onSendHookHandler,
} from 'fastify'
import type { Logger } from 'pino'
import { LIMITS, type TlsFiles } from '../settings.ts'
import { documents } from './documents.ts'
import { parseJson } from './json.ts'
import type { ApiMetrics } from './metrics.ts'
import { originRule } from './origins.ts'
import { secureOptions } from './tls.ts'
import type { App } from './types.ts'
import { compileValidator, validationError } from './validation.ts'

export interface AppOptions {
  readonly logger: Logger
  readonly metrics: ApiMetrics
  readonly allowedOrigins: readonly string[]
  readonly tls?: TlsFiles
}

/** What Fastify itself refuses. */
const FASTIFY: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'INVALID_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'MALFORMED_REQUEST',
  FST_ERR_BAD_URL: 'MALFORMED_REQUEST',
  FST_ERR_MAX_PARAM_LENGTH: 'NOT_FOUND',
}

/** Bounds of a server of Node's. */
const SERVER = {
  maxHeaderSize: LIMITS.headers,
  headersTimeout: LIMITS.headersMs,
  connectionsCheckingInterval: 1_000,
} as const

/** A server that has no routes yet but its documents. */
export async function newApp({ logger, metrics, allowedOrigins, tls }: AppOptions): Promise<App> {
  const app: App = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger of its own for each request would be made for nothing: few of them log, and say which they are.
    childLoggerFactory: (parent) => parent,
    bodyLimit: LIMITS.body,
    requestTimeout: LIMITS.requestMs,
    keepAliveTimeout: LIMITS.keepAliveMs,
    maxRequestsPerSocket: LIMITS.requestsPerSocket,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    ...(tls === undefined ? { http: SERVER } : { https: { ...SERVER, ...secureOptions(tls) } as never }),
    clientErrorHandler: refuseBytes as never,
    frameworkErrors: (error, request, reply) =>
      void answerError(error, request as never, reply as never, metrics),
  })
  app.server.maxConnections = LIMITS.connections
  // Node would leave out those beyond the count, and the last one may be what a proxy says of the peer.
  app.server.maxHeadersCount = 0
  app.setValidatorCompiler(compileValidator)
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, metrics))
  app.setNotFoundHandler((request, reply) => answerError(new ApiError('NOT_FOUND'), request, reply, metrics))
  app.removeContentTypeParser(['text/plain', 'application/json'])
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, takeBody)
  app.addHook('onRequest', ({ url, raw }, _reply, done) => {
    if (raw.rawHeaders.length > 2 * LIMITS.headerCount) return done(new ApiError('HEADERS_TOO_LARGE'))
    // What a signature is over is what was sent; and nothing is unpacked to many times its size.
    if ((raw.headers['content-encoding'] ?? 'identity') !== 'identity') {
      return done(new ApiError('UNSUPPORTED_MEDIA_TYPE'))
    }
    done(url.length > LIMITS.path ? new ApiError('MALFORMED_REQUEST') : undefined)
  })
  app.addHook('onRequest', originRule(allowedOrigins))
  app.addHook('onSend', (_request, reply, payload, done) => {
    reply.header('x-content-type-options', 'nosniff')
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    done(null, payload)
  })
  const nowhere = metrics.answers('none')
  app.addHook('onResponse', (request, reply, done) => {
    if (request.is404) nowhere(request.method, reply.statusCode, reply.elapsedTime / 1_000)
    done()
  })
  // What a route alone decides is decided once, not with each request.
  app.addHook('onRoute', (route) => {
    if (route.config?.etag === true) {
      const tag: onSendHookHandler = (request, reply, payload, done) =>
        done(null, tagged(request, reply, payload))
      route.onSend = [...[route.onSend ?? []].flat(), tag]
    }
    const answered = metrics.answers(route.url)
    const tell: onResponseHookHandler = ({ method }, reply, done) => {
      answered(method, reply.statusCode, reply.elapsedTime / 1_000)
      done()
    }
    route.onResponse = [...[route.onResponse ?? []].flat(), tell]
  })
  await app.register(compress, {
    globalDecompression: false,
    threshold: 1_024,
    encodings: ['br', 'gzip'],
    inflateIfDeflated: false,
  })
  await documents(app)
  return app
}

/** The bytes stay with the request: a signature is over them and nothing else. */
async function takeBody(request: FastifyRequest, body: Buffer): Promise<unknown> {
  request.rawBody = body
  if (!isUtf8(body)) throw new ApiError('INVALID_JSON')
  return parseJson(body.toString('utf8'))
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came; undefined without one. */
    rawBody?: Buffer
  }
}

function answerError(
  error: FastifyError | ApiError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  metrics: ApiMetrics,
): FastifyReply {
  if (error instanceof Refusal && error.retryAfterMs !== undefined) {
    reply.header('retry-after', Math.max(1, Math.ceil(error.retryAfterMs / 1_000)))
  }
  const answer = apiError(error)
  metrics.failed(answer.code)
  if (answer.code === 'INTERNAL') {
    request.log.error({ err: error, reqId: request.id, route: request.routeOptions.url }, 'a request failed')
  }
  if (answer.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(answer.status).type('application/json').send(answer.body())
}

function apiError(error: FastifyError | ApiError | Refusal): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof Refusal) return new RefusedError(error.code, error.status, error.message, undefined)
  if (error.validation !== undefined) return validationError(error.validation)
  // Whatever else it finds wrong with a request is no failure of ours.
  const isTheirs = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return new ApiError(FASTIFY[error.code] ?? (isTheirs ? 'MALFORMED_REQUEST' : 'INTERNAL'))
}

/** Bytes that are no request get an answer of their own, and the connection ends. */
export function refuseBytes(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const code: ErrorCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'HEADERS_TOO_LARGE' : 'MALFORMED_REQUEST'
  const [status, message] = ERRORS[code]
  const body = JSON.stringify({ code, message } satisfies ErrorBody)
  const head = [
    `HTTP/1.1 ${status} ${code === 'MALFORMED_REQUEST' ? 'Bad Request' : 'Request Header Fields Too Large'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** 304 where the reader has these bytes. */
function tagged(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const tag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`
  reply.header('etag', tag).header('cache-control', 'no-cache')
  if (request.headers['if-none-match'] !== tag) return payload
  reply.code(304).removeHeader('content-length')
  return ''
}
