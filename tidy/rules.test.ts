// Each rule finds what it is for: a rule that can never fail holds nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Files } from '../scripts/repository.ts'
import { tagsIn } from '../scripts/requirement-tags.ts'
import { cargoCounts, tapCounts } from '../scripts/test-counts.ts'
import { plantedFaults } from './planted.ts'
import { banFaults, deadRustFaults, lockFaults, manifestFaults, unsafeFaults } from './rust.ts'
import { architectureFaults, lengthFaults, machineFaults, pageFaults, promiseFaults } from './text.ts'
import { deadTypescriptFaults, importFaults } from './typescript.ts'

type Rule = (files: Files) => readonly string[]

interface Case {
  readonly name: string
  readonly rule: Rule
  readonly files: Readonly<Record<string, string>>
  /** Beginning of each fault, in order. */
  readonly faults: readonly string[]
}

// Joined here, so that this file does not break the rule itself.
const joined = (...parts: string[]): string => parts.join('')
const tag = (ids: string): string => joined('//', ' req: ', ids)
const patch = (words: string, lines: string, hunk: string): string =>
  `${words}\n--- a/engine/src/a.rs\n+++ b/engine/src/a.rs\n@@ -${lines} @@\n${hunk}`
const tagFaults: Rule = (files) => tagsIn(files).faults

const cases: readonly Case[] = [
  {
    name: 'a crate below that names one above',
    rule: manifestFaults,
    files: { 'journal/Cargo.toml': '[dependencies]\ntapebook-engine = { path = "../engine" }\n' },
    faults: ['journal/Cargo.toml: journal may not depend on engine'],
  },
  {
    name: 'a test of a crate that reaches above it',
    rule: manifestFaults,
    files: { 'engine/Cargo.toml': '[dev-dependencies]\ntapebook-sequencer.workspace = true\n' },
    faults: ['engine/Cargo.toml: engine may not depend on sequencer'],
  },
  {
    name: 'a crate nobody placed',
    rule: manifestFaults,
    files: { 'misc/Cargo.toml': '[package]\n', 'Cargo.toml': '[workspace]\n' },
    faults: ['misc/Cargo.toml: tidy/rust.ts does not say'],
  },
  {
    name: 'a clock, a float, a thread, a file, a hash map and unsafe code in the engine',
    rule: banFaults,
    files: {
      'engine/src/a.rs': [
        'use std::time::Duration;',
        'let price = 1.5;',
        'use std::collections::HashMap;',
        'use std::{cmp, fs};',
        'std::thread::yield_now();',
        'unsafe { go() }',
        'println!();',
        'let seed = rand::random();',
      ].join('\n'),
    },
    faults: ['clock', 'thread', 'system', 'grouped', 'float', 'map', 'random', 'unsafe'].map(
      () => 'engine/src/a.rs:',
    ),
  },
  {
    name: 'banned words in comments, strings and other crates',
    rule: banFaults,
    files: {
      'engine/src/a.rs':
        '//! No clock, no thread, no unsafe.\nlet it = "std::time 1.5"; let c = \'"\'; let t = x.0.1; /* f64 */\n',
      'journal/src/a.rs': 'use std::thread;\n',
      'engine/tests/a.rs': 'use std::collections::HashMap;\n',
    },
    faults: [],
  },
  {
    name: 'unsafe code in the audited file and in no other',
    rule: banFaults,
    files: {
      'engine/src/prefetch.rs': 'unsafe { ask() }\n',
      'engine/src/book/prefetch.rs': 'unsafe { ask() }\n',
    },
    faults: ['engine/src/book/prefetch.rs:1'],
  },
  {
    name: 'a crate that could turn unsafe',
    rule: unsafeFaults,
    files: { 'engine/src/lib.rs': '#![deny(unsafe_code)]\n', 'feed/src/lib.rs': '#![deny(unsafe_code)]\n' },
    faults: ['feed/src/lib.rs'],
  },
  {
    name: 'a Rust file that no mod names',
    rule: deadRustFaults,
    files: {
      'engine/Cargo.toml': '',
      'engine/src/lib.rs': 'mod a;\n// mod gone;\nmod outer { mod inner; }\n',
      'engine/src/a.rs': 'mod b;\n',
      'engine/src/a/b.rs': '',
      'engine/src/outer/inner.rs': '',
      'engine/src/gone.rs': '',
      'engine/tests/all/main.rs': '#[path = "../common/mod.rs"]\nmod common;\n',
      'engine/tests/common/mod.rs': '',
      'engine/tests/alone/rest.rs': '',
    },
    faults: ['engine/src/gone.rs', 'engine/tests/alone/rest.rs'],
  },
  {
    name: 'a lock file that a new dependency made stale',
    rule: lockFaults,
    files: {
      'bench/peers/Cargo.lock':
        '[[package]]\nname = "tapebook-journal"\nversion = "0.1.0"\ndependencies = [\n "blake3",\n]\n',
      'journal/Cargo.toml':
        '[dependencies]\nblake3 = "1"\n\n[target.\'cfg(unix)\'.dependencies]\nrustix.workspace = true\n\n[dev-dependencies]\nproptest = "1"\n',
    },
    faults: ['bench/peers/Cargo.lock: tapebook-journal needs rustix'],
  },
  {
    name: 'a package that imports one above',
    rule: importFaults,
    files: {
      'client/src/a.ts': "import { startServer } from '@tapebook/server'\n",
      'server/src/b.ts': "import type { Client } from '@tapebook/client'\n",
      'server/test/c.ts': "import { Client } from '@tapebook/client'\n",
      'cli/src/d.ts': "const it = await import('@tapebook/server')\n",
    },
    faults: [
      'client/src/a.ts: client may not import server',
      'server/src/b.ts: server may not import client',
    ],
  },
  {
    name: 'a path into another folder',
    rule: importFaults,
    files: { 'cli/src/a.ts': "import { x } from '../../server/src/log.ts'\nimport { y } from './b.ts'\n" },
    faults: ['cli/src/a.ts: ../../server/src/log.ts reaches'],
  },
  {
    name: 'two folders of the server that meet in one of them',
    rule: importFaults,
    files: {
      'server/src/rest/a.ts': "import { x } from '../feeds/b.ts'\nimport { y } from '../log.ts'\n",
      'server/src/main.ts': "import { x } from './feeds/b.ts'\n",
      'server/src/gateway.ts': "import uws from 'uWebSockets.js'\n",
    },
    faults: ['server/src/rest/a.ts: rest and feeds', 'server/src/gateway.ts: only sockets/src/index.ts'],
  },
  {
    name: 'a TypeScript file that nothing imports',
    rule: deadTypescriptFaults,
    files: {
      'cli/package.json': '{ "bin": { "tapebook": "bin/tapebook.js" } }',
      'cli/bin/tapebook.js': "import { main } from '../dist/main.js'\n",
      'cli/src/main.ts': "import { a } from './a.ts'\nnew Worker(new URL('./worker.ts', import.meta.url))\n",
      'cli/src/a.ts': '',
      'cli/src/worker.ts': '',
      'cli/src/gone.ts': '',
      'bench/src/run.rs': 'node("peer.mjs")',
      'bench/peer.mjs': '',
      'cli/test/a.test.ts': "import './helper.ts'\n",
      'cli/test/helper.ts': '',
    },
    faults: ['cli/src/gone.ts'],
  },
  {
    name: 'what belongs to one machine',
    rule: machineFaults,
    files: {
      'a.md': joined('see https://registry.', 'npmjs.org/x'),
      'b.sh': joined('cd ', '/ho', 'me/someone/tapebook'),
      'c.md': joined('as in ..', '/shared/design.md'),
      'package-lock.json': joined('"resolved": "https:', '//mirror.local/x.tgz"'),
      'd.json': '"resolved": "client", "link": true',
      'e.md': 'the folder ~/work/x, https://example.org/home/page, /srv/tapebook',
    },
    faults: ['a.md:1', 'b.sh:1', 'c.md:1', 'package-lock.json:1'],
  },
  {
    name: 'a file too long to read',
    rule: lengthFaults,
    files: {
      'engine/src/a.rs': 'x\n'.repeat(601),
      'engine/src/b.rs': 'x\n'.repeat(600),
      'schema/src/wire.ts': joined('// Generated', ' from wire.fbs; do not edit.\n', 'x\n'.repeat(900)),
    },
    faults: ['engine/src/a.rs: 601 lines'],
  },
  {
    name: 'a promise without its test',
    rule: promiseFaults,
    files: {
      'docs/operating/promises.md':
        '## One\n- `a/tests/x.rs`: `a_test_that_is`, `a_test_that_was`\nNot promised: `a_thing_or_two`\n## Two\n- `b/src/c.rs`\n',
      'a/tests/x.rs': '#[test]\nfn a_test_that_is() {}\nfn a_test_that_was() {}\n',
      'b/src/c.rs': '',
    },
    faults: [
      'docs/operating/promises.md: a/tests/x.rs has no test a_test_that_was',
      'docs/operating/promises.md: no test stands behind "Two"',
    ],
  },
  {
    name: 'planted bugs that no longer fit, change nothing, or that nobody finds',
    rule: plantedFaults,
    files: {
      'sim/src/violation.rs': 'const A: &str = "I1 one";\nconst B: &str = "O5 nothing panics";\n',
      'engine/src/a.rs': 'one\ntwo\n\nthree\n',
      'sim/planted/fits.patch': patch('Wrong.\nFound by: I1\nSeed: 1\n', '1,3 +1,3', ' one\n-two\n+2\n \n'),
      'sim/planted/moved.patch': patch('Wrong.\nFound by: I1\nSeed: 1\n', '1,2 +1,2', ' one\n-three\n+3\n'),
      'sim/planted/short.patch': patch('Wrong.\nFound by: I1\nSeed: 1\n', '1,2 +1,2', ' one\n-two\n'),
      'sim/planted/still.patch': patch('Wrong.\nFound by: I1\nSeed: 1\n', '1,2 +1,2', ' one\n two\n'),
      'sim/planted/empty.patch': 'Wrong.\nFound by: I1\nSeed: 1\n',
      'sim/planted/words.patch': patch('wrong\nFound by: I2, O5\n', '1,1 +1,1', '-two\n+2\n'),
      'sim/planted/mute.patch': patch('Wrong.\nSeed: 1\n', '1,1 +1,1', '-two\n+2\n').replaceAll(
        'a.rs',
        'b.rs',
      ),
    },
    faults: [
      'sim/planted/moved.patch: @@ -1,2 +1,2 @@ does not fit engine/src/a.rs',
      'sim/planted/short.patch: @@ -1,2 +1,2 @@ does not count',
      'sim/planted/still.patch: @@ -1,2 +1,2 @@ changes nothing',
      'sim/planted/empty.patch: it changes nothing',
      'sim/planted/words.patch: its first line',
      'sim/planted/words.patch: I2 is no invariant',
      'sim/planted/words.patch: a crash would find it',
      'sim/planted/words.patch: it names no seed',
      'sim/planted/mute.patch: it does not say which invariants',
      'sim/planted/mute.patch: engine/src/b.rs is not there',
    ],
  },
  {
    name: 'a map that is not the country',
    rule: architectureFaults,
    files: {
      'ARCHITECTURE.md':
        '## Map\n### `engine/`\nDoes.\n\nInvariant: knows nothing.\n### `feed/`\nDoes.\n### `gone/`\nInvariant: none.\n## Invariant: no\n',
      'engine/a': '',
      'feed/a': '',
      'cli/a': '',
      '.ci/run': '',
    },
    faults: [
      'ARCHITECTURE.md: feed/ has no line',
      'ARCHITECTURE.md: cli/ is missing',
      'ARCHITECTURE.md: there is no folder gone/',
    ],
  },
  {
    name: 'a link and a path that lead nowhere',
    rule: pageFaults,
    files: {
      'docs/a.md':
        '[b](b.md), [up](../README.md#top), [gone](gone.md), [out](https://example.org), `engine/src/gone.rs`, `a_test_that_is`, `a_test_that_was`',
      'docs/b.md': '`docs/a.md`',
      'README.md': '',
      'engine/tests/a.rs': 'fn a_test_that_is() {}\n',
    },
    faults: [
      'docs/a.md: the link to gone.md',
      'docs/a.md: there is no file engine/src/gone.rs',
      'docs/a.md: nothing is called a_test_that_was',
    ],
  },
  {
    name: 'tags of nothing, above nothing, and good ones',
    rule: tagFaults,
    files: {
      'a/tests/a.rs': `${tag('OB-99')}\n#[test]\nfn works() {}\n${tag('OB-01')}\nconst X: u8 = 1;\n${tag('OB-01 AL-04')}\n#[test]\nfn good() {}\n`,
      'a/test/a.test.ts': `${tag('QQ-01')}\ntest('works', () => {})\n${tag('OB-01')}\nfor (const it of cases) {\n  test(\`\${it}\`, () => {})\n}\n`,
    },
    faults: [
      'a/tests/a.rs:1: OB-99 is no requirement',
      'a/tests/a.rs:4: a requirement tag stands',
      'a/test/a.test.ts:1: QQ-01',
    ],
  },
]

for (const { name, rule, files, faults } of cases) {
  test(`finds ${name}`, () => {
    const found = rule(new Map(Object.entries(files)))
    const begins =
      found.length === faults.length && found.every((fault, at) => fault.startsWith(faults[at] ?? ''))
    assert.ok(begins, `found:\n${found.join('\n')}\nwanted:\n${faults.join('\n')}`)
  })
}

test('tests are counted as their runners print them', () => {
  const cargo = [
    'test a ... ok',
    'test b ... ignored, no tool',
    'test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s',
    'test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s',
  ].join('\n')
  assert.deepEqual(cargoCounts(cargo), { passed: 15, failed: 2, skipped: ['b: no tool'] })
  const tap =
    'ok 1 - a\nok 2 - b # SKIP no tool\n# tests 3\n# pass 1\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n'
  assert.deepEqual(tapCounts(tap), { passed: 1, failed: 2, skipped: ['b: no tool'] })
})
