// Writes src/generated/messages.rs: checks and framing facts of every message.

import { flatten, scalarSize, valueRanges, type Enum, type Message, type Scalar, type Schema } from './parse.ts';
import { isReserved } from './names.ts';

export const rustScalar: Record<Scalar, string> = { ubyte: 'u8', ushort: 'u16', uint: 'u32', int: 'i32', ulong: 'u64', long: 'i64' };

export function snakeCase(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase();
}

function enumIsOut(enumeration: Enum, offset: number): string {
  const wide = scalarSize[enumeration.base] > 1;
  const value = wide ? `u${scalarSize[enumeration.base] * 8}_at(b, ${offset})` : `b[${offset}]`;
  const ranges = valueRanges(enumeration);
  const [only] = ranges;
  if (ranges.length === 1 && only?.[0] === 0) return `${value} > ${only[1]}`;
  return `!matches!(${value}, ${ranges.map(([low, high]) => (low === high ? `${low}` : `${low}..=${high}`)).join(' | ')})`;
}

function verifyFunction(schema: Schema, { struct, variable }: Message): string {
  const malformed: string[] = [];
  const outOfRange: string[] = [];
  for (const { field, owner, offset } of flatten(schema, struct)) {
    const enumeration = schema.enumOf(field.type);
    if (isReserved(field)) {
      malformed.push(field.size === 1 ? `b[${offset}] != 0` : `b[${offset}..${offset + field.size}] != [0; ${field.size}]`);
    } else if (enumeration) {
      if (field.count !== undefined) throw new Error(`${struct.name}.${field.name}: arrays of enums are not checked`);
      outOfRange.push(enumIsOut(enumeration, offset));
    } else if (field.name === 'client_id' || field.name === 'target_client_id') {
      const check = owner.name === 'RequestHeader' ? 'is_client_id' : 'is_client_id_or_empty';
      outOfRange.push(`!client_id::${check}(bytes_at(b, ${offset}))`);
    }
  }
  const used = malformed.length + outOfRange.length > 0;
  const chunk = variable
    ? `body.first_chunk::<${struct.size}>().filter(|_| body.len().is_multiple_of(8))`
    : `<&[u8; ${struct.size}]>::try_from(body).ok()`;
  const lines = [
    `#[inline]`,
    `fn verify_${snakeCase(struct.name)}(body: &[u8]) -> Result<(), RejectReason> {`,
    `    let Some(${used ? 'b' : '_'}) = ${chunk} else {`,
    `        return Err(RejectReason::MalformedFrame);`,
    `    };`,
  ];
  const refuse = (conditions: string[], reason: string): void => {
    if (conditions.length === 0) return;
    const separator = '\n        || ';
    lines.push(`    if ${conditions.join(separator)}${conditions.length > 1 ? '\n    {' : ' {'}`);
    lines.push(`        return Err(RejectReason::${reason});`, '    }');
  };
  refuse(malformed, 'MalformedFrame');
  refuse(outOfRange, 'FieldOutOfRange');
  lines.push('    Ok(())', '}');
  return lines.join('\n');
}

function accessors(schema: Schema): string {
  const messages = new Set(schema.messages.map((message) => message.struct.name));
  return schema.structs
    .flatMap((struct) => {
      const methods: string[] = [];
      if (!messages.has(struct.name)) {
        methods.push(
          `    pub const SIZE: usize = ${struct.size};`,
          `    /// The struct at the start of \`bytes\`.`,
          `    #[inline]`,
          `    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {`,
          `        bytes.first_chunk().copied().map(Self)`,
          `    }`,
          `    #[inline]`,
          `    pub fn bytes(&self) -> &[u8] {`,
          `        &self.0`,
          `    }`,
        );
      }
      for (const field of struct.fields) {
        if (field.type !== 'ubyte' || field.count === undefined) continue;
        methods.push(
          `    #[inline]`,
          `    pub fn ${field.name}_bytes(&self) -> &[u8; ${field.count}] {`,
          `        bytes_at(&self.0, ${field.offset})`,
          `    }`,
        );
      }
      return methods.length > 0 ? [`impl ${struct.name} {\n${methods.join('\n')}\n}`] : [];
    })
    .join('\n\n');
}

function messageImpl({ struct, variable }: Message): string {
  const copy = variable ? 'bytes.first_chunk().copied().map(Self)' : 'bytes.try_into().ok().map(Self)';
  return `impl Message for ${struct.name} {
    const TYPE: MessageType = MessageType::${struct.name};
    const SIZE: usize = ${struct.size};
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        ${copy}
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}`;
}

export function rustMessages(schema: Schema, firstLine: string): string {
  const arms = (line: (message: Message) => string): string => schema.messages.map((message) => `        ${line(message)}`).join('\n');
  const clientMessages = ['Logon', 'Heartbeat', 'Logout', 'Subscribe', 'Unsubscribe'].map((name) => `MessageType::${name}`);
  return `${firstLine}

use super::wire::tapebook::wire::*;
use crate::client_id;

/// A struct that is the body of a frame.
pub trait Message: Copy + core::fmt::Debug {
    const TYPE: MessageType;
    /// Bytes of the struct, without header or entries.
    const SIZE: usize;
    /// A copy, if the length is right: exactly \`SIZE\`, or at least \`SIZE\` where entries follow
    /// (Applied, BookSnapshot, BookUpdate, OrdersSnapshot, OrdersUpdate). Checks nothing else; see \`verify\`.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
    fn bytes(&self) -> &[u8];
}

/// Bytes of the struct of a message type; 0 if there is no such type.
pub const fn body_size(message_type: MessageType) -> usize {
    match message_type {
${arms(({ struct }) => `MessageType::${struct.name} => ${struct.size},`)}
        _ => 0,
    }
}

/// Whether entries follow the struct, so that \`body_size\` is the least length and not the exact one.
pub const fn is_variable(message_type: MessageType) -> bool {
    matches!(
        message_type,
        ${schema.messages.filter((message) => message.variable).map(({ struct }) => `MessageType::${struct.name}`).join(' | ')}
    )
}

/// Whether it is journaled as a request: an order request or an operator request.
#[inline]
pub const fn is_request(message_type: MessageType) -> bool {
    body_size(message_type) > 0 && matches!(message_type.0 >> 8, 0x02 | 0x03)
}

/// Whether a client may send it.
#[inline]
pub const fn is_client_message(message_type: MessageType) -> bool {
    let named = matches!(
        message_type,
        ${clientMessages.join(' | ')}
    );
    named || (body_size(message_type) > 0 && matches!(message_type.0 >> 8, 0x02 | 0x03 | 0x06))
}

/// Takes the first frame off \`bytes\`: its header, its body and what follows it. Checks the header's length and
/// reserved field; type, version and body are for \`verify\`.
#[inline]
pub fn parse_frame(bytes: &[u8]) -> Result<(FrameHeader, &[u8], &[u8]), RejectReason> {
    let Some((head, after)) = bytes.split_first_chunk::<8>() else {
        return Err(RejectReason::MalformedFrame);
    };
    let length = usize::from(u16::from_le_bytes([head[0], head[1]]));
    if length < 8 || !length.is_multiple_of(8) || head[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    let Some((body, rest)) = after.split_at_checked(length - 8) else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok((FrameHeader(*head), body, rest))
}

/// Checks a body before any of its fields is used: type, version, length, reserved fields, enumerations, client ids,
/// in this order (the length belongs to a version, so an unknown version is named before a wrong length).
#[inline]
pub fn verify(message_type: u16, version: u8, body: &[u8]) -> Result<MessageType, RejectReason> {
    let message_type = MessageType(message_type);
    if version != 1 {
        return Err(if body_size(message_type) == 0 {
            RejectReason::UnknownMessageType
        } else {
            RejectReason::UnsupportedVersion
        });
    }
    match message_type {
${arms(({ struct }) => `MessageType::${struct.name} => verify_${snakeCase(struct.name)}(body)?,`)}
        _ => return Err(RejectReason::UnknownMessageType),
    }
    Ok(message_type)
}

#[inline(always)]
fn u16_at(b: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(*bytes_at(b, at))
}

/// Offsets are constants inside the struct, so the check folds away.
#[inline(always)]
fn bytes_at<const N: usize>(b: &[u8], at: usize) -> &[u8; N] {
    b[at..].first_chunk().expect("the field lies in the struct")
}

${accessors(schema)}

${schema.messages.map(messageImpl).join('\n\n')}

${schema.messages.map((message) => verifyFunction(schema, message)).join('\n\n')}
`;
}
