// Runs every suite and ends with the sum: `N passed, N failed, N skipped`. A suite that fails, or runs no test, fails
// the run; with SKIPS=fail a skipped test does too. Words after the script's name pick suites.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './repository.ts'
import { type Counts, cargoCounts, tapCounts } from './test-counts.ts'

interface Suite {
  readonly name: string
  run(): Promise<Result>
}

interface Result {
  /** Exit code of the runner; null if it could not be started or was killed. */
  readonly code: number | null
  readonly counts: Counts
}

const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: [] }

const rust: Suite = {
  name: 'rust',
  async run() {
    const locked = process.env.CI ? ['--locked'] : []
    const { code, output } = await runner('cargo', ['test', '--workspace', '--no-fail-fast', ...locked], root)
    return { code, counts: cargoCounts(output) }
  },
}

/** Test files of a folder, each run by node in a process of its own, with the folder's package as working directory. */
function nodeSuite(name: string, tests: string): Suite {
  return {
    name,
    async run() {
      const folder = join(root, name)
      const files = existsSync(join(folder, tests)) ? readdirSync(join(folder, tests)) : []
      const paths = files.filter((file) => file.endsWith('.test.ts')).map((file) => join(tests, file))
      if (paths.length === 0) return { code: 0, counts: NO_TESTS }
      const reports = mkdtempSync(join(tmpdir(), 'tapebook-test-'))
      const tap = join(reports, 'report.tap')
      const toScreen = ['--test-reporter=spec', '--test-reporter-destination=stdout']
      const toFile = ['--test-reporter=tap', `--test-reporter-destination=${tap}`]
      const args = ['--import', 'tsx', '--test', ...toScreen, ...toFile, ...paths]
      const { code } = await runner(process.execPath, args, folder)
      const counts = tapCounts(existsSync(tap) ? readFileSync(tap, 'utf8') : '')
      rmSync(reports, { recursive: true })
      return { code, counts }
    },
  }
}

interface Workspaces {
  readonly workspaces: readonly string[]
}

/** Every npm workspace with a test script, then the rules of the house. */
function nodeSuites(): Suite[] {
  const { workspaces } = json<Workspaces>(join(root, 'package.json'))
  const tested = workspaces.filter((name) => {
    const path = join(root, name, 'package.json')
    return existsSync(path) && json<{ scripts?: { test?: string } }>(path).scripts?.test !== undefined
  })
  return [...tested.map((name) => nodeSuite(name, 'test')), nodeSuite('tidy', '.')]
}

const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

function runner(
  command: string,
  args: readonly string[],
  folder: string,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      process.stdout.write(text)
    })
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`)
      resolve({ code: null, output })
    })
    child.on('close', (code) => resolve({ code, output }))
  })
}

async function main(wanted: readonly string[]): Promise<number> {
  const all = [rust, ...nodeSuites()]
  const unknown = wanted.find((name) => !all.some((suite) => suite.name === name))
  if (unknown !== undefined) {
    console.error(`${unknown} is no suite; there are ${all.map(({ name }) => name).join(', ')}`)
    return 2
  }
  const suites = wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name))
  const faults: string[] = []
  let [passed, failed] = [0, 0]
  const skipped: string[] = []
  for (const suite of suites) {
    console.log(`\n== ${suite.name} ==`)
    const { code, counts } = await suite.run()
    passed += counts.passed
    failed += counts.failed
    skipped.push(...counts.skipped.map((test) => `${suite.name}: ${test}`))
    if (code !== 0) faults.push(`${suite.name} failed (exit code ${code})`)
    else if (counts.failed > 0) faults.push(`${suite.name} failed`)
    else if (counts.passed === 0) faults.push(`${suite.name} ran no test`)
  }
  if (process.env.SKIPS === 'fail') faults.push(...skipped.map((test) => `skipped: ${test}`))
  console.log('')
  for (const test of skipped) console.log(`skipped  ${test}`)
  for (const fault of faults) console.log(`FAILED   ${fault}`)
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
  return faults.length === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
