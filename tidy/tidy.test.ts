// The rules of the house, held against the repository as it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Files, repositoryFiles } from '../scripts/repository.ts'
import { tagsIn } from '../scripts/requirement-tags.ts'
import { plantedFaults } from './planted.ts'
import { banFaults, deadRustFaults, lockFaults, manifestFaults, unsafeFaults } from './rust.ts'
import { architectureFaults, lengthFaults, machineFaults, pageFaults, promiseFaults } from './text.ts'
import { deadTypescriptFaults, importFaults } from './typescript.ts'

const files = repositoryFiles()

const rules: Readonly<Record<string, (files: Files) => readonly string[]>> = {
  'crates depend on each other in one direction': manifestFaults,
  'lock files of workspaces apart are fresh': lockFaults,
  'packages import each other in one direction': importFaults,
  'deterministic crates use no clock, float, thread, system or unordered map': banFaults,
  'crates without unsafe code forbid it': unsafeFaults,
  'every Rust file is compiled': deadRustFaults,
  'every TypeScript file is imported': deadTypescriptFaults,
  'no file names a registry or a machine': machineFaults,
  'no source file is longer than can be read': lengthFaults,
  'ARCHITECTURE.md has every folder and its invariant': architectureFaults,
  'links and paths in the pages lead to files': pageFaults,
  'each promise names tests that are there': promiseFaults,
  'planted bugs fit the code and say what finds them': plantedFaults,
  'requirement tags stand above tests and name requirements': (it) => tagsIn(it).faults,
}

for (const [name, faults] of Object.entries(rules)) {
  test(name, () => {
    const found = faults(files)
    assert.equal(found.length, 0, `\n${found.join('\n')}`)
  })
}
