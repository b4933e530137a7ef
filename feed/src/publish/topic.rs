//! What some subscribers share: how far a feed was sent, and what its frames are.

use super::Subscriber;
use std::collections::{BTreeMap, VecDeque};

/// Bytes of frames that a stream keeps for those who resume.
pub(super) const KEPT: usize = 65_536;
/// Bytes of frames that a stream keeps at most for topics that have not sent them yet.
const KEPT_AT_MOST: usize = 8 << 20;

/// One feed of one instrument at one rate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key {
    pub instrument: u32,
    pub depth: u8,
    /// Of candles, else 0.
    pub interval: u8,
    /// Least time between two sends.
    pub period_ms: u64,
}

/// A level that changed since a topic was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ChangedLevel {
    pub is_sell: bool,
    pub price: i64,
}

/// Subscribers who are all sent the same bytes.
pub(super) struct Topic {
    pub key: Key,
    pub subscribers: Vec<Subscriber>,
    /// Those that are sent nothing until they read again, with the last frame they were sent.
    pub skipped: BTreeMap<Subscriber, u64>,
    /// Last frame sent.
    pub feed_sequence: u64,
    pub changed: std::collections::BTreeSet<ChangedLevel>,
    /// Beginning of the newest candle sent.
    pub open_time: u64,
    pub is_due: bool,
    pub sent_ms: u64,
}

impl Topic {
    pub fn new(key: Key) -> Self {
        Self {
            key,
            subscribers: Vec::new(),
            skipped: BTreeMap::new(),
            feed_sequence: 0,
            changed: Default::default(),
            open_time: 0,
            is_due: false,
            sent_ms: 0,
        }
    }
}

struct Frame {
    /// Command it belongs to.
    sequence: u64,
    /// Where it ends among all bytes ever appended.
    end: u64,
}

/// Frames of one instrument that are sent to everybody whole and in order (L3, trades), the newest of them kept.
#[derive(Default)]
pub(super) struct Stream {
    /// Numbers of the frames kept: `last - frames.len() + 1` to `last`.
    pub last: u64,
    frames: VecDeque<Frame>,
    bytes: VecDeque<u8>,
    /// Bytes appended and let go so far.
    gone: u64,
    /// Last command before the oldest frame kept.
    before: u64,
    /// When nobody listened any more.
    pub idle_since_ms: Option<u64>,
}

impl Stream {
    /// A stream that begins after a command.
    pub fn new(sequence: u64) -> Self {
        Self { before: sequence, ..Self::default() }
    }

    /// Appends a frame, numbered `self.last + 1` by the caller; `unsent` is the last frame that all topics have sent.
    pub fn push(&mut self, sequence: u64, frame: &[u8], unsent: u64) {
        self.last += 1;
        self.bytes.extend(frame);
        self.frames.push_back(Frame { sequence, end: self.gone + self.bytes.len() as u64 });
        while self.bytes.len() > KEPT && (self.first() <= unsent || self.bytes.len() > KEPT_AT_MOST) {
            let Some(frame) = self.frames.pop_front() else { return };
            self.bytes.drain(..(frame.end - self.gone) as usize);
            self.gone = frame.end;
            self.before = frame.sequence;
        }
    }

    /// Number of the oldest frame kept, or the next one's.
    pub fn first(&self) -> u64 {
        self.last + 1 - self.frames.len() as u64
    }

    /// The frames after one up to another; `None` if they are not all kept.
    pub fn between(&self, after: u64, until: u64) -> Option<Vec<u8>> {
        let skip = (after + 1).checked_sub(self.first())? as usize;
        let end_of = |count: usize| count.checked_sub(1).map_or(self.gone, |at| self.frames[at].end);
        let count = (until + 1).checked_sub(self.first())? as usize;
        if skip > count || count > self.frames.len() {
            return None;
        }
        let (from, to) = ((end_of(skip) - self.gone) as usize, (end_of(count) - self.gone) as usize);
        let (front, back) = self.bytes.as_slices();
        let part =
            |slice: &[u8], from: usize, to: usize| slice[from.min(slice.len())..to.min(slice.len())].to_vec();
        let mut bytes = part(front, from, to);
        bytes.extend(part(back, from.saturating_sub(front.len()), to.saturating_sub(front.len())));
        Some(bytes)
    }

    /// Is this frame, held as of this command, the one of that number here?
    pub fn knows(&self, feed_sequence: u64, sequence: u64) -> bool {
        if feed_sequence + 1 < self.first() || feed_sequence > self.last {
            return false;
        }
        let at = (feed_sequence + 1 - self.first()) as usize;
        let own = at.checked_sub(1).map_or(self.before, |at| self.frames[at].sequence);
        own <= sequence && self.frames.get(at).is_none_or(|next| next.sequence > sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_gives_what_follows_a_frame_it_knows() {
        let mut stream = Stream::new(100);
        assert!(
            stream.knows(0, 100) && stream.knows(0, 150) && !stream.knows(0, 99) && !stream.knows(1, 100)
        );
        assert_eq!(stream.between(0, 0), Some(vec![]));
        for sequence in [200, 300, 300, 400] {
            stream.push(sequence, &[stream.last as u8 + 1; 3], 0);
        }
        assert_eq!((stream.first(), stream.last), (1, 4));
        assert_eq!(stream.between(1, 3), Some(vec![2, 2, 2, 3, 3, 3]));
        assert_eq!(stream.between(4, 4), Some(vec![]));
        assert_eq!(stream.between(2, 5), None);
        assert!(stream.knows(1, 200) && stream.knows(1, 299) && !stream.knows(1, 300));
        // In the middle of a command nobody may begin.
        assert!(!stream.knows(2, 300) && stream.knows(3, 300) && stream.knows(4, 999));
    }

    #[test]
    fn a_stream_keeps_what_is_unsent_and_a_little_more() {
        let mut stream = Stream::new(0);
        for sequence in 1..=1000 {
            stream.push(sequence, &[7; 1000], 500);
        }
        assert_eq!(stream.first(), 501, "what is not sent yet stays");
        assert_eq!(stream.between(500, 1000).unwrap().len(), 500_000);
        assert_eq!(stream.between(499, 1000), None);
        for sequence in 1001..=1100 {
            stream.push(sequence, &[7; 1000], sequence);
        }
        assert_eq!(stream.bytes.len(), 65_000);
        assert!(stream.knows(1100, 1100) && !stream.knows(900, 900));
        for sequence in 1101..=20_000 {
            stream.push(sequence, &[7; 1000], 0);
        }
        assert!(stream.bytes.len() <= KEPT_AT_MOST, "memory is bounded");
    }
}
