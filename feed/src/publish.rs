//! Who subscribed to what, and what they are sent when.

use crate::mirror::{BookImage, Changed, Mirror, instrument_of, read};
use std::collections::{BTreeMap, BTreeSet};
use tapebook_schema as wire;
use tapebook_schema::{Depth, MessageType, Side, write_frame, write_frame_with};

/// Levels in one snapshot frame, which is at most 65,528 bytes.
const LEVELS_PER_FRAME: usize = 4000;
const CHANGES_PER_FRAME: usize = 2500;
const FASTEST_MS: u64 = 10;

/// A connection, and which of those that had its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscriber {
    pub connection: u32,
    pub generation: u32,
}

/// Bytes for some subscribers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub to: Vec<Subscriber>,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    instrument: u32,
    depth: u8,
    interval_ms: u64,
}

/// One stream that some subscribers share: all are sent the same bytes.
#[derive(Default)]
struct Topic {
    subscribers: Vec<Subscriber>,
    /// Those that are sent nothing until they read again, and then a snapshot.
    skipped: BTreeSet<Subscriber>,
    feed_sequence: u64,
    changed: BTreeSet<Changed>,
    ticks: Vec<u8>,
    is_due: bool,
    sent_ms: u64,
}

/// All feeds.
#[derive(Default)]
pub struct Feed {
    mirrors: Vec<Mirror>,
    topics: BTreeMap<Key, Topic>,
    /// Topics with something to send, by when.
    due: BTreeSet<(u64, Key)>,
    congested: BTreeSet<Subscriber>,
    /// Last command applied, and its time.
    sequence: u64,
    time: u64,
    pub messages_total: u64,
}

impl Feed {
    /// Feeds that begin with these books, as of a command.
    pub fn new(images: &[BookImage], sequence: u64, time: u64) -> Self {
        Self { mirrors: images.iter().map(Mirror::from_image).collect(), sequence, time, ..Self::default() }
    }

    pub fn mirror(&self, instrument: u32) -> Option<&Mirror> {
        self.mirrors.get(instrument as usize)
    }

    pub fn subscriber_count(&self) -> usize {
        self.topics.values().map(|topic| topic.subscribers.len()).sum()
    }

    fn topics_of(&self, instrument: u32) -> Vec<Key> {
        let key = |instrument| Key { instrument, depth: 0, interval_ms: 0 };
        self.topics.range(key(instrument)..key(instrument.saturating_add(1))).map(|(&key, _)| key).collect()
    }

    /// Applies one released event. O(topics of its instrument + log levels).
    pub fn event(&mut self, kind: MessageType, body: &[u8], sequence: u64, time: u64) {
        (self.sequence, self.time) = (sequence, time);
        let Some(instrument) = instrument_of(kind, body) else { return };
        let at = instrument as usize;
        if self.mirrors.len() <= at {
            self.mirrors.resize_with(at + 1, Mirror::default);
        }
        let mut levels: [Option<Changed>; 2] = [None; 2];
        self.mirrors[at].apply(kind, body, |level| {
            let place = usize::from(levels[0].is_some());
            levels[place] = Some(level);
        });
        if levels[0].is_none() {
            return;
        }
        for key in self.topics_of(instrument) {
            let topic = self.topics.get_mut(&key).expect("listed above");
            if Depth(key.depth) == Depth::Trades {
                if kind != MessageType::Trade {
                    continue;
                }
                topic.feed_sequence += 1;
                let it: wire::Trade = read(body);
                let tick = wire::TradeTick::new(
                    instrument,
                    it.taker_side(),
                    0,
                    0,
                    topic.feed_sequence,
                    sequence,
                    time,
                    it.trade_id(),
                    it.price(),
                    it.quantity(),
                );
                write_frame(&mut topic.ticks, &tick, 0);
            } else {
                topic.changed.extend(levels.into_iter().flatten());
            }
            if !topic.is_due {
                topic.is_due = true;
                self.due.insert((topic.sent_ms + key.interval_ms, key));
            }
        }
    }

    /// Adds a subscriber; the first thing it is sent is a snapshot, after what the others are still owed, so that
    /// all share the numbers from there.
    pub fn subscribe(
        &mut self,
        who: Subscriber,
        it: &wire::Subscribe,
        now_ms: u64,
        out: &mut impl FnMut(Message),
    ) {
        let rate = u64::from(it.rate().clamp(1, 100));
        let interval_ms = if it.rate() == 0 { FASTEST_MS } else { 1000 / rate };
        let key = Key { instrument: it.instrument(), depth: it.depth().0, interval_ms };
        let at = it.instrument() as usize;
        if self.mirrors.len() <= at {
            self.mirrors.resize_with(at + 1, Mirror::default);
        }
        self.topics.entry(key).or_default();
        self.send(key, now_ms, out);
        let topic = self.topics.get_mut(&key).expect("made above");
        topic.subscribers.push(who);
        self.send_snapshot(key, who, out);
    }

    pub fn unsubscribe(&mut self, who: Subscriber, instrument: u32, depth: Depth) {
        for key in self.topics_of(instrument) {
            if key.depth == depth.0 {
                self.drop_from(key, who);
            }
        }
    }

    /// A connection is gone. O(topics).
    pub fn leave(&mut self, who: Subscriber) {
        self.congested.remove(&who);
        let keys: Vec<Key> = self.topics.keys().copied().collect();
        for key in keys {
            self.drop_from(key, who);
        }
    }

    fn drop_from(&mut self, key: Key, who: Subscriber) {
        let Some(topic) = self.topics.get_mut(&key) else { return };
        topic.skipped.remove(&who);
        topic.subscribers.retain(|&it| it != who);
        if topic.subscribers.is_empty() {
            self.topics.remove(&key);
            self.due.retain(|&(_, it)| it != key);
        }
    }

    /// A subscriber reads too slowly, or reads again: then it gets a snapshot of what it missed.
    pub fn congested(&mut self, who: Subscriber, is: bool, now_ms: u64, out: &mut impl FnMut(Message)) {
        if is {
            self.congested.insert(who);
            return;
        }
        if !self.congested.remove(&who) {
            return;
        }
        let missed: Vec<Key> = self
            .topics
            .iter()
            .filter(|(_, topic)| topic.skipped.contains(&who))
            .map(|(&key, _)| key)
            .collect();
        for key in missed {
            self.send(key, now_ms, out);
            self.topics.get_mut(&key).expect("listed above").skipped.remove(&who);
            self.send_snapshot(key, who, out);
        }
    }

    /// When something will be due, in ms; `None` if nothing is.
    pub fn next_due_ms(&self) -> Option<u64> {
        self.due.first().map(|&(due, _)| due)
    }

    /// Sends what is due. O(changes sent).
    pub fn publish(&mut self, now_ms: u64, out: &mut impl FnMut(Message)) {
        while let Some(&(due, key)) = self.due.first() {
            if due > now_ms {
                return;
            }
            self.send(key, now_ms, out);
        }
    }

    /// Sends a topic's changes to those who keep up.
    fn send(&mut self, key: Key, now_ms: u64, out: &mut impl FnMut(Message)) {
        let Some(topic) = self.topics.get_mut(&key) else { return };
        if !topic.is_due {
            return;
        }
        self.due.remove(&(topic.sent_ms + key.interval_ms, key));
        topic.is_due = false;
        topic.sent_ms = now_ms;
        let mirror = &self.mirrors[key.instrument as usize];
        let mut bytes = Vec::new();
        match Depth(key.depth) {
            Depth::Trades => bytes = std::mem::take(&mut topic.ticks),
            Depth::L1 => {
                topic.changed.clear();
                topic.feed_sequence += 1;
                write_frame(
                    &mut bytes,
                    &top_of_book(key.instrument, topic.feed_sequence, self.sequence, self.time, mirror),
                    0,
                );
            }
            _ => {
                let changes: Vec<Changed> = std::mem::take(&mut topic.changed).into_iter().collect();
                for part in changes.chunks(CHANGES_PER_FRAME) {
                    topic.feed_sequence += 1;
                    let is_last = part.last() == changes.last();
                    let checksum = if is_last { mirror.checksum() } else { 0 };
                    let update = wire::BookUpdate::new(
                        key.instrument,
                        checksum,
                        topic.feed_sequence,
                        self.sequence,
                        self.time,
                        part.len() as u32,
                        u32::from(!is_last),
                    );
                    let mut entries = Vec::with_capacity(part.len() * 24);
                    for &level in part {
                        let side = if level.is_sell { Side::Sell } else { Side::Buy };
                        let change =
                            wire::LevelChange::new(level.price, mirror.quantity(level), side, 0, 0, 0);
                        entries.extend_from_slice(&change.0);
                    }
                    write_frame_with(&mut bytes, &update, &entries, 0);
                }
            }
        }
        let conflates = Depth(key.depth) != Depth::Trades;
        let congested = &self.congested;
        let (slow, to): (Vec<_>, Vec<_>) =
            topic.subscribers.iter().copied().partition(|who| conflates && congested.contains(who));
        topic.skipped.extend(slow);
        let skipped = &topic.skipped;
        let to: Vec<_> = to.into_iter().filter(|who| !skipped.contains(who)).collect();
        if !to.is_empty() && !bytes.is_empty() {
            self.messages_total += to.len() as u64;
            out(Message { to, bytes });
        }
    }

    fn send_snapshot(&mut self, key: Key, who: Subscriber, out: &mut impl FnMut(Message)) {
        let topic = &self.topics[&key];
        let mirror = &self.mirrors[key.instrument as usize];
        let mut bytes = Vec::new();
        match Depth(key.depth) {
            Depth::Trades => return,
            Depth::L1 => {
                write_frame(
                    &mut bytes,
                    &top_of_book(key.instrument, topic.feed_sequence, self.sequence, self.time, mirror),
                    0,
                );
            }
            _ => self.write_snapshot(key, topic.feed_sequence, mirror, &mut bytes),
        }
        self.messages_total += 1;
        out(Message { to: vec![who], bytes });
    }

    fn write_snapshot(&self, key: Key, feed_sequence: u64, mirror: &Mirror, bytes: &mut Vec<u8>) {
        let levels: Vec<(bool, i64, u64)> = [false, true]
            .into_iter()
            .flat_map(|is_sell| {
                mirror.levels(is_sell).map(move |(price, quantity)| (is_sell, price, quantity))
            })
            .collect();
        let parts = levels.chunks(LEVELS_PER_FRAME).count().max(1);
        let empty: &[(bool, i64, u64)] = &[];
        for (part, levels) in
            levels.chunks(LEVELS_PER_FRAME).chain(std::iter::repeat(empty)).take(parts).enumerate()
        {
            let asks = levels.iter().filter(|(is_sell, ..)| *is_sell).count();
            let snapshot = wire::BookSnapshot::new(
                key.instrument,
                mirror.checksum(),
                feed_sequence,
                self.sequence,
                self.time,
                (levels.len() - asks) as u16,
                asks as u16,
                part as u16,
                u16::from(part + 1 == parts),
            );
            let mut entries = Vec::with_capacity(levels.len() * 16);
            for &(_, price, quantity) in levels {
                entries.extend_from_slice(&wire::Level::new(price, quantity).0);
            }
            write_frame_with(bytes, &snapshot, &entries, 0);
        }
    }
}

fn top_of_book(
    instrument: u32,
    feed_sequence: u64,
    sequence: u64,
    time: u64,
    mirror: &Mirror,
) -> wire::TopOfBook {
    let (bid_price, bid_quantity) = mirror.best(false).unwrap_or((0, 0));
    let (ask_price, ask_quantity) = mirror.best(true).unwrap_or((0, 0));
    wire::TopOfBook::new(
        instrument,
        0,
        feed_sequence,
        sequence,
        time,
        bid_price,
        bid_quantity,
        ask_price,
        ask_quantity,
        mirror.last_price,
        mirror.last_quantity,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tapebook_schema::{Message as _, ReportHeader};

    fn rested(price: i64, resting: u64, side: Side) -> wire::OrderRested {
        wire::OrderRested::new(&ReportHeader::default(), 1, 0, 16, price, resting, side, 0, 0, 0)
    }

    const WHO: Subscriber = Subscriber { connection: 1, generation: 1 };

    fn kinds(message: &Message) -> Vec<(MessageType, u64)> {
        let mut kinds = Vec::new();
        let mut bytes = message.bytes.as_slice();
        while !bytes.is_empty() {
            let (header, body, rest) = wire::parse_frame(bytes).unwrap();
            let sequence = match header.type_() {
                MessageType::BookSnapshot => wire::BookSnapshot::from_bytes(body).unwrap().feed_sequence(),
                MessageType::BookUpdate => wire::BookUpdate::from_bytes(body).unwrap().feed_sequence(),
                _ => 0,
            };
            kinds.push((header.type_(), sequence));
            bytes = rest;
        }
        kinds
    }

    #[test]
    fn a_snapshot_first_then_conflated_changes_without_gaps() {
        let mut feed = Feed::default();
        let mut sent = Vec::new();
        feed.subscribe(WHO, &wire::Subscribe::new(0, Depth::L2, 0, 0), 0, &mut |it| sent.push(it));
        assert_eq!(kinds(&sent.pop().unwrap()), [(MessageType::BookSnapshot, 0)]);
        for price in [10, 11, 10] {
            feed.event(MessageType::OrderRested, rested(price, 5, Side::Buy).bytes(), 1, 1);
        }
        assert_eq!(feed.next_due_ms(), Some(10));
        feed.publish(10, &mut |it| sent.push(it));
        assert_eq!(kinds(&sent.pop().unwrap()), [(MessageType::BookUpdate, 1)]);
        feed.publish(20, &mut |it| sent.push(it));
        assert!(sent.is_empty(), "nothing changed");
        assert_eq!(feed.mirror(0).unwrap().best(false), Some((11, 5)));
    }

    #[test]
    fn a_slow_reader_gets_a_snapshot_instead_of_what_it_missed() {
        let mut feed = Feed::default();
        let mut sent = Vec::new();
        feed.subscribe(WHO, &wire::Subscribe::new(0, Depth::L2, 0, 0), 0, &mut |_| ());
        feed.congested(WHO, true, 0, &mut |_| ());
        for step in 1..=3 {
            feed.event(MessageType::OrderRested, rested(10, 5, Side::Sell).bytes(), step, 1);
            feed.publish(step * 10, &mut |it| sent.push(it));
        }
        assert!(sent.is_empty());
        feed.congested(WHO, false, 40, &mut |it| sent.push(it));
        assert_eq!(kinds(&sent.pop().unwrap()), [(MessageType::BookSnapshot, 3)]);
        feed.event(MessageType::OrderRested, rested(11, 5, Side::Sell).bytes(), 4, 1);
        feed.publish(60, &mut |it| sent.push(it));
        assert_eq!(kinds(&sent.pop().unwrap()), [(MessageType::BookUpdate, 4)]);
    }
}
