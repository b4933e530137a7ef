// What text from outside may hold where people read it.

/** Control characters, ends of lines, and halves of characters, which no database keeps as they are. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u

/** The same text on one line, with a blank for each of them. */
export const printable = (text: string): string => text.replace(new RegExp(UNPRINTABLE, 'gu'), ' ')
