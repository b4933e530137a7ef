// What programs of one client tell of their checks: a line each, which run.ts counts.
import assert from 'node:assert/strict'

export const { API_KEY, API_SECRET, OTHER_KEY, OTHER_SECRET, TAPEBOOK_URL, TAPEBOOK_STREAMS, FLOOD_URL } =
  process.env

/** Longest that anything may take: a machine with much else to do is slow. */
export const PATIENCE_MS = 60_000

/** Runs a check and says what became of it; a failure does not end the others. */
export async function check(name, run) {
  try {
    await run()
    console.log(`ok ${name}`)
  } catch (error) {
    const why = error instanceof Error ? error.message : JSON.stringify(error)
    console.log(`not ok ${name}: ${why.replaceAll('\n', ' ')}`)
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks until the answer is as wanted: the market moves by itself. */
export async function until(ask, wanted, patience = PATIENCE_MS) {
  for (const end = Date.now() + patience; ; await pause(100)) {
    const answer = await ask()
    if (wanted(answer)) return answer
    if (Date.now() > end) assert.fail(`not so: ${wanted}`)
  }
}

/** Does something again and again until something is heard of it: who listens anew may not have heard the first. */
export async function untilHeard(heard, act) {
  let done = false
  const hearing = heard.finally(() => {
    done = true
  })
  const acting = (async () => {
    for (const end = Date.now() + PATIENCE_MS; !done; await Promise.race([pause(500), hearing])) {
      if (Date.now() > end) assert.fail('nothing was heard of it')
      await act()
    }
  })()
  const [what] = await Promise.all([hearing, acting])
  return what
}

/** Ends all connections to streams as a failing network does; fails where there was none. */
export async function cut() {
  const reply = await fetch(process.env.CUT_URL)
  assert.ok(Number(await reply.text()) > 0, 'there was no connection to cut')
}
