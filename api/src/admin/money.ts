// Deposits and corrections of balances, as entries of the ledger: /admin/deposit, /admin/adjust.
import { Type } from '@sinclair/typebox'
import { type Client, MessageType } from '@tapebook/client'
import { ApiError, unitsOf } from '@tapebook/service'
import type { FastifyRequest } from 'fastify'
import { Data, Decimal, Number_, replies } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import type { Desk } from './desk.ts'
import { AccountName, Reasoned, security, tags } from './schemas.ts'

const Asset = Type.String({ description: 'Code.', minLength: 1, maxLength: 16, examples: ['USD'] })
const Amount = Decimal('Above zero.', '100')

const Booked = Type.Object({
  id: Type.String({
    description: 'Reference of the entry in the ledger.',
    examples: ['ad/Vx1cW0pEJrK9bQ2sYt7uZa3d'],
  }),
  account: Type.Integer({ examples: [17] }),
  asset: Type.String({ examples: ['USD'] }),
  amount: Number_('Below zero where it was taken away.', '100.00'),
  available: Number_('What is available now.', '1100.00'),
})

interface Movement {
  readonly action: string
  readonly account: string
  readonly asset: string
  readonly amount: string
  readonly isCredit: boolean
  readonly reason: string
}

export function moneyRoutes(app: App, desk: Desk): void {
  const { operator, reference } = desk.parts
  const available = async (account: number, asset: number): Promise<bigint> => {
    const balances = await operator.ask((client) => client.balances(account))
    return balances.find((it) => it.asset === asset)?.available ?? 0n
  }
  const book = async (request: FastifyRequest, { action, isCredit, reason, ...it }: Movement) => {
    const { account } = await desk.account(desk.actor(request), it.account)
    const asset = await reference.asset(it.asset)
    const amount = unitsOf(asset, it.amount, 'amount')
    if (amount === 0n) throw new ApiError('INVALID_DECIMAL', 'amount', 'The amount must be above zero.')
    const before = await available(account, asset.id)
    const moved = isCredit ? amount : -amount
    const words = {
      action,
      resource: 'ACCOUNT',
      resourceId: String(account),
      before: { asset: asset.code, available: asset.format(before) },
      // What a repeat says too: the balance may be another one by then.
      after: { asset: asset.code, amount: asset.format(moved) },
      reason,
    }
    const body = { target: account, asset: asset.id, amount }
    const ask = (client: Client) =>
      isCredit ? client.request(MessageType.Deposit, body) : client.request(MessageType.Withdraw, body)
    const { id } = await desk.run(request, words, ask, { needsKey: true })
    return {
      id,
      account,
      asset: asset.code,
      amount: asset.format(moved),
      available: asset.format(await available(account, asset.id)),
    }
  }
  app.post(
    '/admin/deposit',
    {
      config: { needs: 'deposits.create' },
      schema: {
        tags,
        security,
        summary: 'Credit a deposit',
        description: 'Needs an Idempotency-Key: with the same one it is booked once, for good.',
        body: Reasoned(
          { account: AccountName, asset: Asset, amount: Amount },
          { account: '17', asset: 'USD', amount: '100' },
        ),
        response: replies(200, Data(Booked)),
      },
    },
    async (request) => ({
      data: await book(request, { ...request.body, action: 'DEPOSIT', isCredit: true }),
    }),
  )
  app.post(
    '/admin/adjust',
    {
      config: { needs: 'deposits.create' },
      schema: {
        tags,
        security,
        summary: 'Correct a balance, up or down, by an entry of its own',
        description:
          'Needs an Idempotency-Key: with the same one it is booked once, for good. Held money stays.',
        body: Reasoned(
          {
            account: AccountName,
            asset: Asset,
            amount: Type.String({
              description: 'Below zero to take away.',
              pattern: '^-?[0-9]+([.][0-9]+)?$',
              maxLength: 60,
              examples: ['-12.5'],
            }),
          },
          { account: '17', asset: 'USD', amount: '-12.5' },
        ),
        response: replies(200, Data(Booked)),
      },
    },
    async (request) => {
      const { amount } = request.body
      const isCredit = !amount.startsWith('-')
      const words = { ...request.body, amount: isCredit ? amount : amount.slice(1) }
      return { data: await book(request, { ...words, action: 'BALANCE_ADJUSTED', isCredit }) }
    },
  )
}
