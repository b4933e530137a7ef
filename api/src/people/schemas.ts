// What requests and answers about people are made of.

import { Type } from '@sinclair/typebox'
import { SCOPES } from '@tapebook/access'
import { Nullable, Strict, Time } from '../http/schemas.ts'

export const Email = Type.String({
  description: 'Address of mail.',
  minLength: 3,
  maxLength: 254,
  examples: ['ana@example.org'],
})
export const Password = Type.String({
  description: '10 to 128 signs.',
  minLength: 1,
  maxLength: 256,
  examples: ['correct horse battery'],
})
export const Tenant = Type.Optional(Type.String({ description: 'Left out: main.', maxLength: 40 }))
export const Code = Type.String({
  description: 'Of the authenticator, or a recovery code.',
  minLength: 6,
  maxLength: 40,
  examples: ['123456'],
})
export const Token = Type.String({
  minLength: 1,
  maxLength: 200,
  examples: ['q1Yk3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi'],
})
export const IdParams = Strict({ id: Type.String({ minLength: 1, maxLength: 200 }) })

export const None = Type.Null({ description: 'Done.' })

export const LoggedInReply = Type.Object({
  access_token: Type.String({ description: 'A JWT; send it as `Authorization: Bearer`.' }),
  token_type: Type.Literal('Bearer'),
  expires_at: Time('End of the access token.'),
  refresh_token: Type.String({ description: 'Good for one use.' }),
  user_uuid: Type.String(),
  second_factor: Type.Boolean({ description: 'Was one shown?' }),
})

export const SessionReply = Type.Object({
  id: Type.String(),
  ip: Type.String(),
  agent: Type.String(),
  created_at: Time('Of the log-in.'),
  used_at: Time('When it was last refreshed.'),
  is_this: Type.Boolean(),
})

export const MeReply = Type.Object({
  user_uuid: Type.String(),
  email: Type.String(),
  role: Type.String({ examples: ['CLIENT'] }),
  tenant: Type.String({ examples: ['main'] }),
  has_totp: Type.Boolean(),
  second_factor: Type.Boolean(),
  scopes: Type.Array(Type.String()),
  accounts: Type.Array(
    Type.Object({ uuid: Type.String(), number: Type.Integer(), is_frozen: Type.Boolean() }),
  ),
})

export const Scope = Type.Union(SCOPES.filter((it) => it !== 'person').map((it) => Type.Literal(it)))

const keyFields = {
  name: Type.String({ minLength: 1, maxLength: 64, examples: ['Bot'] }),
  kind: Type.Union([Type.Literal('HMAC'), Type.Literal('ED25519')]),
  scopes: Type.Array(Scope, { minItems: 1, maxItems: 4, uniqueItems: true }),
}

export const NewKeyBody = Strict({
  ...keyFields,
  public_key: Type.Optional(
    Type.String({ description: 'With ED25519: 64 hex digits, or PEM.', maxLength: 400 }),
  ),
  addresses: Type.Optional(
    Type.Array(Type.String({ maxLength: 50 }), {
      description: 'IP addresses and networks from which it may be used; everywhere if left out.',
      maxItems: 50,
      examples: [['192.0.2.0/24']],
    }),
  ),
  account_uuid: Type.Optional(
    Type.String({ description: 'The account that it is for; all if left out.', maxLength: 40 }),
  ),
  expires_at: Type.Optional(Type.Integer({ description: 'In ms since 1970.', minimum: 1 })),
  binary_port: Type.Optional(
    Type.Boolean({ description: 'Register it with the exchange, for the binary port.' }),
  ),
})

export const KeyReply = Type.Object({
  id: Type.String(),
  ...keyFields,
  public_key: Nullable(Type.String()),
  addresses: Type.Array(Type.String()),
  account_uuid: Nullable(Type.String()),
  binary_port: Type.Boolean(),
  created_at: Time('When it was made.'),
  expires_at: Nullable(Time('Its end.')),
  revoked_at: Nullable(Time('When it was revoked.')),
})

export const MadeKeyReply = Type.Object({
  key: KeyReply,
  secret: Nullable(Type.String({ description: 'Of a key by HMAC: shown this once.' })),
})

export const PasskeyReply = Type.Object({
  id: Type.String(),
  name: Type.String(),
  created_at: Time('When it was made.'),
  used_at: Nullable(Time('When it was last used.')),
})

/** What a browser gives and takes is defined by WebAuthn; the package that reads it checks it. */
export const WebAuthn = Type.Object(
  {},
  {
    additionalProperties: true,
    description: 'As WebAuthn defines it, in JSON with base64url.',
    examples: [{ id: 'AQIDBAUGBwg', type: 'public-key' }],
  },
)
