// Counts of tests as their runners print them.

export interface Counts {
  readonly passed: number
  readonly failed: number
  /** Names of the tests that were left out. */
  readonly skipped: readonly string[]
}

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

/** What `cargo test` printed: the sum over its binaries. */
export function cargoCounts(output: string): Counts {
  const text = output.replaceAll(ESCAPES, '')
  const results = [...text.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm)]
  const sum = (at: number): number => results.reduce((total, match) => total + Number(match[at]), 0)
  const names = [...text.matchAll(/^test (.+?) \.\.\. ignored(?:, (.*))?$/gm)]
  const skipped = names.map(([, name, why]) => (why ? `${name}: ${why}` : `${name}`))
  return { passed: sum(1), failed: sum(2), skipped: padded(skipped, sum(3)) }
}

/** What `node --test` printed with its tap reporter. A test that was canceled or is still to be done has failed. */
export function tapCounts(output: string): Counts {
  const total = (word: string): number => {
    const found = [...output.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))]
    return found.reduce((sum, match) => sum + Number(match[1]), 0)
  }
  const names = [...output.matchAll(/^\s*(?:not )?ok \d+ - (.*?) # SKIP(?: (.*))?$/gm)]
  const skipped = names.map(([, name, why]) => (why ? `${name}: ${why}` : `${name}`))
  const failed = total('fail') + total('cancelled') + total('todo')
  return { passed: total('pass'), failed, skipped: padded(skipped, total('skipped')) }
}

/** So many names as were counted, also where a runner did not print one. */
function padded(names: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, at) => names[at] ?? '(a test without a name)')
}
