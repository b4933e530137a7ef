// The application that QuickFIX's acceptance definitions are written for, on our addon: an acceptor whose CompID is
// ISLD, which begins anew with each log-on of TW and sends orders, security definitions and e-mails back as they came.
//
//   echo.ts VERSION PORT DICTIONARIES STORE
//
// It says `ready` when it listens, and ends when its standard input does.
import { join } from 'node:path'
import { FixEngine, type FixEvent } from '../src/native.ts'

const SOH = '\x01'

/** Fields that the engine writes itself: of the frame, and numbers, time and names of the header. */
const OF_THE_ENGINE: ReadonlySet<string> = new Set(['8', '9', '10', '34', '49', '52', '56'])

/** Longer than a definition waits: nothing is refused because this machine is busy. */
const LOGON_WAIT_MS = 60_000

/** BeginString, and the application version (FIX 1137) of those over FIXT. */
const VERSIONS: Readonly<Record<string, readonly [begin: string, application?: string]>> = {
  fix40: ['FIX.4.0'],
  fix41: ['FIX.4.1'],
  fix42: ['FIX.4.2'],
  fix43: ['FIX.4.3'],
  fix44: ['FIX.4.4'],
  fix50: ['FIXT.1.1', '7'],
  fix50sp1: ['FIXT.1.1', '8'],
  fix50sp2: ['FIXT.1.1', '9'],
}

const [version = '', port, dictionaries = '', store = ''] = process.argv.slice(2)
const [begin = '', application] = VERSIONS[version] ?? []

function settings(): string {
  const dictionary = join(dictionaries, `${version.toUpperCase()}.xml`)
  const transport = join(dictionaries, 'FIXT11.xml')
  const own =
    application === undefined
      ? { DataDictionary: dictionary }
      : { DefaultApplVerID: application, TransportDataDictionary: transport, AppDataDictionary: dictionary }
  const all = {
    ConnectionType: 'acceptor',
    SocketAcceptPort: port,
    StartTime: '00:00:00',
    EndTime: '00:00:00',
    SenderCompID: 'ISLD',
    TargetCompID: 'TW',
    ResetOnLogon: 'Y',
    BeginString: begin,
    ...own,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}`)
  return ['[DEFAULT]', '[SESSION]', ...lines, ''].join('\n')
}

/** ClOrdIDs of orders sent back since the last log-out. */
const seen = new Set<string>()

type Fields = readonly (readonly [tag: string, text: string])[]

const parse = (message: string): Fields =>
  message
    .split(SOH)
    .slice(0, -1)
    .map((text) => [text.slice(0, text.indexOf('=')), text] as const)

const fieldOf = (fields: Fields, wanted: string): string | undefined =>
  fields.find(([tag]) => tag === wanted)?.[1].slice(wanted.length + 1)

/** What is answered to an application message; nothing to an order sent again that came before. */
function answerTo(fields: Fields): string[] | undefined {
  const type = fieldOf(fields, '35')
  if (type === 'D') {
    const order = fieldOf(fields, '11') ?? ''
    if (fieldOf(fields, '97') === 'Y' && seen.has(order)) return undefined
    seen.add(order)
  } else if (type !== 'B' && !(type === 'd' && begin >= 'FIX.4.2')) {
    return refusalOf(fields)
  }
  return fields.filter(([tag]) => !OF_THE_ENGINE.has(tag)).map(([, text]) => text)
}

/** Refuses a type that this application does not know: by a BusinessMessageReject where the version has one. */
function refusalOf(fields: Fields): string[] {
  const number = `45=${fieldOf(fields, '34')}`
  if (begin < 'FIX.4.2') return ['35=3', number, '58=Unsupported message type']
  const own = application === undefined ? [] : [`1137=${application}`]
  return ['35=j', number, `372=${fieldOf(fields, '35')}`, '58=Unsupported Message Type', '380=3', ...own]
}

function happened({ kind, session, question, bytes }: FixEvent): void {
  if (kind === 'logon-request') engine.answer(question, true)
  else if (kind === 'logout') seen.clear()
  else if (kind === 'from-app') {
    const fields = answerTo(parse(bytes.toString('latin1')))
    if (fields !== undefined) engine.send(session, fields.join(SOH) + SOH)
  }
}

const engine = new FixEngine({
  kind: 'acceptor',
  settings: settings(),
  store,
  logonWaitMs: LOGON_WAIT_MS,
  onEvents: (events) => events.forEach(happened),
})
engine.start()
console.log('ready')
process.stdin.on('end', () => process.exit(0)).resume()
