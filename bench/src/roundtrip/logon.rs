//! What stands before a load: an operator's market, and sessions that are logged on.

use super::readers::FIRST_READER;
use super::socket::Socket;
use crate::core_bench::{header, market};
use ed25519_dalek::{Signer as _, SigningKey};
use std::path::Path;
use tapebook_schema as wire;
use tapebook_schema::{FrameHeader, Message as _, MessageType};

const HEADER: usize = FrameHeader::SIZE;
const SIGNED_TEXT: &[u8] = b"tapebook logon 1";
const TRADE: u32 = 1;
const READ_ONLY: u32 = 8;
/// Longest silence a session allows itself.
pub const HEARTBEAT_MS: u32 = 60_000;
pub const FIRST_ACCOUNT: u32 = 16;

/// A key by number; secrets of a benchmark need none.
pub fn key(number: u32) -> SigningKey {
    let mut seed = [0x5A; 32];
    seed[..4].copy_from_slice(&number.to_le_bytes());
    SigningKey::from_bytes(&seed)
}

/// Writes a public key as `tapebook start --operator-key` reads it.
pub fn write_public_key(path: &Path, key: &SigningKey) -> Result<(), String> {
    // SubjectPublicKeyInfo of an Ed25519 key.
    let mut der = vec![0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
    der.extend_from_slice(key.verifying_key().as_bytes());
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", base64(&der));
    std::fs::write(path, pem).map_err(|error| format!("{}: {error}", path.display()))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0u32, |word, &byte| word << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * at)) as usize & 63];
            text.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// The frames of a message: type, flags and body of each.
pub fn frames(message: &[u8], mut frame: impl FnMut(MessageType, &[u8])) {
    let mut rest = message;
    while rest.len() >= HEADER {
        let length = usize::from(u16::from_le_bytes([rest[0], rest[1]]));
        if length < HEADER || length > rest.len() {
            return;
        }
        frame(MessageType(u16::from_le_bytes([rest[2], rest[3]])), &rest[HEADER..length]);
        rest = &rest[length..];
    }
}

pub fn send<M: wire::Message>(socket: &mut Socket, body: &M) {
    send_raw(socket, M::TYPE, body.bytes());
}

fn send_raw(socket: &mut Socket, kind: MessageType, body: &[u8]) {
    let frame = socket.message(HEADER + body.len());
    frame[..HEADER].copy_from_slice(&FrameHeader::new((HEADER + body.len()) as u16, kind, 1, 0, 0).0);
    frame[HEADER..].copy_from_slice(body);
}

/// Opens a session and waits until it stands.
pub fn log_on(port: u16, key: &SigningKey) -> Result<Socket, String> {
    let mut socket = Socket::connect(port)?;
    let mut challenge = None;
    socket.wait(|message| {
        frames(message, |kind, body| {
            if kind == MessageType::Challenge {
                challenge = wire::Challenge::from_bytes(body);
            }
        });
        true
    })?;
    let nonce = *challenge.ok_or("the server did not begin with a challenge")?.nonce_bytes();
    let public = key.verifying_key().to_bytes();
    let unsigned = wire::Logon::new(&public, &[0; 64], 0, HEARTBEAT_MS, 0, 0);
    let text = [SIGNED_TEXT, &nonce, &unsigned.bytes()[96..]].concat();
    let signature = key.sign(&text).to_bytes();
    send(&mut socket, &wire::Logon::new(&public, &signature, 0, HEARTBEAT_MS, 0, 0));
    let mut is_in = false;
    socket.wait(|message| {
        frames(message, |kind, _| is_in |= kind == MessageType::LogonAccepted);
        is_in
    })?;
    Ok(socket)
}

/// Opens the bench's market as the operator: one funded account and key a connection. `window` is how many finished
/// requests an account remembers, if not as many as at the start.
pub fn open_market(port: u16, connections: u32, window: Option<u32>) -> Result<(), String> {
    let mut operator = log_on(port, &key(0))?;
    let mut wanted = 0;
    if let Some(window) = window {
        send(&mut operator, &wire::SetRequestWindow::new(&header(4_000_000_000, 0), window, 0));
        wanted += 1;
    }
    for command in market(connections) {
        send_raw(&mut operator, command.kind, &command.body);
        wanted += 1;
    }
    for at in 0..connections {
        let public = key(at + 1).verifying_key().to_bytes();
        let request = header(3_000_000_000 + u64::from(at), 0);
        send(&mut operator, &wire::RegisterKey::new(&request, &public, FIRST_ACCOUNT + at, TRADE, 0, 0));
        wanted += 1;
    }
    answered(&mut operator, wanted)
}

/// Registers keys that only read, as the operator.
pub fn open_readers(port: u16, count: usize) -> Result<(), String> {
    let mut operator = log_on(port, &key(0))?;
    for at in 0..count as u32 {
        let public = key(FIRST_READER + at).verifying_key().to_bytes();
        let request = header(3_500_000_000 + u64::from(at), 0);
        send(&mut operator, &wire::RegisterKey::new(&request, &public, 0, READ_ONLY, 0, 0));
    }
    answered(&mut operator, count)
}

/// Waits until so many of the operator's commands were applied.
fn answered(operator: &mut Socket, mut wanted: usize) -> Result<(), String> {
    let mut refused = None;
    operator.wait(|message| {
        frames(message, |kind, body| match kind {
            MessageType::Applied => wanted -= 1,
            MessageType::RequestRejected => {
                refused = wire::RequestRejected::from_bytes(body).map(|it| format!("{:?}", it.reason()));
            }
            MessageType::SessionReject => {
                refused = wire::SessionReject::from_bytes(body).map(|it| format!("{:?}", it.reason()));
            }
            _ => {}
        });
        wanted == 0 || refused.is_some()
    })?;
    match refused {
        Some(reason) => Err(format!("the market could not be opened: {reason}")),
        None => Ok(()),
    }
}
