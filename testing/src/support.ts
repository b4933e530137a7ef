// What tests of several packages need.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Between two looks whether something has come true, in ms. */
const LOOK_MS = 5

/** Tests with a server need the addon; without it they are skipped, and say so. */
export const needsAddon = existsSync(fileURLToPath(new URL('../../bindings/tapebook.node', import.meta.url)))
  ? {}
  : { skip: 'bindings/tapebook.node is not built' }

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tapebook-'))

/** A folder that goes when the test ends, after what `before` does. */
export function newDirectory(t: TestContext, before: () => Promise<void> = async () => {}): string {
  const directory = newFolder()
  t.after(async () => {
    await before()
    rmSync(directory, { recursive: true, force: true })
  })
  return directory
}

/** A folder that is there for the length of `run`. */
export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = newFolder()
  try {
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Waits for what has to come true; fails, with its text, after `within` ms. */
export async function until(what: () => boolean | Promise<boolean>, within = 20_000): Promise<void> {
  const end = performance.now() + within
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`this did not come true: ${what}`)
    await sleep(LOOK_MS)
  }
}
