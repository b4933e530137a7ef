// Secrets that are compared and never read again: who sees them in the database cannot use them.
import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What stands in the database for a token: who reads it there cannot use it. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')
