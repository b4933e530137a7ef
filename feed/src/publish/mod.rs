//! Who subscribed to what, and what they are sent when.
//!
//! Books change command by command; what is sent shows them after whole commands. L1, L2, status, ticker and candles
//! are conflated: a topic sends what changed since it last did. L3 and trades are streams: every frame is sent, those
//! that come within a topic's period together.

mod frames;
mod history;
mod send;
#[cfg(test)]
mod tests;
mod topic;

use crate::book::{Book, BookImage, Indication, instrument_of, read};
use crate::statistics::Statistics;
use frames::Now;
use std::collections::BTreeSet;
use tapebook_schema as wire;
use tapebook_schema::{
    CandleInterval, Depth, InstrumentStatus, Message as _, MessageType, SettlementStatus, Side, TickKind,
    write_frame,
};
use topic::{ChangedLevel, Key, Stream, Topic};

const FASTEST_MS: u64 = 10;
/// How long a stream that nobody reads any more is kept for those who resume.
const STREAM_KEPT_MS: u64 = 60_000;
const MINUTE: u64 = 60 * 1_000_000_000;

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

/// Counters, for metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedCounts {
    /// Feeds that somebody has.
    pub subscriptions: u64,
    /// Sets of subscribers who share their bytes.
    pub topics: u64,
    /// Messages handed out, and the readers they went to.
    pub messages: u64,
    pub deliveries: u64,
    pub delivered_bytes: u64,
    /// Messages that a reader was not sent because it was too slow.
    pub skipped: u64,
    pub resumes: u64,
    /// Snapshots sent: at the beginning, to readers who were too slow, and where a resume was not possible.
    pub snapshots: u64,
}

/// All there is to tell about one instrument.
#[derive(Default)]
struct Instrument {
    book: Book,
    /// The last command that changed the displayed book.
    changed_by: u64,
    status: InstrumentStatus,
    indication: Indication,
    reference_price: i64,
    statistics: Statistics,
    topics: Vec<Topic>,
    /// By order and trades, while somebody listens.
    orders: Option<Stream>,
    tape: Option<Stream>,
    /// L3 changes of the command under way, and which one that is.
    pending: Vec<u8>,
    pending_of: (u64, u64),
    /// Did it change the book or the phase? And is it among those to be sealed?
    is_touched: bool,
    is_unsealed: bool,
}

impl Instrument {
    fn topic(&mut self, key: Key) -> Option<&mut Topic> {
        self.topics.iter_mut().find(|topic| topic.key == key)
    }

    fn stream(&mut self, depth: u8) -> &mut Option<Stream> {
        if depth == Depth::L3.0 { &mut self.orders } else { &mut self.tape }
    }

    /// A topic that begins now; nobody has it yet.
    fn add_topic(&mut self, key: Key) {
        let mut topic = Topic::new(key);
        if is_stream(key.depth) {
            topic.feed_sequence = self.stream(key.depth).as_ref().map_or(0, |stream| stream.last);
        }
        let interval = CandleInterval(key.interval);
        let newest = match Depth(key.depth) {
            Depth::Candles => self.statistics.bars(interval).next_back().map(|bar| bar.open_time),
            Depth::QuoteCandles => self.statistics.quotes.bars(interval).next_back().map(|bar| bar.open_time),
            _ => None,
        };
        topic.open_time = newest.unwrap_or(0);
        self.topics.push(topic);
    }

    /// Where the book by price stands: every reader is told the same number for the same levels, whenever it came.
    fn levels_at(&self, time: u64) -> Now {
        Now { sequence: self.changed_by, time }
    }

    /// The last frame that all topics of a stream have sent.
    fn sent(&self, depth: Depth) -> u64 {
        let topics = self.topics.iter().filter(|topic| topic.key.depth == depth.0);
        topics.map(|topic| topic.feed_sequence).min().unwrap_or(u64::MAX)
    }

    /// The command whose changes are gathered is over; true if best bid and offer are others now.
    fn seal(&mut self, instrument: u32) -> bool {
        self.send_orders(instrument);
        if !std::mem::take(&mut self.is_touched) || self.status != InstrumentStatus::Continuous {
            return false;
        }
        let [bid, ask] = [false, true].map(|is_sell| self.book.best(is_sell));
        let Some((bid, ask)) = bid.zip(ask).filter(|(bid, ask)| bid.0 < ask.0) else { return false };
        self.statistics.quotes.see(self.pending_of.1, bid.0, ask.0)
    }

    fn send_orders(&mut self, instrument: u32) {
        if self.pending.is_empty() {
            return;
        }
        let sent = self.sent(Depth::L3);
        let (sequence, time) = self.pending_of;
        if let Some(stream) = &mut self.orders {
            let number = stream.last;
            let now = Now { sequence, time };
            frames::orders_updates(instrument, number, now, &self.book, &self.pending, |frame| {
                stream.push(sequence, frame, sent);
            });
        }
        self.pending.clear();
    }
}

fn is_candles(depth: u8) -> bool {
    depth == Depth::Candles.0 || depth == Depth::QuoteCandles.0
}

fn is_stream(depth: u8) -> bool {
    depth == Depth::L3.0 || depth == Depth::Trades.0
}

/// All feeds.
#[derive(Default)]
pub struct Feed {
    instruments: Vec<Instrument>,
    /// Topics with something to send, by when.
    due: BTreeSet<(u64, Key)>,
    /// Instruments changed by a command that may go on.
    unsealed: Vec<u32>,
    congested: BTreeSet<Subscriber>,
    /// Last command applied, and its time.
    now: (u64, u64),
    idle_looked_ms: u64,
    counts: FeedCounts,
}

impl Feed {
    /// Feeds that begin with these books, as of a command.
    pub fn new(images: &[BookImage], sequence: u64, time: u64) -> Self {
        let instruments = images.iter().map(|image| {
            let mut statistics = Statistics::default();
            statistics.last_price = image.last_price;
            Instrument {
                book: Book::from_image(image),
                changed_by: sequence,
                status: image.status,
                indication: image.indication,
                reference_price: image.reference_price,
                statistics,
                ..Instrument::default()
            }
        });
        Self { instruments: instruments.collect(), now: (sequence, time), ..Self::default() }
    }

    pub fn book(&self, instrument: u32) -> Option<&Book> {
        self.instruments.get(instrument as usize).map(|it| &it.book)
    }

    pub fn statistics(&self, instrument: u32) -> Option<&Statistics> {
        self.instruments.get(instrument as usize).map(|it| &it.statistics)
    }

    pub fn counts(&self) -> FeedCounts {
        self.counts
    }

    fn at(&mut self, instrument: u32) -> &mut Instrument {
        let at = instrument as usize;
        if self.instruments.len() <= at {
            self.instruments.resize_with(at + 1, Instrument::default);
        }
        &mut self.instruments[at]
    }

    fn now(&self) -> Now {
        Now { sequence: self.now.0, time: self.now.1 }
    }

    /// Applies one released event. O(topics of its instrument + log levels).
    pub fn event(&mut self, kind: MessageType, body: &[u8], sequence: u64, time: u64) {
        let minute_before = self.now.1 / MINUTE;
        self.now = (sequence, time);
        if time / MINUTE > minute_before {
            self.new_minute();
        }
        match kind {
            MessageType::Applied => return self.applied(body),
            MessageType::PhaseChanged | MessageType::AuctionIndication => return self.phase(kind, body),
            _ => {}
        }
        let Some(instrument) = instrument_of(kind, body) else { return };
        self.begin(instrument);
        let it = &mut self.instruments[instrument as usize];
        let has_orders = it.orders.is_some();
        let Instrument { book, pending, topics, .. } = it;
        let mut has_changed = false;
        book.apply(kind, body, |change| {
            has_changed = true;
            if has_orders {
                frames::order_change(pending, &change);
            }
            let level = ChangedLevel { is_sell: change.is_sell, price: change.price };
            for topic in topics.iter_mut().filter(|topic| topic.key.depth == Depth::L2.0) {
                topic.changed.insert(level);
            }
        });
        let is_print = self.print(instrument, kind, body);
        if has_changed {
            self.instruments[instrument as usize].changed_by = sequence;
            self.touch(instrument);
        }
        let it = &mut self.instruments[instrument as usize];
        for topic in &mut it.topics {
            let concerns = match Depth(topic.key.depth) {
                Depth::L1 | Depth::Ticker => has_changed || is_print,
                Depth::Trades | Depth::Candles => is_print,
                Depth::L2 | Depth::L3 => has_changed,
                _ => false,
            };
            if concerns && !topic.is_due {
                topic.is_due = true;
                self.due.insert((topic.sent_ms + topic.key.period_ms, topic.key));
            }
        }
    }

    /// Counts a trade, or what became of it, and puts it on the tape; true if it was one.
    fn print(&mut self, instrument: u32, kind: MessageType, body: &[u8]) -> bool {
        let (sequence, time) = self.now;
        let it = &mut self.instruments[instrument as usize];
        let sent = it.sent(Depth::Trades);
        let number = it.tape.as_ref().map_or(0, |tape| tape.last + 1);
        let tick = |side, what, id, price, quantity| {
            wire::TradeTick::new(instrument, side, what, 0, number, sequence, time, id, price, quantity)
        };
        let tick = match kind {
            MessageType::Trade => {
                let trade: wire::Trade = read(body);
                tick(trade.taker_side(), TickKind::Trade, trade.trade_id(), trade.price(), trade.quantity())
            }
            MessageType::AuctionTrade => {
                let trade: wire::AuctionTrade = read(body);
                tick(Side::Buy, TickKind::Auction, trade.trade_id(), trade.price(), trade.quantity())
            }
            MessageType::TradeAmended => {
                let it: wire::TradeAmended = read(body);
                let is_bust = it.status() == SettlementStatus::Busted;
                let (what, price, quantity) = if is_bust {
                    (TickKind::Busted, it.price(), it.quantity())
                } else {
                    (TickKind::Corrected, it.new_price(), it.new_quantity())
                };
                tick(it.taker_side(), what, it.trade_id(), price, quantity)
            }
            _ => return false,
        };
        let changed = it.statistics.count(kind, body, time);
        for topic in it.topics.iter_mut().filter(|topic| topic.key.depth == Depth::Candles.0) {
            let bar = changed[usize::from(topic.key.interval)];
            topic.open_time = topic.open_time.min(bar.unwrap_or(u64::MAX));
        }
        if let Some(tape) = &mut it.tape {
            let mut frame = Vec::with_capacity(72);
            write_frame(&mut frame, &tick, 0);
            tape.push(sequence, &frame, sent);
        }
        true
    }

    /// An event of this instrument comes: what belongs to an earlier command is over.
    fn begin(&mut self, instrument: u32) {
        let now = self.now;
        if self.at(instrument).pending_of.0 != now.0 {
            self.seal(instrument);
            self.instruments[instrument as usize].pending_of = now;
        }
    }

    /// The command under way changed an instrument.
    fn touch(&mut self, instrument: u32) {
        let it = &mut self.instruments[instrument as usize];
        it.is_touched = true;
        if !std::mem::replace(&mut it.is_unsealed, true) {
            self.unsealed.push(instrument);
        }
    }

    fn seal(&mut self, instrument: u32) {
        if self.instruments[instrument as usize].seal(instrument) {
            self.make_due(instrument, |key| key.depth == Depth::QuoteCandles.0);
        }
    }

    /// An instrument's phase changed, or what its auction would do.
    fn phase(&mut self, kind: MessageType, body: &[u8]) {
        let instrument = if kind == MessageType::PhaseChanged {
            let changed: wire::PhaseChanged = read(body);
            self.begin(changed.instrument());
            self.touch(changed.instrument());
            let it = self.at(changed.instrument());
            it.status = changed.status();
            it.reference_price = changed.reference_price();
            it.indication = Indication::default();
            changed.instrument()
        } else {
            let told: wire::AuctionIndication = read(body);
            let surplus = told.surplus() as i64;
            self.at(told.instrument()).indication = Indication {
                price: told.price(),
                quantity: told.volume(),
                surplus: if told.surplus_side() == Side::Sell { -surplus } else { surplus },
            };
            told.instrument()
        };
        self.make_due(instrument, |key| key.depth == Depth::Status.0);
    }

    /// An operator's command took effect.
    fn applied(&mut self, body: &[u8]) {
        let Some((applied, command)) = body.split_first_chunk().map(|(it, rest)| (wire::Applied(*it), rest))
        else {
            return;
        };
        let instrument = match applied.type_() {
            MessageType::AddInstrument => {
                let Some(added) = wire::AddInstrument::from_bytes(command) else { return };
                let instrument = applied.id() as u32;
                self.at(instrument).reference_price = added.reference_price();
                instrument
            }
            MessageType::SetReferencePrice => {
                let Some(set) = wire::SetReferencePrice::from_bytes(command) else { return };
                self.at(set.instrument()).reference_price = set.price();
                set.instrument()
            }
            _ => return,
        };
        self.make_due(instrument, |key| key.depth == Depth::Status.0);
    }

    fn make_due(&mut self, instrument: u32, concerns: impl Fn(&Key) -> bool) {
        let it = &mut self.instruments[instrument as usize];
        for topic in it.topics.iter_mut().filter(|topic| !topic.is_due && concerns(&topic.key)) {
            topic.is_due = true;
            self.due.insert((topic.sent_ms + topic.key.period_ms, topic.key));
        }
    }

    /// The 24 hours moved on, and candles may be over. O(instruments + topics), once a minute.
    fn new_minute(&mut self) {
        for instrument in 0..self.instruments.len() {
            self.make_due(instrument as u32, |key| key.depth == Depth::Ticker.0 || is_candles(key.depth));
        }
    }

    /// Adds a subscriber. The first thing it is sent is a snapshot, numbered so that all share the numbers from there;
    /// or what it missed, if it resumes and that is kept.
    pub fn subscribe(
        &mut self,
        who: Subscriber,
        it: &wire::Subscribe,
        now_ms: u64,
        out: &mut impl FnMut(Message),
    ) {
        let depth = it.depth();
        let period_ms = match it.rate() {
            _ if depth == Depth::L3 => FASTEST_MS,
            0 => FASTEST_MS,
            rate => 1000 / u64::from(rate.clamp(1, 100)),
        };
        let interval = if is_candles(depth.0) { it.interval().0 } else { 0 };
        if !frames::is_interval(interval) {
            return;
        }
        let key = Key { instrument: it.instrument(), depth: depth.0, interval, period_ms };
        self.seal_all();
        let begins = self.now.0;
        let instrument = self.at(key.instrument);
        if is_stream(key.depth) {
            let stream = instrument.stream(key.depth).get_or_insert_with(|| Stream::new(begins));
            stream.idle_since_ms = None;
        }
        if instrument.topic(key).is_none() {
            instrument.add_topic(key);
            self.counts.topics += 1;
        }
        self.catch_up(key, now_ms, out);
        let instrument = self.at(key.instrument);
        instrument.topic(key).expect("made above").subscribers.push(who);
        self.counts.subscriptions += 1;
        if self.congested.contains(&who) {
            // Whatever it holds, it begins with a snapshot once it reads.
            let topic = self.at(key.instrument).topic(key).expect("made above");
            topic.skipped.insert(who, u64::MAX);
            return;
        }
        let (held, of) = (it.feed_sequence(), it.sequence());
        if is_stream(key.depth) && (held, of) != (0, 0) && self.resume(key, who, held, Some(of), out) {
            return;
        }
        self.send_snapshot(key, who, out);
    }

    /// Before somebody begins: L3 sends what it owes, for its changes follow from each other. Everything else tells
    /// whole values, so that what is owed may come again, at its own time: nobody's arrival makes a feed faster.
    fn catch_up(&mut self, key: Key, now_ms: u64, out: &mut impl FnMut(Message)) {
        if key.depth == Depth::L3.0 {
            self.send(key, now_ms, out);
        }
    }

    pub fn unsubscribe(&mut self, who: Subscriber, it: &wire::Unsubscribe, now_ms: u64) {
        let interval = if is_candles(it.depth().0) { it.interval() } else { CandleInterval::Minute1 };
        let Some(instrument) = self.instruments.get(it.instrument() as usize) else { return };
        let keys: Vec<Key> = instrument
            .topics
            .iter()
            .map(|topic| topic.key)
            .filter(|key| (key.depth, key.interval) == (it.depth().0, interval.0))
            .collect();
        keys.into_iter().for_each(|key| self.drop_from(key, who, now_ms));
    }

    /// A connection is gone. O(topics).
    pub fn leave(&mut self, who: Subscriber, now_ms: u64) {
        self.congested.remove(&who);
        let topics = self.instruments.iter().flat_map(|it| &it.topics);
        let keys: Vec<Key> = topics.filter(|it| it.subscribers.contains(&who)).map(|it| it.key).collect();
        keys.into_iter().for_each(|key| self.drop_from(key, who, now_ms));
    }

    fn drop_from(&mut self, key: Key, who: Subscriber, now_ms: u64) {
        let it = &mut self.instruments[key.instrument as usize];
        let Some(at) = it.topics.iter().position(|topic| topic.key == key) else { return };
        let topic = &mut it.topics[at];
        topic.skipped.remove(&who);
        let before = topic.subscribers.len();
        topic.subscribers.retain(|&it| it != who);
        self.counts.subscriptions -= (before - topic.subscribers.len()) as u64;
        if !topic.subscribers.is_empty() {
            return;
        }
        self.counts.topics -= 1;
        if topic.is_due {
            self.due.remove(&(topic.sent_ms + key.period_ms, key));
        }
        it.topics.swap_remove(at);
        if is_stream(key.depth) && !it.topics.iter().any(|topic| topic.key.depth == key.depth) {
            it.send_orders(key.instrument);
            if let Some(stream) = it.stream(key.depth) {
                stream.idle_since_ms = Some(now_ms);
            }
        }
    }

    /// A subscriber reads too slowly, or reads again: then it gets what it missed, or a snapshot.
    pub fn congested(&mut self, who: Subscriber, is: bool, now_ms: u64, out: &mut impl FnMut(Message)) {
        if is {
            self.congested.insert(who);
            return;
        }
        if !self.congested.remove(&who) {
            return;
        }
        let topics = self.instruments.iter().flat_map(|it| &it.topics);
        let missed: Vec<Key> =
            topics.filter(|topic| topic.skipped.contains_key(&who)).map(|topic| topic.key).collect();
        for key in missed {
            self.seal_all();
            self.catch_up(key, now_ms, out);
            let topic = self.at(key.instrument).topic(key).expect("listed above");
            let held = topic.skipped.remove(&who).unwrap_or(u64::MAX);
            if !(is_stream(key.depth) && self.resume(key, who, held, None, out)) {
                self.send_snapshot(key, who, out);
            }
        }
    }

    /// When something will be due, in ms; `None` if nothing is.
    pub fn next_due_ms(&self) -> Option<u64> {
        self.due.first().map(|&(due, _)| due)
    }

    fn seal_all(&mut self) {
        for instrument in std::mem::take(&mut self.unsealed) {
            self.instruments[instrument as usize].is_unsealed = false;
            self.seal(instrument);
        }
    }

    /// Sends what is due; to be called between commands only. O(changes sent).
    pub fn publish(&mut self, now_ms: u64, out: &mut impl FnMut(Message)) {
        self.seal_all();
        while let Some(&(due, key)) = self.due.first() {
            if due > now_ms {
                break;
            }
            self.send(key, now_ms, out);
        }
        self.drop_idle(now_ms);
    }

    /// Streams that nobody came back to end. O(instruments), once in a while.
    fn drop_idle(&mut self, now_ms: u64) {
        if now_ms < self.idle_looked_ms + STREAM_KEPT_MS / 4 {
            return;
        }
        self.idle_looked_ms = now_ms;
        for it in &mut self.instruments {
            for stream in [&mut it.orders, &mut it.tape] {
                let since = stream.as_ref().and_then(|stream| stream.idle_since_ms);
                if since.is_some_and(|since| now_ms >= since + STREAM_KEPT_MS) {
                    *stream = None;
                }
            }
        }
    }
}
