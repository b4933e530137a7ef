//! Orders over the WebSocket to a server process, beside a bare uWebSockets echo with the same client, and a soak.

pub mod feeds;
mod load;
mod logon;
mod readers;
mod server;
mod socket;

use crate::disk::{Overwrites, at_rate};
use crate::measure::{median, spread};
use crate::plot::{Latency, Pick, Sample, write_percentiles, write_series};
use crate::report::{Line, Options, Reporter};
use load::{Load, Peer, Run};
use server::Server;
use std::time::{Duration, Instant};

/// Unanswered orders a connection at saturation.
const WINDOW: u64 = 64;
const RATE: u64 = 1_000;

/// A server of ours on a new folder with its market open.
struct Ours {
    server: Server,
    /// Goes after the server.
    folder: tempfile::TempDir,
}

impl Ours {
    fn start(options: &Options, policy: &str, connections: u32, window: Option<u32>) -> Result<Self, String> {
        Self::start_with(options, policy, connections, window, false)
    }

    fn start_with(
        options: &Options,
        policy: &str,
        connections: u32,
        window: Option<u32>,
        has_feed_port: bool,
    ) -> Result<Self, String> {
        let folder = tempfile::Builder::new()
            .prefix("tapebook-bench-")
            .tempdir_in(&options.data)
            .map_err(|error| format!("{}: {error}", options.data.display()))?;
        let key = folder.path().join("operator.pem");
        logon::write_public_key(&key, &logon::key(0))?;
        let server = Server::tapebook(&folder.path().join("data"), policy, &key, has_feed_port)?;
        logon::open_market(server.port, connections, window)?;
        Ok(Self { server, folder })
    }
}

/// Runs of one subject.
#[derive(Default)]
struct Runs {
    rates: Vec<f64>,
    /// CPU time of an answer in ns: of the event loop's thread, and of the whole server.
    hot: Vec<f64>,
    cpu: Vec<f64>,
    p50: Vec<f64>,
    fixed: Latency,
    saturated: Latency,
    refused: u64,
}

impl Runs {
    fn keep_saturated(&mut self, run: &Run, before: [u64; 2], after: [u64; 2]) {
        self.rates.push(run.rate());
        let each = |at: usize| (after[at] - before[at]) as f64 / run.in_all as f64;
        self.hot.push(each(0));
        self.cpu.push(each(1));
        self.saturated.add(&run.latency);
        self.refused += run.refused;
    }

    fn keep_fixed(&mut self, run: &Run) {
        self.p50.push(run.latency.us(50.0));
        self.fixed.add(&run.latency);
        self.refused += run.refused;
    }
}

pub fn run(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    for connections in [1, 100] {
        compare(connections, options, reporter)?;
    }
    Ok(())
}

fn compare(connections: u32, options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    let flow = format!("{connections} conn");
    let echo_server = match Server::echo() {
        Ok(server) => Some(server),
        Err(why) => {
            reporter.note("roundtrip", &flow, &format!("LEFT OUT: uWS echo: {why}"));
            None
        }
    };
    let disk_server = Ours::start(options, "disk", connections, None)?;
    let memory_server = Ours::start(options, "memory", connections, None)?;
    let mut subjects: Vec<(&str, &Server, Load, Runs)> = Vec::new();
    if let Some(server) = &echo_server {
        subjects.push((
            "uWS echo",
            server,
            Load::connect(Peer::Echo, server.port, connections)?,
            Runs::default(),
        ));
    }
    for (name, ours) in [("disk", &disk_server), ("memory", &memory_server)] {
        let load = Load::connect(Peer::Tapebook, ours.server.port, connections)?;
        subjects.push((name, &ours.server, load, Runs::default()));
    }
    let mut overwrites = Overwrites::create(&options.data)?;
    let (mut sync_p50, mut sync) = (Vec::new(), Latency::new());
    let rounds = options.runs.unwrap_or(if options.is_quick { 2 } else { 5 });
    // A session may be silent for a minute; every subject has its turn well within.
    let seconds = options.seconds.unwrap_or(if options.is_quick { 2 } else { 4 }).clamp(1, 6);
    let (time, warm) = (Duration::from_secs(seconds), Duration::from_millis(500));
    for round in 0..=rounds {
        let once = at_rate(&mut overwrites, RATE, if round == 0 { 1 } else { seconds })?;
        if round > 0 {
            sync_p50.push(once.us(50.0));
            sync.add(&once);
        }
        for (_, server, load, runs) in &mut subjects {
            let time = if round == 0 { Duration::from_secs(1) } else { time };
            let fixed = load.at_rate(RATE, time)?;
            let before = server.cpu_ns();
            let saturated = load.saturate(WINDOW, warm, time)?;
            let after = server.cpu_ns();
            // The first round warms the servers' compilers up.
            if round > 0 {
                runs.keep_fixed(&fixed);
                runs.keep_saturated(&saturated, before, after);
            }
        }
    }
    for (name, _, _, runs) in &subjects {
        tell(&flow, name, runs, options, reporter)?;
    }
    sync.tell(reporter, "roundtrip", &flow, "fdatasync at 1,000/s", options)?;
    if subjects.len() == 3 {
        let [echo, disk, memory] = [0, 1, 2].map(|at| &subjects[at].3);
        for (name, ours) in [("disk", disk), ("memory", memory)] {
            ratio(
                &flow,
                &format!("saturation: {name}/uWS echo"),
                &pairs(&ours.rates, &echo.rates, |a, b| a / b),
                reporter,
            );
        }
        let cpu = pairs(&echo.hot, &disk.hot, |echo, ours| echo / ours);
        ratio(&flow, "CPU of the event loop: uWS echo/disk", &cpu, reporter);
        let floor: Vec<f64> = pairs(&echo.p50, &sync_p50, |echo, sync| echo + sync);
        let latency = pairs(&disk.p50, &floor, |ours, floor| ours / floor);
        ratio(&flow, "p50 at 1,000/s: disk/(uWS echo + fdatasync)", &latency, reporter);
        let latency = pairs(&memory.p50, &echo.p50, |ours, echo| ours / echo);
        ratio(&flow, "p50 at 1,000/s: memory/uWS echo", &latency, reporter);
    }
    if let Some(folder) = &options.plots {
        let mut curves: Vec<(String, Latency)> =
            subjects.iter().map(|(name, _, _, runs)| ((*name).to_owned(), runs.fixed.clone())).collect();
        curves.push(("fdatasync alone".to_owned(), sync));
        let title = format!("Round trip at 1,000 orders a second, {connections} connections");
        write_percentiles(&folder.join(format!("roundtrip-{connections}-fixed.svg")), &title, &curves)?;
        let curves: Vec<(String, Latency)> =
            subjects.iter().map(|(name, _, _, runs)| ((*name).to_owned(), runs.saturated.clone())).collect();
        let title =
            format!("Round trip at saturation, {connections} connections, {WINDOW} unanswered on each");
        write_percentiles(&folder.join(format!("roundtrip-{connections}-saturated.svg")), &title, &curves)?;
    }
    Ok(())
}

fn pairs(ours: &[f64], theirs: &[f64], with: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    ours.iter().zip(theirs).map(|(&a, &b)| with(a, b)).collect()
}

fn tell(
    flow: &str,
    name: &str,
    runs: &Runs,
    options: &Options,
    reporter: &mut Reporter,
) -> Result<(), String> {
    reporter.line(Line {
        bench: "roundtrip".to_owned(),
        flow: flow.to_owned(),
        subject: format!("saturation: {name}"),
        value: median(&runs.rates),
        unit: "answers/s",
        spread: Some(spread(&runs.rates)),
        more: vec![
            ("refused", runs.refused.to_string()),
            ("hot_ns", format!("{:.0}", median(&runs.hot))),
            ("cpu_ns", format!("{:.0}", median(&runs.cpu))),
            ("p50", format!("{:.0}", runs.saturated.us(50.0))),
            ("p99", format!("{:.0}", runs.saturated.us(99.0))),
        ],
    });
    if let Some(folder) = &options.plots {
        let file: String = format!("roundtrip {flow} {name} saturated").replace(' ', "-");
        runs.saturated.write_hgrm(&folder.join(format!("{file}.hgrm")))?;
    }
    runs.fixed.tell(reporter, "roundtrip", flow, &format!("1,000/s: {name}"), options)
}

fn ratio(flow: &str, subject: &str, values: &[f64], reporter: &mut Reporter) {
    reporter.line(ratio_of("roundtrip", flow, subject, values));
}

fn ratio_of(bench: &str, flow: &str, subject: &str, values: &[f64]) -> Line {
    Line {
        bench: bench.to_owned(),
        flow: flow.to_owned(),
        subject: subject.to_owned(),
        value: median(values),
        unit: "ratio",
        spread: Some(spread(values)),
        more: Vec::new(),
    }
}

/// Orders a second of the soak.
const SOAK_RATE: u64 = 10_000;
const SOAK_CONNECTIONS: u32 = 100;
/// Finished requests an account remembers: the least there is, so that this memory is full after seconds. With the
/// 65,536 of the start it would fill for eleven minutes at this rate, which is growth, but no leak.
const SOAK_WINDOW: u32 = 1024;
/// Seconds of load before the first sample, in which the windows fill and the compilers finish.
const SOAK_WARM_UP: u64 = 20;

/// A server under a steady load for long: memory, latency, segments and snapshots as time goes by.
pub fn soak(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    let seconds = options.seconds.unwrap_or(60).max(10);
    let ours = Ours::start(options, "disk", SOAK_CONNECTIONS, Some(SOAK_WINDOW))?;
    let mut load = Load::connect(Peer::Tapebook, ours.server.port, SOAK_CONNECTIONS)?;
    let rate = options.rate.unwrap_or(SOAK_RATE);
    load.at_rate(rate, Duration::from_secs(SOAK_WARM_UP))?;
    let data = ours.folder.path().join("data");
    let begun = Instant::now();
    let step = Duration::from_secs((seconds / 60).clamp(1, 60));
    let mut samples: Vec<Sample> = Vec::new();
    let mut whole = Latency::new();
    while begun.elapsed() < Duration::from_secs(seconds) {
        let run = load.at_rate(rate, step)?;
        whole.add(&run.latency);
        let at = begun.elapsed().as_secs_f64();
        let [segments, snapshots, events] =
            ["journal-", "snapshot-", "events-"].map(|prefix| files(&data, prefix));
        let sample = Sample {
            seconds: at,
            resident_mib: ours.server.resident_mib(),
            p50: run.latency.us(50.0),
            p99: run.latency.us(99.0),
        };
        samples.push(sample);
        reporter.line(Line {
            bench: "soak".to_owned(),
            flow: format!("{at:.0} s"),
            subject: "resident memory".to_owned(),
            value: sample.resident_mib,
            unit: "MiB",
            spread: None,
            more: vec![
                ("p50_us", format!("{:.0}", sample.p50)),
                ("p99_us", format!("{:.0}", sample.p99)),
                ("max_us", format!("{:.0}", run.latency.max_us())),
                ("refused", run.refused.to_string()),
                ("segments", segments.to_string()),
                ("snapshots", snapshots.to_string()),
                ("event_segments", events.to_string()),
            ],
        });
    }
    let tenth = (samples.len() / 10).max(1);
    let middle = |range: &[Sample], pick: Pick| median(&range.iter().map(pick).collect::<Vec<_>>());
    let (first, last) = (&samples[..tenth], &samples[samples.len() - tenth..]);
    for (what, pick, unit) in [
        ("resident memory", (|it| it.resident_mib) as Pick, "MiB"),
        ("p50", |it| it.p50, "us"),
        ("p99", |it| it.p99, "us"),
    ] {
        for (when, range) in [("first tenth", first), ("last tenth", last)] {
            reporter.line(Line {
                bench: "soak".to_owned(),
                flow: format!("{seconds} s"),
                subject: format!("{what}, {when}"),
                value: middle(range, pick),
                unit,
                ..Line::default()
            });
        }
    }
    for (what, pick) in
        [("memory", (|it| it.resident_mib) as Pick), ("p50", |it| it.p50), ("p99", |it| it.p99)]
    {
        reporter.line(Line {
            bench: "soak".to_owned(),
            flow: format!("{seconds} s"),
            subject: format!("{what}: last tenth/first"),
            value: middle(last, pick) / middle(first, pick),
            unit: "ratio",
            ..Line::default()
        });
    }
    whole.tell(reporter, "soak", &format!("{seconds} s"), "disk, 10,000/s", options)?;
    if let Some(folder) = &options.plots {
        write_series(&folder.join("soak.svg"), &format!("Soak at {rate} orders a second"), &samples)?;
    }
    Ok(())
}

fn files(folder: &std::path::Path, prefix: &str) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.flatten().filter(|it| it.file_name().to_string_lossy().starts_with(prefix)).count()
}
