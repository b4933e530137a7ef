//! Interleaved runs: on a shared machine only subjects measured in turns can be compared.

use rustix::time::{ClockId, clock_gettime};

/// A spread above this says that the machine was too noisy for the figure.
pub const NOISY: f64 = 0.25;

/// What a subject did with a flow: the same for every right one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub fills: u64,
    pub quantity: u64,
    pub resting: u64,
}

/// One subject: runs the flow once and says how long that took in nanoseconds, preparation left out.
pub struct Subject<'a> {
    pub name: String,
    pub run: Box<dyn FnMut() -> (f64, Outcome) + 'a>,
}

impl<'a> Subject<'a> {
    pub fn new(name: impl Into<String>, run: impl FnMut() -> (f64, Outcome) + 'a) -> Self {
        Self { name: name.into(), run: Box::new(run) }
    }
}

/// A subject's runs, in ns a message, in the order they were made.
#[derive(Clone, Debug)]
pub struct Measured {
    pub name: String,
    pub ns: Vec<f64>,
    pub messages: usize,
    pub outcome: Outcome,
}

impl Measured {
    pub fn median(&self) -> f64 {
        median(&self.ns)
    }

    pub fn spread(&self) -> f64 {
        spread(&self.ns)
    }

    /// How many times as fast as `other`: the median of the ratios of paired runs, and their spread.
    pub fn times_as_fast_as(&self, other: &Measured) -> (f64, f64) {
        let ratios: Vec<f64> = self.ns.iter().zip(&other.ns).map(|(ours, theirs)| theirs / ours).collect();
        (median(&ratios), spread(&ratios))
    }
}

pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => sorted[length / 2],
        length => f64::midpoint(sorted[length / 2 - 1], sorted[length / 2]),
    }
}

/// From the lower to the upper quartile, as a share of the median.
pub fn spread(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    if sorted.len() < 2 {
        return 0.0;
    }
    let at = |share: f64| sorted[(share * (sorted.len() - 1) as f64).round() as usize];
    (at(0.75) - at(0.25)) / median(values)
}

/// Runs every subject in turn, `rounds` times after a round that warms up. Subjects of an odd round run in
/// reverse, so that none always follows the same neighbour.
pub fn interleave(
    messages: usize,
    rounds: usize,
    warm: bool,
    mut subjects: Vec<Subject<'_>>,
) -> Vec<Measured> {
    let mut all: Vec<Measured> = subjects
        .iter()
        .map(|subject| Measured {
            name: subject.name.clone(),
            ns: Vec::new(),
            messages,
            outcome: Outcome::default(),
        })
        .collect();
    for round in usize::from(!warm)..=rounds {
        let count = subjects.len();
        for turn in 0..count {
            let at = if round % 2 == 0 { turn } else { count - 1 - turn };
            let (ns, outcome) = (subjects[at].run)();
            if round > 0 {
                all[at].ns.push(ns / messages as f64);
            }
            all[at].outcome = outcome;
        }
    }
    all
}

/// Nanoseconds of this thread's CPU time: what others do meanwhile on a shared machine does not count.
pub fn cpu_ns() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// CPU time of a run that never waits.
pub fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = cpu_ns();
    let result = run();
    ((cpu_ns() - start) as f64, result)
}
