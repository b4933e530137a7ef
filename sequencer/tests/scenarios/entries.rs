//! The fuzz targets' entries as an ordinary test: on the seeds, on the committed corpus, and on mutations of both.

#[path = "../../../fuzz/src/lib.rs"]
mod fuzz;

use crate::requests::Random;
use std::path::Path;

/// The generated seeds of a target, and what its folder keeps.
fn inputs(target: &str) -> Vec<Vec<u8>> {
    let mut inputs: Vec<Vec<u8>> =
        fuzz::seeds::all().remove(target).expect("a target").into_iter().map(|(_, bytes)| bytes).collect();
    assert!(inputs.len() >= 3, "{target}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
    let mut kept: Vec<_> =
        std::fs::read_dir(&folder).expect("a corpus").map(|it| it.unwrap().path()).collect();
    kept.sort();
    let seeds = kept.iter().filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("seed-"));
    let seeds: Vec<_> = seeds.map(|path| std::fs::read(path).unwrap()).collect();
    assert!(!seeds.is_empty(), "{target}: run `cargo run --bin seeds` in fuzz/");
    inputs.extend(seeds);
    inputs
}

/// Some bytes changed, dropped, doubled or put in from elsewhere.
fn mutated(random: &mut Random, inputs: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = inputs[random.below(inputs.len() as u64) as usize].clone();
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len() as u64) as usize;
        match random.below(6) {
            0 => bytes[at] = random.next() as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at] = [0, 1, 0x7F, 0x80, 0xFF][random.below(5) as usize],
            3 => bytes.truncate(at),
            4 => {
                let end = (at + 1 + random.below(64) as usize).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {
                let other = &inputs[random.below(inputs.len() as u64) as usize];
                let from = random.below(other.len() as u64 + 1) as usize;
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
        }
    }
    bytes
}

fn run(target: &str, mutations: u64, entry: fn(&[u8])) {
    let inputs = inputs(target);
    inputs.iter().for_each(|it| entry(it));
    // One seed for all: a failure is found again by running the test again.
    let mut random = Random(2026);
    for number in 0..mutations {
        let bytes = mutated(&mut random, &inputs);
        let outcome = std::panic::catch_unwind(|| entry(&bytes));
        if outcome.is_err() {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            panic!("{target}: mutation {number} broke it: {hex}");
        }
    }
}

#[test]
fn frames() {
    run("frame", 20_000, fuzz::frame);
}

#[test]
fn files() {
    run("journal", 5_000, fuzz::journal);
}

#[test]
fn snapshots() {
    run("snapshot", 5_000, fuzz::snapshot);
}

#[test]
fn commands() {
    run("commands", 2_000, fuzz::commands);
}
