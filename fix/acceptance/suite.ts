// Fetches QuickFIX's acceptance definitions with their runner, and Ruby where it is missing, from the packages of the
// system's own mirror. Lists, archives and files stay in a folder of ours: nothing of the system is changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The source package `quickfix` of Debian, and the digest of what its authors released. */
const SOURCE = 'quickfix'
const ARCHIVE = 'quickfix_1.15.1+dfsg.orig.tar.gz'
const ARCHIVE_SHA256 = '2f378b5c57f355bfb4c3d733b560b3b163baad9de113afd0e1325a814660f5c2'

/** Debian's keys; elsewhere apt knows which ones it trusts. */
const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** One call of apt, tar or dpkg. */
const STEP_MS = 120_000

/** The machine cannot have the suite: no fault of what is tested. */
export class Unavailable extends Error {}

/** What is needed to run a definition. */
export interface Suite {
  /** Folder with `Runner.rb`, where the runner has to be started. */
  readonly folder: string
  /** Folder with the dictionaries that the definitions were written for. */
  readonly dictionaries: string
  readonly ruby: string
  /** Environment in which `ruby` finds its library. */
  readonly env: NodeJS.ProcessEnv
}

/** The suite in `folder`, fetched if it is not there yet. */
export function fetchSuite(folder: string): Suite {
  const source = join(folder, 'source')
  if (!existsSync(source)) unpackSource(folder, source)
  return { folder: join(source, 'test'), dictionaries: join(source, 'spec'), ...rubyIn(folder) }
}

function unpackSource(folder: string, source: string): void {
  const apt = new PrivateApt(join(folder, 'apt'))
  const archives = join(folder, 'archives')
  mkdirSync(archives, { recursive: true })
  apt.run(['source', '--download-only', SOURCE], archives)
  const archive = join(archives, ARCHIVE)
  if (!existsSync(archive)) {
    throw new Unavailable(`the mirror has another version of ${SOURCE}: ${readdirSync(archives).join(', ')}`)
  }
  const digest = createHash('sha256').update(readFileSync(archive)).digest('hex')
  if (digest !== ARCHIVE_SHA256)
    throw new Error(`${ARCHIVE} has the digest ${digest}, not the one named here`)
  // Whole or not at all: a run that was stopped leaves no half of it under the name that is looked for.
  const half = `${source}.part`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true })
  step('tar', ['-xzf', archive, '-C', half, '--strip-components=1'])
  renameSync(half, source)
}

function rubyIn(folder: string): Pick<Suite, 'ruby' | 'env'> {
  if (spawnSync('ruby', ['-rsocket', '-e', '0']).status === 0) return { ruby: 'ruby', env: process.env }
  const root = join(folder, 'ruby')
  if (!existsSync(root)) unpackRuby(folder, root)
  const libraries = readdirSync(join(root, 'usr/lib')).filter((name) => name.endsWith('-linux-gnu'))
  const native = libraries.map((name) => join(root, 'usr/lib', name))
  const version = readdirSync(join(root, 'usr/lib/ruby')).find((name) => /^\d+\.\d+\.\d+$/.test(name))
  if (version === undefined) throw new Error(`${root} holds no Ruby`)
  const program = join(root, 'usr/bin', `ruby${version.split('.').slice(0, 2).join('.')}`)
  const library = [join(root, 'usr/lib/ruby', version), ...native.map((it) => join(it, 'ruby', version))]
  const env = { ...process.env, LD_LIBRARY_PATH: native.join(':'), RUBYLIB: library.join(':') }
  if (spawnSync(program, ['--disable-gems', '-rsocket', '-e', '0'], { env }).status !== 0) {
    throw new Unavailable('Ruby is not installed, and the one that was fetched does not start here')
  }
  return { ruby: program, env }
}

function unpackRuby(folder: string, root: string): void {
  const apt = new PrivateApt(join(folder, 'apt'))
  apt.run(['install', '--download-only', '--yes', '--no-install-recommends', 'ruby'])
  const half = `${root}.part`
  rmSync(half, { recursive: true, force: true })
  for (const name of apt.downloaded()) step('dpkg', ['-x', name, half])
  renameSync(half, root)
}

/** apt with lists and archives in `folder`, and with the system's own mirror as the only source. */
class PrivateApt {
  private readonly folder: string
  private readonly options: readonly string[]

  constructor(folder: string) {
    this.folder = folder
    if (spawnSync('apt-get', ['--version']).status !== 0) {
      throw new Unavailable('the suite comes from a package of Debian, and there is no apt-get here')
    }
    for (const name of ['sources', 'state/lists/partial', 'cache/archives/partial']) {
      mkdirSync(join(folder, name), { recursive: true })
    }
    const settings = {
      'Dir::Etc::sourcelist': '/dev/null',
      'Dir::Etc::sourceparts': join(folder, 'sources'),
      'Dir::State': join(folder, 'state'),
      'Dir::State::status': '/var/lib/dpkg/status',
      'Dir::Cache': join(folder, 'cache'),
      'Debug::NoLocking': 'true',
      'APT::Sandbox::User': '',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '2',
    }
    this.options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
    writeFileSync(join(folder, 'sources', 'mirror.list'), mirrorLines().join('\n'))
    this.run(['update', '--quiet=2'])
  }

  run(words: readonly string[], cwd?: string): void {
    step('apt-get', [...this.options, ...words], cwd)
  }

  downloaded(): string[] {
    const archives = join(this.folder, 'cache/archives')
    return readdirSync(archives)
      .filter((name) => name.endsWith('.deb'))
      .map((name) => join(archives, name))
  }
}

/** Lines of a source list, with sources, for the releases of the distribution that the system has set up. */
function mirrorLines(): string[] {
  const codename = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
  const signed = existsSync(KEYS) ? `[signed-by=${KEYS}] ` : ''
  const format = '$(REPO_URI)|$(RELEASE)|$(COMPONENT)'
  const targets = step('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])
  const lines = new Set<string>()
  for (const target of targets.split('\n')) {
    const [uri, release, component] = target.split('|')
    if (release !== codename || component !== 'main') continue
    lines.add(`deb ${signed}${uri} ${release} main`)
    lines.add(`deb-src ${signed}${uri} ${release} main`)
  }
  if (lines.size === 0) throw new Unavailable(`no mirror is set up here for ${codename}`)
  return [...lines, '']
}

function step(command: string, words: readonly string[], cwd?: string): string {
  const done = spawnSync(command, words, { cwd, encoding: 'utf8', timeout: STEP_MS })
  if (done.status === 0) return done.stdout
  throw new Unavailable(`${command} ${words.at(-1)} failed: ${done.error ?? done.stderr}`)
}
