//! A backup is a folder of journal segments and a snapshot, in the form they have in a data folder: a start could open
//! it as it is. It is taken beside a running server, without its lock, and brought up to date by taking it again.
//!
//! Event segments are not in it: they can be made again, or were told to clients that have them.

use crate::recovery::{OpenError, dry_run};
use crate::tools::{Progress, make_snapshot};
use tapebook_journal::snapshot::{self, SnapshotWriter};
use tapebook_journal::{Copied, JournalError, NoVisitor, ScanOptions, Storage, copy_journal, scan};

/// Snapshots that a backup keeps.
const KEPT: usize = 2;

/// How the files begin that an exchange makes.
const OURS: [&str; 4] = ["journal-", "snapshot-", "statistics-", "events-"];

/// A backup, or a folder that was made from one.
#[derive(Clone, Debug, Default)]
pub struct Backup {
    pub segments: Copied,
    pub last_sequence: u64,
    /// Hash of the state after that command.
    pub state_hash: String,
}

/// Brings a backup up to date. `is_live` says that a server may be running on `from`. Costs the reading of all
/// segments, and a replay of what is new.
pub fn back_up<S: Storage, D: Storage>(
    from: &S,
    to: &D,
    is_live: bool,
    progress: Progress<'_>,
) -> Result<Backup, OpenError> {
    let segments = copy_journal(from, to, is_live)?;
    copy_newest_snapshot(from, to, segments.last_sequence)?;
    make_snapshot(to, KEPT, progress)?;
    described(to, segments)
}

/// Makes a data folder from a backup. The whole backup is verified before, and what was made after.
pub fn restore<S: Storage, D: Storage>(backup: &S, to: &D) -> Result<Backup, OpenError> {
    let names = to.list().map_err(|error| JournalError::io(to.locate(""), "list", error))?;
    let is_ours = |name: &&String| OURS.iter().any(|it| name.starts_with(it));
    if let Some(name) = names.iter().find(is_ours) {
        let what = "a backup is restored to an empty folder only".to_owned();
        return Err(JournalError::Misplaced { file: to.locate(name), what }.into());
    }
    // Nothing is made from a backup of which any part is damaged.
    scan(backup, &ScanOptions::default(), &mut NoVisitor)?;
    let names = snapshot::candidates(backup)?;
    for name in &names {
        let meta = snapshot::read(backup, name, &mut |_| ())?;
        snapshot::read_beside(backup, &meta)?;
    }
    let wanted = dry_run(backup)?.0.hash();
    let segments = copy_journal(backup, to, false)?;
    for name in names.iter().rev() {
        copy_snapshot(backup, to, name)?;
    }
    let made = described(to, segments)?;
    if made.state_hash != wanted {
        let what = format!("the restored state is {}, that of the backup {wanted}", made.state_hash);
        return Err(OpenError::Diverged(what));
    }
    Ok(made)
}

fn described<S: Storage>(storage: &S, segments: Copied) -> Result<Backup, OpenError> {
    let (state, recovery) = dry_run(storage)?;
    if let Some(why) = recovery.snapshots_passed_over.into_iter().next() {
        return Err(OpenError::Diverged(format!("{why}: remove it, and take the backup again")));
    }
    Ok(Backup { segments, last_sequence: recovery.last_sequence, state_hash: state.hash() })
}

/// The newest good snapshot that the copied journal reaches, so that little has to be replayed.
fn copy_newest_snapshot<S: Storage, D: Storage>(from: &S, to: &D, limit: u64) -> Result<(), JournalError> {
    let Some(found) = snapshot::newest(from, None, None, limit)?.snapshot else { return Ok(()) };
    if snapshot::candidates(to)?.first().is_some_and(|newest| *newest >= found.name) {
        return Ok(());
    }
    copy_snapshot(from, to, &found.name)
}

fn copy_snapshot<S: Storage, D: Storage>(from: &S, to: &D, name: &str) -> Result<(), JournalError> {
    let meta = snapshot::read(from, name, &mut |_| ())?;
    // First what stands beside it, as when it was made.
    if let Some(beside) = snapshot::read_beside(from, &meta)? {
        snapshot::write_beside(to, &meta, &beside)?;
    }
    let mut writer = SnapshotWriter::create(to.clone(), &meta)?;
    let mut failed = None;
    snapshot::read(from, name, &mut |bytes| {
        if failed.is_none() {
            failed = writer.write(bytes).err();
        }
    })?;
    match failed {
        Some(error) => Err(error),
        None => writer.finish().map(|_| ()),
    }
}
