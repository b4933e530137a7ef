export type { StreamsSettings } from './settings.ts'
export { StreamsSupervisor } from './streams-supervisor.ts'
