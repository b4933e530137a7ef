//! The judge: keeps every command that reached the journal, what clients were told, and compares each released event
//! with the oracle's.

use crate::audit::Audit;
use crate::common::{Command, Event, decode};
use crate::config::Config;
use crate::disk::SimDisk;
use crate::generate::{FIRST, instruments};
use crate::ledger::Ledger;
use crate::oracle::Oracle;
use crate::setup;
use crate::violation::{Verdict, broken, guarded, holds, name};
use std::ops::ControlFlow;
use tapebook_engine::Engine;
use tapebook_engine::book::Side;
use tapebook_feed::Feed;
use tapebook_journal::events::EventReader;
use tapebook_journal::format::{GROUP_HEADER_BYTES, GroupHeader, GroupKind, RECORD_HEADER_BYTES};
use tapebook_schema::{Envelope, ReportHeader, is_request};
use tapebook_sequencer::routing;

pub struct Judge {
    /// Envelope and body of each command that was written, from sequence 1.
    pub tape: Vec<Vec<u8>>,
    /// Highest sequence whose events were compared.
    pub judged: u64,
    /// Highest sequence that a client was told of.
    pub acked: u64,
    /// Commands compared with the oracle.
    pub commands: u64,
    /// Commands whose events were lost with the power.
    pub unheard: u64,
    pub oracle: Oracle,
    audit: Audit,
    ledger: Ledger,
    begun: u64,
    last_time: u64,
}

impl Judge {
    /// Before the exchange is set up; [`Judge::begin`] tells when it is.
    pub fn new(config: &Config) -> Self {
        let mix = &config.mix;
        let funds = mix.funds * mix.unit();
        Self {
            tape: Vec::new(),
            judged: 0,
            acked: 0,
            commands: 0,
            unheard: 0,
            oracle: setup::oracle(mix, 0),
            audit: Audit::new(mix.accounts, funds),
            ledger: Ledger::new(instruments(mix), FIRST, FIRST + mix.accounts, funds),
            begun: u64::MAX,
            last_time: 0,
        }
    }

    /// From the next command on everything is compared.
    pub fn begin(&mut self, config: &Config, engine: &Engine) {
        self.begun = engine.sequence();
        self.judged = self.begun;
        self.last_time = engine.time();
        self.oracle = setup::oracle(&config.mix, self.begun);
        self.oracle.time = self.last_time;
        for (member, number) in engine.members().all().iter().zip(1..) {
            if let Some(session) = self.oracle.sessions.get_mut(&number) {
                (session.live, session.options) = (member.live, member.options);
            }
        }
    }

    /// Groups were written to the journal.
    pub fn written(&mut self, groups: &[Vec<u8>]) -> Verdict {
        self.take(groups, false)
    }

    /// Groups were written by a process that ended while it started: they may stand where others stood that nobody
    /// was told of.
    pub fn written_while_starting(&mut self, groups: &[Vec<u8>]) -> Verdict {
        self.take(groups, true)
    }

    fn take(&mut self, groups: &[Vec<u8>], replaces: bool) -> Verdict {
        for group in groups {
            let Ok(header) = GroupHeader::decode(group) else {
                return broken(name::NO_GAPS, "a group was written without a header");
            };
            if header.kind != GroupKind::Records {
                continue;
            }
            let mut at = GROUP_HEADER_BYTES;
            for _ in 0..header.record_count {
                let word = |at: usize| u64::from_le_bytes(group[at..at + 8].try_into().expect("eight bytes"));
                let length = (word(at) >> 32) as usize;
                let payload = &group[at + RECORD_HEADER_BYTES..at + RECORD_HEADER_BYTES + length];
                self.record(word(at + 8), payload, replaces)?;
                at += RECORD_HEADER_BYTES + length.next_multiple_of(8);
            }
        }
        Ok(())
    }

    fn told(&self) -> u64 {
        self.acked.max(self.judged)
    }

    fn record(&mut self, sequence: u64, payload: &[u8], replaces: bool) -> Verdict {
        let at = sequence.wrapping_sub(1) as usize;
        if replaces && sequence > self.told() && self.tape.get(at).is_some_and(|before| before != payload) {
            self.tape.truncate(at);
        }
        if let Some(before) = self.tape.get(at) {
            return holds(before == payload, name::ACKED_DURABLE, || {
                format!("command {sequence} was written again with another content")
            });
        }
        holds(at == self.tape.len(), name::NO_GAPS, || {
            format!("command {sequence} was written after {}", self.tape.len())
        })?;
        self.tape.push(payload.to_vec());
        Ok(())
    }

    /// Envelope and body of a command that was written.
    fn record_of(&self, sequence: u64) -> Option<(Envelope, &[u8])> {
        let payload = self.tape.get(sequence.checked_sub(1)? as usize)?;
        let (envelope, body) = payload.split_at_checked(Envelope::SIZE)?;
        Some((Envelope::from_bytes(envelope)?, body))
    }

    fn command(&self, sequence: u64) -> Option<(Command, Envelope)> {
        let (envelope, body) = self.record_of(sequence)?;
        let body = body.to_vec();
        let (session, account) = (envelope.session(), envelope.account());
        let after = envelope.time().saturating_sub(self.last_time);
        Some((Command { session, account, kind: envelope.type_(), body, after }, envelope))
    }

    /// A client was told that its request is command `sequence`.
    pub fn acknowledged(&mut self, sequence: u64, id: &[u8; 36]) -> Verdict {
        self.acked = self.acked.max(sequence);
        let Some((envelope, body)) = self.record_of(sequence) else {
            return broken(
                name::ACKED_DURABLE,
                format!("command {sequence} was acknowledged but not written"),
            );
        };
        let is_it = is_request(envelope.type_()) && body[..36] == *id;
        holds(is_it, name::AT_MOST_ONCE, || {
            let command = self.command(sequence);
            format!("the answer to a request names command {sequence}, which is another: {command:?}")
        })
    }

    /// Events of released commands.
    pub fn released(&mut self, first: u64, last: u64, bytes: &[u8]) -> Verdict {
        let mut frames = routing::frames(bytes).peekable();
        for sequence in first..=last {
            let mut events = Vec::new();
            let mut time = 0;
            let of = |body: &[u8]| {
                ReportHeader(body[..ReportHeader::SIZE].try_into().expect("events begin with it"))
            };
            while let Some((_, header, body)) = frames.next_if(|it| of(it.2).sequence() == sequence) {
                holds(of(body).index() as usize == events.len(), name::NO_GAPS, || {
                    format!("events of command {sequence} are not numbered in order")
                })?;
                time = of(body).time();
                events.push(decode(header.type_(), body));
            }
            if sequence > self.judged {
                self.judge(sequence, time, &events)?;
            }
        }
        holds(frames.next().is_none(), name::NO_GAPS, || {
            format!("events of other commands than {first}..{last}")
        })
    }

    fn judge(&mut self, sequence: u64, time: u64, events: &[Event]) -> Verdict {
        holds(sequence == self.judged + 1, name::NO_GAPS, || {
            format!("events of command {sequence} were released after those of {}", self.judged)
        })?;
        self.judged = sequence;
        if sequence <= self.begun && self.begun != u64::MAX {
            return Ok(());
        }
        let Some((command, envelope)) = self.command(sequence) else {
            return broken(name::ACKED_DURABLE, format!("command {sequence} was released but not written"));
        };
        holds(envelope.time() >= self.last_time, name::NO_GAPS, || {
            format!("time goes back from {} to {} at command {sequence}", self.last_time, envelope.time())
        })?;
        self.last_time = envelope.time();
        holds(events.is_empty() || time == envelope.time(), name::NO_GAPS, || {
            format!("events of command {sequence} have time {time}, the command {}", envelope.time())
        })?;
        if self.begun == u64::MAX {
            return Ok(());
        }
        self.commands += 1;
        let wanted = guarded(name::ORACLE, || self.oracle.apply(&command))?;
        holds(wanted == events, name::ORACLE, || {
            format!("command {sequence} {command:?} gave {events:#?}, the oracle {wanted:#?}")
        })?;
        guarded(name::STATES_STAY, || self.audit.events(&command, events))?;
        events.iter().for_each(|event| self.ledger.event(&command, event));
        Ok(())
    }

    /// A new process recovered what the disk has up to `last`, from a snapshot at `snapshot` if it lost power before,
    /// and wrote its opening up to `now`.
    pub fn recovered(&mut self, disk: &SimDisk, last: u64, now: u64, snapshot: Option<u64>) -> Verdict {
        let told = self.told();
        holds(last >= told, name::ACKED_DURABLE, || {
            format!("clients were told of command {told}, the journal came back with {last}")
        })?;
        let written = self.tape.len() as u64;
        holds(written >= last, name::ACKED_DURABLE, || format!("{last} came back of {written} written"))?;
        self.tape.truncate(last as usize);
        self.written(&disk.fresh_groups())?;
        // Events are never synced: those that a snapshot covers may be gone with the power.
        let lost = snapshot.unwrap_or(0);
        let mut reader = EventReader::new(disk.onlooker());
        let kept = reader.oldest_sequence().unwrap_or(0);
        if self.judged + 1 < kept {
            self.untold(lost.min(kept - 1))?;
        }
        let mut verdict = Ok(());
        let read = reader.read_from(self.judged + 1, &mut |first, last, bytes| {
            verdict = self.untold(lost.min(first - 1)).and_then(|()| self.released(first, last, bytes));
            if verdict.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        verdict?;
        if let Err(error) = read {
            return broken(name::STARTS, format!("events cannot be read after recovery: {error}"));
        }
        holds(self.judged == now, name::NO_GAPS, || {
            format!("the events end at {}, the journal at {now}", self.judged)
        })
    }

    /// Commands up to `last` took effect, and their events are gone: the oracle alone says what they did.
    fn untold(&mut self, last: u64) -> Verdict {
        while self.judged < last {
            self.judged += 1;
            let Some((command, envelope)) = self.command(self.judged) else {
                return broken(
                    name::ACKED_DURABLE,
                    format!("command {} is in a snapshot alone", self.judged),
                );
            };
            self.last_time = envelope.time();
            let events = guarded(name::ORACLE, || self.oracle.apply(&command))?;
            guarded(name::STATES_STAY, || self.audit.events(&command, &events))?;
            events.iter().for_each(|event| self.ledger.event(&command, event));
            self.unheard += 1;
        }
        Ok(())
    }

    /// The whole state, once everything is released.
    pub fn compare(&self, engine: &Engine, feed: &Feed) -> Verdict {
        if let Err(what) = engine.check_invariants() {
            let invariant = match what.split(':').next() {
                Some("conserves_every_asset") => name::CONSERVED,
                Some("nobody_owes") => name::NOBODY_OWES,
                Some("holds_match_orders") => name::HOLDS,
                Some("never_crossed") => name::NOT_CROSSED,
                _ => name::QUEUES,
            };
            return broken(invariant, what);
        }
        guarded(name::STATES_STAY, || self.audit.compare(engine))?;
        self.ledger.compare(engine)?;
        self.compare_with_oracle(engine, feed)
    }

    fn compare_with_oracle(&self, engine: &Engine, feed: &Feed) -> Verdict {
        let oracle = &self.oracle;
        for account in (0..2).chain(FIRST..oracle.people.len() as u32) {
            for asset in 0..3 {
                let ledger = engine.ledger();
                let row = ledger.find(account, asset).map(|row| ledger.row(row));
                let found = row.map_or((0, 0), |row| (row.available, row.held));
                let wanted = oracle.balance(account, asset);
                holds(found == wanted, name::ORACLE, || {
                    format!("account {account} has {found:?} of asset {asset}, by the oracle {wanted:?}")
                })?;
            }
        }
        for (instrument, market) in (0u32..).zip(&oracle.markets) {
            for side in Side::BOTH {
                let books = engine.books();
                let queue = books.whole_queue(instrument, side).map(|(_, slot)| books.id(slot));
                holds(queue.eq(market.queues[side as usize].iter().copied()), name::QUEUES, || {
                    format!("the queue of instrument {instrument}, {side:?}, is not the oracle's")
                })?;
                let Some(mirror) = feed.book(instrument) else { continue };
                let levels = mirror.levels(side == Side::Sell);
                holds(levels.eq(books.depth(instrument, side)), name::FEED, || {
                    format!("the feed's book of instrument {instrument}, {side:?}")
                })?;
            }
        }
        Ok(())
    }
}
