//! Clocks, heartbeats and graces, and the end.

use super::*;

impl<S: Storage, C: Clock> Core<S, C> {
    /// A connection closed: its session is lost, after a grace.
    pub fn disconnect(&mut self, connection: u32) {
        self.lose(connection, RejectReason::None);
        self.links.shut(connection);
        self.finish_run();
    }

    /// The session said goodbye: there is no grace.
    pub(super) fn log_out(&mut self, connection: u32) {
        self.helpers.feed(FeedMessage::Leave(self.who(connection)));
        if let Some(session) = self.sessions.close(connection) {
            self.submit_own(&wire::SessionLost::new(session, RejectReason::None, 1, 0));
        }
    }

    /// The session is over, though its connection may still have something to be sent.
    pub(super) fn lose(&mut self, connection: u32, reason: RejectReason) {
        self.helpers.feed(FeedMessage::Leave(self.who(connection)));
        let Some(session) = self.sessions.close(connection) else { return };
        if self.settings.grace_ns == 0 {
            self.submit_own(&wire::SessionLost::new(session, reason, 0, 0));
        } else {
            let due = self.clock.monotonic_ns() + self.settings.grace_ns;
            self.graces.insert(session, (due, reason));
        }
    }

    pub(super) fn look_at_clocks(&mut self) {
        let monotonic = self.clock.monotonic_ns();
        let realtime = self.clock.realtime_ns();
        let elapsed = monotonic.saturating_sub(self.monotonic_ns);
        self.monotonic_ns = monotonic;
        if realtime > self.realtime_ns.saturating_add(elapsed).saturating_add(MAX_JUMP_NS) {
            self.halted.get_or_insert_with(|| {
                let seconds = (realtime - self.realtime_ns) / 1_000_000_000;
                format!("the clock jumped forward by {seconds} s; set it right and start again")
            });
            // No command is stamped with a time that is not believed.
            return;
        }
        self.counters.clock_steps += u64::from(realtime < self.realtime_ns);
        self.realtime_ns = realtime.max(self.realtime_ns);
    }

    /// To be called about every 20 ms.
    pub fn tick(&mut self) {
        self.look_at_clocks();
        self.look_at_findings();
        let (mut lost, mut owed) = (Vec::new(), Vec::new());
        self.sessions.tick(
            self.monotonic_ns,
            |connection, reason| lost.push((connection, reason)),
            |connection| owed.push(connection),
        );
        for (connection, reason) in lost {
            let who = self.who(connection);
            self.close(who, reason);
        }
        for connection in owed {
            let beat = wire::Heartbeat::new(0, self.realtime_ns);
            let who = self.who(connection);
            self.links.push_now(who, |out| write_frame(out, &beat, 0));
        }
        let now = self.monotonic_ns;
        let due: Vec<(u32, RejectReason)> = self
            .graces
            .iter()
            .filter(|(_, (due, _))| *due <= now)
            .map(|(&it, &(_, why))| (it, why))
            .collect();
        for (session, reason) in due {
            self.graces.remove(&session);
            self.submit_own(&wire::SessionLost::new(session, reason, 0, 0));
        }
        self.end_phases();
        // Nothing else arrived to make the engine do what is due.
        if self.own.is_empty() && self.has_due() {
            self.submit_own(&wire::Tick::new(0));
        }
        self.finish_run();
    }

    /// Is anything due that time alone should bring? An auction that stands still is looked at once after a command, and
    /// not at every tick.
    fn has_due(&mut self) -> bool {
        let (engine, now) = (&self.state.engine, self.realtime_ns);
        if engine.next_due() > now {
            return false;
        }
        let (sequence, until) = self.nothing_due;
        let from = if sequence == engine.sequence() { until.saturating_add(1) } else { 0 };
        if engine.has_due(from, now) {
            return true;
        }
        self.nothing_due = (engine.sequence(), now);
        false
    }

    /// Ends phases at the moments that were drawn for them. A moment is drawn when its window is first seen; should
    /// this process end before it, the next one draws again. O(instruments with a random end).
    fn end_phases(&mut self) {
        let open: Vec<_> = self.state.engine.phases().random_ends().map(|(at, it)| (at, *it)).collect();
        self.drawn.retain(|&(instrument, from), _| {
            open.iter().any(|(at, window)| (*at, window.time) == (instrument, from))
        });
        for (instrument, window) in open {
            let key = (instrument, window.time);
            let due = match self.drawn.get(&key) {
                Some(&due) => due,
                None => {
                    let bytes = (self.random)();
                    let word = u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes"));
                    let due = window.time + word % (window.random_ns + 1);
                    self.drawn.insert(key, due);
                    due
                }
            };
            if self.own.is_empty() && due <= self.realtime_ns {
                self.submit_own(&wire::EndPhase::new(instrument, 0));
            }
        }
    }

    /// Takes no request any more, and says goodbye once all that was taken has left.
    pub fn drain(&mut self) {
        if self.draining {
            return;
        }
        self.draining = true;
        let open: Vec<u32> =
            (0..self.sessions.capacity()).filter(|&it| self.sessions.get(it).is_some()).collect();
        for connection in open {
            let who = self.who(connection);
            self.close(who, RejectReason::ShuttingDown);
        }
        self.finish_run();
    }

    /// Is everything that was taken durable and released?
    pub fn is_drained(&self) -> bool {
        self.held.is_empty()
            && self.group.as_ref().is_some_and(GroupBuffer::is_empty)
            && self.own.is_empty()
            && self.current.items.is_empty()
    }

    /// Ends the threads; what was submitted is durable afterwards.
    pub fn close_down(mut self) -> Result<u64, String> {
        self.finish_run();
        let began = Instant::now();
        while !self.group().is_empty() && self.committer.failure().is_none() {
            if self.committer.low_space() && began.elapsed() > FULL_DISK_WAIT {
                break;
            }
            std::thread::yield_now();
            self.hand_over();
        }
        self.helpers.stop();
        self.committer.close().map_err(|error| error.to_string())
    }
}
