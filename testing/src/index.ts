export { Authority, type Certificate, needsOpenssl } from './certificates.ts'
export { needsPostgres, PostgresServer } from './postgres-server.ts'
export { freePort, inFolder, needsAddon, newDirectory, until } from './support.ts'
