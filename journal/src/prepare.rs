//! The next segment, allocated and zeroed before it is needed.

use std::io;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::JoinHandle;

use crate::error::JournalError;
use crate::settings::{Policy, Prepare, Settings};
use crate::storage::{Storage, StorageFile, lacks_room};

const PREFIX: &str = "prepare-";
const SUFFIX: &str = ".tmp";

/// A zeroed file under a temporary name.
pub(crate) struct Prepared<F> {
    pub name: String,
    pub file: F,
}

type Answer<F> = Result<Prepared<F>, (String, io::Error)>;

/// Keeps one segment ahead, on a thread of its own or inline.
pub(crate) struct Preparer<S: Storage> {
    storage: S,
    capacity: u64,
    sync: bool,
    made: u64,
    ready: Option<Prepared<S::File>>,
    failed: Option<(String, io::Error)>,
    background: Option<Background<S::File>>,
}

struct Background<F> {
    requests: Option<Sender<String>>,
    answers: Receiver<Answer<F>>,
    pending: bool,
    thread: Option<JoinHandle<()>>,
}

impl<S: Storage> Preparer<S> {
    /// Removes what an earlier process left prepared. The caller holds the writer's lock.
    pub fn new(storage: S, settings: &Settings) -> Result<Self, JournalError> {
        let listed = storage.list();
        let names = listed.map_err(|error| JournalError::io(storage.locate(""), "list", error))?;
        for name in names {
            if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
                storage
                    .remove(&name)
                    .map_err(|error| JournalError::io(storage.locate(&name), "remove", error))?;
            }
        }
        let (capacity, sync) = (settings.segment_bytes, settings.policy == Policy::Disk);
        let background = match settings.prepare {
            Prepare::Inline => None,
            Prepare::Background => Some(Background::spawn(storage.clone(), capacity, sync)?),
        };
        Ok(Preparer { storage, capacity, sync, made: 0, ready: None, failed: None, background })
    }

    /// Starts preparing a segment unless one is ready or under way. A failure is kept for
    /// [`Preparer::take`] and [`Preparer::low_space`].
    pub fn request(&mut self) {
        self.poll();
        if self.ready.is_some() {
            return;
        }
        let name = format!("{PREFIX}{}{SUFFIX}", self.made);
        match &mut self.background {
            Some(background) if background.pending => return,
            Some(background) => {
                let sent = background.requests.as_ref().map(|sender| sender.send(name));
                background.pending = matches!(sent, Some(Ok(())));
            }
            None => match prepare(&self.storage, name, self.capacity, self.sync) {
                Ok(prepared) => {
                    self.ready = Some(prepared);
                    self.failed = None;
                }
                Err(failure) => self.failed = Some(failure),
            },
        }
        self.made += 1;
    }

    /// A prepared segment, waiting for it or making it now if need be.
    pub fn take(&mut self) -> Result<Prepared<S::File>, JournalError> {
        self.request();
        if let Some(background) = &mut self.background
            && background.pending
            && self.ready.is_none()
        {
            background.pending = false;
            match background.answers.recv() {
                Ok(Ok(prepared)) => {
                    self.ready = Some(prepared);
                    self.failed = None;
                }
                Ok(Err(failure)) => self.failed = Some(failure),
                Err(_) => {
                    let error = io::Error::other("the preparing thread is gone");
                    self.failed = Some((self.storage.locate(""), error));
                }
            }
        }
        if let Some(prepared) = self.ready.take() {
            return Ok(prepared);
        }
        match self.failed.as_ref() {
            Some((path, error)) if !lacks_room(error) => {
                // The kind alone can't be copied with its words, so the words go along.
                let copy = io::Error::new(error.kind(), error.to_string());
                Err(JournalError::io(path, "prepare", copy))
            }
            _ => Err(JournalError::DiskFull { path: self.storage.locate("") }),
        }
    }

    /// Segments ready to be taken: 0 or 1.
    pub fn ready(&mut self) -> usize {
        self.poll();
        usize::from(self.ready.is_some())
    }

    /// Whether the last try found no room, on the disk or among descriptors, and no segment is ready.
    pub fn low_space(&mut self) -> bool {
        self.poll();
        self.ready.is_none() && matches!(&self.failed, Some((_, error)) if lacks_room(error))
    }

    fn poll(&mut self) {
        let Some(background) = &mut self.background else {
            return;
        };
        if !background.pending {
            return;
        }
        match background.answers.try_recv() {
            Ok(Ok(prepared)) => {
                self.ready = Some(prepared);
                self.failed = None;
            }
            Ok(Err(failure)) => self.failed = Some(failure),
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {}
        }
        background.pending = false;
    }
}

impl<S: Storage> Drop for Preparer<S> {
    /// Ends the thread, so that nothing is written here once the writer's lock is free.
    fn drop(&mut self) {
        if let Some(background) = &mut self.background {
            background.requests = None;
            if let Some(thread) = background.thread.take() {
                let _ = thread.join();
            }
            while let Ok(Ok(prepared)) = background.answers.try_recv() {
                let _ = self.storage.remove(&prepared.name);
            }
        }
        if let Some(prepared) = self.ready.take() {
            // Only tidiness: the next writer removes what is left.
            let _ = self.storage.remove(&prepared.name);
        }
    }
}

impl<F: StorageFile> Background<F> {
    fn spawn<S: Storage<File = F>>(storage: S, capacity: u64, sync: bool) -> Result<Self, JournalError> {
        let (requests, received) = channel::<String>();
        let (answer, answers) = channel();
        let directory = storage.locate("");
        let thread = std::thread::Builder::new()
            .name("journal-prepare".to_owned())
            .spawn(move || {
                for name in received {
                    if answer.send(prepare(&storage, name, capacity, sync)).is_err() {
                        return;
                    }
                }
            })
            .map_err(|error| JournalError::io(directory, "start the preparing thread for", error))?;
        Ok(Background { requests: Some(requests), answers, pending: false, thread: Some(thread) })
    }
}

fn prepare<S: Storage>(storage: &S, name: String, capacity: u64, sync: bool) -> Answer<S::File> {
    let made = storage.create_new(&name).and_then(|file| {
        if sync {
            file.bypass_cache()?;
        }
        file.preallocate(capacity, sync)?;
        Ok(file)
    });
    match made {
        Ok(file) => Ok(Prepared { name, file }),
        Err(error) => {
            // A half-filled file would keep the disk full.
            let _ = storage.remove(&name);
            Err((storage.locate(&name), error))
        }
    }
}
