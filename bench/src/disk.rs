//! What the disk alone costs: fdatasync of a 4 KiB overwrite in a preallocated file.

use crate::measure::median;
use crate::plot::Latency;
use crate::report::{Line, Options, Reporter};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

const BLOCK: usize = 4096;
const FILE_BYTES: u64 = 64 << 20;

/// A file whose blocks are on the disk already, so that an overwrite changes no metadata.
pub struct Overwrites {
    file: File,
    next: u64,
}

impl Overwrites {
    pub fn create(directory: &std::path::Path) -> Result<Self, String> {
        let path = directory.join(format!("tapebook-fdatasync-{}", std::process::id()));
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let file =
            File::options().create(true).truncate(true).read(true).write(true).open(&path).map_err(failed)?;
        let zeros = vec![0u8; 1 << 20];
        for at in 0..FILE_BYTES >> 20 {
            file.write_all_at(&zeros, at << 20).map_err(failed)?;
        }
        file.sync_all().map_err(failed)?;
        // The name goes at once, the file when it is closed.
        std::fs::remove_file(&path).map_err(failed)?;
        Ok(Self { file, next: 0 })
    }

    /// One overwrite and its sync, in nanoseconds.
    pub fn sync_one(&mut self) -> Result<u64, String> {
        let block = [self.next as u8 | 1; BLOCK];
        let start = Instant::now();
        self.file.write_all_at(&block, self.next % FILE_BYTES).map_err(|error| error.to_string())?;
        self.file.sync_data().map_err(|error| error.to_string())?;
        self.next += BLOCK as u64;
        Ok(start.elapsed().as_nanos() as u64)
    }
}

/// Syncs at a pace of `rate` a second, each by itself: one that falls into the next one's time costs that one's turn,
/// not its figure, because a journal that is late takes more into its next group instead.
pub fn at_rate(overwrites: &mut Overwrites, rate: u64, seconds: u64) -> Result<Latency, String> {
    let mut latency = Latency::new();
    let interval = 1_000_000_000 / rate;
    let start = Instant::now();
    let mut at = 0;
    while at < rate * seconds {
        let due = Duration::from_nanos(at * interval);
        let now = start.elapsed();
        if now < due {
            std::thread::sleep(due - now);
        }
        latency.record(overwrites.sync_one()?);
        at = (at + 1).max(start.elapsed().as_nanos() as u64 / interval + 1);
    }
    Ok(latency)
}

pub fn run(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    let mut overwrites = Overwrites::create(&options.data)?;
    let count = if options.is_quick { 1_000 } else { 5_000 };
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        times.push(overwrites.sync_one()? as f64);
    }
    let middle = median(&times);
    reporter.line(Line {
        bench: "disk".to_owned(),
        flow: "back to back".to_owned(),
        subject: "fdatasync".to_owned(),
        value: middle / 1e3,
        unit: "us",
        more: vec![("syncs", count.to_string())],
        ..Line::default()
    });
    let latency =
        at_rate(&mut overwrites, 1_000, options.seconds.unwrap_or(if options.is_quick { 3 } else { 10 }))?;
    latency.tell(reporter, "disk", "1,000/s", "fdatasync", options)
}
