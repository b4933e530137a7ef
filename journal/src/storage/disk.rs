use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::descriptors::{Descriptors, Kept};
use super::{Storage, StorageFile};
use crate::aligned::{AlignedBytes, is_aligned};
use crate::error::JournalError;

const LOCK_NAME: &str = "LOCK";
/// Zeros are synced in steps, so that a group's sync never queues behind a whole segment.
const PREALLOCATE_STEP: usize = 4 << 20;

/// A directory of the operating system.
#[derive(Debug, Clone)]
pub struct DiskStorage {
    directory: Arc<Path>,
    descriptors: Arc<Descriptors>,
}

/// A file in a [`DiskStorage`].
#[derive(Debug)]
pub struct DiskFile {
    file: Kept,
    path: PathBuf,
    descriptors: Arc<Descriptors>,
    /// The same file past the operating system's cache.
    direct: OnceLock<Kept>,
}

/// The locked file `LOCK`. The kernel lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct DiskLock(#[expect(dead_code, reason = "held for its lock")] File);

impl DiskStorage {
    /// Opens the directory, creating it if it is not there. Takes no lock, and a handful of descriptors until the last
    /// handle and file are gone.
    ///
    /// # Errors
    /// [`JournalError::Io`] if it can't be created or is not a directory.
    pub fn open(directory: impl Into<PathBuf>) -> Result<Self, JournalError> {
        let directory = directory.into();
        let failed = |action, error| JournalError::io(directory.display().to_string(), action, error);
        if !directory.is_dir() {
            fs::create_dir_all(&directory).map_err(|error| failed("create", error))?;
            // Without this a power cut could take the directory and all synced files in it.
            let parent = match directory.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            File::open(parent)
                .and_then(|parent| parent.sync_all())
                .map_err(|error| failed("sync the parent of", error))?;
        }
        let descriptors = Descriptors::open(&directory).map_err(|error| failed("open", error))?;
        Ok(DiskStorage { directory: Arc::from(directory.as_path()), descriptors: Arc::new(descriptors) })
    }

    /// What the process that holds the writer's lock wrote in it, usually its id; nothing if nobody holds it. Writes
    /// nothing, and makes no lock file where there is none.
    ///
    /// # Errors
    /// [`JournalError::Io`] if the lock file can't be opened.
    pub fn holder(&self) -> Result<Option<String>, JournalError> {
        let path = self.locate(LOCK_NAME);
        let mut file = match File::open(self.directory.join(LOCK_NAME)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(JournalError::io(path, "open", error)),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(None),
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Only for the message: unreadable means an unnamed holder.
                let _ = (&mut file).take(32).read_to_string(&mut holder);
                Ok(Some(holder.trim().to_owned()))
            }
            Err(TryLockError::Error(error)) => Err(JournalError::io(path, "lock", error)),
        }
    }

    fn open_file(&self, options: &OpenOptions, name: &str) -> io::Result<DiskFile> {
        let path = self.directory.join(name);
        let file = Kept::open(&self.descriptors, || options.open(&path))?;
        Ok(DiskFile { file, path, descriptors: self.descriptors.clone(), direct: OnceLock::new() })
    }

    /// The directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

impl Storage for DiskStorage {
    type File = DiskFile;
    type Lock = DiskLock;

    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in self.descriptors.with(|| fs::read_dir(&self.directory))? {
            // A name that is not Unicode is none of ours.
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn create_new(&self, name: &str) -> io::Result<DiskFile> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        self.open_file(&options, name)
    }

    fn open(&self, name: &str) -> io::Result<DiskFile> {
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        self.open_file(&options, name)
    }

    fn open_read(&self, name: &str) -> io::Result<DiskFile> {
        self.open_file(OpenOptions::new().read(true), name)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.directory.join(from), self.directory.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.directory.join(name))
    }

    fn sync_dir(&self) -> io::Result<()> {
        self.descriptors.sync_directory()
    }

    fn lock(&self) -> Result<DiskLock, JournalError> {
        let path = self.locate(LOCK_NAME);
        let failed = |error| JournalError::io(&path, "lock", error);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(self.directory.join(LOCK_NAME)).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Only for the message: unreadable means an unnamed holder.
                let _ = (&mut file).take(32).read_to_string(&mut holder);
                let holder = holder.trim().to_owned();
                return Err(JournalError::Locked { path, holder });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let holder = format!("{}\n", std::process::id());
        file.set_len(0).and_then(|()| file.write_all_at(holder.as_bytes(), 0)).map_err(failed)?;
        Ok(DiskLock(file))
    }

    fn locate(&self, name: &str) -> String {
        if name.is_empty() {
            return self.directory.display().to_string();
        }
        self.directory.join(name).display().to_string()
    }
}

impl StorageFile for DiskFile {
    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        if let Some(direct) = self.direct.get()
            && is_aligned(bytes, offset)
        {
            match direct.write_all_at(bytes, offset) {
                // The disk has larger blocks than ours, and refuses before it writes.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => {}
                written => return written,
            }
        }
        self.file.write_all_at(bytes, offset)
    }

    fn bypass_cache(&self) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        {
            use std::os::unix::fs::OpenOptionsExt;
            let mut options = OpenOptions::new();
            options.write(true).custom_flags(rustix::fs::OFlags::DIRECT.bits() as i32);
            match Kept::open(&self.descriptors, || options.open(&self.path)) {
                Ok(direct) => {
                    let _ = self.direct.set(direct);
                }
                // A file system without it.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.file.read_at(&mut buffer[filled..], offset + filled as u64) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn preallocate(&self, length: u64, sync: bool) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{FallocateFlags, fallocate};
            match fallocate(&*self.file, FallocateFlags::empty(), 0, length) {
                Ok(()) if !sync => return Ok(()),
                // Zeros written ahead spare the commits the change of the file's map.
                Ok(()) | Err(rustix::io::Errno::OPNOTSUPP) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let mut zeros = AlignedBytes::with_capacity(PREALLOCATE_STEP);
        zeros.resize(PREALLOCATE_STEP, 0);
        let mut offset = 0;
        while offset < length {
            let step = (length - offset).min(zeros.len() as u64);
            self.write_all_at(&zeros[..step as usize], offset)?;
            if sync {
                self.file.sync_data()?;
            }
            offset += step;
        }
        Ok(())
    }
}
