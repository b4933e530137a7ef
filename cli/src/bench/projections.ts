import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withThrowawayServer } from '../child-server.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { grouped, type Output } from '../output.ts'
import { enrol, fixedRate } from './sdk.ts'

export interface ProjectionsBenchOptions {
  /** Orders a second, of which every second one trades. */
  rate: number
  seconds: number
  /** `postgres://…`, whose tables are dropped; a file of SQLite where left out. */
  database?: string
}

const ACCOUNTS = 16
const CATCH_UP_MS = 120_000

/**
 * Orders at a fixed rate against a server whose tape a projector follows in its own process: rows a second that it writes,
 * and the lag that 99 of 100 batches do not pass. Then the same tables from the beginning.
 */
export async function runProjections(options: ProjectionsBenchOptions, output: Output): Promise<void> {
  const { rate, seconds } = options
  const { openDatabase, ProjectorSupervisor, rebuild } = await import('@tapebook/projections')
  await withThrowawayServer('disk', async ({ url, operatorKey, started }) => {
    const directory = String(started.data)
    const place = options.database ?? join(directory, 'bench.db')
    // What an earlier run left is of another tape.
    const before = await openDatabase(place)
    await before.drop()
    await before.close()
    const members = await enrol(url, operatorKey, ACCOUNTS)
    const troubles: string[] = []
    const projector = new ProjectorSupervisor({
      directory,
      url: place,
      onTrouble: (why) => troubles.push(why),
    })
    const rows = (): number => projector.gauges(0).projection_rows_total ?? 0
    const name = options.database === undefined ? 'SQLite' : 'PostgreSQL'
    const tell = (subject: string, value: number, unit: string): void =>
      output.result(
        {
          bench: 'projections',
          flow: name,
          subject,
          value,
          unit,
          commit: process.env.TAPEBOOK_COMMIT ?? 'unknown',
        },
        () =>
          `${name.padEnd(10)} ${subject.padEnd(24)} ${value < 100 ? value.toFixed(3) : grouped(value)} ${unit}`,
      )
    try {
      output.note(
        `${grouped(rate)} orders a second for ${seconds} s, server and projector in their own processes`,
      )
      await fixedRate(members, { rate, seconds: 1 })
      const from = rows()
      const sent = await fixedRate(members, { rate, seconds })
      // The projector tells twice a second.
      await sleep(600)
      tell('rows written', Math.round((rows() - from) / sent.seconds), 'rows/s')
      tell('lag p99', projector.gauges(0).projection_lag_p99_seconds ?? 0, 's')
      if (troubles.length > 0) throw new CliError(troubles.join('; '), ExitCode.CheckFailed)
    } finally {
      await Promise.race([projector.stop(), sleep(CATCH_UP_MS)])
      await Promise.all(members.map(({ client }) => client.close()))
    }
    const database = await openDatabase(place)
    const used = process.cpuUsage()
    const made = await rebuild(directory, database)
    const { user, system } = process.cpuUsage(used)
    await database.close()
    tell('rebuild', Math.round(made.events / made.seconds), 'events/s')
    // Of this process: of PostgreSQL it is what reading the tape and making rows takes.
    tell('CPU of an event', (user + system) / made.events, 'us')
  })
}
