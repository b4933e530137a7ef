import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { onProcessEnd } from '../clean-up.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { ProgressLine } from '../progress.ts'
import { Random } from '../random.ts'
import type { Sums } from './judge.ts'
import { Rig } from './rig.ts'

export interface KillOptions {
  rounds: number
  seed: number
  keep?: boolean
}

/** A server lives this long under load before it is killed. */
const LIFE_MS = { least: 50, most: 400 }

export interface KillResult extends Sums {
  rounds: number
  faults: readonly string[]
  state_hash: string
  verify_ok: boolean
}

/**
 * Kills a server under load with SIGKILL, restarts it, and judges it by the lists that its clients keep in processes
 * and a folder of their own.
 */
export async function runKill(options: KillOptions, output: Output): Promise<void> {
  const started = performance.now()
  const rig = new Rig()
  const end = (): void => {
    rig.abort()
    if (!options.keep) rig.remove()
  }
  const cancel = onProcessEnd(end)
  try {
    const result = await kill(rig, options)
    const seconds = Number(((performance.now() - started) / 1_000).toFixed(1))
    tell(result, seconds, options.keep ? { data: rig.data, lists: rig.lists } : {}, output)
  } finally {
    cancel()
    end()
  }
}

async function kill(rig: Rig, { rounds, seed }: KillOptions): Promise<KillResult> {
  let server = await rig.begin()
  const random = new Random(seed)
  const progress = new ProgressLine('killing', 'rounds')
  for (let round = 0; round < rounds; round++) {
    await rig.underLoad()
    await sleep(LIFE_MS.least + random.below(LIFE_MS.most - LIFE_MS.least))
    await server.kill()
    server = await rig.start()
    await rig.judge.catchUp()
    progress.update(round + 1, rounds)
  }
  progress.end()
  const verdict = await rig.finish()
  return { rounds, ...rig.judge.sums, faults: rig.judge.faults, ...verdict }
}

function tell(result: KillResult, seconds: number, folders: Record<string, string>, output: Output): void {
  const ok = result.faults.length === 0
  const { faults, ...counts } = result
  output.result({ ok, ...counts, seconds, faults: faults.slice(0, 20), ...folders }, () =>
    [
      `${result.rounds} kills in ${seconds} s, ${result.disconnects} connections lost or not made`,
      `${result.acknowledged} of ${result.sent} orders acknowledged, ${result.refused} refused, ${result.fills} fills`,
      `lost ${result.lost}, repeated ${result.repeated}, sent again ${result.sent_again}`,
      `verify ${result.verify_ok ? 'ok' : 'FAILED'}, state ${result.state_hash}`,
      ...faults.slice(0, 20),
      ...Object.entries(folders).map(([name, path]) => `${name} in ${path}`),
    ].join('\n'),
  )
  if (!ok)
    throw new CliError(
      `${faults.length} faults after ${result.rounds} kills: ${faults[0]}`,
      ExitCode.CheckFailed,
    )
}
