//! The FIX engine for Node: sessions by QuickFIX C++, messages as bytes, no rule of its own.
//!
//! Threads of QuickFIX leave what happens in one queue and wake Node when it was empty; Node takes the queue whole. A
//! log-on alone is decided while its session's thread waits, for a bounded time. A panic ends the process: nothing
//! unwinds through C++.
mod inbox;
mod outbox;
mod shim;

use inbox::Inbox;
use napi::bindgen_prelude::{AsyncTask, Buffer, Function};
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi::{Env, Error, Result, Task};
use napi_derive::napi;
use outbox::{Engine, Sender};
use shim::ERROR_BYTES;
use std::collections::HashMap;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What an engine is opened with.
#[napi(object)]
pub struct FixOptions<'a> {
    /// Whether it listens; else it connects.
    pub is_acceptor: bool,
    /// QuickFIX's settings, as text, with at least one session.
    pub settings: String,
    /// The folder of numbers and messages; empty keeps them in memory.
    pub store: String,
    /// The folder of logs; empty writes none.
    pub log: String,
    /// How long a log-on waits for an answer, in milliseconds.
    pub logon_wait_ms: u32,
    /// Called when something is to be taken.
    pub on_wake: Function<'a, (), ()>,
}

/// How a session stands.
#[napi(object)]
pub struct FixSessionStatus {
    pub name: String,
    pub is_logged_on: bool,
    pub is_enabled: bool,
    pub is_connected: bool,
    pub next_sender: f64,
    pub next_target: f64,
    /// When its numbers began, in seconds since 1970.
    pub created: f64,
    /// Bytes that wait to be sent.
    pub waiting_bytes: f64,
    /// Messages numbered and given to the socket since the start, or found malformed; not those dropped because the
    /// counterparty is away.
    pub sent: f64,
}

#[napi]
pub struct FixEngine {
    engine: Engine,
    inbox: Arc<Inbox>,
    senders: Arc<Mutex<HashMap<u32, Sender>>>,
    is_open: AtomicBool,
}

unsafe extern "C" fn on_event(
    data: *mut c_void,
    session: u32,
    kind: u8,
    bytes: *const c_char,
    length: usize,
) {
    // SAFETY: `data` is the inbox that `open` leaked; the bytes are there during the call.
    let (inbox, message) =
        unsafe { (&*data.cast::<Inbox>(), std::slice::from_raw_parts(bytes.cast::<u8>(), length)) };
    inbox.push(session, kind, 0, message);
}

unsafe extern "C" fn on_logon(
    data: *mut c_void,
    session: u32,
    bytes: *const c_char,
    length: usize,
    reason: *mut c_char,
    room: usize,
) -> c_int {
    // SAFETY: as in `on_event`; `reason` has `room` bytes.
    unsafe {
        let inbox = &*data.cast::<Inbox>();
        match inbox.ask(session, std::slice::from_raw_parts(bytes.cast::<u8>(), length)) {
            Ok(()) => 1,
            Err(text) => {
                let taken = text.len().min(room - 1);
                std::ptr::copy_nonoverlapping(text.as_ptr().cast(), reason, taken);
                *reason.add(taken) = 0;
                0
            }
        }
    }
}

unsafe extern "C" fn collect(data: *mut c_void, bytes: *const c_char, length: usize) {
    // SAFETY: `data` is the vector of the caller, the bytes are there during the call.
    unsafe {
        (*data.cast::<Vec<u8>>()).extend_from_slice(std::slice::from_raw_parts(bytes.cast::<u8>(), length));
    }
}

fn text(value: &str) -> Result<CString> {
    CString::new(value).map_err(|_| Error::from_reason("a zero byte in text"))
}

fn reason(error: &[c_char; ERROR_BYTES]) -> Error {
    // SAFETY: the shim ends what it writes with a zero byte, and the array began with zeros.
    let text = unsafe { CStr::from_ptr(error.as_ptr()) };
    Error::from_reason(text.to_string_lossy().into_owned())
}

#[napi]
impl FixEngine {
    /// Opens stores and logs; no socket yet.
    #[napi(constructor)]
    pub fn new(options: FixOptions) -> Result<Self> {
        let call = options
            .on_wake
            .build_threadsafe_function::<()>()
            .weak::<true>()
            .callee_handled::<false>()
            .build_callback(|_| Ok(()))?;
        let wake = Box::new(move || {
            call.call((), ThreadsafeFunctionCallMode::NonBlocking);
        });
        let patience = Duration::from_millis(u64::from(options.logon_wait_ms));
        let inbox = Arc::new(Inbox::new(wake, patience));
        // Kept as long as the process: a thread of QuickFIX may still call while the engine ends.
        let data = Arc::into_raw(inbox.clone()).cast_mut().cast::<c_void>();
        let host = shim::Host { data, event: on_event, logon: on_logon };
        let (settings, store, log) = (text(&options.settings)?, text(&options.store)?, text(&options.log)?);
        let mut error = [0 as c_char; ERROR_BYTES];
        // SAFETY: all pointers are valid during the call.
        let engine = unsafe {
            shim::fix_open(
                c_int::from(options.is_acceptor),
                settings.as_ptr(),
                store.as_ptr(),
                log.as_ptr(),
                host,
                error.as_mut_ptr(),
            )
        };
        if engine.is_null() {
            return Err(reason(&error));
        }
        Ok(Self { engine: Engine(engine), inbox, senders: Arc::default(), is_open: AtomicBool::new(true) })
    }

    fn open(&self) -> Result<Engine> {
        if self.is_open.load(Ordering::Acquire) {
            Ok(self.engine)
        } else {
            Err(Error::from_reason("the engine has ended"))
        }
    }

    /// Listens on `address` (dotted), or starts to connect.
    #[napi]
    pub fn start(&self, address: String) -> Result<()> {
        let address = text(&address)?;
        let mut error = [0 as c_char; ERROR_BYTES];
        // SAFETY: the engine is open, the pointers are valid during the call.
        match unsafe { shim::fix_start(self.open()?.0, address.as_ptr(), error.as_mut_ptr()) } {
            0 => Ok(()),
            _ => Err(reason(&error)),
        }
    }

    /// Adds the sessions of QuickFIX's settings to an acceptor; answers how many were new.
    #[napi]
    pub fn add(&self, settings: String) -> Result<i32> {
        let settings = text(&settings)?;
        let mut error = [0 as c_char; ERROR_BYTES];
        // SAFETY: as above.
        match unsafe { shim::fix_add(self.open()?.0, settings.as_ptr(), error.as_mut_ptr()) } {
            -1 => Err(reason(&error)),
            count => Ok(count),
        }
    }

    /// All that happened since the last time, as records (see `fix/src/native.ts`).
    #[napi]
    pub fn take(&self) -> Buffer {
        self.inbox.take().into()
    }

    /// Decides a log-on.
    #[napi]
    pub fn answer(&self, question: u32, is_taken: bool, reason: String) {
        self.inbox.answer(question, is_taken, reason);
    }

    /// Leaves messages for counterparties: records of session (u32), length (u32, its highest bit set where who is away
    /// gets the message later by a resend) and fields. Answers the sessions that were cut off as too slow.
    #[napi]
    pub fn send(&self, records: Buffer) -> Result<Vec<u32>> {
        let engine = self.open()?;
        let mut senders = self.senders.lock().expect("no thread ends with the lock");
        let mut slow = Vec::new();
        let mut rest: &[u8] = &records;
        while rest.len() >= 8 {
            let session = u32::from_le_bytes([rest[0], rest[1], rest[2], rest[3]]);
            let word = u32::from_le_bytes([rest[4], rest[5], rest[6], rest[7]]);
            let length = (word & 0x7fff_ffff) as usize;
            let Some(fields) = rest.get(8..8 + length) else {
                return Err(Error::from_reason("a record is cut short"));
            };
            rest = &rest[8 + length..];
            let sender =
                senders.entry(session).or_insert_with(|| Sender::new(engine, session, self.inbox.clone()));
            if !sender.push(fields.to_vec(), word >> 31 == 1) && !slow.contains(&session) {
                outbox::cut_off(engine, session);
                slow.push(session);
            }
        }
        Ok(slow)
    }

    /// How many sessions there are; they are numbered from 0.
    #[napi]
    pub fn count(&self) -> Result<u32> {
        // SAFETY: the engine is open.
        Ok(unsafe { shim::fix_count(self.open()?.0) })
    }

    /// How a session stands, `null` where there is none.
    #[napi]
    pub fn status(&self, session: u32) -> Result<Option<FixSessionStatus>> {
        let engine = self.open()?.0;
        let mut status = shim::Status::default();
        let mut name = [0 as c_char; ERROR_BYTES];
        // SAFETY: the engine is open, the pointers are valid during the calls; the shim ends the name with a zero.
        let name = unsafe {
            if shim::fix_status(engine, session, &raw mut status) != 0
                || shim::fix_name(engine, session, name.as_mut_ptr(), name.len()) != 0
            {
                return Ok(None);
            }
            CStr::from_ptr(name.as_ptr()).to_string_lossy().into_owned()
        };
        let senders = self.senders.lock().expect("no thread ends with the lock");
        let (waiting, sent) = senders.get(&session).map_or((0, 0), Sender::figures);
        Ok(Some(FixSessionStatus {
            name,
            is_logged_on: status.logged_on != 0,
            is_enabled: status.enabled != 0,
            is_connected: status.connected != 0,
            next_sender: status.next_sender as f64,
            next_target: status.next_target as f64,
            created: status.created as f64,
            waiting_bytes: waiting as f64,
            sent: sent as f64,
        }))
    }

    /// Fields (SOH after each) that an initiator adds to its log-on.
    #[napi]
    pub fn logon_fields(&self, session: u32, fields: String) -> Result<()> {
        // SAFETY: the engine is open, the bytes are there during the call.
        unsafe { shim::fix_logon_fields(self.open()?.0, session, fields.as_ptr().cast(), fields.len()) };
        Ok(())
    }

    /// Sets the next outbound and inbound numbers; 0 leaves one as it is.
    #[napi]
    pub fn set_numbers(&self, session: u32, sender: f64, target: f64) -> Result<()> {
        let mut error = [0 as c_char; ERROR_BYTES];
        // SAFETY: as above.
        let outcome = unsafe {
            shim::fix_set_numbers(self.open()?.0, session, sender as u64, target as u64, error.as_mut_ptr())
        };
        if outcome == 0 { Ok(()) } else { Err(reason(&error)) }
    }

    /// Begins a session anew at 1 and 1, and lets go who is there.
    #[napi]
    pub fn reset(&self, session: u32) -> Result<()> {
        let mut error = [0 as c_char; ERROR_BYTES];
        // SAFETY: as above.
        let outcome = unsafe { shim::fix_reset(self.open()?.0, session, error.as_mut_ptr()) };
        if outcome == 0 { Ok(()) } else { Err(reason(&error)) }
    }

    /// Logs out with a text and takes no log-on until `enable`.
    #[napi]
    pub fn disable(&self, session: u32, reason: String) -> Result<()> {
        let reason = text(&reason)?;
        // SAFETY: as above.
        unsafe { shim::fix_disable(self.open()?.0, session, reason.as_ptr()) };
        Ok(())
    }

    /// Takes log-ons again.
    #[napi]
    pub fn enable(&self, session: u32) -> Result<()> {
        // SAFETY: as above.
        unsafe { shim::fix_enable(self.open()?.0, session) };
        Ok(())
    }

    /// Cuts a connection at once, off the event loop: who sends may hold the session for seconds.
    #[napi]
    pub fn disconnect(&self, session: u32) -> Result<()> {
        outbox::cut_off(self.open()?, session);
        Ok(())
    }

    /// What was sent under the numbers from `begin` to `end`, a zero byte after each message.
    #[napi]
    pub fn stored(&self, session: u32, begin: f64, end: f64) -> Result<Buffer> {
        let mut bytes = Vec::<u8>::new();
        let data = (&raw mut bytes).cast::<c_void>();
        // SAFETY: the engine is open; `collect` gets the vector, which outlives the call.
        unsafe { shim::fix_stored(self.open()?.0, session, begin as u64, end as u64, data, collect) };
        Ok(bytes.into())
    }

    /// The last messages and events of a session, a line each, secrets masked.
    #[napi]
    pub fn recent(&self, session: u32) -> Result<String> {
        let mut bytes = Vec::<u8>::new();
        let data = (&raw mut bytes).cast::<c_void>();
        // SAFETY: as above.
        unsafe { shim::fix_recent(self.open()?.0, session, data, collect) };
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Logs everybody out, waits for their answers for at most `wait_ms` and ends. No other call is made after this one.
    #[napi]
    pub fn stop(&self, wait_ms: u32) -> Result<AsyncTask<Stop>> {
        let engine = self.open()?;
        self.is_open.store(false, Ordering::Release);
        Ok(AsyncTask::new(Stop { engine, inbox: self.inbox.clone(), senders: self.senders.clone(), wait_ms }))
    }
}

/// The end of an engine, on a thread of the pool: it takes seconds.
pub struct Stop {
    engine: Engine,
    inbox: Arc<Inbox>,
    senders: Arc<Mutex<HashMap<u32, Sender>>>,
    wait_ms: u32,
}

impl Task for Stop {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        for sender in self.senders.lock().expect("no thread ends with the lock").values_mut() {
            sender.close();
        }
        // SAFETY: the last user of the engine: senders have ended, and the object that Node holds makes no call more.
        unsafe {
            shim::fix_stop(self.engine.0, self.wait_ms);
        }
        self.inbox.close();
        // SAFETY: as above. Threads of QuickFIX have ended with `fix_stop`.
        unsafe { shim::fix_free(self.engine.0) };
        Ok(())
    }

    fn resolve(&mut self, _: Env, (): ()) -> Result<()> {
        Ok(())
    }
}
