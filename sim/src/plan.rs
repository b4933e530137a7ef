//! Chooses the steps of a run, one after the other, by its seed and by what the run has come to.

use crate::client::RESUME;
use crate::clock::{MS, SECOND};
use crate::common::Command;
use crate::config::Config;
use crate::disk::End;
use crate::generate::{FIRST, Generator};
use crate::random::Random;
use crate::step::{Step, work};
use crate::world::World;
use std::collections::VecDeque;
use tapebook_schema::is_request;

pub struct Plan {
    config: Config,
    random: Random,
    generator: Generator,
    sent: u64,
    next: VecDeque<Step>,
    is_over: bool,
}

impl Plan {
    pub fn new(config: Config) -> Self {
        Self {
            config,
            random: Random::new(config.seed),
            generator: Generator::new(!config.seed, config.mix),
            sent: 0,
            next: VecDeque::new(),
            is_over: false,
        }
    }

    /// The next step; nothing at the end.
    pub fn next(&mut self, world: &World) -> Option<Step> {
        loop {
            if let Some(step) = self.next.pop_front() {
                return Some(step);
            }
            if self.is_over {
                return None;
            }
            if self.sent >= self.config.requests {
                self.is_over = true;
                // The journal is read back twice: after a life, and after a start from a snapshot.
                self.next.extend([Step::Heal, Step::Snapshot, Step::Replay, Step::Heal, Step::Replay]);
            } else if world.server.is_none() {
                self.restart();
            } else {
                self.turn(world);
            }
        }
    }

    fn restart(&mut self) {
        if self.random.chance(self.config.rates.damage) {
            self.next.push_back(Step::Damage { seed: self.random.draw() });
        }
        // It may end while it starts.
        if self.config.rates.end_at > 0 && self.random.chance(10) {
            let (operations, end) = (1 + self.random.below(60), self.end());
            self.next.push_back(Step::EndAt { operations, end });
        }
        self.next.push_back(Step::Start);
    }

    fn end(&mut self) -> End {
        if self.random.chance(self.config.rates.power) { End::Power(self.random.draw()) } else { End::Kill }
    }

    fn client(&mut self, world: &World) -> u32 {
        1 + self.random.below(world.clients.len() as u64) as u32
    }

    fn turn(&mut self, world: &World) {
        for client in (1..).zip(&world.clients).filter(|(_, it)| it.connection == 0).map(|(client, _)| client)
        {
            if self.random.chance(30) {
                let options = self.random.pick(&[RESUME, RESUME, RESUME | 1, RESUME | 5, RESUME | 9, 0, 17]);
                self.next.push_back(Step::Connect { client, options });
            }
        }
        let burst = 1 + self.random.below(self.config.burst);
        for _ in 0..burst {
            let command = self.generator.next(&world.judge.oracle);
            if let Some(step) = self.send(command, world) {
                self.next.push_back(step);
                self.sent += 1;
            }
        }
        let mut work = work::ALL;
        if self.random.chance(self.config.rates.lazy) {
            work &= self.random.draw() as u16 | work::RUN;
        }
        if self.random.chance(self.config.rates.congested) {
            work |= work::NARROW;
        }
        if self.random.one_in(12) {
            work |= work::IDLE;
        }
        let ns = if self.random.one_in(self.config.rates.leap) {
            self.random.pick(&[100 * MS, SECOND, 30 * SECOND, 600 * SECOND, 20_000 * SECOND])
        } else {
            self.random.below(2 * MS)
        };
        self.next.push_back(Step::Turn { work, ns });
        self.trouble(world);
    }

    /// A request, by the client whose session the generator chose.
    fn send(&mut self, command: Command, world: &World) -> Option<Step> {
        if !is_request(command.kind) {
            // Sessions come and go by their connections here.
            let client = self.client(world);
            if self.config.rates.cut > 0 && self.random.one_in(4) {
                self.next.push_back(Step::Cut { client });
            }
            return None;
        }
        let Command { session, account, kind, mut body, .. } = command;
        if session == crate::generate::GATEWAY && account >= FIRST {
            // A gateway says whom it acts for.
            body[36..40].copy_from_slice(&account.to_le_bytes());
        }
        (session as usize <= world.clients.len()).then_some(Step::Send { client: session, kind, body })
    }

    fn trouble(&mut self, world: &World) {
        let rates = self.config.rates;
        if self.random.one_in(rates.cut) {
            let client = self.client(world);
            self.next.push_back(Step::Cut { client });
        }
        if self.random.one_in(rates.retry) {
            let client = self.client(world);
            self.next.push_back(Step::Retry { client });
        }
        if self.random.one_in(rates.back) {
            let ns = -(self.random.pick(&[MS, SECOND, 3600 * SECOND]) as i64);
            self.next.push_back(Step::Jump { ns });
        }
        if self.random.one_in(rates.snapshot) {
            self.next.push_back(Step::Snapshot);
        }
        if self.random.one_in(rates.second) {
            self.next.push_back(Step::Second);
        }
        if self.random.one_in(rates.full) {
            self.next.push_back(Step::Room { bytes: Some(self.random.below(64 << 10)) });
        } else if self.random.one_in(rates.full / 8) {
            self.next.push_back(Step::Room { bytes: None });
        }
        if self.random.one_in(rates.failure) {
            let after = self.random.below(20);
            let writes = self.random.chance(50);
            self.next.push_back(if writes { Step::FailWrites { after } } else { Step::FailSyncs { after } });
        }
        if self.random.one_in(rates.check) {
            self.next.push_back(Step::Check);
        }
        if self.random.one_in(rates.end_at) {
            let operations = 1 + self.random.below(100);
            let end = self.end();
            self.next.push_back(Step::EndAt { operations, end });
            // A snapshot, or a rotation, may be what it meets.
            if self.random.chance(30) {
                self.next.push_back(Step::Snapshot);
            }
        }
        if self.random.one_in(rates.end) {
            let end = self.end();
            self.next.push_back(Step::End { end });
        }
    }
}
