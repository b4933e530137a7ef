//! A running digest of every event: equal digests mean equal events. Against mistakes, not against forgers, which
//! is what the journal's hash chain is for.

/// 128 bits over all event bytes so far. Journaled with each group, so that a replay compares every event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventDigest {
    lanes: [u64; 2],
}

const KEYS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93];

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

impl EventDigest {
    /// Adds bytes, a multiple of 8 of them.
    pub fn add(&mut self, bytes: &[u8]) {
        let (mut a, mut b) = (self.lanes[0], self.lanes[1]);
        let mut pairs = bytes.chunks_exact(16);
        for pair in &mut pairs {
            let low = u64::from_le_bytes(pair[..8].try_into().expect("eight bytes"));
            let high = u64::from_le_bytes(pair[8..].try_into().expect("eight bytes"));
            a = fold(a ^ low, KEYS[0]).wrapping_add(high);
            b = fold(b ^ high, KEYS[1]).wrapping_add(low.rotate_left(32));
        }
        if let Ok(rest) = pairs.remainder().try_into() {
            let word = u64::from_le_bytes(rest);
            a = fold(a ^ word, KEYS[0]);
            b = fold(b.wrapping_add(word), KEYS[1]);
        }
        self.lanes = [a, b];
    }

    pub fn to_tag(self) -> [u8; 16] {
        let mut tag = [0; 16];
        tag[..8].copy_from_slice(&self.lanes[0].to_le_bytes());
        tag[8..].copy_from_slice(&self.lanes[1].to_le_bytes());
        tag
    }

    pub fn from_tag(tag: [u8; 16]) -> Self {
        let lane = |at: usize| u64::from_le_bytes(tag[at..at + 8].try_into().expect("eight bytes"));
        Self { lanes: [lane(0), lane(8)] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_counts() {
        let bytes = [7u8; 40];
        let digest = |bytes: &[u8]| {
            let mut digest = EventDigest::default();
            digest.add(bytes);
            digest
        };
        let whole = digest(&bytes);
        for bit in 0..bytes.len() * 8 {
            let mut other = bytes;
            other[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(digest(&other), whole);
        }
        assert_eq!(EventDigest::from_tag(whole.to_tag()), whole);
    }
}
