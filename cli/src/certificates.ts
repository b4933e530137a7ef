// Certificates of the sockets, as `tapebook start` is told of them.
import type { ApiSettings } from '@tapebook/api'
import type { Command } from 'commander'
import { usageError } from './exit-codes.ts'
import { portNumber } from './options.ts'

export interface CertificateOptions {
  tlsCert?: string
  tlsKey?: string
  adminPort?: number
  adminTlsCert?: string
  adminTlsKey?: string
  adminTlsCa?: string
}

export const addCertificateOptions = (command: Command): Command =>
  command
    .option(
      '--tls-cert <file>',
      'speak TLS 1.3 on the gateway, the feed port, HTTP and streams: certificates in PEM',
    )
    .option('--tls-key <file>', 'and their private key')
    .option(
      '--admin-port <number>',
      'serve operators over HTTP here alone, by TLS 1.3 with a certificate of theirs; 0 for a free port',
      portNumber,
    )
    .option('--admin-tls-cert <file>', 'certificates of that port in PEM')
    .option('--admin-tls-key <file>', 'and their private key')
    .option('--admin-tls-ca <file>', 'authority of the certificates that operators show')

/** What the options say; a usage error where a part is missing. */
export function certificatesOf(options: CertificateOptions): Pick<ApiSettings, 'tls' | 'operators'> {
  const { tlsCert: cert, tlsKey: key, adminPort, adminTlsCert, adminTlsKey, adminTlsCa } = options
  if ((cert === undefined) !== (key === undefined)) throw usageError('--tls-cert and --tls-key go together')
  const tls = cert === undefined || key === undefined ? {} : { tls: { cert, key } }
  const admin = [adminPort, adminTlsCert, adminTlsKey, adminTlsCa]
  if (admin.every((it) => it === undefined)) return tls
  if (
    adminPort === undefined ||
    adminTlsCert === undefined ||
    adminTlsKey === undefined ||
    adminTlsCa === undefined
  ) {
    throw usageError('--admin-port, --admin-tls-cert, --admin-tls-key and --admin-tls-ca go together')
  }
  return { ...tls, operators: { port: adminPort, cert: adminTlsCert, key: adminTlsKey, ca: adminTlsCa } }
}
