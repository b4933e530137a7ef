// Requests are checked against their schemas: bodies as they are, what stands in a path or query as the text that it is.

import type { TSchema } from '@sinclair/typebox'
import { ApiError } from '@tapebook/service'
import { Ajv, type ErrorObject } from 'ajv'
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'

const ajv = new Ajv({ allErrors: false, useDefaults: true, strict: false })

export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validate = ajv.compile(schema)
  if (httpPart === 'body') return validate
  const kinds = Object.entries((schema as { properties?: Record<string, TSchema> }).properties ?? {})
  const integers = kinds.filter(([, { type }]) => type === 'integer').map(([name]) => name)
  const booleans = kinds.filter(([, { type }]) => type === 'boolean').map(([name]) => name)
  return (data: unknown) => {
    const values = data as Record<string, unknown>
    for (const name of integers) if (name in values) values[name] = toInteger(values[name])
    for (const name of booleans) if (name in values) values[name] = BOOLEANS.get(values[name]) ?? values[name]
    return validate(values) || { error: new InvalidText(validate.errors ?? []) }
  }
}

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** Digits alone are a number; anything else stays what it is, and is refused. */
const toInteger = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value

/** A failed check of what is text. */
class InvalidText extends Error {
  readonly validation: readonly ErrorObject[]

  constructor(validation: readonly ErrorObject[]) {
    super('invalid')
    this.validation = validation
  }
}

/** The error that a failed check is answered with. */
export function validationError(errors: readonly FastifySchemaValidationError[]): ApiError {
  const [first] = errors as readonly ErrorObject[]
  const path = (first?.instancePath ?? '').slice(1).replaceAll('/', '.')
  const at = (name: unknown): string => (path === '' ? String(name) : `${path}.${name}`)
  switch (first?.keyword) {
    case 'additionalProperties':
      return new ApiError('UNKNOWN_FIELD', at(first.params.additionalProperty))
    case 'required':
      return new ApiError('INVALID_FIELD', at(first.params.missingProperty), 'The field is missing.')
    case 'type':
      if (path === '') return new ApiError('INVALID_FIELD', undefined, 'The body must be a JSON object.')
  }
  return new ApiError('INVALID_FIELD', path || undefined, sentence(first?.message))
}

const sentence = (message = 'is not taken'): string => `The field ${message}.`
