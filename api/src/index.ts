export { type Enrolment, enrol } from './enrol.ts'
export type { ApiSettings, Listening } from './settings.ts'
export { ApiSupervisor } from './supervisor.ts'
