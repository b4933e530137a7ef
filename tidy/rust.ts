// Rules for Rust: which crate may know which, what deterministic code may not use, and no file that nothing compiles.
import { dirname, join, relative } from 'node:path/posix'
import type { Files } from '../scripts/repository.ts'

/** Crates a crate may name in its manifest, tests included. A folder with Cargo.toml that is missing here is a fault. */
export const RUST_MAY_USE: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  memory: [],
  journal: [],
  engine: ['schema'],
  session: ['schema'],
  feed: ['schema'],
  sequencer: ['engine', 'feed', 'journal', 'schema', 'session'],
  bindings: ['engine', 'journal', 'memory', 'schema', 'sequencer', 'session'],
  sim: ['engine', 'feed', 'journal', 'schema', 'sequencer', 'session'],
  bench: ['engine', 'journal', 'memory', 'schema', 'sequencer'],
  'bench/peers': ['bench', 'engine', 'memory'],
  'fix/native': [],
  fuzz: ['engine', 'feed', 'journal', 'schema', 'sequencer', 'session'],
}

export function manifestFaults(files: Files): string[] {
  const faults: string[] = []
  for (const [path, text] of files) {
    if (!path.endsWith('/Cargo.toml')) continue
    const folder = dirname(path)
    const allowed = RUST_MAY_USE[folder]
    if (!allowed) {
      faults.push(`${path}: tidy/rust.ts does not say what ${folder} may depend on`)
      continue
    }
    for (const [, used = ''] of text.matchAll(/^tapebook-(\w+)\s*[.=]/gm)) {
      if (!allowed.includes(used)) faults.push(`${path}: ${folder} may not depend on ${used}`)
    }
  }
  return faults
}

/** Lock files of the workspaces apart must know what our crates need, or `--locked` refuses to build them. */
export function lockFaults(files: Files): string[] {
  const faults: string[] = []
  for (const [path, text] of files) {
    if (!path.endsWith('/Cargo.lock')) continue
    for (const [, name = '', list = ''] of text.matchAll(
      /^name = "tapebook-(\w+)"\nversion = .*\n(?:dependencies = \[\n([^\]]*)\])?/gm,
    )) {
      const locked = new Set([...list.matchAll(/"([\w-]+)/g)].map(([, it]) => it))
      for (const needed of needsOf(files.get(`${name}/Cargo.toml`) ?? '')) {
        if (!locked.has(needed)) {
          faults.push(`${path}: tapebook-${name} needs ${needed}: run cargo update --workspace in its folder`)
        }
      }
    }
  }
  return faults
}

/** What a manifest's tables of dependencies name, those for tests and builds left out. */
function needsOf(manifest: string): string[] {
  const tables = manifest.split(/^(?=\[)/m).filter((table) => /^\[(target\..*\.)?dependencies\]/.test(table))
  return tables.flatMap((table) => [...table.matchAll(/^([\w-]+)\s*[.=]/gm)].map(([, name = '']) => name))
}

/** Rust without comments, and with strings and characters emptied, line for line. */
export function codeOf(text: string): string {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\bb?r(#*)"[\s\S]*?"\1|b?"(?:\\[\s\S]|[^"\\])*"|b?'(?:\\(?:u\{\w+\}|x\w\w|.)|[^'\\])'/g
  return text.replaceAll(token, (found) => {
    const lines = found.replaceAll(/[^\n]/g, '')
    return found.startsWith('/') ? lines : `""${lines}`
  })
}

interface Ban {
  readonly what: string
  readonly pattern: RegExp
}

const CLOCK: Ban = { what: 'a clock', pattern: /\b(std|core)::time\b|\bInstant\b|\bSystemTime\b/ }
const THREAD: Ban = { what: 'a thread', pattern: /\bthread(_local)?\b/ }
const SYSTEM: Ban = {
  what: 'the operating system',
  pattern: /\bstd::(fs|net|io|env|process|os)\b|\be?print(ln)?!|\bdbg!/,
}
// `use std::{...}` names modules without their crate.
const GROUPED: Ban = {
  what: 'a clock, a thread or the operating system',
  pattern: /\bstd::\{[^;]*\b(time|thread|fs|net|io|env|process|os)\b/,
}
const FLOAT: Ban = { what: 'a float', pattern: /\bf(32|64)\b|(?<![\w.])\d[\d_]*\.\d|(?<![\w.])\d[\d_]*e\d/ }
const UNORDERED: Ban = {
  what: 'a standard hash map',
  pattern: /\b(HashMap|HashSet|RandomState|DefaultHasher)\b/,
}
const RANDOM: Ban = { what: 'a random number', pattern: /\b(rand|getrandom|fastrand)\b/ }
/** The one audited file with unsafe code in a crate that has none beside it (docs/adr). */
export const AUDITED = 'engine/src/prefetch.rs'
const UNSAFE: Ban = { what: 'unsafe code', pattern: /\bunsafe\b/ }

/** What the sources of a crate may not use, and why its first page says so. */
export const BANS: Readonly<Record<string, readonly Ban[]>> = {
  engine: [CLOCK, THREAD, SYSTEM, GROUPED, FLOAT, UNORDERED, RANDOM, UNSAFE],
  session: [CLOCK, THREAD, SYSTEM, GROUPED, FLOAT, RANDOM, UNSAFE],
  feed: [CLOCK, THREAD, SYSTEM, GROUPED, FLOAT, UNORDERED, RANDOM, UNSAFE],
}

export function banFaults(files: Files): string[] {
  const faults: string[] = []
  for (const [path, text] of files) {
    const [folder = '', source] = path.split('/')
    const bans = BANS[folder]
    if (!bans || source !== 'src' || !path.endsWith('.rs')) continue
    const code = codeOf(text)
    for (const { what, pattern } of bans) {
      if (path === AUDITED && what === UNSAFE.what) continue
      const all = new RegExp(pattern.source, 'g')
      for (const { 0: found, index } of code.matchAll(all)) {
        const line = code.slice(0, index).split('\n').length
        faults.push(`${path}:${line}: ${folder} may not use ${what} (${found.split('\n')[0]})`)
      }
    }
  }
  return faults
}

/** Crates without unsafe code: forbidden as a whole, or denied where the audited file allows it for itself. */
export const SAFE = ['engine', 'feed', 'journal', 'sequencer', 'session'] as const

export function unsafeFaults(files: Files): string[] {
  return SAFE.filter((crate) => {
    const text = files.get(`${crate}/src/lib.rs`)
    return text !== undefined && !text.split('\n').includes(unsafeRule(crate))
  }).map((crate) => `${crate}/src/lib.rs: it begins with ${unsafeRule(crate)}`)
}

function unsafeRule(crate: string): string {
  return AUDITED.startsWith(`${crate}/`) ? '#![deny(unsafe_code)]' : '#![forbid(unsafe_code)]'
}

/** Does cargo compile a file for its place in a crate? */
function isRoot(path: string, crates: readonly string[]): boolean {
  const places = crates.filter((crate) => path.startsWith(`${crate}/`)).map((crate) => relative(crate, path))
  const root =
    /^(build\.rs|src\/(lib|main)\.rs|(src\/bin|tests|examples|benches|fuzz_targets)\/([^/]+|[^/]+\/main)\.rs)$/
  return places.some((place) => root.test(place))
}

export function deadRustFaults(files: Files): string[] {
  const crates = [...files.keys()].filter((path) => path.endsWith('/Cargo.toml')).map(dirname)
  const reached = new Set<string>()
  const follow = (path: string): void => {
    const text = files.get(path)
    if (text === undefined || reached.has(path)) return
    reached.add(path)
    const ownsItsFolder = isRoot(path, crates) || path.endsWith('/mod.rs')
    const own = ownsItsFolder ? dirname(path) : path.slice(0, -'.rs'.length)
    for (const child of modulesOf(path, own, text)) follow(child)
  }
  for (const path of files.keys()) if (isRoot(path, crates)) follow(path)
  return [...files.keys()]
    .filter((path) => path.endsWith('.rs') && !reached.has(path))
    .map((path) => `${path}: no mod names this file`)
}

/** Files that a file's `mod name;` lines may mean, those inside `mod outer { ... }` included. */
function modulesOf(path: string, own: string, text: string): string[] {
  const found: string[] = []
  // For each open brace the module it began, or nothing.
  const open: (string | undefined)[] = []
  let place: string | undefined
  const token = /#\[path = "([^"]+)"\]|\bmod (\w+)\s*([;{])|"(?:\\[\s\S]|[^"\\])*"|'(?:\\.|[^'\\])'|[{}]/g
  for (const [all, at, name, end] of text.replaceAll(/\/\/[^\n]*/g, '').matchAll(token)) {
    if (at !== undefined) place = at
    else if (name !== undefined && end === '{') open.push(name)
    else if (name !== undefined) {
      const inside = [own, ...open.filter((it) => it !== undefined)].join('/')
      if (place === undefined) found.push(`${inside}/${name}.rs`, `${inside}/${name}/mod.rs`)
      else found.push(join(dirname(path), place))
      place = undefined
    } else if (all === '{') open.push(undefined)
    else if (all === '}') open.pop()
  }
  return found
}
