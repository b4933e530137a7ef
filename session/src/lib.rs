//! Sessions without sockets: who is logged on by which connection, what a message of theirs may do, when they
//! count as gone, and how many reports each was sent.
//!
//! Knows no engine: rights come through [`Rights`]. Knows no clock: every call is told the time, in nanoseconds
//! of a clock that never goes back.
#![forbid(unsafe_code)]

mod connection;
mod streams;

pub use connection::{Close, Connection, Logon, Outcome, Sessions, Settings};
pub use streams::Streams;

/// What a session may do, as the journal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub session: u32,
    /// Its own account; 0 for none.
    pub account: u32,
    /// As LogonAccepted.permissions.
    pub permissions: u32,
    /// Messages a second; 0 for no limit.
    pub rate_limit: u32,
    pub revoked: bool,
}

/// Registered keys and bindings, asked of the engine.
pub trait Rights {
    /// The session of a key, revoked or not.
    fn by_key(&self, key: &[u8; 32]) -> Option<Member>;
    fn member(&self, session: u32) -> Option<Member>;
    /// May the session act for this account, or ask about it?
    fn acts_for(&self, session: u32, account: u32) -> bool;
}

/// Bits of `permissions`.
pub mod permission {
    pub const TRADE: u32 = 1;
    pub const OPERATOR: u32 = 2;
    pub const GATEWAY: u32 = 4;
    pub const READ_ONLY: u32 = 8;
    /// Market data tiers (MD-09): at most 10 and 1 updates a second of a feed. Neither: full.
    pub const PRO: u32 = 16;
    pub const RETAIL: u32 = 32;
}
