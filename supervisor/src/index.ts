export { runChild, SETTINGS, type Tell } from './child.ts'
export { Supervisor, type SupervisorOptions } from './supervisor.ts'
