import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  EndReason,
  MessageType,
  OrderState,
  OrderType,
  RejectReason,
  Side,
  TimeInForce,
  type wire,
} from '@tapebook/client'
import {
  type Counterparty,
  Orders,
  Refusal,
  readEntry,
  statusOf,
  type Told,
  VERSIONS,
  type Version,
  verify,
  writeRefusal,
  writeTold,
} from '../src/index.ts'
import {
  ACCOUNT,
  BTCUSD,
  counterparty,
  message,
  reportHeader,
  requestHeader,
  sent,
  textOf,
} from './support.ts'

const TIME = 1_767_323_045_123_456_789n

/** Messages of a version for what was told, each as the table allows it. */
function said(told: readonly Told[], version: Version): string[] {
  const messages = told.flatMap((it) => writeTold(it, counterparty(version)))
  for (const it of messages) verify(sent(version, it), version)
  return messages.map(textOf)
}

test('who did not ask for more is sent no field that its version of FIX does not have', () => {
  const told = new Orders().apply(MessageType.Fill, fill(5_000n, 5_000n))
  const texts = VERSIONS.map((version) =>
    told.flatMap((it) => writeTold(it, counterparty(version, 0n, false))).map(textOf),
  )
  assert.deepEqual(
    texts.map(([text]) => [851, 880, 136, 479].filter((tag) => text?.includes(`|${tag}=`))),
    [[], [851, 136], [851, 880, 136]],
  )
})

function enter(orders: Orders, version: Version, text: string): void {
  const it = message(version, text)
  verify(it, version)
  const { command, echo } = readEntry(it, counterparty(version))
  orders.asked(command, echo)
}

const accepted = (clientId: string, more: Partial<wire.OrderAccepted> = {}): wire.OrderAccepted => ({
  report: reportHeader(100n),
  request: requestHeader(clientId),
  orderId: 77n,
  instrument: BTCUSD.id,
  side: Side.Buy,
  type: OrderType.Limit,
  timeInForce: TimeInForce.Day,
  stp: 0,
  price: 240_000n,
  quantity: 20_000n,
  resting: 20_000n,
  quoteAmount: 0n,
  hold: 0n,
  flags: 0,
  session: 1,
  ...more,
})

const fill = (quantity: bigint, cumulative: bigint, more: Partial<wire.Fill> = {}): wire.Fill => ({
  report: reportHeader(101n),
  tradeId: 9n,
  orderId: 77n,
  counterpartyOrderId: 76n,
  instrument: BTCUSD.id,
  account: ACCOUNT,
  clientId: 'a',
  side: Side.Buy,
  liquidity: 1,
  state: cumulative === 20_000n ? OrderState.Filled : OrderState.PartiallyFilled,
  price: 239_999n,
  quantity,
  leaves: 20_000n - cumulative,
  cumulative,
  // 11999.95 x 0.5 dollars, in hundred-millionths.
  notional: (239_999n * 5n * quantity * 10n ** 8n) / 10n ** 6n,
  fee: 12_000n,
  feeAsset: 1,
  ...more,
})

const canceled = (more: Partial<wire.OrderCanceled> = {}): wire.OrderCanceled => ({
  report: reportHeader(102n),
  request: requestHeader('a'),
  orderId: 77n,
  clientId: 'a',
  instrument: BTCUSD.id,
  side: Side.Buy,
  reason: EndReason.User,
  state: OrderState.Canceled,
  resting: 1,
  price: 240_000n,
  canceled: 15_000n,
  cumulative: 5_000n,
  displayed: 0n,
  ...more,
})

function opened(version: Version, text = '40=2|44=12000|38=2'): Orders {
  const orders = new Orders()
  enter(orders, version, `35=D|11=a|1=ALPHA|55=BTCUSD|54=1|${text}|582=1`)
  orders.apply(MessageType.OrderAccepted, accepted('a'))
  orders.flush()
  return orders
}

test('an order is reported from its acceptance to its last fill, in the words of each version', () => {
  const wanted: Readonly<Record<Version, readonly string[]>> = {
    '4.2': [
      '35=8|37=77|11=a|17=E100-0|20=0|150=0|39=0|1=ALPHA|582=1|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|151=2|14=0|6=0|60=20260102-03:04:05.123|',
      '35=8|37=77|11=a|17=T3-9B|20=0|150=1|39=1|1=ALPHA|582=1|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|32=0.5|31=11999.95|151=1.5|14=0.5|6=11999.95|60=20260102-03:04:05.123|75=20260102|64=20260102|15=USD|851=2|880=9|12=0.00012|13=3|479=BTC|',
      '35=8|37=77|11=a|17=T3-10B|20=0|150=2|39=2|1=ALPHA|582=1|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|32=1.5|31=11999.95|151=0|14=2|6=11999.95|60=20260102-03:04:05.123|75=20260102|64=20260102|15=USD|851=2|880=10|',
    ],
    '4.4': [
      '35=8|37=77|11=a|17=E100-0|150=0|39=0|1=ALPHA|582=1|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|151=2|14=0|6=0|60=20260102-03:04:05.123456|',
      '35=8|37=77|11=a|17=T3-9B|150=F|39=1|1=ALPHA|582=1|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|32=0.5|31=11999.95|151=1.5|14=0.5|6=11999.95|60=20260102-03:04:05.123456|75=20260102|64=20260102|15=USD|851=2|880=9|136=1|137=0.00012|138=BTC|139=4|',
      '35=8|37=77|11=a|17=T3-10B|150=F|39=2|1=ALPHA|582=1|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|32=1.5|31=11999.95|151=0|14=2|6=11999.95|60=20260102-03:04:05.123456|75=20260102|64=20260102|15=USD|851=2|880=10|',
    ],
    '5.0SP2': [],
  }
  for (const version of VERSIONS) {
    const orders = new Orders()
    enter(orders, version, '35=D|11=a|1=ALPHA|55=BTCUSD|54=1|40=2|44=12000|38=2|582=1')
    const told = [
      ...orders.apply(MessageType.OrderAccepted, accepted('a')),
      ...orders.apply(MessageType.Fill, fill(5_000n, 5_000n)),
      ...orders.apply(MessageType.Fill, fill(15_000n, 20_000n, { tradeId: 10n, fee: 0n })),
    ]
    const expected = wanted[version].length > 0 ? wanted[version] : wanted['4.4']
    assert.deepEqual(said(told, version), expected, version)
    assert.equal([...orders.open()].length, 0)
  }
})

test('an acceptance waits for the terms behind it, and for nothing else', () => {
  const orders = new Orders()
  enter(orders, '4.4', '35=D|11=s|55=BTCUSD|54=1|40=4|99=12000|44=12001|38=2')
  const stop = accepted('s', { type: OrderType.StopLimit, price: 240_020n, orderId: 80n })
  const terms: wire.OrderTerms = {
    report: reportHeader(100n, 1),
    orderId: 80n,
    account: ACCOUNT,
    instrument: BTCUSD.id,
    triggerPrice: 240_000n,
    activationPrice: 0n,
    trailTicks: 0n,
    displayQuantity: 0n,
    minQuantity: 0n,
    expireTime: 0n,
    pegOffset: 0n,
    trailBasisPoints: 0,
    flags: 0,
    triggerSource: 0,
    peg: 0,
    state: OrderState.Untriggered,
  }
  assert.deepEqual(orders.apply(MessageType.OrderAccepted, stop), [])
  const [report] = said(orders.apply(MessageType.OrderTerms, terms), '4.4')
  assert.match(report!, /\|17=E100-0\|150=0\|39=0\|636=N\|.*\|40=4\|38=2\|44=12001\|59=0\|99=12000\|/)
  assert.deepEqual(orders.flush(), [])
  const triggered = {
    report: reportHeader(105n),
    orderId: 80n,
    clientId: 's',
    account: ACCOUNT,
    instrument: BTCUSD.id,
    side: Side.Buy,
    type: OrderType.StopLimit,
    triggerPrice: 240_000n,
    price: 240_020n,
    leaves: 20_000n,
    hold: 0n,
  }
  assert.match(said(orders.apply(MessageType.OrderTriggered, triggered), '4.4')[0]!, /\|150=L\|39=0\|636=Y\|/)
  assert.match(said([{ ...statusOf(orders.find(80n)!, TIME) }], '5.0SP2')[0]!, /\|17=0\|150=I\|39=0\|636=Y\|/)
})

test('the end of an order says whether somebody asked for it, and why else', () => {
  const rows: readonly (readonly [Partial<wire.OrderCanceled>, Version, RegExp])[] = [
    [{ request: requestHeader('c') }, '4.4', /\|11=c\|41=a\|.*\|150=4\|39=4\|/],
    [{ reason: EndReason.IocRest }, '4.4', /\|11=a\|17=E102-0\|150=4\|39=4\|1=.*\|58=ioc rest\|/],
    [{ reason: EndReason.ExpiredDay, state: OrderState.Expired }, '4.2', /\|20=0\|150=C\|39=C\|/],
    [{ reason: EndReason.Stp }, '4.4', /\|150=4\|39=4\|378=8\|.*\|58=stp\|/],
    [{ reason: EndReason.Disconnect }, '5.0SP2', /\|378=8\|.*\|58=disconnect\|/],
    [{ reason: EndReason.Halt }, '4.4', /\|378=6\|/],
    [{ reason: EndReason.None, state: OrderState.Filled }, '4.4', /\|150=D\|39=2\|378=99\|/],
  ]
  for (const [more, version, wanted] of rows) {
    const orders = opened(version)
    orders.apply(MessageType.Fill, fill(5_000n, 5_000n))
    const [report] = said(orders.apply(MessageType.OrderCanceled, canceled(more)), version)
    assert.match(report!, wanted)
    assert.match(report!, /\|151=0\|14=0.5\|6=11999.95\|/)
  }
})

test('a replace tells the order as it is now, under the id of the request', () => {
  const replaced: wire.OrderReplaced = {
    report: reportHeader(103n),
    request: requestHeader('r'),
    orderId: 77n,
    clientId: 'a',
    instrument: BTCUSD.id,
    side: Side.Buy,
    priorityKept: 0,
    oldPrice: 240_000n,
    price: 241_000n,
    oldResting: 20_000n,
    quantity: 30_000n,
    cumulative: 0n,
    resting: 30_000n,
  }
  for (const [version, status] of [
    ['4.2', '5'],
    ['4.4', '0'],
  ] as const) {
    const orders = opened(version)
    orders.apply(MessageType.OrderReplaced, replaced)
    const [report] = said(orders.flush(), version)
    assert.match(
      report!,
      new RegExp(
        `\\|11=r\\|41=a\\|17=E103-0\\|.*150=5\\|39=${status}\\|.*\\|38=3\\|44=12050\\|.*\\|151=3\\|`,
      ),
    )
  }
})

test('refusals of the exchange are told in the way that each request has', () => {
  const rejected = (clientId: string, type: MessageType, reason: RejectReason): wire.RequestRejected => ({
    report: reportHeader(104n),
    request: requestHeader(clientId),
    type,
    reason,
    instrument: BTCUSD.id,
    orderId: 77n,
    detail: 0n,
    failed: [0n, 0n],
  })
  const refuse = (version: Version, text: string, type: MessageType, reason: RejectReason): string => {
    const orders = opened(version)
    enter(orders, version, text)
    return said(orders.apply(MessageType.RequestRejected, rejected('x', type, reason)), version)[0]!
  }
  const order = '35=D|11=x|55=BTCUSD|54=2|40=1|38=1'
  const funds = refuse('4.2', order, MessageType.NewOrder, RejectReason.InsufficientBalance)
  assert.match(
    funds,
    /^35=8\|37=NONE\|11=x\|17=E104-0\|20=0\|150=8\|39=8\|103=3\|.*\|54=2\|40=1\|38=1\|.*\|58=insufficient balance\|$/,
  )
  const twice = refuse('4.4', order, MessageType.NewOrder, RejectReason.DuplicateId)
  assert.match(twice, /\|103=6\|/)
  const late = refuse('4.4', '35=F|11=x|41=a|55=BTCUSD|54=1', MessageType.CancelOrder, RejectReason.OrderDone)
  assert.match(late, /^35=9\|37=77\|11=x\|41=a\|39=0\|434=1\|102=0\|/)
  const same = refuse(
    '5.0SP2',
    '35=G|11=x|37=77|41=a|55=BTCUSD|54=1|40=2|38=2|44=1',
    MessageType.ReplaceOrder,
    RejectReason.PriceOffTick,
  )
  assert.match(same, /\|434=2\|102=18\|/)
  const newest = refuse('5.0SP2', '35=q|11=x|530=7', MessageType.CancelAll, RejectReason.AccountFrozen)
  assert.match(newest, /^35=r\|11=x\|1369=x\|37=x\|530=7\|531=0\|/)
  const all = refuse('4.4', '35=q|11=x|530=7', MessageType.CancelAll, RejectReason.AccountFrozen)
  assert.match(all, /^35=r\|11=x\|37=x\|530=7\|531=0\|532=99\|/)
  const quotes = refuse(
    '4.4',
    '35=i|117=x|296=1|302=1|304=1|295=1|299=1|55=BTCUSD|132=1|134=1',
    MessageType.MassQuote,
    RejectReason.QuotesPulled,
  )
  assert.match(quotes, /^35=b\|117=x\|297=5\|300=99\|/)
  const list =
    '35=E|66=x|394=3|68=2|1385=1|73=2|11=l1|67=1|55=BTCUSD|54=2|40=2|38=1|44=2|11=l2|67=2|55=BTCUSD|54=2|40=3|38=1|99=1'
  const pair = refuse('4.4', list, MessageType.NewOrderList, RejectReason.ListPricesContradict)
  assert.match(
    pair,
    /^35=N\|66=x\|429=1\|82=1\|431=7\|83=1\|1385=1\|.*\|68=2\|73=2\|11=l1\|14=0\|39=8\|151=0\|6=0\|103=99\|11=l2\|/,
  )
})

test('a busted trade takes back the execution that its fill was', () => {
  const party = { orderId: 77n, account: ACCOUNT, feeAsset: 1, fee: 12_000n }
  const amended = (status: number): wire.TradeAmended => ({
    report: reportHeader(110n),
    tradeId: 9n,
    instrument: BTCUSD.id,
    status: status as 2,
    takerSide: Side.Buy,
    price: 239_999n,
    quantity: 5_000n,
    newPrice: 240_000n,
    newQuantity: 4_000n,
    maker: { ...party, orderId: 0n },
    taker: party,
  })
  const tell = (version: Version, status: number): string => {
    const orders = opened(version)
    orders.apply(MessageType.Fill, fill(5_000n, 5_000n))
    return said(orders.apply(MessageType.TradeAmended, amended(status)), version)[0]!
  }
  assert.match(tell('4.4', 2), /\|17=E110-0B\|19=T3-9B\|150=H\|.*\|32=0.5\|31=11999.95\|/)
  assert.match(tell('4.4', 3), /\|19=T3-9B\|150=G\|.*\|32=0.4\|31=12000\|/)
  assert.match(tell('4.2', 2), /\|20=1\|19=T3-9B\|/)
  assert.match(tell('4.2', 3), /\|20=2\|19=T3-9B\|/)
})

test('an order that was there before is taken up from a query, and reports of it are whole', () => {
  const orders = new Orders()
  orders.adopt({
    query: 1n,
    orderId: 77n,
    clientId: 'a',
    account: ACCOUNT,
    instrument: BTCUSD.id,
    side: Side.Buy,
    type: OrderType.Limit,
    timeInForce: TimeInForce.Gtc,
    state: OrderState.PartiallyFilled,
    price: 240_000n,
    quantity: 20_000n,
    cumulative: 5_000n,
    notional: 599_997_500_000n,
    time: TIME,
    triggerPrice: 0n,
    displayed: 15_000n,
    expireTime: 0n,
    flags: 0,
  })
  const [report] = said(orders.apply(MessageType.OrderCanceled, canceled()), '4.4')
  assert.match(report!, /\|37=77\|11=a\|.*\|40=2\|38=2\|44=12000\|59=1\|151=0\|14=0.5\|6=11999.95\|/)
})

test('an event of an order that nobody told of is reported by what it says', () => {
  const [report] = said(new Orders().apply(MessageType.Fill, fill(5_000n, 5_000n)), '4.4')
  assert.match(report!, /\|37=77\|11=a\|17=T3-9B\|150=F\|39=1\|1=ALPHA\|55=BTCUSD\|54=1\|38=2\|32=0.5\|/)
})

test('a message that never reaches the exchange is refused in the way it has', () => {
  const refusal = (version: Version, text: string): string => {
    const it = message(version, `${text}|34=12`)
    try {
      verify(it, version)
      readEntry(it, counterparty(version))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const told = writeRefusal(error, counterparty(version), { time: TIME, id: 'R1' })
      verify(sent(version, told), version)
      return textOf(told)
    }
    throw new Error(`${text} was taken`)
  }
  const order = '35=D|11=x|55=BTCUSD|54=1'
  assert.match(refusal('4.4', `${order}|40=2|38=1`), /^35=j\|45=12\|372=D\|379=x\|380=5\|58=/)
  assert.match(refusal('4.4', `${order}|40=2|38=1|44=x`), /^35=3\|45=12\|371=44\|372=D\|373=6\|58=/)
  assert.match(
    refusal('5.0SP2', `${order}|40=2|38=1|44=0.01`),
    /^35=8\|37=NONE\|11=x\|17=R1\|150=8\|39=8\|103=18\|55=BTCUSD\|/,
  )
  assert.match(refusal('4.2', '35=D|11=x|55=NOPE|54=1|40=1|38=1'), /\|20=0\|150=8\|39=8\|103=1\|/)
  assert.match(
    refusal('4.4', '35=F|11=x|41=a|55=NOPE|54=1'),
    /^35=9\|37=NONE\|11=x\|41=a\|39=8\|434=1\|102=99\|/,
  )
  assert.match(refusal('4.4', '35=q|11=x|530=1|55=NOPE'), /^35=r\|11=x\|37=NONE\|530=1\|531=0\|532=1\|/)
  assert.match(refusal('4.2', '35=Z|117=x|298=1|295=1|55=NOPE'), /^35=b\|117=x\|297=5\|300=1\|/)
  assert.match(refusal('4.4', '35=ZZ|11=x'), /^35=j\|45=12\|372=ZZ\|379=x\|380=3\|/)
})

test('a request that is sent again is refused, or told how it stands where 97=Y says so', () => {
  const repeated: wire.RequestRepeated = {
    report: reportHeader(120n),
    request: requestHeader('a'),
    type: MessageType.NewOrder,
    firstSequence: 100n,
  }
  const again = accepted('a', { report: { ...reportHeader(100n), sessionSequence: 0n } })
  const repeat = (isResend: boolean): string[] => {
    const orders = opened('4.4')
    orders.apply(MessageType.Fill, {
      ...fill(5_000n, 5_000n),
      report: { ...reportHeader(101n), sessionSequence: 5n },
    })
    const { command } = readEntry(
      message('4.4', '35=D|11=a|55=BTCUSD|54=1|40=2|44=12000|38=2'),
      counterparty('4.4'),
    )
    assert.equal(orders.asked(command, undefined, isResend), true)
    assert.equal(orders.asked(command), false)
    const told = [
      ...orders.apply(MessageType.RequestRepeated, repeated),
      ...orders.apply(MessageType.OrderAccepted, again),
      ...orders.flush(),
    ]
    assert.equal(orders.find(77n)?.cumulative, 5_000n)
    return said(told, '4.4')
  }
  const refused = repeat(false)
  assert.equal(refused.length, 1)
  assert.match(refused[0]!, /\|11=a\|17=E120-0\|150=8\|39=8\|103=6\|/)
  const stands = repeat(true)
  assert.equal(stands.length, 1)
  assert.match(stands[0]!, /\|37=77\|11=a\|17=0\|150=I\|39=1\|/)
})

test('what a client sent again after a loss has its answer as if it came the first time', () => {
  const orders = new Orders()
  enter(orders, '4.4', '35=D|11=a|55=BTCUSD|54=1|40=2|44=12000|38=2')
  orders.lost()
  const repeated = {
    report: reportHeader(120n),
    request: requestHeader('a'),
    type: MessageType.NewOrder,
    firstSequence: 100n,
  }
  orders.apply(MessageType.RequestRepeated, repeated)
  orders.apply(MessageType.OrderAccepted, accepted('a'))
  assert.match(said(orders.flush(), '4.4')[0]!, /\|17=E100-0\|150=0\|39=0\|/)
})

test('legs of a list name it, and its status names them', () => {
  const orders = new Orders()
  const list: wire.ListStatus = {
    report: reportHeader(100n),
    request: requestHeader('L'),
    listId: 5n,
    orders: [77n, 78n, 0n],
    instrument: BTCUSD.id,
    kind: 0,
    state: 0,
  }
  const entered =
    '35=E|66=L|394=3|68=2|1385=1|73=2|11=l1|67=1|55=BTCUSD|54=2|40=2|38=1|44=2|11=l2|67=2|55=BTCUSD|54=2|40=3|38=1|99=1'
  enter(orders, '4.4', entered)
  const [taken] = said(orders.apply(MessageType.ListStatus, list), '4.4')
  assert.match(
    taken!,
    /^35=N\|66=L\|429=1\|82=1\|431=3\|83=1\|1385=1\|60=[^|]*\|68=2\|73=2\|11=l1\|14=0\|39=0\|151=1\|6=0\|37=77\|11=l2\|/,
  )
  const legs = [
    ...orders.apply(MessageType.OrderAccepted, accepted('l1')),
    ...orders.apply(MessageType.OrderAccepted, accepted('l2', { orderId: 78n, type: OrderType.StopLimit })),
    ...orders.flush(),
  ]
  assert.deepEqual(
    said(legs, '5.0SP2').map((it) => /\|11=(\w+)\|66=(\w+)\|.*\|1385=(\d)\|/.exec(it)?.slice(1)),
    [
      ['l1', 'L', '1'],
      ['l2', 'L', '1'],
    ],
  )
  const [done] = said(orders.apply(MessageType.ListStatus, { ...list, state: 1 }), '4.4')
  assert.match(done!, /\|429=5\|.*\|431=6\|.*\|73=2\|11=l1\|14=0\|39=0\|151=2\|6=0\|37=77\|11=l2\|/)
})

test('a cancel or replace that says of its order what it is not is refused', () => {
  const orders = opened('4.4')
  const party: Counterparty = {
    ...counterparty('4.4'),
    order: (account, orderId, clientId) => orders.named(account, orderId, clientId),
  }
  const rows: readonly (readonly [string, number])[] = [
    ['35=F|11=c|41=a|55=BTCUSD|54=2|', 54],
    ['35=F|11=c|37=77|55=ACME|54=1|', 55],
    ['35=G|11=c|41=a|55=BTCUSD|54=1|40=4|99=1|44=1|38=1|', 40],
    ['35=G|11=c|41=a|55=BTCUSD|54=1|40=2|44=1|38=1|59=1|', 59],
  ]
  for (const [text, tag] of rows)
    assert.throws(
      () => readEntry(message('4.4', text), party),
      (error) => error instanceof Refusal && error.tag === tag && error.of.kind === 'request',
      text,
    )
  const right = readEntry(message('4.4', '35=G|11=c|41=a|55=BTCUSD|54=1|40=2|44=1|38=1|59=0|'), party)
  assert.equal(right.command.type, MessageType.ReplaceOrder)
})
