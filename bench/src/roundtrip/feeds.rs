//! What readers of market data cost those who trade, and how many messages a second reach readers.

use super::readers::{Count, Readers};
use super::{Ours, SOAK_WINDOW, pairs, ratio_of};
use crate::measure::{median, spread};
use crate::report::{Line, Options, Reporter};
use crate::roundtrip::load::{Load, Peer};
use crate::roundtrip::logon;
use crate::roundtrip::server::Server;
use std::time::{Duration, Instant};
use tapebook_schema::Depth;

const BENCH: &str = "feeds";
/// Readers of one busy instrument by price, and by order.
const BY_PRICE: usize = 1_000;
const BY_ORDER: usize = 100;
const TRADERS: u32 = 10;
/// Orders a second, and how many of them at once. One at a time what an order costs is mostly wake-ups, of which there
/// are more or fewer as the disk is quick or slow.
const RATE: u64 = 5_000;
const BURST: u64 = 50;

/// Seconds until the buffers of those who never read are full.
const MUTE_WARM_UP: u64 = 120;
/// Seconds between two lines about memory.
const TELL_EVERY: u64 = 300;
/// Memory of the last fifth of a run's second half, as a multiple of its first fifth's, above which it grows. In the first
/// half code is still compiled, and blocks are touched for the first time.
const GROWTH: f64 = 1.1;

/// Feeds of a connection where as much as possible is sent.
const ALL: [Depth; 5] = [Depth::L1, Depth::L2, Depth::L3, Depth::Trades, Depth::Ticker];

pub fn run(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    cost(options, reporter)?;
    fan_out(options, reporter)?;
    memory(options, reporter)
}

struct Subject {
    name: &'static str,
    ours: Ours,
    load: Load,
    readers: Option<Readers>,
    hot: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    /// Messages a second to readers.
    told: Vec<f64>,
    resident: Vec<f64>,
}

impl Subject {
    fn start(options: &Options, name: &'static str, on_feed_port: Option<bool>) -> Result<Self, String> {
        let ours = Ours::start_with(options, "disk", TRADERS, None, true)?;
        logon::open_readers(ours.server.port, BY_PRICE + BY_ORDER)?;
        let load = Load::connect(Peer::Tapebook, ours.server.port, TRADERS)?;
        let readers = match on_feed_port {
            None => None,
            Some(is) => {
                let port = if is { ours.server.feed_port } else { ours.server.port };
                let mut feeds: Vec<&[Depth]> = vec![&[Depth::L2]; BY_PRICE];
                feeds.extend(vec![&[Depth::L3] as &[Depth]; BY_ORDER]);
                Some(Readers::log_on(port, 0, &feeds, 0)?)
            }
        };
        let none = Vec::new;
        Ok(Self {
            name,
            ours,
            load,
            readers,
            hot: none(),
            p50: none(),
            p99: none(),
            told: none(),
            resident: none(),
        })
    }

    fn measure(&mut self, seconds: u64, keep: bool) -> Result<(), String> {
        let before = (self.ours.server.cpu_ns(), self.count());
        let run = self.load.in_bursts(RATE, BURST, Duration::from_secs(seconds))?;
        let after = (self.ours.server.cpu_ns(), self.count());
        if keep {
            self.hot.push((after.0[0] - before.0[0]) as f64 / run.in_all as f64);
            self.p50.push(run.latency.us(50.0));
            self.p99.push(run.latency.us(99.0));
            self.told.push((after.1.messages - before.1.messages) as f64 / run.seconds);
            self.resident.push(self.ours.server.resident_mib());
        }
        Ok(())
    }

    fn count(&self) -> Count {
        self.readers.as_ref().map(Readers::count).unwrap_or_default()
    }
}

/// The same orders with nobody listening, with the readers on the feed port, and with them on the gateway.
fn cost(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    let mut subjects = vec![
        Subject::start(options, "no readers", None)?,
        Subject::start(options, "readers on the feed port", Some(true))?,
        Subject::start(options, "readers on the gateway", Some(false))?,
    ];
    // Many short turns: a busy machine then disturbs all alike.
    let rounds = options.runs.unwrap_or(if options.is_quick { 3 } else { 15 });
    let seconds = options.seconds.unwrap_or(2).clamp(1, 6);
    for round in 0..=rounds {
        for subject in &mut subjects {
            subject.measure(if round == 0 { 2 } else { seconds }, round > 0)?;
        }
    }
    let flow = format!("{RATE}/s");
    for it in &subjects {
        reporter.line(Line {
            bench: BENCH.to_owned(),
            flow: flow.clone(),
            subject: it.name.to_owned(),
            value: median(&it.hot),
            unit: "hot ns/order",
            spread: Some(spread(&it.hot)),
            more: vec![
                ("p50", format!("{:.0}", median(&it.p50))),
                ("p99", format!("{:.0}", median(&it.p99))),
                ("told", format!("{:.0}", median(&it.told))),
                ("resident_mib", format!("{:.0}", median(&it.resident))),
            ],
        });
    }
    let (alone, others) = subjects.split_first().expect("there are three");
    for it in others {
        for (what, ours, theirs) in
            [("hot CPU", &it.hot, &alone.hot), ("p50", &it.p50, &alone.p50), ("p99", &it.p99, &alone.p99)]
        {
            let values = pairs(ours, theirs, |a, b| a / b);
            reporter.line(ratio_of(BENCH, &flow, &format!("{what}: {}/no readers", it.name), &values));
        }
    }
    // Before their servers say goodbye to them.
    subjects.iter_mut().filter_map(|it| it.readers.take()).try_for_each(Readers::close)
}

/// As many messages as reach a thousand readers of everything, beside a bare publish of uWebSockets.js.
fn fan_out(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    let ours = Ours::start_with(options, "disk", TRADERS, None, true)?;
    logon::open_readers(ours.server.port, BY_PRICE)?;
    let mut load = Load::connect(Peer::Tapebook, ours.server.port, TRADERS)?;
    let feeds: Vec<&[Depth]> = vec![&ALL; BY_PRICE];
    let readers = Readers::log_on(ours.server.feed_port, 0, &feeds, 0)?;
    let rounds = options.runs.unwrap_or(if options.is_quick { 2 } else { 5 });
    let seconds = options.seconds.unwrap_or(if options.is_quick { 2 } else { 4 }).clamp(1, 6);
    load.at_rate(RATE / 5, Duration::from_secs(2))?;
    let (mut told, mut published, mut size) = (Vec::new(), Vec::new(), 0);
    let mut peer: Option<(Server, Readers)> = None;
    for _ in 0..rounds {
        let before = readers.count();
        let run = load.at_rate(RATE / 5, Duration::from_secs(seconds))?;
        let after = readers.count();
        let messages = after.messages - before.messages;
        told.push(messages as f64 / run.seconds);
        size = (after.bytes - before.bytes) / messages.max(1);
        // Ours has nothing to say while nobody trades.
        std::thread::sleep(Duration::from_millis(500));
        if peer.is_none() {
            let server = match Server::publish(size, ALL.len()) {
                Ok(server) => server,
                Err(why) => {
                    reporter.note(BENCH, "fan-out", &format!("LEFT OUT: uWS publish: {why}"));
                    break;
                }
            };
            let theirs = Readers::connect(server.port, BY_PRICE)?;
            peer = Some((server, theirs));
        }
        let (server, theirs) = peer.as_ref().expect("made above");
        let switch = || -> Result<(), String> {
            let mut socket = super::socket::Socket::connect(server.port)?;
            socket.message(1)[0] = 1;
            socket.flush()?;
            std::thread::sleep(Duration::from_millis(200));
            Ok(())
        };
        switch()?;
        let (before, begun) = (theirs.count(), Instant::now());
        std::thread::sleep(Duration::from_secs(seconds));
        published.push((theirs.count().messages - before.messages) as f64 / begun.elapsed().as_secs_f64());
        switch()?;
    }
    let flow = format!("{BY_PRICE} readers");
    for (subject, values) in [("fan-out", &told), ("uWS publish", &published)] {
        if !values.is_empty() {
            reporter.line(Line {
                bench: BENCH.to_owned(),
                flow: flow.clone(),
                subject: subject.to_owned(),
                value: median(values),
                unit: "messages/s",
                spread: Some(spread(values)),
                more: vec![("bytes", size.to_string())],
            });
        }
    }
    if !published.is_empty() {
        let values = pairs(&told, &published, |a, b| a / b);
        reporter.line(ratio_of(BENCH, &flow, "fan-out/uWS publish", &values));
    }
    readers.close()
}

/// Memory of the server and of its feed port's process while a tenth of the readers never read: at the beginning, every
/// five minutes and at the end. Fails if it grows.
pub fn memory(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    let ours = Ours::start_with(options, "disk", TRADERS, Some(SOAK_WINDOW), true)?;
    logon::open_readers(ours.server.port, BY_PRICE + BY_ORDER)?;
    let mut load = Load::connect(Peer::Tapebook, ours.server.port, TRADERS)?;
    // Those who never read come first: a tenth of each kind.
    let kinds: [(&[Depth], usize); 4] = [
        (&[Depth::L2], BY_PRICE / 10),
        (&[Depth::L3], BY_ORDER / 10),
        (&[Depth::L2], BY_PRICE - BY_PRICE / 10),
        (&[Depth::L3], BY_ORDER - BY_ORDER / 10),
    ];
    let feeds: Vec<&[Depth]> = kinds.iter().flat_map(|&(feeds, count)| vec![feeds; count]).collect();
    let readers = Readers::log_on(ours.server.feed_port, 0, &feeds, (BY_PRICE + BY_ORDER) / 10)?;
    let seconds = options.seconds.unwrap_or(if options.is_quick { 10 } else { 60 });
    // The system's buffers fill first, and then those of the process.
    let rate = options.rate.unwrap_or(RATE);
    load.at_rate(rate, Duration::from_secs((seconds / 2).min(MUTE_WARM_UP)))?;
    let mut samples = Vec::new();
    let (begun, mut told) = (Instant::now(), 0);
    while begun.elapsed() < Duration::from_secs(seconds) {
        load.at_rate(rate, Duration::from_secs(1))?;
        let sample = (ours.server.resident_mib(), ours.server.children_mib());
        samples.push(sample);
        let at = begun.elapsed().as_secs();
        if at >= told || at >= seconds {
            told = (at / TELL_EVERY + 1) * TELL_EVERY;
            let messages = readers.count().messages;
            for (what, mib) in [("server", sample.0), ("process of the feed port", sample.1)] {
                reporter.line(Line {
                    bench: BENCH.to_owned(),
                    flow: format!("{at} s"),
                    subject: format!("memory of the {what}, a tenth mute"),
                    value: mib,
                    unit: "MiB",
                    more: vec![("messages", messages.to_string())],
                    ..Line::default()
                });
            }
        }
    }
    let half = &samples[samples.len() / 2..];
    let fifth = (half.len() / 5).max(1);
    let flow = format!("{seconds} s");
    for (what, pick) in
        [("server", (|it| it.0) as fn(&(f64, f64)) -> f64), ("process of the feed port", |it| it.1)]
    {
        let middle = |range: &[(f64, f64)]| median(&range.iter().map(pick).collect::<Vec<_>>());
        let (first, last) = (middle(&half[..fifth]), middle(&half[half.len() - fifth..]));
        reporter.line(Line {
            bench: BENCH.to_owned(),
            flow: flow.clone(),
            subject: format!("memory of the {what}, a tenth mute: end/middle"),
            value: last / first,
            unit: "ratio",
            more: vec![("mib", format!("{last:.0}"))],
            ..Line::default()
        });
        if last > GROWTH * first {
            return Err(format!("memory of the {what} grew from {first:.0} to {last:.0} MiB"));
        }
    }
    readers.close()
}
