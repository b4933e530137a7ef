// Busts and corrections of trades: /admin/busts. One person proposes, another one decides; what was proposed stands in the
// identity database until then. The exchange wants two operators too: both sessions of the API send it.
import { Type } from '@sinclair/typebox'
import type { Actor, Proposal } from '@tapebook/access'
import {
  type AmendedTrade,
  bustTrade,
  type Client,
  correctTrade,
  SettlementStatus,
  wire,
} from '@tapebook/client'
import { TRADES } from '@tapebook/projections'
import {
  ApiError,
  lotsOf,
  pageOf,
  RefusedError,
  type Session,
  snake,
  type TradeRow,
  ticksOf,
} from '@tapebook/service'
import { Data, Decimal, Nullable, Page, PageQuery, replies, Strict, Time } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { time } from '../people/auth-routes.ts'
import { IdParams } from '../people/schemas.ts'
import { PAGE } from '../settings.ts'
import type { Desk } from './desk.ts'
import { Reasoned, security, tags, words } from './schemas.ts'

const STATUSES = ['PENDING', 'APPROVED', 'REJECTED'] as const

const ProposalView = Type.Object({
  id: Type.String({ examples: ['4b0d2b4c-7c86-4b3e-9d5f-0d2f6a1c7e55'] }),
  kind: Type.String({ description: 'bust or correction.', examples: ['bust'] }),
  symbol: Type.String({ examples: ['BTCUSD'] }),
  trade_id: Type.Integer({ examples: [1042] }),
  price: Type.String({ description: 'At which it was made.', examples: ['64000'] }),
  quantity: Type.String({ examples: ['0.5'] }),
  new_price: Nullable(Type.String({ description: 'Of a correction.', examples: ['63000'] })),
  new_quantity: Nullable(Type.String()),
  status: Type.String({ description: 'pending, approved or rejected.', examples: ['pending'] }),
  reason: Type.String(),
  proposed_by: Type.String(),
  proposed_at: Time('When it was proposed.'),
  decided_by: Nullable(Type.String()),
  decided_at: Nullable(Time('When it was decided.')),
  decision_reason: Nullable(Type.String()),
})

/** What a proposal holds. */
type Body = {
  readonly symbol: string
  readonly instrument: number
  readonly trade_id: number
  readonly price: string
  readonly quantity: string
  readonly new_price: string | null
  readonly new_quantity: string | null
}

const viewOf = (it: Proposal) => {
  const body = it.body as Body
  return {
    id: it.id,
    kind: it.kind === 'TRADE_BUST' ? 'bust' : 'correction',
    symbol: body.symbol,
    trade_id: body.trade_id,
    price: body.price,
    quantity: body.quantity,
    new_price: body.new_price,
    new_quantity: body.new_quantity,
    status: it.status.toLowerCase(),
    reason: it.reason,
    proposed_by: it.proposedBy,
    proposed_at: time(it.proposedAt),
    decided_by: it.decidedBy ?? null,
    decided_at: it.decidedAt === undefined ? null : time(it.decidedAt),
    decision_reason: it.decisionReason ?? null,
  }
}

const party = (trade: TradeRow, role: 'maker' | 'taker') => ({
  orderId: BigInt(trade[`${role}_order_id`]),
  account: trade[`${role}_account`],
  feeAsset: trade[`${role}_fee_asset`],
  fee: trade[`${role}_fee`],
})

export function bustRoutes(app: App, desk: Desk): void {
  const { access } = desk.parts
  const config = { needs: 'trades.bust' } as const
  app.get(
    '/admin/busts',
    {
      config,
      schema: {
        tags,
        security,
        summary: 'Proposals to bust or correct trades, newest first',
        querystring: Strict({
          ...PageQuery,
          status: Type.Optional(words(['pending', 'approved', 'rejected'] as const, 'Only those.')),
        }),
        response: replies(200, Page(ProposalView)),
      },
    },
    async (request) => {
      const { limit = PAGE, cursor: before, status } = request.query
      const wanted = STATUSES.find((it) => it.toLowerCase() === status)
      const rows = await access.proposals.list(desk.actor(request), {
        limit: limit + 1,
        ...(wanted !== undefined && { status: wanted }),
        ...(before !== undefined && { before }),
      })
      return await pageOf(
        rows,
        limit,
        async (it) => viewOf(it),
        ({ id }) => id,
      )
    },
  )
  app.post(
    '/admin/busts',
    {
      config,
      schema: {
        tags,
        security,
        summary: 'Propose to bust a trade, or, with a new price and quantity, to correct it',
        description: 'Takes effect when another person approves it.',
        body: Reasoned(
          {
            symbol: Type.String({ minLength: 1, maxLength: 24, examples: ['BTCUSD'] }),
            trade_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, examples: [1_042] }),
            new_price: Type.Optional(Decimal('With a new quantity: a correction.', '63000')),
            new_quantity: Type.Optional(Decimal('With a new price: a correction.', '0.5')),
          },
          { symbol: 'BTCUSD', trade_id: 1_042 },
        ),
        response: replies(201, Data(ProposalView)),
      },
    },
    async (request, reply) => {
      const { symbol, trade_id, new_price, new_quantity, reason } = request.body
      const actor = desk.actor(request, reason)
      if ((new_price === undefined) !== (new_quantity === undefined)) {
        throw new ApiError('INVALID_FIELD', 'new_price', 'A correction has a new price and a new quantity.')
      }
      const instrument = await desk.instrument(symbol)
      if (new_price !== undefined) ticksOf(instrument, new_price, 'new_price')
      if (new_quantity !== undefined) lotsOf(instrument, new_quantity, 'new_quantity')
      const trade = await tradeOf(desk, instrument.id, trade_id)
      if (trade.status !== SettlementStatus.Settled) {
        throw new RefusedError(
          'TRADE_ALREADY_AMENDED',
          409,
          'The trade was busted or corrected before.',
          'trade_id',
        )
      }
      const kind = new_price === undefined ? 'TRADE_BUST' : 'TRADE_CORRECTION'
      const made = await access.proposals.make(actor, kind, `${symbol}/${trade_id}`, {
        ...{ symbol, instrument: instrument.id, trade_id },
        price: instrument.ticksToPrice(BigInt(trade.price)),
        quantity: instrument.lotsToQuantity(BigInt(trade.quantity)),
        ...{ new_price: new_price ?? null, new_quantity: new_quantity ?? null },
      })
      return reply.code(201).send({ data: viewOf(made) })
    },
  )
  for (const [word, status, summary] of [
    ['approve', 'APPROVED', 'Approve what somebody else proposed: the trade is busted or corrected at once'],
    ['reject', 'REJECTED', 'Refuse what somebody else proposed'],
  ] as const) {
    app.post(
      `/admin/busts/:id/${word}`,
      {
        config,
        schema: {
          tags,
          security,
          summary,
          params: IdParams,
          body: Reasoned({}, {}),
          response: replies(200, Data(ProposalView)),
        },
      },
      async (request) => {
        const actor = desk.actor(request, request.body.reason)
        const { id } = request.params
        const proposal = await access.proposals.decidable(actor, id)
        if (status === 'APPROVED') await amend(desk, actor, proposal)
        return { data: viewOf(await access.proposals.decide(actor, id, status)) }
      },
    )
  }
}

async function tradeOf(desk: Desk, instrument: number, trade: number): Promise<TradeRow> {
  const rows = await desk.fromTables((tables) =>
    tables.load(TRADES, 'instrument = ? AND trade_id = ?', [instrument, trade]),
  )
  const [found] = rows
  if (found === undefined) throw new ApiError('NOT_FOUND', 'trade_id', 'There is no such trade.')
  return found
}

/** What the exchange shall do, by one of two operators. */
type Ask = (client: Client, clientId: string) => Promise<wire.Applied>

/** Has both operators' sessions send it. Sent again after a crash it finds what was done. */
async function amend(
  desk: Desk,
  actor: Actor,
  { kind, body, resourceId, id: proposal }: Proposal,
): Promise<void> {
  const { operator, approver } = desk.parts
  const { symbol, trade_id, new_price, new_quantity } = body as Body
  const instrument = await desk.instrument(symbol)
  const row = await tradeOf(desk, instrument.id, trade_id)
  const trade: AmendedTrade = {
    tradeId: BigInt(trade_id),
    instrument: instrument.id,
    takerSide: row.taker_side as wire.Side,
    price: BigInt(row.price),
    quantity: BigInt(row.quantity),
    maker: party(row, 'maker'),
    taker: party(row, 'taker'),
  }
  const isBust = kind === 'TRADE_BUST'
  const ask: Ask = isBust
    ? (client, clientId) => bustTrade(client, { ...trade, clientId })
    : (client, clientId) =>
        correctTrade(client, {
          ...trade,
          clientId,
          newPrice: ticksOf(instrument, new_price ?? '', 'new_price'),
          newQuantity: lotsOf(instrument, new_quantity ?? '', 'new_quantity'),
        })
  // Both, before anything is noted.
  void operator.client
  void approver.client
  const deed = {
    action: isBust ? 'TRADE_BUSTED' : 'TRADE_CORRECTED',
    resource: 'TRADE',
    resourceId,
    before: { status: snake(wire.SettlementStatusName[row.status] ?? ''), price: (body as Body).price },
    after: { ...body, proposal },
  }
  const wanted = isBust ? SettlementStatus.Busted : SettlementStatus.Corrected
  await desk.once(actor, deed, async (id) => {
    if (await isFirstOf(operator, ask, `${id}/1`))
      return await approver.ask((client) => ask(client, `${id}/2`)).then((it) => it.id)
    const { status } = await operator.ask((client) => client.settlement(instrument.id, trade.tradeId))
    if (status === wanted) return trade.tradeId
    throw new RefusedError(
      'TRADE_ALREADY_AMENDED',
      409,
      'The trade was busted or corrected before.',
      'trade_id',
    )
  })
}

/** True where the exchange now waits for a second operator; false where the trade is amended already. */
async function isFirstOf(operator: Session, ask: Ask, clientId: string): Promise<boolean> {
  try {
    await operator.ask((client) => ask(client, clientId))
    // Another operator had sent the same.
    return false
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    if (error.code === 'SECOND_PERSON_REQUIRED') return true
    if (error.code === 'TRADE_ALREADY_AMENDED') return false
    throw error
  }
}
