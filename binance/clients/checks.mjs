// What programs of one client tell of their checks: a line each, which run.ts counts.
import assert from 'node:assert/strict'

export const { API_KEY, API_SECRET, OTHER_KEY, OTHER_SECRET, TAPEBOOK_URL } = process.env

/** Runs a check and says what became of it; a failure does not end the others. */
export async function check(name, run) {
  try {
    await run()
    console.log(`ok ${name}`)
  } catch (error) {
    console.log(`not ok ${name}: ${String(error?.message ?? error).replaceAll('\n', ' ')}`)
  }
}

/** Asks until the answer is as wanted: the market moves by itself. */
export async function until(ask, wanted, tries = 100) {
  for (let left = tries; ; left--) {
    const answer = await ask()
    if (wanted(answer)) return answer
    if (left === 0) assert.fail(`not so: ${wanted}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
