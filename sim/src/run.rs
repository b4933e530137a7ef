//! Runs a seed, and makes a failing run short.

use crate::config::Config;
use crate::plan::Plan;
use crate::step::Step;
use crate::violation::{Verdict, Violation, guarded, name};
use crate::world::{Tally, World};
use std::time::{Duration, Instant};

/// What a run did.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Commands journaled, released and compared with the oracle.
    pub commands: u64,
    /// Requests that clients had answered.
    pub answered: u64,
    pub tally: Tally,
}

/// A run that broke an invariant.
#[derive(Clone, Debug)]
pub struct Failure {
    pub seed: u64,
    pub violation: Violation,
    pub steps: Vec<Step>,
}

/// Runs a seed to its end.
///
/// # Errors
/// What it broke, with the steps that led there.
pub fn run_seed(seed: u64) -> Result<Summary, Failure> {
    let config = Config::from_seed(seed);
    let mut steps = Vec::new();
    let mut summary = Summary::default();
    let verdict = guarded(name::NO_PANIC, || {
        let mut world = World::new(config)?;
        let mut plan = Plan::new(config);
        while let Some(step) = plan.next(&world) {
            steps.push(step);
            world.step(&steps[steps.len() - 1])?;
        }
        summary = Summary {
            commands: world.judge.commands,
            answered: world.clients.iter().map(|it| it.answered).sum(),
            tally: std::mem::take(&mut world.tally),
        };
        Ok(())
    });
    match verdict.and_then(|it| it) {
        Ok(()) => Ok(summary),
        Err(violation) => Err(Failure { seed, violation, steps }),
    }
}

/// Runs these steps under the settings of a seed; where it failed, if it did.
pub fn run_steps(seed: u64, steps: &[Step]) -> Result<(), (usize, Violation)> {
    let mut at = 0;
    let verdict: Result<Verdict, Violation> = guarded(name::NO_PANIC, || {
        let mut world = World::new(Config::from_seed(seed))?;
        for (number, step) in steps.iter().enumerate() {
            at = number;
            world.step(step)?;
        }
        Ok(())
    });
    verdict.and_then(|it| it).map_err(|violation| (at, violation))
}

/// Takes steps away as long as the same invariant breaks, for so long.
pub fn shorten(failure: &Failure, most: Duration) -> Failure {
    let began = Instant::now();
    let mut best = failure.clone();
    let fails = |steps: &[Step]| match run_steps(failure.seed, steps) {
        Err((at, violation)) if violation.invariant == failure.violation.invariant => Some((at, violation)),
        _ => None,
    };
    let mut chunk = best.steps.len().div_ceil(2);
    while chunk > 0 && began.elapsed() < most {
        let mut from = 0;
        let before = best.steps.len();
        while from < best.steps.len() && began.elapsed() < most {
            let mut fewer = best.steps.clone();
            fewer.drain(from..(from + chunk).min(fewer.len()));
            match fails(&fewer) {
                Some((at, violation)) => {
                    fewer.truncate(at + 1);
                    best = Failure { steps: fewer, violation, ..best };
                }
                None => from += chunk,
            }
        }
        if chunk == 1 && best.steps.len() == before {
            break;
        }
        chunk = if chunk == 1 { 1 } else { chunk / 2 };
    }
    best
}

impl Summary {
    pub fn add(&mut self, other: &Summary) {
        self.commands += other.commands;
        self.answered += other.answered;
        for (what, count) in &other.tally {
            *self.tally.entry(what).or_default() += count;
        }
    }
}

/// A failing run as a file: what broke, the seed of its settings, and a step a line.
pub fn write(failure: &Failure) -> String {
    let first = failure.violation.to_string().replace('\n', " ");
    let first: String = first.chars().take(200).collect();
    let steps: String = failure.steps.iter().map(|step| format!("{step}\n")).collect();
    format!("# {first}\nseed {}\n{steps}", failure.seed)
}

/// Reads what [`write`] wrote: the seed and the steps.
pub fn parse(text: &str) -> Option<(u64, Vec<Step>)> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let seed = lines.next()?.strip_prefix("seed ")?.trim().parse().ok()?;
    let steps: Option<Vec<Step>> = lines.map(Step::parse).collect();
    Some((seed, steps?))
}
