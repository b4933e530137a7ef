//! Work on a folder that nobody needs to run.

use crate::core::ended;
use crate::failed;
use napi::bindgen_prelude::{FnArgs, Function};
use napi_derive::napi;
use std::path::Path;
use tapebook_journal::{DiskStorage, snapshot};
use tapebook_sequencer::backup::{self, Backup};
use tapebook_sequencer::doctor;
use tapebook_sequencer::tools::{self, Report};

/// Snapshots kept by `make_snapshot`.
const KEPT: usize = 3;

type Told<'a> = Option<Function<'a, FnArgs<(f64, f64)>, bool>>;

fn progress(told: Told<'_>) -> impl FnMut(u64, u64) -> bool + '_ {
    move |done, total| match &told {
        Some(told) => told.call((done as f64, total as f64).into()).unwrap_or(false),
        None => true,
    }
}

fn storage(directory: &str) -> napi::Result<DiskStorage> {
    if !Path::new(directory).is_dir() {
        return Err(failed(format!("there is no folder {directory}")));
    }
    DiskStorage::open(directory).map_err(failed)
}

fn json(report: &Report) -> String {
    let checkpoints: Vec<String> = report
        .checkpoints
        .iter()
        .map(|(name, sequence, agrees)| {
            format!("{{\"name\":{name:?},\"sequence\":{sequence},\"agrees\":{agrees}}}")
        })
        .collect();
    let cut = report.cut.as_ref().map_or("null".to_owned(), |cut| format!("{cut:?}"));
    format!(
        "{{\"last_sequence\":{},\"state_hash\":{:?},\"event_digest\":{:?},\"commands\":{},\"groups\":{},\
         \"checkpoints\":[{}],\"cut\":{cut}}}",
        report.last_sequence,
        report.state_hash,
        report.event_digest,
        report.commands,
        report.groups,
        checkpoints.join(",")
    )
}

#[napi]
pub fn make_snapshot(directory: String, told: Told<'_>) -> napi::Result<String> {
    let made = tools::make_snapshot(&storage(&directory)?, KEPT, &mut progress(told)).map_err(failed)?;
    Ok(match made {
        None => "{\"made\":null}".to_owned(),
        Some((name, report)) => format!("{{\"made\":{name:?},\"report\":{}}}", json(&report)),
    })
}

fn backup_json(it: &Backup) -> String {
    format!(
        "{{\"last_sequence\":{},\"state_hash\":{:?},\"segments_copied\":{},\"segments_kept\":{}}}",
        it.last_sequence, it.state_hash, it.segments.copied, it.segments.kept
    )
}

#[napi]
pub fn back_up(directory: String, to: String, told: Told<'_>) -> napi::Result<String> {
    let from = storage(&directory)?;
    let to = DiskStorage::open(to).map_err(failed)?;
    let is_live = from.holder().map_err(failed)?.is_some();
    backup::back_up(&from, &to, is_live, &mut progress(told)).map(|it| backup_json(&it)).map_err(failed)
}

#[napi]
pub fn restore(from: String, directory: String) -> napi::Result<String> {
    let from = storage(&from)?;
    let to = DiskStorage::open(directory).map_err(failed)?;
    backup::restore(&from, &to).map(|it| backup_json(&it)).map_err(failed)
}

#[napi]
pub fn verify(directory: String, told: Told<'_>) -> napi::Result<String> {
    let ended = ended(Path::new(&directory));
    let verdict = tools::verify(&storage(&directory)?, ended, &mut progress(told)).map_err(failed)?;
    let invariants = verdict.invariants.as_ref().map_or("null".to_owned(), |it| format!("{it:?}"));
    Ok(format!(
        "{{\"ok\":{},\"state_hash\":{:?},\"snapshot_and_tail\":{:?},\"invariants_broken\":{invariants},\
         \"snapshots_passed_over\":{:?},\"full\":{}}}",
        verdict.is_ok,
        verdict.full.state_hash,
        verdict.snapshot_and_tail,
        verdict.snapshots_passed_over,
        json(&verdict.full)
    ))
}

#[napi]
pub fn examine(directory: String) -> napi::Result<String> {
    let storage = storage(&directory)?;
    let ended = ended(Path::new(&directory));
    let found = doctor::examine(&storage, storage.holder().map_err(failed)?, ended).map_err(failed)?;
    let findings: Vec<String> = found
        .findings
        .iter()
        .map(|it| {
            let (part, level, kind) = (it.part, it.level.word(), it.kind);
            format!(
                "{{\"part\":{part:?},\"level\":{level:?},\"kind\":{kind:?},\"what\":{:?},\"action\":{:?}}}",
                it.what, it.action
            )
        })
        .collect();
    Ok(format!("{{\"level\":{:?},\"findings\":[{}]}}", found.level().word(), findings.join(",")))
}

#[napi]
pub fn replay(directory: String, to_sequence: f64, told: Told<'_>) -> napi::Result<String> {
    let (_, report) =
        tools::replay(&storage(&directory)?, to_sequence as u64, &mut progress(told)).map_err(failed)?;
    Ok(json(&report))
}

#[napi]
pub fn state_hash(directory: String, sequence: f64) -> napi::Result<String> {
    let storage = storage(&directory)?;
    let (_, report) = if sequence > 0.0 {
        tools::replay(&storage, sequence as u64, &mut |_, _| true)
    } else {
        tools::restore(&storage, &mut |_, _| true)
    }
    .map_err(failed)?;
    Ok(json(&report))
}

#[napi]
pub fn inspect(directory: String, kind: String, from: f64, count: u32) -> napi::Result<Vec<String>> {
    let storage = storage(&directory)?;
    let (from, count) = (from as u64, count as usize);
    match kind.as_str() {
        "journal" => tools::journal_records(&storage, from, count).map_err(failed),
        "events" => tools::event_records(&storage, from, count).map_err(failed),
        "snapshots" => snapshots(&storage, count),
        "segments" => segments(&directory, count),
        other => Err(failed(format!("{other:?} is none of journal, events, segments, snapshots"))),
    }
}

fn snapshots(storage: &DiskStorage, count: usize) -> napi::Result<Vec<String>> {
    let names = snapshot::candidates(storage).map_err(failed)?;
    Ok(names
        .into_iter()
        .take(count)
        .map(|name| {
            let mut bytes = 0;
            match snapshot::read(storage, &name, &mut |part| bytes += part.len()) {
                Ok(meta) => format!(
                    "{{\"name\":{name:?},\"sequence\":{},\"bytes\":{bytes},\"payload_version\":{},\"good\":true}}",
                    meta.sequence, meta.payload_version
                ),
                Err(why) => format!("{{\"name\":{name:?},\"good\":false,\"why\":{:?}}}", why.to_string()),
            }
        })
        .collect())
}

fn segments(directory: &str, count: usize) -> napi::Result<Vec<String>> {
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("journal-") || name.starts_with("events-") {
            let bytes = entry.metadata().map_err(failed)?.len();
            lines.push(format!("{{\"name\":{name:?},\"bytes\":{bytes}}}"));
        }
    }
    lines.sort_unstable();
    lines.truncate(count);
    Ok(lines)
}
