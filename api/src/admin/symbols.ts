// Instruments: /admin/symbols.
import { Type } from '@sinclair/typebox'
import {
  type Client,
  type Instrument,
  InstrumentStatus,
  InstrumentStatusName,
  listInstrument,
  MessageType,
  type PriceRules,
  setPhase,
  setPriceRules,
} from '@tapebook/client'
import { snake, ticksOf } from '@tapebook/service'
import { Data, Decimal, Nullable, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import type { Desk } from './desk.ts'
import { Reasoned, SymbolParams, security, tags, Whole } from './schemas.ts'

const MILLION = 1_000_000

const Rules = {
  collar_ppm: Whole(
    'Greatest distance of a limit price from the reference, in millionths; 0 for none.',
    MILLION,
    500_000,
  ),
  band_ppm: Whole('Greatest distance of a trade from the reference, in millionths; 0 for none.', MILLION, 0),
  protection_ppm: Whole('Greatest impact of a market order, in millionths.', MILLION, 50_000, 1),
  ticks: Type.Array(
    Strict({
      from: Decimal('From this price on.', '0'),
      step: Decimal('Prices are multiples of it.', '0.05'),
    }),
    {
      description: 'Steps of prices, by ascending price, the first from 0; none: every tick.',
      maxItems: 8,
      examples: [[{ from: '0', step: '0.05' }]],
    },
  ),
}
const RULES = {
  collar_ppm: 500_000,
  band_ppm: 0,
  protection_ppm: 50_000,
  ticks: [{ from: '0', step: '0.05' }],
}

const Code = Type.String({ pattern: '^[A-Z0-9.]{1,16}$', examples: ['BTC'] })
const NewSymbol = Reasoned(
  {
    symbol: Type.String({ pattern: '^[A-Z0-9_./-]{1,24}$', examples: ['BTCEUR'] }),
    base: Code,
    quote: Code,
    tick_size: Decimal('Price of one tick.', '0.01'),
    lot_size: Decimal('Quantity of one lot.', '0.0001'),
    min_quantity: Decimal('Least of an order.', '0.0001'),
    max_quantity: Decimal('Most of an order.', '100'),
    quantity_step: Type.Optional(Decimal('Quantities are multiples of it; a lot where left out.', '0.0001')),
    min_notional: Type.Optional(Decimal('Least value of an order.', '1')),
    max_price: Decimal('Highest price.', '1000000'),
    reference_price: Type.Optional(Decimal('Until the first trade.', '58000')),
    ...Rules,
  },
  {
    ...{ symbol: 'BTCEUR', base: 'BTC', quote: 'EUR', tick_size: '0.01', lot_size: '0.0001' },
    ...{
      min_quantity: '0.0001',
      max_quantity: '100',
      max_price: '1000000',
      reference_price: '58000',
      ...RULES,
    },
  },
)
const SymbolView = Type.Object({
  symbol: Type.String({ examples: ['BTCUSD'] }),
  number: Type.Integer({ description: 'In the exchange.', examples: [0] }),
  phase: Type.String({ examples: ['continuous'] }),
  tick_size: Type.String({ examples: ['0.01'] }),
  lot_size: Type.String({ examples: ['0.00001'] }),
  min_quantity: Type.String({ examples: ['0.00001'] }),
  max_quantity: Type.String({ examples: ['100'] }),
  reference_price: Nullable(Type.String({ examples: ['64000'] })),
})

const viewOf = (it: Instrument) => ({
  symbol: it.symbol,
  number: it.id,
  phase: snake(InstrumentStatusName[it.status] ?? ''),
  tick_size: it.ticksToPrice(1n),
  lot_size: it.lotsToQuantity(1n),
  min_quantity: it.lotsToQuantity(it.minQuantity),
  max_quantity: it.lotsToQuantity(it.maxQuantity),
  reference_price: it.referencePrice === 0n ? null : it.ticksToPrice(it.referencePrice),
})

const rulesOf = (it: {
  collar_ppm: number
  band_ppm: number
  protection_ppm: number
  ticks: readonly { from: string; step: string }[]
}): PriceRules => ({
  collarPpm: it.collar_ppm,
  bandPpm: it.band_ppm,
  protectionPpm: it.protection_ppm,
  ticks: it.ticks,
})

export function symbolRoutes(app: App, desk: Desk): void {
  const { operator, reference } = desk.parts
  app.get(
    '/admin/symbols',
    {
      config: { needs: 'instruments.read' },
      schema: {
        tags,
        security,
        summary: 'Instruments',
        response: replies(200, Data(Type.Array(SymbolView))),
      },
    },
    async () => ({ data: (await operator.ask((client) => client.instruments())).map(viewOf) }),
  )
  app.post(
    '/admin/symbols',
    {
      config: { needs: 'instruments.update' },
      schema: {
        tags,
        security,
        summary: 'List an instrument; it takes orders at once',
        body: NewSymbol,
        response: replies(201, Data(SymbolView)),
      },
    },
    async (request, reply) => {
      const { reason, symbol, base, quote, ...it } = request.body
      const assets = { base: await reference.asset(base), quote: await reference.asset(quote) }
      const wanted = {
        ...{ symbol, ...assets, ...rulesOf(it) },
        ...{ tickSize: it.tick_size, lotSize: it.lot_size },
        ...{ minQuantity: it.min_quantity, maxQuantity: it.max_quantity, maxPrice: it.max_price },
        ...(it.quantity_step !== undefined && { quantityStep: it.quantity_step }),
        ...(it.min_notional !== undefined && { minNotional: it.min_notional }),
        ...(it.reference_price !== undefined && { referencePrice: it.reference_price }),
      }
      const words = {
        action: 'SYMBOL_LISTED',
        resource: 'SYMBOL',
        resourceId: symbol,
        after: { base, quote, ...it },
        reason,
      }
      await desk.run(request, words, (client) => listInstrument(client, wanted))
      reference.forget()
      return reply.code(201).send({ data: viewOf(await desk.instrument(symbol)) })
    },
  )
  priceRoutes(app, desk)
}

function priceRoutes(app: App, desk: Desk): void {
  app.put(
    '/admin/symbols/:symbol',
    {
      config: { needs: 'instruments.update' },
      schema: {
        tags,
        security,
        summary:
          'Change steps of prices, collar, band and protection; orders that no longer fit are canceled',
        description: 'Symbol, assets, tick and lot stay as they are: they are on the tape.',
        params: SymbolParams,
        body: Reasoned(Rules, RULES),
        response: replies(200, Data(SymbolView)),
      },
    },
    async (request) => {
      const { reason, ...rules } = request.body
      const instrument = await desk.instrument(request.params.symbol)
      const words = {
        action: 'SYMBOL_CHANGED',
        resource: 'SYMBOL',
        resourceId: instrument.symbol,
        before: await desk.before('price-rules', instrument.id),
        after: rules,
        reason,
      }
      await desk.run(request, words, (client) => setPriceRules(client, { instrument, ...rulesOf(rules) }))
      return { data: viewOf(await desk.instrument(instrument.symbol)) }
    },
  )
  app.put(
    '/admin/symbols/:symbol/reference-price',
    {
      config: { needs: 'instruments.update' },
      schema: {
        tags,
        security,
        summary: 'Set the price that collar, band and protection are measured from',
        params: SymbolParams,
        body: Reasoned({ price: Decimal('On a tick.', '64000') }, { price: '64000' }),
        response: replies(200, Data(SymbolView)),
      },
    },
    async (request) => {
      const { price, reason } = request.body
      const instrument = await desk.instrument(request.params.symbol)
      const body = { instrument: instrument.id, price: ticksOf(instrument, price, 'price') }
      const words = {
        action: 'REFERENCE_PRICE_SET',
        resource: 'SYMBOL',
        resourceId: instrument.symbol,
        before: { price: viewOf(instrument).reference_price },
        after: { price },
        reason,
      }
      await desk.run(request, words, (client) => client.request(MessageType.SetReferencePrice, body))
      return { data: viewOf(await desk.instrument(instrument.symbol)) }
    },
  )
  app.post(
    '/admin/symbols/:symbol/delist',
    {
      config: { needs: 'instruments.update' },
      schema: {
        tags,
        security,
        summary: 'End an instrument for good: its orders are canceled, and it takes no more',
        params: SymbolParams,
        body: Reasoned({}, {}),
        response: replies(200, Data(SymbolView)),
      },
    },
    async (request) => {
      const instrument = await desk.instrument(request.params.symbol)
      const words = {
        action: 'SYMBOL_DELISTED',
        resource: 'SYMBOL',
        resourceId: instrument.symbol,
        before: { phase: viewOf(instrument).phase },
        after: { phase: 'delisted' },
        reason: request.body.reason,
      }
      const status = InstrumentStatus.Delisted
      const ask = (client: Client) => setPhase(client, { instrument, status, cancelOrders: true })
      await desk.run(request, words, ask)
      return { data: viewOf(await desk.instrument(instrument.symbol)) }
    },
  )
}
