//! Latencies: a histogram, its file in HdrHistogram's own text form, and a picture that needs nothing else.

use crate::report::{Line, Options, Reporter};
use hdrhistogram::Histogram;
use std::fmt::Write as _;
use std::path::Path;

/// Latencies in nanoseconds, from 1 ns to two minutes to three digits.
#[derive(Clone)]
pub struct Latency {
    histogram: Histogram<u64>,
}

const MAX_NS: u64 = 120_000_000_000;

impl Default for Latency {
    fn default() -> Self {
        Self::new()
    }
}

impl Latency {
    pub fn new() -> Self {
        Self { histogram: Histogram::new_with_bounds(1, MAX_NS, 3).expect("bounds that fit") }
    }

    pub fn record(&mut self, ns: u64) {
        self.histogram.saturating_record(ns.max(1));
    }

    pub fn add(&mut self, other: &Latency) {
        let _ = self.histogram.add(&other.histogram);
    }

    pub fn count(&self) -> u64 {
        self.histogram.len()
    }

    /// A percentile in microseconds.
    pub fn us(&self, percentile: f64) -> f64 {
        self.histogram.value_at_quantile(percentile / 100.0) as f64 / 1e3
    }

    pub fn max_us(&self) -> f64 {
        self.histogram.max() as f64 / 1e3
    }

    /// One line, and the files where a folder was asked for.
    pub fn tell(
        &self,
        reporter: &mut Reporter,
        bench: &str,
        flow: &str,
        subject: &str,
        options: &Options,
    ) -> Result<(), String> {
        reporter.line(Line {
            bench: bench.to_owned(),
            flow: flow.to_owned(),
            subject: format!("{subject}, p50"),
            value: self.us(50.0),
            unit: "us",
            spread: None,
            more: vec![
                ("p90", format!("{:.1}", self.us(90.0))),
                ("p99", format!("{:.1}", self.us(99.0))),
                ("p999", format!("{:.1}", self.us(99.9))),
                ("max", format!("{:.1}", self.max_us())),
                ("count", self.count().to_string()),
            ],
        });
        if let Some(folder) = &options.plots {
            let name: String = format!("{bench} {flow} {subject}")
                .chars()
                .map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '-' })
                .collect();
            self.write_hgrm(&folder.join(format!("{name}.hgrm")))?;
        }
        Ok(())
    }

    /// The text form that HdrHistogram's tools read and plot: value in us, percentile, count, 1 / (1 - percentile).
    pub fn write_hgrm(&self, path: &Path) -> Result<(), String> {
        let mut text = String::from("       Value     Percentile TotalCount 1/(1-Percentile)\n\n");
        let mut total = 0;
        for step in self.histogram.iter_quantiles(5) {
            total += step.count_since_last_iteration();
            let quantile = step.quantile_iterated_to();
            let value = step.value_iterated_to() as f64 / 1e3;
            let _ = write!(text, "{value:12.3} {quantile:2.12} {total:10}");
            let _ = if quantile < 1.0 {
                writeln!(text, " {:14.2}", 1.0 / (1.0 - quantile))
            } else {
                writeln!(text)
            };
        }
        let (mean, deviation) = (self.histogram.mean() / 1e3, self.histogram.stdev() / 1e3);
        let _ = writeln!(text, "#[Mean    = {mean:12.3}, StdDeviation   = {deviation:12.3}]");
        let _ = writeln!(text, "#[Max     = {:12.3}, Total count    = {total:12}]", self.max_us());
        let (buckets, sub_buckets) = (self.histogram.distinct_values(), 2048);
        let _ = writeln!(text, "#[Buckets = {buckets:12}, SubBuckets     = {sub_buckets:12}]");
        write(path, &text)
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 460.0;
const LEFT: f64 = 80.0;
const TOP: f64 = 50.0;
const COLOURS: [&str; 6] = ["#0969da", "#cf222e", "#1a7f37", "#8250df", "#bf8700", "#57606a"];

/// A picture of latencies by percentile, both axes logarithmic, the worst to the right.
pub fn write_percentiles(path: &Path, title: &str, curves: &[(String, Latency)]) -> Result<(), String> {
    let (right, bottom) = (WIDTH - 30.0, HEIGHT - 60.0);
    // 1 / (1 - percentile) from 1 to 100,000.
    let nines = 5.0;
    let low: f64 = curves.iter().map(|(_, it)| it.us(0.0).max(1.0)).fold(f64::MAX, f64::min);
    let high: f64 = curves.iter().map(|(_, it)| it.max_us()).fold(10.0, f64::max);
    let (first, last) = (low.log10().floor(), high.log10().ceil());
    let x =
        |quantile: f64| LEFT + (right - LEFT) * ((1.0 / (1.0 - quantile)).log10() / nines).clamp(0.0, 1.0);
    let y = |us: f64| {
        bottom - (bottom - TOP) * ((us.max(1e-3).log10() - first) / (last - first).max(1.0)).clamp(0.0, 1.0)
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"system-ui, sans-serif\" \
         font-size=\"13\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\
         <text x=\"{LEFT}\" y=\"26\" font-size=\"17\" font-weight=\"600\">{}</text>",
        escape(title)
    );
    for (quantile, name) in [
        (0.0, "0 %"),
        (0.5, "50 %"),
        (0.9, "90 %"),
        (0.99, "99 %"),
        (0.999, "99.9 %"),
        (0.9999, "99.99 %"),
        (0.99999, "99.999 %"),
    ] {
        let at = x(quantile);
        let _ = write!(
            svg,
            "<path d=\"M{at:.1} {TOP}V{bottom}\" stroke=\"#d0d7de\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>",
            bottom + 20.0
        );
    }
    let mut decade = first;
    while decade <= last {
        let at = y(10f64.powf(decade));
        let _ = write!(
            svg,
            "<path d=\"M{LEFT} {at:.1}H{right}\" stroke=\"#d0d7de\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 8.0,
            at + 4.0,
            duration(10f64.powf(decade))
        );
        decade += 1.0;
    }
    for (number, (name, latency)) in curves.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let mut path = String::new();
        for step in 0..=250 {
            let quantile = 1.0 - 10f64.powf(-nines * f64::from(step) / 250.0);
            let mark = if step == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{mark}{:.1} {:.1}", x(quantile), y(latency.us(quantile * 100.0)));
        }
        let _ = write!(
            svg,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\
             <rect x=\"{}\" y=\"{}\" width=\"12\" height=\"3\" fill=\"{colour}\"/><text x=\"{}\" y=\"{}\">{} (p50 {:.0} us, p99 {:.0} us)</text>",
            LEFT + 12.0,
            TOP + 14.0 + 19.0 * number as f64,
            LEFT + 30.0,
            TOP + 19.0 + 19.0 * number as f64,
            escape(name),
            latency.us(50.0),
            latency.us(99.0)
        );
    }
    let _ = write!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">percentile, from the moment each message was due</text></svg>",
        f64::midpoint(LEFT, right),
        HEIGHT - 14.0
    );
    write(path, &svg)
}

fn duration(us: f64) -> String {
    match us {
        us if us >= 1e6 => format!("{:.0} s", us / 1e6),
        us if us >= 1e3 => format!("{:.0} ms", us / 1e3),
        us if us >= 1.0 => format!("{us:.0} us"),
        us => format!("{:.0} ns", us * 1e3),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A server under load at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Since the first.
    pub seconds: f64,
    pub resident_mib: f64,
    /// Percentiles of the time since the sample before, in us.
    pub p50: f64,
    pub p99: f64,
}

/// One of a sample's figures.
pub type Pick = fn(&Sample) -> f64;

/// Memory and latency over time.
pub fn write_series(path: &Path, title: &str, samples: &[Sample]) -> Result<(), String> {
    let (right, bottom) = (WIDTH - 80.0, HEIGHT - 60.0);
    let end = samples.last().map_or(1.0, |it| it.seconds);
    let most = |pick: Pick| samples.iter().map(pick).fold(1.0, f64::max) * 1.1;
    let (memory, latency) = (most(|it| it.resident_mib), most(|it| it.p99));
    let x = |at: f64| LEFT + (right - LEFT) * at / end;
    let y = |value: f64, most: f64| bottom - (bottom - TOP) * value / most;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"system-ui, sans-serif\" \
         font-size=\"13\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\
         <text x=\"{LEFT}\" y=\"26\" font-size=\"17\" font-weight=\"600\">{}</text>\
         <path d=\"M{LEFT} {TOP}V{bottom}H{right}V{TOP}\" fill=\"none\" stroke=\"#d0d7de\"/>",
        escape(title)
    );
    for step in 0..=4 {
        let share = f64::from(step) / 4.0;
        let at = y(share, 1.0);
        let _ = write!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\" fill=\"{}\">{:.0} MiB</text>\
             <text x=\"{:.0}\" y=\"{:.0}\" fill=\"{}\">{}</text>\
             <text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{:.0} s</text>",
            LEFT - 8.0,
            at + 4.0,
            COLOURS[0],
            memory * share,
            right + 8.0,
            at + 4.0,
            COLOURS[1],
            duration(latency * share),
            x(end * share),
            bottom + 20.0,
            end * share
        );
    }
    let curves: [(&str, usize, Pick, f64); 3] = [
        ("resident memory", 0, |it| it.resident_mib, memory),
        ("p99", 1, |it| it.p99, latency),
        ("p50", 4, |it| it.p50, latency),
    ];
    for (number, (name, colour, pick, most)) in curves.into_iter().enumerate() {
        let mut line = String::new();
        for (at, sample) in samples.iter().enumerate() {
            let _ = write!(
                line,
                "{}{:.1} {:.1}",
                if at == 0 { 'M' } else { 'L' },
                x(sample.seconds),
                y(pick(sample), most)
            );
        }
        let _ = write!(
            svg,
            "<path d=\"{line}\" fill=\"none\" stroke=\"{0}\" stroke-width=\"2\"/><text x=\"{1}\" y=\"{2}\" fill=\"{0}\">{name}</text>",
            COLOURS[colour],
            LEFT + 12.0 + 140.0 * number as f64,
            TOP + 16.0
        );
    }
    svg.push_str("</svg>");
    write(path, &svg)
}
