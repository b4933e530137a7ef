import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { needsPostgres, PostgresServer } from '@tapebook/testing'
import { needsAddon, newDirectory } from './helpers.ts'

/** A new database of one kind. */
export interface Kind {
  readonly name: 'SQLite' | 'PostgreSQL'
  url(t: TestContext): Promise<string>
}

let server: Promise<PostgresServer> | undefined

/** The server of this file's tests, started by the first that needs it. */
export function postgres(): Promise<PostgresServer> {
  server ??= PostgresServer.start()
  return server
}

after(async () => (await server)?.stop())

export const SQLITE: Kind = { name: 'SQLite', url: async (t) => join(newDirectory(t), 'tables.db') }
export const POSTGRES: Kind = { name: 'PostgreSQL', url: async () => (await postgres()).database() }

/** The same test for each database. */
export function onEach(title: string, run: (t: TestContext, kind: Kind) => Promise<void>): void {
  test(`SQLite: ${title}`, needsAddon, (t) => run(t, SQLITE))
  test(`PostgreSQL: ${title}`, { ...needsAddon, ...needsPostgres }, (t) => run(t, POSTGRES))
}
