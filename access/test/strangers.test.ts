// Whatever is sent, the answer is a refusal of the list: no error of a part, no way in.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { REFUSALS, Refusal } from '../src/index.ts'
import { onEach, PASSWORD, person } from './helpers.ts'

/** A stream of numbers that is the same each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

const SIGNS = [
  '',
  '\0',
  "'",
  '"',
  '--',
  '%',
  '../',
  '{',
  '[]',
  'é',
  '\u{1F600}',
  '.',
  ' ',
  '=',
  'a',
  '0',
  '\n',
  '\ud800',
]

/** A text of odd signs, or one that was good with a part changed. */
function odd(next: (below: number) => number, good: string): string {
  if (next(2) === 0) return Array.from({ length: next(40) }, () => SIGNS[next(SIGNS.length)]).join('')
  const at = next(good.length + 1)
  return good.slice(0, at) + SIGNS[next(SIGNS.length)] + good.slice(at + next(3))
}

async function refuses(asked: () => Promise<unknown>, what: string): Promise<void> {
  const answer = await asked().then(
    () => 'taken',
    (error: unknown) => error,
  )
  // A change can leave the text what it was, or be one that means nothing.
  if (answer === 'taken') return
  assert.ok(answer instanceof Refusal, `${what}: ${answer}`)
  assert.ok(answer.code in REFUSALS)
}

onEach(
  'odd tokens, keys, signatures, addresses, codes and names are refused, and nothing breaks',
  async (_, open) => {
    const world = await open()
    const { access, clock } = world
    const { tokens, actor, email } = await person(world, { strong: true })
    const { key } = await access.keys.create(actor, { name: 'k', kind: 'HMAC', scopes: ['read'] })
    const next = numbers(7)
    for (let n = 0; n < 400; n++) {
      // Another peer each time, so that it is not the throttle that answers.
      const visitor = { peer: `10.${n >> 8}.${n & 255}.1`, agent: odd(next, 'agent') }
      const text = odd(next, [tokens.accessToken, tokens.refreshToken, key.id, email][n % 4] ?? '')
      const signed = {
        keyId: n % 2 === 0 ? key.id : text,
        payload: randomBytes(next(50)),
        signature: odd(next, 'ab'.repeat(32)),
        timestamp: n % 5 === 0 ? next(1_000) : clock.now,
        peer: text,
      }
      await assert.rejects(access.keys.verify(signed), Refusal)
      await refuses(() => access.tokens.verify(text), 'token')
      await refuses(() => access.logIn.refresh(visitor, text), 'refresh')
      await refuses(() => access.users.resetPassword(visitor, text, PASSWORD), 'reset')
      await refuses(() => access.users.confirm(visitor, text), 'confirm')
      await refuses(() => access.accounts.get(actor, text), 'account')
      await refuses(() => access.accounts.rename(actor, text, text), 'rename')
      await refuses(() => access.keys.revoke(actor, text), 'key')
      await refuses(
        () => access.keys.create(actor, { name: text, kind: 'HMAC', scopes: ['read'], addresses: [text] }),
        'create',
      )
      await refuses(() => access.logIn.endSession(actor, text), 'session')
      await refuses(() => access.totp.stepUp(actor, text), 'code')
      await refuses(
        () => access.passkeys.logIn(visitor, { id: text, response: { clientDataJSON: text } } as never),
        'passkey',
      )
      if (n % 10 === 0) {
        await refuses(
          () => access.logIn.logIn(visitor, { email: text, password: text, tenant: text }),
          'log-in',
        )
        await refuses(() => access.users.signUp(visitor, { email: text, password: text }), 'sign-up')
        await access.users.requestReset(visitor, text)
      }
    }
    await access.settled()
    assert.equal((await access.audit.verify()).broken, undefined)
  },
)
