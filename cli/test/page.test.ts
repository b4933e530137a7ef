import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { chromium, type Page } from 'playwright-core'
import { browserPath, inFolder, needsAddon, needsBrowser, withStart } from './helpers.ts'

const PATIENCE_MS = 20_000

/** Waits until the text of an element is as it should be. */
async function reads(page: Page, selector: string, wanted: RegExp): Promise<string> {
  await page.waitForFunction(
    ([at, pattern]) => new RegExp(pattern ?? '').test(document.querySelector(at ?? '')?.textContent ?? ''),
    [selector, wanted.source] as const,
    { timeout: PATIENCE_MS },
  )
  return (await page.textContent(selector)) ?? ''
}

test('somebody follows the link of the demo, sees a market move, and fills an order in a browser', {
  ...needsAddon,
  ...needsBrowser,
}, async () => {
  await inFolder(async (folder) => {
    await withStart(join(folder, 'data'), ['--http-port', '0'], async (_started, lines) => {
      const [line] = (await once(lines, 'line')) as [string]
      const { people } = JSON.parse(line) as { people: { email: string; link: string }[] }
      const [alice] = people
      assert.ok(alice)
      const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
      try {
        const page = await browser.newPage({ viewport: { width: 1400, height: 800 } })
        const errors: string[] = []
        page.on('pageerror', (error) => errors.push(error.message))
        page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
        await page.goto(alice.link)
        await reads(page, '#answer', /Welcome, alice@demo\.tapebook/)
        assert.equal(new URL(page.url()).hash, '', 'the password does not stay in the address')
        await reads(page, '#bids', /\d/)
        await reads(page, '#asks', /\d/)
        const seen = await reads(page, '#trades', /\d/)
        await page.waitForFunction(
          (before) => document.querySelector('#trades')?.textContent !== before,
          seen,
          { timeout: PATIENCE_MS },
        )
        assert.ok((await page.locator('#chart canvas').count()) > 0, 'candles are drawn')
        await reads(page, '#balances', /USD100000/)

        await page.fill('#order input[name=quantity]', '0.01')
        await page.click('#order button.buy')
        await reads(page, '#answer', /is filled, 0\.01 at \d/)
        await reads(page, '#balances', /USD99\d{3}/)

        if (process.env.SCREENSHOT) {
          mkdirSync(process.env.SCREENSHOT, { recursive: true })
          await page.screenshot({ path: join(process.env.SCREENSHOT, 'live-page.png') })
        }

        await page.selectOption('#type', 'limit')
        await page.fill('#order input[name=price]', '60000')
        await page.click('#order button.buy')
        await reads(page, '#orders', /BTCUSDbuy60000/)
        await page.click('#orders button')
        await page.waitForFunction(() => document.querySelector('#orders')?.textContent === '')
        await page.fill('#order input[name=price]', '1e3')
        await page.click('#order button.buy')
        await page.waitForSelector('#answer.sell')
        // The refused order is the only request that failed.
        assert.deepEqual(
          errors.filter((it) => !/400|422/.test(it)),
          [],
        )
        await page.click('#log-out')
        await reads(page, '#answer', /Log in to trade/)
        assert.equal(await page.textContent('#balances'), '')
      } finally {
        await browser.close()
      }
    })
  })
})
