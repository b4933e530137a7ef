export { newLogger } from './log.ts'
export { EXIT_FATAL, type ServerOptions } from './options.ts'
export { type Server, startServer } from './server.ts'
