//! What Node leaves for counterparties. Each session has a thread that sends: one that reads slowly holds up nobody else.
use crate::inbox::{Inbox, SEND_FAILED};
use crate::shim::{FixEngine, NOT_LOGGED_ON, SENT, fix_disconnect, fix_send};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;

/// What may wait for one counterparty. One that has more waiting is cut off, and gets the rest when it comes back.
const QUEUE_BYTES: usize = 16 << 20;

#[derive(Clone, Copy)]
pub struct Engine(pub *mut FixEngine);
// SAFETY: the shim locks what its threads share, and the engine is freed after these threads have ended.
unsafe impl Send for Engine {}
// SAFETY: as above.
unsafe impl Sync for Engine {}

struct Waiting {
    messages: VecDeque<(Vec<u8>, bool)>,
    bytes: usize,
    sent: u64,
    closed: bool,
}

struct Queue {
    waiting: Mutex<Waiting>,
    more: Condvar,
}

/// A session's queue and the thread that empties it.
pub struct Sender {
    queue: Arc<Queue>,
    thread: Option<JoinHandle<()>>,
}

impl Sender {
    pub fn new(engine: Engine, session: u32, inbox: Arc<Inbox>) -> Self {
        let queue = Arc::new(Queue {
            waiting: Mutex::new(Waiting { messages: VecDeque::new(), bytes: 0, sent: 0, closed: false }),
            more: Condvar::new(),
        });
        let taken = queue.clone();
        let thread = std::thread::Builder::new()
            .name(format!("fix-send-{session}"))
            .stack_size(256 << 10)
            .spawn(move || run(engine, session, &taken, &inbox))
            .expect("a thread can be started");
        Self { queue, thread: Some(thread) }
    }

    /// Leaves a message. Answers false where too much waits: then nothing that waits is sent any more.
    pub fn push(&self, message: Vec<u8>, keep: bool) -> bool {
        let mut waiting = self.queue.waiting.lock().expect("no thread ends with the lock");
        if waiting.bytes > QUEUE_BYTES {
            waiting.messages.retain(|(_, keep)| *keep);
            waiting.bytes = waiting.messages.iter().map(|(message, _)| message.len()).sum();
            return false;
        }
        waiting.bytes += message.len();
        waiting.messages.push_back((message, keep));
        drop(waiting);
        self.queue.more.notify_one();
        true
    }

    /// Bytes that wait, and messages that were sent.
    pub fn figures(&self) -> (usize, u64) {
        let waiting = self.queue.waiting.lock().expect("no thread ends with the lock");
        (waiting.bytes, waiting.sent)
    }

    /// Sends what waits and ends the thread.
    pub fn close(&mut self) {
        self.queue.waiting.lock().expect("no thread ends with the lock").closed = true;
        self.queue.more.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(engine: Engine, session: u32, queue: &Queue, inbox: &Inbox) {
    loop {
        let (message, keep) = {
            let mut waiting = queue.waiting.lock().expect("no thread ends with the lock");
            loop {
                if let Some((message, keep)) = waiting.messages.pop_front() {
                    waiting.bytes -= message.len();
                    break (message, keep);
                }
                if waiting.closed {
                    return;
                }
                waiting = queue.more.wait(waiting).expect("no thread ends with the lock");
            }
        };
        // SAFETY: the engine lives until this thread has ended; the bytes are ours during the call.
        let outcome =
            unsafe { fix_send(engine.0, session, message.as_ptr().cast(), message.len(), i32::from(keep)) };
        match outcome {
            NOT_LOGGED_ON => continue,
            SENT => {}
            _ => inbox.push(session, SEND_FAILED, 0, &message),
        }
        queue.waiting.lock().expect("no thread ends with the lock").sent += 1;
    }
}

/// Cuts a counterparty off that reads too slowly.
pub fn cut_off(engine: Engine, session: u32) {
    // Its own thread: a send that is under way holds the session's lock until it gives up.
    std::thread::spawn(move || {
        let engine = engine;
        // SAFETY: called while the engine is open; `close` of the engine waits for sends, and this waits for no longer.
        unsafe { fix_disconnect(engine.0, session) };
    });
}
