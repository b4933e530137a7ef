// Fees of tiers: /admin/fees.
import { Type } from '@sinclair/typebox'
import { ALL_INSTRUMENTS, formatDecimal, MessageType, parseDecimal } from '@tapebook/client'
import { tierFees } from '@tapebook/projections'
import { ApiError } from '@tapebook/service'
import { Data, Nullable, Number_, replies, Strict } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import type { Desk } from './desk.ts'
import { AccountParams, Reasoned, security, tags, Whole } from './schemas.ts'

/** Digits of a rate in millionths. */
const PPM_DIGITS = 6
const TIER_MAX = 15

const Rate = (description: string, example: string) =>
  Type.String({ description, pattern: '^-?0([.][0-9]{1,6})?$', maxLength: 9, examples: [example] })
const FeesView = Type.Object({
  tier: Type.Integer({ examples: [0] }),
  symbol: Nullable(
    Type.String({ description: 'null: in all that have none of their own.', examples: ['BTCUSD'] }),
  ),
  maker: Number_('Part of what is received; below zero is a rebate.', '-0.0001'),
  taker: Number_('Part of what is received.', '0.001'),
})
const TierParams = Strict({ tier: Whole('Fee tier.', TIER_MAX, 0) })

function ppmOf(rate: string, field: string): number {
  const ppm = Number(parseDecimal(rate.replace('-', ''), PPM_DIGITS))
  if (rate.startsWith('-') && field === 'taker') throw new ApiError('INVALID_DECIMAL', field)
  return rate.startsWith('-') ? -ppm : ppm
}
const rateOf = (ppm: number): string => formatDecimal(BigInt(ppm), PPM_DIGITS)

export function feeRoutes(app: App, desk: Desk): void {
  const { operator } = desk.parts
  app.get(
    '/admin/fees',
    {
      config: { needs: 'fees.read' },
      schema: {
        tags,
        security,
        summary: 'Fees of every tier',
        response: replies(200, Data(Type.Array(FeesView))),
      },
    },
    async () => {
      const instruments = await operator.ask((client) => client.instruments())
      const rows = await desk.fromTables(tierFees)
      const data = rows.map(({ tier, instrument, makerPpm, takerPpm }) => ({
        tier,
        symbol: instruments.find(({ id }) => id === instrument)?.symbol ?? null,
        maker: rateOf(makerPpm),
        taker: rateOf(takerPpm),
      }))
      return { data }
    },
  )
  app.put(
    '/admin/fees/:tier',
    {
      config: { needs: 'fees.update' },
      schema: {
        tags,
        security,
        summary: 'Set the fees of a tier, of all instruments or of one',
        params: TierParams,
        body: Reasoned(
          {
            symbol: Type.Optional(Type.String({ minLength: 1, maxLength: 24, examples: ['BTCUSD'] })),
            maker: Rate('Up to a tenth; below zero is a rebate.', '-0.0001'),
            taker: Rate('Up to a tenth.', '0.001'),
          },
          { symbol: 'BTCUSD', maker: '-0.0001', taker: '0.001' },
        ),
        response: replies(200, Data(FeesView)),
      },
    },
    async (request) => {
      const { tier } = request.params
      const { symbol, maker, taker, reason } = request.body
      const instrument = symbol === undefined ? ALL_INSTRUMENTS : (await desk.instrument(symbol)).id
      const [makerPpm, takerPpm] = [ppmOf(maker, 'maker'), ppmOf(taker, 'taker')]
      const known = (await desk.fromTables(tierFees)).find(
        (it) => it.tier === tier && (it.instrument ?? ALL_INSTRUMENTS) === instrument,
      )
      const deed = {
        action: 'FEES_SET',
        resource: 'FEES',
        resourceId: `${tier}/${symbol ?? 'all'}`,
        before:
          known === undefined
            ? { set: false }
            : { maker: rateOf(known.makerPpm), taker: rateOf(known.takerPpm) },
        after: { maker: rateOf(makerPpm), taker: rateOf(takerPpm) },
        reason,
      }
      const body = { tier, instrument, makerPpm, takerPpm }
      await desk.run(request, deed, (client) => client.request(MessageType.SetFees, body))
      return { data: { tier, symbol: symbol ?? null, maker: rateOf(makerPpm), taker: rateOf(takerPpm) } }
    },
  )
  app.put(
    '/admin/accounts/:account/tier',
    {
      config: { needs: 'fees.update' },
      schema: {
        tags,
        security,
        summary: 'Put an account in a fee tier',
        params: AccountParams,
        body: Reasoned({ tier: Whole('Fee tier.', TIER_MAX, 1) }, { tier: 1 }),
        response: replies(200, Data(Type.Object({ account: Type.Integer(), tier: Type.Integer() }))),
      },
    },
    async (request) => {
      const { tier, reason } = request.body
      const { account } = await desk.account(desk.actor(request), request.params.account)
      const before = (await desk.state(account)).tier
      const deed = {
        action: 'TIER_SET',
        resource: 'ACCOUNT',
        resourceId: String(account),
        before: { tier: before },
        after: { tier },
        reason,
      }
      await desk.run(request, deed, (client) =>
        client.request(MessageType.SetAccountTier, { target: account, tier }),
      )
      return { data: { account, tier } }
    },
  )
}
