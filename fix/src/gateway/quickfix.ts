// Counterparties in the words of QuickFIX's settings.
import { fileURLToPath } from 'node:url'
import type { Version } from '../table/fields.ts'
import { type Counterparties, type CounterpartySettings, WEEK } from './config.ts'

const BEGIN: Readonly<Record<Version, string>> = { '4.2': 'FIX.4.2', '4.4': 'FIX.4.4', '5.0SP2': 'FIXT.1.1' }

/** The session's name as the engine has it. */
export const sessionName = (us: string, { version, compId }: CounterpartySettings): string =>
  `${BEGIN[version]}:${us}->${compId}`

const dictionary = (name: string): string =>
  fileURLToPath(new URL(`../../dictionary/${name}.xml`, import.meta.url))

/** QuickFIX needs dictionaries to tell groups from fields. */
function dictionaries(version: Version): string[] {
  if (version === '4.2') return [`DataDictionary=${dictionary('FIX42')}`]
  if (version === '4.4') return [`DataDictionary=${dictionary('FIX44')}`]
  return [
    'DefaultApplVerID=FIX.5.0SP2',
    `TransportDataDictionary=${dictionary('FIXT11')}`,
    `AppDataDictionary=${dictionary('FIX50SP2')}`,
  ]
}

function times({ schedule }: CounterpartySettings): string[] {
  if (schedule === null) return ['NonStopSession=Y', 'StartTime=00:00:00', 'EndTime=00:00:00']
  const { startDay, startTime, endDay, endTime } = schedule ?? WEEK
  return [`StartDay=${startDay}`, `StartTime=${startTime}`, `EndDay=${endDay}`, `EndTime=${endTime}`]
}

/** Settings of an acceptor for all of them at one port. */
export function quickfixSettings({ compId, counterparties }: Counterparties, port: number): string {
  const all = [
    '[DEFAULT]',
    'ConnectionType=acceptor',
    `SocketAcceptPort=${port}`,
    'SocketNodelay=Y',
    `SenderCompID=${compId}`,
    // The table looks at every field, and says more of what is wrong.
    'ValidateFieldsOutOfOrder=Y',
    'ValidateFieldsHaveValues=Y',
    'ValidateUserDefinedFields=N',
    'AllowUnknownMsgFields=Y',
    'CheckLatency=Y',
    'MaxLatency=120',
  ]
  for (const each of counterparties) {
    all.push('[SESSION]', `BeginString=${BEGIN[each.version]}`, `TargetCompID=${each.compId}`)
    all.push(
      `TimestampPrecision=${each.version === '4.2' ? 3 : 6}`,
      ...times(each),
      ...dictionaries(each.version),
    )
  }
  return `${all.join('\n')}\n`
}
