import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ListKind,
  MessageType,
  OrderType,
  PegKind,
  Side,
  type SideFilter,
  StpMode,
  TimeInForce,
  TriggerSource,
} from '@tapebook/client'
import {
  type Command,
  Refusal,
  readEntry,
  VERSIONS,
  type Version,
  verify,
  writeChange,
  writeCommand,
} from '../src/index.ts'
import { isPlain, noTerms, type Terms } from '../src/table/terms.ts'
import { ACCOUNT, ACME, BTCUSD, counterparty, message, numbers, sent, textOf } from './support.ts'

function commandOf(version: Version, text: string): Command {
  const it = message(version, text)
  verify(it, version)
  return readEntry(it, counterparty(version)).command
}

function refusalOf(version: Version, text: string): Refusal {
  try {
    commandOf(version, text)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error(`${text} was taken`)
}

const ORDER = '35=D|11=a-1|55=BTCUSD|54=1'

type Found = Record<string, unknown>
const body = (version: Version, text: string): Found => commandOf(version, text).body as unknown as Found

test('order types, times and flags are read from the fields that each version has for them', () => {
  const rows: readonly (readonly [string, Found])[] = [
    [
      '40=2|38=1.5|44=12000.05',
      { type: OrderType.Limit, quantity: 15_000n, price: 240_001n, timeInForce: TimeInForce.Day },
    ],
    ['40=1|38=1', { type: OrderType.Market, quantity: 10_000n, price: 0n }],
    ['40=1|152=250.25', { quoteAmount: 25_025_000_000n, flags: 4, quantity: 0n }],
    ['40=2|38=1|44=1|59=1|18=6', { timeInForce: TimeInForce.Gtc, flags: 1 }],
    ['40=2|38=1|44=1|59=3', { timeInForce: TimeInForce.Ioc }],
    ['40=2|38=1|44=1|59=4', { timeInForce: TimeInForce.Fok }],
    ['40=2|38=1|44=1|59=2', { timeInForce: TimeInForce.Day, flags: 32 }],
    ['40=2|38=1|44=1|59=7', { timeInForce: TimeInForce.Day, flags: 64 }],
    ['40=2|38=1|44=1|59=6|126=20260102-03:04:05.5', { expireTime: 1_767_323_045_500_000_000n }],
    ['40=2|38=1|44=1|59=6|432=20260102', { expireTime: 1_767_398_400_000_000_000n }],
    [
      '40=3|38=1|99=12000',
      { type: OrderType.Stop, triggerPrice: 240_000n, triggerSource: TriggerSource.LastTrade },
    ],
    [
      '40=4|38=1|44=12001|99=12000|1107=1',
      { type: OrderType.StopLimit, triggerSource: TriggerSource.BestOpposite },
    ],
    [
      '40=4|38=1|44=12001|1100=4|1102=12000|1107=R|1109=U',
      { triggerPrice: 240_000n, triggerSource: TriggerSource.Reference },
    ],
    ['40=J|38=1|99=11000|1109=D', { type: OrderType.TakeProfit, triggerPrice: 220_000n }],
    ['40=J|38=1|99=11000|44=11001', { type: OrderType.TakeProfitLimit }],
    ['40=3|18=a|38=1|211=10', { type: OrderType.TrailingStop, trailTicks: 200n }],
    [
      '40=4|44=9000|1094=8|38=1|211=250|836=1|99=9100',
      {
        type: OrderType.TrailingStopLimit,
        trailBasisPoints: 250,
        activationPrice: 182_000n,
        triggerPrice: 0n,
      },
    ],
    ['40=P|18=R|38=1|44=12000|211=-0.10', { type: OrderType.Pegged, peg: PegKind.BestBid, pegOffset: -2n }],
    ['40=P|388=1|38=1|44=12000|211=-3|836=2', { peg: PegKind.BestAsk, pegOffset: -3n }],
    ['40=P|1094=2|38=1|44=12000', { peg: PegKind.Mid }],
    ['40=2|38=10|44=1|111=2', { displayQuantity: 20_000n }],
    ['40=2|38=10|44=1|1138=2|110=1', { displayQuantity: 20_000n, minQuantity: 10_000n }],
    ['40=2|38=10|44=1|111=0', { flags: 16, displayQuantity: 0n }],
    ['40=2|38=10|44=1|1084=4', { flags: 16 }],
    ['40=2|38=10|44=1|18=E', { flags: 2 }],
    ['40=2|38=10|44=1|2964=3|2362=ALPHA', { stp: StpMode.CancelBoth }],
    ['40=2|38=10|44=1|2964=101', { stp: StpMode.None }],
    ['40=2|38=0010.0000000000|44=.05|15=USD', { quantity: 100_000n, price: 1n }],
  ]
  for (const version of VERSIONS)
    for (const [text, wanted] of rows) {
      const got = body(version, `${ORDER}|${text}`)
      assert.equal(got.clientId, 'a-1')
      assert.equal(got.account, ACCOUNT)
      assert.equal(got.instrument, BTCUSD.id)
      const found = Object.fromEntries(Object.keys(wanted).map((key) => [key, got[key]]))
      assert.deepEqual(found, wanted, `${version} ${text}`)
    }
})

test('plain orders become the plain request, others the one with more fields', () => {
  const plain = commandOf('4.4', `${ORDER}|40=2|38=1|44=12000|18=6`)
  const advanced = commandOf('4.4', `${ORDER}|40=2|38=1|44=12000|18=E`)
  assert.equal(plain.type, MessageType.NewOrder)
  assert.equal(advanced.type, MessageType.NewAdvancedOrder)
})

test('what is wrong is refused with its field and the reason that FIX has for it', () => {
  const rows: readonly (readonly [string, string, number, number])[] = [
    ['40=2|38=1', 'business', 44, 5],
    ['40=1', 'business', 38, 5],
    ['40=3|38=1', 'business', 99, 5],
    ['40=2|38=1|44=1|59=6', 'business', 126, 5],
    ['40=P|38=1|44=1', 'business', 1094, 5],
    ['40=3|18=a|38=1', 'business', 211, 5],
    ['40=2|38=1|44=12000.01', 'request', 44, 45],
    ['40=2|38=1.00001|44=12000', 'request', 38, 51],
    ['40=1|38=1|44=1', 'request', 44, 43],
    ['40=2|44=1|152=10', 'request', 152, 43],
    ['40=2|38=1|44=1|126=20260102-03:04:05', 'request', 126, 43],
    ['40=2|38=1|44=1|99=3', 'request', 99, 43],
    ['40=2|38=1|44=1|15=EUR', 'request', 15, 43],
    ['40=2|38=1|44=1|1=OTHER', 'request', 1, 33],
    ['40=2|38=1|44=1|2362=9', 'request', 2362, 63],
    ['40=3|38=1|99=12000|1107=3', 'request', 1107, 43],
    ['40=3|38=1|99=12000|1109=D', 'request', 1109, 43],
    ['40=P|18=R|388=1|38=1', 'request', 388, 43],
    ['40=2|38=1|44=1|111=1|1138=1', 'request', 111, 43],
    ['40=2|38=-1|44=1', 'request', 38, 51],
    ['40=2|38=1|44=1e5', 'session', 44, 6],
    ['40=2|38=1|44=1.2.3', 'session', 44, 6],
    ['40=2|38=1|44=99999999999999999999999999', 'session', 44, 5],
    ['40=9|38=1', 'session', 40, 5],
    ['40=2|38=1|44=1|59=9', 'session', 59, 5],
    ['40=2|38=1|44=1|18=6 Z', 'session', 18, 5],
    ['40=2|38=1|44=1|60=yesterday', 'session', 60, 6],
    ['40=2|38=1|44=1|432=20260231|59=6', 'session', 432, 6],
    ['40=2|38=1|44=1|262=x', 'session', 262, 2],
    ['40=2|38=1|44=1|9999=x', 'session', 9999, 3],
    ['38=1', 'session', 40, 1],
  ]
  for (const [text, kind, tag, code] of rows) {
    const got = refusalOf('4.4', `${ORDER}|${text}`)
    assert.deepEqual([got.of.kind, got.tag, got.of.code], [kind, tag, code], `${text}: ${got.message}`)
  }
  assert.equal(refusalOf('4.4', '35=D|11=a b|55=BTCUSD|54=1|40=1|38=1').tag, 11)
  assert.equal(refusalOf('4.4', '35=D|11=a|55=NOPE|54=1|40=1|38=1').of.code, 39)
  assert.equal(refusalOf('4.4', '35=ZZ|11=a').of.code, 3)
  assert.equal(refusalOf('4.2', '35=x|320=a|559=4').of.code, 3)
})

test('an account is the one that the session has, by whichever field names it', () => {
  const rows: readonly (readonly [Version, string])[] = [
    ['4.2', '1=ALPHA'],
    ['4.2', '109=ALPHA|76=BROKER'],
    ['4.4', '1=ALPHA|453=1|448=ALPHA|447=D|452=24'],
    ['5.0SP2', '453=2|448=ALPHA|452=24|448=Jo|452=12'],
  ]
  for (const [version, text] of rows)
    assert.equal(body(version, `${ORDER}|40=1|38=1|${text}`).account, ACCOUNT, text)
  const differs = refusalOf('4.4', `${ORDER}|40=1|38=1|1=ALPHA|453=1|448=BETA|452=24`)
  assert.equal(differs.tag, 1)
})

test('cancels and replaces name their order by its id, or by the id of its last request', () => {
  const byName = body('4.2', '35=F|11=c|41=a|55=BTCUSD|54=1')
  assert.deepEqual([byName.orderId, byName.targetClientId], [0n, 'a'])
  const byId = body('4.4', '35=F|11=c|41=a|37=77|55=BTCUSD|54=1')
  assert.deepEqual([byId.orderId, byId.targetClientId], [77n, ''])
  assert.equal(refusalOf('4.4', '35=F|11=c|55=BTCUSD|54=1').of.kind, 'business')
  const replaced = body('5.0SP2', '35=G|11=c|41=a|55=BTCUSD|54=1|40=2|38=2|44=12000|1138=1|18=6')
  assert.deepEqual(
    [replaced.price, replaced.quantity, replaced.displayQuantity, replaced.flags],
    [240_000n, 20_000n, 10_000n, 2],
  )
})

test('requests of a session carry its number and theirs', () => {
  const it = message('4.4', `${ORDER}|34=912|40=1|38=1`)
  const { command } = readEntry(it, counterparty('4.4', 5n))
  assert.equal(command.body.originSession, 5n)
  assert.equal(command.body.originSequence, 912n)
})

/** Orders of every kind that there is, by chance. */
function randomTerms(next: (below: number) => number): Terms {
  const terms = noTerms()
  const big = (): bigint => BigInt(1 + next(1_000_000))
  terms.instrument = next(2) === 0 ? BTCUSD.id : ACME.id
  terms.side = next(2) === 0 ? Side.Buy : Side.Sell
  terms.type = next(9) as OrderType
  terms.stp = next(5) as StpMode
  const isMarket = [OrderType.Market, OrderType.Stop, OrderType.TakeProfit, OrderType.TrailingStop].some(
    (it) => it === terms.type,
  )
  if (!isMarket) terms.price = big()
  terms.quantity = big()
  terms.timeInForce = next(5) as TimeInForce
  if (terms.timeInForce === TimeInForce.Gtd)
    terms.expireTime = 1_767_323_045_123_000_000n + BigInt(next(1_000)) * 1_000_000n
  if (terms.timeInForce === TimeInForce.Day) terms.flags |= [0, 32, 64][next(3)] ?? 0
  if (next(3) === 0) terms.flags |= 1
  if (next(3) === 0) terms.flags |= 2
  if (next(4) === 0) terms.minQuantity = big()
  if (next(4) === 0) terms.flags |= 16
  else if (next(3) === 0) terms.displayQuantity = big()
  switch (terms.type) {
    case OrderType.Market:
      if (next(3) > 0) break
      terms.quantity = 0n
      terms.quoteAmount = big() * 977n
      terms.flags |= 4
      break
    case OrderType.Stop:
    case OrderType.StopLimit:
    case OrderType.TakeProfit:
    case OrderType.TakeProfitLimit:
      terms.triggerPrice = big()
      terms.triggerSource = next(3) as TriggerSource
      break
    case OrderType.TrailingStop:
    case OrderType.TrailingStopLimit:
      if (next(2) === 0) terms.trailTicks = big()
      else terms.trailBasisPoints = 1 + next(5_000)
      if (next(2) === 0) terms.activationPrice = big()
      terms.triggerSource = next(3) as TriggerSource
      break
    case OrderType.Pegged:
      terms.peg = (1 + next(3)) as PegKind
      terms.pegOffset = BigInt(next(21) - 10)
  }
  return terms
}

const request = (
  clientId: string,
): { clientId: string; account: number; originSession: bigint; originSequence: bigint } => ({
  clientId,
  account: ACCOUNT,
  originSession: 0n,
  originSequence: 0n,
})

function orderOf(terms: Terms, clientId: string): Command {
  if (!isPlain(terms)) return { type: MessageType.NewAdvancedOrder, body: { ...request(clientId), ...terms } }
  const { instrument, side, type, timeInForce, stp, price, quantity, quoteAmount, flags } = terms
  const plain = { instrument, side, type, timeInForce, stp, price, quantity, quoteAmount, flags }
  return { type: MessageType.NewOrder, body: { ...request(clientId), ...plain } }
}

function roundTrip(version: Version, it: ReturnType<typeof writeCommand>, wanted: Command): void {
  const got = sent(version, it)
  verify(got, version)
  assert.deepEqual(readEntry(got, counterparty(version)).command, wanted, `${version} ${textOf(it)}`)
}

test('every order comes back from FIX as it was sent, in every version', () => {
  for (const version of VERSIONS) {
    const next = numbers(42)
    for (let round = 0; round < 2_000; round++) {
      const wanted = orderOf(randomTerms(next), `o-${round}`)
      roundTrip(version, writeCommand(wanted, counterparty(version)), wanted)
    }
  }
})

test('cancels, replaces, mass cancels and quotes come back as they were sent', () => {
  for (const version of VERSIONS) {
    const next = numbers(7)
    for (let round = 0; round < 300; round++) {
      const party = counterparty(version)
      const terms = randomTerms(next)
      const isById = next(2) === 0
      const target = { orderId: isById ? 5n : 0n, targetClientId: isById ? '' : 'a-1' }
      const cancel = { type: MessageType.CancelOrder, body: { ...request(`c-${round}`), ...target } } as const
      roundTrip(version, writeChange(cancel, terms, party), cancel)
      if (terms.quoteAmount === 0n) {
        const replace = {
          type: MessageType.ReplaceOrder,
          body: {
            ...request(`r-${round}`),
            ...target,
            flags: terms.flags & 1 ? 2 : 0,
            price: terms.price,
            quantity: terms.quantity + 1n,
            triggerPrice: terms.triggerPrice,
            displayQuantity: terms.displayQuantity,
          },
        } as const
        roundTrip(version, writeChange(replace, terms, party), replace)
      }
      const instrument = [BTCUSD.id, ACME.id, 0xffff_ffff][next(3)]!
      const all: Command = {
        type: MessageType.CancelAll,
        body: { ...request('q'), instrument, side: next(3) as SideFilter },
      }
      roundTrip(version, writeCommand(all, party), all)
      const pull: Command = {
        type: MessageType.CancelQuotes,
        body: { ...request('z'), instrument, flags: 0 },
      }
      roundTrip(version, writeCommand(pull, party), pull)
      const quotes = (count: number) =>
        Array.from({ length: 8 }, (_, at) =>
          at < count
            ? { price: BigInt(100 + at), quantity: BigInt(1 + next(50)) }
            : { price: 0n, quantity: 0n },
        )
      const counts = { bids: quotes(1 + next(8)), asks: quotes(1 + next(8)) }
      const rest = { stp: next(5) as StpMode, flags: next(2), maxFills: 0, windowMs: 0, maxQuantity: 0n }
      const quote: Command = {
        type: MessageType.MassQuote,
        body: { ...request('i'), instrument: ACME.id, ...rest, ...counts },
      }
      roundTrip(version, writeCommand(quote, party), quote)
    }
  }
})

test('lists come back as they were sent', () => {
  for (const version of VERSIONS) {
    const next = numbers(11)
    for (let round = 0; round < 300; round++) {
      const kind = next(4) as ListKind
      const count = kind === ListKind.Oco || kind === ListKind.Oto ? 2 : 3
      const legs = Array.from({ length: 3 }, (_, at) => {
        let terms = randomTerms(next)
        while (terms.type === OrderType.Pegged || terms.quoteAmount > 0n) terms = randomTerms(next)
        if (at >= count) terms = { ...noTerms(), timeInForce: TimeInForce.Gtc }
        const { quoteAmount, peg, pegOffset, ...leg } = { ...terms, instrument: at < count ? ACME.id : 0 }
        return { ...leg, clientId: at < count ? `l-${round}-${at}` : '', account: 0 }
      })
      const wanted: Command = {
        type: MessageType.NewOrderList,
        body: { ...request(`L-${round}`), instrument: ACME.id, kind, count, flags: 0, legs },
      }
      roundTrip(version, writeCommand(wanted, counterparty(version)), wanted)
    }
    const cancel: Command = {
      type: MessageType.CancelOrderList,
      body: { ...request('k'), listId: 0n, targetClientId: 'L-1' },
    }
    roundTrip(version, writeCommand(cancel, counterparty(version)), cancel)
  }
})
