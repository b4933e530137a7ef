import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { needsAddon, until } from '@tapebook/testing'
import { startVenue } from './helpers.ts'

/** An SMTP server on the loopback address that takes every mail, and what it took. */
async function mailServer(t: TestContext): Promise<{ port: number; mails: string[] }> {
  const mails: string[] = []
  const server = createServer((socket) => {
    let [text, isMail] = ['', false]
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 here')
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes: Buffer) => {
      text += bytes
      while (true) {
        const end = isMail ? '\r\n.\r\n' : '\r\n'
        const at = text.indexOf(end)
        if (at < 0) return
        const part = text.slice(0, at)
        text = text.slice(at + end.length)
        if (isMail) mails.push(part)
        if (isMail) say('250 taken')
        else if (part === 'DATA') say('354 go on')
        else say(part === 'QUIT' ? '221 bye' : '250 good')
        isMail = !isMail && part === 'DATA'
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { port: (server.address() as AddressInfo).port, mails }
}

const tokenOf = (mail = ''): string => /\r\n\r\n([\w-]{20,})\r\n\r\n/.exec(mail)?.[1] ?? ''

// req: AU-01
test(
  'who signs up confirms the address by a mail, and gets another password by one',
  needsAddon,
  async (t) => {
    const { port, mails } = await mailServer(t)
    const mail = { url: `smtp://127.0.0.1:${port}`, from: 'venue@example.com' }
    const venue = await startVenue(t, { mail })
    const post = (path: string, body: object) => venue.call('POST', `/api/v1/auth/${path}`, { body })
    const who = { email: 'dora@example.com', password: 'a long and winding road' }
    assert.equal((await post('sign-up', who)).status, 202)
    await until(() => mails.length === 1)
    assert.match(mails[0]!, /To: dora@example\.com/)
    assert.match(mails[0]!, /From: venue@example\.com/)
    assert.equal((await post('log-in', who)).status, 401)
    assert.equal((await post('confirm', { token: tokenOf(mails[0]) })).status, 204)
    assert.equal((await post('log-in', who)).status, 200)

    // A second try is told to the owner alone.
    assert.equal((await post('sign-up', { ...who, password: 'another one of mine' })).status, 202)
    await until(() => mails.length === 2)
    assert.match(mails[1]!, /Somebody tried to sign up/)
    assert.equal((await post('password/forgotten', { email: who.email })).status, 202)
    await until(() => mails.length === 3)
    const password = 'yet another long one'
    const reset = await post('password/reset', { token: tokenOf(mails[2]), password })
    assert.equal(reset.status, 204, JSON.stringify(reset.body))
    assert.equal((await post('log-in', { ...who, password })).status, 200)
    await until(() => mails.length === 4)
    assert.match(mails[3]!, /Your password was changed/)
  },
)

test('a server that takes no mails is told of, without an address or a token', needsAddon, async (t) => {
  const venue = await startVenue(t, { mail: { url: 'smtp://127.0.0.1:1', from: 'venue@example.com' } })
  const body = { email: 'erna@example.com', password: 'a long and winding road' }
  assert.equal((await venue.call('POST', '/api/v1/auth/sign-up', { body })).status, 202)
  await until(() => venue.troubles.some((why) => why.startsWith('a mail was not sent')))
  assert.doesNotMatch(venue.troubles.join(), /erna|token/)
})
