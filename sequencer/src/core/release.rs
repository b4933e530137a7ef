//! Out: what the helpers found, and what may leave because it is durable.

use super::*;
use std::collections::BTreeSet;

/// Who logged on to this process.
pub(super) struct Guests {
    /// Last command of the processes before this one.
    began_after: u64,
    logged_on: BTreeSet<u32>,
}

impl Guests {
    /// `sequence` is that of this process's Start command.
    pub(super) fn of(sequence: u64) -> Self {
        Self { began_after: sequence.saturating_sub(1), logged_on: BTreeSet::new() }
    }

    /// The highest command that a session can hold reports of. One that was not here since the start holds nothing of
    /// this process, though the numbers of what is lost may have been given again.
    fn most_heard(&self, session: u32, sequence: u64) -> u64 {
        if self.logged_on.contains(&session) { sequence } else { self.began_after }
    }
}

impl<S: Storage, C: Clock> Core<S, C> {
    pub(super) fn look_at_findings(&mut self) {
        while self.unsent.is_none() {
            let Ok(found) = self.helpers.found.try_recv() else { return };
            match found {
                Found::Verified(logon, is_good) => self.logged_on(&logon, is_good),
                Found::Resumed(job, frames) => self.resumed(&job, frames),
                Found::Answered(job, frames) => {
                    self.links.push(job.who, |out| out.extend_from_slice(&frames))
                }
                Found::Feed(mut message) => {
                    message.to.retain(|&who| self.links.is_open(who));
                    self.unsent = Some(Unsent { message, from: 0, reader: 0 });
                }
                Found::EventsFailed(why) => self.events_failed = Some(why),
            }
        }
    }

    fn logged_on(&mut self, logon: &Logon, is_good: bool) {
        let who = self.who(logon.connection);
        let rights = Members { state: &self.state, keys: &self.keys };
        let member = match self.sessions.verified(logon, is_good, self.monotonic_ns, &rights) {
            Ok(member) => member,
            Err(RejectReason::None) => return,
            Err(reason) => return self.close(who, reason),
        };
        let session = member.session;
        let heard = self.guests.most_heard(session, self.state.engine.sequence());
        let last = self.state.streams.last(session);
        let held = if logon.last_sequence > heard {
            Some(format!("a report of command {}, but the journal ended at {heard}", logon.last_sequence))
        } else if logon.last_sequence > self.guests.began_after && logon.last_session_sequence > last {
            // Where another logged on under this key since the start, numbers of reports alone tell it.
            Some(format!("report {}, but {last} were made for it", logon.last_session_sequence))
        } else {
            None
        };
        if let Some(what) = held {
            self.halted = Some(format!(
                "session {session} holds {what}: acknowledged commands are missing from this disk. Restore it from a \
                 copy that has them"
            ));
            return self.close(who, RejectReason::SequenceAhead);
        }
        self.guests.logged_on.insert(session);
        self.counters.logons += 1;
        self.graces.remove(&session);
        let accepted = wire::LogonAccepted::new(
            session,
            member.account,
            member.permissions,
            if logon.heartbeat_ms == 0 { self.settings.sessions.heartbeat_ms } else { logon.heartbeat_ms },
            last,
            self.state.engine.sequence(),
            &self.state.engine.lineage(),
        );
        let from = self.current.replies.len();
        write_frame(&mut self.current.replies, &accepted, 0);
        self.reply_from(who, from);
        if logon.options & 2 != 0 {
            let bound =
                self.state.engine.members().get(session).map(|it| it.bound.clone()).unwrap_or_default();
            self.current.items.push(Item::Resume(Box::new(ResumeJob {
                who,
                session,
                bound,
                last_session_sequence: logon.last_session_sequence,
                last_sequence: logon.last_sequence,
                until_session_sequence: last,
                until_sequence: self.state.engine.sequence(),
            })));
        }
        self.submit_own(&wire::SessionStarted::new(session, logon.options));
    }

    fn resumed(&mut self, job: &ResumeJob, frames: Option<(Vec<u8>, u64)>) {
        let count = match &frames {
            Some((bytes, count)) => {
                self.counters.resumes += 1;
                self.links.push_now(job.who, |out| out.extend_from_slice(bytes));
                *count
            }
            None => {
                self.counters.resumes_unavailable += 1;
                let reason = RejectReason::ResumeUnavailable;
                let reject = wire::SessionReject::new(MessageType::Logon, reason, 0, 0, &[0; 36], 0);
                self.links.push_now(job.who, |out| write_frame(out, &reject, 0));
                0
            }
        };
        let complete = wire::ResumeComplete::new(count, job.until_session_sequence);
        self.links.push_now(job.who, |out| write_frame(out, &complete, 0));
        self.links.let_go(job.who);
    }

    /// Hands out what may leave now; true if all of it was taken.
    pub fn release(&mut self, output: &mut impl Output) -> bool {
        self.look_at_findings();
        self.finish_run();
        let durable = self.committer.durable();
        while self.held.front().is_some_and(|batch| batch.last <= durable) {
            let batch = self.held.pop_front().expect("looked at above");
            self.release_batch(batch);
        }
        while let Some(unsent) = self.unsent.take() {
            if let Some(rest) = self.publish(unsent, output) {
                self.unsent = Some(rest);
                return false;
            }
            self.look_at_findings();
        }
        let (sessions, now) = (&mut self.sessions, self.monotonic_ns);
        self.links.flush(|connection, bytes, close| {
            sessions.spoke(connection, now);
            let sent = output.send(connection, bytes, close);
            if sent == bytes.len() && (sent > 0 || close.is_some() || bytes.is_empty()) {
                Sent::All
            } else {
                Sent::Part(sent)
            }
        })
    }

    /// Hands out market data; what found no room is given back.
    fn publish(&self, mut unsent: Unsent, output: &mut impl Output) -> Option<Unsent> {
        let Unsent { message, from, reader } = &mut unsent;
        while *from < message.bytes.len() {
            let part = &message.bytes[*from..];
            let part = &part[..whole_frames(part, MAX_PUBLISHED.0)];
            while *reader < message.to.len() {
                let some = &message.to[*reader..message.to.len().min(*reader + MAX_PUBLISHED.1)];
                let to: Vec<u32> =
                    some.iter().filter(|&&who| self.links.is_open(who)).map(|who| who.connection).collect();
                if !to.is_empty() && !output.publish(&to, part) {
                    return Some(unsent);
                }
                *reader += some.len();
            }
            *from += part.len();
            *reader = 0;
        }
        None
    }

    fn release_batch(&mut self, mut batch: Batch) {
        self.held_bytes -= batch.bytes();
        self.counters.event_bytes += batch.events.len() as u64;
        // Asked once this batch's events are there to be read.
        let mut questions = Vec::new();
        for item in batch.items.drain(..) {
            match item {
                Item::Report { who, session, number, offset, part } => {
                    let length = u16::from_le_bytes([batch.events[offset], batch.events[offset + 1]]);
                    let frame = &batch.events[offset..offset + usize::from(length)];
                    self.counters.reports += 1;
                    self.links.push(who, |out| routing::write_report(out, frame, session, number, part, 0));
                    let kind = MessageType(u16::from_le_bytes([frame[2], frame[3]]));
                    if kind == MessageType::RequestRejected {
                        let it = wire::RequestRejected::from_bytes(&frame[HEADER..]).expect("its own event");
                        self.rejects[usize::from(it.reason().0 & 127)] += 1;
                    }
                    if kind == MessageType::RequestRepeated {
                        self.counters.repeats += 1;
                        let it = wire::RequestRepeated::from_bytes(&frame[HEADER..]).expect("its own event");
                        let (account, sequence) = (it.request().account(), it.first_sequence());
                        questions.push(EventsMessage::Answer(AnswerJob { who, session, account, sequence }));
                    }
                }
                Item::Reply { who, from, to } => {
                    let bytes = &batch.replies[from..to];
                    self.links.push(who, |out| out.extend_from_slice(bytes));
                }
                Item::Close { who, reason } => self.links.close(who, reason),
                Item::Resume(job) => {
                    self.links.hold_back(job.who);
                    questions.push(EventsMessage::Resume(job));
                }
            }
        }
        if batch.first != 0 {
            let bytes = std::mem::take(&mut batch.events);
            let (first, last, timed) = (batch.first, batch.last, batch.timed.take());
            let released_ns = self.clock.realtime_ns();
            batch.events = self.helpers.batch(EventBatch { first, last, bytes, released_ns, timed });
        }
        questions.into_iter().for_each(|it| self.helpers.events(it));
        batch.events.clear();
        batch.replies.clear();
        batch.replies.shrink_to(1 << 20);
        (batch.first, batch.last) = (0, 0);
        if self.spare.len() < 8 {
            self.spare.push(batch);
        }
    }
}
