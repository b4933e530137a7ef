//! The disk as the journal sees it: a flat directory of named files. A simulator supplies its own.

mod descriptors;
mod disk;
#[cfg(any(test, feature = "fake"))]
mod memory;

use std::io;

pub(crate) use descriptors::lacks_room;
pub use disk::{DiskFile, DiskLock, DiskStorage};
#[cfg(any(test, feature = "fake"))]
pub use memory::{MemFile, MemLock, MemStorage};

use crate::error::JournalError;

/// An open file. Offsets and lengths are bytes.
pub trait StorageFile: Send + Sync + 'static {
    /// Writes all of `bytes` at `offset`; a short write is continued or an error, never a hole.
    ///
    /// # Errors
    /// The system's. How much was written is then unknown.
    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// Fills `buffer` from `offset`; returns fewer bytes than asked only at the end of the file.
    ///
    /// # Errors
    /// The system's.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Makes everything written so far, and the length, survive a power cut.
    ///
    /// # Errors
    /// The system's. What survived is then unknown, and a second call proves nothing.
    fn sync_data(&self) -> io::Result<()>;

    /// Length of the file.
    ///
    /// # Errors
    /// The system's.
    fn len(&self) -> io::Result<u64>;

    /// Whether the file has no bytes.
    ///
    /// # Errors
    /// The system's.
    fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }

    /// Cuts the file or extends it with zeros.
    ///
    /// # Errors
    /// The system's.
    fn set_len(&self, length: u64) -> io::Result<()>;

    /// Lets later writes of whole blocks from aligned memory go past the operating system's
    /// cache, where it can be done; what is written and read stays the same.
    ///
    /// # Errors
    /// The system's.
    fn bypass_cache(&self) -> io::Result<()> {
        Ok(())
    }

    /// Makes the file `length` zeros that later writes find room in; with `sync` written to the
    /// disk and synced, so that those writes allocate nothing either.
    ///
    /// # Errors
    /// The system's; `StorageFull` if there is no room.
    fn preallocate(&self, length: u64, sync: bool) -> io::Result<()>;
}

/// A directory. Clones are handles of the same directory.
pub trait Storage: Clone + Send + Sync + 'static {
    /// An open file.
    type File: StorageFile;
    /// Holds the writer's lock until dropped.
    type Lock: Send + 'static;

    /// Names of all files, in no particular order.
    ///
    /// # Errors
    /// The system's.
    fn list(&self) -> io::Result<Vec<String>>;

    /// Creates a file for reading and writing; an existing one is an error.
    ///
    /// # Errors
    /// The system's.
    fn create_new(&self, name: &str) -> io::Result<Self::File>;

    /// Opens an existing file for reading and writing.
    ///
    /// # Errors
    /// The system's.
    fn open(&self, name: &str) -> io::Result<Self::File>;

    /// Opens an existing file for reading.
    ///
    /// # Errors
    /// The system's.
    fn open_read(&self, name: &str) -> io::Result<Self::File>;

    /// Renames a file, replacing what has the new name.
    ///
    /// # Errors
    /// The system's.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// The system's.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Makes creations, renames and removals survive a power cut.
    ///
    /// # Errors
    /// The system's.
    fn sync_dir(&self) -> io::Result<()>;

    /// Takes the writer's lock, held until the value is dropped or the process ends.
    ///
    /// # Errors
    /// [`JournalError::Locked`] if another writer holds it; [`JournalError::Io`] otherwise.
    fn lock(&self) -> Result<Self::Lock, JournalError>;

    /// The full name of a file for messages; of the directory if `name` is empty.
    fn locate(&self, name: &str) -> String;
}
