import type { Field } from './parse.ts';

export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function isReserved(field: Field): boolean {
  return field.name.startsWith('reserved');
}

/** Byte arrays that hold zero-padded ASCII. */
export function isText(field: Field): boolean {
  return field.type === 'ubyte' && field.count !== undefined && ['client_id', 'target_client_id', 'code', 'symbol'].includes(field.name);
}
