//! Candles and statistics go on over a restart, as if nothing had happened.

use crate::requests::{Random, buy, bytes_of, cancel, header, sell};
use crate::world::{Frame, SECOND, World, key};
use std::collections::BTreeMap;
use tapebook_engine::book;
use tapebook_journal::Storage;
use tapebook_schema as wire;
use tapebook_schema::{Amount, CandleInterval, Depth, MessageType as T, Side, TradeParty};
use tapebook_sequencer::tools;

const MINUTE: u64 = 60 * SECOND;
const DAY: u64 = 1440 * MINUTE;
/// Interval, minutes, candles kept.
const INTERVALS: [(CandleInterval, u64, usize); 6] = [
    (CandleInterval::Minute1, 1, 1440),
    (CandleInterval::Minute5, 5, 288),
    (CandleInterval::Minute15, 15, 96),
    (CandleInterval::Hour1, 60, 168),
    (CandleInterval::Hour4, 240, 42),
    (CandleInterval::Day1, 1440, 31),
];

/// A trade as it stands.
#[derive(Clone)]
struct Traded {
    time: u64,
    price: i64,
    quantity: u64,
    maker: TradeParty,
    taker: TradeParty,
}

/// Open time, open, high, low, close, volume, quote volume, trades.
type Row = (u64, [i64; 4], u64, i128, u64);

/// Open time, bid's and ask's open, high, low and close, changes.
type QuoteRow = (u64, [[i64; 4]; 2], u64);

/// An exchange, with every trade of it ever made by its id, and every change of its best prices.
struct Exchange {
    world: World,
    second: u32,
    trades: BTreeMap<u64, Traded>,
    /// Time, best bid and best ask.
    quotes: Vec<(u64, i64, i64)>,
    /// Are candles of quotes all there?
    has_quotes: bool,
    random: Random,
    number: u64,
}

impl Exchange {
    fn new() -> Self {
        let mut world = World::with(3);
        let public = key(77).verifying_key().to_bytes();
        world.operate(&crate::requests::register("second", &public, 0, 2, 0));
        let second = world.log_on(&key(77), 0);
        let (trades, quotes) = (BTreeMap::new(), Vec::new());
        let random = Random(5);
        let mut exchange = Self { world, second, trades, quotes, has_quotes: true, random, number: 0 };
        exchange.world.trade(2, &buy("standing-bid", 81, 5));
        exchange.world.trade(2, &sell("standing-ask", 119, 5));
        exchange.quote();
        exchange
    }

    /// Looks at the best prices after a command.
    fn quote(&mut self) {
        let engine = &self.world.core.state().engine;
        let best = |side| engine.books().best(0, side).expect("both sides stand").0;
        let (bid, ask) = (best(book::Side::Buy), best(book::Side::Sell));
        if self.quotes.last().is_none_or(|last| (last.1, last.2) != (bid, ask)) {
            self.quotes.push((engine.time(), bid, ask));
        }
    }

    fn id(&mut self) -> String {
        self.number += 1;
        format!("x{}", self.number)
    }

    /// One trade after a while.
    fn trade(&mut self, most_ms: u64) {
        self.world.clock.advance(self.random.below(most_ms * 1_000_000));
        let (price, quantity) = (90 + self.random.below(20) as i64, 1 + self.random.below(9));
        let (maker, taker) = (self.id(), self.id());
        self.world.trade(0, &sell(&maker, price, quantity));
        self.quote();
        let told = self.world.trade(1, &buy(&taker, price, quantity));
        self.quote();
        if self.random.one_in(3) {
            self.world.clock.advance(self.random.below(most_ms * 1_000_000));
            let (bid, end) = (self.id(), self.id());
            self.world.trade(2, &buy(&bid, 81 + self.random.below(8) as i64, 1));
            self.quote();
            self.world.trade(2, &cancel(&end, &bid));
            self.quote();
        }
        let fill: wire::Fill = told.iter().find(|it| it.kind == T::Fill).expect("it trades").read();
        let party = |order, account, asset| TradeParty::new(order, account, asset, &Amount::from(0));
        let traded = Traded {
            time: fill.report().time(),
            price,
            quantity,
            maker: party(fill.counterparty_order_id(), 16, 1),
            taker: party(fill.order_id(), 17, 0),
        };
        assert!(self.trades.insert(fill.trade_id(), traded).is_none());
    }

    /// Two operators take a trade back, or book it at another price.
    fn amend(&mut self, id: u64, is_bust: bool) {
        let it = self.trades[&id].clone();
        for connection in [self.world.operator.connection, self.second] {
            let request = header(&self.id());
            let (price, quantity) = (it.price, it.quantity);
            if is_bust {
                let bust = wire::BustTrade::new(
                    &request,
                    id,
                    0,
                    Side::Buy,
                    0,
                    0,
                    price,
                    quantity,
                    &it.maker,
                    &it.taker,
                );
                self.world.ask(connection, &bust);
            } else {
                let correct = wire::CorrectTrade::new(
                    &request,
                    id,
                    0,
                    Side::Buy,
                    0,
                    0,
                    price,
                    quantity,
                    &it.maker,
                    &it.taker,
                    price + 1,
                    quantity,
                );
                self.world.ask(connection, &correct);
            }
        }
        if is_bust {
            self.trades.remove(&id);
        } else {
            self.trades.get_mut(&id).unwrap().price += 1;
        }
    }

    /// What a candle over these times is, by all trades that stand.
    fn naive(&self, from: u64, until: u64) -> Option<Row> {
        let within: Vec<&Traded> =
            self.trades.values().filter(|it| (from..until).contains(&it.time)).collect();
        let prices = || within.iter().map(|it| it.price);
        let (open, close) = (prices().next()?, prices().next_back()?);
        let row = [open, prices().max()?, prices().min()?, close];
        let volume = within.iter().map(|it| it.quantity).sum();
        let turnover = within.iter().map(|it| i128::from(it.price) * i128::from(it.quantity)).sum();
        Some((from, row, volume, turnover, within.len() as u64))
    }

    fn candles(&self, minutes: u64, kept: usize) -> Vec<Row> {
        let length = minutes * MINUTE;
        // An interval stays among those kept when all its trades are taken back; none are here.
        let mut begins: Vec<u64> = self.trades.values().map(|it| it.time - it.time % length).collect();
        begins.dedup();
        let from = begins.len().saturating_sub(kept);
        begins[from..].iter().map(|&begin| self.naive(begin, begin + length).unwrap()).collect()
    }

    fn quote_candles(&self, minutes: u64, kept: usize) -> Vec<QuoteRow> {
        let length = minutes * MINUTE;
        let mut begins: Vec<u64> = self.quotes.iter().map(|it| it.0 - it.0 % length).collect();
        begins.dedup();
        let row = |&begin: &u64| {
            let within = || self.quotes.iter().filter(move |it| (begin..begin + length).contains(&it.0));
            let side = |prices: Vec<i64>| {
                let (open, close) = (prices[0], prices[prices.len() - 1]);
                [open, *prices.iter().max().unwrap(), *prices.iter().min().unwrap(), close]
            };
            let [bid, ask] = [within().map(|it| it.1).collect(), within().map(|it| it.2).collect()];
            (begin, [side(bid), side(ask)], within().count() as u64)
        };
        begins[begins.len().saturating_sub(kept)..].iter().map(row).collect()
    }

    /// What a new reader is told is what all trades say.
    fn agrees(&mut self) {
        let connection = self.world.traders[2].connection;
        for (interval, minutes, kept) in INTERVALS {
            let mut told = Vec::new();
            for it in self.told(connection, Depth::Candles, interval) {
                let it: wire::Candle = it.read();
                let prices = [it.open(), it.high(), it.low(), it.close()];
                told.push((it.open_time(), prices, it.volume(), it.quote_volume().into(), it.trades()));
            }
            assert_eq!(told, self.candles(minutes, kept), "{interval:?}");
        }
        let has_quotes = self.has_quotes;
        for (interval, minutes, kept) in INTERVALS.into_iter().filter(|_| has_quotes) {
            let told = self.told(connection, Depth::QuoteCandles, interval).into_iter().map(|it| {
                let it: wire::QuoteCandle = it.read();
                let bid = [it.bid_open(), it.bid_high(), it.bid_low(), it.bid_close()];
                let ask = [it.ask_open(), it.ask_high(), it.ask_low(), it.ask_close()];
                (it.open_time(), [bid, ask], it.changes())
            });
            assert_eq!(told.collect::<Vec<_>>(), self.quote_candles(minutes, kept), "{interval:?}");
        }
        let ticker: wire::Ticker = self.told(connection, Depth::Ticker, CandleInterval::Minute1)[0].read();
        let now = ticker.time();
        let (_, [open, high, low, _], volume, turnover, trades) =
            self.naive(now - now % MINUTE - (DAY - MINUTE), u64::MAX).unwrap_or_default();
        assert_eq!((ticker.open_price(), ticker.high_price(), ticker.low_price()), (open, high, low));
        let counted = (ticker.volume(), ticker.quote_volume().into(), u64::from(ticker.trades()));
        assert_eq!(counted, (volume, turnover, trades));
        let last = self.trades.values().next_back().map(|it| (it.price, it.quantity));
        assert_eq!(Some((ticker.last_price(), ticker.last_quantity())), last);
    }

    /// The snapshot of one feed.
    fn told(&mut self, connection: u32, depth: Depth, interval: CandleInterval) -> Vec<Frame> {
        self.world.peer_mut(connection).forget();
        let kind = match depth {
            Depth::Ticker => T::Ticker,
            Depth::Candles => T::Candle,
            _ => T::QuoteCandle,
        };
        self.world.send(connection, &bytes_of(&wire::Subscribe::new(0, depth, interval, 0, 0, 0)));
        self.world
            .until("the snapshot", |world| world.peer(connection).frames.iter().any(|it| it.kind == kind));
        let frames = self.world.peer_mut(connection).take();
        self.world.ask(connection, &wire::Unsubscribe::new(0, depth, interval, 0));
        frames.into_iter().filter(|it| it.kind == kind).collect()
    }

    /// Another process finds the disk so.
    fn restart(&mut self, storage: tapebook_journal::MemStorage) {
        self.world = self.world.reopened(storage);
        for seat in 0..3 {
            self.world.log_on_trader(seat, 0);
        }
        self.world.operator.connection = self.world.log_on(&key(1), 0);
        self.second = self.world.log_on(&key(77), 0);
        assert_eq!(self.world.recovery.snapshots_passed_over, [""; 0]);
    }

    fn snapshot(&mut self) {
        self.world.settle();
        // Of what is sealed, as a second process makes it of a running server's folder.
        tools::make_snapshot(&self.world.storage, 2, &mut |_, _| true).unwrap().expect("a snapshot");
    }
}

// req: MD-03 MD-06 EV-04
#[test]
fn candles_and_statistics_are_those_of_all_trades_after_any_restart() {
    let mut exchange = Exchange::new();
    for round in 0..9u64 {
        // Trades within a minute, within a day, and of days.
        for _ in 0..30 {
            exchange.trade([5_000, 600_000, 7_200_000][round as usize % 3]);
        }
        let newest = *exchange.trades.last_key_value().unwrap().0;
        if round % 2 == 1 {
            exchange.amend(newest - 3, false);
            // Of before the restart, and not the only one of its minute.
            exchange.trade(1);
            exchange.trade(1);
            exchange.amend(newest + 2, true);
        }
        exchange.agrees();
        if round == 4 || round == 6 {
            exchange.snapshot();
        }
        let storage = exchange.world.storage.fork();
        if round == 8 {
            // Somebody took it away: the events that are kept tell the same of trades.
            exchange.has_quotes = false;
            let names = storage.list().unwrap();
            let beside =
                names.iter().find(|name| name.starts_with("statistics-")).expect("beside the snapshot");
            storage.remove(beside).unwrap();
        }
        exchange.restart(storage);
        exchange.agrees();
    }
    assert!(exchange.world.recovery.snapshot > 0, "the last start began with a snapshot");
}

#[test]
fn damaged_statistics_are_named_and_counted_anew() {
    let mut exchange = Exchange::new();
    for _ in 0..200 {
        exchange.trade(600_000);
    }
    exchange.snapshot();
    let storage = exchange.world.storage.fork();
    let name = storage.list().unwrap().into_iter().find(|name| name.starts_with("statistics-")).unwrap();
    let mut bytes = storage.contents(&name).unwrap();
    bytes[300] ^= 1;
    storage.put(&name, bytes);
    exchange.world = exchange.world.reopened(storage);
    exchange.world.log_on_trader(2, 0);
    exchange.has_quotes = false;
    assert!(exchange.world.recovery.snapshots_passed_over[0].contains(&name));
    exchange.agrees();
}
