export { Provider, type ProviderOptions } from './provider.ts'
export { type ProviderScript, parseScript, ScriptError } from './script.ts'
