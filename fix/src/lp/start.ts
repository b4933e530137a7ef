// The gateway with its control, put together: by the process beside an exchange, or by a command of its own.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readLpConfig } from './config.ts'
import { CONTROL_SOCKET, refuseSecond, serveControl } from './control.ts'
import { LpGateway } from './gateway.ts'
import type { LpSettings } from './settings.ts'

/** Files below the folder of the exchange. */
const DATABASE = 'lp.db'
const STORE = 'lp'

export interface RunningLp {
  readonly gateway: LpGateway
  readonly socket: string
  close(): Promise<void>
}

/** Throws where the configuration is wrong, a gateway runs already, or its database cannot be opened. */
export async function startLp(
  { config, folder, database = join(folder, DATABASE) }: LpSettings,
  onTrouble: (why: string) => void,
): Promise<RunningLp> {
  const sessions = readLpConfig(config)
  const socket = join(folder, CONTROL_SOCKET)
  await refuseSecond(socket)
  const gateway = await LpGateway.start({ sessions, folder: join(folder, STORE), database, onTrouble })
  try {
    const server = await serveControl(gateway, socket)
    const close = async (): Promise<void> => {
      server.close()
      server.closeAllConnections()
      rmSync(socket, { force: true })
      await gateway.close()
    }
    return { gateway, socket, close }
  } catch (error) {
    await gateway.close()
    throw error
  }
}
