import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client, publicKeyOf } from '@tapebook/client'
import { type DemoName, runMarket, seedDemo } from '@tapebook/demo'
import { type DemoKey, demoKeys } from './demo-keys.ts'
import { type DemoPerson, demoPeople } from './demo-people.ts'
import { readKey, writeKey } from './keys.ts'
import { DEFAULT_URL } from './options.ts'
import type { Output } from './output.ts'

const NAMES: readonly DemoName[] = ['alice', 'bob', 'house', 'noise']

export interface Demo {
  /** Cancels the quotes and logs out. */
  stop(): Promise<void>
}

export interface DemoStart {
  /** Where programs of this machine need no TLS. */
  localUrl: string
  url: string
  data: string
  /** Where people are, if not in the data folder. */
  identity?: string | undefined
  /** Address of the live page, where there is one. */
  page: string | undefined
  /** Address of the streams and the WebSocket API that clients of Binance speak, where they are. */
  streams: string | undefined
  operator: Client
  output: Output
}

/** Seeds the demo, sets its market moving, and says what a newcomer can type. */
export async function startDemo({
  localUrl,
  url,
  data,
  identity,
  page,
  streams,
  operator,
  output,
}: DemoStart): Promise<Demo> {
  const folder = join(data, 'demo')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = Object.fromEntries(NAMES.map((name) => [name, join(folder, `${name}.pem`)])) as Record<
    DemoName,
    string
  >
  const keyOf = (name: DemoName) => (existsSync(files[name]) ? readKey(files[name]) : writeKey(files[name]))
  const keys = Object.fromEntries(NAMES.map((name) => [name, publicKeyOf(keyOf(name))]))
  await seedDemo(operator, { keys, limits: true })
  const people = page === undefined ? [] : await demoPeople(data, identity, operator)
  // Over TLS the certificate may be of an authority that this machine does not know: keys are made by people then.
  const apiKeys = page?.startsWith('http:') ? await demoKeys(data, page, people) : []
  await operator.close()
  const [house, noise] = await Promise.all([
    Client.connect({ url: localUrl, privateKey: keyOf('house') }),
    Client.connect({ url: localUrl, privateKey: keyOf('noise') }),
  ])
  const market = await runMarket(house, { noise })
  tell(
    files,
    url,
    people.map((it) => ({ ...it, link: linkOf(page ?? '', it) })),
    { page: page ?? '', streams: streams ?? '', apiKeys },
    output,
  )
  return {
    stop: async () => {
      await market.stop()
      await Promise.all([house.close(), noise.close()])
    },
  }
}

/** Logs in at once; what is after the # stays in the browser. */
const linkOf = (page: string, { email, password }: DemoPerson): string =>
  `${page}/#log-in=${email}:${encodeURIComponent(password)}`

function tell(
  { alice, bob }: Record<DemoName, string>,
  url: string,
  people: readonly (DemoPerson & { link: string })[],
  { page, streams, apiKeys }: ForClients,
  output: Output,
): void {
  const at = url === DEFAULT_URL ? '' : ` --url ${url}`
  const commands = [
    `tapebook book BTCUSD --key ${alice}${at}`,
    `tapebook balance --key ${alice}${at}`,
    `tapebook order buy BTCUSD 0.01 --key ${alice}${at}`,
    `tapebook order sell BTCUSD 0.5 @ 64500 --key ${bob}${at}`,
    `tapebook cancel --all --key ${bob}${at}`,
  ]
  const clients = clientLines({ page, streams, apiKeys })
  output.result(
    {
      event: 'demo',
      users: { alice, bob },
      people,
      http: page,
      streams,
      api_keys: apiKeys,
      commands,
      clients,
    },
    () =>
      [
        '',
        'The demo market moves. Alice and Bob have money; in another terminal try:',
        ...commands.map((it) => `  ${it}`),
        ...(people.length === 0 ? [] : ['', 'In a browser, logged in (a demo asks for no second factor):']),
        ...people.map(({ link }) => `  ${link}`),
        ...(clients.length === 0 ? [] : ['', FOR_CLIENTS]),
        ...clients.map((it) => `  ${it}`),
        '',
      ].join('\n'),
  )
}

/** What programs for Binance need to know. */
interface ForClients {
  readonly page: string
  readonly streams: string
  readonly apiKeys: readonly DemoKey[]
}

const FOR_CLIENTS =
  'Programs for Binance Spot trade here with a key of Alice; docs/operating/clients.md shows each of these:'

/** The lines that start them. */
function clientLines({ page, streams, apiKeys: [key] }: ForClients): string[] {
  if (key === undefined) return []
  const { apiKey, secret } = key
  return [
    `export TAPEBOOK_URL=${page} TAPEBOOK_STREAMS=${streams} API_KEY=${apiKey} API_SECRET=${secret}`,
    'node binance/examples/ccxt.mjs',
    'node binance/examples/ccxt_pro.mjs',
    'node binance/examples/spot.mjs',
    'python3 binance/examples/ccxt_spot.py',
    'python3 binance/examples/ccxt_pro.py',
    'python3 binance/examples/python_binance.py',
    'python3 binance/examples/python_binance_streams.py',
    'python3 binance/examples/connector.py',
    'sh binance/examples/freqtrade/trade.sh',
  ]
}
