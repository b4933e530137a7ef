// The tables' SQL, in numbered steps, in both dialects. A step runs once, in one transaction; a step that was given out
// is not changed any more: a change is a step of its own.

/** A step as it is written: types stand as words of a type table. */
export interface Step {
  readonly name: string
  readonly sql: string
}

/** A step in both dialects. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sqlite: string
  readonly postgres: string
}

/** What stands for a column's type in a step: word to SQL, by dialect. Both have the same words. */
export interface Types {
  readonly sqlite: Readonly<Record<string, string>>
  readonly postgres: Readonly<Record<string, string>>
}

/** The steps, numbered from 1. */
export function inDialects(steps: readonly Step[], types: Types): Migration[] {
  const words = new RegExp(`\\b(${Object.keys(types.sqlite).join('|')})\\b`, 'g')
  const inDialect = (sql: string, of: Readonly<Record<string, string>>): string =>
    sql.replace(words, (word) => of[word] ?? word)
  return steps.map(({ name, sql }, at) => ({
    number: at + 1,
    name,
    sqlite: inDialect(sql, types.sqlite),
    postgres: inDialect(sql, types.postgres),
  }))
}

/** Steps still to be taken after the last one that was; refuses tables that a newer build made. */
export function stepsAfter<M>(last: number, steps: readonly M[]): readonly M[] {
  if (last > steps.length) {
    throw new Error(
      `the tables are at step ${last}, this build knows ${steps.length}: it is too old for them`,
    )
  }
  return steps.slice(last)
}
