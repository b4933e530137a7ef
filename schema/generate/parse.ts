// Reads the subset of FlatBuffers that wire.fbs uses (enums, structs, fixed arrays, doc comments) and lays it out.

export type Scalar = 'ubyte' | 'ushort' | 'uint' | 'int' | 'ulong' | 'long';

export const scalarSize: Record<Scalar, number> = { ubyte: 1, ushort: 2, uint: 4, int: 4, ulong: 8, long: 8 };

export type Member = { name: string; value: number; doc: string[] };
export type Enum = { kind: 'enum'; name: string; doc: string[]; base: Scalar; members: Member[]; section: string };
export type Field = {
  name: string;
  doc: string[];
  /** A scalar's, an enum's or a struct's name. */
  type: string;
  /** Number of elements; undefined where the field is no array. */
  count: number | undefined;
  offset: number;
  /** Bytes of the whole field. */
  size: number;
};
export type Struct = { kind: 'struct'; name: string; doc: string[]; fields: Field[]; size: number; align: number; section: string };
export type Message = { type: number; doc: string[]; struct: Struct; variable: boolean };
export type Schema = {
  enums: Enum[];
  structs: Struct[];
  enumOf: (name: string) => Enum | undefined;
  structOf: (name: string) => Struct | undefined;
  messages: Message[];
};

/** What follows the struct in the messages of variable length. */
export const variable: Record<string, string> = {
  Applied: 'the body of the command',
  BookSnapshot: '`bids` + `asks` Level',
  BookUpdate: '`count` LevelChange',
  OrdersSnapshot: '`count` BookOrder',
  OrdersUpdate: '`count` OrderChange',
};

type Token = { text: string; line: number };

export function isScalar(name: string): name is Scalar {
  return name in scalarSize;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\n|\/\/[^\n]*|[A-Za-z_][\w.]*|0x[0-9A-Fa-f]+|\d+|[{}[\]:;,=]|[^\s]/g;
  let line = 1;
  for (const [text] of source.matchAll(pattern)) {
    if (text === '\n') line++;
    else if (text.startsWith('///') || text.startsWith('// ---') || !text.startsWith('//')) tokens.push({ text, line });
  }
  return tokens;
}

export function parse(source: string): Schema {
  const tokens = tokenize(source);
  const enums = new Map<string, Enum>();
  const structs = new Map<string, Struct>();
  let next = 0;
  let section = '';

  const fail = (message: string): never => {
    throw new Error(`wire.fbs:${tokens[Math.min(next, tokens.length - 1)]?.line}: ${message}`);
  };
  const peek = (): string => tokens[next]?.text ?? fail('unexpected end');
  const take = (expected?: string): string => {
    const text = peek();
    if (expected !== undefined && text !== expected) fail(`expected ${expected}, found ${text}`);
    next++;
    return text;
  };
  const takeName = (): string => (/^[A-Za-z_]\w*$/.test(peek()) ? take() : fail(`expected a name, found ${peek()}`));
  const takeNumber = (): number => (/^\d/.test(peek()) ? Number(take()) : fail(`expected a number, found ${peek()}`));
  const takeDoc = (): string[] => {
    const doc: string[] = [];
    while (next < tokens.length && peek().startsWith('//')) {
      const text = take();
      if (text.startsWith('///')) doc.push(text.slice(3).trim());
      else section = text.replace(/^\/\/ -+ ?/, '').trim();
    }
    return doc;
  };

  const parseEnum = (doc: string[]): Enum => {
    const name = takeName();
    take(':');
    const base = takeName();
    if (!isScalar(base)) return fail(`${base} is no integer type`);
    const members: Member[] = [];
    take('{');
    while (peek() !== '}') {
      const memberDoc = takeDoc();
      if (peek() === '}') break;
      const member = takeName();
      take('=');
      members.push({ name: member, value: takeNumber(), doc: memberDoc });
      if (peek() !== '}') take(',');
    }
    take('}');
    return { kind: 'enum', name, doc, base, members, section };
  };

  const measure = (type: string): { size: number; align: number } => {
    if (isScalar(type)) return { size: scalarSize[type], align: scalarSize[type] };
    const enumeration = enums.get(type);
    if (enumeration) return { size: scalarSize[enumeration.base], align: scalarSize[enumeration.base] };
    return structs.get(type) ?? fail(`${type} is not declared above`);
  };

  const parseStruct = (doc: string[]): Struct => {
    const name = takeName();
    const fields: Field[] = [];
    let size = 0;
    let align = 1;
    take('{');
    while (peek() !== '}') {
      const fieldDoc = takeDoc();
      const field = takeName();
      take(':');
      let count: number | undefined;
      let type: string;
      if (peek() === '[') {
        take();
        type = takeName();
        take(':');
        count = takeNumber();
        take(']');
      } else type = takeName();
      take(';');
      const one = measure(type);
      // Padding that no field names would be bytes that nothing checks.
      if (size % one.align !== 0) fail(`${name}.${field} leaves a gap before it; name it reserved`);
      fields.push({ name: field, doc: fieldDoc, type, count, offset: size, size: one.size * (count ?? 1) });
      size += one.size * (count ?? 1);
      align = Math.max(align, one.align);
    }
    take('}');
    if (size % align !== 0) fail(`${name} leaves a gap at its end; name it reserved`);
    return { kind: 'struct', name, doc, fields, size, align, section };
  };

  while (next < tokens.length) {
    const doc = takeDoc();
    if (next >= tokens.length) break;
    const keyword = take();
    if (keyword === 'namespace') {
      take();
      take(';');
    } else if (keyword === 'enum') {
      const parsed = parseEnum(doc);
      enums.set(parsed.name, parsed);
    } else if (keyword === 'struct') {
      const parsed = parseStruct(doc);
      structs.set(parsed.name, parsed);
    } else fail(`unexpected ${keyword}`);
  }

  const types = enums.get('MessageType') ?? fail('MessageType is missing');
  const messages: Message[] = [];
  for (const member of types.members) {
    if (member.name === 'None') continue;
    const struct = structs.get(member.name) ?? fail(`MessageType.${member.name} has no struct`);
    if (struct.size % 8 !== 0) fail(`${member.name} is ${struct.size} bytes, not a multiple of 8`);
    messages.push({ type: member.value, doc: struct.doc, struct, variable: member.name in variable });
  }
  return {
    enums: [...enums.values()],
    structs: [...structs.values()],
    enumOf: (name) => enums.get(name),
    structOf: (name) => structs.get(name),
    messages,
  };
}

/** Closed ranges of values, so that an enum with gaps is checked as few comparisons. */
export function valueRanges(enumeration: Enum): [number, number][] {
  const ranges: [number, number][] = [];
  for (const value of enumeration.members.map((member) => member.value).sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === value) last[1] = value;
    else ranges.push([value, value]);
  }
  return ranges;
}

export type FlatField = { path: string[]; owner: Struct; field: Field; offset: number };

/** Every field that is no struct, at its offset from the start of `struct`; arrays of structs element by element. */
export function flatten(schema: Schema, struct: Struct, base = 0, path: string[] = []): FlatField[] {
  return struct.fields.flatMap((field): FlatField[] => {
    const nested = schema.structOf(field.type);
    if (!nested) return [{ path: [...path, field.name], owner: struct, field, offset: base + field.offset }];
    return Array.from({ length: field.count ?? 1 }, (_, index) => {
      const name = field.count === undefined ? field.name : `${field.name}[${index}]`;
      return flatten(schema, nested, base + field.offset + index * nested.size, [...path, name]);
    }).flat();
  });
}
