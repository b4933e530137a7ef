// The page at /: one instrument's candles, book and trades, and, logged in, balances, open orders and a quick order.
import * as api from './api.ts'
import { CandleChart } from './chart.ts'
import { element, rows } from './screen.ts'

const MARKET_MS = 500
const CANDLES_MS = 2_000
const OWN_MS = 1_000
const ALL_CANDLES = 500
const LAST_CANDLES = 3

const pairs = element<HTMLSelectElement>('pair')
const state = element('state')
const answer = element('answer')
const chart = new CandleChart(element('chart'))
let charted = ''

/** Does something now and then as long as the page is seen; what fails is said, and tried again. */
function every(ms: number, what: () => Promise<void>): void {
  const turn = async (): Promise<void> => {
    if (!document.hidden) {
      try {
        await what()
        state.textContent = 'live'
        state.className = ''
      } catch (error) {
        state.textContent = error instanceof api.Refused ? error.message : 'the exchange does not answer'
        state.className = 'lost'
      }
    }
    setTimeout(turn, ms)
  }
  void turn()
}

async function showMarket(): Promise<void> {
  const pair = pairs.value
  const [depth, trades, ticker] = await Promise.all([api.depth(pair), api.trades(pair), api.ticker(pair)])
  if (pair !== pairs.value) return
  rows(element('asks'), levels(depth.asks, 'sell').reverse())
  rows(element('bids'), levels(depth.bids, 'buy'))
  const [bid, ask] = [depth.bids[0]?.[0], depth.asks[0]?.[0]]
  element('spread').textContent =
    bid !== undefined && ask !== undefined ? `spread ${trimmed(Number(ask) - Number(bid))}` : 'one-sided'
  rows(
    element('trades'),
    trades.map(({ timestamp, price, quantity, taker_side }) => [
      new Date(timestamp).toLocaleTimeString(),
      { text: price, kind: taker_side },
      quantity,
    ]),
  )
  element('last').textContent = ticker.price ?? '–'
  element('day').textContent =
    `24 h: ${ticker.low_24h ?? '–'} to ${ticker.high_24h ?? '–'}, ${ticker.volume_24h} in ${ticker.trades_24h} trades`
}

/** Levels with the sum from the best one on. For looking at: sums of decimals are rounded. */
function levels(side: readonly api.Level[], kind: 'buy' | 'sell') {
  let sum = 0
  return side.map(([price, quantity]) => {
    sum += Number(quantity)
    return [{ text: price, kind }, quantity, trimmed(sum)]
  })
}

const trimmed = (value: number): string => value.toFixed(8).replace(/\.?0+$/, '')

async function showCandles(): Promise<void> {
  const pair = pairs.value
  const candles = await api.candles(pair, pair === charted ? LAST_CANDLES : ALL_CANDLES)
  if (pair !== pairs.value) return
  chart.show(pair, candles)
  charted = pair
}

async function showOwn(): Promise<void> {
  if (!api.isLoggedIn()) return
  const [balances, orders] = await Promise.all([api.balances(), api.openOrders()])
  if (!api.isLoggedIn()) return
  rows(
    element('balances'),
    balances.map(({ asset, available, reserved }) => [asset, available, reserved]),
  )
  rows(
    element('orders'),
    orders.map(({ id, pair, side, price, remaining_quantity }) => [
      pair,
      { text: side, kind: side },
      price ?? 'market',
      remaining_quantity,
      { text: 'Cancel', press: () => void said(async () => cancelled(await api.cancel(id))) },
    ]),
  )
}

const cancelled = ({ id }: api.Order): string => `order ${id} is canceled`

/** Shows what came of something that the person did. */
async function said(what: () => Promise<string>): Promise<void> {
  answer.className = ''
  try {
    answer.textContent = await what()
    await showOwn()
  } catch (error) {
    answer.className = 'sell'
    answer.textContent = error instanceof Error ? error.message : 'it failed'
  }
}

async function enter(form: HTMLFormElement, side: string): Promise<string> {
  const { type, quantity, price } = Object.fromEntries(new FormData(form)) as Record<string, string>
  const order = await api.place({
    ...{ pair: pairs.value, side, type, quantity },
    ...(type === 'limit' && { price }),
    // Pressed once is entered once, whatever the network does.
    client_order_id: crypto.randomUUID(),
  })
  const filled = order.average_price === null ? '' : `, ${order.filled_quantity} at ${order.average_price}`
  return `order ${order.id} is ${order.status.replace('_', ' ')}${filled}`
}

async function logIn(email: string, password: string): Promise<string> {
  await api.logIn(email, password)
  element('log-in').hidden = true
  element('who').hidden = false
  element('name').textContent = email
  return `Welcome, ${email}.`
}

async function logOut(): Promise<string> {
  await api.logOut()
  element('log-in').hidden = false
  element('who').hidden = true
  for (const id of ['balances', 'orders']) rows(element(id), [])
  return 'Log in to trade.'
}

function listen(): void {
  element('log-in').addEventListener('submit', (event) => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const { email = '', password = '' } = Object.fromEntries(new FormData(form)) as Record<string, string>
    form.reset()
    void said(() => logIn(email, password))
  })
  element('log-out').addEventListener('click', () => void said(logOut))
  const order = element<HTMLFormElement>('order')
  order.addEventListener('submit', (event) => {
    event.preventDefault()
    void said(() => enter(order, (event.submitter as HTMLButtonElement | null)?.value ?? 'buy'))
  })
  const type = element<HTMLSelectElement>('type')
  type.addEventListener('change', () => {
    element('price-field').hidden = type.value !== 'limit'
  })
}

/** A link with `#log-in=ADDRESS:PASSWORD` logs in at once, as the demo's does. The browser never sends that part. */
function logInByLink(): void {
  const [, email, password] = /^#log-in=([^:]+):(.+)$/.exec(decodeURIComponent(location.hash)) ?? []
  if (email === undefined || password === undefined) return
  history.replaceState(null, '', location.pathname)
  void said(() => logIn(email, password))
}

async function begin(): Promise<void> {
  listen()
  for (;;) {
    const all = await api.pairs().catch(() => [])
    pairs.replaceChildren(...all.map(({ pair }) => new Option(pair, pair)))
    if (all.length > 0) break
    state.textContent = 'no instruments yet'
    await new Promise((resolve) => setTimeout(resolve, OWN_MS))
  }
  every(MARKET_MS, showMarket)
  every(CANDLES_MS, showCandles)
  every(OWN_MS, showOwn)
  logInByLink()
}

void begin()
