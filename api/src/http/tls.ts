import { readFileSync } from 'node:fs'
import type { SecureContextOptions } from 'node:tls'
import type { TlsFiles } from '../settings.ts'

/** What a secure context is made of; read anew by each call. */
export function secureOptions({ cert, key }: TlsFiles): SecureContextOptions {
  return { cert: readFileSync(cert), key: readFileSync(key), minVersion: 'TLSv1.3' }
}
