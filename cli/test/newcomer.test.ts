import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inFolder } from './helpers.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
/** A network of its own, where the usual ports are free. */
const ALONE = ['--map-root-user', '--net', 'sh', '-c']
const isAlone = spawnSync('unshare', [...ALONE, 'ip link set lo up']).status === 0
const needsNetwork = isAlone
  ? {}
  : { skip: 'a network of its own needs unshare and ip, and leave to use them' }

/** Starts an exchange as `make start` does, and the snippet as soon as the line with its keys is printed. */
const STORY = `
ip link set lo up
eval "exec $START" >out 2>err &
server=$!
trap 'kill $server 2>/dev/null; exit 1' TERM
until keys=$(grep -E '^ *export .*API_KEY=' out); do
  kill -0 $server || { cat err; exit 1; }
  sleep 0.2
done
eval "$keys"
unset TAPEBOOK_URL TAPEBOOK_STREAMS
cd "$REPOSITORY" && printf %s "$SNIPPET" | node --input-type=module -
code=$?
kill $server
wait $server || { echo "the exchange ended with $?"; cat err; exit 1; }
exit $code`

test('the snippet of the README trades unchanged at what make start opens', needsNetwork, () =>
  inFolder(async (folder) => {
    const [, recipe] = /^start: .*\n\t(.*)$/m.exec(readFileSync(join(REPOSITORY, 'Makefile'), 'utf8')) ?? []
    const [, snippet] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(REPOSITORY, 'README.md'), 'utf8')) ?? []
    assert.match(recipe ?? '', /^cli\/bin\/tapebook\.js start --demo$/)
    assert.match(snippet ?? '', /createOrder/)
    const ran = spawnSync('unshare', [...ALONE, STORY], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 300_000,
      env: { ...process.env, REPOSITORY, START: join(REPOSITORY, recipe!), SNIPPET: snippet },
    })
    assert.equal(ran.status, 0, `${ran.stdout}${ran.stderr}`)
    assert.match(ran.stdout, /best bid [\d.]+ best ask [\d.]+\nbought 0\.001 at [\d.]+\ncanceled\n$/)
  }),
)
