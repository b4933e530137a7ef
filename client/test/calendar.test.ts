import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Calendar, CalendarError, InstrumentStatusName, phasesOf } from '../src/index.ts'

const NEW_YORK: Calendar = {
  timeZone: 'America/New_York',
  phases: [
    { at: '09:28', phase: 'OpeningAuction' },
    { at: '09:30', phase: 'Continuous', randomMs: 30_000 },
    { at: '16:00:00', phase: 'Closed' },
  ],
  holidays: ['2026-11-26'],
  halfDays: { '2026-11-27': [{ at: '13:00', phase: 'Closed' }] },
}

const at = (text: string): bigint => BigInt(Date.parse(text)) * 1_000_000n

const told = (calendar: Calendar, from: string, days: number): string[] =>
  phasesOf(calendar, at(from), days).map(
    ({ time, status }) =>
      `${new Date(Number(time / 1_000_000n)).toISOString().slice(0, 16)} ${InstrumentStatusName[status]}`,
  )

// req: OT-12
test('holidays, half days and weekends have phases of their own or none', () => {
  assert.deepEqual(told(NEW_YORK, '2026-11-25T15:00:00Z', 6), [
    '2026-11-25T21:00 Closed',
    '2026-11-27T18:00 Closed',
    '2026-11-30T14:28 OpeningAuction',
    '2026-11-30T14:30 Continuous',
    '2026-11-30T21:00 Closed',
  ])
  const every = { ...NEW_YORK, days: [6, 7], holidays: [], halfDays: {} }
  assert.equal(told(every, '2026-11-25T00:00:00Z', 8).length, 6)
})

test('the clock on the wall goes on where clocks change', () => {
  const open = { ...NEW_YORK, days: [1, 2, 3, 4, 5, 6, 7], holidays: [], halfDays: {} }
  // Summer time begins on March 8 and ends on November 1.
  const opens = (from: string) => told(open, from, 2).filter((line) => line.endsWith('Continuous'))
  assert.deepEqual(opens('2026-03-07T06:00:00Z'), [
    '2026-03-07T14:30 Continuous',
    '2026-03-08T13:30 Continuous',
  ])
  const night = (time: string): Calendar => ({ ...open, phases: [{ at: time, phase: 'PreOpen' }] })
  assert.deepEqual(told(night('02:30'), '2026-03-08T05:30:00Z', 1), ['2026-03-08T07:30 PreOpen'], 'skipped')
  assert.deepEqual(told(night('01:30'), '2026-11-01T04:30:00Z', 1), ['2026-11-01T05:30 PreOpen'], 'twice')
  const sydney: Calendar = { ...night('10:00'), timeZone: 'Australia/Sydney' }
  assert.deepEqual(told(sydney, '2026-01-04T22:00:00Z', 1), ['2026-01-04T23:00 PreOpen'])
})

test('what cannot be read is refused with what is wrong', () => {
  const refused = (change: Partial<Calendar>, why: RegExp) =>
    assert.throws(
      () => phasesOf({ ...NEW_YORK, ...change }, at('2026-11-25T00:00:00Z'), 5),
      (error) => error instanceof CalendarError && why.test(error.message),
    )
  refused({ timeZone: 'Mars/Olympus' }, /no time zone/)
  refused({ holidays: ['2026-02-30'] }, /no date/)
  refused({ phases: [{ at: '24:00', phase: 'Closed' }] }, /no time/)
  refused({ phases: [{ at: '9:00', phase: 'Closed' }] }, /no time/)
  refused({ phases: [{ at: '09:00', phase: 'Lunch' as 'Closed' }] }, /no phase/)
  const late = { at: '09:30', phase: 'Continuous', randomMs: 60_000 } as const
  refused({ phases: [late, { at: '09:31', phase: 'Closed' }] }, /ascending/)
})
