// Plants each bug of sim/planted, or those that the words after the script's name pick, and lets the simulator look
// for it. A bug that is not found by an invariant that its patch names, a patch that does not apply and one that does
// not compile fail the run. SEEDS says how many seeds may be spent on each; with NOTE=1 the patch learns which found it.
import { bugNames, note, type Outcome, plant } from './planting.ts'

const seeds = process.env.SEEDS ?? '60'

function tell(outcome: Outcome): void {
  const { bug, found, fault, seconds } = outcome
  const seen = found ? `seed ${found.seed}, ${found.broke}` : `${fault}`
  console.log(
    `${found ? 'found ' : 'MISSED'}  ${bug.name}: ${bug.what}\n        ${seen} (${seconds.toFixed(1)} s)`,
  )
  if (process.env.NOTE) note(outcome)
}

async function main(wanted: readonly string[]): Promise<number> {
  const names = bugNames()
  const unknown = wanted.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    console.error(`${unknown} is not planted; there are ${names.join(', ')}`)
    return 2
  }
  const outcomes = await plant(wanted.length > 0 ? wanted : names, seeds, tell)
  const found = outcomes.filter((it) => it.found !== undefined).length
  console.log(`${found} of ${outcomes.length} planted bugs found`)
  return found === outcomes.length ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
