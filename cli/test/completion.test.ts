import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { completionScript, placesOf } from '../src/commands/completion.ts'
import { buildProgram } from '../src/program.ts'

/** What bash offers after these words; the last one is being typed. */
function offered(...words: string[]): string[] {
  const list = words.map((word) => `'${word}'`).join(' ')
  const script = `${completionScript(buildProgram(), 'bash')}
COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}
_tapebook_completion
printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean)
}

test('bash completes commands, subcommands, options and their values', () => {
  assert.deepEqual(offered('tapebook', 'ver'), ['verify'])
  assert.deepEqual(offered('tapebook', 'keys', 's'), ['show'])
  assert.deepEqual(offered('tapebook', 'start', '--po'), ['--port', '--policy'])
  assert.deepEqual(offered('tapebook', 'start', '--policy', ''), ['disk', 'memory'])
  assert.deepEqual(offered('tapebook', 'inspect', '/dir', 'sn'), ['snapshots'])
  assert.ok(!offered('tapebook', '').includes('torture'))
})

test('every shell gets every command, and bash takes the script', () => {
  const program = buildProgram()
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    const script = completionScript(program, shell)
    for (const { path } of placesOf(program))
      assert.ok(script.includes(path.split(' ').at(-1) ?? ''), `${shell}: ${path}`)
  }
  execFileSync('bash', ['-n'], { input: completionScript(program, 'bash') })
})
