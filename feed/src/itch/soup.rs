//! SoupBinTCP 3.0: the same messages over a connection, from any sequence number on.

use super::mold::SessionName;

/// A log-on: user 6, password 10, session 10, sequence 20 characters.
const LOGIN: usize = 46;

/// What a client says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromClient {
    /// The first message wanted: 1 for all, 0 for the next one that comes.
    Login {
        username: String,
        password: String,
        session: String,
        sequence: u64,
    },
    Heartbeat,
    Logout,
    /// Debug or unsequenced data, which this feed has no use for.
    Other,
}

/// Why a log-on is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotAuthorised,
    NoSuchSession,
}

/// A packet: length, type, payload.
fn packet(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(3 + payload.len());
    append(&mut bytes, kind, payload);
    bytes
}

fn append(out: &mut Vec<u8>, kind: u8, payload: &[u8]) {
    out.extend_from_slice(&(payload.len() as u16 + 1).to_be_bytes());
    out.push(kind);
    out.extend_from_slice(payload);
}

/// Appends a sequenced message.
pub fn sequenced(out: &mut Vec<u8>, message: &[u8]) {
    append(out, b'S', message);
}

pub fn accepted(session: &SessionName, next: u64) -> Vec<u8> {
    let mut payload = session.to_vec();
    payload.extend_from_slice(format!("{next:>20}").as_bytes());
    packet(b'A', &payload)
}

pub fn rejected(why: Refusal) -> Vec<u8> {
    packet(b'J', if why == Refusal::NotAuthorised { b"A" } else { b"S" })
}

pub fn heartbeat() -> Vec<u8> {
    packet(b'H', &[])
}

pub fn end_of_session() -> Vec<u8> {
    packet(b'Z', &[])
}

/// The first packet of what a client sent, and its bytes; `None` if it is not whole. A packet that is none is `Other`.
pub fn from_client(bytes: &[u8]) -> Option<(FromClient, usize)> {
    let length = usize::from(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]));
    let packet = bytes.get(2..2 + length)?;
    let what = match packet.split_first() {
        Some((b'L', login)) => self::login(login).unwrap_or(FromClient::Other),
        Some((b'R', _)) => FromClient::Heartbeat,
        Some((b'O', _)) => FromClient::Logout,
        _ => FromClient::Other,
    };
    Some((what, 2 + length))
}

fn login(payload: &[u8]) -> Option<FromClient> {
    if payload.len() != LOGIN {
        return None;
    }
    let text =
        |from: usize, to: usize| std::str::from_utf8(&payload[from..to]).ok().map(|it| it.trim().to_owned());
    Some(FromClient::Login {
        username: text(0, 6)?,
        password: text(6, 16)?,
        session: text(16, 26)?,
        sequence: text(26, 46)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_of_clients() {
        let login = |sequence: &str| {
            packet(
                b'L',
                format!("{:<6}{:<10}{:>10}{sequence:>20}", "reader", "password", "SESSION").as_bytes(),
            )
        };
        assert_eq!(from_client(&login("000000000000000000000042")).unwrap().0, FromClient::Other, "too long");
        assert_eq!(from_client(&login("4x")).unwrap().0, FromClient::Other, "no number");
        let login = login("42");
        let expected = FromClient::Login {
            username: "reader".to_owned(),
            password: "password".to_owned(),
            session: "SESSION".to_owned(),
            sequence: 42,
        };
        assert_eq!(from_client(&login), Some((expected, 3 + LOGIN)));
        for cut in 0..login.len() {
            assert_eq!(from_client(&login[..cut]), None);
        }
        assert_eq!(from_client(&packet(b'R', &[])), Some((FromClient::Heartbeat, 3)));
        assert_eq!(from_client(&[0, 0]), Some((FromClient::Other, 2)));
    }
}
