// A bare QuickFIX engine, in a process of its own: it answers each order at once, and asks nobody.
import { once } from 'node:events'
import { join } from 'node:path'
import { FixEngine } from '@tapebook/fix/native'
import { freePort, runChild } from '@tapebook/supervisor'

export interface EchoSettings {
  /** Folder of its numbers and messages. */
  readonly folder: string
  readonly compId: string
}

/** Where it listens. */
export interface EchoPlace {
  readonly port: number
}

const SOH = '\x01'
const WHO = 'TAPEBOOK'

await runChild<EchoSettings, EchoPlace>(async ({ folder, compId }, tell, finish) => {
  const port = await freePort()
  const settings = [
    '[DEFAULT]',
    'ConnectionType=acceptor',
    `SocketAcceptPort=${port}`,
    'SocketNodelay=Y',
    `SenderCompID=${WHO}`,
    'NonStopSession=Y',
    'StartTime=00:00:00',
    'EndTime=00:00:00',
    'UseDataDictionary=N',
    '[SESSION]',
    'BeginString=FIX.4.4',
    `TargetCompID=${compId}`,
  ]
  let count = 0
  const engine = new FixEngine({
    kind: 'acceptor',
    settings: `${settings.join('\n')}\n`,
    store: join(folder, 'echo'),
    onEvents: (events) => {
      for (const { kind, session, question } of events) {
        if (kind === 'logon-request') engine.answer(question, true)
        else if (kind === 'from-app') engine.send(session, reportOf(++count))
      }
      engine.flush()
    },
  })
  engine.start()
  await tell({ port })
  if (!finish.aborted) await once(finish, 'abort')
  await engine.stop()
})

/** As long as a report of an order that rests. */
function reportOf(count: number): string {
  const fields = [
    '35=8',
    `37=${count}`,
    `11=${count}`,
    `17=E${count}-0`,
    '150=0',
    '39=0',
    '1=MAIN',
    '55=BENCH',
  ]
  fields.push('54=1', '38=1', '40=2', '44=50', '59=1', '151=1', '14=0', '6=0', '60=20260105-12:00:00.000000')
  return `${fields.join(SOH)}${SOH}`
}
