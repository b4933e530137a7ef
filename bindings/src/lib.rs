//! The core as a Node addon: bytes in, bytes out, no logic. `index.d.ts` describes every function.

mod core;
mod library;
mod market;
mod tape;
mod tools;

use napi::{Error, Status};

#[global_allocator]
static ALLOCATOR: tapebook_memory::HugePages = tapebook_memory::HugePages;

/// An error with a sentence for a person.
fn failed(why: impl std::fmt::Display) -> Error {
    Error::new(Status::GenericFailure, why.to_string())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 32 bytes of the operating system's randomness.
fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the operating system has randomness");
    bytes
}
