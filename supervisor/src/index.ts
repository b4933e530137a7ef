export { runChild, SETTINGS, type Tell } from './child.ts'
export { freePort } from './free-port.ts'
export { type ListeningOptions, ListeningProcess } from './listening.ts'
export { entryOf, Supervisor, type SupervisorOptions } from './supervisor.ts'
