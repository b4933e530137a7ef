//! Descriptors kept back, so that a process which has none left still turns its segments over.

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Descriptors kept back: a segment prepared ahead takes two, the events' next segment and a reader one each.
const KEPT: usize = 4;

/// The system's and the process's want of descriptors, by their numbers on Linux and on the BSDs.
const ENFILE: i32 = 23;
const EMFILE: i32 = 24;

/// Is it want of room, on the disk or among descriptors, which may end?
pub(crate) fn lacks_room(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::StorageFull || lacks_descriptors(error)
}

fn lacks_descriptors(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(ENFILE | EMFILE))
}

/// A directory that stays open, and the descriptors kept back for files in it.
#[derive(Debug)]
pub(super) struct Descriptors {
    directory: File,
    kept: Mutex<Vec<OwnedFd>>,
}

impl Descriptors {
    pub fn open(directory: &Path) -> io::Result<Self> {
        let it = Self { directory: File::open(directory)?, kept: Mutex::default() };
        it.keep_more();
        Ok(it)
    }

    /// Makes the names in the directory durable.
    pub fn sync_directory(&self) -> io::Result<()> {
        self.directory.sync_all()
    }

    /// Opens something, with descriptors kept back where there are no others.
    pub fn with<T>(&self, open: impl Fn() -> io::Result<T>) -> io::Result<T> {
        let mut opened = open();
        if opened.is_ok() {
            self.keep_more();
        }
        while opened.as_ref().is_err_and(lacks_descriptors) && self.kept().pop().is_some() {
            opened = open();
        }
        opened
    }

    fn kept(&self) -> MutexGuard<'_, Vec<OwnedFd>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep_more(&self) {
        let mut kept = self.kept();
        while kept.len() < KEPT {
            let Ok(more) = self.directory.try_clone() else { return };
            kept.push(more.into());
        }
    }

    /// Keeps the descriptor of a file that is done with, where some were given up: closed, another part of the
    /// process would take it. The file itself is let go of.
    fn keep(&self, file: File) {
        #[cfg(target_os = "linux")]
        {
            let mut kept = self.kept();
            if kept.len() < KEPT {
                let mut descriptor = file.into();
                if rustix::io::dup3(&self.directory, &mut descriptor, rustix::io::DupFlags::CLOEXEC).is_ok() {
                    kept.push(descriptor);
                }
            }
        }
        #[cfg(not(target_os = "linux"))]
        drop(file);
    }
}

/// An open file whose descriptor may be kept back when it is closed.
#[derive(Debug)]
pub(super) struct Kept {
    file: Option<File>,
    descriptors: Arc<Descriptors>,
}

impl Kept {
    pub fn open(descriptors: &Arc<Descriptors>, open: impl Fn() -> io::Result<File>) -> io::Result<Self> {
        let file = Some(descriptors.with(open)?);
        Ok(Self { file, descriptors: descriptors.clone() })
    }
}

impl Deref for Kept {
    type Target = File;

    fn deref(&self) -> &File {
        self.file.as_ref().expect("only drop takes it")
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            self.descriptors.keep(file);
        }
    }
}
