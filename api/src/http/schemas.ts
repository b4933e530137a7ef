// What requests and answers are made of.
import { type ObjectOptions, type TProperties, type TSchema, Type } from '@sinclair/typebox'
import { PAGE, PAGE_MAX } from '../settings.ts'

/** A decimal string as a request may give it; how many digits it may have is checked with the asset. */
export const Decimal = (description: string, example: string) =>
  Type.String({ description, pattern: '^[0-9]+([.][0-9]+)?$', maxLength: 60, examples: [example] })

/** A number as an answer gives it. */
export const Number_ = (description: string, example: string) =>
  Type.String({ description, examples: [example] })

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** An object without fields that are not listed. */
export const Strict = <T extends TProperties>(properties: T, options: ObjectOptions = {}) =>
  Type.Object(properties, { ...options, additionalProperties: false })

export const Time = (description: string) =>
  Type.String({ description, examples: ['2026-01-02T03:04:05.678901Z'] })

/** A reply to a read (RA-06). */
export const Data = <T extends TSchema>(data: T) => Type.Object({ data })

/** A page of a list, and what to send as `cursor` for the next one; null at the end. */
export const Page = <T extends TSchema>(row: T) =>
  Type.Object({
    data: Type.Array(row),
    next_cursor: Nullable(
      Type.String({ description: 'Send it as `cursor` for the next page; null at the end.' }),
    ),
  })

export const PairParams = Strict({
  pair: Type.String({
    description: 'Symbol of the pair.',
    minLength: 1,
    maxLength: 40,
    examples: ['BTCUSD'],
  }),
})

export const Limit = (standard: number, most: number, what: string) =>
  Type.Optional(
    Type.Integer({ description: `${what} at most.`, minimum: 1, maximum: most, default: standard }),
  )

/** Which page of a list. */
export const PageQuery = {
  limit: Limit(PAGE, PAGE_MAX, 'Rows'),
  cursor: Type.Optional(
    Type.String({ description: '`next_cursor` of the page before.', minLength: 1, maxLength: 200 }),
  ),
}

export const ErrorReply = Type.Object(
  {
    code: Type.String({ description: 'A word for programs.' }),
    message: Type.String({ description: 'A sentence for people.' }),
    field: Type.Optional(Type.String({ description: 'The field that it is about.' })),
  },
  {
    description: 'What is wrong.',
    examples: [{ code: 'NOT_FOUND', message: 'There is no such pair.', field: 'pair' }],
  },
)

/** An answer that is not JSON alone: what it is by content type. */
export const Content = <T extends Readonly<Record<string, TSchema>>>(description: string, types: T) => ({
  description,
  content: Object.fromEntries(Object.entries(types).map(([type, schema]) => [type, { schema }])),
})

/** Errors of each class. */
export const ERROR_REPLIES = { '4xx': ErrorReply, '5xx': ErrorReply } as const

/** Answers of a route: the good one, and errors of each class. */
export const replies = <S extends number, T extends TSchema>(status: S, schema: T) =>
  ({ [status]: schema, ...ERROR_REPLIES }) as Record<S, T> & {
    '4xx': typeof ErrorReply
    '5xx': typeof ErrorReply
  }
