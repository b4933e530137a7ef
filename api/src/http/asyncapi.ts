// AsyncAPI 3 of the streams: market data as JSON, and the binary port with what wire.fbs says of its messages.
import { binaryPort } from '@tapebook/schema/asyncapi'
import { QuoteMessage, TradeMessage } from '../stream/messages.ts'

const messageOf = (name: string) => ({ $ref: `#/components/messages/${name}` })
const inChannel = (channel: string, name: string) => ({ $ref: `#/channels/${channel}/messages/${name}` })
const byName = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, messageOf(name)]))

const MARKET_DATA = ['Quote', 'LastTrade']

/** The document; `host` is where the API was asked. */
export function asyncapi(host: string): object {
  const { fromClient, fromServer, messages, schemas } = binaryPort
  return {
    asyncapi: '3.0.0',
    id: 'urn:tapebook:streams',
    info: {
      title: 'Tapebook streams',
      version: '0.1.0',
      description:
        'Quotes and trades as JSON for whoever watches, and the binary port for who trades. docs/reference/protocol.md has the rules of the binary port: log-on, resuming, exactly once, market data.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      api: { host, protocol: 'ws', description: 'The API, beside REST.' },
      binary: {
        host: host.replace(/:\d+$/, ':8082'),
        protocol: 'ws',
        description: 'The binary port: tapebook start --port. wss where the exchange has a certificate.',
      },
    },
    channels: {
      marketData: {
        address: '/v1/market-data/{symbol}',
        title: 'Market data of one symbol',
        description:
          'The last quote on joining, then each as it changes, at most 20 a second, and every trade. Who says anything is closed with 1008. A reader that is slow misses quotes; one that is too slow for trades is let go.',
        servers: [{ $ref: '#/servers/api' }],
        parameters: { symbol: { description: 'The symbol.', examples: ['BTCUSD'] } },
        messages: byName(MARKET_DATA),
      },
      binary: {
        address: '/',
        title: 'Order entry and market data, binary',
        description:
          'A WebSocket message holds frames, one after the other: a FrameHeader of 8 bytes, then the body that its type names. A payload here is a body by its fields, x-offset and x-type saying how they lie in the bytes, little endian.',
        servers: [{ $ref: '#/servers/binary' }],
        messages: byName([...new Set([...fromClient, ...fromServer])]),
      },
    },
    operations: {
      watch: {
        action: 'send',
        channel: { $ref: '#/channels/marketData' },
        summary: 'The API sends what happens in a symbol.',
        messages: MARKET_DATA.map((name) => inChannel('marketData', name)),
      },
      ask: {
        action: 'receive',
        channel: { $ref: '#/channels/binary' },
        summary: 'The exchange takes requests of a session.',
        messages: fromClient.map((name) => inChannel('binary', name)),
      },
      report: {
        action: 'send',
        channel: { $ref: '#/channels/binary' },
        summary: 'The exchange answers, reports and publishes.',
        messages: fromServer.map((name) => inChannel('binary', name)),
      },
    },
    components: {
      messages: {
        ...messages,
        Quote: { name: 'Quote', title: 'Best bid and offer', payload: QuoteMessage },
        LastTrade: { name: 'LastTrade', title: 'A trade', payload: TradeMessage },
      },
      schemas,
    },
  }
}
