// What requests of operators are made of.
import { type TProperties, Type } from '@sinclair/typebox'
import { Strict } from '../http/schemas.ts'

export const tags = ['venue']
export const security = [{ bearer: [] }, { apiKey: [] }]

export const Reason = Type.String({
  description: 'Why; the audit trail keeps it.',
  minLength: 3,
  maxLength: 200,
  pattern: '^[^\\u0000-\\u001f\\u007f]*$',
  examples: ['asked for by the risk desk'],
})

export const words = <T extends string>(values: readonly T[], description: string) =>
  Type.Unsafe<T>(Type.String({ enum: [...values], description, examples: [values[0]] }))

export const SymbolParams = Strict({
  symbol: Type.String({
    description: 'Of the instrument.',
    minLength: 1,
    maxLength: 24,
    examples: ['BTCUSD'],
  }),
})

export const AccountParams = Strict({
  account: Type.String({
    description: 'Uuid of the account, or its number in the exchange.',
    pattern: '^([0-9]{1,9}|[0-9a-f-]{36})$',
    examples: ['17'],
  }),
})

export const AccountName = AccountParams.properties.account

/** A whole number up to that. */
export const Whole = (description: string, maximum: number, example: number, minimum = 0) =>
  Type.Integer({ description, minimum, maximum, examples: [example] })

/** A body with a reason. */
export const Reasoned = <T extends TProperties>(properties: T, example: Record<string, unknown>) =>
  Strict(
    { ...properties, reason: Reason },
    { examples: [{ ...example, reason: 'asked for by the risk desk' }] },
  )

export const U32 = 0xffff_ffff
