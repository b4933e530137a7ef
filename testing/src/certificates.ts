// Certificates for tests, made by openssl as they are needed.
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Tests with certificates need openssl; without it they are skipped, and say so. */
export const needsOpenssl =
  spawnSync('openssl', ['version']).status === 0 ? {} : { skip: 'openssl is not installed' }

export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** An authority in a folder, and certificates of it. */
export class Authority {
  readonly cert: string
  readonly #key: string
  readonly #folder: string

  constructor(folder: string, name: string) {
    this.#folder = folder
    this.cert = join(folder, `${name}.pem`)
    this.#key = join(folder, `${name}.key`)
    openssl(['req', '-x509', ...CURVE, '-keyout', this.#key, '-out', this.cert, '-subj', `/CN=${name}`])
  }

  /** Of a server on this machine, or of somebody who shows it to one. */
  issue(name: string): Certificate {
    const [cert, key] = [join(this.#folder, `${name}.pem`), join(this.#folder, `${name}.key`)]
    const names = [
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-addext',
      'basicConstraints=CA:FALSE',
    ]
    const signed = ['-CA', this.cert, '-CAkey', this.#key]
    openssl([
      'req',
      '-x509',
      ...CURVE,
      ...signed,
      '-keyout',
      key,
      '-out',
      cert,
      '-subj',
      `/CN=${name}`,
      ...names,
    ])
    return { cert, key }
  }
}

const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
