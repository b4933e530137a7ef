// Requests of the WebSocket API, as tests make them.
import assert from 'node:assert/strict'
import type { Message, Peer, Person, Venue } from './helpers.ts'

let count = 0
/** Asks a method and gives its answer. */
export const ask = (peer: Peer, method: string, params: object = {}): Promise<Message> =>
  peer.ask({ id: `r${++count}`, method, params })

/** The result of what has to succeed. */
export async function done(peer: Peer, method: string, params: object = {}): Promise<Message> {
  const answer = await ask(peer, method, params)
  assert.equal(answer.status, 200, `${method}: ${JSON.stringify(answer.error)}`)
  return answer.result
}

export const now = () => ({ timestamp: Date.now() })

export async function loggedOn(venue: Venue, who: Person): Promise<Peer> {
  const peer = await venue.open('/ws-api/v3')
  await done(peer, 'session.logon', who.sign())
  return peer
}

/** Events of a kind that came. */
export const eventsOf = (peer: Peer, kind: string): Message[] =>
  peer.messages.filter(({ event }) => event?.e === kind).map(({ event }) => event)
