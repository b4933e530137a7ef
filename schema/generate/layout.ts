// Writes tests/layout/fields.rs: each offset of our parser against flatc's accessors.

import { isScalar, type Field, type Schema, type Struct } from './parse.ts';

function ones(schema: Schema, field: Field): string {
  if (schema.enumOf(field.type)) return `${field.type}(!0)`;
  return isScalar(field.type) ? '!0' : `${field.type}([0xff; ${schema.structOf(field.type)?.size}])`;
}

function check(schema: Schema, struct: Struct, field: Field): string {
  const name = field.name === 'type' ? 'type_' : field.name;
  const value = ones(schema, field);
  const isStruct = schema.structOf(field.type) !== undefined;
  const array = field.count === undefined ? '' : `[${value}; ${field.count}]`;
  const argument = array ? `&${array}` : isStruct ? `&${value}` : value;
  const read = array ? `s.${name}().iter().all(|item| ${isStruct ? '*' : ''}item == ${value})` : `${isStruct ? '*' : ''}s.${name}() == ${value}`;
  return `    let mut s = ${struct.name}::default();
    s.set_${name}(${argument});
    assert!(only(&s.0, ${field.offset}..${field.offset + field.size}), "${struct.name}.${field.name}");
    assert!(${read}, "${struct.name}.${field.name}");`;
}

export function layoutTests(schema: Schema, firstLine: string): string {
  const tests = schema.structs.map(
    (struct) => `#[test]
#[allow(non_snake_case)]
fn ${struct.name}_layout() {
    assert_eq!(size_of::<${struct.name}>(), ${struct.size});
${struct.fields.map((field) => check(schema, struct, field)).join('\n')}
}`,
  );
  return `${firstLine}

use tapebook_schema::*;

use super::only;

#[test]
fn message_table() {
${schema.messages.map(({ type, struct }) => `    assert_eq!((MessageType::${struct.name}.0, ${struct.name}::TYPE.0, ${struct.name}::SIZE, body_size(${struct.name}::TYPE)), (${type}, ${type}, ${struct.size}, ${struct.size}));`).join('\n')}
}

${tests.join('\n\n')}
`;
}
