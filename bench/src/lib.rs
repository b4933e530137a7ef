//! What the benchmarks are made of: order flows, subjects, interleaved measuring, and results as lines.
//!
//! A library, so that the peers' program (`bench/peers`, a workspace of its own) gives the same flow to them.

pub mod beside;
pub mod book_bench;
pub mod core_bench;
pub mod disk;
pub mod flow;
pub mod measure;
pub mod mixed_bench;
pub mod pegs_bench;
pub mod pipeline;
pub mod plot;
pub mod prepare;
pub mod report;
pub mod roundtrip;
pub mod scale;
pub mod snapshots;
pub mod stops_bench;
pub mod structures;
