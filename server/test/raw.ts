import assert from 'node:assert/strict'
import { createPrivateKey, sign } from 'node:crypto'
import {
  type Challenge,
  decodeFrames,
  encodeFrame,
  type Frame,
  type Logon,
  MessageType,
  RejectReasonName,
} from '@tapebook/schema'
import WebSocket from 'ws'
import { type Key, until } from './helpers.ts'

/** A client of bare frames, which can say anything. */
export class Raw {
  readonly frames: Frame[] = []
  closeCode = 0
  readonly socket: WebSocket

  constructor(url: string) {
    this.socket = new WebSocket(url, { perMessageDeflate: false })
    this.socket.on('message', (bytes: Buffer) => this.frames.push(...decodeFrames(new Uint8Array(bytes))))
    this.socket.on('close', (code) => {
      this.closeCode = code
    })
    this.socket.on('error', () => {})
  }

  async challenge(): Promise<Challenge> {
    await until(() => this.frames.length > 0)
    const [frame] = this.frames
    assert.ok(frame?.type === MessageType.Challenge)
    return frame.value
  }

  /** A logon frame; `spoil` changes what was signed. */
  async logon(key: Key, spoil: (logon: Logon) => Logon = (logon) => logon): Promise<void> {
    const { nonce } = await this.challenge()
    const logon: Logon = {
      publicKey: key.publicKey,
      signature: new Uint8Array(64),
      options: 0,
      heartbeatMs: 0,
      lastSessionSequence: 0n,
      lastSequence: 0n,
    }
    const tail = encodeFrame(MessageType.Logon, logon).subarray(8 + 96)
    const signed = Buffer.concat([Buffer.from('tapebook logon 1'), nonce, tail])
    logon.signature = new Uint8Array(sign(null, signed, createPrivateKey(key.privateKey)))
    this.socket.send(encodeFrame(MessageType.Logon, spoil(logon)))
  }

  /** The refusal, by SessionReject or by the code of the close. */
  async refusal(): Promise<string> {
    const rejected = () => this.frames.find((frame) => frame.type === MessageType.SessionReject)
    await until(() => rejected() !== undefined || this.closeCode !== 0)
    const frame = rejected()
    const reason = frame?.type === MessageType.SessionReject ? frame.value.reason : this.closeCode - 4000
    return RejectReasonName[reason] ?? `close ${this.closeCode}`
  }
}

export async function loggedOn({ url }: { url: string }, key: Key): Promise<Raw> {
  const raw = new Raw(url)
  await raw.logon(key)
  await until(() => raw.frames.some(({ type }) => type === MessageType.LogonAccepted))
  return raw
}
