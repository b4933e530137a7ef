// The gateway's control: HTTP on a socket file that its owner alone may open.
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { LpGateway } from './gateway.ts'
import { textOf } from './messages.ts'
import { LpMetrics } from './metrics.ts'
import { LpRefusal, type NewLpOrder, type RefusalCode } from './orders.ts'
import type { LpOrder } from './outcome.ts'
import type { ToldEvent } from './store.ts'

/** Name of the socket in the folder of the exchange. */
export const CONTROL_SOCKET = 'lp.sock'
/** Longest path that a socket may have. */
const PATH_MAX = 107
const BODY_MAX = 16_384
const STATUS: Readonly<Record<RefusalCode, number>> = {
  UNKNOWN_SESSION: 404,
  UNKNOWN_SYMBOL: 404,
  NOT_FOUND: 404,
  NOT_A_TRADING_SESSION: 409,
  NOT_CONNECTED: 409,
  DUPLICATE_ID: 409,
  INVALID_FIELD: 400,
  BUSY: 429,
}

/** An order in JSON: quantities and prices as decimal strings, times in ms. */
export const orderView = (order: LpOrder) => ({
  id: order.id,
  session: order.sessionId,
  symbol: order.symbol,
  side: order.side,
  kind: order.kind,
  quantity: textOf(order.quantity),
  price: order.price === undefined ? null : textOf(order.price),
  state: order.state,
  reason: order.reason ?? null,
  lpOrderId: order.lpOrderId ?? null,
  executed: textOf(order.executed),
  late: textOf(order.late),
  averagePrice: order.executed === 0n ? null : textOf(order.cost / order.executed),
  isSettled: order.isSettled,
  deadlineAt: order.deadlineAt,
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
})

const eventView = ({ quantity, price, execId, text, ...event }: ToldEvent) => ({
  ...event,
  quantity: quantity === undefined ? null : textOf(quantity),
  price: price === undefined ? null : textOf(price),
  execId: execId ?? null,
  text: text ?? null,
})

type Json = Readonly<Record<string, unknown>>

async function bodyOf(request: IncomingMessage): Promise<Json> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > BODY_MAX) throw new LpRefusal('INVALID_FIELD', 'the body is too long')
    parts.push(part)
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'))
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Json
  } catch {
    // Said below.
  }
  throw new LpRefusal('INVALID_FIELD', 'the body is not an object of JSON')
}

const idOf = (value: unknown): string => {
  if (typeof value !== 'string' || value === '') throw new LpRefusal('INVALID_FIELD', 'id is not valid')
  return value
}

async function answer(gateway: LpGateway, request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://control')
  const [, name = '', id] = url.pathname.split('/').map(decodeURIComponent)
  switch (`${request.method} /${name}${id === undefined ? '' : '/:id'}`) {
    case 'GET /sessions':
      return gateway.sessions()
    case 'GET /sessions/:id':
      return gateway.session(idOf(id))
    case 'GET /log/:id':
      return gateway.log(idOf(id))
    case 'POST /connect':
      return gateway.connect(idOf((await bodyOf(request)).id))
    case 'POST /disconnect':
      return gateway.disconnect(idOf((await bodyOf(request)).id))
    case 'GET /quotes':
      return gateway.quotes()
    case 'POST /orders':
      // What is not what it should be is refused there.
      return orderView(await gateway.submit((await bodyOf(request)) as unknown as NewLpOrder))
    case 'GET /orders/:id':
      return orderView(await gateway.order(idOf(id)))
    case 'GET /events': {
      const after = Number(url.searchParams.get('after') ?? 0)
      if (!Number.isSafeInteger(after) || after < 0)
        throw new LpRefusal('INVALID_FIELD', 'after is not valid')
      return (await gateway.events(after)).map(eventView)
    }
    default:
      throw new LpRefusal('NOT_FOUND', 'there is no such route')
  }
}

async function serve(
  gateway: LpGateway,
  metrics: LpMetrics,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, type: string, body: string): void => {
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }
  try {
    if (request.method === 'GET' && request.url === '/metrics')
      return send(200, 'text/plain; version=0.0.4', await metrics.text())
    send(200, 'application/json', JSON.stringify(await answer(gateway, request)))
  } catch (error) {
    const { code, message } = error as LpRefusal
    const isRefusal = error instanceof LpRefusal
    const body = { code: isRefusal ? code : 'FAILED', message }
    send(isRefusal ? STATUS[code] : 500, 'application/json', JSON.stringify(body))
  }
}

/** Does somebody listen there? */
function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/** Throws where a gateway runs on the folder: two would send as one. */
export async function refuseSecond(path: string): Promise<void> {
  if (Buffer.byteLength(path) > PATH_MAX)
    throw new Error(
      `the control socket ${path} has a path longer than ${PATH_MAX} bytes: use a shorter folder`,
    )
  if (await isServed(path))
    throw new Error(`a gateway to liquidity providers runs already: ${path} is served`)
  rmSync(path, { force: true })
}

/** Serves a gateway's control at a socket file. */
export async function serveControl(gateway: LpGateway, path: string): Promise<Server> {
  const metrics = new LpMetrics(gateway)
  const server = createServer((request, response) => void serve(gateway, metrics, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  chmodSync(path, 0o600)
  return server
}
