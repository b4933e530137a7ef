//! Looks a data folder over and says what a start would do. Reads only: it takes no lock and changes no byte. What a
//! start would do is not guessed: the same function is run that a start runs.

use crate::recovery::{OpenError, dry_run, is_new};
use crate::refusals::Refusal;
use std::fmt::Write;
use tapebook_journal::{JournalError, NoVisitor, ScanOptions, Storage, events, scan, snapshot};

/// How much a finding matters, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// Worth knowing; nothing to do.
    Note,
    /// A start goes on, but something was lost or is damaged.
    Attention,
    /// A start would refuse.
    Refusal,
}

impl Level {
    /// The word that the command prints.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Attention => "attention",
            Self::Refusal => "refusal",
        }
    }
}

/// One thing that was found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was looked at: lock, journal, snapshots, events, leftovers or start.
    pub part: &'static str,
    pub level: Level,
    /// The kind of a refusal or of damage, as in the runbook; empty if it is neither.
    pub kind: &'static str,
    pub what: String,
    /// What an operator does; empty if nothing.
    pub action: &'static str,
}

/// All that was found, the start last.
#[derive(Clone, Debug, Default)]
pub struct Diagnosis {
    pub findings: Vec<Finding>,
}

impl Diagnosis {
    /// The gravest level of all findings.
    pub fn level(&self) -> Level {
        self.findings.iter().map(|it| it.level).max().unwrap_or(Level::Good)
    }

    fn add(&mut self, part: &'static str, level: Level, what: String) {
        self.findings.push(Finding { part, level, kind: "", what, action: "" });
    }

    fn add_of(&mut self, part: &'static str, level: Level, refusal: Refusal, what: String) {
        let Refusal { name: kind, action } = refusal;
        self.findings.push(Finding { part, level, kind, what, action });
    }
}

/// Looks at a folder. `holder` is who holds its lock; `ended` what the last orderly end wrote down. Costs as much as a
/// start, and a reading of every segment.
pub fn examine<S: Storage>(
    storage: &S,
    holder: Option<String>,
    ended: Option<(u64, String)>,
) -> Result<Diagnosis, JournalError> {
    let mut found = Diagnosis::default();
    let stream = events::end(storage)?;
    let started = match &holder {
        Some(holder) => {
            let error = JournalError::Locked { path: storage.locate("LOCK"), holder: holder.clone() };
            Err(OpenError::Journal(error))
        }
        None => dry_run(storage).map(|(_, recovery)| recovery),
    };
    let refusal = started.as_ref().err().map(ToString::to_string);
    if holder.is_none() {
        found.add("lock", Level::Good, "nobody holds it".to_owned());
    }
    look_at_journal(storage, holder.is_some(), refusal.as_deref(), &mut found);
    look_at_snapshots(storage, &mut found)?;
    look_at_events(storage, &stream, holder.is_some(), &mut found);
    look_at_leftovers(storage, holder.is_some(), &mut found)?;
    match &started {
        Err(error) => found.add_of("start", Level::Refusal, Refusal::of(error), error.to_string()),
        Ok(_) if is_new(storage)? => {
            found.add("start", Level::Note, "there is no journal: a start would begin one".to_owned());
        }
        Ok(recovery) => {
            let mut what = format!(
                "a start would go on after command {}: {}, {} commands replayed",
                recovery.last_sequence,
                if recovery.snapshot > 0 {
                    format!("snapshot after command {}", recovery.snapshot)
                } else {
                    "no snapshot".to_owned()
                },
                recovery.commands_replayed
            );
            if let Some(cut) = &recovery.cut {
                let _ = write!(what, "; it would cut a torn tail, {cut}");
            }
            found.add("start", if recovery.cut.is_some() { Level::Note } else { Level::Good }, what);
            if let Some((sequence, _)) = ended.filter(|(sequence, _)| *sequence > recovery.last_sequence) {
                let error = JournalError::JournalBehind { known: sequence, last: recovery.last_sequence };
                let what = format!("{error}: the last orderly end wrote so");
                found.add_of("start", Level::Attention, Refusal::of_journal(&error), what);
            }
        }
    }
    Ok(found)
}

fn look_at_journal<S: Storage>(storage: &S, is_live: bool, refusal: Option<&str>, found: &mut Diagnosis) {
    let options = ScanOptions { sealed_only: is_live, ..ScanOptions::default() };
    match scan(storage, &options, &mut NoVisitor) {
        Ok(Some(tail)) => found.add(
            "journal",
            Level::Good,
            format!(
                "{} segments{}, whole and chained up to command {}",
                tail.segment_index + 1,
                if is_live { " are sealed" } else { "" },
                tail.last_sequence
            ),
        ),
        Ok(None) => found.add(
            "journal",
            Level::Note,
            if is_live { "no segment is sealed yet" } else { "no segment" }.to_owned(),
        ),
        // Told once is enough.
        Err(error) if refusal == Some(error.to_string().as_str()) => {}
        Err(error) => {
            let what = format!("{error}. A start from a snapshot does not meet it, a full replay does");
            found.add_of("journal", Level::Attention, Refusal::of_journal(&error), what);
        }
    }
}

fn look_at_snapshots<S: Storage>(storage: &S, found: &mut Diagnosis) -> Result<(), JournalError> {
    let names = snapshot::candidates(storage)?;
    if names.is_empty() {
        found.add("snapshots", Level::Note, "none: a start replays the whole journal".to_owned());
    }
    for name in names {
        match snapshot::read(storage, &name, &mut |_| ()) {
            Ok(meta) => {
                found.add("snapshots", Level::Good, format!("{name}: state after command {}", meta.sequence));
                if let Err(error) = snapshot::read_beside(storage, &meta) {
                    let what = format!("{error}; candles and statistics begin with the events that are kept");
                    found.add_of("snapshots", Level::Attention, Refusal::of_journal(&error), what);
                }
            }
            Err(error) => {
                let what = format!("{error}; a start passes it over, and replays more");
                found.add_of("snapshots", Level::Attention, Refusal::of_journal(&error), what);
            }
        }
    }
    Ok(())
}

fn look_at_events<S: Storage>(storage: &S, stream: &events::StreamEnd, is_live: bool, found: &mut Diagnosis) {
    for (file, offset) in stream.cuts.iter().filter(|_| !is_live) {
        let what =
            format!("{file} ends with no whole block at byte {offset}; a start cuts it and writes it again");
        found.add("events", Level::Note, what);
    }
    if stream.last_sequence == 0 {
        found.add("events", Level::Note, "none are kept".to_owned());
        return;
    }
    let mut go_on = |_: u64, _: u64, _: &[u8]| std::ops::ControlFlow::Continue(());
    match events::read_from(storage, stream.oldest_sequence, &mut go_on) {
        Ok(_) => found.add(
            "events",
            Level::Good,
            format!("of commands {} to {}", stream.oldest_sequence, stream.last_sequence),
        ),
        Err(error) => {
            let what = format!("{error}. A client that missed them is told that they are gone");
            found.add_of("events", Level::Attention, Refusal::of_journal(&error), what);
        }
    }
}

/// Work of a process that ended; the next one removes it.
fn look_at_leftovers<S: Storage>(
    storage: &S,
    is_live: bool,
    found: &mut Diagnosis,
) -> Result<(), JournalError> {
    let mut names = storage.list().map_err(|error| JournalError::io(storage.locate(""), "list", error))?;
    names.retain(|name| name.ends_with(".tmp"));
    names.sort_unstable();
    if !names.is_empty() && !is_live {
        let what = format!("{}: unfinished work of a process that ended, of no weight", names.join(", "));
        found.add("leftovers", Level::Note, what);
    }
    Ok(())
}
