//! What QuickFIX's threads leave for Node: a queue of bytes that is taken whole, and log-ons that wait for an answer.
use crate::shim::FROM_APP;
use std::collections::HashMap;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// Waiting messages take at most this; then the sessions that bring more wait, and TCP makes their counterparties wait.
const QUEUE_BYTES: usize = 8 << 20;

/// The kind of a record that asks for an answer to a log-on; its number is the question's.
pub const LOGON_REQUEST: u8 = 16;
/// The kind of a record that tells of a message that was malformed or found its session's queue full.
pub const SEND_FAILED: u8 = 17;

#[derive(Default)]
struct Queue {
    bytes: Vec<u8>,
    closed: bool,
}

#[derive(Default)]
struct Questions {
    next: u32,
    open: HashMap<u32, Option<(bool, String)>>,
}

pub struct Inbox {
    queue: Mutex<Queue>,
    room: Condvar,
    questions: Mutex<Questions>,
    answered: Condvar,
    wake: Box<dyn Fn() + Send + Sync>,
    patience: Duration,
}

/// Nanoseconds of the clock that `process.hrtime` reads.
pub fn now() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the structure is ours and whole.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

impl Inbox {
    /// `wake` is called when the queue is no longer empty; log-ons without an answer are refused after `patience`.
    pub fn new(wake: Box<dyn Fn() + Send + Sync>, patience: Duration) -> Self {
        Self {
            queue: Mutex::default(),
            room: Condvar::new(),
            questions: Mutex::default(),
            answered: Condvar::new(),
            wake,
            patience,
        }
    }

    /// Leaves a record: length of the message (u32), session (u32), time in nanoseconds of the monotonic clock (u64), number
    /// of the question (u32), kind (u8), three bytes of nothing, the message. One of an application message waits for room, others never do: they may come with a lock held.
    pub fn push(&self, session: u32, kind: u8, question: u32, message: &[u8]) {
        let mut queue = self.queue.lock().expect("no thread ends with the lock");
        while kind == FROM_APP && queue.bytes.len() > QUEUE_BYTES && !queue.closed {
            queue = self.room.wait(queue).expect("no thread ends with the lock");
        }
        if queue.closed {
            return;
        }
        let was_empty = queue.bytes.is_empty();
        queue.bytes.extend_from_slice(&(message.len() as u32).to_le_bytes());
        queue.bytes.extend_from_slice(&session.to_le_bytes());
        queue.bytes.extend_from_slice(&now().to_le_bytes());
        queue.bytes.extend_from_slice(&question.to_le_bytes());
        queue.bytes.extend_from_slice(&[kind, 0, 0, 0]);
        queue.bytes.extend_from_slice(message);
        drop(queue);
        if was_empty {
            (self.wake)();
        }
    }

    /// All that came since the last time.
    pub fn take(&self) -> Vec<u8> {
        let mut queue = self.queue.lock().expect("no thread ends with the lock");
        let taken = std::mem::take(&mut queue.bytes);
        drop(queue);
        self.room.notify_all();
        taken
    }

    /// Asks whether a log-on is taken, and waits. `Err` is the reason why not.
    pub fn ask(&self, session: u32, message: &[u8]) -> Result<(), String> {
        let number = {
            let mut questions = self.questions.lock().expect("no thread ends with the lock");
            questions.next = questions.next.wrapping_add(1);
            let number = questions.next;
            questions.open.insert(number, None);
            number
        };
        self.push(session, LOGON_REQUEST, number, message);
        let until = Instant::now() + self.patience;
        let mut questions = self.questions.lock().expect("no thread ends with the lock");
        loop {
            if questions.open.get(&number).is_some_and(Option::is_some) {
                let Some(Some((is_taken, reason))) = questions.open.remove(&number) else { break };
                return if is_taken { Ok(()) } else { Err(reason) };
            }
            let Some(left) = until.checked_duration_since(Instant::now()) else { break };
            questions = self.answered.wait_timeout(questions, left).expect("no thread ends with the lock").0;
        }
        questions.open.remove(&number);
        Err("no answer in time".to_owned())
    }

    /// Answers a question; one that nobody waits for any more is let go.
    pub fn answer(&self, number: u32, is_taken: bool, reason: String) {
        let mut questions = self.questions.lock().expect("no thread ends with the lock");
        if let Some(open) = questions.open.get_mut(&number) {
            *open = Some((is_taken, reason));
            drop(questions);
            self.answered.notify_all();
        }
    }

    /// Nobody will take anything any more: who waits goes on.
    pub fn close(&self) {
        self.queue.lock().expect("no thread ends with the lock").closed = true;
        self.room.notify_all();
    }
}
