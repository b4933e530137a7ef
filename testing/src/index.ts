export { freePort } from '@tapebook/supervisor'
export { Authority, type Certificate, needsOpenssl } from './certificates.ts'
export { needsPostgres, PostgresServer } from './postgres-server.ts'
export { inFolder, needsAddon, newDirectory, until } from './support.ts'
