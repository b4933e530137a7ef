//! The thread of the market data.

use super::*;
use crate::history::follow;
use crate::outlet::split;

/// Between two looks whether the outlet has caught up.
const LOOK: Duration = Duration::from_millis(1);

/// Keeps the books of the market data, and publishes them.
pub struct FeedHand {
    pub(super) feed: Feed,
    pub(super) from: Receiver<FeedMessage>,
    pub(super) tell: Sender<Found>,
    pub(super) backlog: Arc<Backlog>,
    pub(super) outlet: Option<Outlet>,
    pub(super) counts: Arc<Mutex<FeedCounts>>,
    pub(super) moves: Arc<Mutex<Moves>>,
    pub(super) traffic: Arc<Mutex<Traffic>>,
}

impl FeedHand {
    /// The books as events told them so far.
    pub fn feed(&self) -> &Feed {
        &self.feed
    }

    /// Waits for a message or until something is due; false at the end.
    pub(super) fn wait(&mut self, now_ms: impl Fn() -> u64, wake: &Wake) -> bool {
        let message = match self.feed.next_due_ms() {
            None => self.from.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => {
                let wait = Duration::from_millis(due.saturating_sub(now_ms()));
                self.from.recv_timeout(if self.is_behind() { wait.max(LOOK) } else { wait })
            }
        };
        let message = match message {
            Ok(FeedMessage::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
        };
        if self.take(message, now_ms()) {
            wake();
        }
        true
    }

    /// Takes the next message, if one waits, and publishes what is due; false if none waited.
    pub fn step(&mut self, now_ms: u64) -> bool {
        let message = self.from.try_recv().ok();
        let has_come = message.is_some();
        self.take(message, now_ms);
        has_come
    }

    fn is_behind(&self) -> bool {
        self.outlet.as_ref().is_some_and(Outlet::is_behind)
    }

    /// True if something is to be sent.
    fn take(&mut self, message: Option<FeedMessage>, now_ms: u64) -> bool {
        let is_behind = self.is_behind();
        let Self { feed, tell, backlog, outlet, counts, moves, traffic, .. } = self;
        let is_news = !matches!(message, Some(FeedMessage::Batch(_)) | None);
        let message = match message {
            Some(FeedMessage::Outlet(it)) => {
                *outlet = Some(it);
                None
            }
            other => other,
        };
        let (mut sent, mut published) = (false, false);
        let mut out = |message| {
            published = true;
            // Without an outlet everybody is the hot thread's.
            let [own, remote] = if outlet.is_some() { split(message) } else { [Some(message), None] };
            if let Some(own) = own {
                sent = true;
                let _ = tell.send(Found::Feed(own));
            }
            if let Some(remote) = remote
                && outlet.as_ref().is_some_and(|outlet| !outlet.send(remote))
            {
                *outlet = None;
            }
        };
        match message {
            Some(FeedMessage::Batch(batch)) => {
                moves.lock().expect("nobody panics with it").count(&batch.bytes);
                traffic.lock().expect("nobody panics with it").count(&batch);
                follow(feed, &batch.bytes);
                backlog.done(batch.bytes.len());
            }
            Some(FeedMessage::Subscribe(who, it)) => feed.subscribe(who, &it, now_ms, &mut out),
            Some(FeedMessage::Unsubscribe(who, it)) => feed.unsubscribe(who, &it, now_ms),
            Some(FeedMessage::Leave(who)) => feed.leave(who, now_ms),
            Some(FeedMessage::Congested(who, is)) => feed.congested(who, is, now_ms, &mut out),
            Some(FeedMessage::Outlet(_) | FeedMessage::Stop) | None => {}
        }
        if !is_behind {
            feed.publish(now_ms, &mut out);
        }
        if published || is_news {
            *counts.lock().expect("nobody panics with it") = feed.counts();
        }
        sent
    }
}
