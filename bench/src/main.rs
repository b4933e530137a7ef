//! `tapebook-bench PART... [options]`: what this machine does with Tapebook. See `--help`.

use std::path::PathBuf;
use std::process::ExitCode;
use tapebook_bench::report::{Options, Reporter};
use tapebook_bench::{
    book_bench, core_bench, disk, mixed_bench, pegs_bench, pipeline, roundtrip, scale, snapshots,
    stops_bench, structures,
};

/// As the addon has it.
#[global_allocator]
static ALLOCATOR: tapebook_memory::HugePages = tapebook_memory::HugePages;

const HELP: &str = "tapebook-bench [PART...] [options]

Parts (all but the soaks if none is named):
  book       the order book alone, five flows and what else a book may meet
  core       the engine with ledger, risk and fees, beside our own book
  pegs       the engine's flow beside ten thousand pegged orders
  mixed      the engine's flow with everything that is not a plain order among it, beside the plain one
  stops      the engine's flow beside 100,000 resting stops
  scale      10 million resting orders over 1,000 instruments beside 10 thousand
  structures ways to find a level, under flows a book may meet, beside our own
  disk       fdatasync of a 4 KiB overwrite in a preallocated file
  pipeline   engine and journal, policies disk and memory
  replay     a journal replayed with every check; a restart with a million commands since the snapshot
  snapshot   10 million resting orders of 100,000 accounts written, loaded, and traded on meanwhile (6 GB)
  roundtrip  orders over the WebSocket to a server process, beside a bare uWebSockets.js echo
  feeds      readers of market data: what they cost an order, and messages a second beside a bare uWebSockets.js publish
  feeds-soak memory for --seconds while a tenth of 1,100 readers never read; fails if it grows
  soak       roundtrip load for --seconds, with memory, latency, segments and snapshots over time

Options:
  --quick           each part within a minute
  --json            one JSON line a result instead of a line for a person
  --results FILE    append the JSON lines to FILE as well
  --plots DIR       histograms (.hgrm) and plots (.svg) of latencies
  --data DIR        where journals are written (default: the system's temporary folder)
  --seconds N       length of each timed part
  --rate N          orders a second of a soak
  --runs N          runs of each subject
  --orders N        new orders in a flow
  --seed N          seed of the flows
  --once            one run of the first flow, for instruction counts";

fn main() -> ExitCode {
    match parse(std::env::args().skip(1)) {
        Ok(Some((parts, options))) => match run(&parts, &options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => {
                eprintln!("{why}");
                ExitCode::FAILURE
            }
        },
        Ok(None) => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

const PARTS: [&str; 15] = [
    "disk",
    "book",
    "core",
    "pegs",
    "mixed",
    "stops",
    "scale",
    "structures",
    "pipeline",
    "replay",
    "snapshot",
    "roundtrip",
    "feeds",
    "feeds-soak",
    "soak",
];

/// Those that run for as long as they are told to.
const SOAKS: [&str; 2] = ["feeds-soak", "soak"];

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<(Vec<String>, Options)>, String> {
    let mut options = Options::default();
    let mut parts = Vec::new();
    let mut orders = None;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        let number = |text: String| text.parse().map_err(|_| format!("{text:?} is not a number"));
        match argument.as_str() {
            "--quick" => options.is_quick = true,
            "--once" => options.is_once = true,
            "--json" => options.is_json = true,
            "--results" => options.results = Some(PathBuf::from(value()?)),
            "--plots" => options.plots = Some(PathBuf::from(value()?)),
            "--data" => options.data = PathBuf::from(value()?),
            "--seconds" => options.seconds = Some(number(value()?)?),
            "--rate" => options.rate = Some(number(value()?)?.clamp(1, 1_000_000)),
            "--runs" => options.runs = Some(number(value()?)?.max(1) as usize),
            "--orders" => orders = Some(number(value()?)?.clamp(1_000, 50_000_000) as u32),
            "--seed" => options.seed = number(value()?)?,
            "--help" | "-h" => return Ok(None),
            "all" => parts.extend(PARTS.iter().filter(|it| !SOAKS.contains(it)).map(|it| (*it).to_owned())),
            part if PARTS.contains(&part) => parts.push(argument),
            other => return Err(format!("{other:?} is no part and no option")),
        }
    }
    options.orders = orders.unwrap_or(match (options.is_once, options.is_quick) {
        (true, _) => 50_000,
        (_, true) => 200_000,
        _ => 1_000_000,
    });
    if parts.is_empty() {
        parts.extend(PARTS.iter().filter(|it| !SOAKS.contains(it)).map(|it| (*it).to_owned()));
    }
    Ok(Some((parts, options)))
}

fn run(parts: &[String], options: &Options) -> Result<(), String> {
    if let Some(plots) = &options.plots {
        std::fs::create_dir_all(plots).map_err(|error| format!("{}: {error}", plots.display()))?;
    }
    let mut reporter = Reporter::new(options).map_err(|error| format!("the results file: {error}"))?;
    let reporter = &mut reporter;
    for part in parts {
        match part.as_str() {
            "book" => book_bench::run(options, reporter),
            "core" => core_bench::run(options, reporter),
            "pegs" => pegs_bench::run(options, reporter),
            "mixed" => mixed_bench::run(options, reporter),
            "stops" => stops_bench::run(options, reporter),
            "scale" => scale::run(options, reporter),
            "structures" => structures::run(options, reporter),
            "disk" => disk::run(options, reporter)?,
            "pipeline" => pipeline::run(options, reporter)?,
            "replay" => pipeline::run_replay(options, reporter)?,
            "snapshot" => snapshots::run(options, reporter)?,
            "roundtrip" => roundtrip::run(options, reporter)?,
            "feeds" => roundtrip::feeds::run(options, reporter)?,
            "feeds-soak" => roundtrip::feeds::memory(options, reporter)?,
            "soak" => roundtrip::soak(options, reporter)?,
            _ => unreachable!("parsed above"),
        }
    }
    Ok(())
}
