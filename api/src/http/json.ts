// JSON as it is taken from outside: no name twice in an object, none that could reach a prototype, no deep nesting.
import { ApiError } from '@tapebook/service'

/** Objects and arrays within each other at most. */
const DEPTH_MAX = 16
const POISON: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** The value of a text; throws an ApiError that says what is wrong with it. O(its length). */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ApiError('INVALID_JSON')
  }
  checkNames(text)
  return value
}

/** Walks over a text that is known to be JSON, and keeps the names of every object that is open. */
function checkNames(text: string): void {
  const open: (Set<string> | undefined)[] = []
  let isName = false
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
        open.push(new Set())
        isName = true
        break
      case '[':
        open.push(undefined)
        isName = false
        break
      case '}':
      case ']':
        open.pop()
        isName = false
        break
      case ',':
        isName = open.at(-1) !== undefined
        break
      case '"': {
        const end = endOfString(text, at)
        if (isName) take(open.at(-1), nameIn(text, at, end))
        isName = false
        at = end
        break
      }
    }
    if (open.length > DEPTH_MAX) throw new ApiError('INVALID_JSON', undefined, 'The body is nested too deep.')
  }
}

/** The string whose quotes stand there. */
function nameIn(text: string, from: number, to: number): string {
  const plain = text.slice(from + 1, to)
  return plain.includes('\\') ? (JSON.parse(text.slice(from, to + 1)) as string) : plain
}

function take(names: Set<string> | undefined, name: string): void {
  if (POISON.has(name)) throw new ApiError('UNKNOWN_FIELD', name)
  if (names?.has(name)) throw new ApiError('INVALID_JSON', name, 'A field is given twice.')
  names?.add(name)
}

function endOfString(text: string, from: number): number {
  let at = from + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
