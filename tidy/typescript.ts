// Rules for TypeScript: which package may know which, and no file that nothing imports.
import { dirname, join } from 'node:path/posix'
import type { Files } from '../scripts/repository.ts'

/** Packages that the sources of a package may import. A folder with package.json that is missing here is a fault. */
export const TYPESCRIPT_MAY_USE: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  bindings: [],
  client: ['schema'],
  server: ['bindings', 'schema', 'sockets'],
  demo: ['client'],
  rest: [],
  sockets: [],
  supervisor: [],
  database: [],
  testing: ['supervisor'],
  projections: ['bindings', 'database', 'schema', 'supervisor'],
  access: ['database'],
  service: ['access', 'client', 'database', 'projections', 'schema'],
  binance: ['access', 'client', 'projections', 'schema', 'service', 'sockets', 'supervisor'],
  api: ['access', 'binance', 'client', 'fix', 'projections', 'schema', 'service', 'supervisor', 'web'],
  fix: ['client', 'database', 'schema', 'supervisor'],
  cli: [
    'access',
    'api',
    'binance',
    'bindings',
    'client',
    'demo',
    'fix',
    'projections',
    'schema',
    'server',
    'service',
    'supervisor',
  ],
  bench: ['client', 'schema'],
  broker: ['client', 'schema'],
  web: [],
}

/** Who loads uWebSockets.js: one piece of ours, and the bare servers that it is measured beside. */
const LOADS_UWS = ['sockets/src/index.ts', 'bench/peers/echo.mjs', 'bench/peers/publish.mjs']

/** Tests may drive what they test through a client. */
const TESTS_MAY_USE = ['bindings', 'client', 'demo', 'rest', 'schema', 'server', 'supervisor', 'testing']

const isCode = (path: string): boolean => /\.(ts|js|mjs)$/.test(path)
const isTest = (path: string): boolean => /^[^/]+\/(test|examples|clients)\//.test(path)

/** Text in quotes after `from`, `import` or `require`. */
function importsOf(text: string): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\(|\)\()\s*(['"])([^'"\n]+)\1/g)
  return [...found].map((match) => match[2] ?? '')
}

export function importFaults(files: Files): string[] {
  const faults: string[] = []
  for (const [path, text] of files) {
    const [folder = '', name] = path.split('/')
    const allowed = TYPESCRIPT_MAY_USE[folder]
    if (name === 'package.json' && !allowed) {
      faults.push(`${path}: tidy/typescript.ts does not say what ${folder} may import`)
    }
    if (!allowed || !isCode(path)) continue
    const more = isTest(path) ? TESTS_MAY_USE : []
    for (const target of importsOf(text)) {
      const used = /^@tapebook\/(\w+)/.exec(target)?.[1]
      if (used !== undefined && used !== folder && ![...allowed, ...more].includes(used)) {
        faults.push(`${path}: ${folder} may not import ${used}`)
      }
      if (target.startsWith('.') && !join(dirname(path), target).startsWith(`${folder}/`)) {
        faults.push(`${path}: ${target} reaches into another folder: import its package`)
      }
      faults.push(...innerFaults(path, target))
    }
  }
  return faults
}

/** Entry files of the server, where its folders meet. */
const isServerEntry = (path: string): boolean => /^server\/src\/[^/]+$/.test(path)

function innerFaults(path: string, target: string): string[] {
  if (target === 'uWebSockets.js' && !LOADS_UWS.includes(path)) {
    return [`${path}: only sockets/src/index.ts loads uWebSockets.js`]
  }
  if (!path.startsWith('server/src/') || isServerEntry(path) || !target.startsWith('.')) return []
  const [, , own] = path.split('/')
  const [, , other] = join(dirname(path), target).split('/')
  const meets = other !== own && !isServerEntry(join(dirname(path), target))
  return meets ? [`${path}: ${own} and ${other} may meet only in files directly under server/src`] : []
}

interface Package {
  readonly bin?: Readonly<Record<string, string>>
  readonly exports?: unknown
  readonly scripts?: Readonly<Record<string, string>>
}

/** Paths that a package's manifest, a Rust program, the Makefile and CI name, as sources. */
function entriesOf(files: Files): Set<string> {
  const entries = new Set<string>()
  for (const [path, text] of files) {
    if (path.endsWith('package.json')) {
      const { bin, exports, scripts } = JSON.parse(text) as Package
      const named = JSON.stringify([bin ?? '', exports ?? '', scripts ?? '']).matchAll(
        /[\w./-]+\.(?:[jt]s|mjs)/g,
      )
      for (const [name] of named) for (const it of sourcesOf(join(dirname(path), name))) entries.add(it)
    }
    // A Rust program may run a script of its own folder.
    if (path.endsWith('.rs')) {
      const crate = path.split('/src/')[0] ?? ''
      for (const [, name = ''] of text.matchAll(/"([\w./-]+\.(?:[jt]s|mjs))"/g))
        entries.add(join(crate, name))
    }
    if (path === 'Makefile' || path.startsWith('.ci/')) {
      for (const [name] of text.matchAll(/[\w./-]+\.(?:[jt]s|mjs)/g)) entries.add(name)
    }
    if (/^[^/]+\/(test\/|)[^/]+\.test\.ts$/.test(path) || /^[^/]+\/examples\/[^/]+$/.test(path))
      entries.add(path)
  }
  return entries
}

/** A path as written, or the source that it is compiled from. */
function sourcesOf(path: string): string[] {
  const source = path.replace('/dist/', '/src/')
  return [path, source, source.replace(/(\.d)?\.js$/, '.ts'), source.replace(/\.d\.ts$/, '.ts')]
}

export function deadTypescriptFaults(files: Files): string[] {
  const reached = new Set<string>()
  const follow = (path: string): void => {
    const text = files.get(path)
    if (text === undefined || reached.has(path)) return
    reached.add(path)
    // Workers and child processes are named in strings, as imports are.
    for (const [, , target = ''] of text.matchAll(/(['"`])([\w./-]+\.(?:[jt]s|mjs))\1/g)) {
      for (const source of sourcesOf(join(dirname(path), target))) follow(source)
    }
  }
  for (const entry of entriesOf(files)) follow(entry)
  return [...files.keys()]
    .filter((path) => isCode(path) && !reached.has(path))
    .map((path) => `${path}: nothing imports this file`)
}
