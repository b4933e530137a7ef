//! All events of a folder, for readers beside the exchange.

use crate::failed;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use std::path::Path;
use tapebook_journal::DiskStorage;
use tapebook_sequencer::tape;

#[napi]
pub struct Tape {
    tape: tape::Tape<DiskStorage>,
}

#[napi]
impl Tape {
    #[napi(constructor)]
    pub fn new(directory: String) -> napi::Result<Self> {
        if !Path::new(&directory).is_dir() {
            return Err(failed(format!("there is no folder {directory}")));
        }
        Ok(Self { tape: tape::Tape::new(DiskStorage::open(&directory).map_err(failed)?) })
    }

    #[napi]
    pub fn read(&mut self, from: f64, max_bytes: u32) -> napi::Result<Uint8Array> {
        let mut out = vec![0; 8];
        let last = self.tape.read((from as u64).max(1), max_bytes as usize, &mut out).map_err(failed)?;
        out[..8].copy_from_slice(&last.to_le_bytes());
        Ok(out.into())
    }
}
