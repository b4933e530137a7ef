// The engine in this process, without a journal or a server: node bindings/examples/exchange.mjs
import { Engine } from '@tapebook/bindings'
import * as wire from '@tapebook/schema'

const { MessageType } = wire
const engine = new Engine(new Uint8Array(32))
let requests = 0
let time = 0n

/** Applies a request and gives its events. */
function apply(type, fields, account = 0) {
  requests += 1
  time += 1_000_000n
  const request = { clientId: `r-${requests}`, account, originSession: 0n, originSequence: 0n }
  return wire.decodeFrames(engine.apply(wire.encodeFrame(type, { request, ...fields }), account, time))
}

apply(MessageType.AddAsset, { code: 'BTC', scale: 8, displayScale: 8 })
apply(MessageType.AddAsset, { code: 'USD', scale: 8, displayScale: 2 })
apply(MessageType.AddInstrument, {
  symbol: 'BTCUSD',
  baseAsset: 0,
  quoteAsset: 1,
  tickSize: 1n,
  priceScale: 2,
  lotSize: 1n,
  quantityScale: 4,
  feeAsset: wire.FeeAsset.Received,
  minQuantity: 1n,
  maxQuantity: 1_000_000n,
  quantityStep: 1n,
  minNotional: 0n,
  maxPrice: 100_000_000n,
  collarPpm: 0,
  bandPpm: 0,
  protectionPpm: 50_000,
  referencePrice: 6_000_000n,
  tickTable: Array.from({ length: 8 }, () => ({ fromPrice: 0n, step: 0n })),
})
apply(MessageType.OpenAccounts, { count: 2, tier: 0 })
apply(MessageType.Deposit, { target: 16, asset: 0, amount: 10n ** 8n })
apply(MessageType.Deposit, { target: 17, asset: 1, amount: 10n ** 15n })

const limit = {
  instrument: 0,
  type: wire.OrderType.Limit,
  timeInForce: wire.TimeInForce.Gtc,
  stp: wire.StpMode.CancelTaker,
}
const order = (side, price, quantity) => ({ ...limit, side, price, quantity, quoteAmount: 0n, flags: 0 })
apply(MessageType.NewOrder, order(wire.Side.Sell, 6_000_000n, 5_000n), 16)
for (const { type, value } of apply(MessageType.NewOrder, order(wire.Side.Buy, 6_000_000n, 2_000n), 17)) {
  console.log(wire.MessageTypeName[type], value)
}
console.log('state hash', engine.stateHash())
