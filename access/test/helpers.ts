// A store for one test, on either database, with a clock that the test moves and mails that it reads.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { needsPostgres, newDirectory, PostgresServer } from '@tapebook/testing'
import { type Database, openDatabase } from '../src/database/database.ts'
import {
  type Access,
  type Actor,
  type LoggedIn,
  type Mail,
  MasterKey,
  openAccess,
  type Principal,
  type Settings,
  systemActor,
  type Visitor,
} from '../src/index.ts'

export const PASSWORD = 'correct horse battery'
export const VISITOR: Visitor = { peer: '192.0.2.7', agent: 'test' }
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Cheap enough for tests; the rest is what holds by default. */
const CHEAP = { memoryKib: 64, passes: 1, atOnce: 2, waitingMax: 64 }

export interface World {
  readonly access: Access
  readonly system: Actor
  readonly clock: { now: number }
  readonly mails: Mail[]
  readonly url: string
  readonly masterKey: MasterKey
  /** The tables themselves, past the store. */
  readonly db: Database
  /** Another store on the same tables, as another process has it. */
  another(): Promise<Access>
}

interface Wanted {
  readonly settings?: Partial<Settings>
  readonly mail?: boolean
}

let server: Promise<PostgresServer> | undefined
after(async () => (await server)?.stop())

type Run = (t: TestContext, open: (wanted?: Wanted) => Promise<World>, url: string) => Promise<void>

/** The same test for each database; `url` is one that is empty until `open` is called. */
export function onEach(title: string, run: Run): void {
  test(`SQLite: ${title}`, async (t) => {
    const url = join(newDirectory(t), 'access.db')
    await run(t, (wanted) => open(t, url, wanted), url)
  })
  test(`PostgreSQL: ${title}`, needsPostgres, async (t) => {
    server ??= PostgresServer.start()
    const url = await (await server).database()
    await run(t, (wanted) => open(t, url, wanted), url)
  })
}

/** For tests of what no database changes. */
export const onSqlite = (t: TestContext, wanted?: Wanted): Promise<World> =>
  open(t, join(newDirectory(t), 'access.db'), wanted)

async function open(t: TestContext, url: string, { settings, mail = false }: Wanted = {}): Promise<World> {
  const clock = { now: Date.UTC(2026, 0, 15, 12) }
  const mails: Mail[] = []
  const masterKey = MasterKey.random()
  const store = async (): Promise<Access> => {
    const access = await openAccess({
      url,
      masterKey,
      clock: () => clock.now,
      ...(mail ? { mailer: async (it: Mail) => void mails.push(it) } : {}),
      settings: { passwords: CHEAP, ...settings },
    })
    t.after(() => access.close())
    return access
  }
  const access = await store()
  // A signed request is taken once the store has been there for a moment.
  clock.now += 2 * SECOND
  const db = await openDatabase(url)
  t.after(() => db.close())
  return { access, system: systemActor('main', 'test'), clock, mails, url, masterKey, db, another: store }
}

let people = 0

/** Somebody who signed up and logged on. */
export interface Person {
  readonly email: string
  readonly userId: string
  readonly tokens: LoggedIn
  readonly actor: Actor
}

/** An actor by an access token, from the usual peer. */
export async function actorOf({ access }: World, accessToken: string): Promise<Actor> {
  return { ...VISITOR, principal: await access.tokens.verify(accessToken) }
}

/** Answers the engine's part: opens accounts with the next numbers, registers keys as the next sessions. */
export async function answerEngine({ access }: World): Promise<void> {
  for (const command of await access.outbox.pending()) {
    const next = ++numbers
    if (command.kind === 'OPEN_ACCOUNT') await access.outbox.confirm(command.id, { account: next })
    else if (command.kind === 'REGISTER_KEY') await access.outbox.confirm(command.id, { session: next })
    else await access.outbox.confirm(command.id, {})
  }
}
let numbers = 100

/** A client with one account that the engine has opened. `strong`: with a second factor. */
export async function person(
  world: World,
  { strong = false, email = `client-${++people}@example.org` } = {},
): Promise<Person> {
  const { access } = world
  await access.users.signUp(VISITOR, { email, password: PASSWORD })
  await access.settled()
  await answerEngine(world)
  const tokens = await access.logIn.logIn(VISITOR, { email, password: PASSWORD })
  const actor = await actorOf(world, tokens.accessToken)
  const principal: Principal = strong ? { ...actor.principal, secondFactor: true } : actor.principal
  return { email, userId: tokens.userId, tokens, actor: { ...actor, principal } }
}

/** Somebody of a role, logged on. */
export async function operator(
  world: World,
  role: 'SUPER_ADMIN' | 'ADMIN' | 'RISK_MANAGER' | 'SUPPORT',
): Promise<Person> {
  const email = `${role.toLowerCase()}-${randomUUID()}@example.org`
  await world.access.users.create(world.system, { email, password: PASSWORD, role })
  const tokens = await world.access.logIn.logIn(VISITOR, { email, password: PASSWORD })
  const actor = await actorOf(world, tokens.accessToken)
  return {
    email,
    userId: tokens.userId,
    tokens,
    actor: { ...actor, principal: { ...actor.principal, secondFactor: true } },
  }
}

/** For assert.rejects: a refusal of that code. */
export const refusal = (code: string): { name: string; code: string } => ({ name: 'Refusal', code })
