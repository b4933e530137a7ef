import {
  LIMIT_SCOPE_WORDS,
  type LimitScopeWord,
  type Limits,
  parseDecimal,
  STANDARD_LIMITS,
  setGroupOwner,
  setLimits,
  setReferenceRate,
  setRiskGroup,
} from '@tapebook/client'
import { type Command, InvalidArgumentError } from 'commander'
import { usageError } from '../exit-codes.ts'
import { wholeNumber } from '../options.ts'
import { addLimitsShowCommand } from './limits-show.ts'
import { checkName, scopeArgument, targetOf } from './scope.ts'
import { type SessionFlags, sessionCommand, withSession } from './session.ts'

interface LimitFlags extends SessionFlags {
  standard?: boolean
  orderValue?: string
  position?: string
  dailyVolume?: string
  openOrders?: number
  impact?: number
  deviation?: number
  dayTrades?: number
  rate?: number
  rateWindow: number
}

export function addLimitsCommands(program: Command): void {
  const number = wholeNumber(1, 0xffff_ffff)
  const limits = sessionCommand(program, 'limits')
    .description('limit what accounts may enter, alone or together, as an operator')
    .addArgument(scopeArgument(LIMIT_SCOPE_WORDS, 'whom to limit'))
    .argument('<name>', 'its number; the symbol of an instrument')
    .option('--standard', 'begin with 100,000 USD an order, 500,000 a position, 1,000,000 a day, 2 % impact')
    .option('--order-value <usd>', 'largest value of one order')
    .option('--position <usd>', 'largest value of a position, open orders included')
    .option('--daily-volume <usd>', 'most traded from 00:00 UTC on')
    .option('--open-orders <n>', 'most open orders', number)
    .option('--impact <percent>', 'how far from the best price an order may trade', millionths)
    .option('--deviation <percent>', 'how far from the reference price a limit may be', millionths)
    .option('--day-trades <n>', 'most day trades from 00:00 UTC on', number)
    .option('--rate <n>', 'most orders within the window', number)
    .option('--rate-window <ms>', 'the window of --rate', wholeNumber(1, 3_600_000), 1_000)
    .action(limit)
  addLimitsShowCommand(limits)
  sessionCommand(program, 'reference-rate')
    .description('say what one of an asset is worth in US dollars, for limits, as an operator')
    .argument('<asset>', 'its code')
    .argument('<usd>', 'dollars')
    .action(rate)
  const any = wholeNumber(0, 0xffff_ffff)
  sessionCommand(program, 'risk-group')
    .description('put an account in a risk group, as an operator')
    .argument('<account>', 'its number', any)
    .argument('<group>', 'its number; 0 for none', any)
    .action(join)
  sessionCommand(program, 'group-owner')
    .description('give a risk group to a member, as an operator')
    .argument('<group>', 'its number', any)
    .argument('<member>', 'session of a registered key; 0 for none', any)
    .action(own)
}

async function join(account: number, group: number, flags: SessionFlags) {
  await withSession(flags, async (client, output) => {
    await setRiskGroup(client, account, group)
    const state = group === 0 ? 'in no risk group' : `in risk group ${group}`
    output.result({ event: 'risk-group', account, group }, () => `account ${account} is ${state}`)
  })
}

async function own(group: number, member: number, flags: SessionFlags) {
  await withSession(flags, async (client, output) => {
    await setGroupOwner(client, group, member)
    const owner = member === 0 ? 'nobody' : `member ${member}`
    output.result({ event: 'group-owner', group, member }, () => `risk group ${group} belongs to ${owner}`)
  })
}

function millionths(text: string): number {
  try {
    return Number(parseDecimal(text, 4))
  } catch {
    throw new InvalidArgumentError('It must be a number of per cent with at most four digits.')
  }
}

async function limit(scope: LimitScopeWord, name: string, flags: LimitFlags) {
  checkName(scope, name)
  await withSession(flags, async (client, output) => {
    const limits = limitsOf(flags)
    await setLimits(client, await targetOf(client, scope, name), limits)
    const state = Object.keys(limits).length > 0 ? 'limited' : 'not limited'
    output.result({ event: 'limits', scope, name, state, limits }, () => `${scope} ${name} is ${state}`)
  })
}

function limitsOf(it: LimitFlags): Limits {
  return {
    ...(it.standard && STANDARD_LIMITS),
    ...(it.orderValue !== undefined && { orderValue: it.orderValue }),
    ...(it.position !== undefined && { position: it.position }),
    ...(it.dailyVolume !== undefined && { dailyVolume: it.dailyVolume }),
    ...(it.openOrders !== undefined && { openOrders: it.openOrders }),
    ...(it.impact !== undefined && { impactPpm: it.impact }),
    ...(it.deviation !== undefined && { deviationPpm: it.deviation }),
    ...(it.dayTrades !== undefined && { dayTrades: it.dayTrades }),
    ...(it.rate !== undefined && { rate: { orders: it.rate, windowMs: it.rateWindow } }),
  }
}

async function rate(code: string, usd: string, flags: SessionFlags) {
  await withSession(flags, async (client, output) => {
    const assets = await client.assets()
    const asset = assets.find((it) => it.code === code.toUpperCase())
    if (!asset) throw usageError(`there is no asset ${code.toUpperCase()}`)
    await setReferenceRate(client, asset, usd)
    output.result(
      { event: 'reference-rate', asset: asset.code, usd },
      () => `${asset.code} is worth ${usd} USD`,
    )
  })
}
