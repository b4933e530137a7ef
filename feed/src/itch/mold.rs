//! MoldUDP64: sequenced messages in datagrams, and requests to have some of them sent again.

/// Bytes of a datagram's header: session, sequence, count.
pub const HEADER: usize = 20;
/// Most bytes of a datagram, so that an Ethernet frame carries it whole.
pub const MAX_PACKET: usize = 1400;
/// Count of the last packet of a session.
pub const END_OF_SESSION: u16 = 0xFFFF;

/// Name of a session: ten characters.
pub type SessionName = [u8; 10];

/// Cuts messages, each with its length before it, into datagrams.
pub struct Packer {
    session: SessionName,
    packet: Vec<u8>,
    first: u64,
    count: u16,
}

impl Packer {
    pub fn new(session: SessionName) -> Self {
        Self { session, packet: Vec::with_capacity(MAX_PACKET), first: 0, count: 0 }
    }

    /// Adds the message of a sequence number; hands out the packet before it where it has no room.
    pub fn push(&mut self, sequence: u64, message: &[u8], send: &mut impl FnMut(&[u8])) {
        if self.count > 0 && self.packet.len() + 2 + message.len() > MAX_PACKET {
            self.flush(send);
        }
        if self.count == 0 {
            self.first = sequence;
            self.packet.clear();
            self.packet.extend_from_slice(&header(&self.session, sequence, 0));
        }
        self.packet.extend_from_slice(&(message.len() as u16).to_be_bytes());
        self.packet.extend_from_slice(message);
        self.count += 1;
    }

    /// Hands out what is gathered.
    pub fn flush(&mut self, send: &mut impl FnMut(&[u8])) {
        if self.count > 0 {
            self.packet[18..HEADER].copy_from_slice(&self.count.to_be_bytes());
            send(&self.packet);
            self.count = 0;
        }
    }
}

/// A packet without messages: a heartbeat names the next sequence number, with [`END_OF_SESSION`] it ends the session.
pub fn header(session: &SessionName, sequence: u64, count: u16) -> [u8; HEADER] {
    let mut bytes = [0; HEADER];
    bytes[..10].copy_from_slice(session);
    bytes[10..18].copy_from_slice(&sequence.to_be_bytes());
    bytes[18..].copy_from_slice(&count.to_be_bytes());
    bytes
}

/// A request's first sequence number and count, if it is one for this session.
pub fn request(packet: &[u8], session: &SessionName) -> Option<(u64, u16)> {
    let packet: &[u8; HEADER] = packet.try_into().ok()?;
    let sequence = u64::from_be_bytes(packet[10..18].try_into().ok()?);
    let count = u16::from_be_bytes([packet[18], packet[19]]);
    (packet[..10] == session[..] && sequence > 0 && count > 0).then_some((sequence, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_are_full_and_numbered() {
        let mut packets: Vec<Vec<u8>> = Vec::new();
        let mut send = |packet: &[u8]| packets.push(packet.to_vec());
        let mut packer = Packer::new(*b"TESTTEST 1");
        for sequence in 1..=100 {
            packer.push(sequence, &[7; 36], &mut send);
        }
        packer.flush(&mut send);
        packer.flush(&mut send);
        let heads: Vec<(u64, u16)> = packets
            .iter()
            .map(|it| {
                (u64::from_be_bytes(it[10..18].try_into().unwrap()), u16::from_be_bytes([it[18], it[19]]))
            })
            .collect();
        assert_eq!(heads, [(1, 36), (37, 36), (73, 28)]);
        assert!(packets.iter().all(|it| it.len() <= MAX_PACKET && it[..10] == *b"TESTTEST 1"));
    }

    #[test]
    fn a_request_is_of_its_session_and_asks_for_something() {
        let name = b"TESTTEST 1";
        assert_eq!(request(&header(name, 5, 3), name), Some((5, 3)));
        assert_eq!(request(&header(b"TESTTEST 2", 5, 3), name), None);
        assert_eq!(request(&header(name, 0, 3), name), None);
        assert_eq!(request(&header(name, 5, 0), name), None);
        assert_eq!(request(&header(name, 5, 3)[..19], name), None);
    }
}
