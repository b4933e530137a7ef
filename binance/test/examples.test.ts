import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url)
const read = (path: string): string => readFileSync(at(path), 'utf8')
const EXAMPLES = 'binance/examples'

test('the README shows the example that make clients runs', () => {
  const [, shown] = /```js\n([\s\S]*?)```/.exec(read('README.md')) ?? []
  assert.equal(shown, read(`${EXAMPLES}/ccxt.mjs`))
})

test('the page of clients has each example as make clients runs it', () => {
  const page = read('docs/operating/clients.md')
  const shown = new Set([...page.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, text]) => text))
  const shownFiles = ['freqtrade/config.json', 'freqtrade/trade.sh']
  const files = readdirSync(at(EXAMPLES)).filter((name) => /\.(mjs|py)$/.test(name))
  assert.ok(files.length >= 8)
  for (const name of [...files, ...shownFiles]) {
    assert.ok(
      shown.has(read(`${EXAMPLES}/${name}`)),
      `docs/operating/clients.md does not have ${name} as it is`,
    )
  }
})
