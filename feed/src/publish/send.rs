//! What a topic's subscribers are sent, and who among them is passed over.

use super::frames::{self, Now};
use super::topic::{ChangedLevel, Key, Topic};
use super::{Feed, Instrument, Message, Subscriber};
use crate::statistics::Statistics;
use tapebook_schema as wire;
use tapebook_schema::{CandleInterval, Depth, write_frame};

impl Feed {
    /// Sends what followed a frame of a stream, if it is kept and, where a command is named, is of this stream.
    pub(super) fn resume(
        &mut self,
        key: Key,
        who: Subscriber,
        held: u64,
        of: Option<u64>,
        out: &mut impl FnMut(Message),
    ) -> bool {
        let instrument = self.at(key.instrument);
        let until = instrument.topic(key).map_or(0, |topic| topic.feed_sequence);
        let Some(stream) = instrument.stream(key.depth) else { return false };
        if of.is_some_and(|of| !stream.knows(held, of)) || held > until {
            return false;
        }
        let Some(missed) = stream.between(held, until) else { return false };
        let mut bytes = Vec::new();
        if of.is_some() {
            let (depth, interval) = (Depth(key.depth), CandleInterval(key.interval));
            write_frame(&mut bytes, &wire::FeedResumed::new(key.instrument, depth, interval, 0, held), 0);
        }
        bytes.extend_from_slice(&missed);
        self.counts.resumes += 1;
        if !bytes.is_empty() {
            self.hand_out(Message { to: vec![who], bytes }, out);
        }
        true
    }

    fn hand_out(&mut self, message: Message, out: &mut impl FnMut(Message)) {
        self.counts.messages += 1;
        self.counts.deliveries += message.to.len() as u64;
        self.counts.delivered_bytes += (message.to.len() * message.bytes.len()) as u64;
        out(message);
    }

    /// Sends a topic's changes to those who keep up.
    pub(super) fn send(&mut self, key: Key, now_ms: u64, out: &mut impl FnMut(Message)) {
        let now = self.now();
        let it = &mut self.instruments[key.instrument as usize];
        let Some(at) = it.topics.iter().position(|topic| topic.key == key) else { return };
        if !it.topics[at].is_due {
            return;
        }
        let mut topic = it.topics.swap_remove(at);
        self.due.remove(&(topic.sent_ms + key.period_ms, key));
        topic.is_due = false;
        topic.sent_ms = now_ms;
        let before = topic.feed_sequence;
        let mut bytes = Vec::new();
        match Depth(key.depth) {
            Depth::L2 => {
                let levels_at = it.levels_at(now.time);
                let changes: Vec<ChangedLevel> = std::mem::take(&mut topic.changed).into_iter().collect();
                topic.feed_sequence =
                    frames::book_update(&mut bytes, key, topic.feed_sequence, levels_at, &it.book, &changes);
            }
            Depth::L3 | Depth::Trades => {
                let stream = it.stream(key.depth).as_ref().expect("kept while it has topics");
                // Where not all is kept the numbers have a gap, which readers see.
                let from = topic.feed_sequence.max(stream.first() - 1);
                bytes = stream.between(from, stream.last).unwrap_or_default();
                topic.feed_sequence = stream.last;
            }
            Depth::Candles | Depth::QuoteCandles => send_candles(&mut bytes, &mut topic, now, &it.statistics),
            _ => {
                topic.feed_sequence += 1;
                one_frame(&mut bytes, key, topic.feed_sequence, now, it);
            }
        }
        let mut to = topic.subscribers.clone();
        if !self.congested.is_empty() {
            let congested = &self.congested;
            to.retain(|who| {
                let is_slow = congested.contains(who) || topic.skipped.contains_key(who);
                if is_slow {
                    topic.skipped.entry(*who).or_insert(before);
                    self.counts.skipped += 1;
                }
                !is_slow
            });
        }
        it.topics.push(topic);
        if !to.is_empty() && !bytes.is_empty() {
            self.hand_out(Message { to, bytes }, out);
        }
    }

    pub(super) fn send_snapshot(&mut self, key: Key, who: Subscriber, out: &mut impl FnMut(Message)) {
        let now = self.now();
        let it = &self.instruments[key.instrument as usize];
        let topic = it.topics.iter().find(|topic| topic.key == key).expect("it has subscribers");
        let number = topic.feed_sequence;
        let mut bytes = Vec::new();
        match Depth(key.depth) {
            Depth::Trades => return,
            Depth::L2 => frames::book_snapshot(&mut bytes, key, number, it.levels_at(now.time), &it.book),
            Depth::L3 => frames::orders_snapshot(&mut bytes, key, number, now, &it.book),
            Depth::Candles => {
                for bar in it.statistics.bars(CandleInterval(key.interval)) {
                    frames::candle(&mut bytes, key, number, now, bar);
                }
            }
            Depth::QuoteCandles => {
                for bar in it.statistics.quotes.bars(CandleInterval(key.interval)) {
                    frames::quote_candle(&mut bytes, key, number, now, bar);
                }
            }
            _ => one_frame(&mut bytes, key, number, now, it),
        }
        self.counts.snapshots += 1;
        if !bytes.is_empty() {
            self.hand_out(Message { to: vec![who], bytes }, out);
        }
    }
}

/// Feeds whose every message is their whole state.
fn one_frame(bytes: &mut Vec<u8>, key: Key, number: u64, now: Now, it: &Instrument) {
    match Depth(key.depth) {
        Depth::Status => write_frame(bytes, &frames::instrument_state(key, number, now, it), 0),
        Depth::Ticker => write_frame(bytes, &frames::ticker(key, number, now, it), 0),
        _ => write_frame(bytes, &frames::top_of_book(key, number, now, it), 0),
    }
}

/// The open candle and those that were over since the topic was last sent.
fn send_candles(bytes: &mut Vec<u8>, topic: &mut Topic, now: Now, statistics: &Statistics) {
    let interval = CandleInterval(topic.key.interval);
    let from = topic.open_time;
    if topic.key.depth == Depth::QuoteCandles.0 {
        let bars = statistics.quotes.bars(interval).rev();
        let since: Vec<_> = bars.take_while(|bar| bar.open_time >= from).collect();
        for bar in since.into_iter().rev() {
            topic.feed_sequence += 1;
            frames::quote_candle(bytes, topic.key, topic.feed_sequence, now, bar);
            topic.open_time = bar.open_time;
        }
        return;
    }
    let since: Vec<_> = statistics.bars(interval).rev().take_while(|bar| bar.open_time >= from).collect();
    for bar in since.into_iter().rev() {
        topic.feed_sequence += 1;
        frames::candle(bytes, topic.key, topic.feed_sequence, now, bar);
        topic.open_time = bar.open_time;
    }
}
