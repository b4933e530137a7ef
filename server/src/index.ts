export {
  type DemoKeys,
  type DemoName,
  type DemoOptions,
  fundPerson,
  type Quoter,
  type QuoterOptions,
  runQuoter,
  seedDemo,
} from './demo.ts'
export { newLogger } from './log.ts'
export { EXIT_FATAL, type ServerOptions } from './options.ts'
export { type Server, startServer } from './server.ts'
