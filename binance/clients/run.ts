// Runs programs of existing clients against an exchange with the demo's market, once with tables in SQLite and once in
// PostgreSQL, and ends with `N passed, N failed`. Words after the script's name pick programs, and databases.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { needsPostgres, PostgresServer } from '@tapebook/testing'
import { Exchange } from './exchange.ts'
import { PYTHON_BIN, programsOf, runProgram } from './programs.ts'

const DATABASES = ['SQLite', 'PostgreSQL'] as const
type Database = (typeof DATABASES)[number]

const failed: string[] = []
let passed = 0

async function runOn(database: Database, exchange: Exchange, words: readonly string[]): Promise<void> {
  for (const [number, program] of programsOf(exchange).entries()) {
    if (words.length > 0 && !words.some((word) => program.name.includes(word))) continue
    const began = Date.now()
    console.log(`\n== ${program.name} (${database}) ==`)
    const outcome = await runProgram(program, exchange, number)
    passed += outcome.passed
    failed.push(...outcome.failed.map((why) => `${database}: ${why}`))
    console.log(`  ${((Date.now() - began) / 1_000).toFixed(1)} s`)
  }
}

async function onSqlite(words: readonly string[]): Promise<void> {
  const exchange = await Exchange.start()
  await runOn('SQLite', exchange, words).finally(() => exchange.stop())
}

async function onPostgres(words: readonly string[]): Promise<void> {
  const server = await PostgresServer.start()
  const stop = (): void => server.stop()
  process.on('exit', stop)
  try {
    const exchange = await Exchange.start({
      database: await server.database(),
      identity: await server.database(),
    })
    await runOn('PostgreSQL', exchange, words).finally(() => exchange.stop())
  } finally {
    process.off('exit', stop)
    stop()
  }
}

async function main(args: readonly string[]): Promise<number> {
  if (!existsSync(join(PYTHON_BIN, 'python')))
    throw new Error(`${PYTHON_BIN} is missing: make clients makes it`)
  const isDatabase = (word: string): word is Database => DATABASES.some((it) => it === word)
  const databases = args.some(isDatabase) ? args.filter(isDatabase) : DATABASES
  const words = args.filter((word) => !isDatabase(word))
  const skipped: string[] = []
  if (databases.includes('SQLite')) await onSqlite(words)
  if (databases.includes('PostgreSQL')) {
    if (needsPostgres.skip === undefined) await onPostgres(words)
    else skipped.push(`all with PostgreSQL: ${needsPostgres.skip}`)
  }
  console.log('')
  for (const what of skipped) console.log(`skipped  ${what}`)
  for (const why of failed) console.log(`FAILED  ${why}`)
  const count = skipped.length === 0 ? '' : `, ${skipped.length} skipped`
  console.log(`${passed} passed, ${failed.length} failed${count}`)
  const isShort = process.env.SKIPS === 'fail' && skipped.length > 0
  return failed.length === 0 && passed > 0 && !isShort ? 0 : 1
}

// What was started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
process.exitCode = await main(process.argv.slice(2))
