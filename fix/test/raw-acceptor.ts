// An acceptor that sends orders back, in a process whose memory can be measured: `raw-acceptor.ts PORT FOLDER`.
import { join } from 'node:path'
import { FixEngine } from '../src/native.ts'

const [port, folder = ''] = process.argv.slice(2)
const engine = new FixEngine({
  kind: 'acceptor',
  settings: [
    '[DEFAULT]\nConnectionType=acceptor\nSenderCompID=US\nBeginString=FIX.4.4',
    `SocketAcceptPort=${port}\nUseDataDictionary=N\nNonStopSession=Y\nStartTime=00:00:00\nEndTime=00:00:00`,
    ...['THEM', 'OTHER'].map((name) => `[SESSION]\nTargetCompID=${name}`),
  ].join('\n'),
  store: join(folder, 'store'),
  logonWaitMs: 60_000,
  onEvents: (events) => {
    for (const { kind, question, session, bytes } of events) {
      if (kind === 'logon-request') engine.answer(question, true)
      if (kind !== 'from-app') continue
      const text = bytes.toString('latin1')
      const body = text.slice(text.indexOf('\x0111=') + 1, text.lastIndexOf('\x0110=') + 1)
      engine.send(session, `35=D\x01${body}`)
    }
  },
})
engine.start()
console.log('ready')
process.stdin.on('end', () => process.exit(0)).resume()
