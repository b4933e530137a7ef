// Money, trades and fees of one's own account: /api/v2/account.
import { Type } from '@sinclair/typebox'
import { type Assets, usualWords } from '@tapebook/access'
import type { AccountService, Reference } from '@tapebook/service'
import { Data, Number_, replies } from '../http/schemas.ts'
import type { App } from '../http/types.ts'
import { BalanceView, LedgerView, OwnTradeView, SummaryView } from '../http/views.ts'
import { accountOf } from '../security/guard.ts'
import { ownPage } from './own-page.ts'

const Fees = Type.Object({
  tier: Type.Integer({ description: 'By the volume of 30 days.', examples: [0] }),
  pairs: Type.Array(
    Type.Object({
      pair: Type.String({ examples: ['BTCUSD'] }),
      maker: Number_('Part of what is received; below zero is a rebate.', '0.001'),
      taker: Number_('Part of what is received.', '0.001'),
    }),
  ),
})

export function accountRoutes(app: App, account: AccountService, assets: Assets, reference: Reference): void {
  const tags = ['account']
  const security = [{ bearer: [] }, { apiKey: [] }]
  app.get(
    '/api/v2/account/balances',
    {
      config: { needs: 'own.balances.read' },
      schema: {
        tags,
        security,
        summary: 'Balances by asset',
        response: replies(200, Data(Type.Array(BalanceView))),
      },
    },
    async (request) => ({ data: await account.balances(accountOf(request).account) }),
  )
  app.get(
    '/api/v2/account/summary',
    {
      config: { needs: 'own.balances.read' },
      schema: {
        tags,
        security,
        summary: 'What the account has of each active asset, by name',
        response: replies(200, Data(Type.Array(SummaryView))),
      },
    },
    async (request) => {
      const [balances, described, listed] = await Promise.all([
        account.balances(accountOf(request).account),
        assets.described(),
        reference.assets(),
      ])
      const rows = balances.map(({ asset, total }) => {
        const { name, isActive } = described.get(asset) ?? usualWords(asset)
        const precision = listed.find(({ code }) => code === asset)?.scale ?? 0
        return { asset_code: asset, name, precision, balance: total, isActive }
      })
      return { data: rows.filter(({ isActive }) => isActive).map(({ isActive: _, ...row }) => row) }
    },
  )
  ownPage(app, '/api/v2/account/deposits', {
    needs: 'own.ledgers.read',
    summary: 'Deposits, newest first',
    row: LedgerView,
    read: (of, limit, cursor) => account.ledger(of, limit, cursor, 'DEPOSIT'),
  })
  ownPage(app, '/api/v2/account/ledger', {
    needs: 'own.ledgers.read',
    summary: 'Every change of every balance, newest first',
    row: LedgerView,
    read: (of, limit, cursor) => account.ledger(of, limit, cursor),
  })
  ownPage(app, '/api/v2/account/trades', {
    needs: 'own.orders.read',
    summary: 'Your trades, newest first',
    row: OwnTradeView,
    read: (of, limit, cursor) => account.trades(of, limit, cursor),
  })
  app.get(
    '/api/v2/account/fees',
    {
      config: { needs: 'own.accounts.read' },
      schema: { tags, security, summary: 'Your fee tier and rates', response: replies(200, Data(Fees)) },
    },
    async (request) => ({ data: await account.fees(accountOf(request).account) }),
  )
}
