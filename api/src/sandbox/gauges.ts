// What a sandbox makes go wrong, for metrics.
import type { Troubles } from '@tapebook/service'

/** What was made to go wrong, for metrics; all 0 on an exchange that is no sandbox. */
export function sandboxGauges(troubles: Troubles | undefined) {
  const count = (help: string, name: keyof Troubles['counts']) => ({
    help,
    value: () => troubles?.counts[name] ?? 0,
  })
  return {
    sandbox: { help: 'Is the exchange a sandbox?', value: () => (troubles === undefined ? 0 : 1) },
    sandbox_refused: count('Requests answered 429 because the sandbox is set so.', 'refused'),
    sandbox_banned: count('Requests answered 418 because the sandbox is set so.', 'banned'),
    sandbox_delayed: count('Answers that came later because the sandbox is set so.', 'delayed'),
  }
}
