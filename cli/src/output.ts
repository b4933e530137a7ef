/** A value JSON can hold once bigints are written as decimal strings. */
export type Row = Readonly<Record<string, unknown>>

/** One JSON object on one line; a bigint becomes a decimal string, as at every text edge, and bytes become hex. */
export function toJson(row: Row): string {
  return JSON.stringify(row, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
  })
}

/** Where a command's results go: text for people, or with `--json` one object a line. */
export class Output {
  readonly json: boolean

  constructor(json: boolean | undefined) {
    this.json = json === true
  }

  /** A result in both forms. `text` is asked for only when it is shown. */
  result(row: Row, text: () => string): void {
    this.write(this.json ? toJson(row) : text())
  }

  /** Words for people only; nothing with `--json`. */
  note(text: string): void {
    if (!this.json) this.write(text)
  }

  private write(line: string): void {
    process.stdout.write(`${line}\n`)
  }
}

/** Columns padded to the widest cell; `right` names the columns set flush right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length)
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (right.includes(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}

/** 1234567.8 as "1,234,568". */
export const grouped = (value: number): string => Math.round(value).toLocaleString('en-US')
