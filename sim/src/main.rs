//! `tapebook-sim`: runs seeds of the simulator on all cores, or one of them, or steps kept in a file.
//!
//! ```text
//! tapebook-sim [--seed N] [--only N,N] [--from N] [--seeds N] [--seconds N] [--threads N] [--steps FILE] [--out FILE] [--until NAME]
//! ```
//! Ends with 0 if every invariant held, 1 if one broke, 2 for other words. With `--until`, which names invariants as in
//! `I6,O2`, others are passed over, and 0 means that one of those did break; with `--out` it is made short and kept.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tapebook_sim::run::{Failure, Summary, run_seed, run_steps, shorten};
use tapebook_sim::step::Step;

/// Time spent on making a failing run short.
const SHORTENING: Duration = Duration::from_secs(30);
/// Steps shown of a short run.
const SHOWN: usize = 60;

#[derive(Default)]
struct Options {
    from: u64,
    seeds: Option<u64>,
    seconds: Option<u64>,
    threads: Option<usize>,
    steps: Option<String>,
    out: Option<String>,
    /// These seeds and no others.
    only: Option<Vec<u64>>,
    until: Option<String>,
    is_one: bool,
}

impl Options {
    /// Is this what the run looks for?
    fn wants(&self, failure: &Failure) -> bool {
        let name = failure.violation.invariant.split(' ').next();
        self.until.as_deref().is_none_or(|wanted| wanted.split(',').any(|it| Some(it) == name))
    }
}

fn options() -> Option<Options> {
    let mut options = Options { from: 1, ..Options::default() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next()?;
        match word.as_str() {
            "--seed" => {
                options.from = value.parse().ok()?;
                options.seeds = Some(1);
                options.is_one = true;
            }
            "--only" => {
                let only: Option<Vec<u64>> = value.split(',').map(|it| it.parse().ok()).collect();
                options.seeds = Some(only.as_ref()?.len() as u64);
                options.only = only;
            }
            "--from" => options.from = value.parse().ok()?,
            "--seeds" => options.seeds = Some(value.parse().ok()?),
            "--seconds" => options.seconds = Some(value.parse().ok()?),
            "--threads" => options.threads = Some(value.parse().ok()?),
            "--steps" => options.steps = Some(value),
            "--out" => options.out = Some(value),
            "--until" => options.until = Some(value),
            _ => return None,
        }
    }
    Some(options)
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!(
            "tapebook-sim [--seed N] [--only N,N] [--from N] [--seeds N] [--seconds N] [--threads N] [--steps FILE] [--out FILE] [--until NAME]"
        );
        return ExitCode::from(2);
    };
    // A panic is a finding, told with its seed and steps.
    std::panic::set_hook(Box::new(|_| ()));
    match &options.steps {
        Some(file) => tell_again(file),
        None => simulate(&options),
    }
}

/// Runs steps from a file whose first line is `seed N`.
fn tell_again(file: &str) -> ExitCode {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::from(2);
        }
    };
    let Some((seed, steps)) = tapebook_sim::run::parse(&text) else {
        eprintln!("{file}: not a list of steps");
        return ExitCode::from(2);
    };
    match run_steps(seed, &steps) {
        Ok(()) => {
            println!("every invariant held");
            ExitCode::SUCCESS
        }
        Err((at, violation)) => {
            println!("step {at} broke {violation}");
            ExitCode::FAILURE
        }
    }
}

fn simulate(options: &Options) -> ExitCode {
    let began = Instant::now();
    let threads =
        options.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let threads = if options.is_one { 1 } else { threads };
    let seeds = match (options.seeds, options.seconds) {
        (Some(seeds), _) => seeds,
        (None, Some(_)) => u64::MAX,
        (None, None) => 100,
    };
    let deadline = options.seconds.map(|seconds| began + Duration::from_secs(seconds));
    let next = AtomicU64::new(0);
    let is_over = AtomicBool::new(false);
    let sums = Mutex::new((0u64, Summary::default()));
    let found: Mutex<Vec<Failure>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) && deadline.is_none_or(|it| Instant::now() < it) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= seeds {
                        return;
                    }
                    let seed = match &options.only {
                        Some(only) => only[number as usize],
                        None => options.from + number,
                    };
                    match run_seed(seed) {
                        Ok(summary) => {
                            let mut sums = sums.lock().expect("no thread panics here");
                            sums.0 += 1;
                            sums.1.add(&summary);
                        }
                        Err(failure) => {
                            if options.wants(&failure) {
                                is_over.store(true, Ordering::Relaxed);
                            }
                            found.lock().expect("no thread panics here").push(failure);
                        }
                    }
                }
            });
        }
    });
    let (seeds, summary) = sums.into_inner().expect("threads have ended");
    let found = found.into_inner().expect("threads have ended");
    let took = began.elapsed().as_secs_f64();
    println!(
        "{seeds} seeds, {} commands, {} requests answered, {took:.1} s, {threads} threads",
        summary.commands, summary.answered
    );
    for (what, count) in &summary.tally {
        println!("{count:>9}  {what}");
    }
    if options.until.is_some() {
        for failure in &found {
            println!("seed {} broke {}", failure.seed, failure.violation.invariant);
        }
        let Some(failure) = found.iter().find(|failure| options.wants(failure)) else {
            return ExitCode::FAILURE;
        };
        if options.out.is_some() {
            tell(failure, options);
        }
        return ExitCode::SUCCESS;
    }
    let Some(failure) = found.into_iter().next() else {
        println!("every invariant held");
        return ExitCode::SUCCESS;
    };
    tell(&failure, options);
    ExitCode::FAILURE
}

fn tell(failure: &Failure, options: &Options) {
    println!("seed {} broke {} after {} steps", failure.seed, failure.violation, failure.steps.len());
    println!("repeat it with: tapebook sim --seed {}", failure.seed);
    let short = shorten(failure, SHORTENING);
    println!("shortened to {} steps, which break {}", short.steps.len(), short.violation);
    for step in short.steps.iter().take(SHOWN) {
        println!("  {}", words(step));
    }
    if let Some(file) = &options.out {
        let text = tapebook_sim::run::write(&short);
        match std::fs::write(file, text) {
            Ok(()) => println!("all of them stand in {file}"),
            Err(error) => eprintln!("{file}: {error}"),
        }
    }
}

/// A step as a person reads it.
fn words(step: &Step) -> String {
    match step {
        Step::Send { client, kind, .. } => format!("send {client} {kind:?}"),
        other => other.to_string(),
    }
}
