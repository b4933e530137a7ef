//! The sequencer as its clients see it: every part of it but the sockets is the real one. The disk is in memory,
//! with faults and power cuts on request; the clock is set by hand.

mod backups;
mod candles;
mod determinism;
mod diagnosis;
mod disk_faults;
mod entries;
mod life;
mod malformed;
mod market_data;
mod network;
mod phases;
mod pressure;
mod requests;
mod restart;
mod resume;
mod sessions;
mod sweep;
mod world;
