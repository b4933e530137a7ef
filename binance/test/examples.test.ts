import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('the README shows the example that make clients runs', () => {
  const [, shown] = /```js\n([\s\S]*?)```/.exec(read('README.md')) ?? []
  assert.equal(shown, read('binance/examples/ccxt.mjs'))
})

test('the page has the example for Python as it is run', () => {
  const [, shown] = /```python\n([\s\S]*?)```/.exec(read('docs/reference/binance.md')) ?? []
  assert.equal(shown, read('binance/examples/python_binance.py'))
})
