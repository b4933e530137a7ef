//! The C face of `shim/fix.h`.
use std::ffi::{c_char, c_int, c_void};

/// Room for a reason.
pub const ERROR_BYTES: usize = 512;

/// An application message came: the one kind whose session waits while the host is behind.
pub const FROM_APP: u8 = 5;

/// What [`fix_send`] answers.
pub const SENT: c_int = 0;
/// The counterparty is away and the message is not to be kept.
pub const NOT_LOGGED_ON: c_int = 1;

#[repr(C)]
pub struct Host {
    pub data: *mut c_void,
    pub event: unsafe extern "C" fn(*mut c_void, u32, u8, *const c_char, usize),
    pub logon: unsafe extern "C" fn(*mut c_void, u32, *const c_char, usize, *mut c_char, usize) -> c_int,
}

#[repr(C)]
#[derive(Default)]
pub struct Status {
    pub logged_on: u8,
    pub enabled: u8,
    pub connected: u8,
    pub next_sender: u64,
    pub next_target: u64,
    pub created: u64,
}

#[repr(C)]
pub struct FixEngine {
    opaque: [u8; 0],
}

pub type Take = unsafe extern "C" fn(*mut c_void, *const c_char, usize);

unsafe extern "C" {
    pub fn fix_open(
        is_acceptor: c_int,
        settings: *const c_char,
        store: *const c_char,
        log: *const c_char,
        host: Host,
        error: *mut c_char,
    ) -> *mut FixEngine;
    pub fn fix_start(engine: *mut FixEngine, address: *const c_char, error: *mut c_char) -> c_int;
    pub fn fix_stop(engine: *mut FixEngine, wait_ms: u32);
    pub fn fix_free(engine: *mut FixEngine);
    pub fn fix_add(engine: *mut FixEngine, settings: *const c_char, error: *mut c_char) -> c_int;
    pub fn fix_count(engine: *const FixEngine) -> u32;
    pub fn fix_name(engine: *const FixEngine, session: u32, name: *mut c_char, room: usize) -> c_int;
    pub fn fix_status(engine: *const FixEngine, session: u32, status: *mut Status) -> c_int;
    pub fn fix_send(
        engine: *mut FixEngine,
        session: u32,
        fields: *const c_char,
        length: usize,
        keep: c_int,
    ) -> c_int;
    pub fn fix_logon_fields(engine: *mut FixEngine, session: u32, fields: *const c_char, length: usize);
    pub fn fix_set_numbers(
        engine: *mut FixEngine,
        session: u32,
        sender: u64,
        target: u64,
        error: *mut c_char,
    ) -> c_int;
    pub fn fix_reset(engine: *mut FixEngine, session: u32, error: *mut c_char) -> c_int;
    pub fn fix_disable(engine: *mut FixEngine, session: u32, reason: *const c_char);
    pub fn fix_enable(engine: *mut FixEngine, session: u32);
    pub fn fix_disconnect(engine: *mut FixEngine, session: u32);
    pub fn fix_stored(
        engine: *mut FixEngine,
        session: u32,
        begin: u64,
        end: u64,
        data: *mut c_void,
        take: Take,
    );
    pub fn fix_recent(engine: *mut FixEngine, session: u32, data: *mut c_void, take: Take);
}
