// An authenticator as a browser talks to it: one key on P-256, which says that it verified its owner.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

const USER_PRESENT = 1
const USER_VERIFIED = 4
const WITH_KEY = 64

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()
const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])

export class Authenticator {
  readonly id = randomBytes(16)
  counter = 0
  /** Does it verify its owner? */
  verifies = true
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #host: string
  readonly #origin: string

  constructor(host = 'localhost', origin = 'http://localhost:8080') {
    this.#host = host
    this.#origin = origin
  }

  create({ challenge }: { challenge: string }): RegistrationResponseJSON {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    // COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    const key = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
    const length = Buffer.from([0, this.id.length])
    const data = Buffer.concat([this.#data(WITH_KEY), Buffer.alloc(16), length, this.id, key])
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      Buffer.from([0x58, data.length]),
      data,
    ])
    return {
      ...this.#head(),
      response: {
        clientDataJSON: this.#client('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
      },
    }
  }

  get({ challenge }: { challenge: string }): AuthenticationResponseJSON {
    this.counter++
    const client = this.#client('webauthn.get', challenge)
    const data = this.#data(0)
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.#keys.privateKey)
    return {
      ...this.#head(),
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      },
    }
  }

  #head() {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }))
  }

  #data(flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    const all = flags | USER_PRESENT | (this.verifies ? USER_VERIFIED : 0)
    return Buffer.concat([sha256(this.#host), Buffer.from([all]), counter])
  }
}
