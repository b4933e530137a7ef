//! A name for each way that a folder can be refused, and what an operator does about it. The names are the headings of
//! `docs/operating/runbook.md`; a test holds the two together.

use crate::recovery::OpenError;
use tapebook_journal::JournalError;

/// A kind of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// One or two words, as in the runbook.
    pub name: &'static str,
    /// What to do, as one sentence.
    pub action: &'static str,
}

/// Lists every kind once, and finds the kind of an error. The compiler sees that none is missing.
macro_rules! refusals {
    ($of:ident, $list:ident, $error:ty, $($pattern:pat => $name:literal, $action:literal;)*) => {
        const $list: &[Refusal] = &[$(Refusal { name: $name, action: $action }),*];
        fn $of(error: &$error) -> Refusal {
            match error {
                $($pattern => Refusal { name: $name, action: $action },)*
            }
        }
    };
}

refusals! { of_journal, JOURNAL, JournalError,
    JournalError::Io { .. } => "io",
        "Look at the disk, the mount and the rights of the folder; then start again.";
    JournalError::Corrupt { .. } => "damaged",
        "Restore that file from a backup; nothing that was durable is ever cut.";
    JournalError::UnsupportedVersion { .. } => "other-format",
        "Start the build that wrote it.";
    JournalError::Foreign { .. } => "foreign",
        "Move that file out of the folder: it belongs to another journal.";
    JournalError::MissingSegment { .. } => "missing-segment",
        "Put the segment back from a backup.";
    JournalError::Misplaced { .. } => "misplaced",
        "Give the file its own name again, or remove the copy.";
    JournalError::Locked { .. } => "locked",
        "Stop the process that runs on this folder, or leave it alone.";
    JournalError::Poisoned { .. } => "poisoned",
        "Look at the disk; then start again, which recovers.";
    JournalError::DiskFull { .. } => "disk-full",
        "Free space for one more segment; nothing was lost.";
    JournalError::OutOfSequence { .. } => "out-of-sequence",
        "Report it: a fault of the program; the journal is as it was.";
    JournalError::GroupTooLarge { .. } => "group-too-large",
        "Report it: a fault of the program; the journal is as it was.";
    JournalError::Busy => "busy",
        "Report it: a fault of the program; the journal is as it was.";
    JournalError::Refused { .. } => "refused-record",
        "Start the build that wrote the journal, and report it.";
    JournalError::JournalBehind { .. } => "journal-behind",
        "Restore the end of the journal from a backup; without one, see the runbook before you remove anything.";
    JournalError::ChainMismatch { .. } => "other-history",
        "Find out which of journal and snapshot is yours, and move the other out of the folder.";
    JournalError::Setting { .. } => "setting",
        "Correct the setting.";
    JournalError::BeforeRetention { .. } => "before-retention",
        "Begin from queries: those events are no longer kept.";
}

refusals! { of_open, OPEN, OpenError,
    OpenError::Journal(_) => "journal",
        "See the kind that the journal's own error has.";
    OpenError::NoJournal => "no-journal",
        "Name the right folder, or an operator's key to begin a journal with.";
    OpenError::Diverged(_) => "diverged",
        "Restore the journal from a backup that has what is missing.";
    OpenError::Thread(_) => "thread",
        "Raise the limit of processes, or free memory; then start again.";
}

impl Refusal {
    /// The kind of an error of a start.
    pub fn of(error: &OpenError) -> Self {
        match error {
            OpenError::Journal(error) => of_journal(error),
            other => of_open(other),
        }
    }

    /// The kind of an error of the journal.
    pub fn of_journal(error: &JournalError) -> Self {
        of_journal(error)
    }

    /// Every kind that there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let wraps = |it: &&Refusal| it.name != "journal";
        JOURNAL.iter().chain(OPEN.iter().filter(wraps)).copied()
    }
}
