//! Results as they come: a line for a person, a JSON line for a program, or both.

use crate::measure::{Measured, NOISY};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

/// What to run and how.
#[derive(Clone, Debug)]
pub struct Options {
    pub is_quick: bool,
    pub is_json: bool,
    /// One run of the first flow only, for instruction counts.
    pub is_once: bool,
    /// New orders in a flow.
    pub orders: u32,
    pub seed: u64,
    /// Runs of each subject.
    pub runs: Option<usize>,
    /// JSON lines are appended here as well.
    pub results: Option<PathBuf>,
    /// Folder for histograms and plots.
    pub plots: Option<PathBuf>,
    /// Folder whose disk is measured.
    pub data: PathBuf,
    /// Seconds of each timed part; the part's own default if not given.
    pub seconds: Option<u64>,
    /// Orders a second of a soak.
    pub rate: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            is_quick: false,
            is_json: false,
            is_once: false,
            orders: 1_000_000,
            seed: 1,
            runs: None,
            results: None,
            plots: None,
            data: std::env::temp_dir(),
            seconds: None,
            rate: None,
        }
    }
}

impl Options {
    pub fn rounds(&self) -> usize {
        match self.runs {
            Some(runs) => runs,
            None if self.is_once => 1,
            None if self.is_quick => 3,
            None => 7,
        }
    }
}

/// One figure. The order of fields is the order in the line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub bench: String,
    pub flow: String,
    pub subject: String,
    pub value: f64,
    pub unit: &'static str,
    /// Quartile spread as a share of the median; `None` where there was one run.
    pub spread: Option<f64>,
    /// More fields: name and JSON value.
    pub more: Vec<(&'static str, String)>,
}

/// Where lines go.
pub struct Reporter {
    is_json: bool,
    commit: String,
    file: Option<File>,
}

impl Reporter {
    pub fn new(options: &Options) -> std::io::Result<Self> {
        let file = match &options.results {
            Some(path) => Some(File::options().create(true).append(true).open(path)?),
            None => None,
        };
        Ok(Self { is_json: options.is_json, commit: commit(), file })
    }

    /// Messages a second of a subject.
    pub fn speed(&mut self, bench: &str, flow: &str, measured: &Measured) {
        let ns = measured.median();
        let outcome = measured.outcome;
        self.line(Line {
            bench: bench.to_owned(),
            flow: flow.to_owned(),
            subject: measured.name.clone(),
            value: 1e9 / ns,
            unit: "messages/s",
            spread: Some(measured.spread()),
            more: vec![
                ("ns_per_message", format!("{ns:.1}")),
                ("messages", measured.messages.to_string()),
                ("runs", measured.ns.len().to_string()),
                ("fills", outcome.fills.to_string()),
                ("traded", outcome.quantity.to_string()),
                ("resting", outcome.resting.to_string()),
            ],
        });
    }

    /// How many times as fast `ours` is as `theirs`, run by run.
    pub fn ratio(&mut self, bench: &str, flow: &str, subject: &str, ours: &Measured, theirs: &Measured) {
        let (value, spread) = ours.times_as_fast_as(theirs);
        self.line(Line {
            bench: bench.to_owned(),
            flow: flow.to_owned(),
            subject: subject.to_owned(),
            value,
            unit: "ratio",
            spread: Some(spread),
            more: Vec::new(),
        });
    }

    /// Something a reader must know: a peer left out, a request emulated.
    pub fn note(&mut self, bench: &str, flow: &str, text: &str) {
        if self.is_json {
            println!("{}", note(bench, flow, text, &self.commit));
        } else {
            println!("{bench:<9} {flow:<10} {text}");
        }
        if let Some(file) = &mut self.file {
            let _ = writeln!(file, "{}", note(bench, flow, text, &self.commit));
        }
    }

    pub fn line(&mut self, line: Line) {
        let json = self.json(&line);
        if let Some(file) = &mut self.file {
            // Written at once: what is finished stays after Ctrl-C.
            let _ = writeln!(file, "{json}");
        }
        if self.is_json {
            println!("{json}");
        } else {
            println!("{}", human(&line));
        }
    }

    fn json(&self, line: &Line) -> String {
        let mut text = format!(
            "{{\"bench\":{},\"flow\":{},\"subject\":{},\"value\":{},\"unit\":{}",
            quoted(&line.bench),
            quoted(&line.flow),
            quoted(&line.subject),
            number(line.value),
            quoted(line.unit),
        );
        if let Some(spread) = line.spread {
            let _ = write!(text, ",\"spread\":{},\"noisy\":{}", number(spread), spread > NOISY);
        }
        for (name, value) in &line.more {
            let _ = write!(text, ",{}:{value}", quoted(name));
        }
        let _ = write!(text, ",\"commit\":{}}}", quoted(&self.commit));
        text
    }
}

fn note(bench: &str, flow: &str, text: &str, commit: &str) -> String {
    format!(
        "{{\"bench\":{},\"flow\":{},\"note\":{},\"commit\":{}}}",
        quoted(bench),
        quoted(flow),
        quoted(text),
        quoted(commit)
    )
}

fn number(value: f64) -> String {
    if !value.is_finite() {
        "null".to_owned()
    } else if value.abs() >= 1000.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.3}")
    }
}

/// A JSON string.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            control if control < ' ' => out.push(' '),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

fn human(line: &Line) -> String {
    let value = match line.unit {
        "messages/s" => format!("{:>8.2} M/s {:>7.1} ns each", line.value / 1e6, 1e9 / line.value),
        "ratio" => format!("{:>8.2} x", line.value),
        unit if line.value >= 1e6 => format!("{:>8.2} M {unit}", line.value / 1e6),
        unit => format!("{:>8.2} {unit}", line.value),
    };
    let mut text = format!("{:<9} {:<10} {:<38} {value}", line.bench, line.flow, line.subject);
    if let Some(spread) = line.spread {
        let _ = write!(text, "  spread {:.0} %", spread * 100.0);
        if spread > NOISY {
            text.push_str("  NOISY");
        }
    }
    for (name, value) in &line.more {
        if !matches!(*name, "ns_per_message" | "messages" | "runs" | "traded" | "resting") {
            let _ = write!(text, "  {name} {value}");
        }
    }
    text
}

/// The commit measured, with a mark if files differ from it.
fn commit() -> String {
    if let Ok(commit) = std::env::var("TAPEBOOK_COMMIT") {
        return commit;
    }
    let git = |args: &[&str]| {
        let output = std::process::Command::new("git").args(args).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(head) = git(&["rev-parse", "--short=10", "HEAD"]) else { return "unknown".to_owned() };
    match git(&["status", "--porcelain", "--untracked-files=no"]) {
        Some(changes) if changes.is_empty() => head,
        _ => format!("{head}+changes"),
    }
}
