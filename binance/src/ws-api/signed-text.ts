// What a request of the WebSocket API signs: its parameters but for the signature, sorted by their names, as
// `name=value&…`. A number is signed as it was sent, which may be 0.10 or 1e-05, so its text is taken from the message.

const NUMBER = /-?\d[\d.eE+-]*/y
const SPACE = /\s*/y
const STRING = /"(?:[^"\\]|\\.)*"/y

/** Reads a message that is JSON already; keeps the text of the numbers directly under `params`. */
class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Members of an object, each with what reads its value. */
  members(each: (name: string) => void): void {
    this.#take('{')
    while (this.#isWithin('}')) {
      const name = JSON.parse(this.#match(STRING)) as string
      this.#take(':')
      each(name)
      if (this.#peek() === ',') this.#take(',')
    }
    this.#take('}')
  }

  /** Passes a value over; gives its text. */
  value(): string {
    const sign = this.#peek()
    const from = this.#at
    if (sign === '{') this.members(() => this.value())
    else if (sign === '[') {
      this.#take('[')
      while (this.#isWithin(']')) {
        this.value()
        if (this.#peek() === ',') this.#take(',')
      }
      this.#take(']')
    } else if (sign === '"') this.#match(STRING)
    else if (sign === 't' || sign === 'n') this.#at += 4
    else if (sign === 'f') this.#at += 5
    else this.#match(NUMBER)
    return this.#text.slice(from, this.#at)
  }

  isObject(): boolean {
    return this.#peek() === '{'
  }

  #isWithin(end: string): boolean {
    return this.#peek() !== end && this.#at < this.#text.length
  }

  #peek(): string {
    this.#match(SPACE)
    return this.#text[this.#at] ?? ''
  }

  #take(sign: string): void {
    this.#match(SPACE)
    this.#at += sign.length
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const [found = ''] = pattern.exec(this.#text) ?? []
    // What JSON.parse has read is read here too; where it is not, the rest is passed over.
    this.#at = found === '' && pattern !== SPACE ? this.#text.length : this.#at + found.length
    return found === '' && pattern === STRING ? '""' : found
  }
}

/** The bytes that are signed of a message with these parameters. */
export function signedText(message: string, params: Readonly<Record<string, unknown>>): string {
  const texts = new Map<string, string>()
  const reader = new Reader(message)
  reader.members((name) => {
    if (name !== 'params' || !reader.isObject()) return void reader.value()
    reader.members((param) => texts.set(param, reader.value()))
  })
  const words = Object.entries(params).flatMap(([name, value]) => {
    if (name === 'signature' || value === null || value === undefined) return []
    if (typeof value === 'string') return [[name, value] as const]
    return [[name, texts.get(name) ?? JSON.stringify(value)] as const]
  })
  return words
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}
