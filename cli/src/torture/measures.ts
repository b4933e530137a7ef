import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, kill, RejectedError, release, Side } from '@tapebook/client'
import { cliEntry } from '../child-server.ts'
import { onProcessEnd } from '../clean-up.ts'
import { CliError, ExitCode } from '../exit-codes.ts'
import { type Output, table } from '../output.ts'
import { Rig } from './rig.ts'

export interface MeasureOptions {
  rounds: number
}

/** A figure, and what it should be at most. */
interface Figure {
  readonly name: string
  readonly unit: string
  /** Of all rounds. */
  readonly median: number
  readonly worst: number
  /** What the worst should be at most; undefined where there is no aim. */
  readonly aim?: number
}

const SEGMENT = { segmentMib: 1 }
const RESTING = 10_000
const PINGS = 400
const PATIENCE_MS = 30_000

/**
 * Measures on a server whose two clients trade all the time, and says where a figure is worse than it should be. The
 * judge follows all the while: the reports of more than a minute are more than one resume brings.
 */
export async function runMeasures({ rounds }: MeasureOptions, output: Output): Promise<void> {
  const rig = new Rig()
  const children: ChildProcess[] = []
  const end = (): void => {
    for (const child of children) child.kill('SIGKILL')
    rig.abort()
    rig.remove()
  }
  const cancel = onProcessEnd(end)
  try {
    await rig.begin(SEGMENT)
    const figures = [
      await killSwitch(rig, rounds),
      await disconnect(rig, rounds, children),
      ...(await snapshots(rig, rounds)),
      ...(await restarts(rig, rounds)),
    ]
    await rig.finish()
    const missed = figures.filter(({ worst, aim }) => aim !== undefined && worst > aim)
    output.result({ ok: missed.length === 0 && rig.faults.length === 0, figures }, () => text(figures))
    const [why] = [...rig.faults, ...missed.map(({ name, worst, unit }) => `${name}: ${worst} ${unit}`)]
    if (why !== undefined) throw new CliError(why, ExitCode.CheckFailed)
  } finally {
    cancel()
    end()
  }
}

const round1 = (value: number): number => Number(value.toFixed(1))

function figure(name: string, unit: string, values: readonly number[], aim?: number): Figure {
  const sorted = [...values].sort((left, right) => left - right)
  const median = round1(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)
  return { name, unit, median, worst: round1(sorted.at(-1) ?? Number.NaN), ...(aim !== undefined && { aim }) }
}

const text = (figures: readonly Figure[]): string =>
  table(
    [
      ['', 'median', 'worst', 'aim'],
      ...figures.map(({ name, unit, median, worst, aim }) => [
        name,
        `${median} ${unit}`,
        `${worst} ${unit}`,
        aim === undefined ? '' : `${aim} ${unit}`,
      ]),
    ],
    [1, 2, 3],
  )

const order = (rig: Rig, clientId: string) => ({
  clientId,
  instrument: rig.instrument,
  side: Side.Buy,
  price: 10,
  quantity: 1,
})

/** From the operator's request until the last order of a busy account was accepted. */
async function killSwitch(rig: Rig, rounds: number): Promise<Figure> {
  const [operator, third] = [await rig.operator(), await rig.third()]
  const values: number[] = []
  for (let round = 0; round < rounds; round++) {
    let [last, refused] = [0, 0]
    const flow = (async () => {
      for (let count = 0; refused === 0 && count < 100_000; count += 16) {
        const sent = Array.from({ length: 16 }, (_, at) =>
          third.newOrder(order(rig, `k${round}-${count + at}`)),
        )
        for (const answer of sent) {
          try {
            await answer
            last = performance.now()
          } catch (error) {
            if (!(error instanceof RejectedError)) throw error
            refused++
          }
        }
      }
    })()
    await sleep(100)
    const start = performance.now()
    await kill(operator, { account: rig.thirdAccount })
    await flow
    values.push(Math.max(0, last - start))
    await rig.judge.catchUp()
    await release(operator, { account: rig.thirdAccount })
  }
  await Promise.all([operator.close(), third.close()])
  return figure('kill switch until the last acceptance', 'ms', values, 100)
}

/** From the end of a client until the last of its resting orders is canceled. */
async function disconnect(rig: Rig, rounds: number, children: ChildProcess[]): Promise<Figure> {
  const listener = await rig.listener()
  let [canceled, last] = [0, 0]
  listener.on('OrderCanceled', () => {
    canceled++
    last = performance.now()
  })
  const values: number[] = []
  for (let round = 0; round < rounds; round++) {
    const flags = [
      '--count',
      String(RESTING),
      '--prefix',
      `r${round}`,
      '--instrument',
      String(rig.instrument),
    ]
    const at = ['--url', rig.server?.url ?? '', '--key', rig.thirdKey]
    const child = spawn(process.execPath, [cliEntry, 'torture', 'rest-client', ...flags, ...at], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    await once(child.stdout, 'data')
    canceled = 0
    const start = performance.now()
    child.kill('SIGKILL')
    while (canceled < RESTING && performance.now() - start < PATIENCE_MS) await sleep(1)
    if (canceled !== RESTING) {
      throw new CliError(`${canceled} of ${RESTING} orders were canceled`, ExitCode.CheckFailed)
    }
    values.push(last - start)
    await rig.judge.catchUp()
  }
  await listener.close()
  return figure(`${RESTING} orders canceled on disconnect`, 'ms', values, 1_000)
}

/** Longest answer to a request while a snapshot of the folder is made, and while none is. */
async function snapshots(rig: Rig, rounds: number): Promise<Figure[]> {
  const third = await rig.third()
  const [without, beside]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    without.push(await longest(rig, third, `w${round}`, () => false))
    await rig.underLoad()
    let isDone = false
    const maker = spawn('nice', [process.execPath, cliEntry, 'snapshot', rig.data], { stdio: 'ignore' })
    const ended = once(maker, 'exit').then(() => {
      isDone = true
    })
    beside.push(await longest(rig, third, `s${round}`, () => !isDone))
    await ended
    await rig.judge.catchUp()
  }
  await third.close()
  return [
    figure('longest answer, no snapshot', 'ms', without),
    figure('longest answer beside a snapshot', 'ms', beside),
  ]
}

/** Longest of so many orders, one after another, and of more while `goesOn`. */
async function longest(rig: Rig, client: Client, prefix: string, goesOn: () => boolean): Promise<number> {
  let most = 0
  for (let count = 0; count < PINGS || goesOn(); count++) {
    const start = performance.now()
    await client.newOrder(order(rig, `${prefix}-${count}`))
    most = Math.max(most, performance.now() - start)
  }
  return most
}

/** What recovery said after a kill: a snapshot loaded, and what was traded since replayed. */
async function restarts(rig: Rig, rounds: number): Promise<Figure[]> {
  const [load, replay]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    await rig.underLoad()
    await rig.server?.kill()
    const { started } = await rig.start(SEGMENT)
    const { load_ms, replay_ms } = started.recovery as Record<string, number>
    load.push(load_ms ?? Number.NaN)
    replay.push(replay_ms ?? Number.NaN)
    await rig.judge.catchUp()
  }
  return [figure('restart: snapshot loaded', 'ms', load), figure('restart: the rest replayed', 'ms', replay)]
}
