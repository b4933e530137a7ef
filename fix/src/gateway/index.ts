export {
  type CounterpartySettings,
  checkCounterparty,
  readCounterparties,
  type Schedule,
} from './config.ts'
export { hashOf } from './credentials.ts'
export { addCounterparty } from './enrolment.ts'
export { Gateway } from './gateway.ts'
export type { FixFigures, FixSettings, SessionFigures } from './settings.ts'
export { FixSupervisor } from './supervisor.ts'
